//! Background tasks, each with a name and an end.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use futures::FutureExt;
use metrics::counter;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, debug, error, info_span};

use crate::metrics::names;

/// What the end of a task by an error or a panic means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnFailure {
    /// It is logged and counted; the process goes on.
    Log,
    /// The process cannot do its work any more and stops in good order.
    Stop,
}

/// A group of background tasks that are told to stop together.
#[derive(Clone)]
pub(crate) struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
    // Held to count, never across an await.
    running: Arc<Mutex<BTreeMap<&'static str, usize>>>,
}

impl Tasks {
    pub(crate) fn new() -> Self {
        Self {
            tracker: TaskTracker::new(),
            stop: CancellationToken::new(),
            running: Arc::default(),
        }
    }

    pub(crate) fn stop_token(&self) -> &CancellationToken {
        &self.stop
    }

    /// Runs a task, which must end soon after its token is cancelled.
    pub(crate) fn spawn<F, A, E>(
        &self,
        name: &'static str,
        task: F,
        on_failure: impl FnOnce(String) + Send + 'static,
    ) where
        F: FnOnce(CancellationToken) -> A,
        A: Future<Output = Result<(), E>> + Send + 'static,
        E: fmt::Display + Send,
    {
        let task = task(self.stop.child_token());
        let running = Running::start(name, &self.running);
        self.tracker.spawn(
            async move {
                let _running = running;
                let failure = match AssertUnwindSafe(task).catch_unwind().await {
                    Ok(Ok(())) => {
                        debug!("task ended");
                        return;
                    }
                    Ok(Err(error)) => error.to_string(),
                    Err(_panic) => "it panicked".to_owned(),
                };
                counter!(names::TASK_FAILURES, "task" => name).increment(1);
                error!(error = failure, "task failed");
                on_failure(format!("the task {name} failed: {failure}"));
            }
            .instrument(info_span!("task", name)),
        );
    }

    /// Waits until all have ended. No more must be spawned.
    pub(crate) async fn ended(&self) {
        self.tracker.close();
        self.tracker.wait().await;
    }

    /// Names of those that run.
    pub(crate) fn running(&self) -> Vec<&'static str> {
        self.running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .keys()
            .copied()
            .collect()
    }
}

struct Running {
    name: &'static str,
    all: Arc<Mutex<BTreeMap<&'static str, usize>>>,
}

impl Running {
    fn start(name: &'static str, all: &Arc<Mutex<BTreeMap<&'static str, usize>>>) -> Self {
        *all.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(name)
            .or_default() += 1;
        Self {
            name,
            all: Arc::clone(all),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(self.name) {
            *count -= 1;
            if *count == 0 {
                all.remove(self.name);
            }
        }
    }
}
