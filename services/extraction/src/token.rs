//! Cutting a text into words, numbers and marks.

use std::ops::Range;

use crate::engine::layers::money::is_currency_code;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Begins with a letter: "Astana", "G20".
    Word,
    /// Begins with a digit, of any script: "30", "24th", "5bn".
    Number,
    /// A mark of punctuation (one character, or a run of the same) or a run of symbols.
    Mark,
}

/// A piece of a text without white space; `start` and `end` are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: TokenKind,
    /// Whether a line break stands between this piece and the one before, or nothing is before.
    pub(crate) opens_line: bool,
}

/// Cuts a text into pieces, in one pass.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut at = 0;
    let mut opens_line = true;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let mut skipped = 0;
        for letter in rest.chars() {
            if letter == '\n' {
                opens_line = true;
            } else if !is_space(letter) {
                break;
            }
            skipped += letter.len_utf8();
        }
        let start = at + skipped;
        let first = text[start..].chars().next()?;
        let (kind, end) = piece_end(text, start, first);
        at = end;
        let piece = Piece {
            start,
            end,
            kind,
            opens_line,
        };
        opens_line = false;
        Some(piece)
    })
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}')
}

fn piece_end(text: &str, start: usize, first: char) -> (TokenKind, usize) {
    // The first character always belongs, so that every piece is at least one long.
    let run = |belongs: &dyn Fn(char) -> bool| {
        text[start..]
            .char_indices()
            .skip(1)
            .find(|&(_, letter)| !belongs(letter))
            .map_or(text.len(), |(at, _)| start + at)
    };
    if first.is_alphabetic() {
        let end = run(&in_word);
        let end = currency_before_number(text, start..end).unwrap_or(end);
        (TokenKind::Word, end)
    } else if first.is_numeric() {
        (TokenKind::Number, run(&in_word))
    } else if first.is_ascii() || is_quote_or_dash(first) || is_currency(first) {
        (TokenKind::Mark, run(&|letter| letter == first))
    } else {
        (TokenKind::Mark, run(&is_symbol))
    }
}

/// "USD12 million", "R129 billion": where the figures begin that a currency stands glued to, so that
/// the amount is cut like "$12 million".
fn currency_before_number(text: &str, word: Range<usize>) -> Option<usize> {
    let letters = text[word.clone()]
        .find(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|&length| (1..=3).contains(&length))?;
    let (currency, figures) = text[word.clone()].split_at(letters);
    if !figures.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let sure = [
        "USD", "EUR", "GBP", "JPY", "CNY", "CHF", "AUD", "CAD", "INR",
    ]
    .contains(&currency);
    // "COP29", "G20": letters and a number are many things; with a scale behind, an amount.
    let scaled = || {
        let rest = text[word.start + letters..]
            .trim_start_matches(|letter: char| letter.is_ascii_digit() || ",.".contains(letter));
        let scale = rest.trim_start_matches([' ', '\u{A0}']);
        SCALES.iter().any(|word| scale.starts_with(word))
    };
    (sure || is_currency_code(currency) && scaled()).then_some(word.start + letters)
}

/// Scales behind an amount.
const SCALES: [&str; 8] = [
    "million", "billion", "trillion", "thousand", "crore", "lakh", "bn", "mln",
];

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || ('\u{0300}'..='\u{036F}').contains(&letter)
}

fn is_quote_or_dash(letter: char) -> bool {
    matches!(letter, '\u{2010}'..='\u{2027}' | '«' | '»' | '·' | '§')
}

/// Signs of currency stand by themselves, so that "€5" and "₸5" are cut like "$5".
pub(crate) fn is_currency(letter: char) -> bool {
    matches!(letter, '$' | '£' | '¥' | '\u{20A0}'..='\u{20CF}')
}

/// Emoji, flags, selectors and other symbols: one piece for a run of them.
fn is_symbol(letter: char) -> bool {
    !letter.is_ascii()
        && !letter.is_alphanumeric()
        && !is_space(letter)
        && !is_quote_or_dash(letter)
        && !is_currency(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        pieces(text).map(|p| &text[p.start..p.end]).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_apart() {
        assert_eq!(
            cut("🇷🇺Russia’s trade: US$83.7 bn (#G20)"),
            [
                "🇷🇺", "Russia", "’", "s", "trade", ":", "US", "$", "83", ".", "7", "bn", "(", "#",
                "G20", ")"
            ]
        );
    }

    #[test]
    fn a_line_break_is_remembered() {
        let text = "one\n two";
        let flags: Vec<bool> = pieces(text).map(|piece| piece.opens_line).collect();
        assert_eq!(flags, [true, true]);
    }

    proptest! {
        #[test]
        fn pieces_cover_all_but_white_space(text in "\\PC{0,80}") {
            let kept: String = cut(&text).concat();
            let wanted: String = text.chars().filter(|letter| !is_space(*letter)).collect();
            prop_assert_eq!(kept, wanted);
        }
    }
}
