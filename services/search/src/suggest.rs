//! Completing what was typed to entities and hashtags.

use communique_model::api::ApiResult;
use communique_model::{ApiError, Suggestion, SuggestionKind};

use crate::document::ValueRecord;
use crate::index::IndexReader;
use crate::query::limits::{DEFAULT_SUGGESTIONS, MAX_QUERY_BYTES, MAX_SUGGESTIONS};
use crate::service::bounded;
use crate::text::{Tokens, joined_terms};

/// Most values looked at for one beginning.
const MAX_CANDIDATES: usize = 5_000;

/// Values a name of which has the words typed, one after the other, the last perhaps unfinished;
/// most frequent first, then by name. `#` in front asks for hashtags only.
pub(crate) async fn suggest(
    reader: &dyn IndexReader,
    typed: &str,
    limit: u32,
) -> ApiResult<Vec<Suggestion>> {
    if typed.len() > MAX_QUERY_BYTES {
        return Err(ApiError::invalid_field(
            "prefix",
            format!("longer than {MAX_QUERY_BYTES} bytes"),
        ));
    }
    let only_hashtags = typed.trim_start().starts_with('#');
    let tokens = Tokens::of(typed);
    let words: Vec<&str> = tokens.as_slice().iter().map(|t| t.term.as_str()).collect();
    let last = words.last().copied().unwrap_or_default().to_owned();
    let mut found = reader.values_by_word(last, MAX_CANDIDATES).await?;
    found.retain(|(record, _)| {
        let wanted = !only_hashtags || record.kind == Some(SuggestionKind::Hashtag);
        wanted && has_words(record, &words)
    });
    found.sort_by(|(one, one_count), (other, other_count)| {
        let by_count = other_count.cmp(one_count);
        by_count.then_with(|| (&one.name, &one.value).cmp(&(&other.name, &other.value)))
    });
    found.dedup_by(|(one, _), (other, _)| one.value == other.value);
    found.truncate(bounded(limit, DEFAULT_SUGGESTIONS, MAX_SUGGESTIONS));
    Ok(found
        .into_iter()
        .filter_map(|(record, count)| {
            let kind = record.kind?;
            Some(Suggestion {
                text: record.name,
                kind,
                entity_id: (kind != SuggestionKind::Hashtag).then_some(record.value),
                count,
            })
        })
        .collect())
}

/// Whether a name has `words` one after the other, the last perhaps unfinished.
fn has_words(record: &ValueRecord, words: &[&str]) -> bool {
    let typed = words.join(" ");
    std::iter::once(&record.name)
        .chain(&record.aliases)
        .any(|name| {
            let name = joined_terms(name);
            name.starts_with(&typed) || name.contains(&format!(" {typed}"))
        })
}
