//! Reading the text of a question.

use communique_model::ApiError;

use super::limits::{MAX_QUERY_BYTES, MAX_QUERY_WORDS};
use crate::text::Tokens;

/// The text of a question, cut into its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedText {
    /// Words outside quotes, in order.
    pub words: Vec<QueryWord>,
    /// Quoted phrases, in order.
    pub phrases: Vec<Phrase>,
    /// Whether the text says something, but no letter or digit.
    pub nothing_searchable: bool,
}

/// A word outside quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryWord {
    /// Folded.
    pub term: String,
    /// As typed.
    pub typed: String,
    /// Stretch of text between quotes that it stands in; words of different stretches are not
    /// neighbours.
    pub stretch: usize,
}

/// A quoted phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its words, folded; at least one.
    pub terms: Vec<String>,
    /// As typed, without the quotes.
    pub typed: String,
}

/// Cuts the text of a question into words and phrases.
///
/// Straight, typographic and angular quotes are alike. A quote that is never closed is read as if
/// it were not there, since its writer may still be typing. The `s` of a possessive is no word
/// outside quotes.
///
/// # Errors
/// `InvalidArgument` on `query`, its field of the wire, for more than 4,096 bytes or 64 words.
pub fn parse_text(text: &str) -> Result<ParsedText, ApiError> {
    if text.len() > MAX_QUERY_BYTES {
        return Err(ApiError::invalid_field(
            "query",
            format!(
                "{} bytes are too many: a question has at most {MAX_QUERY_BYTES}",
                text.len()
            ),
        ));
    }
    let mut parsed = ParsedText::default();
    let pieces: Vec<&str> = text.split(is_quote).collect();
    let unclosed = pieces.len().is_multiple_of(2);
    for (number, piece) in pieces.iter().enumerate() {
        let quoted = number % 2 == 1 && !(unclosed && number + 1 == pieces.len());
        if quoted {
            read_phrase(piece, &mut parsed);
        } else {
            read_words(piece, number, &mut parsed);
        }
    }
    let phrase_words: usize = parsed.phrases.iter().map(|phrase| phrase.terms.len()).sum();
    let count = parsed.words.len() + phrase_words;
    if count > MAX_QUERY_WORDS {
        return Err(ApiError::invalid_field(
            "query",
            format!("{count} words are too many: a question has at most {MAX_QUERY_WORDS}"),
        ));
    }
    parsed.nothing_searchable = count == 0 && !text.trim().is_empty();
    Ok(parsed)
}

fn is_quote(character: char) -> bool {
    matches!(
        character,
        '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»'
    )
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2bc}')
}

fn read_phrase(piece: &str, parsed: &mut ParsedText) {
    let tokens = Tokens::of(piece);
    let terms: Vec<String> = tokens
        .as_slice()
        .iter()
        .map(|token| token.term.clone())
        .collect();
    let typed = piece.trim().to_owned();
    if !terms.is_empty() && parsed.phrases.iter().all(|phrase| phrase.terms != terms) {
        parsed.phrases.push(Phrase { terms, typed });
    }
}

fn read_words(piece: &str, stretch: usize, parsed: &mut ParsedText) {
    let characters: Vec<char> = piece.chars().collect();
    for token in Tokens::of(piece).as_slice() {
        let start = token.span.start as usize;
        let follows_apostrophe = start > 1
            && is_apostrophe(characters[start - 1])
            && characters[start - 2].is_alphanumeric();
        if token.term == "s" && follows_apostrophe {
            continue;
        }
        parsed.words.push(QueryWord {
            term: token.term.clone(),
            typed: characters[start..token.span.end as usize].iter().collect(),
            stretch,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let parsed = parse_text(text).unwrap();
        (
            parsed.words.into_iter().map(|word| word.term).collect(),
            parsed
                .phrases
                .into_iter()
                .map(|phrase| phrase.terms.join(" "))
                .collect(),
        )
    }

    fn of(words: &[&str], phrases: &[&str]) -> (Vec<String>, Vec<String>) {
        let own = |list: &[&str]| list.iter().map(|&item| item.to_owned()).collect();
        (own(words), own(phrases))
    }

    #[test]
    fn words_and_phrases() {
        assert_eq!(
            read("trade \"Central Asia\" turnover"),
            of(&["trade", "turnover"], &["central asia"])
        );
        assert_eq!(read("“Central Asia”"), of(&[], &["central asia"]));
        assert_eq!(read("Russia's aim"), of(&["russia", "aim"], &[]));
        assert_eq!(read("\"Russia's aim\""), of(&[], &["russia s aim"]));
        assert_eq!(read("\" \" \"\" x"), of(&["x"], &[]));
    }

    #[test]
    fn an_open_quote_is_no_quote() {
        assert_eq!(
            read("\"a b\" trade \"with"),
            of(&["trade", "with"], &["a b"])
        );
    }

    #[test]
    fn bounds_name_the_field() {
        for text in ["x".repeat(4_097), "word ".repeat(65)] {
            let error = parse_text(&text).unwrap_err();
            assert_eq!(error.violations[0].field, "query");
        }
        assert!(parse_text(&"word ".repeat(64)).is_ok());
    }

    #[test]
    fn punctuation_alone_says_nothing() {
        assert!(parse_text("?! 🇰🇿").unwrap().nothing_searchable);
        assert!(!parse_text("  ").unwrap().nothing_searchable);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            if let Ok(parsed) = parse_text(&text) {
                prop_assert!(parsed.words.iter().all(|word| !word.term.is_empty()));
                prop_assert!(parsed.phrases.iter().all(|phrase| !phrase.terms.is_empty()));
            }
        }
    }
}
