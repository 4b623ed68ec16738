//! What the model sees of somebody who may take part in an occasion.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::super::actors::Who;
use super::super::scene::Scene;
use super::cast::{Cast, Form, Member, Naming, Nature};
use super::history::{self, History};
use super::syntax::{PREPOSITIONS, governing, others, owned_by, told_as};
use super::words::{lower, stem};
use crate::occasions::Features;
use crate::occasions::view::Past;

/// References in the sentence that change who takes part.
const TURNING: &[&str] = &[
    "he",
    "she",
    "they",
    "both",
    "sides",
    "parties",
    "ministers",
    "presidents",
    "leaders",
    "we",
    "i",
    "our",
    "president",
    "minister",
    "ambassador",
    "delegation",
    "delegations",
    "heads",
    "countries",
    "two",
    "his",
    "her",
    "their",
    "counterpart",
    "colleagues",
    "participants",
    "members",
    "council",
    "secretary",
    "chairman",
    "himself",
];

/// How many namings to either side are ranked.
const RANKED: usize = 12;

/// A word that tells of an occasion, as it bears on who takes part.
pub(super) struct Telling<'s, 'a> {
    scene: &'s Scene<'a>,
    cast: &'s Cast,
    pub(super) at: usize,
    kind: u64,
    stem: u64,
    sentence: Range<usize>,
    passive: bool,
    by: bool,
    with: bool,
    between: bool,
    bullet: bool,
    /// The name of an occasion or document of which the word is part.
    name: Option<Range<usize>>,
    turning: Vec<u64>,
    /// Who is named before and after the word in its sentence, nearest first, each once.
    left: Vec<usize>,
    right: Vec<usize>,
    /// How many persons, and how many of any nature, the sentence names; at most 4.
    persons: u64,
    all: u64,
    /// The first who is named in the sentence before the word.
    subject: Option<usize>,
    /// Persons by how recently they were named before the sentence.
    recent: Vec<usize>,
    /// The first named in the sentence before.
    subject_before: Option<usize>,
    history: History<'s>,
    /// The preposition that governs the word, and the word before that.
    told_as: (u64, u64),
    /// Bits of "by", "with" and "between" that govern somebody after the word.
    governors: u64,
}

/// Somebody who may take part, with what was read so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) who: usize,
    /// Whether a rule that reads the same word says so; `None` if no rule does.
    pub(super) by_rule: Option<bool>,
    /// Whether nothing is to be said of what rules read.
    pub(super) blind: bool,
}

impl<'s, 'a> Telling<'s, 'a> {
    pub(super) fn new(
        scene: &'s Scene<'a>,
        cast: &'s Cast,
        at: usize,
        kind: EventKind,
        before: &'s [Past],
    ) -> Self {
        let text = scene.text;
        let sentence = scene.sentence(at);
        let near = |words: usize, word: &str| {
            (at + 1..sentence.end.min(at + 1 + words)).any(|other| text.is_word(other, word))
        };
        let from = sentence.start.max(at.saturating_sub(3));
        let passive = (from..at)
            .any(|other| text.is_any_word(other, &["was", "were", "been", "be", "is", "are"]));
        let line = text.line_start(at);
        let mut turning: Vec<u64> = (sentence.start.max(at.saturating_sub(25))
            ..sentence.end.min(at + 15))
            .filter(|&other| text.is_any_word(other, TURNING))
            .map(|other| lower(text.word(other)) ^ u64::from(other > at))
            .collect();
        turning.sort_unstable();
        turning.dedup();
        let real =
            |naming: &&Naming| !matches!(naming.form, Form::OfTitle | Form::Tag | Form::Publisher);
        let here: Vec<&Naming> = cast.inside(sentence.clone()).iter().filter(real).collect();
        let mut left: Vec<usize> = Vec::new();
        for naming in here.iter().rev().filter(|naming| naming.tokens.start <= at) {
            if left.len() < RANKED && !left.contains(&naming.who) {
                left.push(naming.who);
            }
        }
        let mut right: Vec<usize> = Vec::new();
        for naming in here.iter().filter(|naming| naming.tokens.start > at) {
            if right.len() < RANKED && !right.contains(&naming.who) {
                right.push(naming.who);
            }
        }
        let mut all: Vec<usize> = left.iter().chain(&right).copied().collect();
        all.sort_unstable();
        all.dedup();
        let persons = all
            .iter()
            .filter(|&&who| cast.members[who].nature == Nature::Person)
            .count();
        let earlier = cast.inside(sentence.start.saturating_sub(120)..sentence.start);
        let mut recent: Vec<usize> = Vec::new();
        for naming in earlier.iter().rev() {
            let person = cast.members[naming.who].nature == Nature::Person;
            if person && recent.len() < 4 && !recent.contains(&naming.who) {
                recent.push(naming.who);
            }
        }
        let subject_before = sentence.start.checked_sub(1).and_then(|last| {
            let before = scene.sentence(last);
            cast.inside(before)
                .iter()
                .find(real)
                .map(|naming| naming.who)
        });
        let mut telling = Self {
            governors: 0,
            told_as: told_as(scene, &sentence, at),
            scene,
            cast,
            at,
            kind: history::number(kind),
            history: History::new(scene, at, stem(text.word(at)), before),
            stem: stem(text.word(at)),
            passive,
            by: near(6, "by"),
            with: near(8, "with"),
            between: near(5, "between"),
            bullet: !text.is_plain_word(line),
            name: scene
                .at(at)
                .filter(|name| matches!(name.label, Label::Event | Label::Law | Label::Org))
                .map(|name| name.tokens.clone()),
            turning,
            persons: persons.min(4) as u64,
            all: all.len().min(5) as u64,
            subject: here
                .iter()
                .find(|naming| naming.tokens.start < at)
                .map(|naming| naming.who),
            left,
            right,
            recent,
            subject_before,
            sentence,
        };
        telling.governors = telling.governors(&here);
        telling
    }

    fn governors(&self, here: &[&Naming]) -> u64 {
        let words = ["by", "with", "between"].map(lower);
        let mut bits = 0;
        for naming in here
            .iter()
            .filter(|naming| naming.tokens.start > self.at)
            .take(RANKED)
        {
            let governing = governing(self.scene, &self.sentence, naming.tokens.start);
            if let Some(place) = words.iter().position(|&word| word == governing) {
                bits |= 1 << place;
            }
        }
        bits
    }

    /// The features of somebody's taking part.
    pub(super) fn features(&self, asked: Asked) -> Vec<u64> {
        let member = &self.cast.members[asked.who];
        let nature = member.nature as u64;
        let mut features = Features::default();
        let add = &mut features;
        let here = self
            .cast
            .inside(self.sentence.clone())
            .iter()
            .filter(|naming| naming.who == asked.who)
            .min_by_key(|naming| {
                (
                    matches!(naming.form, Form::OfTitle | Form::Publisher),
                    naming.tokens.start.abs_diff(self.at),
                )
            });
        let place = self.place(asked.who, here);
        let rule = if asked.blind {
            3
        } else {
            asked.by_rule.map_or(2, u64::from)
        };
        let before = self.history.ago(asked.who);
        let recent = rank(&self.recent, asked.who);
        let subject_before = u64::from(self.subject_before == Some(asked.who));
        add.add(1, &[nature, place]);
        add.add(2, &[nature, place, self.persons]);
        add.add(3, &[nature, place, self.stem]);
        add.add(4, &[nature, rule]);
        add.add(5, &[nature, rule, place]);
        add.add(6, &[nature, before]);
        add.add(7, &[nature, before, place]);
        add.add(8, &[nature, before, self.persons, self.all]);
        add.add(9, &[nature, before, rule]);
        add.add(10, &[nature, u64::from(self.subject == Some(asked.who))]);
        add.add(11, &[nature, recent, subject_before, self.persons]);
        add.add(12, &[nature, recent, u64::from(here.is_some())]);
        let role = member.role as u64;
        let peers = self
            .recent
            .iter()
            .take_while(|&&other| other != asked.who)
            .filter(|&&other| self.cast.members[other].role == member.role)
            .count() as u64;
        let here_too = u64::from(here.is_some());
        add.add(90, &[nature, role, place]);
        add.add(91, &[nature, role, self.stem]);
        add.add(92, &[nature, role, before, here_too]);
        add.add(93, &[nature, role, peers, recent, here_too]);
        for &word in &self.turning {
            add.add(94, &[word, nature, role, here_too]);
            add.add(95, &[word, nature, role, before, here_too]);
            add.add(96, &[word, nature, role, peers, here_too]);
            add.add(13, &[word, nature, before]);
            add.add(14, &[word, nature, place]);
            add.add(15, &[word, nature, recent, u64::from(here.is_some())]);
        }
        let side = here.map_or(2, |naming| u64::from(naming.tokens.start > self.at));
        let (preposition, noun) = self.told_as;
        add.add(97, &[nature, preposition, noun, side]);
        add.add(98, &[nature, preposition, place]);
        add.add(99, &[nature, noun, side]);
        let voice = [self.passive, self.by, self.with, self.between].map(u64::from);
        add.add(16, &[nature, place, voice[0], voice[1], voice[2], voice[3]]);
        add.add(17, &[nature, place, voice[0], self.stem]);
        self.history.add(
            add,
            self.cast,
            asked.who,
            history::Asked {
                nature,
                place,
                here: here_too,
            },
        );
        self.standing(add, member, nature, place);
        match here {
            Some(naming) => self.here(add, naming, nature, before),
            None => self.elsewhere(add, asked.who, nature, before),
        }
        features.combine(self.kind + 1000);
        features.into_hashes()
    }

    /// Where somebody stands in the sentence: side and rank, else how far away.
    fn place(&self, who: usize, here: Option<&Naming>) -> u64 {
        if let Some(naming) = here {
            match naming.form {
                Form::OfTitle => return 90,
                Form::Publisher => return 91,
                _ => {}
            }
            let left = rank(&self.left, who);
            let right = rank(&self.right, who);
            return 10 + left.min(5) * 6 + right.min(5);
        }
        let near = |range: Range<usize>| {
            self.cast
                .inside(range)
                .iter()
                .any(|naming| naming.who == who)
        };
        let start = self.sentence.start;
        let end = self.sentence.end;
        if near(start.saturating_sub(40)..start) {
            1
        } else if near(start.saturating_sub(100)..start) {
            2
        } else if near(end..end + 40) {
            3
        } else if near(self.scene.title.clone()) {
            4
        } else if near(self.scene.lead.clone()) {
            5
        } else {
            6
        }
    }

    /// What somebody is in the text as a whole.
    fn standing(&self, add: &mut Features, member: &Member, nature: u64, place: u64) {
        let scene = self.scene;
        let titled = scene.title.contains(&member.first);
        let led = scene.lead.contains(&member.first);
        let named = u64::from(member.named.min(5));
        add.add(20, &[nature, u64::from(titled), u64::from(led), place]);
        add.add(21, &[nature, named, place.min(10)]);
        let side = member
            .country
            .is_some_and(|country| scene.sides.contains(&country));
        let home = member.country.is_some() && member.country == scene.home;
        add.add(22, &[nature, u64::from(side), u64::from(home), place]);
        let publishes = matches!(&member.who, Who::Entity(key) if scene.publisher == Some(*key));
        let of_publisher = member.country.is_some() && member.country == scene.publisher;
        add.add(
            27,
            &[nature, u64::from(publishes), u64::from(of_publisher), place],
        );
        // Somebody of the same country stands here in person.
        let stood_for = nature == Nature::Country as u64
            && self.left.iter().chain(&self.right).any(|&other| {
                let other = &self.cast.members[other];
                other.nature == Nature::Person && other.country == member.country
            });
        add.add(23, &[nature, u64::from(stood_for), place]);
        add.add(24, &[nature, u64::from(self.bullet), place]);
        add.add(25, &[nature, self.all, place]);
        add.add(
            26,
            &[nature, u64::from(scene.title.contains(&self.at)), place],
        );
    }

    fn here(&self, add: &mut Features, naming: &Naming, nature: u64, before: u64) {
        let text = self.scene.text;
        let form = naming.form as u64;
        let tokens = &naming.tokens;
        let right = u64::from(tokens.start > self.at);
        let governing = governing(self.scene, &self.sentence, tokens.start);
        let place = self.place(naming.who, Some(naming));
        add.add(51, &[nature, place, governing]);
        add.add(56, &[nature, self.governors, governing, right]);
        add.add(57, &[nature, self.governors, governing, right, self.stem]);
        add.add(58, &[nature, self.governors, place, form]);
        let (others, nearest) = others(self.scene, &self.sentence, self.at, tokens);
        add.add(68, &[nature, others, right]);
        add.add(69, &[nature, others, governing, right]);
        add.add(35, &[nature, others, nearest, place]);
        add.add(36, &[nature, nearest, right, self.stem]);
        add.add(37, &[nature, others, right, self.stem]);
        let owned = owned_by(self.scene, &self.sentence, tokens.start);
        add.add(59, &[nature, owned]);
        add.add(64, &[nature, owned, right, form]);
        add.add(65, &[nature, owned, self.stem]);
        add.add(52, &[nature, place, form]);
        let distance = (tokens.start.abs_diff(self.at) / 4).min(12) as u64;
        if naming.form == Form::Reference {
            let word = lower(text.word(tokens.end.wrapping_sub(1)));
            add.add(53, &[nature, word, right]);
            add.add(54, &[nature, word, place]);
            add.add(55, &[nature, word, before]);
        }
        add.add(40, &[nature, form, right]);
        add.add(41, &[nature, form, right, governing]);
        add.add(42, &[nature, right, governing, self.stem]);
        add.add(43, &[nature, right, governing, u64::from(self.passive)]);
        add.add(44, &[nature, right, distance]);
        add.add(45, &[nature, form, self.stem]);
        let next = if text.after_possessive(tokens.end).is_some() {
            2
        } else {
            lower(text.word(tokens.end))
        };
        add.add(46, &[nature, next]);
        add.add(
            47,
            &[nature, lower(text.word(tokens.start.wrapping_sub(1)))],
        );
        add.add(48, &[nature, next, right, distance.min(2)]);
        let inside = self
            .name
            .as_ref()
            .map_or(2, |name| u64::from(name.contains(&tokens.start)));
        add.add(49, &[nature, inside, form]);
        let between = if tokens.start > self.at {
            self.at + 1..tokens.start
        } else {
            tokens.end..self.at
        };
        let mut words: Vec<u64> = between
            .take(12)
            .filter(|&at| {
                text.is_any_word(at, PREPOSITIONS)
                    || text.is_any_word(at, &["and", "that", "which", "who", "said", "where"])
                    || text.is(at, ",")
                    || text.is(at, ";")
                    || text.is(at, ":")
            })
            .map(|at| lower(text.word(at)))
            .collect();
        words.sort_unstable();
        words.dedup();
        for word in words {
            add.add(50, &[nature, right, word]);
        }
    }

    fn elsewhere(&self, add: &mut Features, who: usize, nature: u64, before: u64) {
        let start = self.sentence.start.saturating_sub(120);
        let end = self.sentence.end + 60;
        let nearest = self
            .cast
            .inside(start..end)
            .iter()
            .filter(|naming| naming.who == who)
            .min_by_key(|naming| naming.tokens.start.abs_diff(self.at));
        let form = nearest.map_or(20, |naming| naming.form as u64);
        add.add(60, &[nature, form]);
        add.add(66, &[nature, self.governors, before]);
        add.add(67, &[nature, self.governors, self.persons, before]);
        add.add(61, &[nature, form, before, self.all]);
        add.add(62, &[nature, self.persons, self.all, self.stem]);
        add.add(63, &[nature, before, self.stem]);
    }
}

/// The place of somebody in a list; its length or more if absent.
fn rank(list: &[usize], who: usize) -> u64 {
    list.iter()
        .position(|&other| other == who)
        .map_or(9, |place| place as u64)
}
