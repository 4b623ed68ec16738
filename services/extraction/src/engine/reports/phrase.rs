//! The noun phrase of an occasion: what stands before "meeting", "talks", "summit".

use std::ops::Range;

use communique_model::Label;

use super::actors::{Actor, Who};
use super::scene::Scene;

/// The noun phrase around the noun of an occasion.
#[derive(Debug, Default)]
pub(super) struct Phrase {
    pub(super) start: usize,
    /// "the meeting", "our talks"
    pub(super) definite: bool,
    /// "my meeting", "his talks": the owner takes part.
    pub(super) possessive: Option<usize>,
    pub(super) modifiers: Vec<Actor>,
    pub(super) by_telephone: bool,
    pub(super) of_leaders: bool,
    pub(super) numbered: bool,
    /// An article or a possessive stands before it.
    pub(super) determined: bool,
    /// "the next meeting": one that is to come.
    pub(super) is_next: bool,
}

pub(super) const STOPS: &[&str] = &[
    "at",
    "in",
    "on",
    "of",
    "for",
    "to",
    "by",
    "with",
    "from",
    "during",
    "after",
    "before",
    "following",
    "and",
    "or",
    "as",
    "that",
    "which",
    "who",
    "is",
    "are",
    "was",
    "were",
    "will",
    "be",
    "been",
    "has",
    "have",
    "had",
    "held",
    "hold",
    "holds",
    "holding",
    "hosted",
    "host",
    "hosts",
    "attend",
    "attended",
    "attends",
    "chair",
    "chaired",
    "chairs",
    "address",
    "addressed",
    "had",
    "having",
    "under",
    "into",
    "via",
    "than",
    "between",
    "about",
    "within",
    "but",
    "conducted",
    "opened",
    "convened",
    "requested",
    "paid",
    "pays",
    "pay",
    "paying",
    "received",
    "receives",
    "gave",
    "gives",
    "called",
    "organised",
    "organized",
    "planned",
    "we",
    "I",
    "he",
    "she",
    "they",
    "it",
];

pub(super) const LEADERS: &[&str] = &[
    "leaders",
    "heads",
    "presidents",
    "premiers",
    "leaders’",
    "monarchs",
];

pub(super) fn phrase(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Phrase {
    let text = scene.text;
    let mut found = Phrase {
        start: at,
        ..Phrase::default()
    };
    let floor = sentence.start.max(at.saturating_sub(14));
    let mut left = at;
    while left > floor {
        if let Some(mention) = scene.ending(left) {
            match mention.label {
                Label::Org | Label::Gpe | Label::Person | Label::Office => {
                    let country_or_body = scene.actor(mention);
                    let possessive = matches!(mention.label, Label::Person | Label::Office)
                        && text.after_possessive(mention.tokens.end).is_none()
                        && !text.is_inner_hyphen(mention.tokens.end)
                        && !text.is_inner_hyphen(mention.tokens.start.wrapping_sub(1));
                    if possessive {
                        break;
                    }
                    if let Some(actor) = country_or_body {
                        found.modifiers.insert(0, actor);
                    }
                }
                Label::Norp => {
                    let country = mention
                        .entity
                        .and_then(|key| scene.knowledge.country_of(key));
                    if let Some(key) = country {
                        found
                            .modifiers
                            .insert(0, Actor::of(Who::Entity(key), mention.tokens.clone()));
                    }
                }
                Label::Loc | Label::Event | Label::Hashtag => {}
                _ => break,
            }
            left = mention.tokens.start;
            found.start = left;
            continue;
        }
        let before = left - 1;
        let word = text.word(before);
        if text.is_any_word(before, &["the", "this", "that", "our", "these", "today"]) {
            found.definite = true;
            found.determined = true;
            found.start = before;
            break;
        }
        if text.is_any_word(before, &["my", "his", "her", "their", "your"]) {
            found.possessive = Some(before);
            found.determined = true;
            found.start = before;
            break;
        }
        if text.is_any_word(before, &["a", "an"]) {
            found.determined = true;
            found.start = before;
            break;
        }
        if text.is_plain_word(before) {
            if STOPS.iter().any(|stop| word.eq_ignore_ascii_case(stop)) {
                break;
            }
            found.by_telephone |= text.is_any_word(
                before,
                &["telephone", "phone", "video", "videoconference", "virtual"],
            ) && !text.is_word(before, "virtual");
            found.is_next |= text.is_any_word(before, &["next", "upcoming", "forthcoming"]);
            found.of_leaders |= text.is_any_word(before, LEADERS);
            found.numbered |= scene.text.begins_number(before) && word.ends_with("th");
        } else if text.is_number(before) {
            found.numbered = true;
        } else if !text.is_any(before, &["-", "–", "’", "'", "#", "\u{2011}"]) {
            break;
        }
        left = before;
        found.start = left;
    }
    found
}

/// Whether what is told at a token is only what something else is told by: "on the eve of", "the
/// results of", "preparations for", "after".
pub(super) fn is_topic(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    let before = start.wrapping_sub(1);
    let of = text.is_any_word(before, &["of", "for"]);
    let topics = [
        "eve",
        "results",
        "outcome",
        "outcomes",
        "preparations",
        "ahead",
        "importance",
    ];
    of && text.is_any_word(before.wrapping_sub(1), &topics)
        || text.is_any_word(before, &["after", "following", "before", "until"])
}
