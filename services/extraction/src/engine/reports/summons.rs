//! Envoys whom a ministry summons: "The Foreign Ministry summoned the Ambassador of A, X", "X was summoned to
//! the Ministry".

use std::ops::Range;

use communique_model::EventKind;

use super::actors::{Actor, add_all};
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;

/// The meeting to which somebody is summoned.
pub(super) fn summoned(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence) || scene.at(verb).is_some() {
        return None;
    }
    let passive = text.is_any_word(verb.wrapping_sub(1), &["was", "were", "been"]);
    let (mut house, mut envoys): (Vec<Actor>, Vec<Actor>) = if passive {
        let to = (verb + 1..sentence.end.min(verb + 6))
            .find(|&at| text.is_any_word(at, &["to", "by"]))?;
        (
            scene.list_after(to + 1, sentence.end).0,
            scene.subject(verb, sentence),
        )
    } else {
        (
            scene.subject(verb, sentence),
            scene.list_after(verb + 1, sentence.end).0,
        )
    };
    house.truncate(1);
    envoys.retain(|actor| is_person(scene, actor) || scene.is_land(&actor.who));
    if house.is_empty() || envoys.is_empty() {
        return None;
    }
    let mut participants = house;
    add_all(&mut participants, envoys);
    Some(Draft::new(scene, EventKind::Meeting, verb, participants))
}
