//! Who is said to hold which office.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use communique_model::Label;

use super::actors::Who;
use super::bodies::{name_of, unlisted_body};
use super::scene::Scene;
use super::short_titles::without_repeated;
use super::titles::title_words;
use super::{governing, owners};
use crate::engine::board::Candidate;
use crate::engine::rules::Findings;
use crate::engine::text::Text;
use crate::knowledge::EntityKey;
use crate::knowledge::lexicon::is_honorific;

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
            let body = unlisted_body(findings.text, findings.knowledge, findings.mentions, title);
            let of = owners::named(scene, findings, title, person, &office)
                .or_else(|| governing::own(scene, &reports, title.tokens.start))
                .or_else(|| owners::known(findings, &office, person.entity))
                .or_else(|| first_of.get(&who).copied())
                .or_else(|| owners::shared(scene, &reports, title));
            // An office held no longer is told as such; whose it is does not depend on it.
            let former = title.tokens.start.wrapping_sub(1);
            if findings.text.is_any_word(former, &["former"]) {
                office.insert_str(0, "former ");
            }
            if let Some(body) = body {
                reports.push(Held {
                    who: who.clone(),
                    office,
                    of: None,
                    body: Some(name_of(findings, body)),
                    tokens: beside(title, person),
                });
                continue;
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
                body: None,
                tokens: beside(title, person),
            });
        }
    }
    let elsewhere = owners::Elsewhere::new(scene, findings, &reports);
    for (index, title, person) in open {
        if let Some((office, of)) = elsewhere.posting(&reports[index].office) {
            reports[index].office.clone_from(office);
            reports[index].of = Some(*of);
            continue;
        }
        let held = &reports[index];
        // What is told of a person later holds for what was told before.
        let of = first_of
            .get(&held.who)
            .copied()
            .or_else(|| elsewhere.owner(scene, findings, &held.office, title, person));
        reports[index].of = of;
        if let Some(of) = of {
            first_of.entry(reports[index].who.clone()).or_insert(of);
        }
    }
    // Whose a title is that was told before the one that says so.
    for held in reports.iter_mut().filter(|held| held.is_open()) {
        held.of = first_of.get(&held.who).copied();
    }
    let mut told: HashSet<(Who, String, Option<EntityKey>)> = HashSet::new();
    reports.retain(|held| told.insert((held.who.clone(), held.office.clone(), held.of)));
    without_repeated(&mut reports);
    super::rolls::add_listed(scene, &mut reports);
    super::known_holders::add(scene, findings, &mut reports);
    reports
}

/// Somebody in an office.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) who: Who,
    /// The title without country or body.
    pub(super) office: String,
    pub(super) of: Option<EntityKey>,
    /// The body whose office it is, where the knowledge base does not hold it.
    pub(super) body: Option<String>,
    pub(super) tokens: Range<usize>,
}

impl Held {
    /// Whether nothing says yet whose the office is.
    pub(super) fn is_open(&self) -> bool {
        self.of.is_none() && self.body.is_none()
    }
}

/// The words of a title and of the name beside it.
fn beside(title: &Candidate, person: &Candidate) -> Range<usize> {
    title.tokens.start.min(person.tokens.start)..title.tokens.end.max(person.tokens.end)
}

/// The titles right before a person ("Head of the delegation Deputy Minister X") or after a comma
/// ("X, President of Y").
fn titles_of<'a>(
    findings: &Findings<'a>,
    tops: &[&'a Candidate],
    person: usize,
) -> Vec<&'a Candidate> {
    let text = findings.text;
    let mut titles: Vec<&Candidate> = Vec::new();
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
        // "Ambassador of Freedonia (residence in Strelsau) X"
        if text.is(name, "(") && text.continues_line(name) {
            let close = (name..edge.min(name + LONGEST_BRACKET)).find(|&at| text.is(at, ")"));
            name = close.map_or(name, |close| close + 1);
        }
        let joined = text.is(name, "and")
            && name + 1 == edge
            && titles
                .first()
                .is_some_and(|next| go_together(findings, title, next));
        let beside = name == edge || joined;
        if title.label != Label::Office || !beside || !text.continues_line(edge) {
            break;
        }
        edge = title.tokens.start;
        titles.insert(0, *title);
    }
    let mut end = tops[person].tokens.end;
    // "X MP, Minister for Y"
    while text.is_any(end, &POST_NOMINALS) && text.continues_line(end) {
        end += 1;
    }
    // "X (Ruritania), Deputy Secretary General of Y"
    if text.is(end, "(") && text.continues_line(end) {
        let close = (end..end + LONGEST_BRACKET).find(|&at| text.is(at, ")"));
        end = close.map_or(end, |close| close + 1);
    }
    for (index, title) in tops.iter().enumerate().skip(person + 1).take(MOST_AFTER) {
        // "1. X – Ambassador of Ruritania"
        let dash = text.is_any(end, &["–", "—"]) && text.continues_line(end);
        let follows = text.is(end, ",") || dash || index > person + 1 && text.is(end, "and");
        let start = title.tokens.start;
        let introduced = start > end
            && start - end <= 3
            && (end + 1..start).all(|at| text.is_any_word(at, &INTRODUCING));
        if title.label != Label::Office || !follows || !introduced || !text.continues_line(start) {
            break;
        }
        // "X, President Y": the title belongs to the one after it.
        // So do two titles, "X, President Archbishop Y".
        let mut last = *title;
        let mut next = index + 1;
        while let Some(more) = tops
            .get(next)
            .filter(|more| more.label == Label::Office && more.tokens.start == last.tokens.end)
        {
            last = more;
            next += 1;
        }
        let next_holder = tops.get(next).is_some_and(|next| {
            let courtesies = last.tokens.end..next.tokens.start;
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

/// Longest bracket between a title and a name, in tokens.
const LONGEST_BRACKET: usize = 12;

/// "General Secretary of the Party and President of Freedonia X": two titles that "and" joins are
/// one person’s where no article sets the first apart and both are of one country.
fn go_together(findings: &Findings<'_>, first: &Candidate, second: &Candidate) -> bool {
    let text = findings.text;
    let article = first.tokens.start > 0 && text.is_word(first.tokens.start - 1, "the");
    let country = |title: &Candidate| {
        let owner = owners::inside_title(findings, title)?;
        Some(findings.knowledge.country_of(owner))
    };
    let one_side = match (country(first), country(second)) {
        (Some(Some(one)), Some(Some(other))) => one == other,
        (Some(Some(_)) | None, None) => true,
        _ => false,
    };
    let same_head = text.word(first.tokens.start) == text.word(second.tokens.start);
    first.label == Label::Office && !article && one_side && !same_head
}

/// Most titles after one name: "X, General Secretary of A and President of B".
const MOST_AFTER: usize = 3;

/// Letters behind a name that stand for a seat or an honour.
const POST_NOMINALS: [&str; 12] = [
    "MP", "MEP", "TD", "KC", "QC", "OBE", "CBE", "KCMG", "CMG", "PhD", "Jr", "Esq",
];

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

/// Whether a token is a title of courtesy or part of one: "H.E.", "Dr.", "the Hon."
pub(super) fn is_courtesy(text: &Text<'_>, at: usize) -> bool {
    let courtesy = [
        "H",
        "E",
        "HE",
        "HH",
        "HRH",
        "Rt",
        "R",
        "Prince",
        "Princess",
        "Sheikha",
        "Sayyid",
        "Eng",
        "Gen",
        "Lt",
        "Col",
        "Brig",
        "Maj",
        "Capt",
        "General",
        "Admiral",
        "Colonel",
        "Major",
        "Brigadier",
        "Lieutenant",
        "Captain",
        "Marshal",
    ];
    // A full stop belongs to what it shortens.
    let before = text.word(at.saturating_sub(1));
    let shortens = text.is(at, ".") && (is_honorific(before) || courtesy.contains(&before))
        || text.is_apostrophe(at) && is_honorific(before);
    shortens
        || is_honorific(text.word(at))
        || text.is_any(at, &courtesy)
        || text.is(at, "the") && text.is_any(at + 1, &["Hon", "Honourable", "Rt"])
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
