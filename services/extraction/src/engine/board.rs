//! What the layers have found so far, and how a layer asks for it.

use std::ops::Range;

use communique_model::{Label, Link, PartialDate};

use super::text::{Reading, Text};
use crate::knowledge::{EntityKey, Knowledge};

/// A mention that may be: the layers propose, the resolution decides.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Tokens covered.
    pub(crate) tokens: Range<usize>,
    pub(crate) label: Label,
    pub(crate) rank: Rank,
    pub(crate) entity: Option<EntityKey>,
    /// Why it means its entity; set by the linking pass.
    pub(crate) link: Option<Link>,
    /// What else it may mean, likeliest first; set by the linking pass.
    pub(crate) others: Vec<(EntityKey, Link)>,
    pub(crate) parts: Vec<EntityKey>,
    pub(crate) value: Option<String>,
    pub(crate) layer: &'static str,
}

/// How sure a kind of finding is against others that overlap it. Among equals, the longer wins,
/// then the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// A guess by shape.
    Shape,
    /// A pattern or a known name.
    Name,
    /// A calendar expression.
    Calendar,
    /// A name that swallows what stands inside: events, laws.
    Composite,
    /// Closed notation: amounts, hashtags.
    Notation,
}

impl Candidate {
    pub(crate) fn new(tokens: Range<usize>, label: Label, rank: Rank, layer: &'static str) -> Self {
        Self {
            tokens,
            label,
            rank,
            entity: None,
            link: None,
            others: Vec::new(),
            parts: Vec::new(),
            value: None,
            layer,
        }
    }

    pub(crate) fn linked(mut self, entity: Option<EntityKey>) -> Self {
        self.entity = entity;
        self
    }

    pub(crate) fn with_value(mut self, value: Option<String>) -> Self {
        self.value = value;
        self
    }

    pub(crate) fn with_parts(mut self, parts: Vec<EntityKey>) -> Self {
        self.parts = parts;
        self
    }
}

const NONE: u32 = u32::MAX;

/// The text, the knowledge base and the candidates so far.
#[derive(Debug)]
pub(crate) struct Board<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) reference: Option<PartialDate>,
    candidates: Vec<Candidate>,
    /// Candidates that a later layer has taken back, by their places.
    withdrawn: Vec<usize>,
    /// For each token, the newest candidate that starts there, as head of a chain.
    starting: Vec<u32>,
    /// For each candidate, the next of its chain.
    chain: Vec<u32>,
    /// For each token, the longest candidate of [`Rank::Name`] or more that covers it.
    covering: Vec<u32>,
}

impl<'a> Board<'a> {
    pub(crate) fn new(
        text: &'a Text<'a>,
        knowledge: &'a Knowledge,
        reference: Option<PartialDate>,
    ) -> Self {
        Self {
            text,
            knowledge,
            reference,
            candidates: Vec::new(),
            withdrawn: Vec::new(),
            starting: vec![NONE; text.len()],
            chain: Vec::new(),
            covering: vec![NONE; text.len()],
        }
    }

    /// Adds a candidate; an empty or unending range is not one.
    pub(crate) fn push(&mut self, candidate: Candidate) {
        let range = candidate.tokens.clone();
        if range.is_empty() || range.end > self.text.len() {
            return;
        }
        let index = u32::try_from(self.candidates.len()).unwrap_or(NONE);
        self.chain.push(self.starting[range.start]);
        self.starting[range.start] = index;
        for at in range.clone().take(LONGEST_COVER) {
            let covers = match self.covering[at] {
                NONE => true,
                other => self.candidates[other as usize].tokens.len() < range.len(),
            };
            if covers {
                self.covering[at] = index;
            }
        }
        self.candidates.push(candidate);
    }

    pub(crate) fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    pub(crate) fn candidate_mut(&mut self, index: usize) -> &mut Candidate {
        &mut self.candidates[index]
    }

    /// Takes a candidate back: layers go on seeing it, the resolution does not.
    pub(crate) fn withdraw(&mut self, index: usize) {
        self.withdrawn.push(index);
    }

    pub(crate) fn into_candidates(mut self) -> Vec<Candidate> {
        self.withdrawn.sort_unstable();
        let withdrawn = self.withdrawn;
        let mut index = 0;
        self.candidates.retain(|_| {
            index += 1;
            withdrawn.binary_search(&(index - 1)).is_err()
        });
        self.candidates
    }

    /// The candidates that start at a token.
    pub(crate) fn starting_at(&self, at: usize) -> impl Iterator<Item = &Candidate> {
        let mut next = self.starting.get(at).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let candidate = self.candidates.get(next as usize)?;
            next = self.chain[next as usize];
            Some(candidate)
        })
    }

    /// The longest candidate at a token with one of the labels.
    pub(crate) fn longest_at(&self, at: usize, labels: &[Label]) -> Option<&Candidate> {
        self.starting_at(at)
            .filter(|candidate| labels.contains(&candidate.label))
            .max_by_key(|candidate| candidate.tokens.len())
    }

    /// The longest candidate that covers a token.
    pub(crate) fn covering(&self, at: usize) -> Option<&Candidate> {
        let index = *self.covering.get(at)?;
        self.candidates.get(index as usize)
    }

    /// The longest candidate that covers the token before `at` and ends there, if it has one of
    /// the labels.
    pub(crate) fn ending_at(&self, at: usize, labels: &[Label]) -> Option<&Candidate> {
        let candidate = self.covering(at.checked_sub(1)?)?;
        (candidate.tokens.end == at && labels.contains(&candidate.label)).then_some(candidate)
    }

    /// Gives the candidates of exactly this range and label another meaning, where there is one.
    pub(crate) fn relink(&mut self, range: Range<usize>, label: Label, entity: Option<EntityKey>) {
        let mut next = self.starting.get(range.start).copied().unwrap_or(NONE);
        while let Some(candidate) = self.candidates.get_mut(next as usize) {
            if candidate.tokens == range && candidate.label == label && entity.is_some() {
                candidate.entity = entity;
            }
            next = self.chain[next as usize];
        }
    }

    /// Whether a longer known name covers a part of the range: "Collective Security Treaty" is no
    /// treaty where the organisation of that name is meant.
    pub(crate) fn is_inside_known(&self, range: &Range<usize>) -> bool {
        range.clone().take(LONGEST_COVER).any(|at| {
            self.covering(at).is_some_and(|candidate| {
                let wider = candidate.tokens.start <= range.start
                    && range.end <= candidate.tokens.end
                    && candidate.tokens.len() > range.len();
                wider && candidate.entity.is_some()
            })
        })
    }

    /// If the knowledge base holds a document or an occasion (`label`) of the name that begins at
    /// `at`, the token after it.
    pub(crate) fn title_end(&self, at: usize, label: Label) -> Option<usize> {
        let (end, payload) = self
            .text
            .longest(self.knowledge.titles(), Reading::Words, at)?;
        (self.knowledge.title_label(payload) == label).then_some(end)
    }

    /// Entities of the candidates inside a range of tokens, in order, each once.
    pub(crate) fn entities_in(&self, range: Range<usize>) -> Vec<EntityKey> {
        let mut found = Vec::new();
        for at in range.clone().take(LONGEST_COVER) {
            let inside = self
                .starting_at(at)
                .filter(|candidate| candidate.tokens.end <= range.end)
                .max_by_key(|candidate| candidate.tokens.len());
            let Some(candidate) = inside else { continue };
            for entity in candidate.entity.iter().chain(&candidate.parts) {
                if !found.contains(entity) {
                    found.push(*entity);
                }
            }
        }
        found
    }
}

/// Names are shorter than this; a longer candidate covers only its first tokens for the layers
/// that ask, so that no text can make covering cost more than linear time.
const LONGEST_COVER: usize = 64;
