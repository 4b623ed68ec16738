//! Values stated: trade, growth, shares, investment, quotas, years of an anniversary.

use std::ops::Range;

use communique_model::{FigureMetric, Label};

use super::actors::{Actor, Who, add};
use super::anniversaries::years_marked;
use super::frame::time_value;
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
    parties: Vec<Actor>,
    period: Option<String>,
}

/// What a sentence measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Trade,
    Investment,
    Other,
}

const TRADE: &[&str] = &[
    "trade",
    "turnover",
    "commerce",
    "exports",
    "imports",
    "export",
    "import",
    "supplies",
    "deliveries",
];
const INVESTMENT: &[&str] = &["investment", "investments", "invested", "invest", "fdi"];
const QUOTA: &[&str] = &["quota", "quotas", "scholarships", "scholarship"];
const GROWTH: &[&str] = &[
    "grew",
    "grow",
    "grown",
    "growing",
    "growth",
    "increase",
    "increased",
    "increasing",
    "rose",
    "risen",
    "rise",
    "expanded",
    "up",
    "gained",
    "added",
    "jumped",
    "surged",
    "soared",
    "climbed",
    "exceeded",
    "by",
    "higher",
    "doubled",
    "more",
    "improved",
    "strengthened",
    "dynamics",
];
const FALL: &[&str] = &[
    "fell",
    "fall",
    "fallen",
    "decreased",
    "decrease",
    "declined",
    "decline",
    "dropped",
    "drop",
    "down",
    "slump",
    "slumped",
    "shrank",
    "shrunk",
    "contracted",
    "plunged",
    "reduced",
    "reduction",
    "lower",
    "plummeted",
    "contraction",
];
const SHARE: &[&str] = &[
    "share",
    "of",
    "accounts",
    "accounted",
    "accounting",
    "constitutes",
    "percentage",
];

/// The hedges before a value, longest first, and how they are written.
const QUALIFIERS: [(&[&str], &str); 28] = [
    (&["more", "than"], "over"),
    (&["less", "than"], "less than"),
    (&["fewer", "than"], "less than"),
    (&["at", "least"], "at least"),
    (&["up", "to"], "up to"),
    (&["close", "to"], "about"),
    (&["no", "less", "than"], "at least"),
    (&["in", "excess", "of"], "over"),
    (&["an", "impressive"], ""),
    (&["almost"], "almost"),
    (&["nearly"], "almost"),
    (&["over"], "over"),
    (&["about"], "about"),
    (&["around"], "about"),
    (&["approximately"], "about"),
    (&["roughly"], "about"),
    (&["some"], "about"),
    (&["topped"], "over"),
    (&["surpassed"], "over"),
    (&["passed"], "over"),
    (&["just", "over"], "over"),
    (&["exceeding"], "over"),
    (&["exceeded"], "over"),
    (&["exceeds"], "over"),
    (&["above"], "over"),
    (&["below"], "below"),
    (&["under"], "under"),
    (&["just"], ""),
];

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
    figures
}

/// What a sentence measures, by its nouns.
fn subject(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<Subject> {
    let text = scene.text;
    let limit = sentence.end.min(sentence.start + 320);
    let mut found = None;
    for at in sentence.start..limit {
        if !text.is_plain_word(at) || scene.at(at).is_some() {
            continue;
        }
        let subject = if text.is_any_word(at, INVESTMENT) {
            Subject::Investment
        } else if text.is_any_word(at, TRADE) {
            Subject::Trade
        } else if text.is_any_word(
            at,
            &[
                "gdp",
                "inflation",
                "aid",
                "assistance",
                "loan",
                "budget",
                "debt",
                "reserves",
                "loans",
                "grant",
            ],
        ) {
            Subject::Other
        } else {
            continue;
        };
        // "trade and investment ties": the first stands for both.
        found.get_or_insert(subject);
        if found == Some(Subject::Trade) && subject == Subject::Investment {
            let amount_after = scene
                .inside(at..limit)
                .any(|mention| mention.label == Label::Money);
            let amount_before = scene
                .inside(sentence.start..at)
                .any(|mention| mention.label == Label::Money);
            if amount_after && !amount_before {
                found = Some(subject);
            }
        }
    }
    found
}

/// Countries and bodies whose figure it is: "trade between A and B", "A’s trade with B".
fn parties(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let noun = (sentence.start..sentence.end.min(sentence.start + 320))
        .find(|&at| scene.at(at).is_none() && text.is_any_word(at, TRADE))
        .filter(|_| subject(scene, sentence) == Some(Subject::Trade));
    let Some(noun) = noun else { return Vec::new() };
    let mut found: Vec<Actor> = Vec::new();
    let floor = sentence.start.max(noun.saturating_sub(10));
    for mention in scene.inside(floor..noun) {
        push_party(scene, &mut found, mention);
    }
    let limit = sentence.end.min(noun + 24);
    let preposition = (noun + 1..limit.min(noun + 8))
        .find(|&at| text.is_any_word(at, &["between", "with", "among"]));
    if let Some(preposition) = preposition {
        let (actors, last) = scene.list_after(preposition + 1, limit);
        for actor in actors {
            add(&mut found, actor);
        }
        // "with the countries of Africa"
        for mention in scene.inside(preposition..limit.min(last.max(preposition + 6))) {
            if mention.label == Label::Loc {
                push_party(scene, &mut found, mention);
            }
        }
    } else if found.len() == 1 {
        // "Russia is among Kazakhstan’s key partners": the other one of the sentence.
        let others: Vec<&Candidate> = scene.inside(noun + 1..sentence.end).collect();
        for mention in others {
            if matches!(mention.label, Label::Gpe) && found.len() < 2 {
                push_party(scene, &mut found, mention);
            }
        }
    }
    if found.len() == 1 {
        // "trade with X": between X and whoever speaks, or the other side of the text.
        let own = scene
            .speaker(sentence.start)
            .and_then(|who| scene.country_of(who));
        let other = scene
            .sides
            .iter()
            .copied()
            .find(|&side| found[0].who != Who::Entity(side));
        if let Some(own) = own.or(other) {
            add(&mut found, Actor::of(Who::Entity(own), noun..noun + 1));
        }
    }
    found
}

fn push_party(scene: &Scene<'_>, found: &mut Vec<Actor>, mention: &Candidate) {
    let country = mention
        .entity
        .and_then(|key| scene.knowledge.country_of(key));
    match (mention.label, country) {
        (Label::Norp, Some(key)) => {
            add(found, Actor::of(Who::Entity(key), mention.tokens.clone()));
        }
        (Label::Loc, _) => {
            if let Some(key) = mention.entity {
                add(found, Actor::of(Who::Entity(key), mention.tokens.clone()));
            }
        }
        (Label::Gpe | Label::Org, _) => {
            if let Some(actor) = scene.actor(mention) {
                add(found, actor);
            }
        }
        _ => {}
    }
}

/// The two sides of the text; where more speak, the side of the speaker and that of the first
/// person named.
fn default_parties(scene: &Scene<'_>, at: usize) -> Vec<Actor> {
    if !scene.sides.is_empty() {
        return scene.side_actors(at..at + 1);
    }
    let own = scene.speaker(at).and_then(|who| scene.country_of(who));
    let home = scene
        .inside(0..scene.end)
        .find(|mention| mention.label == Label::Person)
        .and_then(|person| scene.country_of(&scene.person(person)));
    let mut parties = Vec::new();
    if let (Some(own), Some(home)) = (own, home) {
        add(&mut parties, Actor::of(Who::Entity(home), at..at + 1));
        add(&mut parties, Actor::of(Who::Entity(own), at..at + 1));
    }
    parties
}

/// "Russia’s investment in Kazakhstan": who invests, and where.
fn investors(scene: &Scene<'_>, amount: &Candidate, sentence: &Range<usize>) -> Option<Vec<Actor>> {
    let text = scene.text;
    let noun = (sentence.start..amount.tokens.start)
        .rev()
        .find(|&at| scene.at(at).is_none() && text.is_any_word(at, INVESTMENT))?;
    let mut found = Vec::new();
    for mention in scene.inside(noun.saturating_sub(5)..noun) {
        push_party(scene, &mut found, mention);
    }
    for mention in scene.inside(noun + 1..amount.tokens.start) {
        push_party(scene, &mut found, mention);
    }
    if found.len() == 1 {
        for &side in &scene.sides {
            add(&mut found, Actor::of(Who::Entity(side), noun..noun + 1));
        }
    }
    (!found.is_empty()).then_some(found)
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
            let own = own_parties(scene, &clause);
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

fn own_parties(scene: &Scene<'_>, clause: &Range<usize>) -> Vec<Actor> {
    let mut found = Vec::new();
    for mention in scene.inside(clause.clone()) {
        if matches!(mention.label, Label::Gpe | Label::Norp) {
            push_party(scene, &mut found, mention);
        }
    }
    found
}

/// The clause around a value: between semicolons and full stops.
fn clause(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Range<usize> {
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

/// The hedge before a value, and where it begins.
fn qualifier(scene: &Scene<'_>, at: usize) -> (Option<String>, usize) {
    let text = scene.text;
    for (words, meaning) in QUALIFIERS {
        let Some(start) = at.checked_sub(words.len()) else {
            continue;
        };
        if words
            .iter()
            .enumerate()
            .all(|(index, word)| text.is_word(start + index, word))
        {
            if meaning.is_empty() {
                return (None, at);
            }
            return (Some(meaning.to_owned()), start);
        }
    }
    (None, at)
}

/// The time of the sentence that is nearest to a value.
fn period(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<String> {
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
fn speaker(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Who> {
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

/// "a quota of 1,000 places", "800 scholarships".
fn quota(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>, topic: &Topic) -> Option<Figure> {
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
    let mut parties = own_parties(scene, &clause);
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
fn counts(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Figure> {
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
            let own = own_parties(scene, &clause);
            found.push(Figure {
                metric: FigureMetric::Other,
                value: value.to_string(),
                unit: unit.to_owned(),
                qualifier,
                parties: own,
                period: period(scene, at, sentence),
                speaker: speaker(scene, at, sentence),
                tokens: from..next + 1,
            });
        }
        at = next.max(at + 1);
    }
    found
}

/// What is counted.
fn unit_of(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "students" | "people" | "persons" | "citizens" | "specialists" | "workers"
        | "graduates" | "young" => "PERSON",
        "seats" => "SEAT",
        "tonnes" | "tons" => "TONNE",
        "companies" | "enterprises" | "firms" => "COMPANY",
        "doses" => "DOSE",
        "missions" | "embassies" => "MISSION",
        "villages" => "VILLAGE",
        "barrels" => "BARREL",
        "kilometres" | "kilometers" | "km" => "KILOMETRE",
        "refugees" | "soldiers" | "troops" | "tourists" | "guests" | "children" | "victims"
        | "inhabitants" | "visitors" | "peacekeepers" | "servicemen" => "PERSON",
        _ => return None,
    })
}
