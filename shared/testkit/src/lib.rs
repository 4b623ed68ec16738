//! Helpers for tests: ports, processes, Redis, waiting, places, connections in memory, documents,
//! models, a collector of traces.
//!
//! A helper that cannot do its work fails the test with an error that says why; what a test needs
//! and may lack (Redis, the shared corpus) is asked for first, so that the test can be reported as
//! ignored with the reason.

mod collector;
mod duplex;
mod generate;
mod http;
mod model_folder;
mod places;
mod ports;
mod process;
mod redis;
mod trial;
mod wait;

pub use collector::{CollectedSpan, TraceCollector};
pub use duplex::duplex_channel;
pub use generate::{SampleDocument, SampleDocuments, json_lines};
pub use http::{HttpAnswer, http_get};
pub use model_folder::{ModelFolder, ModelWord};
pub use places::{samples_dir, scratch_dir, shared_dir, shared_file, workspace_dir};
pub use ports::{free_port, listener};
pub use process::{Process, ProcessOptions};
pub use redis::RedisServer;
pub use trial::trial_on;
pub use wait::{wait_until, wait_until_async};
