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
