//! Features as hashes.

use crate::labeller::hash::{feature, mix};

/// What a model sees of a place of a text: hashes of templates and what fills them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Features {
    hashes: Vec<u64>,
}

impl Features {
    /// Adds the feature of a template that these values fill.
    pub(crate) fn add(&mut self, template: u64, values: &[u64]) {
        let filling = values
            .iter()
            .fold(template, |hash, &value| mix(hash, value));
        self.hashes.push(feature(template, filling));
    }

    /// Adds to every feature so far its combination with a value.
    pub(crate) fn combine(&mut self, value: u64) {
        let count = self.hashes.len();
        for at in 0..count {
            let combined = feature(value, self.hashes[at]);
            self.hashes.push(combined);
        }
    }

    /// The features, each once, in ascending order.
    pub(crate) fn into_hashes(mut self) -> Vec<u64> {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        self.hashes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_values_and_their_order_are_told_apart() {
        let mut features = Features::default();
        features.add(1, &[2, 3]);
        features.add(1, &[3, 2]);
        features.add(2, &[2, 3]);
        features.add(1, &[2, 3]);
        features.combine(9);
        assert_eq!(features.into_hashes().len(), 6);
    }
}
