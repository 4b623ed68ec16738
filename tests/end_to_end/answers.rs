//! The command line as a test uses it, and what it answered.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, ensure};
use serde_json::Value;
use tokio::task::JoinHandle;

/// Runs `communique` with these arguments.
pub(crate) fn communique(arguments: &[&str]) -> anyhow::Result<Output> {
    let output = Command::new(env!("CARGO_BIN_EXE_communique"))
        .args(arguments)
        .env_remove("COMMUNIQUE_TOKEN")
        .output()
        .context("cannot start communique")?;
    Ok(output)
}

/// The same, which must exit with 0; its standard output.
pub(crate) fn succeed(arguments: &[&str]) -> anyhow::Result<String> {
    let output = communique(arguments)?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "{arguments:?}: {} {said}",
        output.status
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// Lines of JSON that a command printed.
pub(crate) fn json_lines(text: &str) -> anyhow::Result<Vec<Value>> {
    text.lines()
        .map(|line| Ok(serde_json::from_str(line)?))
        .collect()
}

/// Where a command works.
#[derive(Clone, Debug)]
pub(crate) struct Place(Vec<String>);

impl Place {
    pub(crate) fn data(directory: &Path) -> Self {
        Self(vec!["--data".to_owned(), directory.display().to_string()])
    }

    pub(crate) fn endpoint(port: u16) -> Self {
        Self(vec![
            "--endpoint".to_owned(),
            format!("http://127.0.0.1:{port}"),
        ])
    }

    fn with<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        arguments
            .iter()
            .copied()
            .chain(self.0.iter().map(String::as_str))
            .collect()
    }

    /// The receipts of an import.
    pub(crate) fn ingest(&self, path: &Path) -> anyhow::Result<Vec<Value>> {
        let path = path.display().to_string();
        let output = communique(&self.with(&["ingest", &path, "--json"]))?;
        let said = String::from_utf8_lossy(&output.stderr);
        // 3 and 4 say that something was rejected or is pending, as the receipts do.
        ensure!(
            matches!(output.status.code(), Some(0 | 3 | 4)),
            "{}: {said}",
            output.status
        );
        json_lines(&String::from_utf8(output.stdout)?)
    }

    /// Starts an import, which goes on while the test does something else.
    pub(crate) fn begin_ingest(&self, path: PathBuf) -> JoinHandle<anyhow::Result<Vec<Value>>> {
        let place = self.clone();
        tokio::task::spawn_blocking(move || place.ingest(&path))
    }

    /// The answer to a question with further arguments.
    pub(crate) fn search(&self, query: &str, more: &[&str]) -> anyhow::Result<Value> {
        let mut arguments = vec!["search", query, "--json"];
        arguments.extend(more);
        Ok(serde_json::from_str(&succeed(&self.with(&arguments))?)?)
    }

    /// The number of documents that answer.
    pub(crate) fn total(&self, query: &str, more: &[&str]) -> anyhow::Result<u64> {
        let answer = self.search(query, more)?;
        ensure!(answer["exact"] == true, "the total must be exact: {answer}");
        answer["total"].as_u64().context("a total")
    }

    /// All documents that answer, as (file name, first line) of each appearance, in order.
    pub(crate) fn places(&self, query: &str, more: &[&str]) -> anyhow::Result<Vec<(String, u64)>> {
        let mut arguments = vec!["--limit", "200"];
        arguments.extend(more);
        let answer = self.search(query, &arguments)?;
        let hits = answer["hits"].as_array().context("hits")?;
        let mut places: Vec<(String, u64)> = hits
            .iter()
            .flat_map(|hit| hit["appearances"].as_array().cloned().unwrap_or_default())
            .map(|appearance| place_of(&appearance["locator"]))
            .collect();
        places.sort();
        Ok(places)
    }

    /// A command that must succeed; its standard output.
    pub(crate) fn run(&self, arguments: &[&str]) -> anyhow::Result<String> {
        succeed(&self.with(arguments))
    }

    /// The exit code of a command, and what it said on standard error.
    pub(crate) fn exit(&self, arguments: &[&str]) -> anyhow::Result<(i32, String)> {
        let output = communique(&self.with(arguments))?;
        let code = output.status.code().context("an exit code")?;
        Ok((code, String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

/// (beginning of the file's name, first line) of a locator.
pub(crate) fn place_of(locator: &Value) -> (String, u64) {
    let name = locator["name"].as_str().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    (
        name.chars().take(3).collect(),
        locator["line_start"].as_u64().unwrap_or_default(),
    )
}

/// How many receipts have this status.
pub(crate) fn with_status(receipts: &[Value], status: &str) -> usize {
    receipts
        .iter()
        .filter(|receipt| receipt["status"] == status)
        .count()
}
