//! What bodies announce, recommend or decide on a day: "On 8 November, the Commission recommended
//! opening negotiations", "announced by the Department on 30 January"; and that councils which are
//! briefed meet.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::frame::Draft;
use super::scene::Scene;
use super::stage::is_body;

/// How far around the verb the day stands on which something was announced, in tokens.
const NEAR: usize = 14;

/// A statement of the body that announces, recommends or decides at `verb`, if a day is told.
pub(super) fn announced(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.doubtful(verb, sentence) || scene.at(verb).is_some() {
        return None;
    }
    let range = sentence.start.max(verb.saturating_sub(NEAR))..sentence.end.min(verb + NEAR);
    let dated = scene.inside(range).any(|date| {
        let day = |value: &str| value.len() == 10;
        date.label == Label::Date && date.value.as_deref().is_some_and(day)
    });
    if !dated {
        return None;
    }
    let authors = if text.is_word(verb + 1, "by") {
        scene.list_after(verb + 2, sentence.end).0
    } else if text.is_any_word(verb.wrapping_sub(1), &["was", "were", "been", "be", ","]) {
        Vec::new()
    } else {
        scene.agents(verb, sentence)
    };
    let [author] = authors.as_slice() else {
        return None;
    };
    is_body(scene, author).then(|| {
        let mut draft = Draft::new(scene, EventKind::Statement, verb, vec![author.clone()]);
        draft.settled = true;
        draft
    })
}

/// Words of bodies that meet to be briefed.
const MEETING: &[&str] = &["council", "board", "assembly", "committee"];

/// "X briefed the Security Council": it met, and X spoke to it.
pub(super) fn briefed(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.doubtful(verb, sentence) || scene.at(verb).is_some() {
        return None;
    }
    let passive = text.is_any_word(verb.wrapping_sub(1), &["was", "been", "be"]);
    let body = if passive {
        scene.agents(verb, sentence).into_iter().next()
    } else {
        scene
            .at(text.past_the(verb + 1))
            .and_then(|mention| scene.actor(mention))
    }
    .filter(|body| is_body(scene, body))?;
    let meets = body.tokens.clone().any(|at| text.is_any_word(at, MEETING));
    let speakers = if passive {
        let by = (verb + 1..sentence.end.min(verb + 8)).find(|&at| text.is_word(at, "by"))?;
        scene.list_after(by + 1, sentence.end).0
    } else {
        scene.agents(verb, sentence)
    };
    if !meets || speakers.is_empty() {
        return None;
    }
    let mut participants = vec![body];
    super::actors::add_all(&mut participants, speakers);
    Some(Draft::new(scene, EventKind::Meeting, verb, participants))
}
