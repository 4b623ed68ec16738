//! Keys that name everything a value was made from.

use std::fmt;

use communique_model::SCHEMA_VERSION;

/// What sort of value a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CacheKind {
    /// The documents that a capture was parsed into.
    ParsedCapture,
    /// What extraction found in a text.
    Extraction,
}

impl CacheKind {
    /// The name used in keys and as the label `kind` of metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ParsedCapture => "parsed-capture",
            Self::Extraction => "extraction",
        }
    }
}

impl fmt::Display for CacheKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The name of a cached value: a BLAKE3 hash of the schema version, the kind, the fingerprint of
/// the value's maker and the exact input. Another input, engine or schema is another key, so
/// nothing ever has to be invalidated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CacheKey {
    kind: CacheKind,
    digest: [u8; 32],
}

impl CacheKey {
    /// The key of what `maker` (a fingerprint of code, model and knowledge) makes of `parts`.
    ///
    /// Parts are told apart by their lengths: `["ab", "c"]` and `["a", "bc"]` are two keys.
    #[must_use]
    pub fn new(kind: CacheKind, maker: &str, parts: &[&[u8]]) -> Self {
        Self::with_schema(SCHEMA_VERSION, kind, maker, parts)
    }

    fn with_schema(schema: u32, kind: CacheKind, maker: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&schema.to_le_bytes());
        for part in [kind.as_str().as_bytes(), maker.as_bytes()]
            .iter()
            .chain(parts)
        {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self {
            kind,
            digest: *hasher.finalize().as_bytes(),
        }
    }

    /// What sort of value it stands for.
    #[must_use]
    pub fn kind(&self) -> CacheKind {
        self.kind
    }

    /// The hash.
    #[must_use]
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }
}

/// `<kind>:<64 hexadecimal digits>`; backends that share a store put their prefix before it.
impl fmt::Display for CacheKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}:{}",
            self.kind,
            blake3::Hash::from(self.digest).to_hex()
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_key_is_the_same_on_every_run_and_machine() {
        let key = CacheKey::with_schema(1, CacheKind::Extraction, "engine-1", &[b"text", b""]);
        assert_eq!(
            key.to_string(),
            "extraction:fd904f604d2be57de584d8c6b092ff26c5f252a3e73c6d4381b4ade9b67f3071"
        );
    }

    #[test]
    fn everything_that_makes_a_value_makes_another_key() {
        let key = CacheKey::with_schema(1, CacheKind::Extraction, "engine-1", &[b"text"]);
        let others = [
            CacheKey::with_schema(2, CacheKind::Extraction, "engine-1", &[b"text"]),
            CacheKey::with_schema(1, CacheKind::ParsedCapture, "engine-1", &[b"text"]),
            CacheKey::with_schema(1, CacheKind::Extraction, "engine-2", &[b"text"]),
            CacheKey::with_schema(1, CacheKind::Extraction, "engine-1", &[b"texts"]),
            CacheKey::with_schema(1, CacheKind::Extraction, "engine-1", &[b"text", b""]),
            CacheKey::with_schema(1, CacheKind::Extraction, "engine-1", &[]),
        ];
        for other in others {
            assert_ne!(key.digest(), other.digest());
        }
    }

    proptest! {
        #[test]
        fn cutting_the_same_bytes_elsewhere_makes_another_key(
            bytes in proptest::collection::vec(any::<u8>(), 1..64),
            first in 0_usize..64,
            second in 0_usize..64,
        ) {
            let (first, second) = (first % (bytes.len() + 1), second % (bytes.len() + 1));
            let key = |cut: usize| {
                let (head, tail) = bytes.split_at(cut);
                CacheKey::new(CacheKind::Extraction, "engine", &[head, tail])
            };
            prop_assert_eq!(key(first) == key(second), first == second);
        }
    }
}
