//! Documents annotated by the project's guidelines, JSON Lines.

use std::path::Path;

use anyhow::Context;
use communique_model::{CodePoints, Span};
use serde::Deserialize;

use super::{Document, Gold};
use crate::mapping;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    entities: Vec<Entity>,
    copy_of: Option<String>,
}

#[derive(Deserialize)]
struct Entity {
    start: u32,
    end: u32,
    label: String,
}

/// Every document that is no copy and not among `without`.
pub(crate) fn annotated(
    path: &Path,
    without: &[String],
    weight: f32,
) -> anyhow::Result<Vec<Document>> {
    let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut documents = Vec::new();
    for line in content.lines().filter(|line| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).with_context(|| path.display().to_string())?;
        if line.copy_of.is_some() || without.contains(&line.id) {
            continue;
        }
        let points = CodePoints::new(&line.text);
        let mut spans: Vec<Gold> = Vec::new();
        for entity in &line.entities {
            let Some(allowed) = mapping::annotated(&entity.label) else {
                continue;
            };
            let span = |start, end| points.slice(Span { start, end }).len();
            let start = span(0, entity.start);
            spans.push(Gold {
                bytes: start..start + span(entity.start, entity.end),
                allowed,
            });
        }
        spans.sort_by_key(|gold| gold.bytes.start);
        documents.push(Document {
            text: line.text.clone(),
            spans,
            weight,
        });
    }
    Ok(documents)
}
