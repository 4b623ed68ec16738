//! The words of a title, without the country or body whose it is.

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::bodies::unlisted_body;
use crate::engine::board::Candidate;
use crate::engine::states::is_presidency;
use crate::engine::text::{Reading, Text};
use crate::knowledge::lexicon::is_honorific;
use crate::knowledge::{EntityKey, Knowledge};

/// Abbreviated titles and what they stand for.
const ABBREVIATED: [(&str, &str); 4] = [
    ("FM", "Foreign Minister"),
    ("PM", "Prime Minister"),
    ("Amb.", "Ambassador"),
    ("Amb .", "Ambassador"),
];

/// The title without the country or body it belongs to: "President of Russia" is "President".
pub(super) fn title_words(
    text: &Text<'_>,
    knowledge: &Knowledge,
    mentions: &[Candidate],
    title: &Candidate,
) -> String {
    let mut kept: Vec<usize> = Vec::new();
    let mut at = title.tokens.start;
    let end = title.tokens.end;
    let is_the = |token: &usize| text.is(*token, "the");
    let names: Vec<&Candidate> = inside(mentions, title).collect();
    let unlisted = unlisted_body(text, knowledge, mentions, title);
    while at < end {
        let Some(name) = names.iter().find(|name| name.tokens.start == at) else {
            kept.push(at);
            at += 1;
            continue;
        };
        let after = name.tokens.end;
        let preposition = kept.iter().rev().find(|token| !is_the(token));
        let purpose = preposition
            .is_some_and(|&token| text.is_any(token, &["for", "on", "to", "in", "at"]))
            && !serves_chief(text, title, name);
        // "for the Middle East and Africa", "of Emigration and Freedonian Expatriates"
        let goes_on = kept
            .last()
            .is_some_and(|&token| token > title.tokens.start && text.is_any(token, &["and", ","]))
            && text.is_capitalised(name.tokens.start);
        at = after;
        // "Dean of the African group": such a people is no owner.
        let of_no_country = name.label == Label::Norp
            && name
                .entity
                .is_some_and(|key| knowledge.country_of(key).is_none());
        if of_no_country {
            kept.extend(name.tokens.clone());
            continue;
        }
        let region = name.label == Label::Loc
            || goes_on && (name.label == Label::Norp || is_purpose_list(text, &kept));
        if let Some(short) = short_name(text, knowledge, name).filter(|_| purpose) {
            // "Ambassador to the Republic of Freedonia" is one to Freedonia.
            while kept.last().is_some_and(is_the) {
                kept.pop();
            }
            kept.extend(short);
            continue;
        }
        // "Foreign Ministry Spokesperson": a body of a country tells which office it is.
        // "Chairman of the Board of X Holding" is "of the Board".
        let own = unlisted
            .as_ref()
            .filter(|body| name.tokens.end == body.end && name.tokens.start <= body.start);
        if let Some(body) = own {
            kept.extend(name.tokens.start..body.start);
        }
        let national =
            is_national(knowledge, name) && own.is_none() && !chairs(text, knowledge, title, name);
        if national || purpose && name.label == Label::Org {
            kept.extend(without_nation(text, knowledge, name.tokens.clone()));
            if national && let Some(next) = text.after_possessive(after) {
                // "Director of the Foreign Ministry’s Press Department"
                let next = next.min(end);
                if name.tokens.start > title.tokens.start {
                    kept.extend(after..next);
                }
                at = next;
            }
            continue;
        }
        if purpose || region {
            kept.extend(name.tokens.clone());
            continue;
        }
        // "Chairman of the Commission’s Board" is one "of the Board".
        let possessive = text.after_possessive(after);
        let chief = serves_chief(text, title, name);
        if !chief && possessive.is_none_or(|next| next >= end) {
            while kept.last().is_some_and(is_the) {
                kept.pop();
            }
        }
        // "National Leader of the Ruritanian People"
        if name.label == Label::Norp && text.is_any_word(after, &["people", "nation"]) {
            at = after + 1;
            if kept.last().is_some_and(|&token| text.is(token, "of")) {
                kept.pop();
            }
            continue;
        }
        // "Head of the Russian delegation" keeps its "of", "Representative of Russia to the UN"
        // does not.
        let noun_follows = after < end
            && !text.is_any(
                after,
                &["to", "for", "on", "in", "at", "of", "and", ",", "–"],
            );
        if !noun_follows && kept.last().is_some_and(|&token| text.is(token, "of")) {
            kept.pop();
        }
        if let Some(next) = possessive {
            at = next.min(end);
        }
    }
    while kept
        .last()
        .is_some_and(|&last| is_honorific(text.word(last)))
    {
        kept.pop();
    }
    // "Head of the delegation of X" and "Head of the X delegation" are one office.
    if let Some(at) = kept.iter().position(|&token| text.is(token, "delegation"))
        && at > 0
        && is_the(&kept[at - 1])
    {
        kept.remove(at - 1);
    }
    while kept
        .last()
        .is_some_and(|&last| text.is_any(last, &["the", "of"]))
    {
        kept.pop();
    }
    // "Embassy Counsellor": where a diplomat serves is no part of the title.
    if kept.len() > 1 && text.is(kept[0], "Embassy") {
        kept.remove(0);
    }
    // "President of the Republic": which one the rest of the text tells.
    let general = kept.len().checked_sub(3).filter(|&of| {
        of > 0
            && text.is(kept[of], "of")
            && is_the(&kept[of + 1])
            && text.is_any(kept[of + 2], &["Republic", "Federation", "Nation"])
    });
    kept.truncate(general.unwrap_or(kept.len()));
    let mut joined = String::new();
    for (index, &token) in kept.iter().enumerate() {
        let follows = index > 0 && kept[index - 1] + 1 == token && text.joined(token);
        if index > 0 && !follows {
            joined.push(' ');
        }
        joined.push_str(text.word(token));
    }
    ABBREVIATED
        .iter()
        .find(|(short, _)| *short == joined)
        .map_or(joined, |(_, long)| (*long).to_owned())
}

/// Whether a title serves an officer whose country a name inside it tells: "Aide to the Ruritanian
/// President".
pub(super) fn serves_chief(text: &Text<'_>, title: &Candidate, name: &Candidate) -> bool {
    let end = name.tokens.end;
    let next = text.after_possessive(end).unwrap_or(end);
    let before = name.tokens.start.saturating_sub(1);
    let to = if text.is(before, "the") {
        before.saturating_sub(1)
    } else {
        before
    };
    // "Special Representative of the Ruritanian Prime Minister for Afghanistan"
    let of_chief = to > title.tokens.start
        && text.is(to, "of")
        && text.is_any(to - 1, &["Representative", "Envoy", "Adviser", "Advisor"])
        && text.is_any(next, &CHIEFS);
    if of_chief {
        return true;
    }
    text.is(to, "to")
        && matches!(name.label, Label::Norp | Label::Gpe)
        && next < title.tokens.end
        && text.is_capitalised(next)
        && (name.label == Label::Norp || next > end)
}

/// First words of the titles of those who send representatives of their own.
const CHIEFS: [&str; 10] = [
    "President",
    "Prime",
    "Foreign",
    "Secretary",
    "Chairman",
    "Chairperson",
    "Chairwoman",
    "Chair",
    "King",
    "Chancellor",
];

/// Whether "and" goes on with what an office is for: "for the Middle East and Africa".
fn is_purpose_list(text: &Text<'_>, kept: &[usize]) -> bool {
    kept.iter().any(|&token| text.is(token, "for"))
}

/// The short name in that of a state: the "Freedonia" of "Republic of Freedonia".
fn short_name(text: &Text<'_>, knowledge: &Knowledge, name: &Candidate) -> Option<Range<usize>> {
    let country = name.entity.filter(|_| name.label == Label::Gpe)?;
    let range = name.tokens.clone();
    let of = range.clone().find(|&at| text.is(at, "of"))?;
    let start = text.past_the(of + 1);
    let (end, payload) = text.longest(knowledge.names(), Reading::Words, start)?;
    let same = knowledge
        .meanings(payload)
        .first()
        .is_some_and(|meaning| meaning.entity == country);
    (same && end == range.end).then_some(start..end)
}

/// The words of a national body without its nation: "Ruritanian Foreign Ministry", "Parliament of
/// Ruritania". Embassies keep theirs: they have two.
fn without_nation(text: &Text<'_>, knowledge: &Knowledge, body: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (body.start, body.end);
    let resident = ["Embassy", "Consulate", "Mission"];
    if body.clone().any(|at| text.is_any(at, &resident)) {
        return body;
    }
    let nation = |at: usize| {
        let mut found = None;
        text.follow(knowledge.names(), Reading::Words, at, |stop, payload| {
            let national = knowledge.meanings(payload).first().is_some_and(|meaning| {
                let kind = knowledge.get(meaning.entity).kind;
                matches!(kind, EntityKind::Country | EntityKind::People)
                    && knowledge.country_of(meaning.entity).is_some()
            });
            if national {
                found = Some(stop);
            }
        });
        found
    };
    if let Some(stop) = nation(start).filter(|&stop| stop < end) {
        start = text.after_possessive(stop).unwrap_or(stop).min(end - 1);
    }
    let of = (end.saturating_sub(LONGEST_STATE).max(start + 1)..end)
        .find(|&at| text.is(at, "of") && nation(text.past_the(at + 1)) == Some(end));
    if let Some(of) = of {
        end = of;
    }
    start..end
}

/// Longest name of a state with "of the" in front, in tokens.
const LONGEST_STATE: usize = 10;

/// Whether a title is that of who chairs the body named in it: such an office is the body’s own.
/// Governments are chaired for their country.
pub(super) fn chairs(
    text: &Text<'_>,
    knowledge: &Knowledge,
    title: &Candidate,
    body: &Candidate,
) -> bool {
    let government = body.tokens.clone().any(|at| {
        text.is_any(at, &["Cabinet", "Government"])
            || text.is(at, "Council") && text.is(at + 2, "Ministers")
    });
    if government && is_national(knowledge, body) {
        return false;
    }
    let of = body.tokens.start.saturating_sub(1);
    let of = if text.is(of, "the") {
        of.saturating_sub(1)
    } else {
        of
    };
    let party = text.is_any(title.tokens.start, &["General"])
        && of == title.tokens.start + 2
        && body
            .tokens
            .clone()
            .any(|at| text.is_any(at, &["Party", "CPC", "CPV"]))
        && !body.tokens.clone().any(|at| text.is(at, "Committee"));
    if party && body.entity.is_some() {
        return true;
    }
    if is_presidency(text, body.tokens.clone()) && text.is(of, "of") {
        return true;
    }
    of == title.tokens.start + 1
        && text.is(of, "of")
        && body.entity.is_some()
        && text.is_any(
            title.tokens.start,
            &["Chairman", "Chairwoman", "Chairperson", "Chair", "Speaker"],
        )
}

/// Whether a name is that of a body of one state, or of a part of one.
fn is_national(knowledge: &Knowledge, name: &Candidate) -> bool {
    // One that the knowledge base does not hold is a department.
    name.label == Label::Org && name.entity.is_none_or(|key| is_of_state(knowledge, key))
}

/// Whether a body is an organ of a state and not a company, a university, a mission of an
/// international organisation: the offices of a state’s organs are the state’s.
pub(super) fn is_of_state(knowledge: &Knowledge, body: EntityKey) -> bool {
    let entity = knowledge.get(body);
    let mut wholes = entity.part_of.iter().filter_map(|id| knowledge.key(&id.0));
    let of_international = wholes.any(|whole| knowledge.get(whole).country.is_none());
    let has = |words: &[&str]| {
        entity
            .name
            .split([' ', '-'])
            .any(|word| words.contains(&word))
    };
    // "Rosatom", "Gazprom": what has no noun for a state's organ is named for itself.
    let brand = !entity.name.contains(' ') && entity.name.chars().any(char::is_lowercase);
    let private = brand || has(&PRIVATE) && !has(&["Committee", "Ministry"]);
    entity.country.is_some() && !of_international && !private
}

/// Words in the names of bodies that are no organs of a state.
pub(super) const PRIVATE: [&str; 24] = [
    "University",
    "Institute",
    "Academy",
    "College",
    "School",
    "Chamber",
    "Federation",
    "Association",
    "Foundation",
    "Fund",
    "Company",
    "Corporation",
    "Group",
    "Holding",
    "Airlines",
    "Railways",
    "Club",
    "Society",
    "Crescent",
    "Church",
    "Museum",
    "Hospital",
    "Party",
    "Bank",
];

/// The names inside a title.
pub(super) fn inside<'a>(
    mentions: &'a [Candidate],
    title: &Candidate,
) -> impl Iterator<Item = &'a Candidate> + use<'a> {
    let range = title.tokens.clone();
    let first = mentions.partition_point(|mention| mention.tokens.start < range.start);
    mentions[first..]
        .iter()
        .take_while(move |mention| mention.tokens.start < range.end)
        .filter(|mention| mention.label != Label::Office)
}
