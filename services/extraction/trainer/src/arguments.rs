//! What the command line takes.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Trains the labeller and writes its model.
#[derive(Clone, Debug, Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// Folder of the labelled corpora, one folder each.
    #[arg(long)]
    pub(crate) corpora: PathBuf,
    /// Corpora to learn from.
    #[arg(long, value_enum, value_delimiter = ',', required = true)]
    pub(crate) use_corpora: Vec<Corpus>,
    /// Annotated documents in JSON Lines, weighted more than the corpora; may be given again.
    #[arg(long)]
    pub(crate) annotated: Vec<PathBuf>,
    /// Ids of annotated documents to leave out, for cross-validation.
    #[arg(long, value_delimiter = ',')]
    pub(crate) without: Vec<String>,
    /// How much an annotated document counts against one of the corpora.
    #[arg(long, default_value_t = 3.0)]
    pub(crate) annotated_weight: f32,
    /// How much the tweets count against the other corpora.
    #[arg(long, default_value_t = 0.3)]
    pub(crate) tweet_weight: f32,
    /// Word vectors as text: a word and its numbers on a line, frequent words first.
    #[arg(long)]
    pub(crate) vectors: Option<PathBuf>,
    /// How many words get a class.
    #[arg(long, default_value_t = 60_000)]
    pub(crate) words: usize,
    /// How many classes of words there are.
    #[arg(long, default_value_t = 1_000)]
    pub(crate) classes: usize,
    /// How many classes of classes there are.
    #[arg(long, default_value_t = 100)]
    pub(crate) coarse_classes: usize,
    /// A feature counts if it is seen so often.
    #[arg(long, default_value_t = 2)]
    pub(crate) cutoff: u32,
    /// Strength of the quadratic penalty on weights.
    #[arg(long, default_value_t = 1.0)]
    pub(crate) penalty: f64,
    /// Steps of the minimisation.
    #[arg(long, default_value_t = 80)]
    pub(crate) steps: usize,
    /// Features all of whose weights are smaller are left out.
    #[arg(long, default_value_t = 0.03)]
    pub(crate) smallest: f32,
    /// Least probability of a name where the rules found nothing.
    #[arg(long, default_value_t = 0.5)]
    pub(crate) fill: f32,
    /// Least probability of a name that replaces a finding of the rules.
    #[arg(long, default_value_t = 0.8)]
    pub(crate) overrule: f32,
    /// The model file to write.
    #[arg(long)]
    pub(crate) output: PathBuf,
}

/// A labelled corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Corpus {
    /// CrossNER politics, its train part only.
    Crossner,
    /// WikiGold without every fifth block.
    Wikigold,
    /// re3d without every fifth document and without its share-alike part.
    Re3d,
    /// The share-alike part of re3d, from Wikipedia, without every fifth document.
    Re3dWikipedia,
    /// Broad Twitter Corpus.
    Btc,
}
