//! Words and keys as Meilisearch stores them.
//!
//! Meilisearch folds what it filters by: it lowers case, drops marks, transliterates. Whatever it
//! would change is therefore written in digits, so that two keys are equal there exactly when
//! they are equal here; and nothing that reaches its filter language can be syntax of it.

use std::fmt::Write;

/// Longest value written out, in bytes; a longer one stands as its hash. Meilisearch cuts values
/// off at 479 bytes.
const MAX_BYTES: usize = 400;
const HEX: char = '~';
const HASH: char = '!';
/// Length of a hash: its mark and 32 hexadecimal digits.
const HASH_LENGTH: usize = 33;

/// The form in which Meilisearch stores `key`.
pub(super) fn encode(key: &str) -> String {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b':' | b'-');
    if key.len() <= MAX_BYTES && !key.is_empty() && key.bytes().all(plain) {
        return key.to_owned();
    }
    if is_hash(key) {
        return key.to_owned();
    }
    if key.len() * 2 < MAX_BYTES {
        let mut encoded = String::with_capacity(key.len() * 2 + 1);
        encoded.push(HEX);
        for byte in key.bytes() {
            push_hex(&mut encoded, byte);
        }
        return encoded;
    }
    hashed(HASH, key)
}

/// What was encoded; a hash stays as it is, and encodes to itself.
pub(super) fn decode(encoded: &str) -> String {
    let Some(digits) = encoded.strip_prefix(HEX) else {
        return encoded.to_owned();
    };
    let bytes: Option<Vec<u8>> = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_else(|| encoded.to_owned())
}

/// Two neighbouring words as one value.
pub(super) fn encode_pair(first: &str, second: &str) -> String {
    let pair = format!("{}_{}", encode(first), encode(second));
    if pair.len() <= MAX_BYTES {
        pair
    } else {
        hashed(HASH, &pair)
    }
}

/// An id for a record made of `parts`: `kind` and 32 hexadecimal digits.
pub(super) fn record_id(kind: char, parts: &[&str]) -> String {
    hashed(kind, &parts.join("\u{0}"))
}

fn hashed(mark: char, key: &str) -> String {
    let hash = blake3::derive_key("communique 2026 meilisearch value", key.as_bytes());
    let mut encoded = String::from(mark);
    for &byte in &hash[..16] {
        push_hex(&mut encoded, byte);
    }
    encoded
}

fn is_hash(key: &str) -> bool {
    key.len() == HASH_LENGTH
        && key.strip_prefix(HASH).is_some_and(|digits| {
            digits
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        })
}

fn push_hex(text: &mut String, byte: u8) {
    write!(text, "{byte:02x}").expect("writing to a string does not fail");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms() {
        assert_eq!(encode("country:kz"), "country:kz");
        assert_eq!(encode("c\""), "~6322");
        assert_eq!(decode("~6322"), "c\"");
        assert_eq!(encode_pair("central", "asia"), "central_asia");
        let long = encode(&"ж".repeat(500));
        assert_eq!(long.len(), HASH_LENGTH);
        assert_eq!(encode(&long), long);
    }

    proptest! {
        #[test]
        fn short_keys_come_back(key in "\\PC{1,40}") {
            let encoded = encode(&key);
            prop_assert_eq!(decode(&encoded), key);
        }

        #[test]
        fn nothing_is_syntax(key in any::<String>()) {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "~!:-".contains(c);
            prop_assert!(encode(&key).chars().all(plain));
            prop_assert!(encode(&key).len() <= MAX_BYTES);
        }
    }
}
