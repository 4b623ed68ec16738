//! The knowledge base of this build.

use std::sync::{Arc, OnceLock};

use super::{Knowledge, KnowledgeError, Sources};

/// The tables as they were when the program was built.
pub const SOURCES: Sources<'static> = Sources {
    folder: "",
    countries: include_str!("../../knowledge/countries.tsv"),
    organisations: include_str!("../../knowledge/organisations.tsv"),
    memberships: include_str!("../../knowledge/memberships.tsv"),
    persons: include_str!("../../knowledge/persons.tsv"),
    office_holders: include_str!("../../knowledge/office_holders.tsv"),
    places: include_str!("../../knowledge/places.tsv"),
    peoples: include_str!("../../knowledge/peoples.tsv"),
    laws: include_str!("../../knowledge/laws.tsv"),
    events: include_str!("../../knowledge/events.tsv"),
};

/// The embedded knowledge base, built on the first call and shared afterwards.
///
/// # Errors
/// If a table of the build is wrong; a test of this crate makes sure that none is.
pub fn embedded() -> Result<Arc<Knowledge>, KnowledgeError> {
    static SHARED: OnceLock<Result<Arc<Knowledge>, KnowledgeError>> = OnceLock::new();
    SHARED
        .get_or_init(|| Knowledge::build(&SOURCES).map(Arc::new))
        .clone()
}
