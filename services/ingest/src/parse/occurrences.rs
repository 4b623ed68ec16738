//! Lines as numbers, and where each stood before.

use std::borrow::Cow;
use std::collections::HashMap;

use super::costs::WINDOW;

/// Numbers for the lines, equal for equal lines, and for each line its occurrence before.
///
/// If the page ends here, its last line may have been cut: where it is the beginning of an earlier
/// line, it counts as that line, best the one that followed the same line before.
pub(super) fn occurrences(lines: &[&str], ends_page: bool) -> (Vec<u32>, Vec<Option<usize>>) {
    let mut known: HashMap<Cow<'_, str>, (u32, usize)> = HashMap::with_capacity(lines.len());
    let mut keys = Vec::with_capacity(lines.len());
    let mut previous = Vec::with_capacity(lines.len());
    for (at, &line) in lines.iter().enumerate() {
        let fresh = u32::try_from(known.len()).expect("lines of a capture are bounded");
        let spaced_alike = spaced_alike(line);
        let mut seen = known.get(&spaced_alike).copied();
        if seen.is_none() && ends_page && at + 1 == lines.len() {
            seen = cut_line(lines, &previous).map(|whole| (keys[whole], whole));
        }
        let (key, before) = seen.map_or((fresh, None), |(key, before)| (key, Some(before)));
        known.insert(spaced_alike, (key, at));
        keys.push(key);
        previous.push(before);
    }
    (keys, previous)
}

/// The line with single plain spaces: the two printings may differ in their spacing.
fn spaced_alike(line: &str) -> Cow<'_, str> {
    let odd = |character: char| character.is_whitespace() && character != ' ';
    if line.contains(odd) || line.contains("  ") {
        Cow::Owned(line.split_whitespace().collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(line)
    }
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
