//! What the head of a text says of the communication itself: where it took place, and on which day what title
//! and lead tell of happened.

use communique_model::{EntityKind, EventKind, Label};

use super::frame::Draft;
use super::scene::Scene;
use super::stage::is_said;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;

/// How many tokens at the start of a text are its head: title, lead, date line.
const HEAD: usize = 120;

/// Where the communication took place: the place before the date of a date line ("📍 Vienna, March
/// 13, 2023"), or alone on a line beside a date line.
pub(super) fn place(scene: &Scene<'_>) -> Option<EntityKey> {
    let text = scene.text;
    let head = scene.end.min(HEAD);
    for mention in scene.inside(0..head) {
        if mention.label != Label::Date || mention.tokens.len() < 2 {
            continue;
        }
        let at = mention.tokens.start;
        // "Vienna, March 13", "(Moscow, May 17, 2023)", "Vienna – 13 March"
        let before = at
            .checked_sub(1)
            .filter(|&mark| text.is_any(mark, &[",", "–", "—", "|"]) && text.continues_line(at));
        if let Some(place) = before.and_then(|mark| place_ending(scene, mark)) {
            return Some(place);
        }
        // A line with the place alone, at most two lines below the date's own.
        let mut line = text.line_end(at);
        for _ in 0..3 {
            if line >= head {
                break;
            }
            let end = text.line_end(line);
            let alone = scene
                .ending(end)
                .filter(|place| place.label == Label::Gpe && is_address(scene, line, place));
            let date_alone = text.line_start(at) == at && is_date_line(scene, at);
            if let Some(key) = alone.filter(|_| date_alone).and_then(|place| place.entity) {
                return Some(key);
            }
            line = end;
        }
    }
    None
}

/// Whether a line holds a place and nothing but the building in front of it: "The Kremlin, Moscow".
fn is_address(scene: &Scene<'_>, line: usize, place: &Candidate) -> bool {
    let text = scene.text;
    let start = line + usize::from(text.is_word(line, "the"));
    place.tokens.start == line
        || scene.at(start).is_some_and(|building| {
            building.label == Label::Fac
                && text.is(building.tokens.end, ",")
                && building.tokens.end + 1 == place.tokens.start
        })
}

/// The day of the text: that of its date line, else the one that is given.
pub(super) fn day(scene: &Scene<'_>) -> Option<String> {
    stated_day(scene).or_else(|| scene.day())
}

/// The day that a date line in the head of a text states: "📍 Vienna, March 13".
fn stated_day(scene: &Scene<'_>) -> Option<String> {
    scene
        .inside(0..scene.end.min(HEAD))
        .filter(|mention| mention.label == Label::Date && is_date_line(scene, mention.tokens.start))
        .find_map(|mention| {
            let value = mention.value.as_deref()?;
            let date: communique_model::PartialDate = value.parse().ok()?;
            date.day().map(|_| value.to_owned())
        })
}

/// The day in the brackets with which a title ends: "(Moscow, January 29, 2026)", "(January 20, 2026)".
pub(super) fn titled_day(scene: &Scene<'_>) -> Option<String> {
    let text = scene.text;
    let close = scene.title.end.checked_sub(1)?;
    let date = scene
        .ending(close)
        .filter(|date| text.is(close, ")") && date.label == Label::Date)?;
    let start = date.tokens.start;
    let bracket = text.is(start.wrapping_sub(1), "(")
        || text.is(start.wrapping_sub(1), ",")
            && (start.saturating_sub(5)..start).any(|at| text.is(at, "("));
    let day: communique_model::PartialDate = date.value.as_deref()?.parse().ok()?;
    day.day().filter(|_| bracket)?;
    date.value.clone()
}

/// Prepositions that bring in what something said is about.
const ABOUT: &[&str] = &["regarding", "concerning", "about", "on"];

/// Prepositions that bring in when or where it was said.
const AT: &[&str] = &["during", "following", "after", "before", "at", "in"];

/// Whether a title has what stands at `at` as the topic of what it says was said at `said`.
fn is_talked_about(scene: &Scene<'_>, said: usize, at: usize) -> bool {
    let text = scene.text;
    let preposition = (said + 1..at)
        .rev()
        .find(|&before| text.is_any_word(before, ABOUT) || text.is_any_word(before, AT));
    scene.title.contains(&at) && preposition.is_some_and(|word| text.is_any_word(word, ABOUT))
}

/// What title or lead tell of happened on the day of the text, and at its place, unless they say
/// otherwise.
pub(super) fn date_main(scene: &Scene<'_>, kept: &mut [Draft]) {
    let day = day(scene);
    let own = titled_day(scene);
    let answer = own.as_ref().and_then(|_| {
        let mut heads = kept
            .iter()
            .filter(|draft| is_said(draft.kind))
            .map(|draft| draft.head);
        heads.find(|head| scene.title.contains(head))
    });
    for draft in kept {
        if !scene.in_head(draft.head) {
            continue;
        }
        // "X's answer to a question about the talks of A and B (March 3, 2025)": the day is the answer's.
        if answer.is_some_and(|said| is_talked_about(scene, said, draft.head)) {
            if draft.date == own {
                draft.date = None;
            }
            continue;
        }
        if is_said(draft.kind) && own.is_some() && scene.title.contains(&draft.head) {
            draft.date.clone_from(&own);
        }
        // "will travel to Geneva" is not of the text's own day.
        let ahead = scene.lead.contains(&draft.head)
            && (scene.lead.start.max(draft.head.saturating_sub(4))..draft.head)
                .any(|at| scene.text.is_any_word(at, &["will", "shall"]));
        if draft.date.is_none() && draft.kind != EventKind::Anniversary && !ahead {
            draft.date.clone_from(&day);
        }
        let today = day.is_some() && draft.date == day;
        if draft.place.is_none() && today && draft.kind != EventKind::Anniversary {
            draft.place = scene.place;
        }
    }
}

/// The place whose name ends before `end` and that opens a date line or a bracket.
fn place_ending(scene: &Scene<'_>, end: usize) -> Option<EntityKey> {
    let text = scene.text;
    let mut place = scene.ending(end)?;
    // "Sochi, Russia, 5 May": the first name is the place.
    if let Some(first) = place
        .tokens
        .start
        .checked_sub(1)
        .filter(|&mark| text.is(mark, ",") && text.continues_line(place.tokens.start))
        .and_then(|mark| scene.ending(mark))
        .filter(|first| first.label == Label::Gpe)
    {
        place = first;
    }
    let start = place.tokens.start;
    let opens = start == text.line_start(start)
        || !text.is_plain_word(start - 1) && !text.is_any(start - 1, &[",", "-", "–"]);
    let is_place = matches!(place.label, Label::Gpe | Label::Fac | Label::Loc);
    place.entity.filter(|_| opens && is_place)
}

/// Whether a line holds nothing but a date, a time, a place, a counter of photos.
pub(super) fn is_date_line(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    let start = text.line_start(at);
    let end = text.line_end(at);
    if end > start + 24 {
        return false;
    }
    let mut plain = 0_usize;
    let mut named = 0_usize;
    let mut token = start;
    while token < end {
        match scene.at(token) {
            Some(mention)
                if matches!(
                    mention.label,
                    Label::Date | Label::Time | Label::Gpe | Label::Fac
                ) =>
            {
                named += 1;
                token = mention.tokens.end;
            }
            _ => {
                plain += usize::from(text.is_plain_word(token) && !text.is_word(token, "the"));
                token += 1;
            }
        }
    }
    plain == 0 && named > 0
}

/// A line of a programme that opens with date and place, where the head tells of visits: the token
/// of the place.
pub(super) fn stop_of_tour(scene: &Scene<'_>, date: usize) -> Option<usize> {
    let text = scene.text;
    let mention = scene.at(date)?;
    let place = mention.tokens.end + 1;
    of_line(scene, place).1?;
    let head = scene.title.start..scene.lead.end.max(scene.title.end);
    let tours = head
        .into_iter()
        .any(|at| text.is_any_word(at, &["visit", "visits", "tour", "trip", "visiting"]));
    tours.then_some(place)
}

/// The name of a place for people: the city where a capital stands for a government too.
pub(super) fn is_place(scene: &Scene<'_>, key: EntityKey) -> bool {
    matches!(
        scene.knowledge.get(key).kind,
        EntityKind::Place | EntityKind::Country | EntityKind::Facility | EntityKind::Region
    )
}

/// Date and place that open a line of a programme and hold for all of it: "April 18, Caracas. …".
pub(super) fn of_line(scene: &Scene<'_>, at: usize) -> (Option<String>, Option<EntityKey>) {
    let text = scene.text;
    let line = text.line_start(at);
    let Some(first) =
        (line..at.min(line + 4)).find(|&word| text.is_plain_word(word) || text.is_number(word))
    else {
        return (None, None);
    };
    let opens = scene.at(first);
    if opens.is_some_and(|time| time.label == Label::Time) {
        return (date_above(scene, line), None);
    }
    let Some(date) = opens.filter(|date| date.label == Label::Date) else {
        return (None, None);
    };
    let end = date.tokens.end;
    let value = super::circumstances::time_value(date.value.as_deref()).map(str::to_owned);
    if text.is_any(end, &["–", "—", ":", "."]) {
        return (value, None);
    }
    // "June 24 (Minsk) –", "20 February (Tuesday) –"
    if text.is(end, "(")
        && let Some(close) = (end + 2..end + 6).find(|&at| text.is(at, ")"))
        && text.is_any(close + 1, &["–", "—", ":", "-"])
    {
        let place = scene
            .at(end + 1)
            .filter(|place| matches!(place.label, Label::Gpe | Label::Fac));
        return (value, place.and_then(|place| place.entity));
    }
    let place = scene
        .at(end + 1)
        .filter(|place| text.is(end, ",") && matches!(place.label, Label::Gpe | Label::Fac))
        .filter(|place| text.is_any(place.tokens.end, &[".", "–", "—", ":"]));
    match place {
        Some(place) => (value, place.entity),
        None => (None, None),
    }
}

/// How many lines of a timetable may follow the line of their day.
const TIMETABLE: usize = 12;

/// The day of a line of a timetable that opens with a clock time: that of the nearest line above
/// that is a date.
fn date_above(scene: &Scene<'_>, line: usize) -> Option<String> {
    let text = scene.text;
    let mut at = line;
    for _ in 0..TIMETABLE {
        at = text.line_start(at.checked_sub(1)?);
        let date = scene.at(at).filter(|date| date.label == Label::Date);
        if let Some(date) = date.filter(|_| is_date_line(scene, at)) {
            return super::circumstances::time_value(date.value.as_deref()).map(str::to_owned);
        }
    }
    None
}

/// How far from the start of a line the agency of its dispatch stands, in tokens.
const DISPATCH: usize = 16;

/// Whether a body is the agency that sends a dispatch: "BANJUL, May 5 (APP): …", "Doha, June 09, SPA -- …".
pub(super) fn sends_dispatch(scene: &Scene<'_>, body: &Candidate) -> bool {
    let text = scene.text;
    let tokens = &body.tokens;
    let near = tokens.start < text.line_start(tokens.start) + DISPATCH;
    let close = tokens.end + usize::from(text.is(tokens.end, ")"));
    let bracketed = close > tokens.end && text.is(tokens.start.wrapping_sub(1), "(");
    let dashes = ["-", "–", "—", "--", ":"];
    let dash = text.is_any(close, &dashes);
    // "HAVANA, Nov 2 (Prensa Latina) The Assembly …"
    let dated = bracketed
        && scene
            .ending(tokens.start.wrapping_sub(1))
            .is_some_and(|date| date.label == Label::Date);
    body.label == Label::Org
        && near
        && (dash || dated)
        && (bracketed || text.is_all_capitals(tokens.start) && tokens.len() == 1)
        && tokens.start > text.line_start(tokens.start)
}
