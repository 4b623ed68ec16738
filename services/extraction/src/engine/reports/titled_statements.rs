//! Statements that are their text: "Remarks by X", "Joint statement of A and B", "Press statements
//! following the talks", "A condemns". Whose they are the title says, else those who speak below it.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, add};
use super::encounters::is_person;
use super::frame::Draft;
use super::masthead;
use super::scene::Scene;
use super::statements::{authors, is_speech};
use crate::engine::board::Candidate;
use crate::engine::kinds::is_to_be_said;

/// Most who speak in turn at the same occasion and make one statement each.
const MOST_SPEAKING: usize = 6;

/// What one person says, also where the title names only the house for which they speak.
const OF_PERSON: &[&str] = &[
    "remarks",
    "speech",
    "address",
    "lecture",
    "briefing",
    "intervention",
];

/// "Remarks by X", "Press briefing": the statement of which the title has the noun at `at`.
pub(super) fn titled(scene: &Scene<'_>, at: usize) -> Option<Draft> {
    let text = scene.text;
    // One statement a title: "remarks and answers to media questions".
    let earlier =
        (scene.title.start..at).any(|word| is_speech(text.word(word)) && scene.at(word).is_none());
    if earlier {
        return None;
    }
    // "X to Deliver Remarks at Y": the text below tells of it, with its day.
    let announced = (scene.title.start + 1..at)
        .rev()
        .take(4)
        .any(|verb| is_to_be_said(text, verb - 1));
    if announced {
        return None;
    }
    let mut own: Vec<Actor> = authors(scene, at, &scene.title.clone());
    for issuer in masthead::issuers(scene) {
        add(&mut own, issuer);
    }
    let below = scene.title.end;
    let goes_on = text.word(below).starts_with(char::is_lowercase);
    if own.is_empty() && goes_on {
        // "Joint Statement / following the talks of the ministers of A and B"
        let line = below..text.line_end(below).min(below + 60);
        own = authors_below(scene, &line);
    }
    let joint = (scene.title.start..at).any(|word| text.is_any_word(word, &["joint"]));
    if own.is_empty() && joint && text.is_any(at + 1, &["–", "—", "-", ":"]) {
        // "Joint statement – A and B"
        own = scene.list_after(at + 2, scene.title.end).0;
    }
    let mut settled = false;
    let nobody = own.iter().all(|actor| !is_person(scene, actor));
    if text.is_word(at, "statements") && nobody {
        // "Press statements following the talks": of those who speak.
        let speaking = speaking(scene, at);
        settled = speaking.len() > 1;
        if settled {
            own = speaking;
        }
    } else if nobody && text.is_any_word(at, OF_PERSON) {
        let speaking = speaking(scene, at);
        if let [one] = &speaking[..] {
            own = vec![one.clone()];
            settled = true;
        }
    }
    if own.is_empty()
        && !joint
        && (text.is_any_word(at, &["statement", "comment", "briefing", "answers"])
            || text.is_any_word(at.wrapping_sub(1), &["press", "news"]))
    {
        // "Statement by the Spokesperson": whoever is quoted first.
        let quoted = scene.voices.first();
        own.extend(quoted.map(|voice| Actor::of(voice.who.clone(), at..at + 1)));
        settled = !own.is_empty();
    }
    if own.is_empty() && text.is_any_word(at, &["statement", "comment", "message", "communiqué"]) {
        own.extend(opens_lead(scene));
    }
    if own.is_empty() {
        return None;
    }
    let mut draft = Draft::new(scene, EventKind::Statement, at, own);
    draft.tokens.start = draft.tokens.start.min(at);
    draft.settled = settled;
    Some(draft)
}

/// The statement that a text is which its author signs below the title: "Jane Doe, Foreign Minister".
/// A spokesperson who announces what others do makes none.
pub(super) fn of_author(scene: &Scene<'_>, author: &Candidate, told: &[Draft]) -> Option<Draft> {
    let actor = scene.actor(author)?;
    let body = scene.voice_at(scene.lead.start)?;
    let labelled = body.tokens.start != scene.text.line_start(body.tokens.start);
    if labelled || body.who != actor.who {
        return None;
    }
    let titled = |draft: &Draft| scene.title.contains(&draft.head);
    let stated = told
        .iter()
        .any(|draft| titled(draft) && draft.kind == EventKind::Statement);
    let opens = scene.inside(scene.title.start..scene.title.end).next();
    let own = scene.title.contains(&author.tokens.start);
    let of_another = opens.filter(|_| !own).is_some_and(|first| {
        first.tokens.start == scene.title.start
            && matches!(first.label, Label::Person | Label::Office)
    });
    if stated || of_another && masthead::is_spokesperson(scene, author) {
        return None;
    }
    let mut draft = Draft::new(
        scene,
        EventKind::Statement,
        author.tokens.start,
        vec![actor],
    );
    draft.date = super::head::day(scene);
    draft.place = scene.place;
    draft.single = true;
    draft.settled = true;
    draft.name = Some(SIGNED.to_owned());
    Some(draft)
}

/// What tells the statement that a text is from those that it tells of.
const SIGNED: &str = "signed";

/// Whether what a signed text says of its author or the author's country is the signing itself: "I
/// congratulate", "Ruritania condemns".
pub(super) fn is_signed_text(scene: &Scene<'_>, signed: &Draft, draft: &Draft) -> bool {
    let own = |actor: &Actor| {
        signed.participants.iter().any(|author| {
            author.who == actor.who
                || scene.is_land(&actor.who)
                    && scene.country_of(&author.who) == scene.country_of(&actor.who)
        })
    };
    let greets = scene
        .text
        .is_any_word(draft.head, &["congratulate", "congratulates"]);
    let mut told = draft.participants.iter();
    signed.name.as_deref() == Some(SIGNED)
        && draft.kind == EventKind::Statement
        && (draft.date.is_none() || draft.date == signed.date)
        && if greets {
            told.next().is_some_and(own)
        } else {
            told.all(own)
        }
}

/// Everybody who speaks in a text, each once; nobody if they are more than speak in turn.
fn speaking(scene: &Scene<'_>, at: usize) -> Vec<Actor> {
    let mut all: Vec<Actor> = Vec::new();
    for voice in &scene.voices {
        add(&mut all, Actor::of(voice.who.clone(), at..at + 1));
        if all.len() > MOST_SPEAKING {
            return Vec::new();
        }
    }
    all
}

/// "X condemns the attack", "The Embassy congratulates all": what a state or house says in the title,
/// or in the sentence below it.
pub(super) fn declares(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let announced = || {
        let mut title = scene.title.clone();
        title.any(|at| is_speech(text.word(at)))
    };
    if !scene.in_head(verb) || !scene.title.contains(&verb) && announced() {
        return None;
    }
    let told = (sentence.start..verb).any(|at| {
        text.is_any_word(at, &["and", "that", "who", "which"]) || text.is_any(at, &["“", "\"", ":"])
    });
    let author = scene.first_actor(verb, sentence)?;
    let house = !is_person(scene, &author) && author.tokens.start < sentence.start + OPENS;
    if told || !house || scene.irrealis(verb, sentence) {
        return None;
    }
    let mut own = vec![author];
    if text.is_any_word(verb, &["congratulates", "congratulate"]) {
        for whom in scene.list_after(verb + 1, sentence.end).0 {
            add(&mut own, whom);
        }
    }
    Some(Draft::new(scene, EventKind::Statement, verb, own))
}

/// How far from the start of a sentence its subject may stand, in tokens.
const OPENS: usize = 6;

/// Whose statement it is, by the line on which the title goes on: countries where there are
/// several, else the first who acts.
fn authors_below(scene: &Scene<'_>, line: &Range<usize>) -> Vec<Actor> {
    let mut all: Vec<Actor> = Vec::new();
    for mention in scene.inside(line.clone()) {
        let lists = matches!(mention.label, Label::Gpe | Label::Org | Label::Person);
        if let Some(actor) = scene.actor(mention).filter(|_| lists) {
            add(&mut all, actor);
        }
    }
    let countries: Vec<Actor> = all
        .iter()
        .filter(|actor| scene.is_land(&actor.who))
        .cloned()
        .collect();
    if countries.len() > 1 {
        return countries;
    }
    all.truncate(1);
    all
}

/// Who the sentence below the title begins with: "The Ministry of Foreign Affairs condemns".
fn opens_lead(scene: &Scene<'_>) -> Option<Actor> {
    let start = scene.lead.start;
    let first = scene.inside(start..scene.lead.end.min(start + 4)).next()?;
    if first.label == Label::Office
        && let Some(person) = scene.at(first.tokens.end)
        && person.label == Label::Person
    {
        return scene.actor(person);
    }
    scene.actor(first)
}
