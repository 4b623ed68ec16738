//! The contract of the search service, run on every backend.

mod bench;
mod embedded;
mod fixtures;
mod words;

use std::future::Future;
use std::sync::Arc;

use bench::{Backend, Bench};
use embedded::Embedded;
use libtest_mimic::{Arguments, Trial};

/// Makes an empty index of a backend.
type Fresh = Arc<dyn Fn() -> Arc<dyn Backend> + Send + Sync>;

/// One test of the contract for one backend.
fn trial<F>(
    backend: &'static str,
    fresh: Option<&Fresh>,
    name: &'static str,
    test: fn(Bench) -> F,
) -> Trial
where
    F: Future<Output = ()> + Send + 'static,
{
    let ignored = fresh.is_none();
    let fresh = fresh.cloned();
    Trial::test(format!("{backend}::{name}"), move || {
        let Some(fresh) = fresh else {
            return Err("the backend is not at hand".into());
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let bench = Bench::on(fresh()).await;
            test(bench).await;
        });
        Ok(())
    })
    .with_ignored_flag(ignored)
}

macro_rules! suite {
    ($trials:ident, $backend:expr, $fresh:expr, [$($module:ident: $($test:ident),+ $(,)?;)+]) => {
        $($($trials.push(trial(
            $backend,
            $fresh,
            concat!(stringify!($module), "::", stringify!($test)),
            $module::$test,
        ));)+)+
    };
}

fn trials(backend: &'static str, fresh: Option<&Fresh>) -> Vec<Trial> {
    let mut trials = Vec::new();
    suite!(trials, backend, fresh, [
        words: all_words_must_match, rarest_words_decide, typos_by_length,
            a_near_spelling_finds_a_person, a_whole_name_finds_its_entity, exact_above_fuzzy,
            the_last_word_is_a_prefix, phrases_keep_their_order, highlights_count_code_points,
            twenty_words, a_long_text, other_scripts;
    ]);
    trials
}

fn main() {
    let arguments = Arguments::from_args();
    let embedded: Fresh = Arc::new(|| Arc::new(Embedded::new()));
    let all = trials("embedded", Some(&embedded));
    libtest_mimic::run(&arguments, all).exit();
}
