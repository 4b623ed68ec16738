//! The tables that a knowledge base is built from, and the fault that one of them may have.

use super::schema::{self, Schema};

/// The tables that a knowledge base is built from, as text; an empty text is a table without rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'data> {
    /// The folder that the tables lie in, as faults name it; empty for those of the build.
    pub folder: &'data str,
    /// `alpha2, alpha3, name, aliases, adjectives, capital, wikidata, source, as_of`.
    pub countries: &'data str,
    /// `slug, name, aliases, part_of, country, source, as_of`.
    pub organisations: &'data str,
    /// `organisation, member, status, from, to, source, as_of`.
    pub memberships: &'data str,
    /// `slug, name, aliases, country, wikidata, source, as_of`.
    pub persons: &'data str,
    /// `person_slug, office, of, from, to, source, as_of`.
    pub office_holders: &'data str,
    /// `slug, name, kind, aliases, country, population, source, as_of`.
    pub places: &'data str,
    /// `word, name, country, source, as_of`.
    pub peoples: &'data str,
    /// `name, aliases, source, as_of`.
    pub laws: &'data str,
    /// `name, aliases, source, as_of`.
    pub events: &'data str,
}

impl<'data> Sources<'data> {
    /// The text of a table.
    pub(crate) fn text(&self, schema: &Schema) -> &'data str {
        match schema.file {
            file if file == schema::COUNTRIES.file => self.countries,
            file if file == schema::ORGANISATIONS.file => self.organisations,
            file if file == schema::MEMBERS.file => self.memberships,
            file if file == schema::PERSONS.file => self.persons,
            file if file == schema::OFFICE_HOLDERS.file => self.office_holders,
            file if file == schema::PLACES.file => self.places,
            file if file == schema::PEOPLES.file => self.peoples,
            file if file == schema::LAWS.file => self.laws,
            _ => self.events,
        }
    }

    /// How a table is called in faults: its file, with the folder if there is one.
    pub(crate) fn path(&self, schema: &Schema) -> String {
        if self.folder.is_empty() {
            return schema.file.to_owned();
        }
        let folder = self.folder.trim_end_matches(['/', '\\']);
        format!("{folder}/{}", schema.file)
    }
}

/// A table of the knowledge base is wrong: where, what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}; {remedy}")]
pub struct KnowledgeError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The first code point of what is wrong, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}
