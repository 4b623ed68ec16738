//! The ingest role as a binary of its own.

use communique_ingest::role;
use communique_proto::FILE_DESCRIPTOR_SET;
use communique_runtime::process;
use std::process::ExitCode;

fn main() -> ExitCode {
    let version = env!("CARGO_PKG_VERSION");
    process::main(
        env!("CARGO_PKG_NAME"),
        version,
        FILE_DESCRIPTOR_SET,
        async |context, mounts| {
            let extraction = role::extraction_peer(&context.settings)?;
            let search = role::search_peer(&context.settings)?;
            let archive = role::open_archive(&context.settings).await?;
            role::mount(context, mounts, archive, extraction, search).map(drop)
        },
    )
}
