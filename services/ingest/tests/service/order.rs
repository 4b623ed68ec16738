//! The archive and the index are functions of the set of captures, not of their order.

use std::collections::BTreeMap;

use communique_model::api::IngestApi;
use communique_model::{Appearance, Document, DocumentId};
use proptest::prelude::*;

use crate::support::{World, line, take};

/// Few words and few numbers, so that captures overlap.
fn capture() -> impl Strategy<Value = (usize, String)> {
    let post = (0..6_usize, prop::option::of(0..4_u8), prop::bool::ANY);
    (0..3_usize, prop::collection::vec(post, 1..5)).prop_map(|(source, posts)| {
        let lines = posts.into_iter().map(|(words, number, wide)| {
            let gap = if wide { "  " } else { " " };
            let number = number.map(|number| number.to_string());
            line(&format!("Statement{gap}number {words}"), number.as_deref())
        });
        (source, lines.collect())
    })
}

type Folds = BTreeMap<DocumentId, (Document, Vec<Appearance>)>;

async fn folds(world: &World, ingest: &dyn IngestApi) -> Folds {
    let mut folds = Folds::new();
    for indexed in world.search.documents() {
        let record = ingest.get_document(indexed.document.id).await.unwrap();
        assert_eq!(
            record.document, indexed.document,
            "the index holds the archive's fold"
        );
        assert_eq!(record.appearances, indexed.appearances);
        let mut appearances = record.appearances;
        for appearance in &mut appearances {
            // A post that stands in two captures keeps the place where it was seen first.
            if appearance.post_id.is_some() && !appearance.source.is_empty() {
                appearance.locator.capture = communique_model::CaptureId::from_bytes([0; 16]);
                appearance.locator.byte_start = 0;
                appearance.locator.byte_end = 0;
                appearance.locator.line_start = 0;
                appearance.locator.line_end = 0;
                appearance.version = record.document.version;
            }
        }
        folds.insert(record.document.id, (record.document, appearances));
    }
    folds
}

async fn take_all(captures: &[(usize, String)], order: &[usize]) -> Folds {
    const SOURCES: [&str; 3] = ["", "@embassy", "@ministry"];
    let world = World::default();
    let ingest = world.start().await;
    for &index in order {
        let (source, bytes) = &captures[index % captures.len()];
        take(&ingest, SOURCES[*source], bytes).await;
    }
    assert_eq!(ingest.describe().await.unwrap().pending, 0);
    folds(&world, &ingest).await
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_order_and_any_repetition_gives_the_same(
        captures in prop::collection::vec(capture(), 1..5),
        order in prop::collection::vec(0..100_usize, 0..6),
    ) {
        // Bytes handed in under two sources keep the first: that is the one thing told in order.
        let mut captures = captures;
        captures.sort_by(|one, other| one.1.cmp(&other.1));
        captures.dedup_by(|one, other| one.1 == other.1);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let forward: Vec<_> = (0..captures.len()).collect();
            let mut shuffled = order.clone();
            shuffled.extend(forward.iter().rev());
            let one = take_all(&captures, &forward).await;
            let other = take_all(&captures, &shuffled).await;
            prop_assert_eq!(one, other);
            Ok(())
        })?;
    }
}
