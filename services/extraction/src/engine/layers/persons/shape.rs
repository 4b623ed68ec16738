//! Names of persons by their shape and by the words around them.

use communique_model::{EntityKind, Label};

use super::super::offices::is_head;
use crate::engine::board::{Board, Rank};
use crate::engine::text::Text;
use crate::knowledge::PARTICLES;
use crate::knowledge::lexicon::{is_common, is_honorific};

/// What stands before a name and says that it is a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Introduction {
    None,
    Honorific,
    Office,
    /// A rank, a style of birth or of the church, which is no office.
    Rank,
    /// A noun in lower case that says what somebody is: "journalist".
    Role,
    /// The label of a turn: a name at the start of a line, then a colon.
    Label,
    /// A line of the list under "Persons".
    List,
    /// A verb of speech follows, or stands before with an end of a quotation.
    Speech,
}

pub(super) fn introduction(board: &Board<'_>, at: usize) -> Introduction {
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
        if is_style(text, before) {
            return Introduction::Honorific;
        }
        if at >= EXCELLENCY && is_excellency(text, at - EXCELLENCY) {
            return Introduction::Honorific;
        }
        if text.is_any(before, &RANKS) {
            return Introduction::Rank;
        }
        if text.is_any(before, &ROLES) {
            return Introduction::Role;
        }
        // "Cuban leader Castro"
        let nations = [Label::Gpe, Label::Norp];
        if text.is_any_word(before, &["leader"]) && board.ending_at(before, &nations).is_some() {
            return Introduction::Office;
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
        if one_of_several(board, at) {
            return Introduction::Office;
        }
    }
    label_or_none(board, at)
}

/// Whether a name is one of several behind the title of all: "Presidents X and Y".
fn one_of_several(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let titled = |name: usize| {
        name > 0 && text.is_any(name - 1, &PLURAL_TITLES) && text.continues_line(name)
    };
    if titled(at) {
        let end = shape_end(board, at);
        return end > at && text.is_any(end, &["and", ","]) && text.is_capitalised(end + 1);
    }
    text.is(at - 1, "and")
        && board
            .ending_at(at - 1, &[Label::Person])
            .is_some_and(|first| titled(first.tokens.start))
}

/// Titles of several who are named behind them.
const PLURAL_TITLES: [&str; 7] = [
    "Presidents",
    "Ministers",
    "Chancellors",
    "Ambassadors",
    "Secretaries",
    "Premiers",
    "Leaders",
];

/// Ranks and styles that go before names and are no offices.
const RANKS: [&str; 26] = [
    "Senator",
    "Congressman",
    "Congresswoman",
    "Reverend",
    "Colonel",
    "Captain",
    "Lieutenant",
    "Admiral",
    "Bishop",
    "Archbishop",
    "Cardinal",
    "Rabbi",
    "Judge",
    "Prince",
    "Princess",
    "Baron",
    "Baroness",
    "Dame",
    "Academician",
    "Brigadier",
    "Sergeant",
    "Marshal",
    "Hajji",
    "Imam",
    "Ayatollah",
    "Duke",
];

/// Nouns in lower case that stand before the name of the one who is so.
const ROLES: [&str; 46] = [
    "journalist",
    "correspondent",
    "reporter",
    "writer",
    "author",
    "poet",
    "novelist",
    "activist",
    "lawyer",
    "analyst",
    "expert",
    "professor",
    "cosmonaut",
    "astronaut",
    "businessman",
    "businesswoman",
    "politician",
    "candidate",
    "singer",
    "actor",
    "actress",
    "director",
    "composer",
    "historian",
    "researcher",
    "scientist",
    "colleague",
    "counterpart",
    "diplomat",
    "economist",
    "philosopher",
    "artist",
    "painter",
    "physicist",
    "deputy",
    "senator",
    "lawmaker",
    "dissident",
    "commander",
    "successor",
    "predecessor",
    "wife",
    "husband",
    "son",
    "daughter",
    "brother",
];

/// Tokens of "H.E.".
pub(super) const EXCELLENCY: usize = 4;

/// Whether "H.E." begins at a token.
pub(super) fn is_excellency(text: &Text<'_>, at: usize) -> bool {
    text.is_any(at, &["H", "S"])
        && text.is(at + 1, ".")
        && text.is_any(at + 2, &["E", "H", "M"])
        && text.is(at + 3, ".")
}

/// Whether a style in capitals without points stands before a name: "HE Sheikh X".
pub(super) fn is_style(text: &Text<'_>, at: usize) -> bool {
    text.is_any(at, &["HE", "HH", "HRH"])
        && (at + 1..at + 3).all(|next| text.continues_line(next) && text.is_capitalised(next))
}

fn label_or_none(board: &Board<'_>, at: usize) -> Introduction {
    let text = board.text;
    let line = text.line_start(at);
    let opens = at - line <= LONGEST_OPENING
        && (line..at).all(|token| !text.is_plain_word(token) && !text.is_number(token));
    if !opens {
        return Introduction::None;
    }
    let end = shape_end(board, at);
    if end > at && text.is(end, ":") {
        // "Key Talking Points:" is no name; one common word gives it away.
        let initial = |next| is_initial(text, next) && text.is(next + 1, ".");
        let plain = (at..end).any(|next| is_common(text.word(next)) && !initial(next))
            || KINDS_OF_TEXT.iter().any(|kind| text.is_word(end - 1, kind));
        if !plain {
            return Introduction::Label;
        }
    }
    if end == text.line_end(at) && under_persons(board, line) {
        return Introduction::List;
    }
    Introduction::None
}

/// What a text or a part of it is, before a colon: "Diplomatic Calendar:".
const KINDS_OF_TEXT: [&str; 18] = [
    "Advisory",
    "Agenda",
    "Alert",
    "Answer",
    "Briefing",
    "Calendar",
    "Contacts",
    "Highlights",
    "Notice",
    "Programme",
    "Question",
    "Readout",
    "Release",
    "Remarks",
    "Schedule",
    "Sheet",
    "Transcript",
    "Update",
];

/// Most marks and emoji in front of the label of a turn.
const LONGEST_OPENING: usize = 24;

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
pub(super) fn speaks(board: &Board<'_>, at: usize, end: usize) -> bool {
    let text = board.text;
    let after = text.continues_line(end) && text.is_any(end, &SPEECH);
    let before = at > 0 && text.continues_line(at) && text.is_any(at - 1, &SPEECH[..9]);
    after || before
}

/// Longest name, in words.
const LONGEST: usize = 5;

/// The token after the name-shaped words that begin at `at`: capitalised words, initials, joined
/// by hyphens, with particles.
pub(super) fn shape_end(board: &Board<'_>, at: usize) -> usize {
    let text = board.text;
    let mut end = at;
    let mut words = 0;
    if PARTICLES.contains(&text.word(at)) {
        end = if text.is_inner_hyphen(at + 1) {
            at + 2
        } else {
            at + 1
        };
        if !text.is_capitalised(end) || !text.continues_line(end) {
            return at;
        }
    }
    while words < LONGEST && (end == at || text.continues_line(end)) {
        if text.is_capitalised(end) && !is_other_name(board, end, words) {
            end += 1;
            words += 1;
            while is_initial(text, end - 1) && text.is(end, ".") && text.joined(end) {
                end += 1;
                // "K.-J."
                if !(text.is(end, "-") && text.joined(end) && is_initial(text, end + 1)) {
                    break;
                }
                end += 2;
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

/// A capital letter by itself, or a given name that is always written short.
fn is_initial(text: &Text<'_>, at: usize) -> bool {
    text.is_capitalised(at) && text.word(at).chars().count() == 1
        || text.is_any(at, &["Ma", "Md", "Mohd", "Muhd"]) && text.is(at + 1, ".")
}

/// Common words that are names of persons too, where a title says that a person follows.
const NAMES_TOO: [&str; 20] = [
    "Bush",
    "Brown",
    "Black",
    "White",
    "Price",
    "Grace",
    "Rose",
    "Mark",
    "Bill",
    "Will",
    "Chase",
    "Christian",
    "Hope",
    "Young",
    "June",
    "April",
    "August",
    "Bath",
    "Split",
    "Reading",
];

/// Whether a common word may be a person's name where a title says that a person follows.
pub(crate) fn may_be_name(word: &str) -> bool {
    NAMES_TOO.contains(&word)
}

fn is_introduced(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    at > 0
        && text.continues_line(at)
        && (board.ending_at(at, &[Label::Office]).is_some()
            || is_honorific(text.word(at - 1))
            || at > 1 && text.is(at - 1, ".") && is_honorific(text.word(at - 2))
            || is_head(text.word(at - 1)))
}

/// Whether a place or a nation is a given name here: "Mayor Milan Djuric", "Deputy Minister Roman
/// Ivanov". An office stands before it and an unknown word after.
pub(super) fn is_given_name_too(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let surname = at + 1;
    let follows = text.is_capitalised(surname)
        && text.continues_line(surname)
        && !is_common(text.word(surname))
        && !is_head(text.word(surname))
        && board.starting_at(surname).next().is_none();
    let only_place = board.starting_at(at).all(|candidate| {
        candidate.tokens.len() == 1
            && matches!(candidate.label, Label::Gpe | Label::Norp | Label::Loc)
    });
    // After a title that is complete a name follows, whatever else its first word may mean.
    let titled = board.ending_at(at, &[Label::Office]).is_some() && text.continues_line(at);
    let given = || board.knowledge.people().is_first_name(text.name_symbol(at));
    follows && only_place && (titled || is_introduced(board, at) && given())
}

/// Whether a town stands inside a person's name, with another unknown word of it behind.
fn is_inside_name(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let next = at + 1;
    is_town(board, at)
        && text.is_capitalised(next)
        && text.continues_line(next)
        && !is_common(text.word(next))
        && !is_head(text.word(next))
        && board.starting_at(next).next().is_none()
}

/// Whether nothing but a place that is no country is known by a word.
fn is_town(board: &Board<'_>, at: usize) -> bool {
    board.starting_at(at).all(|candidate| {
        let country = candidate
            .entity
            .is_some_and(|key| board.knowledge.get(key).kind == EntityKind::Country);
        candidate.tokens.len() == 1 && candidate.label == Label::Gpe && !country
    })
}

fn is_other_name(board: &Board<'_>, at: usize, words: usize) -> bool {
    let text = board.text;
    let word = text.word(at);
    let initial = word.chars().count() == 1 && text.is(at + 1, ".");
    let common = is_common(word) && !(may_be_name(word) && is_introduced(board, at));
    // "Mayor of X Milan Y", "Secretary General of X Sultan Y": after a title a given name may be
    // that of a city or an office too.
    let given = words == 0
        && text.is_capitalised(at + 1)
        && board.knowledge.people().is_first_name(text.name_symbol(at))
        && board.ending_at(at, &[Label::Office]).is_some();
    if given {
        return false;
    }
    if is_honorific(word)
        || is_head(word)
        || is_excellency(text, at)
        || (common && !initial && (words == 0 || text.opens_sentence(at)))
    {
        return true;
    }
    if super::super::phrase::is_headline_verb(word) {
        return true;
    }
    if words > 0 && matches!(word, "The" | "Today" | "In" | "On" | "At" | "And") {
        return true;
    }
    // "Monica P. Medina": behind an initial stands a surname, whatever towns are called so.
    let behind_initial = words > 1 && text.is(at - 1, ".") && is_initial(text, at - 2);
    if is_given_name_too(board, at)
        || words > 1 && (is_inside_name(board, at) || behind_initial && is_town(board, at))
    {
        return false;
    }
    board.starting_at(at).any(|candidate| {
        candidate.rank >= Rank::Name
            && (matches!(candidate.label, Label::Date | Label::Office | Label::Org)
                || (matches!(candidate.label, Label::Gpe | Label::Norp | Label::Loc) && words != 1))
    })
}
