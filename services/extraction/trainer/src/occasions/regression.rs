//! Logistic regression over sparse features, multinomial or with one weight for each feature.

use std::collections::HashMap;

use crate::minimise::minimise;

/// Features and what came of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Example<'e> {
    pub(super) features: &'e [u64],
    /// Below the number of outcomes; 0 or 1 where there is one weight.
    pub(super) outcome: usize,
}

/// How weights are found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    /// A feature counts if it is seen so often.
    pub(super) cutoff: u32,
    /// Strength of the quadratic penalty.
    pub(super) penalty: f64,
    pub(super) steps: usize,
    /// Features all of whose weights are smaller are left out.
    pub(super) smallest: f32,
}

/// The weights of features: with `WIDTH` of 1 for an outcome of 1 against 0, else for each outcome.
pub(super) fn regress<const WIDTH: usize>(
    examples: &[Example<'_>],
    settings: Settings,
) -> Vec<(u64, [f32; WIDTH])> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for hash in examples.iter().flat_map(|example| example.features) {
        *counts.entry(*hash).or_insert(0) += 1;
    }
    let mut hashes: Vec<u64> = counts
        .iter()
        .filter(|&(_, &count)| count >= settings.cutoff)
        .map(|(&hash, _)| hash)
        .collect();
    hashes.sort_unstable();
    let number = |hash: &u64| hashes.binary_search(hash).ok();
    let rows: Vec<(Vec<usize>, usize)> = examples
        .iter()
        .map(|example| {
            let numbers = example.features.iter().filter_map(number).collect();
            (numbers, example.outcome)
        })
        .collect();
    let penalty = settings.penalty;
    let minimum = minimise(
        hashes.len() * WIDTH,
        settings.steps,
        |point, gradient| loss::<WIDTH>(&rows, penalty, point, gradient),
        |_, _| {},
    );
    hashes
        .iter()
        .enumerate()
        .map(|(at, &hash)| {
            let row: [f32; WIDTH] =
                std::array::from_fn(|outcome| minimum.point[at * WIDTH + outcome]);
            (hash, row)
        })
        .filter(|(_, row)| row.iter().any(|weight| weight.abs() >= settings.smallest))
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "weights need no more digits"
)]
fn loss<const WIDTH: usize>(
    rows: &[(Vec<usize>, usize)],
    penalty: f64,
    point: &[f32],
    gradient: &mut [f32],
) -> f64 {
    let mut value = 0.0;
    for (slope, weight) in gradient.iter_mut().zip(point) {
        let weight = f64::from(*weight);
        value += penalty / 2.0 * weight * weight;
        *slope = (penalty * weight) as f32;
    }
    for (features, outcome) in rows {
        let mut sums = [0.0_f64; WIDTH];
        for feature in features {
            let weights = &point[feature * WIDTH..(feature + 1) * WIDTH];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += f64::from(*weight);
            }
        }
        let mut errors = [0.0_f32; WIDTH];
        if WIDTH == 1 {
            let wanted = if *outcome > 0 { 1.0 } else { -1.0 };
            let margin = wanted * sums[0];
            value += (-margin.abs()).exp().ln_1p() + (-margin).max(0.0);
            errors[0] = (-wanted / (1.0 + margin.exp())) as f32;
        } else {
            let largest = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let total: f64 = sums.iter().map(|sum| (sum - largest).exp()).sum();
            value += largest + total.ln() - sums[*outcome];
            for (place, error) in errors.iter_mut().enumerate() {
                let chance = (sums[place] - largest).exp() / total;
                *error = (chance - f64::from(u8::from(place == *outcome))) as f32;
            }
        }
        for feature in features {
            let slopes = &mut gradient[feature * WIDTH..(feature + 1) * WIDTH];
            for (slope, error) in slopes.iter_mut().zip(&errors) {
                *slope += error;
            }
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTINGS: Settings = Settings {
        cutoff: 1,
        penalty: 0.1,
        steps: 50,
        smallest: 0.0,
    };

    #[test]
    fn a_feature_of_one_outcome_weighs_for_it() {
        let examples = [
            (&[1_u64, 9][..], 1),
            (&[2, 9], 2),
            (&[1, 9], 1),
            (&[2, 9], 2),
            (&[9], 0),
        ]
        .map(|(features, outcome)| Example { features, outcome });
        let weights = regress::<3>(&examples, SETTINGS);
        let row = |hash| weights.iter().find(|(other, _)| *other == hash).unwrap().1;
        assert!(
            row(1)[1] > 0.5 && row(1)[1] > row(1)[2] + 0.5,
            "{weights:?}"
        );
        assert!(row(2)[2] > 0.5, "{weights:?}");
    }

    #[test]
    fn one_weight_tells_yes_from_no() {
        let examples = [(&[1_u64][..], 1), (&[2], 0), (&[1], 1), (&[2], 0)]
            .map(|(features, outcome)| Example { features, outcome });
        let weights = regress::<1>(&examples, SETTINGS);
        assert!(
            weights[0].1[0] > 1.0 && weights[1].1[0] < -1.0,
            "{weights:?}"
        );
    }
}
