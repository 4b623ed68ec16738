//! Things counted: quotas, people, tonnes.

use std::ops::Range;

use communique_model::FigureMetric;

use super::figures::{Figure, Topic, clause, period, speaker};
use super::measures::{QUOTA, qualifier, unit_of};
use super::parties::parties_of_clause;
use super::scene::Scene;
use crate::engine::layers::numbers;

/// "a quota of 1,000 places", "800 scholarships".
pub(super) fn quota(
    scene: &Scene<'_>,
    noun: usize,
    sentence: &Range<usize>,
    topic: &Topic,
) -> Option<Figure> {
    let text = scene.text;
    let free = |at: usize| text.begins_number(at) && scene.at(at).is_none();
    let before = (sentence.start.max(noun.saturating_sub(4))..noun).find(|&at| free(at));
    let after = (noun + 1..sentence.end.min(noun + 16)).find(|&at| free(at));
    let at = if text.is_any_word(noun, &["scholarship", "scholarships"]) {
        before?
    } else {
        after.or(before)?
    };
    let number = numbers::number(text, at)?;
    let value = number.value.to_string();
    if value.parse::<f64>().ok()? < 2.0 {
        return None;
    }
    let unit = (at + 1..at + 5)
        .find_map(|word| unit_of(text.word(word)))
        .unwrap_or("PERSON");
    let (qualifier, from) = qualifier(scene, at);
    let clause = clause(scene, at, sentence);
    let mut parties = parties_of_clause(scene, &clause);
    if parties.is_empty() {
        parties.clone_from(&topic.parties);
    }
    Some(Figure {
        metric: FigureMetric::Quota,
        value,
        unit: unit.to_owned(),
        qualifier,
        parties,
        period: period(scene, at, sentence),
        speaker: speaker(scene, at, sentence),
        tokens: from.min(noun)..(at + 1).max(noun + 1),
    })
}

/// "50,000 tonnes of grain", "6.8 million people": things counted that no label marks.
pub(super) fn counts(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Figure> {
    let text = scene.text;
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if !text.begins_number(at)
            || scene.at(at).is_some()
            || text.is_any_word(at, &["a", "one", "half"])
        {
            at += 1;
            continue;
        }
        let Some(number) = numbers::number(text, at) else {
            at += 1;
            continue;
        };
        let mut next = number.end;
        let mut value = number.value;
        if let Some(scaled) = numbers::scale(text.word(next)).and_then(|zeros| value.scaled(zeros))
        {
            value = scaled;
            next += 1;
        }
        let unit = (next..next + 2).find_map(|word| unit_of(text.word(word)));
        let quota = (at.saturating_sub(16)..next + 6).any(|word| text.is_any_word(word, QUOTA));
        if let Some(unit) = unit.filter(|_| !quota) {
            let (qualifier, from) = qualifier(scene, at);
            let clause = clause(scene, at, sentence);
            let own = parties_of_clause(scene, &clause);
            found.push(Figure {
                metric: FigureMetric::Other,
                value: value.to_string(),
                unit: unit.to_owned(),
                qualifier,
                parties: own,
                // A single day is that of something else.
                period: period(scene, at, sentence)
                    .filter(|period| period.len() < 10 || period.contains('/')),
                speaker: speaker(scene, at, sentence),
                tokens: from..next + 1,
            });
        }
        at = next.max(at + 1);
    }
    found
}
