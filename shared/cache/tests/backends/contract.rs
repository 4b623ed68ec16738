//! What every backend does.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use bytes::Bytes;
use communique_cache::{Cache, CacheBackend, CacheKey, CacheKind};
use communique_testkit::wait_until_async;
use futures::FutureExt;
use futures::future::BoxFuture;
use libtest_mimic::Trial;

use super::{LONG, Wanted, trial};

type Backend = Arc<dyn CacheBackend>;
type Make = Arc<dyn Fn(Wanted) -> anyhow::Result<Backend> + Send + Sync>;
type Test = (
    &'static str,
    fn(Make) -> BoxFuture<'static, anyhow::Result<()>>,
);

/// The contract for one backend; `make` gives each test a store of its own.
pub(crate) fn trials<F, M>(backend: &str, make: F) -> Vec<Trial>
where
    F: Fn(&'static str) -> M,
    M: Fn(Wanted) -> anyhow::Result<Backend> + Send + Sync + 'static,
{
    let tests: &[Test] = &[
        ("what_was_not_put_is_not_there", |make| absent(make).boxed()),
        ("what_was_put_is_found", |make| found(make).boxed()),
        ("the_last_value_counts", |make| overwritten(make).boxed()),
        ("what_was_deleted_is_gone", |make| deleted(make).boxed()),
        ("any_bytes_are_kept", |make| any_bytes(make).boxed()),
        ("a_value_expires", |make| expires(make).boxed()),
        ("concurrent_calls_are_told_apart", |make| {
            concurrent(make).boxed()
        }),
        (
            "damaged_and_foreign_values_are_misses_and_written_over",
            |make| damaged(make).boxed(),
        ),
        ("a_value_serves_all_that_share_the_store", |make| {
            shared(make).boxed()
        }),
    ];
    tests
        .iter()
        .map(|(name, test)| {
            let (make, test) = (Arc::new(make(name)) as Make, *test);
            trial(format!("{backend}::{name}"), move || test(make))
        })
        .collect()
}

fn key(name: &str) -> CacheKey {
    CacheKey::new(CacheKind::ParsedCapture, "engine", &[name.as_bytes()])
}

async fn absent(make: Make) -> anyhow::Result<()> {
    ensure!(make(LONG)?.get(&key("a")).await?.is_none());
    Ok(())
}

async fn found(make: Make) -> anyhow::Result<()> {
    let backend = make(LONG)?;
    backend.put(&key("a"), Bytes::from_static(b"one")).await?;
    backend.put(&key("b"), Bytes::from_static(b"two")).await?;
    ensure!(backend.get(&key("a")).await?.as_deref() == Some(b"one".as_slice()));
    ensure!(backend.get(&key("b")).await?.as_deref() == Some(b"two".as_slice()));
    Ok(())
}

async fn overwritten(make: Make) -> anyhow::Result<()> {
    let backend = make(LONG)?;
    backend.put(&key("a"), Bytes::from_static(b"one")).await?;
    backend.put(&key("a"), Bytes::from_static(b"two")).await?;
    ensure!(backend.get(&key("a")).await?.as_deref() == Some(b"two".as_slice()));
    Ok(())
}

async fn deleted(make: Make) -> anyhow::Result<()> {
    let backend = make(LONG)?;
    backend.put(&key("a"), Bytes::from_static(b"one")).await?;
    backend.delete(&key("a")).await?;
    ensure!(backend.get(&key("a")).await?.is_none());
    backend
        .delete(&key("a"))
        .await
        .context("what is not there is no error")?;
    Ok(())
}

async fn any_bytes(make: Make) -> anyhow::Result<()> {
    let backend = make(LONG)?;
    let all: Vec<u8> = (0..=255).collect();
    for (name, value) in [
        ("empty", Vec::new()),
        ("all", all.clone()),
        ("long", all.repeat(8 << 12)),
    ] {
        let value = Bytes::from(value);
        backend.put(&key(name), value.clone()).await?;
        ensure!(
            backend.get(&key(name)).await?.as_ref() == Some(&value),
            "{name}"
        );
    }
    Ok(())
}

async fn expires(make: Make) -> anyhow::Result<()> {
    let backend = make(Wanted {
        time_to_live: Duration::from_secs(1),
    })?;
    backend.put(&key("a"), Bytes::from_static(b"one")).await?;
    ensure!(backend.get(&key("a")).await?.is_some(), "not at once");
    wait_until_async("the value is gone", Duration::from_secs(10), || {
        let backend = Arc::clone(&backend);
        async move { matches!(backend.get(&key("a")).await, Ok(None)) }
    })
    .await
}

async fn concurrent(make: Make) -> anyhow::Result<()> {
    let backend = make(LONG)?;
    let calls = (0..200).map(|number| {
        let backend = Arc::clone(&backend);
        tokio::spawn(async move {
            let (key, value) = (key(&number.to_string()), Bytes::from(number.to_string()));
            backend.put(&key, value.clone()).await?;
            anyhow::Ok(backend.get(&key).await? == Some(value))
        })
    });
    for call in calls.collect::<Vec<_>>() {
        ensure!(call.await??);
    }
    Ok(())
}

async fn damaged(make: Make) -> anyhow::Result<()> {
    let backend = make(LONG)?;
    let cache = Cache::new(Arc::clone(&backend));
    let value = "the value ".repeat(1000);
    let computed = compute(&cache, &value).await;
    ensure!(computed == value);
    let whole = backend.get(&key("a")).await?.context("kept")?;

    let mut flipped = whole.to_vec();
    flipped[whole.len() / 2] ^= 0x10;
    let foreign = [
        Bytes::new(),
        Bytes::from_static(b"{\"written\":\"by somebody else\"}"),
        whole.slice(..whole.len() - 1),
        Bytes::from(flipped),
    ];
    for value_in_the_way in foreign {
        backend.put(&key("a"), value_in_the_way).await?;
        ensure!(compute(&cache, "computed anew").await == "computed anew");
        ensure!(
            compute(&cache, "not computed").await == "computed anew",
            "written over"
        );
    }
    Ok(())
}

async fn shared(make: Make) -> anyhow::Result<()> {
    let backend = make(LONG)?;
    let (one, other) = (Cache::new(Arc::clone(&backend)), Cache::new(backend));
    ensure!(compute(&one, "computed by one").await == "computed by one");
    ensure!(compute(&other, "computed by the other").await == "computed by one");
    Ok(())
}

/// The value under the key, which is `value` if it has to be computed.
async fn compute(cache: &Cache, value: &str) -> String {
    let work = async { Ok::<_, Infallible>(value.to_owned()) };
    match cache.get_or_compute(&key("a"), work).await {
        Ok(value) => value,
        Err(never) => match never {},
    }
}
