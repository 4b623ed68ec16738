//! What a service may rely on, whatever the backend does.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use communique_cache::{
    Cache, CacheBackend, CacheError, CacheKey, CacheKind, CacheOptions, MemoryCache, MemoryOptions,
};
use futures::poll;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::sync::oneshot;

/// A memory cache that can be taken away, and counts how often it is asked.
#[derive(Clone)]
struct Flaky {
    store: MemoryCache,
    is_away: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
}

impl Flaky {
    fn new() -> Self {
        Self {
            store: MemoryCache::new(MemoryOptions::default()),
            is_away: Arc::default(),
            asked: Arc::default(),
        }
    }

    fn ask(&self) -> Result<(), CacheError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.is_away.load(Ordering::SeqCst) {
            let (place, reason) = ("nowhere".to_owned(), "taken away".to_owned());
            return Err(CacheError::Unreachable { place, reason });
        }
        Ok(())
    }
}

#[async_trait]
impl CacheBackend for Flaky {
    fn name(&self) -> &'static str {
        "flaky"
    }
    async fn get(&self, key: &CacheKey) -> Result<Option<Bytes>, CacheError> {
        self.ask()?;
        self.store.get(key).await
    }
    async fn put(&self, key: &CacheKey, value: Bytes) -> Result<(), CacheError> {
        self.ask()?;
        self.store.put(key, value).await
    }
    async fn delete(&self, key: &CacheKey) -> Result<(), CacheError> {
        self.ask()?;
        self.store.delete(key).await
    }
}

fn key(name: &str) -> CacheKey {
    CacheKey::new(CacheKind::Extraction, "engine", &[name.as_bytes()])
}

/// Computes `value` and counts it.
async fn counted(count: &AtomicUsize, value: &str) -> Result<String, String> {
    count.fetch_add(1, Ordering::SeqCst);
    Ok(value.to_owned())
}

async fn must_not_compute() -> Result<String, String> {
    Err("computed although cached".to_owned())
}

#[tokio::test]
async fn a_value_is_computed_once_and_found_after() {
    let cache = Cache::new(MemoryCache::new(MemoryOptions::default()));
    let computed = AtomicUsize::new(0);
    for _ in 0..3 {
        let value = cache
            .get_or_compute(&key("a"), counted(&computed, "value"))
            .await;
        assert_eq!(value.as_deref(), Ok("value"));
    }
    assert_eq!(computed.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn numbers_come_back_to_the_last_digit() {
    let cache = Cache::new(MemoryCache::new(MemoryOptions::default()));
    // Each of these is read one unit off by a parser that rounds early.
    let numbers = vec![
        0.1 + 0.2,
        1.0 / 3.0,
        5e-324,
        f64::MAX,
        123_456_789.123_456_79,
    ];
    let put = cache
        .get_or_compute(&key("a"), async { Ok::<_, String>(numbers.clone()) })
        .await;
    let found: Result<Vec<f64>, String> = cache
        .get_or_compute(&key("a"), async { Err("computed although cached".into()) })
        .await;
    assert_eq!(put, found);
}

#[tokio::test]
async fn an_error_is_passed_on_and_not_kept() {
    let cache = Cache::new(MemoryCache::new(MemoryOptions::default()));
    let failed: Result<String, String> = cache
        .get_or_compute(&key("a"), async { Err("no".to_owned()) })
        .await;
    assert_eq!(failed, Err("no".to_owned()));
    let computed = AtomicUsize::new(0);
    let value = cache
        .get_or_compute(&key("a"), counted(&computed, "yes"))
        .await;
    assert_eq!(value.as_deref(), Ok("yes"));
}

#[tokio::test]
async fn what_was_kept_for_another_type_is_computed_and_written_over() {
    let cache = Cache::new(MemoryCache::new(MemoryOptions::default()));
    let _number = cache
        .get_or_compute(&key("a"), async { Ok::<u32, String>(7) })
        .await;
    let computed = AtomicUsize::new(0);
    let text = cache
        .get_or_compute(&key("a"), counted(&computed, "seven"))
        .await;
    assert_eq!(text.as_deref(), Ok("seven"));
    let text = cache.get_or_compute(&key("a"), must_not_compute()).await;
    assert_eq!(text.as_deref(), Ok("seven"));
}

#[tokio::test]
async fn a_value_without_json_is_still_given() {
    let cache = Cache::new(MemoryCache::new(MemoryOptions::default()));
    let value = HashMap::from([((1, 2), 3)]);
    let given = cache
        .get_or_compute(&key("a"), async { Ok::<_, String>(value.clone()) })
        .await;
    assert_eq!(given, Ok(value));
}

/// A call that has begun to compute and goes on when told.
macro_rules! begun {
    ($cache:expr, $computed:expr, $gate:expr) => {{
        let mut call = Box::pin($cache.get_or_compute(&KEY, async {
            $computed.fetch_add(1, Ordering::SeqCst);
            $gate.await.map_err(|_| "the gate fell".to_owned())
        }));
        while $computed.load(Ordering::SeqCst) == 0 {
            assert!(poll!(&mut call).is_pending());
            tokio::task::yield_now().await;
        }
        call
    }};
}

static KEY: std::sync::LazyLock<CacheKey> = std::sync::LazyLock::new(|| key("shared"));

#[tokio::test]
async fn concurrent_calls_for_one_key_compute_once() {
    for cache in [
        Cache::none(),
        Cache::new(MemoryCache::new(MemoryOptions::default())),
    ] {
        let computed = AtomicUsize::new(0);
        let (open, gate) = oneshot::channel::<String>();
        let mut leader = begun!(cache, computed, gate);
        let mut followers: Vec<_> = (0..16)
            .map(|_| Box::pin(cache.get_or_compute(&KEY, must_not_compute())))
            .collect();
        for follower in &mut followers {
            assert!(
                poll!(follower).is_pending(),
                "it waits for the one that computes"
            );
        }
        open.send("value".to_owned()).unwrap();
        assert_eq!((&mut leader).await.as_deref(), Ok("value"));
        for follower in followers {
            assert_eq!(follower.await.as_deref(), Ok("value"));
        }
        assert_eq!(computed.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn a_call_that_fails_hands_on_to_one_that_waits() {
    let cache = Cache::none();
    let (computed, again) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (open, gate) = oneshot::channel::<String>();
    let leader = begun!(cache, computed, gate);
    let mut first = Box::pin(cache.get_or_compute(&KEY, counted(&again, "second try")));
    let mut second = Box::pin(cache.get_or_compute(&KEY, counted(&again, "second try")));
    assert!(poll!(&mut first).is_pending() && poll!(&mut second).is_pending());
    drop(open);
    assert_eq!(
        leader.await,
        Err("the gate fell".to_owned()),
        "its caller gets its own error"
    );
    assert_eq!(first.await.as_deref(), Ok("second try"));
    assert_eq!(second.await.as_deref(), Ok("second try"));
    assert_eq!(again.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_call_that_is_dropped_hands_on_to_one_that_waits() {
    let cache = Cache::none();
    let (computed, again) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (_open, gate) = oneshot::channel::<String>();
    let leader = begun!(cache, computed, gate);
    let mut follower = Box::pin(cache.get_or_compute(&KEY, counted(&again, "value")));
    assert!(poll!(&mut follower).is_pending());
    drop(leader);
    assert_eq!(follower.await.as_deref(), Ok("value"));
}

#[tokio::test]
async fn calls_for_other_keys_do_not_wait() {
    let cache = Cache::none();
    let computed = AtomicUsize::new(0);
    let (_open, gate) = oneshot::channel::<String>();
    let _leader = begun!(cache, computed, gate);
    let other = cache
        .get_or_compute(&key("other"), counted(&computed, "value"))
        .await;
    assert_eq!(other.as_deref(), Ok("value"));
}

#[tokio::test]
async fn a_backend_that_is_away_is_left_alone_and_used_again_when_it_returns() {
    let backend = Flaky::new();
    let options = CacheOptions {
        shortest_pause: Duration::from_secs(3600),
        longest_pause: Duration::from_secs(3600),
        ..CacheOptions::default()
    };
    let cache = Cache::with_options(backend.clone(), options);
    let computed = AtomicUsize::new(0);
    let _kept = cache
        .get_or_compute(&key("a"), counted(&computed, "value"))
        .await;

    backend.is_away.store(true, Ordering::SeqCst);
    backend.asked.store(0, Ordering::SeqCst);
    computed.store(0, Ordering::SeqCst);
    for _ in 0..10 {
        let value = cache
            .get_or_compute(&key("a"), counted(&computed, "value"))
            .await;
        assert_eq!(value.as_deref(), Ok("value"), "work goes on");
    }
    assert_eq!(computed.load(Ordering::SeqCst), 10);
    assert_eq!(
        backend.asked.load(Ordering::SeqCst),
        1,
        "one call found out, the others went on"
    );
    assert!(!cache.is_available());
    assert!(!cache.probe().await);

    backend.is_away.store(false, Ordering::SeqCst);
    assert!(cache.probe().await, "asked at once, whatever the pause");
    let value = cache.get_or_compute(&key("a"), must_not_compute()).await;
    assert_eq!(value.as_deref(), Ok("value"), "used again");
}

#[tokio::test]
async fn a_value_beyond_the_limit_is_given_and_not_kept() {
    let backend = Flaky::new();
    let options = CacheOptions {
        max_value_bytes: 8,
        ..CacheOptions::default()
    };
    let cache = Cache::with_options(backend.clone(), options);
    let computed = AtomicUsize::new(0);
    for _ in 0..2 {
        let value = cache
            .get_or_compute(&key("a"), counted(&computed, "a long value"))
            .await;
        assert_eq!(value.as_deref(), Ok("a long value"));
    }
    assert_eq!(computed.load(Ordering::SeqCst), 2);
    assert!(backend.store.get(&key("a")).await.unwrap().is_none());
}

#[tokio::test]
async fn hits_misses_errors_and_loss_are_counted() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let _recording = metrics::set_default_local_recorder(&recorder);
    let backend = Flaky::new();
    let cache = Cache::new(backend.clone());
    let computed = AtomicUsize::new(0);
    for _ in 0..3 {
        let _value = cache
            .get_or_compute(&key("a"), counted(&computed, "value"))
            .await;
    }
    backend
        .store
        .put(&key("b"), Bytes::from_static(b"not of ours"))
        .await
        .unwrap();
    let _value = cache
        .get_or_compute(&key("b"), counted(&computed, "value"))
        .await;
    let shows = |line: &str| {
        let metrics = recorder.handle().render();
        assert!(
            metrics.lines().any(|shown| shown == line),
            "{line} in\n{metrics}"
        );
    };
    shows("communique_cache_hits_total{backend=\"flaky\",kind=\"extraction\"} 2");
    shows("communique_cache_misses_total{backend=\"flaky\",kind=\"extraction\"} 2");
    shows(
        "communique_cache_errors_total{backend=\"flaky\",operation=\"decode\",error_type=\"foreign\"} 1",
    );
    shows("communique_cache_available{backend=\"flaky\"} 1");

    backend.is_away.store(true, Ordering::SeqCst);
    let _value = cache
        .get_or_compute(&key("c"), counted(&computed, "value"))
        .await;
    shows("communique_cache_available{backend=\"flaky\"} 0");
    shows(
        "communique_cache_errors_total{backend=\"flaky\",operation=\"get\",error_type=\"unreachable\"} 1",
    );
}
