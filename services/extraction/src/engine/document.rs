//! The date of a text as a whole.

use communique_model::{DateBasis, Label, PartialDate};

use super::board::Candidate;
use super::rules::Findings;

/// How many tokens at the start of a text are its head: title, lead, date line.
const HEAD: usize = 80;

/// The text's own date and where it comes from: the reference date if it is a day, else a day that
/// the head of the text states and that the reference date does not contradict, else the reference
/// date.
pub(super) fn date(findings: &Findings<'_>) -> Option<(PartialDate, DateBasis)> {
    let reference = findings.reference;
    let fits = |date: &PartialDate| {
        reference.is_none_or(|reference| {
            reference.first_day() <= date.first_day() && date.last_day() <= reference.last_day()
        })
    };
    let day = |mention: &Candidate| {
        let date = mention.value.as_deref()?.parse::<PartialDate>().ok()?;
        (mention.label == Label::Date && date.day().is_some() && fits(&date)).then_some(date)
    };
    let head = || {
        findings
            .mentions
            .iter()
            .take_while(|mention| mention.tokens.start < HEAD)
    };
    let foot = findings.mentions.iter().rev().take(1);
    let stated = head()
        .chain(foot)
        .filter(|mention| is_date_line(findings, mention))
        .find_map(day);
    // What the first lines tell of happened on the day of the text or right before it.
    let told = || {
        let partial = reference.is_some_and(|date| date.day().is_none());
        head().find_map(day).filter(|_| partial)
    };
    stated
        .map(|date| (date, DateBasis::Stated))
        .or_else(|| told().map(|date| (date, DateBasis::Given)))
        .or_else(|| reference.map(|date| (date, DateBasis::Given)))
}

/// Whether a date stands by itself, in brackets, or after a place: as dates of texts do.
fn is_date_line(findings: &Findings<'_>, mention: &Candidate) -> bool {
    let text = findings.text;
    let end = mention.tokens.end;
    let start = mention.tokens.start;
    let few_before = line_words_before(findings, start) <= 3;
    let ends_line = end >= text.line_end(start);
    // "18 December 2021, Press Release …", "KAPAN, Oct. 21, 2022 (AGENCY) –", "29.09.2025 | Team"
    let opens = few_before
        && text.is_any(end, &[",", "|", "(", "–", "—", ":"])
        && (start == text.line_start(start) || text.is_any(start - 1, &[",", "|", "–", "—"]));
    let bracketed = text.is(end, ")");
    // "Press Conference on June 27, 2023" at the end of a title
    let ends_title = ends_line && text.line_start(start) == 0;
    let with_year = mention.tokens.clone().any(|at| {
        let word = text.word(at);
        word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
    });
    (few_before && ends_line || opens || bracketed || ends_title) && with_year
}

fn line_words_before(findings: &Findings<'_>, at: usize) -> usize {
    let text = findings.text;
    let start = text.line_start(at);
    (start..at)
        .take(HEAD)
        .filter(|&token| text.is_plain_word(token))
        .count()
}
