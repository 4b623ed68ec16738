//! Years, spans of years, decades, seasons.

use super::absolute::{Parsed, closes_between, is_range_mark, relative_year, year_part};
use super::expression::{Expression, Tense, YearPart};
use super::lexicon::{season, spoken_year, year};
use crate::engine::layers::numbers::{in_words, scale};
use crate::engine::text::Text;

const BEFORE_YEAR: [&str; 36] = [
    "in",
    "since",
    "of",
    "by",
    "from",
    "until",
    "till",
    "to",
    "for",
    "and",
    "between",
    "during",
    "before",
    "after",
    "through",
    "throughout",
    "year",
    "early",
    "mid",
    "late",
    "around",
    "circa",
    "back",
    "as",
    "or",
    "spring",
    "summer",
    "autumn",
    "winter",
    "declared",
    "announced",
    "vs",
    "versus",
    "в",
    "с",
    "до",
];

/// "2024", "2021–2023", "between 2021 and 2023", "the year 2022", "1990s", "44 BC".
pub(super) fn year_date(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let the = text.is_any(at, &["the", "The"]);
    let start = if the { at + 1 } else { at };
    let calendar = usize::from(text.is_word(start, "calendar"));
    let figures = |at: usize| -> Option<(i16, usize)> {
        let word = text.word(at);
        let plain = text.is_number(at) && word.len() == 3;
        Some((plain.then(|| word.parse().ok()).flatten()?, at + 1))
    };
    if text.is_word(start + calendar, "year") {
        let number = start + calendar + 1;
        if let Some((year, end)) = spoken_year(text, number).or_else(|| figures(number)) {
            return Some((end, Expression::Year(YearPart::Given(year))));
        }
        let small = in_words(text, number).filter(|_| text.begins_number(number));
        let year = i16::try_from(small?.value.as_small()?).ok()?;
        let end = small?.end;
        return (100..1000)
            .contains(&year)
            .then_some((end, Expression::Year(YearPart::Given(year))));
    }
    if let Some(found) = decade(text, start) {
        return Some(found);
    }
    if let Some(found) = year_of_business(text, start) {
        return Some(found);
    }
    if the {
        return None;
    }
    if let Some(found) = with_era(text, at) {
        return Some(found);
    }
    let (first, end) = spoken_year(text, at)?;
    if is_range_mark(text, end) || closes_between(text, at, end) {
        let last = spoken_year(text, end + 1).or_else(|| short_year(text, at, first));
        // An early first year may as well be a quantity, unless the second stands close.
        if let Some((last, after)) = last.filter(|(last, _)| (1..200).contains(&(last - first))) {
            let sure = end == at + 1 && after == end + 2 || is_introduced(text, at);
            let glued = at > 0 && text.joined(at) && text.is_any(at - 1, &["-", "/"])
                || text.is(after, "-") && text.joined(after) && text.is_number(after + 1);
            if sure && !glued && !is_counted(text, after) {
                let (from, to) = (first, last);
                return Some((after, Expression::Years { from, to }));
            }
        }
    }
    if end > at + 1 && year(text, at).is_none() {
        // Years in words are quantities unless introduced.
        let introduced = is_introduced(text, at) && !is_counted(text, end);
        return introduced.then_some((end, Expression::Year(YearPart::Given(first))));
    }
    is_bare_year(text, at, first).then_some((end, Expression::Year(YearPart::Given(first))))
}

const BUSINESS: [&str; 5] = ["academic", "financial", "fiscal", "school", "budget"];

/// "2021/22 academic year", "FY 2022-23", "this financial year". When such a year begins differs
/// from country to country: its value is the years that it touches, and none if it names none.
fn year_of_business(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let business = |at: usize| {
        text.is_any(at, &BUSINESS) && text.is(at + 1, "year") && text.continues_line(at)
    };
    if text.is_any_word(at, &["this", "last", "next", "current", "previous"]) && business(at + 1) {
        return Some((at + 3, Expression::Vague));
    }
    let financial = text.is_any_word(at, &["financial", "fiscal"]) && text.is(at + 1, "year");
    let start = match () {
        () if text.is(at, "FY") => at + 1,
        () if financial && text.continues_line(at + 2) => at + 2,
        () => at,
    };
    let from = year(text, start)?;
    let range = text.is_any(start + 1, &["-", "–", "/"]);
    let to = year(text, start + 2).map(|to| (to, start + 3));
    let to = to.or_else(|| short_year(text, start, from));
    let (value, end) = match to.filter(|(to, _)| range && *to > from) {
        // Two years make one of account, which most of those who write it so begin in April.
        Some((to, end))
            if to == from + 1
                && (start > at || text.is_any(end, &["financial", "fiscal"]) && business(end)) =>
        {
            (Expression::FinancialYear(from), end)
        }
        Some((to, end)) => (Expression::Years { from, to }, end),
        None => (Expression::Year(YearPart::Given(from)), start + 1),
    };
    if business(end) {
        return Some((end + 2, value));
    }
    (start > at).then_some((end, value))
}

/// "44 BC", "988 AD", "AD 988".
fn with_era(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let figures = |at: usize| -> Option<i16> {
        let word = text.word(at);
        let plain = text.is_number(at) && word.len() <= 4;
        plain
            .then(|| word.parse().ok())
            .flatten()
            .filter(|year| *year > 0)
    };
    if text.is_any(at, &["AD", "CE"]) {
        let year = figures(at + 1).filter(|_| text.continues_line(at + 1))?;
        return Some((at + 2, Expression::Year(YearPart::Given(year))));
    }
    let year = figures(at).filter(|_| text.continues_line(at + 1))?;
    match text.word(at + 1) {
        "BC" | "BCE" => Some((at + 2, Expression::YearBefore(year))),
        "AD" => Some((at + 2, Expression::Year(YearPart::Given(year)))),
        _ => None,
    }
}

/// The 24 of "2023/24", "2023-24".
fn short_year(text: &Text<'_>, at: usize, first: i16) -> Option<(i16, usize)> {
    let word = text.word(at + 2);
    if word.len() != 2 || !text.joined(at + 1) || !text.joined(at + 2) {
        return None;
    }
    let last: i16 = word.parse().ok()?;
    let last = first / 100 * 100 + last;
    (last == first + 1).then_some((last, at + 3))
}

fn is_introduced(text: &Text<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| text.word(before));
    text.continues_line(at)
        && BEFORE_YEAR
            .iter()
            .any(|word| before.eq_ignore_ascii_case(word))
}

/// Whether a word follows that makes the number before it a quantity.
fn is_counted(text: &Text<'_>, at: usize) -> bool {
    text.continues_line(at)
        && text.is_plain_word(at)
        && !text.is_capitalised(at)
        && !text.is_any(at, &NOT_COUNTED)
        && (text.word(at).ends_with('s') && text.word(at).len() > 3
            || scale(text.word(at)).is_some_and(|zeros| zeros > 2)
            || text.is_any_word(at, &["percent", "people", "km", "kilometres"]))
}

/// Verbs and nouns in -s that a year stands before: "2024 marks", "the 1967 borders".
const NOT_COUNTED: [&str; 30] = [
    "marks",
    "sees",
    "brings",
    "begins",
    "ends",
    "promises",
    "starts",
    "borders",
    "lines",
    "elections",
    "talks",
    "accords",
    "agreements",
    "negotiations",
    "consultations",
    "events",
    "protests",
    "reforms",
    "sanctions",
    "amendments",
    "guidelines",
    "levels",
    "prices",
    "results",
    "targets",
    "goals",
    "priorities",
    "commitments",
    "games",
    "floods",
];

/// Whether a number of four figures is a year and no amount, number of a document or quantity.
fn is_bare_year(text: &Text<'_>, at: usize, year: i16) -> bool {
    let before = at.checked_sub(1).map_or("", |before| text.word(before));
    let introduced = BEFORE_YEAR
        .iter()
        .any(|word| before.eq_ignore_ascii_case(word));
    if !(1900..2100).contains(&year) {
        let strict = text.is_any_word(
            at.wrapping_sub(1),
            &[
                "in", "since", "of", "from", "by", "until", "before", "after",
            ],
        );
        return (1400..2200).contains(&year) && strict && !is_counted(text, at + 1);
    }
    if matches!(
        before,
        "No" | "Resolution" | "resolution" | "№" | "Article" | "#" | "§"
    ) || text.is_any(at + 1, &["%", "/", "°"]) && text.joined(at + 1)
    {
        return false;
    }
    if at > 0 && text.joined(at) && text.is_any(at - 1, &["-", "–", "/", ":", ".", "$", "€", "+"])
    {
        return false;
    }
    // "2015-1-32", "2015-32": figures of something else, or of no date.
    if text.is_any(at + 1, &["-", "."])
        && text.joined(at + 1)
        && text.joined(at + 2)
        && text.is_number(at + 2)
    {
        return false;
    }
    introduced || !is_counted(text, at + 1)
}

const NAMED_DECADES: [(&str, i16); 9] = [
    ("twenties", 20),
    ("thirties", 30),
    ("forties", 40),
    ("fifties", 50),
    ("sixties", 60),
    ("seventies", 70),
    ("eighties", 80),
    ("nineties", 90),
    ("tens", 10),
];

/// "1990s", "1990’s", "the ’90s", "the nineties", "the nineteen seventies".
pub(super) fn decade(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let the = at > 0 && text.is_any(at - 1, &["the", "The"]);
    let quoted = text.is_apostrophe(at) && text.joined(at + 1);
    let start = if quoted { at + 1 } else { at };
    let word = text.word(start);
    if text.is_number(start) {
        let (digits, end) = match word.strip_suffix('s') {
            Some(digits) => (digits, start + 1),
            None => {
                let own = text.is_apostrophe(start + 1)
                    && text.joined(start + 1)
                    && text.joined(start + 2)
                    && text.is(start + 2, "s");
                (own.then_some(word)?, start + 3)
            }
        };
        let year: i16 = digits.parse().ok()?;
        let fits = year % 10 == 0
            && match digits.len() {
                4 => (1500..2100).contains(&year),
                // Which century is meant goes without saying from the thirties on.
                2 => (the || quoted) && (30..100).contains(&year),
                _ => false,
            };
        let year = if digits.len() == 2 { 1900 + year } else { year };
        return fits.then_some((end, Expression::Decade(year)));
    }
    let named = |at: usize| {
        NAMED_DECADES
            .iter()
            .find(|(word, _)| text.is_word(at, word))
            .map(|(_, year)| *year)
    };
    if let Some(year) = named(start) {
        return (the && year >= 30).then_some((start + 1, Expression::Decade(1900 + year)));
    }
    let century = match () {
        () if text.is_word(start, "nineteen") => 1900,
        () if text.is_word(start, "eighteen") => 1800,
        () if text.is_word(start, "twenty") => 2000,
        () => return None,
    };
    let next = if text.is_inner_hyphen(start + 1) {
        start + 2
    } else {
        start + 1
    };
    Some((next + 1, Expression::Decade(century + named(next)?)))
}

/// "summer of 2024", "last winter", "spring 2025".
pub(super) fn season_date(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let (direction, start) = if text.is_any_word(at, &["this"]) {
        (Some(0), at + 1)
    } else if text.is_any_word(at, &["last"]) {
        (Some(-1), at + 1)
    } else if text.is_any_word(at, &["next"]) {
        (Some(1), at + 1)
    } else {
        (None, at)
    };
    let start = if direction.is_none() && text.is_any(at, &["the", "The"]) {
        at + 1
    } else {
        start
    };
    let (from, to) = season(text, start)?;
    let (end, year) = year_part(text, start + 1);
    let year = match (direction, year) {
        (_, Some(year)) => year,
        (Some(0), None) => YearPart::Relative(0),
        // "last autumn" may lie in the same year; the nearest one back or ahead is meant.
        (Some(-1), None) => YearPart::Implied(Tense::Past),
        (Some(_), None) => YearPart::Implied(Tense::Future),
        // "to be hosted in the autumn", not "in the fall of a city"
        (None, None)
            if start > at
                && at > 0
                && text.is_any(at - 1, &["in", "In", "by", "during", "until", "till"])
                && !(text.is(end, "of") || text.is_word(start, "spring") && text.is(end, "s")) =>
        {
            super::absolute::implied(text, at)
        }
        (None, None) => return None,
    };
    Some((end, Expression::Months { year, from, to }))
}

/// The year after "of": "2024", "this year", "the last year", "the year".
pub(super) fn year_expression(text: &Text<'_>, at: usize) -> Option<(usize, YearPart)> {
    if let Some((year, end)) = spoken_year(text, at) {
        return Some((end, YearPart::Given(year)));
    }
    if let Some((end, by)) = relative_year(text, at) {
        return Some((end, YearPart::Relative(by)));
    }
    if !(text.is(at, "the") && text.is(at + 1, "year")) {
        return None;
    }
    match spoken_year(text, at + 2) {
        Some((year, end)) => Some((end, YearPart::Given(year))),
        None => Some((at + 2, YearPart::Relative(0))),
    }
}
