//! The command line and the all-in-one: see `communique --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    communique::run()
}
