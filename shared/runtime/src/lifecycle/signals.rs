//! TERM and INT: once in good order, twice at once.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing::{info, warn};

use super::Lifecycle;

impl Lifecycle {
    /// Stops in good order at the first `SIGTERM` or `SIGINT`, and exits at once, with the status
    /// that shells give (128 + the signal's number), at the second.
    ///
    /// # Errors
    /// If the system refuses to report signals.
    pub fn stop_on_signals(&self) -> std::io::Result<()> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let lifecycle = self.clone();
        self.spawn_support("signals", super::OnFailure::Log, move |stop| async move {
            let first = tokio::select! {
                signal = next(&mut terminate, &mut interrupt) => signal,
                () = stop.cancelled() => return Ok::<_, std::convert::Infallible>(()),
            };
            info!(
                signal = first.name,
                "stopping; a second signal exits at once"
            );
            lifecycle.request_stop(first.name);
            tokio::select! {
                second = next(&mut terminate, &mut interrupt) => {
                    warn!(signal = second.name, "exiting at once");
                    std::process::exit(128 + second.number)
                }
                () = stop.cancelled() => Ok(()),
            }
        });
        Ok(())
    }
}

struct Received {
    name: &'static str,
    number: i32,
}

async fn next(terminate: &mut Signal, interrupt: &mut Signal) -> Received {
    tokio::select! {
        _ = terminate.recv() => {
            Received { name: "SIGTERM", number: SignalKind::terminate().as_raw_value() }
        }
        _ = interrupt.recv() => {
            Received { name: "SIGINT", number: SignalKind::interrupt().as_raw_value() }
        }
    }
}
