//! Columns: a word and its tag on a line, an empty line after each sentence.

use super::{Document, Gold};
use crate::mapping::Allowed;

/// A word and its tag.
pub(super) type Row<'a> = (&'a str, &'a str);

/// The blocks between empty lines.
pub(super) fn blocks(content: &str) -> impl Iterator<Item = Vec<Row<'_>>> {
    let mut lines = content.lines();
    std::iter::from_fn(move || {
        let mut block = Vec::new();
        loop {
            let Some(line) = lines.next() else {
                return (!block.is_empty()).then_some(block);
            };
            if line.trim().is_empty() {
                if !block.is_empty() {
                    return Some(block);
                }
                continue;
            }
            if let Some(row) = line.rsplit_once(['\t', ' ']) {
                block.push((row.0.trim(), row.1.trim()));
            }
        }
    })
}

/// How the words of a corpus are put together again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    /// A space between all words, as evaluations on such corpora give them.
    Even,
    /// Marks stand at their words, as people write.
    Natural,
}

/// Writes sentences one after the other into a document.
pub(super) struct Writer<'m> {
    document: Document,
    spacing: Spacing,
    map: &'m dyn Fn(&str, &str) -> Option<Allowed>,
}

impl<'m> Writer<'m> {
    /// A writer of one document; `map` says what a tag's label and words mean, `None` for a label
    /// that is no name of ours.
    pub(super) fn new(spacing: Spacing, map: &'m dyn Fn(&str, &str) -> Option<Allowed>) -> Self {
        Self {
            document: Document {
                text: String::new(),
                spans: Vec::new(),
                weight: 1.0,
            },
            spacing,
            map,
        }
    }

    /// Adds a sentence.
    pub(super) fn sentence(&mut self, rows: &[Row<'_>]) {
        let mut open: Option<(usize, &str)> = None;
        let mut before = "";
        let mut quoted = false;
        for (index, &(word, tag)) in rows.iter().enumerate() {
            let goes_on = open
                .is_some_and(|(_, label)| tag.strip_prefix("I-").is_some_and(|next| next == label));
            if !goes_on {
                self.close(&mut open);
            }
            let opening = matches!(word, "\"" | "``") && !quoted;
            if matches!(word, "\"" | "``" | "''") {
                quoted = opening;
            }
            let text = &mut self.document.text;
            let glued = self.spacing == Spacing::Natural
                && index > 0
                && (clings_left(word, opening) || clings_right(before, quoted && !opening));
            if !text.is_empty() && !glued {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(match word {
                "-LRB-" => "(",
                "-RRB-" => ")",
                "``" | "''" => "\"",
                other => other,
            });
            if !goes_on && let Some(label) = tag.get(2..).filter(|_| tag != "O") {
                open = Some((start, label));
            }
            before = word;
        }
        self.close(&mut open);
    }

    fn close(&mut self, open: &mut Option<(usize, &str)>) {
        let Some((start, label)) = open.take() else {
            return;
        };
        let end = self.document.text.len();
        if let Some(allowed) = (self.map)(label, &self.document.text[start..end]) {
            self.document.spans.push(Gold {
                bytes: start..end,
                allowed,
            });
        }
    }

    pub(super) fn finish(self) -> Document {
        self.document
    }
}

fn clings_left(word: &str, opening: bool) -> bool {
    matches!(
        word,
        "." | ","
            | ";"
            | ":"
            | "!"
            | "?"
            | ")"
            | "]"
            | "%"
            | "'s"
            | "’s"
            | "n't"
            | "'"
            | "-RRB-"
            | "..."
    ) || matches!(word, "\"" | "''") && !opening
}

fn clings_right(before: &str, after_opening: bool) -> bool {
    matches!(before, "(" | "[" | "$" | "#" | "@" | "£" | "-LRB-" | "``")
        || before == "\"" && after_opening
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::Allowed;

    const BLOCK: &str =
        "The O\nNorland B-X\nClub I-X\n's O\n\" O\nday O\n\" O\n, O\nin O\nOstby B-X\n";

    fn write(spacing: Spacing) -> (String, Vec<String>) {
        let map = |label: &str, _: &str| (label == "X").then(Allowed::organisation);
        let mut writer = Writer::new(spacing, &map);
        for block in blocks(BLOCK) {
            writer.sentence(&block);
        }
        let document = writer.finish();
        let spans = document.spans.iter();
        let words = spans.map(|span| document.text[span.bytes.clone()].to_owned());
        (document.text.clone(), words.collect())
    }

    #[test]
    fn words_are_put_together_as_people_write_or_evenly() {
        let (text, spans) = write(Spacing::Natural);
        assert_eq!(text, "The Norland Club's \"day\", in Ostby");
        assert_eq!(spans, ["Norland Club", "Ostby"]);
        let (text, spans) = write(Spacing::Even);
        assert_eq!(text, "The Norland Club 's \" day \" , in Ostby");
        assert_eq!(spans, ["Norland Club", "Ostby"]);
    }
}
