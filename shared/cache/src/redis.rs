//! The cache shared between copies of a service.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Cmd, ErrorKind, FromRedisValue, RedisError};
use secrecy::{ExposeSecret, SecretString};

use crate::{CacheBackend, CacheError, CacheKey};

/// Where a [`RedisCache`] is and how it is used.
#[derive(Clone, Debug)]
pub struct RedisOptions {
    /// `redis://[user:password@]host:port/database`, or `rediss://…` for TLS.
    pub url: SecretString,
    /// What keys start with, before a colon, so that several archives share a server.
    pub prefix: String,
    /// How long a value is kept after it was put; at least a second.
    pub time_to_live: Duration,
    /// Longest wait for a connection.
    pub connect_timeout: Duration,
    /// Longest wait for an answer.
    pub response_timeout: Duration,
}

impl RedisOptions {
    /// The server at `url`: prefix `communique`, 7 days, 1 s to connect, 1 s to answer.
    #[must_use]
    pub fn new(url: SecretString) -> Self {
        Self {
            url,
            prefix: "communique".to_owned(),
            time_to_live: Duration::from_secs(7 * 24 * 3600),
            connect_timeout: Duration::from_secs(1),
            response_timeout: Duration::from_secs(1),
        }
    }
}

/// A cache in Redis. It connects at its first use and again whenever the connection is lost, over
/// one connection that all calls share.
pub struct RedisCache {
    client: Client,
    // Held to clone or replace a handle, never across an await.
    connection: Mutex<ConnectionManager>,
    config: ConnectionManagerConfig,
    /// Host and port, for messages.
    place: String,
    prefix: String,
    time_to_live_ms: u64,
    /// Longest time of a whole operation, a new connection and a second try included.
    timeout: Duration,
}

impl std::fmt::Debug for RedisCache {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("RedisCache")
            .field("place", &self.place)
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

impl RedisCache {
    /// A cache in the server that `options` name, which need not be up yet.
    ///
    /// Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// `Settings` if the URL is none of Redis. The message does not repeat it: it may hold a
    /// password.
    pub fn new(options: &RedisOptions) -> Result<Self, CacheError> {
        // `rediss://` needs a provider; the first one installed in the process stays.
        let _already_installed = rustls::crypto::ring::default_provider().install_default();
        let client = Client::open(options.url.expose_secret()).map_err(|error| {
            CacheError::Settings(format!(
                "the URL of Redis is wrong ({}): write redis://host:port/database, or rediss:// for TLS",
                error.category()
            ))
        })?;
        let config = ConnectionManagerConfig::new()
            // Whoever calls decides when to try again; see `Circuit`.
            .set_number_of_retries(0)
            .set_connection_timeout(Some(options.connect_timeout))
            .set_response_timeout(Some(options.response_timeout));
        let place = client.get_connection_info().addr().to_string();
        let connection = Mutex::new(connect(&client, &config, &place)?);
        Ok(Self {
            client,
            connection,
            config,
            place,
            prefix: options.prefix.clone(),
            time_to_live_ms: u64::try_from(options.time_to_live.as_millis())
                .unwrap_or(u64::MAX >> 1)
                .max(1000),
            timeout: options.connect_timeout + options.response_timeout,
        })
    }

    fn name_of(&self, key: &CacheKey) -> String {
        format!("{}:{key}", self.prefix)
    }

    async fn run<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, CacheError> {
        let attempts = async {
            let first: Result<T, RedisError> = self.attempt(command).await;
            match first {
                // The connection broke some time ago and this call is the first to notice, or an
                // earlier attempt to connect failed: all commands here may be given twice.
                Err(error) if error.is_io_error() && !error.is_timeout() => {
                    self.attempt(command).await
                }
                first => first,
            }
        };
        let outcome = match tokio::time::timeout(self.timeout, attempts).await {
            Ok(outcome) => outcome,
            Err(_elapsed) => return Err(self.unreachable("no answer in time")),
        };
        outcome.map_err(|error| self.explain(&error))
    }

    async fn attempt<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, RedisError> {
        let mut connection = self.lock().clone();
        command.query_async(&mut connection).await
    }

    fn explain(&self, error: &RedisError) -> CacheError {
        if error.is_io_error() {
            return self.unreachable(&error.to_string());
        }
        match error.kind() {
            ErrorKind::Server(_) | ErrorKind::UnexpectedReturnType | ErrorKind::Extension => {
                CacheError::Refused {
                    place: self.place.clone(),
                    reason: error.to_string(),
                }
            }
            // The manager keeps a connection that failed while it was being set up (a wrong
            // password, a server still loading) for ever: a new one is needed.
            _ => {
                if let Ok(renewed) = connect(&self.client, &self.config, &self.place) {
                    *self.lock() = renewed;
                }
                self.unreachable(&error.to_string())
            }
        }
    }

    fn unreachable(&self, reason: &str) -> CacheError {
        CacheError::Unreachable {
            place: self.place.clone(),
            reason: reason.to_owned(),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, ConnectionManager> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn connect(
    client: &Client,
    config: &ConnectionManagerConfig,
    place: &str,
) -> Result<ConnectionManager, CacheError> {
    ConnectionManager::new_lazy_with_config(client.clone(), config.clone()).map_err(|error| {
        CacheError::Unreachable {
            place: place.to_owned(),
            reason: error.to_string(),
        }
    })
}

#[async_trait]
impl CacheBackend for RedisCache {
    fn name(&self) -> &'static str {
        "redis"
    }

    async fn get(&self, key: &CacheKey) -> Result<Option<Bytes>, CacheError> {
        let value: Option<Vec<u8>> = self
            .run(Cmd::new().arg("GET").arg(self.name_of(key)))
            .await?;
        Ok(value.map(Bytes::from))
    }

    async fn put(&self, key: &CacheKey, value: Bytes) -> Result<(), CacheError> {
        let mut command = redis::cmd("SET");
        command
            .arg(self.name_of(key))
            .arg(&value[..])
            .arg("PX")
            .arg(self.time_to_live_ms);
        self.run(&command).await
    }

    async fn delete(&self, key: &CacheKey) -> Result<(), CacheError> {
        self.run(Cmd::new().arg("DEL").arg(self.name_of(key))).await
    }
}
