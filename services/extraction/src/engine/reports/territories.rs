//! Territories that trade on their own: regions, provinces, republics of a federation.

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::actors::{Actor, Who};
use super::figures::Topic;
use super::parties::named;
use super::scene::Scene;

/// Words in the names of territories that trade on their own: "Penza Oblast".
const TERRITORY: &[&str] = &[
    "Oblast",
    "Region",
    "Krai",
    "Province",
    "Republic",
    "District",
    "County",
    "Territory",
    "Prefecture",
    "Governorate",
    "Canton",
    "Voivodeship",
    "State",
];

/// "trade between A and the B Region", "A’s trade with Tatarstan": a country and the territory of
/// another.
pub(super) fn with_territory(
    scene: &Scene<'_>,
    topic: &Topic,
    range: &Range<usize>,
) -> Option<Vec<Actor>> {
    let text = scene.text;
    let partner = scene.inside(range.clone()).find_map(|mention| {
        let key = mention.entity.filter(|_| mention.label == Label::Gpe)?;
        let entity = scene.knowledge.get(key);
        let territory = entity.kind == EntityKind::Place
            && std::iter::once(&entity.name)
                .chain(&entity.aliases)
                .flat_map(|name| name.split(' '))
                .any(|word| TERRITORY.contains(&word));
        let with = (mention.tokens.start.saturating_sub(2)..mention.tokens.start)
            .any(|at| text.is_any_word(at, &["with", "and", "between", "to"]));
        (territory && with).then(|| Actor::of(Who::Entity(key), mention.tokens.clone()))
    })?;
    let Who::Entity(territory) = partner.who else {
        return None;
    };
    let whole = scene.knowledge.country_of(territory);
    let mut others = named(scene, topic, range);
    others.retain(|actor| !matches!(actor.who, Who::Entity(key) if Some(key) == whole));
    let other = others.into_iter().next().or_else(|| {
        let side = topic
            .sides
            .between
            .iter()
            .find(|&&key| Some(key) != whole)?;
        Some(Actor::of(Who::Entity(*side), partner.tokens.clone()))
    })?;
    Some(vec![other, partner])
}
