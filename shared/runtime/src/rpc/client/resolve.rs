//! Looking names up.

use std::net::IpAddr;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use hickory_resolver::TokioResolver;
use tokio::sync::OnceCell;

/// The addresses of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// All addresses, in any order.
    pub addresses: Vec<IpAddr>,
    /// How long they hold.
    pub time_to_live: Duration,
}

/// Why a name has no addresses now.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct ResolveError(pub String);

/// Looks names up: the network's name servers in operation, something told what to say in tests.
#[async_trait]
pub trait Resolve: Send + Sync + 'static {
    /// All addresses of `host`.
    async fn resolve(&self, host: &str) -> Result<Answer, ResolveError>;
}

/// Looks names up as this machine is set up to (`/etc/resolv.conf`, `/etc/hosts`).
#[derive(Default)]
pub struct SystemResolver {
    // Set up at first use: a machine without a name server serves fixed addresses well.
    resolver: OnceCell<TokioResolver>,
}

impl std::fmt::Debug for SystemResolver {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SystemResolver")
    }
}

impl SystemResolver {
    async fn resolver(&self) -> Result<&TokioResolver, ResolveError> {
        let set_up = || async {
            let mut builder = TokioResolver::builder_tokio()?;
            let options = builder.options_mut();
            // Answers are kept by the balancer, for as long as they say.
            options.cache_size = 0;
            options.timeout = Duration::from_secs(2);
            options.attempts = 2;
            builder.build()
        };
        let resolver = self.resolver.get_or_try_init(set_up).await;
        resolver.map_err(|error| ResolveError(format!("no resolver can be set up: {error}")))
    }
}

#[async_trait]
impl Resolve for SystemResolver {
    async fn resolve(&self, host: &str) -> Result<Answer, ResolveError> {
        let literal = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = literal.parse::<IpAddr>() {
            let time_to_live = Duration::from_secs(3600);
            return Ok(Answer {
                addresses: vec![address],
                time_to_live,
            });
        }
        let lookup = self.resolver().await?.lookup_ip(host).await;
        let lookup = lookup.map_err(|error| ResolveError(error.to_string()))?;
        Ok(Answer {
            addresses: lookup.iter().collect(),
            time_to_live: lookup
                .valid_until()
                .saturating_duration_since(Instant::now()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn this_machine_and_literal_addresses_need_no_name_server() {
        let resolver = SystemResolver::default();
        for (host, expected) in [
            ("localhost", "127.0.0.1"),
            ("10.1.2.3", "10.1.2.3"),
            ("[2001:db8::1]", "2001:db8::1"),
        ] {
            let answer = resolver.resolve(host).await.expect(host);
            let expected: IpAddr = expected.parse().expect("an address");
            assert!(answer.addresses.contains(&expected), "{host}: {answer:?}");
        }
    }
}
