//! `communique show` and `communique remove`.

use crate::arguments::{RemoveArguments, ShowArguments};
use crate::exit::Outcome;
use crate::output::{Output, documents};
use crate::services::Services;

/// Shows one document.
pub async fn show(
    services: &Services,
    arguments: &ShowArguments,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let shown = services.search.get_document(arguments.document).await?;
    if arguments.json {
        output.json(&shown)?;
    } else {
        documents::print_shown(output, &shown)?;
    }
    Ok(Outcome::Done)
}

/// Removes one document.
pub async fn remove(
    services: &Services,
    arguments: &RemoveArguments,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    services
        .ingest
        .remove(arguments.document, arguments.reason.clone())
        .await?;
    output.line(format!("removed {}", arguments.document))?;
    Ok(Outcome::Done)
}
