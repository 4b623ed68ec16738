//! What receipts say, and what becomes of documents, while something around the service fails.

use std::sync::Arc;
use std::time::Duration;

use communique_ingest::Sweep;
use communique_ingest::archive::{Marker, PendingWork};
use communique_model::api::IngestApi;
use communique_model::{
    AppearanceId, DocumentId, ErrorKind, Novelty, Receipt, ReceiptStatus, VersionId,
};
use object_store::memory::InMemory;

use crate::support::{StoppingStore, World, collect, line, take, upload};

const AFTER_MARKER_AGE: Duration = Duration::from_secs(61);

fn code(receipt: &Receipt) -> &str {
    receipt.reason.as_ref().map_or("", |reason| &reason.code)
}

/// A capture of so many different documents.
fn posts(count: usize) -> String {
    (0..count)
        .map(|number| line(&format!("Post {number}"), None))
        .collect()
}

#[track_caller]
fn assert_all_indexed(receipts: &[Receipt]) {
    for receipt in receipts {
        assert_eq!(receipt.status, ReceiptStatus::Indexed, "{receipt:?}");
    }
}

#[tokio::test]
async fn without_search_documents_are_pending_and_found_later() {
    let world = World::default();
    let ingest = world.start().await;
    world.search.go_away();

    let receipts = take(&ingest, "", &(line("One", None) + &line("Two", None))).await;

    assert!(
        receipts
            .iter()
            .all(|one| one.status == ReceiptStatus::Pending)
    );
    assert_eq!(code(&receipts[0]), "SEARCH_AWAY");
    assert_eq!(receipts[0].appearance, Some(Novelty::New));
    let description = ingest.describe().await.unwrap();
    assert_eq!((description.documents, description.pending), (2, 2));
    // Archived all the same.
    ingest
        .get_document(receipts[0].document_id.unwrap())
        .await
        .unwrap();

    world.clock.advance(AFTER_MARKER_AGE);
    let vain = ingest.sweep().await.unwrap();
    assert_eq!((vain.resumed, vain.pending), (0, 2));

    world.search.come_back();
    let sweep = ingest.sweep().await.unwrap();
    assert_eq!((sweep.resumed, sweep.pending), (2, 0));
    assert_eq!(world.search.documents().len(), 2);
    assert_eq!(ingest.sweep().await.unwrap(), Sweep::default());
    assert_eq!(ingest.describe().await.unwrap().pending, 0);
}

#[tokio::test]
async fn without_extraction_documents_are_pending_and_sending_again_resumes_them() {
    let world = World::default();
    let ingest = world.start().await;
    world.extraction.go_away();
    let capture = line("One", Some("1"));
    let first = take(&ingest, "@embassy", &capture).await;
    assert_eq!(first[0].status, ReceiptStatus::Pending);
    assert_eq!(code(&first[0]), "EXTRACTION_AWAY");

    let again = take(&ingest, "@embassy", &capture).await;
    assert_eq!(
        again[0].status,
        ReceiptStatus::Pending,
        "still not indexed: no duplicate"
    );

    world.extraction.come_back();
    let resumed = take(&ingest, "@embassy", &capture).await;
    assert_eq!(resumed[0].status, ReceiptStatus::Indexed);
    assert_eq!(resumed[0].appearance, Some(Novelty::Known));
    assert_eq!(world.search.documents().len(), 1);
    let settled = take(&ingest, "@embassy", &capture).await;
    assert_eq!(settled[0].status, ReceiptStatus::Duplicate);
}

#[tokio::test]
async fn markers_that_are_young_are_left_to_their_owners() {
    let world = World::default();
    let ingest = world.start().await;
    world.search.go_away();
    take(&ingest, "", &line("One", None)).await;
    world.search.come_back();

    let sweep = ingest.sweep().await.unwrap();

    assert_eq!((sweep.resumed, sweep.pending), (0, 1));
    assert!(world.search.documents().is_empty());
}

#[tokio::test]
async fn a_stream_to_the_index_that_breaks_loses_and_doubles_nothing() {
    let mut world = World::default();
    world.settings.attempts = 30;
    let ingest = world.start().await;
    world.search.break_streams_after(Some(9));
    let capture = posts(100);

    let receipts = take(&ingest, "", &capture).await;

    assert_all_indexed(&receipts);
    assert_eq!(world.search.documents().len(), 100);
    assert!(world.search.streams() > 5);
}

#[tokio::test]
async fn after_so_many_documents_another_stream_may_lead_to_another_copy() {
    let mut world = World::default();
    world.settings.max_documents_per_stream = 7;
    let ingest = world.start().await;
    let capture = posts(50);

    let receipts = take(&ingest, "", &capture).await;

    assert_all_indexed(&receipts);
    assert_eq!(world.search.documents().len(), 50);
    // One more prepares the index.
    let streams = world.search.streams();
    assert!((8..=9).contains(&streams), "{streams}");
}

#[tokio::test]
async fn a_text_that_extraction_refuses_is_indexed_for_its_words() {
    let world = World::default();
    let ingest = world.start().await;
    world
        .extraction
        .choke_on("endless", ErrorKind::InvalidArgument);

    let receipts = take(&ingest, "", &line("An endless statement", None)).await;

    assert_eq!(receipts[0].status, ReceiptStatus::Indexed);
    assert_eq!(code(&receipts[0]), "NOT_EXTRACTED");
    let indexed = &world.search.documents()[0];
    assert_eq!(indexed.extraction.language, None);
    assert_eq!(indexed.extraction.engine, "fake-engine-1");
    assert_eq!(ingest.describe().await.unwrap().pending, 0);
}

#[tokio::test]
async fn a_text_that_breaks_extraction_is_tried_again_and_then_indexed_for_its_words() {
    let world = World::default();
    let ingest = world.start().await;
    world.extraction.choke_on("poison", ErrorKind::Internal);
    let receipts = take(&ingest, "", &line("A poison text", None)).await;
    assert_eq!(receipts[0].status, ReceiptStatus::Pending);

    world.clock.advance(AFTER_MARKER_AGE);
    let sweep = ingest.sweep().await.unwrap();

    assert_eq!((sweep.resumed, sweep.pending), (1, 0));
    assert_eq!(world.search.documents().len(), 1);
}

#[tokio::test]
async fn what_the_index_refuses_stays_pending_and_holds_nothing_else_up() {
    let world = World::default();
    let ingest = world.start().await;
    world.search.refuse(DocumentId::derive("Refused", None));

    let receipts = take(&ingest, "", &(line("Refused", None) + &line("Fine", None))).await;

    assert_eq!(receipts[0].status, ReceiptStatus::Pending);
    assert_eq!(code(&receipts[0]), "REFUSED");
    assert_eq!(receipts[1].status, ReceiptStatus::Indexed);
}

#[tokio::test]
async fn a_document_that_breaks_the_stream_takes_no_other_down() {
    let mut world = World::default();
    world.settings.attempts = 3;
    let ingest = world.start().await;
    world.search.choke_on(DocumentId::derive("Post 25", None));
    let capture = posts(50);

    let receipts = take(&ingest, "", &capture).await;

    for (number, receipt) in receipts.iter().enumerate() {
        let expected = match number {
            25 => ReceiptStatus::Pending,
            _ => ReceiptStatus::Indexed,
        };
        assert_eq!(receipt.status, expected, "{number}: {receipt:?}");
    }
    assert_eq!(code(&receipts[25]), "CHOKED");

    // A sweep tries it once more and then leaves it alone for a while.
    world.clock.advance(AFTER_MARKER_AGE);
    assert_eq!(ingest.sweep().await.unwrap().pending, 1);
    let streams = world.search.streams();
    assert_eq!(ingest.sweep().await.unwrap().pending, 1);
    assert_eq!(world.search.streams(), streams);
}

#[tokio::test]
async fn the_first_documents_make_the_index_ready_themselves() {
    let world = World::default();
    let ingest = world.start_unprepared().await;
    // Many at once: only one prepares the index, and the others wait for it.
    let capture = posts(100);

    let receipts = take(&ingest, "", &capture).await;

    assert_eq!(receipts.len(), 100);
    assert_all_indexed(&receipts);
}

#[tokio::test]
async fn an_index_that_was_lost_is_not_silently_begun_anew() {
    let world = World::default();
    let ingest = world.start().await;
    take(&ingest, "", &line("One", None)).await;
    world.search.lose();

    ingest.prepare().await.unwrap();
    let receipts = take(&ingest, "", &line("Two", None)).await;

    assert_eq!(receipts[0].status, ReceiptStatus::Pending);
    assert_eq!(code(&receipts[0]), "INDEX_NOT_READY");
}

#[tokio::test]
async fn a_full_disk_breaks_the_capture_off_and_sending_again_completes_it() {
    let disk = Arc::new(StoppingStore::failing_after(Arc::new(InMemory::new()), 12));
    let world = World::on(disk.clone());
    let ingest = world.start().await;
    let capture = posts(20);

    let error = collect(ingest.ingest(upload("", &capture)))
        .await
        .unwrap_err();
    assert_eq!(error.reason, "ARCHIVE_UNAVAILABLE");
    assert!(error.message.contains("no space left on device"), "{error}");

    disk.mend();
    let receipts = take(&ingest, "", &capture).await;
    assert_eq!(receipts.len(), 20);
    assert!(receipts.iter().all(|receipt| matches!(
        receipt.status,
        ReceiptStatus::Indexed | ReceiptStatus::Duplicate
    )));
    assert_eq!(world.search.documents().len(), 20);
}

#[tokio::test]
async fn a_marker_whose_document_was_never_written_is_dropped_after_an_hour() {
    let world = World::default();
    let ingest = world.start().await;
    let archive = world.archive().await;
    let marker = Marker {
        document: DocumentId::from_bytes([1; 16]),
        work: PendingWork::Appearance {
            appearance: AppearanceId::from_bytes([2; 16]),
            version: VersionId::from_bytes([3; 16]),
        },
    };
    archive.put_marker(&marker).await.unwrap();

    world.clock.advance(AFTER_MARKER_AGE);
    ingest.sweep().await.unwrap();
    assert_eq!(archive.markers_of(marker.document).await.unwrap().len(), 1);

    world.clock.advance(Duration::from_secs(3_600));
    ingest.sweep().await.unwrap();
    assert_eq!(archive.markers_of(marker.document).await.unwrap().len(), 0);
}
