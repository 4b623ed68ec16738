//! Services apart, some of which go away: count in is count out.

use std::path::Path;
use std::time::Duration;

use anyhow::ensure;
use communique_testkit::{RedisServer, samples_dir, scratch_dir, wait_until};
use serde_json::{Value, json};

use crate::answers::{Place, with_status};
use crate::cluster::Cluster;
use crate::{Case, block_on};

/// How long left work may take to be picked up.
pub(crate) const SETTLE: Duration = Duration::from_secs(90);

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "failures: redis stopped in the middle of work",
            missing: RedisServer::is_installed().err(),
            run: redis_stops,
        },
        Case {
            name: "failures: extraction killed during an import",
            missing: None,
            run: || killed("extraction"),
        },
        Case {
            name: "failures: search killed during an import",
            missing: None,
            run: || killed("search"),
        },
        Case {
            name: "failures: ingest killed during an import",
            missing: None,
            run: || killed("ingest"),
        },
        Case {
            name: "failures: one of two extraction copies killed",
            missing: None,
            run: copy_dies,
        },
    ]
}

/// A capture of `count` different documents.
pub(crate) fn many(folder: &Path, name: &str, count: usize) -> anyhow::Result<std::path::PathBuf> {
    let lines: Vec<String> = (0..count)
        .map(|number| {
            let text = format!(
                "Note {name}-{number}. The trade turnover between Kazakhstan and Uzbekistan was \
                 reviewed in Astana on July {}, 2024.",
                number % 28 + 1
            );
            json!({ "text": text, "source": "desk" }).to_string()
        })
        .collect();
    let path = folder.join(format!("{name}.jsonl"));
    std::fs::write(&path, lines.join("\n"))?;
    Ok(path)
}

/// Waits until a browse finds `count` documents.
pub(crate) async fn settles(place: &Place, count: u64) -> anyhow::Result<()> {
    wait_until("all documents are found", SETTLE, || {
        place.total("", &[]).is_ok_and(|total| total == count)
    })
    .await
}

/// Waits until an import is under way: more documents answer than did before.
pub(crate) async fn under_way(place: &Place, query: &str, before: u64) -> anyhow::Result<()> {
    wait_until("the import is under way", SETTLE, || {
        place.total(query, &[]).is_ok_and(|total| total > before)
    })
    .await
}

fn redis_stops() -> anyhow::Result<()> {
    block_on(async {
        let mut redis = RedisServer::start().await?;
        let settings = [
            "cache.backend=redis".to_owned(),
            format!("cache.url={}", redis.url()),
        ];
        let cluster = Cluster::start(1, 1, &settings).await?;
        let folder = scratch_dir()?;
        let first = many(folder.path(), "first", 30)?;
        ensure!(with_status(&cluster.ingest_place().ingest(&first)?, "INDEXED") == 30);
        let samples = cluster.ingest_place().ingest(&samples_dir())?;
        ensure!(with_status(&samples, "REJECTED") == 0);
        let second = many(folder.path(), "second", 400)?;
        let import = cluster.ingest_place().begin_ingest(second);
        under_way(&cluster.search_place(0), "second", 0).await?;
        redis.stop();
        let lost = with_status(&import.await??, "INDEXED");
        ensure!(lost == 400, "{lost} of 400 were indexed without the cache");
        let available = cluster.extraction[0].metric("communique_cache_available");
        ensure!(available.await? == 0.0, "the loss shows");
        redis.restart().await?;
        let third = many(folder.path(), "third", 30)?;
        ensure!(with_status(&cluster.ingest_place().ingest(&third)?, "INDEXED") == 30);
        let notes = cluster.search_place(0).total(
            "\"trade turnover between Kazakhstan and Uzbekistan\" Note",
            &[],
        )?;
        ensure!(notes >= 460, "{notes}");
        Ok(())
    })
}

/// Starts an import, kills a service while it goes on, starts it again, and counts.
fn killed(role: &'static str) -> anyhow::Result<()> {
    block_on(async {
        let mut cluster = Cluster::start(1, 1, &[]).await?;
        let folder = scratch_dir()?;
        let count = 400;
        let capture = many(folder.path(), "capture", count)?;
        let place = cluster.ingest_place();
        let import = {
            let (place, capture) = (place.clone(), capture.clone());
            tokio::task::spawn_blocking(move || attempt(&place, &capture))
        };
        under_way(&cluster.search_place(0), "", 0).await?;
        let node = match role {
            "extraction" => &mut cluster.extraction[0],
            "search" => &mut cluster.search[0],
            _ => &mut cluster.ingest,
        };
        node.kill()?;
        node.start().await?;
        let receipts = import.await??;
        if role == "ingest" {
            // What had no receipt must be sent again; what had one is a duplicate now.
            let again = place.ingest(&capture)?;
            ensure!(again.len() == count, "{}", again.len());
        } else {
            ensure!(
                receipts.len() == count,
                "every document has its receipt: {}",
                receipts.len()
            );
        }
        ensure!(with_status(&receipts, "REJECTED") == 0);
        settles(&cluster.search_place(0), count as u64).await
    })
}

/// An import that may be cut off: the receipts that came.
fn attempt(place: &Place, capture: &Path) -> anyhow::Result<Vec<Value>> {
    match place.ingest(capture) {
        Ok(receipts) => Ok(receipts),
        Err(error) if format!("{error:#}").contains("cannot be reached") => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn copy_dies() -> anyhow::Result<()> {
    block_on(async {
        let mut cluster = Cluster::start(2, 1, &["cache.backend=none".to_owned()]).await?;
        let folder = scratch_dir()?;
        let before = many(folder.path(), "before", 200)?;
        ensure!(with_status(&cluster.ingest_place().ingest(&before)?, "INDEXED") == 200);
        for copy in &cluster.extraction {
            let texts = copy
                .metric("communique_extraction_text_bytes_total")
                .await?;
            ensure!(texts > 0.0, "both copies are used");
        }
        cluster.extraction[0].kill()?;
        let after = many(folder.path(), "after", 200)?;
        let receipts = cluster.ingest_place().ingest(&after)?;
        ensure!(receipts.len() == 200 && with_status(&receipts, "REJECTED") == 0);
        settles(&cluster.search_place(0), 400).await?;
        Ok(())
    })
}
