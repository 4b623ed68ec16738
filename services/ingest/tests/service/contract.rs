//! The contract of [`IngestApi`], kept by the service in this process and by the client that
//! reaches it over gRPC.

use std::sync::Arc;

use bytes::Bytes;
use communique_ingest::IngestGrpc;
use communique_model::api::{CaptureHeader, IngestApi, IngestInput};
use communique_model::{ApiError, DocumentId, ErrorKind, Novelty, ReceiptStatus};
use communique_proto::{IngestClient, rpc_channel};
use communique_testkit::duplex_channel;
use futures::{StreamExt, TryStreamExt};
use tonic::service::Routes;

use crate::support::{World, collect, line, take, upload};

const MAX_MESSAGE_BYTES: usize = 8 << 20;

async fn remote(world: &World) -> Arc<dyn IngestApi> {
    let local: Arc<dyn IngestApi> = Arc::new(world.start().await);
    let routes = Routes::new(IngestGrpc::server(local, MAX_MESSAGE_BYTES));
    let channel = rpc_channel(duplex_channel(routes));
    Arc::new(IngestClient::new(channel, MAX_MESSAGE_BYTES))
}

async fn keeps_the_contract(ingest: &dyn IngestApi, world: &World) {
    let empty = ingest.describe().await.unwrap();
    assert_eq!(empty.archive, world.archive().await.id());
    assert_eq!(
        (empty.layout_version, empty.documents, empty.pending),
        (1, 0, 0)
    );
    assert_eq!(empty.max_capture_bytes, world.settings.max_capture_bytes);

    // One receipt per appearance, in order, with everything in it.
    let capture = line("First statement", Some("1")) + "{broken\n" + &line("Second", None);
    let receipts = take(ingest, "@embassy", &capture).await;
    let statuses: Vec<_> = receipts.iter().map(|one| one.status).collect();
    use ReceiptStatus::{Duplicate, Indexed, Rejected};
    assert_eq!(statuses, [Indexed, Rejected, Indexed]);
    assert_eq!(
        receipts.iter().map(|one| one.sequence).collect::<Vec<_>>(),
        [0, 1, 2]
    );
    assert_eq!(receipts[1].reason.as_ref().unwrap().line, Some(2));
    assert_eq!(receipts[1].document_id, None);
    assert_eq!(receipts[2].locator.name, "capture.jsonl");

    // Again, and elsewhere.
    let again = take(ingest, "@embassy", &capture).await;
    let statuses: Vec<_> = again.iter().map(|one| one.status).collect();
    assert_eq!(statuses, [Duplicate, Rejected, Duplicate]);
    assert_eq!(again[0].appearance, Some(Novelty::Known));
    let copy = take(ingest, "@ministry", &line("First statement", Some("4"))).await;
    assert_eq!(
        (copy[0].status, copy[0].appearance),
        (Duplicate, Some(Novelty::New))
    );
    assert_eq!(copy[0].document_id, receipts[0].document_id);

    // Reading and removing.
    let document = receipts[0].document_id.unwrap();
    let record = ingest.get_document(document).await.unwrap();
    assert_eq!(record.document.text, "First statement");
    assert_eq!(record.appearances.len(), 2);
    assert!(
        record
            .appearances
            .is_sorted_by_key(|appearance| appearance.id)
    );
    ingest.remove(document, "test".to_owned()).await.unwrap();
    assert!(ingest.get_document(document).await.unwrap().removed);
    let unknown = ingest
        .get_document(DocumentId::from_bytes([1; 16]))
        .await
        .unwrap_err();
    assert_eq!(
        (unknown.kind, unknown.reason.as_str()),
        (ErrorKind::NotFound, "DOCUMENT_NOT_FOUND")
    );

    // Rebuilding.
    world.search.lose();
    let progress: Vec<_> = ingest.reindex().try_collect().await.unwrap();
    let last = progress.last().unwrap();
    assert_eq!(
        (last.documents, last.indexed, last.failed, last.finished),
        (1, 1, 0, true)
    );

    // Errors keep kind, reason and fields.
    let headless = futures::stream::iter([Ok(IngestInput::Chunk(Bytes::from_static(b"{}")))]);
    let error = collect(ingest.ingest(headless.boxed())).await.unwrap_err();
    assert_eq!(
        (error.kind, error.reason.as_str()),
        (ErrorKind::InvalidArgument, "HEADER_MISSING")
    );
    let long = CaptureHeader {
        name: "n".repeat(2_000),
        source: String::new(),
    };
    let long = futures::stream::iter([Ok(IngestInput::Header(long))]);
    let error = collect(ingest.ingest(long.boxed())).await.unwrap_err();
    assert_eq!(error.violations[0].field, "header.name");

    // A stream that breaks off.
    let broken = ApiError::new(ErrorKind::Cancelled, "GONE", "the file could not be read");
    let header = IngestInput::Header(CaptureHeader::default());
    let messages = futures::stream::iter([Ok(header), Err(broken)]);
    let error = collect(ingest.ingest(messages.boxed())).await.unwrap_err();
    assert_eq!(error.reason, "GONE");
}

async fn holds_pressure(ingest: &dyn IngestApi) {
    let capture: String = (0..400)
        .map(|number| line(&format!("Post {number}"), None))
        .collect();
    let mut unread: Vec<_> = (0..4)
        .map(|client| ingest.ingest(upload(&format!("@{client}"), &capture)))
        .collect();
    // The call is made when its answers are first asked for.
    for receipts in &mut unread {
        receipts.next().await.unwrap().unwrap();
    }
    assert_eq!(take(ingest, "@reader", &capture).await.len(), 400);
    for receipts in unread {
        assert_eq!(receipts.try_collect::<Vec<_>>().await.unwrap().len(), 399);
    }
}

#[tokio::test]
async fn local() {
    let world = World::default();
    keeps_the_contract(&world.start().await, &world).await;
}

#[tokio::test]
async fn over_grpc() {
    let world = World::default();
    keeps_the_contract(&*remote(&world).await, &world).await;
}

#[tokio::test]
async fn pressure_travels_back_locally_and_over_grpc() {
    let mut world = World::default();
    world.settings.max_unread_receipts = 8;
    holds_pressure(&world.start().await).await;
    let mut world = World::default();
    world.settings.max_unread_receipts = 8;
    holds_pressure(&*remote(&world).await).await;
}
