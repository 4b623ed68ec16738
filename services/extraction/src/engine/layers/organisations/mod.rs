//! Organisations by pattern: organs of known bodies, ministries, and names whose form says that
//! they are a body's.

mod agencies;
mod holder;
mod joint;
mod ministries;
mod states;
mod units;
mod words;

use std::collections::HashMap;
use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::known::is_document_symbol;
use super::phrase::{self, Shape};
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::context::Context;
use crate::engine::text::Reading;
use crate::knowledge::EntityKey;
use crate::knowledge::lexicon::portfolio;
use holder::without_holder;
use joint::{is_joint, is_mechanism};
use ministries::{Ministries, ministry};
use words::{FIRST_WORDS, LAST_WORDS, NAMED_AFTER_PERSONS, NOT_NAMED, OF_A_COUNTRY, UNITS};

/// Finds organisations that no list holds under this name.
pub(crate) struct Organisations;

impl Layer for Organisations {
    fn name(&self) -> &'static str {
        "organisations"
    }

    fn find(&self, board: &mut Board<'_>) {
        let context = Context::new(board);
        let mut ministries: Ministries = HashMap::new();
        for at in 0..board.text.len() {
            let named = board.text.is_capitalised(at) || board.text.is(at, "service");
            if !named || is_hashtag(board, at) {
                continue;
            }
            let found = states::state_body(board, at).or_else(|| agencies::agency(board, at));
            if let Some(range) = found {
                let parts = board.entities_in(range.clone());
                let entity = exact(board, &range);
                board.push(
                    Candidate::new(range, Label::Org, Rank::Name, self.name())
                        .linked(entity)
                        .with_parts(parts),
                );
            }
            if let Some(candidate) = self.organ(board, &context, at) {
                board.push(candidate);
            }
            if let Some(candidate) = ministry(board, &context, &mut ministries, at, self.name()) {
                board.push(candidate);
            }
            if let Some(range) = first_word(board, at).or_else(|| last_word(board, at)) {
                let parts = board.entities_in(range.clone());
                let entity = exact(board, &range).or_else(|| without_country(board, &range));
                let rank = if entity.is_some() {
                    Rank::Name
                } else {
                    Rank::Shape
                };
                board.push(
                    Candidate::new(range, Label::Org, rank, self.name())
                        .linked(entity)
                        .with_parts(parts),
                );
            }
        }
    }
}

fn is_hashtag(board: &Board<'_>, at: usize) -> bool {
    board
        .covering(at)
        .is_some_and(|candidate| candidate.layer == "hashtags")
}

/// A known body that has exactly this range as its name.
fn exact(board: &Board<'_>, range: &Range<usize>) -> Option<EntityKey> {
    board
        .starting_at(range.start)
        .find(|candidate| candidate.tokens == *range && candidate.label == Label::Org)
        .and_then(|candidate| candidate.entity)
}

/// A known body whose name the range is with its own country after it: "Federation Council of
/// Russia".
fn without_country(board: &Board<'_>, range: &Range<usize>) -> Option<EntityKey> {
    let text = board.text;
    let country = (range.start + 2..range.end)
        .filter(|&at| text.is_any(at - 1, &["of", "the"]))
        .filter_map(|at| board.longest_at(at, &[Label::Gpe]))
        .find(|country| country.tokens.end == range.end)?;
    let mut end = country.tokens.start - 1;
    end -= usize::from(text.is(end, "the"));
    let body = exact(board, &(range.start..end)).filter(|_| text.is(end, "of"))?;
    (board.knowledge.country_of(body) == board.knowledge.country_of(country.entity?))
        .then_some(body)
}

impl Organisations {
    /// "Foreign Ministers Council of the Collective Security Treaty Organisation", "CSTO Foreign
    /// Ministers Council", and the bare "Foreign Ministers Council" of the body spoken of.
    fn organ(&self, board: &Board<'_>, context: &Context, at: usize) -> Option<Candidate> {
        let (text, knowledge) = (board.text, board.knowledge);
        let (end, payload) = text.longest(knowledge.organ_names(), Reading::Words, at)?;
        if is_document_symbol(text, at, end) || units::is_unit_of_body(board, end - 1) {
            return None;
        }
        let organs = knowledge.organs(payload);
        let of_parent = |parent: &Candidate| {
            let parent = parent.entity?;
            let of = organs.iter().find(|organ| organ.parent == parent)?;
            Some(of.entity)
        };
        let candidate = |range| Candidate::new(range, Label::Org, Rank::Name, self.name());
        // Before: "CSTO Foreign Ministers Council".
        if let Some(parent) = board.ending_at(at, &[Label::Org])
            && text.continues_line(at)
            && let Some(entity) = of_parent(parent)
        {
            return Some(candidate(parent.tokens.start..end).linked(Some(entity)));
        }
        // After: "Foreign Ministers Council of the CSTO".
        if text.is(end, "of") && text.continues_line(end) {
            let name = text.past_the(end + 1);
            let name = if text.is(name, "#") { name + 1 } else { name };
            let whole = board.longest_at(name, &[Label::Org, Label::Gpe]);
            if let Some(whole) = whole {
                let entity = of_parent(whole).or_else(|| {
                    let country = knowledge.get(whole.entity?);
                    let id = format!("{} of {}", text.words(at..end), country.name);
                    knowledge
                        .by_collapsed(&crate::knowledge::fold::collapse(&id))
                        .map(|meaning| meaning.entity)
                });
                let parts = whole.entity.into_iter().collect();
                return Some(
                    candidate(at..whole.tokens.end)
                        .linked(entity)
                        .with_parts(parts),
                );
            }
        }
        if end - at == 1 && !text.is_all_capitals(at) {
            return None;
        }
        // "Russian Security Council", "Secretary of the Security Council": a country's.
        if let Some(nation) = board.ending_at(at, &[Label::Norp, Label::Gpe])
            && text.continues_line(at)
            && let Some(country) = nation.entity
        {
            let name = &knowledge.get(country).name;
            let id = format!("{} of {name}", text.words(at..end));
            let entity = knowledge
                .by_collapsed(&crate::knowledge::fold::collapse(&id))
                .map(|meaning| meaning.entity);
            let range = nation.tokens.start..end;
            return Some(candidate(range).linked(entity).with_parts(vec![country]));
        }
        let modified = at > 0
            && text.continues_line(at)
            && text.is_capitalised(at - 1)
            && !text.opens_sentence(at - 1);
        let goes_on = text.is_capitalised(end)
            && text.continues_line(end)
            && !phrase::is_headline_verb(text.word(end))
            && board.longest_at(end, &[Label::Person]).is_none()
            && !knowledge.people().is_first_name(text.name_symbol(end))
            && !super::offices::is_head(text.word(end));
        if modified || goes_on {
            return None;
        }
        let only = match organs {
            // "the Business Council", "the Executive Board": many bodies have one.
            [only] if !units::is_usual(text.words(at..end)) => Some(only.entity),
            _ => None,
        };
        let spoken = context.organ(organs, at);
        // "Secretary of the Security Council": a country's, unless the text speaks of another.
        let secretary = at > 2 && text.is(at - 1, "the") && text.is(at - 3, "Secretary");
        let national = || {
            let country = context
                .country_in_sentence(board, at)
                .or_else(|| context.main_country())?;
            let name = format!("{} of {}", text.words(at..end), knowledge.get(country).name);
            let found = knowledge.by_collapsed(&crate::knowledge::fold::collapse(&name))?;
            (found.label == Label::Org).then_some(found.entity)
        };
        let entity = match spoken {
            Some(_) if !secretary => spoken,
            _ => national().or(spoken).or(only),
        };
        Some(candidate(at..end).linked(entity))
    }
}

const AFTER_FIRST: Shape = Shape {
    connectors: &["of", "for"],
    commas: true,
};

/// "Committee on …", "Embassy of Kazakhstan in Russia".
fn first_word(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    // "Consulate General of Russia"
    if text.is(at, "General") && at > 0 && text.is(at - 1, "Consulate") && text.is(at + 1, "of") {
        let name = if text.is(at + 2, "the") {
            at + 3
        } else {
            at + 2
        };
        let country = board.longest_at(name, &[Label::Gpe])?.tokens.end;
        let host = board
            .longest_at(host_start(board, country), &[Label::Gpe])
            .filter(|_| text.is(country, "in"));
        return Some(at - 1..host.map_or(country, |host| host.tokens.end));
    }
    let leads = (text.is_any(at, &FIRST_WORDS) || is_mechanism(board, at))
        && text.is_any(at + 1, &["of", "for", "on", "against"])
        && text.continues_line(at + 1);
    // "the Security Council on UN cooperation": the name is complete without what follows.
    let complete = board
        .ending_at(at + 1, &[Label::Org])
        .is_some_and(|body| body.tokens.len() > 1 && !is_joint(board, body.tokens.clone()));
    // "Chairman-in-Office for Europe"
    let joined = at > 0 && text.is_inner_hyphen(at - 1);
    if !leads || joined || complete || units::is_unit_of_body(board, at) {
        return None;
    }
    // "High Representative of the Union for Foreign Affairs": the Union's name ends before "for".
    if text.is_any(at, &["Union", "Council", "House"])
        && !text.is(at + 1, "of")
        && !text.is(at + 1, "on")
    {
        return None;
    }
    let name = text.past_the(at + 2);
    if !text.continues_line(name) || !phrase::is_part(board, name) {
        return None;
    }
    let mut end = phrase::right(board, name, AFTER_FIRST);
    // A list after "of" goes on to other bodies and countries, not to parts of the name.
    if let Some(country) = board.longest_at(name, &[Label::Gpe, Label::Org]) {
        // "Federation of Pakistan Chambers of Commerce"
        let more = country.tokens.end < end
            && board
                .knowledge
                .is_institutional(text.symbol(country.tokens.end))
            && text.is_any(
                country.tokens.end,
                &["Chambers", "Industries", "Employers", "Unions"],
            );
        if !more {
            end = country.tokens.end;
        }
    }
    end = without_holder(board, at, name, end);
    let resident = text.is_any(at, &["Embassy", "Consulate"]) && text.is(end, "in");
    if resident && let Some(host) = board.longest_at(host_start(board, end), &[Label::Gpe]) {
        end = host.tokens.end;
    }
    let start = phrase::left(board, at, &|word| portfolio(word).is_some());
    let start = if modifiers_are_names(board, start..at) {
        start
    } else {
        at
    };
    Some(start..end)
}

fn host_start(board: &Board<'_>, at: usize) -> usize {
    if board.text.is(at + 1, "the") {
        at + 2
    } else {
        at + 1
    }
}

/// Whether the words before a noun are part of a body's name and no title of a person.
fn modifiers_are_names(board: &Board<'_>, range: Range<usize>) -> bool {
    range
        .into_iter()
        .all(|at| !super::offices::is_head(board.text.word(at)))
}

/// "Asian Infrastructure Investment Bank", "President of Kazakhstan Press Service".
fn last_word(board: &Board<'_>, at: usize) -> Option<Range<usize>> {
    let text = board.text;
    let of_body = |at: usize| {
        board
            .ending_at(at, &[Label::Org])
            .filter(|body| body.entity.is_some() && text.continues_line(at))
    };
    // "OSCE Mission", "EEAS Press Team": only a known body's.
    let unit = text.is_any(at, &UNITS)
        && (of_body(at).is_some()
            || at > 0 && text.is_capitalised(at - 1) && of_body(at - 1).is_some());
    let noun = (text.is_any(at, &LAST_WORDS) || is_mechanism(board, at))
        && !NOT_NAMED.contains(&text.word(at));
    let house = text.is(at, "House") && board.ending_at(at, &[Label::Norp]).is_some();
    if !(noun || unit || house) || units::is_unit_of_body(board, at) {
        return None;
    }
    if text.continues_line(at + 1)
        && text.is_capitalised(at + 1)
        && text.is_any(at + 1, &LAST_WORDS)
    {
        return None;
    }
    // "Foreign Office Consultations" are talks.
    if text.is(at + 1, "Consultations") && text.continues_line(at + 1) {
        return None;
    }
    let press = text.is_any(at, &["Service", "Office"]) && at > 0 && text.is(at - 1, "Press");
    let mut start = phrase::left(board, at, &|word| {
        portfolio(word).is_some() || is_subject(word)
    });
    if press {
        // "President of Kazakhstan Press Service": the office names the body.
        for _ in 0..3 {
            let Some(of) = start.checked_sub(1) else {
                break;
            };
            let joins =
                text.is(of, "of") || (text.is(of, "the") && of > 0 && text.is(of - 1, "of"));
            let noun = if text.is(of, "the") {
                of.checked_sub(2)
            } else {
                of.checked_sub(1)
            };
            match noun {
                Some(noun) if joins && text.is_capitalised(noun) && text.continues_line(start) => {
                    start = phrase::left(board, noun, &|_| false);
                }
                _ => break,
            }
        }
    } else if !modifiers_are_names(board, start..at) {
        return None;
    }
    // "Heydar Aliyev Foundation": named after somebody.
    if let Some(person) = board.ending_at(start, &[Label::Person])
        && text.is_any(at, &NAMED_AFTER_PERSONS)
        && text.continues_line(start)
        && person.tokens.len() > 1
    {
        start = person.tokens.start;
    }
    // "Russian Embassy in Kenya", "EU Partnership Mission in Moldova"
    let resident = text.is_any(at, &["Embassy", "Consulate", "Mission", "House"])
        && text.is(at + 1, "in")
        && text.continues_line(at + 1);
    let host = board
        .longest_at(host_start(board, at + 1), &[Label::Gpe])
        .filter(|_| resident);
    // "Kenya Embassy Moscow"
    let host = host.or_else(|| {
        let city = text.is_any(at, &["Embassy", "Consulate"]) && text.continues_line(at + 1);
        board
            .longest_at(at + 1, &[Label::Gpe])
            .filter(|_| city && text.is_capitalised(at + 1))
    });
    if let Some(host) = host
        && start < at
    {
        return Some(start..host.tokens.end);
    }
    // "Communist Party of Vietnam", "National Bank of Kazakhstan"
    let country = board
        .longest_at(text.past_the(at + 2), &[Label::Gpe])
        .filter(|_| {
            text.is(at + 1, "of") && text.continues_line(at + 1) && text.is_any(at, &OF_A_COUNTRY)
        });
    if let Some(country) = country
        && start < at
    {
        return Some(start..country.tokens.end);
    }
    // A capital at the start of the sentence alone makes no name: "Regional Centre".
    let named = start < at
        && !(at - start == 1 && text.opens_sentence(start) && exact_start(board, start).is_none());
    named.then_some(start..at + 1)
}

fn exact_start<'b>(board: &'b Board<'_>, at: usize) -> Option<&'b Candidate> {
    board.longest_at(at, &[Label::Gpe, Label::Norp, Label::Org, Label::Loc])
}

/// Words that stand before "and" in names of bodies.
fn is_subject(word: &str) -> bool {
    word.len() > 3 && word.starts_with(char::is_uppercase)
}
