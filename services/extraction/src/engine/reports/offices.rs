//! Who is said to hold which office.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::actors::Who;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::rules::Findings;
use crate::engine::text::Text;
use crate::knowledge::lexicon::is_honorific;
use crate::knowledge::{EntityKey, Knowledge};

/// The offices of the text: a title beside a person.
pub(super) fn offices(scene: &Scene<'_>, findings: &Findings<'_>) -> Vec<Held> {
    let mut reports: Vec<Held> = Vec::new();
    let mut told: HashSet<(Who, String, Option<EntityKey>)> = HashSet::new();
    let mut first_of: HashMap<Who, EntityKey> = HashMap::new();
    let home = home(scene);
    let tops: Vec<&Candidate> = findings
        .mentions
        .iter()
        .filter(|mention| matches!(mention.label, Label::Office | Label::Person))
        .collect();
    for (index, person) in tops.iter().enumerate() {
        if person.label != Label::Person {
            continue;
        }
        let who = scene.person(person);
        for title in titles_of(findings, &tops, index) {
            let mut office =
                title_words(findings.text, findings.knowledge, findings.mentions, title);
            let of = holder_of(findings, title, &office, person.entity)
                .or_else(|| country_after(scene, person))
                .or_else(|| country_of_flag(scene, title.tokens.start))
                .or_else(|| first_of.get(&who).copied())
                .or_else(|| beside(scene, &reports, title.tokens.start))
                .or(home);
            // An office held no longer is told as such; whose it is does not depend on it.
            let former = title.tokens.start.wrapping_sub(1);
            if findings.text.is_any_word(former, &["former"]) {
                office.insert_str(0, "former ");
            }
            if let Some(of) = of {
                first_of.entry(who.clone()).or_insert(of);
            }
            if told.insert((who.clone(), office.clone(), of)) {
                reports.push(Held {
                    who: who.clone(),
                    office,
                    of,
                    tokens: title.tokens.start.min(person.tokens.start)
                        ..title.tokens.end.max(person.tokens.end),
                });
            }
        }
    }
    add_known_holders(scene, findings, &mut reports);
    reports
}

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

/// "Prime Minister X of Y": the country after the name.
fn country_after(scene: &Scene<'_>, person: &Candidate) -> Option<EntityKey> {
    let of = person.tokens.end;
    let place = scene.at(scene.text.past_the(of + 1))?;
    let country = place.entity.filter(|&key| scene.is_country(key))?;
    (scene.text.is(of, "of") && scene.text.continues_line(of)).then_some(country)
}

/// The country of the flag that stands right before a title.
fn country_of_flag(scene: &Scene<'_>, title: usize) -> Option<EntityKey> {
    let mark = scene.text.word(title.checked_sub(1)?);
    let letters: String = mark
        .chars()
        .filter_map(|letter| {
            let offset = u32::from(letter).checked_sub(FIRST_REGIONAL)?;
            let offset = u8::try_from(offset).ok().filter(|&offset| offset < 26)?;
            Some(char::from(b'A' + offset))
        })
        .collect();
    let start = letters.len().checked_sub(2)?;
    scene.knowledge.country(letters.get(start..)?)
}

/// The regional indicator of the letter A; two of them make a flag.
const FIRST_REGIONAL: u32 = 0x1_F1E6;

/// The country of the office told of right before in the same sentence: "Y’s Ambassador to A X and
/// Ambassador to B Z".
fn beside(scene: &Scene<'_>, told: &[Held], at: usize) -> Option<EntityKey> {
    let before = told.last()?;
    let sentence = scene.sentence(at);
    let and = scene.text.is_any(at.wrapping_sub(1), &["and", "&"]);
    before
        .of
        .filter(|_| and && sentence.contains(&before.tokens.start))
}

/// The country whose officials a text speaks of without naming it: that of the first known
/// person.
fn home(scene: &Scene<'_>) -> Option<EntityKey> {
    scene
        .inside(0..scene.end)
        .filter(|mention| mention.label == Label::Person)
        .take(8)
        .find_map(|person| scene.knowledge.country_of(person.entity?))
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
        let mut name = title.tokens.end;
        if text.is_any(name, &[",", "–", "—"]) {
            name += 1;
        }
        while name < edge && (is_honorific(text.word(name)) || text.is(name, ".")) {
            name += 1;
        }
        let beside = name == edge;
        if title.label != Label::Office || !beside || !text.continues_line(edge) {
            break;
        }
        edge = title.tokens.start;
        titles.insert(0, *title);
    }
    let end = tops[person].tokens.end;
    if let Some(title) = tops.get(person + 1)
        && title.label == Label::Office
        && text.is(end, ",")
        && (title.tokens.start == end + 1
            || (title.tokens.start == end + 2 && text.is_any(end + 1, &["the", "The"])))
        && text.continues_line(title.tokens.start)
    {
        // "X, President Y": the title belongs to the one after it.
        let next_holder = tops.get(person + 2).is_some_and(|next| {
            let courtesies = title.tokens.end..next.tokens.start;
            next.label == Label::Person
                && courtesies.len() <= LONGEST_COURTESY
                && courtesies
                    .into_iter()
                    .all(|at| is_honorific(text.word(at)) || text.is(at, "."))
        });
        if !next_holder {
            titles.push(*title);
            // "X, General Secretary of A and President of B"
            let second = tops.get(person + 2).filter(|second| {
                second.label == Label::Office
                    && text.is(title.tokens.end, "and")
                    && second.tokens.start == title.tokens.end + 1
            });
            titles.extend(second);
        }
    }
    titles
}

/// Most tokens of courtesies between a title and a name: "H.E. Dr."
const LONGEST_COURTESY: usize = 6;

/// Abbreviated titles and what they stand for.
const ABBREVIATED: [(&str, &str); 2] = [("FM", "Foreign Minister"), ("PM", "Prime Minister")];

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
        // "Foreign Ministry Spokesperson": a body of a country tells which office it is.
        if purpose || is_national(knowledge, name) {
            kept.extend(name.tokens.clone());
            continue;
        }
        while kept.last().is_some_and(is_the) {
            kept.pop();
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
        if let Some(next) = text.after_possessive(at) {
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

/// Whether a name is that of a body of one country, or of a part of one.
fn is_national(knowledge: &Knowledge, name: &Candidate) -> bool {
    // One that the knowledge base does not hold is a department.
    name.label == Label::Org
        && name
            .entity
            .is_none_or(|key| knowledge.get(key).country.is_some())
}

/// The names inside a title.
fn inside<'a>(
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

/// Whose office it is: the body or country inside the title, else that of the tenure that is
/// known, else the person's country.
fn holder_of(
    findings: &Findings<'_>,
    title: &Candidate,
    words: &str,
    person: Option<EntityKey>,
) -> Option<EntityKey> {
    let knowledge = findings.knowledge;
    // What follows "to", "for" or "in" says what the office is for, not whose it is.
    let owner = |mention: &&Candidate| {
        let before = mention.tokens.start.saturating_sub(1);
        let preposition = if findings.text.is(before, "the") {
            before.saturating_sub(1)
        } else {
            before
        };
        let purpose = ["for", "on", "to", "in", "at"];
        preposition < title.tokens.start || !findings.text.is_any(preposition, &purpose)
    };
    let named = |labels: &[Label]| {
        inside(findings.mentions, title)
            .filter(|mention| labels.contains(&mention.label))
            .filter(owner)
            .find_map(|mention| mention.entity)
    };
    if let Some(of) = named(&[Label::Org]).or_else(|| named(&[Label::Gpe, Label::Norp])) {
        // A ministry’s office is its country’s, and so is that of a people.
        let kind = knowledge.get(of).kind;
        let national = matches!(kind, EntityKind::Organisation | EntityKind::People);
        return knowledge.country_of(of).filter(|_| national).or(Some(of));
    }
    let person = person?;
    let tenures = || {
        knowledge
            .tenures(person)
            .iter()
            .filter(|tenure| findings.reference.is_none_or(|date| tenure.covers(date)))
    };
    let shares_a_word = |office: &str| {
        let mut long = office.split_whitespace().filter(|word| word.len() > 3);
        long.any(|word| words.contains(word))
    };
    tenures()
        .find(|tenure| tenure.office == words)
        .or_else(|| tenures().find(|tenure| shares_a_word(&tenure.office)))
        .and_then(|tenure| tenure.of)
        .or_else(|| knowledge.country_of(person))
}
