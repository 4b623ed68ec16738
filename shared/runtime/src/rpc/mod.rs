//! Serving and calling over gRPC.

mod body;
mod client;
mod server;

pub use client::{
    Answer, ConnectError, ParseTargetError, PeerChannel, PeerOptions, Resolve, ResolveError,
    RetryPolicy, Retryable, SystemResolver, Target, connect, retry,
};
pub use server::{REQUEST_ID_HEADER, RpcServer, ServerError, ServingSwitch};
