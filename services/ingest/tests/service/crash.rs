//! The process dies at every single write, is started again, and nothing is lost or doubled.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use communique_model::ReceiptStatus;
use communique_model::api::IngestApi;
use futures::{StreamExt, TryStreamExt};
use object_store::ObjectStore;
use object_store::memory::InMemory;

use crate::support::{StoppingStore, World, line, take, upload};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// Runs a service until its machine stops at write number `writes` or it is done; gives the number
/// of receipts that went out before, and whether it was stopped.
fn live_until(
    world: &World,
    store: &Arc<dyn ObjectStore>,
    capture: &str,
    writes: i64,
) -> (usize, bool) {
    let machine = Arc::new(StoppingStore::hanging_after(Arc::clone(store), writes));
    let mut world = world.clone();
    world.store = machine.clone();
    let capture = capture.to_owned();
    let life = runtime();
    let stopped = machine.clone();
    let receipts = life.block_on(async move {
        let opened = tokio::time::timeout(Duration::from_millis(200), world.start());
        let Ok(ingest) = opened.await else {
            return 0;
        };
        let mut receipts = ingest.ingest(upload("@embassy", &capture));
        let mut count = 0;
        loop {
            tokio::select! {
                receipt = receipts.next() => match receipt {
                    Some(receipt) => {
                        receipt.unwrap();
                        count += 1;
                    }
                    None => return count,
                },
                () = settled_or_stopped(&machine) => return count,
            }
        }
    });
    // Everything that was running is gone, wherever it stood.
    life.shutdown_background();
    (receipts, stopped.stopped())
}

/// How many turns those who still can go on get after the machine has stopped.
const GOING_ON: usize = 2_000;

/// Waits until the machine has stopped and those who still could go on have gone on.
async fn settled_or_stopped(machine: &StoppingStore) {
    while !machine.stopped() {
        tokio::task::yield_now().await;
    }
    for _ in 0..GOING_ON {
        tokio::task::yield_now().await;
    }
}

#[test]
fn a_process_that_dies_at_any_write_loses_and_doubles_nothing() {
    let capture = line("One", Some("1"))
        + &line("Two", None)
        + &line("One", Some("2"))
        + &line("Three", Some("3"));
    for writes in 0.. {
        let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let world = World::on(Arc::clone(&store));
        let (receipted, stopped) = live_until(&world, &store, &capture, writes);

        runtime().block_on(async {
            let ingest = world.start().await;
            // What had a receipt is found without the capture being sent again.
            world.clock.advance(Duration::from_secs(61));
            ingest.sweep().await.unwrap();
            let archive = world.archive().await;
            let archived: BTreeSet<_> = archive
                .documents()
                .try_filter(|(_, holdings)| std::future::ready(holdings.exists()))
                .map_ok(|(document, _)| document)
                .try_collect()
                .await
                .unwrap();
            let indexed: BTreeSet<_> = world
                .search
                .documents()
                .iter()
                .map(|indexed| indexed.document.id)
                .collect();
            assert_eq!(indexed, archived, "stopped at write {writes}");
            assert!(
                archived.len() >= receipted.min(2),
                "stopped at write {writes}"
            );

            // And sending it again gives what an undisturbed run gives.
            let receipts = take(&ingest, "@embassy", &capture).await;
            assert_eq!(receipts.len(), 4);
            assert!(receipts.iter().all(|receipt| matches!(
                receipt.status,
                ReceiptStatus::Indexed | ReceiptStatus::Duplicate
            )));
            let appearances: Vec<_> = world
                .search
                .documents()
                .iter()
                .map(|indexed| (indexed.document.text.clone(), indexed.appearances.len()))
                .collect();
            let mut expected = vec![
                ("One".to_owned(), 2),
                ("Two".to_owned(), 1),
                ("Three".to_owned(), 1),
            ];
            let mut appearances = appearances;
            appearances.sort();
            expected.sort();
            assert_eq!(appearances, expected, "stopped at write {writes}");
            assert_eq!(
                ingest.describe().await.unwrap().pending,
                0,
                "stopped at write {writes}"
            );
        });
        if !stopped {
            assert!(writes > 15, "every write was tried");
            return;
        }
    }
}
