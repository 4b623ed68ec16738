//! Bodies and leaders that assemble, told by a verb: "The Council met in X", "the leaders will gather".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who};
use super::frame::Draft;
use super::phrase::LEADERS;
use super::scene::Scene;
use super::tail::{Tail, of_heads};

/// "The Council met in X on May 5", "the Board convenes tomorrow": a meeting of a body alone.
pub(super) fn sits(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if scene.irrealis(verb, sentence) || scene.at(verb).is_some() {
        return None;
    }
    let bodies = scene.subject(verb, sentence);
    let [body] = bodies.as_slice() else {
        return None;
    };
    let of_states = match body.who {
        Who::Entity(key) => {
            scene.knowledge.get(key).kind == communique_model::EntityKind::Organisation
        }
        Who::Name(_) => !super::encounters::is_person(scene, body),
    };
    // The body stands right before its verb, and whom it meets does not follow.
    let near = body.tokens.end + 4 >= verb && body.tokens.end <= verb;
    let past = scene.past_adjuncts(verb + 1, sentence.end.min(verb + 24));
    let object = text.is_any_word(past, &["with", "by"])
        || scene
            .at(verb + 1)
            .is_some_and(|next| !matches!(next.label, Label::Date | Label::Time))
        || text.is_any_word(verb + 1, &["a", "an", "the", "its"]);
    if !of_states || !near || object {
        return None;
    }
    let kind = if of_heads(scene, &bodies, &Tail::default()) {
        EventKind::Summit
    } else {
        EventKind::Meeting
    };
    let draft = Draft::new(scene, kind, verb, bodies);
    (draft.date.is_some() || draft.place.is_some()).then_some(draft)
}

/// "The leaders will gather in X in May": a summit of those whose leaders they are.
pub(super) fn gathers(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let floor = sentence.start.max(verb.saturating_sub(12));
    let leaders = (floor..verb).any(|at| text.is_any_word(at, LEADERS));
    let ministers = !leaders
        && (floor..verb).any(|at| {
            scene.at(at).is_none()
                && text.is_any_word(at, &["ministers", "secretaries", "speakers", "envoys"])
        });
    if !(leaders || ministers) || scene.irrealis(verb, sentence) {
        return None;
    }
    // "the leaders of A and B", "the CIS leaders"; not a country that the sentence names before.
    let mut participants: Vec<Actor> = scene
        .inside(floor..verb)
        .filter(|mention| matches!(mention.label, Label::Org | Label::Gpe))
        .filter(|mention| {
            mention.label == Label::Org
                || (floor..mention.tokens.start)
                    .any(|at| text.is_any_word(at, LEADERS) || text.is_word(at, "ministers"))
                || text.is_any_word(mention.tokens.end, LEADERS)
        })
        .filter_map(|mention| scene.actor(mention))
        .collect();
    if participants.is_empty() {
        participants = super::adoptions::main_bodies(scene);
    }
    let kind = if ministers {
        EventKind::Meeting
    } else {
        EventKind::Summit
    };
    let draft = Draft::new(scene, kind, verb, participants);
    let certain = draft.date.is_some() || draft.place.is_some() || scene.in_head(verb);
    (certain && !draft.participants.is_empty()).then_some(draft)
}
