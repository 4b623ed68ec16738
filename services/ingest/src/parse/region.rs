//! The stretches of a channel page between forward lines, and the posts found in them.

use std::collections::HashMap;
use std::ops::Range;

use super::marks::marker;

/// The lines between two "Forwarded from" lines, without blank lines and media placeholders.
#[derive(Clone, Debug, Default)]
pub(super) struct Region<'page> {
    /// The trimmed lines.
    pub(super) lines: Vec<&'page str>,
    /// Positions before which media placeholders stand (0 to the number of lines), ascending.
    pub(super) media: Vec<usize>,
    /// Whether the page ends with this region.
    pub(super) ends_page: bool,
}

/// One post within a region; ranges count the region's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Post {
    /// The first printing.
    pub(super) first: Range<usize>,
    /// The second printing, right after it; may be empty.
    pub(super) second: Range<usize>,
}

impl Post {
    /// Whether the second printing has all lines of the first but the first one.
    pub(super) fn is_complete(&self) -> bool {
        self.second.len() + 1 == self.first.len()
    }

    /// Whether no plain line is missing from the second printing. Equal lines count as often as
    /// they stand.
    pub(super) fn loses_marked_lines_only(&self, lines: &[&str]) -> bool {
        let mut printed: HashMap<&str, usize> = HashMap::new();
        for line in &lines[self.second.clone()] {
            *printed.entry(line).or_default() += 1;
        }
        let body = self.first.start + 1..self.first.end.max(self.first.start + 1);
        lines[body].iter().all(|line| match printed.get_mut(line) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => marker(line).is_some(),
        })
    }
}
