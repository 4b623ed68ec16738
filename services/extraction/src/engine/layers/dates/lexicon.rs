//! Words of the calendar.

use crate::engine::layers::numbers::{in_words, ordinal};
use crate::engine::text::Text;

/// The months, in order.
pub(in crate::engine) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const SHORT_MONTHS: [(&str, i8); 12] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

/// Russian months as they stand after a day.
const RUSSIAN_MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// A month found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MonthWord {
    /// 1 to 12.
    pub(super) month: i8,
    /// The token after it, the stop of an abbreviation included.
    pub(super) end: usize,
    /// Whether the word may as well be no month: "May", "March", "Sep".
    pub(super) doubtful: bool,
}

pub(super) fn month(text: &Text<'_>, at: usize) -> Option<MonthWord> {
    let word = text.word(at);
    if !text.is_plain_word(at) || word.len() < 3 || word.len() > 16 {
        return None;
    }
    let number = |index: usize| i8::try_from(index + 1).unwrap_or(1);
    if !word.is_ascii() {
        let index = RUSSIAN_MONTHS.iter().position(|month| *month == word)?;
        return Some(MonthWord {
            month: number(index),
            end: at + 1,
            doubtful: true,
        });
    }
    let lower = !text.is_capitalised(at);
    if let Some(index) = MONTHS.iter().position(|month| text.is_word(at, month)) {
        let is_word = matches!(index, 2 | 4) || index == 7 && lower;
        return Some(MonthWord {
            month: number(index),
            end: at + 1,
            doubtful: is_word || index == 7,
        });
    }
    let (_, month) = SHORT_MONTHS
        .iter()
        .find(|(short, _)| text.is_word(at, short))?;
    let dotted = text.is(at + 1, ".") && text.joined(at + 1);
    Some(MonthWord {
        month: *month,
        end: if dotted { at + 2 } else { at + 1 },
        doubtful: true,
    })
}

const WEEKDAYS: [(&str, &[&str]); 7] = [
    ("Monday", &["Mon"]),
    ("Tuesday", &["Tue", "Tues"]),
    ("Wednesday", &["Wed"]),
    ("Thursday", &["Thu", "Thur", "Thurs"]),
    ("Friday", &["Fri"]),
    ("Saturday", &["Sat"]),
    ("Sunday", &["Sun"]),
];

/// The day of the week at `at`, 0 for Monday.
pub(super) fn weekday(text: &Text<'_>, at: usize) -> Option<i8> {
    if !(6..=9).contains(&text.word(at).len()) {
        return None;
    }
    let index = WEEKDAYS.iter().position(|(day, _)| text.is_word(at, day))?;
    i8::try_from(index).ok()
}

/// The day of the week in front of a date, where its abbreviations are no words: "Wed, 22 May".
/// With it the token after it.
pub(super) fn weekday_before_date(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    let day = weekday(text, at).or_else(|| {
        let index = WEEKDAYS
            .iter()
            .position(|(_, short)| text.is_any(at, short))?;
        i8::try_from(index).ok()
    })?;
    let dotted = text.is(at + 1, ".") && text.joined(at + 1);
    Some((day, if dotted { at + 2 } else { at + 1 }))
}

/// Units of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The unit that a word names, and whether it is plural.
pub(super) fn unit(text: &Text<'_>, at: usize) -> Option<(Unit, bool)> {
    if !text.is_plain_word(at) {
        return None;
    }
    unit_word(text.word(at))
}

/// The unit of a word in any case, and whether it is plural.
pub(super) fn unit_word(word: &str) -> Option<(Unit, bool)> {
    if word.len() > 10 || !word.is_ascii() {
        return None;
    }
    Some(match word.to_ascii_lowercase().as_str() {
        "minute" => (Unit::Minute, false),
        "minutes" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" => (Unit::Hour, true),
        "day" | "night" => (Unit::Day, false),
        "days" | "nights" => (Unit::Day, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "fortnight" => (Unit::Fortnight, false),
        "fortnights" => (Unit::Fortnight, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "quarters" => (Unit::Quarter, true),
        "year" => (Unit::Year, false),
        "years" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        _ => return None,
    })
}

/// Units that are read only behind a number, abbreviations among them: "30 min", "45 seconds".
pub(super) fn counted_unit(word: &str) -> Option<(Unit, bool)> {
    let short = match word {
        "min" | "mins" => Unit::Minute,
        "h" | "hr" | "hrs" => Unit::Hour,
        "sec" | "secs" | "seconds" => Unit::Second,
        "yrs" => Unit::Year,
        _ => return unit_word(word),
    };
    Some((short, true))
}

/// First and last month of a season of the northern hemisphere; winter ends in the next year.
pub(super) fn season(text: &Text<'_>, at: usize) -> Option<(i8, i8)> {
    if !text.is_plain_word(at) {
        return None;
    }
    let is = |word: &str| text.is_word(at, word);
    if is("spring") {
        Some((3, 5))
    } else if is("summer") {
        Some((6, 8))
    } else if is("autumn") || is("fall") {
        Some((9, 11))
    } else if is("winter") {
        Some((12, 2))
    } else {
        None
    }
}

/// A year in four figures at `at`.
pub(super) fn year(text: &Text<'_>, at: usize) -> Option<i16> {
    let word = text.word(at);
    let plain = text.is_number(at) && word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    if !plain {
        return None;
    }
    // "2,024.5" and "3.1415" hold no year.
    let inside_before = at > 1
        && text.joined(at)
        && text.is_any(at - 1, &[".", ","])
        && text.joined(at - 1)
        && text.is_number(at - 2)
        && text.word(at - 2).len() > 2;
    let inside_after = text.is_any(at + 1, &[".", ","])
        && text.joined(at + 1)
        && text.joined(at + 2)
        && text.is_number(at + 2);
    if inside_before || inside_after {
        return None;
    }
    word.parse().ok().filter(|year| (1000..2200).contains(year))
}

/// A year in figures or in words, and the token after it: "2024", "nineteen seventy-eight", "two
/// thousand and eighteen", and "’24" after a month.
pub(super) fn spoken_year(text: &Text<'_>, at: usize) -> Option<(i16, usize)> {
    if let Some(year) = year(text, at) {
        // "2024 года", "2024 г."
        let end = match text.word(at + 1) {
            "года" | "году" | "год" => at + 2,
            "г" if text.is(at + 2, ".") => at + 3,
            _ => at + 1,
        };
        return Some((year, end));
    }
    if text.is_number(at) || !text.begins_number(at) {
        return None;
    }
    let first = in_words(text, at)?;
    let head = i16::try_from(first.value.as_small()?).ok()?;
    if (1000..2200).contains(&head) {
        return Some((head, first.end));
    }
    if head == 2 && text.is_word(first.end, "thousand") {
        return Some((2000, first.end + 1));
    }
    if !(13..=20).contains(&head) || text.is_inner_hyphen(first.end) {
        return None;
    }
    let zero = text.is_any_word(first.end, &["zero", "oh"]);
    let tail = in_words(text, first.end + usize::from(zero))?;
    let rest = i16::try_from(tail.value.as_small()?).ok()?;
    let fits = if zero { 1..10 } else { 10..100 };
    fits.contains(&rest)
        .then_some((head * 100 + rest, tail.end))
}

/// A day of the month at `at`: "3", "03", "3rd", "third", "twenty-first"; and the token after it.
pub(super) fn day(text: &Text<'_>, at: usize) -> Option<(i8, usize)> {
    let fits = |day: i32| i8::try_from(day).ok().filter(|day| (1..=31).contains(day));
    if !text.is_number(at) {
        let (value, end) = ordinal(text, at)?;
        return Some((fits(value)?, end));
    }
    let word = text.word(at);
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = word[length..].to_ascii_lowercase();
    if length > 2 || !matches!(suffix.as_str(), "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    let value = word[..length].parse().ok().and_then(fits)?;
    Some((value, at + 1))
}
