//! Headings in capitals, read as if they were set in upper and lower case.

use std::borrow::Cow;

use super::layers::dates::MONTHS;
use crate::knowledge::Knowledge;
use crate::knowledge::lexicon::is_common;
use crate::knowledge::trie::UNKNOWN;
use crate::token::{Piece, TokenKind, pieces};

/// The text with the words of every line in capitals set with one capital each, acronyms left as
/// they are. Every character keeps its place and its length in bytes, so that offsets into the
/// result are offsets into the text.
pub(super) fn recase<'text>(text: &'text str, knowledge: &Knowledge) -> Cow<'text, str> {
    let mut changed: Option<String> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let end = if is_shouted(line) || is_shouted_name(line, knowledge) {
            at
        } else if let Some(length) =
            place_of_dateline(line, knowledge).or_else(|| speaker_of_turn(line))
        {
            start + length
        } else if let Some(length) = label_of_turn(line) {
            start + length
        } else {
            continue;
        };
        let whole = changed.get_or_insert_with(|| text.to_owned());
        let lowered = lowered(&text[start..end], knowledge);
        whole.replace_range(start..end, &lowered);
    }
    changed.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Fewest words of a line in capitals; two may be a name with an acronym.
const FEWEST_WORDS: usize = 3;

/// Longest line that is taken for a heading, in bytes.
const LONGEST_LINE: usize = 1000;

/// Whether a line has words in capitals only, and long ones among them.
fn is_shouted(line: &str) -> bool {
    if line.len() > LONGEST_LINE || line.chars().any(char::is_lowercase) {
        return false;
    }
    let words = pieces(line).filter(|piece| piece.kind == TokenKind::Word);
    let (mut count, mut long) = (0, 0);
    for piece in words {
        count += 1;
        long += usize::from(piece.end - piece.start > 4);
    }
    count >= FEWEST_WORDS && 2 * long >= count
}

/// Whether a line is nothing but a name that is known in upper and lower case only: "UKRAINE",
/// "SECURITY COUNCIL" over a section.
fn is_shouted_name(line: &str, knowledge: &Knowledge) -> bool {
    if line.len() > LONGEST_LINE || line.chars().any(char::is_lowercase) {
        return false;
    }
    let names = knowledge.names();
    let (mut node, mut as_written) = (0, Some(0));
    let mut long = false;
    for (index, piece) in pieces(line).enumerate() {
        let word = &line[piece.start..piece.end];
        if piece.kind != TokenKind::Word || index == MOST_PLACE_WORDS {
            return false;
        }
        long |= word.len() > 3;
        let symbol = |word: &str| knowledge.vocabulary().of_text(word);
        as_written = as_written.and_then(|node| names.step(node, symbol(word)));
        let small = index > 0 && SMALL.contains(&word);
        match names.step(node, symbol(&with_capital(word, small))) {
            Some(next) => node = next,
            None => return false,
        }
    }
    let known = |node: u32| names.payload(node).is_some();
    long && known(node) && !as_written.is_some_and(known)
}

/// The length of the place in capitals that opens a line with a date line, or is all of a line: "NEW
/// DELHI, May 3 – …".
fn place_of_dateline(line: &str, knowledge: &Knowledge) -> Option<usize> {
    let names = knowledge.names();
    let (mut node, mut end) = (0, 0);
    for (index, piece) in pieces(line).enumerate() {
        let word = &line[piece.start..piece.end];
        if piece.kind != TokenKind::Word {
            // "ASTANA. June 19. …" opens with the place, "NATO. The bloc" does not.
            let dated = word == "." && opens_with_month(&line[piece.end..]);
            let closes = dated || matches!(word, "," | "–" | "—" | "-" | "(" | ":" | "/");
            let known = names.payload(node).is_some();
            return (index > 0 && closes && known).then_some(end);
        }
        let shouted = word.chars().count() > 2 && word.chars().all(char::is_uppercase);
        if !shouted || index == MOST_PLACE_WORDS {
            return None;
        }
        node = names.step(
            node,
            knowledge.vocabulary().of_text(&with_capital(word, false)),
        )?;
        end = piece.end;
    }
    // A place alone on its line, as signatures have it.
    names.payload(node).is_some().then_some(end)
}

/// The length of the label in capitals that opens the turn of somebody in office: "SECRETARY X: …",
/// "THE MINISTER – …".
fn label_of_turn(line: &str) -> Option<usize> {
    let mut titled = false;
    for (index, piece) in pieces(line).take(LONGEST_LABEL).enumerate() {
        let word = &line[piece.start..piece.end];
        if piece.kind == TokenKind::Word {
            if word.chars().any(char::is_lowercase) {
                return None;
            }
            titled |= OF_LABELS.contains(&word);
        } else if matches!(word, ":" | "–" | "—") {
            return (index > 0 && titled).then_some(piece.start);
        } else if !matches!(word, "." | "-" | "’" | "'" | ",") {
            return None;
        }
    }
    None
}

/// Most pieces of the label of a turn.
const LONGEST_LABEL: usize = 12;

/// Words of office and courtesy in labels of turns.
const OF_LABELS: [&str; 25] = [
    "SECRETARY",
    "UNDERSECRETARY",
    "MINISTER",
    "PRESIDENT",
    "CHANCELLOR",
    "PREMIER",
    "ENVOY",
    "AMBASSADOR",
    "COMMISSIONER",
    "SPOKESPERSON",
    "SPOKESMAN",
    "SPOKESWOMAN",
    "DIRECTOR",
    "GOVERNOR",
    "SENATOR",
    "REPRESENTATIVE",
    "COORDINATOR",
    "ADVISER",
    "ADVISOR",
    "CHAIR",
    "CHAIRMAN",
    "MR",
    "MS",
    "MRS",
    "DR",
];

/// The length of the title and name in capitals that open a turn or a record of speakers: "SPECIAL
/// ENVOY JONES: …", "ANNA BERG-HOLM (Norway) said …".
fn speaker_of_turn(line: &str) -> Option<usize> {
    let (mut end, mut words) = (0, 0);
    for piece in pieces(line) {
        let word = &line[piece.start..piece.end];
        if piece.kind != TokenKind::Word {
            match word {
                "-" | "." | "'" | "’" if words > 0 => continue,
                ":" if words > 1 => return Some(end),
                "(" if words > 1 => {
                    let inside = line[piece.end..].split(')').next()?;
                    let named = inside.chars().any(char::is_lowercase)
                        && inside.starts_with(char::is_uppercase);
                    return named.then_some(end);
                }
                _ => return None,
            }
        }
        if !word.chars().all(char::is_uppercase) || words == MOST_SPEAKER_WORDS {
            return None;
        }
        words += 1;
        end = piece.end;
    }
    None
}

/// Most words of a speaker's title and name.
const MOST_SPEAKER_WORDS: usize = 8;

/// Whether a text begins with a month, or a day and a month.
fn opens_with_month(text: &str) -> bool {
    text.split_whitespace().take(2).any(|word| {
        let letters = word.trim_end_matches(['.', ',']);
        letters.len() > 2
            && MONTHS
                .iter()
                .any(|month| *month == letters || month.get(..3) == Some(letters))
    })
}

/// Most words of a place in a date line.
const MOST_PLACE_WORDS: usize = 3;

fn lowered(line: &str, knowledge: &Knowledge) -> String {
    let mut lowered = line.to_owned();
    let mut before: Option<Piece> = None;
    for piece in pieces(line) {
        let word = &line[piece.start..piece.end];
        let possessive = before.is_some_and(|mark| {
            mark.end == piece.start && matches!(&line[mark.start..mark.end], "'" | "’")
        });
        before = Some(piece);
        if piece.kind != TokenKind::Word {
            continue;
        }
        let small = possessive && word == "S" || SMALL.contains(&word);
        let titled = with_capital(word, small && piece.start > 0);
        let courtesy = matches!(word, "MR" | "MRS" | "MS" | "DR");
        if titled.len() == word.len()
            && (small || courtesy || !is_acronym(word, &titled, knowledge))
        {
            lowered.replace_range(piece.start..piece.end, &titled);
        }
    }
    lowered
}

/// Words that titles set in lower case.
const SMALL: [&str; 17] = [
    "OF", "THE", "AND", "FOR", "ON", "IN", "TO", "WITH", "AT", "BY", "A", "AN", "FROM", "AS",
    "BETWEEN", "OR", "THAT",
];

/// The word in lower case, with its first letter in capitals unless it is a small word; a letter
/// that would change its length stays as it is.
fn with_capital(word: &str, small: bool) -> String {
    let mut titled = String::with_capacity(word.len());
    for (at, letter) in word.char_indices() {
        let mut lower = letter.to_lowercase();
        let same_length = lower
            .next()
            .filter(|low| low.len_utf8() == letter.len_utf8() && lower.next().is_none());
        match same_length {
            Some(low) if at > 0 || small => titled.push(low),
            _ => titled.push(letter),
        }
    }
    titled
}

/// Whether a word in capitals is known only in capitals, or too short to be anything else.
fn is_acronym(word: &str, titled: &str, knowledge: &Knowledge) -> bool {
    if is_common(titled) || word.len() > LONGEST_ACRONYM {
        return false;
    }
    let symbol = knowledge.vocabulary().of_text(word);
    let names = knowledge.names();
    let known = symbol != UNKNOWN
        && names
            .step(0, symbol)
            .is_some_and(|node| names.payload(node).is_some());
    let pronounceable = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    known || !pronounceable
}

/// Longest acronym, in bytes.
const LONGEST_ACRONYM: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::embedded;

    #[test]
    fn headings_in_capitals_are_read_as_titles() {
        let knowledge = embedded().unwrap();
        let text = "RUSSIA’S FOREIGN MINISTER AND UN SECRETARY-GENERAL MEET\nNATO said NO.";
        let read = recase(text, &knowledge);
        assert_eq!(
            read,
            "Russia’s Foreign Minister and UN Secretary-General Meet\nNATO said NO."
        );
        assert_eq!(read.len(), text.len());
    }

    #[test]
    fn places_of_date_lines_are_read_as_names() {
        let knowledge = embedded().unwrap();
        let read = recase(
            "CAPE TOWN, May 3 – The BRICS met.\nNATO – a bloc",
            &knowledge,
        );
        assert_eq!(read, "Cape Town, May 3 – The BRICS met.\nNATO – a bloc");
    }

    #[test]
    fn lines_that_are_one_known_name_are_read_as_it() {
        let knowledge = embedded().unwrap();
        let read = recase(
            "UKRAINE\nNATO\nSECURITY COUNCIL\nASTANA. June 3. It rained.",
            &knowledge,
        );
        assert_eq!(
            read,
            "Ukraine\nNATO\nSecurity Council\nAstana. June 3. It rained."
        );
    }

    #[test]
    fn other_lines_stay() {
        let knowledge = embedded().unwrap();
        for text in [
            "",
            "SCO CSTO",
            "The SCO and the CIS met",
            "İSTANBUL İZMİR ANKARA",
        ] {
            assert_eq!(recase(text, &knowledge).len(), text.len());
        }
    }
}
