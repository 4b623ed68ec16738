//! What the command line takes.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};

/// Trains the models of the extraction engine.
#[derive(Clone, Debug, Parser)]
#[command(version)]
pub(crate) enum Arguments {
    /// Trains the labeller and writes its model.
    Labeller(LabellerArguments),
    /// Trains the models of occasions and writes them, or tries them on the texts themselves.
    Occasions(OccasionArguments),
}

/// What the training of the models of occasions takes.
#[derive(Clone, Debug, Args)]
pub(crate) struct OccasionArguments {
    /// Annotated documents in JSON Lines on which no rule was made; may be given again.
    #[arg(long, required = true)]
    pub(crate) annotated: Vec<PathBuf>,
    /// Annotated documents on which rules were made: there the models are not told what the rules
    /// read, which would be too good to be true of other texts.
    #[arg(long)]
    pub(crate) looked_at: Vec<PathBuf>,
    /// A feature counts if it is seen so often.
    #[arg(long, default_value_t = 2)]
    pub(crate) cutoff: u32,
    /// Strength of the quadratic penalty on the weights of words that tell.
    #[arg(long, default_value_t = 10.0)]
    pub(crate) telling_penalty: f64,
    /// Strength of the quadratic penalty on the weights of those who take part.
    #[arg(long, default_value_t = 60.0)]
    pub(crate) part_penalty: f64,
    /// Steps of each minimisation.
    #[arg(long, default_value_t = 120)]
    pub(crate) steps: usize,
    /// Features all of whose weights are smaller are left out.
    #[arg(long, default_value_t = 0.01)]
    pub(crate) smallest: f32,
    /// Least probability of an occasion that no rule read.
    #[arg(long, default_value_t = 0.2)]
    pub(crate) new: f32,
    /// Least probability of an occasion that a rule read.
    #[arg(long, default_value_t = 0.15)]
    pub(crate) read: f32,
    /// Least probability of taking part.
    #[arg(long, default_value_t = 0.35)]
    pub(crate) part: f32,
    /// Instead of one model of all documents, train so many, each without every so-manieth of the
    /// documents that no rule was made on, and write what it makes of those.
    #[arg(long)]
    pub(crate) folds: Option<usize>,
    /// The model file to write, or with `--folds` the predictions in the scored format.
    #[arg(long)]
    pub(crate) output: PathBuf,
}

/// What the training of the labeller takes.
#[derive(Clone, Debug, Args)]
pub(crate) struct LabellerArguments {
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
