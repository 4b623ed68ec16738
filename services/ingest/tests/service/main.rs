//! The ingest service, in this process and over gRPC, with everything around it failing on demand.

#![allow(clippy::unwrap_used, reason = "a test fails where its helpers fail")]

mod contract;
mod copies;
mod crash;
mod faults;
mod flow;
mod order;
mod receipts;
mod reindex;
mod removal;
mod support;
