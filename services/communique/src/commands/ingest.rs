//! `communique ingest`.

use anyhow::Context;
use communique_model::api::IngestApi;
use communique_model::{Receipt, ReceiptStatus};
use futures::StreamExt;
use indicatif::{ProgressBar, ProgressStyle};

use crate::arguments::IngestArguments;
use crate::captures::{self, CaptureSource, Found};
use crate::exit::Outcome;
use crate::output::Output;
use crate::output::receipts::{self, Summary};
use crate::services::Services;

/// Takes captures in and reports each receipt.
pub async fn run(
    services: &Services,
    arguments: &IngestArguments,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let found = captures::find(&arguments.paths);
    let progress = progress_bar(&found, output.terminal && !arguments.json);
    let summary = take_in(
        services.ingest.as_ref(),
        found,
        &arguments.source,
        &progress,
        |receipt| {
            if arguments.json {
                output.json(receipt)?;
            } else if receipt.status != ReceiptStatus::Indexed {
                progress.suspend(|| output.line(receipts::line(receipt)))?;
            }
            Ok(())
        },
    )
    .await;
    progress.finish_and_clear();
    let summary = summary?;
    if !arguments.json {
        output.line(summary.to_string())?;
    }
    Ok(outcome(&summary))
}

/// The exit code that a batch deserves.
#[must_use]
pub fn outcome(summary: &Summary) -> Outcome {
    if summary.failed_captures > 0 {
        Outcome::Failed
    } else if summary.count(ReceiptStatus::Rejected) > 0 {
        Outcome::Rejected
    } else if summary.count(ReceiptStatus::Pending) > 0 {
        Outcome::Pending
    } else {
        Outcome::Done
    }
}

/// Sends the captures one after another, so that which of two copies counts as the
/// duplicate never depends on timing. A capture that cannot be read is named on standard error
/// and the rest goes on.
///
/// # Errors
/// The service cannot go on, or `on_receipt` failed.
pub async fn take_in(
    ingest: &dyn IngestApi,
    found: Found,
    source: &str,
    progress: &ProgressBar,
    mut on_receipt: impl FnMut(&Receipt) -> std::io::Result<()>,
) -> anyhow::Result<Summary> {
    let mut summary = Summary::default();
    for failure in found.failures {
        report_failure(progress, &failure);
        summary.failed_captures += 1;
    }
    for capture in found.captures {
        let bar = progress.clone();
        let input = match captures::open(&capture, source, move |bytes| bar.inc(bytes)).await {
            Ok(input) => input,
            Err(error) => {
                report_failure(
                    progress,
                    &format!("cannot open {}: {error}", capture.name()),
                );
                summary.failed_captures += 1;
                continue;
            }
        };
        let mut receipts = ingest.ingest(input);
        while let Some(receipt) = receipts.next().await {
            match receipt {
                Ok(receipt) => {
                    summary.add(&receipt);
                    on_receipt(&receipt)?;
                }
                Err(error) if error.reason == "READ_FAILED" => {
                    report_failure(progress, &error.message);
                    summary.failed_captures += 1;
                    break;
                }
                Err(error) => {
                    let context = format!("while taking in {}", capture.name());
                    return Err(anyhow::Error::from(error)).context(context);
                }
            }
        }
    }
    Ok(summary)
}

/// A bar over the bytes of all captures, or none where nobody looks.
#[must_use]
pub fn progress_bar(found: &Found, visible: bool) -> ProgressBar {
    if !visible {
        return ProgressBar::hidden();
    }
    let length: Option<u64> = found.captures.iter().map(CaptureSource::length).sum();
    let bar = length.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let template = "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    bar.with_style(ProgressStyle::with_template(template).expect("the template is constant"))
}

fn report_failure(progress: &ProgressBar, message: &str) {
    progress.suspend(|| eprintln!("communique: {message}"));
}
