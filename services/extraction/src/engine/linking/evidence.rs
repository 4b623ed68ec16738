//! Weighing readings of a name.

use communique_model::{Link, LinkReason, Mention};

use crate::knowledge::EntityKey;

/// A reading of a name, with what speaks for and against it.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) entity: EntityKey,
    score: i32,
    reasons: Vec<LinkReason>,
}

impl Reading {
    pub(super) fn new(entity: EntityKey, name: LinkReason, score: i32) -> Self {
        Self {
            entity,
            score,
            reasons: vec![name],
        }
    }

    /// Something speaks for the reading.
    pub(super) fn support(&mut self, reason: LinkReason, weight: i32) {
        self.score += weight;
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }

    /// Something speaks against it.
    pub(super) fn oppose(&mut self, weight: i32) {
        self.score -= weight;
    }

    pub(super) fn score(&self) -> i32 {
        self.score
    }

    pub(super) fn into_link(self) -> Link {
        Link {
            score: u8::try_from(self.score.clamp(1, 100)).unwrap_or(100),
            reasons: self.reasons,
        }
    }
}

/// How far the best reading must be ahead of the next one to be the meaning.
pub(super) const MARGIN: i32 = 8;

/// What the readings of a name come to.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// The meaning, if one reading is sure enough and ahead of the others.
    pub(super) meaning: Option<(EntityKey, Link)>,
    /// The other readings, likeliest first.
    pub(super) others: Vec<(EntityKey, Link)>,
}

/// Decides between readings. Equals stand in the order in which they are given.
pub(super) fn decide(mut readings: Vec<Reading>) -> Verdict {
    readings.retain(|reading| reading.score > 0);
    readings.sort_by_key(|reading| std::cmp::Reverse(reading.score));
    let ahead = match &readings[..] {
        [] => false,
        [only] => only.score >= i32::from(Link::CONFIDENT),
        [best, next, ..] => {
            best.score >= i32::from(Link::CONFIDENT) && best.score - next.score >= MARGIN
        }
    };
    let mut readings = readings
        .into_iter()
        .map(|reading| (reading.entity, reading.into_link()));
    Verdict {
        meaning: if ahead { readings.next() } else { None },
        others: readings.take(Mention::MOST_CANDIDATES).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(entity: u32, score: i32) -> Reading {
        Reading::new(EntityKey(entity), LinkReason::Surname, score)
    }

    #[test]
    fn the_best_must_be_sure_and_ahead() {
        let verdict = decide(vec![reading(1, 60), reading(2, 40)]);
        assert_eq!(verdict.meaning.unwrap().0, EntityKey(1));
        assert_eq!(verdict.others.len(), 1);
        let verdict = decide(vec![reading(1, 60), reading(2, 58)]);
        assert!(verdict.meaning.is_none());
        assert_eq!(verdict.others[0].0, EntityKey(1));
        assert!(decide(vec![reading(1, 49)]).meaning.is_none());
        assert!(decide(vec![reading(1, 0)]).others.is_empty());
    }

    #[test]
    fn scores_stay_in_their_range() {
        let mut sure = reading(1, 90);
        sure.support(LinkReason::OnlyBearer, 90);
        sure.support(LinkReason::OnlyBearer, 1);
        let link = sure.into_link();
        assert_eq!(link.score, 100);
        assert_eq!(link.reasons, [LinkReason::Surname, LinkReason::OnlyBearer]);
    }
}
