//! Archives written by earlier versions, which must load for ever, and damaged ones.

use std::path::Path;

use bytes::Bytes;
use communique_ingest::archive::{Archive, ArchiveError, Marker, PendingWork, Tombstone};
use communique_model::{
    DateBasis, Document, Format, MediaFlag, PartialDate, Passage, PassageKind, Repair, RepairKind,
    Span,
};
use futures::future::BoxFuture;
use futures::{FutureExt, TryStreamExt};
use jiff::Timestamp;

use crate::suite::{appearance, document};
use crate::{Check, Place};

macro_rules! checks {
    ($($name:ident),* $(,)?) => {
        pub(crate) const CHECKS: &[(&str, Check)] =
            &[$((stringify!($name), |place| -> BoxFuture<'static, ()> { $name(place).boxed() })),*];
    };
}

checks!(
    layout_1_loads,
    this_version_writes_layout_1,
    a_newer_layout_is_refused_by_name,
    a_damaged_object_is_named,
    a_chunk_that_does_not_match_its_name_is_found,
    foreign_files_are_passed_over,
);

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archives/layout-1")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

const CAPTURE: &str = "Talks in Almaty\n21 June 2024\n\nThe envoys spoke of rail freight.\n";

/// The documents of the sample: a dated statement with two versions and two appearances, and one
/// that was removed.
fn statements() -> (Document, Document, Document) {
    let mut old = Document::of_text(
        Format::Transcript,
        1,
        "Talks in Almaty\n21 June 2024\n\nThe envoys spoke of rail freight.".to_owned(),
    );
    old.date = PartialDate::day_of(2024, 6, 21);
    old.date_basis = Some(DateBasis::Stated);
    let mut new = old.clone();
    let old = old.identified();
    new.parser_revision = 2;
    new.title = "Talks in Almaty".to_owned();
    new.place = Some("Almaty".to_owned());
    new.time = Some("16:15".to_owned());
    new.passages = vec![
        Passage {
            kind: PassageKind::Title,
            span: Span::new(0, 15),
            speaker: None,
        },
        Passage {
            kind: PassageKind::Turn,
            span: Span::new(30, 63),
            speaker: Some(Span::new(30, 40)),
        },
    ];
    new.supersedes = vec![old.version];
    let removed = document("Withdrawn by its author.", 1);
    (old, new.identified(), removed)
}

/// Writes everything that an archive can hold.
async fn write_everything(archive: &Archive) {
    let mut writer = archive.write_capture(40);
    writer
        .write(Bytes::from_static(CAPTURE.as_bytes()))
        .await
        .unwrap();
    let received_at = "2026-11-22T08:30:00Z".parse().unwrap();
    let capture = writer
        .finish("almaty.txt", "talks.example", received_at)
        .await
        .unwrap();
    let (old, new, removed) = statements();
    let mut first = appearance(&old, 1);
    first.locator.capture = capture.manifest.capture;
    let mut second = appearance(&new, 2);
    second.forwarded_from = Some("Freight News".to_owned());
    second.url = Some("https://talks.example/17".to_owned());
    second.published_at = PartialDate::month_of(2024, 6);
    second.media = vec![MediaFlag::TooBig];
    second.repairs = vec![Repair {
        kind: RepairKind::SecondPrinting,
        line_start: 5,
        line_end: 8,
    }];
    for version in [&old, &new, &removed] {
        archive.put_version(version).await.unwrap();
    }
    for place in [&first, &second, &appearance(&removed, 3)] {
        archive.put_appearance(place).await.unwrap();
    }
    let tombstone = Tombstone {
        document: removed.id,
        reason: "withdrawn".to_owned(),
        removed_at: received_at,
    };
    archive.put_tombstone(&tombstone).await.unwrap();
    let work = PendingWork::Appearance {
        appearance: second.id,
        version: new.version,
    };
    archive
        .put_marker(&Marker {
            document: new.id,
            work,
        })
        .await
        .unwrap();
    let removal = Marker {
        document: removed.id,
        work: PendingWork::Removal,
    };
    archive.put_marker(&removal).await.unwrap();
}

async fn holds_everything(archive: &Archive) {
    let (old, new, removed) = statements();
    let holdings = archive.holdings(new.id).await.unwrap();
    let fold = archive.fold(new.id, &holdings).await.unwrap().unwrap();
    assert_eq!(fold.record.document, new);
    assert_eq!(fold.record.appearances.len(), 2);
    assert_eq!(
        fold.record.appearances[1].forwarded_from.as_deref(),
        Some("Freight News")
    );
    assert_eq!(fold.record.appearances[1].repairs.len(), 1);
    assert_eq!(
        archive.version(old.id, old.version).await.unwrap(),
        Some(old)
    );
    let tombstone = archive.tombstone(removed.id).await.unwrap().unwrap();
    assert_eq!(tombstone.reason, "withdrawn");
    assert!(archive.holdings(removed.id).await.unwrap().removed);
    let markers: Vec<_> = archive.markers().try_collect().await.unwrap();
    assert_eq!(markers.len(), 2);

    let capture = fold.record.appearances[0].locator.capture;
    let manifest = archive.manifest(capture).await.unwrap().unwrap();
    assert_eq!(
        (manifest.name.as_str(), manifest.source.as_str()),
        ("almaty.txt", "talks.example")
    );
    let stored = communique_ingest::archive::ArchivedCapture {
        manifest,
        bytes: None,
    };
    assert_eq!(
        archive.read_capture(&stored).await.unwrap(),
        CAPTURE.as_bytes()
    );
}

async fn layout_1_loads(place: Place) {
    copy(&sample(), &place.files().unwrap());
    let archive = place
        .open_as(communique_model::ArchiveId::from_bytes([3; 16]))
        .await
        .unwrap();
    assert_eq!(archive.id().to_string(), "01040g2081040g2081040g2081");
    holds_everything(&archive).await;
}

/// Set `COMMUNIQUE_WRITE_LAYOUT_SAMPLE` to write the sample of a new layout; the samples of old
/// ones are never written again.
async fn this_version_writes_layout_1(place: Place) {
    let archive = place.open().await;
    write_everything(&archive).await;
    holds_everything(&archive).await;
    let files = place.files().unwrap();
    if std::env::var_os("COMMUNIQUE_WRITE_LAYOUT_SAMPLE").is_some() {
        copy(&files, &sample());
    }
    let (mut written, mut kept) = (Vec::new(), Vec::new());
    list(&files, &files, &mut written);
    list(&sample(), &sample(), &mut kept);
    written.sort();
    kept.sort();
    assert_eq!(written, kept, "if this changes, it is another layout");
}

fn list(root: &Path, directory: &Path, into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(root, &path, into);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            into.push((
                name,
                String::from_utf8(std::fs::read(&path).unwrap()).unwrap(),
            ));
        }
    }
}

async fn a_newer_layout_is_refused_by_name(place: Place) {
    let files = place.files().unwrap();
    std::fs::create_dir_all(&files).unwrap();
    let newer = r#"{"layout": 2, "kind": "archive", "content": {"shape": "unknown"}}"#;
    std::fs::write(files.join("layout.json"), newer).unwrap();

    let error = place
        .open_as(communique_model::ArchiveId::from_bytes([3; 16]))
        .await
        .unwrap_err();

    assert!(matches!(
        error,
        ArchiveError::NewerLayout {
            found: 2,
            supported: 1,
            ..
        }
    ));
    assert!(
        error.to_string().contains("install a newer version"),
        "{error}"
    );
}

async fn a_damaged_object_is_named(place: Place) {
    let archive = place.open().await;
    let document = document("The sides met.", 1);
    archive.put_version(&document).await.unwrap();
    let (id, version) = (document.id, document.version);
    let path = format!("documents/{id}/versions/{version}.json");
    std::fs::write(
        place.files().unwrap().join(&path),
        "{\"layout\": 1, \"kind\"",
    )
    .unwrap();

    let holdings = archive.holdings(id).await.unwrap();
    let error = archive.fold(id, &holdings).await.unwrap_err();

    assert!(error.to_string().contains(&path), "{error}");
    assert!(
        error.to_string().contains("restore it from a backup"),
        "{error}"
    );
}

async fn a_chunk_that_does_not_match_its_name_is_found(place: Place) {
    let archive = place.open().await;
    let mut writer = archive.write_capture(4);
    writer.write(Bytes::from_static(b"12345678")).await.unwrap();
    let capture = writer.finish("", "", Timestamp::UNIX_EPOCH).await.unwrap();
    let hash = &capture.manifest.chunks[0].hash;
    let path = place
        .files()
        .unwrap()
        .join("chunks")
        .join(&hash[..2])
        .join(hash);
    std::fs::write(path, "1235").unwrap();

    let error = archive.read_capture(&capture).await.unwrap_err();

    assert!(
        error
            .to_string()
            .contains("do not have the hash that names it"),
        "{error}"
    );
}

async fn foreign_files_are_passed_over(place: Place) {
    let archive = place.open().await;
    let document = document("The sides met.", 1);
    archive.put_version(&document).await.unwrap();
    let files = place.files().unwrap();
    let directory = files.join(format!("documents/{}", document.id));
    for name in [".DS_Store", "notes.txt"] {
        std::fs::write(directory.join(name), "x").unwrap();
        std::fs::write(files.join("documents").join(name), "x").unwrap();
    }
    std::fs::create_dir_all(files.join("pending/lost+found")).unwrap();
    std::fs::write(files.join("pending/lost+found/x"), "x").unwrap();

    let documents: Vec<_> = archive.documents().try_collect().await.unwrap();
    assert_eq!(documents.len(), 1);
    assert!(
        archive
            .markers()
            .try_collect::<Vec<_>>()
            .await
            .unwrap()
            .is_empty()
    );
}
