//! re3d: documents and spans in JSON Lines, offsets in code points. Spans that the crowd doubted are
//! left out, and so is the first of every five documents, in the order of all its parts.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context;
use communique_model::{CodePoints, Span};
use serde::Deserialize;

use super::{Document, Gold, is_held_out};
use crate::mapping;

/// Parts of re3d in the order in which their documents are counted.
const PARTS: [&str; 6] = [
    "Australian_Department_of_Foreign_Affairs",
    "CENTCOM",
    "Delegation_of_the_European_Union_to_Syria",
    "UK_Government",
    "US_State_Department",
    "Wikipedia",
];

/// The parts that ask for nothing but attribution.
pub(crate) const PLAIN_PARTS: &[&str] = PARTS.split_at(5).0;
/// The part whose licence is share-alike.
pub(crate) const SHARE_ALIKE_PARTS: &[&str] = PARTS.split_at(5).1;

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entity {
    document_id: String,
    begin: u32,
    end: u32,
    r#type: String,
    confidence: f32,
}

/// The documents of some parts, those held out left out.
pub(crate) fn re3d(folder: &Path, parts: &[&str]) -> anyhow::Result<Vec<Document>> {
    let mut documents = Vec::new();
    let mut place = 0;
    for part in PARTS {
        let part_folder = folder.join("re3d").join(part);
        let texts: Vec<Text> = lines(&part_folder.join("documents.json"))?;
        let entities: Vec<Entity> = lines(&part_folder.join("entities.json"))?;
        let mut by_document: HashMap<&str, Vec<&Entity>> = HashMap::new();
        for entity in entities.iter().filter(|entity| entity.confidence >= 0.5) {
            by_document
                .entry(&entity.document_id)
                .or_default()
                .push(entity);
        }
        for text in texts {
            let wanted = !is_held_out(place) && parts.contains(&part);
            place += 1;
            if wanted {
                let entities = by_document.remove(text.id.as_str()).unwrap_or_default();
                documents.push(document(text.text, entities));
            }
        }
    }
    Ok(documents)
}

fn document(text: String, mut entities: Vec<&Entity>) -> Document {
    // Of two that overlap the longer counts.
    entities.sort_by_key(|entity| (std::cmp::Reverse(entity.end - entity.begin), entity.begin));
    let points = CodePoints::new(&text);
    let mut spans: Vec<Gold> = Vec::new();
    for entity in entities {
        let span = Span {
            start: entity.begin,
            end: entity.end,
        };
        let words = points.slice(span);
        let Some(start) = text.char_indices().nth(entity.begin as usize) else {
            continue;
        };
        let bytes = start.0..start.0 + words.len();
        let overlaps = spans
            .iter()
            .any(|other| other.bytes.start < bytes.end && bytes.start < other.bytes.end);
        if overlaps || bytes.is_empty() {
            continue;
        }
        if let Some(allowed) = mapping::re3d(&entity.r#type, words) {
            spans.push(Gold { bytes, allowed });
        }
    }
    spans.sort_by_key(|gold| gold.bytes.start);
    Document {
        text,
        spans,
        weight: 1.0,
    }
}

fn lines<T: for<'a> Deserialize<'a>>(path: &Path) -> anyhow::Result<Vec<T>> {
    let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    content
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).with_context(|| path.display().to_string()))
        .collect()
}
