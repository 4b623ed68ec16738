//! The environment and the command line as sources of settings.

use figment::value::{Dict, Map, Num, Tag, Value};
use figment::{Metadata, Profile, Provider};

/// What every variable's name starts with.
pub const ENVIRONMENT_PREFIX: &str = "COMMUNIQUE__";

pub(super) const ENVIRONMENT: &str = "the environment";

/// A setting given on the command line.
#[derive(Clone, Debug)]
pub struct FlagSetting {
    /// The flag as people type it, `--listen`, for messages.
    pub flag: String,
    /// Dotted key of the setting, `server.listen`.
    pub key: String,
    /// The value as typed.
    pub value: String,
}

impl FlagSetting {
    /// The setting `key` with this value, given by `flag`.
    pub fn new(flag: &str, key: &str, value: impl Into<String>) -> Self {
        Self {
            flag: flag.to_owned(),
            key: key.to_owned(),
            value: value.into(),
        }
    }
}

/// `COMMUNIQUE__SERVER__LISTEN` for `server.listen`.
pub(super) fn variable_name(key: &str) -> String {
    format!(
        "{ENVIRONMENT_PREFIX}{}",
        key.replace('.', "__").to_uppercase()
    )
}

/// Settings in the form of text, typed after the defaults that they replace.
pub(super) struct TextSource {
    metadata: Metadata,
    values: Dict,
}

impl TextSource {
    /// All variables of ours. Others are left alone; one of ours that is no setting is an error
    /// later, when settings are read.
    pub(super) fn environment(
        variables: impl IntoIterator<Item = (String, String)>,
        defaults: &Dict,
    ) -> Self {
        let mut values = Dict::new();
        for (name, value) in variables {
            if let Some(name) = name.strip_prefix(ENVIRONMENT_PREFIX) {
                let path: Vec<String> = name.split("__").map(str::to_lowercase).collect();
                insert(&mut values, defaults, &path, &value);
            }
        }
        Self {
            metadata: Metadata::named(ENVIRONMENT),
            values,
        }
    }

    /// One flag.
    pub(super) fn flag(setting: &FlagSetting, defaults: &Dict) -> Self {
        let mut values = Dict::new();
        let path: Vec<String> = setting.key.split('.').map(str::to_owned).collect();
        insert(&mut values, defaults, &path, &setting.value);
        Self {
            metadata: Metadata::named(format!("set by {}", setting.flag)),
            values,
        }
    }
}

impl Provider for TextSource {
    fn metadata(&self) -> Metadata {
        self.metadata.clone()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Map::from([(Profile::Default, self.values.clone())]))
    }
}

fn insert(into: &mut Dict, defaults: &Dict, path: &[String], text: &str) {
    let Some((name, rest)) = path.split_first() else {
        return;
    };
    let default = defaults.get(name);
    if rest.is_empty() {
        into.insert(name.clone(), typed(text, default));
        return;
    }
    let empty = Dict::new();
    let inner_defaults = default.and_then(Value::as_dict).unwrap_or(&empty);
    let inner = into
        .entry(name.clone())
        .or_insert_with(|| Dict::new().into());
    if let Value::Dict(_, inner) = inner {
        insert(inner, inner_defaults, rest, text);
    }
}

/// The text as a value of the default's type. What has no default (a token, a path) or is text
/// stays text, so that a token of digits is not taken for a number; what cannot be converted stays
/// text too and is refused with the type that was expected.
fn typed(text: &str, default: Option<&Value>) -> Value {
    match default {
        Some(Value::Bool(..)) => match text {
            "true" | "1" | "yes" | "on" => true.into(),
            "false" | "0" | "no" | "off" => false.into(),
            _ => text.into(),
        },
        Some(Value::Num(..)) => text
            .parse::<u64>()
            .map(|number| Value::Num(Tag::Default, Num::U64(number)))
            .unwrap_or_else(|_| text.into()),
        Some(Value::Array(..)) => {
            // `a,b` and the TOML way of writing it, `["a", "b"]`.
            let list = text.trim().trim_start_matches('[').trim_end_matches(']');
            let items = list.split(',').map(|item| item.trim().trim_matches('"'));
            let items = items.filter(|item| !item.is_empty());
            items.map(Value::from).collect::<Vec<_>>().into()
        }
        _ => text.into(),
    }
}
