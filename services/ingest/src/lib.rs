//! Ingest: captures in, documents archived, receipts out.
//!
//! The archive in [`archive`] is the source of truth of the whole system; everything else can be
//! built from it again. [`LocalIngest`] is the service; it speaks to extraction and search through
//! their traits and neither knows nor cares whether they are in the same process.

pub mod archive;
mod clock;
mod grpc;
pub mod metric_names;
pub mod parse;
mod parser;
pub mod role;
mod service;
mod settings;

pub use clock::{Clock, SystemClock};
pub use grpc::IngestGrpc;
pub use parser::{AllFormats, CaptureReader};
pub use service::{IngestParts, LocalIngest, Sweep};
pub use settings::{IngestSettings, SettingsError};
