//! How peers are called.

use std::sync::Arc;
use std::time::Duration;

use super::resolve::{Resolve, SystemResolver};
use crate::config::Secret;

/// How peers are called. The times are such that a dead copy is left within seconds.
#[derive(Clone)]
pub struct PeerOptions {
    /// Name of the service that is called, for messages and the label `peer` of metrics.
    pub service: &'static str,
    /// The bearer token sent with every call.
    pub token: Option<Secret>,
    /// Longest wait for a connection, and for the first address of a name.
    pub connect_timeout: Duration,
    /// How often a connection is tried by a ping.
    pub keepalive_interval: Duration,
    /// How long an answer to a ping may take before the connection is given up.
    pub keepalive_timeout: Duration,
    /// Shortest time between two look-ups of a name, whatever its answer says.
    pub shortest_refresh: Duration,
    /// Longest time between two look-ups of a name.
    pub longest_refresh: Duration,
    /// What looks names up.
    pub resolver: Arc<dyn Resolve>,
}

impl PeerOptions {
    /// Calls of `service`: 2 s to connect, pings each 5 s answered within 3 s, names looked up
    /// again after 5 s to 30 s as their answers say.
    #[must_use]
    pub fn new(service: &'static str, token: Option<Secret>) -> Self {
        Self {
            service,
            token,
            connect_timeout: Duration::from_secs(2),
            keepalive_interval: Duration::from_secs(5),
            keepalive_timeout: Duration::from_secs(3),
            shortest_refresh: Duration::from_secs(5),
            longest_refresh: Duration::from_secs(30),
            resolver: Arc::new(SystemResolver::default()),
        }
    }
}

impl std::fmt::Debug for PeerOptions {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PeerOptions")
            .field("service", &self.service)
            .field("token", &self.token)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
