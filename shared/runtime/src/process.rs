//! A server process from its settings to its end, the same for every role.

use std::convert::Infallible;
use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::{CommandFactory, FromArgMatches};
use communique_cache::{Cache, CacheOptions, MemoryCache, MemoryOptions, RedisCache, RedisOptions};
use tonic::body::Body;
use tonic::server::NamedService;
use tonic::service::{Routes, RoutesBuilder};
use tower::Service;
use tracing::info;

use crate::config::{CacheBackendKind, ConfigError, Settings};
use crate::flags::RoleArguments;
use crate::lifecycle::{Lifecycle, Listeners, OnFailure, Readiness, ServeError, Server, Stopped};
use crate::metrics::{MetricsError, install_metrics};
use crate::rpc::{RpcServer, ServerError};
use crate::telemetry::{Telemetry, TelemetryError};

/// Time between two looks at the cache.
const CACHE_PROBE_INTERVAL: Duration = Duration::from_secs(10);

/// An error of a role's own making.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// Why a server process ended otherwise than asked.
#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    /// A setting is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Logs or traces cannot be set up.
    #[error(transparent)]
    Telemetry(#[from] TelemetryError),
    /// Metrics cannot be set up.
    #[error(transparent)]
    Metrics(#[from] MetricsError),
    /// The gRPC server cannot be built.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// Serving failed.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The system refuses something that every process needs.
    #[error("the system refused: {0}")]
    System(#[from] std::io::Error),
    /// A role cannot be built.
    #[error("{0}")]
    Role(#[source] BoxError),
}

/// What roles are built from.
#[derive(Debug)]
pub struct Context {
    /// All settings.
    pub settings: Settings,
    /// The life of the process.
    pub lifecycle: Lifecycle,
    /// Whether it is ready.
    pub readiness: Readiness,
    /// The cache of intermediate results.
    pub cache: Cache,
    /// Where gRPC is served; the port is known even where the settings said 0.
    pub rpc_address: SocketAddr,
}

/// The gRPC services of a process, as its roles add them.
#[derive(Debug, Default)]
pub struct Mounts {
    routes: RoutesBuilder,
    names: Vec<&'static str>,
}

impl Mounts {
    /// Serves one more service.
    pub fn add<S>(&mut self, service: S)
    where
        S: Service<http::Request<Body>, Error = Infallible>
            + NamedService
            + Clone
            + Send
            + Sync
            + 'static,
        S::Response: axum::response::IntoResponse,
        S::Future: Send + 'static,
    {
        self.names.push(S::NAME);
        self.routes.add_service(service);
    }

    fn into_parts(self) -> (Routes, Vec<&'static str>) {
        (self.routes.routes(), self.names)
    }
}

/// The cache that the settings ask for.
///
/// # Errors
/// One sentence if the address of Redis cannot be read. That it does not answer is no error.
pub fn open_cache(settings: &Settings) -> Result<Cache, ConfigError> {
    let cache = &settings.cache;
    let time_to_live = Duration::from_secs(cache.ttl_seconds);
    match cache.backend {
        CacheBackendKind::None => Ok(Cache::none()),
        CacheBackendKind::Memory => {
            let options = MemoryOptions {
                capacity_bytes: cache.memory_bytes,
                time_to_live,
            };
            Ok(Cache::new(MemoryCache::new(options)))
        }
        CacheBackendKind::Redis => {
            let wrong = |problem: String| ConfigError {
                key: "cache.url".to_owned(),
                value: None,
                origin: String::new(),
                problem,
                remedy: "give it as redis://host:port/database".to_owned(),
            };
            let url = cache
                .url
                .as_ref()
                .ok_or_else(|| wrong("it is not set".to_owned()))?;
            let options = RedisOptions {
                prefix: cache.prefix.clone(),
                time_to_live,
                response_timeout: Duration::from_millis(cache.response_timeout_ms),
                ..RedisOptions::new(url.to_secret_string())
            };
            let redis = RedisCache::new(&options).map_err(|error| wrong(error.to_string()))?;
            Ok(Cache::with_options(redis, CacheOptions::default()))
        }
    }
}

/// Looks now and then whether a cache that is away has come back: on a server without calls nobody
/// else would, and its gauge would stay at 0.
fn keep_cache_watched(lifecycle: &Lifecycle, cache: Cache) {
    lifecycle.spawn_support("cache watch", OnFailure::Log, |stop| async move {
        let mut interval = tokio::time::interval(CACHE_PROBE_INTERVAL);
        loop {
            tokio::select! {
                _ = interval.tick() => {}
                () = stop.cancelled() => return Ok::<_, Infallible>(()),
            }
            cache.probe().await;
        }
    });
}

/// Serves what `assemble` mounts until the process is told to stop.
///
/// Ports are bound before anything is built, so that a taken one costs nothing; the process is
/// not ready until every latch that a role took is released.
///
/// # Errors
/// [`ProcessError`] if it cannot start, or ended otherwise than asked.
pub async fn serve<A>(
    service: &'static str,
    settings: Settings,
    descriptor_set: &[u8],
    assemble: A,
) -> Result<Stopped, ProcessError>
where
    A: AsyncFnOnce(&Context, &mut Mounts) -> Result<(), BoxError>,
{
    crate::install_crypto_provider();
    let metrics = install_metrics()?;
    let telemetry = Telemetry::install(service, &settings.log, &settings.telemetry)?;
    let stopped = serve_with_telemetry(settings, descriptor_set, metrics, assemble).await;
    telemetry.shut_down().await;
    stopped
}

async fn serve_with_telemetry<A>(
    settings: Settings,
    descriptor_set: &[u8],
    metrics: crate::metrics::MetricsHandle,
    assemble: A,
) -> Result<Stopped, ProcessError>
where
    A: AsyncFnOnce(&Context, &mut Mounts) -> Result<(), BoxError>,
{
    let listeners = Listeners::bind(&settings).await?;
    let lifecycle = Lifecycle::new();
    lifecycle.stop_on_signals()?;
    let cache = open_cache(&settings)?;
    let rpc_address = listeners.rpc.local_addr()?;
    let readiness = Readiness::new();
    let context = Context {
        settings,
        lifecycle,
        readiness,
        cache,
        rpc_address,
    };
    keep_cache_watched(&context.lifecycle, context.cache.clone());
    let mut mounts = Mounts::default();
    tokio::select! {
        assembled = assemble(&context, &mut mounts) => assembled.map_err(ProcessError::Role)?,
        () = context.lifecycle.stop_requested() => {
            let reason = context.lifecycle.stop_reason().unwrap_or_default();
            return Ok(Stopped { reason, is_clean: true });
        }
    }
    let (routes, names) = mounts.into_parts();

    let Context {
        settings,
        lifecycle,
        readiness,
        ..
    } = context;
    let token = settings.server_token()?;
    let rpc = RpcServer::new(routes, &names, descriptor_set, &settings.server, token).await?;
    let admin_address = listeners.admin.local_addr()?;
    info!(%rpc_address, %admin_address, services = ?names, "serving");
    let server = Server {
        rpc,
        listeners,
        readiness,
        metrics,
        lifecycle,
        drain_delay: settings.server.drain_delay(),
        drain_timeout: settings.server.drain_timeout(),
    };
    Ok(server.run().await?)
}

/// The whole `main` of a binary that serves one role: arguments, settings, serving, exit code.
pub fn main<A>(
    service: &'static str,
    version: &'static str,
    descriptor_set: &[u8],
    assemble: A,
) -> ExitCode
where
    A: AsyncFnOnce(&Context, &mut Mounts) -> Result<(), BoxError>,
{
    let matches = RoleArguments::command()
        .name(service)
        .version(version)
        .get_matches();
    let arguments = match RoleArguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => error.exit(),
    };
    let loaded = arguments.server.settings(
        arguments.config.as_deref(),
        arguments.data.as_deref(),
        arguments.knowledge.as_deref(),
    );
    let settings = match loaded {
        Ok(settings) => settings,
        Err(error) => return failed(service, &error.into()),
    };
    if let Some(report) = arguments.server.report(&settings) {
        #[allow(clippy::print_stdout, reason = "what the flag asks for")]
        {
            print!("{report}");
        }
        return ExitCode::SUCCESS;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(service, &error.into()),
    };
    match runtime.block_on(serve(service, settings, descriptor_set, assemble)) {
        Ok(_stopped) => ExitCode::SUCCESS,
        Err(error) => failed(service, &error),
    }
}

fn failed(service: &str, error: &ProcessError) -> ExitCode {
    // Logs may not be set up, and this is the sentence that whoever started the process needs.
    eprintln!("{service}: {error}");
    ExitCode::from(if matches!(error, ProcessError::Config(_)) {
        2
    } else {
        1
    })
}
