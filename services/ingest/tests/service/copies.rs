//! Several copies of the service on one archive.

use std::collections::BTreeMap;
use std::sync::Arc;

use communique_ingest::LocalIngest;
use communique_model::ReceiptStatus;
use communique_model::api::IngestApi;
use futures::TryStreamExt;

use crate::support::{World, collect, line, take, upload};

/// Copies share the archive and the index, and nothing else.
async fn copies(world: &World, count: usize) -> Vec<LocalIngest> {
    let mut copies = Vec::new();
    for _ in 0..count {
        copies.push(world.start().await);
    }
    copies
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn copies_that_take_the_same_documents_at_once_end_in_one_state() {
    for round in 0..10 {
        let world = World::default();
        let copies = copies(&world, 3).await;
        // Every document stands in every capture, each time somewhere else.
        let captures: Vec<String> = (0..6)
            .map(|capture| {
                let posts = (0..12).map(|post| {
                    let number = format!("{capture}-{post}");
                    line(
                        &format!("Statement {}", (post + capture) % 12),
                        Some(&number),
                    )
                });
                posts.collect()
            })
            .collect();

        let work = captures.iter().enumerate().map(|(index, capture)| {
            let source = format!("@{}", index % 2);
            collect(copies[index % 3].ingest(upload(&source, capture)))
        });
        let receipts = futures::future::try_join_all(work).await.unwrap().concat();

        assert_eq!(receipts.len(), 72);
        assert!(receipts.iter().all(|receipt| matches!(
            receipt.status,
            ReceiptStatus::Indexed | ReceiptStatus::Duplicate
        )));
        let archive = world.archive().await;
        let standing: Vec<_> = archive.markers().try_collect().await.unwrap();
        assert!(standing.is_empty(), "round {round}: {standing:?}");
        let indexed: BTreeMap<_, _> = world
            .search
            .documents()
            .into_iter()
            .map(|indexed| (indexed.document.id, indexed.revision))
            .collect();
        let archived: Vec<_> = archive.documents().try_collect().await.unwrap();
        let archived: BTreeMap<_, _> = archived
            .into_iter()
            .map(|(document, holdings)| (document, holdings.revision()))
            .collect();
        assert_eq!(
            indexed, archived,
            "round {round}: the index holds every fold as it is"
        );
        assert_eq!(indexed.len(), 12);
    }
}

#[tokio::test]
async fn a_copy_removes_what_another_has_taken() {
    let world = World::default();
    let copies = copies(&world, 2).await;
    let receipts = take(&copies[0], "", &line("One", None)).await;
    let document = receipts[0].document_id.unwrap();

    copies[1].remove(document, String::new()).await.unwrap();

    assert!(world.search.documents().is_empty());
    let again = take(&copies[0], "", &line("One", None)).await;
    assert_eq!(again[0].status, ReceiptStatus::Rejected);
}

#[tokio::test]
async fn a_capture_that_failed_for_one_client_is_completed_for_the_next() {
    let world = World::default();
    let ingest = Arc::new(world.start().await);
    world.extraction.go_away();
    let capture = line("One", None);
    let first = take(&*ingest, "", &capture).await;
    assert_eq!(first[0].status, ReceiptStatus::Pending);
    world.extraction.come_back();

    let copy = line("One", Some("1"));
    let (again, elsewhere) = futures::future::join(
        take(&*ingest, "", &capture),
        take(&*ingest, "@elsewhere", &copy),
    )
    .await;

    // Whoever finds the marker left behind completes the document.
    let statuses = [again[0].status, elsewhere[0].status];
    assert!(statuses.contains(&ReceiptStatus::Indexed), "{statuses:?}");
    assert_eq!(ingest.describe().await.unwrap().pending, 0);
}
