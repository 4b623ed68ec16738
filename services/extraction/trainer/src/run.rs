//! Corpora to model.

use anyhow::Context;
use communique_extraction::knowledge;
use communique_extraction::labeller::{
    Model, Observer, Parameters, TAGS, Thresholds, WIDTH, WordClasses,
};

use crate::arguments::{Arguments, Corpus};
use crate::corpus::{self, Document};
use crate::examples::{Examples, examples};
use crate::field::Field;
use crate::minimise::minimise;
use crate::vectors::word_classes;

/// Reads, trains, writes.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let documents = documents(arguments)?;
    let classes = match &arguments.vectors {
        Some(path) => word_classes(
            path,
            arguments.words,
            arguments.classes,
            arguments.coarse_classes,
        )?,
        None => WordClasses::default(),
    };
    let observer = Observer::new(knowledge::embedded()?, classes.clone());
    let examples = examples(&observer, &documents, arguments.cutoff);
    let tokens: usize = examples
        .sequences
        .iter()
        .map(|example| example.ends.len())
        .sum();
    say(&format!(
        "{} documents, {} sequences, {tokens} tokens, {} features",
        documents.len(),
        examples.sequences.len(),
        examples.features.len()
    ));
    let mut field = Field::new(&examples, arguments.penalty);
    let minimum = minimise(
        field.size(),
        arguments.steps,
        |point, gradient| field.value(point, gradient),
        |step, value| {
            if step.is_multiple_of(10) {
                say(&format!("step {step}: {value:.1}"));
            }
        },
    );
    let model = Model::new(&parameters(arguments, &examples, &minimum.point), classes);
    let bytes = model.to_bytes();
    std::fs::write(&arguments.output, &bytes)
        .with_context(|| arguments.output.display().to_string())?;
    say(&format!(
        "{} steps to {:.1}, {} features kept, {} bytes",
        minimum.steps,
        minimum.value,
        model.features(),
        bytes.len()
    ));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a program that is watched")]
fn say(line: &str) {
    println!("{line}");
}

fn documents(arguments: &Arguments) -> anyhow::Result<Vec<Document>> {
    let folder = &arguments.corpora;
    let mut documents = Vec::new();
    for corpus in &arguments.use_corpora {
        let read = match corpus {
            Corpus::Crossner => corpus::crossner(folder)?,
            Corpus::Wikigold => corpus::wikigold(folder)?,
            Corpus::Re3d => corpus::re3d(folder, corpus::PLAIN_PARTS)?,
            Corpus::Re3dWikipedia => corpus::re3d(folder, corpus::SHARE_ALIKE_PARTS)?,
            Corpus::Btc => corpus::btc(folder, arguments.tweet_weight)?,
        };
        let spans: usize = read.iter().map(|document| document.spans.len()).sum();
        say(&format!("{corpus:?}: {} texts, {spans} spans", read.len()));
        documents.extend(read);
    }
    for path in &arguments.annotated {
        documents.extend(corpus::annotated(
            path,
            &arguments.without,
            arguments.annotated_weight,
        )?);
    }
    Ok(documents)
}

/// The weights of the model, those features left out that say almost nothing.
fn parameters(arguments: &Arguments, examples: &Examples, point: &[f32]) -> Parameters {
    let row =
        |place: usize| -> [f32; TAGS] { std::array::from_fn(|tag| point[place * WIDTH + tag]) };
    let features = examples
        .features
        .iter()
        .enumerate()
        .map(|(place, &hash)| (hash, row(place)))
        .filter(|(_, weights)| {
            weights
                .iter()
                .any(|weight| weight.abs() >= arguments.smallest)
        })
        .collect();
    Parameters {
        features,
        transitions: std::array::from_fn(|tag| row(examples.features.len() + tag)),
        thresholds: Thresholds {
            fill: arguments.fill,
            overrule: arguments.overrule,
        },
    }
}
