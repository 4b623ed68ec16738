//! The contract of the search service, run on every backend.

mod agreement;
mod bench;
mod copies;
mod embedded;
mod filters;
mod fixtures;
mod meilisearch;
mod outage;
mod pages;
mod reference;
mod remote;
mod states;
mod words;

use std::future::Future;
use std::sync::Arc;

use bench::{Backend, Bench};
use communique_testkit::trial_on;
use embedded::Embedded;
use libtest_mimic::{Arguments, Trial};
use meilisearch::{Meilisearch, Server};
use remote::Remote;

/// Makes an empty index of a backend.
type Fresh = Arc<dyn Fn() -> Arc<dyn Backend> + Send + Sync>;

/// One test of the contract for one backend; ignored with the reason if there is none.
fn trial<F>(
    backend: &'static str,
    fresh: &Result<Fresh, String>,
    name: &'static str,
    test: fn(Bench) -> F,
) -> Trial
where
    F: Future<Output = ()> + Send + 'static,
{
    trial_on(format!("{backend}::{name}"), fresh.clone(), move |fresh| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime can be made");
        runtime.block_on(async {
            let bench = Bench::on(fresh()).await;
            test(bench).await;
        });
    })
}

macro_rules! suite {
    ($backend:expr, $fresh:expr, [$($module:ident: $($test:ident),+ $(,)?;)+]) => {
        vec![$($(trial(
            $backend,
            $fresh,
            concat!(stringify!($module), "::", stringify!($test)),
            $module::$test,
        ),)+)+]
    };
}

fn trials(backend: &'static str, fresh: &Result<Fresh, String>) -> Vec<Trial> {
    suite!(backend, fresh, [
        words: all_words_must_match, rarest_words_decide, typos_by_length,
            a_near_spelling_finds_a_person, a_whole_name_finds_its_entity, exact_above_fuzzy,
            the_last_word_is_a_prefix, phrases_keep_their_order, highlights_count_code_points,
            twenty_words, a_long_text, other_scripts;
        filters: organisations_cover_their_organs, countries_by_any_mention, every_field_filters,
            and_or_not, date_ranges_overlap, values_are_never_syntax, wrong_filters_are_refused,
            facets_equal_totals, facets_have_names, a_hundred_and_fifty_values;
        pages: fifteen_hundred_hits, undated_come_last, ties_go_by_id, tokens_belong_to_questions,
            answers_stay_within_bounds;
        states: an_empty_index_says_so, an_outdated_index_says_so, another_archive_is_refused, streams_must_be_well_formed,
            documents_survive_a_restart, a_removed_index_is_noticed, writing_replaces,
            removed_documents_are_gone, a_rebuild_equals_what_grew,
            an_unfinished_rebuild_changes_nothing, a_rebuild_keeps_what_came_meanwhile,
            acknowledgements_come_when_found, too_large_documents_are_named,
            suggestions_complete, questions_have_bounds;
        copies: a_later_rebuild_wins;
    ])
}

/// What needs the annotated archive beside this project.
fn reference_trials(backend: &'static str, fresh: &Result<Fresh, String>) -> Vec<Trial> {
    let fresh = reference::archive_file().and_then(|_| fresh.clone());
    suite!(backend, &fresh, [
        reference: the_questions_of_the_reference_archive;
    ])
}

/// What can be told only without a network, which reads ahead as far as its buffers go.
fn local_trials(backend: &'static str, fresh: &Result<Fresh, String>) -> Vec<Trial> {
    suite!(backend, fresh, [
        states: no_more_than_the_next_batch_is_read_ahead;
    ])
}

/// What can be told only beside the embedded backend, or where several processes use one index.
fn shared_trials(backend: &'static str, fresh: &Result<Fresh, String>) -> Vec<Trial> {
    suite!(backend, fresh, [
        agreement: embedded_answers_the_same;
        copies: copies_see_the_same, copies_may_all_create, a_rebuild_elsewhere_keeps_what_came;
    ])
}

fn main() {
    let arguments = Arguments::from_args();
    let embedded: Fresh = Arc::new(|| Arc::new(Embedded::new()));
    let embedded = Ok(embedded);
    let remote: Fresh = Arc::new(|| Arc::new(Remote::new()));
    let mut all = trials("embedded", &embedded);
    all.extend(local_trials("embedded", &embedded));
    all.extend(reference_trials("embedded", &embedded));
    let remote = Ok(remote);
    all.extend(trials("remote", &remote));
    all.extend(reference_trials("remote", &remote));
    // Starting a server takes a while: not to list tests, nor where they are filtered out.
    let without = ["embedded", "remote"];
    let filtered_out = arguments
        .filter
        .as_ref()
        .is_some_and(|filter| without.iter().any(|name| filter.starts_with(name)));
    let server = if arguments.list || filtered_out {
        Err("no server was started".to_owned())
    } else {
        Server::find()
    };
    let fresh = match &server {
        Ok(server) => {
            let address = server.address();
            let fresh: Fresh = Arc::new(move || Arc::new(Meilisearch::new(address.clone())));
            Ok(fresh)
        }
        Err(reason) => Err(reason.clone()),
    };
    all.extend(trials("meilisearch", &fresh));
    all.extend(reference_trials("meilisearch", &fresh));
    all.extend(local_trials("meilisearch", &fresh));
    all.extend(shared_trials("meilisearch", &fresh));
    all.extend(outage::trials());
    let conclusion = libtest_mimic::run(&arguments, all);
    // The process ends without dropping anything: a server of our own is stopped first.
    drop(server);
    conclusion.exit();
}
