//! The embedded index and the file system: locks, damage, leftovers.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use communique_model::{ArchiveId, SCHEMA_VERSION};
use communique_search::index::{Index, Stamp};
use communique_search::{EmbeddedSettings, IndexError, SearchSettings, open};
use tempfile::TempDir;

async fn opened(directory: &Path) -> Result<Arc<dyn Index>, IndexError> {
    open(&SearchSettings {
        embedded: EmbeddedSettings {
            directory: directory.to_owned(),
            writer_memory_mib: 15,
        },
        ..SearchSettings::default()
    })
    .await
}

fn stamp(generation: u64) -> Stamp {
    Stamp {
        archive: ArchiveId::from_bytes([1; 16]),
        schema_version: SCHEMA_VERSION,
        engine: "engine".to_owned(),
        generation,
    }
}

fn generations(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("the directory of the index");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    paths.sort();
    paths
}

#[tokio::test]
async fn a_second_opener_is_told_who_is_first() {
    let directory = TempDir::new().expect("a temporary directory");
    let first = opened(directory.path()).await.expect("the index opens");
    let second = opened(directory.path()).await.err().expect("it is locked");
    assert!(matches!(second, IndexError::Refused(_)));
    let path = directory.path().display().to_string();
    assert!(second.to_string().contains(&path), "{second}");
    drop(first);
    assert!(opened(directory.path()).await.is_ok());
}

#[tokio::test]
async fn a_damaged_index_counts_as_empty_and_can_be_replaced() {
    let directory = TempDir::new().expect("a temporary directory");
    let index = opened(directory.path()).await.expect("the index opens");
    index.create(stamp(1)).await.expect("it is made");
    drop(index);
    let damaged = generations(directory.path());
    fs::write(damaged[0].join("meta.json"), "{").expect("it is damaged");
    let index = opened(directory.path()).await.expect("the index opens");
    assert_eq!(index.state().await.expect("a state").stamp, None);
    // Nothing is thrown away before it is replaced.
    assert_eq!(generations(directory.path()), damaged);
    let rebuild = index.rebuild(stamp(2)).await.expect("it begins");
    rebuild.finish().await.expect("it ends");
    drop(index);
    let index = opened(directory.path()).await.expect("the index opens");
    assert_eq!(index.state().await.expect("a state").stamp, Some(stamp(2)));
    assert_eq!(generations(directory.path()).len(), 1);
}

#[tokio::test]
async fn leftovers_of_rebuilds_are_removed() {
    let directory = TempDir::new().expect("a temporary directory");
    let index = opened(directory.path()).await.expect("the index opens");
    index.create(stamp(1)).await.expect("it is made");
    let rebuild = index.rebuild(stamp(2)).await.expect("it begins");
    assert_eq!(generations(directory.path()).len(), 2);
    drop(rebuild);
    assert_eq!(generations(directory.path()).len(), 1);
    drop(index);
    // One that a killed process left behind.
    fs::create_dir(directory.path().join("g-3")).expect("a directory");
    fs::write(directory.path().join("current.next"), "g-3").expect("a file");
    let index = opened(directory.path()).await.expect("the index opens");
    assert_eq!(index.state().await.expect("a state").stamp, Some(stamp(1)));
    assert_eq!(generations(directory.path()).len(), 1);
}

#[tokio::test]
async fn wrong_settings_are_named() {
    let settings = SearchSettings {
        embedded: EmbeddedSettings {
            writer_memory_mib: 3,
            ..EmbeddedSettings::default()
        },
        ..SearchSettings::default()
    };
    let error = open(&settings).await.err().expect("it is refused");
    assert!(error.to_string().contains("writer_memory_mib"), "{error}");
}
