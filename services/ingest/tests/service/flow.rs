//! Streams: order of messages, broken connections, and clients that do not read.

use std::sync::atomic::Ordering;

use bytes::Bytes;
use communique_model::api::{CaptureHeader, IngestApi, IngestInput};
use communique_model::{ApiError, ErrorKind, ReceiptStatus};
use futures::{StreamExt, TryStreamExt};

use crate::support::{World, collect, line, take, until, upload};

fn header() -> Result<IngestInput, ApiError> {
    Ok(IngestInput::Header(CaptureHeader::default()))
}

fn chunk(text: &str) -> Result<IngestInput, ApiError> {
    Ok(IngestInput::Chunk(Bytes::copy_from_slice(text.as_bytes())))
}

async fn refusal(messages: Vec<Result<IngestInput, ApiError>>) -> ApiError {
    let ingest = World::default().start().await;
    collect(ingest.ingest(futures::stream::iter(messages).boxed()))
        .await
        .unwrap_err()
}

#[tokio::test]
async fn the_header_comes_first_and_once() {
    let missing = refusal(vec![chunk("{}")]).await;
    assert_eq!(
        (missing.kind, missing.reason.as_str()),
        (ErrorKind::InvalidArgument, "HEADER_MISSING")
    );
    assert_eq!(refusal(vec![]).await.reason, "HEADER_MISSING");
    assert_eq!(
        refusal(vec![header(), header()]).await.reason,
        "HEADER_REPEATED"
    );
    let long = CaptureHeader {
        source: "x".repeat(1_025),
        ..CaptureHeader::default()
    };
    let error = refusal(vec![Ok(IngestInput::Header(long))]).await;
    assert_eq!(error.violations[0].field, "header.source");
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_raw_bytes_and_nothing_else() {
    let mut world = World::default();
    world.settings.chunk_bytes = 16;
    let ingest = world.start().await;
    let broken = ApiError::new(ErrorKind::Cancelled, "GONE", "the connection broke");
    let messages = vec![header(), chunk(&line("One whole line", None)), Err(broken)];

    let error = collect(ingest.ingest(futures::stream::iter(messages).boxed()))
        .await
        .unwrap_err();

    assert_eq!(error.reason, "GONE");
    let objects: Vec<_> = world.store.list(None).try_collect().await.unwrap();
    let paths: Vec<_> = objects
        .iter()
        .map(|object| object.location.to_string())
        .collect();
    assert!(
        paths
            .iter()
            .all(|path| path == "layout.json" || path.starts_with("chunks/")),
        "{paths:?}"
    );
    assert!(paths.len() > 1);
}

#[tokio::test]
async fn a_silent_upload_is_broken_off() {
    let mut world = World::default();
    world.settings.upload_idle_millis = 20;
    world.settings.max_uploads = 1;
    let ingest = world.start().await;
    let silent = futures::stream::iter([header()]).chain(futures::stream::pending());

    let error = collect(ingest.ingest(silent.boxed())).await.unwrap_err();

    assert_eq!(error.reason, "UPLOAD_IDLE");
    let receipts = take(&ingest, "", &line("One", None)).await;
    assert_eq!(
        receipts[0].status,
        ReceiptStatus::Indexed,
        "its place is free again"
    );
}

#[tokio::test]
async fn clients_that_never_read_hold_nobody_up_and_make_nothing_grow() {
    let mut world = World::default();
    world.settings.max_unread_receipts = 4;
    world.settings.stall_millis = 10;
    world.settings.max_documents_in_flight = 4;
    // Room for the documents of one capture only.
    world.settings.max_parsed_bytes = 4_096;
    world.settings.max_capture_bytes = 4_096;
    let ingest = world.start().await;
    let capture: String = (0..50)
        .map(|number| line(&format!("Post {number}"), None))
        .collect();

    let mut unread: Vec<_> = (0..5)
        .map(|client| ingest.ingest(upload(&format!("@{client}"), &capture)))
        .collect();
    // Each gets as far as its unread receipts allow.
    until(|| world.search.writes().len() >= 4).await;
    let mine = take(&ingest, "@reader", &capture).await;
    assert_eq!(mine.len(), 50);

    // While two more whole captures pass for those who read, nothing goes on for those who do not.
    let parsed = world.parser.calls.load(Ordering::SeqCst);
    for client in ["@second-reader", "@third-reader"] {
        assert_eq!(take(&ingest, client, &capture).await.len(), 50);
    }
    assert_eq!(world.parser.calls.load(Ordering::SeqCst), parsed + 2);

    // And when they read after all, they get everything in order.
    for receipts in &mut unread {
        let receipts: Vec<_> = receipts.try_collect().await.unwrap();
        let sequences: Vec<_> = receipts.iter().map(|receipt| receipt.sequence).collect();
        assert_eq!(sequences, (0..50).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_client_that_leaves_stops_its_capture_and_what_was_begun_is_finished() {
    let mut world = World::default();
    world.settings.max_unread_receipts = 3;
    let ingest = world.start().await;
    world.search.hold_acknowledgements();
    let capture: String = (0..50)
        .map(|number| line(&format!("Post {number}"), None))
        .collect();
    let receipts = ingest.ingest(upload("", &capture));
    let archive = world.archive().await;
    loop {
        let standing: Vec<_> = archive.markers().try_collect().await.unwrap();
        if standing.len() == 3 {
            break;
        }
        tokio::task::yield_now().await;
    }

    drop(receipts);
    world.search.acknowledge();
    ingest.shutdown().await;

    assert_eq!(world.search.documents().len(), 3);
    let description = world.start().await.describe().await.unwrap();
    assert_eq!((description.documents, description.pending), (3, 0));
}

#[tokio::test]
async fn a_stopping_service_finishes_what_it_began_and_says_so() {
    let world = World::default();
    let ingest = world.start().await;
    let mut receipts = ingest.ingest(
        futures::stream::iter([header(), chunk("{")])
            .chain(futures::stream::pending())
            .boxed(),
    );
    let stopping = ingest.clone();
    let stopped = tokio::spawn(async move { stopping.shutdown().await });

    let error = receipts.try_next().await.unwrap_err();

    assert_eq!(
        (error.kind, error.reason.as_str()),
        (ErrorKind::Unavailable, "SHUTTING_DOWN")
    );
    stopped.await.unwrap();
    let late = collect(ingest.ingest(upload("", &line("One", None))))
        .await
        .unwrap_err();
    assert_eq!(late.reason, "SHUTTING_DOWN");
}

#[tokio::test]
async fn a_slow_index_slows_senders_down() {
    let mut world = World::default();
    world.settings.max_documents_in_flight = 6;
    world.settings.max_unread_receipts = 100;
    let ingest = world.start().await;
    world.search.hold_acknowledgements();
    let capture: String = (0..60)
        .map(|number| line(&format!("Post {number}"), None))
        .collect();
    let receipts = ingest.ingest(upload("", &capture));
    let archive = world.archive().await;
    loop {
        let standing: Vec<_> = archive.markers().try_collect().await.unwrap();
        if standing.len() == 6 {
            break;
        }
        tokio::task::yield_now().await;
    }
    // However often one looks, no further document is begun.
    for _ in 0..50 {
        let standing: Vec<_> = archive.markers().try_collect().await.unwrap();
        assert_eq!(standing.len(), 6, "no document is begun beyond the limit");
        tokio::task::yield_now().await;
    }

    world.search.acknowledge();
    assert_eq!(collect(receipts).await.unwrap().len(), 60);
}
