//! Lengths of time, what lies so far away, and what comes back so often.

use super::absolute::{Parsed, is_range_mark};
use super::expression::{Expression, Length, Tense};
use super::lexicon::{Unit, counted_unit, unit, unit_word, weekday};
use super::tense;
use crate::engine::layers::numbers::{Decimal, Number, in_words, number};
use crate::engine::text::Text;

/// Most parts of one length: "2 years, 1 month and 21 days" has three.
const MOST_PARTS: usize = 5;

/// A length that begins with a number, and the token after it: "30 years", "one and a half
/// years", "2 years, 1 month and 21 days".
pub(super) fn length(text: &Text<'_>, at: usize) -> Option<(usize, Length)> {
    let (mut end, first) = part(text, at)?;
    let mut parts = vec![first];
    while parts.len() < MOST_PARTS && text.continues_line(end) {
        let next = if text.is(end, ",") && !text.is(end + 1, "and") {
            end + 1
        } else if text.is(end, ",") {
            end + 2
        } else if text.is(end, "and") {
            end + 1
        } else {
            end
        };
        let Some((after, more)) = part(text, next).filter(|_| text.continues_line(next)) else {
            break;
        };
        if parts.iter().any(|(unit, _)| *unit == more.0) {
            break;
        }
        parts.push(more);
        end = after;
    }
    Some((end, Length(parts)))
}

/// A length of one number and unit.
pub(super) fn length_of_one(text: &Text<'_>, at: usize) -> Option<(usize, Length)> {
    let (end, part) = part(text, at)?;
    Some((end, Length(vec![part])))
}

fn half() -> Decimal {
    Decimal::whole(5).moved(1)
}

/// The half or quarter in "one and a half years", "two and a quarter": the token after it.
fn fraction(text: &Text<'_>, at: usize) -> Option<(usize, Decimal)> {
    let start = if text.is(at, "and") {
        at + 1
    } else {
        return None;
    };
    let start = if text.is_any(start, &["a", "one"]) {
        start + 1
    } else {
        start
    };
    match text.word(start) {
        "half" => Some((start + 1, half())),
        "quarter" => Some((start + 1, Decimal::whole(25).moved(2))),
        _ => None,
    }
}

/// One number with its unit.
fn part(text: &Text<'_>, at: usize) -> Option<(usize, (Unit, Decimal))> {
    let joined_before = at > 0 && text.joined(at) && text.is_any(at - 1, &[".", ",", "/", "$"]);
    if joined_before || !text.begins_number(at) {
        return None;
    }
    if text.is_word(at, "half") {
        let start = if text.is_any(at + 1, &["a", "an"]) {
            at + 2
        } else {
            at + 1
        };
        let (unit, plural) = unit(text, start).filter(|_| text.continues_line(start))?;
        return (!plural && start == at + 2).then_some((start + 1, (unit, half())));
    }
    let number = number(text, at)?;
    if !number.suffix.is_empty() {
        // "30min", "3years"
        let (unit, _) = counted_unit(number.suffix)?;
        return Some((number.end, (unit, number.value)));
    }
    let (mut next, mut count) = (number.end, number.value);
    if let Some((after, more)) = fraction(text, next) {
        next = after;
        count = count.plus(more)?;
    }
    if !text.continues_line(next) || !text.is_plain_word(next) {
        return None;
    }
    // "three quarters of a century"
    if text.is_any(next, &["quarter", "quarters"])
        && text.is(next + 1, "of")
        && text.is_any(next + 2, &["a", "an"])
        && let Some((unit, false)) = unit(text, next + 3)
        && text.continues_line(next + 3)
    {
        let quarters = count.times(25)?.moved(2);
        let exact = match unit {
            Unit::Century => (Unit::Year, quarters.times(100)?),
            other => (other, quarters),
        };
        return Some((next + 4, exact));
    }
    let (unit, plural) = counted_unit(text.word(next))?;
    if unit == Unit::Quarter && !plural {
        return None;
    }
    next += 1;
    // "one hour and a half"
    if let Some((after, more)) = fraction(text, next)
        && unit_word(text.word(after)).is_none()
        && text.is_any(next + 1, &["a", "half"])
    {
        next = after;
        count = count.plus(more)?;
    }
    Some((next, (unit, count)))
}

/// "–4 months" after a first number: the token after the unit. Such a length has no one value.
pub(super) fn range_of_units(text: &Text<'_>, first: &Number<'_>) -> Option<usize> {
    let at = first.end;
    let mark = is_range_mark(text, at) || text.is(at, "or");
    let second = number(text, at + 1).filter(|_| mark && text.continues_line(at))?;
    let (_, plural) = unit(text, second.end)?;
    plural.then_some(second.end + 1)
}

/// "30 years", "30 years ago", "five-year", "half a century", "a year ago", "two decades".
pub(super) fn counted(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if at > 0 && text.joined(at) && text.is_any(at - 1, &[".", ",", "/", "$"]) {
        return None;
    }
    if text.is_any_word(at, &["a", "an", "one", "another", "all"]) && !is_numeral(text, at + 1) {
        return with_article(text, at);
    }
    let first = number(text, at);
    if let Some(first) = first
        && first.suffix.is_empty()
        && let Some(end) = range_of_units(text, &first)
    {
        return Some((end, Expression::Vague));
    }
    if let Some((end, length)) = length(text, at) {
        return Some(placed(text, at, end, length));
    }
    let number = first.filter(|number| number.suffix.is_empty())?;
    // "five-year plan", "two-day visit"; of hours and minutes only drives and talks are told.
    if text.is_inner_hyphen(number.end) {
        let next = number.end + 1;
        let (unit, plural) = unit(text, next)?;
        let old = text.is_inner_hyphen(next + 1);
        let long = unit >= Unit::Day && unit != Unit::Quarter;
        let count = u32::try_from(number.value.as_small()?).ok()?;
        return (long && !plural && !old)
            .then(|| (next + 1, Expression::Duration(Length::of(unit, count))));
    }
    // "5 past years", "the 10 previous weeks"
    let directed = text.is_any_word(
        number.end,
        &[
            "past",
            "last",
            "previous",
            "next",
            "coming",
            "upcoming",
            "following",
            "more",
            "consecutive",
            "straight",
            "successive",
            "full",
            "whole",
            "long",
        ],
    );
    let (unit, _) = unit(text, number.end + 1).filter(|(_, plural)| directed && *plural)?;
    let count = u32::try_from(number.value.as_small()?).ok()?;
    Some((
        number.end + 2,
        Expression::Duration(Length::of(unit, count)),
    ))
}

fn is_numeral(text: &Text<'_>, at: usize) -> bool {
    text.is_any_word(at, &["hundred", "thousand", "million"])
}

/// "a year ago", "a century", "an hour and a half", "for a week", "another month".
fn with_article(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if text.is_any_word(at, &["a", "an"])
        && text.is_any(at + 1, &["whole", "full", "entire"])
        && let Some((unit, false)) = unit(text, at + 2)
        && text.continues_line(at + 2)
        && unit >= Unit::Day
    {
        return Some((at + 3, Expression::Duration(Length::of(unit, 1))));
    }
    // "will one day count the losses": some day.
    let some_day = text.is_word(at, "one")
        && text.is(at + 1, "day")
        && at > 0
        && text.is_any(
            at - 1,
            &[
                "will", "would", "may", "might", "shall", "could", "can", "that",
            ],
        );
    if some_day {
        return None;
    }
    if let Some((end, length)) = text.is_word(at, "one").then(|| length(text, at)).flatten() {
        return Some(placed(text, at, end, length));
    }
    let half = text.is_word(at + 1, "half") && text.is_any_word(at, &["a", "one"]);
    let start = if half { at + 2 } else { at + 1 };
    let start = if half && text.is_inner_hyphen(start) {
        start + 1
    } else {
        start
    };
    let (unit, plural) = unit(text, start).filter(|_| text.continues_line(start))?;
    if plural {
        return None;
    }
    if text.is_word(at, "all") {
        let fits = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
        let length = Length::of(unit, 1);
        return fits.then_some((start + 1, Expression::Duration(length)));
    }
    let mut length = Length::of(unit, 1);
    let mut end = start + 1;
    if half {
        length.0[0].1 = self::half();
    } else if let Some((after, more)) = fraction(text, end) {
        length.0[0].1 = length.0[0].1.plus(more)?;
        end = after;
    }
    let plain = end == start + 1 && !half;
    let found = placed(text, at, end, length);
    let offset = matches!(found.1, Expression::Offset { .. }) || found.0 > end;
    let long = matches!(unit, Unit::Decade | Unit::Century);
    // "a day" is mostly no length; "for a week", "within a year" is one.
    let introduced = at > 0
        && text.continues_line(at)
        && text.is_any_word(
            at - 1,
            &[
                "for", "within", "than", "takes", "took", "lasted", "almost", "nearly", "over",
                "million", "billion", "trillion", "thousand",
            ],
        );
    let another = text.is_word(at, "another");
    (offset || long || introduced || another || !plain).then_some(found)
}

/// A length as what it is by the words after it: a point in time, or itself.
fn placed(text: &Text<'_>, at: usize, end: usize, length: Length) -> Parsed {
    if let Some(found) = away(text, end, &length) {
        return found;
    }
    // "will meet in two weeks"
    let ahead = at > 0
        && text.is_any(at - 1, &["in", "In"])
        && text.continues_line(at)
        && length.finest() > Some(Unit::Hour)
        && tense::around(text, at) == Tense::Future;
    if ahead {
        let offset = Expression::Offset {
            length,
            back: false,
            anchor: None,
        };
        return (end, offset);
    }
    (end, Expression::Duration(length))
}

/// "ago", "later", "from now", "before May 13" after a length.
fn away(text: &Text<'_>, at: usize, length: &Length) -> Option<Parsed> {
    if !text.continues_line(at) {
        return None;
    }
    let offset = |back: bool, anchor: Option<Expression>| Expression::Offset {
        length: length.clone(),
        back,
        anchor: anchor.map(Box::new),
    };
    if text.is_word(at, "ago") {
        // "four years ago today": to the day.
        if text.is_word(at + 1, "today") && text.continues_line(at + 1) {
            let mut exact = length.clone();
            exact.0.push((Unit::Day, Decimal::whole(0)));
            let length = exact;
            let (back, anchor) = (true, None);
            let offset = Expression::Offset {
                length,
                back,
                anchor,
            };
            return Some((at + 2, offset));
        }
        return Some((at + 1, offset(true, None)));
    }
    // From what was told, which is no date.
    // In "30 minutes later this week" the second word belongs to the week.
    let told = !text.is_any(at + 1, &["this", "in"]);
    if text.is_any_word(at, &["earlier", "later"]) && told {
        let days = match length.single() {
            Some((Unit::Day, count)) => Some(count),
            Some((Unit::Week, count)) => count.checked_mul(7),
            _ => None,
        };
        let sign = if text.is_word(at, "later") { 1 } else { -1 };
        let days = days.and_then(|days| days.checked_mul(sign));
        let years = match length.single() {
            Some((Unit::Year, count)) => i16::try_from(count.saturating_mul(sign)).ok(),
            _ => None,
        };
        let story = match (days, years) {
            (Some(days), _) => Expression::FromStory { days },
            (None, Some(by)) => Expression::YearOfStory { by },
            (None, None) => Expression::Vague,
        };
        return Some((at + 1, story));
    }
    if text.is_word(at, "hence") {
        return Some((at + 1, offset(false, None)));
    }
    if length.finest() < Some(Unit::Day) {
        return None;
    }
    if text.is_word(at, "from") && text.is_any_word(at + 1, &["now", "today"]) {
        return Some((at + 2, offset(false, None)));
    }
    if !text.is_any(at, &["before", "after", "from"]) {
        return None;
    }
    let (end, anchor) = super::anchor(text, at + 1)?;
    let anchor = match anchor {
        Expression::Vague if text.is_word(at + 1, "today") => None,
        Expression::Vague => return None,
        other => Some(other),
    };
    Some((end, offset(text.is(at, "before"), anchor)))
}

/// "every year", "each Monday", "every two years", "every other day".
pub(super) fn recurrence(text: &Text<'_>, at: usize) -> Option<Parsed> {
    if text.is(at, "per") {
        let annum = text.is(at + 1, "annum");
        let unit = match unit(text, at + 1) {
            Some((unit, false)) if unit >= Unit::Day => unit,
            _ if annum => Unit::Year,
            _ => return None,
        };
        return Some((at + 2, Expression::Recurrence(Length::of(unit, 1))));
    }
    let every = text.is_any_word(at, &["every", "each"]);
    let often = text.is_any_word(at, &["once", "twice"]) && text.is_any(at + 1, &["a", "every"]);
    if !text.continues_line(at + 1) {
        return None;
    }
    // "year-long", "month-long"
    if text.is_inner_hyphen(at + 1)
        && text.is(at + 2, "long")
        && let Some((unit, false)) = unit(text, at)
        && unit >= Unit::Day
    {
        return Some((at + 3, Expression::Duration(Length::of(unit, 1))));
    }
    if often {
        let (unit, plural) = unit(text, at + 2).filter(|_| text.continues_line(at + 2))?;
        let once = text.is_word(at, "once") && !plural;
        return once.then(|| (at + 3, Expression::Recurrence(Length::of(unit, 1))));
    }
    if !every {
        return None;
    }
    let other = text.is_word(at + 1, "other");
    let next = if other { at + 2 } else { at + 1 };
    let count = if other { 2 } else { 1 };
    if text.is_word(next, "weekday") && !other {
        return Some((next + 1, Expression::Recurrence(Length::of(Unit::Day, 1))));
    }
    let weekly = weekday(text, next).is_some() || text.is_any_word(next, &["weekend", "weekends"]);
    if weekly {
        return Some((
            next + 1,
            Expression::Recurrence(Length::of(Unit::Week, count)),
        ));
    }
    if let Some((unit, false)) = unit(text, next) {
        return Some((next + 1, Expression::Recurrence(Length::of(unit, count))));
    }
    if other {
        return None;
    }
    let number = in_words(text, next).or_else(|| number(text, next))?;
    let count = u32::try_from(number.value.as_small()?).ok()?;
    if text.is_any_word(number.end, &["weekends"]) {
        return Some((
            number.end + 1,
            Expression::Recurrence(Length::of(Unit::Week, count)),
        ));
    }
    let (unit, _) = unit(text, number.end)?;
    Some((
        number.end + 1,
        Expression::Recurrence(Length::of(unit, count)),
    ))
}

const VAGUE_COUNTS: [&str; 12] = [
    "many",
    "several",
    "recent",
    "few",
    "numerous",
    "some",
    "countless",
    "long",
    "coming",
    "past",
    "previous",
    "subsequent",
];

/// "many years", "a few days", "recent months", "several years ago", "centuries", "decades".
pub(super) fn vague(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let start = if text.is_word(at, "a") && text.is_any_word(at + 1, &["few", "couple", "number"]) {
        at + 1
    } else {
        at
    };
    let several = [
        "couple",
        "number",
        "hundreds",
        "thousands",
        "dozens",
        "tens",
    ];
    let counted = if text.is_any_word(start, &VAGUE_COUNTS) {
        Some(start + 1)
    } else if text.is_any_word(start, &several) && text.is(start + 1, "of") {
        Some(start + 2)
    } else {
        None
    };
    let Some(next) = counted else {
        return vague_plural(text, at);
    };
    let next = if text.is_word(next, "more") {
        next + 1
    } else {
        next
    };
    let (_, plural) = unit(text, next).filter(|_| text.continues_line(next))?;
    if !plural {
        return None;
    }
    let away =
        text.is_any_word(next + 1, &["ago", "earlier", "later"]) && text.continues_line(next + 1);
    Some((next + 1 + usize::from(away), Expression::Vague))
}

/// "centuries", "decades" by themselves.
pub(super) fn vague_plural(text: &Text<'_>, at: usize) -> Option<Parsed> {
    let (unit, plural) = unit(text, at)?;
    if plural && text.is_word(at + 1, "ago") && text.continues_line(at + 1) {
        return Some((at + 2, Expression::Vague));
    }
    let long = plural && matches!(unit, Unit::Decade | Unit::Century);
    // "centuries-old" is an adjective.
    (long && !text.is_inner_hyphen(at + 1)).then_some((at + 1, Expression::Vague))
}
