//! The search role as a binary of its own.

use communique_proto::FILE_DESCRIPTOR_SET;
use communique_runtime::process;
use communique_search::role;
use std::process::ExitCode;

fn main() -> ExitCode {
    let version = env!("CARGO_PKG_VERSION");
    process::main(
        env!("CARGO_PKG_NAME"),
        version,
        FILE_DESCRIPTOR_SET,
        async |context, mounts| role::mount(context, mounts, None).await.map(drop),
    )
}
