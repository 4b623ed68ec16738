//! Parsing is measured against material outside the crate: the annotated captures beside the
//! repository, where they are at hand, and the repository's own samples.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use communique_ingest::parse::{ParsedDocument, ParsedItem, parse_capture};
use communique_model::{Format, MediaFlag, PassageKind};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

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

#[test]
fn annotated_captures_are_read_to_the_byte() {
    let shared = root().join("../shared");
    let Ok(gold) = std::fs::read_to_string(shared.join("gold/dev.jsonl")) else {
        println!(
            "skipped: there are no annotated captures in {}",
            shared.display()
        );
        return;
    };
    let mut expected: HashMap<String, Value> = HashMap::new();
    for line in gold.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        expected.insert(value["id"].as_str().unwrap().to_owned(), value);
    }
    let mut read = 0;
    for entry in std::fs::read_dir(shared.join("corpus")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let number = name.split('_').next().unwrap();
        let (format, documents) = documents(&path);
        for parsed in documents {
            let id = format!("{number}-{:03}", parsed.range.line_start);
            let gold = expected
                .remove(&id)
                .unwrap_or_else(|| panic!("no document {id}"));
            assert_eq!(gold["text"].as_str().unwrap(), parsed.document.text, "{id}");
            let date = parsed.document.date.map(|date| date.to_string());
            if gold["record"]["date_basis"] == "stated" {
                assert_eq!(gold["record"]["date"].as_str(), date.as_deref(), "{id}");
                assert_eq!(
                    gold["record"]["place"].as_str(),
                    parsed.document.place.as_deref(),
                    "{id}"
                );
            } else {
                assert_eq!(date, None, "{id}");
            }
            let transcript = parsed.document.format == Format::Transcript;
            assert_eq!(transcript, format == Some(Format::Transcript));
            read += 1;
        }
    }
    assert!(expected.is_empty(), "not read: {:?}", expected.keys());
    assert_eq!(read, 18);
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
    let samples = root().join("samples");
    let Ok(expected) = std::fs::read_to_string(samples.join("expected.json")) else {
        println!(
            "skipped: there is no expected.json in {}",
            samples.display()
        );
        return;
    };
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
    let samples = root().join("samples");
    let Ok(entries) = std::fs::read_dir(&samples) else {
        println!("skipped: there is no {}", samples.display());
        return;
    };
    for entry in entries {
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
