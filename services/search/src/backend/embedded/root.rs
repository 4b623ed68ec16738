//! The directory of the index: lock, generations, and which of them is in use.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::IndexError;
use crate::index::IndexResult;

const LOCK: &str = "lock";
const CURRENT: &str = "current";
const NEXT: &str = "current.next";
const PREFIX: &str = "g-";

/// The directory, locked for this process.
pub(super) struct Root {
    path: PathBuf,
    /// The lock ends with the open file.
    _lock: File,
}

impl Root {
    pub(super) fn open(path: PathBuf) -> IndexResult<Self> {
        fs::create_dir_all(&path).map_err(|error| failed("create", &path, &error))?;
        let lock_path = path.join(LOCK);
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(|error| failed("open", &lock_path, &error))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(IndexError::Refused(format!(
                "the index in {} is open in another process; stop that one, use its endpoint, or \
                 choose another directory",
                path.display()
            ))),
            Err(TryLockError::Error(error)) => Err(failed("lock", &lock_path, &error)),
        }
    }

    /// Name of the generation in use.
    pub(super) fn current(&self) -> Option<String> {
        let name = fs::read_to_string(self.path.join(CURRENT)).ok()?;
        let name = name.trim();
        let plain = name.strip_prefix(PREFIX).is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        plain.then(|| name.to_owned())
    }

    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Makes an empty directory for a generation.
    pub(super) fn new_generation(&self, generation: u64) -> IndexResult<PathBuf> {
        let path = self.path.join(format!("{PREFIX}{generation}"));
        fs::create_dir_all(&self.path)
            .and_then(|()| fs::create_dir(&path))
            .map_err(|error| failed("create", &path, &error))?;
        Ok(path)
    }

    /// Names the generation in use, durably and as a whole.
    pub(super) fn set_current(&self, generation: &Path) -> IndexResult<()> {
        let name = generation.file_name().unwrap_or_default();
        let next = self.path.join(NEXT);
        let write = || -> io::Result<()> {
            let mut file = File::create(&next)?;
            file.write_all(name.as_encoded_bytes())?;
            file.sync_all()?;
            fs::rename(&next, self.path.join(CURRENT))?;
            // The rename itself is durable once the directory is.
            File::open(&self.path)?.sync_all()
        };
        write().map_err(|error| failed("write", &next, &error))
    }

    /// Removes a generation; what cannot be removed now is removed when the index is next opened.
    pub(super) fn remove(&self, generation: &Path) {
        match fs::remove_dir_all(generation) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, path = %generation.display(), "old index not removed");
            }
            _ => {}
        }
    }

    /// Removes every generation but `kept`: leftovers of rebuilds that broke off.
    pub(super) fn remove_others(&self, kept: Option<&Path>) {
        let Ok(entries) = fs::read_dir(&self.path) else {
            return;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let is_generation = path
                .file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with(PREFIX));
            if is_generation && kept != Some(path.as_path()) {
                self.remove(&path);
            }
        }
    }
}

fn failed(what: &str, path: &Path, error: &io::Error) -> IndexError {
    IndexError::Broken(format!("cannot {what} {}: {error}", path.display()))
}
