//! Reports of occasions, figures, offices and chairs, and who speaks where.

use communique_model as model;

use super::enums::{
    event_kind_from_wire, event_kind_to_wire, figure_metric_from_wire, figure_metric_to_wire,
};
use super::{InvalidMessage, list, non_empty, required};
use crate::document::v1 as wire;

fn span(given: Option<wire::Span>, field: &str) -> Result<model::Span, InvalidMessage> {
    model::Span::try_from(required(given, field)?).map_err(|error| error.inside(field))
}

fn named(given: Option<wire::Named>, field: &str) -> Result<model::Named, InvalidMessage> {
    required(given, field).map(Into::into)
}

impl From<model::Named> for wire::Named {
    fn from(named: model::Named) -> Self {
        Self {
            entity: named.entity.map(|id| id.0).unwrap_or_default(),
            name: named.name,
        }
    }
}

impl From<wire::Named> for model::Named {
    fn from(named: wire::Named) -> Self {
        Self {
            entity: non_empty(named.entity).map(model::EntityId),
            name: named.name,
        }
    }
}

impl From<model::Participant> for wire::Participant {
    fn from(participant: model::Participant) -> Self {
        Self {
            who: Some(participant.who.into()),
            office: participant.office.unwrap_or_default(),
            evidence: Some(participant.evidence.into()),
        }
    }
}

impl TryFrom<wire::Participant> for model::Participant {
    type Error = InvalidMessage;

    fn try_from(participant: wire::Participant) -> Result<Self, InvalidMessage> {
        Ok(Self {
            who: named(participant.who, "who")?,
            office: non_empty(participant.office),
            evidence: span(participant.evidence, "evidence")?,
        })
    }
}

impl From<model::EventReport> for wire::EventReport {
    fn from(report: model::EventReport) -> Self {
        Self {
            id: report.id,
            kind: event_kind_to_wire(report.kind),
            participants: report.participants.into_iter().map(Into::into).collect(),
            place: report.place.map(Into::into),
            date: report.date.unwrap_or_default(),
            evidence: Some(report.evidence.into()),
        }
    }
}

impl TryFrom<wire::EventReport> for model::EventReport {
    type Error = InvalidMessage;

    fn try_from(report: wire::EventReport) -> Result<Self, InvalidMessage> {
        Ok(Self {
            id: report.id,
            kind: event_kind_from_wire(report.kind, "kind")?,
            participants: list(
                report.participants,
                "participants",
                model::Participant::try_from,
            )?,
            place: report.place.map(Into::into),
            date: non_empty(report.date),
            evidence: span(report.evidence, "evidence")?,
        })
    }
}

impl From<model::FigureReport> for wire::FigureReport {
    fn from(report: model::FigureReport) -> Self {
        Self {
            id: report.id,
            metric: figure_metric_to_wire(report.metric),
            value: report.value,
            unit: report.unit,
            qualifier: report.qualifier.unwrap_or_default(),
            parties: report.parties.into_iter().map(Into::into).collect(),
            period: report.period.unwrap_or_default(),
            speaker: report.speaker.map(Into::into),
            evidence: Some(report.evidence.into()),
        }
    }
}

impl TryFrom<wire::FigureReport> for model::FigureReport {
    type Error = InvalidMessage;

    fn try_from(report: wire::FigureReport) -> Result<Self, InvalidMessage> {
        Ok(Self {
            id: report.id,
            metric: figure_metric_from_wire(report.metric, "metric")?,
            value: report.value,
            unit: report.unit,
            qualifier: non_empty(report.qualifier),
            parties: report.parties.into_iter().map(Into::into).collect(),
            period: non_empty(report.period),
            speaker: report.speaker.map(Into::into),
            evidence: span(report.evidence, "evidence")?,
        })
    }
}

impl From<model::OfficeReport> for wire::OfficeReport {
    fn from(report: model::OfficeReport) -> Self {
        Self {
            person: report.person.map(|id| id.0).unwrap_or_default(),
            office: report.office,
            of: report.of.map(|id| id.0).unwrap_or_default(),
            evidence: Some(report.evidence.into()),
            name: report.name,
            of_name: report.of_name.unwrap_or_default(),
        }
    }
}

impl TryFrom<wire::OfficeReport> for model::OfficeReport {
    type Error = InvalidMessage;

    fn try_from(report: wire::OfficeReport) -> Result<Self, InvalidMessage> {
        Ok(Self {
            person: non_empty(report.person).map(model::EntityId),
            name: report.name,
            office: report.office,
            of: non_empty(report.of).map(model::EntityId),
            of_name: non_empty(report.of_name),
            evidence: span(report.evidence, "evidence")?,
        })
    }
}

impl From<model::ChairReport> for wire::ChairReport {
    fn from(report: model::ChairReport) -> Self {
        Self {
            id: report.id,
            who: Some(report.who.into()),
            what: Some(report.what.into()),
            period: report.period.unwrap_or_default(),
            evidence: Some(report.evidence.into()),
        }
    }
}

impl TryFrom<wire::ChairReport> for model::ChairReport {
    type Error = InvalidMessage;

    fn try_from(report: wire::ChairReport) -> Result<Self, InvalidMessage> {
        Ok(Self {
            id: report.id,
            who: named(report.who, "who")?,
            what: named(report.what, "what")?,
            period: non_empty(report.period),
            evidence: span(report.evidence, "evidence")?,
        })
    }
}

impl From<model::Utterance> for wire::Utterance {
    fn from(utterance: model::Utterance) -> Self {
        Self {
            speaker: Some(utterance.speaker.into()),
            span: Some(utterance.span.into()),
        }
    }
}

impl TryFrom<wire::Utterance> for model::Utterance {
    type Error = InvalidMessage;

    fn try_from(utterance: wire::Utterance) -> Result<Self, InvalidMessage> {
        Ok(Self {
            speaker: named(utterance.speaker, "speaker")?,
            span: span(utterance.span, "span")?,
        })
    }
}
