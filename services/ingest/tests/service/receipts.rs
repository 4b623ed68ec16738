//! Receipts: one per appearance, in order, and true.

use communique_ingest::archive::Marker;
use communique_model::api::IngestApi;
use communique_model::{Novelty, ReceiptStatus};
use futures::TryStreamExt;

use crate::support::{World, collect, line, take, upload};

async fn markers(world: &World) -> Vec<Marker> {
    let standing = world.archive().await.markers();
    let standing: Vec<_> = standing.try_collect().await.unwrap();
    standing
        .into_iter()
        .map(|standing| standing.marker)
        .collect()
}

#[tokio::test]
async fn documents_are_archived_indexed_and_receipted_in_order() {
    let world = World::default();
    let ingest = world.start().await;
    let capture: String = (0..100)
        .map(|number| line(&format!("Post {number}"), None))
        .collect();

    let receipts = take(&ingest, "@embassy", &capture).await;

    assert_eq!(receipts.len(), 100);
    for (number, receipt) in receipts.iter().enumerate() {
        assert_eq!(receipt.sequence, number as u64);
        assert_eq!(receipt.status, ReceiptStatus::Indexed, "{receipt:?}");
        assert_eq!(receipt.appearance, Some(Novelty::New));
        assert_eq!(receipt.source, "@embassy");
        assert_eq!(receipt.locator.line_start, number as u64 + 1);
        assert_eq!(receipt.locator.name, "capture.jsonl");
        let record = ingest
            .get_document(receipt.document_id.unwrap())
            .await
            .unwrap();
        assert_eq!(record.document.text, format!("Post {number}"));
        assert_eq!(record.appearances[0].id, receipt.appearance_id.unwrap());
    }
    assert_eq!(world.search.documents().len(), 100);
    assert_eq!(markers(&world).await, []);
    let description = ingest.describe().await.unwrap();
    assert_eq!((description.documents, description.pending), (100, 0));
}

#[tokio::test]
async fn the_same_capture_again_changes_nothing() {
    let world = World::default();
    let ingest = world.start().await;
    let capture = line("One", None) + &line("Two", Some("17"));
    let first = take(&ingest, "@embassy", &capture).await;
    let writes = world.search.writes();

    let second = take(&ingest, "@embassy", &capture).await;

    for (before, after) in first.iter().zip(&second) {
        assert_eq!(after.status, ReceiptStatus::Duplicate);
        assert_eq!(after.appearance, Some(Novelty::Known));
        assert_eq!(after.document_id, before.document_id);
        assert_eq!(after.appearance_id, before.appearance_id);
    }
    assert_eq!(world.search.writes(), writes);
}

#[tokio::test]
async fn a_copy_elsewhere_is_a_new_appearance_of_the_known_document() {
    let world = World::default();
    let ingest = world.start().await;
    let first = take(&ingest, "@embassy", &line("Talks were held.", Some("1"))).await;
    let second = take(&ingest, "@ministry", &line("Talks  were held.", Some("9"))).await;

    assert_eq!(second[0].status, ReceiptStatus::Duplicate);
    assert_eq!(second[0].appearance, Some(Novelty::New));
    assert_eq!(second[0].document_id, first[0].document_id);
    assert_ne!(
        second[0].version_id, first[0].version_id,
        "its layout differs"
    );
    let indexed = world.search.documents();
    assert_eq!(indexed.len(), 1);
    let sources: Vec<_> = indexed[0]
        .appearances
        .iter()
        .map(|at| at.source.as_str())
        .collect();
    assert!(sources.contains(&"@embassy") && sources.contains(&"@ministry"));
    assert_eq!(markers(&world).await, []);
}

#[tokio::test]
async fn copies_within_one_capture_are_one_document() {
    let world = World::default();
    let ingest = world.start().await;
    let capture = line("Same words.", None).repeat(40);

    let receipts = take(&ingest, "", &capture).await;

    let indexed = receipts
        .iter()
        .filter(|one| one.status == ReceiptStatus::Indexed)
        .count();
    assert_eq!(indexed, 1, "{receipts:?}");
    assert!(
        receipts
            .iter()
            .all(|one| one.appearance == Some(Novelty::New))
    );
    assert_eq!(world.search.documents()[0].appearances.len(), 40);
    assert_eq!(markers(&world).await, []);
    // Those that waited for one another were indexed together.
    assert!(
        world.search.writes().len() < 20,
        "{}",
        world.search.writes().len()
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_rejected_by_line_and_the_rest_goes_on() {
    let world = World::default();
    let ingest = world.start().await;
    let capture = line("One", None) + "{broken\n" + &line("Two", None);

    let receipts = take(&ingest, "", &capture).await;

    let statuses: Vec<_> = receipts.iter().map(|receipt| receipt.status).collect();
    use ReceiptStatus::{Indexed, Rejected};
    assert_eq!(statuses, [Indexed, Rejected, Indexed]);
    let reason = receipts[1].reason.clone().unwrap();
    assert_eq!(
        (reason.code.as_str(), reason.line),
        ("INVALID_JSON", Some(2))
    );
    assert_eq!(receipts[1].sequence, 1);
}

#[tokio::test]
async fn what_the_capture_says_of_a_source_goes_first_and_the_name_never_counts() {
    let world = World::default();
    let ingest = world.start().await;
    let capture = r#"{"text": "One", "source": "@own"}"#.to_owned() + "\n" + &line("Two", None);

    let given = take(&ingest, " @given ", &capture).await;
    assert_eq!(given[0].source, "@own");
    assert_eq!(given[1].source, "@given");

    let unknown = take(&ingest, "", &line("Three", None)).await;
    assert_eq!(unknown[0].source, "");
}

#[tokio::test]
async fn a_newer_parser_makes_a_version_that_replaces_the_older() {
    let world = World::default();
    let ingest = world.start().await;
    let capture = line("Statement on trade", Some("5"));
    let first = take(&ingest, "@embassy", &capture).await;
    world.parser.improve();

    let second = take(&ingest, "@embassy", &capture).await;

    assert_eq!(second[0].status, ReceiptStatus::Indexed);
    assert_eq!(second[0].appearance, Some(Novelty::Known));
    assert_eq!(second[0].document_id, first[0].document_id);
    let record = ingest
        .get_document(first[0].document_id.unwrap())
        .await
        .unwrap();
    assert_eq!(record.document.title, "Statement");
    assert_eq!(record.document.supersedes, [first[0].version_id.unwrap()]);
    assert_eq!(world.search.documents()[0].document.title, "Statement");

    let third = take(&ingest, "@embassy", &capture).await;
    assert_eq!(third[0].status, ReceiptStatus::Duplicate);
}

#[tokio::test]
async fn a_capture_that_is_too_large_is_rejected_with_the_size() {
    let mut world = World::default();
    world.settings.max_capture_bytes = 100;
    let ingest = world.start().await;

    let receipts = take(&ingest, "", &line(&"long ".repeat(50), None)).await;

    assert_eq!(receipts.len(), 1);
    assert_eq!(receipts[0].status, ReceiptStatus::Rejected);
    let reason = receipts[0].reason.clone().unwrap();
    assert_eq!(reason.code, "CAPTURE_TOO_LARGE");
    assert!(reason.message.contains("100 bytes"), "{}", reason.message);
}

#[tokio::test]
async fn captures_sent_at_once_do_not_disturb_each_other() {
    let world = World::default();
    let ingest = world.start().await;
    let capture: String = (0..30)
        .map(|number| line(&format!("Post {number}"), None))
        .collect();

    let tasks = (0..6).map(|_| collect(ingest.ingest(upload("", &capture))));
    let all = futures::future::try_join_all(tasks).await.unwrap();

    let receipts: Vec<_> = all.into_iter().flatten().collect();
    let indexed = receipts
        .iter()
        .filter(|one| one.status == ReceiptStatus::Indexed);
    assert_eq!(
        indexed.count(),
        30,
        "each document is new to exactly one capture"
    );
    assert_eq!(world.search.documents().len(), 30);
    for document in world.search.documents() {
        assert_eq!(document.appearances.len(), 1, "all sent the same bytes");
    }
}
