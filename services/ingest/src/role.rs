//! The ingest role: built from settings, mounted in a process.

use std::convert::Infallible;
use std::sync::Arc;

use communique_cache::Cache;
use communique_model::ArchiveId;
use communique_model::api::{ExtractionApi, IngestApi, SearchApi};
use communique_proto::{ExtractionClient, SearchClient};
use communique_runtime::config::Settings;
use communique_runtime::lifecycle::OnFailure;
use communique_runtime::process::{BoxError, Context, Mounts};
use communique_runtime::rpc::{PeerOptions, connect};

use crate::archive::{Archive, ArchiveLocation};
use crate::grpc::IngestGrpc;
use crate::{AllFormats, Clock, IngestParts, IngestSettings, LocalIngest, SystemClock};

/// Opens the archive that the settings name, or begins it.
///
/// # Errors
/// The archive cannot be opened, or its address is wrong.
pub async fn open_archive(settings: &Settings) -> Result<Archive, BoxError> {
    let options = settings.archive.options.iter();
    let options = options.map(|(name, value)| (name.clone(), value.expose().to_owned()));
    let location = ArchiveLocation::parse(&settings.archive_url(), options.collect())?;
    // A new archive is named at random: nothing it holds may decide its name.
    let fresh = ArchiveId::from_bytes(rand::random());
    Ok(Archive::open(&location, fresh, SystemClock.now()).await?)
}

/// Builds the service over an archive.
///
/// # Errors
/// A setting is out of its range.
pub fn open(
    settings: &Settings,
    archive: Archive,
    cache: Cache,
    extraction: Arc<dyn ExtractionApi>,
    search: Arc<dyn SearchApi>,
) -> Result<LocalIngest, BoxError> {
    let ingest_settings = limits(settings);
    ingest_settings.check()?;
    Ok(LocalIngest::new(IngestParts {
        archive,
        parser: Arc::new(AllFormats),
        cache,
        extraction,
        search,
        clock: Arc::new(SystemClock),
        settings: ingest_settings,
    }))
}

/// The part of the settings that people set; the rest are this service's own defaults.
fn limits(settings: &Settings) -> IngestSettings {
    let given = &settings.ingest;
    IngestSettings {
        max_capture_bytes: given.max_capture_bytes,
        max_uploads: given.concurrent_captures,
        max_documents_in_flight: given.concurrent_documents,
        max_unread_receipts: given.max_unread_receipts,
        max_documents_per_stream: given.documents_per_stream,
        marker_age_millis: given.marker_age_seconds.saturating_mul(1_000),
        sweep_interval_millis: given.sweep_interval_seconds.saturating_mul(1_000),
        ..IngestSettings::default()
    }
}

/// The extraction service that `peers.extraction` names.
///
/// # Errors
/// It names none, or one that cannot be used.
pub fn extraction_peer(settings: &Settings) -> Result<Arc<dyn ExtractionApi>, BoxError> {
    let options = PeerOptions::new("extraction", settings.peer_token()?);
    let channel = connect(&settings.peers.extraction, options)?;
    Ok(Arc::new(ExtractionClient::new(
        channel,
        settings.server.max_message_bytes,
    )))
}

/// The search service that `peers.search` names.
///
/// # Errors
/// It names none, or one that cannot be used.
pub fn search_peer(settings: &Settings) -> Result<Arc<dyn SearchApi>, BoxError> {
    let options = PeerOptions::new("search", settings.peer_token()?);
    let channel = connect(&settings.peers.search, options)?;
    Ok(Arc::new(SearchClient::new(
        channel,
        settings.server.max_message_bytes,
    )))
}

/// Opens the service and serves it; its maintenance runs until the process stops taking work in.
///
/// # Errors
/// See [`open`].
pub fn mount(
    context: &Context,
    mounts: &mut Mounts,
    archive: Archive,
    extraction: Arc<dyn ExtractionApi>,
    search: Arc<dyn SearchApi>,
) -> Result<Arc<dyn IngestApi>, BoxError> {
    let cache = context.cache.clone();
    let ingest = open(&context.settings, archive, cache, extraction, search)?;
    let maintained = ingest.clone();
    context
        .lifecycle
        .spawn_intake("maintenance", OnFailure::Log, move |stop| async move {
            maintained.maintain(stop).await;
            Ok::<_, Infallible>(())
        });
    let finishing = ingest.clone();
    context
        .lifecycle
        .spawn_support("ingest", OnFailure::Log, move |stop| async move {
            stop.cancelled().await;
            finishing.shutdown().await;
            Ok::<_, Infallible>(())
        });
    let probed = ingest.clone();
    context.readiness.probe("archive", move || {
        let probed = probed.clone();
        async move {
            probed
                .archive_answers()
                .await
                .map_err(|error| error.to_string())
        }
    });
    let api: Arc<dyn IngestApi> = Arc::new(ingest);
    mounts.add(IngestGrpc::server(
        Arc::clone(&api),
        context.settings.server.max_message_bytes,
    ));
    Ok(api)
}
