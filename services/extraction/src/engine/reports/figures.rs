//! Values stated: trade, growth, shares, investment, quotas, years of an anniversary.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::{FigureMetric, Label};

use super::actors::{Actor, Who};
use super::anniversaries::years_marked;
use super::changes::{Change, change};
use super::clauses::{clause, of_financial_year, period};
use super::counts::{counts, quotas};
use super::folds::folds;
use super::marked_years::{anniversary, turned, years_of};
use super::measures::{Subject, is_access, is_aid, is_share, measured, qualifier, subject};
use super::parties::{Spot, agent, of_exchange, of_other};
use super::scene::Scene;
use super::sides::Sides;
use crate::engine::board::Candidate;
use crate::engine::layers::SPEECH;

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
#[derive(Clone, Debug)]
pub(super) struct Topic {
    subject: Option<Subject>,
    /// The trade measured last, however far before.
    exchange: Option<Subject>,
    pub(super) parties: Vec<Actor>,
    period: Option<String>,
    /// Who gives or does what the clause before in the same sentence tells.
    pub(super) agent: Option<Actor>,
    /// What the percentage before is one of.
    percentage: FigureMetric,
    /// Whether the sentence measures something else than the one before.
    pub(super) changed: bool,
    /// The parties of the text as a whole.
    pub(super) sides: Sides,
}

impl Topic {
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        Self {
            subject: None,
            exchange: None,
            parties: Vec::new(),
            period: None,
            agent: None,
            changed: false,
            percentage: FigureMetric::TradeGrowth,
            sides: Sides::of(scene),
        }
    }

    fn forget(&mut self) {
        self.subject = None;
        self.parties.clear();
        self.period = None;
    }
}

/// The values of a sentence, in order. `topic` goes from sentence to sentence.
pub(super) fn read(scene: &Scene<'_>, sentence: &Range<usize>, topic: &mut Topic) -> Vec<Figure> {
    let text = scene.text;
    let mut figures: Vec<Figure> = Vec::new();
    let listed = continues_list(scene, sentence.start);
    if text.opens_line(sentence.start) && scene.at(sentence.start).is_none() && !listed {
        // A new paragraph speaks of something else unless it says "it".
        let carries = (sentence.start..sentence.end)
            .take(3)
            .any(|at| text.is_any_word(at, &["it", "this", "their", "our"]));
        if !carries {
            topic.forget();
        }
    }
    topic.agent = None;
    let told = subject(scene, sentence);
    topic.changed = told.is_some_and(|(subject, _)| {
        let before = topic.subject.unwrap_or(subject);
        before != subject && !(before.is_trade() && subject.is_trade())
    });
    if told.is_some() {
        // What is named anew may be of another time.
        topic.period = None;
    } else if !listed && !goes_on(scene, sentence) {
        topic.forget();
    }
    let mut values = scene
        .inside(sentence.clone())
        .filter(|mention| matches!(mention.label, Label::Money | Label::Percent))
        .peekable();
    if values.peek().is_none() {
        topic.period = None;
        // "Trade between A and B used to be small. Last year it reached …"
        let exchange = |subject: &Subject| subject.is_trade() || *subject == Subject::Investment;
        if let Some((subject, noun)) = told.filter(|(subject, _)| exchange(subject)) {
            topic.subject = Some(subject);
            topic.parties.clear();
            let whole = noun..noun + 1;
            let spot = Spot {
                value: &whole,
                clause: sentence,
                sentence,
            };
            topic.parties = of_exchange(scene, topic, noun, subject.is_trade(), spot);
        }
    }
    for mention in values {
        figures.extend(amount(scene, mention, sentence, topic));
    }
    for at in sentence.clone() {
        if text.is_any_word(at, &["anniversary", "birthday"])
            && let Some((years, tokens)) = years_marked(scene, at)
        {
            figures.push(anniversary(
                scene,
                years,
                tokens.start..at + 1,
                sentence,
                topic,
            ));
        }
    }
    figures.extend(
        sentence
            .clone()
            .filter_map(|at| turned(scene, at, sentence, topic)),
    );
    figures.extend(quotas(scene, sentence, topic));
    figures.extend(counts(scene, sentence, topic));
    figures.extend(folds(scene, sentence, topic));
    for date in scene.inside(sentence.clone()) {
        if let Some(figure) = years_of(scene, date, sentence, topic) {
            figures.push(figure);
        }
    }
    figures.sort_by_key(|figure| (figure.tokens.end, figure.tokens.start));
    figures
}

/// Each value once: what the title says and the text says again with more is one figure.
pub(super) fn once(figures: Vec<Figure>) -> Vec<Figure> {
    let mut told: Vec<Figure> = Vec::new();
    let mut places: HashMap<(FigureMetric, String, String), Vec<usize>> = HashMap::new();
    for figure in figures {
        let key = (figure.metric, figure.value.clone(), figure.unit.clone());
        let same = places.entry(key).or_default();
        let again = same
            .iter()
            .take(MOST_AGAIN)
            .copied()
            .find(|&at| says_again(&told[at], &figure));
        match again {
            Some(at) if says_more(&figure, &told[at]) => told[at] = figure,
            Some(_) => {}
            None => {
                same.push(told.len());
                told.push(figure);
            }
        }
    }
    told
}

/// Most figures of one value that another is compared with.
const MOST_AGAIN: usize = 8;

/// Whether two figures of one value may be one: the same parties or fewer, no other time.
fn says_again(one: &Figure, other: &Figure) -> bool {
    let among = |few: &[Actor], many: &[Actor]| {
        few.iter()
            .all(|party| many.iter().any(|other| other.who == party.who))
    };
    let parties = among(&one.parties, &other.parties) || among(&other.parties, &one.parties);
    // "70 years of friendship" and "the 70th anniversary" are told each for itself.
    if one.metric == FigureMetric::AnniversaryYears
        && !one.parties.is_empty()
        && !other.parties.is_empty()
    {
        return false;
    }
    let period = one.period.is_none() || other.period.is_none() || one.period == other.period;
    parties && period || one.unit == "VOTE"
}

/// Whether a figure says more than another of the same value: more parties, or a time.
fn says_more(one: &Figure, other: &Figure) -> bool {
    let told = |figure: &Figure| (figure.parties.len(), figure.period.is_some());
    told(one) > told(other)
}

/// "• trade in 2023 – $4 billion;" and the item after it, which goes on in lower case.
fn continues_list(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    if !text.opens_line(start) || !text.is_any(start.wrapping_sub(1), &[";", ","]) {
        return false;
    }
    (start..start + 3)
        .find(|&at| text.is_plain_word(at) || text.is_number(at))
        .is_some_and(|word| !text.is_capitalised(word))
}

/// Whether a sentence that names nothing measured may speak of what the one before measured.
fn goes_on(scene: &Scene<'_>, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    (sentence.start..sentence.end.min(sentence.start + 60)).any(|at| {
        scene.at(at).is_none()
            && text.is_any_word(
                at,
                &[
                    "it",
                    "that",
                    "this",
                    "these",
                    "they",
                    "which",
                    "figure",
                    "figures",
                    "volume",
                    "total",
                    "indicator",
                    "growth",
                    "increase",
                    "share",
                    "amount",
                    "sum",
                    "number",
                    "decrease",
                    "decline",
                    "rise",
                    "level",
                    "them",
                    "target",
                    "goal",
                    "potential",
                    "milestone",
                    "mark",
                    "follows",
                    "followed",
                ],
            )
    })
}

/// An amount of money or a percentage.
fn amount(
    scene: &Scene<'_>,
    mention: &Candidate,
    sentence: &Range<usize>,
    topic: &mut Topic,
) -> Option<Figure> {
    let stated = mention.value.as_deref()?;
    let (unit, value) = match mention.label {
        Label::Money => stated.split_once(' ')?,
        _ => ("PERCENT", stated),
    };
    let tokens = &mention.tokens;
    let clause = clause(scene, tokens, sentence);
    let own = measured(scene, tokens, &clause);
    if let Some((subject, _)) = own {
        let same_matter = topic.subject == Some(subject)
            || topic.subject.is_some_and(Subject::is_trade) && subject.is_trade();
        if !same_matter {
            topic.period = None;
        }
        topic.subject = Some(subject);
    }
    // "The figure for 2023 was", "the target of": the trade spoken of before is meant, however far.
    if topic.subject.is_none() && mention.label == Label::Money && is_goal(scene, &clause) {
        topic.subject = topic.exchange;
    }
    if let Some(subject) = topic.subject.filter(|subject| subject.is_trade()) {
        topic.exchange = Some(subject);
    }
    let subject = topic.subject;
    let change = change(scene, tokens, &clause).filter(|_| unit == "PERCENT");
    let metric = metric(
        scene,
        mention,
        &clause,
        own.is_some(),
        subject,
        change,
        topic.percentage,
    );
    let spot = Spot {
        value: tokens,
        clause: &clause,
        sentence,
    };
    let noun = own.map_or(clause.start, |(_, noun)| noun);
    let exchange =
        subject.is_some_and(|subject| subject.is_trade()) || metric == FigureMetric::Investment;
    let parties = if exchange {
        let trade = subject.is_some_and(Subject::is_trade);
        of_exchange(scene, topic, noun, trade, spot)
    } else {
        let aid = mention.label == Label::Money && is_aid(scene, &clause);
        of_other(scene, topic, spot, aid)
    };
    let period = period(scene, tokens, &clause, sentence)
        .map(|period| of_financial_year(scene, period, &clause, &parties))
        .or_else(|| topic.period.clone());
    topic.period.clone_from(&period);
    topic.parties.clone_from(&parties);
    topic.agent = agent(scene, clause.start..tokens.start).or_else(|| topic.agent.take());
    let (qualifier, from) = qualifier(scene, tokens.start);
    let negative = change == Some(Change::Fall)
        && metric != FigureMetric::TradeShare
        && !value.starts_with('-');
    if unit == "PERCENT" {
        topic.percentage = metric;
    }
    Some(Figure {
        metric,
        value: if negative {
            format!("-{value}")
        } else {
            value.to_owned()
        },
        unit: unit.to_owned(),
        qualifier,
        parties,
        period,
        speaker: speaker(scene, tokens.start, sentence),
        tokens: from.min(clause_verb(scene, from, &clause))..tokens.end,
    })
}

/// What an amount is an amount of. `own` where its clause names what is measured; `before` is what
/// the percentage before it is one of.
fn metric(
    scene: &Scene<'_>,
    mention: &Candidate,
    clause: &Range<usize>,
    own: bool,
    subject: Option<Subject>,
    change: Option<Change>,
    before: FigureMetric,
) -> FigureMetric {
    let money = mention.label == Label::Money;
    match subject {
        Some(Subject::Investment) if money || own => FigureMetric::Investment,
        Some(Subject::Trade | Subject::Settlement) if money => FigureMetric::TradeTurnover,
        // "the target of $100 billion", "the figure was": after a flow the trade is meant again.
        Some(Subject::Flow) if money && !own && is_goal(scene, clause) => {
            FigureMetric::TradeTurnover
        }
        Some(Subject::Trade | Subject::Flow) if !money => {
            let share = is_share(scene, &mention.tokens, clause) && !is_access(scene, clause);
            if change.is_some() && !scene.text.is_word(mention.tokens.end, "of") {
                FigureMetric::TradeGrowth
            } else if share {
                FigureMetric::TradeShare
            } else if topic_continues(scene, mention, clause) {
                before
            } else {
                FigureMetric::Other
            }
        }
        _ => FigureMetric::Other,
    }
}

/// "the target of", "the figure for 2023 was", "the goal set": the measure of both sides.
fn is_goal(scene: &Scene<'_>, clause: &Range<usize>) -> bool {
    (clause.clone()).any(|at| {
        scene.text.is_any_word(
            at,
            &[
                "target",
                "goal",
                "figure",
                "task",
                "targeted",
                "objective",
                "aim",
                "benchmark",
            ],
        )
    })
}

/// "almost 9 percent, or 8.8 percent to be exact": the same growth again.
fn topic_continues(scene: &Scene<'_>, value: &Candidate, clause: &Range<usize>) -> bool {
    let floor = clause.start.saturating_sub(12);
    scene
        .inside(floor..value.tokens.start)
        .any(|mention| mention.label == Label::Percent)
}

/// Where the evidence begins: up to twelve words before the value in the same clause.
fn clause_verb(scene: &Scene<'_>, at: usize, clause: &Range<usize>) -> usize {
    let text = scene.text;
    let floor = clause.start.max(at.saturating_sub(12)).min(at);
    (floor..at)
        .rev()
        .find(|&mark| text.is_any(mark, &[",", "(", "–", "—"]))
        .map_or(floor, |mark| mark + 1)
}

/// Who states a value: the one who speaks, or of whom the sentence says that they said so.
pub(super) fn speaker(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Who> {
    if let Some(who) = scene.speaker(at) {
        return Some(who.clone());
    }
    let said = |token: usize| scene.text.is_any_word(token, &SPEECH);
    let says = |person: &&Candidate| {
        person.label == Label::Person
            && (said(person.tokens.end) || said(person.tokens.start.wrapping_sub(1)))
    };
    if let Some(person) = scene.inside(sentence.clone()).find(says) {
        return Some(scene.person(person));
    }
    quoted(scene, at).and_then(|start| {
        let person = scene.inside(start..at).filter(says).last()?;
        Some(scene.person(person))
    })
}

/// How far back in its paragraph the one is looked for whose quotation goes on, in tokens.
const QUOTATION: usize = 120;

/// Where the paragraph begins in which a token stands between quotation marks.
fn quoted(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let text = scene.text;
    let start = text.line_start(at).max(at.saturating_sub(QUOTATION));
    let mark = (start..at)
        .rev()
        .find(|&mark| text.is_any(mark, &["“", "”", "«", "»"]))?;
    text.is_any(mark, &["“", "«"]).then_some(start)
}
