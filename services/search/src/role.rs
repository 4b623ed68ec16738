//! The search role: built from settings, mounted in a process.

use std::sync::Arc;
use std::time::Duration;

use communique_model::ArchiveId;
use communique_model::api::SearchApi;
use communique_runtime::config::{IndexBackendKind, Settings};
use communique_runtime::process::{BoxError, Context, Mounts};

use crate::grpc::SearchGrpc;
use crate::settings::{self, BackendKind, SearchSettings};
use crate::{BatchLimits, LocalSearch};

/// Opens the index that the settings name and the service over it. Where `archive` is known, only
/// an index of that archive is answered from.
///
/// # Errors
/// The embedded index cannot be opened, or a setting is wrong. A Meilisearch that does not answer
/// is no error: calls say so until it does.
pub async fn open(
    settings: &Settings,
    archive: Option<ArchiveId>,
) -> Result<Arc<dyn SearchApi>, BoxError> {
    let index = settings::open(&search_settings(settings)).await?;
    let limits = &settings.search;
    let search = LocalSearch::new(index)
        .with_batches(BatchLimits {
            documents: limits.batch_documents,
            wait: Duration::from_millis(limits.batch_delay_ms),
        })
        .with_concurrent_queries(limits.concurrent_queries);
    Ok(Arc::new(match archive {
        Some(archive) => search.serving(archive),
        None => search,
    }))
}

fn search_settings(settings: &Settings) -> SearchSettings {
    let mut search = SearchSettings::default();
    match settings.index.backend {
        IndexBackendKind::Embedded => {
            search.backend = BackendKind::Embedded;
            search.embedded.directory = settings.data_dir.join("index");
        }
        IndexBackendKind::Meilisearch => {
            let index = &settings.index;
            search.backend = BackendKind::Meilisearch;
            search.meilisearch.url.clone_from(&index.url);
            search.meilisearch.prefix.clone_from(&index.prefix);
            search.meilisearch.api_key = index.api_key.as_ref().map(|key| key.to_secret_string());
        }
    }
    search
}

/// Opens the service and serves it. The process is ready while the index backend answers, also
/// where the index has still to be built.
///
/// # Errors
/// See [`open`].
pub async fn mount(
    context: &Context,
    mounts: &mut Mounts,
    archive: Option<ArchiveId>,
) -> Result<Arc<dyn SearchApi>, BoxError> {
    let api = open(&context.settings, archive).await?;
    let probed = Arc::clone(&api);
    context.readiness.probe("index", move || {
        let probed = Arc::clone(&probed);
        async move {
            probed
                .describe()
                .await
                .map(drop)
                .map_err(|error| error.to_string())
        }
    });
    mounts.add(SearchGrpc::server(
        Arc::clone(&api),
        context.settings.server.max_message_bytes,
    ));
    Ok(api)
}
