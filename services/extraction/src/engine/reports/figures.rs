//! Values stated: trade, growth, shares, investment, quotas, years of an anniversary.

use std::ops::Range;

use communique_model::{FigureMetric, Label};

use super::actors::{Actor, Who};
use super::anniversaries::years_marked;
use super::counts::{counts, quota};
use super::frame::time_value;
use super::measures::{FALL, GROWTH, QUOTA, SHARE, Subject, qualifier, subject};
use super::parties::{body_before, default_parties, investors, own_parties, parties};
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::layers::{SPEECH, numbers};

/// A value as the text states it.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    pub(super) metric: FigureMetric,
    pub(super) value: String,
    pub(super) unit: String,
    pub(super) qualifier: Option<String>,
    pub(super) parties: Vec<Actor>,
    pub(super) period: Option<String>,
    pub(super) speaker: Option<Who>,
    pub(super) tokens: Range<usize>,
}

/// What the sentences before left open for those after: what is measured, whose, when.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    subject: Option<Subject>,
    pub(super) parties: Vec<Actor>,
    period: Option<String>,
}

/// The values of a sentence, in order. `topic` goes from sentence to sentence.
pub(super) fn read(scene: &Scene<'_>, sentence: &Range<usize>, topic: &mut Topic) -> Vec<Figure> {
    let text = scene.text;
    let mut figures: Vec<Figure> = Vec::new();
    let mut any = false;
    if text.opens_line(sentence.start) && scene.at(sentence.start).is_none() {
        // A new paragraph speaks of something else unless it says "it".
        let carries = (sentence.start..sentence.end)
            .take(3)
            .any(|at| text.is_any_word(at, &["it", "this", "their", "our"]));
        if !carries {
            topic.subject = None;
            topic.parties.clear();
            topic.period = None;
        }
    }
    if let Some(subject) = subject(scene, sentence) {
        if topic.subject != Some(subject) {
            topic.period = None;
            topic.parties.clear();
        }
        topic.subject = Some(subject);
    }
    let own = parties(scene, sentence);
    if !own.is_empty() {
        topic.parties = own;
    } else if topic.parties.is_empty() && topic.subject.is_some() {
        topic.parties = default_parties(scene, sentence.start);
    }
    for mention in scene.inside(sentence.clone()) {
        if !matches!(mention.label, Label::Money | Label::Percent) {
            continue;
        }
        let Some(mut figure) = amount(scene, mention, sentence, topic) else {
            continue;
        };
        any = true;
        // "it increased by 2 % and achieved US$83.7 billion": the clause’s own parties first.
        if figure.metric == FigureMetric::Investment {
            figure.parties = investors(scene, mention, sentence).unwrap_or(figure.parties);
        }
        figures.push(figure);
    }
    for at in sentence.clone() {
        if text.is_any_word(at, &["anniversary", "birthday"])
            && let Some((years, tokens)) = years_marked(scene, at)
        {
            figures.push(anniversary(scene, years, tokens.start..at + 1, sentence));
        }
        if text.is_any_word(at, QUOTA)
            && let Some(figure) = quota(scene, at, sentence, topic)
        {
            figures.push(figure);
        }
    }
    figures.extend(counts(scene, sentence));
    for date in scene.inside(sentence.clone()) {
        if let Some(figure) = years_of(scene, date, sentence) {
            figures.push(figure);
        }
    }
    if !any && subject(scene, sentence).is_none() {
        topic.period = None;
    }
    figures.sort_by_key(|figure| (figure.tokens.end, figure.tokens.start));
    figures
}

fn amount(
    scene: &Scene<'_>,
    mention: &Candidate,
    sentence: &Range<usize>,
    topic: &mut Topic,
) -> Option<Figure> {
    let text = scene.text;
    let stated = mention.value.as_deref()?;
    let (unit, value) = match mention.label {
        Label::Money => stated.split_once(' ')?,
        _ => ("PERCENT", stated),
    };
    let start = mention.tokens.start;
    let clause = clause(scene, start, sentence);
    let has = |words: &[&str], range: Range<usize>| {
        range
            .into_iter()
            .any(|at| scene.at(at).is_none() && text.is_any_word(at, words))
    };
    let falls = has(FALL, clause.start..mention.tokens.end + 2)
        && !text.is_word(start.wrapping_sub(1), "to");
    let metric = match (mention.label, topic.subject) {
        (Label::Money, Some(Subject::Investment)) => FigureMetric::Investment,
        (Label::Money, Some(Subject::Trade)) => FigureMetric::TradeTurnover,
        (Label::Percent, Some(Subject::Trade)) => {
            let share = has(SHARE, mention.tokens.end..mention.tokens.end + 1)
                || has(
                    &[
                        "share",
                        "accounts",
                        "accounted",
                        "accounting",
                        "makes",
                        "made",
                        "constitutes",
                    ],
                    clause.clone(),
                );
            if share && !text.is_word(start.wrapping_sub(1), "by") {
                FigureMetric::TradeShare
            } else {
                FigureMetric::TradeGrowth
            }
        }
        _ => FigureMetric::Other,
    };
    let grows = has(GROWTH, clause.clone()) || falls || metric != FigureMetric::TradeGrowth;
    let period = period(scene, start, sentence).or_else(|| topic.period.clone());
    topic.period.clone_from(&period);
    let (qualifier, from) = qualifier(scene, start);
    let negative = falls && mention.label == Label::Percent && !value.starts_with('-');
    let metric = if metric == FigureMetric::TradeGrowth
        && !grows
        && !topic_continues(scene, start, sentence)
    {
        FigureMetric::Other
    } else {
        metric
    };
    let is_trade = !matches!(metric, FigureMetric::Other);
    Some(Figure {
        metric,
        value: if negative {
            format!("-{value}")
        } else {
            value.to_owned()
        },
        unit: unit.to_owned(),
        qualifier,
        parties: if is_trade {
            topic.parties.clone()
        } else {
            let mut own = own_parties(scene, &clause);
            if own.is_empty() {
                own = body_before(scene, start, &clause);
            }
            if own.is_empty() {
                default_parties(scene, start)
            } else {
                own
            }
        },
        period,
        speaker: speaker(scene, start, sentence),
        tokens: from.min(clause_verb(scene, from, &clause))..mention.tokens.end,
    })
}

/// "almost 9 percent, or 8.8 percent to be exact": the same growth again.
fn topic_continues(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> bool {
    scene
        .inside(sentence.start..at)
        .any(|mention| mention.label == Label::Percent)
}

/// The clause around a value: between semicolons and full stops.
pub(super) fn clause(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Range<usize> {
    let text = scene.text;
    let floor = sentence.start.max(at.saturating_sub(40));
    let start = (floor..at)
        .rev()
        .find(|&mark| text.is_any(mark, &[";", ":"]))
        .map_or(floor, |mark| mark + 1);
    let end = (at..sentence.end.min(at + 40))
        .find(|&mark| text.is(mark, ";"))
        .unwrap_or_else(|| sentence.end.min(at + 40));
    start..end
}

/// Where the evidence begins: up to eight words before the value in the same clause.
fn clause_verb(scene: &Scene<'_>, at: usize, clause: &Range<usize>) -> usize {
    let text = scene.text;
    let floor = clause.start.max(at.saturating_sub(12));
    (floor..at)
        .rev()
        .find(|&mark| text.is_any(mark, &[",", "(", "–", "—"]))
        .map_or(floor, |mark| mark + 1)
}

/// The time of the sentence that is nearest to a value.
pub(super) fn period(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<String> {
    let text = scene.text;
    let mut best: Option<(usize, String)> = None;
    for date in scene.inside(sentence.clone()) {
        if date.label != Label::Date {
            continue;
        }
        let Some(value) = time_value(date.value.as_deref()) else {
            continue;
        };
        // "compared to the same period of last year" is what it is measured against.
        let against = (date.tokens.start.saturating_sub(4)..date.tokens.start)
            .any(|word| text.is_any_word(word, &["compared", "against", "than", "versus"]));
        if against {
            continue;
        }
        let distance = if date.tokens.start > at {
            date.tokens.start - at
        } else {
            at - date.tokens.start + 3
        };
        if best.as_ref().is_none_or(|(other, _)| distance < *other) {
            best = Some((distance, value.to_owned()));
        }
    }
    best.map(|(_, value)| value)
}

/// Who states a value: the one who speaks, or of whom the sentence says that they said so.
pub(super) fn speaker(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Who> {
    if let Some(who) = scene.speaker(at) {
        return Some(who.clone());
    }
    let said = |token: usize| scene.text.is_any_word(token, &SPEECH);
    scene
        .inside(sentence.clone())
        .filter(|mention| mention.label == Label::Person)
        .find(|person| said(person.tokens.end) || said(person.tokens.start.wrapping_sub(1)))
        .map(|person| scene.person(person))
}

fn anniversary(
    scene: &Scene<'_>,
    years: i32,
    tokens: Range<usize>,
    sentence: &Range<usize>,
) -> Figure {
    let head = tokens.end - 1;
    let draft = super::anniversaries::read(scene, head, sentence);
    let birthday = scene.text.is_word(head, "birthday");
    let period = draft.as_ref().and_then(|draft| draft.date.clone());
    Figure {
        metric: FigureMetric::AnniversaryYears,
        value: years.to_string(),
        unit: "YEAR".to_owned(),
        qualifier: None,
        parties: draft
            .filter(|_| !birthday)
            .map(|draft| draft.participants)
            .unwrap_or_default(),
        period,
        speaker: speaker(scene, head, sentence),
        tokens,
    }
}

/// "30 years of diplomatic relations" that are marked.
fn years_of(scene: &Scene<'_>, date: &Candidate, sentence: &Range<usize>) -> Option<Figure> {
    if date.label != Label::Date {
        return None;
    }
    let draft = super::anniversaries::years(scene, date, sentence)?;
    let number = date
        .value
        .as_deref()
        .and_then(|value| {
            value
                .strip_prefix('P')?
                .strip_suffix('Y')?
                .parse::<i32>()
                .ok()
        })
        .or_else(|| {
            numbers::number(scene.text, date.tokens.start)?
                .value
                .as_small()
        })?;
    Some(Figure {
        metric: FigureMetric::AnniversaryYears,
        value: number.to_string(),
        unit: "YEAR".to_owned(),
        qualifier: qualifier(scene, date.tokens.start).0,
        parties: draft.participants,
        period: draft.date,
        speaker: speaker(scene, date.tokens.start, sentence),
        tokens: date.tokens.start..date.tokens.end,
    })
}
