//! Full dates (day, month and year) as they are written in headings and date lines.
//!
//! Only dates that are complete by themselves are read; nothing is inferred from today's date or
//! from other posts. Of a range of days the last one counts: the text cannot be older.

use std::ops::Range;

use communique_model::PartialDate;

/// A full date within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FullDate {
    /// The day.
    pub(super) date: PartialDate,
    /// The words that say so, in bytes of the line.
    pub(super) range: Range<usize>,
}

/// Month names by number; genitives and abbreviations included, in lower case.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "января",
        "январь",
        "січня",
        "қаңтар",
        "enero",
        "janvier",
        "januar",
    ],
    &[
        "february",
        "feb",
        "февраля",
        "февраль",
        "лютого",
        "ақпан",
        "febrero",
        "février",
        "februar",
    ],
    &[
        "march",
        "mar",
        "марта",
        "март",
        "березня",
        "наурыз",
        "marzo",
        "mars",
        "märz",
    ],
    &[
        "april",
        "apr",
        "апреля",
        "апрель",
        "квітня",
        "сәуір",
        "abril",
        "avril",
    ],
    &["may", "мая", "май", "травня", "мамыр", "mayo", "mai"],
    &[
        "june",
        "jun",
        "июня",
        "июнь",
        "червня",
        "маусым",
        "junio",
        "juin",
        "juni",
    ],
    &[
        "july",
        "jul",
        "июля",
        "июль",
        "липня",
        "шілде",
        "julio",
        "juillet",
        "juli",
    ],
    &[
        "august",
        "aug",
        "августа",
        "август",
        "серпня",
        "тамыз",
        "agosto",
        "août",
    ],
    &[
        "september",
        "sept",
        "sep",
        "сентября",
        "сентябрь",
        "вересня",
        "қыркүйек",
        "septiembre",
        "septembre",
    ],
    &[
        "october",
        "oct",
        "октября",
        "октябрь",
        "жовтня",
        "қазан",
        "octubre",
        "octobre",
        "oktober",
    ],
    &[
        "november",
        "nov",
        "ноября",
        "ноябрь",
        "листопада",
        "қараша",
        "noviembre",
        "novembre",
    ],
    &[
        "december",
        "dec",
        "декабря",
        "декабрь",
        "грудня",
        "желтоқсан",
        "diciembre",
        "décembre",
        "dezember",
    ],
];

/// A run of letters or of digits.
struct Word<'line> {
    text: &'line str,
    range: Range<usize>,
}

/// All full dates in a line, in order.
pub(super) fn full_dates(line: &str) -> Vec<FullDate> {
    // Most lines are done with here.
    let runs_of_digits = line
        .as_bytes()
        .chunk_by(|one, other| one.is_ascii_digit() && other.is_ascii_digit());
    if !runs_of_digits.into_iter().any(|run| run.len() == 4) {
        return Vec::new();
    }
    let words = words_of(line);
    let mut found: Vec<FullDate> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((date, first, last)) = date_at(line, &words, at) else {
            at += 1;
            continue;
        };
        found.push(FullDate {
            date,
            range: words[first].range.start..words[last].range.end,
        });
        at = last + 1;
    }
    found
}

/// The date, or the range of days, that begins at this word: its value, its first and last word.
fn date_at(line: &str, words: &[Word<'_>], at: usize) -> Option<(PartialDate, usize, usize)> {
    day_at(line, words, at).or_else(|| {
        // August 31 – September 1, 2025 and 31 August – 1 September 2025
        let (first, second) = (words.get(at)?, words.get(at + 1)?);
        let is_day = |word: &Word<'_>| day_number(word.text).is_some();
        let is_month = |word: &Word<'_>| month_number(word.text).is_some();
        let opens_range =
            (is_day(first) && is_month(second)) || (is_day(second) && is_month(first));
        if !opens_range || !is_dash(&line[second.range.end..words.get(at + 2)?.range.start]) {
            return None;
        }
        let (date, _, last) = day_at(line, words, at + 2)?;
        Some((date, at, last))
    })
}

/// The date that begins at this word; of several days of one month, the last.
fn day_at(line: &str, words: &[Word<'_>], at: usize) -> Option<(PartialDate, usize, usize)> {
    let gap = |left: usize| -> Option<&str> {
        Some(&line[words.get(left)?.range.end..words.get(left + 1)?.range.start])
    };
    let spaced = |left: usize| gap(left).is_some_and(is_space_or_stop);
    let dashed = |left: usize| gap(left).is_some_and(is_dash);
    let day = |index: usize| words.get(index).and_then(|word| day_number(word.text));
    let month = |index: usize| words.get(index).and_then(|word| month_number(word.text));
    let year = |index: usize| words.get(index).and_then(|word| year_number(word.text));

    // March 13, 2023 and March 13–14, 2023
    if let Some(first_day) = day(at + 1)
        && let Some(in_month) = month(at)
        && spaced(at)
    {
        let (last_day, last) = match day(at + 2) {
            Some(last_day) if dashed(at + 1) => (last_day, at + 2),
            _ => (first_day, at + 1),
        };
        if let Some(in_year) = year(last + 1)
            && gap(last).is_some_and(is_comma_or_space)
        {
            let date = PartialDate::day_of(in_year, in_month, last_day)?;
            return Some((date, at, last + 1));
        }
    }
    // 13 March 2023 and 13–14 March 2023
    if let Some(first_day) = day(at) {
        let (last_day, last) = match day(at + 1) {
            Some(last_day) if dashed(at) => (last_day, at + 1),
            _ => (first_day, at),
        };
        if let Some(in_month) = month(last + 1)
            && let Some(in_year) = year(last + 2)
            && spaced(last)
            && gap(last + 1).is_some_and(is_comma_or_space)
        {
            let date = PartialDate::day_of(in_year, in_month, last_day)?;
            return Some((date, at, last + 2));
        }
    }
    numeric_date(words, at, gap)
}

/// 2023-03-13 and 13.03.2023; slashes are ambiguous between continents and are left alone.
fn numeric_date<'line>(
    words: &[Word<'_>],
    at: usize,
    gap: impl Fn(usize) -> Option<&'line str>,
) -> Option<(PartialDate, usize, usize)> {
    let texts = [
        words.get(at)?.text,
        words.get(at + 1)?.text,
        words.get(at + 2)?.text,
    ];
    let [first, second, third] = texts;
    let number =
        |text: &str| -> Option<i8> { (text.len() <= 2).then(|| text.parse().ok()).flatten() };
    let date = match (gap(at)?, gap(at + 1)?) {
        ("-", "-") => PartialDate::day_of(year_number(first)?, number(second)?, number(third)?)?,
        (".", ".") => PartialDate::day_of(year_number(third)?, number(second)?, number(first)?)?,
        _ => return None,
    };
    Some((date, at, at + 2))
}

fn words_of(line: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut kind_before = None;
    for (at, character) in line.char_indices() {
        let kind = character
            .is_alphanumeric()
            .then(|| character.is_ascii_digit());
        let end = at + character.len_utf8();
        match words.last_mut() {
            Some(word) if kind.is_some() && kind == kind_before => {
                word.range.end = end;
                word.text = &line[word.range.clone()];
            }
            _ if kind.is_some() => words.push(Word {
                text: &line[at..end],
                range: at..end,
            }),
            _ => {}
        }
        kind_before = kind;
    }
    // The ending of an ordinal ("3rd") belongs to its number.
    words.retain(|word| !matches!(word.text, "st" | "nd" | "rd" | "th"));
    words
}

fn month_number(word: &str) -> Option<i8> {
    // The longest name has eleven letters; longer words need no folding.
    if word.len() > 24 {
        return None;
    }
    let word = word.to_lowercase();
    let index = MONTHS
        .iter()
        .position(|names| names.contains(&word.as_str()))?;
    i8::try_from(index + 1).ok()
}

fn day_number(word: &str) -> Option<i8> {
    let short = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let day = short.then(|| word.parse().ok()).flatten()?;
    (1..=31).contains(&day).then_some(day)
}

/// Years that capture texts can speak of as their own.
fn year_number(word: &str) -> Option<i16> {
    let plain = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = plain.then(|| word.parse().ok()).flatten()?;
    (1900..=2199).contains(&year).then_some(year)
}

fn is_space_or_stop(gap: &str) -> bool {
    separates(gap, &[])
}

fn is_comma_or_space(gap: &str) -> bool {
    separates(gap, &[','])
}

/// Whether the gap is white space, full stops ("Sept. 9", "13. März") and these characters, after
/// the ending of an ordinal.
fn separates(gap: &str, also: &[char]) -> bool {
    let after = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| gap.strip_prefix(ending));
    let gap = after.unwrap_or(gap);
    gap.len() <= 12
        && gap
            .chars()
            .all(|next| next.is_whitespace() || next == '.' || also.contains(&next))
}

fn is_dash(gap: &str) -> bool {
    let dash = gap.trim();
    gap.len() <= 12 && matches!(dash, "-" | "–" | "—" | "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<(String, String)> {
        full_dates(line)
            .into_iter()
            .map(|full| (full.date.to_string(), line[full.range].to_owned()))
            .collect()
    }

    fn only(line: &str) -> String {
        let found = found(line);
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        found[0].0.clone()
    }

    #[test]
    fn common_forms_are_read() {
        assert_eq!(only("Vienna, March 13, 2023"), "2023-03-13");
        assert_eq!(only("Moscow, 28 December 2023"), "2023-12-28");
        assert_eq!(only("the 3rd July 2024"), "2024-07-03");
        assert_eq!(only("July 3rd, 2024"), "2024-07-03");
        assert_eq!(only("Москва, 28 декабря 2023 года"), "2023-12-28");
        assert_eq!(only("Bishkek 2024-11-06"), "2024-11-06");
        assert_eq!(only("06.11.2024 Бишкек"), "2024-11-06");
        assert_eq!(only("13. März 2023"), "2023-03-13");
        assert_eq!(only("Sept. 9, 2024"), "2024-09-09");
    }

    #[test]
    fn the_last_day_of_a_range_counts() {
        assert_eq!(
            found("Astana, July 3–4, 2024"),
            [("2024-07-04".into(), "July 3–4, 2024".into())]
        );
        assert_eq!(only("from 20 - 21 May 2024"), "2024-05-21");
        let across = found("in Tianjin on August 31 – September 1, 2025");
        assert_eq!(
            across,
            [("2025-09-01".into(), "August 31 – September 1, 2025".into())]
        );
    }

    #[test]
    fn incomplete_and_impossible_dates_are_not() {
        for line in [
            "July 3",
            "March 2023",
            "in 2023",
            "February 30, 2023",
            "13/03/2023",
            "3.5.7",
            "",
            "On 5 May we met. 2024 was",
            "May 5 and 2024 more",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
    }
}
