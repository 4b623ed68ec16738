//! Words of the calendar.

use crate::engine::text::Text;

const MONTHS: [&str; 12] = [
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

const SHORT_MONTHS: [(&str, i8); 14] = [
    ("Jan", 1),
    ("Feb", 2),
    ("Mar", 3),
    ("Apr", 4),
    ("Jun", 6),
    ("Jul", 7),
    ("Aug", 8),
    ("Sep", 9),
    ("Sept", 9),
    ("Oct", 10),
    ("Nov", 11),
    ("Dec", 12),
    ("JAN", 1),
    ("DEC", 12),
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
    if !(3..=9).contains(&word.len()) || !text.is_capitalised(at) {
        return None;
    }
    let full = MONTHS.iter().position(|month| {
        *month == word || (text.is_all_capitals(at) && month.eq_ignore_ascii_case(word))
    });
    if let Some(index) = full {
        return Some(MonthWord {
            month: i8::try_from(index + 1).unwrap_or(1),
            end: at + 1,
            doubtful: matches!(word, "May" | "March" | "MAY" | "MARCH" | "August"),
        });
    }
    let (_, month) = SHORT_MONTHS.iter().find(|(short, _)| *short == word)?;
    let dotted = text.is(at + 1, ".") && text.joined(at + 1);
    Some(MonthWord {
        month: *month,
        end: if dotted { at + 2 } else { at + 1 },
        doubtful: true,
    })
}

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// The day of the week at `at`, 0 for Monday.
pub(super) fn weekday(text: &Text<'_>, at: usize) -> Option<i8> {
    let word = text.word(at);
    if !text.is_capitalised(at) || !(6..=9).contains(&word.len()) {
        return None;
    }
    let index = WEEKDAYS.iter().position(|day| {
        *day == word || (text.is_all_capitals(at) && day.eq_ignore_ascii_case(word))
    })?;
    i8::try_from(index).ok()
}

/// Units of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The unit that a word names, and whether it is plural.
pub(super) fn unit(text: &Text<'_>, at: usize) -> Option<(Unit, bool)> {
    if !text.is_plain_word(at) || text.word(at).len() > 9 {
        return None;
    }
    let word = text.word(at).to_ascii_lowercase();
    Some(match word.as_str() {
        "minute" => (Unit::Minute, false),
        "minutes" => (Unit::Minute, true),
        "hour" => (Unit::Hour, false),
        "hours" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" => (Unit::Day, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
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
        && text.is_number(at - 2);
    let inside_after = text.is_any(at + 1, &[".", ","])
        && text.joined(at + 1)
        && text.joined(at + 2)
        && text.is_number(at + 2);
    if inside_before || inside_after {
        return None;
    }
    word.parse().ok().filter(|year| (1000..2200).contains(year))
}

/// A day of the month at `at`: "3", "03", "3rd".
pub(super) fn day(text: &Text<'_>, at: usize) -> Option<i8> {
    if !text.is_number(at) {
        return None;
    }
    let word = text.word(at);
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = word[length..].to_ascii_lowercase();
    let fits = length <= 2 && matches!(suffix.as_str(), "" | "st" | "nd" | "rd" | "th");
    if !fits {
        return None;
    }
    word[..length]
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))
}
