//! Names that the knowledge base holds: countries, peoples, places, organisations, persons.

use communique_model::{EntityKind, Label};

use super::Layer;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::{Reading, Text};
use crate::knowledge::lexicon::is_common;
use crate::knowledge::{EntityKey, Knowledge, Meaning, Names};

/// Looks every word up.
pub(crate) struct Known;

impl Layer for Known {
    fn name(&self) -> &'static str {
        "knowledge"
    }

    fn find(&self, board: &mut Board<'_>) {
        for at in 0..board.text.len() {
            let in_hashtag = board
                .covering(at)
                .is_some_and(|candidate| candidate.layer == "hashtags");
            if in_hashtag {
                continue;
            }
            if let Some(candidate) = self.name_at(board, at) {
                board.push(candidate);
            }
            if let Some(candidate) = self.person_at(board, at) {
                board.push(candidate);
            }
        }
    }
}

impl Known {
    fn name_at(&self, board: &Board<'_>, at: usize) -> Option<Candidate> {
        let (text, knowledge) = (board.text, board.knowledge);
        let mut found = None;
        text.follow(knowledge.names(), Reading::Words, at, |end, payload| {
            if let Some(meaning) = choose(text, knowledge, at..end, knowledge.meanings(payload))
                && !is_only_local(text, knowledge, at, end, meaning)
                && is_meant(text, at, end, meaning)
            {
                found = Some((end, meaning));
            }
        });
        let (end, meaning) = found?;
        let place = matches!(meaning.label, Label::Loc | Label::Fac)
            || meaning.label == Label::Gpe && !is_country(knowledge, meaning.entity);
        let after = at > 1 && text.is_inner_hyphen(at - 1) && text.is_any(at - 2, &["Post", "Pre"]);
        if place && is_second_half(board, at) || after && meaning.label == Label::Org {
            return None;
        }
        Some(
            Candidate::new(at..end, meaning.label, Rank::Name, self.name())
                .linked(Some(meaning.entity)),
        )
    }

    fn person_at(&self, board: &Board<'_>, at: usize) -> Option<Candidate> {
        let (text, people) = (board.text, board.knowledge.people());
        if !text.is_capitalised(at) || (at > 0 && text.is_inner_hyphen(at - 1)) {
            return None;
        }
        let mut found = None;
        text.follow(
            people.trie(Names::Full),
            Reading::Sounds,
            at,
            |end, payload| {
                if !text.is_inner_hyphen(end) {
                    found = Some((end, payload));
                }
            },
        );
        let (end, payload) = found?;
        let entity = pick_person(board, people.persons(payload), at..end);
        Some(Candidate::new(at..end, Label::Person, Rank::Name, self.name()).linked(entity))
    }
}

/// The person meant among those of one name: the one who holds an office at the time of the
/// text, then the one whose name is spelt so, then the first of the table.
pub(super) fn pick_person(
    board: &Board<'_>,
    persons: &[EntityKey],
    range: std::ops::Range<usize>,
) -> Option<EntityKey> {
    let knowledge = board.knowledge;
    let words = board.text.words(range);
    let score = |key: &EntityKey| {
        let in_office = board.reference.is_some_and(|date| {
            knowledge
                .tenures(*key)
                .iter()
                .any(|tenure| tenure.covers(date))
        });
        let known_office = !knowledge.tenures(*key).is_empty();
        let person = knowledge.get(*key);
        let spelt = person.name.contains(words) || person.aliases.iter().any(|name| name == words);
        (in_office, known_office, spelt)
    };
    // `max_by_key` takes the last of equals; the first of the table is wanted.
    persons.iter().rev().max_by_key(|key| score(key)).copied()
}

/// Chooses among the meanings of one name.
fn choose(
    text: &Text<'_>,
    knowledge: &Knowledge,
    range: std::ops::Range<usize>,
    meanings: &[Meaning],
) -> Option<Meaning> {
    let first = meanings.first().copied()?;
    if first.label != Label::Gpe || knowledge.get(first.entity).kind != EntityKind::Place {
        return Some(first);
    }
    // "Kherson Region" and "the Kherson and Zaporozhye regions" mean the regions, else the city.
    let regional = names_a_region(text, range.end) || is_listed_region(text, range.start);
    let is_regional = |meaning: &Meaning| {
        let name = &knowledge.get(meaning.entity).name;
        REGIONAL_WORDS.iter().any(|word| name.ends_with(word))
    };
    meanings
        .iter()
        .rev()
        .filter(|meaning| meaning.label == Label::Gpe)
        .max_by_key(|meaning| {
            (
                is_regional(meaning) == regional,
                knowledge.weight(meaning.entity),
            )
        })
        .copied()
}

const REGIONAL_WORDS: [&str; 7] = [
    "Oblast",
    "Region",
    "Province",
    "Krai",
    "Territory",
    "Governorate",
    "Republic",
];

/// Whether "region", "regions" or alike follows, perhaps after "and" and another name.
fn names_a_region(text: &Text<'_>, end: usize) -> bool {
    (end..end + 4)
        .take_while(|&next| text.continues_line(next))
        .take_while(|&next| {
            text.is_capitalised(next)
                || text.is_any(next, &["and", "&", ","])
                || is_regional_noun(text, next)
        })
        .any(|next| is_regional_noun(text, next))
}

/// Whether the name stands in a list after "provinces of" or alike.
fn is_listed_region(text: &Text<'_>, start: usize) -> bool {
    let mut at = start;
    while at > 1 && start - at < LONGEST_LIST && text.continues_line(at) {
        let before = at - 1;
        if text.is(before, "of") {
            return is_regional_noun(text, before - 1);
        }
        if !text.is_capitalised(before) && !text.is_any(before, &[",", "and", "&", "the"]) {
            return false;
        }
        at = before;
    }
    false
}

/// Longest list of regions, in tokens.
const LONGEST_LIST: usize = 16;

fn is_regional_noun(text: &Text<'_>, at: usize) -> bool {
    text.is_any_word(
        at,
        &[
            "region",
            "regions",
            "oblast",
            "oblasts",
            "province",
            "provinces",
            "krai",
        ],
    )
}

/// Names of organs such as "Security Council" belong to whichever body the text speaks of; another
/// layer decides.
fn is_only_local(
    text: &Text<'_>,
    knowledge: &Knowledge,
    at: usize,
    end: usize,
    meaning: Meaning,
) -> bool {
    if meaning.label != Label::Org {
        return false;
    }
    if end - at == 1 && GENERIC_BODIES.contains(&text.word(at)) {
        return true;
    }
    let mut local = false;
    text.follow(knowledge.organ_names(), Reading::Words, at, |stop, _| {
        local |= stop == end && !text.is_all_capitals(at);
    });
    local
}

/// Single words that are short for a body named elsewhere in the text.
pub(super) const GENERIC_BODIES: [&str; 26] = [
    "Commonwealth",
    "Council",
    "Union",
    "Organisation",
    "Organization",
    "Alliance",
    "Assembly",
    "Secretariat",
    "Commission",
    "Community",
    "League",
    "Conference",
    "Forum",
    "Group",
    "Bank",
    "Fund",
    "Court",
    "Ministry",
    "Committee",
    "Parliament",
    "Institute",
    "University",
    "Agency",
    "Association",
    "Embassy",
    "Foundation",
];

/// Whether a known name is meant as a name where it stands.
fn is_meant(text: &Text<'_>, at: usize, end: usize, meaning: Meaning) -> bool {
    let word = text.word(at);
    // "Foreign Office Consultations" are held by ministries of any name.
    if text.is(end - 1, "Office") && text.is(end, "Consultations") {
        return false;
    }
    if end - at > 1 {
        return true;
    }
    if is_document_symbol(text, at, end) {
        return false;
    }
    if matches!(word, "West" | "East" | "North" | "South") {
        return is_world_quarter(text, at);
    }
    if text.is_all_capitals(at) && AMBIGUOUS_CAPITALS.contains(&word) && is_shouted(text, at) {
        return false;
    }
    match meaning.label {
        Label::Gpe | Label::Loc | Label::Fac => {
            !(is_common(word) && (text.opens_sentence(at) || text.is_capitalised(at + 1)))
        }
        _ => true,
    }
}

/// "SC/15684", "SC-21": the letters that open a document's number, and a line.
pub(super) fn is_document_symbol(text: &Text<'_>, at: usize, end: usize) -> bool {
    end == at + 1
        && text.is_any(end, &["/", "-"])
        && text.joined(end)
        && text.joined(end + 1)
        && text.is_number(end + 1)
        && text.is_all_capitals(at)
        && text.word(at).len() < 4
        && text.opens_line(at)
}

fn is_country(knowledge: &Knowledge, entity: EntityKey) -> bool {
    knowledge.get(entity).kind == EntityKind::Country
}

/// Whether a word is the second half of a hyphenated name: the "Caspian" of "Trans-Caspian". After
/// a small prefix ("anti-", "non-") and after another name ("Volga-Yangtze") it stands for itself.
fn is_second_half(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let Some(dash) = at.checked_sub(1).filter(|&dash| text.is_inner_hyphen(dash)) else {
        return false;
    };
    let labels = [Label::Gpe, Label::Loc, Label::Norp, Label::Org, Label::Fac];
    dash > 0
        && text.is_capitalised(dash - 1)
        && !text.is_any_word(dash - 1, &["anti", "pro", "non"])
        && board.ending_at(dash, &labels).is_none()
}

/// Acronyms that are words when a whole line is in capitals.
const AMBIGUOUS_CAPITALS: [&str; 8] = ["US", "WHO", "IT", "AU", "UN", "IS", "ACT", "AID"];

/// Whether the words around are all in capitals, so that capitals tell nothing.
fn is_shouted(text: &Text<'_>, at: usize) -> bool {
    let neighbours = [at.checked_sub(1), Some(at + 1)];
    neighbours.into_iter().flatten().all(|next| {
        !text.is_plain_word(next) || (text.word(next).len() > 3 && text.is_all_capitals(next))
    }) && (text.is_all_capitals(at + 1) || (at > 0 && text.is_all_capitals(at - 1)))
}

/// "the West", "collective West", but not "West Bank" or "West of here".
fn is_world_quarter(text: &Text<'_>, at: usize) -> bool {
    let introduced = at > 0
        && (text.is_any_word(at - 1, &["the", "collective", "political", "and", "or"])
            || text.is_any(at - 1, &["“", "\"", "-", "–"]));
    let goes_on = text.continues_line(at + 1)
        && (text.is_capitalised(at + 1) || text.is_any(at + 1, &["of"]));
    introduced && !goes_on
}
