//! Dates in figures only: "2024-07-03", "03.07.2024", "12/2024".

use communique_model::PartialDate;

use super::absolute::Parsed;
use super::expression::{Expression, YearPart};
use crate::engine::text::Text;

/// A date in figures at `at`. Where day and month may be either, the day stands first.
pub(super) fn parse(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if at > 0 && text.joined(at) && text.is_any(at - 1, &["/", ".", "_", ":", "№"]) {
        return None;
    }
    // "report-2002-10-09", "133-03-03-2020" are names and numbers of other things.
    let hyphen = at > 1 && text.joined(at) && text.is(at - 1, "-") && text.joined(at - 1);
    if hyphen && !text.is(at + 1, "/") && !text.is(at + 1, ".") {
        return None;
    }
    full(text, at).or_else(|| year_and_month(text, at))
}

fn number(text: &Text<'_>, at: usize, lengths: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let word = text.word(at);
    let plain = text.is_number(at)
        && lengths.contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| word.parse().ok()).flatten()
}

/// Whether figures go on after a mark: "1.2.2024.7", "2024-01-02-03".
fn goes_on(text: &Text<'_>, at: usize) -> bool {
    text.joined(at) && text.is_any(at, &["-", ".", "/"]) && text.joined(at + 1) && {
        text.is_number(at + 1) && text.word(at + 1).len() < 4
    }
}

fn full(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let mark = text.word(at + 1);
    let joined = (1..5).all(|step| text.joined(at + step));
    // "1/10/2018-7/10/2018" is a range of two.
    let range = text.is_any(at + 5, &["-", "–"]) && !matches!(mark, "-" | "–");
    let same = text.is(at + 3, mark) || mark == "/" && text.is(at + 3, ",");
    if !joined || !same || !matches!(mark, "-" | "." | "/" | "–") || goes_on(text, at + 5) && !range
    {
        return None;
    }
    let one = number(text, at, 1..=4)?;
    let two = number(text, at + 2, 1..=2)?;
    let three = number(text, at + 4, 1..=4)?;
    let lengths = (text.word(at).len(), text.word(at + 4).len());
    let (year, month, day) = match lengths {
        (4, 1..=2) => (one, two, three),
        (1..=2, 4) if two > 12 => (three, one, two),
        (1..=2, 4) => (three, two, one),
        // "21/04/16" only where the third part can be nothing else.
        (2, 2) if matches!(mark, "/" | ".") && two <= 12 && one > 0 && one <= 31 => {
            let year = if three < 50 {
                2000 + three
            } else {
                1900 + three
            };
            (year, two, one)
        }
        _ => return None,
    };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    PartialDate::day_of(year, month, day)?;
    let year = YearPart::Given(year);
    Some((at + 5, Expression::Day { year, month, day }))
}

/// Words before a number with a slash that is the number of a document.
const NUMBERED: [&str; 10] = [
    "No",
    "№",
    "Resolution",
    "resolution",
    "Resolutions",
    "resolutions",
    "Decision",
    "decision",
    "document",
    "Directive",
];

/// "2024-07", "2024/07", "07/2024", "7.2024".
fn year_and_month(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let mark = text.word(at + 1);
    let joined = text.joined(at + 1) && text.joined(at + 2);
    if !joined || !matches!(mark, "-" | "/" | ".") || goes_on(text, at + 3) {
        return None;
    }
    if at > 0 && (text.is_any(at - 1, &NUMBERED) || text.joined(at) && text.is(at - 1, "-")) {
        return None;
    }
    let (one, two) = (number(text, at, 1..=4)?, number(text, at + 2, 1..=4)?);
    let (year, month) = match (text.word(at).len(), text.word(at + 2).len()) {
        // A decimal point makes "2024.07" a number; "2011/12" is a season.
        (4, 1..=2) if mark != "." && !(mark == "/" && two == one % 100 + 1) => (one, two),
        (1..=2, 4) => (two, one),
        _ => return None,
    };
    let month = i8::try_from(month)
        .ok()
        .filter(|_| (1900..2100).contains(&year))?;
    PartialDate::month_of(year, month)?;
    let year = YearPart::Given(year);
    Some((at + 3, Expression::Month { year, month }))
}
