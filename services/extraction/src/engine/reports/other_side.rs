//! The other side of a text where a figure does not name it: "in the country", "there", a city of
//! its own, a people called like it.

use std::ops::Range;

use communique_model::Label;

use super::actors::{Actor, Who, add};
use super::figures::Topic;
use super::scene::Scene;
use crate::engine::board::Candidate;

/// Words for the country of the other side that do not name it: "work in the country", "visit the
/// island", "trips to the sultanate", "do business there".
const ELSEWHERE: &[&str] = &[
    "country",
    "island",
    "islands",
    "sultanate",
    "kingdom",
    "republic",
    "emirate",
    "nation",
    "state",
    "grand",
    "principality",
    "archipelago",
];

/// Whether a clause speaks of the other side of the text without naming it.
pub(super) fn elsewhere(scene: &Scene<'_>, clause: &Range<usize>) -> bool {
    let text = scene.text;
    (clause.clone()).any(|at| {
        if scene.at(at).is_some() {
            return false;
        }
        let before = at.wrapping_sub(1);
        let nation = || {
            scene
                .ending(at)
                .filter(|nation| nation.label == Label::Norp)
                .is_some_and(|nation| text.is_word(nation.tokens.start.wrapping_sub(1), "the"))
        };
        text.is_any_word(at, ELSEWHERE)
            && (text.is_any_word(before, &["the", "your", "their", "host", "this"]) || nation())
            || text.is_any_word(at, &["there", "here"])
                && !text.is_any_word(at + 1, &["is", "are", "was", "were", "will", "has", "have"])
            || text.is_word(at, "us") && text.is_any_word(before, &["between", "unites"])
    })
}

/// "aircraft of A landed in a city of B": whether a clause names a place of the other side.
pub(super) fn at_other_side(
    scene: &Scene<'_>,
    topic: &Topic,
    one: &Actor,
    clause: &Range<usize>,
) -> bool {
    let place = |mention: &Candidate| {
        let country = scene.knowledge.country_of(mention.entity?)?;
        matches!(mention.label, Label::Gpe | Label::Fac).then_some(country)
    };
    scene.inside(clause.clone()).any(|mention| {
        place(mention).is_some_and(|country| {
            topic.sides.has(&Who::Entity(country)) && one.who != Who::Entity(country)
        })
    })
}

/// "in our country", "at our universities"
pub(super) fn ours(scene: &Scene<'_>, clause: &Range<usize>) -> bool {
    let text = scene.text;
    (clause.clone()).any(|at| {
        text.is_word(at, "our")
            && text.is_any_word(
                at + 1,
                &[
                    "country",
                    "universities",
                    "schools",
                    "hospitals",
                    "market",
                    "economy",
                    "republic",
                ],
            )
    })
}

/// "Korean", "Congolese", "Guinean" in a text that one of the countries so called is a side of.
pub(super) fn namesake(
    scene: &Scene<'_>,
    topic: &Topic,
    found: &mut Vec<Actor>,
    mention: &Candidate,
) {
    if mention.label != Label::Norp || mention.entity.is_some() {
        return;
    }
    let word = scene.text.word(mention.tokens.start);
    let Some(stem) = ["ese", "n"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
    else {
        return;
    };
    let side = topic.sides.between.iter().find(|&&key| {
        let name = &scene.knowledge.get(key).name;
        stem.len() > 3 && name.split(' ').any(|part| part.starts_with(stem))
    });
    if let Some(&side) = side {
        add(found, Actor::of(Who::Entity(side), mention.tokens.clone()));
    }
}
