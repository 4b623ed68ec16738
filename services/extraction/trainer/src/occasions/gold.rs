//! Annotated documents and the occasions of their records.

use std::path::Path;

use anyhow::Context;
use communique_extraction::occasions::KINDS;
use communique_model::{EventKind, PartialDate};
use serde::Deserialize;

/// An annotated document.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) reference_date: Option<PartialDate>,
    pub(super) events: Vec<Event>,
    /// Whether rules were made on it.
    pub(super) looked_at: bool,
}

/// An occasion of a record.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) kind: EventKind,
    /// Names as [`plain`] makes them.
    pub(super) participants: Vec<String>,
    /// The words of the text that tell of it.
    pub(super) evidence: String,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    reference_date: Option<PartialDate>,
    record: Option<Record>,
    copy_of: Option<String>,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    events: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    participants: Vec<String>,
    #[serde(default)]
    evidence: Option<String>,
}

/// A name without case and marks, as names are compared.
pub(super) fn plain(name: &str) -> String {
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// The documents of a file in JSON Lines, marked copies left out.
pub(super) fn documents(path: &Path, looked_at: bool) -> anyhow::Result<Vec<Document>> {
    let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut documents = Vec::new();
    for (number, line) in content.lines().enumerate() {
        let place = || format!("{} line {}", path.display(), number + 1);
        let line: Line = serde_json::from_str(line).with_context(place)?;
        let Some(record) = line.record.filter(|_| line.copy_of.is_none()) else {
            continue;
        };
        let mut events = Vec::new();
        for told in record.events {
            let kind = KINDS
                .into_iter()
                .find(|kind| kind.as_str() == told.kind)
                .with_context(|| format!("{}: no kind `{}`", place(), told.kind))?;
            events.push(Event {
                kind,
                participants: told.participants.iter().map(|name| plain(name)).collect(),
                evidence: told.evidence.unwrap_or_default(),
            });
        }
        documents.push(Document {
            id: line.id,
            text: line.text,
            reference_date: line.reference_date,
            events,
            looked_at,
        });
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_and_what_is_wrong_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gold.jsonl");
        let line = |kind: &str| {
            format!(
                r#"{{"id":"one","text":"They met.","reference_date":"2024-05","record":{{"events":[{{"type":"{kind}","participants":["Jean-Luc  Moran"],"evidence":"met"}}]}}}}"#
            )
        };
        std::fs::write(&path, line("MEETING")).unwrap();
        let read = documents(&path, false).unwrap();
        assert_eq!(read[0].events[0].kind, EventKind::Meeting);
        assert_eq!(read[0].events[0].participants, ["jean luc moran"]);

        std::fs::write(&path, line("PICNIC")).unwrap();
        let error = documents(&path, false).unwrap_err().to_string();
        assert!(
            error.contains("line 1") && error.contains("PICNIC"),
            "{error}"
        );
    }
}
