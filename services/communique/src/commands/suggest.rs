//! `communique suggest`.

use crate::arguments::SuggestArguments;
use crate::exit::Outcome;
use crate::output::Output;
use crate::services::Services;

/// Completes what was typed.
pub async fn run(
    services: &Services,
    arguments: &SuggestArguments,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let suggestions = services
        .search
        .suggest(arguments.prefix.clone(), arguments.limit)
        .await?;
    for suggestion in suggestions {
        if arguments.json {
            output.json(&suggestion)?;
        } else {
            let id = suggestion
                .entity_id
                .map(|id| format!("  [{id}]"))
                .unwrap_or_default();
            output.line(format!("{:>7}  {}{id}", suggestion.count, suggestion.text))?;
        }
    }
    Ok(Outcome::Done)
}
