//! Names of the metrics of this crate.

/// Counter by `status` (`indexed`, `duplicate`, `pending`, `rejected`): receipts made out.
pub const DOCUMENTS: &str = "communique_ingest_documents_total";
/// Counter: raw bytes of captures archived.
pub const BYTES: &str = "communique_ingest_bytes_total";
/// Counter by `outcome` (`complete`, `broken_off`, `too_large`, `failed`): captures received.
pub const CAPTURES: &str = "communique_ingest_captures_total";
/// Gauge: documents whose indexing is still to be done, as of the last sweep.
pub const PENDING: &str = "communique_ingest_pending_documents";
/// Histogram, seconds: from the end of an upload to its parsed documents.
pub const PARSE_SECONDS: &str = "communique_ingest_parse_seconds";
/// Histogram, seconds: one call to extraction.
pub const EXTRACTION_SECONDS: &str = "communique_ingest_extraction_seconds";
/// Histogram, seconds: from sending a document to the index to its acknowledgement.
pub const INDEX_SECONDS: &str = "communique_ingest_index_seconds";
/// Histogram, seconds: one document from its turn to its receipt.
pub const DOCUMENT_SECONDS: &str = "communique_ingest_document_seconds";
/// Counter by `outcome` (`resumed`, `pending`, `orphaned`): documents that a sweep picked up.
pub const SWEPT: &str = "communique_ingest_swept_total";
