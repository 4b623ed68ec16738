//! Answers to questions.

use std::io;

use communique_model::{Appearance, CodePoints, Facet, Hit, Notice, SearchResults, Span};
use serde::Serialize;

use super::Output;

/// `search --json`: one object.
#[derive(Serialize)]
struct JsonAnswer<'a> {
    total: u64,
    exact: bool,
    generation: u64,
    engine: &'a str,
    backend: &'a str,
    archive: Option<String>,
    notices: &'a [Notice],
    facets: &'a [Facet],
    hits: Vec<JsonHit<'a>>,
    next_page_token: &'a str,
}

#[derive(Serialize)]
struct JsonHit<'a> {
    document_id: String,
    title: &'a str,
    date: Option<String>,
    kind: Option<&'static str>,
    /// The source of the first appearance that has one; empty if none has.
    source: &'a str,
    appearances: &'a [Appearance],
    text: &'a str,
    text_start: u32,
    highlights: &'a [communique_model::Highlight],
    snippet: Span,
}

fn source_of(appearances: &[Appearance]) -> &str {
    let named = appearances
        .iter()
        .find(|appearance| !appearance.source.is_empty());
    named.map_or("", |appearance| appearance.source.as_str())
}

/// Prints an answer as one JSON object.
pub fn print_json(output: &mut Output, results: &SearchResults) -> io::Result<()> {
    output.json(&JsonAnswer {
        total: results.total,
        exact: results.exact,
        generation: results.generation,
        engine: &results.engine,
        backend: &results.backend,
        archive: results.archive.map(|archive| archive.to_string()),
        notices: &results.notices,
        facets: &results.facets,
        hits: results.hits.iter().map(json_hit).collect(),
        next_page_token: &results.next_page_token,
    })
}

fn json_hit(hit: &Hit) -> JsonHit<'_> {
    JsonHit {
        document_id: hit.document_id.to_string(),
        title: &hit.title,
        date: hit.date.map(|date| date.to_string()),
        kind: hit.kind.map(communique_model::DocumentKind::as_str),
        source: source_of(&hit.appearances),
        appearances: &hit.appearances,
        text: &hit.text,
        text_start: hit.text_start,
        highlights: &hit.highlights,
        snippet: hit.snippet,
    }
}

/// Prints an answer for people: `first` is the rank of its first hit.
pub fn print(output: &mut Output, results: &SearchResults, first: u64) -> io::Result<()> {
    let bound = if results.exact { "" } else { "at least " };
    let documents = if results.total == 1 {
        "document"
    } else {
        "documents"
    };
    output.line(format!("{bound}{} {documents}", results.total))?;
    for notice in &results.notices {
        output.line(format!("note: {}", notice.message))?;
    }
    for (rank, hit) in (first..).zip(&results.hits) {
        output.line("")?;
        print_hit(output, rank, hit)?;
    }
    for facet in &results.facets {
        output.line("")?;
        print_facet(output, facet)?;
    }
    if !results.next_page_token.is_empty() {
        output.line("")?;
        output.line(format!("more: --page-token {}", results.next_page_token))?;
    }
    Ok(())
}

fn print_hit(output: &mut Output, rank: u64, hit: &Hit) -> io::Result<()> {
    let date = hit
        .date
        .map_or_else(|| "undated".to_owned(), |date| date.to_string());
    output.line(format!("{rank}. {}", one_line(&hit.title)))?;
    let kind = hit
        .kind
        .map(|kind| format!(" · {}", kind.as_str().to_lowercase()));
    output.line(format!(
        "   {date}{} · {}",
        kind.unwrap_or_default(),
        hit.document_id
    ))?;
    for appearance in &hit.appearances {
        output.line(format!("   {}", citation(appearance)))?;
    }
    let snippet = marked(hit, output.terminal);
    if !snippet.is_empty() {
        output.line(format!("   {snippet}"))?;
    }
    Ok(())
}

/// Where a document stood, in one line.
#[must_use]
pub fn citation(appearance: &Appearance) -> String {
    let source = match appearance.source.as_str() {
        "" => "source unknown",
        source => source,
    };
    let forwarded = appearance.forwarded_from.as_ref();
    let forwarded = forwarded
        .map(|from| format!(", forwarded from {from}"))
        .unwrap_or_default();
    let locator = &appearance.locator;
    let place = format!(
        "{}:{}-{}",
        locator.name, locator.line_start, locator.line_end
    );
    let url = appearance
        .url
        .as_ref()
        .map(|url| format!(" · {url}"))
        .unwrap_or_default();
    format!("{source}{forwarded} · {place}{url}")
}

/// The snippet of a hit with its matches marked: bold on a terminal, else between asterisks.
fn marked(hit: &Hit, terminal: bool) -> String {
    let (open, close) = if terminal {
        ("\u{1b}[1m", "\u{1b}[0m")
    } else {
        ("**", "**")
    };
    let points = CodePoints::new(&hit.text);
    // Spans count code points of the document, of which `text` may be a part.
    let local = |span: Span| {
        let start = span.start.saturating_sub(hit.text_start);
        Span::new(start, span.end.saturating_sub(hit.text_start))
    };
    let snippet = local(hit.snippet);
    let mut text = String::new();
    let mut at = snippet.start;
    for highlight in &hit.highlights {
        let span = local(highlight.span);
        if !snippet.contains(span) || span.start < at {
            continue;
        }
        text.push_str(&part_of_line(points.slice(Span::new(at, span.start))));
        text.push_str(open);
        text.push_str(&part_of_line(points.slice(span)));
        text.push_str(close);
        at = span.end;
    }
    text.push_str(&part_of_line(points.slice(Span::new(at, snippet.end))));
    text
}

fn print_facet(output: &mut Output, facet: &Facet) -> io::Result<()> {
    let bound = if facet.exact { "" } else { ", lower bounds" };
    let name = serde_json::to_value(facet.field).unwrap_or_default();
    let name = name.as_str().unwrap_or_default();
    output.line(format!("{name} ({} values{bound})", facet.distinct))?;
    for value in &facet.values {
        output.line(format!(
            "{:>7}  {}  [{}]",
            value.count, value.name, value.value
        ))?;
    }
    Ok(())
}

/// The text on one line: white space as single spaces, and no control characters, which a
/// terminal might obey.
#[must_use]
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .chars()
        .filter(|letter| !letter.is_control())
        .collect()
}

/// As [`one_line`], but keeps a space at either end, for a part of a line.
fn part_of_line(text: &str) -> String {
    let spaced = text
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    spaced.filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use communique_model::{DocumentId, Highlight};

    fn hit(text: &str, text_start: u32, snippet: Span, spans: &[Span]) -> Hit {
        let highlights = spans.iter().map(|&span| Highlight {
            span,
            word: "w".into(),
        });
        Hit {
            document_id: DocumentId::from_bytes([7; 16]),
            title: String::new(),
            date: None,
            kind: None,
            appearances: Vec::new(),
            text: text.to_owned(),
            text_start,
            highlights: highlights.collect(),
            snippet,
        }
    }

    #[test]
    fn matches_are_marked_by_code_points_of_the_document() {
        let hit = hit(
            "🇷🇺 trade\nturnover grew",
            100,
            Span::new(100, 122),
            &[Span::new(103, 108), Span::new(109, 117)],
        );
        assert_eq!(marked(&hit, false), "🇷🇺 **trade** **turnover** grew");
    }

    #[test]
    fn a_text_cannot_send_commands_to_the_terminal() {
        let hit = hit("a\u{1b}[2Jb", 0, Span::new(0, 6), &[]);
        assert_eq!(marked(&hit, true), "a[2Jb");
        assert_eq!(one_line("x\u{7}\n y"), "x y");
    }
}
