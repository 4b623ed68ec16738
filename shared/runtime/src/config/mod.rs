//! Configuration: defaults < file < environment < flags.

mod check;
mod error;
mod load;
mod origin;
mod secret;
mod settings;
mod sources;

pub use error::ConfigError;
pub use load::ConfigSources;
pub use secret::Secret;
pub use settings::{
    ArchiveSettings, CacheBackendKind, CacheSettings, ExtractionEngineKind, ExtractionSettings,
    IndexBackendKind, IndexSettings, IngestSettings, LogFormat, LogSettings, PeerSettings,
    SearchSettings, ServerSettings, Settings, TelemetrySettings,
};
pub use sources::{ENVIRONMENT_PREFIX, FlagSetting};

impl Settings {
    /// All settings as TOML, secrets shown as `***`. What is unset is left out.
    #[must_use]
    pub fn dump(&self) -> String {
        toml::to_string_pretty(self).expect("settings are tables of plain values")
    }
}
