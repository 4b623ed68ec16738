//! Words in quotation marks and who is said to have said them.
//!
//! The search goes from the quotation to its speaker: a verb of saying or a colon before it, a verb
//! of saying behind it, or the quotation that it goes on from. Names and titles in quotation marks
//! are told from speech by how they end and by what leads up to them.

use std::ops::Range;

use communique_model::Label;

use super::actors::Who;
use super::scene::Scene;
use super::voices::Voice;
use crate::engine::board::Candidate;
use crate::engine::layers::SPEECH;

/// Longest quotation, in tokens.
const LONGEST: usize = 400;

/// How far behind a quotation its speaker and the verb may stand, in tokens.
const BEHIND: usize = 24;

/// How far before a quotation the verb may stand, in tokens.
const LEAD: usize = 48;

/// Fewest tokens of a quotation that a comma behind it makes speech.
const SHORTEST: usize = 4;

const OPENING: &[&str] = &["“", "\"", "«", "„"];
const CLOSING: &[&str] = &["”", "\"", "»", "’’", "“"];

/// Marks with which a sentence that is quoted ends, inside the quotation.
const SENTENCE_ENDS: &[&str] = &[".", "!", "?", ",", "…", "...", ">"];

/// More verbs that lead up to speech only with a colon or a quotation beside them.
const LEADING: &[&str] = &[
    "put",
    "wrote",
    "writes",
    "answered",
    "answering",
    "continued",
    "summed",
    "insisted",
    "argued",
    "assured",
    "admitted",
    "responded",
    "posted",
    "tweeted",
    "joked",
    "concludes",
    "according",
    "interviewed",
    "quoted",
    "acknowledged",
    "affirmed",
    "stresses",
    "notes",
    "adds",
];

/// Words that make the person behind them somebody who is spoken to or of.
const GOVERNS: &[&str] = &[
    "with", "to", "from", "for", "about", "on", "against", "between", "of", "asked", "told",
];

/// What somebody who is named after "by" does to the one who speaks.
const DONE_BY: &[&str] = &[
    "asked",
    "questioned",
    "interviewed",
    "pressed",
    "approached",
    "joined",
    "accompanied",
    "followed",
    "received",
    "hosted",
    "greeted",
    "met",
    "invited",
];

/// The quotations of a text that are somebody's words, by start.
pub(super) fn quotations(scene: &Scene<'_>) -> Vec<Voice> {
    let text = scene.text;
    let mut voices: Vec<Voice> = Vec::new();
    let mut at = 0;
    while at < scene.end {
        if text.is(at, ">") && text.opens_line(at) {
            let end = quoted_lines(scene, at);
            if let Some(who) = before(scene, at) {
                voices.push(Voice {
                    who,
                    tokens: at + 1..end,
                });
                at = end;
                continue;
            }
        }
        if !text.is_any(at, OPENING) {
            at += 1;
            continue;
        }
        let limit = (at + LONGEST).min(text.len());
        let found = (at + 1..limit).find(|&mark| text.is_any(mark, CLOSING));
        // A quotation of several paragraphs is closed only after the last one.
        let close = found.unwrap_or_else(|| text.line_end(at).min(limit));
        let quote = at + 1..close;
        if !quote.is_empty()
            && let Some(who) = speaker(scene, at, close, voices.last())
        {
            voices.push(Voice { who, tokens: quote });
        }
        at = close + 1;
    }
    voices
}

/// The end of the lines from `at` on that a mark at their start makes a quotation, as mail does.
fn quoted_lines(scene: &Scene<'_>, at: usize) -> usize {
    let text = scene.text;
    let mut end = text.line_end(at);
    while end < scene.end && end < at + LONGEST && text.is(end, ">") {
        end = text.line_end(end);
    }
    end
}

/// Who says what stands between two marks, if it is speech and its speaker is told.
fn speaker(scene: &Scene<'_>, open: usize, close: usize, last: Option<&Voice>) -> Option<Who> {
    let text = scene.text;
    let whole = text.is_any(close - 1, SENTENCE_ENDS);
    let led = text.is(open.wrapping_sub(1), ":") || says_before(scene, open);
    let comma = text.is(close + 1, ",") && close - open > SHORTEST;
    if !(whole || led || comma) {
        return None;
    }
    if (whole || comma)
        && let Some(who) = behind(scene, open, close)
    {
        return Some(who);
    }
    if let Some(who) = before(scene, open) {
        return Some(who);
    }
    // “…,” X said. “…” — the second part is X's too.
    let goes_on = |last: &&Voice| {
        let end = last.tokens.end;
        whole
            && end < open
            && (text.line_start(open) <= end
                || text.opens_line(open) && text.line_end(end) == text.line_start(open))
    };
    last.filter(goes_on).map(|last| last.who.clone())
}

/// A verb of saying.
fn says(scene: &Scene<'_>, at: usize) -> bool {
    scene.at(at).is_none() && scene.text.is_any_word(at, &SPEECH)
}

fn says_before(scene: &Scene<'_>, open: usize) -> bool {
    (open.saturating_sub(2)..open).any(|at| says(scene, at))
}

/// “…,” said X. — “…,” X said. — “…,” X, Secretary of Y, told reporters. — “…,” he added.
fn behind(scene: &Scene<'_>, open: usize, close: usize) -> Option<Who> {
    let text = scene.text;
    let mut start = close + 1;
    if let Some(who) = signed_below(scene, start) {
        return Some(who);
    }
    while text.is_any(start, &[",", "–", "—", "-"]) {
        start += 1;
    }
    if !text.continues_line(start) {
        return None;
    }
    let end = scene.sentence(start).end.min(start + BEHIND);
    let line = text.line_end(start).min(end);
    if text.is_any_word(start, &["he", "she"]) && says(scene, start + 1)
        || says(scene, start) && text.is_any_word(start + 1, &["he", "she"])
    {
        // Who said something right before goes on, else whoever was named last.
        let subject = before(scene, open);
        return subject.or_else(|| scene.last_person(open).map(|actor| actor.who));
    }
    if let Some(who) = officer(scene, start) {
        return Some(who);
    }
    let named = persons(scene, start..line).next()?;
    let inverted = says(scene, start) || text.is_word(start, "according");
    // Only a title may stand between the quotation and the one who speaks.
    let titled = (start..named.tokens.start).all(|at| {
        scene.at(at).is_some()
            || text.is_capitalised(at)
            || !text.is_plain_word(at)
            || text.is_any(at, &["of", "the", "for", "and", "to"])
    });
    let direct = titled
        && (named.tokens.end..line)
            .take_while(|&at| !text.is_any(at, OPENING))
            .any(|at| says(scene, at));
    (inverted || direct).then(|| scene.person(named))
}

/// “…” and on the line below: – X, Director of Y
fn signed_below(scene: &Scene<'_>, line: usize) -> Option<Who> {
    let text = scene.text;
    if !text.is_any(line, &["–", "—"]) || text.line_start(line) != line {
        return None;
    }
    let end = text.line_end(line).min(line + BEHIND);
    let name = (line + 1..end).find(|&at| text.is_plain_word(at))?;
    let signed = scene.at(name)?;
    let person = match signed.label {
        Label::Person => signed,
        Label::Office => scene.at(signed.tokens.end)?,
        _ => return None,
    };
    (person.label == Label::Person && person.tokens.end < end + 1).then(|| scene.person(person))
}

/// “…,” the Minister said. — “…,” joked the Ambassador.
fn officer(scene: &Scene<'_>, start: usize) -> Option<Who> {
    let text = scene.text;
    let inverted = says(scene, start) || text.is_any_word(start, LEADING);
    let at = text.past_the(start + usize::from(inverted));
    let title = scene
        .at(at)
        .filter(|title| title.label == Label::Office && title.tokens.start == at)?;
    let end = title.tokens.end;
    let alone = scene.parts_of(title).next().is_none()
        && scene.at(end).is_none_or(|next| next.label != Label::Person);
    let told = inverted || says(scene, end) || text.is_any_word(end, LEADING);
    (alone && told && at > start)
        .then(|| scene.holder_of(text.words(title.tokens.clone()), None))
        .flatten()
}

/// X said: “…” — X, who handed over the message, noted: “…” — the same with the quotation on the
/// next line.
fn before(scene: &Scene<'_>, open: usize) -> Option<Who> {
    let text = scene.text;
    let line = text.line_start(open);
    let mut end = open;
    // What leads up may stand on the line above, a mark of quoted lines before the quotation.
    if (line..open).all(|at| !text.is_plain_word(at) && scene.at(at).is_none()) {
        if line == 0 {
            return None;
        }
        end = line;
        if !text.is(end - 1, ":") {
            return told_above(scene, line);
        }
    }
    let sentence = scene.sentence(end - 1);
    let lead = sentence.start..end;
    let colon = text.is(end - 1, ":") || text.is(end - 1, ",");
    let verb = lead
        .clone()
        .rev()
        .take(LEAD)
        .find(|&at| says(scene, at) || text.is_any_word(at, LEADING));
    let after_sentence = text.is_any(end - 1, &[".", "!", "?"]);
    if !(colon && (verb.is_some() || text.is(end - 1, ":")) || verb.is_some()) {
        return None;
    }
    // “… pointed out that trade had fallen. “…”: the words go on only after a verb of saying.
    if after_sentence && verb.is_none() {
        return None;
    }
    let limit = verb.unwrap_or(end);
    if message_reads(scene, &lead) {
        return sender(scene);
    }
    if let Some(pronoun) = limit
        .checked_sub(1)
        .filter(|&at| at >= lead.start && text.is_any_word(at, &["he", "she"]))
    {
        return scene.last_person(pronoun).map(|actor| actor.who);
    }
    let subject = |range: Range<usize>| {
        persons(scene, range)
            .find(|person| !governed(scene, person))
            .map(|person| scene.person(person))
    };
    let beside = scene
        .ending(limit)
        .filter(|person| verb.is_some() && person.label == Label::Person)
        .map(|person| scene.person(person));
    beside
        .or_else(|| subject(lead.start..limit))
        // "the Consul General stated:"
        .or_else(|| {
            let title = scene.ending(limit).filter(|title| {
                verb.is_some()
                    && title.label == Label::Office
                    && scene.parts_of(title).next().is_none()
            })?;
            scene.holder_of(text.words(title.tokens.clone()), None)
        })
        // "said X:"
        .or_else(|| subject(limit..end))
}

/// Whether words lead up to those of a message that the text is about: "The message reads, in part:".
fn message_reads(scene: &Scene<'_>, lead: &Range<usize>) -> bool {
    let text = scene.text;
    let noun = scene.first_word(lead.start, 3) + 1;
    let opens = text.is_word(noun - 1, "the")
        && text.is_any_word(
            noun,
            &["message", "telegram", "letter", "cable", "greeting"],
        );
    opens && text.is_any_word(noun + 1, &["reads", "read", "says", "said"])
}

/// Who sends the message that a text is about: the person with whom its lead begins, else one of the title.
fn sender(scene: &Scene<'_>) -> Option<Who> {
    [scene.lead.clone(), scene.title.clone()]
        .into_iter()
        .find_map(|head| {
            persons(scene, head)
                .find(|person| !governed(scene, person))
                .map(|person| scene.person(person))
        })
}

/// “…” on a line of its own after a paragraph that ends with "X told reporters on Monday."
fn told_above(scene: &Scene<'_>, line: usize) -> Option<Who> {
    let text = scene.text;
    let last = line.checked_sub(1).filter(|&at| text.is(at, "."))?;
    let sentence = scene.sentence(last);
    let start = sentence.start.max(text.line_start(last));
    let verb = (start..last)
        .rev()
        .take(LEAD)
        .find(|&at| text.is_any_word(at, &["said", "told", "stated", "noted", "announced"]))?;
    let named = scene
        .ending(verb)
        .filter(|person| person.label == Label::Person)?;
    Some(scene.person(named))
}

fn persons<'a>(
    scene: &Scene<'a>,
    range: Range<usize>,
) -> impl Iterator<Item = &'a Candidate> + use<'a> {
    scene
        .inside(range)
        .filter(|mention| mention.label == Label::Person)
}

/// Whether a preposition stands before a person or the person's title.
fn governed(scene: &Scene<'_>, person: &Candidate) -> bool {
    let start = scene
        .ending(person.tokens.start)
        .filter(|title| title.label == Label::Office)
        .map_or(person.tokens.start, |title| title.tokens.start);
    let before = start.wrapping_sub(1);
    let before = if scene.text.is_word(before, "the") {
        before.wrapping_sub(1)
    } else {
        before
    };
    // "Asked by X, Y replied"; but a statement by X is X's.
    let spoken_to =
        scene.text.is_word(before, "by") && scene.text.is_any_word(before.wrapping_sub(1), DONE_BY);
    spoken_to || scene.text.is_any_word(before, GOVERNS)
}
