//! Occasions named for what they are: wars and battles, feasts, days and years, anniversaries.

use std::ops::Range;

use communique_model::Label;

use super::super::offices::is_head;
use super::super::phrase::{self, Shape};
use super::numbered::ordinal_before;
use crate::engine::board::Board;
use crate::engine::text::Text;
use crate::knowledge::lexicon::is_common;

/// Feasts that are named without the word "Day".
const HOLIDAYS: [&str; 28] = [
    "Naadam",
    "Songkran",
    "Thingyan",
    "Sabantuy",
    "Chuseok",
    "Midsummer",
    "Epiphany",
    "Pentecost",
    "Holi",
    "Dussehra",
    "Deepavali",
    "Purim",
    "Timkat",
    "Meskel",
    "Nauryz",
    "Nowruz",
    "Navruz",
    "Novruz",
    "Nooruz",
    "Christmas",
    "Easter",
    "Ramadan",
    "Hanukkah",
    "Diwali",
    "Maslenitsa",
    "Vesak",
    "Passover",
    "Thanksgiving",
];

/// Events that are one word.
const KNOWN: [&str; 8] = [
    "WWI",
    "WWII",
    "WW1",
    "WW2",
    "Holocaust",
    "Nakba",
    "Universiade",
    "Euromaidan",
];

/// "Universiade"; "KazanForum", whose name is written in one.
pub(super) fn is_known(word: &str) -> bool {
    let joined = ["Forum", "Expo"].iter().any(|noun| {
        word.strip_suffix(noun)
            .is_some_and(|name| name.len() > 2 && name.ends_with(char::is_lowercase))
    });
    joined || KNOWN.contains(&word)
}

pub(super) fn is_holiday(text: &Text<'_>, at: usize) -> bool {
    text.is_any(at, &HOLIDAYS) && !(text.is_capitalised(at + 1) && text.continues_line(at + 1))
}

/// "COP29": the numbered conferences of the parties to the climate convention.
pub(super) fn is_conference_of_parties(word: &str) -> bool {
    word.strip_prefix("COP")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// "World War II", "Great Patriotic War", "Second World War", "Cold War".
pub(super) fn war(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let mut start = capitals_before(board, at);
    // "Six-Day War", "Thirty Years’ War": what counts the days stands before an apostrophe.
    if start == at && at > 1 && text.after_possessive(at - 1) == Some(at) {
        start = capitals_before(board, at - 1);
    }
    if start == at
        && text.is(at + 1, "of")
        && text.is_number(at + 2)
        && text.word(at + 2).len() == 4
    {
        let named = at > 0 && text.is(at - 1, "the");
        return named.then_some(at..at + 3);
    }
    if start == at {
        return None;
    }
    // "44-day Patriotic War"
    let days = start > 2
        && text.is(start - 1, "day")
        && text.is_inner_hyphen(start - 2)
        && text.is_number(start - 3);
    if days {
        start -= 3;
    }
    if text.is(at + 1, "of") && text.is_number(at + 2) && text.word(at + 2).len() == 4 {
        return Some(start..at + 3);
    }
    let numeral = text.continues_line(at + 1)
        && (text.is_any(at + 1, &["I", "II", "III", "One", "Two"])
            || text.is_number(at + 1) && text.word(at + 1).len() == 1);
    Some(start..if numeral { at + 2 } else { at + 1 })
}

/// The start of the capitalised words before `at`, months and numbers in words among them, which
/// elsewhere would be dates. An article that opens the sentence stays outside.
fn capitals_before(board: &Board<'_>, at: usize) -> usize {
    let text = board.text;
    let mut start = at;
    while start > 0 && at - start < LONGEST && text.continues_line(start) {
        let before = start - 1;
        if text.is_inner_hyphen(before) || text.is(before, "–") && text.joined(before) {
            start = before;
            continue;
        }
        let person = board.covering(before).is_some_and(|candidate| {
            candidate.label == Label::Person && candidate.entity.is_some()
        });
        let opener = text.opens_sentence(before) && is_common(text.word(before));
        if !text.is_capitalised(before) || text.is(before, "The") || person || opener {
            break;
        }
        start = before;
    }
    start
}

/// Longest name of a war or revolution, in tokens.
const LONGEST: usize = 12;

/// "October Revolution", "Nuremberg Trials".
pub(super) fn upheaval(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let start = capitals_before(board, at);
    let kind = at - start == 1
        && text.is_any(
            start,
            &[
                "Industrial",
                "Digital",
                "Green",
                "Technological",
                "Scientific",
                "Clinical",
            ],
        );
    let goes_on = text.is_capitalised(at + 1) && text.continues_line(at + 1);
    (start < at && !kind && !goes_on).then_some(start..at + 1)
}

/// "the 2018 FIFA World Cup": the year in front belongs to the name.
pub(super) fn year_before(text: &Text<'_>, start: usize) -> usize {
    let Some(year) = start.checked_sub(1).filter(|_| text.continues_line(start)) else {
        return start;
    };
    let figures = text.is_number(year) && text.word(year).len() == 4;
    let article = year > 0 && text.is_any(year - 1, &["the", "The"]);
    if figures && article { year } else { start }
}

/// "Battle of Stalingrad", "Operation Bagration".
pub(super) fn battle(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    if text.is(at, "Operation") {
        if let Some(range) = special_operation(text, at) {
            return Some(range);
        }
        // "Cyprus Peace Operation"
        if at > 1
            && text.is_any(at - 1, &["Peace", "Rescue", "Liberation"])
            && text.continues_line(at)
            && let Some(place) = board.ending_at(at - 1, &[Label::Gpe, Label::Loc, Label::Norp])
        {
            return Some(place.tokens.start..at + 1);
        }
        let named = text.is_capitalised(at + 1)
            && text.continues_line(at + 1)
            && !text.opens_sentence(at + 1);
        return named.then(|| at..phrase::right(board, at + 1, Shape::default()));
    }
    let of = text.is_any(at + 1, &["of", "for"]) && text.continues_line(at + 1);
    let name = if text.is(at + 2, "the") {
        at + 3
    } else {
        at + 2
    };
    let end = phrase::right(board, name, Shape::default());
    (of && end > name).then_some(at..end)
}

/// "special military operation" in any case.
pub(super) fn special_operation(text: &Text<'_>, at: usize) -> Option<Range<usize>> {
    let fits = at >= 2 && text.is_word(at - 1, "military") && text.is_word(at - 2, "special");
    fits.then(|| at - 2..at + 1)
}

const NAMED: Shape = Shape {
    connectors: &["of", "for", "the", "in", "as", "against", "on", "to"],
    commas: true,
};

/// "Independence Day", "International Day of Multilateralism and Diplomacy for Peace".
pub(super) fn named_day(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    // "Six-Day War" is no day.
    if text.is_any(at + 1, &["War", "Wars"]) {
        return None;
    }
    let mut start = phrase::left(board, at, &|word| word.len() > 3);
    // "Nelson Mandela International Day"
    if start < at
        && let Some(person) = board.ending_at(start, &[Label::Person])
        && text.continues_line(start)
    {
        start = person.tokens.start;
    }
    if text.is_any(
        start,
        &["Happy", "Merry", "Dear", "Celebrating", "Glorious"],
    ) && start < at
    {
        start += 1;
    }
    let mut end = at + 1;
    let purpose = text.is(end, "to") && text.is_capitalised(end + 1);
    if (purpose || text.is_any(end, &["of", "for", "against", "on"])) && text.continues_line(end) {
        let name = text.past_the(end + 1);
        let stop = phrase::right(board, name, NAMED);
        // "Victory Day on May 9", "Russia Day for X": a date or a country is no subject.
        let other = text.is_any(end, &["for", "on"])
            && board
                .longest_at(name, &[Label::Gpe, Label::Date, Label::Person])
                .is_some();
        if stop > name && text.continues_line(name) && !other {
            end = stop;
        }
    }
    let named = start < at || end > at + 1 && !text.opens_sentence(at);
    named.then_some(start..end)
}

/// "Year of the Russian Language", "Decade of Action".
pub(super) fn named_year(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let start = phrase::left(board, at, &|_| false);
    // "Mid-Year Coordination Meeting", "Week of the Minister of Trade"
    let middle = at > 1 && text.is_inner_hyphen(at - 1);
    let office = text.is(at + 1, "of") && is_head(text.word(text.past_the(at + 2)));
    if middle || office {
        return None;
    }
    if text.is(at + 1, "of") && text.continues_line(at + 1) {
        let name = if text.is(at + 2, "the") {
            at + 3
        } else {
            at + 2
        };
        if text.continues_line(name) {
            let end = phrase::right(board, name, NAMED);
            if end > name {
                return Some(start..end);
            }
        }
    }
    let year = text.is(at, "Year") && at - start >= 2 && !text.is(at - 1, "New");
    let week = text.is(at, "Week")
        && (at - start >= 2 || start < at && !text.opens_sentence(start))
        && !text.is_any(start, &["Last", "Next", "This", "Every"]);
    let titled = start < at && (year || week);
    titled.then_some(start..at + 1)
}

/// "Russia-China Years of Culture": years that two countries hold together.
pub(super) fn named_years(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    // "Years of Culture of Russia and China"
    if text.is(at + 1, "of") && text.continues_line(at + 1) && text.is_capitalised(at + 2) {
        let subject = phrase::right(board, at + 2, phrase::Shape::default());
        let first = text.past_the(subject + 1);
        let countries = text.is(subject, "of")
            && text.continues_line(subject)
            && board.longest_at(first, &[Label::Gpe]).is_some();
        if countries {
            return Some(at..phrase::right(board, first, phrase::Shape::default()));
        }
    }
    let sides = [Label::Gpe, Label::Norp];
    let second = board
        .ending_at(at, &sides)
        .filter(|_| text.continues_line(at))?;
    let dash = second.tokens.start.checked_sub(1)?;
    let joined = text.is_any(dash, &["-", "–"]);
    let first = board.ending_at(dash, &sides).filter(|_| joined)?;
    if !text.is(at + 1, "of") || !text.continues_line(at + 1) {
        return None;
    }
    let name = text.past_the(at + 2);
    let end = phrase::right(board, name, NAMED);
    (end > name).then_some(first.tokens.start..end)
}

/// "80th Anniversary of the Victory of the Soviet people in the Great Patriotic War".
pub(super) fn anniversary(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let start = ordinal_before(board, at).unwrap_or(at);
    let mut end = at + 1;
    while text.is_any(end, &["of", "in", "since"]) && text.continues_line(end) {
        let name = text.past_the(end + 1);
        let stop = phrase::right(board, name, NAMED);
        if stop == name {
            break;
        }
        end = stop;
        // "of the Soviet people in": a noun in lower case between two names.
        if text.is_any(end, &["people", "peoples", "nation", "nations"]) && text.continues_line(end)
        {
            end += 1;
        }
    }
    (start < at || end > at + 1).then_some(start..end)
}
