//! Corpora to model.

use anyhow::Context;
use communique_extraction::knowledge;
use communique_extraction::labeller::{
    Model, Observer, Parameters, TAGS, Thresholds, WIDTH, WordClasses,
};

use crate::arguments::{Corpus, LabellerArguments};
use crate::corpus::{self, Document};
use crate::examples::{Examples, examples};
use crate::field::Field;
use crate::minimise::minimise;
use crate::vectors::word_classes;

/// Reads, trains, writes.
pub(crate) fn run(arguments: &LabellerArguments) -> anyhow::Result<()> {
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
    let settings = Settings {
        cutoff: arguments.cutoff,
        penalty: arguments.penalty,
        steps: arguments.steps,
        smallest: arguments.smallest,
        thresholds: Thresholds {
            fill: arguments.fill,
            overrule: arguments.overrule,
        },
    };
    let bytes = train(&observer, &documents, classes, &settings).to_bytes();
    std::fs::write(&arguments.output, &bytes)
        .with_context(|| arguments.output.display().to_string())?;
    say(&format!("{} bytes", bytes.len()));
    Ok(())
}

/// How a model is trained.
#[derive(Clone, Copy, Debug)]
struct Settings {
    /// A feature counts if it is seen so often.
    cutoff: u32,
    /// Strength of the quadratic penalty.
    penalty: f64,
    steps: usize,
    /// Features all of whose weights are smaller are left out.
    smallest: f32,
    thresholds: Thresholds,
}

fn train(
    observer: &Observer,
    documents: &[Document],
    classes: WordClasses,
    settings: &Settings,
) -> Model {
    let examples = examples(observer, documents, settings.cutoff);
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
    let mut field = Field::new(&examples, settings.penalty);
    let minimum = minimise(
        field.size(),
        settings.steps,
        |point, gradient| field.value(point, gradient),
        |step, value| {
            if step.is_multiple_of(10) {
                say(&format!("step {step}: {value:.1}"));
            }
        },
    );
    let model = Model::new(&parameters(settings, &examples, &minimum.point), classes);
    say(&format!(
        "{} steps to {:.1}, {} features kept",
        minimum.steps,
        minimum.value,
        model.features()
    ));
    model
}

#[expect(clippy::print_stdout, reason = "a program that is watched")]
fn say(line: &str) {
    println!("{line}");
}

fn documents(arguments: &LabellerArguments) -> anyhow::Result<Vec<Document>> {
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
fn parameters(settings: &Settings, examples: &Examples, point: &[f32]) -> Parameters {
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
                .any(|weight| weight.abs() >= settings.smallest)
        })
        .collect();
    Parameters {
        features,
        transitions: std::array::from_fn(|tag| row(examples.features.len() + tag)),
        thresholds: settings.thresholds,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::Gold;
    use crate::mapping;
    use communique_extraction::{Composition, RuleEngine};
    use communique_model::{CodePoints, Label};

    /// Own sentences with invented names, the marked one between bars.
    const SENTENCES: [(&str, &str); 8] = [
        ("Yesterday |Orla Venn| spoke about grain.", "PERSON"),
        ("Yesterday |Tobin Arkell| spoke about rail.", "PERSON"),
        ("Later |Mirel Dastan| spoke about ports.", "PERSON"),
        ("Later |Juno Perrick| spoke about water.", "PERSON"),
        ("A new office of |Velmark Holdings| opened.", "ORG"),
        ("A new office of |Quenby Holdings| opened.", "ORG"),
        ("The old office of |Sorrel Holdings| closed.", "ORG"),
        ("The old office of |Tamsin Holdings| closed.", "ORG"),
    ];

    fn documents() -> Vec<Document> {
        SENTENCES
            .iter()
            .map(|(sentence, label)| {
                let parts: Vec<&str> = sentence.split('|').collect();
                let start = parts[0].len();
                Document {
                    text: parts.concat(),
                    spans: vec![Gold {
                        bytes: start..start + parts[1].len(),
                        allowed: mapping::annotated(label).unwrap(),
                    }],
                    weight: 1.0,
                }
            })
            .collect()
    }

    fn model() -> Model {
        let observer = Observer::new(knowledge::embedded().unwrap(), WordClasses::default());
        let settings = Settings {
            cutoff: 1,
            penalty: 0.1,
            steps: 40,
            smallest: 0.0,
            thresholds: Thresholds {
                fill: 0.4,
                overrule: 0.8,
            },
        };
        train(&observer, &documents(), WordClasses::default(), &settings)
    }

    #[test]
    fn what_was_learnt_holds_for_names_never_seen() {
        let knowledge = knowledge::embedded().unwrap();
        let composition = Composition::Labeller(Arc::new(model()));
        let engine = RuleEngine::composed(knowledge, "test", composition);
        let text = "Yesterday Kestrel Moran spoke about grain. A new office of Bramblewick Holdings closed.";
        let found = engine.extract(text, None);
        let points = CodePoints::new(text);
        let names: Vec<(&str, Label)> = found
            .mentions
            .iter()
            .map(|mention| (points.slice(mention.span), mention.label))
            .collect();
        assert_eq!(
            names,
            [
                ("Kestrel Moran", Label::Person),
                ("Bramblewick Holdings", Label::Org)
            ]
        );
    }

    #[test]
    fn the_same_documents_give_the_same_bytes() {
        assert_eq!(model().to_bytes(), model().to_bytes());
    }
}
