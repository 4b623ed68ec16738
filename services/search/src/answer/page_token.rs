//! Tokens of further pages.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use communique_model::{ApiError, Query};

/// First byte of every token; another layout takes another number.
const VERSION: u8 = 1;
/// Version, fingerprint, generation, offset, check.
const LENGTH: usize = 1 + 8 + 8 + 8 + 4;
const CONTEXT: &str = "communique 2026 page token";

/// Where an answer goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageToken {
    /// Of the question, pages left aside.
    fingerprint: [u8; 8],
    /// Build of the index that gave the pages before.
    generation: u64,
    /// Number of hits given so far.
    offset: u64,
}

/// The page that a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    fingerprint: [u8; 8],
    /// What its token says; absent for the first page.
    token: Option<PageToken>,
}

impl Page {
    /// Reads the page token of `query`.
    ///
    /// # Errors
    /// `InvalidArgument` on `page_token` if it is no token, or one of another question.
    pub(crate) fn of(query: &Query) -> Result<Self, ApiError> {
        let fingerprint = fingerprint(query)?;
        let token = if query.page_token.is_empty() {
            None
        } else {
            let token = PageToken::read(&query.page_token)
                .ok_or_else(|| refused("is not a token that this service gave out"))?;
            if token.fingerprint != fingerprint {
                return Err(refused(
                    "belongs to another question: only the page size may change between pages",
                ));
            }
            Some(token)
        };
        Ok(Self { fingerprint, token })
    }

    /// How many hits the pages before gave.
    ///
    /// # Errors
    /// `InvalidArgument` on `page_token` if the index was built anew since.
    pub(crate) fn offset(&self, generation: u64) -> Result<u64, ApiError> {
        match self.token {
            None => Ok(0),
            Some(token) if token.generation == generation => Ok(token.offset),
            Some(_) => Err(refused(
                "is of an index that has been built anew since: ask again from the first page",
            )),
        }
    }

    /// The token of the page after `offset` hits.
    pub(crate) fn next(&self, generation: u64, offset: u64) -> String {
        let token = PageToken {
            fingerprint: self.fingerprint,
            generation,
            offset,
        };
        token.write()
    }
}

impl PageToken {
    fn write(self) -> String {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.push(VERSION);
        bytes.extend(self.fingerprint);
        bytes.extend(self.generation.to_be_bytes());
        bytes.extend(self.offset.to_be_bytes());
        bytes.extend(check(&bytes));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let bytes: [u8; LENGTH] = bytes.try_into().ok()?;
        let (body, given) = bytes.split_at(LENGTH - 4);
        if body[0] != VERSION || check(body) != given {
            return None;
        }
        let number = |at: usize| body[at..at + 8].try_into().map(u64::from_be_bytes).ok();
        Some(Self {
            fingerprint: body[1..9].try_into().ok()?,
            generation: number(9)?,
            offset: number(17)?,
        })
    }
}

/// Tells a damaged or invented token from one of ours. It guards against mistakes, not against
/// forgers: whoever forges a token only skips pages.
fn check(body: &[u8]) -> [u8; 4] {
    let hash = blake3::derive_key(CONTEXT, body);
    [hash[0], hash[1], hash[2], hash[3]]
}

fn fingerprint(query: &Query) -> Result<[u8; 8], ApiError> {
    let question = Query {
        page_size: 0,
        page_token: String::new(),
        ..query.clone()
    };
    let canonical = serde_json::to_vec(&question)
        .map_err(|error| ApiError::internal(format!("question as JSON: {error}")))?;
    let hash = blake3::derive_key(CONTEXT, &canonical);
    let mut fingerprint = [0; 8];
    fingerprint.copy_from_slice(&hash[..8]);
    Ok(fingerprint)
}

fn refused(why: &str) -> ApiError {
    ApiError::invalid_field("page_token", why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn asking(text: &str, page_token: &str) -> Query {
        Query {
            text: text.to_owned(),
            page_token: page_token.to_owned(),
            ..Query::default()
        }
    }

    #[test]
    fn a_token_goes_on_with_its_question_only() {
        let first = Page::of(&asking("trade", "")).unwrap();
        assert_eq!(first.offset(7), Ok(0));
        let token = first.next(7, 20);
        let second = Page::of(&Query {
            page_size: 5,
            ..asking("trade", &token)
        })
        .unwrap();
        assert_eq!(second.offset(7), Ok(20));
        assert!(second.offset(8).is_err());
        let other = Page::of(&asking("visit", &token)).unwrap_err();
        assert_eq!(other.violations[0].field, "page_token");
    }

    proptest! {
        #[test]
        fn anything_else_is_refused(text in any::<String>(), at in 0..38_usize) {
            prop_assert_eq!(PageToken::read(&text), None);
            let page = Page::of(&asking("", "")).unwrap();
            let mut token = page.next(1, 20).into_bytes();
            token[at] = if token[at] == b'A' { b'B' } else { b'A' };
            let token = String::from_utf8(token).unwrap();
            prop_assert_eq!(PageToken::read(&token), None);
        }
    }
}
