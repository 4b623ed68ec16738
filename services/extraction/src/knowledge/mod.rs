//! The knowledge base: countries, organisations, persons, offices and places as data, and the
//! indexes that find their names in a text.
//!
//! The tables are files of the project, embedded at build time. Every row names its source and
//! its date, which travel with the entity as its provenance.

mod builder;
mod embedded;
pub(crate) mod fold;
pub(crate) mod lexicon;
mod people;
mod table;
pub(crate) mod trie;
pub(crate) mod vocabulary;

use std::collections::HashMap;

use communique_model::{Entity, EntityId, Label, PartialDate};

pub use embedded::{SOURCES, embedded};
pub(crate) use people::{Names, PARTICLES};

use trie::{FastHash, NameTrie, Symbol};
use vocabulary::Vocabulary;

/// The tables that a knowledge base is built from, as text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'data> {
    /// `alpha2, name, aliases, adjectives, capital, source, as_of`.
    pub countries: &'data str,
    /// `slug, name, aliases, part_of, country, source, as_of`.
    pub organisations: &'data str,
    /// `slug, name, aliases, country, source, as_of`.
    pub persons: &'data str,
    /// `person_slug, office, of, from, to, source, as_of`.
    pub office_holders: &'data str,
    /// `slug, name, kind, aliases, country, population, source, as_of`.
    pub places: &'data str,
    /// `word, name, country, source`.
    pub peoples: &'data str,
}

/// A table of the knowledge base is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{table} line {line}: {problem}")]
pub struct KnowledgeError {
    table: &'static str,
    line: usize,
    problem: String,
}

impl KnowledgeError {
    fn new(table: &'static str, line: usize, problem: impl Into<String>) -> Self {
        Self {
            table,
            line,
            problem: problem.into(),
        }
    }
}

/// The number of an entity in one knowledge base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct EntityKey(pub(crate) u32);

/// What a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) entity: EntityKey,
    pub(crate) label: Label,
}

/// An organ under the name it goes by inside its organisation: "Foreign Ministers Council".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Organ {
    pub(crate) parent: EntityKey,
    pub(crate) entity: EntityKey,
}

/// Somebody's time in an office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tenure {
    pub(crate) office: String,
    pub(crate) of: Option<EntityKey>,
    pub(crate) from: Option<PartialDate>,
    pub(crate) to: Option<PartialDate>,
}

impl Tenure {
    /// Whether the office may have been held at some time of `date`.
    pub(crate) fn covers(&self, date: PartialDate) -> bool {
        self.from
            .is_none_or(|from| from.first_day() <= date.last_day())
            && self.to.is_none_or(|to| date.first_day() <= to.last_day())
    }
}

/// Everything the engine knows, with its indexes. Built once, never changed.
#[derive(Debug, Default)]
pub struct Knowledge {
    entities: Vec<Entity>,
    ids: HashMap<EntityId, EntityKey>,
    /// Inhabitants of places; what prefers one place to another of the same name.
    weights: Vec<u64>,
    vocabulary: Vocabulary,
    names: NameTrie,
    meanings: Vec<Vec<Meaning>>,
    organ_names: NameTrie,
    organs: Vec<Vec<Organ>>,
    people: people::People,
    hashtags: HashMap<Box<str>, Meaning, FastHash>,
    /// Words that stand in names of organisations beside others.
    institutional: std::collections::HashSet<Symbol>,
    tenures: HashMap<EntityKey, Vec<Tenure>>,
    /// Who held offices of a country or body, in the order of the table.
    holders: HashMap<EntityKey, Vec<EntityKey>>,
    version: String,
}

impl Knowledge {
    /// Reads the tables and builds the indexes.
    ///
    /// # Errors
    /// If a table lacks a column, a row a cell, an id is given twice, or a row refers to a country,
    /// organisation or person that no table holds.
    pub fn build(sources: &Sources<'_>) -> Result<Self, KnowledgeError> {
        builder::build(sources)
    }

    /// The version for people: the latest date that a row names, and how many entities there are.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The entity of an id.
    #[must_use]
    pub fn entity(&self, id: &EntityId) -> Option<&Entity> {
        self.ids.get(id).map(|&key| self.get(key))
    }

    /// All entities, in the order of the tables.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    pub(crate) fn get(&self, key: EntityKey) -> &Entity {
        &self.entities[key.0 as usize]
    }

    pub(crate) fn key(&self, id: &str) -> Option<EntityKey> {
        self.ids.get(&EntityId(id.to_owned())).copied()
    }

    pub(crate) fn country(&self, alpha2: &str) -> Option<EntityKey> {
        self.key(&format!("country:{alpha2}"))
    }

    /// The country that an entity is, lies in or belongs to.
    pub(crate) fn country_of(&self, key: EntityKey) -> Option<EntityKey> {
        let alpha2 = self.get(key).country.as_deref()?;
        self.country(alpha2)
    }

    pub(crate) fn weight(&self, key: EntityKey) -> u64 {
        self.weights[key.0 as usize]
    }

    pub(crate) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub(crate) fn people(&self) -> &people::People {
        &self.people
    }

    pub(crate) fn names(&self) -> &NameTrie {
        &self.names
    }

    pub(crate) fn meanings(&self, payload: u32) -> &[Meaning] {
        &self.meanings[payload as usize]
    }

    /// Names of organs as they go by inside their organisation.
    pub(crate) fn organ_names(&self) -> &NameTrie {
        &self.organ_names
    }

    pub(crate) fn organs(&self, payload: u32) -> &[Organ] {
        &self.organs[payload as usize]
    }

    /// What a collapsed name means: lower case, letters and digits only.
    pub(crate) fn by_collapsed(&self, name: &str) -> Option<Meaning> {
        self.hashtags.get(name).copied()
    }

    /// The ministry of a country, by the subject as [`lexicon::PORTFOLIOS`] names it.
    pub(crate) fn ministry(&self, subject: &str, country: EntityKey) -> Option<EntityKey> {
        let country = self.get(country);
        self.key(&builder::ministry_id(subject, &country.name))
    }

    /// The offices that a person is known to have held.
    pub(crate) fn tenures(&self, person: EntityKey) -> &[Tenure] {
        self.tenures.get(&person).map_or(&[], Vec::as_slice)
    }

    /// The persons who are known to have held offices of a country or body, each once.
    pub(crate) fn holders(&self, of: EntityKey) -> &[EntityKey] {
        self.holders.get(&of).map_or(&[], Vec::as_slice)
    }

    /// Whether a word, by its symbol, stands in names of organisations: "Trade", "Affairs".
    pub(crate) fn is_institutional(&self, symbol: Symbol) -> bool {
        self.institutional.contains(&symbol)
    }

    /// Number of the word as the person tables know it, by sound.
    pub(crate) fn name_symbol(&self, word: &str, symbol: Symbol) -> Symbol {
        self.people.sound_of(word, symbol)
    }
}
