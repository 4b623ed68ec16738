//! Weights of features in one flat table, shared by the trained models.

/// Most features that a file may declare.
const MOST: usize = 1 << 22;

/// For each feature `WIDTH` weights, rounded to 255 steps.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weights<const WIDTH: usize> {
    /// In ascending order.
    hashes: Vec<u64>,
    rows: Vec<[i8; WIDTH]>,
    /// What one step is worth.
    step: f32,
    /// Open addressing over `rows`: the other half of the hash and the row counted from 1; row 0
    /// is a free place.
    places: Vec<(u32, u32)>,
}

impl<const WIDTH: usize> Weights<WIDTH> {
    /// Rounds weights; features without any that is not 0 are left out.
    pub(crate) fn new(weights: &[(u64, [f32; WIDTH])]) -> Self {
        let largest = weights
            .iter()
            .flat_map(|(_, row)| row)
            .fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
        let step = (largest / 127.0).max(f32::MIN_POSITIVE);
        let mut rows: Vec<(u64, [i8; WIDTH])> = weights
            .iter()
            .map(|(hash, row)| (*hash, row.map(|weight| quantised(weight / step))))
            .filter(|(_, row)| row.iter().any(|&weight| weight != 0))
            .collect();
        rows.sort_by_key(|&(hash, _)| hash);
        rows.dedup_by_key(|&mut (hash, _)| hash);
        let (hashes, rows) = rows.into_iter().unzip();
        Self::assemble(hashes, rows, step)
    }

    /// Weights that are rounded already: `hashes` in ascending order, a row for each.
    pub(crate) fn assemble(hashes: Vec<u64>, rows: Vec<[i8; WIDTH]>, step: f32) -> Self {
        let mut places = vec![(0, 0); (hashes.len() * 3 / 2).next_power_of_two().max(2)];
        let mask = places.len() - 1;
        for (row, &hash) in (1_u32..).zip(&hashes) {
            let (check, mut at) = address(hash, mask);
            while places[at].1 != 0 {
                at = (at + 1) & mask;
            }
            places[at] = (check, row);
        }
        Self {
            hashes,
            rows,
            step,
            places,
        }
    }

    /// How many features have weights.
    pub(crate) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The sums of the weights of features.
    pub(crate) fn sums(&self, features: &[u64]) -> [f32; WIDTH] {
        let mut sums = [0_i32; WIDTH];
        for &hash in features {
            if let Some(row) = self.row(hash) {
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum += i32::from(weight);
                }
            }
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "sums of a few hundred small numbers"
        )]
        sums.map(|sum| sum as f32 * self.step)
    }

    /// The features, in ascending order.
    pub(crate) fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// The weights of the features in their order, in steps.
    pub(crate) fn rows(&self) -> &[[i8; WIDTH]] {
        &self.rows
    }

    /// What one step is worth.
    pub(crate) fn step(&self) -> f32 {
        self.step
    }

    /// The weights of a feature, in steps.
    #[inline]
    pub(crate) fn row(&self, hash: u64) -> Option<&[i8; WIDTH]> {
        let mask = self.places.len() - 1;
        let (wanted, mut at) = address(hash, mask);
        loop {
            let (check, row) = self.places[at];
            if row == 0 {
                return None;
            }
            if check == wanted {
                return self.rows.get(row as usize - 1);
            }
            at = (at + 1) & mask;
        }
    }

    /// Writes the number of features, the worth of a step, the hashes and the rows.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        let count = u32::try_from(self.hashes.len()).unwrap_or(u32::MAX);
        bytes.extend(count.to_le_bytes());
        bytes.extend(self.step.to_le_bytes());
        for hash in &self.hashes {
            bytes.extend(hash.to_le_bytes());
        }
        for row in &self.rows {
            bytes.extend(row.map(|weight| weight.to_le_bytes()[0]));
        }
    }

    /// Reads what was written from the beginning of `bytes`; the weights and the rest.
    pub(crate) fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (count, bytes) = bytes.split_first_chunk::<4>()?;
        let (step, bytes) = bytes.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let step = f32::from_le_bytes(*step);
        if count > MOST || !step.is_finite() {
            return None;
        }
        let (hashes, bytes) = bytes.split_at_checked(count * 8)?;
        let (rows, bytes) = bytes.split_at_checked(count * WIDTH)?;
        let hashes: Vec<u64> = hashes
            .as_chunks::<8>()
            .0
            .iter()
            .map(|hash| u64::from_le_bytes(*hash))
            .collect();
        let rows = rows
            .as_chunks::<WIDTH>()
            .0
            .iter()
            .map(|row| row.map(|weight| i8::from_le_bytes([weight])))
            .collect();
        let ascending = hashes.windows(2).all(|pair| pair[0] < pair[1]);
        ascending.then(|| (Self::assemble(hashes, rows, step), bytes))
    }
}

/// The half of the hash that is kept, and the place that the other half says.
#[inline]
fn address(hash: u64, mask: usize) -> (u32, usize) {
    let check = u32::try_from(hash & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    let at = usize::try_from(hash >> 32).unwrap_or(usize::MAX) & mask;
    (check, at)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "rounded and within the range of a step"
)]
fn quantised(steps: f32) -> i8 {
    steps.round().clamp(-127.0, 127.0) as i8
}
