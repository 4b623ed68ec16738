//! Lines as numbers, and where each stood before.

use std::collections::HashMap;

use super::costs::WINDOW;

/// Numbers for the lines, equal for equal lines, and for each line its occurrence before.
///
/// If the page ends here, its last line may have been cut: where it is the beginning of an earlier
/// line, it counts as that line, best the one that followed the same line before.
pub(super) fn occurrences(lines: &[&str], ends_page: bool) -> (Vec<u32>, Vec<Option<usize>>) {
    let mut known: HashMap<&str, (u32, usize)> = HashMap::with_capacity(lines.len());
    let mut keys = Vec::with_capacity(lines.len());
    let mut previous = Vec::with_capacity(lines.len());
    for (at, &line) in lines.iter().enumerate() {
        let fresh = u32::try_from(known.len()).expect("lines of a capture are bounded");
        let mut seen = known.get(line).copied();
        if seen.is_none() && ends_page && at + 1 == lines.len() {
            seen = cut_line(lines, &previous).map(|whole| (keys[whole], whole));
        }
        let (key, before) = seen.map_or((fresh, None), |(key, before)| (key, Some(before)));
        known.insert(line, (key, at));
        keys.push(key);
        previous.push(before);
    }
    (keys, previous)
}

/// The earlier line of which the last line is the beginning.
fn cut_line(lines: &[&str], previous: &[Option<usize>]) -> Option<usize> {
    let (last, earlier) = lines.split_last()?;
    let continues = |at: usize| earlier.get(at).is_some_and(|line| line.starts_with(last));
    let mut before = previous.last().copied().flatten();
    while let Some(at) = before {
        if continues(at + 1) {
            return Some(at + 1);
        }
        before = previous[at];
    }
    let from = earlier.len().saturating_sub(WINDOW);
    (from..earlier.len()).rfind(|&at| continues(at))
}
