//! Classes of words: words that stand in the same company have the same class.

use super::hash;

/// Classes of words, found by hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordClasses {
    /// Hash of the word in lower case and its class, by hash.
    entries: Vec<(u64, u16)>,
    /// The coarse class of each class.
    coarse: Vec<u16>,
    /// Open addressing over `entries`: hash and class; class 0 is a free place.
    table: Vec<(u32, u16)>,
}

/// Class of a word that has none.
pub const NO_CLASS: u16 = 0;

impl WordClasses {
    /// Makes the classes of words. Classes count from 1; `coarse[class]` is the class of classes.
    /// Of two words of one hash the one given first counts.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = (u64, u16)>, coarse: Vec<u16>) -> Self {
        let mut entries: Vec<(u64, u16)> = words
            .into_iter()
            .filter(|&(_, class)| class != NO_CLASS && usize::from(class) < coarse.len())
            .collect();
        entries.sort_by_key(|&(hash, _)| hash);
        entries.dedup_by_key(|&mut (hash, _)| hash);
        let mut table = vec![(0, NO_CLASS); (entries.len() * 2).next_power_of_two().max(2)];
        let mask = table.len() - 1;
        for &(hash, class) in &entries {
            let mut at = place(hash, mask);
            while table[at].1 != NO_CLASS {
                at = (at + 1) & mask;
            }
            table[at] = (check(hash), class);
        }
        Self {
            entries,
            coarse,
            table,
        }
    }

    /// The class of a word in any case; [`NO_CLASS`] if it has none.
    #[must_use]
    pub fn of(&self, word: &str) -> u16 {
        self.of_hash(hash::lower(word))
    }

    pub(crate) fn of_hash(&self, hash: u64) -> u16 {
        let Some(mask) = self.table.len().checked_sub(1) else {
            return NO_CLASS;
        };
        let wanted = check(hash);
        let mut at = place(hash, mask);
        loop {
            let (found, class) = self.table[at];
            if class == NO_CLASS || found == wanted {
                return class;
            }
            at = (at + 1) & mask;
        }
    }

    /// The coarse class of a class.
    #[must_use]
    pub fn coarse(&self, class: u16) -> u16 {
        self.coarse
            .get(usize::from(class))
            .copied()
            .unwrap_or(NO_CLASS)
    }

    pub(crate) fn entries(&self) -> &[(u64, u16)] {
        &self.entries
    }

    pub(crate) fn coarse_classes(&self) -> &[u16] {
        &self.coarse
    }
}

fn place(hash: u64, mask: usize) -> usize {
    usize::try_from(hash >> 32).unwrap_or(usize::MAX) & mask
}

/// The other half of the hash, kept to tell words of one place apart.
fn check(hash: u64) -> u32 {
    u32::try_from(hash & u64::from(u32::MAX)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_others_have_no_class() {
        let words = [("minister", 2), ("president", 2), ("river", 1)];
        let classes = WordClasses::new(
            words.map(|(word, class)| (hash::lower(word), class)),
            vec![0, 5, 6],
        );
        assert_eq!(classes.of("Minister"), 2);
        assert_eq!(classes.of("RIVER"), 1);
        assert_eq!(classes.of("mountain"), NO_CLASS);
        assert_eq!(classes.coarse(2), 6);
        assert_eq!(WordClasses::default().of("river"), NO_CLASS);
    }
}
