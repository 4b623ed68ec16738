//! One tantivy index: written by one writer, read through snapshots.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use communique_model::{DocumentId, SCHEMA_VERSION};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term};

use super::schema::Fields;
use crate::document::PreparedDocument;
use crate::error::{IndexError, NotReady};
use crate::index::{IndexResult, Stamp};

/// File that every tantivy index has; without it somebody removed the index.
const META: &str = "meta.json";

/// A tantivy index with its stamp.
pub(super) struct Generation {
    path: PathBuf,
    stamp: Stamp,
    fields: Fields,
    contents: Contents,
}

enum Contents {
    Usable {
        reader: IndexReader,
        writer: Box<Mutex<IndexWriter>>,
    },
    /// Of another schema version: it can be told of, and replaced, but not used.
    Outdated { documents: u64 },
}

impl Generation {
    /// Makes an index in an empty directory and commits its stamp.
    pub(super) fn create(path: &Path, stamp: Stamp, memory: usize) -> IndexResult<Self> {
        let (schema, _) = Fields::schema();
        let index = Index::create_in_dir(path, schema).map_err(broken)?;
        let generation = Self::usable(path, stamp, &index, memory)?;
        generation.write(&[])?;
        Ok(generation)
    }

    /// Opens the index in a directory.
    pub(super) fn open(path: &Path, memory: usize) -> IndexResult<Self> {
        let index = Index::open_in_dir(path).map_err(broken)?;
        let metas = index.load_metas().map_err(broken)?;
        let stamp: Stamp = metas
            .payload
            .as_deref()
            .and_then(|payload| serde_json::from_str(payload).ok())
            .ok_or_else(|| IndexError::Broken("the index has no stamp".to_owned()))?;
        let (schema, fields) = Fields::schema();
        if stamp.schema_version != SCHEMA_VERSION {
            let documents = metas.segments.iter().map(|s| u64::from(s.num_docs())).sum();
            return Ok(Self {
                path: path.to_owned(),
                stamp,
                fields,
                contents: Contents::Outdated { documents },
            });
        }
        if index.schema() != schema {
            return Err(IndexError::Broken(
                "the index has other fields than its version should have".to_owned(),
            ));
        }
        Self::usable(path, stamp, &index, memory)
    }

    fn usable(path: &Path, stamp: Stamp, index: &Index, memory: usize) -> IndexResult<Self> {
        let (_, fields) = Fields::schema();
        let writer = index
            .writer_with_num_threads(1, memory)
            .map_err(|error| match error {
                TantivyError::LockFailure(..) => IndexError::Refused(format!(
                    "the index in {} is being written by another process",
                    path.display()
                )),
                other => broken(other),
            })?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(broken)?;
        Ok(Self {
            path: path.to_owned(),
            stamp,
            fields,
            contents: Contents::Usable {
                reader,
                writer: Box::new(Mutex::new(writer)),
            },
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Whether its files were removed.
    pub(super) fn is_gone(&self) -> bool {
        !self.path.join(META).exists()
    }

    /// Number of documents that queries can find.
    pub(super) fn documents(&self) -> u64 {
        match &self.contents {
            Contents::Usable { reader, .. } => reader.searcher().num_docs(),
            Contents::Outdated { documents } => *documents,
        }
    }

    /// A snapshot of what was committed last.
    pub(super) fn searcher(&self) -> IndexResult<Searcher> {
        match &self.contents {
            Contents::Usable { reader, .. } => Ok(reader.searcher()),
            Contents::Outdated { .. } => Err(NotReady::Outdated.into()),
        }
    }

    /// Writes documents in the place of those with the same ids, durably and visibly.
    pub(super) fn write(&self, documents: &[PreparedDocument]) -> IndexResult<()> {
        let documents = documents
            .iter()
            .map(|prepared| Ok((prepared.id, self.fields.document(prepared)?)))
            .collect::<IndexResult<Vec<_>>>()?;
        self.change(move |writer, fields| {
            for (id, document) in documents {
                writer.delete_term(id_term(fields, id));
                writer.add_document(document)?;
            }
            Ok(())
        })
    }

    /// Takes a document out, durably and visibly.
    pub(super) fn remove(&self, document: DocumentId) -> IndexResult<()> {
        self.change(|writer, fields| {
            writer.delete_term(id_term(fields, document));
            Ok(())
        })
    }

    fn change(
        &self,
        change: impl FnOnce(&mut IndexWriter, &Fields) -> Result<(), TantivyError>,
    ) -> IndexResult<()> {
        let Contents::Usable { reader, writer } = &self.contents else {
            return Err(NotReady::Outdated.into());
        };
        // A writer left by a panic has uncommitted changes at worst: they are rolled back below.
        let (mut writer, poisoned) = match writer.lock() {
            Ok(writer) => (writer, false),
            Err(poisoned) => (PoisonError::into_inner(poisoned), true),
        };
        if poisoned {
            writer.rollback().map_err(broken)?;
        }
        let payload = serde_json::to_string(&self.stamp)
            .map_err(|error| IndexError::Broken(format!("stamp as JSON: {error}")))?;
        let outcome = change(&mut writer, &self.fields).and_then(|()| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&payload);
            commit.commit()
        });
        if let Err(error) = outcome {
            if self.is_gone() {
                return Err(NotReady::Empty.into());
            }
            // Without this the next commit would carry half of what failed now.
            writer.rollback().map_err(broken)?;
            return Err(broken(error));
        }
        reader.reload().map_err(broken)
    }
}

fn id_term(fields: &Fields, id: DocumentId) -> Term {
    Term::from_field_text(fields.id, &id.to_string())
}

pub(super) fn broken(error: TantivyError) -> IndexError {
    IndexError::Broken(format!("embedded index: {error}"))
}
