//! Items of lists that tell an occasion without naming it: "With X, President of Y" below a heading
//! of meetings.

use std::ops::Range;

use communique_model::EventKind;

use super::actors::add_all;
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;

/// What headings call the occasions whose items follow.
const HEADINGS: &[&str] = &[
    "meeting",
    "meetings",
    "talks",
    "bilateral",
    "bilaterals",
    "readout",
    "readouts",
    "conversations",
    "contacts",
    "engagements",
    "call",
    "calls",
];

/// How many lines above an item its heading may stand.
const ABOVE: usize = 16;

/// Whether "with" at `at` opens an item of a list of meetings.
pub(super) fn opens_item(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    let line = text.line_start(at);
    if at > line + 4 || (line..at).any(|before| text.is_plain_word(before)) {
        return false;
    }
    let is_heading = |range: Range<usize>| {
        range
            .into_iter()
            .take(40)
            .any(|word| text.is_any_word(word, HEADINGS))
    };
    if is_heading(scene.title.clone()) {
        return true;
    }
    let mut above = line;
    for _ in 0..ABOVE {
        let Some(last) = above.checked_sub(1) else {
            break;
        };
        let end = above;
        above = text.line_start(last);
        if text.is(end - 1, ":") {
            return is_heading(above..end);
        }
    }
    false
}

/// The meeting that an item tells of: whoever the text is about, with those named.
pub(super) fn item(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let line = text.line_start(at)..text.line_end(at).max(sentence.end.min(at + 1));
    let (others, last) = scene.list_after(at + 1, line.end);
    if !others.iter().any(|other| is_person(scene, other)) {
        return None;
    }
    let mut participants = scene.main_person(at);
    participants.retain(|main| others.iter().all(|other| other.who != main.who));
    if participants.is_empty() {
        return None;
    }
    add_all(&mut participants, others);
    let by_telephone = scene
        .title
        .clone()
        .any(|word| text.is_any_word(word, &["call", "calls", "telephone", "phone"]));
    let kind = if by_telephone {
        EventKind::Call
    } else {
        EventKind::Meeting
    };
    let mut draft = Draft::new(scene, kind, at, participants);
    draft.tokens.end = draft.tokens.end.max(last);
    if draft.date.is_none() {
        // The date may open the line below.
        draft.date = super::head::of_line(scene, line.end + 8).0;
    }
    Some(draft)
}
