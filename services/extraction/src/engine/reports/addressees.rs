//! Whom a speaker addresses, and the visits that words of welcome tell of: "Mr X, I am glad to
//! welcome you to Moscow".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who};
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;

/// How far from the start of a turn the one addressed is called by name or title, in tokens.
const OPENING: usize = 16;

/// How far behind "welcome you" the place stands, in tokens.
const PLACE: usize = 6;

/// How far before "see you" it is said how gladly, in tokens.
const GLADLY: usize = 6;

/// Words with which one person is addressed.
const CALLING: &[&str] = &["mr", "mrs", "ms", "madam", "dear"];

/// Words of those who are glad of a guest.
const GLAD: &[&str] = &[
    "glad",
    "happy",
    "delighted",
    "pleased",
    "great",
    "good",
    "pleasure",
    "hoping",
    "hope",
    "honoured",
    "forward",
];

/// Words that make those who are welcomed more than one guest.
const MANY: &[&str] = &["all", "and", "everyone"];

impl Scene<'_> {
    /// The one person to whom whoever speaks at a token speaks, if it is one: who is called by name
    /// at the start of the turn; else, where it is a title, the only other who speaks or whom the
    /// title of the text names.
    pub(super) fn addressee(&self, at: usize) -> Option<Who> {
        let text = self.text;
        let turn = self.voice_at(at)?;
        let speaker = &turn.who;
        let start = turn.tokens.start;
        let called = (start..turn.tokens.end.min(start + OPENING))
            .find(|&word| text.is_any_word(word, CALLING) && self.at(word).is_none())?;
        let named = self
            .inside(called + 1..called + 4)
            .find(|mention| mention.label == Label::Person)
            .map(|mention| self.person(mention));
        if named.is_some() {
            return named.filter(|who| who != speaker);
        }
        let titled = !text.is_word(called, "dear") || self.at(called + 1).is_some();
        let only = |mut others: Vec<Who>| {
            others.retain(|who| who != speaker);
            others.dedup();
            (others.len() == 1).then(|| others.remove(0))
        };
        let mut speaking: Vec<Who> = Vec::new();
        for voice in self.voices.iter().take(MOST_VOICES) {
            if !speaking.contains(&voice.who) {
                speaking.push(voice.who.clone());
            }
        }
        only(speaking)
            .or_else(|| only(self.persons_in(self.title.clone())))
            .filter(|_| titled)
    }
}

/// Most turns among which the other speaker is looked for.
const MOST_VOICES: usize = 64;

/// "welcome you to X", "glad to see you in X", "Mr Y, welcome to X": the visit of the one addressed.
pub(super) fn welcomed(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let you = text.is_word(at + 1, "you");
    let gladly = || {
        (sentence.start.max(at.saturating_sub(GLADLY))..at).any(|word| text.is_any_word(word, GLAD))
    };
    let told = if text.is_word(at, "welcome") {
        you || text.is_word(at + 1, "to") && !text.is_any_word(at.wrapping_sub(1), &["be", "are"])
    } else {
        you && gladly()
    };
    if !told || text.is_any_word(at + 2, MANY) {
        return None;
    }
    let mut near = at + 1..sentence.end.min(at + PLACE);
    let preposition = near.find(|&word| text.is_any_word(word, &["to", "in"]))?;
    let place = scene
        .inside(preposition + 1..preposition + 4)
        .find(|mention| mention.label == Label::Gpe)
        .and_then(|mention| mention.entity)?;
    let guest = Actor::of(scene.addressee(at)?, at..at + 1);
    if !is_person(scene, &guest) {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Visit, at, vec![guest]);
    draft.settled = true;
    draft.place = Some(place);
    let ahead = (sentence.start.max(at.saturating_sub(GLADLY))..at)
        .any(|word| text.is_any_word(word, &["hope", "hoping", "would", "will", "forward"]));
    if draft.date.is_none() && !ahead {
        draft.date = scene.day();
    }
    Some(draft)
}

/// Words of a visit that is not the one under way.
const ANOTHER: &[&str] = &[
    "recent",
    "last",
    "previous",
    "latest",
    "next",
    "upcoming",
    "future",
    "forthcoming",
    "planned",
];

/// How far before "visit" stands "your", in tokens.
const YOUR: usize = 4;

/// "Your visit", "your visit to X": of the one addressed, who is a guest where the talks are.
pub(super) fn visits(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(YOUR));
    let your = (floor..noun).rev().find(|&at| text.is_word(at, "your"))?;
    let another = (your + 1..noun).any(|at| text.is_any_word(at, ANOTHER));
    let guest = Actor::of(scene.addressee(noun)?, your..your + 1);
    if !is_person(scene, &guest) {
        return None;
    }
    let place = scene
        .at(text.past_the(noun + 2))
        .filter(|place| text.is_word(noun + 1, "to") && place.label == Label::Gpe);
    let home = scene.country_of(&guest.who);
    let of_host = scene
        .place
        .and_then(|key| scene.knowledge.country_of(key))
        .filter(|country| Some(*country) != home);
    if place.is_none() && (another || of_host.is_none()) {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Visit, noun, vec![guest]);
    draft.settled = true;
    draft.tokens.start = draft.tokens.start.min(your);
    match place {
        Some(place) => {
            draft.place = place.entity;
            draft.tokens.end = draft.tokens.end.max(place.tokens.end);
            draft.participants.extend(scene.actor(place));
        }
        None => draft.place = scene.place,
    }
    if draft.date.is_none() && !another {
        draft.date = scene.day();
    }
    Some(draft)
}
