//! A load driver: takes generated documents in, asks questions, and prints how fast that went.
//!
//! ```text
//! cargo run --release -p communique --example load -- --data DIR
//! cargo run --release -p communique --example load -- --endpoint URL [--search-endpoint URL]
//! ```
//!
//! Documents and questions are the same on every run, so that two runs can be compared: two
//! builds, or embedded against Redis and Meilisearch.
#![allow(clippy::print_stdout, reason = "the figures are what it is for")]

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use bytes::Bytes;
use clap::Parser;
use communique::arguments::TargetArguments;
use communique::target::Target;
use communique_model::api::{CaptureHeader, IngestInput, SearchApi};
use communique_model::{Query, ReceiptStatus};
use communique_testkit::json_lines;
use futures::{StreamExt, TryStreamExt};

/// Bytes sent at a time.
const CHUNK: usize = 1 << 20;

/// Words that the generated documents use, and some that they do not.
const QUESTIONS: [&str; 8] = [
    "trade turnover",
    "meeting in Astana",
    "\"working group\"",
    "transport corridor",
    "ministr",
    "agreement cooperation",
    "energy",
    "nothing of the kind",
];

#[derive(Parser)]
struct Load {
    /// Works on this directory, in this process.
    #[arg(long, conflicts_with = "endpoint")]
    data: Option<PathBuf>,
    /// Endpoint of ingest, and of search unless that has its own.
    #[arg(long)]
    endpoint: Option<String>,
    /// Endpoint of search.
    #[arg(long, requires = "endpoint")]
    search_endpoint: Option<String>,
    /// Documents to take in.
    #[arg(long, default_value_t = 2_000)]
    documents: usize,
    /// Questions to ask.
    #[arg(long, default_value_t = 2_000)]
    questions: usize,
    /// Questions under way at once.
    #[arg(long, default_value_t = 4)]
    concurrency: usize,
    /// Which documents are generated.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    communique_runtime::install_crypto_provider();
    let load = Load::parse();
    let target = |endpoint: &Option<String>| TargetArguments {
        data: load.data.clone(),
        endpoint: endpoint.iter().cloned().collect(),
        ..TargetArguments::default()
    };
    let opened = Target::open(&target(&load.endpoint)).await?;
    ingest(&load, &opened).await?;
    match &load.search_endpoint {
        Some(_) => {
            let apart = Target::open(&target(&load.search_endpoint)).await?;
            search(&load, Arc::clone(&apart.services().search)).await?;
        }
        None => search(&load, Arc::clone(&opened.services().search)).await?,
    }
    opened.close().await;
    Ok(())
}

async fn ingest(load: &Load, target: &Target) -> anyhow::Result<()> {
    let capture = Bytes::from(json_lines(load.seed, load.documents));
    let bytes = capture.len();
    let header = CaptureHeader {
        name: "load.jsonl".to_owned(),
        source: "load".to_owned(),
    };
    let chunks: Vec<Bytes> = (0..bytes)
        .step_by(CHUNK)
        .map(|start| capture.slice(start..bytes.min(start + CHUNK)))
        .collect();
    let messages = std::iter::once(IngestInput::Header(header))
        .chain(chunks.into_iter().map(IngestInput::Chunk))
        .map(Ok);
    let input = futures::stream::iter(messages.collect::<Vec<_>>()).boxed();
    let started = Instant::now();
    let mut receipts = target.services().ingest.ingest(input);
    let (mut gaps, mut last) = (Vec::new(), started);
    let mut indexed = 0;
    while let Some(receipt) = receipts.try_next().await? {
        gaps.push(last.elapsed());
        last = Instant::now();
        indexed += usize::from(receipt.status == ReceiptStatus::Indexed);
    }
    let took = started.elapsed().as_secs_f64();
    ensure!(!gaps.is_empty(), "no receipt came");
    println!(
        "ingest  {} receipts ({indexed} indexed) in {took:.2} s: {:.0} documents/s, {:.2} MB/s; \
         between receipts {}",
        gaps.len(),
        gaps.len() as f64 / took,
        bytes as f64 / 1e6 / took,
        percentiles(gaps)?
    );
    Ok(())
}

async fn search(load: &Load, search: Arc<dyn SearchApi>) -> anyhow::Result<()> {
    let started = Instant::now();
    let times: Vec<Duration> = futures::stream::iter(0..load.questions)
        .map(|number| {
            let search = Arc::clone(&search);
            async move {
                let query = Query {
                    text: QUESTIONS[number % QUESTIONS.len()].to_owned(),
                    page_size: 10,
                    ..Query::default()
                };
                let asked = Instant::now();
                search.search(query).await?;
                anyhow::Ok(asked.elapsed())
            }
        })
        .buffer_unordered(load.concurrency.max(1))
        .try_collect()
        .await?;
    let took = started.elapsed().as_secs_f64();
    println!(
        "search  {} questions in {took:.2} s: {:.0} questions/s; {}",
        times.len(),
        times.len() as f64 / took,
        percentiles(times)?
    );
    Ok(())
}

fn percentiles(mut times: Vec<Duration>) -> anyhow::Result<String> {
    times.sort_unstable();
    let at = |share: f64| times.get(((times.len() - 1) as f64 * share) as usize);
    let millis = |time: Option<&Duration>| time.map(|time| time.as_secs_f64() * 1e3);
    let p50 = millis(at(0.50)).context("no measurement")?;
    let p99 = millis(at(0.99)).context("no measurement")?;
    Ok(format!("p50 {p50:.2} ms, p99 {p99:.2} ms"))
}
