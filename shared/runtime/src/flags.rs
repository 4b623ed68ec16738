//! The flags that every server takes, and how they become settings.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, ValueHint};

use crate::config::{ConfigError, ConfigSources, Settings};

/// Flags of a server; the most used settings by name, every other by `--set`.
#[derive(Args, Clone, Debug, Default)]
pub struct ServerFlags {
    /// Address of the gRPC port; anything but loopback needs a token or --insecure
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Address of /livez, /readyz and /metrics
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub admin_listen: Option<String>,
    /// Serves without a token on an address that others reach
    #[arg(long)]
    pub insecure: bool,
    /// Sets any setting, such as cache.backend=redis; repeat it for several
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_setting)]
    pub set: Vec<(String, String)>,
    /// Reads the settings, says whether they are right, and exits
    #[arg(long)]
    pub check_config: bool,
    /// Prints the settings in force as TOML, secrets hidden, what is not set left out, and exits
    #[arg(long)]
    pub dump_config: bool,
}

fn parse_setting(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE")?;
    Ok((key.trim().to_owned(), value.to_owned()))
}

impl ServerFlags {
    /// The settings that result from file, environment and these flags.
    ///
    /// # Errors
    /// One sentence about the first setting that is wrong.
    pub fn settings(
        &self,
        config: Option<&Path>,
        data: Option<&Path>,
        knowledge: Option<&Path>,
    ) -> Result<Settings, ConfigError> {
        let mut sources = ConfigSources::from_process()
            .file(config.map(Path::to_owned))
            .flag(
                "--data",
                "data_dir",
                data.map(|data| data.display().to_string()),
            )
            .flag(
                "--knowledge",
                "extraction.knowledge_dir",
                knowledge.map(|folder| folder.display().to_string()),
            )
            .flag("--listen", "server.listen", self.listen.clone())
            .flag(
                "--admin-listen",
                "server.admin_listen",
                self.admin_listen.clone(),
            )
            .flag(
                "--insecure",
                "server.insecure",
                self.insecure.then_some("true"),
            );
        for (key, value) in &self.set {
            sources = sources.flag("--set", key, Some(value.clone()));
        }
        Settings::load(&sources)
    }

    /// What `--check-config` or `--dump-config` print, if either is asked for.
    #[must_use]
    pub fn report(&self, settings: &Settings) -> Option<String> {
        if self.dump_config {
            return Some(settings.dump());
        }
        self.check_config
            .then(|| "the settings are right\n".to_owned())
    }
}

/// The command line of a binary that serves one role.
#[derive(Debug, Parser)]
#[command(
    about = "Serves one role of Communiqué",
    after_help = "Settings: defaults < --config file < COMMUNIQUE__SECTION__KEY environment \
    < flags. Exit codes: 0 stopped as asked · 1 failed · 2 wrong arguments or settings"
)]
pub struct RoleArguments {
    /// Reads settings from this TOML file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Directory of archive and embedded index
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub data: Option<PathBuf>,
    /// Adds the tables of this folder to the knowledge base of extraction, or overrides its rows
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub knowledge: Option<PathBuf>,
    /// Settings of servers
    #[command(flatten)]
    pub server: ServerFlags,
}
