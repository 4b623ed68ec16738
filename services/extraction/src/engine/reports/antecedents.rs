//! Relative clauses that a figure stands in, and what they are about.

use communique_model::Label;

use super::actors::{Actor, Who};
use super::parties::Spot;
use super::scene::Scene;

/// Where the relative clause begins that a value stands in: "the conference, where donors pledged".
pub(super) fn relative(scene: &Scene<'_>, spot: Spot<'_>) -> Option<usize> {
    let text = scene.text;
    (spot.clause.start..spot.value.start).rev().find(|&word| {
        text.is_any_word(word, &["which", "who", "where"])
            && (text.is(word.wrapping_sub(1), ",") || word == spot.clause.start)
            && scene.at(word).is_none()
    })
}

/// How far before a relative clause stands what it is about, in tokens.
const ANTECEDENT: usize = 6;

/// "the aggression in A, which has claimed 3,000 lives": the country before a relative clause.
pub(super) fn antecedent(scene: &Scene<'_>, clause: usize) -> Option<Actor> {
    let text = scene.text;
    let comma = clause.checked_sub(1).filter(|&mark| text.is(mark, ","))?;
    let before = scene
        .inside(comma.saturating_sub(ANTECEDENT)..comma)
        .filter(|mention| matches!(mention.label, Label::Gpe | Label::Norp | Label::Loc))
        .last()?;
    let country = scene.knowledge.country_of(before.entity?)?;
    let city = scene.place == before.entity;
    (!city).then(|| Actor::of(Who::Entity(country), before.tokens.clone()))
}
