//! Whether this process can do its work: latches for what must come up once, probes for what may
//! go away again.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future::{BoxFuture, join_all};
use metrics::gauge;
use tokio::sync::watch;
use tracing::{info, warn};

use crate::metrics::names;
use crate::rpc::ServingSwitch;

/// Time between two rounds of probes.
const PROBE_INTERVAL: Duration = Duration::from_secs(5);
/// Longest time of one probe.
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);
/// Rounds of failed probes before a ready process says that it is not: one lost answer must not
/// turn all clients away.
const FAILURES_TOLERATED: u32 = 2;

type Probe = Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// Whether this process is ready, and what it waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadinessReport {
    /// What is not ready, by name, and why; empty if all is.
    pub waiting_for: BTreeMap<String, String>,
}

impl ReadinessReport {
    /// Whether nothing is waited for.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.waiting_for.is_empty()
    }
}

/// `ready`, or one line for each part that is not.
impl fmt::Display for ReadinessReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_ready() {
            return writeln!(formatter, "ready");
        }
        for (name, reason) in &self.waiting_for {
            writeln!(formatter, "{name}: {reason}")?;
        }
        Ok(())
    }
}

#[derive(Default)]
struct Parts {
    latches: BTreeMap<String, ()>,
    probes: Vec<(String, Probe)>,
    is_draining: bool,
}

struct Inner {
    // Held to read or change, never across an await.
    parts: Mutex<Parts>,
    changed: tokio::sync::Notify,
    report: watch::Sender<ReadinessReport>,
}

/// The readiness of this process. Clones share it.
#[derive(Clone)]
pub struct Readiness(Arc<Inner>);

impl Default for Readiness {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Readiness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Readiness")
            .field(&*self.0.report.borrow())
            .finish()
    }
}

impl Readiness {
    /// Readiness of a process that has just started.
    #[must_use]
    pub fn new() -> Self {
        let mut report = ReadinessReport::default();
        report
            .waiting_for
            .insert("process".to_owned(), "it is starting".to_owned());
        Self(Arc::new(Inner {
            parts: Mutex::default(),
            changed: tokio::sync::Notify::new(),
            report: watch::Sender::new(report),
        }))
    }

    /// Something that must come up before the process is ready. Latches are made before the
    /// server runs.
    #[must_use = "the process is not ready until the latch is released"]
    pub fn latch(&self, name: &str) -> Latch {
        self.lock().latches.insert(name.to_owned(), ());
        Latch {
            readiness: self.clone(),
            name: name.to_owned(),
        }
    }

    /// Something that must answer while the process is ready; asked every 5 s, for 2 s at most.
    /// The error says what is wrong.
    pub fn probe<F, A>(&self, name: &str, probe: F)
    where
        F: Fn() -> A + Send + Sync + 'static,
        A: Future<Output = Result<(), String>> + Send + 'static,
    {
        let probe: Probe = Arc::new(move || Box::pin(probe()));
        self.lock().probes.push((name.to_owned(), probe));
        self.0.changed.notify_one();
    }

    /// What was found out last.
    #[must_use]
    pub fn report(&self) -> ReadinessReport {
        self.0.report.borrow().clone()
    }

    /// Waits until the process is ready.
    pub async fn ready(&self) {
        let mut report = self.0.report.subscribe();
        // The sender lives as long as `self`.
        let _ = report.wait_for(ReadinessReport::is_ready).await;
    }

    /// Says from now on that the process is going down.
    pub(crate) async fn start_draining(&self, switch: &ServingSwitch) {
        self.lock().is_draining = true;
        self.publish(self.look(&BTreeMap::new()), switch).await;
    }

    /// Keeps report, health service and gauge up to date. Runs until dropped.
    pub(crate) async fn keep(self, switch: ServingSwitch) {
        let mut failures = 0;
        loop {
            let failed = self.ask_probes().await;
            failures = if failed.is_empty() { 0 } else { failures + 1 };
            let tolerated = failures < FAILURES_TOLERATED && self.report().is_ready();
            let failed = if tolerated { BTreeMap::new() } else { failed };
            self.publish(self.look(&failed), &switch).await;
            tokio::select! {
                () = self.0.changed.notified() => {}
                () = tokio::time::sleep(PROBE_INTERVAL) => {}
            }
        }
    }

    async fn ask_probes(&self) -> BTreeMap<String, String> {
        let probes = self.lock().probes.clone();
        let asked = probes.into_iter().map(|(name, probe)| async move {
            let answer = tokio::time::timeout(PROBE_TIMEOUT, probe()).await;
            let answer = answer.unwrap_or_else(|_| Err("no answer in time".to_owned()));
            answer.err().map(|reason| (name, reason))
        });
        join_all(asked).await.into_iter().flatten().collect()
    }

    fn look(&self, failed: &BTreeMap<String, String>) -> ReadinessReport {
        let parts = self.lock();
        let mut waiting_for = failed.clone();
        for name in parts.latches.keys() {
            waiting_for.insert(name.clone(), "it is starting".to_owned());
        }
        if parts.is_draining {
            waiting_for.insert("process".to_owned(), "it is going down".to_owned());
        }
        ReadinessReport { waiting_for }
    }

    async fn publish(&self, report: ReadinessReport, switch: &ServingSwitch) {
        let is_ready = report.is_ready();
        let was_ready = self.report().is_ready();
        let is_draining = self.lock().is_draining;
        if was_ready != is_ready {
            switch.set(is_ready).await;
        }
        gauge!(names::READY).set(if is_ready { 1.0 } else { 0.0 });
        match (was_ready, is_ready) {
            (false, true) => info!("ready"),
            (true, false) if !is_draining => {
                warn!(waiting_for = ?report.waiting_for, "not ready any more");
            }
            _ => {}
        }
        self.0.report.send_replace(report);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Parts> {
        self.0.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Something that must come up before the process is ready. Dropped without
/// [`release`](Latch::release), it keeps the process unready: what failed to come up is not up.
#[derive(Debug)]
pub struct Latch {
    readiness: Readiness,
    name: String,
}

impl Latch {
    /// It is up.
    pub fn release(self) {
        self.readiness.lock().latches.remove(&self.name);
        self.readiness.0.changed.notify_one();
    }
}
