//! The best tags of a stretch of tokens, and how probable each name of them is.

#![expect(
    clippy::needless_range_loop,
    reason = "rows of one width are walked together, by tag"
)]

use std::ops::Range;

use super::model::{Model, NEVER};
use super::tag::{KINDS, TAGS, Tag, WIDTH};

type Row = [f32; WIDTH];

/// A name that the labeller sees.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    /// Tokens, counted within what was decoded.
    pub tokens: Range<usize>,
    /// What it is.
    pub label: communique_model::Label,
    /// Probability that exactly these tokens are a name of this label, from 0 to 1.
    pub confidence: f32,
}

/// Scores of a stretch and the space that decoding needs, used again for the next stretch.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    emissions: Vec<Row>,
    back: Vec<[u8; WIDTH]>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    tags: Vec<u8>,
}

impl Decoder {
    /// Forgets the last stretch.
    pub(crate) fn clear(&mut self) {
        self.emissions.clear();
    }

    /// Adds a token: the sum of its features' weights in steps, one for each tag.
    pub(crate) fn push(&mut self, model: &Model, sums: &[i32; WIDTH]) {
        let mut row = [NEVER; WIDTH];
        for (score, sum) in row.iter_mut().zip(&sums[..TAGS]) {
            // Sums of some hundred weights of one byte are exact.
            *score = *sum as f32 * model.step();
        }
        self.emissions.push(row);
    }

    /// The names of the stretch, in its order.
    pub(crate) fn decode(&mut self, model: &Model) -> Vec<Labelled> {
        self.best_path(model);
        if self.tags.iter().all(|&tag| tag == 0) {
            return Vec::new();
        }
        let spans = spans(&self.tags);
        self.sum_paths(model);
        spans
            .into_iter()
            .map(|(tokens, label)| Labelled {
                confidence: self.probability(model, &tokens, label),
                tokens,
                label,
            })
            .collect()
    }

    /// Fills `tags` with the best path; what stands before and after the stretch is outside.
    fn best_path(&mut self, model: &Model) {
        let transitions = model.transitions();
        let length = self.emissions.len();
        self.back.clear();
        self.tags.clear();
        self.tags.resize(length, 0);
        let mut scores = [NEVER; WIDTH];
        scores[0] = 0.0;
        for emission in &self.emissions {
            let mut best = [f32::MIN; WIDTH];
            let mut from = [0_u8; WIDTH];
            for (tag, row) in (0_u8..).zip(&transitions[..TAGS]) {
                let score = scores[usize::from(tag)];
                for to in 0..WIDTH {
                    let sum = score + row[to];
                    let better = sum > best[to];
                    best[to] = if better { sum } else { best[to] };
                    from[to] = if better { tag } else { from[to] };
                }
            }
            for to in 0..WIDTH {
                scores[to] = best[to] + emission[to];
            }
            self.back.push(from);
        }
        let mut last = 0;
        let mut best = f32::MIN;
        for tag in 0..TAGS {
            let sum = scores[tag] + transitions[tag][0];
            if sum > best {
                (best, last) = (sum, tag);
            }
        }
        for at in (0..length).rev() {
            self.tags[at] = u8::try_from(last).unwrap_or(0);
            last = usize::from(self.back[at][last]);
        }
    }

    /// Fills `forward` and `backward`, each row scaled to a sum of 1, and turns the emissions into
    /// factors.
    fn sum_paths(&mut self, model: &Model) {
        let factors = model.factors();
        for emission in &mut self.emissions {
            let largest = emission[..TAGS].iter().fold(f32::MIN, |a, &b| a.max(b));
            for (tag, score) in emission.iter_mut().enumerate() {
                *score = if tag < TAGS {
                    exp(*score - largest)
                } else {
                    0.0
                };
            }
        }
        let length = self.emissions.len();
        self.forward.clear();
        self.forward.resize(length, [0.0; WIDTH]);
        self.backward.clear();
        self.backward.resize(length, [0.0; WIDTH]);
        let mut before = [0.0; WIDTH];
        before[0] = 1.0;
        for at in 0..length {
            let mut row = [0.0; WIDTH];
            for from in 0..TAGS {
                for to in 0..WIDTH {
                    row[to] += before[from] * factors[from][to];
                }
            }
            for to in 0..WIDTH {
                row[to] *= self.emissions[at][to];
            }
            scale(&mut row);
            self.forward[at] = row;
            before = row;
        }
        // What follows the stretch is outside.
        let mut after: Row = std::array::from_fn(|tag| factors[tag][0]);
        for at in (0..length).rev() {
            scale(&mut after);
            self.backward[at] = after;
            let mut row = [0.0; WIDTH];
            for (from, sum) in row.iter_mut().enumerate().take(TAGS) {
                for to in 0..WIDTH {
                    *sum += factors[from][to] * self.emissions[at][to] * after[to];
                }
            }
            after = row;
        }
    }

    /// The share of paths, by weight, that have exactly this name.
    fn probability(
        &self,
        model: &Model,
        tokens: &Range<usize>,
        label: communique_model::Label,
    ) -> f32 {
        let kind = KINDS.iter().position(|kind| *kind == label).unwrap_or(0);
        let (begin, inside) = (1 + 2 * kind, 2 + 2 * kind);
        let factors = model.factors();
        let end = tokens.end - 1;
        // Marginals of the tags one by one, joined by the conditional probability of each step.
        let mut probability = self.marginal(tokens.start, begin);
        let mut tag = begin;
        for at in tokens.start..end {
            let ways: f32 = (0..TAGS)
                .map(|to| factors[tag][to] * self.emissions[at + 1][to] * self.backward[at + 1][to])
                .sum();
            let way = factors[tag][inside]
                * self.emissions[at + 1][inside]
                * self.backward[at + 1][inside];
            probability *= ratio(way, ways);
            tag = inside;
        }
        if end + 1 < self.emissions.len() {
            let way = |to: usize| {
                factors[tag][to] * self.emissions[end + 1][to] * self.backward[end + 1][to]
            };
            let ways: f32 = (0..TAGS).map(way).sum();
            probability *= 1.0 - ratio(way(inside), ways);
        }
        probability.clamp(0.0, 1.0)
    }

    fn marginal(&self, at: usize, tag: usize) -> f32 {
        let (forward, backward) = (&self.forward[at], &self.backward[at]);
        let ways: f32 = (0..TAGS).map(|tag| forward[tag] * backward[tag]).sum();
        ratio(forward[tag] * backward[tag], ways)
    }
}

fn ratio(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn scale(row: &mut Row) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        for value in row {
            *value /= sum;
        }
    }
}

fn spans(tags: &[u8]) -> Vec<(Range<usize>, communique_model::Label)> {
    let mut spans: Vec<(Range<usize>, communique_model::Label)> = Vec::new();
    for (at, &tag) in tags.iter().enumerate() {
        let tag = Tag(tag);
        let Some(label) = tag.label() else { continue };
        match spans.last_mut() {
            Some((range, _)) if tag.goes_on() && range.end == at => range.end = at + 1,
            _ => spans.push((at..at + 1, label)),
        }
    }
    spans
}

/// The exponential function by additions and multiplications alone, so that it is the same number
/// on every machine; the system's differs from one library to the next. Relative error below 1e-6.
pub(crate) fn exp(value: f32) -> f32 {
    if value < -80.0 {
        return 0.0;
    }
    let value = value.min(80.0);
    let power = (value * std::f32::consts::LOG2_E).round();
    // ln 2 in two parts, so that the rest keeps its digits (Cody and Waite).
    let rest = value - power * 0.693_359_4 - power * -2.121_944_4e-4;
    let mut sum = 1.0;
    for divisor in [6.0, 5.0, 4.0, 3.0, 2.0, 1.0_f32] {
        sum = 1.0 + sum * rest / divisor;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between -116 and 116"
    )]
    let exponent = (power as i32 + 127) as u32;
    sum * f32::from_bits(exponent << 23)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labeller::classes::WordClasses;
    use crate::labeller::model::{Parameters, Thresholds};
    use communique_model::Label;

    fn model() -> Model {
        let mut transitions = [[0.0; TAGS]; TAGS];
        transitions[1][2] = 1.0;
        Model::new(
            &Parameters {
                features: vec![(
                    7,
                    std::array::from_fn(|tag| if tag == 1 { 1.27 } else { 0.0 }),
                )],
                transitions,
                thresholds: Thresholds {
                    fill: 0.5,
                    overrule: 0.9,
                },
            },
            WordClasses::default(),
        )
    }

    /// Sums in hundredths for "outside", "begins" and "goes on" of the first two kinds.
    fn decode(rows: &[[i32; 5]]) -> Vec<Labelled> {
        let model = model();
        let mut decoder = Decoder::default();
        for row in rows {
            let mut sums = [-1000; WIDTH];
            sums[..5].copy_from_slice(row);
            decoder.push(&model, &sums);
        }
        decoder.decode(&model)
    }

    #[test]
    fn a_name_never_goes_on_after_another_kind() {
        // Tag by tag the best would be a person that goes on as an organisation.
        let found = decode(&[[0, 300, 0, 250, 0], [0, 0, 100, 0, 300]]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].tokens.clone(), found[0].label),
            (0..2, Label::Org)
        );
    }

    #[test]
    fn confidence_is_the_share_of_the_paths() {
        let found = decode(&[[0, 500, 0, 0, 0]]);
        let weights = [0.0, 5.0, 0.0].map(f32::exp);
        // Outside, begins as a person, begins as an organisation; nothing can go on here. The
        // other kinds are ten below.
        let rest = 5.0 * (-10.0_f32).exp();
        let expected = weights[1] / (weights.iter().sum::<f32>() + rest);
        assert!(
            (found[0].confidence - expected).abs() < 1e-4,
            "{found:?} {expected}"
        );
    }

    #[test]
    fn unsure_names_have_low_confidence() {
        let sure = decode(&[[0, 900, 0, 0, 0], [0, 0, 900, 0, 0], [900, 0, 0, 0, 0]]);
        let unsure = decode(&[[0, 100, 0, 0, 0], [0, 0, 50, 0, 0], [100, 0, 0, 0, 0]]);
        assert!(sure[0].confidence > 0.95, "{sure:?}");
        assert!(unsure[0].confidence < 0.7, "{unsure:?}");
    }

    #[test]
    fn the_exponential_function_is_close() {
        for step in -160_i16..160 {
            let value = f32::from(step) / 2.0;
            let (given, expected) = (f64::from(exp(value)), f64::from(value).exp());
            assert!((given / expected - 1.0).abs() < 1e-5, "{value}");
        }
        assert_eq!(exp(NEVER), 0.0);
    }
}
