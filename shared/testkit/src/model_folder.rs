//! A token classifier small enough to be written by hand: each word of its vocabulary has a label,
//! whatever stands around it.
//!
//! The network is an embedding that is multiplied and shifted (`Gather`, `MatMul`, `Add`), the
//! tokeniser cuts words into pieces like BERT's (WordPiece); both are written in the formats of
//! real models.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde_json::json;

/// A word of the vocabulary, or a piece of one (`##ana`), and the number of its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelWord {
    /// The piece as the vocabulary has it.
    pub piece: String,
    /// Number of its label.
    pub label: usize,
}

/// A model to be written into a folder. Every part may be changed before, to damage it.
#[derive(Clone, Debug)]
pub struct ModelFolder {
    /// Labels in the order of the outputs.
    pub labels: Vec<String>,
    /// The vocabulary, after the special pieces.
    pub words: Vec<ModelWord>,
    /// Most pieces that the network takes, as its description says.
    pub positions: usize,
    /// Names of the network's inputs; the first is that of the pieces.
    pub inputs: Vec<String>,
    /// Name of the network's output.
    pub output: String,
    /// Outputs of the network, if not one for each label.
    pub outputs: Option<usize>,
    /// The one length of input that the network takes, if not any.
    pub fixed_length: Option<usize>,
    /// `communique.json`.
    pub mapping: Option<serde_json::Value>,
}

/// Pieces that every vocabulary begins with, by number.
const SPECIAL: [&str; 4] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];

impl ModelFolder {
    /// A model that gives each of `words` the label beside it, and all else the first label.
    #[must_use]
    pub fn new(labels: &[&str], words: &[(&str, &str)]) -> Self {
        let number = |label: &str| labels.iter().position(|known| *known == label);
        Self {
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            words: words
                .iter()
                .map(|(piece, label)| ModelWord {
                    piece: (*piece).to_owned(),
                    label: number(label).unwrap_or_default(),
                })
                .collect(),
            positions: 64,
            inputs: vec!["input_ids".to_owned(), "attention_mask".to_owned()],
            output: "logits".to_owned(),
            outputs: None,
            fixed_length: None,
            mapping: None,
        }
    }

    /// Writes the files.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub fn write(&self, folder: &Path) -> anyhow::Result<()> {
        let put = |name: &str, content: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, content)
                .with_context(|| format!("cannot write {}", path.display()))
        };
        put("model.onnx", &self.network())?;
        put("tokenizer.json", self.tokenizer().to_string().as_bytes())?;
        put("config.json", self.config().to_string().as_bytes())?;
        if let Some(mapping) = &self.mapping {
            put("communique.json", mapping.to_string().as_bytes())?;
        }
        Ok(())
    }

    fn config(&self) -> serde_json::Value {
        let labels: BTreeMap<String, &String> = self
            .labels
            .iter()
            .enumerate()
            .map(|(number, label)| (number.to_string(), label))
            .collect();
        json!({
            "model_type": "bert",
            "max_position_embeddings": self.positions,
            "pad_token_id": 0,
            "id2label": labels,
        })
    }

    fn tokenizer(&self) -> serde_json::Value {
        let pieces = SPECIAL
            .into_iter()
            .chain(self.words.iter().map(|word| word.piece.as_str()));
        let vocabulary: BTreeMap<&str, usize> = pieces
            .enumerate()
            .map(|(number, piece)| (piece, number))
            .collect();
        let added: Vec<_> = SPECIAL
            .into_iter()
            .enumerate()
            .map(|(number, piece)| {
                json!({
                    "id": number, "content": piece, "special": true, "single_word": false,
                    "lstrip": false, "rstrip": false, "normalized": false,
                })
            })
            .collect();
        json!({
            "version": "1.0",
            "truncation": null,
            "padding": null,
            "added_tokens": added,
            "normalizer": {
                "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                "strip_accents": true, "lowercase": false,
            },
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "post_processor": {
                "type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2],
            },
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
            "model": {
                "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100, "vocab": vocabulary,
            },
        })
    }

    /// The network as an ONNX model: `logits = embedding[pieces] × identity + shift`.
    fn network(&self) -> Vec<u8> {
        let outputs = self.outputs.unwrap_or(self.labels.len());
        let rows = SPECIAL.len() + self.words.len();
        let mut embedding = vec![0.0_f32; rows * outputs];
        let labels = SPECIAL
            .iter()
            .map(|_| 0)
            .chain(self.words.iter().map(|word| word.label));
        for (row, label) in labels.enumerate() {
            embedding[row * outputs + label.min(outputs - 1)] = 8.0;
        }
        let mut identity = vec![0.0_f32; outputs * outputs];
        for at in 0..outputs {
            identity[at * outputs + at] = 1.0;
        }
        let shift = vec![-1.0_f32; outputs];
        let pieces = self.inputs.first().map_or("", String::as_str);
        let mut graph = Message::default();
        graph.message(1, node("Gather", &["embedding", pieces], "embedded"));
        graph.message(1, node("MatMul", &["embedded", "identity"], "multiplied"));
        graph.message(1, node("Add", &["multiplied", "shift"], &self.output));
        graph.text(2, "classifier");
        graph.message(5, tensor("embedding", &[rows, outputs], &embedding));
        graph.message(5, tensor("identity", &[outputs, outputs], &identity));
        graph.message(5, tensor("shift", &[outputs], &shift));
        let length = self.fixed_length.map_or(Size::Named("length"), Size::Fixed);
        for input in &self.inputs {
            graph.message(11, value(input, INT64, &[Size::Named("batch"), length]));
        }
        let shape = [Size::Named("batch"), length, Size::Fixed(outputs)];
        graph.message(12, value(&self.output, FLOAT, &shape));
        let mut version = Message::default();
        version.text(1, "");
        version.number(2, 17);
        let mut model = Message::default();
        model.number(1, 8);
        model.text(2, "communique");
        model.message(7, graph);
        model.message(8, version);
        model.0
    }
}

/// Types of elements in ONNX.
const FLOAT: u64 = 1;
const INT64: u64 = 7;

/// A dimension of a tensor.
#[derive(Clone, Copy, Debug)]
enum Size {
    Fixed(usize),
    Named(&'static str),
}

fn node(operator: &str, inputs: &[&str], output: &str) -> Message {
    let mut node = Message::default();
    for input in inputs {
        node.text(1, input);
    }
    node.text(2, output);
    node.text(3, operator);
    node.text(4, operator);
    node
}

fn tensor(name: &str, shape: &[usize], values: &[f32]) -> Message {
    let mut tensor = Message::default();
    for size in shape {
        tensor.number(1, *size as u64);
    }
    tensor.number(2, FLOAT);
    tensor.text(8, name);
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    tensor.bytes(9, &bytes);
    tensor
}

fn value(name: &str, element: u64, sizes: &[Size]) -> Message {
    let mut shape = Message::default();
    for size in sizes {
        let mut dimension = Message::default();
        match size {
            Size::Fixed(size) => dimension.number(1, *size as u64),
            Size::Named(name) => dimension.text(2, name),
        }
        shape.message(1, dimension);
    }
    let mut tensor = Message::default();
    tensor.number(1, element);
    tensor.message(2, shape);
    let mut kind = Message::default();
    kind.message(1, tensor);
    let mut value = Message::default();
    value.text(1, name);
    value.message(2, kind);
    value
}

/// A message of Protocol Buffers, written field by field with the numbers of `onnx.proto`.
#[derive(Debug, Default)]
struct Message(Vec<u8>);

impl Message {
    fn number(&mut self, field: u64, value: u64) {
        self.varint(field << 3);
        self.varint(value);
    }

    fn bytes(&mut self, field: u64, value: &[u8]) {
        self.varint(field << 3 | 2);
        self.varint(value.len() as u64);
        self.0.extend_from_slice(value);
    }

    fn text(&mut self, field: u64, value: &str) {
        self.bytes(field, value.as_bytes());
    }

    fn message(&mut self, field: u64, value: Self) {
        self.bytes(field, &value.0);
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }
}
