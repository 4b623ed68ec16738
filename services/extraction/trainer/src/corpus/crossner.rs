//! CrossNER politics: sentences with IOB2 tags. Only its train part is learnt from.

use std::path::Path;

use anyhow::Context;

use super::Document;
use super::conll::{Spacing, Writer, blocks};
use crate::mapping;

/// Every sentence of the train part, both in even and in natural spacing.
pub(crate) fn crossner(folder: &Path) -> anyhow::Result<Vec<Document>> {
    let path = folder.join("crossner-politics/train.txt");
    let content = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let map = |label: &str, words: &str| mapping::crossner(label, words);
    let mut documents = Vec::new();
    for block in blocks(&content) {
        for spacing in [Spacing::Even, Spacing::Natural] {
            let mut writer = Writer::new(spacing, &map);
            writer.sentence(&block);
            documents.push(Document {
                weight: 0.5,
                ..writer.finish()
            });
        }
    }
    Ok(documents)
}
