//! Metrics in the format of Prometheus.

pub mod names;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// Bounds of histograms of seconds: from 0.5 ms to a minute.
const SECONDS: [f64; 16] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
    60.0,
];

/// How often what is idle or old is tidied up when nobody fetches the metrics.
pub(crate) const UPKEEP: Duration = Duration::from_secs(10);

/// Held while installing, so that two that come at once do not both try.
static HANDLE: Mutex<Option<PrometheusHandle>> = Mutex::new(None);

/// Why metrics cannot be recorded.
#[derive(Debug, thiserror::Error)]
#[error("metrics cannot be recorded: {0}")]
pub struct MetricsError(String);

/// What renders the recorded metrics.
#[derive(Clone, Debug)]
pub struct MetricsHandle(PrometheusHandle);

impl MetricsHandle {
    /// All metrics in Prometheus' text format.
    #[must_use]
    pub fn render(&self) -> String {
        self.0.render()
    }

    pub(crate) fn upkeep(&self) {
        self.0.run_upkeep();
    }
}

/// Records the metrics of this process from now on; later calls give the same handle.
///
/// # Errors
/// If another recorder is installed.
pub fn install_metrics() -> Result<MetricsHandle, MetricsError> {
    let mut installed = HANDLE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*installed {
        return Ok(MetricsHandle(handle.clone()));
    }
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|error| MetricsError(error.to_string()))?;
    describe();
    gauge!(names::BUILD_INFO, "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(MetricsHandle(installed.insert(handle).clone()))
}

fn describe() {
    describe_counter!(names::SERVER_REQUESTS, "Calls answered");
    describe_histogram!(
        names::SERVER_DURATION,
        Unit::Seconds,
        "Time to the end of the answer"
    );
    describe_gauge!(names::SERVER_IN_FLIGHT, "Calls under way");
    describe_counter!(
        names::SERVER_SHED,
        "Calls refused because too many were under way"
    );
    describe_gauge!(names::PEER_ENDPOINTS, "Known copies of a service");
    describe_counter!(
        names::PEER_UPDATES,
        "Changes to the known copies of a service"
    );
    describe_gauge!(names::READY, "Whether this process is ready");
    describe_counter!(
        names::TASK_FAILURES,
        "Background tasks that ended by an error"
    );
    describe_gauge!(names::BUILD_INFO, "The version that runs");
}
