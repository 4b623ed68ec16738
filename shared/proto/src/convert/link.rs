//! Links of mentions and their reasons.

use communique_model as model;

use super::InvalidMessage;
use super::enums::{link_reason_from_wire, link_reason_to_wire};
use crate::document::v1 as wire;

impl From<model::Link> for wire::Link {
    fn from(link: model::Link) -> Self {
        Self {
            score: link.score.into(),
            reasons: reasons_to_wire(link.reasons),
        }
    }
}

impl TryFrom<wire::Link> for model::Link {
    type Error = InvalidMessage;

    fn try_from(link: wire::Link) -> Result<Self, InvalidMessage> {
        Ok(Self {
            score: score(link.score)?,
            reasons: reasons_from_wire(link.reasons)?,
        })
    }
}

impl From<model::LinkCandidate> for wire::LinkCandidate {
    fn from(candidate: model::LinkCandidate) -> Self {
        Self {
            entity: candidate.entity.0,
            name: candidate.name,
            score: candidate.score.into(),
            reasons: reasons_to_wire(candidate.reasons),
        }
    }
}

impl TryFrom<wire::LinkCandidate> for model::LinkCandidate {
    type Error = InvalidMessage;

    fn try_from(candidate: wire::LinkCandidate) -> Result<Self, InvalidMessage> {
        Ok(Self {
            entity: model::EntityId(candidate.entity),
            name: candidate.name,
            score: score(candidate.score)?,
            reasons: reasons_from_wire(candidate.reasons)?,
        })
    }
}

fn score(score: u32) -> Result<u8, InvalidMessage> {
    u8::try_from(score)
        .ok()
        .filter(|score| (1..=100).contains(score))
        .ok_or_else(|| InvalidMessage::new("score", format!("{score} is not from 1 to 100")))
}

fn reasons_to_wire(reasons: Vec<model::LinkReason>) -> Vec<i32> {
    reasons.into_iter().map(link_reason_to_wire).collect()
}

fn reasons_from_wire(reasons: Vec<i32>) -> Result<Vec<model::LinkReason>, InvalidMessage> {
    reasons
        .into_iter()
        .map(|reason| link_reason_from_wire(reason, "reasons"))
        .collect()
}
