//! What a text reports: occasions, figures, offices held, chairs, and who speaks where.
//!
//! A report says what one document says. It is identified inside its document by its kind and its
//! evidence; joining the reports of several documents is not done here.

use serde::{Deserialize, Serialize};

use crate::{EntityId, Span};

/// Somebody or something named: the entity if it is known, and a name in any case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Named {
    /// The entity, if the knowledge base holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    /// Its canonical name, else the fullest words by which the text names it.
    pub name: String,
}

/// Who took part in an occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// A person, a body, or the country of a leader who is not named.
    #[serde(flatten)]
    pub who: Named,
    /// The office in which they took part, without country or body; absent if not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The words that name them, code points.
    pub evidence: Span,
}

/// What kind of occasion an event report tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EventKind {
    /// A meeting, talks, consultations, a debate of a body.
    Meeting,
    /// A call by telephone or video.
    Call,
    /// A visit.
    Visit,
    /// A summit or a meeting of heads of state or government.
    Summit,
    /// A statement, remarks, a greeting; a declaration or resolution adopted.
    Statement,
    /// An interview.
    Interview,
    /// A signing.
    Signing,
    /// An anniversary, a named day or year, a birthday.
    Anniversary,
    /// A conference, forum or numbered session.
    Conference,
}

impl EventKind {
    /// Every kind, in the order of their declaration.
    pub const ALL: [Self; 9] = [
        Self::Meeting,
        Self::Call,
        Self::Visit,
        Self::Summit,
        Self::Statement,
        Self::Interview,
        Self::Signing,
        Self::Anniversary,
        Self::Conference,
    ];

    /// The kind as it is written in data: `MEETING`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Meeting => "MEETING",
            Self::Call => "CALL",
            Self::Visit => "VISIT",
            Self::Summit => "SUMMIT",
            Self::Statement => "STATEMENT",
            Self::Interview => "INTERVIEW",
            Self::Signing => "SIGNING",
            Self::Anniversary => "ANNIVERSARY",
            Self::Conference => "CONFERENCE",
        }
    }
}

/// One occasion that a document tells of: past, present or announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventReport {
    /// Names the report inside its document: kind and evidence, `meeting@0-72`.
    pub id: String,
    /// What kind of occasion.
    pub kind: EventKind,
    /// Who took part, in the order of the text, each once.
    #[serde(default)]
    pub participants: Vec<Participant>,
    /// Where, if told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Named>,
    /// When: an ISO 8601 date as exact as certain, or an interval `2024-07-03/2024-07-04`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The words that tell of it, code points.
    pub evidence: Span,
}

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FigureMetric {
    /// Trade between parties in a period, in money.
    TradeTurnover,
    /// Change of trade, in percent.
    TradeGrowth,
    /// Share of one party in another's trade, in percent.
    TradeShare,
    /// Investment.
    Investment,
    /// A quota: places, seats, permits.
    Quota,
    /// Years since what an anniversary marks.
    AnniversaryYears,
    /// Anything else that is counted.
    Other,
}

impl FigureMetric {
    /// Every metric, in the order of their declaration.
    pub const ALL: [Self; 7] = [
        Self::TradeTurnover,
        Self::TradeGrowth,
        Self::TradeShare,
        Self::Investment,
        Self::Quota,
        Self::AnniversaryYears,
        Self::Other,
    ];

    /// The metric as it is written in data: `TRADE_TURNOVER`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TradeTurnover => "TRADE_TURNOVER",
            Self::TradeGrowth => "TRADE_GROWTH",
            Self::TradeShare => "TRADE_SHARE",
            Self::Investment => "INVESTMENT",
            Self::Quota => "QUOTA",
            Self::AnniversaryYears => "ANNIVERSARY_YEARS",
            Self::Other => "OTHER",
        }
    }
}

/// One value that a document states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureReport {
    /// Names the report inside its document: metric and evidence, `trade_turnover@40-55`.
    pub id: String,
    /// What is measured.
    pub metric: FigureMetric,
    /// Decimal number, negative where something fell: `30000000000`, `-4.5`.
    pub value: String,
    /// ISO 4217 code of a currency, `PERCENT`, `YEAR`, `PERSON`, or the thing counted in capitals.
    pub unit: String,
    /// The word that makes it inexact, in lower case: `almost`, `over`; absent if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    /// Whose figure it is.
    #[serde(default)]
    pub parties: Vec<Named>,
    /// The time it is for, an ISO 8601 date or interval; absent if not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Who states it; absent where the document itself does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Named>,
    /// The words that state it, code points.
    pub evidence: Span,
}

/// A person said to hold an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeReport {
    /// The person, if the knowledge base holds them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<EntityId>,
    /// The person's canonical name, else the fullest name that the text gives.
    #[serde(default)]
    pub name: String,
    /// The title without the country or body: "Foreign Minister".
    pub office: String,
    /// The country or organisation whose office it is, also where the text leaves it implicit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<EntityId>,
    /// The name of the organisation whose office it is, where the knowledge base does not hold it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_name: Option<String>,
    /// The words that say so, code points.
    pub evidence: Span,
}

/// A chairmanship or presidency of a body, not of a single meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChairReport {
    /// Names the report inside its document: `chair@12-60`.
    pub id: String,
    /// The country or person in the chair.
    pub who: Named,
    /// The body; its verbatim words where it is not known.
    pub what: Named,
    /// For which time, an ISO 8601 date or interval; absent if not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// The words that say so, code points.
    pub evidence: Span,
}

/// Words of one speaker: a turn of a transcript, a quotation, or remarks that a title announces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Utterance {
    /// Who speaks.
    pub speaker: Named,
    /// What they say, code points.
    pub span: Span,
}
