//! Minimisation by L-BFGS (Nocedal, Wright, Numerical Optimization, algorithm 7.5) with a
//! backtracking line search.

/// Pairs of steps and changes of the gradient that are kept.
const MEMORY: usize = 6;

/// Shortens the step at most so often.
const SHORTENINGS: usize = 20;

/// What was reached.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Minimum {
    pub(crate) point: Vec<f32>,
    pub(crate) value: f64,
    pub(crate) steps: usize,
}

/// Goes downhill from 0. `value` gives the value at a point and writes the gradient; `report`
/// hears of every step. Ends after `steps`, or where no step helps any more.
pub(crate) fn minimise(
    size: usize,
    steps: usize,
    mut value: impl FnMut(&[f32], &mut [f32]) -> f64,
    mut report: impl FnMut(usize, f64),
) -> Minimum {
    let mut point = vec![0.0_f32; size];
    let mut gradient = vec![0.0_f32; size];
    let mut current = value(&point, &mut gradient);
    let mut pairs: Vec<(Vec<f32>, Vec<f32>, f64)> = Vec::new();
    let mut taken = 0;
    for step in 0..steps {
        let mut direction = direction(&gradient, &pairs);
        let mut slope = dot(&direction, &gradient);
        if slope >= 0.0 {
            pairs.clear();
            direction = gradient.iter().map(|number| -number).collect();
            slope = dot(&direction, &gradient);
        }
        let length = dot(&gradient, &gradient).sqrt();
        if length < 1e-6 {
            break;
        }
        let mut rate = if pairs.is_empty() { 1.0 / length } else { 1.0 };
        let mut next_gradient = vec![0.0_f32; size];
        let mut found = None;
        for _ in 0..SHORTENINGS {
            let next = ahead(&point, &direction, rate);
            let reached = value(&next, &mut next_gradient);
            if reached <= current + 1e-4 * rate * slope {
                found = Some((next, reached));
                break;
            }
            rate /= 2.0;
        }
        let Some((next, reached)) = found else { break };
        let moved: Vec<f32> = next.iter().zip(&point).map(|(a, b)| a - b).collect();
        let changed: Vec<f32> = next_gradient
            .iter()
            .zip(&gradient)
            .map(|(a, b)| a - b)
            .collect();
        let curvature = dot(&moved, &changed);
        if curvature > 1e-10 {
            if pairs.len() == MEMORY {
                pairs.remove(0);
            }
            pairs.push((moved, changed, curvature));
        }
        let gain = (current - reached) / current.abs().max(1.0);
        point = next;
        gradient = next_gradient;
        current = reached;
        taken = step + 1;
        report(taken, current);
        if gain < 1e-6 {
            break;
        }
    }
    Minimum {
        point,
        value: current,
        steps: taken,
    }
}

fn direction(gradient: &[f32], pairs: &[(Vec<f32>, Vec<f32>, f64)]) -> Vec<f32> {
    let mut direction: Vec<f32> = gradient.iter().map(|number| -number).collect();
    let mut shares = Vec::with_capacity(pairs.len());
    for (moved, changed, curvature) in pairs.iter().rev() {
        let share = dot(moved, &direction) / curvature;
        add(&mut direction, changed, -share);
        shares.push(share);
    }
    if let Some((_, changed, curvature)) = pairs.last() {
        let scale = single(curvature / dot(changed, changed));
        for number in &mut direction {
            *number *= scale;
        }
    }
    for ((moved, changed, curvature), share) in pairs.iter().zip(shares.iter().rev()) {
        let back = dot(changed, &direction) / curvature;
        add(&mut direction, moved, share - back);
    }
    direction
}

fn ahead(point: &[f32], direction: &[f32], rate: f64) -> Vec<f32> {
    let rate = single(rate);
    point
        .iter()
        .zip(direction)
        .map(|(at, way)| at + rate * way)
        .collect()
}

fn add(to: &mut [f32], what: &[f32], times: f64) {
    let times = single(times);
    for (number, what) in to.iter_mut().zip(what) {
        *number += times * what;
    }
}

fn dot(one: &[f32], other: &[f32]) -> f64 {
    one.iter()
        .zip(other)
        .map(|(a, b)| f64::from(*a) * f64::from(*b))
        .sum()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "weights need no more digits"
)]
fn single(number: f64) -> f32 {
    number as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bottom_of_a_bowl_is_found() {
        let bowl = |point: &[f32], gradient: &mut [f32]| {
            let mut value = 0.0;
            for (place, (at, slope)) in point.iter().zip(gradient).enumerate() {
                let steep = (place + 1) as f32;
                let away = at - steep;
                *slope = 2.0 * steep * away;
                value += f64::from(steep * away * away);
            }
            value
        };
        let minimum = minimise(6, 100, bowl, |_, _| {});
        for (place, at) in minimum.point.iter().enumerate() {
            assert!((at - (place + 1) as f32).abs() < 1e-2, "{minimum:?}");
        }
    }
}
