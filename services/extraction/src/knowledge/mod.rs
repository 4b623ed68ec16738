//! The knowledge base: countries, organisations, persons, offices and places as data, and the
//! indexes that find their names in a text.
//!
//! The tables are files of the project, embedded at build time; a [`Directory`] may add to them or
//! override them. Every row names its source and its date, which travel with the entity as its
//! provenance. [`Check`] validates tables.

mod builder;
mod check;
mod directory;
mod embedded;
pub(crate) mod fold;
pub(crate) mod lexicon;
mod names;
mod people;
pub(crate) mod russian;
mod schema;
mod sources;
mod table;
pub(crate) mod trie;
pub(crate) mod vocabulary;

use std::collections::{HashMap, HashSet};

use communique_model::{Entity, EntityId, Label, PartialDate};

pub use check::{Check, Count};
pub use directory::{Directory, DirectoryError};
pub use embedded::{SOURCES, embedded};
pub(crate) use people::{Names, PARTICLES};
pub use sources::{KnowledgeError, Sources};

use trie::{FastHash, NameTrie, Symbol};
use vocabulary::Vocabulary;

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

/// A member of an organisation, or who takes part in it otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The country or organisation.
    pub member: EntityId,
    /// `member`, `observer`, `partner`, `associate`, `candidate` or `suspended`.
    pub status: String,
    /// Since when, if known.
    pub from: Option<PartialDate>,
    /// Until when; `None` if it had not ended when the row was written.
    pub to: Option<PartialDate>,
    /// Where the knowledge comes from and as of when.
    pub provenance: String,
}

/// Somebody's time in an office, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeHeld<'knowledge> {
    /// The office, without the country.
    pub office: &'knowledge str,
    /// The country, organisation or place that it is an office of.
    pub of: Option<&'knowledge EntityId>,
    /// Since when, if known.
    pub from: Option<PartialDate>,
    /// Until when; `None` if it had not ended when the row was written.
    pub to: Option<PartialDate>,
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
    members: HashMap<EntityKey, Vec<Membership>>,
    titles: NameTrie,
    title_labels: Vec<Label>,
    /// Cities that are capitals of countries.
    capitals: HashSet<EntityKey>,
    version: String,
}

impl Knowledge {
    /// Reads the tables and builds the indexes.
    ///
    /// # Errors
    /// If a table lacks a column, a row a cell, an id is given twice, or a row refers to a country,
    /// organisation or person that no table holds.
    pub fn build(sources: &Sources<'_>) -> Result<Self, KnowledgeError> {
        builder::build(&[sources])
    }

    /// The same from several layers of tables. A row of a later layer takes the place of the row
    /// with the same key, and a name of a later layer means what that layer says.
    ///
    /// # Errors
    /// As [`Knowledge::build`].
    pub fn layered(layers: &[&Sources<'_>]) -> Result<Self, KnowledgeError> {
        builder::build(layers)
    }

    /// The entities that go by a name or an id, in the order of the tables.
    #[must_use]
    pub fn find(&self, name: &str) -> Vec<&Entity> {
        let wanted = fold::collapse(name);
        let is_called = |entity: &&Entity| {
            entity.id.0 == name
                || names::all_names(entity).any(|other| fold::collapse(other) == wanted)
        };
        self.entities.iter().filter(is_called).collect()
    }

    /// The offices that a person is known to have held, in the order of the table.
    #[must_use]
    pub fn offices_held(&self, person: &EntityId) -> Vec<OfficeHeld<'_>> {
        let key = self.ids.get(person).copied();
        let tenures = key.map_or(&[][..], |key| self.tenures(key));
        tenures
            .iter()
            .map(|tenure| OfficeHeld {
                office: &tenure.office,
                of: tenure.of.map(|of| &self.get(of).id),
                from: tenure.from,
                to: tenure.to,
            })
            .collect()
    }

    /// Who takes part in an organisation, in the order of the table.
    #[must_use]
    pub fn members(&self, organisation: &EntityId) -> &[Membership] {
        let key = self.ids.get(organisation);
        let members = key.and_then(|key| self.members.get(key));
        members.map_or(&[], Vec::as_slice)
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

    /// Whether a place is the capital of a country.
    pub(crate) fn is_capital(&self, key: EntityKey) -> bool {
        self.capitals.contains(&key)
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

    /// Names of documents and occasions.
    pub(crate) fn titles(&self) -> &NameTrie {
        &self.titles
    }

    /// Whether a title is one of a document or of an occasion.
    pub(crate) fn title_label(&self, payload: u32) -> Label {
        self.title_labels[payload as usize]
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
        builder::ministry_ids(subject, &country.name)
            .iter()
            .find_map(|id| self.key(id))
    }

    /// The offices that a person is known to have held.
    pub(crate) fn tenures(&self, person: EntityKey) -> &[Tenure] {
        self.tenures.get(&person).map_or(&[], Vec::as_slice)
    }

    /// The persons who are known to have held offices of a country or body, each once.
    pub(crate) fn holders(&self, of: EntityKey) -> &[EntityKey] {
        self.holders.get(&of).map_or(&[], Vec::as_slice)
    }

    /// The organisation that a body is an organ of.
    pub(crate) fn whole_of(&self, organ: EntityKey) -> Option<EntityKey> {
        self.organs
            .iter()
            .flatten()
            .find(|known| known.entity == organ)
            .map(|known| known.parent)
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
