//! What the text has told of before an occasion, as it bears on who takes part in it: "the talks"
//! are those of whom it has just told, and documents are signed by those who met.

use communique_model::EventKind;

use super::super::scene::Scene;
use super::cast::{Cast, Member, Nature};
use super::words::lower;
use crate::occasions::view::Past;
use crate::occasions::{Features, kind_number};

/// How many occasions back it matters who took part.
const REMEMBERED: usize = 3;

/// How many occasions back are looked at for somebody; texts that tell of more are of many things.
const LOOKED_AT: usize = 64;

/// From how many sentences ago on it no longer matters how many.
const FARTHEST: usize = 3;

/// Words before an occasion that say whether the text knows it already.
const KNOWN: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "their", "our", "his", "her", "its", "no", "any",
    "next", "last", "first", "another", "each",
];

/// How far before the word such a word may stand, in tokens.
const NEAR: usize = 4;

/// The occasions before a word, and how the word refers to them.
pub(super) struct History<'p> {
    first: Option<&'p Past>,
    /// How many there are.
    total: usize,
    /// The last of them, in order, at most [`LOOKED_AT`].
    last: &'p [Past],
    /// For each of the last how many sentences ago it was told of, and whether in another line.
    gaps: Vec<u64>,
    /// The word of [`KNOWN`] before it, or 0.
    known: u64,
    stem: u64,
}

/// Somebody, as far as the occasions before are concerned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) nature: u64,
    pub(super) place: u64,
    /// 1 if the sentence speaks of them, else 0.
    pub(super) here: u64,
}

impl<'p> History<'p> {
    pub(super) fn new(scene: &Scene<'_>, at: usize, stem: u64, before: &'p [Past]) -> Self {
        let start = scene.sentence(at).start;
        let sentence = scene.number_of_sentence(at);
        let line = scene.text.line_start(at);
        let known = (start.max(at.saturating_sub(NEAR))..at)
            .rev()
            .take_while(|&other| scene.text.is_plain_word(other))
            .find(|&other| scene.text.is_any_word(other, KNOWN))
            .map_or(0, |other| lower(scene.text.word(other)));
        let last = &before[before.len().saturating_sub(LOOKED_AT)..];
        Self {
            first: before.first(),
            total: before.len(),
            last,
            gaps: last
                .iter()
                .map(|past| {
                    let told = scene.number_of_sentence(past.at);
                    let ago = sentence.saturating_sub(told).min(FARTHEST) as u64;
                    let line = scene.text.line_start(past.at) != line;
                    ago * 2 + u64::from(line)
                })
                .collect(),
            known,
            stem,
        }
    }

    /// In which of the last occasions somebody took part, the last being 0; 8 if in none of them, 9
    /// if there were none.
    pub(super) fn ago(&self, who: usize) -> u64 {
        if self.last.is_empty() {
            return 9;
        }
        self.last
            .iter()
            .rev()
            .take(REMEMBERED)
            .position(|past| past.part.contains(&who))
            .map_or(8, |ago| ago as u64)
    }

    /// Adds what the occasions before say of somebody's taking part.
    pub(super) fn add(&self, add: &mut Features, cast: &Cast, who: usize, asked: Asked) {
        let Asked {
            nature,
            place,
            here,
        } = asked;
        let (Some(first), Some(last), Some(&gap)) =
            (self.first, self.last.last(), self.gaps.last())
        else {
            add.add(70, &[nature, self.known]);
            return;
        };
        let ago = self.ago(who);
        let member = &cast.members[who];
        let took = |past: &Past| past.part.contains(&who);
        let took_first = u64::from(took(first));
        let count = self.last.iter().filter(|past| took(past)).count().min(4) as u64;
        let (latest_kind, latest_gap) = self
            .last
            .iter()
            .zip(&self.gaps)
            .rfind(|(past, _)| took(past))
            .map_or((0, 99), |(past, &gap)| (number(past.kind), gap));
        let total = self.total.min(5) as u64;
        let stood_last = stands_for(cast, &last.part, member);
        let stood_first = stands_for(cast, &first.part, member);
        add.add(71, &[nature, ago, number(last.kind), gap]);
        add.add(72, &[nature, took_first, place]);
        add.add(73, &[nature, took_first, ago, gap]);
        add.add(74, &[nature, self.known, ago, here]);
        add.add(75, &[nature, stood_last, stood_first, ago, here]);
        add.add(76, &[nature, count, total]);
        add.add(77, &[nature, latest_kind, latest_gap, here]);
        add.add(78, &[nature, last.part.len().min(4) as u64, ago, here]);
        add.add(79, &[nature, self.known, self.stem, ago]);
        add.add(80, &[nature, took_first, latest_gap, here]);
    }
}

/// The number of a kind as features have it.
pub(super) fn number(kind: EventKind) -> u64 {
    kind_number(kind) as u64 + 1
}

/// Whether a country took part in person of somebody, or a person by their country.
fn stands_for(cast: &Cast, part: &[usize], member: &Member) -> u64 {
    let stands = member.country.is_some()
        && part.iter().any(|&other| {
            let other = &cast.members[other];
            other.country == member.country
                && (other.nature == Nature::Person) != (member.nature == Nature::Person)
        });
    u64::from(stands)
}
