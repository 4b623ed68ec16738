//! Documents: version, appearance and tombstone objects, and what they fold to.

use std::collections::BTreeSet;

use communique_model::api::DocumentRecord;
use communique_model::{Appearance, AppearanceId, Document, DocumentId, VersionId};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use object_store::ObjectMeta;
use object_store::path::Path;
use serde::{Deserialize, Serialize};

use super::objects::{
    DOCUMENTS, appearance_path, document_prefix, kind, seal, tombstone_path, version_path,
};
use super::{Archive, ArchiveError, Written};

/// Objects of one document read at the same time.
const CONCURRENT_READS: usize = 16;

/// That a document was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// The document.
    pub document: DocumentId,
    /// Why, in the words of who removed it first.
    #[serde(default)]
    pub reason: String,
    /// When it was first removed.
    pub removed_at: Timestamp,
}

/// Which objects there are of one document: enough to tell whether it changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Its versions.
    pub versions: BTreeSet<VersionId>,
    /// Its appearances.
    pub appearances: BTreeSet<AppearanceId>,
    /// Whether there is a tombstone.
    pub removed: bool,
    /// When the youngest of these objects was written, by the store's clock.
    pub changed_at: Option<Timestamp>,
}

/// What the objects of a document say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Newest version, all appearances, whether it was removed.
    pub record: DocumentRecord,
    /// Names the set of objects that this is the fold of.
    pub revision: String,
}

impl Holdings {
    /// Whether the document can be read: a version was written.
    #[must_use]
    pub fn exists(&self) -> bool {
        !self.versions.is_empty()
    }

    /// Whether the document belongs into an index: it can be read and was not removed.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.exists() && !self.removed
    }

    /// Names this set of objects: equal for equal sets, on every machine.
    #[must_use]
    pub fn revision(&self) -> String {
        let mut hasher = blake3::Hasher::new_derive_key("communique 2026 fold");
        for version in &self.versions {
            hasher.update(b"v").update(version.as_bytes());
        }
        for appearance in &self.appearances {
            hasher.update(b"a").update(appearance.as_bytes());
        }
        hasher.update(if self.removed { b"removed" } else { b"present" });
        hasher.finalize().to_hex()[..32].to_owned()
    }

    fn add(&mut self, part: DocumentPart, modified: Timestamp) {
        match part {
            DocumentPart::Version(version) => {
                self.versions.insert(version);
            }
            DocumentPart::Appearance(appearance) => {
                self.appearances.insert(appearance);
            }
            DocumentPart::Tombstone => self.removed = true,
        }
        self.changed_at = self.changed_at.max(Some(modified));
    }
}

/// An object of a document, by its name.
enum DocumentPart {
    Version(VersionId),
    Appearance(AppearanceId),
    Tombstone,
}

/// Reads the name of a document's object; names that are none of ours give nothing.
fn parse_path(path: &Path) -> Option<(DocumentId, DocumentPart)> {
    let parts: Vec<_> = path.parts().collect();
    let [_, document, rest @ ..] = parts.as_slice() else {
        return None;
    };
    let document = document.as_ref().parse().ok()?;
    let part = match rest {
        [name] if name.as_ref() == "tombstone.json" => DocumentPart::Tombstone,
        [directory, name] => {
            let id = name.as_ref().strip_suffix(".json")?;
            match directory.as_ref() {
                "versions" => DocumentPart::Version(id.parse().ok()?),
                "appearances" => DocumentPart::Appearance(id.parse().ok()?),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some((document, part))
}

/// The store's time of an object. Times before 1970 or beyond the calendar are no times of ours.
pub(super) fn modified(object: &ObjectMeta) -> Timestamp {
    Timestamp::from_millisecond(object.last_modified.timestamp_millis())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

impl Archive {
    /// Writes a version of a document.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub async fn put_version(&self, document: &Document) -> Result<Written, ArchiveError> {
        let path = version_path(document.id, document.version);
        self.create(&path, seal(kind::VERSION, document)).await
    }

    /// Writes an appearance under its document.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub async fn put_appearance(&self, appearance: &Appearance) -> Result<Written, ArchiveError> {
        let path = appearance_path(appearance.document, appearance.id);
        self.create(&path, seal(kind::APPEARANCE, appearance)).await
    }

    /// Writes that a document is removed.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub async fn put_tombstone(&self, tombstone: &Tombstone) -> Result<Written, ArchiveError> {
        let path = tombstone_path(tombstone.document);
        self.create(&path, seal(kind::TOMBSTONE, tombstone)).await
    }

    /// Why and when a document was removed; `None` if it was not.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub async fn tombstone(&self, document: DocumentId) -> Result<Option<Tombstone>, ArchiveError> {
        self.read(&tombstone_path(document), kind::TOMBSTONE).await
    }

    /// Which objects there are of a document, from one listing.
    ///
    /// # Errors
    /// If the archive cannot be listed.
    pub async fn holdings(&self, document: DocumentId) -> Result<Holdings, ArchiveError> {
        let mut objects = self.list(&document_prefix(document));
        let mut holdings = Holdings::default();
        while let Some(object) = objects.try_next().await? {
            if let Some((_, part)) = parse_path(&object.location) {
                holdings.add(part, modified(&object));
            }
        }
        Ok(holdings)
    }

    /// One version of a document; `None` if it is not there.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub async fn version(
        &self,
        document: DocumentId,
        version: VersionId,
    ) -> Result<Option<Document>, ArchiveError> {
        self.read(&version_path(document, version), kind::VERSION)
            .await
    }

    /// All versions of a document that its holdings name.
    ///
    /// # Errors
    /// If one is missing or damaged, or the archive cannot be read.
    pub async fn versions(
        &self,
        document: DocumentId,
        holdings: &Holdings,
    ) -> Result<Vec<Document>, ArchiveError> {
        futures::stream::iter(holdings.versions.clone())
            .map(|version| async move {
                let path = version_path(document, version);
                self.read::<Document>(&path, kind::VERSION)
                    .await?
                    .ok_or_else(|| ArchiveError::damaged(&path, "it was listed and is missing"))
            })
            .buffered(CONCURRENT_READS)
            .try_collect()
            .await
    }

    /// What the objects of a document say together; `None` if no version of it is there.
    ///
    /// # Errors
    /// If an object is missing or damaged, or the archive cannot be read.
    pub async fn fold(
        &self,
        document: DocumentId,
        holdings: &Holdings,
    ) -> Result<Option<Fold>, ArchiveError> {
        let versions = self.versions(document, holdings).await?;
        let newest = versions.into_iter().max_by(|one, other| {
            let rank = |version: &Document| (version.parser_revision, version.text.len());
            (rank(one), one.version).cmp(&(rank(other), other.version))
        });
        let Some(newest) = newest else {
            return Ok(None);
        };
        let appearances = futures::stream::iter(holdings.appearances.clone())
            .map(|appearance| async move {
                let path = appearance_path(document, appearance);
                self.read::<Appearance>(&path, kind::APPEARANCE)
                    .await?
                    .ok_or_else(|| ArchiveError::damaged(&path, "it was listed and is missing"))
            })
            .buffered(CONCURRENT_READS)
            .try_collect()
            .await?;
        Ok(Some(Fold {
            record: DocumentRecord {
                document: newest,
                appearances,
                removed: holdings.removed,
            },
            revision: holdings.revision(),
        }))
    }

    /// All documents with what there is of them, read from one listing and held one at a time.
    /// A document whose marker was set but none of whose objects were written is not among them.
    pub fn documents(&self) -> BoxStream<'static, Result<(DocumentId, Holdings), ArchiveError>> {
        // Every store lists the objects of one document together: clouds by name, a directory
        // depth first.
        let objects = self.list(&Path::from(DOCUMENTS));
        let gathered = (objects, None::<(DocumentId, Holdings)>, false);
        futures::stream::try_unfold(gathered, |(mut objects, mut current, ended)| async move {
            if ended {
                return Ok(None);
            }
            while let Some(object) = objects.try_next().await? {
                let Some((document, part)) = parse_path(&object.location) else {
                    continue;
                };
                let modified = modified(&object);
                match &mut current {
                    Some((same, holdings)) if *same == document => holdings.add(part, modified),
                    _ => {
                        let mut holdings = Holdings::default();
                        holdings.add(part, modified);
                        if let Some(complete) = current.replace((document, holdings)) {
                            return Ok(Some((complete, (objects, current, false))));
                        }
                    }
                }
            }
            Ok(current.take().map(|last| (last, (objects, None, true))))
        })
        .boxed()
    }
}
