//! What must hold between settings.

use std::path::Path;

use super::load::is_secret;
use super::{
    CacheBackendKind, ConfigError, ExtractionEngineKind, IndexBackendKind, Secret, Settings,
};
use crate::rpc::Target;

impl Settings {
    /// Checks what types cannot say. [`Settings::load`] has done it; it is for settings that were
    /// put together or changed by a program.
    ///
    /// # Errors
    /// One sentence about the first setting that is wrong.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.check_server()?;
        self.check_backends()?;
        self.check_peers()?;
        self.check_ranges()?;
        self.server_token()?;
        self.peer_token()?;
        Ok(())
    }

    /// The token that callers must show, from `server.token` or `server.token_file`.
    ///
    /// # Errors
    /// One sentence if the file cannot be read, is empty, or both are given.
    pub fn server_token(&self) -> Result<Option<Secret>, ConfigError> {
        let (token, file) = (&self.server.token, self.server.token_file.as_deref());
        self.token("server.token", token.as_ref(), file)
    }

    /// The token that is sent to peers, from `peers.token` or `peers.token_file`.
    ///
    /// # Errors
    /// One sentence if the file cannot be read, is empty, or both are given.
    pub fn peer_token(&self) -> Result<Option<Secret>, ConfigError> {
        let (token, file) = (&self.peers.token, self.peers.token_file.as_deref());
        self.token("peers.token", token.as_ref(), file)
    }

    /// Where the archive is: `archive.url`, or `archive` in the data directory.
    #[must_use]
    pub fn archive_url(&self) -> String {
        if self.archive.url.is_empty() {
            self.data_dir.join("archive").display().to_string()
        } else {
            self.archive.url.clone()
        }
    }

    fn check_server(&self) -> Result<(), ConfigError> {
        let server = &self.server;
        let is_guarded = server.token.is_some() || server.token_file.is_some();
        if !server.listen.ip().is_loopback() && !is_guarded && !server.insecure {
            return Err(self.wrong(
                "server.listen",
                Some(server.listen.to_string()),
                "others can reach this address and no token is set",
                "set server.token or server.token_file, listen on 127.0.0.1, or allow calls \
                 without a token by --insecure",
            ));
        }
        if server.listen == server.admin_listen && server.listen.port() != 0 {
            return Err(self.wrong(
                "server.admin_listen",
                Some(server.admin_listen.to_string()),
                "it is the address of the gRPC server",
                "give it a port of its own",
            ));
        }
        Ok(())
    }

    fn check_backends(&self) -> Result<(), ConfigError> {
        if self.cache.backend == CacheBackendKind::Redis {
            let scheme_is_known = self.cache.url.as_ref().is_some_and(|url| {
                ["redis://", "rediss://"]
                    .iter()
                    .any(|scheme| url.expose().starts_with(scheme))
            });
            if !scheme_is_known {
                let problem = if self.cache.url.is_some() {
                    "it is no address of a Redis server"
                } else {
                    "cache.backend is redis and no address is set"
                };
                return Err(self.wrong(
                    "cache.url",
                    None,
                    problem,
                    "write redis://host:6379, or rediss://host:6379 for TLS",
                ));
            }
        }
        if self.index.backend == IndexBackendKind::Meilisearch && !is_http(&self.index.url) {
            return Err(self.wrong(
                "index.url",
                Some(format!("{:?}", self.index.url)),
                "index.backend is meilisearch and this is no address of one",
                "write http://host:7700",
            ));
        }
        let extraction = &self.extraction;
        if extraction.engine == ExtractionEngineKind::Onnx
            && extraction.model_dir.as_os_str().is_empty()
        {
            return Err(self.wrong(
                "extraction.model_dir",
                None,
                "extraction.engine is onnx and no model is named",
                "name a folder with model.onnx, tokenizer.json and config.json",
            ));
        }
        let archive = &self.archive.url;
        let known = ["s3://", "gs://", "az://", "file://"];
        if !archive.is_empty() && !known.iter().any(|scheme| archive.starts_with(scheme)) {
            return Err(self.wrong(
                "archive.url",
                Some(format!("{archive:?}")),
                "it names no object store",
                "write s3://bucket/path, gs://bucket/path, az://container/path or file:///path, or \
                 leave it empty for the data directory",
            ));
        }
        let otlp = &self.telemetry.otlp_endpoint;
        if !otlp.is_empty() && !is_http(otlp) {
            return Err(self.wrong(
                "telemetry.otlp_endpoint",
                Some(format!("{otlp:?}")),
                "it is no address of a collector",
                "write http://host:4317, or leave it empty to send no traces",
            ));
        }
        Ok(())
    }

    fn check_peers(&self) -> Result<(), ConfigError> {
        let peers = [
            ("peers.ingest", &self.peers.ingest),
            ("peers.extraction", &self.peers.extraction),
            ("peers.search", &self.peers.search),
        ];
        for (key, endpoints) in peers {
            for endpoint in endpoints {
                if let Err(error) = endpoint.parse::<Target>() {
                    return Err(self.wrong(
                        key,
                        Some(format!("{endpoint:?}")),
                        &error.to_string(),
                        "write http://host:port, https://host:port or dns://name:port",
                    ));
                }
            }
        }
        Ok(())
    }

    fn check_ranges(&self) -> Result<(), ConfigError> {
        let at_least_one = [
            (
                "server.max_message_bytes",
                self.server.max_message_bytes as u64,
            ),
            (
                "server.max_concurrent_requests",
                self.server.max_concurrent_requests as u64,
            ),
            ("cache.ttl_seconds", self.cache.ttl_seconds),
            ("cache.response_timeout_ms", self.cache.response_timeout_ms),
            ("ingest.max_capture_bytes", self.ingest.max_capture_bytes),
            (
                "ingest.concurrent_captures",
                self.ingest.concurrent_captures as u64,
            ),
            (
                "ingest.concurrent_documents",
                self.ingest.concurrent_documents as u64,
            ),
            (
                "ingest.sweep_interval_seconds",
                self.ingest.sweep_interval_seconds,
            ),
            (
                "ingest.max_unread_receipts",
                self.ingest.max_unread_receipts as u64,
            ),
            (
                "ingest.documents_per_stream",
                self.ingest.documents_per_stream,
            ),
            ("extraction.max_text_bytes", self.extraction.max_text_bytes),
            ("search.batch_documents", self.search.batch_documents as u64),
            (
                "search.concurrent_queries",
                self.search.concurrent_queries as u64,
            ),
        ];
        for (key, value) in at_least_one {
            if value == 0 {
                return Err(self.wrong(
                    key,
                    Some("0".to_owned()),
                    "nothing can be done within this limit",
                    "write at least 1",
                ));
            }
        }
        if let Err(error) = self
            .log
            .filter
            .parse::<tracing_subscriber::filter::EnvFilter>()
        {
            return Err(self.wrong(
                "log.filter",
                Some(format!("{:?}", self.log.filter)),
                &format!("it is no filter: {error}"),
                "write a level (error, warn, info, debug, trace) or directives such as \
                 info,communique_ingest=debug",
            ));
        }
        Ok(())
    }

    fn token(
        &self,
        key: &str,
        token: Option<&Secret>,
        file: Option<&Path>,
    ) -> Result<Option<Secret>, ConfigError> {
        let file_key = format!("{key}_file");
        let token = match (token, file) {
            (None, None) => return Ok(None),
            (Some(_), Some(file)) => {
                return Err(self.wrong(
                    &file_key,
                    Some(file.display().to_string()),
                    &format!("{key} is set too"),
                    "keep one of the two",
                ));
            }
            (Some(token), None) => token.clone(),
            (None, Some(file)) => {
                let text = std::fs::read_to_string(file).map_err(|error| {
                    self.wrong(
                        &file_key,
                        Some(file.display().to_string()),
                        &format!("the file cannot be read: {error}"),
                        "name a file that holds the token",
                    )
                })?;
                Secret::from(text.trim())
            }
        };
        let is_sendable = !token.expose().is_empty()
            && token.expose().bytes().all(|byte| byte.is_ascii_graphic());
        if !is_sendable {
            return Err(self.wrong(
                if file.is_some() { &file_key } else { key },
                file.map(|file| file.display().to_string()),
                "the token is empty or holds white space or letters beyond ASCII",
                "make one with `openssl rand -hex 32`",
            ));
        }
        Ok(Some(token))
    }

    fn wrong(&self, key: &str, value: Option<String>, problem: &str, remedy: &str) -> ConfigError {
        ConfigError {
            key: key.to_owned(),
            value: value.filter(|_| !is_secret(key)),
            origin: self.origins.describe(key).to_owned(),
            problem: problem.to_owned(),
            remedy: remedy.to_owned(),
        }
    }
}

fn is_http(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        url.strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty())
    })
}
