//! What two who speak with each other tell of themselves: "we met here two years ago", "our last
//! meeting", "we will have talks in Moscow". The one who speaks and the one spoken to take part.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add};
use super::encounters::is_repeated;
use super::events::dates_agree;
use super::frame::{Draft, shares};
use super::scene::Scene;

/// How far before a word "we" or "our" stands, in tokens.
const BEFORE: usize = 8;

/// How far around a word it is said when that was, in tokens.
const AROUND: usize = 14;

/// Nouns of what two have with each other.
const NOUNS: &[&str] = &["meeting", "talks", "conversation", "discussion", "talk"];

/// Words before a noun that tell an occasion from the one at which they are said.
const ANOTHER: &[&str] = &[
    "last",
    "first",
    "previous",
    "recent",
    "latest",
    "earlier",
    "next",
    "upcoming",
    "forthcoming",
    "future",
];

/// Words around it that say the same.
const AT_ANOTHER_TIME: &[&str] = &[
    "last",
    "recently",
    "earlier",
    "already",
    "then",
    "ago",
    "yesterday",
    "tomorrow",
    "soon",
    "before",
    "lately",
];

/// Words behind which something is only wished, or happens again and again.
const NOT_ONE: &[&str] = &[
    "often",
    "always",
    "regularly",
    "regular",
    "never",
    "usually",
    "should",
    "could",
    "if",
    "whenever",
    "several",
    "many",
    "constant",
    "each",
    "every",
    "number",
];

/// "We met", "we saw each other", "our last meeting", "we had a conversation in A": another occasion of
/// the two who speak, told at a verb or a noun.
pub(super) fn told(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let noun = text.is_any_word(at, NOUNS);
    let floor = sentence.start.max(at.saturating_sub(BEFORE));
    let is_own = |word: usize| {
        let own: &[&str] = if noun { &["our", "we"] } else { &["we"] };
        scene.at(word).is_none() && text.is_any_word(word, own)
    };
    let own = (floor..at).rev().find(|&word| is_own(word))?;
    // "our ministers are meeting", "we will, the ministers met": of others.
    let broken = (own + 1..at).any(|word| {
        scene
            .at(word)
            .is_some_and(|mention| !is_time(mention.label))
            || text.is_any(word, &[",", ";", ":"])
            || text.is_any_word(word, &["that", "and", "who", "which", "to", "of", "at"])
                && !is_planned(scene, own, word)
    });
    let mutual = !text.is_any_word(at, &["saw", "seen"])
        || text.is_word(at + 1, "each") && text.is_word(at + 2, "other");
    if broken || !mutual || with_others(scene, at, sentence) || is_repeated(scene, at, sentence) {
        return None;
    }
    let have = |word: usize| text.is_any_word(word, &["had", "have", "held", "hold", "having"]);
    if noun && text.is_word(own, "we") && !(own + 1..at).any(have) {
        return None;
    }
    // "Two years ago we met here, and we had a good talk": the second tells of the first.
    let told = |word: &usize| text.is_any_word(*word, NOUNS) || text.is_word(*word, "met");
    let from = (sentence.start..own)
        .rev()
        .find(told)
        .map_or(sentence.start, |last| last + 1);
    let mut near = from.max(own.saturating_sub(AROUND))..sentence.end.min(at + AROUND);
    // "I often recall our first meeting": only the recalling is often.
    let mut of_it = if noun { own..near.end } else { near.clone() };
    if of_it.any(|word| text.is_any_word(word, NOT_ONE)) {
        return None;
    }
    let speaker = scene.speaker(at)?.clone();
    let other = scene.partner(at)?;
    let mut draft = Draft::new(scene, EventKind::Meeting, at, Vec::new());
    let modified = (own + 1..at).any(|word| text.is_any_word(word, ANOTHER));
    let then = near.any(|word| scene.at(word).is_none() && text.is_any_word(word, AT_ANOTHER_TIME));
    // "our first meeting this year": the one under way.
    let another = (modified || then) && !text.is_word(at + 1, "this");
    let elsewhere = draft.place.is_some() && draft.place != scene.place || in_unknown(scene, at);
    let at_another_time = !dates_agree(draft.date.as_deref(), scene.day().as_deref());
    if !(another || elsewhere || at_another_time) {
        return None;
    }
    let by_telephone =
        (own..sentence.end.min(at + 5)).any(|word| text.is_any_word(word, &["telephone", "phone"]));
    if by_telephone {
        draft.kind = EventKind::Call;
    }
    let mut two = Vec::new();
    add(&mut two, Actor::of(speaker, own..own + 1));
    add(&mut two, Actor::of(other, own..own + 1));
    draft.participants = two;
    draft.tokens = draft.tokens.start.min(own)..draft.tokens.end.max(at + 1);
    draft.single = true;
    draft.name = Some(RECALLED.to_owned());
    // Those who say so were there.
    draft.attending = draft
        .participants
        .iter()
        .map(|actor| actor.who.clone())
        .collect();
    Some(draft)
}

/// How many of the occasions told last one may be told again.
const COMPARED: usize = 64;

/// What tells these occasions from others of their kind.
const RECALLED: &str = "recalled";

/// The occasion that another turn recalled before: of the same two, at the same time and place.
pub(super) fn told_before(kept: &[Draft], draft: &Draft) -> Option<usize> {
    if draft.name.as_deref() != Some(RECALLED) {
        return None;
    }
    let same = |told: &Draft| {
        told.name == draft.name
            && told.kind == draft.kind
            && told.place == draft.place
            && told.date == draft.date
            && told.participants.len() == draft.participants.len()
            && shares(&told.participants, &draft.participants) == draft.participants.len()
    };
    let mut last = kept.iter().enumerate().rev().take(COMPARED);
    last.find(|(_, told)| same(told)).map(|(index, _)| index)
}

/// Whether a place that nobody knows follows: "our meeting in X".
fn in_unknown(scene: &Scene<'_>, at: usize) -> bool {
    let place = scene
        .at(at + 2)
        .filter(|_| scene.text.is_word(at + 1, "in"));
    place.is_some_and(|place| {
        matches!(place.label, Label::Gpe | Label::Loc | Label::Fac) && place.entity.is_none()
    })
}

fn is_time(label: Label) -> bool {
    matches!(label, Label::Date | Label::Time)
}

/// "we are planning to have": the infinitive of what is planned.
fn is_planned(scene: &Scene<'_>, own: usize, to: usize) -> bool {
    let text = scene.text;
    text.is_word(to, "to")
        && (own + 1..to).any(|word| {
            text.is_any_word(
                word,
                &["planning", "plan", "going", "intend", "decided", "agreed"],
            )
        })
}

/// Whether somebody else is met: "our meeting with X", "we met X".
fn with_others(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    let past = scene.past_adjuncts(at + 1, sentence.end.min(at + AROUND));
    let with = text.is_any_word(past, &["with", "between"]) && !text.is_word(past + 1, "you");
    let object = scene
        .at(text.past_the(at + 1))
        .is_some_and(|mention| matches!(mention.label, Label::Person | Label::Office));
    with || object || text.is_any_word(at + 1, &["of", "the", "our", "your", "those", "all"])
}

impl Scene<'_> {
    /// The one person with whom whoever speaks at a token speaks: the one addressed, else the only
    /// other of whom title and lead tell.
    fn partner(&self, at: usize) -> Option<Who> {
        if let Some(addressed) = self.addressee(at) {
            return Some(addressed);
        }
        let speaker = self.speaker(at)?;
        let mut others = self.persons_of_head(at);
        let here = others.contains(speaker);
        others.retain(|who| who != speaker);
        (here && others.len() == 1).then(|| others.remove(0))
    }
}
