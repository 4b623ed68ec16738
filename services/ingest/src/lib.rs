//! Ingest: captures in, documents archived, receipts out.
//!
//! The archive in [`archive`] is the source of truth of the whole system; everything else can be
//! built from it again.

pub mod archive;
pub mod parse;
