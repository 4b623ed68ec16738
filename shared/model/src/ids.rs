//! Identifiers: 128 bits of BLAKE3, printed in 26 characters.
//!
//! The derivations here are frozen. An id once given out must resolve for ever, so any change to
//! a derivation needs a new context string and keeps the old one readable; tests pin values.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

/// Crockford's base-32 alphabet in lower case: no `i`, `l`, `o` or `u`, so that an id survives
/// being read aloud (<https://www.crockford.com/base32.html>).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters of a printed id: 128 bits at five bits a character.
const PRINTED: usize = 26;

/// A text is not an identifier of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not an id: expected 26 characters of 0-9 and a-z without i, l, o and u")]
pub struct ParseIdError {
    given: String,
}

fn print(bytes: [u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let value = u128::from_be_bytes(bytes);
    let mut text = [0_u8; PRINTED];
    for (index, slot) in text.iter_mut().enumerate() {
        let shift = 5 * (PRINTED - 1 - index);
        *slot = ALPHABET[((value >> shift) & 31) as usize];
    }
    f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
}

fn read(text: &str) -> Result<[u8; 16], ParseIdError> {
    let wrong = || ParseIdError {
        given: text.chars().take(40).collect(),
    };
    if text.len() != PRINTED {
        return Err(wrong());
    }
    let mut value = 0_u128;
    for (index, byte) in text.bytes().enumerate() {
        let digit = ALPHABET
            .iter()
            .position(|&letter| letter == byte.to_ascii_lowercase())
            .ok_or_else(wrong)?;
        // 26 × 5 = 130 bits: the first character carries only three.
        if index == 0 && digit > 7 {
            return Err(wrong());
        }
        value = (value << 5) | digit as u128;
    }
    Ok(value.to_be_bytes())
}

/// The first 128 bits of BLAKE3 in derive-key mode; each part is preceded by its length, so that
/// no two lists of parts feed the same bytes.
fn derive(context: &str, parts: &[&[u8]]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new_derive_key(context);
    for part in parts {
        hasher.update(&(part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    bytes
}

macro_rules! identifier {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The id with exactly these bits.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The id's bits.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                print(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                read(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

identifier! {
    /// One statement as published: its text under [`normalise_identity`] and its date, if any.
    DocumentId
}
identifier! {
    /// One exact reading of a document: its text to the letter and everything parsed from it.
    VersionId
}
identifier! {
    /// One place where a document stood.
    AppearanceId
}
identifier! {
    /// One capture: the bytes as they came in.
    CaptureId
}
identifier! {
    /// One archive, named at its creation. An index carries the id of the archive it was built from.
    ArchiveId
}

impl DocumentId {
    /// The id of the document with this text and date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`).
    #[must_use]
    pub fn derive(text: &str, date: Option<&str>) -> Self {
        let text = normalise_identity(text);
        let date = date.unwrap_or_default();
        Self(derive(
            "communique 2026 document",
            &[text.as_bytes(), date.as_bytes()],
        ))
    }
}

impl VersionId {
    /// The id of a version whose canonical content (see `Document::version_content`) is given.
    #[must_use]
    pub fn derive(document: DocumentId, content: &[u8]) -> Self {
        Self(derive(
            "communique 2026 version",
            &[document.as_bytes(), content],
        ))
    }
}

impl AppearanceId {
    /// The id of a post that its source numbers: the same wherever it was captured.
    #[must_use]
    pub fn of_post(source: &str, post_id: &str, forwarded_from: Option<&str>) -> Self {
        let forwarded_from = forwarded_from.unwrap_or_default();
        Self(derive(
            "communique 2026 appearance of a post",
            &[
                source.as_bytes(),
                post_id.as_bytes(),
                forwarded_from.as_bytes(),
            ],
        ))
    }

    /// The id of a range of bytes of a capture, for documents whose source gives no number.
    #[must_use]
    pub fn of_range(capture: CaptureId, byte_start: u64, byte_end: u64) -> Self {
        Self(derive(
            "communique 2026 appearance in a capture",
            &[
                capture.as_bytes(),
                &byte_start.to_be_bytes(),
                &byte_end.to_be_bytes(),
            ],
        ))
    }
}

impl CaptureId {
    /// The id of a capture from the plain BLAKE3 hash of its bytes.
    #[must_use]
    pub fn from_hash(hash: &blake3::Hash) -> Self {
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        Self(bytes)
    }
}

/// The frozen normalisation under which two texts are the same document: Unicode NFC, and every
/// run of white space one space, none at either end.
///
/// White space is listed here rather than asked of the standard library, whose answer may grow.
#[must_use]
pub fn normalise_identity(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.nfc() {
        if is_identity_space(character) {
            gap = !normal.is_empty();
            continue;
        }
        if gap {
            normal.push(' ');
            gap = false;
        }
        normal.push(character);
    }
    normal
}

/// White space and invisible spacing of Unicode 15, as scraped pages contain it.
fn is_identity_space(character: char) -> bool {
    matches!(character,
        '\u{9}'..='\u{d}' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200b}'
        | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_are_pinned() {
        let undated = DocumentId::derive("The ministers met in Astana.", None);
        let dated = DocumentId::derive("The ministers met in Astana.", Some("2024-07-03"));
        let post = AppearanceId::of_post("@embassy", "17", Some("Ministry"));
        let capture = CaptureId::from_hash(&blake3::hash(b"bytes"));
        let range = AppearanceId::of_range(capture, 0, 5);
        insta::assert_snapshot!(format!("{undated}\n{dated}\n{post}\n{capture}\n{range}"));
    }

    #[test]
    fn layout_does_not_make_another_document() {
        let one = DocumentId::derive("Caf\u{e9} talks \n in  Vienna\u{a0}", None);
        let other = DocumentId::derive("Cafe\u{301} talks in Vienna", None);
        assert_eq!(one, other);
        assert_ne!(one, DocumentId::derive("Cafe talks in Vienna", None));
    }

    #[test]
    fn a_wrong_id_is_named() {
        let error = "ill0".parse::<DocumentId>().unwrap_err();
        assert!(error.to_string().contains("`ill0`"));
        assert!("zzzzzzzzzzzzzzzzzzzzzzzzzz".parse::<DocumentId>().is_err());
    }

    proptest! {
        #[test]
        fn printing_and_reading_agree(bytes: [u8; 16]) {
            let id = VersionId::from_bytes(bytes);
            prop_assert_eq!(id.to_string().parse::<VersionId>().unwrap(), id);
        }

        #[test]
        fn normalisation_is_idempotent(text in "\\PC{0,200}") {
            let once = normalise_identity(&text);
            prop_assert_eq!(normalise_identity(&once), once);
        }
    }
}
