//! Real processes, real sockets, real Redis and Meilisearch: what a user sees of the whole.
//!
//! A test whose server is not on this machine is reported ignored, with the reason in its name.

mod answers;
mod cluster;
mod corpus;
mod failures;
mod knowledge;
mod outside;
mod single;
mod traces;

use libtest_mimic::{Arguments, Failed, Trial};

/// One test: what it needs, and what it does.
struct Case {
    name: &'static str,
    /// Why it cannot run here, if it cannot.
    missing: Option<String>,
    run: fn() -> anyhow::Result<()>,
}

fn main() {
    let arguments = Arguments::from_args();
    let cases: Vec<Case> = [
        corpus::cases(),
        single::cases(),
        failures::cases(),
        knowledge::cases(),
        outside::cases(),
        traces::cases(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let trials = cases
        .into_iter()
        .map(|case| {
            let name = match &case.missing {
                Some(reason) => format!("{} (ignored, because {reason})", case.name),
                None => case.name.to_owned(),
            };
            let run = case.run;
            let trial = Trial::test(name, move || {
                run().map_err(|error| Failed::from(format!("{error:#}")))
            });
            trial.with_ignored_flag(case.missing.is_some())
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// Runs an asynchronous test on a runtime of its own.
fn block_on(test: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(test)
}
