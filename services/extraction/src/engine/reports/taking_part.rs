//! Who holds an occasion, attends or chairs it, by the verb that stands before it.

use std::ops::Range;

use communique_model::Label;

use super::actors::Actor;
use super::scene::Scene;

/// Verbs whose subject takes part in the occasion that is their object.
pub(super) const TAKES_PART: &[&str] = &[
    "held",
    "hold",
    "holds",
    "holding",
    "had",
    "have",
    "has",
    "having",
    "conducted",
    "conduct",
    "attend",
    "attends",
    "attended",
    "attending",
    "chair",
    "chairs",
    "chaired",
    "chairing",
    "address",
    "addresses",
    "addressed",
    "addressing",
    "opened",
    "opens",
    "open",
    "joined",
    "join",
    "joins",
    "convened",
    "convene",
    "convenes",
    "began",
    "begin",
    "started",
    "start",
    "completed",
    "concluded",
    "finished",
    "spoke",
    "speak",
    "speaks",
    "speaking",
    "participated",
    "participate",
    "participates",
    "participating",
    "headed",
    "led",
    "moderated",
    "arranged",
    "organised",
    "organized",
    "preside",
    "presides",
    "presided",
    "presiding",
    "paid",
    "pays",
    "pay",
    "paying",
    "received",
    "receives",
    "gave",
    "gives",
    "co-chaired",
];

/// Who does something with the occasion.
pub(super) struct Doing {
    pub(super) actors: Vec<Actor>,
    /// They hold it, so that it is told of anew.
    pub(super) holds: bool,
}

pub(super) fn doer(scene: &Scene<'_>, start: usize, sentence: &Range<usize>) -> Option<Doing> {
    let text = scene.text;
    let titled = scene.title.contains(&start);
    let mut at = start;
    // "take part in one of the key events of …, specifically, the open debate" is too far.
    let floor = sentence.start.max(start.saturating_sub(5));
    while at > floor {
        let before = at - 1;
        if text.is_any_word(
            before,
            &[
                "held",
                "hold",
                "holds",
                "holding",
                "had",
                "have",
                "has",
                "conducted",
            ],
        ) {
            return Some(Doing {
                actors: scene.subject(before, sentence),
                holds: true,
            });
        }
        // "X hosted a dinner": a person takes part, a place does not.
        if text.is_any_word(before, &["hosted", "hosts", "host", "hosting"]) {
            let mut actors = scene.subject(before, sentence);
            actors.retain(|actor| super::encounters::is_person(scene, actor));
            return Some(Doing {
                actors,
                holds: true,
            });
        }
        if text.is_any_word(before, TAKES_PART) {
            return Some(Doing {
                actors: scene.subject(before, sentence),
                holds: false,
            });
        }
        if text.is_word(before, "part")
            && text.is_any_word(before.wrapping_sub(1), &["take", "took", "takes", "taking"])
        {
            return Some(Doing {
                actors: scene.subject(before - 1, sentence),
                holds: false,
            });
        }
        let sets = text.is_any_word(
            before,
            &[
                "at",
                "during",
                "following",
                "after",
                "in",
                "of",
                "on",
                "the",
                "to",
                "for",
                "sidelines",
                "margins",
                "results",
                "part",
                "over",
            ],
        );
        if titled
            && sets
            && !text.is_any_word(
                before,
                &[
                    "the",
                    "of",
                    "in",
                    "on",
                    "to",
                    "sidelines",
                    "margins",
                    "results",
                ],
            )
        {
            let actors = scene
                .inside(scene.title.start..before)
                .filter(|mention| mention.label == Label::Person)
                .filter_map(|mention| scene.actor(mention))
                .collect();
            return Some(Doing {
                actors,
                holds: false,
            });
        }
        if !sets && !text.is_any_word(before, &["a", "an", "his", "her", "their"]) {
            break;
        }
        at = before;
    }
    // "will attend the meeting of A and a session of B"
    if text.is_any_word(start.wrapping_sub(1), &["and", "&"]) {
        let floor = sentence.start.max(start.saturating_sub(24));
        let attends = [
            "attend",
            "attends",
            "attended",
            "address",
            "addressed",
            "chair",
            "chaired",
        ];
        let verb = (floor..start)
            .rev()
            .find(|&verb| text.is_any_word(verb, &attends));
        if let Some(verb) = verb {
            return Some(Doing {
                actors: scene.subject(verb, sentence),
                holds: true,
            });
        }
    }
    let far = sentence.start.max(start.saturating_sub(28));
    let part = (far..start).rev().find(|&part| {
        text.is_word(part, "part")
            && text.is_any_word(part.wrapping_sub(1), &["take", "took", "takes"])
    })?;
    Some(Doing {
        actors: scene.subject(part - 1, sentence),
        holds: false,
    })
}
