//! What a hit and a miss cost: without a cache, in memory, and in Redis (if there is one).

use std::convert::Infallible;
use std::hint::black_box;
use std::time::Duration;

use communique_cache::{
    Cache, CacheKey, CacheKind, MemoryCache, MemoryOptions, RedisCache, RedisOptions,
};
use communique_testkit::{RedisServer, SampleDocuments};
use criterion::{BenchmarkId, Criterion, Throughput};
use tokio::runtime::Runtime;

/// As many sample texts as make up about this many bytes of JSON.
fn value_of(bytes: usize) -> Vec<String> {
    let mut length = 0;
    SampleDocuments::new(1)
        .map(|document| document.text)
        .take_while(|text| {
            let is_within = length < bytes;
            length += text.len();
            is_within
        })
        .collect()
}

fn key(number: u64) -> CacheKey {
    CacheKey::new(CacheKind::Extraction, "engine", &[&number.to_le_bytes()])
}

async fn get(cache: &Cache, key: &CacheKey, value: &[String]) -> Vec<String> {
    match cache
        .get_or_compute(key, async { Ok::<_, Infallible>(value.to_vec()) })
        .await
    {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

fn main() {
    let runtime = Runtime::new().expect("a runtime");
    let server = match RedisServer::is_installed() {
        Ok(()) => Some(
            runtime
                .block_on(RedisServer::start())
                .expect("redis-server starts"),
        ),
        Err(reason) => {
            eprintln!("Redis is left out, because {reason}");
            None
        }
    };
    let mut caches = vec![
        Cache::none(),
        Cache::new(MemoryCache::new(MemoryOptions::default())),
    ];
    if let Some(server) = &server {
        let _entered = runtime.enter();
        let redis = RedisCache::new(&RedisOptions::new(server.url().into())).expect("a valid URL");
        caches.push(Cache::new(redis));
    }

    let mut criterion = Criterion::default()
        .measurement_time(Duration::from_secs(3))
        .warm_up_time(Duration::from_secs(1))
        .configure_from_args();
    for bytes in [2 << 10, 64 << 10, 1 << 20] {
        let value = value_of(bytes);
        let mut group = criterion.benchmark_group("cache");
        group.throughput(Throughput::Bytes(bytes as u64));
        for cache in &caches {
            let name = cache.backend_name();
            let what = if name == "none" {
                "computed anew"
            } else {
                "hit"
            };
            group.bench_function(
                BenchmarkId::new(format!("{name}, {what}"), bytes),
                |bencher| {
                    bencher.to_async(&runtime).iter(|| async {
                        black_box(get(cache, &key(0), &value).await);
                    });
                },
            );
            if name == "none" {
                continue;
            }
            let mut number = 0;
            group.bench_function(
                BenchmarkId::new(format!("{name}, miss"), bytes),
                |bencher| {
                    bencher.to_async(&runtime).iter(|| {
                        number += 1;
                        let value = &value;
                        async move { black_box(get(cache, &key(number), value).await) }
                    });
                },
            );
        }
        group.finish();
    }
    criterion.final_summary();
}
