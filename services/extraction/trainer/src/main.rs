//! Trains the models of the extraction engine: the sequence labeller from labelled corpora and word
//! vectors, the models of occasions from annotated documents. The same inputs give the same bytes.

mod arguments;
mod corpus;
mod examples;
mod field;
mod mapping;
mod minimise;
mod occasions;
mod run;
mod vectors;

use clap::Parser;

fn main() -> anyhow::Result<()> {
    match arguments::Arguments::parse() {
        arguments::Arguments::Labeller(arguments) => run::run(&arguments),
        arguments::Arguments::Occasions(arguments) => occasions::run(&arguments),
    }
}
