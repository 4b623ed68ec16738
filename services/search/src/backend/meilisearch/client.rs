//! HTTP calls to Meilisearch: bounded in time and number, errors told apart.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::error::{IndexError, NotReady};
use crate::index::{IndexResult, Stamp};
use crate::settings::MeilisearchSettings;

/// Calls made in all before one counts as failed.
const ATTEMPTS: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// How long callers are told to wait when the server is away.
const RETRY_AFTER: Duration = Duration::from_secs(2);
const FIRST_POLL: Duration = Duration::from_millis(5);
const LAST_POLL: Duration = Duration::from_millis(250);
/// Longest name of indexes that is taken from settings.
const MAX_PREFIX: usize = 100;

/// A Meilisearch server, and the names that indexes have in it.
pub(super) struct Client {
    http: reqwest::Client,
    url: Url,
    key: Option<SecretString>,
    prefix: String,
    /// How long a batch may take to be indexed.
    task_timeout: Duration,
}

/// The body of a call.
pub(super) enum Body {
    /// None.
    Empty,
    /// One value.
    Json(Value),
    /// One JSON value a line.
    Lines(bytes::Bytes),
}

/// What Meilisearch says of a failed call or task.
#[derive(Debug, Deserialize)]
pub(super) struct Failure {
    message: String,
    #[serde(default)]
    code: String,
}

/// The record of an index about itself.
#[derive(Debug, Deserialize)]
pub(super) struct StateRecord {
    /// The stamp as JSON; absent in an index that is only prepared.
    stamp: Option<String>,
    /// Name of the index that is being built to take its place.
    pub(super) building: Option<String>,
}

impl StateRecord {
    pub(super) fn stamp(&self) -> Option<Stamp> {
        serde_json::from_str(self.stamp.as_deref()?).ok()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Enqueued {
    task_uid: u64,
}

#[derive(Deserialize)]
struct Task {
    status: String,
    error: Option<Failure>,
}

impl Client {
    pub(super) fn new(settings: &MeilisearchSettings) -> IndexResult<Self> {
        let refuse = |what: &str| {
            IndexError::Refused(format!(
                "the address of Meilisearch, `{}`, {what}: give http://host:port",
                settings.url
            ))
        };
        let mut url = Url::parse(&settings.url).map_err(|_| refuse("is no URL"))?;
        if !matches!(url.scheme(), "http" | "https") || url.cannot_be_a_base() {
            return Err(refuse("is no address for HTTP"));
        }
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let prefix = settings.prefix.clone();
        if prefix.is_empty() || prefix.len() > MAX_PREFIX || !prefix.bytes().all(plain) {
            return Err(IndexError::Refused(format!(
                "the prefix of indexes in Meilisearch is `{prefix}`: give 1 to {MAX_PREFIX} \
                 letters, digits, `-` and `_`"
            )));
        }
        // Whoever runs the process may have chosen a provider already; then that one is used.
        let _already_installed = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_millis(settings.connect_timeout_ms))
            .timeout(Duration::from_millis(settings.request_timeout_ms))
            .build()
            .map_err(|error| IndexError::Broken(format!("HTTP client: {error}")))?;
        Ok(Self {
            http,
            url,
            key: settings.api_key.clone(),
            prefix,
            task_timeout: Duration::from_millis(settings.task_timeout_ms),
        })
    }

    /// Name of the index that answers.
    pub(super) fn live(&self) -> String {
        format!("{}-documents", self.prefix)
    }

    /// Name of an index under construction.
    pub(super) fn build(&self, generation: u64) -> String {
        format!("{}-documents-{generation}", self.prefix)
    }

    /// The record of index `uid` about itself, if it has one.
    pub(super) async fn state(&self, uid: &str) -> IndexResult<Option<StateRecord>> {
        self.get(&format!("indexes/{uid}/documents/state")).await
    }

    /// Reads; `None` if there is no such index or document.
    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> IndexResult<Option<T>> {
        match self.call(Method::GET, path, Body::Empty).await? {
            Ok(found) => Ok(Some(found)),
            Err(failure) if failure.is_not_found() => Ok(None),
            Err(failure) => Err(failure.broken()),
        }
    }

    /// Asks with a body; an index that is not there is not ready.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        path: &str,
        question: Value,
    ) -> IndexResult<T> {
        match self.call(Method::POST, path, Body::Json(question)).await? {
            Ok(answer) => Ok(answer),
            Err(failure) if failure.is_not_found() => Err(NotReady::Empty.into()),
            Err(failure) => Err(failure.broken()),
        }
    }

    /// Gives Meilisearch something to do and waits until it is done.
    pub(super) async fn perform(&self, method: Method, path: &str, body: Body) -> IndexResult<()> {
        self.attempt(method, path, body)
            .await?
            .map_err(Failure::broken)
    }

    /// As [`Self::perform`], with what Meilisearch says if the task fails.
    pub(super) async fn attempt(
        &self,
        method: Method,
        path: &str,
        body: Body,
    ) -> IndexResult<Result<(), Failure>> {
        let enqueued: Enqueued = match self.call(method, path, body).await? {
            Ok(enqueued) => enqueued,
            Err(failure) => return Ok(Err(failure)),
        };
        self.wait(enqueued.task_uid).await
    }

    async fn wait(&self, task: u64) -> IndexResult<Result<(), Failure>> {
        let deadline = Instant::now() + self.task_timeout;
        let mut pause = FIRST_POLL;
        loop {
            let found: Option<Task> = self.get(&format!("tasks/{task}")).await?;
            let Some(found) = found else {
                return Err(IndexError::Broken(format!("Meilisearch lost task {task}")));
            };
            match found.status.as_str() {
                "succeeded" => return Ok(Ok(())),
                "failed" | "canceled" => {
                    return Ok(Err(found.error.unwrap_or_else(|| Failure {
                        message: format!("task {task} was {}", found.status),
                        code: found.status,
                    })));
                }
                _ if Instant::now() > deadline => {
                    return Err(unavailable(&format!(
                        "Meilisearch has not done task {task} within {:?}",
                        self.task_timeout
                    )));
                }
                _ => sleep(pause).await,
            }
            pause = (pause * 2).min(LAST_POLL);
        }
    }

    /// One call, tried again a few times while the server is away or overloaded. Every call that
    /// this backend makes may be made twice: documents replace themselves.
    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Body,
    ) -> IndexResult<Result<T, Failure>> {
        let url = self
            .url
            .join(path)
            .map_err(|error| IndexError::Broken(format!("path `{path}`: {error}")))?;
        let (kind, bytes) = match body {
            Body::Empty => (None, bytes::Bytes::new()),
            Body::Json(value) => (Some("application/json"), value.to_string().into()),
            Body::Lines(lines) => (Some("application/x-ndjson"), lines),
        };
        let mut pause = FIRST_PAUSE;
        let mut attempt = 1;
        loop {
            let mut request = self.http.request(method.clone(), url.clone());
            if let Some(kind) = kind {
                request = request.header(CONTENT_TYPE, kind).body(bytes.clone());
            }
            if let Some(key) = &self.key {
                request = request.bearer_auth(key.expose_secret());
            }
            let failed = match read_answer(request).await {
                Ok(answer) => return answer,
                Err(failed) => failed,
            };
            if attempt == ATTEMPTS {
                return Err(unavailable(&format!(
                    "Meilisearch at {} does not answer: {failed}",
                    self.url.origin().ascii_serialization()
                )));
            }
            attempt += 1;
            sleep(pause).await;
            pause *= 4;
        }
    }
}

/// Sends a request and reads the answer; `Err` with a reason if it is worth another try.
async fn read_answer<T: DeserializeOwned>(
    request: reqwest::RequestBuilder,
) -> Result<IndexResult<Result<T, Failure>>, String> {
    let without_url = |error: reqwest::Error| error.without_url().to_string();
    let response = request.send().await.map_err(without_url)?;
    let status = response.status();
    let bytes = response.bytes().await.map_err(without_url)?;
    if status.is_success() {
        return Ok(serde_json::from_slice(&bytes).map(Ok).map_err(|error| {
            IndexError::Broken(format!("an answer of Meilisearch makes no sense: {error}"))
        }));
    }
    let failure: Failure = serde_json::from_slice(&bytes).unwrap_or_else(|_| Failure {
        message: format!("status {status}"),
        code: String::new(),
    });
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Ok(Err(IndexError::Refused(format!(
            "Meilisearch does not let us in: {}; check the API key",
            failure.message
        )))),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => Err(failure.message),
        status if status.is_server_error() => Err(format!("{status}: {}", failure.message)),
        _ => Ok(Ok(Err(failure))),
    }
}

impl Failure {
    /// Whether the index or document asked for is not there.
    pub(super) fn is_not_found(&self) -> bool {
        matches!(self.code.as_str(), "index_not_found" | "document_not_found")
    }

    /// Whether the index that was to be made is there already.
    pub(super) fn is_present(&self) -> bool {
        self.code == "index_already_exists"
    }

    pub(super) fn broken(self) -> IndexError {
        IndexError::Broken(format!("Meilisearch: {} ({})", self.message, self.code))
    }
}

fn unavailable(message: &str) -> IndexError {
    IndexError::Unavailable {
        message: message.to_owned(),
        retry_after: RETRY_AFTER,
    }
}

/// A question that is answered by a number only.
pub(super) fn count_question(uid: &str, filter: &str) -> Value {
    json!({ "indexUid": uid, "q": "", "filter": filter, "page": 1, "hitsPerPage": 0 })
}
