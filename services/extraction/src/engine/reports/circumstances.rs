//! When and where an occasion was: the date and the place of its sentence that are nearest to it.

use std::ops::Range;

use communique_model::{Label, PartialDate};

use super::head::is_place;
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::days_of_week;
use crate::knowledge::EntityKey;

/// The value of a date that names a time: no duration, no recurrence.
pub(super) fn time_value(value: Option<&str>) -> Option<&str> {
    let value = value?;
    let mut ends = value.split('/');
    let good = ends.all(|end| end.parse::<PartialDate>().is_ok());
    good.then_some(value)
}

/// How far a date or place may stand from what it is of, in tokens.
const NEAR: usize = 40;

/// The date of the sentence that is nearest to `head`, what follows before what precedes.
pub(super) fn date_near(
    scene: &Scene<'_>,
    head: usize,
    sentence: &Range<usize>,
) -> Option<(String, Range<usize>)> {
    let dates = || {
        scene
            .inside(sentence.start.max(head.saturating_sub(NEAR))..sentence.end.min(head + NEAR))
            .filter(|mention| {
                mention.label == Label::Date
                    && !super::tense::is_period(scene, mention)
                    && !is_of_name(scene, mention, head)
                    && !is_quoted(scene, mention, head)
            })
            .filter_map(|mention| {
                let value = mention.value.as_deref()?;
                let time = || time_value(Some(value)).map(str::to_owned);
                Some((days_of_week(value).or_else(time)?, mention))
            })
    };
    let after = dates()
        .find(|(_, mention)| mention.tokens.start > head)
        .map(|found| (found.1.tokens.start - head, found));
    let before = dates()
        .filter(|(_, mention)| mention.tokens.end <= head)
        .last()
        .map(|found| (head - found.1.tokens.end + 6, found));
    let (_, (value, mention)) = match (after, before) {
        (Some(after), Some(before)) if before.0 < after.0 => before,
        (Some(after), _) => after,
        (None, before) => before?,
    };
    let value = match super::tense::same_day(scene, mention) {
        Some(day) => day,
        None => super::tense::settle(scene, value, &mention.tokens, sentence),
    };
    Some((value, mention.tokens.clone()))
}

/// Whether a year belongs to the name of something else: "Action Plan 2020", "the 2024/25 school
/// year".
fn is_of_name(scene: &Scene<'_>, date: &Candidate, head: usize) -> bool {
    let text = scene.text;
    let (start, end) = (date.tokens.start, date.tokens.end);
    if date
        .value
        .as_deref()
        .is_none_or(|value| value.contains('-'))
        || end - start > 3
    {
        return false;
    }
    let before = start.wrapping_sub(1);
    let of_proper = text.continues_line(start)
        && text.is_capitalised(before)
        && !text.opens_sentence(before)
        && text.is_plain_word(before);
    let of_next = text.is_any_word(before, &["the", "a"])
        && text.continues_line(end)
        && text.is_plain_word(end)
        && !(end..end + 3).contains(&head);
    of_proper && before != head || of_next
}

/// Whether a date stands in quoted words and the head outside of them, or the other way round. The
/// quoted name of an occasion is no such words.
fn is_quoted(scene: &Scene<'_>, date: &Candidate, head: usize) -> bool {
    if scene.at(head).is_some() {
        return false;
    }
    let between = if date.tokens.start > head {
        head + 1..date.tokens.start
    } else {
        date.tokens.end..head
    };
    let marks = between.filter(|&at| scene.text.is_any(at, &["“", "”"]));
    marks.count() % 2 == 1
}

/// The place of the sentence that is nearest to `head`: "in Moscow", "to Astana", "Sochi hosted".
pub(super) fn place_near(
    scene: &Scene<'_>,
    head: usize,
    sentence: &Range<usize>,
) -> Option<(EntityKey, Range<usize>)> {
    let text = scene.text;
    let mut best: Option<(usize, EntityKey, Range<usize>)> = None;
    let range = sentence.start.max(head.saturating_sub(NEAR))..sentence.end.min(head + NEAR);
    for mention in scene.inside(range) {
        let (Some(key), Label::Gpe | Label::Fac) = (mention.entity, mention.label) else {
            continue;
        };
        let start = mention.tokens.start;
        let inner = start > 0
            && (text.is_any_word(start - 1, &["in", "at"])
                || text.is(start - 1, "the")
                    && text.is_any_word(start.wrapping_sub(2), &["in", "at"])
                || text.is(start - 1, "of") && text.is(start.wrapping_sub(2), "city")
                || text.is(start - 1, "(") && !scene.is_country(key));
        let hosts = text.is_any_word(mention.tokens.end, &["hosted", "hosts"]);
        if !(inner || hosts) || !is_place(scene, key) {
            continue;
        }
        let distance = if start > head {
            start - head
        } else {
            head - start + 6
        };
        if best.as_ref().is_none_or(|(other, ..)| distance < *other) {
            best = Some((distance, key, mention.tokens.clone()));
        }
    }
    best.map(|(_, key, tokens)| (key, tokens))
}
