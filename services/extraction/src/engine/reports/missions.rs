//! Where an embassy stands: the officials whom its texts name without a country are of that one.

use communique_model::Label;

use super::scene::Scene;
use crate::knowledge::EntityKey;

/// The host country of the mission of a country, where a title of these words is one of the host’s
/// officials and no diplomat’s.
pub(super) fn host_of_officials(
    scene: &Scene<'_>,
    sender: EntityKey,
    words: &str,
) -> Option<EntityKey> {
    // Deputies come on visits from home.
    let local = words
        .split([' ', '-'])
        .next()
        .is_some_and(|head| OF_HOSTS.contains(&head));
    local.then(|| host(scene, sender)).flatten()
}

/// Nouns of office of those whom an embassy meets.
const OF_HOSTS: [&str; 4] = ["Minister", "Governor", "Mayor", "Speaker"];

/// The country in which the mission or the ambassador of a country is said to be.
fn host(scene: &Scene<'_>, sender: EntityKey) -> Option<EntityKey> {
    let text = scene.text;
    let country_at = |at: usize| {
        let start = text.past_the(at);
        let named = scene
            .mentions
            .iter()
            .skip(
                scene
                    .mentions
                    .partition_point(|one| one.tokens.start < start),
            )
            .take_while(|one| one.tokens.start == start)
            .find(|one| one.label == Label::Gpe)?;
        scene
            .knowledge
            .country_of(named.entity?)
            .filter(|&country| country != sender)
    };
    scene
        .inside(0..scene.end)
        .take(MOST)
        .filter(|mention| match mention.label {
            Label::Org => mention
                .tokens
                .clone()
                .any(|at| text.is_any(at, &["Embassy", "Consulate"])),
            Label::Office => mention.tokens.clone().any(|at| text.is(at, "Ambassador")),
            _ => false,
        })
        .find_map(|mission| {
            let range = mission.tokens.start..mission.tokens.end + 1;
            let place = range
                .filter(|&at| text.is_any(at, &["in", "to"]))
                .find_map(|at| country_at(at + 1));
            // "Embassy of Ruritania in Strelsau", where the whole is one name.
            place.or_else(|| {
                let within = mission.tokens.clone().find(|&at| text.is(at, "in"))?;
                super::publisher::nation_of_words(scene, within + 1..mission.tokens.end)
                    .filter(|&country| country != sender)
            })
        })
}

/// Most mentions among which a mission is looked for.
const MOST: usize = 256;
