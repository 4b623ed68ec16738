//! Parsing is measured against the repository's own samples.

use std::collections::HashMap;
use std::path::Path;

use communique_ingest::parse::{ParsedDocument, ParsedItem, parse_capture};
use communique_model::{Format, MediaFlag, PassageKind};
use communique_testkit::samples_dir;
use serde_json::Value;

/// All documents of a file; a rejected range fails the test.
fn documents(path: &Path) -> (Option<Format>, Vec<ParsedDocument>) {
    let bytes = std::fs::read(path).expect("the file was listed");
    let parsed = parse_capture(&bytes);
    let documents = parsed.items.into_iter().map(|item| match item {
        ParsedItem::Document(parsed) => *parsed,
        ParsedItem::Rejected(rejected) => panic!("{}: {rejected:?}", path.display()),
    });
    (parsed.format, documents.collect())
}

/// What the samples call a document, as one line.
fn described(file: &str, parsed: &ParsedDocument) -> Value {
    let text = &parsed.document.text;
    let mut media = Vec::new();
    for flag in &parsed.media {
        media.extend(match flag {
            MediaFlag::TooBig => Some("Media is too big"),
            MediaFlag::OnlyInApp => Some("Please open Telegram to view this post"),
            MediaFlag::Unnamed => None,
        });
        media.push("VIEW IN TELEGRAM");
    }
    serde_json::json!({
        "file": file,
        "line": parsed.range.line_start,
        "first_line": text.lines().next(),
        "last_line": text.lines().next_back(),
        "forwarded_from": parsed.forwarded_from,
        "media": media,
        "truncated": parsed.document.truncated,
    })
}

#[test]
fn samples_are_read_as_their_authors_expect() {
    let samples = samples_dir();
    let expected = std::fs::read_to_string(samples.join("expected.json")).unwrap();
    let expected: Vec<Value> = serde_json::from_str(&expected).unwrap();
    let mut read: HashMap<String, Vec<ParsedDocument>> = HashMap::new();
    let mut wanted: HashMap<String, Vec<Value>> = HashMap::new();
    for mut entry in expected {
        let file = entry["file"].as_str().unwrap().to_owned();
        let stated = entry.as_object_mut().unwrap().remove("date").unwrap();
        let documents = read
            .entry(file.clone())
            .or_insert_with(|| documents(&samples.join(&file)).1);
        let place = wanted.entry(file).or_default();
        // A date is read only where it is stated for the text; the samples also count the day of
        // the event told. What is read must be right.
        if let Some(parsed) = documents.get(place.len())
            && parsed.published_at.is_none()
            && let Some(date) = parsed.document.date
        {
            assert_eq!(Some(date.to_string().as_str()), stated.as_str(), "{entry}");
        }
        place.push(entry);
    }
    for (file, wanted) in wanted {
        let described: Vec<Value> = read[&file]
            .iter()
            .map(|parsed| described(&file, parsed))
            .collect();
        assert_eq!(described, wanted, "{file}");
    }
}

#[test]
fn sample_transcripts_have_their_parts() {
    for entry in std::fs::read_dir(samples_dir()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.starts_with("transcript-") {
            continue;
        }
        let (format, documents) = documents(&path);
        assert_eq!(format, Some(Format::Transcript), "{name}");
        let document = &documents[0].document;
        for kind in [
            PassageKind::Section,
            PassageKind::Title,
            PassageKind::Summary,
            PassageKind::Date,
            PassageKind::Place,
            PassageKind::Turn,
            PassageKind::Geography,
            PassageKind::Publication,
        ] {
            let found = document.passages.iter().any(|passage| passage.kind == kind);
            assert!(found, "{name}: {kind:?}");
        }
        assert!(
            document.date.is_some() && document.place.is_some(),
            "{name}"
        );
    }
}
