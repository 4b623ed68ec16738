//! From arguments to an exit code.

use std::io;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use communique_runtime::process::{ProcessError, open_cache};

use crate::arguments::{Arguments, Command, EngineArgument, ExtractArguments, TargetArguments};
use crate::commands;
use crate::exit::{self, Outcome};
use crate::output::Output;
use crate::target::{self, Target};
use crate::versions;

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    communique_runtime::install_crypto_provider();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.kind() == ErrorKind::DisplayVersion && is_long_version() => {
            return print_long_version()
                .unwrap_or_else(|error| failed(&error))
                .into();
        }
        Err(error) => error.exit(),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()).into(),
    };
    let mut output = Output::standard();
    let result = runtime.block_on(Box::pin(dispatch(&arguments, &mut output)));
    let result = result.and_then(|outcome| {
        output.flush()?;
        Ok(outcome)
    });
    // Reading standard input cannot be cancelled; nobody waits for it.
    runtime.shutdown_background();
    result.unwrap_or_else(|error| failed(&error)).into()
}

/// Whether `--version` was written out; `-V` asks for the short answer.
fn is_long_version() -> bool {
    std::env::args_os().any(|argument| argument == "--version")
}

fn print_long_version() -> anyhow::Result<Outcome> {
    let mut output = Output::standard();
    output.line(format!("communique {}", versions::long()))?;
    output.flush()?;
    Ok(Outcome::Done)
}

fn failed(error: &anyhow::Error) -> Outcome {
    let broken_pipe = error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
    if broken_pipe {
        // Whoever read the output has seen enough.
        return Outcome::Done;
    }
    eprintln!("communique: {error:#}");
    if matches!(error.downcast_ref(), Some(ProcessError::Config(_))) {
        return Outcome::Usage;
    }
    Outcome::of_error(error)
}

async fn dispatch(arguments: &Arguments, output: &mut Output) -> anyhow::Result<Outcome> {
    let target = &arguments.target;
    match &arguments.command {
        Command::Serve(serve) => {
            let data = target.data.as_deref();
            let knowledge = target.knowledge.as_deref();
            let config = target.config.as_deref();
            let mut server = serve.server.clone();
            if let Some(token) = &target.token {
                server.set.push(("server.token".to_owned(), token.clone()));
            }
            let settings = server.settings(config, data, knowledge)?;
            return Box::pin(commands::serve::run(serve, settings, output)).await;
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            let mut command = Arguments::command();
            clap_complete::generate(*shell, &mut command, "communique", &mut script);
            output.line(String::from_utf8_lossy(&script))?;
            return Ok(Outcome::Done);
        }
        Command::Probe(probe) => return commands::probe::run(probe, output).await,
        _ => {}
    }
    log_to_standard_error(target.verbose)?;
    if let Command::Extract(extract) = &arguments.command {
        return extract_here_or_there(target, extract, output).await;
    }
    if let Command::Knowledge(knowledge) = &arguments.command {
        let settings = target::settings(target)?;
        return commands::knowledge::run(knowledge, &settings.extraction.knowledge_dir, output);
    }
    let opened = Target::open(target).await?;
    let services = opened.services();
    let result = match &arguments.command {
        Command::Ingest(ingest) => commands::ingest::run(services, ingest, output).await,
        Command::Search(search) => commands::search::run(services, search, output).await,
        Command::List(list) => commands::list::run(services, list, output).await,
        Command::Show(show) => commands::show::show(services, show, output).await,
        Command::Remove(remove) => commands::show::remove(services, remove, output).await,
        Command::Suggest(suggest) => commands::suggest::run(services, suggest, output).await,
        Command::Describe(describe) => {
            commands::describe::run(services, describe.json, output).await
        }
        Command::Reindex(reindex) => commands::reindex::run(services, reindex.json, output).await,
        Command::Extract(_)
        | Command::Knowledge(_)
        | Command::Serve(_)
        | Command::Completions { .. }
        | Command::Probe(_) => unreachable!("these returned above"),
    };
    opened.close().await;
    result
}

/// Extraction needs no archive: without an endpoint it runs here and touches no directory.
async fn extract_here_or_there(
    target: &TargetArguments,
    arguments: &ExtractArguments,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    refuse_engine_elsewhere(target, arguments);
    if target.endpoint.is_empty() {
        let settings = target::extraction_settings(target, arguments)?;
        let opened = communique_extraction::role::open(&settings, open_cache(&settings)?);
        let extraction = opened.map_err(exit::of_role)?;
        return commands::extract::run(extraction.as_ref(), arguments, output).await;
    }
    let opened = Target::open(target).await?;
    let extraction = opened.services().extraction.clone();
    commands::extract::run(extraction.as_ref(), arguments, output).await
}

/// A server has its own engine, and only one engine takes a model. Neither can be said where the
/// arguments are declared: the endpoint may stand before the command, and the other is a value.
fn refuse_engine_elsewhere(target: &TargetArguments, arguments: &ExtractArguments) {
    let problem = if arguments.engine.is_some() && !target.endpoint.is_empty() {
        "a server extracts with its own engine: set extraction.engine there, or leave --engine out"
    } else if arguments.engine == Some(EngineArgument::Rules) && arguments.model.is_some() {
        "the engine `rules` takes no model: write --engine onnx, or leave --model out"
    } else {
        return;
    };
    Arguments::command()
        .error(ErrorKind::ArgumentConflict, problem)
        .exit()
}

/// Commands are silent unless something is wrong or they are asked to tell more.
fn log_to_standard_error(verbose: u8) -> anyhow::Result<()> {
    let filter = match verbose {
        0 => "error",
        1 => "communique=info,communique_ingest=info,communique_search=info,warn",
        _ => "debug",
    };
    communique_runtime::telemetry::log_only(filter)?;
    Ok(())
}
