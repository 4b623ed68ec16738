//! Broad Twitter Corpus: tweets with IOB2 tags. Handles are cut into a sign and a name that are
//! tagged apart; they are put together again and are no names.

use std::path::Path;

use anyhow::Context;

use super::Document;
use super::conll::{Row, Spacing, Writer, blocks};
use crate::mapping;

const SECTIONS: [&str; 6] = ["a", "b", "e", "f", "g", "h"];

/// Every tweet.
pub(crate) fn btc(folder: &Path, weight: f32) -> anyhow::Result<Vec<Document>> {
    let map = |label: &str, words: &str| mapping::btc(label, words);
    let mut documents = Vec::new();
    for section in SECTIONS {
        let path = folder.join("btc").join(section).with_extension("conll");
        let content = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for block in blocks(&content) {
            let mut writer = Writer::new(Spacing::Natural, &map);
            writer.sentence(&without_handles(&block));
            documents.push(Document {
                weight,
                ..writer.finish()
            });
        }
    }
    Ok(documents)
}

/// The tweet with the tags of handles taken away.
fn without_handles<'a>(block: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut rows = Vec::with_capacity(block.len());
    let mut after_sign = false;
    for &(word, tag) in block {
        let handle = word.starts_with('@') || after_sign;
        rows.push((word, if handle { "O" } else { tag }));
        after_sign = word == "@";
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_no_names() {
        let tweet = [
            ("@", "B-PER"),
            ("ostby", "B-PER"),
            ("in", "O"),
            ("Norland", "B-LOC"),
        ];
        let tags: Vec<&str> = without_handles(&tweet).iter().map(|row| row.1).collect();
        assert_eq!(tags, ["O", "O", "O", "B-LOC"]);
    }
}
