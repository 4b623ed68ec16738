//! `communique list`.

use communique_model::Query;

use crate::arguments::ListArguments;
use crate::exit::Outcome;
use crate::output::{Output, documents};
use crate::services::Services;

/// Documents asked for at a time.
const PAGE: u32 = 200;

/// Lists documents page by page.
pub async fn run(
    services: &Services,
    arguments: &ListArguments,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let limit = if arguments.limit == 0 {
        u64::MAX
    } else {
        arguments.limit
    };
    let mut listed = 0_u64;
    let mut page_token = String::new();
    loop {
        let query = Query {
            filter: arguments.filters.to_filter(),
            sort: arguments.sort.into(),
            page_size: PAGE,
            page_token,
            ..Query::default()
        };
        let results = services.search.search(query).await?;
        for hit in &results.hits {
            if listed == limit {
                return Ok(Outcome::Done);
            }
            documents::print_listed(output, hit, arguments.json)?;
            listed += 1;
        }
        page_token = results.next_page_token;
        if page_token.is_empty() {
            return Ok(Outcome::Done);
        }
    }
}
