//! Services as processes of their own on ports of this machine.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use communique_testkit::{Process, ProcessOptions, free_port, http_get, scratch_dir};
use tempfile::TempDir;

use crate::answers::Place;

/// How long a service may take to be ready.
const START: Duration = Duration::from_secs(60);

/// One service; stopping and starting it keeps its ports.
pub(crate) struct Node {
    options: ProcessOptions,
    pub(crate) port: u16,
    admin: u16,
    process: Option<Process>,
}

impl Node {
    fn new(role: &str, data: &Path, settings: &[String]) -> anyhow::Result<Self> {
        let (port, admin) = (free_port()?, free_port()?);
        let mut arguments = vec![
            "serve".to_owned(),
            format!("--role={role}"),
            format!("--data={}", data.display()),
            format!("--listen=127.0.0.1:{port}"),
            format!("--admin-listen=127.0.0.1:{admin}"),
        ];
        for setting in settings {
            arguments.extend(["--set".to_owned(), setting.clone()]);
        }
        let options = ProcessOptions::new(env!("CARGO_BIN_EXE_communique")).args(arguments);
        Ok(Self {
            options,
            port,
            admin,
            process: None,
        })
    }

    pub(crate) async fn start(&mut self) -> anyhow::Result<()> {
        let mut process = Process::start(&self.options)?;
        let admin = SocketAddr::from(([127, 0, 0, 1], self.admin));
        process.wait_for_http(admin, "/readyz", START).await?;
        self.process = Some(process);
        Ok(())
    }

    /// Kills it at once, as a crash would.
    pub(crate) fn kill(&mut self) -> anyhow::Result<()> {
        self.process.take().context("it runs")?.kill()
    }

    /// The sum of a metric's values over its labels; 0 if it was never set.
    pub(crate) async fn metric(&self, name: &str) -> anyhow::Result<f64> {
        let admin = SocketAddr::from(([127, 0, 0, 1], self.admin));
        let answer = http_get(admin, "/metrics").await?;
        let values = answer.body.lines().filter_map(|line| {
            let rest = line.strip_prefix(name)?;
            let ours = rest.starts_with('{') || rest.starts_with(' ');
            ours.then(|| rest.rsplit(' ').next()?.parse::<f64>().ok())
                .flatten()
        });
        Ok(values.sum())
    }
}

/// Ingest, and copies of extraction and search behind it.
pub(crate) struct Cluster {
    pub(crate) ingest: Node,
    pub(crate) extraction: Vec<Node>,
    pub(crate) search: Vec<Node>,
    _data: TempDir,
}

impl Cluster {
    /// Starts everything with these settings on all services.
    pub(crate) async fn start(
        extraction_copies: usize,
        search_copies: usize,
        settings: &[String],
    ) -> anyhow::Result<Self> {
        let data = scratch_dir()?;
        let folder =
            |name: &str, copy: usize| -> PathBuf { data.path().join(format!("{name}-{copy}")) };
        let mut extraction = Vec::new();
        for copy in 0..extraction_copies {
            extraction.push(Node::new(
                "extraction",
                &folder("extraction", copy),
                settings,
            )?);
        }
        let mut search = Vec::new();
        for copy in 0..search_copies {
            search.push(Node::new("search", &folder("search", copy), settings)?);
        }
        let mut own = settings.to_vec();
        own.push(format!("peers.extraction={}", endpoints(&extraction)));
        own.push(format!("peers.search={}", endpoints(&search)));
        own.push("ingest.marker_age_seconds=1".to_owned());
        own.push("ingest.sweep_interval_seconds=1".to_owned());
        let ingest = Node::new("ingest", &folder("ingest", 0), &own)?;
        let mut cluster = Self {
            ingest,
            extraction,
            search,
            _data: data,
        };
        for node in cluster.extraction.iter_mut().chain(&mut cluster.search) {
            node.start().await?;
        }
        cluster.ingest.start().await?;
        Ok(cluster)
    }

    pub(crate) fn ingest_place(&self) -> Place {
        Place::endpoint(self.ingest.port)
    }

    pub(crate) fn search_place(&self, copy: usize) -> Place {
        Place::endpoint(self.search[copy].port)
    }
}

fn endpoints(nodes: &[Node]) -> String {
    let urls: Vec<String> = nodes
        .iter()
        .map(|node| format!("http://127.0.0.1:{}", node.port))
        .collect();
    urls.join(",")
}
