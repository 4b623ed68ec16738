//! Persons named without a title of whom it is known that they hold an office which the text names
//! without its holder: "President of X pays a visit", "Mr President".

use std::collections::HashSet;

use communique_model::Label;

use super::actors::Who;
use super::offices::Held;
use super::scene::Scene;
use super::titles::title_words;
use crate::engine::board::Candidate;
use crate::engine::rules::Findings;
use crate::knowledge::{EntityKey, Tenure};

/// Adds the offices of those who are known to hold a title that stands alone.
pub(super) fn add(scene: &Scene<'_>, findings: &Findings<'_>, reports: &mut Vec<Held>) {
    let knowledge = findings.knowledge;
    let titled: HashSet<Who> = reports
        .iter()
        .filter(|held| held.office != HEAD_OF_STATE)
        .map(|held| held.who.clone())
        .collect();
    let untitled: Vec<EntityKey> = scene
        .persons
        .iter()
        .copied()
        .filter(|&person| !titled.contains(&Who::Entity(person)))
        .collect();
    if untitled.is_empty() {
        return;
    }
    let tenure_of = |person: EntityKey, fits: &dyn Fn(&Tenure) -> bool| {
        let mut tenures = knowledge.tenures(person).iter().filter(|tenure| {
            fits(tenure) && findings.reference.is_none_or(|date| tenure.covers(date))
        });
        tenures.next().and_then(|tenure| tenure.of)
    };
    let mut told: HashSet<(EntityKey, String)> = HashSet::new();
    for title in scene.inside(0..scene.end) {
        if title.label != Label::Office || told.len() == MOST {
            continue;
        }
        let owner = scene.owner(title);
        if owner.is_none() && (scene.parts_of(title).next().is_some() || has_name(scene, title)) {
            continue;
        }
        let of = owner.map(|owner| knowledge.country_of(owner).unwrap_or(owner));
        let office = title_words(findings.text, knowledge, findings.mentions, title);
        let known_as = match (of, office.as_str()) {
            (None, HEAD_OF_STATE) => "President",
            (None, words) if !STANDING_ALONE.contains(&words) => continue,
            (_, words) => words,
        };
        let fits = |tenure: &Tenure| tenure.office == known_as && (of.is_none() || tenure.of == of);
        let mut holders = untitled
            .iter()
            .filter_map(|&person| Some((person, tenure_of(person, &fits)?)));
        let Some((person, owner)) = holders.next() else {
            continue;
        };
        // "The President" is nobody’s where two presidents are named.
        let several = of.is_none() && holders.next().is_some();
        if several || !told.insert((person, office.clone())) {
            continue;
        }
        reports.push(Held {
            who: Who::Entity(person),
            office,
            of: Some(owner),
            body: None,
            tokens: title.tokens.clone(),
        });
    }
}

/// Whether a title stands beside the name of its holder.
fn has_name(scene: &Scene<'_>, title: &Candidate) -> bool {
    let after = scene.at(title.tokens.end).is_some_and(|next| {
        next.label == Label::Person && scene.text.continues_line(title.tokens.end)
    });
    after || scene.is_title_of_next(title)
}

/// What the text may call a president by.
const HEAD_OF_STATE: &str = "Head of State";

/// Offices that are named alone where everybody knows whose they are.
const STANDING_ALONE: [&str; 5] = [
    "President",
    "Prime Minister",
    "Foreign Minister",
    "Chancellor",
    "King",
];

/// Most such offices of a text.
const MOST: usize = 16;
