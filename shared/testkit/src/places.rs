//! Where things are in the checkout and beside it.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The root of the workspace.
///
/// # Panics
/// Never in a checkout of this workspace.
#[must_use]
pub fn workspace_dir() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .ancestors()
        .nth(2)
        .expect("this package is two levels below the root")
        .to_owned()
}

/// Our own sample captures.
#[must_use]
pub fn samples_dir() -> PathBuf {
    workspace_dir().join("samples")
}

/// A directory of the data shared beside the checkout (`corpus`, `gold`, …).
///
/// # Errors
/// The reason for which a test that needs it is to be reported as ignored.
pub fn shared_dir(name: &str) -> Result<PathBuf, String> {
    shared(name, Path::is_dir)
}

/// A file of the data shared beside the checkout (`gold/dev.jsonl`, …).
///
/// # Errors
/// The reason for which a test that needs it is to be reported as ignored.
pub fn shared_file(name: &str) -> Result<PathBuf, String> {
    shared(name, Path::is_file)
}

fn shared(name: &str, is_there: fn(&Path) -> bool) -> Result<PathBuf, String> {
    let path = workspace_dir().join("../shared").join(name);
    if is_there(&path) {
        Ok(path)
    } else {
        Err(format!("there is no ../shared/{name}"))
    }
}

/// An empty directory that goes when it is dropped.
///
/// # Errors
/// If it cannot be made.
pub fn scratch_dir() -> std::io::Result<TempDir> {
    tempfile::Builder::new()
        .prefix("communique-test-")
        .tempdir()
}
