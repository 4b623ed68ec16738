//! From the drafts of the rules and the probabilities of the models to the occasions of a text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use communique_model::EventKind;

use super::super::actors::{Actor, Who, add_all};
use super::super::events::{self, Told};
use super::super::frame::{Draft, shares};
use super::super::role::Role;
use super::super::scene::Scene;
use super::super::stage::{is_gathering, is_said};
use super::bilaterals;
use super::cast::{Cast, Form};
use super::doubts::{asks, doubtful};
use super::participation::{Asked, Telling};
use super::telling::{ByRules, Looker};
use super::words::stem;
use crate::labeller;
use crate::occasions::view::{Candidate, Past, Word};
use crate::occasions::{KINDS, Model};

/// The models that an engine reads occasions with.
#[derive(Clone, Debug)]
pub(crate) struct Models {
    pub(crate) occasions: Arc<Model>,
    /// Whose classes of words the features are made with.
    pub(crate) labeller: Arc<labeller::Model>,
}

/// Most of a cast who are asked about at one word.
const MOST_ASKED: usize = 40;

/// How many of the occasions told last "the meeting" may be.
const KNOWN: usize = 64;

/// How far around a word somebody must be spoken of to be asked about, in tokens.
const BEFORE: usize = 120;
const AFTER: usize = 60;

/// A text as it is read, shared by the engine and by whoever trains the models.
pub(crate) struct Reading<'s, 'a> {
    pub(crate) scene: &'s Scene<'a>,
    told: Told,
    cast: Cast,
}

impl<'s, 'a> Reading<'s, 'a> {
    pub(crate) fn new(scene: &'s Scene<'a>) -> Self {
        Self {
            scene,
            told: events::told(scene),
            cast: Cast::of(scene),
        }
    }

    /// Looks at every word that may tell of an occasion and whose stem is wanted, in order. With
    /// `blind` nothing is said of what the rules read.
    pub(crate) fn look(
        &self,
        classes: &labeller::WordClasses,
        blind: bool,
        wanted: impl Fn(u64) -> bool,
        mut look: impl FnMut(Word),
    ) {
        let scene = self.scene;
        let mut looker = Looker::new(scene, classes);
        for at in 0..scene.end {
            if !Looker::may_tell(scene, at) {
                continue;
            }
            let stem = stem(scene.text.word(at));
            if !wanted(stem) {
                continue;
            }
            let here = self.kinds_at(at..at + 1);
            let near = self.kinds_at(scene.sentence(at));
            let rules = (!blind).then_some(ByRules {
                here: &here,
                near: &near,
            });
            look(Word {
                at,
                bytes: scene.text.bytes(at..at + 1),
                stem,
                features: looker.features(at, rules),
                by_rules: here,
            });
        }
    }

    /// What rules read from the words of a range.
    fn kinds_at(&self, range: Range<usize>) -> Vec<EventKind> {
        let mut kinds: Vec<EventKind> = Vec::new();
        for telling in self.told.tellings_in(range).iter().take(16) {
            if !kinds.contains(&telling.kind) {
                kinds.push(telling.kind);
            }
        }
        kinds
    }

    /// Those who may take part in what the word at `at` tells of, and their features. `before` are
    /// the participants of the occasions before, in order.
    pub(crate) fn asked(
        &self,
        at: usize,
        kind: EventKind,
        before: &[Past],
        blind: bool,
    ) -> Vec<Candidate> {
        let telling = Telling::new(self.scene, &self.cast, at, kind, before);
        let read = self
            .told
            .tellings_in(at..at + 1)
            .first()
            .and_then(|telling| self.told.kept.get(telling.draft))
            .filter(|_| !blind);
        self.pool(at)
            .into_iter()
            .map(|who| {
                let asked = Asked {
                    who,
                    by_rule: read.map(|draft| {
                        let member = &self.cast.members[who].who;
                        draft.participants.iter().any(|actor| actor.who == *member)
                    }),
                    blind,
                };
                Candidate {
                    who,
                    features: telling.features(asked),
                }
            })
            .collect()
    }

    fn pool(&self, at: usize) -> Vec<usize> {
        let scene = self.scene;
        let sentence = scene.sentence(at);
        let mut pool: Vec<usize> = Vec::new();
        // The next item of a list tells of something else.
        let after = match scene.text.is_plain_word(sentence.end) {
            true => AFTER,
            false => 0,
        };
        for range in [
            sentence.clone(),
            sentence.start.saturating_sub(BEFORE)..sentence.start,
            sentence.end..sentence.end + after,
            scene.title.clone(),
            scene.lead.clone(),
        ] {
            for naming in self.cast.inside(range) {
                let apart = || self.other_entry(at, naming.tokens.start);
                if pool.len() < MOST_ASKED && !pool.contains(&naming.who) && !apart() {
                    pool.push(naming.who);
                }
            }
        }
        pool.sort_unstable();
        pool
    }

    /// Whether two tokens stand in different entries of a timetable, lines that begin with a time or
    /// a day: whoever is named in one has no part in the other.
    fn other_entry(&self, one: usize, other: usize) -> bool {
        let text = self.scene.text;
        let (line, other) = (text.line_start(one), text.line_start(other));
        line != other && text.is_number(line) && text.is_number(other)
    }

    /// Somebody of the cast.
    pub(crate) fn member(&self, who: usize) -> &Who {
        &self.cast.members[who].who
    }

    /// The occasions of the text without the models.
    pub(crate) fn by_rules(self) -> Vec<Draft> {
        events::finished(self.scene, self.told.kept)
    }

    /// The occasions of the text.
    pub(crate) fn by_models(self, models: &Models) -> Vec<Draft> {
        let model = &models.occasions;
        let thresholds = model.thresholds();
        let mut decided: BTreeMap<usize, bool> = BTreeMap::new();
        let mut revised: BTreeMap<usize, Vec<Actor>> = BTreeMap::new();
        let mut added: Vec<Draft> = Vec::new();
        let mut before: Vec<Past> = Vec::new();
        let mut last_alone = None;
        let classes = models.labeller.classes();
        let knows = |stem| model.knows(stem);
        self.look(classes, false, knows, |word| {
            let outcomes = model.telling(&word.features);
            let told = 1.0 - outcomes[0];
            let drafts: Vec<usize> = self
                .told
                .tellings_in(word.at..word.at + 1)
                .iter()
                .map(|telling| telling.draft)
                .collect();
            if drafts.is_empty() {
                if told < thresholds.new || doubtful(self.scene, word.at) {
                    return;
                }
                let kind = match likeliest(&outcomes) {
                    EventKind::Meeting if is_by_telephone(self.scene, word.at) => EventKind::Call,
                    kind => kind,
                };
                // "The meeting also touched upon": that of which the text has told.
                let is_same =
                    |told: EventKind| told == kind || is_gathering(told) && is_gathering(kind);
                let mut last = before.iter().rev().take(KNOWN);
                if is_definite(self.scene, word.at) && last.any(|past| is_same(past.kind)) {
                    return;
                }
                let part = self.takes_part(model, word.at, kind, &before);
                let actors = self.actors(word.at, kind, &part);
                // One sentence tells of one occasion of a kind in which nobody takes part.
                let alone = actors
                    .is_empty()
                    .then(|| (kind, self.scene.number_of_sentence(word.at)));
                if alone.is_some() && alone == last_alone {
                    return;
                }
                last_alone = alone;
                before.push(Past {
                    at: word.at,
                    kind,
                    part,
                });
                added.push(Draft::new(self.scene, kind, word.at, actors));
                return;
            }
            for index in drafts {
                let stands = decided.entry(index).or_insert(false);
                let Some(draft) = self.told.kept.get(index) else {
                    continue;
                };
                // That several attended it tells that it was.
                let doubted = told < thresholds.read && draft.attending.len() < 2;
                if doubted || *stands || asks(self.scene, word.at) {
                    continue;
                }
                *stands = true;
                if draft.single || draft.settled {
                    // One of several told at once, or nobody’s: only the rule knows whose it is.
                    continue;
                }
                let kind = draft.kind;
                let asked = self.asked(word.at, kind, &before, false);
                let part = model.takes_part(&asked);
                let found = self.actors(word.at, kind, &part);
                // In the order of the rule, with those of whom another sentence says so, too far from
                // the word to be asked about, and those whom no name of the text stands for: they are
                // not in the cast.
                let unasked = |actor: &Actor| {
                    let place = self.cast.place_of(&actor.who);
                    let far = |who| asked.iter().all(|candidate| candidate.who != who);
                    place.is_none_or(|who| far(who) && draft.attending.contains(&actor.who))
                };
                let mut actors: Vec<Actor> = draft.participants.clone();
                actors.retain(|actor| {
                    unasked(actor) || found.iter().any(|other| other.who == actor.who)
                });
                add_all(&mut actors, found);
                revised.insert(index, actors);
                before.push(Past {
                    at: word.at,
                    kind,
                    part,
                });
            }
        });
        self.joined(&decided, revised, added)
    }

    fn joined(
        self,
        decided: &BTreeMap<usize, bool>,
        mut revised: BTreeMap<usize, Vec<Actor>>,
        added: Vec<Draft>,
    ) -> Vec<Draft> {
        let mut kept: Vec<Draft> = Vec::new();
        for (index, mut draft) in self.told.kept.into_iter().enumerate() {
            if decided.get(&index) == Some(&false) {
                continue;
            }
            if let Some(actors) = revised.remove(&index) {
                draft.participants = actors;
            }
            kept.extend(bilaterals::one_each(self.scene, draft));
        }
        for draft in added {
            let empty = draft.participants.is_empty()
                && kept.iter().rev().take(8).any(|other| {
                    other.kind == draft.kind
                        && self.scene.sentence(other.head) == self.scene.sentence(draft.head)
                });
            // A gathering told by its session and by the meeting of those who take part in it.
            let twice = kept.iter().rev().take(8).any(|other| {
                is_gathering(other.kind)
                    && is_gathering(draft.kind)
                    && !draft.participants.is_empty()
                    && draft.participants.len() == other.participants.len()
                    && shares(&draft.participants, &other.participants) == draft.participants.len()
                    && events::dates_agree(draft.date.as_deref(), other.date.as_deref())
            });
            if empty || twice {
                continue;
            }
            for draft in bilaterals::one_each(self.scene, draft) {
                events::keep(self.scene, &mut kept, draft);
            }
        }
        kept.sort_by_key(|draft| draft.head);
        events::finished(self.scene, kept)
    }

    /// Who takes part in what the word at `at` tells of.
    fn takes_part(&self, model: &Model, at: usize, kind: EventKind, before: &[Past]) -> Vec<usize> {
        model.takes_part(&self.asked(at, kind, before, false))
    }

    /// Members of the cast as participants, with the words of the sentence that speak of them.
    fn actors(&self, at: usize, kind: EventKind, part: &[usize]) -> Vec<Actor> {
        // "The Spokesperson's answer to a question about the talks": who answers did not talk there.
        let speaks = |who: &Who| {
            !is_said(kind)
                && self.scene.title.contains(&at)
                && self.scene.role_of(who) == Role::Spokesperson
        };
        let sentence = self.scene.sentence(at);
        let here = self.cast.inside(sentence);
        let mut actors: Vec<Actor> = part
            .iter()
            .filter(|&&who| !speaks(self.member(who)))
            .map(|&who| {
                let nearest = here
                    .iter()
                    .filter(|naming| naming.who == who && naming.form != Form::Tag)
                    .min_by_key(|naming| naming.tokens.start.abs_diff(at));
                let tokens = nearest.map_or(at..at + 1, |naming| naming.tokens.clone());
                Actor::of(self.cast.members[who].who.clone(), tokens)
            })
            .collect();
        actors.sort_by_key(|actor| actor.tokens.start);
        actors
    }
}

/// Whether a noun stands alone behind its article: "the meeting", "during the visit".
fn is_definite(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    let nouns = [
        "meeting",
        "talks",
        "conversation",
        "visit",
        "session",
        "negotiations",
    ];
    let alone = !text.is_any_word(
        at + 1,
        &[
            "of", "with", "between", "on", "in", "to", "held", "paid", "which", "that",
        ],
    ) && scene.at(at + 1).is_none();
    text.is_any_word(at, &nouns) && text.is_any_word(at.wrapping_sub(1), &["the", "this"]) && alone
}

/// Whether what a word tells of was told to be by telephone.
fn is_by_telephone(scene: &Scene<'_>, at: usize) -> bool {
    let sentence = scene.sentence(at);
    (at..sentence.end.min(at + BY_TELEPHONE)).any(|by| {
        scene.text.is_any_word(by, &["by", "over"])
            && (by + 1..by + 3).any(|at| scene.text.is_any_word(at, &["telephone", "phone"]))
    })
}

/// How far behind a verb "by telephone" stands, in tokens.
const BY_TELEPHONE: usize = 16;

fn likeliest(outcomes: &[f32; crate::occasions::OUTCOMES]) -> EventKind {
    let mut best = 0;
    for (number, chance) in outcomes[1..].iter().enumerate() {
        if *chance > outcomes[best + 1] {
            best = number;
        }
    }
    KINDS[best]
}
