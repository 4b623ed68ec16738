//! Named occasions: summits and sessions, wars and battles, named days and years, anniversaries.

mod extent;
mod named;
mod numbered;
mod titles;

use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::numbers::ordinal;
use super::phrase::{self, Shape};
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use crate::knowledge::EntityKey;
use named::{
    anniversary, battle, is_conference_of_parties, is_holiday, is_known, named_day, named_year,
    named_years, special_operation, upheaval, war, year_before,
};
use numbered::{numbered_council, numbered_occasion};
use titles::{
    acronym_after, expo, name_with_year, numbered_acronym, quoted_name, quoted_title, storm,
    titled_by_subject,
};

/// Finds events.
pub(crate) struct Events;

impl Layer for Events {
    fn name(&self) -> &'static str {
        "events"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut at = 0;
        let mut floor = 0;
        while at < board.text.len() {
            let found = event_at(board, at).map(|range| {
                let end = extent::whole(board, range.start, range.end);
                range.start..end
            });
            let found = found.filter(|range| {
                range.start >= floor && range.end > range.start && !board.is_inside_known(range)
            });
            let Some(range) = found else {
                at += 1;
                continue;
            };
            floor = range.end;
            at = range.end.max(at + 1);
            let parts = parts(board, &range);
            if let Some(acronym) = acronym_after(board, &range) {
                board.push(Candidate::new(
                    acronym..acronym + 1,
                    Label::Event,
                    Rank::Composite,
                    self.name(),
                ));
            }
            board.push(
                Candidate::new(range, Label::Event, Rank::Composite, self.name()).with_parts(parts),
            );
        }
    }
}

/// The entities that the name of an occasion names. "the World Petroleum Congress" is no house of a
/// parliament: its last word alone names nobody.
fn parts(board: &Board<'_>, range: &Range<usize>) -> Vec<EntityKey> {
    let mut parts = board.entities_in(range.clone());
    let last = range.end - 1;
    let noun = board
        .longest_at(last, &[Label::Org])
        .filter(|body| last > range.start && body.tokens.len() == 1)
        .and_then(|body| body.entity)
        .filter(|_| OCCASIONS.contains(&board.text.word(last).to_lowercase().as_str()));
    if let Some(noun) = noun
        && !board.entities_in(range.start..last).contains(&noun)
    {
        parts.retain(|part| *part != noun);
    }
    parts
}

/// Occasions that a name or number makes into a named one, in any case.
const OCCASIONS: [&str; 14] = [
    "summit",
    "forum",
    "session",
    "debate",
    "conference",
    "congress",
    "assembly",
    "games",
    "exhibition",
    "plenum",
    "symposium",
    "expo",
    "festival",
    "olympiad",
];

/// What stands before "Assembly" and "Congress" in names of bodies.
const PARLIAMENTS: [&str; 12] = [
    "National",
    "General",
    "Parliamentary",
    "Federal",
    "Legislative",
    "Constituent",
    "Interparliamentary",
    "Consultative",
    "Grand",
    "Supreme",
    "Northern",
    "State",
];

/// Occasions that only a number before them names: "24th meeting of …".
const NUMBERED: [&str; 6] = [
    "meeting",
    "round",
    "edition",
    "plenary",
    "convocation",
    "dialogue",
];

const OF_BODY: Shape = Shape {
    connectors: &["of", "on", "for", "the", "in"],
    commas: false,
};

/// The end of a name without the place that it was held in: "… of the New Champions in Tianjin".
fn without_place(board: &Board<'_>, start: usize, end: usize) -> usize {
    (start..end)
        .rev()
        .find(|&at| board.text.is(at, "in"))
        .filter(|&at| board.longest_at(at + 1, &[Label::Gpe]).is_some())
        .unwrap_or(end)
}

fn event_at(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    if let Some(end) = board.title_end(at, Label::Event) {
        if let Some(days) = days_before(text, at) {
            return Some(days..end);
        }
        let year = at.checked_sub(1).filter(|&year| {
            text.is_number(year) && text.word(year).len() == 4 && text.continues_line(at)
        });
        return Some(year.unwrap_or_else(|| extent::ordinal_before(board, at))..end);
    }
    if !text.is_plain_word(at) || !(text.is_capitalised(at) || text.names_occasion(at)) {
        return None;
    }
    let word = text.word(at);
    match word {
        "War" | "Wars" => return war(board, at),
        "Revolution" | "Uprising" | "Trials" | "Intifada" => return upheaval(board, at),
        "Battle" | "Siege" | "Operation" => return battle(board, at),
        "Day" | "Days" => return named_day(board, at),
        "Years" => return named_years(board, at),
        "Cyclone" | "Hurricane" | "Typhoon" => return storm(text, at),
        "Year" | "Decade" | "Week" | "Month" => return named_year(board, at),
        "Anniversary" => return anniversary(board, at),
        "operation" | "Operation's" => return special_operation(text, at),
        "Olympics" | "Olympiad" | "Paralympics" => return modified(board, at),
        _ => {}
    }
    if text.is(at, "OPERATION") {
        return special_operation(text, at);
    }
    if is_holiday(text, at) || is_conference_of_parties(word) || is_known(word) {
        return Some(at..at + 1);
    }
    let occasion = OCCASIONS.iter().any(|noun| text.is_word(at, noun));
    let capital_meeting = matches!(
        word,
        "Meeting"
            | "Dialogue"
            | "Consultations"
            | "Retreat"
            | "Round"
            | "Championship"
            | "Cup"
            | "Fair"
    );
    let numbered = NUMBERED.iter().any(|noun| text.is_word(at, noun));
    let titled = quoted_title(text, at)
        .or_else(|| name_with_year(text, at))
        .or_else(|| quoted_name(text, at))
        .or_else(|| numbered_acronym(text, at))
        .or_else(|| expo(text, at));
    if let Some(title) = titled {
        return Some(title);
    }
    if (occasion || numbered)
        && let Some(range) = numbered_occasion(board, at)
    {
        return Some(range);
    }
    if let Some(range) = numbered_council(board, at) {
        return Some(range);
    }
    let found = ((occasion || capital_meeting) && !is_routine(text, at))
        .then(|| modified(board, at))
        .flatten();
    found.or_else(|| titled_by_subject(board, at))
}

/// Talks that are held again and again without a name: "Strategic Partnership Dialogue", "round of
/// Foreign Office Consultations".
fn is_routine(text: &Text<'_>, at: usize) -> bool {
    let sort = [
        "Strategic",
        "Partnership",
        "Political",
        "Rights",
        "Security",
        "Economic",
        "Office",
        "Policy",
        "Bilateral",
        "Energy",
        "Defence",
        "Ministry",
        "Ministries",
    ];
    text.is_any(at, &["Dialogue", "Consultations", "Round"]) && at > 0 && text.is_any(at - 1, &sort)
}

/// The start of the length in days before the name of a war: "44-day".
fn days_before(text: &Text<'_>, at: usize) -> Option<usize> {
    let number = at.checked_sub(3)?;
    (text.is(at - 1, "day")
        && text.is_inner_hyphen(at - 2)
        && text.is_number(number)
        && text.continues_line(at))
    .then_some(number)
}

/// The token after "on Interregional Cooperation"; `at`, where the preposition stands, if no
/// capitalised words follow.
fn subject_after(board: &Board<'_>, at: usize) -> usize {
    let name = at + 1;
    let end = phrase::right(board, name, OF_BODY);
    let end = without_place(board, name, end);
    // "Forum on July 3", "Summit for Russia": a date or a country is no subject.
    let other = board
        .longest_at(name, &[Label::Gpe, Label::Date, Label::Person])
        .is_some();
    if end > name && board.text.continues_line(name) && !other {
        end
    } else {
        at
    }
}

/// The token after a body's or occasion's name that begins at `at`, with "summit" after it.
fn name_end(board: &Board<'_>, at: usize) -> Option<usize> {
    let text = board.text;
    let known = board.longest_at(at, &[Label::Org, Label::Gpe, Label::Loc]);
    let end = match known {
        // "the Trilateral Summit of A, B and C" is named before them.
        Some(known) if is_listed(board, known) => return None,
        Some(known) => match extent::joint_talks(board, known) {
            Some(end) => return end,
            None => known.tokens.end,
        },
        None => without_place(board, at, phrase::right(board, at, OF_BODY)),
    };
    if end == at {
        return None;
    }
    let occasion = text.continues_line(end) && OCCASIONS.iter().any(|noun| text.is_word(end, noun));
    Some(if occasion { end + 1 } else { end })
}

/// Whether a country is the first of several: "of Egypt, Cyprus and Greece".
fn is_listed(board: &Board<'_>, first: &Candidate) -> bool {
    let text = board.text;
    let mark = first.tokens.end;
    let several = [Label::Gpe, Label::Loc, Label::Org];
    matches!(first.label, Label::Gpe | Label::Loc)
        && text.is_any(mark, &[",", "and"])
        && text.continues_line(mark)
        && board
            .longest_at(text.past_the(mark + 1), &several)
            .is_some()
}

/// "CSTO Summit", "Beijing summit", "Third Belt and Road Forum", "BRICS Foreign Ministers Meeting".
fn modified(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    if !text.continues_line(at) {
        return None;
    }
    // A standing format that the knowledge base holds as a body.
    let standing = board.covering(at).is_some_and(|candidate| {
        candidate.label == Label::Org && candidate.entity.is_some() && candidate.tokens.end > at
    });
    // "National Assembly": a parliament.
    let parliament =
        at > 0 && text.is_any(at, &["Assembly", "Congress"]) && text.is_any(at - 1, &PARLIAMENTS);
    if standing || parliament {
        return None;
    }
    let before_at = at - 1;
    let house = text.is_any(
        before_at,
        &[
            "Parliamentary",
            "General",
            "National",
            "Legislative",
            "People",
            "Press",
            "News",
            "Video",
        ],
    );
    // "National Assembly" is a body, a press conference is nobody's event.
    if house && text.is_any(at, &["Assembly", "Congress", "Conference"]) {
        return None;
    }
    let capital = text.is_capitalised(at);
    let names = [Label::Org, Label::Gpe, Label::Loc];
    let mut start = if capital {
        phrase::left(board, at, &|word| word.len() > 3)
    } else {
        // "India–Tanzania business forum"
        let subject = text.is_any(before_at, &SUBJECTS) && text.continues_line(before_at);
        let end = if subject { before_at } else { at };
        match board.ending_at(end, &names) {
            Some(name) => extraordinary(text, joined_start(board, name.tokens.start)),
            None => return None,
        }
    };
    let meeting_noun = text.is_any_word(
        at,
        &["session", "debate", "conference", "meeting", "exhibition"],
    );
    if !capital && meeting_noun {
        // "Security Council session": only the body is named.
        let body = board.ending_at(at, &[Label::Org]).is_some();
        let place = board
            .ending_at(at, &[Label::Gpe])
            .is_some_and(|name| name.tokens.len() < 3);
        if body || !place {
            return None;
        }
    }
    while start < at
        && (is_bare_opener(board, start) || text.is_any(start, &["The", "Today", "At", "In"]))
    {
        start += 1;
    }
    let weak = (start..at).all(|next| {
        !text.is_capitalised(next)
            || text.is_any(
                next,
                &[
                    "Plenary",
                    "Opening",
                    "Closing",
                    "Joint",
                    "Press",
                    "News",
                    "Special",
                    "Regular",
                    "High",
                    "Level",
                    "Video",
                    "Ministerial",
                    "Annual",
                    "Working",
                    "Regional",
                    "International",
                ],
            )
    });
    // "Almaty Conference Service" is a body.
    let body = text.continues_line(at + 1)
        && text.is_any(
            at + 1,
            &[
                "Service",
                "Centre",
                "Center",
                "Secretariat",
                "Committee",
                "Hall",
                "Partner",
                "Partners",
                "Partnership",
                "Relations",
            ],
        );
    if start == at || weak || body {
        return None;
    }
    // "C5+1 Leaders’ Summit"
    if start > 1
        && text.is(start - 1, "+")
        && text.joined(start)
        && text.joined(start - 1)
        && (text.is_plain_word(start - 2) || text.is_number(start - 2))
    {
        start -= 2;
    }
    // "an Investors Forum": what sort of occasion it is, no name.
    let indefinite = start + 1 == at
        && start > 0
        && text.is_any(start - 1, &["a", "an"])
        && board.starting_at(start).next().is_none();
    if indefinite {
        return None;
    }
    if capital {
        // "ASEAN-Republic of Korea Summit": a name with small words before the occasion.
        let name = board.ending_at(at, &names).map(|name| name.tokens.start);
        let start_of_name = name.filter(|&name| name < start).unwrap_or(start);
        start = year_before(text, joined_start(board, start_of_name));
    }
    let before = start.checked_sub(1).filter(|_| text.continues_line(start));
    if let Some(before) = before
        && ordinal(text, before).is_some_and(|(_, end)| end == start)
    {
        start = before;
    }
    let mut end = at + 1;
    if text.is_any(end, &["on", "for"]) && capital && text.continues_line(end) {
        end = subject_after(board, end);
    }
    if text.is(end, "of") && capital && text.continues_line(end) {
        let name = text.past_the(end + 1);
        if let Some(stop) = name_end(board, name) {
            end = stop;
        }
    }
    Some(start..end)
}

/// What a forum or summit is about, in lower case before it.
const SUBJECTS: [&str; 9] = [
    "business",
    "economic",
    "investment",
    "trade",
    "parliamentary",
    "youth",
    "energy",
    "media",
    "peace",
];

/// The start of an occasion's name with "extraordinary" before it.
fn extraordinary(text: &Text<'_>, start: usize) -> usize {
    let before = start.checked_sub(1).filter(|_| text.continues_line(start));
    before
        .filter(|&at| text.is_any_word(at, &["extraordinary", "emergency"]))
        .unwrap_or(start)
}

/// The start of names joined by a dash: "Russia–Africa", "Central Asia – Russia".
fn joined_start(board: &Board<'_>, start: usize) -> usize {
    let text = board.text;
    let Some(dash) = start.checked_sub(1) else {
        return start;
    };
    if text.is_any(dash, &["-", "–", "—", "+"]) && text.continues_line(start) {
        let names = [Label::Org, Label::Gpe, Label::Loc];
        if let Some(name) = board.ending_at(dash, &names) {
            return name.tokens.start;
        }
    }
    start
}

fn is_bare_opener(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    text.opens_sentence(at)
        && crate::knowledge::lexicon::is_common(text.word(at))
        && ordinal(text, at).is_none()
}
