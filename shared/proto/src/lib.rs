//! The contracts on the wire: generated messages, their conversion from and to the domain's
//! types, gRPC clients that implement the services' traits, and the one table that turns errors
//! into statuses.

mod client;
mod convert;
mod generated;
mod status;
mod stream;

pub use client::{ExtractionClient, IngestClient, RpcChannel, SearchClient, rpc_channel};
pub use convert::{InvalidMessage, required};
pub use generated::{FILE_DESCRIPTOR_SET, document, extraction, ingest, search};
pub use status::{error_from_status, http_status, item_error, status_from_error};
pub use stream::{answered, requests_of, responses_of};
