//! Several copies of the service on one index.

use std::sync::Arc;

use communique_model::api::{ApiStream, IndexAck, IndexInput};
use communique_model::{ErrorKind, IndexMode};
use communique_search::LocalSearch;
use futures::channel::mpsc;
use futures::{StreamExt, future};

use crate::bench::{Bench, ids, ids_of};
use crate::fixtures::{archive, doc, header};

async fn another(bench: &Bench) -> Bench {
    Bench {
        search: Arc::new(LocalSearch::new(bench.backend.open().await)),
        backend: Arc::clone(&bench.backend),
    }
}

/// A rebuild under way: messages may be sent, acknowledgements taken.
struct Rebuilding {
    sender: mpsc::UnboundedSender<IndexInput>,
    acks: ApiStream<IndexAck>,
}

impl Rebuilding {
    async fn begin(bench: &Bench, first: communique_model::IndexedDocument) -> Self {
        let (sender, receiver) = mpsc::unbounded();
        let acks = bench.search.index(receiver.boxed());
        let mut rebuilding = Self { sender, acks };
        rebuilding.send(IndexInput::Header(header(IndexMode::Rebuild)));
        rebuilding.send(IndexInput::document(first));
        rebuilding.send(IndexInput::Flush);
        let ack = rebuilding.acks.next().await.expect("an answer");
        assert_eq!(ack.expect("no error").outcome, Ok(()));
        rebuilding
    }

    fn send(&self, message: IndexInput) {
        self.sender
            .unbounded_send(message)
            .expect("the stream is open");
    }
}

pub(crate) async fn copies_see_the_same(bench: Bench) {
    let other = another(&bench).await;
    let (one, two) = (doc("trade one").build(), doc("trade two").build());
    bench.fill([one.clone()]).await;
    other.fill([two.clone()]).await;
    for copy in [&bench, &other] {
        assert_eq!(ids(&copy.find("trade").await), ids_of([&one, &two]));
    }
    let removed = other.search.remove(archive(1), one.document.id).await;
    assert_eq!(removed, Ok(()));
    assert_eq!(ids(&bench.find("trade").await), ids_of([&two]));
    // What one copy knows of words that are written is of no use after a rebuild by another.
    let three = doc("turnover three").build();
    other.fill_as(IndexMode::Rebuild, [three.clone()]).await;
    bench.fill([one.clone()]).await;
    assert_eq!(ids(&bench.find("trad").await), ids_of([&one]));
    assert_eq!(ids(&other.find("turnovre").await), ids_of([&three]));
}

pub(crate) async fn copies_may_all_create(bench: Bench) {
    let copies = [another(&bench).await, another(&bench).await, bench];
    let documents = ["trade one", "trade two", "trade three"].map(|text| doc(text).build());
    let fills = copies.iter().zip(&documents);
    future::join_all(fills.map(|(copy, document)| copy.fill([document.clone()]))).await;
    assert_eq!(ids(&copies[0].find("trade").await), ids_of(&documents));
}

pub(crate) async fn a_later_rebuild_wins(bench: Bench) {
    bench.fill([doc("trade before").build()]).await;
    let first = Rebuilding::begin(&bench, doc("trade first").build()).await;
    let later = doc("trade later").build();
    let second = Rebuilding::begin(&bench, later.clone()).await;
    first.send(IndexInput::Finish);
    let refused = first.acks.collect::<Vec<_>>().await;
    let ack = refused[0].as_ref().expect("an acknowledgement");
    let error = ack.outcome.as_ref().expect_err("refused");
    assert_eq!(error.kind, ErrorKind::FailedPrecondition);
    second.send(IndexInput::Finish);
    let finished = second.acks.collect::<Vec<_>>().await;
    assert_eq!(
        finished[0].as_ref().expect("an acknowledgement").outcome,
        Ok(())
    );
    assert_eq!(ids(&bench.find("trade").await), ids_of([&later]));
}

pub(crate) async fn a_rebuild_elsewhere_keeps_what_came(bench: Bench) {
    let other = another(&bench).await;
    let documents = ["trade one", "trade two", "trade three"].map(|text| doc(text).build());
    bench.fill(documents.clone()).await;
    let rebuilding = Rebuilding::begin(&bench, documents[0].clone()).await;
    let added = doc("trade added").build();
    other.fill_as(IndexMode::Update, [added.clone()]).await;
    let removed = other
        .search
        .remove(archive(1), documents[1].document.id)
        .await;
    assert_eq!(removed, Ok(()));
    for document in &documents[1..] {
        rebuilding.send(IndexInput::document(document.clone()));
    }
    rebuilding.send(IndexInput::Finish);
    let acks = rebuilding.acks.collect::<Vec<_>>().await;
    assert!(
        acks.iter()
            .all(|ack| ack.as_ref().is_ok_and(|ack| ack.outcome.is_ok()))
    );
    let expected = ids_of([&documents[0], &documents[2], &added]);
    assert_eq!(ids(&other.find("trade").await), expected);
}
