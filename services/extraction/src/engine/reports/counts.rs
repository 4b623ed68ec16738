//! Things counted: quotas, people, tonnes, documents.

use std::ops::Range;

use communique_model::{FigureMetric, Label};

use super::actors::{Actor, Who};
use super::clauses::{clause, of_financial_year, period};
use super::figures::{Figure, Topic, speaker};
use super::measures::qualifier;
use super::parties::{Spot, of_exchange, of_other};
use super::scene::Scene;
use super::units::{is_quota, unit_of};
use crate::engine::layers::numbers;

/// How far from its noun the number of a quota stands, in tokens.
const QUOTA_REACH: usize = 16;

/// A bare number: its value, its tokens and those of a scale word.
#[derive(Clone, Debug)]
struct Bare {
    value: numbers::Decimal,
    tokens: Range<usize>,
}

/// The bare number at a token, if no mention covers it.
fn bare(scene: &Scene<'_>, at: usize) -> Option<Bare> {
    let text = scene.text;
    if !text.begins_number(at) || scene.at(at).is_some() {
        return None;
    }
    // "half a million"
    if text.is_word(at, "half") && text.is_any_word(at + 1, &["a", "million"]) {
        let scale = if text.is_word(at + 1, "a") {
            at + 2
        } else {
            at + 1
        };
        let zeros = numbers::scale(text.word(scale))?;
        let value = numbers::Decimal::whole(5).moved(1).scaled(zeros)?;
        return Some(Bare {
            value,
            tokens: at..scale + 1,
        });
    }
    if text.is_any_word(at, &["a", "half"]) {
        return None;
    }
    let number = numbers::number(text, at)?;
    if !number.suffix.is_empty() {
        return None;
    }
    let mut end = number.end;
    let mut value = number.value;
    if let Some(scaled) = numbers::scale(text.word(end)).and_then(|zeros| value.scaled(zeros)) {
        value = scaled;
        end += 1;
    }
    Some(Bare {
        value,
        tokens: at..end,
    })
}

/// The quotas of a sentence: "a quota of 1,000 places", "800 scholarships (250 last year)", "the
/// slots will go up from 85 to 100".
pub(super) fn quotas(scene: &Scene<'_>, sentence: &Range<usize>, topic: &Topic) -> Vec<Figure> {
    let mut taken: Vec<Bare> = Vec::new();
    let mut found = Vec::new();
    for noun in sentence.clone() {
        if !is_quota(scene, noun, sentence) {
            continue;
        }
        for number in numbers_of(scene, noun, sentence) {
            let again = taken
                .iter()
                .any(|other| other.tokens.start == number.tokens.start);
            let one = number.value == numbers::Decimal::whole(1);
            if again || one || taken.len() > 16 {
                continue;
            }
            found.push(quota(scene, noun, &number, sentence, topic));
            taken.push(number);
        }
    }
    found
}

/// The numbers that belong to the noun of a quota.
fn numbers_of(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Bare> {
    let text = scene.text;
    let before = (sentence.start.max(noun.saturating_sub(5))..noun)
        .find_map(|at| bare(scene, at).filter(|number| number.tokens.end <= noun));
    let mut numbers: Vec<Bare> = Vec::new();
    let stop = (noun + 1..sentence.end.min(noun + QUOTA_REACH))
        .find(|&at| text.is_any(at, &[";", ",", "."]))
        .unwrap_or_else(|| sentence.end.min(noun + QUOTA_REACH));
    let quota = text.is_any_word(noun, &["quota", "quotas"]);
    let mut at = noun + 1;
    // After a number of its own only "(250 last year)" and "up from 80" follow.
    let mut open = before.is_none() || quota;
    while at < stop {
        if text.is_any(at, &["(", "from", "to"]) && (!open || before.is_some()) {
            open |= text.is(at, "(") || text.is_word(at, "from");
        }
        match bare(scene, at).filter(|_| open) {
            Some(number) => {
                at = number.tokens.end;
                numbers.push(number);
                open = text.is_word(at, "to");
            }
            None => at += 1,
        }
    }
    if !quota || numbers.is_empty() {
        numbers.extend(before);
    }
    numbers
}

fn quota(
    scene: &Scene<'_>,
    noun: usize,
    number: &Bare,
    sentence: &Range<usize>,
    topic: &Topic,
) -> Figure {
    let tokens = &number.tokens;
    let clause = clause(scene, tokens, sentence);
    let (qualifier, from) = qualifier(scene, tokens.start);
    let spot = Spot {
        value: tokens,
        clause: &clause,
        sentence,
    };
    let parties = of_exchange(scene, topic, noun, false, spot);
    let period = period(scene, tokens, &clause, sentence)
        .map(|period| of_financial_year(scene, period, &clause, &parties));
    Figure {
        metric: FigureMetric::Quota,
        value: number.value.to_string(),
        unit: "PERSON".to_owned(),
        qualifier,
        parties,
        period,
        speaker: speaker(scene, tokens.start, sentence),
        tokens: from.min(noun)..tokens.end.max(noun + 1),
    }
}

/// The smallest number at which things that have no measure are counted: "two presidents" and
/// "four countries" tell who they are and not how many.
const MANY: i32 = 10;

/// "50,000 tonnes of grain", "6.8 million people": things counted that no label marks.
pub(super) fn counts(scene: &Scene<'_>, sentence: &Range<usize>, topic: &Topic) -> Vec<Figure> {
    let text = scene.text;
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let Some(number) = bare(scene, at) else {
            at += 1;
            continue;
        };
        let next = number.tokens.end;
        at = next.max(at + 1);
        let unit = (next..next + 3)
            .take_while(|&word| text.is_plain_word(word))
            .find_map(|word| {
                let people = || {
                    scene.at(word).is_some_and(|mention| {
                        mention.label == Label::Norp && text.word(word).ends_with('s')
                    })
                };
                unit_of(text, word)
                    .or_else(|| people().then(|| ("PERSON".to_owned(), true)))
                    .map(|unit| (unit, word))
            });
        let unit = unit.or_else(|| {
            number_of(scene, number.tokens.start, sentence).map(|unit| (unit, next - 1))
        });
        let quota = (number.tokens.start.saturating_sub(16)..next + 6)
            .any(|word| sentence.contains(&word) && is_quota(scene, word, sentence));
        let Some(((unit, measure), word)) = unit.filter(|_| !quota) else {
            continue;
        };
        let few = number.value.as_small().is_some_and(|value| value < MANY);
        if few && !measure {
            continue;
        }
        let tokens = &number.tokens;
        let mut clause = clause(scene, tokens, sentence);
        // "an embassy in X, which brings the number of missions to 44"
        let relative = (clause.start..tokens.start).rev().find(|&comma| {
            text.is(comma, ",") && text.is_any_word(comma + 1, &["which", "who", "where"])
        });
        clause.start = relative.map_or(clause.start, |comma| comma + 1);
        let (qualifier, from) = qualifier(scene, tokens.start);
        let spot = Spot {
            value: tokens,
            clause: &clause,
            sentence,
        };
        found.push(Figure {
            metric: FigureMetric::Other,
            value: number.value.to_string(),
            qualifier,
            parties: counted_of(scene, topic, spot, &unit),
            unit,
            // A single day is that of something else.
            period: period(scene, tokens, &clause, sentence)
                .filter(|period| period.len() < 10 || period.contains('/')),
            speaker: speaker(scene, tokens.start, sentence),
            tokens: from..word + 1,
        });
        at = word + 1;
    }
    found
}

/// "brings the number of missions to 44, up from 12": the noun whose number it is.
fn number_of(scene: &Scene<'_>, value: usize, sentence: &Range<usize>) -> Option<(String, bool)> {
    let text = scene.text;
    let verbs = [
        "to", "from", "at", "reached", "exceeded", "exceeds", "is", "was", "stands", "totals",
        "than", "over", "almost", "nearly", "about",
    ];
    if !text.is_any_word(value.wrapping_sub(1), &verbs) || text.is_plain_word(value + 1) {
        let ends = text.is_any_word(value + 1, &["in", "by", "this", "last", "now", "and"]);
        if !ends || !text.is_any_word(value.wrapping_sub(1), &verbs) {
            return None;
        }
    }
    let floor = sentence.start.max(value.saturating_sub(QUOTA_REACH));
    let number = (floor..value)
        .rev()
        .find(|&at| text.is_word(at, "number") && text.is_word(at + 1, "of"))?;
    (number + 2..value.min(number + 6))
        .find_map(|at| unit_of(text, at))
        .map(|(unit, _)| (unit, true))
}

/// Whose a count is: that of countries is the body’s that they are counted in.
fn counted_of(scene: &Scene<'_>, topic: &Topic, spot: Spot<'_>, unit: &str) -> Vec<Actor> {
    match topic.sides.body.filter(|_| unit == "COUNTRY") {
        Some(body) => vec![Actor::of(Who::Entity(body), spot.value.clone())],
        None => of_other(scene, topic, spot, false),
    }
}
