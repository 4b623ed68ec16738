//! Answers: hits with highlights and snippets, facets with names, tokens of further pages.

mod facets;
mod highlight;
mod hit;
mod page_token;
mod rank;
mod snippet;

pub(crate) use facets::named_facets;
pub(crate) use hit::page_of_hits;
pub(crate) use page_token::Page;
pub(crate) use rank::{RANKED, ranked};
