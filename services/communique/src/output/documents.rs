//! Documents, whole and as lists.

use std::io;

use communique_model::{CodePoints, Extraction, Hit, IndexedDocument, LinkReason, Mention};
use serde::Serialize;

use super::Output;
use super::answers::{citation, one_line};

/// `list --json`: one object a line.
#[derive(Serialize)]
struct JsonListed<'a> {
    document_id: String,
    title: &'a str,
    date: Option<String>,
    kind: Option<&'static str>,
    appearances: &'a [communique_model::Appearance],
}

/// One document of a list.
pub fn print_listed(output: &mut Output, hit: &Hit, json: bool) -> io::Result<()> {
    if json {
        return output.json(&JsonListed {
            document_id: hit.document_id.to_string(),
            title: &hit.title,
            date: hit.date.map(|date| date.to_string()),
            kind: hit.kind.map(communique_model::DocumentKind::as_str),
            appearances: &hit.appearances,
        });
    }
    let date = hit
        .date
        .map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let place = hit.appearances.first().map(citation).unwrap_or_default();
    output.line(format!(
        "{date:<10}  {}  {}",
        hit.document_id,
        one_line(&hit.title)
    ))?;
    output.line(format!("            {place}"))
}

/// A whole document for people: what is known of it, its text, and its mentions.
pub fn print_shown(output: &mut Output, shown: &IndexedDocument) -> io::Result<()> {
    let document = &shown.document;
    output.line(format!("document  {}", document.id))?;
    output.line(format!("version   {}", document.version))?;
    let date = document
        .date
        .map_or_else(|| "undated".to_owned(), |date| date.to_string());
    let time = document
        .time
        .as_ref()
        .map(|time| format!(" {time}"))
        .unwrap_or_default();
    let place = document
        .place
        .as_ref()
        .map(|place| format!(", {place}"))
        .unwrap_or_default();
    output.line(format!("date      {date}{time}{}", one_line(&place)))?;
    for appearance in &shown.appearances {
        output.line(format!("stood     {}", citation(appearance)))?;
        if !appearance.repairs.is_empty() {
            let repairs: Vec<String> = appearance
                .repairs
                .iter()
                .map(|repair| {
                    let kind = serde_json::to_value(repair.kind).unwrap_or_default();
                    let kind = kind.as_str().unwrap_or_default().replace('_', " ");
                    format!("{kind} (lines {}-{})", repair.line_start, repair.line_end)
                })
                .collect();
            output.line(format!("repaired  {}", repairs.join(", ")))?;
        }
    }
    output.line(format!("engine    {}", shown.extraction.engine))?;
    output.line("")?;
    for line in document.text.lines() {
        output.line(one_line(line))?;
    }
    output.line("")?;
    print_mentions(output, &document.text, &shown.extraction)
}

/// The mentions of a text for people, one a line.
pub fn print_mentions(output: &mut Output, text: &str, found: &Extraction) -> io::Result<()> {
    let points = CodePoints::new(text);
    for mention in &found.mentions {
        let words = one_line(points.slice(mention.span));
        let value = mention.value.as_ref().map(|value| format!(" = {value}"));
        output.line(format!(
            "{:>6}-{:<6} {:<7} {words}{}{}",
            mention.span.start,
            mention.span.end,
            mention.label.as_str(),
            link_of(mention),
            value.unwrap_or_default()
        ))?;
    }
    Ok(())
}

/// What a mention is linked to and why, or between which entities it is not decided.
fn link_of(mention: &Mention) -> String {
    match (&mention.entity, &mention.link) {
        (Some(id), Some(link)) => {
            let reasons: Vec<String> = link.reasons.iter().map(|&reason| plain(reason)).collect();
            format!(" → {id} ({}; {})", reasons.join(", "), link.score)
        }
        (Some(id), None) => format!(" → {id}"),
        (None, _) if mention.candidates.is_empty() => String::new(),
        (None, _) => {
            let candidates: Vec<String> = mention
                .candidates
                .iter()
                .map(|candidate| {
                    let reasons = candidate.reasons.iter().map(|&reason| plain(reason));
                    let reasons: Vec<String> = reasons.collect();
                    let (id, score) = (&candidate.entity, candidate.score);
                    format!("{id} ({}; {score})", reasons.join(", "))
                })
                .collect();
            format!(" ? {}", candidates.join(" or "))
        }
    }
}

/// A reason in plain words: "surname in document".
fn plain(reason: LinkReason) -> String {
    reason.as_str().to_lowercase().replace('_', " ")
}
