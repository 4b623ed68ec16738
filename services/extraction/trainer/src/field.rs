//! The conditional random field: how bad a set of weights is on the examples, and in which
//! direction it gets better.

#![expect(
    clippy::needless_range_loop,
    reason = "rows of one width are walked together, by tag"
)]

use communique_extraction::labeller::{TAGS, Tag, WIDTH};

use crate::examples::{Example, Examples};
use crate::mapping::ALL_TAGS;

type Row = [f64; WIDTH];

/// Negative log-likelihood of the examples with a quadratic penalty.
pub(crate) struct Field<'e> {
    examples: &'e Examples,
    penalty: f64,
    scratch: Scratch,
}

#[derive(Default)]
struct Scratch {
    scores: Vec<Row>,
    free: Paths,
    bound: Paths,
}

/// Forward and backward sums of one sequence, each row scaled to a sum of 1.
#[derive(Default)]
struct Paths {
    forward: Vec<Row>,
    backward: Vec<Row>,
    log_total: f64,
}

impl<'e> Field<'e> {
    pub(crate) fn new(examples: &'e Examples, penalty: f64) -> Self {
        Self {
            examples,
            penalty,
            scratch: Scratch::default(),
        }
    }

    /// Number of weights: a row for each feature, and then a row of transitions for each tag.
    pub(crate) fn size(&self) -> usize {
        (self.examples.features.len() + TAGS) * WIDTH
    }

    /// The value at `weights`, and its gradient.
    pub(crate) fn value(&mut self, weights: &[f32], gradient: &mut [f32]) -> f64 {
        gradient.fill(0.0);
        let (features, transitions) = weights.split_at(self.examples.features.len() * WIDTH);
        let mut factors = [[0.0; WIDTH]; TAGS];
        for (from, row) in (0_u8..).zip(&mut factors) {
            for to in 0..TAGS {
                let tag = Tag(u8::try_from(to).unwrap_or(u8::MAX));
                if Tag(from).may_precede(tag) {
                    row[to] = f64::from(transitions[usize::from(from) * WIDTH + to]).exp();
                }
            }
        }
        let mut moves = [[0.0; WIDTH]; TAGS];
        let mut value = 0.0;
        for example in &self.examples.sequences {
            value += self
                .scratch
                .add(example, features, &factors, gradient, &mut moves);
        }
        let (_, transition_gradient) = gradient.split_at_mut(self.examples.features.len() * WIDTH);
        for (row, moved) in transition_gradient.chunks_mut(WIDTH).zip(&moves) {
            for (number, moved) in row.iter_mut().zip(moved) {
                *number += single(*moved);
            }
        }
        let mut square = 0.0;
        for (number, weight) in gradient.iter_mut().zip(weights) {
            square += f64::from(*weight) * f64::from(*weight);
            *number += single(self.penalty * f64::from(*weight));
        }
        value + self.penalty * square / 2.0
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "gradients need no more digits"
)]
fn single(number: f64) -> f32 {
    number as f32
}

impl Scratch {
    /// Adds one sequence: its share of the gradient, and its value.
    fn add(
        &mut self,
        example: &Example,
        weights: &[f32],
        factors: &[Row; TAGS],
        gradient: &mut [f32],
        moves: &mut [Row; TAGS],
    ) -> f64 {
        self.scores.clear();
        let mut start = 0;
        for &end in &example.ends {
            let mut sums = [0.0_f32; WIDTH];
            for &feature in &example.features[start..end as usize] {
                let row = &weights[feature as usize * WIDTH..][..WIDTH];
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += weight;
                }
            }
            start = end as usize;
            let largest = sums[..TAGS].iter().fold(f32::MIN, |a, &b| a.max(b));
            let mut row = [0.0; WIDTH];
            for tag in 0..TAGS {
                row[tag] = f64::from(sums[tag] - largest).exp();
            }
            self.scores.push(row);
        }
        self.free.sum(&self.scores, factors, |_| ALL_TAGS);
        self.bound
            .sum(&self.scores, factors, |at| example.allowed[at]);
        let weight = f64::from(example.weight);
        let mut start = 0;
        for (at, &end) in example.ends.iter().enumerate() {
            let (free, bound) = (self.free.marginals(at), self.bound.marginals(at));
            let difference: [f32; WIDTH] =
                std::array::from_fn(|tag| single(weight * (free[tag] - bound[tag])));
            if difference.iter().any(|number| number.abs() > 1e-7) {
                for &feature in &example.features[start..end as usize] {
                    let row = &mut gradient[feature as usize * WIDTH..][..WIDTH];
                    for (number, difference) in row.iter_mut().zip(&difference) {
                        *number += difference;
                    }
                }
            }
            start = end as usize;
        }
        self.free
            .add_moves(&self.scores, factors, |_| ALL_TAGS, weight, moves);
        self.bound.add_moves(
            &self.scores,
            factors,
            |at| example.allowed[at],
            -weight,
            moves,
        );
        weight * (self.free.log_total - self.bound.log_total)
    }
}

fn scale(row: &mut Row) -> f64 {
    let sum: f64 = row.iter().sum();
    if sum > 0.0 {
        for number in row {
            *number /= sum;
        }
    }
    sum
}

fn masked(row: &Row, allowed: u16) -> Row {
    std::array::from_fn(|tag| {
        if tag < TAGS && allowed & 1 << tag != 0 {
            row[tag]
        } else {
            0.0
        }
    })
}

impl Paths {
    /// Sums over all paths through the allowed tags; what stands before and after is outside.
    fn sum(&mut self, scores: &[Row], factors: &[Row; TAGS], allowed: impl Fn(usize) -> u16) {
        let length = scores.len();
        self.forward.clear();
        self.backward.clear();
        self.backward.resize(length, [0.0; WIDTH]);
        self.log_total = 0.0;
        let mut before = [0.0; WIDTH];
        before[0] = 1.0;
        for (at, score) in scores.iter().enumerate() {
            let mut row = [0.0; WIDTH];
            for from in 0..TAGS {
                if before[from] > 0.0 {
                    for to in 0..WIDTH {
                        row[to] += before[from] * factors[from][to];
                    }
                }
            }
            let score = masked(score, allowed(at));
            for to in 0..WIDTH {
                row[to] *= score[to];
            }
            self.log_total += scale(&mut row).max(f64::MIN_POSITIVE).ln();
            self.forward.push(row);
            before = row;
        }
        let mut after: Row =
            std::array::from_fn(|tag| if tag < TAGS { factors[tag][0] } else { 0.0 });
        let last: f64 = (0..TAGS).map(|tag| before[tag] * after[tag]).sum();
        self.log_total += last.max(f64::MIN_POSITIVE).ln();
        for at in (0..length).rev() {
            scale(&mut after);
            self.backward[at] = after;
            let score = masked(&scores[at], allowed(at));
            let reached: Row = std::array::from_fn(|to| score[to] * after[to]);
            after = [0.0; WIDTH];
            for from in 0..TAGS {
                let mut sum = 0.0;
                for to in 0..WIDTH {
                    sum += factors[from][to] * reached[to];
                }
                after[from] = sum;
            }
        }
    }

    fn marginals(&self, at: usize) -> Row {
        let mut row: Row =
            std::array::from_fn(|tag| self.forward[at][tag] * self.backward[at][tag]);
        scale(&mut row);
        row
    }

    /// Adds how often each transition is taken, times `weight`.
    fn add_moves(
        &self,
        scores: &[Row],
        factors: &[Row; TAGS],
        allowed: impl Fn(usize) -> u16,
        weight: f64,
        moves: &mut [Row; TAGS],
    ) {
        let length = scores.len();
        for at in 0..=length {
            let mut before = [0.0; WIDTH];
            before[0] = 1.0;
            if at > 0 {
                before = self.forward[at - 1];
            }
            let mut reached = [0.0; WIDTH];
            reached[0] = 1.0;
            if at < length {
                let score = masked(&scores[at], allowed(at));
                reached = std::array::from_fn(|to| score[to] * self.backward[at][to]);
            }
            let mut total = 0.0;
            let mut taken = [[0.0; WIDTH]; TAGS];
            for from in 0..TAGS {
                if before[from] > 0.0 {
                    for to in 0..TAGS {
                        taken[from][to] = before[from] * factors[from][to] * reached[to];
                        total += taken[from][to];
                    }
                }
            }
            if total > 0.0 {
                for (row, taken) in moves.iter_mut().zip(&taken) {
                    for (number, taken) in row.iter_mut().zip(taken) {
                        *number += weight * taken / total;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples() -> Examples {
        Examples {
            sequences: vec![
                Example {
                    features: vec![0, 1, 2],
                    ends: vec![2, 3],
                    allowed: vec![0b10, 0b101],
                    weight: 1.0,
                },
                Example {
                    features: vec![1, 2, 2],
                    ends: vec![1, 2, 3],
                    allowed: vec![1, 0b1000, 0b10000],
                    weight: 0.5,
                },
            ],
            features: vec![5, 6, 7],
        }
    }

    #[test]
    fn the_gradient_is_the_slope() {
        let examples = examples();
        let mut field = Field::new(&examples, 0.1);
        let mut weights: Vec<f32> = (0..field.size())
            .map(|place| ((place * 37 % 17) as f32 - 8.0) / 20.0)
            .collect();
        let mut gradient = vec![0.0; weights.len()];
        field.value(&weights, &mut gradient);
        let mut other = vec![0.0; weights.len()];
        for place in [0, 1, 3, 17, 18, 34, 36, 48, 49, 3 * WIDTH + WIDTH + 2] {
            let weight = weights[place];
            weights[place] = weight + 0.01;
            let above = field.value(&weights, &mut other);
            weights[place] = weight - 0.01;
            let below = field.value(&weights, &mut other);
            weights[place] = weight;
            let slope = (above - below) / 0.02;
            assert!(
                (slope - f64::from(gradient[place])).abs() < 1e-3,
                "{place}: {slope} {}",
                gradient[place]
            );
        }
    }
}
