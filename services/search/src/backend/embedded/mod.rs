//! The embedded backend: tantivy in a directory, used by one process.
//!
//! ```text
//! DIR/lock            held while the index is open
//! DIR/current         name of the generation in use, replaced as a whole
//! DIR/g-<generation>/ a tantivy index; its commits carry the stamp
//! ```

mod collector;
mod generation;
mod matching;
mod reader;
mod root;
mod schema;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use communique_model::{ArchiveId, DocumentId};
use tokio::sync::Semaphore;

use self::generation::Generation;
use self::reader::EmbeddedReader;
use self::root::Root;
use crate::document::PreparedDocument;
use crate::error::{IndexError, NotReady};
use crate::index::{Index, IndexReader, IndexResult, IndexState, Rebuild, Stamp};

/// Most questions worked on at once for each processor; others wait for their turn.
const READS_PER_PROCESSOR: usize = 4;

/// An index in a directory of its own, locked against other processes.
pub struct EmbeddedIndex {
    shared: Arc<Shared>,
}

struct Shared {
    /// Bytes of memory for documents that are not yet written.
    writer_memory: usize,
    slots: Mutex<Slots>,
    /// Writes, rebuilds' steps included, happen one after the other.
    writing: tokio::sync::Mutex<()>,
    reading: Arc<Semaphore>,
    /// Last, so that the lock is held until all else is closed.
    root: Root,
}

#[derive(Default)]
struct Slots {
    live: Option<Arc<Generation>>,
    building: Option<Building>,
}

struct Building {
    generation: Arc<Generation>,
    /// Documents written or removed by other means since the rebuild began.
    touched: BTreeSet<DocumentId>,
}

impl EmbeddedIndex {
    /// Opens the index in `directory`, or an empty one. Blocks on the file system.
    ///
    /// # Errors
    /// [`IndexError::Refused`] if another process has it open, [`IndexError::Broken`] if the
    /// directory cannot be read or written. What is there but cannot be used as an index counts
    /// as empty, since it can be built anew from the archive.
    pub fn open(directory: PathBuf, writer_memory: usize) -> IndexResult<Self> {
        let root = Root::open(directory)?;
        let current = root.current().map(|name| root.path_of(&name));
        let live = match &current {
            None => None,
            Some(path) => match Generation::open(path, writer_memory) {
                Ok(live) => Some(live),
                Err(IndexError::Broken(error)) => {
                    let path = path.display();
                    tracing::warn!(error, %path, "the index cannot be used as it is");
                    None
                }
                Err(error) => return Err(error),
            },
        };
        root.remove_others(current.as_deref());
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            shared: Arc::new(Shared {
                root,
                writer_memory,
                slots: Mutex::new(Slots {
                    live: live.map(Arc::new),
                    building: None,
                }),
                writing: tokio::sync::Mutex::new(()),
                reading: Arc::new(Semaphore::new(processors * READS_PER_PROCESSOR)),
            }),
        })
    }
}

impl Shared {
    fn slots(&self) -> MutexGuard<'_, Slots> {
        // Slots are replaced as wholes, so a panic elsewhere leaves nothing half done in them.
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The index in use, if its files are still there.
    fn live(&self) -> Option<Arc<Generation>> {
        let mut slots = self.slots();
        if slots.live.as_ref().is_some_and(|live| live.is_gone()) {
            tracing::warn!("the files of the index were removed");
            slots.live = None;
        }
        slots.live.clone()
    }

    fn building(&self) -> Option<Arc<Generation>> {
        let slots = self.slots();
        slots.building.as_ref().map(|b| Arc::clone(&b.generation))
    }

    fn touch(&self, documents: impl IntoIterator<Item = DocumentId>) {
        if let Some(building) = &mut self.slots().building {
            building.touched.extend(documents);
        }
    }

    /// Documents written or removed by other means since `generation` was begun, if no other
    /// rebuild was begun since.
    fn touched_since(&self, generation: &Arc<Generation>) -> IndexResult<BTreeSet<DocumentId>> {
        let slots = self.slots();
        slots
            .building
            .as_ref()
            .filter(|building| Arc::ptr_eq(&building.generation, generation))
            .map(|building| building.touched.clone())
            .ok_or_else(|| {
                IndexError::Refused("another rebuild was begun meanwhile: begin anew".to_owned())
            })
    }

    /// Makes `generation` the one in use and removes the one that was.
    fn put_in_place(&self, generation: Arc<Generation>) -> IndexResult<()> {
        self.root.set_current(generation.path())?;
        let before = self.slots().live.replace(generation);
        if let Some(before) = before {
            // Questions under way keep the files open until they are answered.
            self.root.remove(before.path());
        }
        Ok(())
    }
}

/// Runs blocking work on the threads set aside for it.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> IndexResult<T> + Send + 'static,
) -> IndexResult<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| IndexError::Broken(format!("work on the index broke off: {error}")))?
}

#[async_trait]
impl Index for EmbeddedIndex {
    fn backend(&self) -> &'static str {
        "embedded"
    }

    async fn state(&self) -> IndexResult<IndexState> {
        let shared = Arc::clone(&self.shared);
        blocking(move || {
            Ok(shared
                .live()
                .map_or_else(IndexState::default, |live| IndexState {
                    stamp: Some(live.stamp().clone()),
                    documents: live.documents(),
                }))
        })
        .await
    }

    async fn create(&self, stamp: Stamp) -> IndexResult<()> {
        let shared = Arc::clone(&self.shared);
        let _turn = self.shared.writing.lock().await;
        blocking(move || {
            let path = shared.root.new_generation(stamp.generation)?;
            let generation = Generation::create(&path, stamp, shared.writer_memory)?;
            shared.put_in_place(Arc::new(generation))
        })
        .await
    }

    async fn write(&self, archive: ArchiveId, documents: Vec<PreparedDocument>) -> IndexResult<()> {
        let shared = Arc::clone(&self.shared);
        let _turn = self.shared.writing.lock().await;
        blocking(move || {
            let live = shared.live().ok_or(NotReady::Empty)?;
            if live.stamp().archive != archive {
                return Err(NotReady::Foreign.into());
            }
            live.write(&documents)?;
            if let Some(building) = shared.building() {
                shared.touch(documents.iter().map(|document| document.id));
                building.write(&documents)?;
            }
            Ok(())
        })
        .await
    }

    async fn remove(&self, document: DocumentId) -> IndexResult<()> {
        let shared = Arc::clone(&self.shared);
        let _turn = self.shared.writing.lock().await;
        blocking(move || {
            let live = shared.live().ok_or(NotReady::Empty)?;
            live.remove(document)?;
            if let Some(building) = shared.building() {
                shared.touch([document]);
                building.remove(document)?;
            }
            Ok(())
        })
        .await
    }

    async fn rebuild(&self, stamp: Stamp) -> IndexResult<Box<dyn Rebuild>> {
        let shared = Arc::clone(&self.shared);
        let _turn = self.shared.writing.lock().await;
        let generation = blocking(move || {
            let path = shared.root.new_generation(stamp.generation)?;
            let generation = Generation::create(&path, stamp, shared.writer_memory)?;
            let generation = Arc::new(generation);
            shared.slots().building = Some(Building {
                generation: Arc::clone(&generation),
                touched: BTreeSet::new(),
            });
            Ok(generation)
        })
        .await?;
        Ok(Box::new(EmbeddedRebuild {
            shared: Arc::clone(&self.shared),
            generation,
        }))
    }

    async fn reader(&self) -> IndexResult<Box<dyn IndexReader>> {
        let live = self.shared.live();
        let turns = Arc::clone(&self.shared.reading);
        Ok(Box::new(EmbeddedReader::new(live.as_deref(), turns)))
    }
}

/// A generation under construction. A rebuild begun later takes its place. It is thrown away when
/// dropped, unless it is in use by then.
struct EmbeddedRebuild {
    shared: Arc<Shared>,
    generation: Arc<Generation>,
}

#[async_trait]
impl Rebuild for EmbeddedRebuild {
    async fn write(&mut self, mut documents: Vec<PreparedDocument>) -> IndexResult<()> {
        let shared = Arc::clone(&self.shared);
        let generation = Arc::clone(&self.generation);
        let _turn = self.shared.writing.lock().await;
        blocking(move || {
            let touched = shared.touched_since(&generation)?;
            documents.retain(|document| !touched.contains(&document.id));
            generation.write(&documents)
        })
        .await
    }

    async fn finish(self: Box<Self>) -> IndexResult<()> {
        let shared = Arc::clone(&self.shared);
        let generation = Arc::clone(&self.generation);
        let _turn = self.shared.writing.lock().await;
        blocking(move || {
            shared.touched_since(&generation)?;
            shared.put_in_place(generation)
        })
        .await
    }

    async fn discard(self: Box<Self>) -> IndexResult<()> {
        Ok(())
    }
}

impl Drop for EmbeddedRebuild {
    fn drop(&mut self) {
        let mut slots = self.shared.slots();
        let is_own = |building: &mut Building| Arc::ptr_eq(&building.generation, &self.generation);
        slots.building.take_if(is_own);
        let in_place = slots
            .live
            .as_ref()
            .is_some_and(|live| Arc::ptr_eq(live, &self.generation));
        drop(slots);
        if !in_place {
            self.shared.root.remove(self.generation.path());
        }
    }
}
