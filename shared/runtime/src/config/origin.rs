//! Where settings came from, for messages.

use std::collections::BTreeMap;

use figment::Figment;
use figment::value::{Dict, Value};

/// Where each setting that is no default came from, by dotted key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins(BTreeMap<String, String>);

impl Origins {
    pub(super) fn of(figment: &Figment, values: &Dict) -> Self {
        let mut origins = BTreeMap::new();
        collect(figment, "", values, &mut origins);
        Self(origins)
    }

    /// `set by --listen`, `set in the file config.toml`; `by default`.
    pub(crate) fn describe(&self, key: &str) -> &str {
        self.0.get(key).map_or("by default", String::as_str)
    }
}

fn collect(figment: &Figment, prefix: &str, values: &Dict, origins: &mut BTreeMap<String, String>) {
    for (name, value) in values {
        let key = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        if let Value::Dict(_, inner) = value {
            collect(figment, &key, inner, origins);
        } else if let Some(metadata) = figment.get_metadata(value.tag()) {
            origins.insert(key.clone(), describe(metadata, &key));
        }
    }
}

/// Words for where a value came from; the providers of `sources` put them in the metadata's name.
pub(super) fn describe(metadata: &figment::Metadata, key: &str) -> String {
    match &metadata.source {
        Some(figment::Source::File(path)) => format!("set in the file {}", path.display()),
        _ if metadata.name == super::sources::ENVIRONMENT => {
            format!(
                "set by the environment variable {}",
                super::sources::variable_name(key)
            )
        }
        _ => metadata.name.to_string(),
    }
}
