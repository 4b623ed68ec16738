//! Why a mention means an entity, and how sure that is.

use serde::{Deserialize, Serialize};

use crate::EntityId;

/// Why a mention means its entity, and how sure that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// How sure, from 1 to 100; [`Link::CONFIDENT`] and more make a link. An order of sureness,
    /// not a share of links that are right.
    pub score: u8,
    /// What speaks for it, each once, the way the name matches first. Never empty.
    pub reasons: Vec<LinkReason>,
}

impl Link {
    /// The least score of a link; below it an entity stays a candidate.
    pub const CONFIDENT: u8 = 50;
}

/// An entity that a mention may mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCandidate {
    /// The entity.
    pub entity: EntityId,
    /// Its canonical name.
    pub name: String,
    /// How much speaks for it, from 1 to 100, on the scale of [`Link::score`].
    pub score: u8,
    /// What speaks for it, each once, the way the name matches first. Never empty.
    pub reasons: Vec<LinkReason>,
}

/// What speaks for a mention's meaning an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LinkReason {
    /// The words are the entity's canonical name.
    ExactName,
    /// The words are another name, an acronym or a code of the entity.
    Alias,
    /// The words are another spelling or order of a name: "Lukashenka", "Tokayev Kassym-Jomart".
    SpellingVariant,
    /// The words are a surname, with a fitting given name or initial or by itself.
    Surname,
    /// The words are a part or short form of the name of a body: "Council", "Foreign Ministry".
    ShortForm,
    /// The words are an adjective, a people or the inhabitants of the country.
    Adjective,
    /// The text names the person in full, or in office, elsewhere.
    SurnameInDocument,
    /// The person held the office named beside the words on the text's date.
    OfficeOnDate,
    /// The person held the office named beside the words, at another time or at an unknown one.
    OfficeHeld,
    /// The country named beside the words or in the text is the entity's.
    ContextCountry,
    /// The body that the text speaks of is the entity or the one that it is an organ of.
    ContextBody,
    /// Other words of the text belong to the entity: its capital, its people, its kind.
    ContextWords,
    /// The person held an office on the text's date, the others of that name did not.
    InOfficeOnDate,
    /// No other entity of that kind is known by these words.
    OnlyBearer,
    /// Of the entities that are known by these words it is by far the best known.
    BestKnown,
}

impl LinkReason {
    /// Every reason, in the order of their declaration.
    pub const ALL: [Self; 15] = [
        Self::ExactName,
        Self::Alias,
        Self::SpellingVariant,
        Self::Surname,
        Self::ShortForm,
        Self::Adjective,
        Self::SurnameInDocument,
        Self::OfficeOnDate,
        Self::OfficeHeld,
        Self::ContextCountry,
        Self::ContextBody,
        Self::ContextWords,
        Self::InOfficeOnDate,
        Self::OnlyBearer,
        Self::BestKnown,
    ];

    /// The reason as it is written in data: `EXACT_NAME`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ExactName => "EXACT_NAME",
            Self::Alias => "ALIAS",
            Self::SpellingVariant => "SPELLING_VARIANT",
            Self::Surname => "SURNAME",
            Self::ShortForm => "SHORT_FORM",
            Self::Adjective => "ADJECTIVE",
            Self::SurnameInDocument => "SURNAME_IN_DOCUMENT",
            Self::OfficeOnDate => "OFFICE_ON_DATE",
            Self::OfficeHeld => "OFFICE_HELD",
            Self::ContextCountry => "CONTEXT_COUNTRY",
            Self::ContextBody => "CONTEXT_BODY",
            Self::ContextWords => "CONTEXT_WORDS",
            Self::InOfficeOnDate => "IN_OFFICE_ON_DATE",
            Self::OnlyBearer => "ONLY_BEARER",
            Self::BestKnown => "BEST_KNOWN",
        }
    }
}
