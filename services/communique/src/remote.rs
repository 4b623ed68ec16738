//! Services that run elsewhere.

use std::sync::Arc;

use communique_model::api::IngestApi;
use communique_proto::{ExtractionClient, IngestClient, SearchClient};
use communique_runtime::config::{Secret, Settings};
use communique_runtime::rpc::{ConnectError, PeerOptions, connect};

use crate::services::Services;

/// All three services behind the same endpoints.
///
/// # Errors
/// An endpoint or the token cannot be used. That nobody answers shows at the first call.
pub fn services(
    endpoints: &[String],
    token: Option<&Secret>,
    max_message_bytes: usize,
) -> Result<Services, ConnectError> {
    let channel = |service| connect(endpoints, PeerOptions::new(service, token.cloned()));
    Ok(Services {
        ingest: Arc::new(IngestClient::new(channel("ingest")?, max_message_bytes)),
        extraction: Arc::new(ExtractionClient::new(
            channel("extraction")?,
            max_message_bytes,
        )),
        search: Arc::new(SearchClient::new(channel("search")?, max_message_bytes)),
    })
}

/// The ingest service that `peers.ingest` names.
///
/// # Errors
/// It names none, or one that cannot be used.
pub fn ingest(settings: &Settings) -> anyhow::Result<Arc<dyn IngestApi>> {
    let options = PeerOptions::new("ingest", settings.peer_token()?);
    let channel = connect(&settings.peers.ingest, options)?;
    Ok(Arc::new(IngestClient::new(
        channel,
        settings.server.max_message_bytes,
    )))
}
