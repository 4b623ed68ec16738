//! Cutting text into words, with their places.

use communique_model::Span;
use unicode_normalization::char::is_combining_mark;

use super::fold::fold_word;

/// Longest term, in code points after folding. Longer words are compared by their beginning, so
/// that a hostile text cannot make a dictionary grow by more than its own length.
pub const MAX_TERM_POINTS: usize = 48;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The word folded, as it is compared; never empty, at most [`MAX_TERM_POINTS`] long.
    pub term: String,
    /// Where it stands, in code points of the text.
    pub span: Span,
}

/// All words of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens(Vec<Token>);

impl Tokens {
    /// Cuts `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut tokens = Vec::new();
        for_each_token(text, |term, span| tokens.push(Token { term, span }));
        Self(tokens)
    }

    /// The words in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Token] {
        &self.0
    }
}

/// The terms of `text`, joined by single spaces.
#[must_use]
pub fn joined_terms(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for_each_token(text, |term, _| {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&term);
    });
    joined
}

/// Calls `visit` with each word of `text`, folded, and its place in code points.
///
/// A word is a maximal run of letters, digits and marks that begins with a letter or digit. Han
/// and kana, which are written without spaces, give one word per character.
pub fn for_each_token(text: &str, mut visit: impl FnMut(String, Span)) {
    let mut emit = |start_byte: usize, end_byte: usize, start: u32, end: u32| {
        let mut term = fold_word(&text[start_byte..end_byte]);
        if let Some((cut, _)) = term.char_indices().nth(MAX_TERM_POINTS) {
            term.truncate(cut);
        }
        if !term.is_empty() {
            visit(term, Span::new(start, end));
        }
    };
    // Start of the word under way: byte and code point.
    let mut open: Option<(usize, u32)> = None;
    let mut point = 0_u32;
    for (byte, character) in text.char_indices() {
        if is_unspaced(character) {
            if let Some((start_byte, start)) = open.take() {
                emit(start_byte, byte, start, point);
            }
            emit(byte, byte + character.len_utf8(), point, point + 1);
        } else if character.is_alphanumeric() {
            open.get_or_insert((byte, point));
        } else if !(open.is_some() && is_combining_mark(character))
            && let Some((start_byte, start)) = open.take()
        {
            emit(start_byte, byte, start, point);
        }
        point += 1;
    }
    if let Some((start_byte, start)) = open {
        emit(start_byte, text.len(), start, point);
    }
}

/// Scripts written without spaces between words: Han, Hiragana, Katakana.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The hashtags of `text` in order, without `#`: letters, digits, marks and `_` after a `#` that
/// follows no letter or digit, with at least one letter among them.
#[must_use]
pub fn hashtags(text: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut before = None;
    for (byte, character) in text.char_indices() {
        if character == '#' && !before.is_some_and(char::is_alphanumeric) {
            let rest = &text[byte + 1..];
            let end = rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || is_combining_mark(c)))
                .unwrap_or(rest.len());
            let tag = &rest[..end];
            if tag.chars().any(char::is_alphabetic) {
                tags.push(tag);
            }
        }
        before = Some(character);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use communique_model::CodePoints;
    use proptest::prelude::*;

    fn terms(text: &str) -> Vec<String> {
        let tokens = Tokens::of(text);
        tokens.as_slice().iter().map(|t| t.term.clone()).collect()
    }

    #[test]
    fn words_of_the_field() {
        assert_eq!(terms("#CSTO"), ["csto"]);
        assert_eq!(terms("US$30 billion"), ["us", "30", "billion"]);
        assert_eq!(terms("Russia’s 34.4%"), ["russia", "s", "34", "4"]);
        assert_eq!(terms("Встреча в Астане"), ["встреча", "в", "астане"]);
        assert_eq!(terms("中国-Россия"), ["中", "国", "россия"]);
        assert_eq!(terms("Cafe\u{301}s"), ["cafes"]);
        assert!(terms("\u{301}\u{fe0f} — …").is_empty());
    }

    #[test]
    fn flags_count_two_code_points() {
        let tokens = Tokens::of("🇰🇿 Astana");
        assert_eq!(tokens.as_slice()[0].span, Span::new(3, 9));
    }

    #[test]
    fn long_words_are_cut() {
        let word = "ä".repeat(5_000);
        let tokens = Tokens::of(&word);
        assert_eq!(tokens.as_slice()[0].term, "a".repeat(MAX_TERM_POINTS));
        assert_eq!(tokens.as_slice()[0].span, Span::new(0, 5_000));
    }

    #[test]
    fn hashtags_are_found_in_text() {
        let text = "#SCO, (#RussiaKazakhstan) no#tag #1 #2024_год ## #";
        assert_eq!(hashtags(text), ["SCO", "RussiaKazakhstan", "2024_год"]);
    }

    proptest! {
        #[test]
        fn spans_lie_in_order_inside_the_text(text in any::<String>()) {
            let points = CodePoints::new(&text);
            let mut last = 0;
            for token in Tokens::of(&text).as_slice() {
                prop_assert!(token.span.start >= last && token.span.end <= points.len());
                prop_assert!(!token.span.is_empty());
                prop_assert!(!token.term.is_empty());
                prop_assert!(token.term.chars().count() <= MAX_TERM_POINTS);
                let folded = fold_word(points.slice(token.span));
                prop_assert!(folded.starts_with(&token.term));
                last = token.span.end;
            }
        }

        #[test]
        fn folding_first_changes_no_word(text in "[a-zA-Zäßé0-9 .,'#-]{0,80}") {
            prop_assert_eq!(joined_terms(&joined_terms(&text)), joined_terms(&text));
        }

        #[test]
        fn hashtags_stand_in_the_text(text in any::<String>()) {
            for tag in hashtags(&text) {
                let tag = format!("#{tag}");
                prop_assert!(text.contains(&tag));
            }
        }
    }
}
