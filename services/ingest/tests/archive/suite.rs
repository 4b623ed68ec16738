//! What every store must do.

use bytes::Bytes;
use communique_ingest::archive::{Archive, Marker, PendingWork, RebuildNote, Tombstone, Written};
use communique_model::{
    Appearance, AppearanceId, ArchiveId, CaptureId, Document, DocumentId, Format, Locator,
};
use futures::future::BoxFuture;
use futures::{FutureExt, TryStreamExt};
use jiff::Timestamp;

use crate::{Check, Place};

macro_rules! checks {
    ($($name:ident),* $(,)?) => {
        pub(crate) const CHECKS: &[(&str, Check)] =
            &[$((stringify!($name), |place| -> BoxFuture<'static, ()> { $name(place).boxed() })),*];
    };
}

checks!(
    an_archive_keeps_the_id_of_its_creation,
    two_that_create_it_at_once_agree,
    creating_twice_changes_nothing,
    a_document_is_the_fold_of_its_objects,
    the_fold_does_not_depend_on_the_order_of_writing,
    documents_are_listed_once_each,
    a_capture_comes_back_byte_for_byte,
    equal_chunks_are_kept_once,
    a_capture_that_is_not_finished_has_no_manifest,
    markers_come_and_go,
    notes_of_rebuilds_come_and_go,
    writers_at_once_do_not_disturb_each_other,
);

pub(crate) fn document(text: &str, revision: u32) -> Document {
    Document::of_text(Format::PlainText, revision, text.to_owned()).identified()
}

pub(crate) fn appearance(document: &Document, number: u8) -> Appearance {
    Appearance {
        id: AppearanceId::from_bytes([number; 16]),
        document: document.id,
        version: document.version,
        source: "@embassy".to_owned(),
        post_id: Some(number.to_string()),
        forwarded_from: None,
        url: None,
        published_at: None,
        media: Vec::new(),
        locator: Locator {
            capture: CaptureId::from_bytes([9; 16]),
            name: "page.txt".to_owned(),
            byte_start: 0,
            byte_end: 10,
            line_start: 1,
            line_end: 1,
        },
        repairs: Vec::new(),
    }
}

fn marker(document: &Document, appearance: &Appearance) -> Marker {
    Marker {
        document: document.id,
        work: PendingWork::Appearance {
            appearance: appearance.id,
            version: document.version,
        },
    }
}

async fn an_archive_keeps_the_id_of_its_creation(place: Place) {
    let first = place.open_as(ArchiveId::from_bytes([1; 16])).await.unwrap();
    let second = place.open_as(ArchiveId::from_bytes([2; 16])).await.unwrap();
    assert_eq!(first.id(), ArchiveId::from_bytes([1; 16]));
    assert_eq!(second.id(), first.id());
    second.probe().await.unwrap();
}

async fn two_that_create_it_at_once_agree(place: Place) {
    let opened = (1..=8).map(|number| {
        let place = place.clone();
        async move { place.open_as(ArchiveId::from_bytes([number; 16])).await }
    });
    let opened = futures::future::try_join_all(opened).await.unwrap();
    assert!(opened.iter().all(|archive| archive.id() == opened[0].id()));
}

async fn creating_twice_changes_nothing(place: Place) {
    let archive = place.open().await;
    let document = document("The sides met.", 1);
    assert_eq!(
        archive.put_version(&document).await.unwrap(),
        Written::Created
    );
    let mut other = document.clone();
    other.title = "Changed without a new id".to_owned();
    assert_eq!(archive.put_version(&other).await.unwrap(), Written::Existed);
    let kept = archive
        .version(document.id, document.version)
        .await
        .unwrap();
    assert_eq!(kept, Some(document));
}

async fn a_document_is_the_fold_of_its_objects(place: Place) {
    let archive = place.open().await;
    let short = document("The sides met.", 1);
    let mut newer = document("The  sides met.", 2);
    newer.supersedes = vec![short.version];
    let long = document("The    sides met.", 1);
    assert_eq!(short.id, newer.id);
    for version in [&long, &newer, &short] {
        archive.put_version(version).await.unwrap();
    }
    for number in [3, 1, 2] {
        archive
            .put_appearance(&appearance(&short, number))
            .await
            .unwrap();
    }
    let holdings = archive.holdings(short.id).await.unwrap();
    let fold = archive.fold(short.id, &holdings).await.unwrap().unwrap();
    assert_eq!(
        fold.record.document, newer,
        "a newer parser goes before a longer text"
    );
    let ids: Vec<_> = fold
        .record
        .appearances
        .iter()
        .map(|at| at.id.as_bytes()[0])
        .collect();
    assert_eq!(ids, [1, 2, 3]);
    assert!(!fold.record.removed);

    let tombstone = Tombstone {
        document: short.id,
        reason: "a test".to_owned(),
        removed_at: Timestamp::UNIX_EPOCH,
    };
    archive.put_tombstone(&tombstone).await.unwrap();
    let after = archive.holdings(short.id).await.unwrap();
    assert!(after.removed && !after.is_listed());
    assert_ne!(after.revision(), holdings.revision());
    assert_eq!(archive.tombstone(short.id).await.unwrap(), Some(tombstone));

    let unknown = DocumentId::from_bytes([7; 16]);
    let nothing = archive.holdings(unknown).await.unwrap();
    assert!(!nothing.exists());
    assert_eq!(archive.fold(unknown, &nothing).await.unwrap(), None);
}

async fn the_fold_does_not_depend_on_the_order_of_writing(place: Place) {
    let archive = place.open().await;
    let one = document("Remarks in Vienna", 1);
    let other = document("Remarks  in Vienna", 1);
    archive.put_version(&one).await.unwrap();
    archive.put_version(&other).await.unwrap();
    let holdings = archive.holdings(one.id).await.unwrap();
    let fold = archive.fold(one.id, &holdings).await.unwrap().unwrap();
    assert_eq!(
        fold.record.document, other,
        "of equal parsers the longer text is the current one"
    );
    assert_eq!(fold.revision, holdings.revision());
}

async fn documents_are_listed_once_each(place: Place) {
    let archive = place.open().await;
    let mut written = Vec::new();
    for number in 0..25_u8 {
        let document = document(&format!("Statement {number}"), 1);
        archive.put_version(&document).await.unwrap();
        for appearance_number in 0..=(number % 3) {
            let appearance = appearance(&document, appearance_number);
            archive.put_appearance(&appearance).await.unwrap();
        }
        written.push((document.id, usize::from(number % 3) + 1));
    }
    let listed: Vec<_> = archive.documents().try_collect().await.unwrap();
    let mut listed: Vec<_> = listed
        .into_iter()
        .map(|(document, holdings)| {
            assert_eq!(holdings.versions.len(), 1);
            assert!(holdings.changed_at.is_some());
            (document, holdings.appearances.len())
        })
        .collect();
    listed.sort_unstable();
    written.sort_unstable();
    assert_eq!(listed, written);
}

async fn write(archive: &Archive, bytes: &[u8], chunk: usize) -> Bytes {
    let mut writer = archive.write_capture(chunk);
    for part in bytes.chunks(37) {
        writer.write(Bytes::copy_from_slice(part)).await.unwrap();
    }
    assert_eq!(writer.size(), bytes.len() as u64);
    let capture = writer
        .finish("page.txt", "@embassy", Timestamp::UNIX_EPOCH)
        .await
        .unwrap();
    assert_eq!(
        capture.manifest.capture,
        CaptureId::from_hash(&blake3::hash(bytes))
    );
    let kept = archive
        .manifest(capture.manifest.capture)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept, capture.manifest);
    archive.read_capture(&capture).await.unwrap()
}

async fn a_capture_comes_back_byte_for_byte(place: Place) {
    let archive = place.open().await;
    let bytes: Vec<u8> = (0..1_000_u32).map(|number| (number % 251) as u8).collect();
    for chunk in [1_000, 999, 100, 37, 5_000] {
        assert_eq!(write(&archive, &bytes, chunk).await, bytes);
    }
    assert_eq!(write(&archive, b"", 100).await, Bytes::new());
}

async fn equal_chunks_are_kept_once(place: Place) {
    let archive = place.open().await;
    write(&archive, &[b'x'; 1_000], 100).await;
    let Some(files) = place.files() else {
        return;
    };
    let chunks = std::fs::read_dir(files.join("chunks")).unwrap().count();
    assert_eq!(chunks, 1);
}

async fn a_capture_that_is_not_finished_has_no_manifest(place: Place) {
    let archive = place.open().await;
    let mut writer = archive.write_capture(10);
    writer
        .write(Bytes::from_static(b"more than ten bytes"))
        .await
        .unwrap();
    drop(writer);
    let capture = CaptureId::from_hash(&blake3::hash(b"more than ten bytes"));
    assert_eq!(archive.manifest(capture).await.unwrap(), None);
}

async fn markers_come_and_go(place: Place) {
    let archive = place.open().await;
    let document = document("The sides met.", 1);
    let (one, other) = (appearance(&document, 1), appearance(&document, 2));
    let first = marker(&document, &one);
    let removal = Marker {
        document: document.id,
        work: PendingWork::Removal,
    };
    for marker in [&first, &marker(&document, &other), &removal, &first] {
        archive.put_marker(marker).await.unwrap();
    }
    assert_eq!(archive.markers_of(document.id).await.unwrap().len(), 3);
    let all: Vec<_> = archive.markers().try_collect().await.unwrap();
    assert_eq!(all.len(), 3);
    let age = Timestamp::now().duration_since(all[0].since);
    assert!(
        age.as_secs().abs() < 60,
        "markers carry the time of their setting"
    );

    for standing in &all {
        archive.delete_marker(&standing.marker).await.unwrap();
        archive.delete_marker(&standing.marker).await.unwrap();
    }
    assert_eq!(archive.markers_of(document.id).await.unwrap(), []);
    if let Some(files) = place.files() {
        assert!(
            !files.join("pending").exists(),
            "no empty directories are left behind"
        );
    }
    archive.put_marker(&first).await.unwrap();
    assert_eq!(archive.markers_of(document.id).await.unwrap().len(), 1);
}

async fn notes_of_rebuilds_come_and_go(place: Place) {
    let archive = place.open().await;
    let note = RebuildNote {
        started_at: Timestamp::from_millisecond(1_700_000_000_123).unwrap(),
    };
    archive.put_rebuild_note(&note).await.unwrap();
    archive.put_rebuild_note(&note).await.unwrap();
    let notes = archive.rebuild_notes().await.unwrap();
    assert_eq!(
        notes.iter().map(|(note, _)| *note).collect::<Vec<_>>(),
        [note]
    );
    archive.delete_rebuild_note(&note).await.unwrap();
    assert_eq!(archive.rebuild_notes().await.unwrap(), []);
}

async fn writers_at_once_do_not_disturb_each_other(place: Place) {
    let archive = place.open().await;
    let work = (0..24_u8).map(|number| {
        let archive = archive.clone();
        tokio::spawn(async move {
            let document = document(&format!("Statement {}", number % 6), 1);
            let appearance = appearance(&document, number);
            let marker = marker(&document, &appearance);
            for _ in 0..5 {
                archive.put_marker(&marker).await.unwrap();
                archive.put_version(&document).await.unwrap();
                archive.put_appearance(&appearance).await.unwrap();
                archive.delete_marker(&marker).await.unwrap();
            }
        })
    });
    for done in futures::future::join_all(work).await {
        done.unwrap();
    }
    let documents: Vec<_> = archive.documents().try_collect().await.unwrap();
    assert_eq!(documents.len(), 6);
    assert!(
        documents
            .iter()
            .all(|(_, holdings)| holdings.appearances.len() == 4)
    );
    assert!(
        archive
            .markers()
            .try_collect::<Vec<_>>()
            .await
            .unwrap()
            .is_empty()
    );
}
