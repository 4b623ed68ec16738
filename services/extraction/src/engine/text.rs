//! A text as the layers see it: tokens with their symbols, and questions about them.

use std::cell::Cell;
use std::ops::Range;

use super::triggers;
use crate::knowledge::trie::{NameTrie, Symbol, UNKNOWN};
use crate::knowledge::{Knowledge, PARTICLES};
use crate::token::{Piece, TokenKind, pieces};

/// One token. Offsets are bytes; texts are at most a few megabytes long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    symbol: Symbol,
    name_symbol: Symbol,
    pub(crate) kind: TokenKind,
    flags: u8,
}

const OPENS_LINE: u8 = 1;
const OPENS_SENTENCE: u8 = 2;
const CAPITALISED: u8 = 4;
const ALL_CAPITALS: u8 = 8;
const BEGINS_NUMBER: u8 = 16;
const BEGINS_DATE: u8 = 32;
const NAMES_OCCASION: u8 = 64;

/// Which reading of the words a trie is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As written.
    Words,
    /// By sound, marks between words left out: names of persons.
    Sounds,
}

/// A text and its tokens.
#[derive(Debug)]
pub(crate) struct Text<'text> {
    source: &'text str,
    tokens: Vec<Token>,
    /// First token of each line.
    lines: Vec<u32>,
    /// How often a token was looked at.
    reads: Cell<u64>,
}

impl<'text> Text<'text> {
    /// Cuts the text and looks up its words.
    pub(crate) fn new(source: &'text str, knowledge: &Knowledge) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(source.len() / 5);
        let mut lines = Vec::new();
        let mut sentence = true;
        let mut address_end = 0;
        for piece in pieces(source) {
            let word = &source[piece.start..piece.end];
            let mut flags = 0;
            if piece.start >= address_end {
                address_end = end_of_address(source, &tokens, &piece);
            }
            if piece.start < address_end {
                tokens.push(Token {
                    start: offset(piece.start),
                    end: offset(piece.end),
                    symbol: UNKNOWN,
                    name_symbol: UNKNOWN,
                    kind: TokenKind::Mark,
                    flags: if piece.opens_line { OPENS_LINE } else { 0 },
                });
                if piece.opens_line {
                    lines.push(offset(tokens.len() - 1));
                }
                continue;
            }
            if piece.opens_line {
                flags |= OPENS_LINE;
                lines.push(offset(tokens.len()));
                sentence = true;
            }
            let mut symbol = UNKNOWN;
            let mut name_symbol = UNKNOWN;
            if piece.kind == TokenKind::Mark {
                if word.len() == 1 || word.len() == 3 {
                    symbol = knowledge.vocabulary().of_text(word);
                }
                let ends = matches!(word, "!" | "?" | "…" | ":" | "\"" | "“" | "«" | "***");
                let dot = word.starts_with('.') && !is_abbreviated(&tokens, source, piece.start);
                sentence |= ends || dot;
            } else {
                // The stop in "3.5" or "mid.ru" ends nothing.
                let glued = tokens.last().is_some_and(|last| {
                    last.end as usize == piece.start && source[..piece.start].ends_with('.')
                });
                if sentence && (!glued || piece.opens_line) {
                    flags |= OPENS_SENTENCE;
                }
                sentence = false;
                symbol = knowledge.vocabulary().of_text(word);
                if piece.kind == TokenKind::Number {
                    flags |= BEGINS_NUMBER | BEGINS_DATE;
                } else {
                    let classes = triggers::classes(word);
                    if classes & triggers::NUMBER != 0 {
                        flags |= BEGINS_NUMBER;
                    }
                    if classes & triggers::CALENDAR != 0 {
                        flags |= BEGINS_DATE;
                    }
                    if classes & triggers::OCCASION != 0 {
                        flags |= NAMES_OCCASION;
                    }
                }
                if piece.kind == TokenKind::Word && word.starts_with(char::is_uppercase) {
                    flags |= CAPITALISED;
                    if word.len() > 1 && !word.contains(char::is_lowercase) {
                        flags |= ALL_CAPITALS;
                    }
                    name_symbol = knowledge.name_symbol(word, symbol);
                } else if PARTICLES.contains(&word) || follows_hyphen(&tokens, source, &piece) {
                    name_symbol = knowledge.name_symbol(word, symbol);
                }
            }
            tokens.push(Token {
                start: offset(piece.start),
                end: offset(piece.end),
                symbol,
                name_symbol,
                kind: piece.kind,
                flags,
            });
        }
        Self {
            source,
            tokens,
            lines,
            reads: Cell::new(0),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The words of a token; empty beyond the end.
    pub(crate) fn word(&self, at: usize) -> &'text str {
        self.count_read();
        self.tokens.get(at).map_or("", |token| {
            &self.source[token.start as usize..token.end as usize]
        })
    }

    /// The words of a range of tokens, as they stand.
    pub(crate) fn words(&self, range: Range<usize>) -> &'text str {
        let bytes = self.bytes(range);
        &self.source[bytes]
    }

    /// The bytes of a range of tokens.
    pub(crate) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match (
            self.tokens.get(range.start),
            range
                .end
                .checked_sub(1)
                .and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if first.start <= last.end => {
                first.start as usize..last.end as usize
            }
            _ => 0..0,
        }
    }

    pub(crate) fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    pub(crate) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.word(at))
    }

    /// The token itself, or the one after it if it is the article that no name keeps.
    pub(crate) fn past_the(&self, at: usize) -> usize {
        if self.is(at, "the") { at + 1 } else { at }
    }

    /// Whether the token is this word in any case; `word` must be ASCII.
    pub(crate) fn is_word(&self, at: usize, word: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(word)
    }

    pub(crate) fn is_any_word(&self, at: usize, words: &[&str]) -> bool {
        let given = self.word(at);
        words.iter().any(|word| given.eq_ignore_ascii_case(word))
    }

    /// How often a token was looked at so far: the work that the text has cost.
    pub(crate) fn reads(&self) -> u64 {
        self.reads.get()
    }

    /// Notes that a token, or what was found at one, is looked at.
    pub(crate) fn count_read(&self) {
        self.reads.set(self.reads.get() + 1);
    }

    fn flag(&self, at: usize, flag: u8) -> bool {
        self.count_read();
        self.tokens
            .get(at)
            .is_some_and(|token| token.flags & flag != 0)
    }

    pub(crate) fn opens_line(&self, at: usize) -> bool {
        self.flag(at, OPENS_LINE)
    }

    /// Whether a capital may be due only to the token's place in the sentence.
    pub(crate) fn opens_sentence(&self, at: usize) -> bool {
        self.flag(at, OPENS_SENTENCE)
    }

    pub(crate) fn is_capitalised(&self, at: usize) -> bool {
        self.flag(at, CAPITALISED)
    }

    pub(crate) fn is_all_capitals(&self, at: usize) -> bool {
        self.flag(at, ALL_CAPITALS)
    }

    /// Whether a number or an ordinal, in figures or in words, may begin here.
    pub(crate) fn begins_number(&self, at: usize) -> bool {
        self.flag(at, BEGINS_NUMBER)
    }

    /// Whether a calendar expression or a duration may begin here.
    pub(crate) fn begins_date(&self, at: usize) -> bool {
        self.flag(at, BEGINS_DATE)
    }

    /// Whether the word names a kind of occasion: "summit", "meeting".
    pub(crate) fn names_occasion(&self, at: usize) -> bool {
        self.flag(at, NAMES_OCCASION)
    }

    pub(crate) fn is_number(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Number)
    }

    pub(crate) fn is_plain_word(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
    }

    pub(crate) fn symbol(&self, at: usize) -> Symbol {
        self.tokens.get(at).map_or(UNKNOWN, |token| token.symbol)
    }

    pub(crate) fn name_symbol(&self, at: usize) -> Symbol {
        self.tokens
            .get(at)
            .map_or(UNKNOWN, |token| token.name_symbol)
    }

    /// Whether the token follows the one before without white space.
    pub(crate) fn joined(&self, at: usize) -> bool {
        at > 0
            && self
                .tokens
                .get(at)
                .is_some_and(|token| token.start == self.tokens[at - 1].end)
    }

    /// Whether the token stands on the same line as the one before it.
    pub(crate) fn continues_line(&self, at: usize) -> bool {
        at > 0 && at < self.len() && !self.opens_line(at)
    }

    /// Whether the token is a hyphen or dash between two words or numbers, with no white space
    /// around.
    pub(crate) fn is_inner_hyphen(&self, at: usize) -> bool {
        let is_mark = |at: usize| {
            self.tokens
                .get(at)
                .is_none_or(|token| token.kind == TokenKind::Mark)
        };
        self.is_any(at, &["-", "–", "‑", "‐"])
            && self.joined(at)
            && self.joined(at + 1)
            && !is_mark(at + 1)
            && !is_mark(at - 1)
    }

    pub(crate) fn is_apostrophe(&self, at: usize) -> bool {
        self.is_any(at, &["'", "’", "‘", "ʼ"])
    }

    /// If a possessive ending stands at `at` ("’s", or "’" after an s), the token after it.
    pub(crate) fn after_possessive(&self, at: usize) -> Option<usize> {
        if !(self.is_apostrophe(at) && self.joined(at)) {
            return None;
        }
        if self.joined(at + 1) && self.is_any(at + 1, &["s", "S"]) {
            return Some(at + 2);
        }
        let plural = at > 0 && self.word(at - 1).ends_with(['s', 'S']);
        (plural && !self.joined(at + 1)).then_some(at + 1)
    }

    /// First token of the line on which `at` stands.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        let after = self.lines.partition_point(|&start| start as usize <= at);
        after
            .checked_sub(1)
            .map_or(0, |line| self.lines[line] as usize)
    }

    /// The token after the last one of the line on which `at` stands.
    pub(crate) fn line_end(&self, at: usize) -> usize {
        let after = self.lines.partition_point(|&start| start as usize <= at);
        self.lines
            .get(after)
            .map_or(self.len(), |&start| start as usize)
    }

    /// The first token of every line that has one.
    pub(crate) fn lines(&self) -> impl Iterator<Item = usize> + '_ {
        self.lines.iter().map(|&start| start as usize)
    }

    /// The tokens of the sentence around `at`, at most `reach` to either side.
    pub(crate) fn sentence(&self, at: usize, reach: usize) -> Range<usize> {
        let mut start = at;
        while start > 0 && at - start < reach && !self.opens_sentence(start) {
            start -= 1;
        }
        let mut end = at + 1;
        while end < self.len() && end - at < reach && !self.opens_sentence(end) {
            end += 1;
        }
        start..end.min(self.len())
    }

    /// Follows a trie from token `at` and reports every name that ends on the way: the token
    /// after it and its payload, shortest first.
    pub(crate) fn follow(
        &self,
        trie: &NameTrie,
        reading: Reading,
        at: usize,
        mut report: impl FnMut(usize, u32),
    ) {
        let mut node = 0;
        let mut next = at;
        while next < self.len() {
            if next > at && self.opens_line(next) {
                return;
            }
            if next > at && self.is_transparent(next, reading) {
                next += 1;
                continue;
            }
            let token = &self.tokens[next];
            let symbol = match reading {
                Reading::Words => token.symbol,
                Reading::Sounds => token.name_symbol,
            };
            let Some(step) = (symbol != UNKNOWN)
                .then(|| trie.step(node, symbol))
                .flatten()
            else {
                return;
            };
            node = step;
            next += 1;
            if let Some(payload) = trie.payload(node) {
                report(next, payload);
            }
        }
    }

    /// The longest name at `at`: the token after it and its payload.
    pub(crate) fn longest(
        &self,
        trie: &NameTrie,
        reading: Reading,
        at: usize,
    ) -> Option<(usize, u32)> {
        let mut longest = None;
        self.follow(trie, reading, at, |end, payload| {
            longest = Some((end, payload))
        });
        longest
    }

    fn is_transparent(&self, at: usize, reading: Reading) -> bool {
        if self.is_inner_hyphen(at) {
            return true;
        }
        reading == Reading::Sounds
            && (self.is_apostrophe(at) && self.joined(at) && self.joined(at + 1)
                || self.is(at, ".") && self.word(at - 1).chars().count() == 1)
    }
}

/// Whether a word is glued by a hyphen to a capitalised one: the "un" of "Kim Jong-un".
fn follows_hyphen(tokens: &[Token], source: &str, piece: &Piece) -> bool {
    let [.., before, hyphen] = tokens else {
        return false;
    };
    hyphen.end as usize == piece.start
        && &source[hyphen.start as usize..piece.start] == "-"
        && before.end == hyphen.start
        && before.flags & CAPITALISED != 0
}

/// If a web address or a handle begins with this piece, where it ends; else 0. What stands in one
/// names nothing: it is cut into marks.
fn end_of_address(source: &str, tokens: &[Token], piece: &Piece) -> usize {
    let word = &source[piece.start..piece.end];
    let opens = tokens
        .last()
        .is_none_or(|last| (last.end as usize) < piece.start || last.kind == TokenKind::Mark);
    let rest = &source[piece.end..];
    let address = match word {
        "http" | "https" => rest.starts_with("://"),
        "www" => rest.starts_with('.'),
        "@" => rest.starts_with(|letter: char| letter.is_ascii_alphanumeric()),
        _ => false,
    };
    if !opens || !address {
        return 0;
    }
    let length = source[piece.start..]
        .find(|letter: char| letter.is_whitespace() || matches!(letter, ')' | ']' | '>' | '”'))
        .unwrap_or(source.len() - piece.start);
    piece.start + length
}

/// A text's length is checked against a limit far below 2³² before it comes here.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// Whether the word before a full stop is an initial or an abbreviation.
fn is_abbreviated(tokens: &[Token], source: &str, dot: usize) -> bool {
    let Some(last) = tokens.last() else {
        return false;
    };
    if last.end as usize != dot || last.kind != TokenKind::Word {
        return false;
    }
    let word = &source[last.start as usize..dot];
    word.chars().count() == 1
        || matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "Prof"
                | "St"
                | "No"
                | "Jr"
                | "Sr"
                | "vs"
                | "Art"
                | "Gen"
                | "Amb"
                | "Hon"
                | "Messrs"
                | "Smt"
                | "Lt"
                | "Col"
        )
}
