//! The Meilisearch backend: any number of copies of the service share one server.
//!
//! What matches is decided by filters alone: a document carries its words, pairs of neighbouring
//! words, names and keys as filterable attributes, so that the limits of Meilisearch's own word
//! matching (ten words a question, 65,535 positions, its own tokeniser) never change an answer.
//! Its word search only ranks what the filter lets through.
//!
//! One Meilisearch index holds all: documents, the words of the archive (to expand typos and
//! beginnings), what is known of facet values, and the stamp. So one task writes a batch as a
//! whole, one swap puts a rebuild in place, and whoever empties the index takes the stamp along.
//!
//! Calls are made with `reqwest` rather than `meilisearch-sdk`: the SDK knows neither the
//! per-attribute filter features nor fetching documents by id, on which this layout rests.

mod client;
mod encode;
mod layout;
mod matching;
mod phrases;
mod reader;
mod rebuild;
mod writer;

use std::sync::Arc;

use async_trait::async_trait;
use communique_model::{ArchiveId, DocumentId};

use self::client::Client;
use self::reader::MeilisearchReader;
use self::writer::Writer;
use crate::document::PreparedDocument;
use crate::index::{Index, IndexReader, IndexResult, IndexState, Rebuild, Stamp};
use crate::settings::MeilisearchSettings;

/// An index in a Meilisearch server.
pub struct MeilisearchIndex {
    client: Arc<Client>,
    writer: Arc<Writer>,
}

impl MeilisearchIndex {
    /// The index that the settings name. The server is not asked: it may come later.
    ///
    /// # Errors
    /// [`crate::IndexError::Refused`] for an address or a prefix that cannot be used.
    pub fn new(settings: &MeilisearchSettings) -> IndexResult<Self> {
        let client = Arc::new(Client::new(settings)?);
        let writer = Arc::new(Writer::new(Arc::clone(&client)));
        Ok(Self { client, writer })
    }
}

#[async_trait]
impl Index for MeilisearchIndex {
    fn backend(&self) -> &'static str {
        "meilisearch"
    }

    async fn state(&self) -> IndexResult<IndexState> {
        let reader = self.open_reader().await?;
        let documents = reader.documents().await?;
        Ok(IndexState {
            stamp: reader.stamp().cloned(),
            documents,
        })
    }

    async fn create(&self, stamp: Stamp) -> IndexResult<()> {
        self.writer.create(stamp).await
    }

    async fn write(&self, archive: ArchiveId, documents: Vec<PreparedDocument>) -> IndexResult<()> {
        self.writer.write(archive, documents).await
    }

    async fn remove(&self, document: DocumentId) -> IndexResult<()> {
        self.writer.remove(document).await
    }

    async fn rebuild(&self, stamp: Stamp) -> IndexResult<Box<dyn Rebuild>> {
        rebuild::begin(Arc::clone(&self.writer), stamp).await
    }

    async fn reader(&self) -> IndexResult<Box<dyn IndexReader>> {
        Ok(Box::new(self.open_reader().await?))
    }
}

impl MeilisearchIndex {
    async fn open_reader(&self) -> IndexResult<MeilisearchReader> {
        let state = self.client.state(&self.client.live()).await?;
        let stamp = state.and_then(|state| state.stamp());
        Ok(MeilisearchReader::new(Arc::clone(&self.client), stamp))
    }
}
