//! The Meilisearch backend: a server that is named, or one of our own.

use std::env;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use communique_search::index::Index;
use communique_search::{BackendKind, MeilisearchSettings, SearchSettings, open};
use tempfile::TempDir;

use crate::bench::{Backend, Task};

/// Key of servers of our own.
const KEY: &str = "a key that is long enough for tests";
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// Where a server is, and its key.
#[derive(Clone)]
pub(crate) struct Address {
    url: String,
    key: Option<String>,
}

/// A server to test against.
pub(crate) struct Server {
    address: Address,
    own: Option<(Child, TempDir)>,
}

impl Server {
    /// The one that `MEILISEARCH_URL` names, else one of our own on a free port.
    pub(crate) fn find() -> Result<Self, String> {
        if let Ok(url) = env::var("MEILISEARCH_URL") {
            let key = env::var("MEILISEARCH_KEY").ok();
            return Ok(Self {
                address: Address { url, key },
                own: None,
            });
        }
        let path = env::var_os("PATH").unwrap_or_default();
        let program = env::split_paths(&path)
            .map(|directory| directory.join("meilisearch"))
            .find(|program| program.is_file())
            .ok_or("MEILISEARCH_URL is not set and `meilisearch` is not on PATH")?;
        let directory = TempDir::new().map_err(|error| error.to_string())?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|listener| listener.local_addr())
            .map_err(|error| error.to_string())?
            .port();
        let child = Command::new(program)
            .current_dir(directory.path())
            .args(["--http-addr", &format!("127.0.0.1:{port}")])
            .args(["--master-key", KEY, "--no-analytics", "--log-level", "WARN"])
            .arg("--db-path")
            .arg(directory.path().join("data"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("meilisearch does not start: {error}"))?;
        let mut server = Self {
            address: Address {
                url: format!("http://127.0.0.1:{port}"),
                key: Some(KEY.to_owned()),
            },
            own: Some((child, directory)),
        };
        server.wait()?;
        Ok(server)
    }

    pub(crate) fn address(&self) -> Address {
        self.address.clone()
    }

    fn wait(&mut self) -> Result<(), String> {
        let deadline = Instant::now() + START_TIMEOUT;
        let authority = self.address.url.trim_start_matches("http://").to_owned();
        while std::net::TcpStream::connect(&authority).is_err() {
            if let Some((child, _)) = &mut self.own
                && let Ok(Some(status)) = child.try_wait()
            {
                return Err(format!("meilisearch ended at once with {status}"));
            }
            if Instant::now() > deadline {
                return Err("meilisearch does not listen".to_owned());
            }
            std::thread::yield_now();
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some((child, _)) = &mut self.own {
            let _gone_already = child.kill();
            let _status = child.wait();
        }
    }
}

/// Indexes of one test: their names have a prefix of their own.
pub(crate) struct Meilisearch {
    address: Address,
    prefix: String,
}

impl Meilisearch {
    pub(crate) fn new(address: Address) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self {
            address,
            prefix: format!("test-{}-{number}", std::process::id()),
        }
    }
}

impl Backend for Meilisearch {
    fn open(&self) -> Task<Arc<dyn Index>> {
        let settings = SearchSettings {
            backend: BackendKind::Meilisearch,
            meilisearch: MeilisearchSettings {
                url: self.address.url.clone(),
                api_key: self.address.key.clone().map(Into::into),
                prefix: self.prefix.clone(),
                ..MeilisearchSettings::default()
            },
            ..SearchSettings::default()
        };
        Box::pin(async move { open(&settings).await.expect("the index opens") })
    }

    fn wipe(&self) -> Task<()> {
        let Address { url, key } = self.address.clone();
        let index = format!("{url}/indexes/{}-documents", self.prefix);
        Box::pin(async move {
            let client = reqwest::Client::new();
            let delete = client.delete(format!("{index}/documents"));
            let delete = delete.bearer_auth(key.clone().unwrap_or_default());
            let answer = delete.send().await.expect("an answer");
            assert!(answer.status().is_success());
            loop {
                let stats = client.get(format!("{index}/stats"));
                let stats = stats.bearer_auth(key.clone().unwrap_or_default());
                let stats = stats.send().await.expect("an answer");
                let stats = stats.text().await.expect("a text");
                if stats.contains("\"numberOfDocuments\":0") {
                    return;
                }
                tokio::task::yield_now().await;
            }
        })
    }
}
