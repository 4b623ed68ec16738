//! The annotated documents, where they are at hand: how many mentions are found as annotated, and
//! which documents speak of an organisation. Ignored, with the reason, where they are not.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use communique_extraction::Predicted;
use communique_model::{EntityId, Extraction};
use communique_testkit::{shared_file, trial_on};
use libtest_mimic::Arguments;
use serde_json::Value;
use support::{date, engine};

struct Annotated {
    id: String,
    document: Value,
    extraction: Extraction,
}

fn main() {
    let file = shared_file("gold/dev.jsonl");
    let trial = |name, check: fn(&Path)| trial_on(name, file.clone(), move |file| check(&file));
    let trials = vec![
        trial(
            "mentions_agree_with_the_annotation",
            mentions_agree_with_the_annotation,
        ),
        trial(
            "a_filter_on_an_organisation_would_find_its_documents",
            a_filter_on_an_organisation_would_find_its_documents,
        ),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// The annotated documents with their extractions.
fn annotated(file: &Path) -> Vec<Annotated> {
    let lines = std::fs::read_to_string(file).expect("the annotated documents");
    let documents = lines.lines().map(|line| {
        let document: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = document["text"].as_str().expect("a text");
        let reference = document["reference_date"].as_str().unwrap_or_default();
        Annotated {
            id: document["id"].as_str().expect("an id").to_owned(),
            extraction: engine().extract(text, date(reference)),
            document,
        }
    });
    documents.collect()
}

fn mentions_agree_with_the_annotation(file: &Path) {
    let documents = annotated(file);
    let (mut right, mut annotated, mut predicted) = (0_usize, 0_usize, 0_usize);
    for document in documents {
        if document.document["copy_of"].is_string() {
            continue;
        }
        let key = |entity: &Value| {
            let number = |field: &str| entity[field].as_u64().expect("an offset");
            let label = entity["label"].as_str().expect("a label").to_owned();
            (number("start"), number("end"), label)
        };
        let entities = document.document["entities"].as_array().expect("entities");
        let gold: BTreeSet<_> = entities.iter().map(key).collect();
        let line = serde_json::to_value(Predicted::new(document.id, &document.extraction))
            .expect("plain data");
        let found: BTreeSet<_> = line["entities"]
            .as_array()
            .expect("entities")
            .iter()
            .map(key)
            .collect();
        right += gold.intersection(&found).count();
        annotated += gold.len();
        predicted += found.len();
    }
    let f1 = 2.0 * right as f64 / (annotated + predicted) as f64;
    eprintln!("strict F1 {f1:.4}: {right} right of {annotated} annotated, {predicted} predicted");
    assert!(f1 > 0.97, "strict F1 fell to {f1:.4}");
}

fn a_filter_on_an_organisation_would_find_its_documents(file: &Path) {
    let documents = annotated(file);
    let csto = EntityId("organisation:csto".to_owned());
    let found: Vec<&str> = documents
        .iter()
        .filter(|document| speaks_of(&document.extraction, &csto))
        .map(|document| document.id.as_str())
        .collect();
    let expected = [
        "000-015", "000-043", "000-129", "000-147", "000-166", "002-001", "003-019", "003-035",
        "003-066", "003-082",
    ];
    assert_eq!(found, expected);
}

/// Whether a mention is linked to the body, to an organ of it, or holds one of these as a part.
fn speaks_of(extraction: &Extraction, body: &EntityId) -> bool {
    let named = extraction
        .mentions
        .iter()
        .flat_map(|mention| mention.entity.iter().chain(&mention.parts));
    named.into_iter().any(|id| {
        let entity = extraction.entities.iter().find(|entity| entity.id == *id);
        id == body || entity.is_some_and(|entity| entity.part_of.contains(body))
    })
}
