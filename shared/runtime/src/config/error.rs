//! What is wrong with the configuration, in one sentence.

use std::fmt;

/// What is wrong with the configuration: key, value (unless it is secret), where it came from and
/// what to do, in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Dotted key of the setting; empty if the fault is not one setting's.
    pub key: String,
    /// The value as given; absent if it is secret or there is none.
    pub value: Option<String>,
    /// Where it came from: `set by --listen`.
    pub origin: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.key.is_empty() {
            write!(formatter, "{}", self.key)?;
            if let Some(value) = &self.value {
                write!(formatter, " = {value}")?;
            }
            if !self.origin.is_empty() {
                write!(formatter, " ({})", self.origin)?;
            }
            formatter.write_str(": ")?;
        }
        write!(formatter, "{}; {}", self.problem, self.remedy)
    }
}

impl std::error::Error for ConfigError {}
