//! Persons known by surname, and unknown persons by the words around their names.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::known::pick_person;
use super::offices::is_head;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Reading;
use crate::knowledge::lexicon::{is_common, is_honorific};
use crate::knowledge::trie::UNKNOWN;
use crate::knowledge::{EntityKey, Names, PARTICLES};

/// Finds persons that the knowledge layer did not find by their full name.
pub(crate) struct Persons;

impl Layer for Persons {
    fn name(&self) -> &'static str {
        "persons"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut met = Met::of(board);
        let mut unknown: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
        let mut at = 0;
        while at < board.text.len() {
            if !board.text.is_capitalised(at) || is_taken(board, at) {
                at += 1;
                continue;
            }
            let Some(candidate) = self.person_at(board, &met, at) else {
                at += 1;
                continue;
            };
            at = candidate.tokens.end;
            met.add(board, &candidate);
            if candidate.entity.is_none() && candidate.tokens.len() > 1 {
                let first = board.text.word(candidate.tokens.start);
                let names = unknown.entry(first).or_default();
                let words = board.text.words(candidate.tokens.clone());
                let same = |other: &Range<usize>| board.text.words(other.clone()) == words;
                if names.len() < MOST_OF_ONE_NAME && !names.iter().any(same) {
                    names.push(candidate.tokens.clone());
                }
            }
            board.push(candidate);
        }
        self.again(board, &unknown);
    }
}

/// Most unknown persons of one first name that are looked for again.
const MOST_OF_ONE_NAME: usize = 16;

/// Whether a longer or surer name covers the token.
fn is_taken(board: &Board<'_>, at: usize) -> bool {
    let starts = board
        .starting_at(at)
        .any(|candidate| candidate.label == Label::Person || candidate.rank >= Rank::Composite);
    starts
        || board
            .covering(at)
            .is_some_and(|candidate| match candidate.label {
                Label::Office => true,
                Label::Person => candidate.tokens.start < at,
                _ => {
                    candidate.rank >= Rank::Calendar
                        || (candidate.tokens.len() > 1 && candidate.rank >= Rank::Name)
                }
            })
}

/// Persons named so far by each word of their names, so that "Mr Tokayev" is the one the text speaks of.
#[derive(Debug, Default)]
struct Met {
    surnames: HashMap<String, Option<EntityKey>>,
}

impl Met {
    fn of(board: &Board<'_>) -> Self {
        let mut met = Self::default();
        for candidate in board.candidates() {
            if candidate.label == Label::Person {
                met.add(board, candidate);
            }
        }
        met
    }

    fn add(&mut self, board: &Board<'_>, person: &Candidate) {
        let words = board.text.words(person.tokens.clone());
        let canonical = person
            .entity
            .map(|key| board.knowledge.get(key).name.as_str());
        let names = std::iter::once(words).chain(canonical);
        for name in names {
            if !name.contains(' ') {
                continue;
            }
            for word in name.split_whitespace().rev() {
                self.surnames
                    .entry(word.to_owned())
                    .or_insert(person.entity);
            }
        }
    }

    /// Who a surname means in this text: `None` if nobody of that name was met.
    fn get(&self, surname: &str) -> Option<Option<EntityKey>> {
        self.surnames.get(surname).copied()
    }
}

impl Persons {
    /// Finds the full names of unknown persons wherever they stand without introduction.
    fn again(&self, board: &mut Board<'_>, unknown: &HashMap<&str, Vec<Range<usize>>>) {
        let text = board.text;
        let mut at = 0;
        while at < text.len() {
            let names = unknown.get(text.word(at)).filter(|_| !is_taken(board, at));
            let end = names.into_iter().flatten().find_map(|name| {
                let end = at + name.len();
                let same = end <= text.len() && text.words(at..end) == text.words(name.clone());
                same.then_some(end)
            });
            if let Some(end) = end {
                board.push(Candidate::new(
                    at..end,
                    Label::Person,
                    Rank::Name,
                    self.name(),
                ));
                at = end;
            } else {
                at += 1;
            }
        }
    }

    fn person_at(&self, board: &Board<'_>, met: &Met, at: usize) -> Option<Candidate> {
        let text = board.text;
        let mut introduced = introduction(board, at);
        let shaped = shape_end(board, at);
        if introduced == Introduction::None && speaks(board, at, shaped) {
            introduced = Introduction::Speech;
        }
        if let Some((range, entity)) = known_surname(board, met, at, introduced) {
            let candidate = Candidate::new(range, Label::Person, Rank::Name, self.name());
            return Some(candidate.linked(entity));
        }
        let words = (at..shaped)
            .filter(|&next| {
                text.is_plain_word(next) && !(next > at && text.is_inner_hyphen(next - 1))
            })
            .count();
        let first_name_known = board.knowledge.people().is_first_name(text.name_symbol(at));
        let fits = match introduced {
            Introduction::Honorific => words >= 1,
            Introduction::Office => words >= 1 && !(words == 1 && is_common(text.word(at))),
            Introduction::Label | Introduction::List | Introduction::Speech => {
                (2..=4).contains(&words)
            }
            Introduction::None => {
                (2..=4).contains(&words)
                    && first_name_known
                    && !text.is_all_capitals(at)
                    && !board
                        .starting_at(at)
                        .any(|candidate| candidate.rank >= Rank::Name)
                    && !(at > 0 && text.is_capitalised(at - 1) && text.continues_line(at))
            }
        };
        let known = board.starting_at(at).any(|candidate| {
            candidate.rank >= Rank::Name
                && matches!(
                    candidate.label,
                    Label::Gpe | Label::Org | Label::Norp | Label::Loc
                )
        });
        if !fits || shaped == at || (known && introduced != Introduction::Honorific) {
            return None;
        }
        let range = at..shaped;
        let surname = text.words(shaped - 1..shaped);
        let entity = if words == 1 {
            met.get(surname).flatten()
        } else {
            None
        };
        Some(Candidate::new(range, Label::Person, Rank::Name, self.name()).linked(entity))
    }
}

/// What stands before a name and says that it is a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Introduction {
    None,
    Honorific,
    Office,
    /// The label of a turn: a name at the start of a line, then a colon.
    Label,
    /// A line of the list under "Persons".
    List,
    /// A verb of speech follows, or stands before with an end of a quotation.
    Speech,
}

fn introduction(board: &Board<'_>, at: usize) -> Introduction {
    let text = board.text;
    if at == 0 {
        return label_or_none(board, at);
    }
    let before = at - 1;
    if text.continues_line(at) {
        if is_honorific(text.word(before)) {
            return Introduction::Honorific;
        }
        if before > 0 && text.is(before, ".") && is_honorific(text.word(before - 1)) {
            return Introduction::Honorific;
        }
        let office = board.ending_at(at, &[Label::Office]).is_some()
            || (text.is(before, ",")
                && board.ending_at(before, &[Label::Office]).is_some()
                && before + 1 < at);
        if office {
            return Introduction::Office;
        }
        if is_head(text.word(before)) && text.is_capitalised(before) {
            return Introduction::Office;
        }
    }
    label_or_none(board, at)
}

fn label_or_none(board: &Board<'_>, at: usize) -> Introduction {
    let text = board.text;
    let line = text.line_start(at);
    let opens = (line..at).all(|token| !text.is_plain_word(token) && !text.is_number(token));
    if !opens {
        return Introduction::None;
    }
    let end = shape_end(board, at);
    if end > at && text.is(end, ":") {
        // "Key Talking Points:" is no name; one common word gives it away.
        let plain = (at..end).any(|next| is_common(text.word(next)));
        if !plain {
            return Introduction::Label;
        }
    }
    if end == text.line_end(at) && under_persons(board, line) {
        return Introduction::List;
    }
    Introduction::None
}

/// Longest list of persons that a page ends with.
const LONGEST_LIST: usize = 12;

/// Whether a line stands in the list under the heading "Persons".
fn under_persons(board: &Board<'_>, line: usize) -> bool {
    let text = board.text;
    let mut line = line;
    for _ in 0..LONGEST_LIST {
        let Some(above) = line.checked_sub(1).map(|last| text.line_start(last)) else {
            return false;
        };
        if text.is(above, "Persons") && above + 1 == line {
            return true;
        }
        if line - above > LONGEST + 2 {
            return false;
        }
        line = above;
    }
    false
}

/// Verbs that say that somebody spoke.
pub(crate) const SPEECH: [&str; 30] = [
    "said",
    "says",
    "noted",
    "stressed",
    "emphasised",
    "emphasized",
    "stated",
    "added",
    "told",
    "declared",
    "underlined",
    "underscored",
    "recalled",
    "remarked",
    "concluded",
    "observed",
    "explained",
    "replied",
    "asked",
    "announced",
    "reported",
    "believes",
    "thanked",
    "warned",
    "proposed",
    "expressed",
    "commented",
    "pointed",
    "welcomed",
    "reiterated",
];

/// "Jane Doe said", "…” said Jane Doe".
fn speaks(board: &Board<'_>, at: usize, end: usize) -> bool {
    let text = board.text;
    let after = text.continues_line(end) && text.is_any(end, &SPEECH);
    let before = at > 0 && text.continues_line(at) && text.is_any(at - 1, &SPEECH[..9]);
    after || before
}

/// Longest name, in words.
const LONGEST: usize = 5;

/// The token after the name-shaped words that begin at `at`: capitalised words, initials, joined
/// by hyphens, with particles.
fn shape_end(board: &Board<'_>, at: usize) -> usize {
    let text = board.text;
    let mut end = at;
    let mut words = 0;
    while words < LONGEST && (end == at || text.continues_line(end)) {
        if text.is_capitalised(end) && !is_other_name(board, end, words) {
            end += 1;
            words += 1;
            let initial =
                text.word(end - 1).chars().count() == 1 && text.is(end, ".") && text.joined(end);
            if initial {
                end += 1;
            }
            let glued = (text.is_inner_hyphen(end)
                || (text.is_apostrophe(end)
                    && text.joined(end)
                    && text.joined(end + 1)
                    && !text.is(end + 1, "s")))
                && text.is_plain_word(end + 1);
            if glued && text.after_possessive(end).is_none() {
                end += 2;
            }
            continue;
        }
        let particle = words > 0
            && PARTICLES.contains(&text.word(end))
            && (text.is_capitalised(end + 1)
                || PARTICLES.contains(&text.word(end + 1)) && text.is_capitalised(end + 2)
                || text.is_inner_hyphen(end + 1) && text.is_capitalised(end + 2));
        if !particle {
            break;
        }
        end += if text.is_inner_hyphen(end + 1) { 2 } else { 1 };
    }
    end
}

fn is_other_name(board: &Board<'_>, at: usize, words: usize) -> bool {
    let text = board.text;
    let word = text.word(at);
    let initial = word.chars().count() == 1 && text.is(at + 1, ".");
    if is_honorific(word)
        || is_head(word)
        || (is_common(word) && !initial && (words == 0 || text.opens_sentence(at)))
    {
        return true;
    }
    if words > 0 && matches!(word, "The" | "Today" | "In" | "On" | "At" | "And") {
        return true;
    }
    board.starting_at(at).any(|candidate| {
        candidate.rank >= Rank::Name
            && (matches!(candidate.label, Label::Date | Label::Office | Label::Org)
                || (matches!(candidate.label, Label::Gpe | Label::Norp | Label::Loc) && words != 1))
    })
}

/// A known surname at `at`: where its name ends and begins, and whom it means.
fn known_surname(
    board: &Board<'_>,
    met: &Met,
    at: usize,
    introduced: Introduction,
) -> Option<(Range<usize>, Option<EntityKey>)> {
    let (text, people) = (board.text, board.knowledge.people());
    if at > 0 && text.is_inner_hyphen(at - 1) {
        return None;
    }
    // "Vladimir Vladimirovich Putin", "V. Putin": given names that fit, then the surname.
    let shaped = shape_end(board, at);
    for start in at..shaped {
        if !text.is_capitalised(start) || start > at && text.is_inner_hyphen(start - 1) {
            continue;
        }
        let Some((end, payload)) =
            text.longest(people.trie(Names::Surnames), Reading::Sounds, start)
        else {
            continue;
        };
        if text.is_inner_hyphen(end) {
            return None;
        }
        let fitting: Vec<EntityKey> = people
            .persons(payload)
            .iter()
            .copied()
            .filter(|key| given_names_fit(board, *key, at..start))
            .collect();
        if start > at {
            if fitting.is_empty() {
                continue;
            }
            return Some((at..end, pick_person(board, &fitting, at..end)));
        }
        let surname = text.words(end - 1..end);
        if let Some(entity) = met.get(surname) {
            return Some((
                at..end,
                entity.or_else(|| pick_person(board, &fitting, at..end)),
            ))
            .filter(|_| end >= shaped);
        }
        if end < shaped {
            continue;
        }
        return match introduced {
            Introduction::Honorific | Introduction::Office => {
                Some((at..end, pick_person(board, &fitting, at..end)))
            }
            _ => bare_surname(board, &fitting, at..end).map(|entity| (at..end, Some(entity))),
        };
    }
    None
}

/// Whether the words before a surname may be the person's given names or initials.
fn given_names_fit(board: &Board<'_>, person: EntityKey, mut given: Range<usize>) -> bool {
    let text = board.text;
    let names = &board.knowledge.get(person).name;
    let Some(first) = given.find(|&at| text.is_plain_word(at)) else {
        return true;
    };
    let word = text.word(first);
    if word.chars().count() == 1 {
        return names.starts_with(word);
    }
    let symbol = text.name_symbol(first);
    let known = names
        .split_whitespace()
        .next()
        .map(crate::knowledge::fold::skeleton);
    symbol != UNKNOWN && known == Some(crate::knowledge::fold::skeleton(word))
}

/// A surname by itself, without office, courtesy or full name: only one whom everybody knows.
fn bare_surname(
    board: &Board<'_>,
    persons: &[EntityKey],
    range: Range<usize>,
) -> Option<EntityKey> {
    let text = board.text;
    let word = text.word(range.start);
    let beside = (range.start > 0
        && text.is_capitalised(range.start - 1)
        && text.continues_line(range.start))
        || (text.is_capitalised(range.end) && text.continues_line(range.end));
    if beside || is_common(word) || word.chars().count() < 4 || text.is_all_capitals(range.start) {
        return None;
    }
    if board
        .starting_at(range.start)
        .any(|candidate| candidate.rank >= Rank::Name)
    {
        return None;
    }
    let knowledge = board.knowledge;
    let well_known: Vec<EntityKey> = persons
        .iter()
        .copied()
        .filter(|key| {
            let person = knowledge.get(*key);
            let surname_alone = person.aliases.iter().any(|alias| !alias.contains(' '));
            let in_office = board.reference.is_some_and(|date| {
                knowledge
                    .tenures(*key)
                    .iter()
                    .any(|tenure| tenure.covers(date))
            });
            surname_alone || in_office
        })
        .collect();
    match well_known[..] {
        [only] => Some(only),
        _ => None,
    }
}
