//! The extraction role as a binary of its own.

use communique_extraction::{role, versions};
use communique_proto::FILE_DESCRIPTOR_SET;
use communique_runtime::process;
use std::process::ExitCode;

fn main() -> ExitCode {
    let version = env!("CARGO_PKG_VERSION");
    // Written out it tells of the engine too; `-V` gives the short answer.
    if std::env::args_os().any(|argument| argument == "--version") {
        #[expect(clippy::print_stdout, reason = "what the flag asks for")]
        {
            println!("{} {version}\n{}", env!("CARGO_PKG_NAME"), versions());
        }
        return ExitCode::SUCCESS;
    }
    process::main(
        env!("CARGO_PKG_NAME"),
        version,
        FILE_DESCRIPTOR_SET,
        async |context, mounts| role::mount(context, mounts).map(drop),
    )
}
