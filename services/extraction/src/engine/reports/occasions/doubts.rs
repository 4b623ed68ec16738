//! Words of which no rule reads an occasion and which tell of none, though the models may think so: what is
//! wished, denied, asked, called off or counted.

use std::ops::Range;

use communique_model::Label;

use super::super::encounters::is_repeated;
use super::super::messages;
use super::super::own_clause::is_recalled;
use super::super::scene::Scene;

/// Whether what a word tells of is wished, denied, called off or of mere letters.
pub(super) fn doubtful(scene: &Scene<'_>, at: usize) -> bool {
    let sentence = scene.sentence(at);
    let called_off = (sentence.start.max(at.saturating_sub(4))..at).any(|before| {
        scene.text.is_any_word(
            before,
            &[
                "cancelled",
                "canceled",
                "cancels",
                "cancelling",
                "postponed",
            ],
        )
    });
    // "received telegrams from X", "telegrams were received from X": nobody was met.
    let received = scene
        .text
        .is_any_word(at, &["received", "receive", "receives"])
        && (sentence.start.max(at.saturating_sub(4))..sentence.end.min(at + 6))
            .any(|near| messages::is_message(scene.text.word(near)));
    called_off
        || received
        || is_met_with(scene, at, &sentence)
        || is_counted(scene, at, &sentence)
        || greets_in_passing(scene, at)
        || is_repeated(scene, at, &sentence)
        || is_recalled(scene, &sentence, at)
        || asks(scene, at)
        || scene.irrealis(at, &sentence)
}

/// Whether a threat is met with an answer: "will be met with a firm response".
fn is_met_with(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    let passive = (sentence.start.max(at.saturating_sub(3))..at).any(|before| {
        text.is_any_word(before, &["be", "been", "being", "is", "are", "was", "were"])
    });
    text.is_word(at, "met")
        && passive
        && text.is_any_word(at + 1, &["with", "by"])
        && scene
            .inside(at + 1..sentence.end.min(at + 8))
            .next()
            .is_none()
}

/// Whether a word belongs to a statistic: "4.7 million tourists visited Turkey", "the first half year".
fn is_counted(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    let crowd = |before: usize| {
        let people = scene
            .at(before)
            .is_some_and(|name| name.label == Label::Norp);
        people && text.word(before).ends_with('s')
            || text.is_any_word(
                before,
                &[
                    "tourists",
                    "citizens",
                    "visitors",
                    "people",
                    "pilgrims",
                    "travellers",
                ],
            )
    };
    text.is_any_word(at, &["visited", "visit", "visiting"])
        && (sentence.start.max(at.saturating_sub(3))..at).any(crowd)
        || text.is_word(at, "year") && text.is_word(at.wrapping_sub(1), "half")
}

/// Whether those who meet or call each other congratulate on something besides: no statement of its own.
fn greets_in_passing(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    let talks = [
        "telephone",
        "phone",
        "call",
        "conversation",
        "met",
        "meets",
        "meeting",
        "talks",
        "received",
    ];
    let greets = text.is_any_word(at, &["congratulated", "congratulates", "greetings"])
        || text.is_word(at, "exchanged")
            && (at + 1..at + 4).any(|to| text.is_word(to, "greetings"));
    let mut head = scene.title.start..scene.lead.end.max(scene.title.end);
    greets && !scene.in_head(at) && head.any(|at| text.is_any_word(at, &talks))
}

/// Whether the sentence of a word asks whether something will be or was: "Will there be a meeting with X?"
pub(super) fn asks(scene: &Scene<'_>, at: usize) -> bool {
    let (text, sentence) = (scene.text, scene.sentence(at));
    let first = sentence
        .clone()
        .rfind(|&at| text.is(at, ":"))
        .map_or(sentence.start, |colon| colon + 1);
    let opens = scene.text.is_any_word(
        scene.first_word(first, 3),
        &[
            "will", "is", "are", "do", "does", "did", "has", "have", "can", "could", "would",
        ],
    );
    opens && (first..sentence.end + 1).any(|at| text.is(at, "?"))
}
