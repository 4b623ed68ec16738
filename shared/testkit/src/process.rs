//! Real processes that never outlive their test.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use tempfile::TempDir;

use crate::{http_get, scratch_dir, wait_until, wait_until_async};

/// What to run.
#[derive(Clone, Debug, Default)]
pub struct ProcessOptions {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Variables set for it. Those of ours in the test's own environment are taken away.
    pub environment: Vec<(String, String)>,
    /// Where it runs; its scratch directory if none is set.
    pub directory: Option<PathBuf>,
}

impl ProcessOptions {
    /// The program without arguments.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            ..Self::default()
        }
    }

    /// The same with more arguments.
    #[must_use]
    pub fn args<S: Into<String>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// The same with one more variable.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }
}

/// A running process. It is killed when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    name: String,
    output: PathBuf,
    _scratch: TempDir,
}

impl Process {
    /// Starts a process. What it prints is kept in a file.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(options: &ProcessOptions) -> anyhow::Result<Self> {
        let scratch = scratch_dir()?;
        let output = scratch.path().join("output");
        let file = File::create(&output)?;
        let mut command = Command::new(&options.program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("COMMUNIQUE__") {
                command.env_remove(name);
            }
        }
        let child = command
            .args(&options.arguments)
            .envs(options.environment.iter().cloned())
            .current_dir(
                options
                    .directory
                    .as_deref()
                    .unwrap_or_else(|| scratch.path()),
            )
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("{} cannot be started", options.program.display()))?;
        let name = options
            .program
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(Self {
            child,
            name,
            output,
            _scratch: scratch,
        })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// All that it has printed so far.
    #[must_use]
    pub fn output(&self) -> String {
        read_lossy(&self.output)
    }

    /// Its status if it has ended.
    ///
    /// # Errors
    /// If the system does not tell.
    pub fn exit_status(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Waits until something listens on a loopback port.
    ///
    /// # Errors
    /// If nothing does within `limit` or the process ends before; with what it printed.
    pub async fn wait_for_port(&mut self, port: u16, limit: Duration) -> anyhow::Result<()> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let what = format!("{} listens on {address}", self.name);
        let (child, mut ended) = (&mut self.child, None);
        let waited = wait_until(&what, limit, || {
            ended = child.try_wait().ok().flatten();
            ended.is_some() || std::net::TcpStream::connect(address).is_ok()
        });
        let waited = waited.await;
        self.explain(waited, ended)
    }

    /// Waits until `path` on an address answers 200.
    ///
    /// # Errors
    /// If it does not within `limit` or the process ends before; with what it printed.
    pub async fn wait_for_http(
        &mut self,
        address: SocketAddr,
        path: &str,
        limit: Duration,
    ) -> anyhow::Result<()> {
        let what = format!("{} answers 200 to http://{address}{path}", self.name);
        let (child, mut ended) = (&mut self.child, None);
        let waited = wait_until_async(&what, limit, || {
            ended = child.try_wait().ok().flatten();
            let has_ended = ended.is_some();
            async move {
                has_ended
                    || http_get(address, path)
                        .await
                        .is_ok_and(|answer| answer.status == 200)
            }
        });
        let waited = waited.await;
        self.explain(waited, ended)
    }

    /// Asks it to end (`SIGTERM`) and waits until it has.
    ///
    /// # Errors
    /// If it does not within `limit`; with what it printed.
    pub async fn terminate(&mut self, limit: Duration) -> anyhow::Result<ExitStatus> {
        self.signal("TERM")?;
        self.wait(limit).await
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// If it does not within `limit`; with what it printed.
    pub async fn wait(&mut self, limit: Duration) -> anyhow::Result<ExitStatus> {
        let what = format!("{} has ended", self.name);
        let (child, mut ended) = (&mut self.child, None);
        let waited = wait_until(&what, limit, || {
            ended = child.try_wait().ok().flatten();
            ended.is_some()
        });
        let waited = waited.await;
        self.explain(waited, None)?;
        ended.context("a process that has ended has a status")
    }

    /// Sends a signal by name: `TERM`, `INT`, `STOP`, `CONT`.
    ///
    /// # Errors
    /// If it cannot be sent.
    pub fn signal(&self, signal: &str) -> anyhow::Result<()> {
        let kill = format!("kill -{signal} {}", self.child.id());
        let status = Command::new("sh").arg("-c").arg(kill).status()?;
        anyhow::ensure!(status.success(), "{signal} cannot be sent to {}", self.name);
        Ok(())
    }

    /// Ends it at once (`SIGKILL`), as a failing machine would.
    ///
    /// # Errors
    /// If it cannot be ended.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    fn explain(&self, waited: anyhow::Result<()>, ended: Option<ExitStatus>) -> anyhow::Result<()> {
        if let Some(status) = ended {
            bail!(
                "{} ended ({status}) and printed:\n{}",
                self.name,
                self.output()
            );
        }
        waited.with_context(|| format!("{} has printed:\n{}", self.name, self.output()))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; nothing can be done about other failures here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_lossy(path: &Path) -> String {
    std::fs::read(path)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    fn shell(script: &str) -> Process {
        let options = ProcessOptions::new("/bin/sh")
            .args(["-c", script])
            .env("GREETING", "hello");
        Process::start(&options).expect("a shell")
    }

    fn is_running(id: u32) -> bool {
        // Reaped as well as dead: a zombie still answers.
        let kill = format!("kill -0 {id} 2>/dev/null");
        Command::new("sh")
            .args(["-c", &kill])
            .status()
            .is_ok_and(|status| status.success())
    }

    #[tokio::test]
    async fn what_it_prints_and_how_it_ends_is_known() {
        let mut process = shell("echo $GREETING; echo trouble >&2; exit 3");
        let status = process.wait(LIMIT).await.expect("it ends");
        assert_eq!(
            (status.code(), process.output().as_str()),
            (Some(3), "hello\ntrouble\n")
        );
    }

    #[tokio::test]
    async fn a_process_that_ends_before_it_is_ready_is_reported_with_what_it_printed() {
        let mut process = shell("echo no such option; exit 2");
        let port = crate::free_port().expect("a port");
        let error = process
            .wait_for_port(port, LIMIT)
            .await
            .expect_err("it ended");
        let error = format!("{error:#}");
        assert!(
            error.contains("exit status: 2") && error.contains("no such option"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn none_outlives_its_guard() {
        let process = shell("exec sleep 600");
        let id = process.id();
        assert!(is_running(id));
        drop(process);
        assert!(!is_running(id));
    }
}
