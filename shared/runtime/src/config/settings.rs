//! Every setting, with its unit in its name or type and its default beside it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Secret;
use super::origin::Origins;

/// All settings of all roles. A role reads the sections that it needs.
///
/// Written in TOML under these names; in the environment as `COMMUNIQUE__SECTION__KEY`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Directory of everything kept on this machine: archive and embedded index, unless they are
    /// elsewhere. Default `./data`.
    pub data_dir: PathBuf,
    /// The server.
    pub server: ServerSettings,
    /// The archive.
    pub archive: ArchiveSettings,
    /// The cache.
    pub cache: CacheSettings,
    /// The index.
    pub index: IndexSettings,
    /// The other services.
    pub peers: PeerSettings,
    /// What ingest takes and does at once.
    pub ingest: IngestSettings,
    /// What extraction takes and does at once.
    pub extraction: ExtractionSettings,
    /// What search does at once.
    pub search: SearchSettings,
    /// The log.
    pub log: LogSettings,
    /// Traces.
    pub telemetry: TelemetrySettings,
    /// Where each setting that is no default came from.
    #[serde(skip)]
    pub(crate) origins: Origins,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("data"),
            server: ServerSettings::default(),
            archive: ArchiveSettings::default(),
            cache: CacheSettings::default(),
            index: IndexSettings::default(),
            peers: PeerSettings::default(),
            ingest: IngestSettings::default(),
            extraction: ExtractionSettings::default(),
            search: SearchSettings::default(),
            log: LogSettings::default(),
            telemetry: TelemetrySettings::default(),
            origins: Origins::default(),
        }
    }
}

/// Section `server`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    /// Address of the gRPC server. Any but a loopback address needs a token or `insecure`.
    /// Port 0 takes a free port. Default `127.0.0.1:7400`.
    pub listen: SocketAddr,
    /// Address of `/livez`, `/readyz` and `/metrics`, which need no token and show no document.
    /// Default `127.0.0.1:7401`.
    pub admin_listen: SocketAddr,
    /// The bearer token that every call must carry, health checks apart. Default none.
    pub token: Option<Secret>,
    /// File that holds the token, in the place of `token`; white space around it is ignored.
    /// Default none.
    pub token_file: Option<PathBuf>,
    /// Serves without a token on an address that others reach. Default false.
    pub insecure: bool,
    /// Longest message taken or sent, in bytes. Default 32 MiB.
    pub max_message_bytes: usize,
    /// Most calls under way at once, streams included; more are refused with
    /// `RESOURCE_EXHAUSTED`. Default 1024.
    pub max_concurrent_requests: usize,
    /// Age at which a connection is closed, once its calls are done, so that clients spread anew.
    /// 0 is never. Default 300.
    pub max_connection_age_seconds: u64,
    /// How long the server goes on taking calls after it has said that it is not serving, so that
    /// clients and load balancers turn away first. Default 0 on a loopback address, else 5.
    pub drain_delay_seconds: Option<u64>,
    /// How long calls under way may then take to finish. Default 30.
    pub drain_timeout_seconds: u64,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 7400)),
            admin_listen: SocketAddr::from(([127, 0, 0, 1], 7401)),
            token: None,
            token_file: None,
            insecure: false,
            max_message_bytes: 32 << 20,
            max_concurrent_requests: 1024,
            max_connection_age_seconds: 300,
            drain_delay_seconds: None,
            drain_timeout_seconds: 30,
        }
    }
}

impl ServerSettings {
    /// The pause between saying "not serving" and closing the listener.
    #[must_use]
    pub fn drain_delay(&self) -> Duration {
        let default = if self.listen.ip().is_loopback() { 0 } else { 5 };
        Duration::from_secs(self.drain_delay_seconds.unwrap_or(default))
    }

    /// How long calls under way may take to finish.
    #[must_use]
    pub fn drain_timeout(&self) -> Duration {
        Duration::from_secs(self.drain_timeout_seconds)
    }
}

/// Section `archive`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ArchiveSettings {
    /// `s3://bucket/path`, `gs://bucket/path`, `az://container/path`, `file:///path`, or empty for
    /// `archive` in the data directory. Default empty.
    pub url: String,
    /// Options of the object store by name, such as `aws_region` or `aws_endpoint`. Any of them may
    /// be a credential, so none is ever shown. Default none.
    pub options: BTreeMap<String, Secret>,
}

/// Section `cache`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CacheSettings {
    /// Where intermediate results are kept. Default `memory`.
    pub backend: CacheBackendKind,
    /// `redis://[user:password@]host:port/database`, or `rediss://…` for TLS. Default none.
    pub url: Option<Secret>,
    /// What keys in Redis start with. Default `communique`.
    pub prefix: String,
    /// How long a result is kept. Default 604800, a week.
    pub ttl_seconds: u64,
    /// Most memory of the cache in this process, in bytes. Default 256 MiB.
    pub memory_bytes: u64,
    /// Longest wait for an answer of Redis, in milliseconds. Default 1000.
    pub response_timeout_ms: u64,
}

impl Default for CacheSettings {
    fn default() -> Self {
        Self {
            backend: CacheBackendKind::Memory,
            url: None,
            prefix: "communique".to_owned(),
            ttl_seconds: 7 * 24 * 3600,
            memory_bytes: 256 << 20,
            response_timeout_ms: 1000,
        }
    }
}

/// Where intermediate results are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CacheBackendKind {
    /// In this process.
    Memory,
    /// In Redis, shared between copies.
    Redis,
    /// Nowhere.
    None,
}

/// Section `index`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IndexSettings {
    /// What holds the index. Default `embedded`.
    pub backend: IndexBackendKind,
    /// `http://host:port` of Meilisearch. Default empty.
    pub url: String,
    /// Key for Meilisearch. Default none.
    pub api_key: Option<Secret>,
    /// What the names of indexes in Meilisearch start with. Default `communique`.
    pub prefix: String,
}

impl Default for IndexSettings {
    fn default() -> Self {
        Self {
            backend: IndexBackendKind::Embedded,
            url: String::new(),
            api_key: None,
            prefix: "communique".to_owned(),
        }
    }
}

/// What holds the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndexBackendKind {
    /// An engine in the search process, in the data directory.
    Embedded,
    /// A Meilisearch server.
    Meilisearch,
}

/// Section `peers`: the other services, each as a list of endpoints that calls are spread over.
///
/// An endpoint is `http://host:port`, `https://host:port`, or `dns://host:port` for a name that is
/// looked up again every few seconds and stands for all its addresses.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PeerSettings {
    /// Endpoints of ingest. Default none.
    pub ingest: Vec<String>,
    /// Endpoints of extraction. Default none.
    pub extraction: Vec<String>,
    /// Endpoints of search. Default none.
    pub search: Vec<String>,
    /// The bearer token sent with every call. Default none.
    pub token: Option<Secret>,
    /// File that holds that token, in the place of `token`. Default none.
    pub token_file: Option<PathBuf>,
}

/// Section `ingest`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IngestSettings {
    /// Largest capture taken, in bytes. Default 64 MiB.
    pub max_capture_bytes: u64,
    /// Captures taken at once; more wait. Default 8.
    pub concurrent_captures: usize,
    /// Documents worked on at once. Default 64.
    pub concurrent_documents: usize,
    /// Seconds between looks for work that another process left. Default 30.
    pub sweep_interval_seconds: u64,
    /// Age from which a pending marker is taken for left work, in seconds. Default 60.
    pub marker_age_seconds: u64,
    /// Receipts that a client may leave unread before its capture is no longer read. Default 64.
    pub max_unread_receipts: usize,
    /// Documents that go through one stream to the index before another is opened, which may lead to
    /// another copy of search. Default 4,096.
    pub documents_per_stream: u64,
}

impl Default for IngestSettings {
    fn default() -> Self {
        Self {
            max_capture_bytes: 64 << 20,
            concurrent_captures: 8,
            concurrent_documents: 64,
            sweep_interval_seconds: 30,
            marker_age_seconds: 60,
            max_unread_receipts: 64,
            documents_per_stream: 4096,
        }
    }
}

/// Section `extraction`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExtractionSettings {
    /// What extracts. Default `rules`.
    pub engine: ExtractionEngineKind,
    /// Folder of the model of the engine `onnx`; empty for none. Default empty.
    pub model_dir: PathBuf,
    /// Threads for extraction; 0 is one per core. Default 0.
    pub threads: usize,
    /// Longest text taken, in bytes of UTF-8. Default 8 MiB.
    pub max_text_bytes: u64,
    /// Folder of tables that add to the knowledge base of the build or override it; empty for
    /// none. Default empty.
    pub knowledge_dir: PathBuf,
}

impl Default for ExtractionSettings {
    fn default() -> Self {
        Self {
            engine: ExtractionEngineKind::Rules,
            model_dir: PathBuf::new(),
            threads: 0,
            max_text_bytes: 8 << 20,
            knowledge_dir: PathBuf::new(),
        }
    }
}

/// What extracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExtractionEngineKind {
    /// Rules over the knowledge base of this build.
    Rules,
    /// The same with a token classifier in ONNX beside them.
    Onnx,
}

/// Section `search`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchSettings {
    /// Documents written to the index together at most. Default 256.
    pub batch_documents: usize,
    /// How long a batch that is not full waits for more, in milliseconds. Default 50.
    pub batch_delay_ms: u64,
    /// Queries answered at once; more wait. Default 64.
    pub concurrent_queries: usize,
}

impl Default for SearchSettings {
    fn default() -> Self {
        Self {
            batch_documents: 256,
            batch_delay_ms: 50,
            concurrent_queries: 64,
        }
    }
}

/// Section `log`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogSettings {
    /// How lines look on standard error. Default `text`.
    pub format: LogFormat,
    /// Which lines are written: a level, or directives such as
    /// `info,communique_ingest=debug`. Default `info`.
    pub filter: String,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self {
            format: LogFormat::Text,
            filter: "info".to_owned(),
        }
    }
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Section `telemetry`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TelemetrySettings {
    /// `http://host:port` of an OpenTelemetry collector that takes OTLP over gRPC; empty sends no
    /// traces. Default empty.
    pub otlp_endpoint: String,
}
