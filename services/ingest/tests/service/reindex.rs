//! Building the index anew from the archive.

use std::time::Duration;

use communique_ingest::archive::RebuildNote;
use communique_model::api::{IngestApi, ReindexProgress};
use communique_model::{DocumentId, ReceiptStatus};
use futures::{StreamExt, TryStreamExt};

use crate::support::{World, line, take};

async fn reindex(ingest: &dyn IngestApi) -> ReindexProgress {
    let progress: Vec<_> = ingest.reindex().try_collect().await.unwrap();
    *progress.last().unwrap()
}

#[tokio::test]
async fn a_lost_index_is_rebuilt_to_the_same_state() {
    let world = World::default();
    let ingest = world.start().await;
    let capture: String = (0..60)
        .map(|number| line(&format!("Post {number}"), None))
        .collect();
    let receipts = take(&ingest, "@embassy", &capture).await;
    take(&ingest, "@ministry", &line("Post 7", Some("7"))).await;
    ingest
        .remove(receipts[3].document_id.unwrap(), String::new())
        .await
        .unwrap();
    let before = world.search.documents();
    world.search.lose();

    let last = reindex(&ingest).await;

    assert_eq!(
        last,
        ReindexProgress {
            documents: 59,
            indexed: 59,
            failed: 0,
            finished: true
        }
    );
    assert_eq!(world.search.documents(), before);
    let next = take(&ingest, "", &line("New", None)).await;
    assert_eq!(next[0].status, ReceiptStatus::Indexed);
}

#[tokio::test]
async fn documents_that_were_pending_are_in_the_new_index_and_pending_no_more() {
    let world = World::default();
    let ingest = world.start().await;
    take(&ingest, "", &line("One", None)).await;
    world.search.lose();
    let receipts = take(&ingest, "", &line("Two", None)).await;
    assert_eq!(receipts[0].status, ReceiptStatus::Pending);
    // Older than clocks may differ: known to have been whole before the rebuild.
    world.clock.advance(Duration::from_secs(3_600));

    reindex(&ingest).await;

    assert_eq!(world.search.documents().len(), 2);
    assert_eq!(ingest.describe().await.unwrap().pending, 0);
}

#[tokio::test]
async fn documents_that_come_in_meanwhile_are_in_the_new_index() {
    let world = World::default();
    let ingest = world.start().await;
    let capture: String = (0..40)
        .map(|number| line(&format!("Post {number}"), None))
        .collect();
    take(&ingest, "", &capture).await;

    let rebuilding = ingest.clone();
    let rebuild = tokio::spawn(async move { reindex(&rebuilding).await });
    for number in 0..40 {
        let receipts = take(&ingest, "", &line(&format!("Late {number}"), None)).await;
        assert_eq!(receipts[0].status, ReceiptStatus::Indexed);
    }
    assert!(rebuild.await.unwrap().finished);

    assert_eq!(world.search.documents().len(), 80);
}

#[tokio::test]
async fn a_refused_document_is_counted_and_the_rest_put_in_place() {
    let world = World::default();
    let ingest = world.start().await;
    take(&ingest, "", &(line("Refused", None) + &line("Fine", None))).await;
    world.search.refuse(DocumentId::derive("Refused", None));
    world.clock.advance(Duration::from_secs(3_600));

    let last = reindex(&ingest).await;

    assert_eq!((last.indexed, last.failed, last.finished), (1, 1, true));
}

#[tokio::test]
async fn without_search_the_rebuild_fails_and_can_be_repeated() {
    let world = World::default();
    let ingest = world.start().await;
    take(&ingest, "", &line("One", None)).await;
    world.search.go_away();

    let error = ingest.reindex().try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.reason, "SEARCH_AWAY");
    assert_eq!(world.archive().await.rebuild_notes().await.unwrap(), []);

    world.search.come_back();
    assert!(reindex(&ingest).await.finished);
}

#[tokio::test]
async fn a_second_rebuild_at_the_same_time_is_refused() {
    let world = World::default();
    let ingest = world.start().await;
    take(&ingest, "", &line("One", None)).await;
    world.search.hold_acknowledgements();
    let first = ingest.reindex();
    while world
        .archive()
        .await
        .rebuild_notes()
        .await
        .unwrap()
        .is_empty()
    {
        tokio::task::yield_now().await;
    }

    let error = ingest.reindex().next().await.unwrap().unwrap_err();
    assert_eq!(error.reason, "REINDEX_RUNNING");
    world.search.acknowledge();
    assert!(
        first
            .try_collect::<Vec<_>>()
            .await
            .unwrap()
            .last()
            .unwrap()
            .finished
    );
}

#[tokio::test]
async fn what_a_rebuild_that_died_left_undone_is_caught_up() {
    let world = World::default();
    let ingest = world.start().await;
    let started_at = jiff::Timestamp::now();
    take(&ingest, "", &line("Meanwhile", None)).await;
    // The new index was put in place without what came in meanwhile, and the process died.
    let archive = world.archive().await;
    archive
        .put_rebuild_note(&RebuildNote { started_at })
        .await
        .unwrap();
    world.search.forget_documents();

    world.clock.advance(Duration::from_secs(61));
    ingest.sweep().await.unwrap();

    assert_eq!(world.search.documents().len(), 1);
    assert_eq!(archive.rebuild_notes().await.unwrap(), []);
}
