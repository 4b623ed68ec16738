//! The line format in which extractions are scored against annotated documents.

use std::collections::HashMap;

use communique_model::{
    Entity, EntityId, EntityKind, Extraction, Label, Link, LinkCandidate, Mention,
};
use serde::Serialize;

/// One document: a line of JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Predicted {
    /// The document's id, as given.
    pub id: String,
    /// Its mentions.
    pub entities: Vec<PredictedMention>,
    /// Its date, ISO 8601, as exact as known.
    pub date: Option<String>,
    /// Its kind: `MEETING`, `NEWS`.
    pub kind: Option<&'static str>,
    /// Canonical names of the persons quoted.
    pub speakers: Vec<String>,
    /// Event records; this engine reports none.
    pub events: Vec<serde_json::Value>,
    /// Figures; this engine reports none.
    pub figures: Vec<serde_json::Value>,
    /// Offices said to be held.
    pub offices: Vec<PredictedOffice>,
}

/// One mention; offsets are code points, the end exclusive.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PredictedMention {
    /// First code point.
    pub start: u32,
    /// The code point after the last one.
    pub end: u32,
    /// Label in capitals.
    pub label: &'static str,
    /// Names of the one entity it is linked to: canonical name, aliases, code.
    pub names: Vec<String>,
    /// Normalised value; for a hashtag the list of the names of its parts.
    pub value: Option<serde_json::Value>,
    /// Why it is linked, and how sure that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// What else it may mean, likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<LinkCandidate>,
}

/// An office somebody is said to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PredictedOffice {
    /// Canonical name of the person.
    pub person: String,
    /// Title without the country.
    pub office: String,
    /// Code of the country, or name of the organisation.
    pub of: Option<String>,
}

impl Predicted {
    /// The line for an extraction of the document `id`.
    #[must_use]
    pub fn new(id: impl Into<String>, extraction: &Extraction) -> Self {
        let by_id: HashMap<&EntityId, &Entity> = extraction
            .entities
            .iter()
            .map(|entity| (&entity.id, entity))
            .collect();
        let find = |id: &EntityId| by_id.get(id).copied();
        let name =
            |id: &EntityId| find(id).map_or_else(|| id.0.clone(), |found| found.name.clone());
        Self {
            id: id.into(),
            entities: extraction
                .mentions
                .iter()
                .map(|mention| predicted_mention(mention, &find))
                .collect(),
            date: extraction.date.map(|date| date.to_string()),
            kind: extraction.kind.map(|kind| kind.as_str()),
            speakers: extraction.speakers.iter().map(name).collect(),
            events: Vec::new(),
            figures: Vec::new(),
            offices: extraction
                .offices
                .iter()
                .map(|office| PredictedOffice {
                    person: name(&office.person),
                    office: office.office.clone(),
                    of: office.of.as_ref().and_then(&find).map(link),
                })
                .collect(),
        }
    }
}

fn predicted_mention<'a>(
    mention: &Mention,
    find: &dyn Fn(&EntityId) -> Option<&'a Entity>,
) -> PredictedMention {
    let names = mention
        .entity
        .as_ref()
        .and_then(find)
        // A people without a country has no link in the annotation.
        .filter(|entity| entity.kind != EntityKind::People)
        .map(|entity| {
            let names = std::iter::once(&entity.name).chain(&entity.aliases);
            names.cloned().collect()
        });
    let value = if mention.label == Label::Hashtag {
        let parts = mention.parts.iter().filter_map(find).map(link);
        Some(serde_json::Value::from_iter(parts))
    } else {
        mention.value.clone().map(serde_json::Value::from)
    };
    PredictedMention {
        start: mention.span.start,
        end: mention.span.end,
        label: mention.label.as_str(),
        names: names.unwrap_or_default(),
        value,
        link: mention.link.clone(),
        candidates: mention.candidates.clone(),
    }
}

/// How the annotation names an entity: a country by its code, all else by its name.
fn link(entity: &Entity) -> String {
    match (entity.kind, &entity.country) {
        (EntityKind::Country, Some(code)) => code.clone(),
        _ => entity.name.clone(),
    }
}
