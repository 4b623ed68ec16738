//! The form of a stored value: what it is, for which key, whether it is whole, then the value.
//!
//! ```text
//! offset  bytes  content
//! 0       4      "CQCV"
//! 4       4      schema version, little endian
//! 8       8      length of the value before compression, little endian
//! 16      16     BLAKE3, keyed by the cache key, of the value before compression, cut to 16 bytes
//! 32      …      the value (JSON), compressed with zstd
//! ```

use std::io::Read;

use bytes::Bytes;
use communique_model::SCHEMA_VERSION;

use crate::CacheKey;

const MAGIC: [u8; 4] = *b"CQCV";
const HEADER_BYTES: usize = 32;
const CHECKSUM_BYTES: usize = 16;
/// Fast; higher levels gain little on JSON of this size.
const COMPRESSION_LEVEL: i32 = 1;
/// Largest window a value may ask for, as a power of two (8 MiB), so that a hostile frame cannot
/// make the decoder allocate more.
const WINDOW_LOG_MAX: u32 = 23;

/// Why stored bytes are not the value of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Not written by this software.
    #[error("not a cached value")]
    Foreign,
    /// Written by another version.
    #[error("written under another schema version")]
    OtherSchema,
    /// Longer than this process takes, compressed or not.
    #[error("longer than the limit")]
    TooLong,
    /// Cut short, changed, or stored under another key.
    #[error("damaged")]
    Damaged,
}

impl EnvelopeError {
    /// The name used as the label `error_type` of metrics.
    pub(crate) fn error_type(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::OtherSchema => "other_schema",
            Self::TooLong => "too_long",
            Self::Damaged => "damaged",
        }
    }
}

fn checksum(key: &CacheKey, value: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let hash = blake3::keyed_hash(key.digest(), value);
    let mut cut = [0; CHECKSUM_BYTES];
    cut.copy_from_slice(&hash.as_bytes()[..CHECKSUM_BYTES]);
    cut
}

/// Wraps a value for storage. `TooLong` if it has more than `limit_bytes`.
pub(crate) fn seal(
    key: &CacheKey,
    value: &[u8],
    limit_bytes: usize,
) -> Result<Bytes, EnvelopeError> {
    if value.len() > limit_bytes {
        return Err(EnvelopeError::TooLong);
    }
    let mut sealed = Vec::with_capacity(HEADER_BYTES + value.len() / 2);
    sealed.extend_from_slice(&MAGIC);
    sealed.extend_from_slice(&SCHEMA_VERSION.to_le_bytes());
    sealed.extend_from_slice(&(value.len() as u64).to_le_bytes());
    sealed.extend_from_slice(&checksum(key, value));
    zstd::stream::copy_encode(value, &mut sealed, COMPRESSION_LEVEL)
        .map_err(|_| EnvelopeError::Damaged)?;
    Ok(sealed.into())
}

/// Takes a value out of its envelope, reading no more than `limit_bytes` whatever is in it.
pub(crate) fn open(
    key: &CacheKey,
    sealed: &[u8],
    limit_bytes: usize,
) -> Result<Bytes, EnvelopeError> {
    let (header, compressed) = sealed
        .split_first_chunk::<HEADER_BYTES>()
        .ok_or(EnvelopeError::Foreign)?;
    let (magic, rest) = header.split_at(4);
    let (schema, rest) = rest.split_at(4);
    let (length, expected) = rest.split_at(8);
    if magic != MAGIC {
        return Err(EnvelopeError::Foreign);
    }
    if schema != SCHEMA_VERSION.to_le_bytes() {
        return Err(EnvelopeError::OtherSchema);
    }
    let length = length
        .try_into()
        .map(u64::from_le_bytes)
        .map_err(|_| EnvelopeError::Damaged)?;
    if length > limit_bytes as u64 {
        return Err(EnvelopeError::TooLong);
    }

    let mut decoder =
        zstd::stream::read::Decoder::new(compressed).map_err(|_| EnvelopeError::Damaged)?;
    decoder
        .window_log_max(WINDOW_LOG_MAX)
        .map_err(|_| EnvelopeError::Damaged)?;
    // The length is a claim: memory is taken as bytes come, and one byte too many is the end.
    let mut value = Vec::new();
    decoder
        .take(length + 1)
        .read_to_end(&mut value)
        .map_err(|_| EnvelopeError::Damaged)?;
    if value.len() as u64 != length || checksum(key, &value) != expected {
        return Err(EnvelopeError::Damaged);
    }
    Ok(value.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::CacheKind;

    const LIMIT: usize = 1 << 16;

    fn key(part: &str) -> CacheKey {
        CacheKey::new(CacheKind::Extraction, "engine", &[part.as_bytes()])
    }

    #[test]
    fn another_schema_is_told_apart_from_damage() {
        let mut sealed = seal(&key("a"), b"value", LIMIT).unwrap().to_vec();
        sealed[4] ^= 0xff;
        assert_eq!(
            open(&key("a"), &sealed, LIMIT),
            Err(EnvelopeError::OtherSchema)
        );
    }

    #[test]
    fn a_value_under_another_key_is_not_taken() {
        let sealed = seal(&key("a"), b"value", LIMIT).unwrap();
        assert_eq!(open(&key("b"), &sealed, LIMIT), Err(EnvelopeError::Damaged));
    }

    #[test]
    fn a_value_beyond_the_limit_is_neither_stored_nor_read() {
        let value = vec![b' '; LIMIT + 1];
        assert_eq!(seal(&key("a"), &value, LIMIT), Err(EnvelopeError::TooLong));
        let sealed = seal(&key("a"), &value, LIMIT + 1).unwrap();
        assert_eq!(open(&key("a"), &sealed, LIMIT), Err(EnvelopeError::TooLong));
    }

    #[test]
    fn a_bomb_that_lies_about_its_length_is_cut_off() {
        let mut sealed = seal(&key("a"), &vec![0; 64 << 20], 64 << 20)
            .unwrap()
            .to_vec();
        assert!(
            sealed.len() < 64 << 10,
            "the bomb is small: {}",
            sealed.len()
        );
        sealed[8..16].copy_from_slice(&100_u64.to_le_bytes());
        assert_eq!(open(&key("a"), &sealed, LIMIT), Err(EnvelopeError::Damaged));
    }

    proptest! {
        #[test]
        fn what_was_sealed_is_opened(value in proptest::collection::vec(any::<u8>(), 0..4096)) {
            let sealed = seal(&key("a"), &value, LIMIT).unwrap();
            prop_assert_eq!(open(&key("a"), &sealed, LIMIT).unwrap(), value);
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
            prop_assert!(open(&key("a"), &bytes, LIMIT).is_err());
        }

        #[test]
        fn a_changed_or_cut_value_never_passes_for_another(
            value in proptest::collection::vec(any::<u8>(), 0..512),
            position in any::<prop::sample::Index>(),
            change in 1_u8..,
            cut in any::<bool>(),
        ) {
            let mut sealed = seal(&key("a"), &value, LIMIT).unwrap().to_vec();
            let position = position.index(sealed.len());
            if cut {
                sealed.truncate(position);
            } else {
                sealed[position] ^= change;
            }
            // zstd has spare bits: a changed frame may still hold the same value, never another.
            if let Ok(opened) = open(&key("a"), &sealed, LIMIT) {
                prop_assert_eq!(opened, value);
            }
        }
    }
}
