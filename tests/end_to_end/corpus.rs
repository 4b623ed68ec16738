//! The reference captures: every document repaired to the byte, every question answered.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, ensure};
use communique_testkit::{scratch_dir, shared_dir};
use serde_json::Value;

use crate::Case;
use crate::answers::{Place, json_lines, place_of, with_status};

pub(crate) fn cases() -> Vec<Case> {
    let missing = shared_dir("corpus").and_then(|_| shared_dir("gold")).err();
    vec![Case {
        name: "corpus: repaired to the byte, imported twice, and asked",
        missing,
        run: reference_captures,
    }]
}

/// The organisation's documents: file and first line.
const CSTO: [(&str, u64); 10] = [
    ("000", 15),
    ("000", 43),
    ("000", 129),
    ("000", 147),
    ("000", 166),
    ("002", 1),
    ("003", 19),
    ("003", 35),
    ("003", 66),
    ("003", 82),
];

fn reference_captures() -> anyhow::Result<()> {
    let corpus = shared_dir("corpus").map_err(anyhow::Error::msg)?;
    let data = scratch_dir()?;
    let place = Place::data(data.path());

    let receipts = place.ingest(&corpus)?;
    ensure!(
        receipts.len() == 18,
        "18 appearances, not {}",
        receipts.len()
    );
    ensure!(with_status(&receipts, "INDEXED") == 17, "17 documents");
    let twin: Vec<&Value> = receipts
        .iter()
        .filter(|receipt| receipt["status"] == "DUPLICATE")
        .collect();
    ensure!(
        twin.len() == 1 && twin[0]["appearance"] == "NEW",
        "one copy: {twin:?}"
    );
    ensure!(place_of(&twin[0]["locator"]) == ("003".to_owned(), 47));
    ensure!(
        receipts.iter().all(|receipt| receipt["source"] == ""),
        "nobody says the source"
    );

    texts_equal_the_annotated_ones(&place, &receipts)?;
    answers(&place)?;

    let again = place.ingest(&corpus)?;
    ensure!(with_status(&again, "DUPLICATE") == 18);
    ensure!(again.iter().all(|receipt| receipt["appearance"] == "KNOWN"));
    for (first, second) in receipts.iter().zip(&again) {
        ensure!(first["document_id"] == second["document_id"], "ids stay");
        ensure!(
            first["appearance_id"] == second["appearance_id"],
            "ids stay"
        );
    }
    let elsewhere = scratch_dir()?;
    let there = Place::data(elsewhere.path()).ingest(&corpus)?;
    for (here, there) in receipts.iter().zip(&there) {
        ensure!(
            here["version_id"] == there["version_id"],
            "ids are the same everywhere"
        );
    }
    Ok(())
}

fn texts_equal_the_annotated_ones(place: &Place, receipts: &[Value]) -> anyhow::Result<()> {
    let gold = shared_dir("gold")
        .map_err(anyhow::Error::msg)?
        .join("dev.jsonl");
    let gold: BTreeMap<(String, u64), String> = json_lines(&fs::read_to_string(gold)?)?
        .into_iter()
        .map(|row| {
            let id = row["id"].as_str().unwrap_or_default();
            let (file, line) = id.split_once('-').unwrap_or_default();
            let text = row["text"].as_str().unwrap_or_default().to_owned();
            ((file.to_owned(), line.parse().unwrap_or_default()), text)
        })
        .collect();
    ensure!(gold.len() == 18);
    for receipt in receipts {
        let at = place_of(&receipt["locator"]);
        let expected = gold
            .get(&at)
            .with_context(|| format!("{at:?} is annotated"))?;
        let id = receipt["document_id"].as_str().context("an id")?;
        let shown: Value = serde_json::from_str(&place.run(&["show", id, "--json"])?)?;
        ensure!(
            shown["document"]["text"] == expected.as_str(),
            "the text of {at:?} differs"
        );
    }
    Ok(())
}

fn answers(place: &Place) -> anyhow::Result<()> {
    let first = &place.search("cooperation on biosecurity", &[])?["hits"][0];
    ensure!(
        first["date"] == "2024-06-21",
        "the Almaty remarks come first: {}",
        first["title"]
    );
    ensure!(place.places("\"biosecurity efforts\"", &[])? == [("000".to_owned(), 129)]);
    ensure!(place.total("\"cooperation on biosecurity\"", &[])? == 0);

    let found = place.places("", &["--organisation", "CSTO"])?;
    let expected: Vec<(String, u64)> = CSTO
        .iter()
        .map(|&(file, line)| (file.to_owned(), line))
        .collect();
    let mut expected = expected;
    expected.sort();
    ensure!(found == expected, "CSTO: {found:?}");

    let right = place.places("Tokayev", &[])?;
    ensure!(
        !right.is_empty() && place.places("Tokaev", &[])? == right,
        "a typo finds the same"
    );
    Ok(())
}
