//! Classes of words from word vectors, by k-means.

use std::path::Path;

use anyhow::{Context, bail};
use communique_extraction::labeller::{WordClasses, hash};

/// Rounds of k-means.
const ROUNDS: usize = 12;

/// A vector for each word, all of one length, each scaled to length 1.
struct Vectors {
    words: Vec<String>,
    numbers: Vec<f32>,
    width: usize,
}

/// Classes of the first `words` words of a file that have a letter: `classes` of them, and
/// `coarse` classes of these classes.
pub(crate) fn word_classes(
    path: &Path,
    words: usize,
    classes: usize,
    coarse: usize,
) -> anyhow::Result<WordClasses> {
    let vectors = read(path, words)?;
    let (centres, class_of) = k_means(&vectors.numbers, vectors.width, classes);
    let (_, coarse_of) = k_means(&centres, vectors.width, coarse);
    let short = |class: usize| u16::try_from(class + 1).context("too many classes");
    let mut coarse_classes = vec![0];
    for class in coarse_of {
        coarse_classes.push(short(class)?);
    }
    let mut entries = Vec::with_capacity(vectors.words.len());
    for (word, class) in vectors.words.iter().zip(class_of) {
        entries.push((hash::lower(word), short(class)?));
    }
    Ok(WordClasses::new(entries, coarse_classes))
}

fn read(path: &Path, most: usize) -> anyhow::Result<Vectors> {
    let content = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut vectors = Vectors {
        words: Vec::new(),
        numbers: Vec::new(),
        width: 0,
    };
    for line in content.lines() {
        if vectors.words.len() == most {
            break;
        }
        let Some((word, rest)) = line.split_once(' ') else {
            continue;
        };
        if !word.chars().all(char::is_alphabetic) {
            continue;
        }
        let numbers: Vec<f32> = rest
            .split(' ')
            .map(str::parse)
            .collect::<Result<_, _>>()
            .with_context(|| format!("{}: {word}", path.display()))?;
        if vectors.width == 0 {
            vectors.width = numbers.len();
        }
        if numbers.len() != vectors.width {
            bail!("{}: {word} has {} numbers", path.display(), numbers.len());
        }
        let length = numbers.iter().map(|number| number * number).sum::<f32>();
        let length = length.sqrt().max(f32::MIN_POSITIVE);
        vectors.words.push(word.to_owned());
        vectors
            .numbers
            .extend(numbers.iter().map(|number| number / length));
    }
    Ok(vectors)
}

/// Centres and the nearest centre of every point. The first centres are points evenly spread over
/// the file; a centre that loses all its points stays where it is.
fn k_means(points: &[f32], width: usize, count: usize) -> (Vec<f32>, Vec<usize>) {
    let total = points.len() / width;
    let count = count.min(total).max(1);
    let mut centres: Vec<f32> = (0..count)
        .flat_map(|place| {
            let at = place * total / count * width;
            points[at..at + width].iter().copied()
        })
        .collect();
    let mut nearest = vec![0; total];
    for _ in 0..ROUNDS {
        let halves: Vec<f32> = centres
            .chunks(width)
            .map(|centre| centre.iter().map(|number| number * number).sum::<f32>() / 2.0)
            .collect();
        for (point, class) in points.chunks(width).zip(&mut nearest) {
            let mut best = f32::MIN;
            for (place, (centre, half)) in centres.chunks(width).zip(&halves).enumerate() {
                let likeness = dot(point, centre) - half;
                if likeness > best {
                    best = likeness;
                    *class = place;
                }
            }
        }
        let mut sums = vec![0.0_f64; centres.len()];
        let mut counts = vec![0.0_f64; count];
        for (point, &class) in points.chunks(width).zip(&nearest) {
            counts[class] += 1.0;
            for (sum, number) in sums[class * width..].iter_mut().zip(point) {
                *sum += f64::from(*number);
            }
        }
        for (place, centre) in centres.chunks_mut(width).enumerate() {
            if counts[place] > 0.0 {
                for (number, sum) in centre.iter_mut().zip(&sums[place * width..]) {
                    #[expect(clippy::cast_possible_truncation, reason = "a mean of such numbers")]
                    {
                        *number = (*sum / counts[place]) as f32;
                    }
                }
            }
        }
    }
    (centres, nearest)
}

/// Sums in eight lanes of a fixed order, so that the result does not depend on how the compiler
/// vectorises.
fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f32 = ones
        .remainder()
        .iter()
        .zip(others.remainder())
        .map(|(a, b)| a * b)
        .sum();
    for (ones, others) in ones.zip(others) {
        for lane in 0..8 {
            lanes[lane] += ones[lane] * others[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_a_class() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vectors.txt");
        let lines = "river 1 0.1\npresident 0.1 1\nstream 1 0\nminister 0 1\n42 1 1\n";
        std::fs::write(&path, lines).unwrap();
        let classes = word_classes(&path, 10, 2, 2).unwrap();
        assert_eq!(classes.of("river"), classes.of("stream"));
        assert_eq!(classes.of("minister"), classes.of("President"));
        assert_ne!(classes.of("river"), classes.of("minister"));
        assert_eq!(classes.of("42"), 0);
    }
}
