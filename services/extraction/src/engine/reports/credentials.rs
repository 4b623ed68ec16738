//! Envoys who present their credentials: "X presented his credentials to Y", "Y received letters of
//! credence from the new ambassadors", who are listed below.

use std::ops::Range;

use communique_model::EventKind;

use super::actors::{Actor, add_all};
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;

/// Whether a letter is one of credence.
pub(super) fn of_credence(scene: &Scene<'_>, letter: usize) -> bool {
    let text = scene.text;
    text.is_any_word(letter, &["letter", "letters"])
        && text.is_any_word(letter + 2, &["credence", "credentials"])
}

/// "X presented his credentials to Y", "Y received the letters of credence of X".
pub(super) fn credentials(
    scene: &Scene<'_>,
    noun: usize,
    sentence: &Range<usize>,
) -> Option<Draft> {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(6));
    let limit = sentence.end.min(noun + 12);
    let gives = ["presented", "presents", "handed", "submitted", "delivered"];
    let takes = ["received", "receives", "accepted", "accepts"];
    let verb = (floor..noun)
        .rev()
        .find(|&at| text.is_any_word(at, &gives) || text.is_any_word(at, &takes))?;
    if scene.irrealis(verb, sentence) {
        return None;
    }
    let prepositions: &[&str] = if text.is_any_word(verb, &gives) {
        &["to"]
    } else {
        &["from", "of", "by"]
    };
    let preposition = (noun + 1..limit).find(|&at| text.is_any_word(at, prepositions))?;
    let mut participants = scene.subject(verb, sentence);
    add_all(
        &mut participants,
        scene.list_after(preposition + 1, sentence.end).0,
    );
    participants.retain(|actor| is_person(scene, actor));
    let mut envoys = Vec::new();
    if participants.len() == 1 && text.is_any_word(verb, &takes) {
        envoys = presented_by(scene, sentence.end);
        add_all(&mut participants, envoys.clone());
    }
    (participants.len() > 1).then(|| {
        let mut draft = Draft::new(scene, EventKind::Meeting, noun, participants);
        draft.attending = envoys.into_iter().map(|envoy| envoy.who).collect();
        draft
    })
}

/// How far below it those are listed who presented them, in tokens.
const LISTED: usize = 200;

/// "Credentials were presented by A, B and C", or by those on the lines below.
fn presented_by(scene: &Scene<'_>, from: usize) -> Vec<Actor> {
    let text = scene.text;
    let end = scene.end.min(from + LISTED);
    let by = (from..end).find(|&at| {
        text.is_word(at, "by")
            && (at.saturating_sub(8)..at)
                .any(|verb| text.is_any_word(verb, &["presented", "handed"]))
    });
    let Some(by) = by else {
        return Vec::new();
    };
    let mut envoys = scene.list_after(by + 1, scene.sentence(by).end).0;
    if envoys.is_empty() {
        envoys = scene.list_on_lines(by + 1).0;
    }
    envoys.retain(|actor| is_person(scene, actor));
    envoys
}
