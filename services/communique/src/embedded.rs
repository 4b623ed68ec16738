//! All three services in this process, for one command.

use std::sync::Arc;

use communique_ingest::LocalIngest;
use communique_runtime::config::Settings;
use communique_runtime::process::{BoxError, open_cache};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::services::Services;

/// The services of a command that works on a data directory by itself.
pub struct Embedded {
    /// The services.
    pub services: Services,
    ingest: LocalIngest,
    stop: CancellationToken,
    maintenance: JoinHandle<()>,
}

impl Embedded {
    /// Opens archive, index and engine. A new archive gets a new index; work that an earlier
    /// process left is picked up while the command runs.
    ///
    /// # Errors
    /// A setting is wrong, or archive or index cannot be opened.
    pub async fn open(settings: &Settings) -> Result<Self, BoxError> {
        let cache = open_cache(settings)?;
        let extraction = communique_extraction::role::open(settings, cache.clone())?;
        let archive = communique_ingest::role::open_archive(settings).await?;
        let search = communique_search::role::open(settings, Some(archive.id())).await?;
        let ingest = communique_ingest::role::open(
            settings,
            archive,
            cache,
            Arc::clone(&extraction),
            Arc::clone(&search),
        )?;
        if let Err(error) = ingest.prepare().await {
            // Queries will say what is wrong with the index, and the command that mends it.
            tracing::info!(%error, "the index is not prepared");
        }
        let stop = CancellationToken::new();
        let maintenance = {
            let (ingest, stop) = (ingest.clone(), stop.clone());
            tokio::spawn(async move { ingest.maintain(stop).await })
        };
        let services = Services {
            ingest: Arc::new(ingest.clone()),
            extraction,
            search,
        };
        Ok(Self {
            services,
            ingest,
            stop,
            maintenance,
        })
    }

    /// Ends what runs in the background; work under way is finished first.
    pub async fn close(self) {
        self.stop.cancel();
        self.ingest.shutdown().await;
        if let Err(error) = self.maintenance.await {
            tracing::warn!(%error, "maintenance did not end well");
        }
    }
}
