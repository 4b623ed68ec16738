//! Words that a line gives to somebody without a verb of saying: "The following is attributable to
//! X:", "Delivered by X", "X (Ruritania) regretted", and speech between dashes.

use communique_model::Label;

use super::scene::Scene;
use super::voices::Voice;
use crate::engine::board::Candidate;
use crate::engine::layers::SPEECH;

/// What persons are said to say in these ways.
pub(super) fn voices(scene: &Scene<'_>) -> Vec<Voice> {
    let text = scene.text;
    scene
        .inside(0..scene.end)
        .filter(|person| person.label == Label::Person)
        .filter_map(|person| {
            let line = text.line_start(person.tokens.start);
            let end = text.line_end(line);
            let tokens = if is_attributed(scene, line, person) {
                end..paragraph_after(scene, end)
            } else if is_delegate(scene, line, person) || between_dashes(scene, person) {
                line..end
            } else {
                return None;
            };
            let who = scene.person(person);
            Some(Voice { who, tokens })
        })
        .collect()
}

/// "The following is attributable to Spokesperson X:", "Quotes attributable to X:", "Delivered by
/// Ambassador X" on a line by itself.
fn is_attributed(scene: &Scene<'_>, line: usize, person: &Candidate) -> bool {
    let text = scene.text;
    let start = person.tokens.start;
    if start - line > LONGEST {
        return false;
    }
    let attributable = text.is(person.tokens.end, ":")
        && (line..start).any(|at| text.is_word(at, "attributable") && text.is(at + 1, "to"));
    let delivered = text.is(line, "Delivered") && text.is(line + 1, "by") && start < line + TITLE;
    attributable || delivered
}

/// "X (Ruritania) regretted that …" at the start of a line, as meetings are covered.
fn is_delegate(scene: &Scene<'_>, line: usize, person: &Candidate) -> bool {
    let text = scene.text;
    let open = person.tokens.end;
    if person.tokens.start != line || !text.is(open, "(") {
        return false;
    }
    let place = scene.at(open + 1).filter(|place| place.label == Label::Gpe);
    place.is_some_and(|place| {
        let close = place.tokens.end;
        text.is(close, ")")
            && text.continues_line(close + 1)
            && text.is_plain_word(close + 1)
            && !text.is_capitalised(close + 1)
    })
}

/// "… people left for work abroad, – says Governor X. – Today …": speech without quotation marks.
fn between_dashes(scene: &Scene<'_>, person: &Candidate) -> bool {
    let text = scene.text;
    let title = scene
        .ending(person.tokens.start)
        .filter(|title| title.label == Label::Office)
        .map_or(person.tokens.start, |title| title.tokens.start);
    let dash = |at: usize| text.is_any(at, &["–", "—"]);
    let says = title
        .checked_sub(2)
        .is_some_and(|at| dash(at) && text.is_any_word(at + 1, &SPEECH));
    let end = person.tokens.end;
    says && text.is_any(end, &[".", ","]) && dash(end + 1) && text.continues_line(end + 1)
}

/// The end of the paragraph that begins on a line.
fn paragraph_after(scene: &Scene<'_>, line: usize) -> usize {
    if line < scene.end {
        scene.text.line_end(line).min(scene.end)
    } else {
        scene.end
    }
}

/// Most tokens before the name on such a line, and of a title alone.
const LONGEST: usize = 24;
const TITLE: usize = 12;
