//! `communique search`.

use communique_model::Query;

use super::ingest::{outcome, progress_bar, take_in};
use crate::arguments::SearchArguments;
use crate::captures;
use crate::exit::Outcome;
use crate::output::{Output, answers};
use crate::services::Services;

/// Answers a question, after taking captures in if asked to.
pub async fn run(
    services: &Services,
    arguments: &SearchArguments,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let mut imported = Outcome::Done;
    if !arguments.import.is_empty() {
        let visible = output.terminal && !arguments.json;
        let found = captures::find(&arguments.import);
        let progress = progress_bar(&found, visible);
        let ingest = services.ingest.as_ref();
        let summary = take_in(ingest, found, "", &progress, |_| Ok(())).await;
        progress.finish_and_clear();
        let summary = summary?;
        eprintln!("{summary}");
        imported = outcome(&summary);
    }
    let query = Query {
        text: arguments.query.clone(),
        filter: arguments.filters.to_filter(),
        facets: arguments.facet.iter().map(|&field| field.into()).collect(),
        facet_limit: arguments.facet_limit,
        sort: arguments.sort.into(),
        page_size: arguments.limit,
        page_token: arguments.page_token.clone(),
    };
    let results = services.search.search(query).await?;
    if arguments.json {
        answers::print_json(output, &results)?;
    } else {
        answers::print(output, &results, 1)?;
    }
    Ok(imported)
}
