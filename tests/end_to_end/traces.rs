//! One trace from the call to the index, over all services.

use std::collections::BTreeMap;

use anyhow::ensure;
use communique_testkit::{CollectedSpan, TraceCollector, scratch_dir, wait_until};

use crate::answers::with_status;
use crate::cluster::Cluster;
use crate::failures::{SETTLE, many};
use crate::{Case, block_on};

pub(crate) fn cases() -> Vec<Case> {
    vec![Case {
        name: "traces: each import has its own, over all services",
        missing: None,
        run: each_import_has_its_own,
    }]
}

const IMPORT: &str = "communique.ingest.v1.IngestService/Ingest";
const EXTRACTION: &str = "communique.extraction.v1.ExtractionService/Extract";
const INDEXING: &str = "index document";

/// Two imports at once share the stream to the index, and their documents batches.
fn each_import_has_its_own() -> anyhow::Result<()> {
    block_on(async {
        let collector = TraceCollector::start().await?;
        let traces = format!("telemetry.otlp_endpoint={}", collector.endpoint());
        let cluster = Cluster::start(1, 1, &[traces]).await?;
        let folder = scratch_dir()?;
        let import = |name: &str, count: usize| {
            let capture = many(folder.path(), name, count)?;
            anyhow::Ok(cluster.ingest_place().begin_ingest(capture))
        };
        let (small, large) = (import("small", 5)?, import("large", 20)?);
        ensure!(with_status(&small.await??, "INDEXED") == 5);
        ensure!(with_status(&large.await??, "INDEXED") == 20);
        wait_until("the traces of both imports are whole", SETTLE, || {
            imports(&collector.spans()) == [(5, 5), (20, 20)]
        })
        .await
    })
}

/// Extractions and documents indexed of each trace that an import began, fewest first.
fn imports(spans: &[CollectedSpan]) -> Vec<(usize, usize)> {
    let mut of_trace: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for span in spans {
        of_trace.entry(&span.trace).or_default().push(&span.name);
    }
    let counted = of_trace.values().filter(|names| names.contains(&IMPORT));
    let mut counts: Vec<(usize, usize)> = counted
        .map(|names| {
            let count = |wanted| names.iter().filter(|name| **name == wanted).count();
            (count(EXTRACTION), count(INDEXING))
        })
        .collect();
    counts.sort_unstable();
    counts
}
