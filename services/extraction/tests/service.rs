//! The service in this process: order, limits, cache, failures.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use communique_cache::{Cache, MemoryCache, MemoryOptions};
use communique_extraction::{Engine, EngineError, ExtractionOptions, LocalExtraction};
use communique_model::api::{ExtractRequest, ExtractionApi};
use communique_model::{ErrorKind, Extraction, PartialDate};
use futures::{StreamExt, stream};
use support::{date, engine};

fn service(cache: Cache) -> LocalExtraction {
    let options = ExtractionOptions {
        threads: 2,
        max_text_bytes: 1 << 10,
    };
    LocalExtraction::new(engine(), options, cache)
}

fn request(text: &str) -> ExtractRequest {
    ExtractRequest {
        text: text.to_owned(),
        reference_date: date("2024-07-03"),
    }
}

#[tokio::test]
async fn one_text_is_answered_as_by_the_engine() {
    let text = "The leaders met in Astana yesterday.";
    let answer = service(Cache::none()).extract(request(text)).await.unwrap();
    assert_eq!(answer, engine().extract(text, date("2024-07-03")));
    assert_eq!(answer.engine, engine().fingerprint());
}

#[tokio::test]
async fn a_stream_is_answered_in_order_and_a_text_fails_alone() {
    let texts = ["On Monday", "x", "Kazakhstan", "Minsk"];
    let requests = texts.map(|text| match text {
        "x" => request(&"x".repeat(2 << 10)),
        text => request(text),
    });
    let service = service(Cache::none());
    let answers: Vec<_> = service
        .extract_stream(stream::iter(requests).boxed())
        .collect()
        .await;
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    let sequences: Vec<u64> = answers.iter().map(|answer| answer.sequence).collect();
    assert_eq!(sequences, [0, 1, 2, 3]);
    let failed: Vec<bool> = answers
        .iter()
        .map(|answer| answer.outcome.is_err())
        .collect();
    assert_eq!(failed, [false, true, false, false]);
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused_by_name() {
    let long = "Almaty ".repeat(200);
    let error = service(Cache::none())
        .extract(request(&long))
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::InvalidArgument);
    assert_eq!(error.violations[0].field, "text");
    assert!(error.message.contains("1024"), "{error}");
}

/// Counts its runs; breaks off on one word.
struct Counting {
    runs: AtomicUsize,
}

impl Engine for Counting {
    fn fingerprint(&self) -> &str {
        "counting-1"
    }

    fn knowledge_version(&self) -> &str {
        "none"
    }

    fn extract(
        &self,
        text: &str,
        _reference: Option<PartialDate>,
    ) -> Result<Extraction, EngineError> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        assert_ne!(text, "break", "an engine with a defect");
        Ok(Extraction::default())
    }
}

#[tokio::test]
async fn the_same_text_and_date_are_computed_once() {
    let counting = Arc::new(Counting {
        runs: AtomicUsize::new(0),
    });
    let cache = Cache::new(MemoryCache::new(MemoryOptions::default()));
    let options = ExtractionOptions::default();
    let service = LocalExtraction::new(Arc::clone(&counting) as Arc<dyn Engine>, options, cache);
    for _ in 0..3 {
        service.extract(request("one")).await.unwrap();
    }
    assert_eq!(counting.runs.load(Ordering::SeqCst), 1);
    let mut other = request("one");
    other.reference_date = date("2024");
    service.extract(other).await.unwrap();
    service.extract(request("two")).await.unwrap();
    assert_eq!(counting.runs.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn an_engine_that_breaks_off_fails_only_its_call() {
    let counting = Arc::new(Counting {
        runs: AtomicUsize::new(0),
    });
    let options = ExtractionOptions {
        threads: 1,
        ..ExtractionOptions::default()
    };
    let service = LocalExtraction::new(counting, options, Cache::none());
    let error = service.extract(request("break")).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Internal);
    service.extract(request("fine")).await.unwrap();
}

#[tokio::test]
async fn it_says_which_engine_answers() {
    let description = service(Cache::none()).describe().await.unwrap();
    assert_eq!(description.engine, engine().fingerprint());
    assert_eq!(description.max_text_bytes, 1 << 10);
    assert!(!description.knowledge_version.is_empty());
}
