//! Parsing is measured against the annotated captures beside the repository; ignored, with the
//! reason, where they are not.
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::HashMap;
use std::path::Path;

use communique_ingest::parse::{ParsedItem, parse_capture};
use communique_model::Format;
use communique_testkit::{shared_dir, shared_file, trial_on};
use libtest_mimic::Arguments;
use serde_json::Value;

fn main() {
    let places = shared_file("gold/dev.jsonl")
        .and_then(|annotations| Ok((annotations, shared_dir("corpus")?)));
    let name = "annotated_captures_are_read_to_the_byte";
    let trial = trial_on(name, places, |(annotations, captures)| {
        annotated_captures_are_read_to_the_byte(&annotations, &captures);
    });
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit();
}

fn annotated_captures_are_read_to_the_byte(annotations: &Path, captures: &Path) {
    let gold = std::fs::read_to_string(annotations).unwrap();
    let mut expected: HashMap<String, Value> = HashMap::new();
    for line in gold.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        expected.insert(value["id"].as_str().unwrap().to_owned(), value);
    }
    let mut read = 0;
    for entry in std::fs::read_dir(captures).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let number = name.split('_').next().unwrap();
        let capture = parse_capture(&std::fs::read(&path).unwrap());
        for item in capture.items {
            let ParsedItem::Document(parsed) = item else {
                panic!("{}: {item:?}", path.display());
            };
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
            assert_eq!(transcript, capture.format == Some(Format::Transcript));
            read += 1;
        }
    }
    assert!(expected.is_empty(), "not read: {:?}", expected.keys());
    assert_eq!(read, 18);
}
