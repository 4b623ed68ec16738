//! The country or state behind a town that says where it lies: "Geneva, Switzerland", "Tucson, Arizona".

use communique_model::Label;

use super::actors::add_all;
use super::frame::Draft;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;

/// States of the US, which stand behind their towns.
const STATES: [&str; 49] = [
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "North Carolina",
    "North Dakota",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Washington",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
];

/// The country or state that a comma puts behind a place which lies in it.
pub(super) fn area_behind<'a>(scene: &Scene<'a>, end: usize) -> Option<&'a Candidate> {
    let town = scene
        .ending(end)
        .filter(|town| town.label == Label::Gpe)?
        .entity
        .filter(|&town| !scene.is_country(town))?;
    let area = scene.at(end + 1).filter(|area| {
        scene.text.is(end, ",") && area.tokens.start == end + 1 && area.label == Label::Gpe
    })?;
    lies_in(scene, town, area).then_some(area)
}

fn lies_in(scene: &Scene<'_>, town: EntityKey, area: &Candidate) -> bool {
    let country = scene.knowledge.country_of(town);
    let same = |key: EntityKey| country.is_none() || country == Some(key);
    let named = scene.text.words(area.tokens.clone());
    match area.entity {
        Some(key) if scene.is_country(key) => same(key),
        // A state is named like a country, or a town: what matters is that a town stands before it.
        _ => STATES.contains(&named),
    }
}

/// Adds to a visit the country that is said to hold its destination: "to Geneva, Switzerland".
pub(super) fn lie_in(scene: &Scene<'_>, visit: Option<&mut Draft>, area: &Candidate) {
    let country = area.entity.is_some_and(|key| scene.is_country(key));
    if let Some(visit) = visit.filter(|_| country) {
        let guest = visit
            .participants
            .iter()
            .any(|actor| scene.country_of(&actor.who) == area.entity);
        if !guest {
            add_all(
                &mut visit.participants,
                scene.actor(area).into_iter().collect(),
            );
        }
    }
}
