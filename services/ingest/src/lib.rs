//! Ingest: bytes in, documents archived, one receipt for each appearance.
//!
//! The archive in [`archive`] is the source of truth of the whole system; everything else can be
//! built from it again.

pub mod archive;
