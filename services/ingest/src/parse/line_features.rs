//! What the look of a line says about its role on a channel page.

use super::dateline::is_dateline;
use super::marks::{Marker, is_break, is_hashtags, is_symbol, lead_on, marker};

/// How easily a second printing loses a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    /// An item of a list: it has a marker, and so has a neighbour.
    ListItem = 0,
    /// A line that begins with an emoji; custom emoji get lost together with their line.
    Marked = 1,
    /// Any other line.
    Plain = 2,
}

impl Loss {
    pub(super) const ALL: [Self; 3] = [Self::ListItem, Self::Marked, Self::Plain];

    /// Cost of a run of lost lines of which this is the worst.
    pub(super) fn run(self) -> i64 {
        [10, 18, 30][self as usize]
    }

    /// Cost of each lost line, beside the run's.
    pub(super) fn line(self) -> i64 {
        [2, 4, 7][self as usize]
    }
}

/// One line's look, in the costs of [`segmentation`](super::segmentation).
#[derive(Clone, Debug)]
pub(super) struct LineFeatures {
    /// How easily it gets lost.
    pub(super) loss: Loss,
    /// The marker that it begins with.
    pub(super) marker: Option<Marker>,
    /// What it costs as the first line of a post.
    pub(super) head: i64,
    /// What it costs as the only line of a post.
    pub(super) alone: i64,
    /// Whether the next line is an item of the same list.
    pub(super) is_continued: bool,
    /// Whether it is a mark of elision or a row of stars, which a post may say again and again.
    pub(super) is_break: bool,
}

impl LineFeatures {
    /// The features of lines in a row; each depends on its neighbours.
    pub(super) fn of_lines(lines: &[&str]) -> Vec<Self> {
        let markers: Vec<Option<Marker>> = lines.iter().map(|line| marker(line)).collect();
        // The same line again is a second printing, not the next item.
        let alike = |one: usize, other: usize| {
            markers[one].is_some() && markers[one] == markers[other] && lines[one] != lines[other]
        };
        let features = lines.iter().enumerate().map(|(index, line)| {
            let marker = markers[index];
            let continues = index > 0 && alike(index - 1, index);
            let continued = index + 1 < lines.len() && alike(index, index + 1);
            Self {
                loss: match marker {
                    Some(_) if continues || continued => Loss::ListItem,
                    Some(_) => Loss::Marked,
                    None => Loss::Plain,
                },
                marker,
                head: head_cost(line, marker, continues),
                alone: alone_cost(line),
                is_continued: continued,
                is_break: is_break(line),
            }
        });
        features.collect()
    }
}

fn head_cost(line: &str, marker: Option<Marker>, continues_list: bool) -> i64 {
    if lead_on(line).is_some() {
        return 60;
    }
    if is_hashtags(line) || is_break(line) {
        return 40;
    }
    if is_dateline(line) {
        return 30;
    }
    let mut cost = 0;
    let bullet = matches!(marker, Some(Marker::Number | Marker::Bullet(_)));
    if bullet {
        cost += 10;
    }
    // A channel may open all its posts with the same emoji.
    if continues_list {
        cost += if bullet { 10 } else { 5 };
    }
    let first = line.chars().next();
    if first.is_some_and(|first| first.is_lowercase() || matches!(first, ')' | '»' | '”' | ','))
    {
        cost += 15;
    }
    if !first.is_some_and(is_symbol) {
        cost += 4;
    }
    if line.ends_with(':') {
        cost += 4;
    }
    cost
}

/// A title without a text, or words that announce what follows, hardly stand alone.
fn alone_cost(line: &str) -> i64 {
    if line.ends_with(':') {
        return 30;
    }
    let ends = line.trim_end_matches(|character: char| {
        is_symbol(character) || matches!(character, ' ' | '"' | '”' | '»' | ')' | '’')
    });
    let sentence = ends.ends_with(['.', '!', '?', '…']);
    let last_word = ends.rsplit(char::is_whitespace).next().unwrap_or("");
    if sentence || last_word.starts_with('#') || last_word.contains("://") {
        0
    } else {
        22
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_items_need_a_neighbour() {
        let lines = ["🔷 Title", "Text", "🔹 one", "🔹 two", "✍️ alone", "#Tag"];
        let losses: Vec<Loss> = LineFeatures::of_lines(&lines)
            .into_iter()
            .map(|line| line.loss)
            .collect();
        let expected = [
            Loss::Marked,
            Loss::Plain,
            Loss::ListItem,
            Loss::ListItem,
            Loss::Marked,
            Loss::Plain,
        ];
        assert_eq!(losses, expected);
    }

    #[test]
    fn tags_and_pointers_hardly_open_a_post() {
        let features = LineFeatures::of_lines(&["🇰🇿 Title", "#SCO", "👉 Read in full"]);
        assert!(features[0].head < features[1].head && features[1].head < features[2].head);
    }
}
