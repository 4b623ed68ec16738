//! Gatherings that are names of their own: "SCO Summit", "78th session of the UN General Assembly",
//! "COP28".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add, add_all};
use super::frame::Draft;
use super::gatherings::{kind_of, occasion};
use super::phrase::phrase;
use super::scene::Scene;
use super::sides::names_inside;
use crate::engine::board::Candidate;
use crate::engine::layers::numbers;

/// An occasion that is a mention of its own: "SCO Summit", "78th session of the UN General Assembly".
pub(super) fn named(
    scene: &Scene<'_>,
    mention: &Candidate,
    sentence: &Range<usize>,
) -> Option<Draft> {
    let text = scene.text;
    let mut kind = None;
    for at in mention.tokens.clone().take(48) {
        let word = text.word(at).to_lowercase();
        match kind_of(&word) {
            // "24th meeting of the SCO Summit" is a summit.
            Some(EventKind::Summit) => kind = Some(EventKind::Summit),
            Some(EventKind::Call) | None => {
                if matches!(
                    word.as_str(),
                    "expo" | "exhibition" | "fair" | "games" | "festival" | "olympiad" | "dialogue"
                ) || word == "week" && at + 1 == mention.tokens.end
                    || is_of_parties(&word)
                {
                    kind.get_or_insert(EventKind::Conference);
                }
            }
            Some(found) => {
                let numbered = mention
                    .tokens
                    .clone()
                    .any(|at| text.is_number(at) || numbers::ordinal(text, at).is_some());
                let found = if word == "session" && numbered {
                    EventKind::Conference
                } else {
                    found
                };
                kind.get_or_insert(found);
            }
        }
    }
    let mut kind = kind?;
    let says = |words: &[&str]| {
        let mut named = mention.tokens.clone().take(48);
        named.any(|at| text.is_any_word(at, words))
    };
    let countries = mention.parts.iter().filter(|&&part| scene.is_country(part));
    // "East Asia Summit Foreign Ministers’ Meeting": of those who meet, not of the summit.
    let last = mention
        .tokens
        .clone()
        .rev()
        .take(48)
        .find_map(|at| kind_of(&text.word(at).to_lowercase()));
    let below = says(&["ministers", "ministerial", "sherpas", "officials"]);
    let of_heads = says(&["heads"]) && says(&["state", "government"]);
    if kind == EventKind::Summit && below && last == Some(EventKind::Meeting) {
        kind = EventKind::Meeting;
    } else if says(&["leaders"]) || of_heads && kind == EventKind::Meeting {
        kind = EventKind::Summit;
    } else if says(&["dialogue"])
        && (countries.count() > 1
            || text.is_word(mention.tokens.start.wrapping_sub(3), "round")
            || text.is_word(mention.tokens.start.wrapping_sub(2), "round"))
    {
        // A dialogue of two countries is talks; one named otherwise, a conference.
        kind = EventKind::Meeting;
    } else if says(&["annual"]) && kind == EventKind::Meeting {
        kind = EventKind::Conference;
    }
    let mut phrase = phrase(scene, mention.tokens.start, sentence);
    for &part in mention.entity.iter().chain(&mention.parts) {
        let record = scene.knowledge.get(part);
        if matches!(
            record.kind,
            communique_model::EntityKind::Organisation | communique_model::EntityKind::Country
        ) {
            add(
                &mut phrase.modifiers,
                Actor::of(Who::Entity(part), mention.tokens.clone()),
            );
        }
    }
    if phrase.modifiers.is_empty() {
        phrase.modifiers = inside(scene, mention);
    }
    // "the 10th summit of A, B and C": the name may end with the first of them.
    let of_country = mention.parts.iter().any(|&part| scene.is_country(part));
    if of_country && text.is_any(mention.tokens.end, &[",", "and"]) {
        let (more, _) = scene.list_after(mention.tokens.end + 1, sentence.end);
        let joined = more.last().is_some_and(|last| {
            text.is_any(last.tokens.start.wrapping_sub(1), &["and"])
                || text.is_any(last.tokens.start.wrapping_sub(2), &["and"])
        });
        let all = more.iter().all(|actor| match actor.who {
            Who::Entity(key) => scene.is_country(key),
            Who::Name(_) => false,
        });
        if joined && all {
            add_all(&mut phrase.modifiers, more);
        }
    }
    phrase.numbered = true;
    occasion(scene, mention.tokens.clone(), kind, phrase, sentence)
}

/// "COP28": a conference of the parties to a convention, by its number.
fn is_of_parties(word: &str) -> bool {
    word.strip_prefix("cop")
        .is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

/// The bodies that stand in the name of an occasion that nothing is known of, else the countries
/// where they are two: "12th meeting of the A-B intergovernmental commission".
fn inside(scene: &Scene<'_>, mention: &Candidate) -> Vec<Actor> {
    let mut bodies = Vec::new();
    let mut countries = Vec::new();
    for inner in names_inside(scene, &mention.tokens) {
        let actor = |key| Actor::of(Who::Entity(key), mention.tokens.clone());
        // "Commonwealth" alone may be any of several.
        let whole = inner.tokens.len() > 1 || scene.text.is_all_capitals(inner.tokens.start);
        match inner.label {
            Label::Org if whole => add(&mut bodies, actor(inner.entity)),
            Label::Gpe | Label::Norp => {
                if let Some(country) = scene.knowledge.country_of(inner.entity) {
                    add(&mut countries, actor(country));
                }
            }
            _ => {}
        }
    }
    if !bodies.is_empty() {
        bodies
    } else if countries.len() == 2 {
        countries
    } else {
        Vec::new()
    }
}
