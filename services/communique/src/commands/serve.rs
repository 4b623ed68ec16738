//! `communique serve`: the roles picked, in one process.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;

use communique_ingest::archive::Archive;
use communique_model::api::IngestApi;
use communique_proto::FILE_DESCRIPTOR_SET;
use communique_runtime::config::Settings;
use communique_runtime::lifecycle::OnFailure;
use communique_runtime::process::{BoxError, Context, Mounts, serve};
use indicatif::ProgressBar;

use super::ingest::take_in;
use crate::arguments::{RoleArgument, ServeArguments};
use crate::captures;
use crate::data_directory::{self, Claim, DataDirectory};
use crate::exit::Outcome;
use crate::output::Output;
use crate::remote;

/// Serves until told to stop.
pub async fn run(
    arguments: &ServeArguments,
    settings: Settings,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    if let Some(report) = arguments.server.report(&settings) {
        output.line(report.trim_end())?;
        return Ok(Outcome::Done);
    }
    let roles = roles(&arguments.role);
    // One role alone shares the directory with others, each of which guards what it owns.
    let data = if roles.len() == 3 {
        Some(claim(&settings)?)
    } else {
        None
    };
    serve(
        "communique",
        settings,
        FILE_DESCRIPTOR_SET,
        async |context, mounts| {
            let ingest = mount(&roles, context, mounts).await?;
            if let Some(data) = &data {
                data.announce(&format!("http://{}", context.rpc_address))?;
            }
            if !arguments.import.is_empty() {
                import(context, ingest, arguments.import.clone())?;
            }
            Ok(())
        },
    )
    .await?;
    if let Some(data) = data {
        data.withdraw();
    }
    Ok(Outcome::Done)
}

fn roles(picked: &[RoleArgument]) -> BTreeSet<RoleArgument> {
    use RoleArgument::{Extraction, Ingest, Search};
    if picked.is_empty() {
        return BTreeSet::from([Ingest, Extraction, Search]);
    }
    picked.iter().copied().collect()
}

fn claim(settings: &Settings) -> anyhow::Result<DataDirectory> {
    let directory = &settings.data_dir;
    match DataDirectory::claim(directory)? {
        Claim::Ours(data) => Ok(data),
        Claim::Served(note) => Err(data_directory::served(directory, &note).into()),
        Claim::Busy => Err(data_directory::busy(directory, "").into()),
    }
}

/// Mounts the roles, each on its peers in this process or elsewhere. Gives the ingest service, if
/// there is one to be reached.
async fn mount(
    roles: &BTreeSet<RoleArgument>,
    context: &Context,
    mounts: &mut Mounts,
) -> Result<Option<Arc<dyn IngestApi>>, BoxError> {
    let settings = &context.settings;
    let extraction = if roles.contains(&RoleArgument::Extraction) {
        Some(communique_extraction::role::mount(context, mounts)?)
    } else {
        None
    };
    let archive = if roles.contains(&RoleArgument::Ingest) {
        Some(communique_ingest::role::open_archive(settings).await?)
    } else {
        None
    };
    let search = if roles.contains(&RoleArgument::Search) {
        let archive = archive.as_ref().map(Archive::id);
        Some(communique_search::role::mount(context, mounts, archive).await?)
    } else {
        None
    };
    let Some(archive) = archive else {
        let peers = !settings.peers.ingest.is_empty();
        return Ok(if peers {
            Some(remote::ingest(settings)?)
        } else {
            None
        });
    };
    let extraction = match extraction {
        Some(extraction) => extraction,
        None => communique_ingest::role::extraction_peer(settings)?,
    };
    let search = match search {
        Some(search) => search,
        None => communique_ingest::role::search_peer(settings)?,
    };
    let ingest = communique_ingest::role::mount(context, mounts, archive, extraction, search)?;
    Ok(Some(ingest))
}

/// Takes captures in while the server is up.
fn import(
    context: &Context,
    ingest: Option<Arc<dyn IngestApi>>,
    paths: Vec<PathBuf>,
) -> Result<(), BoxError> {
    let ingest = ingest.ok_or("--import needs the ingest role, or peers.ingest")?;
    context
        .lifecycle
        .spawn_intake("import", OnFailure::Log, move |stop| async move {
            let progress = ProgressBar::hidden();
            let taken = take_in(
                ingest.as_ref(),
                captures::find(&paths),
                "",
                &progress,
                |_| Ok(()),
            );
            tokio::select! {
                taken = taken => match taken {
                    Ok(summary) => tracing::info!(%summary, "captures were taken in"),
                    Err(error) => tracing::error!("the import failed: {error:#}"),
                },
                () = stop.cancelled() => tracing::warn!("the import was cut off; run it again"),
            }
            Ok::<_, Infallible>(())
        });
    Ok(())
}
