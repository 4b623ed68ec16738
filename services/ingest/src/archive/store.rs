//! The archive's store: opening it, and creating, reading and listing objects.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use communique_model::ArchiveId;
use jiff::Timestamp;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::objects::{LAYOUT_VERSION, archive_path, kind, seal, unseal};
use super::{ArchiveError, ArchiveLocation};

/// How often a write to a local directory is tried when a directory vanishes under it: another
/// process tidies away directories that have become empty.
const LOCAL_TRIES: u32 = 4;

/// The archive. Cloning it gives another handle to the same store.
#[derive(Clone, Debug)]
pub struct Archive {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    store: Arc<dyn ObjectStore>,
    /// The same store, set up to tidy directories away when their last object is deleted.
    tidy: Arc<dyn ObjectStore>,
    /// Where a local archive lies.
    directory: Option<PathBuf>,
    id: ArchiveId,
    layout: u32,
}

/// Whether a write made an object or found it made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is there since this write.
    Created,
    /// It was there before; nothing was changed.
    Existed,
}

#[derive(Debug, Serialize, Deserialize)]
struct ArchiveFile {
    archive_id: ArchiveId,
    created_at: Timestamp,
}

impl Archive {
    /// Opens the archive at a location, creating it under the id `fresh` if there is none. Of two
    /// that create it at once, one wins and both get the winner's id.
    ///
    /// # Errors
    /// If the store cannot be reached or written, or holds an archive of a newer layout.
    pub async fn open(
        location: &ArchiveLocation,
        fresh: ArchiveId,
        now: Timestamp,
    ) -> Result<Self, ArchiveError> {
        let opened = location.connect().await?;
        let directory = opened.directory;
        Self::open_store(opened.store, opened.tidy, directory, fresh, now).await
    }

    /// Opens the archive in a store of any make; see [`Self::open`].
    ///
    /// # Errors
    /// If the store cannot be reached or written, or holds an archive of a newer layout.
    pub async fn open_in(
        store: Arc<dyn ObjectStore>,
        fresh: ArchiveId,
        now: Timestamp,
    ) -> Result<Self, ArchiveError> {
        Self::open_store(Arc::clone(&store), store, None, fresh, now).await
    }

    async fn open_store(
        store: Arc<dyn ObjectStore>,
        tidy: Arc<dyn ObjectStore>,
        directory: Option<PathBuf>,
        fresh: ArchiveId,
        now: Timestamp,
    ) -> Result<Self, ArchiveError> {
        let mut inner = Inner {
            store,
            tidy,
            directory,
            id: fresh,
            layout: LAYOUT_VERSION,
        };
        let path = archive_path();
        let file = match inner.read::<ArchiveFile>(&path, kind::ARCHIVE).await? {
            Some(file) => file,
            None => {
                let file = ArchiveFile {
                    archive_id: fresh,
                    created_at: now,
                };
                inner.create(&path, seal(kind::ARCHIVE, &file)).await?;
                // Another may have been first: what is there counts.
                inner
                    .read::<ArchiveFile>(&path, kind::ARCHIVE)
                    .await?
                    .ok_or_else(|| ArchiveError::damaged(&path, "it vanished after its creation"))?
            }
        };
        inner.id = file.archive_id;
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The id given to the archive at its creation.
    #[must_use]
    pub fn id(&self) -> ArchiveId {
        self.inner.id
    }

    /// The layout of the archive.
    #[must_use]
    pub fn layout_version(&self) -> u32 {
        self.inner.layout
    }

    /// Reads the archive's own file, to see whether the store answers.
    ///
    /// # Errors
    /// If the store cannot be reached, or the file is gone.
    pub async fn probe(&self) -> Result<(), ArchiveError> {
        let path = archive_path();
        match self.read::<ArchiveFile>(&path, kind::ARCHIVE).await? {
            Some(_) => Ok(()),
            None => Err(ArchiveError::damaged(&path, "it is missing")),
        }
    }

    pub(super) async fn create(&self, path: &Path, bytes: Bytes) -> Result<Written, ArchiveError> {
        self.inner.create(path, bytes).await
    }

    pub(super) async fn read<T: DeserializeOwned>(
        &self,
        path: &Path,
        kind: &'static str,
    ) -> Result<Option<T>, ArchiveError> {
        self.inner.read(path, kind).await
    }

    pub(super) async fn read_bytes(&self, path: &Path) -> Result<Option<Bytes>, ArchiveError> {
        self.inner.read_bytes(path).await
    }

    /// Objects under a prefix as the store lists them: those of one directory stand together.
    pub(super) fn list(
        &self,
        prefix: &Path,
    ) -> futures::stream::BoxStream<'static, Result<ObjectMeta, ArchiveError>> {
        use futures::StreamExt;

        let named = prefix.to_string();
        self.inner
            .store
            .list(Some(prefix))
            .map(move |object| object.map_err(|source| ArchiveError::store("list", &named, source)))
            .boxed()
    }

    /// Deletes an object; one that is not there is no error.
    pub(super) async fn delete(&self, path: &Path) -> Result<(), ArchiveError> {
        match self.inner.tidy.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(source) => Err(ArchiveError::store("delete", path, source)),
        }
    }
}

impl Inner {
    async fn create(&self, path: &Path, bytes: Bytes) -> Result<Written, ArchiveError> {
        let mut tries = 1;
        loop {
            let options = PutOptions::from(PutMode::Create);
            let payload = PutPayload::from_bytes(bytes.clone());
            match self.store.put_opts(path, payload, options).await {
                Ok(_) => return Ok(Written::Created),
                Err(object_store::Error::AlreadyExists { .. }) => {
                    match self.sync_directories(path).await? {
                        Ok(()) => return Ok(Written::Existed),
                        // Whoever made it has deleted it since, and its directory was tidied away.
                        Err(error)
                            if tries < LOCAL_TRIES && error.kind() == io::ErrorKind::NotFound =>
                        {
                            tries += 1;
                        }
                        Err(error) => {
                            let source = object_store::Error::Generic {
                                store: "LocalFileSystem",
                                source: Box::new(error),
                            };
                            return Err(ArchiveError::store("sync", path, source));
                        }
                    }
                }
                Err(error)
                    if self.directory.is_some() && tries < LOCAL_TRIES && vanished(&error) =>
                {
                    tries += 1;
                }
                Err(source) => return Err(ArchiveError::store("write", path, source)),
            }
        }
    }

    async fn read<T: DeserializeOwned>(
        &self,
        path: &Path,
        kind: &'static str,
    ) -> Result<Option<T>, ArchiveError> {
        match self.read_bytes(path).await? {
            Some(bytes) => unseal(path, kind, &bytes).map(Some),
            None => Ok(None),
        }
    }

    async fn read_bytes(&self, path: &Path) -> Result<Option<Bytes>, ArchiveError> {
        let read = match self.store.get(path).await {
            Ok(found) => found.bytes().await,
            Err(error) => Err(error),
        };
        match read {
            Ok(bytes) => Ok(Some(bytes)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(source) => Err(ArchiveError::store("read", path, source)),
        }
    }

    /// Makes the directory entries of an object durable that another writer has made but perhaps
    /// not yet synced: without this, a loss of power could take back what we call done. What the
    /// file system says is handed on: a directory may be gone with the object.
    async fn sync_directories(&self, path: &Path) -> Result<io::Result<()>, ArchiveError> {
        let Some(root) = self.directory.clone() else {
            return Ok(Ok(()));
        };
        let location = root.join(path.to_string());
        let synced = tokio::task::spawn_blocking(move || {
            location
                .ancestors()
                .skip(1)
                .take_while(|directory| directory.starts_with(&root))
                .try_for_each(sync_directory)
        })
        .await?;
        Ok(synced)
    }
}

#[cfg(unix)]
pub(super) fn sync_directory(directory: &std::path::Path) -> io::Result<()> {
    std::fs::File::open(directory)?.sync_all()
}

/// Directories cannot be synced portably elsewhere.
#[cfg(not(unix))]
pub(super) fn sync_directory(_directory: &std::path::Path) -> io::Result<()> {
    Ok(())
}

/// Whether a local write failed because its directory was tidied away meanwhile.
fn vanished(error: &object_store::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(current) = cause {
        if let Some(io) = current.downcast_ref::<io::Error>() {
            return io.kind() == io::ErrorKind::NotFound;
        }
        cause = current.source();
    }
    false
}
