//! The backends.

pub mod embedded;
