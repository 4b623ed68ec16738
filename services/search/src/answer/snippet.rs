//! The words of a text that best show why it answers.

use std::collections::HashMap;

use communique_model::{CodePoints, Highlight, Span};

/// Length aimed at, in code points.
const LENGTH: u32 = 240;
/// How far a snippet may be moved or stretched to begin and end between words.
const SLACK: u32 = 40;

/// The part of `inside` with most of the words asked for, most often; of equal ones the first.
pub(crate) fn snippet(text: &CodePoints<'_>, inside: Span, highlights: &[Highlight]) -> Span {
    let best = best_window(highlights);
    let (start, end) = match best {
        Some(span) => {
            let room = LENGTH.saturating_sub(span.len());
            let start = span.start.saturating_sub(room / 3).max(inside.start);
            let end = start.saturating_add(LENGTH.max(span.end - start));
            (start, end.min(inside.end).max(span.end))
        }
        None => (
            inside.start,
            inside.start.saturating_add(LENGTH).min(inside.end),
        ),
    };
    let latest = best.map_or(end, |span| span.start);
    let earliest = best.map_or(start, |span| span.end);
    Span::new(
        begin_of_word(text, inside, start, latest),
        end_of_word(text, inside, end, earliest),
    )
}

/// The stretch of highlights no longer than a snippet that holds most different words, then most
/// words; a single highlight may be longer.
fn best_window(highlights: &[Highlight]) -> Option<Span> {
    let mut best: Option<((usize, usize), Span)> = None;
    let mut inside: HashMap<&str, usize> = HashMap::new();
    let mut first = 0;
    for (last, highlight) in highlights.iter().enumerate() {
        *inside.entry(&highlight.word).or_default() += 1;
        while first < last && highlight.span.end - highlights[first].span.start > LENGTH {
            let word = highlights[first].word.as_str();
            if let Some(count) = inside.get_mut(word) {
                *count -= 1;
                if *count == 0 {
                    inside.remove(word);
                }
            }
            first += 1;
        }
        let score = (inside.len(), last + 1 - first);
        if best.is_none_or(|(other, _)| score > other) {
            let span = Span::new(highlights[first].span.start, highlight.span.end);
            best = Some((score, span));
        }
    }
    best.map(|(_, span)| span)
}

/// Moves `start` behind the next white space, at most to `latest`, unless a word begins there.
fn begin_of_word(text: &CodePoints<'_>, inside: Span, start: u32, latest: u32) -> u32 {
    if start == inside.start {
        return start;
    }
    let reach = Span::new(start - 1, start.saturating_add(SLACK).min(latest));
    let gap = text.slice(reach).chars().position(char::is_whitespace);
    gap.map_or(start, |gap| start + gap as u32)
}

/// Moves `end` before the last white space that is not before `earliest`, unless a word ends there.
fn end_of_word(text: &CodePoints<'_>, inside: Span, end: u32, earliest: u32) -> u32 {
    if end == inside.end {
        return end;
    }
    let begin = end.saturating_sub(SLACK).max(earliest);
    let reach: Vec<char> = text.slice(Span::new(begin, end + 1)).chars().collect();
    let gap = reach.iter().rposition(|c| c.is_whitespace());
    gap.map_or(end, |gap| begin + gap as u32)
}
