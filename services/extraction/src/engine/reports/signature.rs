//! The body that a text names as the one that speaks: "Press release of X", "ISSUED BY X", a line
//! with its name, its embassy in the title.

use std::ops::Range;

use communique_model::Label;

use super::publisher::{LONGEST_NAME, nation_of_words};
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;

/// Words for a text and for what a body does with it: "Press release of X", "issued by X".
const GENRES: [&str; 22] = [
    "release",
    "statement",
    "communiqué",
    "communique",
    "note",
    "issued",
    "published",
    "adopted",
    "from",
    "briefing",
    "comment",
    "comments",
    "events",
    "schedule",
    "calendar",
    "newsletter",
    "bulletin",
    "agenda",
    "spokesperson",
    "spokesman",
    "service",
    "readout",
];

/// Words that may stand on a line beside the name of the body that signs it.
const SIGNING: [&str; 14] = [
    "the",
    "press",
    "team",
    "service",
    "office",
    "by",
    "from",
    "issued",
    "published",
    "of",
    "and",
    "department",
    "centre",
    "release",
];

/// The body that the title, the first sentence or the last lines name as the one that speaks, and
/// whether it is an embassy.
pub(super) fn speaking(scene: &Scene<'_>) -> Option<(EntityKey, bool)> {
    let text = scene.text;
    let lead = scene.lead.end.max(scene.title.end);
    let paragraph = text
        .line_end(scene.lead.start)
        .min(lead + super::scene::REACH);
    let head = lead.max(paragraph);
    let labels = text.lines().nth(LABEL_LINES).unwrap_or(head).max(head);
    let last = text.line_start(scene.end.saturating_sub(1));
    let foot = text.line_start(last.saturating_sub(1));
    let places = [0..labels, foot.max(labels)..scene.end];
    for mention in places.into_iter().flat_map(|place| scene.inside(place)) {
        if mention.label != Label::Org {
            continue;
        }
        let embassy = scene.title.contains(&mention.tokens.start)
            && mention
                .tokens
                .clone()
                .any(|at| text.is_any(at, &["Embassy", "Consulate"]));
        let in_head = mention.tokens.start < head;
        let labelled = labels_text(scene, mention);
        let beside = in_head || mention.tokens.start >= foot;
        if embassy
            || labelled
            || beside && signs(scene, mention)
            || in_head && announces(scene, mention)
        {
            let own_embassy = embassy || mention.tokens.clone().any(|at| text.is(at, "Embassy"));
            // "MFA Press Statement": whose ministry it is the rest of the text tells.
            if !own_embassy && is_of_every_state(scene, mention) {
                continue;
            }
            return Some((body(scene, mention)?, own_embassy));
        }
    }
    None
}

/// Lines at the start of a text among which labels such as "From: X" are.
const LABEL_LINES: usize = 12;

/// Whether a body is named by what every state calls its own: "Ministry of Foreign Affairs".
pub(super) fn is_of_every_state(scene: &Scene<'_>, body: &Candidate) -> bool {
    let state = ["Ministry", "MFA", "MOFA", "MoFA", "Government", "Embassy"];
    body.label == Label::Org
        && body.tokens.clone().any(|at| scene.text.is_any(at, &state))
        && nation_of_words(scene, body.tokens.clone()).is_none()
}

/// "From: X and Y", "Source: X"
fn labels_text(scene: &Scene<'_>, mention: &Candidate) -> bool {
    let text = scene.text;
    let start = mention.tokens.start;
    let line = text.line_start(start);
    let before = start - usize::from(start > line && text.is_word(start - 1, "the"));
    before == line + 2
        && text.is(before - 1, ":")
        && text.is_any_word(line, &["from", "by", "source", "issued"])
}

/// The country of a national body, the organisation whose organ it is, else the body itself.
fn body(scene: &Scene<'_>, mention: &Candidate) -> Option<EntityKey> {
    let knowledge = scene.knowledge;
    let Some(key) = mention.entity else {
        return nation_of_words(scene, mention.tokens.clone());
    };
    if let Some(country) = knowledge.country_of(key) {
        return Some(country);
    }
    let entity = knowledge.get(key);
    let secretariat = entity.name.ends_with("Secretariat");
    let service = entity.name == "EEAS" || entity.name.ends_with("Service");
    let whole = entity
        .part_of
        .first()
        .and_then(|id| knowledge.key(&id.0))
        .filter(|_| secretariat || service);
    whole.or(Some(key))
}

/// Whether a body signs the text: "Press release of the X", "ISSUED BY THE X", a line of its own.
fn signs(scene: &Scene<'_>, mention: &Candidate) -> bool {
    let text = scene.text;
    let Range { start, end } = mention.tokens;
    let line = text.line_start(start)..text.line_end(start);
    let tag = start > 0 && text.is(start - 1, "#");
    if tag || line.len() > 3 * LONGEST_NAME {
        return false;
    }
    let mut around = (line.start..start).chain(end..line.end);
    let beside = |at: usize| {
        let names_place_or_day = scene
            .at(at)
            .is_some_and(|other| matches!(other.label, Label::Date | Label::Gpe | Label::Time));
        !text.is_plain_word(at) || text.is_any_word(at, &SIGNING) || names_place_or_day
    };
    if around.all(beside) {
        return true;
    }
    let mut before = start;
    if before > line.start && text.is_word(before - 1, "the") {
        before -= 1;
    }
    before > line.start
        && text.is_any_word(before - 1, &["of", "by", "from"])
        && (line.start..before - 1)
            .rev()
            .take(3)
            .any(|at| text.is_any_word(at, &GENRES))
}

/// Whether a national body opens a sentence of the head that tells what it makes known.
fn announces(scene: &Scene<'_>, mention: &Candidate) -> bool {
    let text = scene.text;
    let Range { start, end } = mention.tokens;
    let opens = text.opens_sentence(start) || start > 0 && text.opens_sentence(start - 1);
    let title = scene.title.contains(&start) && text.is_any_word(end, &OF_TITLES);
    opens && (title || text.is_any_word(end, &ANNOUNCING))
}

/// Nouns for a text behind the body that publishes it: "Foreign Office statement on X".
const OF_TITLES: [&str; 8] = [
    "statement",
    "communiqué",
    "communique",
    "press",
    "readout",
    "comment",
    "briefing",
    "spokesperson",
];

/// Verbs of making known.
const ANNOUNCING: [&str; 18] = [
    "announces",
    "announced",
    "informs",
    "informed",
    "wishes",
    "expresses",
    "expressed",
    "welcomes",
    "welcomed",
    "condemns",
    "condemned",
    "notes",
    "reports",
    "states",
    "confirms",
    "is",
    "would",
    "has",
];

/// Whether a body stands in the date line of a news agency: "(WAM)", "/TASS/", "KAZINFORM –".
pub(super) fn is_agency(scene: &Scene<'_>, mention: &Candidate) -> bool {
    let text = scene.text;
    let Range { start, end } = mention.tokens;
    let head = start < scene.lead.end.max(scene.title.end) + DATE_LINE;
    let marked = text.is_any(start.wrapping_sub(1), &["(", "/"]) && text.is_any(end, &[")", "/"]);
    let leads = text.is_any(end, &["–", "—", "-"]) && text.line_start(start) + DATE_LINE > start;
    head && (marked || leads)
}

/// How far into a text, or a line, the mark of an agency stands, in tokens.
const DATE_LINE: usize = 14;
