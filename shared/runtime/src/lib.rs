//! What every process of Communiqué has in common: configuration, logs, traces and metrics, start
//! and stop, and the two ends of gRPC.
//!
//! In the order in which a `main` uses it: [`install_crypto_provider`], [`config::Settings::load`],
//! [`metrics::install_metrics`], [`telemetry::Telemetry::install`], [`lifecycle::Listeners::bind`],
//! [`lifecycle::Lifecycle`], [`rpc::connect`] for peers, [`rpc::RpcServer`],
//! [`lifecycle::Server::run`]. [`process`] is that order, for every binary.

mod admin;
pub mod config;
mod crypto;
mod flags;
pub mod lifecycle;
pub mod metrics;
pub mod process;
pub mod rpc;
pub mod telemetry;

pub use config::ConfigError;
pub use crypto::install_crypto_provider;
pub use flags::{RoleArguments, ServerFlags};
