//! Rolls of officials with their countries in brackets: "the foreign ministers – X (Ruritania), Y
//! (Freedonia)", "credentials were presented by X (Ruritania) and Y (Freedonia)".

use communique_model::Label;

use super::actors::Who;
use super::offices::Held;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;

/// Most people on the rolls of one text.
const MOST: usize = 256;

/// How many tokens before a roll the noun may stand that tells the office of all on it.
const BEFORE: usize = 48;

/// Adds the offices of the people on the rolls of the text who have no title beside them.
pub(super) fn add_listed(scene: &Scene<'_>, reports: &mut Vec<Held>) {
    let mut roll: Vec<(&Candidate, EntityKey)> = Vec::new();
    let mut end = 0;
    let mut added = 0;
    let persons = scene
        .inside(0..scene.end)
        .filter(|mention| mention.label == Label::Person);
    for person in persons {
        let Some((country, close)) = bracketed(scene, person) else {
            continue;
        };
        let between = end..person.tokens.start;
        let goes_on = between.len() <= 2
            && between
                .into_iter()
                .all(|at| scene.text.is_any(at, &[",", ";", "and"]));
        if !goes_on {
            added += close_roll(scene, &roll, reports);
            roll.clear();
        }
        roll.push((person, country));
        end = close + 1;
        if added + roll.len() > MOST {
            return;
        }
    }
    close_roll(scene, &roll, reports);
}

/// The country in brackets right behind a name, and the token of the bracket that closes.
fn bracketed(scene: &Scene<'_>, person: &Candidate) -> Option<(EntityKey, usize)> {
    let open = person.tokens.end;
    let name = scene.text.past_the(open + 1);
    let place = scene.at(name).filter(|place| place.tokens.start == name)?;
    let country = place.entity.filter(|&key| scene.is_country(key))?;
    let close = place.tokens.end;
    (scene.text.is(open, "(") && scene.text.is(close, ")")).then_some((country, close))
}

/// Reports the office of everybody on a roll; how many those are.
fn close_roll(
    scene: &Scene<'_>,
    roll: &[(&Candidate, EntityKey)],
    reports: &mut Vec<Held>,
) -> usize {
    let [(first, _), _, ..] = roll else {
        return 0;
    };
    let Some(office) = office_of_all(scene, first.tokens.start) else {
        return 0;
    };
    let mut added = 0;
    for (person, country) in roll {
        let who: Who = scene.person(person);
        if reports.iter().any(|held| held.who == who) {
            continue;
        }
        added += 1;
        reports.push(Held {
            who,
            office: office.to_owned(),
            of: Some(*country),
            body: None,
            tokens: person.tokens.clone(),
        });
    }
    added
}

/// The office that the words before a roll give to everybody on it.
fn office_of_all(scene: &Scene<'_>, start: usize) -> Option<&'static str> {
    let text = scene.text;
    let floor = scene
        .sentence(start)
        .start
        .max(start.saturating_sub(BEFORE));
    (floor..start).rev().find_map(|at| {
        if text.is_any_word(at, &["credentials", "credence"]) {
            return Some("Ambassador");
        }
        let before = text.word(at.saturating_sub(1));
        PLURALS
            .iter()
            .find(|(kind, noun, _)| {
                text.is_any_word(at, &[noun])
                    && (kind.is_empty() || kind.eq_ignore_ascii_case(before))
            })
            .map(|(_, _, office)| *office)
    })
}

/// Plurals of offices, by the word that tells which ministers, with one of them.
const PLURALS: [(&str, &str, &str); 12] = [
    ("foreign", "ministers", "Foreign Minister"),
    ("prime", "ministers", "Prime Minister"),
    ("defence", "ministers", "Defence Minister"),
    ("defense", "ministers", "Defense Minister"),
    ("finance", "ministers", "Finance Minister"),
    ("energy", "ministers", "Energy Minister"),
    ("trade", "ministers", "Trade Minister"),
    ("interior", "ministers", "Interior Minister"),
    ("", "presidents", "President"),
    ("", "ambassadors", "Ambassador"),
    ("", "consuls", "Consul"),
    ("permanent", "representatives", "Permanent Representative"),
];
