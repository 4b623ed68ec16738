//! The frame of an occasion: whose doing it is, when and where.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who};
use super::circumstances::{date_near, place_near};
use super::own_clause::own_clause;
use super::scene::Scene;
use super::tense;
use crate::knowledge::EntityKey;

/// An occasion as one place of the text tells it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: EventKind,
    pub(super) participants: Vec<Actor>,
    pub(super) place: Option<EntityKey>,
    pub(super) date: Option<String>,
    /// The words that tell of it.
    pub(super) tokens: Range<usize>,
    /// The token that names it.
    pub(super) head: usize,
    /// Refers to an occasion told before and adds to it: "The meeting was attended by X".
    pub(super) refers: bool,
    /// Those of whom other sentences say that they take part: "The meeting was attended by".
    pub(super) attending: Vec<Who>,
    /// Tells who takes part in what the head of the text tells of.
    pub(super) attends: bool,
    /// Must stay apart from others of its kind: one of several calls told at once.
    pub(super) single: bool,
    /// Is of those alone who are told of, or of nobody: an anniversary that the world marks.
    pub(super) settled: bool,
    /// Is of those who take part in the gathering told last: "A communiqué was adopted".
    pub(super) of_gathering: bool,
    /// Is the doing of "the ministers" or "the participants", who act for the body whose gathering
    /// was told of, if there was one.
    pub(super) of_group: bool,
    /// What tells it from others of its kind: the words of a named occasion, a number of years.
    pub(super) name: Option<String>,
}

impl Draft {
    /// A draft with what its sentence says of time and place.
    pub(super) fn new(
        scene: &Scene<'_>,
        kind: EventKind,
        head: usize,
        participants: Vec<Actor>,
    ) -> Self {
        let sentence = scene.sentence(head);
        let mut start = head;
        let mut end = head + 1;
        for actor in &participants {
            if sentence.contains(&actor.tokens.start) {
                start = start.min(actor.tokens.start);
                end = end.max(actor.tokens.end);
            }
        }
        let clause = own_clause(scene, head, end, &sentence);
        let date = date_near(scene, head, &clause)
            .filter(|(value, told)| !is_remembered(scene, kind, head, (value, told.start)));
        let place = place_near(scene, head, &clause);
        for found in [
            date.as_ref().map(|date| &date.1),
            place.as_ref().map(|place| &place.1),
        ]
        .into_iter()
        .flatten()
        {
            start = start.min(found.start);
            end = end.max(found.end);
        }
        let (line_date, line_place) = super::head::of_line(scene, head);
        Self {
            kind,
            participants,
            place: place.map(|place| place.0).or(line_place),
            date: date.map(|date| date.0).or(line_date),
            tokens: start..end,
            head,
            refers: false,
            attending: Vec::new(),
            attends: false,
            single: false,
            settled: false,
            of_gathering: false,
            of_group: false,
            name: None,
        }
    }
}

impl Draft {
    /// One occasion of the hosts with each of the others, kept apart and told by the other's name.
    pub(super) fn one_with_each(&self, hosts: &[Actor], others: Vec<Actor>) -> Vec<Self> {
        let one = |other: Actor| Self {
            participants: hosts.iter().chain([&other]).cloned().collect(),
            tokens: other.tokens,
            single: true,
            ..self.clone()
        };
        others.into_iter().map(one).collect()
    }
}

/// Auxiliaries and adverbs between a subject and its verb.
pub(super) const AUXILIARIES: &[&str] = &[
    "will",
    "has",
    "have",
    "had",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "also",
    "then",
    "today",
    "earlier",
    "recently",
    "just",
    "jointly",
    "personally",
    "to",
    "plans",
    "plan",
    "planned",
    "expected",
    "scheduled",
    "set",
    "going",
    "due",
    "intends",
    "both",
    "later",
    "separately",
    "again",
    "traditionally",
    "officially",
    "formally",
    "subsequently",
    "finally",
    "already",
    "now",
    "too",
    "shall",
    "virtually",
    "yesterday",
    "tomorrow",
    "already",
    "once",
    "first",
    "successfully",
    "further",
    "additionally",
    "briefly",
    "each",
    "all",
    "together",
    "continued",
    "began",
    "started",
    "proceeded",
    "arrived",
    "gathered",
    "about",
];

/// Words that make what follows no occasion: conditions, refusals, wishes.
const IRREALIS: &[&str] = &[
    "not",
    "never",
    "no",
    "if",
    "would",
    "could",
    "might",
    "may",
    "should",
    "can",
    "cannot",
    "ready",
    "willing",
    "want",
    "wants",
    "wanted",
    "wish",
    "hope",
    "refuse",
    "refused",
    "refuses",
    "possible",
    "possibility",
    "unable",
    "without",
    "whether",
    "opportunity",
    "readiness",
    "propose",
    "proposed",
    "proposal",
    "need",
    "likely",
    "unlikely",
];

/// Pronouns for the one who speaks.
const SPEAKING: &[&str] = &["I", "we", "We", "me"];

impl Scene<'_> {
    /// Who does what the verb at `verb` says; empty if that is not clear.
    pub(super) fn subject(&self, verb: usize, sentence: &Range<usize>) -> Vec<Actor> {
        let text = self.text;
        let mut at = verb;
        let mut single = text.word(verb).ends_with('s');
        // "X, who is on a visit, met …": back over an insertion.
        while at > sentence.start {
            if let Some(mention) = self.ending(at) {
                if matches!(mention.label, Label::Date | Label::Time) {
                    at = mention.tokens.start;
                    if at > sentence.start && text.is_any(at - 1, &["on", "in", "at"]) {
                        at -= 1;
                    }
                    continue;
                }
                break;
            }
            let adverb = text.word(at - 1).ends_with("ly") && self.at(at - 1).is_none();
            if adverb || text.is_any_word(at - 1, AUXILIARIES) {
                single |= text.is_any_word(at - 1, &["is", "has", "was"]);
                at -= 1;
                continue;
            }
            // "will co-chair"
            if text.is(at - 1, "-") && text.is_word(at.wrapping_sub(2), "co") {
                at -= 2;
                continue;
            }
            if text.is(at - 1, ",") {
                if self.names_inside(at - 1, sentence.start) {
                    at -= 1;
                    break;
                }
                let floor = sentence.start.max(at.saturating_sub(28));
                match (floor..at - 1).rev().find(|&comma| text.is(comma, ",")) {
                    Some(comma) => {
                        at = comma;
                        continue;
                    }
                    None => break,
                }
            }
            break;
        }
        // "will travel to A to meet X": what one travels for.
        let destination = self
            .ending(at)
            .filter(|place| place.label == Label::Gpe && text.is(verb.wrapping_sub(1), "to"))
            .is_some_and(|place| {
                text.is_any_word(
                    place.tokens.start.wrapping_sub(1),
                    &["to", "in", "for", "at"],
                )
            });
        if destination {
            return self.first_subject(verb, sentence);
        }
        if at > sentence.start {
            let pronoun = at - 1;
            if text.is_any(pronoun, SPEAKING) {
                return self.speaking(pronoun);
            }
            if let Some((referents, _)) = self.referents_before(at, sentence.start) {
                return referents;
            }
            // ", who will chair": the one before the comma
            if text.is_any(pronoun, &["who", "which", "that"]) {
                let end = if text.is(pronoun.saturating_sub(1), ",") {
                    pronoun - 1
                } else {
                    pronoun
                };
                let country = self
                    .ending(end)
                    .filter(|place| text.is(pronoun, "which") && place.label == Label::Gpe)
                    .and_then(|place| self.actor(place));
                let mut before = self.list_before(end, sentence.start);
                return country.or_else(|| before.pop()).into_iter().collect();
            }
        }
        // "met with X and signed …": two things of one subject.
        if at > sentence.start && text.is_any(at - 1, &["and", "&"]) {
            return self.first_subject(verb, sentence);
        }
        let mut listed = self.list_before(at, sentence.start);
        // "… of the SCO, and Russia is chairing": one verb form for one subject.
        if single && listed.len() > 1 {
            listed.drain(..listed.len() - 1);
        }
        if listed.is_empty() {
            self.first_subject(verb, sentence)
        } else {
            listed
        }
    }

    /// The one who speaks at a token.
    pub(super) fn speaking(&self, at: usize) -> Vec<Actor> {
        self.speaker(at)
            .map(|who| Actor::of(who.clone(), at..at + 1))
            .into_iter()
            .collect()
    }

    /// The person last named before a token.
    pub(super) fn last_person(&self, at: usize) -> Option<Actor> {
        let floor = at.saturating_sub(120);
        let mention = self
            .inside(floor..at)
            .filter(|mention| mention.label == Label::Person)
            .last()?;
        self.actor(mention)
    }

    /// The first actor of the sentence before a verb that no preposition governs.
    pub(super) fn first_actor(&self, verb: usize, sentence: &Range<usize>) -> Option<Actor> {
        let text = self.text;
        for mention in self.inside(sentence.start..verb) {
            let start = self
                .ending(mention.tokens.start)
                .filter(|title| title.label == Label::Office && mention.label == Label::Person)
                .map_or(mention.tokens.start, |title| title.tokens.start);
            let mut before = start;
            while before > sentence.start
                && (text.is_any_word(before - 1, &["the", "all"])
                    || !text.is_plain_word(before - 1))
                && !text.is(before - 1, ",")
            {
                before -= 1;
            }
            let of_leaders = text.is_word(before.wrapping_sub(1), "of")
                && text.is_any_word(
                    before.wrapping_sub(2),
                    &["leaders", "heads", "presidents", "ministers"],
                );
            let governed = before > sentence.start
                && !of_leaders
                && text.is_any_word(
                    before - 1,
                    &[
                        "with", "of", "by", "to", "from", "for", "in", "at", "on", "between",
                        "against", "and", "about", "into", "within", "under", "s",
                    ],
                );
            let governs_on = text.after_possessive(mention.tokens.end).is_some();
            let acts = matches!(
                mention.label,
                Label::Person | Label::Org | Label::Gpe | Label::Office
            );
            if governed || governs_on || !acts || super::head::sends_dispatch(self, mention) {
                continue;
            }
            if let Some(actor) = self.actor(mention) {
                if mention.label == Label::Office
                    && let Some(person) = self
                        .at(mention.tokens.end)
                        .filter(|next| next.label == Label::Person)
                {
                    return self.actor(person);
                }
                return Some(actor);
            }
        }
        None
    }

    /// Whether the words before make an occasion of what follows doubtful.
    pub(super) fn irrealis(&self, at: usize, sentence: &Range<usize>) -> bool {
        (sentence.start.max(at.saturating_sub(5))..at)
            // "May" in a date is no wish.
            .any(|before| self.at(before).is_none() && self.text.is_any_word(before, IRREALIS))
    }
}

/// Whether a date, told at a token, is that of what is remembered: "the 30th anniversary of the
/// Treaty, signed on 16 June 1994", "21 years since the signing".
fn is_remembered(scene: &Scene<'_>, kind: EventKind, head: usize, date: (&str, usize)) -> bool {
    let text = scene.text;
    if kind == EventKind::Anniversary {
        return date.1 > head && tense::lies_before(scene, date.0, REMEMBERED);
    }
    (head.saturating_sub(YEARS_SINCE)..head).any(|at| {
        text.is_any_word(at, &["since", "after", "from"])
            && text.is_any_word(at.wrapping_sub(1), &["years", "year", "decades"])
    })
}

/// Days after which what is marked is what was, not the marking of it.
const REMEMBERED: i32 = 4 * 366;

/// How far before a word "years since" stands that counts from what it tells, in tokens.
const YEARS_SINCE: usize = 6;
/// Whether two participants' lists share somebody.
pub(super) fn shares(one: &[Actor], other: &[Actor]) -> usize {
    let has = |who: &Who| other.iter().any(|actor| actor.who == *who);
    one.iter().filter(|actor| has(&actor.who)).count()
}
