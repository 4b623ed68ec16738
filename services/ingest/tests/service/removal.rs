//! Removal: out of the archive's answers and of the index, and it stays so.

use std::time::Duration;

use communique_model::api::IngestApi;
use communique_model::{DocumentId, ErrorKind, ReceiptStatus};

use crate::support::{World, line, take};

#[tokio::test]
async fn a_removed_document_is_gone_and_not_taken_again() {
    let world = World::default();
    let ingest = world.start().await;
    let capture = line("One", None) + &line("Two", None);
    let receipts = take(&ingest, "", &capture).await;
    let document = receipts[0].document_id.unwrap();

    ingest
        .remove(document, "asked for by its author".to_owned())
        .await
        .unwrap();
    ingest.remove(document, "again".to_owned()).await.unwrap();

    assert_eq!(world.search.documents().len(), 1);
    assert!(ingest.get_document(document).await.unwrap().removed);
    let tombstone = world
        .archive()
        .await
        .tombstone(document)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(tombstone.reason, "asked for by its author");
    let description = ingest.describe().await.unwrap();
    assert_eq!((description.documents, description.pending), (1, 0));

    let again = take(&ingest, "", &capture).await;
    assert_eq!(again[0].status, ReceiptStatus::Rejected);
    assert_eq!(again[0].reason.as_ref().unwrap().code, "REMOVED");
    assert_eq!(again[1].status, ReceiptStatus::Duplicate);
}

#[tokio::test]
async fn a_removal_holds_while_search_is_away_and_reaches_it_later() {
    let world = World::default();
    let ingest = world.start().await;
    let receipts = take(&ingest, "", &line("One", None)).await;
    let document = receipts[0].document_id.unwrap();
    world.search.go_away();

    let error = ingest.remove(document, String::new()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.reason.as_str()),
        (ErrorKind::Unavailable, "REMOVAL_PENDING")
    );
    assert!(ingest.get_document(document).await.unwrap().removed);

    world.search.come_back();
    world.clock.advance(Duration::from_secs(61));
    assert_eq!(ingest.sweep().await.unwrap().resumed, 1);
    assert!(world.search.documents().is_empty());
    assert_eq!(ingest.describe().await.unwrap().pending, 0);
}

#[tokio::test]
async fn what_is_not_there_cannot_be_removed_or_read() {
    let ingest = World::default().start().await;
    let unknown = DocumentId::from_bytes([9; 16]);
    let removal = ingest.remove(unknown, String::new()).await.unwrap_err();
    let reading = ingest.get_document(unknown).await.unwrap_err();
    assert_eq!(
        (removal.kind, reading.kind),
        (ErrorKind::NotFound, ErrorKind::NotFound)
    );
    let long = ingest.remove(unknown, "x".repeat(2_000)).await.unwrap_err();
    assert_eq!(long.violations[0].field, "reason");
}
