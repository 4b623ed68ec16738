//! Not ready, foreign, rebuilt, emptied, removed.

use std::collections::BTreeMap;
use std::sync::Arc;

use communique_model::api::{IndexAck, IndexInput};
use communique_model::{
    ApiError, ErrorKind, Filter, FilterField, IndexHeader, IndexMode, IndexedDocument, Label,
    Query, SCHEMA_VERSION, SearchResults, SuggestionKind,
};
use communique_search::LocalSearch;
use communique_search::index::Stamp;
use communique_search::query::limits::MAX_TEXT_BYTES;
use futures::channel::mpsc;
use futures::{StreamExt, stream};

use crate::bench::{Bench, ids, ids_of, terms, words};
use crate::fixtures::{archive, csto, doc, header, kazakhstan, russia, tokayev};

fn assert_not_ready(error: &ApiError) {
    assert_eq!(error.kind, ErrorKind::FailedPrecondition);
    assert_eq!(error.reason, "INDEX_NOT_READY");
    assert_eq!(error.metadata["command"], "communique reindex");
}

async fn assert_asks_for_reindex(bench: &Bench) {
    let search = &bench.search;
    assert_not_ready(&search.search(words("trade")).await.expect_err("not ready"));
    let suggested = search.suggest("tr".to_owned(), 5).await;
    assert_not_ready(&suggested.expect_err("not ready"));
    let document = doc("x").build().document.id;
    let got = search.get_document(document).await;
    assert_not_ready(&got.expect_err("not ready"));
    let removed = search.remove(archive(1), document).await;
    assert_not_ready(&removed.expect_err("not ready"));
    let described = search.describe().await.expect("a description");
    assert!(!described.ready);
    assert!(
        described
            .not_ready
            .expect("a reason")
            .contains("communique reindex")
    );
    let refused = bench
        .send(vec![
            IndexInput::Header(header(IndexMode::Update)),
            IndexInput::document(doc("x").build()),
        ])
        .await;
    assert_eq!(refused.len(), 1);
    assert_not_ready(refused[0].as_ref().expect_err("not ready"));
}

pub(crate) async fn an_empty_index_says_so(bench: Bench) {
    assert_asks_for_reindex(&bench).await;
    let described = bench.search.describe().await.expect("a description");
    assert_eq!((described.documents, described.schema_version), (0, 0));
    assert_eq!(described.archive, None);
    bench.fill([]).await;
    assert_eq!(bench.find("trade").await.total, 0);
    let described = bench.search.describe().await.expect("a description");
    assert!(described.ready);
    assert_eq!(described.archive, Some(archive(1)));
    assert_eq!(described.engine, crate::fixtures::ENGINE);
}

pub(crate) async fn an_outdated_index_says_so(bench: Bench) {
    let Bench { backend, search } = bench;
    drop(search);
    let index = backend.open().await;
    let outdated = Stamp {
        archive: archive(1),
        schema_version: SCHEMA_VERSION + 1,
        engine: String::new(),
        generation: 1,
    };
    assert!(index.create(outdated).await.is_ok());
    drop(index);
    let bench = Bench::on(backend).await;
    assert_asks_for_reindex(&bench).await;
    let described = bench.search.describe().await.expect("a description");
    assert_eq!(described.schema_version, SCHEMA_VERSION + 1);
    // It has no document, so that an ingest with an archive as empty may go on at once.
    bench.fill([doc("trade grew").build()]).await;
    assert_eq!(bench.find("trade").await.total, 1);
}

pub(crate) async fn another_archive_is_refused(bench: Bench) {
    bench.fill([doc("trade").build()]).await;
    for mode in [IndexMode::Update, IndexMode::Create] {
        let foreign = IndexHeader {
            archive: archive(2),
            ..header(mode)
        };
        let refused = bench.send(vec![IndexInput::Header(foreign)]).await;
        assert_not_ready(refused[0].as_ref().expect_err("foreign"));
    }
    let document = doc("trade").build().document.id;
    let removed = bench.search.remove(archive(2), document).await;
    assert_not_ready(&removed.expect_err("foreign"));
    assert_eq!(bench.find("trade").await.total, 1);
    // A service that knows its archive does not answer from another's index.
    let Bench { backend, search } = bench;
    drop(search);
    let search = LocalSearch::new(backend.open().await).serving(archive(2));
    let search = backend.serve(search);
    assert_not_ready(&search.search(words("trade")).await.expect_err("foreign"));
}

pub(crate) async fn streams_must_be_well_formed(bench: Bench) {
    bench.fill([]).await;
    let document = || IndexInput::document(doc("x").build());
    let refused = bench.send(vec![document()]).await;
    let error = refused[0].as_ref().expect_err("no header");
    assert_eq!(error.violations[0].field, "header");
    let header = || IndexInput::Header(header(IndexMode::Update));
    let refused = bench.send(vec![header(), header()]).await;
    let error = refused[0].as_ref().expect_err("two headers");
    assert_eq!(error.violations[0].field, "header");
    assert!(bench.send(Vec::new()).await.is_empty());
    let other = IndexHeader {
        schema_version: 999,
        ..crate::fixtures::header(IndexMode::Rebuild)
    };
    let refused = bench.send(vec![IndexInput::Header(other)]).await;
    let error = refused[0].as_ref().expect_err("another schema");
    assert_eq!(error.reason, "SCHEMA_VERSION_DIFFERS");
}

pub(crate) async fn documents_survive_a_restart(bench: Bench) {
    let document = doc("trade grew").date("2024").source("@embassy").build();
    bench.fill([document.clone()]).await;
    let before = bench.search.describe().await;
    let bench = bench.reopened().await;
    assert_eq!(bench.search.describe().await, before);
    let got = bench.search.get_document(document.document.id).await;
    assert_eq!(got, Ok(document));
    let missing = doc("never sent").build().document.id;
    let error = bench.search.get_document(missing).await.expect_err("none");
    assert_eq!(error.kind, ErrorKind::NotFound);
}

pub(crate) async fn a_removed_index_is_noticed(bench: Bench) {
    bench.fill([doc("trade grew").build()]).await;
    assert_eq!(bench.find("trade").await.total, 1);
    bench.backend.wipe().await;
    assert_asks_for_reindex(&bench).await;
    let document = doc("trade grew again").build();
    bench.fill_as(IndexMode::Rebuild, [document.clone()]).await;
    assert_eq!(ids(&bench.find("trade").await), ids_of([&document]));
}

pub(crate) async fn writing_replaces(bench: Bench) {
    let first = doc("trade grew").source("@embassy").build();
    let mut second = first.clone();
    second.appearances = doc("trade grew").source("@mission").build().appearances;
    bench.fill([first.clone(), second.clone()]).await;
    assert_eq!(bench.find("trade").await.total, 1);
    let by_source = |source| terms(FilterField::Source, &[source]);
    assert_eq!(bench.filter(by_source("@embassy")).await.total, 0);
    assert_eq!(bench.filter(by_source("@mission")).await.total, 1);
    bench.fill([first.clone()]).await;
    assert_eq!(bench.filter(by_source("@embassy")).await.total, 1);
    assert_eq!(bench.filter(by_source("@mission")).await.total, 0);
    assert_eq!(bench.search.describe().await.expect("ready").documents, 1);
}

pub(crate) async fn removed_documents_are_gone(bench: Bench) {
    let kept = doc("trade grew").build();
    let removed = doc("trade fell #Fall")
        .mention("trade", Label::Org, &[csto()])
        .build();
    bench.fill([kept.clone(), removed.clone()]).await;
    let id = removed.document.id;
    for _ in 0..2 {
        assert_eq!(bench.search.remove(archive(1), id).await, Ok(()));
        assert_eq!(ids(&bench.find("trade").await), ids_of([&kept]));
        let facets = vec![FilterField::Organisation, FilterField::Hashtag];
        let found = bench
            .ask(Query {
                facets,
                ..words("")
            })
            .await;
        assert!(found.facets.iter().all(|facet| facet.values.is_empty()));
        assert!(bench.search.get_document(id).await.is_err());
        assert_eq!(
            bench.search.suggest("fall".to_owned(), 5).await,
            Ok(Vec::new())
        );
    }
    bench.fill([removed]).await;
    assert_eq!(bench.find("trade").await.total, 2);
}

/// What a reader sees of an index, without what tells one build from another.
async fn seen(bench: &Bench) -> BTreeMap<String, SearchResults> {
    let mut seen = BTreeMap::new();
    for text in [
        "",
        "trade",
        "turnover trade",
        "Tokaev",
        "\"trade grew\"",
        "tr",
        "zzyzx grew",
    ] {
        let query = Query {
            facets: vec![
                FilterField::Entity,
                FilterField::Hashtag,
                FilterField::Source,
                FilterField::Label,
            ],
            ..words(text)
        };
        let mut results = bench.ask(query).await;
        results.generation = 0;
        results.next_page_token = String::new();
        seen.insert(text.to_owned(), results);
    }
    seen
}

fn assortment() -> Vec<IndexedDocument> {
    vec![
        doc("trade grew in Kazakhstan #Trade")
            .mention("Kazakhstan", Label::Gpe, &[kazakhstan()])
            .date("2024-01-02")
            .source("@embassy")
            .build(),
        doc("trade fell in Russia #trade")
            .mention("Russia", Label::Gpe, &[russia()])
            .source("@mission")
            .build(),
        doc("Tokayev spoke of the turnover of trade")
            .mention("Tokayev", Label::Person, &[tokayev()])
            .date("2023")
            .build(),
        doc("the CSTO met")
            .mention("CSTO", Label::Org, &[csto()])
            .build(),
    ]
}

pub(crate) async fn a_rebuild_equals_what_grew(bench: Bench) {
    let documents = assortment();
    // Grown: one at a time, with replacements and removals on the way.
    for document in documents.iter().rev() {
        let gone = doc("gone trade #TRADE").source("@gone").build();
        bench.fill([gone.clone()]).await;
        bench.fill([document.clone()]).await;
        let removed = bench.search.remove(archive(1), gone.document.id).await;
        assert_eq!(removed, Ok(()));
    }
    let grown = seen(&bench).await;
    let before = bench.search.describe().await.expect("ready");
    bench.fill_as(IndexMode::Rebuild, documents).await;
    assert_eq!(seen(&bench).await, grown);
    let after = bench.search.describe().await.expect("ready");
    assert!(after.generation > before.generation);
    assert_eq!(after.documents, before.documents);
    // Tokens of the index before are refused.
    let bench = bench.reopened().await;
    assert_eq!(seen(&bench).await, grown);
}

pub(crate) async fn an_unfinished_rebuild_changes_nothing(bench: Bench) {
    bench.fill(assortment()).await;
    let before = (seen(&bench).await, bench.search.describe().await);
    let acks = bench
        .send(vec![
            IndexInput::Header(header(IndexMode::Rebuild)),
            IndexInput::document(doc("trade alone").build()),
        ])
        .await;
    assert_eq!(acks.len(), 1);
    assert_eq!((seen(&bench).await, bench.search.describe().await), before);
    // Dropped in the middle, and then done well.
    let (sender, receiver) = mpsc::unbounded();
    let mut acks = bench.search.index(receiver.boxed());
    for message in [
        IndexInput::Header(header(IndexMode::Rebuild)),
        IndexInput::document(doc("trade alone").build()),
        IndexInput::Flush,
    ] {
        sender.unbounded_send(message).expect("the stream is open");
    }
    assert!(acks.next().await.is_some());
    drop(acks);
    assert_eq!((seen(&bench).await, bench.search.describe().await), before);
    bench
        .fill_as(IndexMode::Rebuild, [doc("trade alone").build()])
        .await;
    assert_eq!(bench.find("").await.total, 1);
}

pub(crate) async fn a_rebuild_keeps_what_came_meanwhile(bench: Bench) {
    let documents = assortment();
    bench.fill(documents.clone()).await;
    let (sender, receiver) = mpsc::unbounded();
    let send = |message| sender.unbounded_send(message).expect("the stream is open");
    let mut acks = bench.search.index(receiver.boxed());
    send(IndexInput::Header(header(IndexMode::Rebuild)));
    send(IndexInput::document(documents[0].clone()));
    send(IndexInput::Flush);
    assert!(acks.next().await.is_some());
    // Meanwhile one is added, one is changed and one is removed.
    let added = doc("trade was added").build();
    let mut changed = documents[1].clone();
    changed.appearances.clear();
    bench
        .fill_as(IndexMode::Update, [added.clone(), changed.clone()])
        .await;
    let gone = documents[2].document.id;
    assert_eq!(bench.search.remove(archive(1), gone).await, Ok(()));
    // The rebuild, unaware of it, goes on with what it read before.
    for document in &documents[1..] {
        send(IndexInput::document(document.clone()));
    }
    send(IndexInput::Finish);
    let rest: Vec<_> = acks.collect().await;
    assert_eq!(rest.len(), 4);
    assert!(rest.iter().all(|ack| matches!(
        ack,
        Ok(IndexAck {
            outcome: Ok(()),
            ..
        })
    )));
    let expected = ids_of([&documents[0], &changed, &documents[3], &added]);
    assert_eq!(ids(&bench.find("").await), expected);
    let source = Filter::Terms {
        field: FilterField::Source,
        values: vec!["@mission".to_owned()],
    };
    assert_eq!(bench.filter(source).await.total, 0);
}

pub(crate) async fn acknowledgements_come_when_found(bench: Bench) {
    bench.fill([]).await;
    let (sender, receiver) = mpsc::unbounded();
    let send = |message| sender.unbounded_send(message).expect("the stream is open");
    let mut acks = bench.search.index(receiver.boxed());
    send(IndexInput::Header(header(IndexMode::Update)));
    for number in 0..3_u64 {
        // No flush: a document does not wait for others for long.
        let document = doc(format!("trade {number}")).build();
        send(IndexInput::document(document.clone()));
        let ack = acks.next().await.expect("an answer").expect("no error");
        assert_eq!((ack.sequence, ack.outcome), (number, Ok(())));
        assert_eq!(ack.document, Some(document.document.id));
        assert_eq!(bench.find("trade").await.total, number + 1);
    }
    drop(sender);
    assert!(acks.next().await.is_none());
}

pub(crate) async fn too_large_documents_are_named(bench: Bench) {
    let large = doc("x".repeat(MAX_TEXT_BYTES + 1)).build();
    let acks = bench
        .send(vec![
            IndexInput::Header(header(IndexMode::Create)),
            IndexInput::document(doc("trade one").build()),
            IndexInput::document(large.clone()),
            IndexInput::document(doc("trade two").build()),
            IndexInput::Finish,
        ])
        .await;
    let acks: Vec<IndexAck> = acks.into_iter().map(|ack| ack.expect("an ack")).collect();
    let numbers: Vec<u64> = acks.iter().map(|ack| ack.sequence).collect();
    assert_eq!(numbers, [0, 1, 2, 3]);
    let error = acks[1].outcome.as_ref().expect_err("too large");
    assert_eq!(error.reason, "DOCUMENT_TOO_LARGE");
    assert!(error.message.contains(&MAX_TEXT_BYTES.to_string()));
    assert_eq!(bench.find("trade").await.total, 2);
}

pub(crate) async fn no_more_than_the_next_batch_is_read_ahead(bench: Bench) {
    bench.fill([]).await;
    let taken = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = Arc::clone(&taken);
    let documents = stream::iter(0..).map(move |number: u64| {
        counter.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        match number {
            0 => IndexInput::Header(header(IndexMode::Update)),
            _ => IndexInput::document(doc(format!("endless {number}")).build()),
        }
    });
    let mut acks = bench.search.index(documents.boxed());
    assert!(acks.next().await.is_some());
    let read = taken.load(std::sync::atomic::Ordering::SeqCst);
    // The header, the batch that was written, and the one gathered meanwhile.
    assert!(read <= 1 + 2 * 256, "{read}");
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert_eq!(taken.load(std::sync::atomic::Ordering::SeqCst), read);
}

pub(crate) async fn suggestions_complete(bench: Bench) {
    let mut documents = assortment();
    documents.push(
        doc("again Kazakhstan #Kazan2024")
            .mention("Kazakhstan", Label::Gpe, &[kazakhstan()])
            .build(),
    );
    bench.fill(documents).await;
    let suggest = async |typed: &str| {
        let found = bench
            .search
            .suggest(typed.to_owned(), 0)
            .await
            .expect("suggestions");
        let shown = found.into_iter();
        shown.map(|s| (s.text, s.kind, s.count)).collect::<Vec<_>>()
    };
    let own = |text: &str, kind, count| (text.to_owned(), kind, count);
    let country = own("Kazakhstan", SuggestionKind::Country, 2);
    let hashtag = own("#Kazan2024", SuggestionKind::Hashtag, 1);
    assert_eq!(suggest("Kaz").await, [country.clone(), hashtag.clone()]);
    assert_eq!(suggest("#kaz").await, [hashtag]);
    assert_eq!(suggest("republic of k").await, [country]);
    assert_eq!(suggest("of republic").await, []);
    let person = own("Kassym-Jomart Tokayev", SuggestionKind::Person, 1);
    let person = [person];
    assert_eq!(suggest("toka").await, person);
    assert_eq!(suggest("kassym-jo").await, person);
    let csto = own("CSTO", SuggestionKind::Organisation, 1);
    assert_eq!(suggest("collective sec").await, [csto]);
    assert_eq!(suggest("#trade").await[0].2, 2);
    assert_eq!(suggest("zzyzx").await, []);
    let limited = bench
        .search
        .suggest(String::new(), 2)
        .await
        .expect("suggestions");
    assert_eq!(limited.len(), 2);
    assert_eq!(
        (limited[0].text.as_str(), &limited[0].entity_id),
        ("#Trade", &None)
    );
    assert_eq!(limited[1].entity_id.as_deref(), Some("country:KZ"));
}

pub(crate) async fn questions_have_bounds(bench: Bench) {
    bench.fill([doc("trade").build()]).await;
    for text in ["x".repeat(4_097), "word ".repeat(65)] {
        let error = bench
            .search
            .search(words(&text))
            .await
            .expect_err("refused");
        assert_eq!(error.violations[0].field, "query");
    }
    let twice = Query {
        facets: vec![FilterField::Kind, FilterField::Kind],
        ..Query::default()
    };
    let error = bench.search.search(twice).await.expect_err("refused");
    assert_eq!(error.violations[0].field, "facets[1]");
    // Sixty-four different words that nobody says, and the longest text, are answered.
    let words_of_length: Vec<String> = (0..64).map(|n| format!("unsaid{n:058}")).collect();
    let found = bench.find(&words_of_length[..60].join(" ")).await;
    assert_eq!(found.total, 0);
    let found = bench.find("?!").await;
    assert_eq!((found.total, found.notices.len()), (1, 1));
}
