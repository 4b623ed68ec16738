//! WikiGold: documents of sentences with IO tags. Blocks are counted from 0 with the markers of
//! documents; the first of every five is kept for evaluation.

use std::path::Path;

use anyhow::Context;

use super::conll::{Row, Spacing, Writer, blocks};
use super::{Document, is_held_out};
use crate::mapping;

/// The documents without the blocks held out, and the same sentences each by itself: evaluations
/// give single sentences, where no document says anything of a word.
pub(crate) fn wikigold(folder: &Path) -> anyhow::Result<Vec<Document>> {
    let path = folder.join("wikigold/wikigold.conll.txt");
    let content = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let map = |label: &str, words: &str| mapping::wikigold(label, words);
    let write = |sentences: &[Vec<Row<'_>>], spacing: Spacing| {
        let mut writer = Writer::new(spacing, &map);
        for sentence in sentences {
            writer.sentence(sentence);
        }
        Document {
            weight: 0.5,
            ..writer.finish()
        }
    };
    let mut texts: Vec<Vec<Vec<Row<'_>>>> = Vec::new();
    for (place, block) in blocks(&content).enumerate() {
        if block[0].0 == "-DOCSTART-" {
            texts.push(Vec::new());
        } else if !is_held_out(place)
            && let Some(text) = texts.last_mut()
        {
            text.push(block);
        }
    }
    let mut documents = Vec::new();
    for text in &texts {
        documents.push(write(text, Spacing::Natural));
        documents.extend(text.chunks(1).map(|one| write(one, Spacing::Even)));
    }
    Ok(documents)
}
