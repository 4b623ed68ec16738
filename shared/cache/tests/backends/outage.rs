//! Redis goes, Redis comes: work goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use communique_cache::{
    Cache, CacheBackend, CacheError, CacheKey, CacheKind, CacheOptions, RedisCache, RedisOptions,
};
use communique_testkit::{RedisServer, free_port, wait_until_async};
use libtest_mimic::Trial;

use super::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "redis::stopped_in_the_middle_of_work".to_owned(),
            stopped_and_started,
        ),
        trial(
            "redis::frozen_costs_one_timeout_and_not_one_per_call".to_owned(),
            frozen,
        ),
        trial(
            "redis::need_not_be_up_at_the_start".to_owned(),
            down_at_the_start,
        ),
        trial("redis::prefixes_keep_archives_apart".to_owned(), prefixes),
        trial(
            "redis::a_refused_password_is_asked_again".to_owned(),
            password,
        ),
        trial(
            "redis::a_wrong_url_is_an_error_without_the_url".to_owned(),
            wrong_url,
        ),
    ]
}

fn key(number: usize) -> CacheKey {
    CacheKey::new(CacheKind::Extraction, "engine", &[&number.to_le_bytes()])
}

fn options(url: &str) -> RedisOptions {
    RedisOptions {
        connect_timeout: Duration::from_millis(500),
        response_timeout: Duration::from_millis(500),
        ..RedisOptions::new(url.into())
    }
}

fn cache_at(url: &str) -> anyhow::Result<Cache> {
    let pauses = CacheOptions {
        shortest_pause: Duration::from_millis(50),
        longest_pause: Duration::from_millis(200),
        ..CacheOptions::default()
    };
    Ok(Cache::with_options(RedisCache::new(&options(url))?, pauses))
}

/// Work on a value; counts how often it is done.
async fn value_of(cache: &Cache, number: usize, computed: &AtomicUsize) -> usize {
    let work = async {
        computed.fetch_add(1, Ordering::SeqCst);
        Ok::<_, std::convert::Infallible>(number * number)
    };
    match cache.get_or_compute(&key(number), work).await {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

async fn stopped_and_started() -> anyhow::Result<()> {
    let mut server = RedisServer::start().await?;
    let cache = cache_at(&server.url())?;
    let computed = Arc::new(AtomicUsize::new(0));

    // Work that never stops.
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn({
        let (cache, computed) = (cache.clone(), Arc::clone(&computed));
        async move {
            let mut done = 0;
            while !*stopped.borrow() {
                for number in 0..20 {
                    let value = value_of(&cache, number, &computed).await;
                    assert_eq!(value, number * number);
                }
                done += 20;
                tokio::task::yield_now().await;
            }
            done
        }
    });
    let limit = Duration::from_secs(20);
    let computes = || computed.load(Ordering::SeqCst);
    wait_until_async("all values are kept", limit, || async { computes() >= 20 }).await?;
    ensure!(cache.is_available());

    server.stop();
    wait_until_async("the loss is noticed", limit, || async {
        !cache.is_available()
    })
    .await?;
    let before = computes();
    wait_until_async("work goes on", limit, || async {
        computes() > before + 200
    })
    .await?;
    ensure!(!worker.is_finished());

    server.restart().await?;
    wait_until_async("it is used again", limit, || async { cache.is_available() }).await?;
    wait_until_async("nothing is computed any more", limit, || async {
        let before = computes();
        tokio::time::sleep(Duration::from_millis(50)).await;
        computes() == before
    })
    .await?;
    stop.send(true)?;
    ensure!(worker.await? > 0);
    Ok(())
}

async fn frozen() -> anyhow::Result<()> {
    let server = RedisServer::start().await?;
    let cache = cache_at(&server.url())?;
    let computed = AtomicUsize::new(0);
    ensure!(value_of(&cache, 3, &computed).await == 9);
    server.freeze()?;
    let begun = Instant::now();
    let mut slow = 0;
    for number in 0..200 {
        let call = Instant::now();
        ensure!(value_of(&cache, number, &computed).await == number * number);
        slow += usize::from(call.elapsed() > Duration::from_millis(100));
    }
    ensure!(slow <= 3, "{slow} of 200 calls waited");
    ensure!(
        begun.elapsed() < Duration::from_secs(5),
        "200 calls took {:?}",
        begun.elapsed()
    );
    server.thaw()?;
    wait_until_async("it is used again", Duration::from_secs(10), || async {
        value_of(&cache, 3, &computed).await;
        cache.is_available()
    })
    .await
}

async fn down_at_the_start() -> anyhow::Result<()> {
    let mut server = RedisServer::start().await?;
    server.stop();
    let cache = cache_at(&server.url())?;
    let computed = AtomicUsize::new(0);
    ensure!(value_of(&cache, 3, &computed).await == 9);
    ensure!(!cache.probe().await);
    server.restart().await?;
    ensure!(cache.probe().await, "found at the first try");
    value_of(&cache, 3, &computed).await;
    let before = computed.load(Ordering::SeqCst);
    value_of(&cache, 3, &computed).await;
    ensure!(computed.load(Ordering::SeqCst) == before, "kept");
    Ok(())
}

async fn prefixes() -> anyhow::Result<()> {
    let server = RedisServer::start().await?;
    let backend = |prefix: &str| {
        let options = RedisOptions {
            prefix: prefix.to_owned(),
            ..options(&server.url())
        };
        RedisCache::new(&options)
    };
    let (one, other) = (backend("one")?, backend("other")?);
    one.put(&key(1), "value".into()).await?;
    ensure!(one.get(&key(1)).await?.is_some());
    ensure!(other.get(&key(1)).await?.is_none());
    Ok(())
}

async fn password() -> anyhow::Result<()> {
    let server = RedisServer::start().await?;
    let set_password = |url: String, password: &'static str| async move {
        let mut connection = redis::Client::open(url)?
            .get_multiplexed_async_connection()
            .await?;
        let mut command = redis::cmd("CONFIG");
        command.arg("SET").arg("requirepass").arg(password);
        command.query_async::<()>(&mut connection).await
    };
    set_password(server.url(), "right").await?;
    let url = |password: &str| format!("redis://:{password}@127.0.0.1:{}/0", server.port());
    let refused = RedisCache::new(&options(&url("wrong")))?;
    let error = refused.get(&key(1)).await.err().context("refused")?;
    ensure!(matches!(error, CacheError::Unreachable { .. }), "{error:?}");
    ensure!(!error.to_string().contains("wrong"), "{error}");
    // The operator puts it right on the server's side.
    set_password(url("right"), "wrong").await?;
    ensure!(refused.get(&key(1)).await?.is_none());
    Ok(())
}

async fn wrong_url() -> anyhow::Result<()> {
    let url = format!("http://user:secret@127.0.0.1:{}", free_port()?);
    let error = RedisCache::new(&options(&url)).err().context("refused")?;
    ensure!(!error.to_string().contains("secret"), "{error}");
    ensure!(error.to_string().contains("redis://host:port"), "{error}");
    Ok(())
}
