//! With Meilisearch, and with a client in another language.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};
use communique_testkit::{
    Process, ProcessOptions, free_port, samples_dir, scratch_dir, shared_dir, wait_until,
    workspace_dir,
};
use serde_json::Value;

use crate::answers::{Place, with_status};
use crate::cluster::Cluster;
use crate::failures::{SETTLE, many, settles, under_way};
use crate::single::{QUESTION, start};
use crate::{Case, block_on};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "outside: two search copies on meilisearch, one killed",
            missing: meilisearch().err(),
            run: two_search_copies,
        },
        Case {
            name: "outside: meilisearch emptied, and built anew",
            missing: meilisearch().err(),
            run: emptied,
        },
        Case {
            name: "outside: both backends find the same in the corpus (meilisearch)",
            missing: meilisearch()
                .and_then(|()| shared_dir("corpus").map(drop))
                .err(),
            run: same_sets,
        },
        Case {
            name: "outside: a python client",
            missing: python().err(),
            run: python_client,
        },
    ]
}

fn meilisearch() -> Result<(), String> {
    let found = Command::new("meilisearch").arg("--version").output();
    found
        .map(drop)
        .map_err(|_| "no `meilisearch` is on PATH".to_owned())
}

/// A Meilisearch of its own; killed when dropped.
async fn start_meilisearch() -> anyhow::Result<(Process, u16, tempfile::TempDir)> {
    let (port, folder) = (free_port()?, scratch_dir()?);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let options = ProcessOptions {
        directory: Some(folder.path().to_owned()),
        ..ProcessOptions::new("meilisearch").args([
            "--no-analytics".to_owned(),
            format!("--http-addr=127.0.0.1:{port}"),
            format!("--db-path={}", path("data")),
            format!("--dump-dir={}", path("dumps")),
            format!("--snapshot-dir={}", path("snapshots")),
        ])
    };
    let mut server = Process::start(&options)?;
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    server
        .wait_for_http(address, "/health", Duration::from_secs(60))
        .await?;
    Ok((server, port, folder))
}

fn settings(port: u16) -> Vec<String> {
    vec![
        "index.backend=meilisearch".to_owned(),
        format!("index.url=http://127.0.0.1:{port}"),
    ]
}

fn two_search_copies() -> anyhow::Result<()> {
    block_on(async {
        let (_server, port, _folder) = start_meilisearch().await?;
        let mut settings = settings(port);
        settings.push("ingest.documents_per_stream=8".to_owned());
        let mut cluster = Cluster::start(1, 2, &settings).await?;
        let folder = scratch_dir()?;
        let before = many(folder.path(), "before", 100)?;
        let receipts = cluster.ingest_place().ingest(&before)?;
        ensure!(with_status(&receipts, "INDEXED") == 100, "{receipts:#?}");
        for (number, copy) in cluster.search.iter().enumerate() {
            ensure!(cluster.search_place(number).total("trade turnover", &[])? == 100);
            let written = copy.metric("communique_search_documents_total").await?;
            ensure!(written > 0.0, "both copies are used");
        }
        let after = many(folder.path(), "after", 100)?;
        let import = cluster.ingest_place().begin_ingest(after);
        let watched = cluster.search_place(1);
        under_way(&watched, "", 100).await?;
        cluster.search[0].kill()?;
        let receipts = import.await??;
        ensure!(receipts.len() == 100 && with_status(&receipts, "REJECTED") == 0);
        settles(&watched, 200).await
    })
}

fn emptied() -> anyhow::Result<()> {
    block_on(async {
        let (_server, port, _folder) = start_meilisearch().await?;
        let cluster = Cluster::start(1, 1, &settings(port)).await?;
        let (ingest, search) = (cluster.ingest_place(), cluster.search_place(0));
        ingest.ingest(&samples_dir())?;
        let before = search.places(QUESTION, &[])?;
        ensure!(!before.is_empty());
        communique_runtime::install_crypto_provider();
        let client = reqwest::Client::new();
        let indexes = format!("http://127.0.0.1:{port}/indexes");
        let listed: Value = client.get(&indexes).send().await?.json().await?;
        for index in listed["results"].as_array().context("indexes")? {
            let name = index["uid"].as_str().context("a name")?;
            client.delete(format!("{indexes}/{name}")).send().await?;
        }
        wait_until("the index is seen to be empty", SETTLE, || {
            let said = search.exit(&["search", QUESTION]);
            said.is_ok_and(|(code, said)| code == 5 && said.contains("communique reindex"))
        })
        .await?;
        ingest.run(&["reindex"])?;
        ensure!(search.places(QUESTION, &[])? == before, "the same answers");
        Ok(())
    })
}

fn same_sets() -> anyhow::Result<()> {
    block_on(async {
        let corpus = shared_dir("corpus").map_err(anyhow::Error::msg)?;
        let data = scratch_dir()?;
        let embedded = Place::data(data.path());
        embedded.ingest(&corpus)?;
        let (_server, port, _folder) = start_meilisearch().await?;
        let cluster = Cluster::start(1, 1, &settings(port)).await?;
        let receipts = cluster.ingest_place().ingest(&corpus)?;
        ensure!(with_status(&receipts, "INDEXED") == 17);
        let remote = cluster.search_place(0);
        for (query, more) in [
            ("cooperation on biosecurity", &[][..]),
            ("\"biosecurity efforts\"", &[]),
            ("\"cooperation on biosecurity\"", &[]),
            ("", &["--organisation", "CSTO"]),
            ("Tokaev", &[]),
            ("Tokayev", &[]),
            ("trade", &["--country", "KZ"]),
        ] {
            let (here, there) = (embedded.places(query, more)?, remote.places(query, more)?);
            ensure!(here == there, "{query:?} {more:?}: {here:?} and {there:?}");
        }
        let first = remote.search("cooperation on biosecurity", &[])?;
        ensure!(
            first["hits"][0]["date"] == "2024-06-21",
            "the Almaty remarks come first"
        );
        Ok(())
    })
}

fn interpreter() -> String {
    std::env::var("COMMUNIQUE_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn python() -> Result<(), String> {
    let import = Command::new(interpreter())
        .args(["-c", "import grpc_tools, google.rpc"])
        .output();
    match import {
        Ok(output) if output.status.success() => Ok(()),
        _ => Err(
            "no python with tests/python/requirements.txt; name one in COMMUNIQUE_PYTHON"
                .to_owned(),
        ),
    }
}

fn python_client() -> anyhow::Result<()> {
    block_on(async {
        let data = scratch_dir()?;
        let (_server, port) = start(data.path()).await?;
        Place::endpoint(port).ingest(&samples_dir())?;
        let script = workspace_dir().join("tests/python/test_client.py");
        let output = tokio::task::spawn_blocking(move || {
            Command::new(interpreter())
                .arg(script)
                .args(["--endpoint", &format!("127.0.0.1:{port}")])
                .output()
        });
        let output = output.await?.context("cannot start python")?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{said}");
        Ok(())
    })
}
