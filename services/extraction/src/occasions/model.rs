//! The two models and their file.
//!
//! All numbers are little-endian. The file is a header of two `u32` (magic, version), three `f32`
//! (thresholds), the number of known stems as `u32` and their hashes as `u64` in ascending order,
//! the weights of the words that tell, the weights of those who take part (each its number of
//! features as `u32`, the worth of a step as `f32`, the hashes of the features as `u64` in ascending
//! order, their weights as `i8`), and at the end the BLAKE3 hash of all before it.

use communique_model::EventKind;

use super::error::WeightsError;
use super::view::Candidate;
use crate::labeller::exp;
use crate::labeller::hash::FEATURE_VERSION;
use crate::weights::Weights;

const MAGIC: u32 = u32::from_le_bytes(*b"COCC");
const CHECKSUM: usize = 32;

/// Least probability of taking part of those who take part where nobody is likely to.
const ANYBODY: f32 = 0.2;

/// Version of the format and of the features.
const VERSION: u32 = 1 << 8 | FEATURE_VERSION;

/// Kinds of occasions, by their number in the model.
pub const KINDS: [EventKind; 9] = [
    EventKind::Meeting,
    EventKind::Call,
    EventKind::Visit,
    EventKind::Summit,
    EventKind::Statement,
    EventKind::Interview,
    EventKind::Signing,
    EventKind::Conference,
    EventKind::Anniversary,
];

/// What a word may tell of: nothing, or one of [`KINDS`].
pub const OUTCOMES: usize = KINDS.len() + 1;

/// Where a kind stands in [`KINDS`].
#[must_use]
pub fn kind_number(kind: EventKind) -> usize {
    KINDS.iter().position(|&other| other == kind).unwrap_or(0)
}

/// How sure the models have to be, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Least probability of an occasion that no rule has read.
    pub new: f32,
    /// Least probability of an occasion that a rule has read.
    pub read: f32,
    /// Least probability of somebody's taking part.
    pub part: f32,
}

/// Trained numbers.
#[derive(Clone, Debug, Default)]
pub struct Parameters {
    /// Hashes of the stems of words that may tell of an occasion.
    pub stems: Vec<u64>,
    /// Weights of the features of a word: nothing first, then the kinds.
    pub telling: Vec<(u64, [f32; OUTCOMES])>,
    /// Weights of the features of somebody's taking part.
    pub part: Vec<(u64, [f32; 1])>,
}

/// A model of occasions.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    thresholds: Thresholds,
    stems: Vec<u64>,
    telling: Weights<OUTCOMES>,
    part: Weights<1>,
}

impl Model {
    /// Makes a model of trained parameters, its weights rounded to 255 steps.
    #[must_use]
    pub fn new(parameters: &Parameters, thresholds: Thresholds) -> Self {
        let mut stems = parameters.stems.clone();
        stems.sort_unstable();
        stems.dedup();
        Self {
            thresholds,
            stems,
            telling: Weights::new(&parameters.telling),
            part: Weights::new(&parameters.part),
        }
    }

    /// How sure the models have to be.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        self.thresholds
    }

    /// The same model with other thresholds.
    #[must_use]
    pub fn with_thresholds(mut self, thresholds: Thresholds) -> Self {
        self.thresholds = thresholds;
        self
    }

    /// How many features have weights, of words and of those who take part.
    #[must_use]
    pub fn features(&self) -> (usize, usize) {
        (self.telling.len(), self.part.len())
    }

    /// Whether a word of this stem may tell of an occasion.
    pub(crate) fn knows(&self, stem: u64) -> bool {
        self.stems.binary_search(&stem).is_ok()
    }

    /// The probabilities of what a word of these features tells of: nothing first, then the kinds.
    pub(crate) fn telling(&self, features: &[u64]) -> [f32; OUTCOMES] {
        let sums = self.telling.sums(features);
        let largest = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers = sums.map(|sum| exp(sum - largest));
        let total: f32 = powers.iter().sum();
        powers.map(|power| power / total)
    }

    /// Who of those asked about takes part, by their numbers.
    #[must_use]
    pub fn takes_part(&self, asked: &[Candidate]) -> Vec<usize> {
        let chances: Vec<f32> = asked
            .iter()
            .map(|candidate| self.part(&candidate.features))
            .collect();
        let likeliest = chances.iter().copied().fold(0.0_f32, f32::max);
        // Occasions without anybody are few: where nobody is likely, the likeliest take part.
        let least = self.thresholds.part.min(likeliest.max(ANYBODY) * 0.8);
        asked
            .iter()
            .zip(&chances)
            .filter(|&(_, &chance)| chance >= least)
            .map(|(candidate, _)| candidate.who)
            .collect()
    }

    /// The probability that somebody of these features takes part.
    pub(crate) fn part(&self, features: &[u64]) -> f32 {
        let [sum] = self.part.sums(features);
        1.0 / (1.0 + exp(-sum))
    }

    /// The model as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(MAGIC.to_le_bytes());
        bytes.extend(VERSION.to_le_bytes());
        let Thresholds { new, read, part } = self.thresholds;
        for threshold in [new, read, part] {
            bytes.extend(threshold.to_le_bytes());
        }
        let stems = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
        bytes.extend(stems.to_le_bytes());
        for stem in &self.stems {
            bytes.extend(stem.to_le_bytes());
        }
        self.telling.write(&mut bytes);
        self.part.write(&mut bytes);
        let checksum = blake3::hash(&bytes);
        bytes.extend(checksum.as_bytes());
        bytes
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If the bytes are not a model of this version, whole and unchanged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let length = WeightsError::Length(bytes.len());
        let content = bytes
            .len()
            .checked_sub(CHECKSUM)
            .and_then(|end| bytes.split_at_checked(end));
        let Some((content, checksum)) = content else {
            return Err(length);
        };
        let header = [MAGIC.to_le_bytes(), VERSION.to_le_bytes()].concat();
        let Some(rest) = content.strip_prefix(header.as_slice()) else {
            return Err(WeightsError::Version);
        };
        if blake3::hash(content).as_bytes() != checksum {
            return Err(WeightsError::Checksum);
        }
        Self::read(rest).ok_or(length)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (thresholds, bytes) = bytes.split_first_chunk::<12>()?;
        let [new, read, part] = std::array::from_fn(|at| {
            f32::from_le_bytes(std::array::from_fn(|byte| thresholds[at * 4 + byte]))
        });
        let (count, bytes) = bytes.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (stems, bytes) = bytes.split_at_checked(count.checked_mul(8)?)?;
        let stems = stems
            .as_chunks::<8>()
            .0
            .iter()
            .map(|stem| u64::from_le_bytes(*stem))
            .collect();
        let (telling, bytes) = Weights::read(bytes)?;
        let (part_weights, bytes) = Weights::read(bytes)?;
        bytes.is_empty().then_some(Self {
            thresholds: Thresholds { new, read, part },
            stems,
            telling,
            part: part_weights,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let mut meeting = [0.0; OUTCOMES];
        meeting[1] = 2.0;
        let parameters = Parameters {
            stems: vec![7, 3],
            telling: vec![(11, meeting)],
            part: vec![(5, [-1.5]), (9, [0.5])],
        };
        let thresholds = Thresholds {
            new: 0.4,
            read: 0.2,
            part: 0.5,
        };
        Model::new(&parameters, thresholds)
    }

    #[test]
    fn a_file_gives_the_model_that_was_written() {
        let model = model();
        assert_eq!(Model::from_bytes(&model.to_bytes()), Ok(model));
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let mut bytes = model().to_bytes();
        assert_eq!(
            Model::from_bytes(&bytes[..20]),
            Err(WeightsError::Length(20))
        );
        bytes[40] ^= 1;
        assert_eq!(Model::from_bytes(&bytes), Err(WeightsError::Checksum));
        bytes[0] ^= 1;
        assert_eq!(Model::from_bytes(&bytes), Err(WeightsError::Version));
    }

    #[test]
    fn features_raise_and_lower_probabilities() {
        let model = model();
        assert!(model.knows(3) && !model.knows(4));
        assert!(model.telling(&[11])[1] > 0.4);
        assert!((model.telling(&[])[1] - 0.1).abs() < 1e-6);
        assert!(model.part(&[5]) < 0.25 && model.part(&[9]) > 0.6);
    }
}
