//! Checked questions as filters of Meilisearch.

use std::fmt::Write;

use super::encode::{encode, encode_pair};
use super::layout::{DOCUMENT, NOTHING};
use crate::document::field_number;
use crate::index::{Matching, WordClause};
use crate::query::Condition;

/// The filter for documents that match; of phrases of three words and more only that each pair of
/// neighbours stands somewhere in the document.
pub(super) fn filter(matching: &Matching) -> String {
    let mut parts = vec![format!("type = {DOCUMENT}")];
    parts.extend(matching.words.iter().map(word));
    parts.extend(matching.phrases.iter().map(|phrase| pairs(phrase)));
    parts.push(condition(&matching.condition));
    parts.join(" AND ")
}

/// `attribute IN [values]`, the values encoded.
pub(super) fn one_of<'a>(attribute: &str, values: impl IntoIterator<Item = &'a str>) -> String {
    let mut filter = format!("{attribute} IN [");
    for (number, value) in values.into_iter().enumerate() {
        let separator = if number == 0 { "" } else { ", " };
        write!(filter, "{separator}\"{}\"", encode(value))
            .expect("writing to a string does not fail");
    }
    filter.push(']');
    filter
}

fn word(word: &WordClause) -> String {
    let mut alternatives = vec![one_of("terms", word.terms.iter().map(|e| e.term.as_str()))];
    if let Some(prefix) = &word.prefix {
        alternatives.push(format!("prefixes = \"{}\"", encode(prefix)));
    }
    if !word.names.is_empty() {
        alternatives.push(one_of("names", word.names.iter().map(String::as_str)));
    }
    format!("({})", alternatives.join(" OR "))
}

fn pairs(phrase: &[String]) -> String {
    if let [term] = phrase {
        return one_of("terms", [term.as_str()]);
    }
    let pairs: Vec<String> = phrase
        .windows(2)
        .map(|pair| format!("pairs = \"{}\"", encode_pair(&pair[0], &pair[1])))
        .collect();
    pairs.join(" AND ")
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::All(inner) => joined(inner, " AND ", DOCUMENT),
        Condition::Any(inner) => joined(inner, " OR ", NOTHING),
        Condition::Not(inner) => format!("NOT ({})", self::condition(inner)),
        Condition::Keys { field, keys } => {
            let attribute = format!("key_{}", field_number(*field));
            one_of(&attribute, keys.iter().map(String::as_str))
        }
        Condition::Days { from, to } => {
            // An undated document has neither day.
            let mut parts = vec![format!("last_day >= {}", from.unwrap_or(i32::MIN))];
            parts.extend(to.map(|to| format!("first_day <= {to}")));
            format!("({})", parts.join(" AND "))
        }
    }
}

fn joined(inner: &[Condition], operator: &str, if_none: &str) -> String {
    if inner.is_empty() {
        return format!("type = {if_none}");
    }
    let parts: Vec<String> = inner.iter().map(condition).collect();
    format!("({})", parts.join(operator))
}
