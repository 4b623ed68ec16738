//! Logs on standard error, and traces to a collector if one is set.

mod panic;
mod plain;
mod propagation;

use std::io::IsTerminal;
use std::time::Duration;

use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::WithExportConfig;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

pub use plain::log_only;
pub use propagation::{current_trace_context, set_parent_from_message};
pub(crate) use propagation::{inject_trace_context, set_parent_from_headers};

use crate::config::{LogFormat, LogSettings, TelemetrySettings};

/// How long the last traces may take to be sent.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(5);

/// Why telemetry cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter for log lines cannot be read.
    #[error("log.filter = {filter:?}: {reason}")]
    Filter {
        /// The filter.
        filter: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The exporter of traces cannot be made.
    #[error("telemetry.otlp_endpoint: {0}")]
    Exporter(String),
    /// Something else in this process logs already.
    #[error("a logger is installed already: {0}")]
    Installed(String),
}

/// The telemetry of this process; [`Telemetry::shut_down`] sends what is left.
#[derive(Debug)]
pub struct Telemetry {
    provider: SdkTracerProvider,
}

impl Telemetry {
    /// Logs and traces from now on, under this name. Panics are logged too.
    ///
    /// Trace context is carried through whether or not traces are sent anywhere. Must be called
    /// within a Tokio runtime.
    ///
    /// # Errors
    /// [`TelemetryError`] if a setting cannot be used or a logger is installed already.
    pub fn install(
        service: &'static str,
        log: &LogSettings,
        traces: &TelemetrySettings,
    ) -> Result<Self, TelemetryError> {
        let filter: EnvFilter = log.filter.parse().map_err(|error| TelemetryError::Filter {
            filter: log.filter.clone(),
            reason: format!("{error}"),
        })?;
        // With the log turned off, panics go to standard error as they do without us.
        let logs_errors = filter
            .max_level_hint()
            .is_none_or(|level| level >= LevelFilter::ERROR);
        let resource = Resource::builder()
            .with_service_name(service)
            .with_attribute(opentelemetry::KeyValue::new(
                "service.version",
                env!("CARGO_PKG_VERSION"),
            ))
            .build();
        let mut provider = SdkTracerProvider::builder().with_resource(resource);
        if !traces.otlp_endpoint.is_empty() {
            let exporter = opentelemetry_otlp::SpanExporter::builder()
                .with_tonic()
                .with_endpoint(&traces.otlp_endpoint)
                .build()
                .map_err(|error| TelemetryError::Exporter(error.to_string()))?;
            provider = provider.with_batch_exporter(exporter);
        }
        let provider = provider.build();
        let lines = match log.format {
            LogFormat::Text => fmt::layer()
                .with_writer(std::io::stderr)
                .with_ansi(std::io::stderr().is_terminal())
                .boxed(),
            LogFormat::Json => fmt::layer()
                .json()
                .flatten_event(true)
                .with_current_span(true)
                .with_span_list(false)
                .with_writer(std::io::stderr)
                .boxed(),
        };
        // Traces go on whatever is logged; what libraries do within is not traced.
        let ours = Targets::new().with_target("communique", LevelFilter::INFO);
        let spans = tracing_opentelemetry::layer().with_tracer(provider.tracer(service));
        tracing_subscriber::registry()
            .with(lines.with_filter(filter))
            .with(spans.with_filter(ours))
            .try_init()
            .map_err(|error| TelemetryError::Installed(error.to_string()))?;
        if logs_errors {
            panic::install_panic_hook();
        }
        Ok(Self { provider })
    }

    /// Sends the traces that are left. Blocking work, done off the reactor.
    pub async fn shut_down(self) {
        let provider = self.provider;
        let sent =
            tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(FLUSH_TIMEOUT));
        match sent.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(error = %error, "the last traces were not sent"),
            Err(error) => tracing::warn!(error = %error, "the last traces were not sent"),
        }
    }
}
