//! `communique reindex`.

use futures::TryStreamExt;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::exit::Outcome;
use crate::output::Output;
use crate::services::Services;

/// Builds the index anew from the archive.
pub async fn run(services: &Services, json: bool, output: &mut Output) -> anyhow::Result<Outcome> {
    let template = "{bar:30} {pos}/{len} documents";
    let style = ProgressStyle::with_template(template).expect("the template is constant");
    let bar = if output.terminal && !json {
        ProgressBar::new(0)
    } else {
        ProgressBar::hidden()
    };
    bar.set_style(style);
    let mut steps = services.ingest.reindex();
    let mut last = None;
    while let Some(step) = steps.try_next().await? {
        bar.set_length(step.documents);
        bar.set_position(step.indexed + step.failed);
        last = Some(step);
    }
    bar.finish_and_clear();
    let Some(last) = last.filter(|last| last.finished) else {
        anyhow::bail!(
            "the rebuild broke off; the index is as it was, run `communique reindex` again"
        );
    };
    if json {
        output.json(&json!({
            "documents": last.documents, "indexed": last.indexed, "failed": last.failed,
        }))?;
    } else {
        output.line(format!(
            "{} of {} documents indexed, {} refused",
            last.indexed, last.documents, last.failed
        ))?;
    }
    Ok(if last.failed > 0 {
        Outcome::Rejected
    } else {
        Outcome::Done
    })
}
