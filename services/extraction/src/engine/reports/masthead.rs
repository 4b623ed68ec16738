//! The lines between the title and the text itself: whose text it is, which office publishes it,
//! to whom its words are attributed.

use std::ops::Range;

use communique_model::Label;

use super::actors::{Actor, Who, add};
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::knowledge::lexicon::is_connector;

/// Most lines below the title among which the author's stands.
const LINES: usize = 4;

/// Longest line of a masthead, in tokens.
const LONGEST: usize = 30;

/// Longest line that says by whom a text was issued: there may be many, in tokens.
const LONGEST_RELEASE: usize = 140;

/// Longest heading of a part, with its colon, in tokens.
const LONGEST_HEADING: usize = 4;

/// Words in lower case on the line of an author or an office.
const SMALL: [&str; 6] = ["by", "of", "the", "for", "and", "to"];

/// Whether a line says only who publishes a text or speaks in it: "Jane Doe, Foreign Minister",
/// "Office of the Spokesperson", "The following is attributable to Spokesperson Jane Doe:".
pub(super) fn is_masthead(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    let line = line_of(scene, at);
    if line.len() > LONGEST_RELEASE || line.end >= scene.end {
        return false;
    }
    let attributed = text.is(line.end - 1, ":")
        && line
            .clone()
            .any(|word| text.is_word(word, "attributable") && text.is_word(word + 1, "to"));
    // "Begin text:"
    let heading = line.len() <= LONGEST_HEADING
        && text.is(line.end - 1, ":")
        && text.is_word(line.end - 2, "text");
    attributed || heading || is_release(scene, &line) || names_only(scene, &line)
}

/// Whether a line says by whom the text below it was issued: "The text of the following statement was
/// released by the Governments of A and B".
fn is_release(scene: &Scene<'_>, line: &Range<usize>) -> bool {
    let text = scene.text;
    let has = |words: &[&str]| line.clone().any(|at| text.is_any_word(at, words));
    // A line that goes on with the text itself is no masthead.
    let goes_on = (line.start..line.end - 1).any(|at| text.is(at, ":"));
    !goes_on
        && has(&["text", "following"])
        && has(&["statement", "communiqué", "declaration"])
        && has(&ISSUED)
}

/// What is done with a text of several.
const ISSUED: [&str; 3] = ["released", "issued", "adopted"];

/// Those by whom a line below the title says that the text was issued.
pub(super) fn issuers(scene: &Scene<'_>) -> Vec<Actor> {
    let text = scene.text;
    let mut start = scene.title.end;
    while start < scene.lead.start {
        let line = line_of(scene, start);
        let issued = (line.start..line.end).rfind(|&at| text.is_any_word(at, &ISSUED));
        if let Some(issued) = issued.filter(|_| is_release(scene, &line)) {
            let names = if text.is_word(issued + 1, "by") {
                issued + 1..line.end
            } else {
                line.start..issued
            };
            return states_and_bodies(scene, names);
        }
        start = line.end;
    }
    Vec::new()
}

/// Countries and bodies named in a range, those of which an officer is named too.
fn states_and_bodies(scene: &Scene<'_>, range: Range<usize>) -> Vec<Actor> {
    let mut all = Vec::new();
    for mention in scene.inside(range) {
        let actor = match mention.label {
            Label::Gpe | Label::Org => named(scene, mention),
            Label::Office => scene.owner(mention).map(|body| {
                let tokens = mention.tokens.clone();
                Actor::of(Who::Entity(body), tokens)
            }),
            _ => None,
        };
        if let Some(actor) = actor {
            add(&mut all, actor);
        }
    }
    all
}

/// Who a country or body is; what stands above the text takes no part in what the text tells of, so
/// that the scene knows no actor there.
fn named(scene: &Scene<'_>, mention: &Candidate) -> Option<Actor> {
    let tokens = mention.tokens.clone();
    match mention.entity {
        Some(key) if mention.label == Label::Org || scene.is_country(key) => {
            Some(Actor::of(Who::Entity(key), tokens))
        }
        None if mention.label == Label::Org => {
            let name = scene.text.words(tokens.clone()).to_owned();
            Some(Actor::of(Who::Name(name), tokens))
        }
        _ => None,
    }
}

/// The person in whose name a text is published: the one with whom a line below the title begins
/// that goes on with nothing but an office, "Jane Doe, Foreign Minister".
pub(super) fn author<'a>(scene: &Scene<'a>) -> Option<&'a Candidate> {
    let text = scene.text;
    if let Some(person) = titled_author(scene) {
        return Some(person);
    }
    let mut start = scene.title.end;
    for _ in 0..LINES {
        let line = line_of(scene, start);
        if line.is_empty() || line.end >= scene.end {
            return None;
        }
        let first = line.start + usize::from(text.is_word(line.start, "by"));
        let signed = names_only(scene, &line);
        let person = scene.at(first).filter(|person| {
            let end = person.tokens.end;
            let office = (end + 1..line.end)
                .filter_map(|at| scene.at(at))
                .any(|office| office.label == Label::Office);
            signed && person.label == Label::Person && text.is(end, ",") && office
        });
        if person.is_some() {
            return person;
        }
        start = line.end;
    }
    None
}

/// The person whose label the whole title is: "Foreign Minister Jane Doe:".
fn titled_author<'a>(scene: &Scene<'a>) -> Option<&'a Candidate> {
    let title = &scene.title;
    let colon = title.end.checked_sub(1)?;
    if !scene.text.is(colon, ":") || title.end >= scene.end {
        return None;
    }
    let person = scene.ending(colon)?;
    let label = scene.first_word(title.start, LINES)..colon;
    (person.label == Label::Person && names_only(scene, &label)).then_some(person)
}

/// Whether an author only speaks for another: a spokesperson.
pub(super) fn is_spokesperson(scene: &Scene<'_>, author: &Candidate) -> bool {
    let text = scene.text;
    let line = line_of(scene, author.tokens.start);
    let mut words = author.tokens.end..line.end;
    words.any(|at| text.is_any_word(at, &["spokesperson", "spokesman", "spokeswoman"]))
}

fn line_of(scene: &Scene<'_>, at: usize) -> Range<usize> {
    let start = scene.text.line_start(at);
    start..scene.text.line_end(start).min(scene.end)
}

/// Whether a line holds persons, offices and bodies and no sentence.
fn names_only(scene: &Scene<'_>, line: &Range<usize>) -> bool {
    let text = scene.text;
    if line.len() > LONGEST {
        return false;
    }
    let mut at = line.start;
    let mut named = false;
    while at < line.end {
        if let Some(mention) = scene.at(at) {
            named |= matches!(mention.label, Label::Person | Label::Office | Label::Org);
            if matches!(mention.label, Label::Date | Label::Time | Label::Event) {
                return false;
            }
            at = mention.tokens.end;
            continue;
        }
        let word = text.is_plain_word(at);
        let of_title =
            text.is_capitalised(at) || is_connector(text.word(at)) || text.is_any_word(at, &SMALL);
        let mark = text.is_any(at, &[",", "(", ")", "-", "–", "’", "'", "&"]);
        // "Edward J. Doe": the point of an initial.
        let initial = text.is(at, ".") && text.joined(at) && at + 1 < line.end;
        if word && !of_title || !word && !mark && !initial {
            return false;
        }
        at += 1;
    }
    named
}
