//! The command line, and the three services in one process.
//!
//! A command gets [`services::Services`] from [`target`], which finds them behind an endpoint, in
//! the server that runs on the data directory, or in this process, and never knows which it was.

pub mod arguments;
pub mod captures;
pub mod commands;
pub mod data_directory;
pub mod embedded;
pub mod exit;
mod filters;
pub mod output;
pub mod remote;
mod run;
pub mod services;
pub mod target;
mod versions;

pub use run::run;
