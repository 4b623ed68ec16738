//! What the model sees of a word that may tell of an occasion.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::{EventKind, Label};

use super::super::scene::Scene;
use super::words::{EDGE, class, label, lower, seen, stem};
use crate::labeller::WordClasses;
use crate::occasions::{Features, kind_number};

/// How far the nearest name is looked for, in tokens.
const NEAR: usize = 15;

/// Labels of those who act.
const ACTING: [Label; 4] = [Label::Person, Label::Gpe, Label::Org, Label::Norp];

/// Labels that a sentence is searched for.
const TELLING_LABELS: [Label; 6] = [
    Label::Person,
    Label::Date,
    Label::Gpe,
    Label::Org,
    Label::Event,
    Label::Law,
];

/// Auxiliaries, articles and negations that matter before the word.
const BEFORE: &[&str] = &[
    "will",
    "has",
    "have",
    "had",
    "was",
    "were",
    "is",
    "are",
    "to",
    "be",
    "been",
    "not",
    "should",
    "would",
    "could",
    "may",
    "might",
    "a",
    "the",
    "his",
    "her",
    "their",
    "our",
    "any",
    "such",
    "every",
    "each",
    "next",
    "last",
    "first",
    "joint",
    "following",
    "during",
    "after",
    "before",
    "if",
    "no",
    "regular",
];

/// Words that matter after it.
const AFTER: &[&str] = &[
    "with", "between", "of", "in", "on", "at", "by", "to", "for", "held", "took", "was", "were",
    "will", "is", "has",
];

/// What rules read at and around a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ByRules<'t> {
    /// Kinds of occasions that rules read from this word.
    pub(super) here: &'t [EventKind],
    /// Kinds that they read from its sentence.
    pub(super) near: &'t [EventKind],
}

/// How the sentence of a word looks as a whole.
#[derive(Clone, Debug)]
struct Surroundings {
    sentence: Range<usize>,
    /// How many mentions of each of [`TELLING_LABELS`] it has, at most 2.
    counts: [u64; TELLING_LABELS.len()],
    /// Its number in the text, at most 5.
    number: u64,
}

/// Looks at the words of a text one after the other.
pub(super) struct Looker<'s, 'a> {
    scene: &'s Scene<'a>,
    classes: &'s WordClasses,
    around: Option<Surroundings>,
    /// How often each stem was met.
    stems: HashMap<u64, u64>,
}

impl<'s, 'a> Looker<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>, classes: &'s WordClasses) -> Self {
        Self {
            scene,
            classes,
            around: None,
            stems: HashMap::new(),
        }
    }

    /// Whether the word at `at` may tell of something: names of persons, places and dates do not, nor
    /// lines that say only whose text it is.
    pub(super) fn may_tell(scene: &Scene<'_>, at: usize) -> bool {
        let by_label = scene.at(at).is_none_or(|mention| {
            matches!(
                mention.label,
                Label::Org | Label::Fac | Label::Event | Label::Law
            )
        });
        by_label
            && scene.text.is_plain_word(at)
            && scene.text.word(at).len() > 2
            && !scene.above_text(at)
    }

    /// The features of the word at `at`; asked in the order of the text. Without `rules` nothing is
    /// said of what rules read.
    pub(super) fn features(&mut self, at: usize, rules: Option<ByRules<'_>>) -> Vec<u64> {
        let scene = self.scene;
        let text = scene.text;
        let word = text.word(at);
        let stem = stem(word);
        let before = self.stems.entry(stem).or_insert(0);
        let met = (*before).min(2);
        *before += 1;
        let around = self.surroundings(at);
        let sentence = around.sentence.clone();
        let mut features = Features::default();
        let add = &mut features;
        add.add(1, &[lower(word)]);
        add.add(2, &[stem]);
        add.add(3, &[u64::from(text.is_capitalised(at))]);
        let own = scene.at(at).map_or(0, |mention| label(mention.label));
        add.add(4, &[own]);
        let (fine, coarse) = class(scene, self.classes, at);
        add.add(5, &[fine]);
        add.add(6, &[coarse]);
        self.neighbours(add, at, &sentence, stem);
        self.names_near(add, at, &sentence, stem);
        for (number, &count) in (0_u64..).zip(&around.counts) {
            add.add(12, &[number, count]);
            if count > 0 {
                add.add(13, &[number, stem]);
            }
        }
        for before in sentence.start.max(at.saturating_sub(6))..at {
            if text.is_any_word(before, BEFORE) {
                let value = lower(text.word(before));
                add.add(14, &[value]);
                add.add(15, &[value, stem]);
            }
        }
        for after in at + 1..sentence.end.min(at + 7) {
            if text.is_any_word(after, AFTER) {
                add.add(16, &[lower(text.word(after)), stem]);
            }
        }
        add.add(17, &[around.number]);
        add.add(18, &[met]);
        add.add(19, &[met, stem]);
        add.add(20, &[u64::from(scene.speaker(at).is_some())]);
        add.add(21, &[u64::from(scene.title.contains(&at))]);
        let ending = [
            word.ends_with('s'),
            word.ends_with("ed"),
            word.ends_with("ing"),
        ];
        add.add(22, &ending.map(u64::from));
        if let Some(rules) = rules {
            rules_read(add, rules, stem);
        }
        features.into_hashes()
    }

    fn neighbours(&self, add: &mut Features, at: usize, sentence: &Range<usize>, stem: u64) {
        let scene = self.scene;
        let neighbour = |shift: isize| {
            at.checked_add_signed(shift)
                .filter(|other| sentence.contains(other))
        };
        for (place, shift) in (0_u64..).zip([-3, -2, -1, 1, 2, 3]) {
            let other = neighbour(shift);
            let value = other.map_or(EDGE, |other| seen(scene, other));
            add.add(7, &[place, value]);
            if shift.abs() < 3 {
                add.add(8, &[place, value, stem]);
            }
            if let Some(other) = other {
                add.add(9, &[place, class(scene, self.classes, other).1]);
            }
        }
        let value = |shift| neighbour(shift).map_or(EDGE, |other| lower(scene.text.word(other)));
        add.add(10, &[value(-1), value(1)]);
    }

    fn names_near(&self, add: &mut Features, at: usize, sentence: &Range<usize>, stem: u64) {
        let scene = self.scene;
        let acting = |other: usize| {
            scene
                .at(other)
                .filter(|mention| ACTING.contains(&mention.label))
        };
        let left = (sentence.start.max(at.saturating_sub(NEAR))..at)
            .rev()
            .find_map(acting);
        let right = (at + 1..sentence.end.min(at + NEAR)).find_map(acting);
        for (side, found, beside) in [
            (0, left, left.map(|mention| mention.tokens.end)),
            (
                1,
                right,
                right.map(|mention| mention.tokens.start.wrapping_sub(1)),
            ),
        ] {
            let value = found.map_or(0, |mention| label(mention.label));
            add.add(11, &[side, value]);
            add.add(11, &[side, value, stem]);
            if let Some(beside) = beside {
                add.add(23, &[side, lower(scene.text.word(beside))]);
            }
        }
    }

    fn surroundings(&mut self, at: usize) -> Surroundings {
        let known = self
            .around
            .as_ref()
            .filter(|around| around.sentence.contains(&at));
        if let Some(around) = known {
            return around.clone();
        }
        let sentence = self.scene.sentence(at);
        let mut counts = [0; TELLING_LABELS.len()];
        for mention in self.scene.inside(sentence.clone()) {
            if let Some(place) = TELLING_LABELS
                .iter()
                .position(|&label| label == mention.label)
            {
                counts[place] = (counts[place] + 1).min(2);
            }
        }
        let around = Surroundings {
            sentence,
            counts,
            number: self.scene.number_of_sentence(at).min(5) as u64,
        };
        self.around = Some(around.clone());
        around
    }
}

fn rules_read(add: &mut Features, rules: ByRules<'_>, stem: u64) {
    let number = |kind: EventKind| u64::try_from(kind_number(kind)).unwrap_or(0);
    for &kind in rules.here {
        add.add(30, &[number(kind)]);
        add.add(31, &[number(kind), stem]);
    }
    if rules.here.is_empty() {
        add.add(32, &[]);
        add.add(33, &[stem]);
        for &kind in rules.near {
            add.add(34, &[number(kind)]);
            add.add(35, &[number(kind), stem]);
        }
    }
}
