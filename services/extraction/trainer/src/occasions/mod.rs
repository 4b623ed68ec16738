//! The models of occasions: annotated documents in, one file out.

mod alignment;
mod examples;
mod gold;
mod regression;

use std::io::Write;
use std::sync::Arc;

use anyhow::Context;
use communique_extraction::occasions::{Model, OUTCOMES, Parameters, Thresholds};
use communique_extraction::{Predicted, RuleEngine, labeller};

use crate::arguments::OccasionArguments;
use examples::{Learnt, look_at};
use gold::Document;
use regression::{Example, Settings, regress};

/// Reads, trains, writes.
pub(crate) fn run(arguments: &OccasionArguments) -> anyhow::Result<()> {
    let engine = RuleEngine::embedded()?;
    let labeller = labeller::embedded()?;
    let mut documents = Vec::new();
    for path in &arguments.annotated {
        documents.extend(gold::documents(path, false)?);
    }
    for path in &arguments.looked_at {
        documents.extend(gold::documents(path, true)?);
    }
    let learnt: Vec<Learnt> = documents
        .iter()
        .map(|document| look_at(&engine, labeller.classes(), document))
        .collect();
    let told: usize = documents.iter().map(|document| document.events.len()).sum();
    let aligned: usize = learnt.iter().map(|learnt| learnt.aligned).sum();
    say(&format!(
        "{} documents, {told} occasions, {aligned} with a word that tells of them",
        documents.len()
    ));
    match arguments.folds {
        None => {
            let model = train(arguments, &learnt.iter().collect::<Vec<_>>());
            std::fs::write(&arguments.output, model.to_bytes())
                .with_context(|| arguments.output.display().to_string())
        }
        Some(folds) => try_out(arguments, &documents, &learnt, folds.max(2)),
    }
}

/// Trains on all but each fold and writes what the model makes of the fold.
fn try_out(
    arguments: &OccasionArguments,
    documents: &[Document],
    learnt: &[Learnt],
    folds: usize,
) -> anyhow::Result<()> {
    let fresh: Vec<usize> = (0..documents.len())
        .filter(|&at| !documents[at].looked_at)
        .collect();
    let mut output = std::fs::File::create(&arguments.output)
        .with_context(|| arguments.output.display().to_string())?;
    for fold in 0..folds {
        let tried: Vec<usize> = fresh.iter().copied().skip(fold).step_by(folds).collect();
        let others: Vec<&Learnt> = (0..learnt.len())
            .filter(|at| !tried.contains(at))
            .map(|at| &learnt[at])
            .collect();
        let model = Arc::new(train(arguments, &others));
        let engine = RuleEngine::embedded()?.with_occasions(Some(model));
        for at in tried {
            let document = &documents[at];
            let extraction = engine.extract(&document.text, document.reference_date);
            let predicted = Predicted::new(document.id.clone(), &extraction);
            serde_json::to_writer(&mut output, &predicted)?;
            output.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn train(arguments: &OccasionArguments, learnt: &[&Learnt]) -> Model {
    let mut stems: Vec<u64> = learnt
        .iter()
        .flat_map(|learnt| learnt.words.iter())
        .filter(|word| word.outcome > 0)
        .map(|word| word.stem)
        .collect();
    stems.sort_unstable();
    stems.dedup();
    let words: Vec<Example<'_>> = learnt
        .iter()
        .flat_map(|learnt| learnt.words.iter())
        .filter(|word| stems.binary_search(&word.stem).is_ok())
        .map(|word| Example {
            features: &word.features,
            outcome: word.outcome,
        })
        .collect();
    let parts: Vec<Example<'_>> = learnt
        .iter()
        .flat_map(|learnt| learnt.parts.iter())
        .map(|part| Example {
            features: &part.features,
            outcome: usize::from(part.takes_part),
        })
        .collect();
    let settings = |penalty| Settings {
        cutoff: arguments.cutoff,
        penalty,
        steps: arguments.steps,
        smallest: arguments.smallest,
    };
    let parameters = Parameters {
        telling: regress::<OUTCOMES>(&words, settings(arguments.telling_penalty)),
        part: regress::<1>(&parts, settings(arguments.part_penalty)),
        stems,
    };
    let thresholds = Thresholds {
        new: arguments.new,
        read: arguments.read,
        part: arguments.part,
    };
    let model = Model::new(&parameters, thresholds);
    let (telling, part) = model.features();
    say(&format!(
        "{} stems, {} words, {telling} features; {} who may take part, {part} features",
        parameters.stems.len(),
        words.len(),
        parts.len()
    ));
    model
}

#[expect(clippy::print_stdout, reason = "a program that is watched")]
fn say(line: &str) {
    println!("{line}");
}
