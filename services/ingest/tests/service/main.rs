//! The ingest service, in this process and over gRPC, with everything around it failing on demand.

mod receipts;
mod support;
