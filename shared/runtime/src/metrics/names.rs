//! Names of the metrics of this crate. Labels come from closed sets.

/// Counter by `method` and `code`: calls answered.
pub const SERVER_REQUESTS: &str = "communique_rpc_server_requests_total";
/// Histogram by `method`: time from a call's arrival to the end of its answer.
pub const SERVER_DURATION: &str = "communique_rpc_server_duration_seconds";
/// Gauge: calls under way.
pub const SERVER_IN_FLIGHT: &str = "communique_rpc_server_in_flight";
/// Counter: calls refused because too many were under way.
pub const SERVER_SHED: &str = "communique_rpc_server_shed_total";
/// Gauge by `peer`: known copies of a service.
pub const PEER_ENDPOINTS: &str = "communique_peer_endpoints";
/// Counter by `peer` and `op` (`insert`, `remove`, `failure`): changes to the known copies.
pub const PEER_UPDATES: &str = "communique_peer_updates_total";
/// Gauge: 1 while ready.
pub const READY: &str = "communique_ready";
/// Counter by `task`: background tasks that ended by an error or a panic.
pub const TASK_FAILURES: &str = "communique_task_failures_total";
/// Gauge by `version`: always 1.
pub const BUILD_INFO: &str = "communique_build_info";
