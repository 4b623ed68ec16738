//! What a text is as a whole: its date, its kind, whom it quotes.

use communique_model::{DocumentKind, Label, PartialDate};

use super::board::Candidate;
use super::layers::SPEECH;
use super::rules::Findings;
use crate::knowledge::EntityKey;
use crate::knowledge::lexicon::is_honorific;

/// How many tokens at the start of a text are its head: title, lead, date line.
const HEAD: usize = 80;

/// The text's own date: the reference date if it is a day, else a day that the head of the text
/// states and that the reference date does not contradict, else the reference date.
pub(super) fn date(findings: &Findings<'_>) -> Option<PartialDate> {
    let reference = findings.reference;
    if reference.is_some_and(|date| date.day().is_some()) {
        return reference;
    }
    let fits = |date: &PartialDate| {
        reference.is_none_or(|reference| {
            reference.first_day() <= date.first_day() && date.last_day() <= reference.last_day()
        })
    };
    let stated = findings
        .mentions
        .iter()
        .filter(|mention| mention.label == Label::Date && mention.tokens.start < HEAD)
        .filter(|mention| is_date_line(findings, mention))
        .filter_map(|mention| mention.value.as_deref()?.parse::<PartialDate>().ok())
        .find(|date| date.day().is_some() && fits(date));
    stated.or(reference)
}

/// Whether a date stands by itself, in brackets, or after a place: as dates of texts do.
fn is_date_line(findings: &Findings<'_>, mention: &Candidate) -> bool {
    let text = findings.text;
    let end = mention.tokens.end;
    let alone = end >= text.line_end(mention.tokens.start)
        && line_words_before(findings, mention.tokens.start) <= 3;
    let bracketed = text.is(end, ")");
    let with_year = mention.tokens.len() >= 3;
    (alone || bracketed) && with_year
}

fn line_words_before(findings: &Findings<'_>, at: usize) -> usize {
    let text = findings.text;
    let start = text.line_start(at);
    (start..at)
        .take(HEAD)
        .filter(|&token| text.is_plain_word(token))
        .count()
}

/// Words of a title that tell a kind.
const CUES: [(&[&str], DocumentKind); 8] = [
    (&["interview", "interviews"], DocumentKind::Interview),
    (
        &[
            "remarks", "speech", "address", "answers", "briefing", "replies", "lecture",
        ],
        DocumentKind::Remarks,
    ),
    (
        &["statement", "comment", "commentary", "communiqué"],
        DocumentKind::Statement,
    ),
    (
        &[
            "congratulated",
            "congratulates",
            "congratulations",
            "congratulate",
            "greetings",
            "greeting",
            "condolences",
            "birthday",
            "congratulatory",
        ],
        DocumentKind::Greeting,
    ),
    (
        &["telephone", "phone", "videoconference", "phoned"],
        DocumentKind::Call,
    ),
    (&["summit"], DocumentKind::Summit),
    (
        &[
            "meeting",
            "met",
            "talks",
            "consultations",
            "negotiations",
            "meets",
            "conversation",
        ],
        DocumentKind::Meeting,
    ),
    (
        &["visit", "visited", "visits", "arrived"],
        DocumentKind::Visit,
    ),
];

/// What kind of communication the text is: the first cue of its title; `News` where none is.
pub(super) fn kind(findings: &Findings<'_>) -> Option<DocumentKind> {
    let text = findings.text;
    if text.len() == 0 {
        return None;
    }
    let title = text
        .lines()
        .take(3)
        .map(|line| line..text.line_end(line).min(line + HEAD))
        // A section's name ("Events") or a line of emoji stands above the title.
        .find(|line| line.clone().filter(|&at| text.is_plain_word(at)).count() > 2)?;
    if let Some(kind) = title.filter_map(|at| cue(findings, at)).next() {
        return Some(kind);
    }
    let congratulates = text.lines().any(|line| {
        (line..text.line_end(line).min(line + 6)).any(|at| text.is_word(at, "congratulate"))
    });
    Some(if congratulates {
        DocumentKind::Greeting
    } else {
        DocumentKind::News
    })
}

fn cue(findings: &Findings<'_>, at: usize) -> Option<DocumentKind> {
    let text = findings.text;
    if !text.is_plain_word(at) {
        return None;
    }
    if text.is_any_word(at, &["received", "receives"]) {
        let guest = findings.mentions.iter().any(|mention| {
            mention.tokens.start == at + 1 && matches!(mention.label, Label::Office | Label::Person)
        });
        return guest.then_some(DocumentKind::Meeting);
    }
    let (_, kind) = CUES.iter().find(|(words, _)| text.is_any_word(at, words))?;
    // "meeting of the leaders of the CIS", "meeting of the Heads of State" are summits.
    let of_leaders = *kind == DocumentKind::Meeting
        && text.is_any_word(at, &["meeting", "talks"])
        && (at + 1..at + 8)
            .take_while(|&next| text.continues_line(next))
            .any(|next| text.is_any_word(next, &["leaders", "heads"]))
        && (text.is(at + 1, "of") || text.is(at + 1, "between"));
    Some(if of_leaders {
        DocumentKind::Summit
    } else {
        *kind
    })
}

/// The known persons quoted: those who open a turn or a quotation, who are said to have said
/// something in quotation marks, and whose remarks the title announces.
pub(super) fn speakers(findings: &Findings<'_>) -> Vec<EntityKey> {
    let mut speakers: Vec<EntityKey> = Vec::new();
    for person in findings.mentions {
        let Some(key) = person.entity.filter(|_| person.label == Label::Person) else {
            continue;
        };
        let speaks =
            opens_turn(findings, person) || announces(findings, person) || says(findings, person);
        if speaks && !speakers.contains(&key) {
            speakers.push(key);
        }
    }
    speakers
}

/// "President of Russia Vladimir Putin: …" at the start of a line; the colon may stand on the next.
fn opens_turn(findings: &Findings<'_>, person: &Candidate) -> bool {
    let text = findings.text;
    let mut end = person.tokens.end;
    // "X (retranslated): …"
    if text.is(end, "(") && text.continues_line(end) {
        end = (end..end + LONGEST_NOTE)
            .find(|&at| text.is(at, ")"))
            .map_or(end, |close| close + 1);
    }
    if !text.is(end, ":") {
        return false;
    }
    let line = text.line_start(person.tokens.start);
    if person.tokens.start - line > HEAD {
        return false;
    }
    let mut at = line;
    // Only titles, names in them and marks may stand before the name.
    while at < person.tokens.start {
        let title = findings
            .mentions
            .iter()
            .skip(
                findings
                    .mentions
                    .partition_point(|mention| mention.tokens.start < at),
            )
            .take_while(|mention| mention.tokens.start == at)
            .find(|mention| mention.label == Label::Office);
        match title {
            Some(title) => at = title.tokens.end,
            None if is_honorific(text.word(at)) => at += 1,
            None if text.is_plain_word(at) || text.is_number(at) => return false,
            None => at += 1,
        }
    }
    true
}

/// "Remarks by X", "X’s interview with Y", "Statement by X" in the first line.
fn announces(findings: &Findings<'_>, person: &Candidate) -> bool {
    let text = findings.text;
    let start = person.tokens.start;
    if start >= HEAD || text.line_start(start) != 0 {
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
    let by = (0..start)
        .rev()
        .take(16)
        .find(|&at| text.is_word(at, "by"))
        .is_some_and(|by| (by.saturating_sub(4)..by).any(|at| text.is_any_word(at, &words)));
    let with = (0..start)
        .rev()
        .take(16)
        .find(|&at| text.is_word(at, "with"))
        .is_some_and(|with| (with.saturating_sub(2)..with).any(|at| text.is_word(at, "interview")));
    owns || by || with
}

/// Whether words in quotation marks stand beside "X said" or "said X".
fn says(findings: &Findings<'_>, person: &Candidate) -> bool {
    let text = findings.text;
    let (start, end) = (person.tokens.start, person.tokens.end);
    let said = |at: usize| text.is_any_word(at, &SPEECH[..SAYING]);
    let verb = said(end) && text.continues_line(end);
    let title = findings
        .mentions
        .iter()
        .skip(
            findings
                .mentions
                .partition_point(|mention| mention.tokens.start + LONGEST_TITLE < start),
        )
        .take_while(|mention| mention.tokens.start < start)
        .find(|mention| mention.label == Label::Office && mention.tokens.end == start)
        .map_or(start, |title| title.tokens.start);
    let inverted = title > 0 && said(title - 1);
    let quoted = |range: std::ops::Range<usize>, marks: &[&str]| {
        range
            .filter(|&at| text.continues_line(at))
            .any(|at| text.is_any(at, marks))
    };
    // “…,” X said. — “…,” said X. — X said: “…”
    let before = if inverted { title - 1 } else { title };
    let closes = quoted(before.saturating_sub(3)..before, &["”", "\"", "»", "’’"]);
    let opens = verb && quoted(end + 1..end + 8, &["“", "\"", "«"]);
    (verb || inverted) && (closes || opens)
}

/// Longest note in brackets between a speaker's name and the colon, in tokens.
const LONGEST_NOTE: usize = 8;

/// The verbs of speech, at the head of their list, that go with words quoted as they were said.
const SAYING: usize = 16;

/// Longest title in front of a name, in tokens.
const LONGEST_TITLE: usize = 40;
