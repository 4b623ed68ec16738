//! Gatherings on the margins of which others meet: whoever meets on the sidelines of a summit is at it.

use communique_model::EventKind;

use super::actors::{Actor, add_all};
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;
use super::stage::is_gathering;

/// How far before a gathering the words stand that put a meeting on its margins, in tokens.
const BEFORE: usize = 8;

/// Most drafts among which the meeting is looked for.
const COMPARED: usize = 64;

/// Adds those who meet on the margins of a gathering to it, where nobody in person is told to be there.
pub(super) fn attend(scene: &Scene<'_>, drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let gathering = &drafts[index];
        let alone = !gathering
            .participants
            .iter()
            .any(|actor| is_person(scene, actor));
        if !alone || !is_gathering(gathering.kind) || !is_beside(scene, gathering.head) {
            continue;
        }
        let meets =
            |draft: &&Draft| draft.kind == EventKind::Meeting && persons(scene, draft).len() > 1;
        let sentence = scene.sentence(gathering.head);
        let here = drafts
            .iter()
            .filter(meets)
            .find(|draft| sentence.contains(&draft.head));
        // "The meeting took place on the sidelines of X": that of which the text is.
        let of_text = || {
            let mut first = drafts.iter().take(COMPARED).filter(meets);
            first.find(|draft| scene.in_head(draft.head))
        };
        let those = here
            .or_else(of_text)
            .map_or_else(Vec::new, |meeting| persons(scene, meeting));
        add_all(&mut drafts[index].participants, those);
    }
}

fn persons(scene: &Scene<'_>, draft: &Draft) -> Vec<Actor> {
    let mut persons = draft.participants.clone();
    persons.retain(|actor| is_person(scene, actor));
    persons
}

/// Whether a gathering is told as that beside which others meet: "on the sidelines of", "within the
/// framework of".
fn is_beside(scene: &Scene<'_>, head: usize) -> bool {
    let text = scene.text;
    let start = scene.sentence(head).start.max(head.saturating_sub(BEFORE));
    (start..head).any(|at| {
        let margins = text.is_any_word(at, &["sidelines", "margins"]);
        let framework =
            text.is_any_word(at, &["framework"]) && text.is_word(at.wrapping_sub(2), "within");
        (margins || framework) && text.is_word(at + 1, "of")
    })
}
