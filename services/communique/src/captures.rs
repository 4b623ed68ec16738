//! Finds the captures behind the paths of a command line and reads them as streams.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use communique_model::api::{CaptureHeader, IngestInput};
use communique_model::{ApiError, ErrorKind};
use futures::StreamExt;
use futures::stream::BoxStream;
use ignore::WalkBuilder;
use tokio::io::{AsyncRead, AsyncReadExt};

/// A file of this name in a directory lists, one pattern a line, what lies there beside captures.
pub const IGNORE_FILE: &str = ".communiqueignore";

/// Bytes read and sent at a time.
const CHUNK_BYTES: usize = 1 << 20;

/// One capture to take in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaptureSource {
    /// A file.
    File(PathBuf),
    /// Standard input.
    StandardInput,
}

impl CaptureSource {
    /// The name under which it is handed in.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::StandardInput => "-".to_owned(),
        }
    }

    /// Bytes of it, where they are known before reading.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::File(path) => std::fs::metadata(path).ok().map(|data| data.len()),
            Self::StandardInput => None,
        }
    }
}

/// What stands behind the paths of a command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The captures, in the order in which they are sent.
    pub captures: Vec<CaptureSource>,
    /// What could not be looked at, a sentence each.
    pub failures: Vec<String>,
}

/// The captures behind `paths`, in the order given, and below a directory in the order of their
/// names, so that the same command always sends the same sequence. Hidden files and what an
/// [`IGNORE_FILE`] names are left out.
#[must_use]
pub fn find(paths: &[PathBuf]) -> Found {
    let mut captures = Vec::new();
    let mut failures = Vec::new();
    for path in paths {
        if path == Path::new("-") {
            captures.push(CaptureSource::StandardInput);
            continue;
        }
        let walk = WalkBuilder::new(path)
            .standard_filters(false)
            .hidden(true)
            .add_custom_ignore_filename(IGNORE_FILE)
            .sort_by_file_name(std::ffi::OsStr::cmp)
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) => captures.push(CaptureSource::File(entry.into_path())),
                Err(error) => failures.push(error.to_string()),
            }
        }
    }
    Found { captures, failures }
}

/// Opens a capture as the messages of `IngestApi::ingest`; `read` is told of each chunk's bytes.
///
/// # Errors
/// The file cannot be opened.
pub async fn open(
    capture: &CaptureSource,
    source: &str,
    read: impl Fn(u64) + Send + 'static,
) -> std::io::Result<BoxStream<'static, Result<IngestInput, ApiError>>> {
    let header = CaptureHeader {
        name: capture.name(),
        source: source.to_owned(),
    };
    let bytes: Box<dyn AsyncRead + Send + Unpin> = match capture {
        CaptureSource::File(path) => Box::new(tokio::fs::File::open(path).await?),
        CaptureSource::StandardInput => Box::new(tokio::io::stdin()),
    };
    let header = futures::stream::once(async { Ok(IngestInput::Header(header)) });
    let name = capture.name();
    let chunks = futures::stream::unfold(Some((bytes, read)), move |state| {
        let name = name.clone();
        async move {
            let (mut bytes, read) = state?;
            let mut buffer = Vec::with_capacity(CHUNK_BYTES);
            let limit = CHUNK_BYTES as u64;
            match (&mut bytes).take(limit).read_to_end(&mut buffer).await {
                Ok(0) => None,
                Ok(count) => {
                    read(count as u64);
                    Some((
                        Ok(IngestInput::Chunk(Bytes::from(buffer))),
                        Some((bytes, read)),
                    ))
                }
                Err(error) => {
                    let message = format!("cannot read {name}: {error}");
                    let error = ApiError::new(ErrorKind::Cancelled, "READ_FAILED", message);
                    Some((Err(error), None))
                }
            }
        }
    });
    Ok(header.chain(chunks).boxed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_gives_its_files_by_name_without_what_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.txt", "README.md", ".hidden"] {
            std::fs::write(folder.path().join(name), name).unwrap();
        }
        std::fs::create_dir(folder.path().join("aa")).unwrap();
        std::fs::write(folder.path().join("aa/c.txt"), "c").unwrap();
        std::fs::write(folder.path().join(IGNORE_FILE), "README.md\n").unwrap();
        let missing = folder.path().join("missing");
        let Found { captures, failures } =
            find(&[folder.path().to_path_buf(), PathBuf::from("-"), missing]);
        let names: Vec<String> = captures
            .iter()
            .map(|capture| {
                capture
                    .name()
                    .replace(&folder.path().display().to_string(), "")
            })
            .collect();
        assert_eq!(names, ["/a.txt", "/aa/c.txt", "/b.txt", "-"]);
        assert_eq!(failures.len(), 1);
        assert!(failures[0].contains("missing"));
    }
}
