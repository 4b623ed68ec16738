//! The archive: the source of truth, immutable objects in an object store.
//!
//! # Layout 1
//!
//! | object | content |
//! |---|---|
//! | `layout.json` | layout version, id of the archive, time of creation |
//! | `chunks/<2 hex>/<BLAKE3 hex>` | raw bytes of captures, at most 8 MiB each, named by their hash |
//! | `captures/<capture>/manifest.json` | name, source, size, hash and chunks of one capture, and when it came in |
//! | `documents/<document>/versions/<version>.json` | one reading of a document |
//! | `documents/<document>/appearances/<appearance>.json` | one place where it stood |
//! | `documents/<document>/tombstone.json` | that it was removed, when and why |
//! | `pending/<document>/<appearance>.<version>.json` | marker: this is archived or about to be, and perhaps not indexed |
//! | `pending/<document>/removal.json` | marker: it was removed, and perhaps still is in the index |
//! | `rebuilds/<id>.json` | marker: an index was put in place that may lack what came in meanwhile |
//!
//! Objects are created and never rewritten; creating one that exists changes nothing and counts as
//! done. Only markers are ever deleted. What a reader sees of a document is the fold of its
//! objects: the newest version, all appearances in order of their ids, and whether there is a
//! tombstone.
//!
//! Every JSON object is `{"layout": 1, "kind": …, "content": …}`; one that names a newer layout is
//! refused by name. On a local directory files and directory entries are synced to the disk before
//! a write counts as done.

mod captures;
mod documents;
mod error;
mod location;
mod markers;
mod objects;
mod store;

pub use captures::{ArchivedCapture, CaptureManifest, CaptureWriter, ChunkReference};
pub use documents::{Fold, Holdings, Tombstone};
pub use error::ArchiveError;
pub use location::ArchiveLocation;
pub use markers::{Marker, PendingWork, RebuildNote, StandingMarker};
pub use objects::{LAYOUT_VERSION, MAX_CHUNK_BYTES};
pub use store::{Archive, Written};
