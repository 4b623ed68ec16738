//! A Redis server for tests: nothing kept, nobody else on it, gone when dropped.

use std::path::PathBuf;
use std::time::Duration;

use crate::{Process, ProcessOptions, free_port};

/// How long it may take to come up.
const START_LIMIT: Duration = Duration::from_secs(10);

/// A Redis server on a free loopback port, without persistence.
#[derive(Debug)]
pub struct RedisServer {
    port: u16,
    process: Option<Process>,
}

impl RedisServer {
    /// Whether one can be started here.
    ///
    /// # Errors
    /// The reason for which a test that needs it is to be reported as ignored.
    pub fn is_installed() -> Result<(), String> {
        program()
            .map(|_| ())
            .ok_or_else(|| "there is no redis-server on the PATH".to_owned())
    }

    /// Starts one and waits until it answers.
    ///
    /// # Errors
    /// If none is installed or it does not come up.
    pub async fn start() -> anyhow::Result<Self> {
        let mut server = Self {
            port: free_port()?,
            process: None,
        };
        server.restart().await?;
        Ok(server)
    }

    /// Its port, which stays the same over [`stop`](Self::stop) and [`restart`](Self::restart).
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its address: `redis://127.0.0.1:port/0`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/0", self.port)
    }

    /// Kills it; what it held is gone.
    pub fn stop(&mut self) {
        self.process = None;
    }

    /// Freezes it: connections stand, and nothing answers.
    ///
    /// # Errors
    /// If it does not run or the signal cannot be sent.
    pub fn freeze(&self) -> anyhow::Result<()> {
        self.process
            .as_ref()
            .map_or(Ok(()), |process| process.signal("STOP"))
    }

    /// Ends a freeze.
    ///
    /// # Errors
    /// If the signal cannot be sent.
    pub fn thaw(&self) -> anyhow::Result<()> {
        self.process
            .as_ref()
            .map_or(Ok(()), |process| process.signal("CONT"))
    }

    /// Starts it anew, empty, on the same port, and waits until it answers.
    ///
    /// # Errors
    /// If none is installed or it does not come up.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        self.stop();
        let program = program().ok_or_else(|| anyhow::anyhow!("there is no redis-server"))?;
        let port = self.port.to_string();
        let arguments = [
            "--port",
            &port,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--maxmemory",
            "256mb",
            "--maxmemory-policy",
            "allkeys-lru",
        ];
        let mut process = Process::start(&ProcessOptions::new(program).args(arguments))?;
        process.wait_for_port(self.port, START_LIMIT).await?;
        self.process = Some(process);
        Ok(())
    }
}

fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|directory| directory.join("redis-server"))
        .find(|candidate| candidate.is_file())
}
