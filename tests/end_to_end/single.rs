//! One process: the command line alone, and with a server on its data directory.

use std::path::Path;
use std::time::Duration;

use anyhow::ensure;
use communique_testkit::{
    ModelFolder, Process, ProcessOptions, free_port, samples_dir, scratch_dir,
};

use crate::answers::{Place, communique, succeed, with_status};
use crate::{Case, block_on};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "single: the first command of the README",
            missing: None,
            run: first_command,
        },
        Case {
            name: "single: commands ask the server on their data",
            missing: None,
            run: served,
        },
        Case {
            name: "single: a token given to the server guards it",
            missing: None,
            run: guarded,
        },
        Case {
            name: "single: an index taken away is rebuilt the same",
            missing: None,
            run: emptied,
        },
        Case {
            name: "single: wrong settings are one sentence",
            missing: None,
            run: settings,
        },
        Case {
            name: "single: a model beside the rules",
            missing: None,
            run: model,
        },
    ]
}

pub(crate) const QUESTION: &str = "trade turnover with Kazakhstan";

fn first_command() -> anyhow::Result<()> {
    let data = scratch_dir()?;
    let (data, samples) = (
        data.path().display().to_string(),
        samples_dir().display().to_string(),
    );
    let said = succeed(&["search", QUESTION, "--import", &samples, "--data", &data])?;
    ensure!(
        said.contains("**trade** **turnover**"),
        "matches are marked: {said}"
    );
    ensure!(
        said.contains("2024-") || said.contains("2023-"),
        "answers are dated: {said}"
    );
    ensure!(said.contains(".txt:"), "answers name their place: {said}");
    Ok(())
}

/// Starts an all-in-one server on `data` and waits until it is ready.
pub(crate) async fn start(data: &Path) -> anyhow::Result<(Process, u16)> {
    start_with(data, &[]).await
}

async fn start_with(data: &Path, more: &[&str]) -> anyhow::Result<(Process, u16)> {
    let (port, admin) = (free_port()?, free_port()?);
    let arguments = [
        "serve".to_owned(),
        format!("--data={}", data.display()),
        format!("--listen=127.0.0.1:{port}"),
        format!("--admin-listen=127.0.0.1:{admin}"),
    ];
    let options = ProcessOptions::new(env!("CARGO_BIN_EXE_communique")).args(
        arguments
            .into_iter()
            .chain(more.iter().map(|&more| more.to_owned())),
    );
    let mut server = Process::start(&options)?;
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], admin));
    server
        .wait_for_http(address, "/readyz", Duration::from_secs(60))
        .await?;
    Ok((server, port))
}

fn served() -> anyhow::Result<()> {
    block_on(async {
        let data = scratch_dir()?;
        let (mut server, port) = start(data.path()).await?;
        let receipts = Place::endpoint(port).ingest(&samples_dir())?;
        ensure!(with_status(&receipts, "REJECTED") == 0);
        // The same directory, named without an endpoint: the server is found by itself.
        let through_data = Place::data(data.path()).places(QUESTION, &[])?;
        ensure!(!through_data.is_empty());
        ensure!(Place::endpoint(port).places(QUESTION, &[])? == through_data);
        ensure!(
            Place::data(data.path())
                .run(&["describe"])?
                .contains("ready")
        );
        ensure!(
            server.terminate(Duration::from_secs(60)).await?.success(),
            "a clean stop"
        );
        // Now the directory is free and the command works by itself.
        ensure!(Place::data(data.path()).places(QUESTION, &[])? == through_data);
        Ok(())
    })
}

fn guarded() -> anyhow::Result<()> {
    block_on(async {
        let data = scratch_dir()?;
        let (_server, port) = start_with(data.path(), &["--token", "swordfish"]).await?;
        let place = Place::endpoint(port);
        let (code, said) = place.exit(&["search", QUESTION])?;
        ensure!(code != 0 && said.contains("token"), "{code}: {said}");
        let (code, _) = place.exit(&["search", QUESTION, "--token", "trout"])?;
        ensure!(code != 0, "another token opens nothing");
        place.run(&["search", QUESTION, "--token", "swordfish"])?;
        Ok(())
    })
}

fn emptied() -> anyhow::Result<()> {
    let data = scratch_dir()?;
    let place = Place::data(data.path());
    place.ingest(&samples_dir())?;
    let before = place.places(QUESTION, &[])?;
    std::fs::remove_dir_all(data.path().join("index"))?;
    let (code, said) = place.exit(&["search", QUESTION])?;
    ensure!(
        code == 5 && said.contains("communique reindex"),
        "{code}: {said}"
    );
    place.run(&["reindex"])?;
    ensure!(place.places(QUESTION, &[])? == before, "the same answers");
    Ok(())
}

fn model() -> anyhow::Result<()> {
    let (data, folder) = (scratch_dir()?, scratch_dir()?);
    let words = [("Quorvin", "B-PER"), ("the", "O")];
    ModelFolder::new(&["O", "B-PER"], &words).write(folder.path())?;
    let text = data.path().join("text.txt");
    std::fs::write(&text, "then Quorvin went to Astana")?;
    let (text, folder) = (
        text.display().to_string(),
        folder.path().display().to_string(),
    );
    let place = Place::data(data.path());
    let with_model = ["extract", &text, "--engine", "onnx", "--model", &folder];
    let said = place.run(&with_model)?;
    ensure!(
        said.contains("onnx-") && said.contains("Quorvin") && said.contains("Astana"),
        "{said}"
    );
    let by_rules = place.run(&["extract", &text])?;
    ensure!(!by_rules.contains("PERSON"), "{by_rules}");
    let (code, said) = place.exit(&["extract", &text, "--engine", "onnx"])?;
    ensure!(
        code == 2 && said.contains("extraction.model_dir"),
        "{code}: {said}"
    );
    std::fs::remove_file(Path::new(&folder).join("tokenizer.json"))?;
    let (code, said) = place.exit(&with_model)?;
    ensure!(
        code == 1 && said.contains("tokenizer.json"),
        "{code}: {said}"
    );
    let elsewhere = [
        "--endpoint",
        "http://127.0.0.1:1",
        "extract",
        &text,
        "--engine",
        "rules",
    ];
    let refused = communique(&elsewhere)?;
    ensure!(
        refused.status.code() == Some(2),
        "a server has its own engine"
    );
    Ok(())
}

fn settings() -> anyhow::Result<()> {
    let data = scratch_dir()?;
    let place = Place::data(data.path());
    let (code, said) = place.exit(&["serve", "--check-config", "--listen", "0.0.0.0:7400"])?;
    ensure!(code == 2 && said.contains("token"), "{code}: {said}");
    let (code, said) = place.exit(&["serve", "--check-config", "--set", "cache.backend=disk"])?;
    ensure!(
        code == 2 && said.contains("cache.backend"),
        "{code}: {said}"
    );
    let (code, said) = place.exit(&["serve", "--check-config", "--set", "cashe.backend=redis"])?;
    ensure!(code == 2 && said.contains("cashe"), "{code}: {said}");
    ensure!(place.exit(&["serve", "--check-config"])?.0 == 0);
    let dumped = place.run(&[
        "serve",
        "--dump-config",
        "--set",
        "server.token=hidden-word",
    ])?;
    ensure!(dumped.contains("***") && !dumped.contains("hidden-word"));
    Ok(())
}
