//! Markers: what is archived and perhaps not indexed.

use communique_model::{AppearanceId, DocumentId, VersionId};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use object_store::path::Path;
use serde::{Deserialize, Serialize};

use super::documents::modified;
use super::objects::{PENDING, REBUILDS, kind, pending_prefix, seal};
use super::{Archive, ArchiveError, Holdings, Written};

/// That the index perhaps lacks something of a document. Its name says it all, so that listing
/// markers is enough to know them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Marker {
    /// The document.
    pub document: DocumentId,
    /// What the index perhaps lacks.
    pub work: PendingWork,
}

/// What the index perhaps lacks of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PendingWork {
    /// This appearance and this version of it.
    Appearance {
        /// The appearance.
        appearance: AppearanceId,
        /// The version.
        version: VersionId,
    },
    /// That it was removed.
    Removal,
}

/// A marker and its age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingMarker {
    /// The marker.
    pub marker: Marker,
    /// When it was set, by the store's clock.
    pub since: Timestamp,
}

/// That an index was built anew and put in place, and that what was archived while it was built is
/// perhaps not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RebuildNote {
    /// When the building began, by the clock of who built it.
    pub started_at: Timestamp,
}

impl Marker {
    fn path(&self) -> Path {
        let document = self.document;
        match self.work {
            PendingWork::Appearance {
                appearance,
                version,
            } => Path::from(format!("{PENDING}/{document}/{appearance}.{version}.json")),
            PendingWork::Removal => Path::from(format!("{PENDING}/{document}/removal.json")),
        }
    }

    fn parse(path: &Path) -> Option<Self> {
        let parts: Vec<_> = path.parts().collect();
        let [_, document, name] = parts.as_slice() else {
            return None;
        };
        let document = document.as_ref().parse().ok()?;
        let name = name.as_ref().strip_suffix(".json")?;
        let work = match name.split_once('.') {
            Some((appearance, version)) => PendingWork::Appearance {
                appearance: appearance.parse().ok()?,
                version: version.parse().ok()?,
            },
            None if name == "removal" => PendingWork::Removal,
            None => return None,
        };
        Some(Self { document, work })
    }

    /// Whether an index that holds the fold of these objects lacks nothing of what this marker
    /// stands for.
    #[must_use]
    pub fn is_covered_by(&self, holdings: &Holdings) -> bool {
        holdings.removed
            || match self.work {
                PendingWork::Appearance {
                    appearance,
                    version,
                } => {
                    holdings.appearances.contains(&appearance)
                        && holdings.versions.contains(&version)
                }
                PendingWork::Removal => false,
            }
    }
}

impl RebuildNote {
    fn path(&self) -> Path {
        let milliseconds = self.started_at.as_millisecond();
        Path::from(format!("{REBUILDS}/{milliseconds}.json"))
    }
}

impl Archive {
    /// Sets a marker.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub async fn put_marker(&self, marker: &Marker) -> Result<Written, ArchiveError> {
        self.create(&marker.path(), seal(kind::MARKER, marker))
            .await
    }

    /// Takes a marker away; one that is gone is no error.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub async fn delete_marker(&self, marker: &Marker) -> Result<(), ArchiveError> {
        self.delete(&marker.path()).await
    }

    /// The markers of one document.
    ///
    /// # Errors
    /// If the archive cannot be listed.
    pub async fn markers_of(
        &self,
        document: DocumentId,
    ) -> Result<Vec<StandingMarker>, ArchiveError> {
        self.standing(&pending_prefix(document)).try_collect().await
    }

    /// All markers; those of one document stand together.
    pub fn markers(&self) -> BoxStream<'static, Result<StandingMarker, ArchiveError>> {
        self.standing(&Path::from(PENDING))
    }

    fn standing(&self, prefix: &Path) -> BoxStream<'static, Result<StandingMarker, ArchiveError>> {
        self.list(prefix)
            .try_filter_map(|object| async move {
                Ok(
                    Marker::parse(&object.location).map(|marker| StandingMarker {
                        marker,
                        since: modified(&object),
                    }),
                )
            })
            .boxed()
    }

    /// Notes that an index is about to be put in place.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub async fn put_rebuild_note(&self, note: &RebuildNote) -> Result<Written, ArchiveError> {
        self.create(&note.path(), seal(kind::REBUILD, note)).await
    }

    /// Takes a note away; one that is gone is no error.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub async fn delete_rebuild_note(&self, note: &RebuildNote) -> Result<(), ArchiveError> {
        self.delete(&note.path()).await
    }

    /// Notes of rebuilds whose catching up is still to be done, each with when it was written.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub async fn rebuild_notes(&self) -> Result<Vec<(RebuildNote, Timestamp)>, ArchiveError> {
        let mut objects = self.list(&Path::from(REBUILDS));
        let mut notes = Vec::new();
        while let Some(object) = objects.try_next().await? {
            if let Some(note) = self.read(&object.location, kind::REBUILD).await? {
                notes.push((note, modified(&object)));
            }
        }
        Ok(notes)
    }
}
