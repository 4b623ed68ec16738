//! Finds the services that a command works with: behind an endpoint, in a running server, or in
//! this process.

use std::path::PathBuf;

use anyhow::Context;
use communique_runtime::ServerFlags;
use communique_runtime::config::{ConfigSources, Secret, Settings};

use crate::arguments::{EngineArgument, ExtractArguments, TargetArguments};
use crate::data_directory::{self, Claim, DataDirectory};
use crate::embedded::Embedded;
use crate::exit;
use crate::remote;
use crate::services::Services;

/// Services that a command may use until it closes them.
pub enum Target {
    /// In another process.
    Remote(Services),
    /// In this process, which alone works on the data directory meanwhile.
    Embedded(Box<Embedded>, DataDirectory),
}

impl Target {
    /// Finds the services that the arguments mean.
    ///
    /// # Errors
    /// The endpoint cannot be used, or the data directory cannot be opened or is in use by a
    /// process that does not serve.
    pub async fn open(arguments: &TargetArguments) -> anyhow::Result<Self> {
        let settings = settings(arguments)?;
        let given = arguments.token.clone().or_else(token_of_environment);
        let token = match given {
            Some(token) => Some(Secret::from(token)),
            None => settings.peer_token()?,
        };
        let limit = settings.server.max_message_bytes;
        if !arguments.endpoint.is_empty() {
            return Ok(Self::Remote(remote::services(
                &arguments.endpoint,
                token.as_ref(),
                limit,
            )?));
        }
        let directory = settings.data_dir.clone();
        let claim = DataDirectory::claim(&directory)
            .with_context(|| format!("cannot use the data directory {}", directory.display()))?;
        match claim {
            Claim::Ours(data) => {
                let opened = Embedded::open(&settings).await;
                let embedded = opened.map_err(exit::of_role)?;
                Ok(Self::Embedded(Box::new(embedded), data))
            }
            Claim::Served(_) if arguments.knowledge.is_some() => {
                let directory = directory.display();
                Err(communique_model::ApiError::invalid_field(
                    "knowledge",
                    format!("a server works on {directory}: start that server with --knowledge"),
                )
                .into())
            }
            Claim::Served(note) => {
                let services = remote::services(&[note.endpoint], token.as_ref(), limit)?;
                Ok(Self::Remote(services))
            }
            Claim::Busy => {
                Err(data_directory::busy(&directory, ", or name a server with --endpoint").into())
            }
        }
    }

    /// The services.
    #[must_use]
    pub fn services(&self) -> &Services {
        match self {
            Self::Remote(services) => services,
            Self::Embedded(embedded, _) => &embedded.services,
        }
    }

    /// Ends what this process did for the command.
    pub async fn close(self) {
        if let Self::Embedded(embedded, data) = self {
            embedded.close().await;
            drop(data);
        }
    }
}

/// What a shell keeps for all commands that call a server. `serve` takes no notice of it: whoever
/// calls one server may start another.
fn token_of_environment() -> Option<String> {
    std::env::var("COMMUNIQUE_TOKEN")
        .ok()
        .filter(|token| !token.is_empty())
}

/// The settings of a command: defaults < file < environment < `--data` and `--knowledge`.
///
/// # Errors
/// One sentence about the first setting that is wrong.
pub fn settings(arguments: &TargetArguments) -> anyhow::Result<Settings> {
    let (config, data) = (arguments.config.as_deref(), arguments.data.as_deref());
    let knowledge = arguments.knowledge.as_deref();
    Ok(ServerFlags::default().settings(config, data, knowledge)?)
}

/// The settings of `extract`, which may name another engine than they do by themselves.
///
/// # Errors
/// One sentence about the first setting that is wrong.
pub fn extraction_settings(
    arguments: &TargetArguments,
    extract: &ExtractArguments,
) -> anyhow::Result<Settings> {
    let shown = |path: &PathBuf| path.display().to_string();
    let sources = ConfigSources::from_process()
        .file(arguments.config.clone())
        .flag("--data", "data_dir", arguments.data.as_ref().map(shown))
        .flag(
            "--knowledge",
            "extraction.knowledge_dir",
            arguments.knowledge.as_ref().map(shown),
        )
        .flag(
            "--engine",
            "extraction.engine",
            extract.engine.map(EngineArgument::as_str),
        )
        .flag(
            "--model",
            "extraction.model_dir",
            extract.model.as_ref().map(shown),
        );
    Ok(Settings::load(&sources)?)
}
