//! Keeping the set of copies: which addresses there are, and a monitor for each.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use metrics::{counter, gauge};
use rand::Rng;
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;
use tonic::transport::{Channel, ClientTlsConfig, Endpoint};
use tracing::{info, warn};

use super::ConnectError;
use super::members::Member;
use super::monitor::monitor;
use super::options::PeerOptions;
use super::target::Target;
use crate::metrics::names;

/// The members that calls may go to.
pub(super) type Members = Arc<Vec<Arc<Member>>>;

/// A member and the task that watches it, which ends with it.
struct Watched {
    member: Arc<Member>,
    _monitor: AbortOnDropHandle<()>,
}

/// The members of all targets.
pub(super) struct Directory {
    options: PeerOptions,
    // By target, then address. Held for a change only, never across an await.
    sets: Mutex<BTreeMap<usize, BTreeMap<String, Watched>>>,
    published: watch::Sender<Members>,
}

impl Directory {
    /// The directory of these targets, and the tasks that keep it.
    pub(super) fn start(
        targets: Vec<Target>,
        options: PeerOptions,
    ) -> Result<(Arc<Self>, Vec<AbortOnDropHandle<()>>), ConnectError> {
        let directory = Arc::new(Self {
            options,
            sets: Mutex::default(),
            published: watch::Sender::default(),
        });
        let mut tasks = Vec::new();
        for (number, target) in targets.into_iter().enumerate() {
            match target {
                Target::Fixed(uri) => {
                    directory.replace(number, &[uri.to_string()])?;
                }
                Target::Name { host, port } => {
                    let directory = Arc::clone(&directory);
                    let task = async move { directory.follow(number, &host, port).await };
                    tasks.push(AbortOnDropHandle::new(tokio::spawn(task)));
                }
            }
        }
        Ok((directory, tasks))
    }

    /// The members now, and whenever they change.
    pub(super) fn subscribe(&self) -> watch::Receiver<Members> {
        self.published.subscribe()
    }

    /// Looks a name up for ever. What is known stays until there is something better: neither a
    /// failure nor an empty answer takes a member away.
    async fn follow(&self, number: usize, host: &str, port: u16) {
        let (service, options) = (self.options.service, &self.options);
        let mut failures: u32 = 0;
        loop {
            let answer = options.resolver.resolve(host).await;
            let wait = match answer {
                Ok(answer) if !answer.addresses.is_empty() => {
                    if failures > 0 {
                        info!(service, host, "peer name is known again");
                    }
                    failures = 0;
                    let addresses = answer.addresses.into_iter();
                    let uris: Vec<String> = addresses
                        .map(|address| format!("http://{}/", SocketAddr::new(address, port)))
                        .collect();
                    if let Err(error) = self.replace(number, &uris) {
                        warn!(service, host, error = %error, "peer address cannot be used");
                    }
                    answer
                        .time_to_live
                        .clamp(options.shortest_refresh, options.longest_refresh)
                }
                unusable => {
                    let reason = match unusable {
                        Ok(_) => "it has no addresses".to_owned(),
                        Err(error) => error.to_string(),
                    };
                    // Once per outage; the counter tells of each.
                    if failures == 0 {
                        warn!(service, host, reason, "peer name cannot be looked up");
                    }
                    counter!(names::PEER_UPDATES, "peer" => service, "op" => "failure")
                        .increment(1);
                    failures = failures.saturating_add(1);
                    retry_wait(failures, options)
                }
            };
            // Copies started together must not ask together for ever.
            let wait = wait.mul_f64(rand::rng().random_range(0.9..1.1));
            tokio::time::sleep(wait).await;
        }
    }

    /// Makes `uris` the members of a target. Members that stay keep connection and health.
    fn replace(&self, number: usize, uris: &[String]) -> Result<(), ConnectError> {
        let service = self.options.service;
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        let set = sets.entry(number).or_default();
        for uri in uris
            .iter()
            .filter(|uri| !set.contains_key(*uri))
            .cloned()
            .collect::<Vec<_>>()
        {
            let member = Arc::new(Member::new(uri.clone(), self.channel(&uri)?));
            let task = tokio::spawn(monitor(service, Arc::clone(&member)));
            info!(service, address = uri, "peer added");
            counter!(names::PEER_UPDATES, "peer" => service, "op" => "insert").increment(1);
            set.insert(
                uri,
                Watched {
                    member,
                    _monitor: AbortOnDropHandle::new(task),
                },
            );
        }
        set.retain(|uri, _| {
            let stays = uris.contains(uri);
            if !stays {
                info!(service, address = uri, "peer removed");
                counter!(names::PEER_UPDATES, "peer" => service, "op" => "remove").increment(1);
            }
            stays
        });
        // Two targets may name one address: its calls then count twice, which is harmless.
        let members: Vec<Arc<Member>> = sets
            .values()
            .flat_map(BTreeMap::values)
            .map(|watched| Arc::clone(&watched.member))
            .collect();
        gauge!(names::PEER_ENDPOINTS, "peer" => service).set(members.len() as f64);
        self.published.send_replace(Arc::new(members));
        Ok(())
    }

    fn channel(&self, uri: &str) -> Result<Channel, ConnectError> {
        let options = &self.options;
        let unusable = |error: &dyn std::fmt::Display| ConnectError::Endpoint {
            endpoint: uri.to_owned(),
            reason: error.to_string(),
        };
        let mut endpoint = Endpoint::from_shared(uri.to_owned())
            .map_err(|error| unusable(&error))?
            .connect_timeout(options.connect_timeout)
            .http2_keep_alive_interval(options.keepalive_interval)
            .keep_alive_timeout(options.keepalive_timeout)
            .keep_alive_while_idle(true)
            .http2_adaptive_window(true)
            .tcp_nodelay(true);
        if uri.starts_with("https://") {
            let tls = ClientTlsConfig::new().with_native_roots();
            endpoint = endpoint.tls_config(tls).map_err(|error| unusable(&error))?;
        }
        Ok(endpoint.connect_lazy())
    }
}

/// Waits after failures: from a second, doubled up to the longest refresh.
fn retry_wait(failures: u32, options: &PeerOptions) -> Duration {
    let doubled = Duration::from_secs(1).saturating_mul(1 << failures.saturating_sub(1).min(6));
    doubled.min(options.longest_refresh)
}
