//! One suite for every store an archive can lie in, and the archives of earlier layouts.
//!
//! The suite runs in memory, on a local directory, and on an S3 server if
//! `COMMUNIQUE_TEST_S3_URL` names a bucket of one (`s3://bucket`); its settings come from the usual
//! `AWS_*` variables (`AWS_ENDPOINT`, `AWS_ALLOW_HTTP`, keys). Without one those checks are reported
//! as ignored.

#![allow(clippy::unwrap_used, reason = "a check fails where its helpers fail")]

mod layouts;
mod suite;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use communique_ingest::archive::{Archive, ArchiveError, ArchiveLocation};
use communique_model::ArchiveId;
use futures::future::BoxFuture;
use jiff::Timestamp;
use libtest_mimic::{Arguments, Trial};
use object_store::ObjectStore;
use object_store::memory::InMemory;

/// Where one check works.
#[derive(Clone)]
enum Place {
    Memory(Arc<dyn ObjectStore>),
    Directory(Arc<tempfile::TempDir>),
    S3(String),
}

impl Place {
    async fn open_as(&self, fresh: ArchiveId) -> Result<Archive, ArchiveError> {
        let now = Timestamp::UNIX_EPOCH;
        match self {
            Self::Memory(store) => Archive::open_in(Arc::clone(store), fresh, now).await,
            Self::Directory(directory) => {
                let location = ArchiveLocation::directory(&directory.path().join("a/b"));
                Archive::open(&location, fresh, now).await
            }
            Self::S3(url) => {
                let location = ArchiveLocation::parse(url, BTreeMap::new())?;
                Archive::open(&location, fresh, now).await
            }
        }
    }

    async fn open(&self) -> Archive {
        self.open_as(ArchiveId::from_bytes([1; 16])).await.unwrap()
    }

    /// Where the files are, if there are any.
    fn files(&self) -> Option<PathBuf> {
        match self {
            Self::Directory(directory) => Some(directory.path().join("a/b")),
            _ => None,
        }
    }
}

type Check = fn(Place) -> BoxFuture<'static, ()>;

fn run(check: Check, place: Place) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(check(place));
}

fn main() {
    let arguments = Arguments::from_args();
    let s3 = std::env::var("COMMUNIQUE_TEST_S3_URL").ok();
    if s3.is_some() {
        communique_runtime::install_crypto_provider();
    }
    let mut trials = Vec::new();
    for (name, check) in suite::CHECKS {
        trials.push(Trial::test(format!("memory::{name}"), move || {
            run(*check, Place::Memory(Arc::new(InMemory::new())));
            Ok(())
        }));
        trials.push(Trial::test(format!("directory::{name}"), move || {
            run(*check, Place::Directory(Arc::new(tempfile::tempdir()?)));
            Ok(())
        }));
        let label = match s3 {
            Some(_) => format!("s3::{name}"),
            None => format!("s3::{name} (ignored, because COMMUNIQUE_TEST_S3_URL is not set)"),
        };
        let url = s3.clone();
        let trial = Trial::test(label, move || {
            let unique = ArchiveId::from_bytes(rand::random());
            let url = url.ok_or("COMMUNIQUE_TEST_S3_URL is not set")?;
            run(
                *check,
                Place::S3(format!("{}/{unique}", url.trim_end_matches('/'))),
            );
            Ok(())
        });
        trials.push(trial.with_ignored_flag(s3.is_none()));
    }
    for (name, check) in layouts::CHECKS {
        trials.push(Trial::test(format!("layouts::{name}"), move || {
            run(*check, Place::Directory(Arc::new(tempfile::tempdir()?)));
            Ok(())
        }));
    }
    libtest_mimic::run(&arguments, trials).exit();
}
