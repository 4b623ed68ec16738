//! Calling the other services: one channel over all copies of each.
//!
//! tonic's own balanced channel takes every endpoint for equally good (its load is a constant), so
//! that half of the calls go to a copy that is dead. Here each copy is watched through the health
//! service, calls in flight are counted to the end of their streams, and the names of copies are
//! looked up again as their answers expire.

mod channel;
mod discovery;
mod members;
mod monitor;
mod options;
mod resolve;
mod retry;
mod target;

pub use channel::{ConnectError, PeerChannel, connect};
pub use options::PeerOptions;
pub use resolve::{Answer, Resolve, ResolveError, SystemResolver};
pub use retry::{RetryPolicy, Retryable, retry};
pub use target::{ParseTargetError, Target};
