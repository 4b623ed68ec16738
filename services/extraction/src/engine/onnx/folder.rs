//! Reads the files of a model folder, none beyond its bound.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::{ModelError, ModelErrorKind};

/// Name of the network.
pub(super) const MODEL: &str = "model.onnx";
/// Name of the tokeniser.
pub(super) const TOKENIZER: &str = "tokenizer.json";
/// Name of the model's description.
pub(super) const CONFIG: &str = "config.json";
/// Name of our own settings for the model.
pub(super) const MAPPING: &str = "communique.json";

/// The format of ONNX ends at 2 GiB.
const MAX_MODEL_BYTES: u64 = (2 << 30) - 1;
/// The largest multilingual vocabularies in use take about 35 MB.
const MAX_TOKENIZER_BYTES: u64 = 64 << 20;
const MAX_JSON_BYTES: u64 = 1 << 20;

/// A model folder as read, nothing of it interpreted beyond its JSON.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) model: Vec<u8>,
    pub(super) tokenizer: Vec<u8>,
    pub(super) config: Config,
    pub(super) mapping: Mapping,
    /// Hash of all that was read.
    pub(super) fingerprint: String,
}

/// What is needed of `config.json`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Config {
    /// The label of each output of the network, by its number in figures.
    pub(super) id2label: Option<BTreeMap<String, String>>,
    /// Positions that the network knows.
    pub(super) max_position_embeddings: Option<usize>,
    /// Family of the network: `bert`, `roberta`.
    pub(super) model_type: Option<String>,
    /// The piece that fills up inputs of a fixed length.
    pub(super) pad_token_id: Option<i64>,
}

/// `communique.json`: how the model's labels become ours, and how it is asked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Mapping {
    /// For kinds of the model: a label of ours, `PLACE`, `MISCELLANEOUS` or `IGNORE`.
    pub(super) labels: BTreeMap<String, String>,
    /// How a word's pieces become one answer.
    pub(super) aggregation: Aggregation,
    /// Pieces that the network is given at once at most, special ones included.
    pub(super) window: Option<usize>,
    /// Pieces that two windows share.
    pub(super) overlap: Option<usize>,
    /// Least score of a name where the rules found nothing, from 0 to 1.
    pub(super) fill: Option<f32>,
    /// Least score of a name that replaces a finding of the rules, from 0 to 1.
    pub(super) overrule: Option<f32>,
}

/// How the pieces of a word become one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Aggregation {
    /// The first piece decides, as most models are trained.
    #[default]
    First,
    /// The mean of the probabilities.
    Average,
    /// The piece that is surest of a label decides.
    Max,
}

impl Folder {
    /// Reads a folder.
    ///
    /// # Errors
    /// A file is missing, too large or not in its format.
    pub(super) fn read(path: &Path) -> Result<Self, ModelError> {
        let model = read(
            &path.join(MODEL),
            MAX_MODEL_BYTES,
            "export the model to ONNX",
        )?;
        let tokenizer = read(
            &path.join(TOKENIZER),
            MAX_TOKENIZER_BYTES,
            "save the model's fast tokeniser beside it",
        )?;
        let config = read(
            &path.join(CONFIG),
            MAX_JSON_BYTES,
            "copy the description that was published with the model",
        )?;
        let mapping = match path.join(MAPPING) {
            file if file.exists() => read(&file, MAX_JSON_BYTES, "make it readable")?,
            _ => Vec::new(),
        };
        let fingerprint = fingerprint(&[&model, &tokenizer, &config, &mapping]);
        Ok(Self {
            config: parse(&path.join(CONFIG), &config)?,
            mapping: match mapping.as_slice() {
                [] => Mapping::default(),
                mapping => parse(&path.join(MAPPING), mapping)?,
            },
            model,
            tokenizer,
            fingerprint,
        })
    }
}

fn read(file: &Path, limit: u64, remedy: &str) -> Result<Vec<u8>, ModelError> {
    let unreadable = |error: std::io::Error| {
        let problem = format!("cannot be read: {error}");
        ModelError::new(ModelErrorKind::Unreadable, file, problem, remedy)
    };
    let opened = File::open(file).map_err(unreadable)?;
    let mut content = Vec::new();
    let read = opened.take(limit + 1).read_to_end(&mut content);
    read.map_err(unreadable)?;
    if content.len() as u64 > limit {
        return Err(ModelError::new(
            ModelErrorKind::TooLarge,
            file,
            format!("it has more than {limit} bytes"),
            "take a smaller model",
        ));
    }
    Ok(content)
}

fn parse<T: DeserializeOwned>(file: &Path, content: &[u8]) -> Result<T, ModelError> {
    serde_json::from_slice(content).map_err(|error| {
        let problem = format!("it is not what is expected: {error}");
        let remedy = "see docs/reference/model-folder.md for the format";
        ModelError::new(ModelErrorKind::Malformed, file, problem, remedy)
    })
}

/// Hashes each part with its length, so that no two folders are taken for each other.
fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
