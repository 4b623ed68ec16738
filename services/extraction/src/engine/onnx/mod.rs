//! The second engine: a token classifier in ONNX proposes names, the layers of rules and the
//! knowledge base do the rest.
//!
//! The model comes as a folder in the layout of Hugging Face (`model.onnx`, `tokenizer.json`,
//! `config.json`), with `communique.json` beside it where its labels need a mapping;
//! `docs/reference/model-folder.md` describes it. The network is run by `rten`, in pure Rust.

mod decode;
mod error;
mod folder;
mod labels;
mod network;
mod reader;
mod tokenise;
mod windows;

use std::ops::Range;
use std::path::Path;

use communique_model::{Extraction, Label, PartialDate};

pub use error::{ModelError, ModelErrorKind};

use self::decode::SeenName;
use self::labels::Meaning;
use self::reader::Reader;
use super::board::Board;
use super::labelling::{Labelled, Labeller, Thresholds};
use super::{Engine, EngineError, RuleEngine};
use crate::token::{Piece, pieces};

/// A token classifier beside the rules.
#[derive(Debug)]
pub struct OnnxEngine {
    rules: RuleEngine,
    reader: Reader,
    fingerprint: String,
}

impl OnnxEngine {
    /// The engine with the model of a folder beside the layers of `rules`.
    ///
    /// # Errors
    /// A file of the folder is missing, too large or damaged, the files do not fit together, or a
    /// label is not mapped.
    pub fn open(folder: &Path, rules: RuleEngine) -> Result<Self, ModelError> {
        let reader = Reader::open(folder)?;
        let fingerprint = format!("onnx-{}-{}", reader.fingerprint(), rules.fingerprint());
        Ok(Self {
            rules,
            reader,
            fingerprint,
        })
    }
}

impl Engine for OnnxEngine {
    fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    fn knowledge_version(&self) -> &str {
        self.rules.knowledge_version()
    }

    fn extract(
        &self,
        source: &str,
        reference: Option<PartialDate>,
    ) -> Result<Extraction, EngineError> {
        let text = self.rules.as_read(source);
        let words: Vec<Piece> = pieces(&text).collect();
        let names = self.reader.read(&text, &words)?;
        let seen = Seen {
            reader: &self.reader,
            names,
        };
        let found = self.rules.extract_labelled(source, reference, Some(&seen));
        Ok(Extraction {
            engine: self.fingerprint.clone(),
            ..found
        })
    }
}

/// What the model saw in one text.
struct Seen<'reader> {
    reader: &'reader Reader,
    names: Vec<SeenName>,
}

impl Labeller for Seen<'_> {
    fn name(&self) -> &'static str {
        "model"
    }

    fn thresholds(&self) -> Thresholds {
        self.reader.thresholds()
    }

    fn label(&self, board: &Board<'_>, _kept: &[usize]) -> Vec<Labelled> {
        self.names
            .iter()
            .filter_map(|name| {
                let tokens = name.words.clone();
                let label = match self.reader.meaning(name) {
                    Meaning::Label(label) => label,
                    Meaning::Place => place(board, &tokens),
                    Meaning::Miscellaneous => known(board, &tokens, &[Label::Norp])?,
                    Meaning::Ignored => return None,
                };
                Some(Labelled {
                    tokens,
                    label,
                    confidence: name.score,
                })
            })
            .collect()
    }
}

/// What the knowledge base has under exactly these words.
fn known(board: &Board<'_>, tokens: &Range<usize>, labels: &[Label]) -> Option<Label> {
    board
        .starting_at(tokens.start)
        .filter(|candidate| candidate.tokens == *tokens && candidate.entity.is_some())
        .map(|candidate| candidate.label)
        .find(|label| labels.contains(label))
}

/// A place with a government or without: as the knowledge base has it, else by its words, else
/// with one, as most places in the news are towns.
fn place(board: &Board<'_>, tokens: &Range<usize>) -> Label {
    const KINDS: [Label; 3] = [Label::Gpe, Label::Loc, Label::Fac];
    let natural = || {
        let named = |at: usize| board.text.is_any(at, &NATURAL);
        named(tokens.start) || named(tokens.end - 1)
    };
    known(board, tokens, &KINDS).unwrap_or_else(|| if natural() { Label::Loc } else { Label::Gpe })
}

/// Words at an end of the name of a place that nobody governs.
const NATURAL: [&str; 28] = [
    "Archipelago",
    "Basin",
    "Bay",
    "Canal",
    "Canyon",
    "Cape",
    "Coast",
    "Delta",
    "Desert",
    "Glacier",
    "Gulf",
    "Lake",
    "Mount",
    "Mountain",
    "Mountains",
    "Ocean",
    "Pass",
    "Peak",
    "Peninsula",
    "Plateau",
    "Range",
    "Reef",
    "River",
    "Sea",
    "Steppe",
    "Strait",
    "Straits",
    "Valley",
];
