//! Metrics of search. Labels have few values, all known beforehand.

use std::time::{Duration, Instant};

use communique_model::ApiError;
use metrics::{counter, histogram};

/// Notes a call of the service: how it ended, and how long it took.
pub(crate) fn note_call<T>(
    call: &'static str,
    backend: &'static str,
    began: Instant,
    outcome: &Result<T, ApiError>,
) {
    let ended = match outcome {
        Ok(_) => "ok",
        Err(error) if error.kind.is_transient() => "unavailable",
        Err(error) if error.reason == "INDEX_NOT_READY" => "not_ready",
        Err(error) if error.reason == "INTERNAL" => "internal",
        Err(_) => "refused",
    };
    counter!("communique_search_calls_total", "call" => call, "backend" => backend, "outcome" => ended)
        .increment(1);
    histogram!("communique_search_call_seconds", "call" => call, "backend" => backend)
        .record(began.elapsed().as_secs_f64());
}

/// Notes a batch that was written, or failed.
pub(crate) fn note_batch(
    backend: &'static str,
    documents: usize,
    failed: usize,
    elapsed: Duration,
) {
    histogram!("communique_search_batch_seconds", "backend" => backend)
        .record(elapsed.as_secs_f64());
    histogram!("communique_search_batch_documents", "backend" => backend).record(documents as f64);
    let written = documents.saturating_sub(failed) as u64;
    counter!("communique_search_documents_total", "backend" => backend, "outcome" => "indexed")
        .increment(written);
    counter!("communique_search_documents_total", "backend" => backend, "outcome" => "failed")
        .increment(failed as u64);
}
