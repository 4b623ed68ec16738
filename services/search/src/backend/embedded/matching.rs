//! Checked questions as tantivy queries.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery,
    InvertedIndexRangeQuery, Occur, PhraseQuery, Query, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::schema::Fields;
use crate::document::field_number;
use crate::index::{Expansion, Matching, WordClause};
use crate::query::{Closeness, Condition};

type Part = Box<dyn Query>;

/// Scores of how near a word is found. BM25 of rare words stays well below the first, so that a
/// document with the word itself stands above one with a word like it.
const EXACT: f32 = 100.0;
const COMPLETION: f32 = 40.0;
const ONE_TYPO: f32 = 20.0;
const TWO_TYPOS: f32 = 10.0;
const NAME: f32 = 5.0;
/// A word in the title counts for that many in the text.
const TITLE_BOOST: f32 = 2.0;

/// The query for documents that match.
pub(super) fn query(matching: &Matching, fields: &Fields) -> Part {
    let mut parts: Vec<Part> = Vec::new();
    parts.extend(matching.words.iter().map(|word| word_query(word, fields)));
    for phrase in &matching.phrases {
        parts.push(in_title_or_text(fields, |field| {
            phrase_query(phrase, field)
        }));
    }
    let condition = condition(&matching.condition, fields);
    parts.push(Box::new(ConstScoreQuery::new(condition, 0.0)));
    Box::new(BooleanQuery::intersection(parts))
}

fn word_query(word: &WordClause, fields: &Fields) -> Part {
    let mut nearness: Vec<Part> = Vec::new();
    let tiers = [
        (Closeness::Exact, EXACT),
        (Closeness::Completion, COMPLETION),
        (Closeness::OneTypo, ONE_TYPO),
        (Closeness::TwoTypos, TWO_TYPOS),
    ];
    for (closeness, score) in tiers {
        let terms = word
            .terms
            .iter()
            .filter(|expansion| expansion.closeness == closeness)
            .flat_map(|expansion| both_terms(expansion, fields));
        nearness.push(constant(Box::new(TermSetQuery::new(terms)), score));
    }
    if let Some(prefix) = &word.prefix {
        let term = Term::from_field_text(fields.prefix, prefix);
        nearness.push(constant(exact(term), COMPLETION));
    }
    if !word.names.is_empty() {
        let terms = word
            .names
            .iter()
            .map(|name| Term::from_field_text(fields.names, name));
        nearness.push(constant(Box::new(TermSetQuery::new(terms)), NAME));
    }
    let mut parts: Vec<(Occur, Part)> =
        vec![(Occur::Should, Box::new(DisjunctionMaxQuery::new(nearness)))];
    for expansion in word
        .terms
        .iter()
        .filter(|e| e.closeness == Closeness::Exact)
    {
        let by_frequency = in_title_or_text(fields, |field| {
            Box::new(TermQuery::new(
                Term::from_field_text(field, &expansion.term),
                IndexRecordOption::WithFreqs,
            ))
        });
        parts.push((Occur::Should, by_frequency));
    }
    Box::new(BooleanQuery::new(parts))
}

fn both_terms(expansion: &Expansion, fields: &Fields) -> [Term; 2] {
    [fields.title, fields.text].map(|field| Term::from_field_text(field, &expansion.term))
}

fn in_title_or_text(fields: &Fields, part: impl Fn(Field) -> Part) -> Part {
    Box::new(BooleanQuery::union(vec![
        Box::new(BoostQuery::new(part(fields.title), TITLE_BOOST)),
        part(fields.text),
    ]))
}

fn phrase_query(phrase: &[String], field: Field) -> Part {
    let terms: Vec<Term> = phrase
        .iter()
        .map(|term| Term::from_field_text(field, term))
        .collect();
    match <[Term; 1]>::try_from(terms) {
        Ok([term]) => Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
        Err(terms) => Box::new(PhraseQuery::new(terms)),
    }
}

fn constant(part: Part, score: f32) -> Part {
    Box::new(ConstScoreQuery::new(part, score))
}

fn exact(term: Term) -> Part {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn condition(condition: &Condition, fields: &Fields) -> Part {
    match condition {
        Condition::All(inner) if inner.is_empty() => Box::new(AllQuery),
        Condition::Any(inner) if inner.is_empty() => Box::new(EmptyQuery),
        Condition::All(inner) => Box::new(BooleanQuery::intersection(each(inner, fields))),
        Condition::Any(inner) => Box::new(BooleanQuery::union(each(inner, fields))),
        Condition::Not(inner) => Box::new(BooleanQuery::new(vec![
            (Occur::Must, Box::new(AllQuery)),
            (Occur::MustNot, self::condition(inner, fields)),
        ])),
        Condition::Keys { field, keys } => {
            let field = fields.keys[field_number(*field)];
            let terms = keys.iter().map(|key| Term::from_field_text(field, key));
            Box::new(TermSetQuery::new(terms))
        }
        Condition::Days { from, to } => days(*from, *to, fields),
    }
}

fn each(inner: &[Condition], fields: &Fields) -> Vec<Part> {
    inner.iter().map(|part| condition(part, fields)).collect()
}

/// The document's days and those from `from` to `to` overlap; an undated document has neither
/// day and never matches.
///
/// The dictionary of days is used rather than their column: tantivy 0.27 subtracts with overflow
/// when a range over a column stands inside an intersection (`RangeDocSet::seek` after a failed
/// `seek_danger`), and an archive has few distinct days.
fn days(from: Option<i32>, to: Option<i32>, fields: &Fields) -> Part {
    let day = |field: Field, day: i32| Term::from_field_i64(field, i64::from(day));
    let first_possible = i64::from(i32::MIN);
    let lower = from.map_or_else(
        || Term::from_field_i64(fields.last_day, first_possible),
        |from| day(fields.last_day, from),
    );
    let mut parts: Vec<Part> = vec![Box::new(InvertedIndexRangeQuery::new(
        Bound::Included(lower),
        Bound::Unbounded,
    ))];
    if let Some(to) = to {
        parts.push(Box::new(InvertedIndexRangeQuery::new(
            Bound::Unbounded,
            Bound::Included(day(fields.first_day, to)),
        )));
    }
    Box::new(BooleanQuery::intersection(parts))
}
