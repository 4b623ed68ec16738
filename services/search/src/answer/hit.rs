//! Hits: documents with the words that match.

use communique_model::{CodePoints, Hit, IndexedDocument, Span};

use super::highlight::highlights;
use super::snippet::snippet;
use crate::query::Plan;
use crate::query::limits::{MAX_HIGHLIGHTS, MAX_HIT_POINTS, MAX_PAGE_BYTES};
use crate::text::Tokens;

/// Longest title that is taken from a text, in code points.
const MAX_TITLE_POINTS: usize = 300;
/// What is shown before the first highlight of a text that is too long to be given whole.
const LEAD_POINTS: u32 = 2_000;

/// The hits of a page, in order. It ends early, but never empty, where they would make the answer
/// too large.
pub(crate) fn page_of_hits(plan: &Plan, documents: Vec<IndexedDocument>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::with_capacity(documents.len());
    let mut bytes = 0;
    for document in documents {
        let hit = hit(plan, document);
        bytes += weight(&hit);
        if bytes > MAX_PAGE_BYTES && !hits.is_empty() {
            break;
        }
        hits.push(hit);
    }
    hits
}

/// Rough size of a hit in a message, in bytes.
fn weight(hit: &Hit) -> usize {
    let appearance = |appearance: &communique_model::Appearance| {
        let optional = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        300 + appearance.source.len()
            + appearance.locator.name.len()
            + optional(&appearance.post_id)
            + optional(&appearance.forwarded_from)
            + optional(&appearance.url)
            + appearance.repairs.len() * 24
    };
    let highlights = hit.highlights.iter().map(|h| h.word.len() + 24);
    200 + hit.text.len()
        + hit.title.len()
        + highlights.sum::<usize>()
        + hit.appearances.iter().map(appearance).sum::<usize>()
}

fn hit(plan: &Plan, indexed: IndexedDocument) -> Hit {
    let document = indexed.document;
    let points = CodePoints::new(&document.text);
    let whole = Span::new(0, points.len());
    let mut found = if plan.has_text() {
        highlights(plan, &Tokens::of(&document.text), &indexed.extraction)
    } else {
        Vec::new()
    };
    let shown = if whole.len() <= MAX_HIT_POINTS {
        whole
    } else {
        let first = found.first().map_or(0, |highlight| highlight.span.start);
        let start = first
            .saturating_sub(LEAD_POINTS)
            .min(whole.end - MAX_HIT_POINTS);
        Span::new(start, start + MAX_HIT_POINTS)
    };
    found.retain(|highlight| shown.contains(highlight.span));
    found.truncate(MAX_HIGHLIGHTS);
    let snippet = if plan.has_text() {
        snippet(&points, shown, &found)
    } else {
        Span::default()
    };
    Hit {
        document_id: document.id,
        title: title(&document.title, &document.text),
        date: document.date,
        kind: indexed.extraction.kind,
        appearances: indexed.appearances,
        text: points.slice(shown).to_owned(),
        text_start: shown.start,
        highlights: found,
        snippet,
    }
}

fn title(title: &str, text: &str) -> String {
    if !title.trim().is_empty() {
        return title.to_owned();
    }
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    line.unwrap_or_default()
        .chars()
        .take(MAX_TITLE_POINTS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use communique_model::{Document, Extraction, Format};
    use proptest::prelude::*;

    fn hit_of(question: &str, text: &str) -> Hit {
        let document = Document::of_text(Format::PlainText, 1, text.to_owned()).identified();
        let indexed = IndexedDocument {
            document,
            appearances: Vec::new(),
            extraction: Extraction::default(),
            revision: String::new(),
        };
        let mut hits = page_of_hits(&Plan::of_text(question), vec![indexed]);
        hits.pop().expect("a page is never empty")
    }

    fn shown(hit: &Hit, span: Span) -> String {
        let text = CodePoints::new(&hit.text);
        let from = |point: u32| point - hit.text_start;
        text.slice(Span::new(from(span.start), from(span.end)))
            .to_owned()
    }

    #[test]
    fn a_snippet_holds_most_words() {
        let filler = "nothing to see here, ".repeat(40);
        let text = format!("Trade first. {filler}Then trade and turnover grew. {filler}turnover");
        let hit = hit_of("trade turnover", &text);
        let snippet = shown(&hit, hit.snippet);
        assert!(
            snippet.contains("Then trade and turnover grew."),
            "{snippet}"
        );
        assert!(snippet.chars().count() <= 320);
        assert!(!snippet.starts_with(char::is_whitespace));
        assert_eq!(shown(&hit, hit.highlights[0].span), "Trade");
        assert_eq!(hit.highlights[0].word, "trade");
    }

    #[test]
    fn a_title_is_given_or_the_first_line() {
        let hit = hit_of("", "\n  \n  A first line \nand more");
        assert_eq!(hit.title, "A first line");
        assert_eq!(hit.snippet, Span::new(0, 0));
        assert!(hit.highlights.is_empty());
    }

    #[test]
    fn a_long_text_is_given_around_its_first_highlight() {
        let text = format!("{}needle{}", "hay ".repeat(50_000), " hay".repeat(50_000));
        let hit = hit_of("needle", &text);
        assert_eq!(hit.text.chars().count(), MAX_HIT_POINTS as usize);
        assert_eq!(shown(&hit, hit.highlights[0].span), "needle");
        let hit = hit_of("absent", &text);
        assert_eq!(hit.text_start, 0);
    }

    proptest! {
        #[test]
        fn highlights_and_snippet_lie_inside(
            text in "([a-d]{1,6}|é|🇰🇿|\\.|\n| ){0,200}",
            question in "([a-d]{1,6} ){0,3}(\"[a-d]{1,2} [a-d]{1,2}\")?",
        ) {
            let hit = hit_of(&question, &text);
            let length = hit.text.chars().count() as u32;
            let mut end = 0;
            for highlight in &hit.highlights {
                prop_assert!(highlight.span.start >= end && !highlight.span.is_empty());
                end = highlight.span.end;
                prop_assert!(end <= length);
                prop_assert!(question.contains(&highlight.word));
            }
            prop_assert!(hit.snippet.start <= hit.snippet.end && hit.snippet.end <= length);
            if let Some(first) = hit.highlights.first() {
                prop_assert!(hit.highlights.iter().any(|h| hit.snippet.contains(h.span)));
                prop_assert!(first.span.end <= length);
            }
        }
    }
}
