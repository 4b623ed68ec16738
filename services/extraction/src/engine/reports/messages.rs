//! Messages of congratulation and condolence, several at once: "telegrams were received from X, Y
//! and Z", "sent by:" with a list below it. Each of them is a statement of its own.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, add, add_all};
use super::encounters::is_person;
use super::frame::Draft;
use super::scene::Scene;

/// What is sent.
const MESSAGES: &[&str] = &[
    "messages",
    "message",
    "telegrams",
    "telegram",
    "letters",
    "letter",
    "cables",
    "greetings",
    "congratulations",
    "condolences",
    "wishes",
    "notes",
];

/// Whether a noun is one of several messages.
pub(super) fn is_message(word: &str) -> bool {
    MESSAGES.iter().any(|noun| word.eq_ignore_ascii_case(noun))
}

/// How they came: verbs that stand between the noun and the senders.
const COMING: &[&str] = &[
    "sent",
    "received",
    "came",
    "come",
    "arrived",
    "conveyed",
    "extended",
    "addressed",
    "poured",
    "forwarded",
    "delivered",
    "expressed",
];

/// The messages that the noun at `noun` tells of.
pub(super) fn messages(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    // "a message of greetings" is one.
    let again = text.is_word(noun.wrapping_sub(1), "of")
        && text.is_any_word(noun.wrapping_sub(2), MESSAGES);
    if scene.title.contains(&noun) || again || scene.irrealis(noun, sentence) {
        return Vec::new();
    }
    let limit = sentence.end.min(noun + 16);
    let mut verb = None;
    let preposition = (noun + 1..limit).find(|&at| {
        if text.is_any_word(at, COMING) {
            verb = Some(at);
        }
        text.is_any_word(at, &["by", "from"]) && verb.is_none_or(|verb| at <= verb + 4)
    });
    let Some(preposition) = preposition else {
        return Vec::new();
    };
    let floor = sentence.start.max(noun.saturating_sub(8));
    let receiving = (floor..noun)
        .rev()
        .find(|&at| text.is_any_word(at, &["received", "receives", "receiving"]));
    // "A message from X to the participants was read out"
    let read_out = || {
        (preposition..sentence.end.min(preposition + 24))
            .any(|at| text.is_any_word(at, &["read", "conveyed", "delivered", "handed"]))
    };
    if verb.is_none() && receiving.is_none() && !read_out() {
        return Vec::new();
    }
    let (mut senders, end) = scene.list_after(preposition + 1, sentence.end);
    let mut more = from_again(scene, end, sentence);
    add_all(&mut senders, std::mem::take(&mut more));
    let ends_line = text.line_end(preposition) <= preposition + 2;
    if senders.is_empty() && ends_line {
        senders = scene.list_on_lines(preposition + 1).0;
    }
    senders.retain(|sender| is_person(scene, sender));
    let mut receiver: Vec<Actor> = match receiving {
        Some(verb) if receiving < Some(noun) => scene.agents(verb, sentence),
        _ => addressee(scene, noun, preposition, sentence),
    };
    receiver.retain(|actor| !senders.iter().any(|sender| sender.who == actor.who));
    if receiver.is_empty() {
        receiver = receiver_of_text(scene, noun, &senders);
    }
    each(scene, noun, &senders, &receiver)
}

/// "from X and from Y".
fn from_again(scene: &Scene<'_>, end: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let mut all = Vec::new();
    let mut at = end;
    while at + 1 < sentence.end && all.len() < 32 {
        let from =
            (at..sentence.end.min(at + 3)).find(|&word| text.is_any_word(word, &["from", "by"]));
        let Some(from) = from.filter(|_| text.is_any(at, &[",", "and", ";"])) else {
            break;
        };
        let (more, last) = scene.list_after(from + 1, sentence.end);
        if more.is_empty() || last <= at {
            break;
        }
        add_all(&mut all, more);
        at = last;
    }
    all
}

/// "X, Y and Z sent messages of congratulation to W": one of each.
pub(super) fn sent(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    let passive = text.is_any_word(verb.wrapping_sub(1), &["been", "were", "was", "be"]);
    if passive || scene.irrealis(verb, sentence) {
        return Vec::new();
    }
    let limit = sentence.end.min(verb + 10);
    let Some(noun) = (verb + 1..limit).find(|&at| text.is_any_word(at, MESSAGES)) else {
        return Vec::new();
    };
    let mut senders = scene.agents(verb, sentence);
    senders.retain(|sender| is_person(scene, sender));
    if senders.len() < 2 {
        return Vec::new();
    }
    let mut receiver = (noun + 1..sentence.end.min(noun + 10))
        .find(|&at| text.is_word(at, "to"))
        .map_or_else(Vec::new, |to| scene.list_after(to + 1, sentence.end).0);
    receiver.truncate(1);
    each(scene, noun, &senders, &receiver)
}

/// To whom: "sent to W by", "to W from".
fn addressee(
    scene: &Scene<'_>,
    noun: usize,
    preposition: usize,
    sentence: &Range<usize>,
) -> Vec<Actor> {
    let to = (noun + 1..preposition).find(|&at| scene.text.is_word(at, "to"));
    let mut found = to.map_or_else(Vec::new, |to| {
        scene.list_after(to + 1, preposition.min(sentence.end)).0
    });
    found.truncate(1);
    found
}

/// The person of whom the text spoke first and who sends nothing.
fn receiver_of_text(scene: &Scene<'_>, noun: usize, senders: &[Actor]) -> Vec<Actor> {
    let head = scene.title.start..scene.lead.end.max(scene.title.end).min(noun);
    scene
        .inside(head)
        .filter(|mention| mention.label == Label::Person)
        .filter_map(|mention| scene.actor(mention))
        .find(|actor| !senders.iter().any(|sender| sender.who == actor.who))
        .into_iter()
        .collect()
}

fn each(scene: &Scene<'_>, noun: usize, senders: &[Actor], receiver: &[Actor]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sender in senders {
        let mut participants = vec![sender.clone()];
        for actor in receiver {
            add(&mut participants, actor.clone());
        }
        let mut draft = Draft::new(scene, EventKind::Statement, noun, participants);
        draft.tokens = noun.min(sender.tokens.start)..sender.tokens.end.max(noun + 1);
        draft.single = true;
        drafts.push(draft);
    }
    drafts
}

#[cfg(test)]
mod tests {
    use super::is_message;

    #[test]
    fn messages_are_known_in_any_case() {
        assert!(is_message("Telegrams"));
        assert!(!is_message("meetings"));
    }
}
