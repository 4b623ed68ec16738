//! The data directory of the embedded mode: who works on it, and where to reach them.
//!
//! ```text
//! data/
//!   lock          held while a process works here
//!   server.json   where the process that holds the lock serves, if it does
//!   archive/      the source of truth
//!   index/        rebuilt from the archive at any time
//! ```

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use communique_model::ApiError;
use serde::{Deserialize, Serialize};

/// What a server leaves in its data directory for the commands that come after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerNote {
    /// Address of its gRPC port: `http://127.0.0.1:7400`.
    pub endpoint: String,
    /// Its process, for people.
    pub process: u32,
}

/// A data directory that this process alone works on, until it is dropped.
#[derive(Debug)]
pub struct DataDirectory {
    path: PathBuf,
    /// Held, never read: the operating system frees it however the process ends.
    _lock: File,
}

/// Who has a data directory.
#[derive(Debug)]
pub enum Claim {
    /// This process.
    Ours(DataDirectory),
    /// A server that can be asked instead.
    Served(ServerNote),
    /// Another process that does not serve.
    Busy,
}

impl DataDirectory {
    /// Claims the directory, creating it where it is missing.
    ///
    /// # Errors
    /// The directory or its lock cannot be created.
    pub fn claim(path: &Path) -> io::Result<Claim> {
        fs::create_dir_all(path)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {
                // Whoever left a note is gone, or the lock would be held.
                match fs::remove_file(path.join("server.json")) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
                Ok(Claim::Ours(Self {
                    path: path.to_owned(),
                    _lock: lock,
                }))
            }
            Err(TryLockError::WouldBlock) => Ok(read_note(path).map_or(Claim::Busy, Claim::Served)),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Leaves word of where this process serves.
    ///
    /// # Errors
    /// The note cannot be written.
    pub fn announce(&self, endpoint: &str) -> io::Result<()> {
        let note = ServerNote {
            endpoint: endpoint.to_owned(),
            process: std::process::id(),
        };
        let written = self.path.join("server.json.new");
        fs::write(
            &written,
            serde_json::to_vec(&note).map_err(io::Error::from)?,
        )?;
        fs::rename(written, self.path.join("server.json"))
    }

    /// Takes the word back, before the server stops answering.
    pub fn withdraw(&self) {
        if let Err(error) = fs::remove_file(self.path.join("server.json")) {
            tracing::debug!(%error, "the server's note was gone already");
        }
    }
}

/// What to tell whoever needs a directory that a command without a server works on; `instead`
/// ends the sentence with what else can be done.
#[must_use]
pub fn busy(directory: &Path, instead: &str) -> ApiError {
    let directory = directory.display();
    unavailable(format!(
        "another command works on {directory}; wait until it is done{instead}"
    ))
}

/// What to tell a server that finds another one on its directory.
#[must_use]
pub fn served(directory: &Path, note: &ServerNote) -> ApiError {
    let message = format!(
        "a server (process {}) already works on {} and answers at {}; stop it, or choose another \
         directory with --data",
        note.process,
        directory.display(),
        note.endpoint
    );
    unavailable(message)
}

fn unavailable(message: String) -> ApiError {
    ApiError::unavailable("DATA_DIRECTORY_BUSY", message, Duration::from_secs(1))
}

fn read_note(path: &Path) -> Option<ServerNote> {
    serde_json::from_slice(&fs::read(path.join("server.json")).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_claim_learns_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let Claim::Ours(first) = DataDirectory::claim(folder.path()).unwrap() else {
            panic!("the first claim wins")
        };
        assert!(matches!(
            DataDirectory::claim(folder.path()).unwrap(),
            Claim::Busy
        ));
        first.announce("http://127.0.0.1:7400").unwrap();
        let Claim::Served(note) = DataDirectory::claim(folder.path()).unwrap() else {
            panic!("the note is read")
        };
        assert_eq!(note.endpoint, "http://127.0.0.1:7400");
        drop(first);
        assert!(matches!(
            DataDirectory::claim(folder.path()).unwrap(),
            Claim::Ours(_)
        ));
        assert!(
            read_note(folder.path()).is_none(),
            "a note nobody stands behind is taken away"
        );
    }
}
