//! Order and pages.

use std::collections::BTreeSet;

use communique_model::{DocumentId, ErrorKind, FilterField, Query, Sort};

use crate::bench::{Bench, words};
use crate::fixtures::doc;

fn dated(date: &str) -> communique_model::IndexedDocument {
    doc(format!("A meeting was held, {date}."))
        .date(date)
        .build()
}

pub(crate) async fn fifteen_hundred_hits(bench: Bench) {
    let number = 1_500_u64;
    bench
        .fill((0..number).map(|n| doc(format!("A meeting was held, number {n}.")).build()))
        .await;
    for text in ["meeting", "\"was held\"", ""] {
        let found = bench
            .ask(Query {
                page_size: 200,
                facets: vec![FilterField::Language],
                ..words(text)
            })
            .await;
        assert_eq!((found.total, found.exact), (number, true), "{text}");
        assert_eq!(found.hits.len(), 200);
    }
    for sort in [Sort::Relevance, Sort::Newest] {
        let query = Query {
            page_size: 200,
            sort,
            ..words("meeting held")
        };
        let walked = bench.walk(query).await;
        let distinct: BTreeSet<DocumentId> = walked.iter().copied().collect();
        assert_eq!((walked.len(), distinct.len()), (1_500, 1_500));
    }
}

pub(crate) async fn undated_come_last(bench: Bench) {
    let mut documents = vec![
        dated("2024-07-03"),
        dated("2024-06"),
        dated("2023"),
        dated("1999-12-31"),
    ];
    let mut undated = vec![
        doc("A meeting was held once.").build(),
        doc("A meeting was held twice.").build(),
    ];
    undated.sort_by_key(|document| document.document.id);
    bench.fill(undated.iter().chain(&documents).cloned()).await;
    let ids = |documents: &[communique_model::IndexedDocument]| -> Vec<DocumentId> {
        documents.iter().map(|d| d.document.id).collect()
    };
    for text in ["", "meeting", "\"meeting was\""] {
        for page_size in [1, 4, 20] {
            let ask = |sort| Query {
                sort,
                page_size,
                ..words(text)
            };
            documents.sort_by_key(|d| d.document.date);
            let mut expected = ids(&documents);
            expected.extend(ids(&undated));
            assert_eq!(bench.walk(ask(Sort::Oldest)).await, expected);
            documents.reverse();
            let mut expected = ids(&documents);
            expected.extend(ids(&undated));
            assert_eq!(bench.walk(ask(Sort::Newest)).await, expected);
            if text.is_empty() {
                assert_eq!(bench.walk(ask(Sort::Relevance)).await, expected);
            }
        }
    }
}

pub(crate) async fn ties_go_by_id(bench: Bench) {
    let mut expected: Vec<DocumentId> = Vec::new();
    for batch in 0..5 {
        let same = (0..10).map(|n| doc(format!("same words {}", batch * 10 + n)).build());
        let same: Vec<_> = same.collect();
        expected.extend(same.iter().map(|document| document.document.id));
        bench.fill(same).await;
    }
    expected.sort_unstable();
    let query = Query {
        page_size: 7,
        ..words("same words")
    };
    assert_eq!(bench.walk(query).await, expected);
}

pub(crate) async fn tokens_belong_to_questions(bench: Bench) {
    bench
        .fill((0..30).map(|n| doc(format!("A meeting {n}.")).build()))
        .await;
    let query = words("meeting");
    let first = bench.ask(query.clone()).await;
    assert_eq!(first.hits.len(), 20);
    let goes_on = |query: Query| Query {
        page_token: first.next_page_token.clone(),
        ..query
    };
    let second = bench.ask(goes_on(query.clone())).await;
    assert_eq!(second.hits.len(), 10);
    assert_eq!(second.next_page_token, "");
    for wrong in [
        goes_on(words("meetings")),
        goes_on(Query {
            sort: Sort::Oldest,
            ..query.clone()
        }),
        goes_on(Query {
            facets: vec![FilterField::Kind],
            ..query.clone()
        }),
        Query {
            page_token: "AQIDBA".to_owned(),
            ..query.clone()
        },
        Query {
            page_token: "ü ".repeat(100),
            ..query.clone()
        },
    ] {
        let error = bench.search.search(wrong).await.expect_err("refused");
        assert_eq!(error.kind, ErrorKind::InvalidArgument);
        assert_eq!(error.violations[0].field, "page_token");
    }
    // More than 200 gives 200, and another size may be asked for on the way.
    let rest = bench
        .ask(Query {
            page_size: 5_000,
            ..goes_on(query)
        })
        .await;
    assert_eq!(rest.hits.len(), 10);
}

pub(crate) async fn answers_stay_within_bounds(bench: Bench) {
    // Sixty texts of the longest that is given whole, four bytes a letter.
    let filler = "𐐷".repeat(65_000);
    bench
        .fill((0..60).map(|n| doc(format!("long {n} {filler}")).build()))
        .await;
    let query = Query {
        page_size: 200,
        ..words("long")
    };
    let first = bench.ask(query.clone()).await;
    let bytes: usize = first.hits.iter().map(|hit| hit.text.len()).sum();
    assert!(bytes < 14 << 20, "{bytes}");
    assert_eq!(first.total, 60);
    let by_date = Query {
        sort: Sort::Newest,
        ..query
    };
    assert_eq!(bench.walk(by_date).await.len(), 60);
}
