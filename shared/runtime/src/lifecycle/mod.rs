//! From start to stop: what runs, whether it is ready, and in which order it ends.

mod readiness;
mod serve;
mod signals;
mod tasks;

use std::fmt;
use std::future::Future;
use std::sync::{Arc, OnceLock};

use tokio_util::sync::CancellationToken;

pub use readiness::{Latch, Readiness, ReadinessReport};
pub use serve::{Listeners, ServeError, Server, Stopped};
pub use tasks::OnFailure;
use tasks::Tasks;

/// The life of this process. Clones share it.
///
/// Background tasks come in two groups. *Intake* brings new work in (a sweep for left work, an
/// import) and is told to stop when the server stops taking calls. *Support* is what calls under
/// way need (a writer of batches, signals) and is told to stop when they have finished.
#[derive(Clone)]
pub struct Lifecycle(Arc<Inner>);

struct Inner {
    requested: CancellationToken,
    reason: OnceLock<Stop>,
    intake: Tasks,
    support: Tasks,
}

#[derive(Clone, Debug)]
struct Stop {
    reason: String,
    is_failure: bool,
}

impl Default for Lifecycle {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Lifecycle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Lifecycle")
            .field("stop", &self.0.reason.get())
            .field("intake", &self.0.intake.running())
            .field("support", &self.0.support.running())
            .finish()
    }
}

impl Lifecycle {
    /// The life of a process that has just started.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Inner {
            requested: CancellationToken::new(),
            reason: OnceLock::new(),
            intake: Tasks::new(),
            support: Tasks::new(),
        }))
    }

    /// Asks for a stop in good order. Only the first reason is kept.
    pub fn request_stop(&self, reason: impl Into<String>) {
        self.stop(Stop {
            reason: reason.into(),
            is_failure: false,
        });
    }

    /// Asks for a stop in good order because the process cannot do its work any more.
    pub fn fail(&self, reason: impl Into<String>) {
        self.stop(Stop {
            reason: reason.into(),
            is_failure: true,
        });
    }

    /// Waits until a stop is asked for.
    pub async fn stop_requested(&self) {
        self.0.requested.cancelled().await;
    }

    /// Why a stop was asked for, if it was.
    #[must_use]
    pub fn stop_reason(&self) -> Option<String> {
        self.0.reason.get().map(|stop| stop.reason.clone())
    }

    /// Cancelled when no new work is to be begun. For loops within a call, such as one that reads
    /// a stream without end.
    #[must_use]
    pub fn intake_token(&self) -> CancellationToken {
        self.0.intake.stop_token().clone()
    }

    /// Runs a task that brings in work. It must end soon after its token is cancelled.
    pub fn spawn_intake<F, A, E>(&self, name: &'static str, on_failure: OnFailure, task: F)
    where
        F: FnOnce(CancellationToken) -> A,
        A: Future<Output = Result<(), E>> + Send + 'static,
        E: fmt::Display + Send,
    {
        self.0
            .intake
            .spawn(name, task, self.failure_handler(on_failure));
    }

    /// Runs a task that calls under way need. It must end soon after its token is cancelled.
    pub fn spawn_support<F, A, E>(&self, name: &'static str, on_failure: OnFailure, task: F)
    where
        F: FnOnce(CancellationToken) -> A,
        A: Future<Output = Result<(), E>> + Send + 'static,
        E: fmt::Display + Send,
    {
        self.0
            .support
            .spawn(name, task, self.failure_handler(on_failure));
    }

    fn failure_handler(&self, on_failure: OnFailure) -> impl FnOnce(String) + Send + 'static {
        // A task must not keep its own tracker alive.
        let lifecycle = Arc::downgrade(&self.0);
        move |reason| {
            if on_failure == OnFailure::Stop
                && let Some(inner) = lifecycle.upgrade()
            {
                Self(inner).fail(reason);
            }
        }
    }

    fn stop(&self, stop: Stop) {
        // A later reason is a consequence of the first.
        let _ = self.0.reason.set(stop);
        self.0.requested.cancel();
    }
}
