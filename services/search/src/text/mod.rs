//! Words: the one way in which texts, titles, names and questions are cut and compared.
//!
//! Every backend receives words that were made here and never cuts text itself; so two backends
//! cannot disagree about what a word is, and highlights are found by the rule that found the hit.

mod fold;
mod token;

pub use fold::{fold_key, fold_word};
pub use token::{MAX_TERM_POINTS, Token, Tokens, for_each_token, hashtags, joined_terms};
