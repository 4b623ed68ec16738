//! Who is said to hold which office.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use communique_model::Label;

use super::actors::Who;
use super::owners;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::rules::Findings;
use crate::engine::text::Text;
use crate::knowledge::lexicon::is_honorific;
use crate::knowledge::{EntityKey, Knowledge};

/// The offices of the text: a title beside a person.
pub(super) fn offices(scene: &Scene<'_>, findings: &Findings<'_>) -> Vec<Held> {
    let mut reports: Vec<Held> = Vec::new();
    let mut first_of: HashMap<Who, EntityKey> = HashMap::new();
    let tops: Vec<&Candidate> = findings
        .mentions
        .iter()
        .filter(|mention| matches!(mention.label, Label::Office | Label::Person))
        .collect();
    // Titles of which nothing beside them says whose they are: the report, its title, the person.
    let mut open: Vec<(usize, &Candidate, &Candidate)> = Vec::new();
    for (index, person) in tops.iter().enumerate() {
        if person.label != Label::Person {
            continue;
        }
        let who = scene.person(person);
        for title in titles_of(findings, &tops, index) {
            let mut office =
                title_words(findings.text, findings.knowledge, findings.mentions, title);
            let of = owners::named(scene, findings, title, person, &office)
                .or_else(|| owners::known(findings, &office, person.entity))
                .or_else(|| first_of.get(&who).copied())
                .or_else(|| owners::shared(scene, &reports, title));
            // An office held no longer is told as such; whose it is does not depend on it.
            let former = title.tokens.start.wrapping_sub(1);
            if findings.text.is_any_word(former, &["former"]) {
                office.insert_str(0, "former ");
            }
            match of {
                Some(of) => {
                    first_of.entry(who.clone()).or_insert(of);
                }
                None => open.push((reports.len(), title, person)),
            }
            reports.push(Held {
                who: who.clone(),
                office,
                of,
                tokens: title.tokens.start.min(person.tokens.start)
                    ..title.tokens.end.max(person.tokens.end),
            });
        }
    }
    let elsewhere = owners::Elsewhere::new(scene, findings, &reports);
    for (index, title, person) in open {
        let held = &reports[index];
        // What is told of a person later holds for what was told before.
        let of = first_of
            .get(&held.who)
            .copied()
            .or_else(|| elsewhere.owner(scene, findings, &held.office, title, person));
        reports[index].of = of;
    }
    let mut told: HashSet<(Who, String, Option<EntityKey>)> = HashSet::new();
    reports.retain(|held| told.insert((held.who.clone(), held.office.clone(), held.of)));
    without_short_titles(&mut reports);
    add_known_holders(scene, findings, &mut reports);
    reports
}

/// "Minister Y" after "Minister of Energy Y" tells no other office.
fn without_short_titles(reports: &mut Vec<Held>) {
    let mut long: HashSet<(Who, &'static str)> = HashSet::new();
    for held in reports.iter() {
        for short in SHORT_TITLES {
            let longer = held.office.split([' ', '-']).any(|word| word == short);
            if longer && held.office != short {
                long.insert((held.who.clone(), short));
            }
        }
    }
    reports.retain(|held| {
        let short = SHORT_TITLES.into_iter().find(|short| *short == held.office);
        short.is_none_or(|short| !long.contains(&(held.who.clone(), short)))
    });
}

/// Nouns of office by which those are called whose title says more.
const SHORT_TITLES: [&str; 6] = [
    "Minister",
    "Secretary",
    "Director",
    "Commissioner",
    "Representative",
    "Ambassador",
];

/// "President of X pays a visit", where somebody known to hold that office is named elsewhere in
/// the text without a title.
fn add_known_holders(scene: &Scene<'_>, findings: &Findings<'_>, reports: &mut Vec<Held>) {
    let knowledge = findings.knowledge;
    let titled: HashSet<Who> = reports.iter().map(|held| held.who.clone()).collect();
    let untitled: Vec<EntityKey> = scene
        .persons
        .iter()
        .copied()
        .filter(|&person| !titled.contains(&Who::Entity(person)))
        .collect();
    let mut told: HashSet<EntityKey> = HashSet::new();
    for title in scene.inside(0..scene.end) {
        if title.label != Label::Office || told.len() == untitled.len() {
            continue;
        }
        let Some(owner) = scene.owner(title) else {
            continue;
        };
        let of = knowledge.country_of(owner).unwrap_or(owner);
        let office = title_words(findings.text, knowledge, findings.mentions, title);
        let holder = untitled.iter().copied().find(|&person| {
            !told.contains(&person)
                && knowledge.tenures(person).iter().any(|tenure| {
                    tenure.office == office
                        && tenure.of == Some(of)
                        && findings.reference.is_none_or(|date| tenure.covers(date))
                })
        });
        if let Some(person) = holder {
            told.insert(person);
            reports.push(Held {
                who: Who::Entity(person),
                office,
                of: Some(of),
                tokens: title.tokens.clone(),
            });
        }
    }
}

/// Somebody in an office.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) who: Who,
    /// The title without country or body.
    pub(super) office: String,
    pub(super) of: Option<EntityKey>,
    pub(super) tokens: Range<usize>,
}

/// The titles right before a person ("Head of the delegation Deputy Minister X") or after a comma
/// ("X, President of Y").
fn titles_of<'a>(
    findings: &Findings<'a>,
    tops: &[&'a Candidate],
    person: usize,
) -> Vec<&'a Candidate> {
    let text = findings.text;
    let mut titles = Vec::new();
    let mut edge = tops[person].tokens.start;
    for title in tops[..person].iter().rev() {
        // "Minister Dr. X", "Minister, Ms Y": courtesies may stand between.
        let mut name = past_period(findings, title.tokens.end);
        if text.is_any(name, &[",", "–", "—"]) {
            name += 1;
        }
        while name < edge && (is_courtesy(text, name) || text.is(name, "former")) {
            name += 1;
        }
        let beside = name == edge;
        if title.label != Label::Office || !beside || !text.continues_line(edge) {
            break;
        }
        edge = title.tokens.start;
        titles.insert(0, *title);
    }
    let mut end = tops[person].tokens.end;
    for (index, title) in tops.iter().enumerate().skip(person + 1).take(MOST_AFTER) {
        let follows = text.is(end, ",") || index > person + 1 && text.is(end, "and");
        let start = title.tokens.start;
        let introduced = start > end
            && start - end <= 3
            && (end + 1..start).all(|at| text.is_any_word(at, &INTRODUCING));
        if title.label != Label::Office || !follows || !introduced || !text.continues_line(start) {
            break;
        }
        // "X, President Y": the title belongs to the one after it.
        let next_holder = tops.get(index + 1).is_some_and(|next| {
            let courtesies = title.tokens.end..next.tokens.start;
            next.label == Label::Person
                && courtesies.len() <= LONGEST_COURTESY
                && courtesies.into_iter().all(|at| is_courtesy(text, at))
        });
        if next_holder {
            break;
        }
        end = title.tokens.end;
        titles.push(*title);
    }
    titles
}

/// Most titles after one name: "X, General Secretary of A and President of B".
const MOST_AFTER: usize = 3;

/// Words between a name and the title after it: "X, the current Chairperson of Y".
const INTRODUCING: [&str; 8] = [
    "the",
    "a",
    "an",
    "current",
    "currently",
    "then",
    "now",
    "new",
];

/// Whether a token is a title of courtesy or part of one: "H.E.", "Dr."
fn is_courtesy(text: &Text<'_>, at: usize) -> bool {
    is_honorific(text.word(at)) || text.is_any(at, &["H", "E", "."])
}

/// "Chairperson of Y for May 2024, X": the time of an office between it and the name.
fn past_period(findings: &Findings<'_>, at: usize) -> usize {
    let text = findings.text;
    if !text.is(at, "for") || !text.continues_line(at) {
        return at;
    }
    let date = findings
        .mentions
        .partition_point(|mention| mention.tokens.start < at + 1);
    findings
        .mentions
        .get(date)
        .filter(|date| date.label == Label::Date && date.tokens.start == at + 1)
        .map_or(at, |date| date.tokens.end)
}

/// Most tokens of courtesies between a title and a name: "H.E. Dr."
const LONGEST_COURTESY: usize = 6;

/// Abbreviated titles and what they stand for.
const ABBREVIATED: [(&str, &str); 4] = [
    ("FM", "Foreign Minister"),
    ("PM", "Prime Minister"),
    ("Amb.", "Ambassador"),
    ("Amb .", "Ambassador"),
];

/// The title without the country or body it belongs to: "President of Russia" is "President".
pub(super) fn title_words(
    text: &Text<'_>,
    knowledge: &Knowledge,
    mentions: &[Candidate],
    title: &Candidate,
) -> String {
    let mut kept: Vec<usize> = Vec::new();
    let mut at = title.tokens.start;
    let end = title.tokens.end;
    let is_the = |token: &usize| text.is(*token, "the");
    let names: Vec<&Candidate> = inside(mentions, title).collect();
    while at < end {
        let Some(name) = names.iter().find(|name| name.tokens.start == at) else {
            kept.push(at);
            at += 1;
            continue;
        };
        let after = name.tokens.end;
        let preposition = kept.iter().rev().find(|token| !is_the(token));
        let purpose =
            preposition.is_some_and(|&token| text.is_any(token, &["for", "on", "to", "in", "at"]));
        at = after;
        // "Dean of the African group": such a people is no owner.
        let of_no_country = name.label == Label::Norp
            && name
                .entity
                .is_some_and(|key| knowledge.country_of(key).is_none());
        if of_no_country {
            kept.extend(name.tokens.clone());
            continue;
        }
        // "Foreign Ministry Spokesperson": a body of a country tells which office it is.
        if purpose || is_national(knowledge, name) && !chairs(text, title, name) {
            kept.extend(name.tokens.clone());
            continue;
        }
        // "Chairman of the Commission’s Board" is one "of the Board".
        let possessive = text.after_possessive(after);
        if possessive.is_none_or(|next| next >= end) {
            while kept.last().is_some_and(is_the) {
                kept.pop();
            }
        }
        // "National Leader of the Ruritanian People"
        if name.label == Label::Norp && text.is_any_word(after, &["people", "nation"]) {
            at = after + 1;
            if kept.last().is_some_and(|&token| text.is(token, "of")) {
                kept.pop();
            }
            continue;
        }
        // "Head of the Russian delegation" keeps its "of", "Representative of Russia to the UN"
        // does not.
        let noun_follows = after < end
            && !text.is_any(
                after,
                &["to", "for", "on", "in", "at", "of", "and", ",", "–"],
            );
        if !noun_follows && kept.last().is_some_and(|&token| text.is(token, "of")) {
            kept.pop();
        }
        if let Some(next) = possessive {
            at = next.min(end);
        }
    }
    while kept
        .last()
        .is_some_and(|&last| is_honorific(text.word(last)))
    {
        kept.pop();
    }
    // "Head of the delegation of X" and "Head of the X delegation" are one office.
    if let Some(at) = kept.iter().position(|&token| text.is(token, "delegation"))
        && at > 0
        && is_the(&kept[at - 1])
    {
        kept.remove(at - 1);
    }
    // "Embassy Counsellor": where a diplomat serves is no part of the title.
    if kept.len() > 1 && text.is(kept[0], "Embassy") {
        kept.remove(0);
    }
    let mut joined = String::new();
    for (index, &token) in kept.iter().enumerate() {
        let follows = index > 0 && kept[index - 1] + 1 == token && text.joined(token);
        if index > 0 && !follows {
            joined.push(' ');
        }
        joined.push_str(text.word(token));
    }
    ABBREVIATED
        .iter()
        .find(|(short, _)| *short == joined)
        .map_or(joined, |(_, long)| (*long).to_owned())
}

/// Whether a title is that of who chairs the body named in it: such an office is the body’s own.
pub(super) fn chairs(text: &Text<'_>, title: &Candidate, body: &Candidate) -> bool {
    let of = body.tokens.start.saturating_sub(1);
    let of = if text.is(of, "the") { of - 1 } else { of };
    of == title.tokens.start + 1
        && text.is(of, "of")
        && body.entity.is_some()
        && text.is_any(
            title.tokens.start,
            &["Chairman", "Chairwoman", "Chairperson", "Chair", "Speaker"],
        )
}

/// Whether a name is that of a body of one country, or of a part of one.
fn is_national(knowledge: &Knowledge, name: &Candidate) -> bool {
    // One that the knowledge base does not hold is a department.
    name.label == Label::Org
        && name
            .entity
            .is_none_or(|key| knowledge.get(key).country.is_some())
}

/// The names inside a title.
pub(super) fn inside<'a>(
    mentions: &'a [Candidate],
    title: &Candidate,
) -> impl Iterator<Item = &'a Candidate> + use<'a> {
    let range = title.tokens.clone();
    let first = mentions.partition_point(|mention| mention.tokens.start < range.start);
    mentions[first..]
        .iter()
        .take_while(move |mention| mention.tokens.start < range.end)
        .filter(|mention| mention.label != Label::Office)
}
