//! Enumerations, one table each.

use communique_model as model;

use super::InvalidMessage;
use crate::{document, ingest, search};

/// Pairs the values of a domain enumeration with those of the wire, in both directions.
macro_rules! enumeration {
    ($wire:path, $domain:path, $to_wire:ident, $from_wire:ident, [$($variant:ident),+ $(,)?]) => {
        pub(super) fn $to_wire(value: $domain) -> i32 {
            use $domain as Domain;
            use $wire as Wire;
            let wire = match value { $(Domain::$variant => Wire::$variant),+ };
            wire.into()
        }

        pub(super) fn $from_wire(value: i32, field: &str) -> Result<$domain, InvalidMessage> {
            use $domain as Domain;
            use $wire as Wire;
            match Wire::try_from(value) {
                $(Ok(Wire::$variant) => Ok(Domain::$variant),)+
                _ => Err(InvalidMessage::new(field, format!("{value} is no known value"))),
            }
        }
    };
}

enumeration!(
    document::v1::Format,
    model::Format,
    format_to_wire,
    format_from_wire,
    [ChannelPage, Transcript, PlainText, JsonLines,]
);
enumeration!(
    document::v1::DateBasis,
    model::DateBasis,
    basis_to_wire,
    basis_from_wire,
    [Given, Stated,]
);
enumeration!(
    document::v1::PassageKind,
    model::PassageKind,
    passage_to_wire,
    passage_from_wire,
    [
        Section,
        Title,
        Summary,
        Date,
        Time,
        Place,
        PhotoCredit,
        Body,
        Turn,
        Elision,
        Geography,
        Topics,
        Persons,
        Publication,
        Hashtags,
        ReadMore,
    ]
);
enumeration!(
    document::v1::MediaFlag,
    model::MediaFlag,
    media_to_wire,
    media_from_wire,
    [TooBig, OnlyInApp, Unnamed,]
);
enumeration!(
    document::v1::RepairKind,
    model::RepairKind,
    repair_to_wire,
    repair_from_wire,
    [
        SecondPrinting,
        PartialSecondPrinting,
        ForwardedFrom,
        RepeatedForwardedFrom,
        EmptyForward,
        MediaPlaceholder,
        WhiteSpace,
        Encoding,
    ]
);
enumeration!(
    document::v1::Label,
    model::Label,
    label_to_wire,
    label_from_wire,
    [
        Person, Office, Gpe, Norp, Loc, Org, Fac, Event, Law, Date, Time, Money, Percent, Hashtag,
    ]
);
enumeration!(
    document::v1::LinkReason,
    model::LinkReason,
    link_reason_to_wire,
    link_reason_from_wire,
    [
        ExactName,
        Alias,
        SpellingVariant,
        Surname,
        ShortForm,
        Adjective,
        SurnameInDocument,
        OfficeOnDate,
        OfficeHeld,
        ContextCountry,
        ContextBody,
        ContextWords,
        InOfficeOnDate,
        OnlyBearer,
        BestKnown,
    ]
);
enumeration!(
    document::v1::EntityKind,
    model::EntityKind,
    entity_kind_to_wire,
    entity_kind_from_wire,
    [
        Country,
        Place,
        Region,
        Organisation,
        Person,
        People,
        Facility
    ]
);
enumeration!(
    document::v1::DocumentKind,
    model::DocumentKind,
    document_kind_to_wire,
    document_kind_from_wire,
    [
        Meeting, Call, Visit, Statement, Remarks, Interview, Greeting, Summit, News
    ]
);
enumeration!(
    document::v1::EventKind,
    model::EventKind,
    event_kind_to_wire,
    event_kind_from_wire,
    [
        Meeting,
        Call,
        Visit,
        Summit,
        Statement,
        Interview,
        Signing,
        Anniversary,
        Conference
    ]
);
enumeration!(
    document::v1::FigureMetric,
    model::FigureMetric,
    figure_metric_to_wire,
    figure_metric_from_wire,
    [
        TradeTurnover,
        TradeGrowth,
        TradeShare,
        Investment,
        Quota,
        AnniversaryYears,
        Other
    ]
);
enumeration!(
    ingest::v1::ReceiptStatus,
    model::ReceiptStatus,
    receipt_status_to_wire,
    receipt_status_from_wire,
    [Indexed, Duplicate, Pending, Rejected]
);
enumeration!(
    ingest::v1::Novelty,
    model::Novelty,
    novelty_to_wire,
    novelty_from_wire,
    [New, Known]
);
enumeration!(
    search::v1::IndexMode,
    model::IndexMode,
    mode_to_wire,
    mode_from_wire,
    [Update, Create, Rebuild,]
);
enumeration!(
    search::v1::Field,
    model::FilterField,
    field_to_wire,
    field_from_wire,
    [
        Entity,
        Label,
        Country,
        Organisation,
        Person,
        Hashtag,
        Language,
        Source,
        Kind,
    ]
);
enumeration!(
    search::v1::NoticeCode,
    model::NoticeCode,
    notice_to_wire,
    notice_from_wire,
    [WordsDropped, ExpansionsCut, BoundOnly,]
);
enumeration!(
    search::v1::SuggestionKind,
    model::SuggestionKind,
    suggestion_to_wire,
    suggestion_from_wire,
    [Person, Organisation, Country, Hashtag]
);

pub(super) fn sort_to_wire(value: model::Sort) -> i32 {
    match value {
        model::Sort::Relevance => search::v1::Sort::Relevance,
        model::Sort::Newest => search::v1::Sort::Newest,
        model::Sort::Oldest => search::v1::Sort::Oldest,
    }
    .into()
}

/// Unlike the other enumerations, no order given asks for the default one.
pub(super) fn sort_from_wire(value: i32, field: &str) -> Result<model::Sort, InvalidMessage> {
    match search::v1::Sort::try_from(value) {
        Ok(search::v1::Sort::Unspecified | search::v1::Sort::Relevance) => {
            Ok(model::Sort::Relevance)
        }
        Ok(search::v1::Sort::Newest) => Ok(model::Sort::Newest),
        Ok(search::v1::Sort::Oldest) => Ok(model::Sort::Oldest),
        Err(_) => Err(InvalidMessage::new(
            field,
            format!("{value} is no known value"),
        )),
    }
}
