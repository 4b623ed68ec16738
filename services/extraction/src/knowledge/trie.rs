//! A set of names as sequences of word symbols, matched from any word of a text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The number of a known word; 0 is every word that no name holds.
pub(crate) type Symbol = u32;

/// A word that stands in no name.
pub(crate) const UNKNOWN: Symbol = 0;

/// Names as paths of word symbols. Matching starts at whole words by construction, and a walk is
/// never longer than the longest name, so that a text is searched in linear time.
#[derive(Debug, Default)]
pub(crate) struct NameTrie {
    edges: HashMap<(u32, Symbol), u32, FastHash>,
    /// What each node stands for, if a name ends there.
    payloads: Vec<Option<u32>>,
}

impl NameTrie {
    /// Puts a name in and returns the node at its end, to which a payload can be given.
    pub(crate) fn insert(&mut self, symbols: &[Symbol]) -> usize {
        if self.payloads.is_empty() {
            self.payloads.push(None);
        }
        let mut node = 0;
        for &symbol in symbols {
            let next = u32::try_from(self.payloads.len()).unwrap_or(u32::MAX);
            node = *self.edges.entry((node, symbol)).or_insert(next);
            if node == next {
                self.payloads.push(None);
            }
        }
        node as usize
    }

    /// The payload of a node.
    pub(crate) fn payload_mut(&mut self, node: usize) -> &mut Option<u32> {
        &mut self.payloads[node]
    }

    /// One step from a node; nodes start at 0.
    pub(crate) fn step(&self, node: u32, symbol: Symbol) -> Option<u32> {
        self.edges.get(&(node, symbol)).copied()
    }

    /// What ends at a node.
    pub(crate) fn payload(&self, node: u32) -> Option<u32> {
        self.payloads.get(node as usize).copied().flatten()
    }
}

/// A small multiplicative hash for integer and short string keys. The keys are those of the
/// knowledge base, looked up and never inserted from a text, so nobody can make them collide.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordHasher(u64);

/// Builds [`WordHasher`]s.
pub(crate) type FastHash = BuildHasherDefault<WordHasher>;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl WordHasher {
    fn add(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0_u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.add(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_they_were_put() {
        let mut trie = NameTrie::default();
        let node = trie.insert(&[1, 2]);
        *trie.payload_mut(node) = Some(7);
        let node = trie.insert(&[1, 2, 3]);
        *trie.payload_mut(node) = Some(8);
        let one = trie.step(0, 1).unwrap();
        assert_eq!(trie.payload(one), None);
        let two = trie.step(one, 2).unwrap();
        assert_eq!(trie.payload(two), Some(7));
        let three = trie.step(two, 3).unwrap();
        assert_eq!(trie.payload(three), Some(8));
        assert_eq!(trie.step(three, 1), None);
    }
}
