//! Trying again what may be done twice.

use std::future::Future;
use std::time::Duration;

use communique_model::{ApiError, ErrorKind};
use rand::Rng;
use tonic::{Code, Status};

/// When and how often a failed call is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Most attempts, the first included.
    pub attempts: u32,
    /// Wait before the second attempt; doubled before each further one. What the failure itself
    /// asks for goes before it.
    pub first_wait: Duration,
    /// Longest wait before an attempt, whatever the failure asks for.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// 4 attempts after 50 ms, 100 ms and 200 ms, waits of at most 2 s.
    fn default() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_millis(50),
            longest_wait: Duration::from_secs(2),
        }
    }
}

/// A failure that may pass.
pub trait Retryable {
    /// Whether the call did not reach the service, or reached one that cannot serve now.
    fn is_unavailable(&self) -> bool;

    /// When to try again, if the failure says so.
    fn retry_after(&self) -> Option<Duration>;
}

impl Retryable for ApiError {
    fn is_unavailable(&self) -> bool {
        self.kind == ErrorKind::Unavailable
    }

    fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

impl Retryable for Status {
    fn is_unavailable(&self) -> bool {
        self.code() == Code::Unavailable
    }

    fn retry_after(&self) -> Option<Duration> {
        None
    }
}

/// Makes a call that may be made twice, again while it fails as unavailable and attempts are left.
/// With a balanced channel the next attempt goes to another copy.
///
/// # Errors
/// The last attempt's.
pub async fn retry<T, E, F>(policy: RetryPolicy, mut call: impl FnMut() -> F) -> Result<T, E>
where
    E: Retryable,
    F: Future<Output = Result<T, E>>,
{
    let mut wait = policy.first_wait;
    let mut attempt = 1;
    loop {
        let error = match call().await {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        if attempt >= policy.attempts || !error.is_unavailable() {
            return Err(error);
        }
        attempt += 1;
        let asked = error.retry_after().unwrap_or(wait).min(policy.longest_wait);
        // Half of it by chance, so that calls that failed together do not come back together.
        let asked = asked.mul_f64(rand::rng().random_range(0.5..1.0));
        tokio::time::sleep(asked).await;
        wait *= 2;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const POLICY: RetryPolicy = RetryPolicy {
        attempts: 3,
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_millis(1),
    };

    async fn attempts_of(outcomes: &[Result<u32, Code>]) -> (Result<u32, Code>, usize) {
        let made = Cell::new(0);
        let last = retry(POLICY, || {
            let outcome = outcomes[made.replace(made.get() + 1)];
            async move { outcome.map_err(|code| Status::new(code, "")) }
        })
        .await;
        (last.map_err(|status| status.code()), made.get())
    }

    #[tokio::test]
    async fn a_call_is_made_again_until_it_succeeds() {
        let outcome = attempts_of(&[Err(Code::Unavailable), Ok(7)]).await;
        assert_eq!(outcome, (Ok(7), 2));
    }

    #[tokio::test]
    async fn attempts_are_bounded() {
        let outcome = attempts_of(&[Err(Code::Unavailable); 5]).await;
        assert_eq!(outcome, (Err(Code::Unavailable), 3));
    }

    #[tokio::test]
    async fn a_failure_that_will_not_pass_is_final() {
        let outcome = attempts_of(&[Err(Code::InvalidArgument), Ok(7)]).await;
        assert_eq!(outcome, (Err(Code::InvalidArgument), 1));
    }
}
