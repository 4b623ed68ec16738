//! One contract, proved on every backend: the memory cache and a real Redis server, which this
//! suite starts for itself. Without one, its part is reported as ignored with the reason.

mod contract;
mod outage;

use std::future::Future;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use communique_cache::{CacheBackend, MemoryCache, MemoryOptions, RedisCache, RedisOptions};
use communique_testkit::RedisServer;
use libtest_mimic::{Arguments, Failed, Trial};

/// What a test asks a backend to be.
#[derive(Clone, Copy)]
struct Wanted {
    time_to_live: Duration,
}

const LONG: Wanted = Wanted {
    time_to_live: Duration::from_secs(3600),
};

fn memory(wanted: Wanted) -> anyhow::Result<Arc<dyn CacheBackend>> {
    let options = MemoryOptions {
        capacity_bytes: 64 << 20,
        time_to_live: wanted.time_to_live,
    };
    Ok(Arc::new(MemoryCache::new(options)))
}

fn redis(url: &str, prefix: &str, wanted: Wanted) -> anyhow::Result<Arc<dyn CacheBackend>> {
    let options = RedisOptions {
        prefix: prefix.to_owned(),
        time_to_live: wanted.time_to_live,
        ..RedisOptions::new(url.into())
    };
    Ok(Arc::new(RedisCache::new(&options)?))
}

/// A test of the harness from one of ours.
fn trial<F>(name: String, test: impl FnOnce() -> F + Send + 'static) -> Trial
where
    F: Future<Output = anyhow::Result<()>>,
{
    Trial::test(name, move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        runtime
            .block_on(test())
            .map_err(|error| Failed::from(format!("{error:?}")))
    })
}

fn ignored(name: &str, reason: &str) -> Trial {
    Trial::test(format!("{name} (ignored, because {reason})"), || Ok(())).with_ignored_flag(true)
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = contract::trials("memory", |_test| memory);

    // A runner that gives each test a process of its own should not start a server for each.
    let needs_server = !arguments.list
        && !arguments
            .filter
            .as_deref()
            .is_some_and(|filter| filter.starts_with("memory::"));

    // A server that is given is used for the contract; outages are tried on servers of our own.
    let given = std::env::var("REDIS_URL").ok();
    let own = RedisServer::is_installed();
    let mut server = None;
    let url = match (&own, given) {
        (_, Some(url)) => Ok(url),
        (Err(reason), None) => Err(format!("{reason} and REDIS_URL is not set")),
        (Ok(()), None) if !needs_server => Ok(String::new()),
        (Ok(()), None) => {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            let started = runtime
                .block_on(RedisServer::start())
                .expect("redis-server starts");
            let url = started.url();
            server = Some(started);
            Ok(url)
        }
    };
    match url {
        Ok(url) => {
            // Servers that are given may hold what earlier runs left.
            let run = format!("test-{}", std::process::id());
            trials.extend(contract::trials("redis", move |test| {
                let (url, prefix) = (url.clone(), format!("{run}-{test}"));
                move |wanted| redis(&url, &prefix, wanted)
            }));
        }
        Err(reason) => trials.push(ignored("redis::contract", &reason)),
    }
    match own {
        Ok(()) => trials.extend(outage::trials()),
        Err(reason) => trials.push(ignored("redis::outage", &reason)),
    }

    let conclusion = libtest_mimic::run(&arguments, trials);
    // Before the process exits, which runs no destructors.
    drop(server);
    conclusion.exit_code()
}
