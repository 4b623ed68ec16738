//! The log of a command that ends by itself.

use std::io::IsTerminal;

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

use super::TelemetryError;

/// Writes log lines that pass `filter` to standard error, without time and without traces: what a
/// person at a terminal wants of a command.
///
/// # Errors
/// [`TelemetryError`] if the filter cannot be read or a logger is installed already.
pub fn log_only(filter: &str) -> Result<(), TelemetryError> {
    let parsed: EnvFilter = filter.parse().map_err(|error| TelemetryError::Filter {
        filter: filter.to_owned(),
        reason: format!("{error}"),
    })?;
    let lines = fmt::layer()
        .without_time()
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(parsed)
        .with(lines)
        .try_init()
        .map_err(|error| TelemetryError::Installed(error.to_string()))
}
