//! Who speaks where: turns of transcripts, quotations, remarks that a title announces.

use std::ops::Range;

use communique_model::Label;

use super::actors::Who;
use super::quotations::quotations;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::knowledge::lexicon::{is_connector, is_honorific};

/// What one speaker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Voice {
    pub(super) who: Who,
    /// The words said.
    pub(super) tokens: Range<usize>,
}

/// How many tokens of a line may stand before a speaker's colon, and how long a title is.
const HEAD: usize = 80;

/// Longest label of a turn with a title that no layer knows, in tokens.
const LONGEST_LABEL: usize = 14;

/// Longest note in brackets between a speaker's name and the colon, in tokens.
const LONGEST_NOTE: usize = 8;

/// Words that open the turn of somebody who is not named.
const UNNAMED: &[&str] = &[
    "Question",
    "Q",
    "Moderator",
    "Journalist",
    "Reporter",
    "Interviewer",
];

/// What persons say, by start: persons who open a turn, whose remarks the title announces, who are
/// said to have said something in quotation marks.
pub(super) fn voices(scene: &Scene<'_>) -> Vec<Voice> {
    let text = scene.text;
    let mut turns: Vec<(usize, usize, Option<Who>)> = text
        .lines()
        .filter(|&line| line < scene.end && text.is_any(line, UNNAMED) && text.is(line + 1, ":"))
        .map(|line| (line, line + 2, None))
        .collect();
    let mut announced: Option<Who> = None;
    let mut voices = quotations(scene);
    voices.extend(super::attributions::voices(scene));
    for person in scene.inside(0..scene.end) {
        if person.label != Label::Person {
            continue;
        }
        if let Some(words) = opens_turn(scene, person) {
            let line = text.line_start(person.tokens.start);
            turns.push((line, words, Some(scene.person(person))));
        } else if announces(scene, person) {
            announced.get_or_insert_with(|| scene.person(person));
        }
    }
    turns.sort_by_key(|&(line, ..)| line);
    if turns.is_empty()
        && let Some(author) = scene.author
    {
        announced.get_or_insert_with(|| scene.person(author));
    }
    let speech_end = end_of_speech(scene);
    let first_turn = turns.first().map_or(speech_end, |&(line, ..)| line);
    if let Some(who) = announced {
        let start = body_start(scene);
        let end = if start < first_turn {
            first_turn
        } else {
            speech_end
        };
        // Whoever is announced and then opens the turns speaks there.
        let opens = turns.first().and_then(|(.., who)| who.as_ref()) == Some(&who);
        if start < end && !(opens && turns.len() == 1 && start + HEAD > first_turn) {
            voices.push(Voice {
                who,
                tokens: start..end,
            });
        } else if !opens {
            voices.push(Voice {
                who,
                tokens: scene.title.clone(),
            });
        }
    }
    for (index, (_, words, who)) in turns.iter().enumerate() {
        let end = turns.get(index + 1).map_or(speech_end, |&(line, ..)| line);
        if let (Some(who), true) = (who, *words < end) {
            voices.push(Voice {
                who: who.clone(),
                tokens: *words..end,
            });
        }
    }
    voices.retain(|voice| !voice.tokens.is_empty());
    voices.sort_by_key(|voice| (voice.tokens.start, voice.tokens.end));
    voices
}

/// The first token after title, date line and "Key points:".
fn body_start(scene: &Scene<'_>) -> usize {
    let text = scene.text;
    let mut line = text.line_end(scene.title.start);
    while line < scene.end {
        let end = text.line_end(line);
        let heading = end <= line + 6 && text.is(end - 1, ":");
        let labels =
            super::head::is_date_line(scene, line) || super::masthead::is_masthead(scene, line);
        if !heading && !labels {
            break;
        }
        line = end;
    }
    line
}

/// Where speech ends at the latest: at "Read in full", a line of hashtags, or the lists.
fn end_of_speech(scene: &Scene<'_>) -> usize {
    let text = scene.text;
    let lines: Vec<usize> = text.lines().take_while(|&line| line < scene.end).collect();
    let mut end = scene.end;
    for &line in lines.iter().rev() {
        let first = (line..text.line_end(line)).find(|&at| text.is_plain_word(at));
        let reads = first.is_some_and(|at| {
            text.is_any(at, &["Read", "Watch", "Full", "Photo", "Video"])
                && text.line_end(line) <= at + 6
        });
        let tags = (line..text.line_end(line)).take(64).all(|at| {
            !text.is_plain_word(at)
                || text.is(at.saturating_sub(1), "#")
                || scene.at(at).is_some_and(|tag| tag.label == Label::Hashtag)
        });
        if !reads && !tags {
            break;
        }
        end = line;
    }
    end
}

/// "President of Russia Vladimir Putin: …" at the start of a line; the colon may stand on the next.
/// The first token of what is said.
fn opens_turn(scene: &Scene<'_>, person: &Candidate) -> Option<usize> {
    let text = scene.text;
    let mut end = person.tokens.end;
    // "X (retranslated): …"
    if text.is(end, "(") && text.continues_line(end) {
        end = (end..end + LONGEST_NOTE)
            .find(|&at| text.is(at, ")"))
            .map_or(end, |close| close + 1);
    }
    let line = text.line_start(person.tokens.start);
    if person.tokens.start == line {
        end = past_style(scene, end);
    }
    if !text.is(end, ":") {
        return None;
    }
    if person.tokens.start - line > HEAD {
        return None;
    }
    let mut at = line;
    // Only titles, names in them and marks may stand before the name.
    while at < person.tokens.start {
        match scene.at(at) {
            Some(title) if title.label == Label::Office => at = title.tokens.end,
            None if is_honorific(text.word(at)) => at += 1,
            Some(_) if person.tokens.start - line > LONGEST_LABEL => return None,
            Some(name) => at = name.tokens.end,
            // A title that no layer knows: few words, capitals, small words between.
            None if text.is_plain_word(at) => {
                let title = text.is_capitalised(at)
                    || is_connector(text.word(at))
                    || text.is(scene.first_word(line, LONGEST_NOTE), "From")
                        && text.is_any(at, &SPEECHES)
                    || text.is_apostrophe(at.wrapping_sub(1));
                if !title || person.tokens.start - line > LONGEST_LABEL {
                    return None;
                }
                at += 1;
            }
            None if text.is_number(at) => return None,
            // "Amb. X": the point of an abbreviation.
            None if text.is(at, ".") && text.joined(at) && at + 1 == person.tokens.start => at += 1,
            None if text.is_any(at, &[".", "!", "?", ";"]) => return None,
            None => at += 1,
        }
    }
    Some(end + 1)
}

/// "X, Deputy Spokesperson: …", "X, The Herald: …": the token after what the label says of X.
fn past_style(scene: &Scene<'_>, end: usize) -> usize {
    let text = scene.text;
    if !text.is(end, ",") || !text.continues_line(end) {
        return end;
    }
    let mut at = end + 1;
    while at < end + LONGEST_LABEL && text.continues_line(at) {
        if text.is(at, ":") {
            return at;
        }
        match scene.at(at) {
            Some(mention) if matches!(mention.label, Label::Office | Label::Org | Label::Norp) => {
                at = mention.tokens.end;
            }
            _ if text.is_capitalised(at) || text.is_any(at, &["of", "the", "for", "and"]) => {
                at += 1
            }
            _ => return end,
        }
    }
    end
}

/// What words are taken from: "From the address of X: …".
const SPEECHES: [&str; 9] = [
    "greetings",
    "greeting",
    "address",
    "message",
    "speech",
    "remarks",
    "statement",
    "interview",
    "letter",
];

/// Lines at the start of a text among which the one is that announces a speaker.
const FIRST_LINES: usize = 3;

/// "Remarks by X", "X’s interview with Y", "Statement by X" in the first lines.
fn announces(scene: &Scene<'_>, person: &Candidate) -> bool {
    let text = scene.text;
    let start = person.tokens.start;
    let line = text.line_start(start);
    // Below the first line only one that is no sentence, as titles are not.
    let sentence = line > 0 && text.is(text.line_end(line) - 1, ".");
    let first_lines = text.lines().take(FIRST_LINES).any(|first| first == line);
    if start >= HEAD || !first_lines || sentence {
        return false;
    }
    let words = [
        "remarks",
        "interview",
        "statement",
        "speech",
        "address",
        "answers",
        "comment",
        "article",
        "message",
        "opening",
        "briefing",
        "reply",
        "response",
        "lecture",
        "conference",
    ];
    let owns = text
        .after_possessive(person.tokens.end)
        .is_some_and(|next| (next..next + 3).any(|at| text.is_any_word(at, &words)));
    let before = |word: &str, reach: usize, heads: &[&str]| {
        (line..start)
            .rev()
            .take(16)
            .filter(|&at| text.is_word(at, word))
            .any(|found| {
                let floor = found.saturating_sub(reach).max(line);
                (floor..found).any(|at| text.is_any_word(at, heads))
            })
    };
    let of = ["conference", "briefing", "answers", "remarks", "interview"];
    let answers = text.is_any_word(person.tokens.end, &["answers", "answered"]);
    owns || answers
        || before("by", 4, &words)
        || before("of", 2, &of)
        || before("with", 2, &["interview"])
}
