//! Trains the sequence labeller of the extraction engine: labelled corpora and word vectors in, one
//! model file out. The same inputs give the same bytes.

mod arguments;
mod corpus;
mod examples;
mod field;
mod mapping;
mod minimise;
mod run;
mod vectors;

use clap::Parser;

fn main() -> anyhow::Result<()> {
    run::run(&arguments::Arguments::parse())
}
