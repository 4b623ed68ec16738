//! Defaults < file < environment < flags.

use std::path::{Path, PathBuf};

use figment::error::{Actual, Kind};
use figment::providers::{Format, Serialized, Toml};
use figment::value::{Dict, Value};
use figment::{Figment, Profile, Provider};

use super::origin::{self, Origins};
use super::sources::TextSource;
use super::{ConfigError, FlagSetting, Settings};

/// Where settings are read from.
#[derive(Clone, Debug, Default)]
pub struct ConfigSources {
    /// A TOML file, which must be there if it is named.
    pub file: Option<PathBuf>,
    /// Variables of the environment; those that do not start with `COMMUNIQUE__` are ignored.
    pub environment: Vec<(String, String)>,
    /// What the command line says, the last of two for the same key counting.
    pub flags: Vec<FlagSetting>,
}

impl ConfigSources {
    /// This process's environment, and no more.
    #[must_use]
    pub fn from_process() -> Self {
        // A variable that is not UTF-8 is none of ours: all of ours are typed by people.
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self {
            environment,
            ..Self::default()
        }
    }

    /// The same with a file.
    #[must_use]
    pub fn file(mut self, file: Option<PathBuf>) -> Self {
        self.file = file;
        self
    }

    /// The same with one more flag, if it was given.
    #[must_use]
    pub fn flag(mut self, flag: &str, key: &str, value: Option<impl Into<String>>) -> Self {
        self.flags
            .extend(value.map(|value| FlagSetting::new(flag, key, value)));
        self
    }
}

impl Settings {
    /// Reads and checks the settings.
    ///
    /// # Errors
    /// One sentence about the first thing that is wrong: a file that cannot be read, an unknown
    /// key, a value of the wrong type, or anything that [`Settings::check`] refuses.
    pub fn load(sources: &ConfigSources) -> Result<Self, ConfigError> {
        // Every setting with a value, so that text is read as what the setting is.
        let mut filled = Self::default();
        filled.server.drain_delay_seconds = Some(0);
        let default_values = Serialized::defaults(filled)
            .data()
            .ok()
            .and_then(|mut profiles| profiles.remove(&Profile::Default))
            .unwrap_or_default();
        let mut figment = Figment::new();
        if let Some(path) = &sources.file {
            figment = figment.merge(read_file(path)?);
        }
        let variables = sources.environment.iter().cloned();
        figment = figment.merge(TextSource::environment(variables, &default_values));
        for flag in &sources.flags {
            figment = figment.merge(TextSource::flag(flag, &default_values));
        }
        let mut settings: Self = figment
            .extract()
            .map_err(|error| explain(&figment, error, sources))?;
        let given: Dict = figment.extract().unwrap_or_default();
        settings.origins = Origins::of(&figment, &given);
        settings.check()?;
        Ok(settings)
    }
}

fn read_file(path: &Path) -> Result<impl Provider + use<>, ConfigError> {
    let wrong = |problem: String, remedy: &str| ConfigError {
        key: String::new(),
        value: None,
        origin: String::new(),
        problem,
        remedy: remedy.to_owned(),
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        wrong(
            format!(
                "the configuration file {} cannot be read: {error}",
                path.display()
            ),
            "name another with --config, or leave it out to use the defaults",
        )
    })?;
    // For the line and column, which figment does not keep.
    toml::from_str::<toml::Table>(&text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
        wrong(
            format!(
                "the configuration file {} is no valid TOML in line {line}: {}",
                path.display(),
                error.message().lines().collect::<Vec<_>>().join(" ")
            ),
            "correct that line",
        )
    })?;
    Ok(Toml::file(path))
}

/// Turns the loader's error into our sentence.
fn explain(figment: &Figment, error: figment::Error, sources: &ConfigSources) -> ConfigError {
    let error = error
        .into_iter()
        .next()
        .expect("an error holds at least itself");
    let mut key = error.path.join(".");
    let (problem, remedy) = match &error.kind {
        Kind::UnknownField(name, known) => {
            if !key.ends_with(name.as_str()) {
                key = if key.is_empty() {
                    name.clone()
                } else {
                    format!("{key}.{name}")
                };
            }
            let problem = "there is no such setting".to_owned();
            let remedy = match nearest(name, known) {
                Some(near) => format!("did you mean `{near}`? Known here: {}", known.join(", ")),
                None => format!("known here: {}", known.join(", ")),
            };
            (problem, remedy)
        }
        Kind::UnknownVariant(name, known) => (
            format!("`{name}` is none of its values"),
            format!("write one of: {}", known.join(", ")),
        ),
        Kind::InvalidType(actual, expected) | Kind::InvalidValue(actual, expected) => (
            format!(
                "it must be {}, not {}",
                kind_wanted(expected),
                kind_of(actual)
            ),
            remedy_for(&key).to_owned(),
        ),
        other => (other.to_string(), remedy_for(&key).to_owned()),
    };
    let found = figment.find_value(&key).ok();
    let origin = error
        .metadata
        .as_ref()
        .or_else(|| {
            found
                .as_ref()
                .and_then(|value| figment.get_metadata(value.tag()))
        })
        .map_or_else(String::new, |metadata| {
            let flag = sources.flags.iter().rev().find(|flag| flag.key == key);
            flag.map_or_else(
                || origin::describe(metadata, &key),
                |flag| format!("set by {}", flag.flag),
            )
        });
    let value = found
        .filter(|_| !is_secret(&key))
        .and_then(|value| shown(&value));
    ConfigError {
        key,
        value,
        origin,
        problem,
        remedy,
    }
}

/// What a value should be, in the terms of whoever writes settings.
fn kind_wanted(expected: &str) -> &str {
    match expected {
        "u64" | "usize" => "a whole number from 0",
        "a sequence" => "a list",
        "a boolean" => "true or false",
        "a string" | "path string" => "text",
        expected if expected.starts_with("struct ") => "a section",
        expected => expected,
    }
}

/// What a wrong value is, without repeating it: it may be secret, and is shown elsewhere if not.
fn kind_of(actual: &Actual) -> &'static str {
    match actual {
        Actual::Bool(_) => "true or false",
        Actual::Signed(number) if *number < 0 => "a number below 0",
        Actual::Unsigned(_) | Actual::Signed(_) => "a number",
        Actual::Float(_) => "a fraction",
        Actual::Char(_) | Actual::Str(_) => "text",
        Actual::Seq => "a list",
        Actual::Map => "a section",
        _ => "this",
    }
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(_, text) => Some(format!("{text:?}")),
        Value::Bool(_, value) => Some(value.to_string()),
        Value::Num(_, number) => number
            .to_u128()
            .map(|number| number.to_string())
            .or_else(|| number.to_i128().map(|number| number.to_string()))
            .or_else(|| number.to_f64().map(|number| number.to_string())),
        _ => None,
    }
}

pub(super) fn is_secret(key: &str) -> bool {
    key.starts_with("archive.options")
        || matches!(
            key,
            "server.token" | "peers.token" | "cache.url" | "index.api_key"
        )
}

fn remedy_for(key: &str) -> &'static str {
    match key {
        "server.listen" | "server.admin_listen" => {
            "write an address with a port, such as 127.0.0.1:7400"
        }
        "peers.ingest" | "peers.extraction" | "peers.search" => {
            "write a list of endpoints, such as [\"http://host:7400\", \"dns://name:7400\"]"
        }
        key if key.ends_with("_seconds") => "write a whole number of seconds",
        key if key.ends_with("_ms") => "write a whole number of milliseconds",
        key if key.ends_with("_bytes") => "write a whole number of bytes",
        _ => "see the defaults with --dump-config",
    }
}

/// The known name that begins so, or is at most two typing errors away.
fn nearest<'name>(name: &str, known: &[&'name str]) -> Option<&'name str> {
    let mut begun = known.iter().filter(|candidate| candidate.starts_with(name));
    let tolerated = (name.len() / 3).min(2);
    begun.next().copied().or_else(|| {
        known
            .iter()
            .map(|candidate| (distance(name, candidate), *candidate))
            .filter(|(distance, _)| *distance <= tolerated)
            .min()
            .map(|(_, candidate)| candidate)
    })
}

/// Levenshtein distance by rows (Wagner and Fischer, 1974).
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, left_byte) in left.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, right_byte) in right.bytes().enumerate() {
            let substituted = diagonal + usize::from(left_byte != right_byte);
            diagonal = row[column + 1];
            row[column + 1] = substituted.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}
