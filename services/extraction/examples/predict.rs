//! Reads JSON Lines with `id`, `text` and perhaps `reference_date` from standard input and writes
//! the scored format to standard output.
//!
//! `--rules` leaves the labeller out, `--labeller` gives only what the labeller sees, `--model FILE`
//! takes another model than that of the build, `--fill P` and `--overrule P` other thresholds,
//! `--occasions-by-rules` leaves the models of occasions out.

use std::io::{BufRead, Write};
use std::sync::Arc;

use anyhow::{Context, bail};
use communique_extraction::labeller::{self, Model, Thresholds};
use communique_extraction::{Composition, Predicted, RuleEngine, knowledge};
use communique_model::PartialDate;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    reference_date: Option<PartialDate>,
}

fn main() -> anyhow::Result<()> {
    let engine = engine(std::env::args().skip(1))?;
    let mut output = std::io::stdout().lock();
    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let line: Line =
            serde_json::from_str(&line?).with_context(|| format!("line {}", index + 1))?;
        let extraction = engine.extract(&line.text, line.reference_date);
        let predicted = Predicted::new(line.id, &extraction).with_acronyms(&line.text, &extraction);
        serde_json::to_writer(&mut output, &predicted)?;
        output.write_all(b"\n")?;
    }
    Ok(())
}

fn engine(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<RuleEngine> {
    let mut parts = Parts::Both;
    let mut path = None;
    let mut thresholds = (None, None);
    let mut by_rules = false;
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().context("an argument is missing");
        match argument.as_str() {
            "--rules" => parts = Parts::Rules,
            "--labeller" => parts = Parts::Labeller,
            "--occasions-by-rules" => by_rules = true,
            "--model" => path = Some(value()?),
            "--fill" => thresholds.0 = Some(value()?.parse()?),
            "--overrule" => thresholds.1 = Some(value()?.parse()?),
            other => bail!("unknown argument {other}"),
        }
    }
    let model = || -> anyhow::Result<Arc<Model>> {
        let model = match &path {
            Some(path) => Model::from_bytes(&std::fs::read(path).context(path.clone())?)?,
            None => labeller::embedded()?.as_ref().clone(),
        };
        let Thresholds { fill, overrule } = model.thresholds();
        Ok(Arc::new(model.with_thresholds(Thresholds {
            fill: thresholds.0.unwrap_or(fill),
            overrule: thresholds.1.unwrap_or(overrule),
        })))
    };
    let composition = match parts {
        Parts::Both => Composition::Both(model()?),
        Parts::Rules => Composition::Rules,
        Parts::Labeller => Composition::Labeller(model()?),
    };
    let engine = RuleEngine::composed(knowledge::embedded()?, "predict", composition);
    Ok(match by_rules {
        true => engine.with_occasions(None),
        false => engine,
    })
}

enum Parts {
    Both,
    Rules,
    Labeller,
}
