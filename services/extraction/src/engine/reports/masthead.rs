//! The lines between the title and the text itself: whose text it is, which office publishes it,
//! to whom its words are attributed.

use std::ops::Range;

use communique_model::Label;

use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::knowledge::lexicon::is_connector;

/// Most lines below the title among which the author's stands.
const LINES: usize = 4;

/// Longest line of a masthead, in tokens.
const LONGEST: usize = 30;

/// Words in lower case on the line of an author or an office.
const SMALL: [&str; 6] = ["by", "of", "the", "for", "and", "to"];

/// Whether a line says only who publishes a text or speaks in it: "Jane Doe, Foreign Minister",
/// "Office of the Spokesperson", "The following is attributable to Spokesperson Jane Doe:".
pub(super) fn is_masthead(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    let line = line_of(scene, at);
    if line.len() > LONGEST || line.end >= scene.end {
        return false;
    }
    let attributed = text.is(line.end - 1, ":")
        && line
            .clone()
            .any(|word| text.is_word(word, "attributable") && text.is_word(word + 1, "to"));
    attributed || names_only(scene, &line)
}

/// The person in whose name a text is published: the one with whom a line below the title begins
/// that goes on with nothing but an office, "Jane Doe, Foreign Minister".
pub(super) fn author<'a>(scene: &Scene<'a>) -> Option<&'a Candidate> {
    let text = scene.text;
    let mut start = scene.title.end;
    for _ in 0..LINES {
        let line = line_of(scene, start);
        if line.is_empty() || line.end >= scene.end {
            return None;
        }
        let first = line.start + usize::from(text.is_word(line.start, "by"));
        let signed = line.len() <= LONGEST && names_only(scene, &line);
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

/// Whether an author only speaks for another: a spokesperson.
pub(super) fn is_spokesperson(scene: &Scene<'_>, author: &Candidate) -> bool {
    let text = scene.text;
    let line = line_of(scene, author.tokens.start);
    let mut words = author.tokens.end..line.end;
    words.any(|at| {
        ["spokesperson", "spokesman", "spokeswoman"]
            .iter()
            .any(|noun| text.is_word(at, noun))
    })
}

fn line_of(scene: &Scene<'_>, at: usize) -> Range<usize> {
    let start = scene.text.line_start(at);
    start..scene.text.line_end(start).min(scene.end)
}

/// Whether a line holds persons, offices and bodies and no sentence.
fn names_only(scene: &Scene<'_>, line: &Range<usize>) -> bool {
    let text = scene.text;
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
        let of_title = text.is_capitalised(at)
            || is_connector(text.word(at))
            || SMALL.iter().any(|small| text.is_word(at, small));
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
