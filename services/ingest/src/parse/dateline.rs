//! The date and place that a text states for itself: in its title or in a date line below it.

use std::ops::Range;

use communique_model::PartialDate;

use super::dates::full_dates;
use super::marks::{is_hashtags, is_spacing, is_symbol, trim_line};

/// What a text says about when and where it was spoken or published. Ranges are bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The day, with the words that say so: a whole date line, or the date inside a title.
    pub(super) date: Option<(PartialDate, Range<usize>)>,
    /// The place.
    pub(super) place: Option<Range<usize>>,
    /// Lines (counted from 0) that hold nothing but date or place.
    pub(super) lines: Vec<usize>,
}

/// Only the head of a text speaks of the text itself; further down, dates are those of events.
const HEAD_LINES: usize = 3;

/// Reads the head of a text.
pub(super) fn dateline(text: &str) -> Dateline {
    let mut found = Dateline::default();
    let mut start = 0;
    for (number, line) in text.split('\n').take(HEAD_LINES).enumerate() {
        let offset = start;
        start += line.len() + 1;
        let shift = |range: Range<usize>| offset + range.start..offset + range.end;
        if found.date.is_none() {
            // Of the first line, words before a comma are rather a title than a place.
            let within = in_brackets(line).or_else(|| match number {
                0 => at_the_end(line),
                _ => None,
            });
            if let Some(stated) = within {
                found.date = Some((stated.date, shift(stated.range)));
                found.place = found.place.or_else(|| stated.place.map(shift));
                continue;
            }
            if let Some(stated) = whole_line(line) {
                let trimmed = trimmed_range(line);
                found.date = Some((stated.date, shift(trimmed)));
                found.place = found.place.or_else(|| stated.place.map(shift));
                found.lines.push(number);
                continue;
            }
        }
        if found.place.is_none()
            && let Some(place) = pinned_place(line)
        {
            found.place = Some(shift(place));
            found.lines.push(number);
        }
    }
    found
}

/// The day and the place, in bytes of the line, of a line that is nothing else.
pub(super) fn date_line(line: &str) -> Option<(PartialDate, Option<Range<usize>>)> {
    whole_line(line).map(|stated| (stated.date, stated.place))
}

/// Whether a line is nothing but a date or a pinned place.
pub(super) fn is_dateline(line: &str) -> bool {
    whole_line(line).is_some() || pinned_place(line).is_some()
}

/// A date with its place, in bytes of the line.
struct Stated {
    date: PartialDate,
    range: Range<usize>,
    place: Option<Range<usize>>,
}

/// A line that is a date and a place, or a date alone: "📍 Vienna, March 13, 2023".
fn whole_line(line: &str) -> Option<Stated> {
    stated_by(line, 0..line.len())
}

/// A title that ends with both in brackets: "(Almaty, June 21, 2024)".
fn in_brackets(line: &str) -> Option<Stated> {
    let close = line.rfind(')')?;
    let after = trim_line(&line[close + 1..]);
    let nothing_follows = after.chars().all(|next| !next.is_alphanumeric()) || is_hashtags(after);
    let open = line[..close].rfind('(')?;
    if !nothing_follows || is_prose(&line[..open]) {
        return None;
    }
    stated_by(line, open + 1..close)
}

/// A title that ends with both after a comma: "Remarks to the press, Almaty, June 21, 2024".
fn at_the_end(line: &str) -> Option<Stated> {
    /// Longer lines are paragraphs.
    const LONGEST: usize = 1_000;
    if line.len() > LONGEST {
        return None;
    }
    let last = full_dates(line).pop()?;
    let rest = &line[last.range.end..];
    if rest.chars().any(char::is_alphanumeric) || is_prose(line) {
        return None;
    }
    let before = line[..last.range.start]
        .trim_end_matches(is_spacing)
        .strip_suffix(',')?;
    let start = before.rfind(',')? + 1;
    let place = place_in(line, start..before.len())?;
    Some(Stated {
        date: last.date,
        range: last.range,
        place: Some(place),
    })
}

/// "📍 Vienna" on a line of its own.
fn pinned_place(line: &str) -> Option<Range<usize>> {
    let trimmed = trim_line(line);
    trimmed
        .starts_with('📍')
        .then(|| place_in(line, 0..line.len()))
        .flatten()
}

/// Reads a stretch of a line that must be nothing but a date and perhaps a place.
fn stated_by(line: &str, within: Range<usize>) -> Option<Stated> {
    /// Longer stretches are sentences.
    const LONGEST: usize = 200;
    if within.len() > LONGEST {
        return None;
    }
    let mut dates = full_dates(&line[within.clone()]);
    let full = dates.pop()?;
    if !dates.is_empty() {
        return None;
    }
    let range = within.start + full.range.start..within.start + full.range.end;
    let before = without_day_words(line, within.start..range.start);
    let after = without_day_words(line, range.end..within.end);
    let place = match (before.is_empty(), after.is_empty()) {
        (true, true) => None,
        (false, true) => Some(place_in(line, before)?),
        (true, false) => Some(place_in(line, after)?),
        (false, false) => return None,
    };
    Some(Stated {
        date: full.date,
        range,
        place,
    })
}

/// Words beside a date that belong to it, in lower case.
const DAY_WORDS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "года",
    "год",
    "г",
    "date",
    "дата",
    "published",
    "року",
    "жыл",
];

/// The stretch without the separators, symbols and words of the calendar at both its ends.
fn without_day_words(line: &str, range: Range<usize>) -> Range<usize> {
    let mut range = bare(line, range);
    loop {
        let text = &line[range.clone()];
        let first = text
            .split(|next: char| !next.is_alphanumeric())
            .next()
            .unwrap_or("");
        let last = text
            .rsplit(|next: char| !next.is_alphanumeric())
            .next()
            .unwrap_or("");
        if !first.is_empty() && DAY_WORDS.contains(&first.to_lowercase().as_str()) {
            range = bare(line, range.start + first.len()..range.end);
        } else if !last.is_empty() && DAY_WORDS.contains(&last.to_lowercase().as_str()) {
            range = bare(line, range.start..range.end - last.len());
        } else {
            return range;
        }
    }
}

/// The stretch without what is neither letter nor digit at both its ends.
fn bare(line: &str, range: Range<usize>) -> Range<usize> {
    let text = &line[range.clone()];
    let is_edge = |character: char| !character.is_alphanumeric();
    let lead = text.len() - text.trim_start_matches(is_edge).len();
    let inner = text.trim_matches(is_edge);
    range.start + lead..range.start + lead + inner.len()
}

fn trimmed_range(line: &str) -> Range<usize> {
    let lead = line.len() - line.trim_start_matches(is_spacing).len();
    lead..lead + trim_line(line).len()
}

/// Small words inside names of places.
const PARTICLES: &[&str] = &[
    "de",
    "of",
    "the",
    "on",
    "la",
    "le",
    "do",
    "da",
    "del",
    "and",
    "am",
    "an",
    "der",
    "upon",
    "sur",
    "les",
    "на",
    "и",
    "г",
    "обл",
    "область",
    "city",
    "region",
    "район",
    "край",
];

/// The stretch as the name of a place, if it can be one: few words, capitals, no sentence.
pub(super) fn place_in(line: &str, range: Range<usize>) -> Option<Range<usize>> {
    const MOST_WORDS: usize = 7;
    const MOST_BYTES: usize = 120;
    /// They open a sentence or a clause, not a name.
    const NOT_NAMES: &[&str] = &[
        "On", "In", "By", "From", "Since", "At", "Until", "As", "С", "В",
    ];
    let range = bare(line, range);
    let name = &line[range.clone()];
    if name.is_empty() || name.len() > MOST_BYTES {
        return None;
    }
    let mut words = 0;
    let mut names = 0;
    for (index, word) in name.split_whitespace().enumerate() {
        words += 1;
        let letters = word.trim_matches(|character: char| !character.is_alphanumeric());
        let Some(first) = letters.chars().next() else {
            // A dash between two places.
            continue;
        };
        let named = first.is_uppercase() && (index > 0 || !NOT_NAMES.contains(&letters));
        let caseless = first.is_alphabetic() && !first.is_lowercase() && !first.is_uppercase();
        let particle = PARTICLES.contains(&letters.to_lowercase().as_str());
        if !(named || caseless || (particle && (index > 0 || letters == "г"))) {
            return None;
        }
        names += usize::from(named || caseless);
    }
    let clean = !name.contains([':', '!', '?', '"', '“', '”', '#', ';', '(', ')', '[', ']'])
        && !name.contains(is_symbol)
        && !name.contains(|character: char| character.is_ascii_digit());
    (clean && names > 0 && words <= MOST_WORDS).then_some(range)
}

/// Whether a sentence ends inside the stretch, so that it is no heading.
fn is_prose(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['.', '!', '?']) {
        let before = &rest[..at];
        rest = &rest[at + 1..];
        let word = before
            .rsplit(|next: char| !next.is_alphanumeric())
            .next()
            .unwrap_or("");
        // Initials, "St." and "No." do not end a sentence.
        if rest.starts_with(' ') && word.chars().count() > 2 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<&str>) {
        let found = dateline(text);
        (
            found.date.map(|(date, _)| date.to_string()),
            found.place.map(|range| &text[range]),
        )
    }

    fn dated<'text>(day: &str, place: &'text str) -> (Option<String>, Option<&'text str>) {
        (Some(day.to_owned()), Some(place))
    }

    #[test]
    fn date_lines_below_a_title() {
        assert_eq!(
            read("Remarks\n📍 Vienna, March 13, 2023\nText"),
            dated("2023-03-13", "Vienna")
        );
        assert_eq!(
            read("Remarks\n📍Vienna, March 13, 2023"),
            dated("2023-03-13", "Vienna")
        );
        assert_eq!(
            read("Речь\n📍 Нур-Султан, 28 декабря 2021 года"),
            dated("2021-12-28", "Нур-Султан")
        );
        assert_eq!(
            read("Talks\n🗓 June 5, 2024"),
            (Some("2024-06-05".to_owned()), None)
        );
        assert_eq!(
            read("Talks\nFriday, June 5, 2024, Rio de Janeiro"),
            dated("2024-06-05", "Rio de Janeiro")
        );
        assert_eq!(
            read("Talks\n📍 Astana\n🗓 June 5, 2024"),
            dated("2024-06-05", "Astana")
        );
    }

    #[test]
    fn dates_in_a_title() {
        assert_eq!(
            read("Briefing (Almaty, June 21, 2024)"),
            dated("2024-06-21", "Almaty")
        );
        assert_eq!(
            read("Briefing (October 8, 2024) 🇰🇿"),
            (Some("2024-10-08".to_owned()), None)
        );
        assert_eq!(
            read("Briefing, New York, July 16, 2024"),
            dated("2024-07-16", "New York")
        );
        assert_eq!(
            read("Moscow, 28 December 2023"),
            dated("2023-12-28", "Moscow")
        );
    }

    #[test]
    fn dates_of_events_are_not_those_of_the_text() {
        for text in [
            "On December 12, 2018, a resolution was adopted",
            "A few words about the Declaration, signed on December 21, 1991",
            "In memory of the earthquakes of February 6, 2023",
            "#Russia chairs the #CIS from January 1, 2024.",
            "On July 3, 2024",
            "Title\nLine\nLine\n📍 Vienna, March 13, 2023",
            "Title\nIt was agreed. It entered into force later (Minsk, May 5, 1999)",
            "Title (from March 1, 2023 to May 1, 2023)",
        ] {
            assert_eq!(read(text), (None, None), "{text}");
        }
    }

    #[test]
    fn ranges_point_at_the_words() {
        let text = "Title\n 📍 Vienna, March 13, 2023 \nText";
        let found = dateline(text);
        assert_eq!(&text[found.date.unwrap().1], "📍 Vienna, March 13, 2023");
        assert_eq!(found.lines, [1]);
    }
}
