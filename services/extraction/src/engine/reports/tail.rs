//! What follows the noun of an occasion: "of BODY", "with X", "attended by Y".

use std::ops::Range;

use communique_model::Label;

use super::actors::{Actor, Who, add_all};
use super::gatherings::kind_of;
use super::phrase::LEADERS;
use super::scene::Scene;

/// What stands before "by" and its list of those who take part.
pub(super) const LED: &[&str] = &[
    "chaired",
    "attended",
    "headed",
    "led",
    "convened",
    "moderated",
    "joined",
    "presided",
    "opened",
    "addressed",
    "organised",
    "organized",
    "initiated",
    "held",
    "hosted",
    "represented",
    "arranged",
    "co-chaired",
];

/// Words after which what the occasion is about follows.
pub(super) const TOPIC: &[&str] = &[
    "that",
    "regarding",
    "concerning",
    "about",
    "dedicated",
    "devoted",
    "focused",
    "aimed",
    "discussing",
    "during",
    "following",
    "after",
    "before",
    "ahead",
    "where",
    "while",
    "because",
    "since",
    "so",
    "but",
    "who",
    "whose",
    "including",
    "when",
    "if",
    "than",
    "against",
    "for",
    "initiated",
    "covering",
];

/// Occasions that are held for somebody.
pub(super) const MEALS: &[&str] = &[
    "dinner",
    "lunch",
    "luncheon",
    "breakfast",
    "reception",
    "banquet",
];

/// What follows the noun.
#[derive(Debug, Default)]
pub(super) struct Tail {
    pub(super) actors: Vec<Actor>,
    /// Actors stand in "of", "with" or "between": the occasion is told apart by them.
    pub(super) own: bool,
    pub(super) of_leaders: bool,
    /// What it is about follows.
    pub(super) topic: bool,
    pub(super) end: usize,
}

pub(super) fn read_tail(scene: &Scene<'_>, start: usize, sentence: &Range<usize>, tail: &mut Tail) {
    let text = scene.text;
    let end = sentence.end.min(start + 56);
    let mut at = start;
    let mut plain = 0_usize;
    tail.end = start;
    while at < end {
        if let Some(mention) = scene.at(at) {
            // "At the forum, X met": whoever acts next.
            if text.is(at - 1, ",") && matches!(mention.label, Label::Person | Label::Office) {
                return;
            }
            at = mention.tokens.end.max(at + 1);
            plain = 0;
            continue;
        }
        let led = text.is_word(at, "by")
            && (at.saturating_sub(2)..at).any(|verb| text.is_any_word(verb, LED));
        // "a courtesy call on X", "a call from X", "a dinner for X"
        let toward = at == start
            && (text.is_any_word(at, &["on", "from", "to"])
                && text.is_word(at.wrapping_sub(1), "call")
                || text.is_any_word(at, &["for"]) && text.is_any_word(at.wrapping_sub(1), MEALS));
        // "a banquet in honour of X"
        let honoured = text.is_word(at, "of") && text.is_any_word(at - 1, &["honour", "honor"]);
        // "a round table of experts from A, B and C"
        let from = text.is(at, "from")
            && at > start
            && text.word(at - 1).ends_with('s')
            && scene.at(at - 1).is_none();
        if text.is_any_word(at, &["of", "with", "between", "among"])
            || led
            || toward
            || from
            || honoured
        {
            let (mut actors, mut last) = scene.list_after(at + 1, end);
            if led && actors.is_empty() {
                (actors, last) = scene.list_on_lines(at + 1);
                last = last.min(end);
            }
            if text.is_word(at, "of") {
                tail.of_leaders |= (at + 1..end.min(last.max(at + 4) + 2)).any(|word| {
                    let in_name = scene.at(word).is_some_and(|body| body.label == Label::Org);
                    !in_name
                        && (text.is_any_word(word, LEADERS)
                            && !text.is_any_word(word + 1, &["of", "foreign"])
                            || text.is_any_word(word, LEADERS) && are_of_states(scene, word))
                });
            }
            if !actors.is_empty() {
                tail.own |= !led;
                tail.end = last;
                add_all(&mut tail.actors, actors);
                at = last.max(at + 1);
                plain = 0;
                continue;
            }
        } else if text.is_word(at, "on") || text.is_word(at, "to") {
            let dated = scene
                .at(at + 1)
                .is_some_and(|next| next.label == Label::Date);
            let passive = text.is_word(at + 1, "be");
            if !dated && !passive {
                tail.topic = true;
                return;
            }
        } else if text.is_word(at, "which")
            && !text.is_any_word(
                at + 1,
                &["took", "takes", "will", "was", "is", "were", "brought"],
            )
            || kind_of(&text.word(at).to_lowercase()).is_some()
            || scene.goes_on_to_do(at)
            || text.is_any_word(at, TOPIC)
            || text.is_any(at, &[";", ":", "“", "\""])
        {
            return;
        } else if text.is_plain_word(at) {
            plain += 1;
            if plain > 9 {
                return;
            }
        }
        at += 1;
    }
}

/// Whether "heads of", "leaders of" at a token are those of states: "heads of state", "heads of CIS
/// states", "leaders of the five countries", "presidents of A, B and C"; not "heads of the two agencies".
fn are_of_states(scene: &Scene<'_>, leaders: usize) -> bool {
    let text = scene.text;
    let states = [
        "state",
        "states",
        "government",
        "governments",
        "countries",
        "nations",
        "republics",
    ];
    let near = leaders + 3..leaders + 7;
    let named =
        || !text.is_word(leaders, "heads") && near.clone().take(2).any(|at| scene.at(at).is_some());
    let of_body = || {
        let body = scene.at(leaders + 2);
        let body = body.filter(|body| body.label == Label::Org);
        body.is_some_and(|body| text.is_any_word(body.tokens.end, &states))
    };
    let of_several = || {
        let countries = scene.inside(leaders + 2..leaders + 14);
        countries.filter(|name| name.label == Label::Gpe).count() > 2
    };
    text.is_any_word(leaders + 2, &states)
        || of_body()
        || of_several()
        || text.is_word(leaders + 2, "the")
            && (near.clone().any(|at| text.is_any_word(at, &states)) || named())
}

/// Whether a body that meets is one of heads of state or government.
pub(super) fn of_heads(scene: &Scene<'_>, modifiers: &[Actor], tail: &Tail) -> bool {
    modifiers
        .iter()
        .chain(&tail.actors)
        .any(|actor| match actor.who {
            Who::Entity(key) => {
                let name = &scene.knowledge.get(key).name;
                name.contains("Heads of State")
                    || name.contains("Supreme Eurasian")
                    || name.contains("Collective Security Council")
                    || name == "European Council"
            }
            Who::Name(_) => false,
        })
}
