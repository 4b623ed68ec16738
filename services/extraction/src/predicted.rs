//! The line format in which extractions are scored against annotated documents.

use std::collections::HashMap;

use communique_model::{
    DateBasis, Entity, EntityId, EntityKind, Extraction, Label, Link, LinkCandidate, Mention, Named,
};
use serde::Serialize;

use crate::engine::days_of_week;
use crate::knowledge::fold::without_diacritics;

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
    /// Whether the text states the date: `stated`, `given` or `none`.
    pub date_basis: &'static str,
    /// Where the communication took place.
    pub place: Option<String>,
    /// Names of the persons quoted, canonical where they are known.
    pub speakers: Vec<String>,
    /// Occasions told of.
    pub events: Vec<PredictedEvent>,
    /// Values stated.
    pub figures: Vec<PredictedFigure>,
    /// Offices said to be held.
    pub offices: Vec<PredictedOffice>,
    /// Chairmanships.
    pub chairs: Vec<PredictedChair>,
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
    /// Names of the one entity it is linked to: canonical name, aliases, code. Of a person, body or
    /// place that is linked to nothing, the fullest name that the text itself has; there is no `link`
    /// then.
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

/// An occasion; countries by their code, all else by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PredictedEvent {
    /// Kind in capitals.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Who took part.
    pub participants: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// When, ISO 8601.
    pub date: Option<String>,
    /// First code point of the words that tell of it, and the one after the last.
    pub evidence: [u32; 2],
}

/// A value stated; countries by their code, all else by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PredictedFigure {
    /// Metric in capitals.
    pub metric: &'static str,
    /// Decimal number.
    pub value: String,
    /// Currency, `PERCENT`, `YEAR` or what is counted.
    pub unit: String,
    /// What makes it inexact.
    pub qualifier: Option<String>,
    /// Whose figure it is.
    pub parties: Vec<String>,
    /// The time it is for, ISO 8601.
    pub period: Option<String>,
    /// Who states it.
    pub speaker: Option<String>,
    /// First code point of the words that state it, and the one after the last.
    pub evidence: [u32; 2],
}

/// A chairmanship.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PredictedChair {
    /// Code of the country, or name of the person.
    pub who: String,
    /// Name of the body.
    pub what: String,
    /// The time it is for, ISO 8601.
    pub period: Option<String>,
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
        let named = |named: &Named| match named.entity.as_ref().and_then(&find) {
            Some(entity) => link(entity),
            None => named.name.clone(),
        };
        let mut speakers: Vec<String> = Vec::new();
        for utterance in &extraction.utterances {
            if !speakers.contains(&utterance.speaker.name) {
                speakers.push(utterance.speaker.name.clone());
            }
        }
        Self {
            id: id.into(),
            entities: extraction
                .mentions
                .iter()
                .map(|mention| predicted_mention(mention, &find))
                .collect(),
            date: extraction.date.map(|date| date.to_string()),
            kind: extraction.kind.map(|kind| kind.as_str()),
            date_basis: match extraction.date_basis {
                Some(DateBasis::Stated) => "stated",
                Some(DateBasis::Given) => "given",
                None => "none",
            },
            place: extraction.place.as_ref().map(|place| place.name.clone()),
            speakers,
            events: extraction
                .events
                .iter()
                .map(|event| PredictedEvent {
                    kind: event.kind.as_str(),
                    participants: event
                        .participants
                        .iter()
                        .map(|participant| named(&participant.who))
                        .collect(),
                    place: event.place.as_ref().map(|place| place.name.clone()),
                    date: event.date.clone(),
                    evidence: [event.evidence.start, event.evidence.end],
                })
                .collect(),
            figures: extraction
                .figures
                .iter()
                .map(|figure| PredictedFigure {
                    metric: figure.metric.as_str(),
                    value: figure.value.clone(),
                    unit: figure.unit.clone(),
                    qualifier: figure.qualifier.clone(),
                    parties: figure.parties.iter().map(named).collect(),
                    period: figure.period.clone(),
                    speaker: figure.speaker.as_ref().map(|who| who.name.clone()),
                    evidence: [figure.evidence.start, figure.evidence.end],
                })
                .collect(),
            offices: extraction
                .offices
                .iter()
                .map(|office| PredictedOffice {
                    person: office.name.clone(),
                    office: office.office.clone(),
                    of: office
                        .of
                        .as_ref()
                        .and_then(&find)
                        .map(link)
                        .or_else(|| office.of_name.clone()),
                })
                .collect(),
            chairs: extraction
                .chairs
                .iter()
                .map(|chair| PredictedChair {
                    who: named(&chair.who),
                    what: named(&chair.what),
                    period: chair.period.clone(),
                })
                .collect(),
        }
    }
}

impl Predicted {
    /// Gives bodies that no table holds the acronyms too by which their text goes on to call them.
    #[must_use]
    pub fn with_acronyms(mut self, text: &str, extraction: &Extraction) -> Self {
        let points: Vec<char> = text.chars().collect();
        let mut acronyms: HashMap<&str, Vec<String>> = HashMap::new();
        let bodies = extraction.mentions.iter().filter_map(|mention| {
            let full = mention.full_name.as_deref()?;
            (mention.label == Label::Org).then_some((mention, full))
        });
        for (mention, full) in bodies {
            let range = mention.span.start as usize..mention.span.end as usize;
            let surface: String = points.get(range).unwrap_or_default().iter().collect();
            let upper = |letter: char| letter.is_uppercase() || letter.is_ascii_digit();
            if surface != full && surface.chars().all(upper) {
                let known = acronyms.entry(full).or_default();
                if !known.contains(&surface) {
                    known.push(surface);
                }
            }
        }
        for (predicted, mention) in self.entities.iter_mut().zip(&extraction.mentions) {
            let full = mention.full_name.as_deref();
            if let Some(short) = full.and_then(|full| acronyms.get(full))
                && mention.label == Label::Org
            {
                predicted.names.extend(short.iter().cloned());
            }
        }
        self
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
        let value = mention.value.as_deref();
        value.map(|value| {
            serde_json::Value::from(days_of_week(value).unwrap_or_else(|| value.to_owned()))
        })
    };
    PredictedMention {
        start: mention.span.start,
        end: mention.span.end,
        label: mention.label.as_str(),
        // Of what no table holds, the annotation links the full name that the text has.
        names: names
            .or_else(|| mention.full_name.as_deref().map(in_latin_letters))
            .unwrap_or_default(),
        value,
        link: mention.link.clone(),
        candidates: mention.candidates.clone(),
    }
}

/// A name, and its form in plain Latin letters where that differs, as canonical names are written.
fn in_latin_letters(name: &str) -> Vec<String> {
    let plain = without_diacritics(name);
    let differs = plain != name && plain.is_ascii();
    let mut names = vec![name.to_owned()];
    names.extend(differs.then_some(plain));
    names
}

/// How the annotation names an entity: a country by its code, all else by its name.
fn link(entity: &Entity) -> String {
    match (entity.kind, &entity.country) {
        (EntityKind::Country, Some(code)) => code.clone(),
        _ => entity.name.clone(),
    }
}
