//! What the tests of extraction share.

#![allow(dead_code, reason = "not every test uses every helper")]

use std::sync::{Arc, OnceLock};

use communique_extraction::RuleEngine;
use communique_model::{CodePoints, EntityId, Extraction, Label, Named, PartialDate};

/// The engine of this build.
pub(crate) fn engine() -> Arc<RuleEngine> {
    static ENGINE: OnceLock<Arc<RuleEngine>> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| {
        Arc::new(RuleEngine::embedded().expect("the tables of the build are right"))
    });
    Arc::clone(engine)
}

/// A date of the form `2024-07-03`, `2024-07` or `2024`; none for an empty text.
pub(crate) fn date(text: &str) -> Option<PartialDate> {
    (!text.is_empty()).then(|| text.parse().expect("a test's date is a date"))
}

/// The extraction of a text relative to a date.
pub(crate) fn extract(text: &str, reference: &str) -> Extraction {
    engine().extract(text, date(reference))
}

/// The mentions of a label: their words, and the name they are linked to or their value.
pub(crate) fn found(text: &str, reference: &str, label: Label) -> Vec<(String, String)> {
    let extraction = extract(text, reference);
    let points = CodePoints::new(text);
    extraction
        .mentions
        .iter()
        .filter(|mention| mention.label == label)
        .map(|mention| {
            let name = |id: &EntityId| {
                let entity = extraction.entities.iter().find(|entity| entity.id == *id);
                entity.map(|entity| entity.name.clone())
            };
            let linked = mention.entity.as_ref().and_then(name);
            let parts: Vec<String> = mention.parts.iter().filter_map(name).collect();
            let meaning = linked
                .or_else(|| mention.value.clone())
                .unwrap_or_else(|| parts.join("+"));
            (points.slice(mention.span).to_owned(), meaning)
        })
        .collect()
}

/// Asserts which mentions of a label a text has, each as `words = meaning`.
#[track_caller]
pub(crate) fn assert_found(text: &str, reference: &str, label: Label, expected: &[&str]) {
    let found: Vec<String> = found(text, reference, label)
        .into_iter()
        .map(|(words, meaning)| format!("{words} = {meaning}"))
        .collect();
    assert_eq!(found, expected, "{} in: {text}", label.as_str());
}

/// The name by which the tests know somebody: a country by its code, all else by name.
pub(crate) fn short(extraction: &Extraction, named: &Named) -> String {
    let entity = named
        .entity
        .as_ref()
        .and_then(|id| extraction.entities.iter().find(|entity| entity.id == *id));
    match entity {
        Some(entity) if entity.id.0.starts_with("country:") => {
            entity.country.clone().unwrap_or_default()
        }
        _ => named.name.clone(),
    }
}

/// The occasions of a text: `KIND who + who @ place, date`.
pub(crate) fn events(text: &str, reference: &str) -> Vec<String> {
    let extraction = extract(text, reference);
    extraction
        .events
        .iter()
        .map(|event| {
            let who: Vec<String> = event
                .participants
                .iter()
                .map(|participant| short(&extraction, &participant.who))
                .collect();
            let place = event
                .place
                .as_ref()
                .map(|place| format!(" @ {}", place.name));
            let date = event.date.as_ref().map(|date| format!(", {date}"));
            format!(
                "{} {}{}{}",
                event.kind.as_str(),
                who.join(" + "),
                place.unwrap_or_default(),
                date.unwrap_or_default()
            )
        })
        .collect()
}

/// The occasions of a text are these, as [`events`] prints them.
#[track_caller]
pub(crate) fn assert_events(text: &str, reference: &str, expected: &[&str]) {
    assert_eq!(events(text, reference), expected, "{text}");
}
