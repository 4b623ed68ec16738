//! The nation or body that the words around a title give it to.

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::offices::{Held, is_courtesy};
use super::publisher::nation_of;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::text::Text;
use crate::knowledge::EntityKey;

/// "Head of Division at the European External Action Service": the body after the title.
pub(super) fn body_after(scene: &Scene<'_>, title: &Candidate) -> Option<EntityKey> {
    let text = scene.text;
    let at = title.tokens.end;
    // "X, Desk Officer, Northern Department" of contacts
    let listed = text.is(at, ",") && text.is(title.tokens.start.wrapping_sub(1), ",");
    if !listed && !text.is_any(at, &["at", "with", "in"]) || !text.continues_line(at) {
        return None;
    }
    let start = text.past_the(at + 1);
    let body = scene
        .at(start)
        .filter(|body| body.label == Label::Org && body.tokens.start == start)?;
    let key = body.entity?;
    // The staff of a national body are their country’s.
    scene.knowledge.country_of(key).or(Some(key))
}

/// "Minister X put his signature to it on behalf of Ruritania".
pub(super) fn on_behalf(scene: &Scene<'_>, end: usize) -> Option<EntityKey> {
    let text = scene.text;
    let limit = scene
        .sentence(end.saturating_sub(1))
        .end
        .min(end + 2 * BEFORE);
    let behalf = (end..limit)
        .take_while(|&at| scene.at(at).is_none_or(|name| name.label != Label::Person))
        .find(|&at| text.is(at, "on") && text.is(at + 1, "behalf") && text.is(at + 2, "of"))?;
    let start = text.past_the(behalf + 3);
    let named = scene
        .at(start)
        .filter(|named| named.tokens.start == start)?;
    named
        .entity
        .filter(|&key| named.label == Label::Gpe && scene.is_country(key))
}

/// "On behalf of Strelsau, it was signed by Minister X", "for Ruritania by Minister X".
fn on_behalf_before(scene: &Scene<'_>, sentence: usize, title: usize) -> Option<EntityKey> {
    let text = scene.text;
    let by = title.checked_sub(1)?;
    let by = by - usize::from(by > 0 && text.is(by, "the"));
    if !text.is(by, "by") {
        return None;
    }
    let floor = sentence.max(title.saturating_sub(2 * BEFORE));
    let of = (floor..by)
        .rev()
        .take_while(|&at| !text.is(at, ";"))
        .find(|&at| text.is(at, "of") && at > 0 && text.is_word(at - 1, "behalf"))?;
    let named = scene.at(text.past_the(of + 1))?;
    match named.label {
        Label::Gpe => scene.knowledge.country_of(named.entity?),
        _ => owner_of(scene, named),
    }
}

/// How many tokens before a title are looked at for what governs it.
const BEFORE: usize = 10;

/// The nation or body that the words before a title give it to: "his Kazakh counterpart, Foreign
/// Minister X", "the Kyrgyz delegation, led by Deputy Minister X", "ECOWAS and its Chairman, X".
pub(super) fn before(scene: &Scene<'_>, title: usize) -> Option<EntityKey> {
    let text = scene.text;
    let sentence = scene.sentence(title);
    let before = title.checked_sub(1)?;
    if text.is_any(before, &["its", "their"]) {
        return possessor(scene, sentence.start..before);
    }
    if let Some(owner) = on_behalf_before(scene, sentence.start, title) {
        return Some(owner);
    }
    let floor = sentence.start.max(title.saturating_sub(BEFORE));
    let leads = |at: usize| text.is_any_word(at, &LEADING) || is_courtesy(text, at);
    let noun = (floor..title).rev().find(|&at| !leads(at))?;
    // "the delegation of X headed by Minister Y"
    if let Some(nation) = scene.ending(noun + 1)
        && let Some(of) = nation.tokens.start.checked_sub(1)
    {
        let of = if text.is(of, "the") {
            of.saturating_sub(1)
        } else {
            of
        };
        let led = text.is(of, "of") && of > floor && text.is_any_word(of - 1, &SIDES);
        return owner_of(scene, nation).filter(|_| led && noun + 1 < title);
    }
    let noun = if text.is_any_word(noun, &SIDES) {
        noun
    } else {
        represented(scene, floor, title)?
    };
    // "Ruritania was represented by Minister X"
    if let Some(nation) = scene.at(noun).filter(|named| named.label == Label::Gpe) {
        return owner_of(scene, nation);
    }
    let nation = scene.ending(noun).or_else(|| {
        (1..=2).find_map(|back| {
            let apostrophe = noun.checked_sub(back)?;
            (text.after_possessive(apostrophe)? == noun)
                .then(|| scene.ending(apostrophe))
                .flatten()
        })
    });
    owner_of(scene, nation?)
}

/// "The Ruritanian delegation at the talks was headed by Minister X": the noun for the people of one
/// country that is the subject, else the country that is.
fn represented(scene: &Scene<'_>, floor: usize, title: usize) -> Option<usize> {
    let text = scene.text;
    let by = (floor + 1..title).rev().find(|&at| {
        text.is_word(at, "by") && text.is_any_word(at - 1, &["headed", "led", "represented"])
    })?;
    let plain = (by + 1..title).all(|at| text.is_any(at, &["the", ","]) || is_courtesy(text, at));
    if !plain {
        return None;
    }
    let start = scene
        .sentence(title)
        .start
        .max(by.saturating_sub(2 * BEFORE));
    let subject = (start..by).rev().find(|&at| text.is_any_word(at, &SIDES));
    let country = || {
        let was = by.checked_sub(2)?;
        let nation = scene
            .ending(was)
            .filter(|named| named.label == Label::Gpe)?;
        text.is_any_word(was, &["was", "is", "were"])
            .then_some(nation.tokens.start)
    };
    subject.or_else(country)
}

/// "Minister X headed the Ruritanian delegation", "Minister X represented Ruritania".
pub(super) fn led_side(scene: &Scene<'_>, end: usize) -> Option<EntityKey> {
    let text = scene.text;
    if !text.is_any_word(
        end,
        &[
            "headed",
            "led",
            "represented",
            "heads",
            "leads",
            "represents",
        ],
    ) {
        return None;
    }
    let start = text.past_the(end + 1);
    let nation = scene
        .at(start)
        .filter(|nation| nation.tokens.start == start && scene.sentence(end).contains(&start))?;
    let side = text.is_any_word(nation.tokens.end, &SIDES);
    let country = nation.label == Label::Gpe
        && text.word(end).starts_with("represent")
        && text.after_possessive(nation.tokens.end).is_none();
    owner_of(scene, nation).filter(|_| side || country)
}

/// The nation or organisation of states that a name gives an office to.
fn owner_of(scene: &Scene<'_>, named: &Candidate) -> Option<EntityKey> {
    let whole = || {
        let key = named.entity.filter(|_| named.label == Label::Org)?;
        (scene.knowledge.get(key).kind == EntityKind::Organisation).then_some(key)
    };
    nation_of(scene, named).or_else(whole)
}

/// "our Prime Minister, X", said in a turn that a speaker’s label opens: the country or body of the
/// office that the text gives the speaker.
pub(super) fn own(scene: &Scene<'_>, told: &[Held], title: usize) -> Option<EntityKey> {
    let text = scene.text;
    let before = title.checked_sub(1)?;
    if !text.is_any_word(before, &["our", "my"]) {
        return None;
    }
    let mut line = text.line_start(before);
    for _ in 0..LONGEST_TURN {
        let label = scene
            .inside(line..(line + LONGEST_LABEL).min(text.line_end(line)))
            .find(|mention| mention.label == Label::Person)
            .filter(|person| opens_turn(text, person.tokens.end));
        if let Some(person) = label {
            let who = scene.person(person);
            let held = told.iter().rev().take(MOST_TOLD);
            return held.filter(|held| held.who == who).find_map(|held| held.of);
        }
        line = text.line_start(line.checked_sub(1)?);
    }
    None
}

/// Whether a colon follows a name, or a bracket and a colon: "X (retranslated):".
fn opens_turn(text: &Text<'_>, end: usize) -> bool {
    let close = (end..end + LONGEST_LABEL).find(|&at| text.is(at, ")"));
    let end = close.filter(|_| text.is(end, "(")).map_or(end, |at| at + 1);
    text.is(end, ":")
}

/// Most lines of a turn above a title.
const LONGEST_TURN: usize = 48;

/// Longest label of a speaker, in tokens.
const LONGEST_LABEL: usize = 24;

/// Most offices told before among which the speaker’s is looked for.
const MOST_TOLD: usize = 256;

/// Who "its" stands for: the only country or body named before in the sentence.
fn possessor(scene: &Scene<'_>, before: Range<usize>) -> Option<EntityKey> {
    let near = before.start.max(before.end.saturating_sub(2 * BEFORE))..before.end;
    let mut owners = scene
        .inside(near)
        .filter(|mention| matches!(mention.label, Label::Gpe | Label::Org))
        .filter_map(|mention| mention.entity);
    let last = owners.next()?;
    if owners.all(|other| other == last) {
        return Some(last);
    }
    // "Ruritania, which chairs the League, was represented by its Ambassador, X": the subject that
    // opens the sentence.
    let opens = scene
        .at(scene.first_word(before.start, BEFORE))
        .filter(|subject| subject.label == Label::Gpe)?;
    let by = scene.text.is_any(before.end - 1, &["by", "through"]);
    opens.entity.filter(|&key| by && scene.is_country(key))
}

/// Nouns for the people of one country at a meeting.
const SIDES: [&str; 9] = [
    "counterpart",
    "colleague",
    "delegation",
    "side",
    "team",
    "party",
    "guest",
    "contingent",
    "mission",
];

/// Words between such a noun and the title.
const LEADING: [&str; 15] = [
    ",",
    "–",
    "—",
    "led",
    "headed",
    "by",
    "was",
    "is",
    "were",
    "which",
    "represented",
    "chaired",
    "under",
    "being",
    ":",
];
