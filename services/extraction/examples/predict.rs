//! Reads JSON Lines with `id`, `text` and perhaps `reference_date` from standard input and writes
//! the scored format to standard output.

use std::io::{BufRead, Write};

use anyhow::Context;
use communique_extraction::{Predicted, RuleEngine};
use communique_model::PartialDate;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    reference_date: Option<PartialDate>,
}

fn main() -> anyhow::Result<()> {
    let engine = RuleEngine::embedded()?;
    let mut output = std::io::stdout().lock();
    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let line: Line =
            serde_json::from_str(&line?).with_context(|| format!("line {}", index + 1))?;
        let extraction = engine.extract(&line.text, line.reference_date);
        let predicted = Predicted::new(line.id, &extraction);
        serde_json::to_writer(&mut output, &predicted)?;
        output.write_all(b"\n")?;
    }
    Ok(())
}
