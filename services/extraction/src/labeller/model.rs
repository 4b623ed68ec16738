//! The trained model: weights of features and of transitions, word classes, and their file format.
//!
//! All numbers are little-endian. The file is a header of eight `u32` (magic, format version, feature
//! version, tags, features, classes, class words, quantisation step as the bits of an `f32`), the
//! transitions as `f32`, two thresholds as `f32`, the coarse class of each class as `u16`, the hashes
//! of the class words as `u64` in ascending order, their classes as `u16`, the hashes of the features
//! as `u64` in ascending order, their weights as one `i8` per tag, and at the end the BLAKE3 hash of
//! all before it.

use super::classes::WordClasses;
use super::decode::exp;
use super::hash::FEATURE_VERSION;
use super::reader::Reader;
use super::tag::{TAGS, Tag, WIDTH};
use crate::weights::Weights;

const MAGIC: u32 = u32::from_le_bytes(*b"CLAB");
const FORMAT_VERSION: u32 = 1;
const HEADER: usize = 8 * 4;
const CHECKSUM: usize = 32;

/// Most features, classes or class words that a file may declare.
const MOST: usize = 1 << 24;

/// A model file is not one, or is damaged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The file is shorter or longer than its header says.
    #[error("the model has {given} bytes instead of {expected}")]
    Length {
        /// Bytes that the header asks for.
        expected: usize,
        /// Bytes that are there.
        given: usize,
    },
    /// The file does not begin as a model does.
    #[error("not a model of the labeller")]
    Magic,
    /// The model was made for another version of the format or of the features.
    #[error("the model has version {given} of its {what}, this program reads {expected}")]
    Version {
        /// Format, features or tags.
        what: &'static str,
        /// The version that this program reads.
        expected: u32,
        /// The version of the file.
        given: u32,
    },
    /// The bytes are not those that were written.
    #[error("the checksum of the model is wrong")]
    Checksum,
    /// A number is not finite or lies outside of its range.
    #[error("the model holds an impossible {0}")]
    Value(&'static str),
}

/// How sure a name has to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Least probability of a name where the rules found nothing, from 0 to 1.
    pub fill: f32,
    /// Least probability of a name that replaces a finding of the rules, from 0 to 1.
    pub overrule: f32,
}

/// What training found, from which a [`Model`] is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// Hash of each feature with its weight for every tag.
    pub features: Vec<(u64, [f32; TAGS])>,
    /// Score of a tag (second index) after another (first index). Those that may not follow are
    /// passed over.
    pub transitions: [[f32; TAGS]; TAGS],
    /// How sure a name has to be.
    pub thresholds: Thresholds,
}

/// A trained model, ready to be asked.
#[derive(Clone, Debug)]
pub struct Model {
    classes: WordClasses,
    transitions: [[f32; WIDTH]; WIDTH],
    /// Exponentials of the transitions.
    factors: [[f32; WIDTH]; WIDTH],
    thresholds: Thresholds,
    weights: Weights<WIDTH>,
}

/// Score of what may not be.
pub(super) const NEVER: f32 = -1.0e6;

impl Model {
    /// Makes a model of trained parameters, its weights rounded to 255 steps.
    #[must_use]
    pub fn new(parameters: &Parameters, classes: WordClasses) -> Self {
        let padded: Vec<(u64, [f32; WIDTH])> = parameters
            .features
            .iter()
            .map(|(hash, weights)| {
                let mut row = [0.0; WIDTH];
                row[..TAGS].copy_from_slice(weights);
                (*hash, row)
            })
            .collect();
        Self::assemble(
            classes,
            parameters.transitions,
            parameters.thresholds,
            Weights::new(&padded),
        )
    }

    fn assemble(
        classes: WordClasses,
        transitions: [[f32; TAGS]; TAGS],
        thresholds: Thresholds,
        weights: Weights<WIDTH>,
    ) -> Self {
        let mut padded = [[NEVER; WIDTH]; WIDTH];
        for (from, row) in (0_u8..).zip(&transitions) {
            for (to, score) in (0_u8..).zip(row) {
                if Tag(from).may_precede(Tag(to)) {
                    padded[usize::from(from)][usize::from(to)] = *score;
                }
            }
        }
        Self {
            classes,
            factors: padded.map(|row| row.map(exp)),
            transitions: padded,
            thresholds,
            weights,
        }
    }

    /// The classes of words that the features were made with.
    #[must_use]
    pub fn classes(&self) -> &WordClasses {
        &self.classes
    }

    /// How sure a name has to be.
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

    /// How many features have weights.
    #[must_use]
    pub fn features(&self) -> usize {
        self.weights.len()
    }

    pub(super) fn transitions(&self) -> &[[f32; WIDTH]; WIDTH] {
        &self.transitions
    }

    /// Exponentials of the transitions.
    pub(super) fn factors(&self) -> &[[f32; WIDTH]; WIDTH] {
        &self.factors
    }

    /// Worth of one step of a weight.
    pub(super) fn step(&self) -> f32 {
        self.weights.step()
    }

    /// The weights of a feature, in steps.
    #[inline]
    pub(super) fn row(&self, hash: u64) -> Option<&[i8; WIDTH]> {
        self.weights.row(hash)
    }

    /// The model as a file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let words = self.classes.entries();
        let coarse = self.classes.coarse_classes();
        let mut bytes = Vec::new();
        let header = [
            MAGIC,
            FORMAT_VERSION,
            FEATURE_VERSION,
            count(TAGS),
            count(self.weights.len()),
            count(coarse.len()),
            count(words.len()),
            self.weights.step().to_bits(),
        ];
        for number in header {
            bytes.extend(number.to_le_bytes());
        }
        for row in &self.transitions[..TAGS] {
            for score in &row[..TAGS] {
                bytes.extend(score.to_le_bytes());
            }
        }
        bytes.extend(self.thresholds.fill.to_le_bytes());
        bytes.extend(self.thresholds.overrule.to_le_bytes());
        for class in coarse {
            bytes.extend(class.to_le_bytes());
        }
        for (hash, _) in words {
            bytes.extend(hash.to_le_bytes());
        }
        for (_, class) in words {
            bytes.extend(class.to_le_bytes());
        }
        for hash in self.weights.hashes() {
            bytes.extend(hash.to_le_bytes());
        }
        for row in self.weights.rows() {
            bytes.extend(row[..TAGS].iter().map(|weight| weight.to_le_bytes()[0]));
        }
        let checksum = blake3::hash(&bytes);
        bytes.extend(checksum.as_bytes());
        bytes
    }

    /// Reads a file.
    ///
    /// # Errors
    /// If the bytes are not a model of this version, whole and unchanged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(bytes);
        if bytes.len() < HEADER + CHECKSUM {
            return Err(ModelError::Length {
                expected: HEADER + CHECKSUM,
                given: bytes.len(),
            });
        }
        if reader.number() != MAGIC {
            return Err(ModelError::Magic);
        }
        let versions = [
            ("format", FORMAT_VERSION),
            ("features", FEATURE_VERSION),
            ("tags", u32::try_from(TAGS).unwrap_or(u32::MAX)),
        ];
        for (what, expected) in versions {
            let given = reader.number();
            if given != expected {
                return Err(ModelError::Version {
                    what,
                    expected,
                    given,
                });
            }
        }
        let features = count(reader.number())?;
        let classes = count(reader.number())?;
        let words = count(reader.number())?;
        let step = f32::from_bits(reader.number());
        let expected = HEADER
            + TAGS * TAGS * 4
            + 2 * 4
            + classes * 2
            + words * (8 + 2)
            + features * (8 + TAGS)
            + CHECKSUM;
        if bytes.len() != expected {
            return Err(ModelError::Length {
                expected,
                given: bytes.len(),
            });
        }
        let (body, checksum) = bytes.split_at(bytes.len() - CHECKSUM);
        if blake3::hash(body).as_bytes() != checksum {
            return Err(ModelError::Checksum);
        }
        let mut transitions = [[0.0; TAGS]; TAGS];
        for row in &mut transitions {
            for score in row {
                *score = finite(reader.real(), "transition")?;
            }
        }
        let thresholds = Thresholds {
            fill: finite(reader.real(), "threshold")?,
            overrule: finite(reader.real(), "threshold")?,
        };
        if !(step.is_finite() && step > 0.0) {
            return Err(ModelError::Value("step"));
        }
        let coarse: Vec<u16> = (0..classes).map(|_| reader.short()).collect();
        let word_hashes: Vec<u64> = (0..words).map(|_| reader.long()).collect();
        let class_of: Vec<u16> = (0..words).map(|_| reader.short()).collect();
        let hashes: Vec<u64> = (0..features).map(|_| reader.long()).collect();
        let ascending = |hashes: &[u64]| hashes.is_sorted_by(|one, next| one < next);
        if !ascending(&word_hashes) || !ascending(&hashes) {
            return Err(ModelError::Value("order of hashes"));
        }
        let rows = (0..features).map(|_| row(reader.take())).collect();
        Ok(Self::assemble(
            WordClasses::new(word_hashes.into_iter().zip(class_of), coarse),
            transitions,
            thresholds,
            Weights::assemble(hashes, rows, step),
        ))
    }
}

fn count(given: u32) -> Result<usize, ModelError> {
    usize::try_from(given)
        .ok()
        .filter(|&count| count <= MOST)
        .ok_or(ModelError::Value("count"))
}

fn finite(given: f32, what: &'static str) -> Result<f32, ModelError> {
    if given.is_finite() {
        Ok(given)
    } else {
        Err(ModelError::Value(what))
    }
}

fn row(weights: [u8; TAGS]) -> [i8; WIDTH] {
    let mut row = [0; WIDTH];
    for (place, weight) in row.iter_mut().zip(weights) {
        *place = i8::from_le_bytes([weight]);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn model() -> Model {
        let row = |tag: usize| {
            std::array::from_fn(|other| {
                if other == tag {
                    0.5 + tag as f32
                } else {
                    -0.25
                }
            })
        };
        Model::new(
            &Parameters {
                features: vec![(11, row(1)), (3 << 40, row(2)), (5, row(0))],
                transitions: [[0.125; TAGS]; TAGS],
                thresholds: Thresholds {
                    fill: 0.5,
                    overrule: 0.9,
                },
            },
            WordClasses::new([(77, 1), (99 << 33, 2)], vec![0, 1, 1]),
        )
    }

    #[test]
    fn a_file_gives_the_same_model_and_the_same_file() {
        let bytes = model().to_bytes();
        let read = Model::from_bytes(&bytes).unwrap();
        assert_eq!(read.to_bytes(), bytes);
        assert_eq!(read.features(), 3);
        let weights = read.row(11).unwrap();
        assert!((f32::from(weights[1]) * read.step() - 1.5).abs() < 0.02);
        assert_eq!(read.row(12), None);
        assert_eq!(read.classes().of_hash(77), 1);
    }

    #[test]
    fn damage_is_told_apart() {
        let bytes = model().to_bytes();
        let with = |at: usize, byte: u8| {
            let mut damaged = bytes.clone();
            damaged[at] = byte;
            Model::from_bytes(&damaged).unwrap_err()
        };
        assert_eq!(with(0, 0), ModelError::Magic);
        assert!(matches!(
            with(4, 9),
            ModelError::Version { what: "format", .. }
        ));
        assert!(matches!(
            with(8, 99),
            ModelError::Version {
                what: "features",
                ..
            }
        ));
        assert!(matches!(with(16, 200), ModelError::Length { .. }));
        assert_eq!(with(19, 255), ModelError::Value("count"));
        assert_eq!(with(bytes.len() - 40, 1), ModelError::Checksum);
        assert!(matches!(
            Model::from_bytes(&bytes[..bytes.len() - 1]),
            Err(ModelError::Length { .. })
        ));
        assert!(matches!(
            Model::from_bytes(&[]),
            Err(ModelError::Length { .. })
        ));
    }

    proptest! {
        #[test]
        fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Model::from_bytes(&bytes);
        }

        #[test]
        fn no_change_goes_unseen(at in any::<proptest::sample::Index>(), change in 1_u8..) {
            let mut bytes = model().to_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= change;
            prop_assert!(Model::from_bytes(&bytes).is_err());
        }
    }
}
