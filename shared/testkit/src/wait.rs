//! Waiting for a condition instead of sleeping.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::bail;

/// Time between two looks.
const INTERVAL: Duration = Duration::from_millis(10);

/// Waits until `condition` holds.
///
/// # Errors
/// If it does not within `limit`; the error names `what` was waited for.
pub async fn wait_until(
    what: &str,
    limit: Duration,
    mut condition: impl FnMut() -> bool,
) -> anyhow::Result<()> {
    wait_until_async(what, limit, || std::future::ready(condition())).await
}

/// Waits until `condition` answers yes.
///
/// # Errors
/// If it does not within `limit`; the error names `what` was waited for.
pub async fn wait_until_async<F>(
    what: &str,
    limit: Duration,
    mut condition: impl FnMut() -> F,
) -> anyhow::Result<()>
where
    F: Future<Output = bool>,
{
    let deadline = Instant::now() + limit;
    loop {
        if condition().await {
            return Ok(());
        }
        if Instant::now() >= deadline {
            bail!("waited for {limit:?} and still not: {what}");
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
