//! Spellings that even the sounds of names do not bring together.

/// Whether two sound skeletons may be spellings of one surname: one letter differs in words of
/// five letters and more, two in words of nine and more.
///
/// The distance is Levenshtein's, with the two words cut to [`LONGEST`] letters.
pub(super) fn may_be_same(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().take(LONGEST).collect();
    let other: Vec<char> = other.chars().take(LONGEST).collect();
    let shorter = one.len().min(other.len());
    let allowed = match shorter {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    };
    one.len().abs_diff(other.len()) <= allowed
        && one.first() == other.first()
        && distance(&one, &other) <= allowed
}

/// Longest word compared, in letters.
const LONGEST: usize = 32;

fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (next, against) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != against);
            diagonal = row[next + 1];
            row[next + 1] = changed.min(row[next] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_may_differ_in_a_long_word() {
        assert!(may_be_same("lukašenko", "lukašenka"));
        assert!(!may_be_same("gadafi", "kadafi"), "the first letter holds");
        assert!(may_be_same("ianukovič", "ianukovich"));
        assert!(!may_be_same("kim", "kin"));
        assert!(!may_be_same("ivanov", "petrov"));
        assert_eq!(distance(&['a', 'b'], &['b']), 1);
    }
}
