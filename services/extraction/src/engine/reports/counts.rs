//! Things counted: quotas, people, tonnes, documents.

use std::ops::Range;

use communique_model::{FigureMetric, Label};

use super::actors::{Actor, Who, add};
use super::clauses::{clause, of_financial_year, period};
use super::figures::{Figure, Topic, speaker};
use super::measures::{is_aid, qualifier};
use super::parties::{Spot, of_exchange, of_other};
use super::scene::Scene;
use super::units::{Counted, counted, is_measure, is_quota, unit_of};
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

/// The smallest number in words at which anything is counted: "two presidents" and "four countries"
/// tell who they are and not how many.
const MANY: i32 = 10;

/// The same where an article points to those meant: "the fifteen neighbours".
const MANY_KNOWN: i32 = 20;

/// The smallest number in figures at which things that have no measure are counted.
const FEW: i32 = 10;

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
        if is_reference(scene, &number) {
            continue;
        }
        // "250,000 people went, and 54 of them became": the same people.
        let them = (text.is_word(next, "of")
            && text.is_any_word(next + 1, &["them", "whom", "these"]))
        .then(|| found.last())
        .flatten()
        .map(|before: &Figure| Counted {
            unit: before.unit.clone(),
            measure: true,
            last: next + 1,
        });
        let unit = counted(scene, next, sentence.end)
            .or(them)
            .or_else(|| number_of(scene, number.tokens.start, sentence))
            .or_else(|| {
                is_vote(scene, next).then(|| Counted {
                    unit: "COUNTRY".to_owned(),
                    measure: true,
                    last: next,
                })
            })
            .or_else(|| votes(scene, &number.tokens))
            .or_else(|| item(scene, &number.tokens));
        let quota = (number.tokens.start.saturating_sub(16)..next + 6)
            .any(|word| sentence.contains(&word) && is_quota(scene, word, sentence));
        let Some(Counted {
            unit,
            measure,
            last: word,
        }) = unit.filter(|_| !quota)
        else {
            continue;
        };
        if is_few(scene, &number, measure, word) {
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
        let voted = unit == "VOTE";
        found.push(Figure {
            metric: FigureMetric::Other,
            value: number.value.to_string(),
            qualifier,
            parties: counted_of(scene, topic, spot, &unit),
            unit,
            // A single day is that of something else; a vote is of its own day.
            period: period(scene, tokens, &clause, sentence)
                .filter(|period| period.len() < 10 || period.contains('/'))
                .filter(|_| !voted),
            speaker: speaker(scene, tokens.start, sentence),
            tokens: from..word + 1,
        });
        at = next.max(word + 1);
    }
    found
}

/// Whether a number tells who they are rather than how many: a few in words, or a few things.
fn is_few(scene: &Scene<'_>, number: &Bare, measure: bool, noun: usize) -> bool {
    let text = scene.text;
    let in_figures = text.is_number(number.tokens.start);
    let Some(value) = number.value.as_small() else {
        return false;
    };
    if is_vote(scene, number.tokens.end) {
        return false;
    }
    // "magnitude 7.8 and 7.5 struck": only measures have fractions.
    if number.value.to_string().contains('.') && !is_measure(text, noun) {
        return true;
    }
    if in_figures {
        return value < 2 || value < FEW && !measure && !text.is_any_word(noun, LISTED);
    }
    let told = text.is_any_word(noun, &["votes", "tonnes", "tons", "doses"]);
    let before = number.tokens.start.wrapping_sub(1);
    let known = text.is_any_word(before, &["the", "our", "these", "its", "all", "their"]);
    value < if known { MANY_KNOWN } else { MANY } && !told
}

/// Few things that are counted all the same.
const LISTED: &[&str] = &[
    "entities",
    "documents",
    "agreements",
    "aircraft",
    "planes",
    "ships",
    "vessels",
    "decisions",
    "memoranda",
    "memorandums",
    "contracts",
    "resolutions",
];

/// "No. 158", "the 2024 Dialogue", "2 of 6": a number that counts nothing.
fn is_reference(scene: &Scene<'_>, number: &Bare) -> bool {
    let text = scene.text;
    let before = number.tokens.start.wrapping_sub(1);
    let named = [
        "no",
        "nos",
        "article",
        "articles",
        "paragraph",
        "item",
        "items",
        "chapter",
        "annex",
        "resolution",
        "page",
        "section",
        "rule",
        "point",
        "top",
        "protocol",
        "decision",
        "phase",
        "grade",
        "part",
        "round",
        "group",
    ];
    if text.is_any_word(before, &named) || text.is(before, "#") {
        return true;
    }
    if text.is(before, ".") && text.is_any_word(before.wrapping_sub(1), &["no", "nos", "art"]) {
        return true;
    }
    // Bare years and the numbers of documents.
    let year = number.tokens.len() == 1
        && text.word(number.tokens.start).len() == 4
        && text
            .word(number.tokens.start)
            .parse::<u16>()
            .is_ok_and(|year| (1900..2100).contains(&year));
    year || text.is_any(before, &["/", "+", ":"]) && text.joined(number.tokens.start)
}

/// "• enterprises with foreign capital – 1,100;": the noun that an item of a list begins with.
fn item(scene: &Scene<'_>, number: &Range<usize>) -> Option<Counted> {
    let text = scene.text;
    let end = number.end;
    let closes = !text.continues_line(end)
        || text.is_any(end, &[";", ".", ",", "("]) && !text.is_plain_word(end + 1);
    let opens = text.is_any(number.start.wrapping_sub(1), &["–", "—", "-", ":"]);
    if !closes || !opens {
        return None;
    }
    let line = text.line_start(number.start);
    let first = (line..line + 3).find(|&at| text.is_plain_word(at) || scene.at(at).is_some())?;
    let label = number.start.checked_sub(1)?;
    counted(scene, first, label.min(first + QUOTA_REACH)).map(|counted| Counted {
        measure: true,
        last: end - 1,
        ..counted
    })
}

/// "by a vote of 13 in favour to none against, with 2 abstentions", "14 against"
fn votes(scene: &Scene<'_>, number: &Range<usize>) -> Option<Counted> {
    let text = scene.text;
    let next = number.end;
    let side = text.is_word(next, "in") && text.is_any_word(next + 1, &["favour", "favor"])
        || text.is_any_word(next, &["against", "abstaining", "abstained"])
            && !text.is_plain_word(next + 1);
    let vote = text.is_word(number.start.wrapping_sub(1), "of")
        && text.is_any_word(number.start.wrapping_sub(2), &["vote", "votes"]);
    (side || vote).then(|| Counted {
        unit: "VOTE".to_owned(),
        measure: true,
        last: if side { next } else { number.end - 1 },
    })
}

/// "brings the number of missions to 44, up from 12": the noun whose number it is.
fn number_of(scene: &Scene<'_>, value: usize, sentence: &Range<usize>) -> Option<Counted> {
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
        .map(|(unit, _)| Counted {
            unit,
            measure: true,
            last: value,
        })
}

/// Whether a number is followed by how some voted: "ten countries voted for", "two abstained".
fn is_vote(scene: &Scene<'_>, next: usize) -> bool {
    let text = scene.text;
    (next..next + 4)
        .take_while(|&at| text.is_plain_word(at))
        .any(|at| {
            text.is_any_word(at, &["voted", "abstained", "abstaining"])
                || text.is_word(at, "came")
                    && text.is_word(at + 1, "out")
                    && text.is_any_word(at + 2, &["against", "for"])
        })
}

/// How far into a text the body is looked for that votes, in tokens.
const VOTERS: usize = 240;

/// Whose votes are counted: those named in brackets ("2 abstentions (A, B)"), else the council or
/// assembly that the sentence or the text names first.
fn voting(scene: &Scene<'_>, spot: Spot<'_>) -> Vec<Actor> {
    let text = scene.text;
    let open = (spot.value.end..spot.value.end + 3).find(|&at| text.is(at, "("));
    if let Some(open) = open {
        let close = (open..open + 40).find(|&at| text.is(at, ")"));
        let mut named = Vec::new();
        for mention in scene.inside(open..close.unwrap_or(open)) {
            let country = mention
                .entity
                .filter(|_| mention.label == Label::Gpe)
                .and_then(|key| scene.knowledge.country_of(key));
            if let Some(country) = country {
                add(
                    &mut named,
                    Actor::of(Who::Entity(country), mention.tokens.clone()),
                );
            }
        }
        if !named.is_empty() {
            return named;
        }
    }
    let body = |range: Range<usize>| {
        scene.inside(range).find_map(|mention| {
            let key = mention.entity.filter(|_| mention.label == Label::Org)?;
            let name = &scene.knowledge.get(key).name;
            ["Council", "Assembly", "Committee", "Board"]
                .iter()
                .any(|word| name.contains(word))
                .then(|| Actor::of(Who::Entity(key), mention.tokens.clone()))
        })
    };
    body(spot.sentence.clone())
        .or_else(|| body(0..scene.end.min(VOTERS)))
        .into_iter()
        .collect()
}

/// Whether a sentence is about whom measures are taken against: "6 individuals and 6 entities".
fn is_sanction(scene: &Scene<'_>, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    sentence.clone().any(|at| {
        text.is_any_word(
            at,
            &[
                "sanctions",
                "sanctioned",
                "listings",
                "designations",
                "designated",
                "sanctioning",
            ],
        ) || text.is_word(at, "measures")
            && (text.is_word(at.wrapping_sub(1), "restrictive")
                || text.is_any_word(at + 1, &["on", "against"]))
    })
}

/// Whose a count is: that of countries is the body’s that they are counted in.
fn counted_of(scene: &Scene<'_>, topic: &Topic, spot: Spot<'_>, unit: &str) -> Vec<Actor> {
    if unit == "VOTE" || is_vote(scene, spot.value.end) {
        return voting(scene, spot);
    }
    if unit == "COUNTRY" {
        // Those who take part are not all named; they are of the body where there is one.
        return topic
            .sides
            .body
            .map(|body| Actor::of(Who::Entity(body), spot.value.clone()))
            .into_iter()
            .collect();
    }
    if let (Some(giver), Some(about)) = (topic.sides.body.or(topic.sides.author), topic.sides.about)
        && giver != about
        && is_sanction(scene, spot.sentence)
    {
        return [giver, about]
            .map(|key| Actor::of(Who::Entity(key), spot.value.clone()))
            .to_vec();
    }
    // What one country gives is the other side’s too; a region or body of many is not given to.
    let sides = &topic.sides.between;
    let given = is_aid(scene, spot.clause) && sides.iter().all(|&key| scene.is_country(key));
    of_other(scene, topic, spot, given)
}
