//! What extraction finds in a text: mentions, the entities they name, and what it reports.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    ChairReport, DateBasis, EventReport, FigureReport, Link, LinkCandidate, Named, OfficeReport,
    PartialDate, Span, Utterance,
};

/// Everything one engine says of one text. The same text, reference date and engine give the same
/// extraction on every machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// Fingerprint of what made it: code, model and knowledge base.
    pub engine: String,
    /// Language of the text, ISO 639-1; absent if unsure.
    #[serde(default)]
    pub language: Option<String>,
    /// Mentions by start, longer first. Only an office holds other mentions.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// The entities that mentions link to or are made of, by id, each once. An entity's
    /// `part_of` chain is included.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// The text's own date as far as text and reference date give it.
    #[serde(default)]
    pub date: Option<PartialDate>,
    /// What kind of communication the text is.
    #[serde(default)]
    pub kind: Option<DocumentKind>,
    /// Ids of the known persons quoted, in order of their first words.
    #[serde(default)]
    pub speakers: Vec<EntityId>,
    /// Who is said to hold which office.
    #[serde(default)]
    pub offices: Vec<OfficeReport>,
    /// Occasions told of, by their place in the text.
    #[serde(default)]
    pub events: Vec<EventReport>,
    /// Values stated, by their place in the text.
    #[serde(default)]
    pub figures: Vec<FigureReport>,
    /// Who is said to chair which body.
    #[serde(default)]
    pub chairs: Vec<ChairReport>,
    /// Whether the text states its date or the date was given with it; absent without a date.
    #[serde(default)]
    pub date_basis: Option<DateBasis>,
    /// Where the communication took place, as the date line or title says.
    #[serde(default)]
    pub place: Option<Named>,
    /// Who speaks from where to where, by start. Persons whom the knowledge base does not hold
    /// stand here by name.
    #[serde(default)]
    pub utterances: Vec<Utterance>,
}

/// One place in a text that names something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where, in code points of the text.
    pub span: Span,
    /// What kind of thing is named.
    pub label: Label,
    /// The entity named, if that is sure enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    /// Why the mention means that entity, and how sure that is; there whenever `entity` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Other entities that the mention may mean, likeliest first; of an undecided mention all that
    /// come into question, at most [`Mention::MOST_CANDIDATES`]. They are not among the
    /// extraction's entities: a candidate is no entity of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<LinkCandidate>,
    /// Of a person, body or place that is linked to nothing, the fullest name by which the text
    /// itself calls it: of "Orlova" the "Irina Orlova" of the line before, of "the Embassy" the
    /// "Embassy of Norway in Kenya". A candidate for an entity, not one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_name: Option<String>,
    /// Entities named inside it: the countries of a compound hashtag, the organisation of an
    /// event, the country of an office, the body whose document a law is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<EntityId>,
    /// Normalised value: ISO 8601 or TIMEX3 for dates and times (`2024-07-03`, `P30Y`,
    /// `2024-01/2024-07`, `T16:15`), `USD 30000000000` for money, `34.4` for percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The layer of the engine that found it, e.g. `knowledge` or `dates`.
    pub layer: String,
}

impl Mention {
    /// Most candidates that a mention carries.
    pub const MOST_CANDIDATES: usize = 5;
}

/// The kinds of mention; their meaning and spans are those of the annotation guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Label {
    /// A named person, without title.
    Person,
    /// A title or post, with the country or body that belongs to it.
    Office,
    /// A country, city or region with a government.
    Gpe,
    /// An adjective or noun of nationality, people, religion or party.
    Norp,
    /// A place without a government.
    Loc,
    /// An organisation, body, company or church.
    Org,
    /// A building, border line or site.
    Fac,
    /// A named occasion, war, anniversary or named day.
    Event,
    /// A named legal or policy document.
    Law,
    /// A calendar expression or duration.
    Date,
    /// A clock time.
    Time,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A hashtag that is not one organisation or country.
    Hashtag,
}

impl Label {
    /// Every label, in the order of their declaration.
    pub const ALL: [Self; 14] = [
        Self::Person,
        Self::Office,
        Self::Gpe,
        Self::Norp,
        Self::Loc,
        Self::Org,
        Self::Fac,
        Self::Event,
        Self::Law,
        Self::Date,
        Self::Time,
        Self::Money,
        Self::Percent,
        Self::Hashtag,
    ];

    /// The label as it is written in data: `PERSON`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Office => "OFFICE",
            Self::Gpe => "GPE",
            Self::Norp => "NORP",
            Self::Loc => "LOC",
            Self::Org => "ORG",
            Self::Fac => "FAC",
            Self::Event => "EVENT",
            Self::Law => "LAW",
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Money => "MONEY",
            Self::Percent => "PERCENT",
            Self::Hashtag => "HASHTAG",
        }
    }
}

/// The id of a canonical entity: its kind, a colon, and a name that never changes, such as
/// `country:KZ`, `organisation:csto`, `person:sergey-lavrov`, `place:astana`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(pub String);

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A canonical entity of the knowledge base, as far as an answer needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityKind,
    /// Its canonical name: the usual acronym of an organisation, the full name of a person.
    pub name: String,
    /// Its other names and codes: acronyms, long forms, ISO 3166-1 alpha-2, transliterations.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the country it is, lies in or belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The bodies that it is an organ of, nearest first, all the way up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub part_of: Vec<EntityId>,
    /// Where the knowledge comes from and as of when.
    #[serde(default)]
    pub provenance: String,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A country with an ISO 3166-1 code.
    Country,
    /// A city, region or territory.
    Place,
    /// A place without a government.
    Region,
    /// An organisation or an organ of one.
    Organisation,
    /// A person.
    Person,
    /// A people, creed or movement.
    People,
    /// A building or site.
    Facility,
}

/// What kind of communication a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DocumentKind {
    /// A meeting of two or more sides.
    Meeting,
    /// A call by telephone or video.
    Call,
    /// A visit.
    Visit,
    /// A statement.
    Statement,
    /// Remarks and answers to questions.
    Remarks,
    /// An interview.
    Interview,
    /// Congratulations and greetings.
    Greeting,
    /// A summit.
    Summit,
    /// Anything else that is reported.
    News,
}

impl DocumentKind {
    /// Every kind, in the order of their declaration.
    pub const ALL: [Self; 9] = [
        Self::Meeting,
        Self::Call,
        Self::Visit,
        Self::Statement,
        Self::Remarks,
        Self::Interview,
        Self::Greeting,
        Self::Summit,
        Self::News,
    ];

    /// The kind as it is written in data: `MEETING`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Meeting => "MEETING",
            Self::Call => "CALL",
            Self::Visit => "VISIT",
            Self::Statement => "STATEMENT",
            Self::Remarks => "REMARKS",
            Self::Interview => "INTERVIEW",
            Self::Greeting => "GREETING",
            Self::Summit => "SUMMIT",
            Self::News => "NEWS",
        }
    }
}
