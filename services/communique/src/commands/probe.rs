//! `communique probe`.

use std::time::Duration;

use anyhow::Context;

use crate::arguments::ProbeArguments;
use crate::exit::Outcome;
use crate::output::Output;

/// Longest wait for the answer: shorter than the usual patience of orchestrators.
const TIMEOUT: Duration = Duration::from_secs(3);

/// Asks a server's admin port and prints what it says.
pub async fn run(arguments: &ProbeArguments, output: &mut Output) -> anyhow::Result<Outcome> {
    let path = if arguments.live { "livez" } else { "readyz" };
    let admin = arguments.admin.trim_end_matches('/');
    let url = if admin.contains("://") {
        format!("{admin}/{path}")
    } else {
        format!("http://{admin}/{path}")
    };
    let client = reqwest::Client::builder()
        .timeout(TIMEOUT)
        .no_proxy()
        .build()?;
    let answer = client
        .get(&url)
        .send()
        .await
        .with_context(|| format!("cannot reach {url}"))?;
    let healthy = answer.status().is_success();
    output.line(answer.text().await?.trim_end())?;
    Ok(if healthy {
        Outcome::Done
    } else {
        Outcome::Unavailable
    })
}
