//! Serving, and the order of the end.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;
use tracing::{info, warn};

use super::{Lifecycle, Readiness};
use crate::admin;
use crate::config::{ConfigError, Settings};
use crate::metrics::MetricsHandle;
use crate::rpc::{RpcServer, ServerError};

/// How long calls that are broken off may take to tell their callers.
const CUT_TIMEOUT: Duration = Duration::from_secs(2);
/// How long supporting tasks may take to end after the last call.
const SUPPORT_TIMEOUT: Duration = Duration::from_secs(5);

/// The sockets of a server, bound before anything else is done so that a taken port costs nothing.
#[derive(Debug)]
pub struct Listeners {
    /// For gRPC.
    pub rpc: TcpListener,
    /// For `/livez`, `/readyz` and `/metrics`.
    pub admin: TcpListener,
}

impl Listeners {
    /// Binds `server.listen` and `server.admin_listen`.
    ///
    /// # Errors
    /// One sentence if an address cannot be had.
    pub async fn bind(settings: &Settings) -> Result<Self, ConfigError> {
        let server = &settings.server;
        Ok(Self {
            rpc: bind(settings, "server.listen", server.listen).await?,
            admin: bind(settings, "server.admin_listen", server.admin_listen).await?,
        })
    }
}

async fn bind(
    settings: &Settings,
    key: &str,
    address: SocketAddr,
) -> Result<TcpListener, ConfigError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| ConfigError {
            key: key.to_owned(),
            value: Some(address.to_string()),
            origin: settings.origins.describe(key).to_owned(),
            problem: format!("the address cannot be had: {error}"),
            remedy: "stop what listens there, or choose another address".to_owned(),
        })
}

/// Why a server ended otherwise than asked.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The gRPC server failed.
    #[error(transparent)]
    Rpc(#[from] ServerError),
    /// The admin server failed.
    #[error("the admin server failed: {0}")]
    Admin(std::io::Error),
    /// A task without which nothing goes on failed.
    #[error("{0}")]
    Task(String),
}

/// How a server ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// Why it was asked to.
    pub reason: String,
    /// Whether all calls and tasks finished in time.
    pub is_clean: bool,
}

/// Everything that a process serves.
#[derive(Debug)]
pub struct Server {
    /// The gRPC server.
    pub rpc: RpcServer,
    /// The sockets.
    pub listeners: Listeners,
    /// Whether the process is ready.
    pub readiness: Readiness,
    /// What `/metrics` shows.
    pub metrics: MetricsHandle,
    /// The life of the process.
    pub lifecycle: Lifecycle,
    /// See [`crate::config::ServerSettings::drain_delay`].
    pub drain_delay: Duration,
    /// See [`crate::config::ServerSettings::drain_timeout`].
    pub drain_timeout: Duration,
}

impl Server {
    /// Serves until the lifecycle asks for a stop, then ends in this order: says "not serving" and
    /// is not ready; waits `drain_delay`, still taking calls, so that clients turn away; closes the
    /// listener and stops intake; lets calls and tasks finish within `drain_timeout`; stops
    /// supporting tasks; stops the admin server.
    ///
    /// # Errors
    /// [`ServeError`] if a server or an indispensable task failed. The order is kept then too.
    pub async fn run(self) -> Result<Stopped, ServeError> {
        let Self {
            rpc,
            listeners,
            readiness,
            metrics,
            lifecycle,
            drain_delay,
            drain_timeout,
        } = self;
        let switch = rpc.serving_switch();
        let [stop_rpc, cut_rpc, stop_admin] = [(); 3].map(|()| CancellationToken::new());
        let admin = admin::serve(
            listeners.admin,
            readiness.clone(),
            metrics,
            stop_admin.clone(),
        );
        let mut admin = AbortOnDropHandle::new(tokio::spawn(admin));
        let mut serving = AbortOnDropHandle::new(tokio::spawn(rpc.serve(
            listeners.rpc,
            stop_rpc.clone(),
            cut_rpc.clone(),
        )));
        let keeping = AbortOnDropHandle::new(tokio::spawn(readiness.clone().keep(switch.clone())));

        let mut failure = None;
        tokio::select! {
            () = lifecycle.stop_requested() => {}
            ended = &mut serving => {
                lifecycle.fail("the gRPC server ended");
                failure = flatten(ended).err().map(ServeError::Rpc);
            }
            ended = &mut admin => {
                lifecycle.fail("the admin server ended");
                failure = flatten(ended).err().map(ServeError::Admin);
            }
        }
        let stop = lifecycle.0.reason.get().cloned();
        let (reason, is_failure) =
            stop.map_or_else(Default::default, |stop| (stop.reason, stop.is_failure));
        info!(reason, "draining");

        // Nothing may set the status back: the task must have ended, not only been told to.
        keeping.abort();
        let _aborted = keeping.await;
        readiness.start_draining(&switch).await;
        tokio::time::sleep(drain_delay).await;

        stop_rpc.cancel();
        lifecycle.0.intake.stop_token().cancel();
        let finished = timeout(drain_timeout, async {
            if !serving.is_finished() {
                let _ended = (&mut serving).await;
            }
            lifecycle.0.intake.ended().await;
        });
        let calls_finished = finished.await.is_ok();
        if !calls_finished {
            warn!(
                drain_timeout_s = drain_timeout.as_secs_f64(),
                tasks = ?lifecycle.0.intake.running(),
                calls_under_way = !serving.is_finished(),
                "work is cut off"
            );
            cut_rpc.cancel();
            if !serving.is_finished() {
                let _ended = timeout(CUT_TIMEOUT, &mut serving).await;
            }
        }
        drop(serving);

        lifecycle.0.support.stop_token().cancel();
        let support_ended = timeout(SUPPORT_TIMEOUT, lifecycle.0.support.ended())
            .await
            .is_ok();
        if !support_ended {
            warn!(tasks = ?lifecycle.0.support.running(), "tasks did not end");
        }

        stop_admin.cancel();
        if !admin.is_finished() {
            let _ended = timeout(SUPPORT_TIMEOUT, admin).await;
        }
        info!("stopped");
        match failure {
            Some(failure) => Err(failure),
            None if is_failure => Err(ServeError::Task(reason)),
            None => Ok(Stopped {
                reason,
                is_clean: calls_finished && support_ended,
            }),
        }
    }
}

/// A task's result; a panic is passed on.
fn flatten<T, E>(ended: Result<Result<T, E>, tokio::task::JoinError>) -> Result<Option<T>, E> {
    match ended {
        Ok(result) => result.map(Some),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_cancelled) => Ok(None),
        },
    }
}
