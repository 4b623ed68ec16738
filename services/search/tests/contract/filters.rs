//! Filters and facets.

use communique_model::{
    DocumentKind, ErrorKind, Filter, FilterField, IndexedDocument, Label, Query,
};

use crate::bench::{Bench, ids, ids_of, terms, words};
use crate::fixtures::{body, csto, csto_council, doc, kazakhstan, russia, tokayev};

/// Every filter field, to ask for all facets.
const FIELDS: [FilterField; 9] = [
    FilterField::Entity,
    FilterField::Label,
    FilterField::Country,
    FilterField::Organisation,
    FilterField::Person,
    FilterField::Hashtag,
    FilterField::Language,
    FilterField::Source,
    FilterField::Kind,
];

fn documents() -> Vec<IndexedDocument> {
    vec![
        doc("The CSTO met. #CSTO #Astana2024")
            .mention("CSTO", Label::Org, &[csto()])
            .source("@embassy")
            .source("@mission")
            .kind(DocumentKind::Meeting)
            .language("en")
            .date("2024-07-03")
            .build(),
        doc("The Foreign Ministers Council of the treaty met.")
            .mention("Foreign Ministers Council", Label::Org, &[csto_council()])
            .with_entity(&csto())
            .source("@embassy")
            .date("2024-07")
            .build(),
        doc("The CSTO Secretary General called the President of Kazakhstan Tokayev.")
            .mention("CSTO Secretary General", Label::Office, &[csto()])
            .mention("President of Kazakhstan", Label::Office, &[kazakhstan()])
            .mention("Tokayev", Label::Person, &[tokayev()])
            .kind(DocumentKind::Call)
            .date("2023")
            .build(),
        doc("A post on trade #RussiaKazakhstan #csto")
            .mention(
                "#RussiaKazakhstan",
                Label::Hashtag,
                &[russia(), kazakhstan()],
            )
            .source("He said \"so\" \\ OR 1=1 'x'")
            .language("en")
            .build(),
        doc("Nothing is named here.").date("2022-01-31").build(),
    ]
}

async fn filled(bench: &Bench) -> Vec<IndexedDocument> {
    let documents = documents();
    bench.fill(documents.clone()).await;
    documents
}

pub(crate) async fn organisations_cover_their_organs(bench: Bench) {
    let documents = filled(&bench).await;
    let expected = ids_of(&documents[..3]);
    let field = FilterField::Organisation;
    for value in [
        "organisation:csto",
        "CSTO",
        "csto",
        " collective  security TREATY organisation",
        "одкб",
    ] {
        let found = bench.filter(terms(field, &[value])).await;
        assert_eq!(ids(&found), expected, "{value}");
    }
    let organ = bench
        .filter(terms(field, &["Foreign Ministers Council"]))
        .await;
    assert_eq!(ids(&organ), ids_of([&documents[1]]));
    // Part of a name is not the name, and a country is no organisation.
    for value in ["Collective", "Kazakhstan"] {
        assert_eq!(bench.filter(terms(field, &[value])).await.total, 0);
    }
}

pub(crate) async fn countries_by_any_mention(bench: Bench) {
    let documents = filled(&bench).await;
    for value in [
        "country:KZ",
        "KZ",
        "kz",
        "Kazakhstan",
        "republic of kazakhstan",
    ] {
        let found = bench.filter(terms(FilterField::Country, &[value])).await;
        assert_eq!(ids(&found), ids_of(&documents[2..4]), "{value}");
        let found = bench.filter(terms(FilterField::Entity, &[value])).await;
        assert_eq!(ids(&found), ids_of(&documents[2..4]), "{value}");
    }
}

pub(crate) async fn every_field_filters(bench: Bench) {
    let documents = filled(&bench).await;
    for (field, value, expected) in [
        (FilterField::Person, "tokayev", &[2][..]),
        (FilterField::Hashtag, "#csto", &[0, 3]),
        (FilterField::Hashtag, "RUSSIAKAZAKHSTAN", &[3]),
        (FilterField::Label, "OFFICE", &[2]),
        (FilterField::Label, "org", &[0, 1]),
        (FilterField::Language, "EN", &[0, 3]),
        (FilterField::Source, "@mission", &[0]),
        (FilterField::Source, "@Embassy", &[0, 1]),
        (FilterField::Kind, "MEETING", &[0]),
    ] {
        let found = bench.filter(terms(field, &[value])).await;
        let expected = ids_of(expected.iter().map(|&number| &documents[number]));
        assert_eq!(ids(&found), expected, "{field:?} {value}");
    }
}

pub(crate) async fn and_or_not(bench: Bench) {
    let documents = filled(&bench).await;
    let csto = || terms(FilterField::Organisation, &["CSTO"]);
    let embassy = || terms(FilterField::Source, &["@embassy"]);
    let meeting = || terms(FilterField::Kind, &["MEETING"]);
    let not = |filter| Filter::Not(Box::new(filter));
    for (filter, expected) in [
        (Filter::All(vec![csto(), embassy()]), &[0, 1][..]),
        (Filter::All(vec![csto(), not(embassy())]), &[2]),
        (Filter::Any(vec![meeting(), not(csto())]), &[0, 3, 4]),
        (not(Filter::Any(vec![meeting(), not(csto())])), &[1, 2]),
        (not(not(meeting())), &[0]),
        (Filter::All(Vec::new()), &[0, 1, 2, 3, 4]),
        (Filter::Any(Vec::new()), &[]),
        (not(Filter::Any(Vec::new())), &[0, 1, 2, 3, 4]),
        (not(Filter::All(Vec::new())), &[]),
        (
            terms(FilterField::Kind, &["meeting", "call", "summit"]),
            &[0, 2],
        ),
    ] {
        let found = bench.filter(filter.clone()).await;
        let expected = ids_of(expected.iter().map(|&number| &documents[number]));
        assert_eq!(ids(&found), expected, "{filter:?}");
    }
    let narrowed = bench
        .ask(Query {
            filter: Some(not(embassy())),
            ..words("CSTO")
        })
        .await;
    assert_eq!(ids(&narrowed), ids_of(&documents[2..4]));
}

pub(crate) async fn date_ranges_overlap(bench: Bench) {
    let documents = filled(&bench).await;
    for (from, to, expected) in [
        (Some("2024-07-03"), Some("2024-07-03"), &[0, 1][..]),
        (Some("2024-07-04"), None, &[1]),
        (Some("2023-06"), Some("2023-06"), &[2]),
        (None, Some("2023"), &[2, 4]),
        (Some("2022-02"), Some("2022-12"), &[]),
        (Some("2022"), Some("2022"), &[4]),
        (None, None, &[0, 1, 2, 4]),
        (Some("0001"), Some("9999"), &[0, 1, 2, 4]),
    ] {
        let date = |text: Option<&str>| text.map(|text| text.parse().expect("a date"));
        let range = Filter::DateRange {
            from: date(from),
            to: date(to),
        };
        let found = bench.filter(range.clone()).await;
        let these = ids_of(expected.iter().map(|&number| &documents[number]));
        assert_eq!(ids(&found), these, "{from:?} {to:?}");
        let others = bench.filter(Filter::Not(Box::new(range))).await;
        assert_eq!(others.total as usize, 5 - expected.len());
    }
}

pub(crate) async fn values_are_never_syntax(bench: Bench) {
    let documents = filled(&bench).await;
    for value in [
        "\" OR 1=1",
        "' OR 1=1 --",
        "\\\"",
        "\\",
        "\"",
        "x\" OR source EXISTS OR source = \"",
        "_geoRadius(0,0,1)",
        "NOT",
        "[*]",
        "a\u{0}b",
        "\n\r\t.",
        "{\"$ne\":1}",
        "*",
        "#;&?",
    ] {
        let mut fields = FIELDS.to_vec();
        fields.retain(|field| *field != FilterField::Hashtag);
        for field in fields {
            let found = bench.filter(terms(field, &[value])).await;
            assert_eq!(found.total, 0, "{field:?} {value}");
        }
        bench.find(value).await;
        bench
            .search
            .suggest(value.to_owned(), 5)
            .await
            .expect("suggestions");
    }
    let strange = "He said \"so\" \\ OR 1=1 'x'";
    let found = bench.filter(terms(FilterField::Source, &[strange])).await;
    assert_eq!(ids(&found), ids_of([&documents[3]]));
}

pub(crate) async fn wrong_filters_are_refused(bench: Bench) {
    filled(&bench).await;
    let kind = || terms(FilterField::Kind, &["CALL"]);
    let deep = (0..16).fold(kind(), |inner, _| Filter::All(vec![inner]));
    let many = terms(FilterField::Country, &["KZ"; 1_001]);
    let empty = Filter::Any(vec![kind(), terms(FilterField::Source, &["  "])]);
    let none = Filter::Not(Box::new(terms(FilterField::Source, &[])));
    for (filter, path) in [
        (none, "filter.not.terms.values"),
        (deep, "filter.all[0].all[0]"),
        (many, "filter.terms.values"),
        (empty, "filter.any[1].terms.values[0]"),
    ] {
        let query = Query {
            filter: Some(filter),
            ..Query::default()
        };
        let error = bench.search.search(query).await.expect_err("refused");
        assert_eq!(error.kind, ErrorKind::InvalidArgument);
        // On the wire a list of conditions is a message of its own.
        let field = error.violations[0].field.replace(".filters[", "[");
        assert!(field.starts_with(path), "{error:?}");
    }
    let thousand: Vec<String> = (0..1_000).map(|n| format!("value {n}")).collect();
    let thousand: Vec<&str> = thousand.iter().map(String::as_str).collect();
    let found = bench.filter(terms(FilterField::Source, &thousand)).await;
    assert_eq!(found.total, 0);
}

pub(crate) async fn facets_equal_totals(bench: Bench) {
    filled(&bench).await;
    for text in ["", "the", "csto", "met zzyzx"] {
        let query = Query {
            facets: FIELDS.to_vec(),
            ..words(text)
        };
        let found = bench.ask(query.clone()).await;
        assert_eq!(found.facets.len(), FIELDS.len());
        for facet in &found.facets {
            assert_eq!(facet.distinct as usize, facet.values.len());
            assert!(facet.exact);
            for value in &facet.values {
                let narrowed = bench
                    .ask(Query {
                        filter: Some(terms(facet.field, &[&value.value])),
                        ..query.clone()
                    })
                    .await;
                assert_eq!(narrowed.total, value.count, "{:?} {value:?}", facet.field);
            }
        }
    }
}

pub(crate) async fn facets_have_names(bench: Bench) {
    filled(&bench).await;
    let found = bench
        .ask(Query {
            facets: vec![
                FilterField::Organisation,
                FilterField::Hashtag,
                FilterField::Label,
            ],
            ..Query::default()
        })
        .await;
    let shown = |number: usize| -> Vec<(String, String, u64)> {
        let values = found.facets[number].values.iter();
        values
            .map(|value| (value.value.clone(), value.name.clone(), value.count))
            .collect()
    };
    let own = |value: &str, name: &str, count| (value.to_owned(), name.to_owned(), count);
    assert_eq!(
        shown(0),
        [
            own("organisation:csto", "CSTO", 3),
            own(
                "organisation:csto-foreign-ministers-council",
                "CSTO Foreign Ministers Council",
                1
            ),
        ]
    );
    assert_eq!(
        shown(1),
        [
            own("#CSTO", "#CSTO", 2),
            own("#Astana2024", "#Astana2024", 1),
            own("#RussiaKazakhstan", "#RussiaKazakhstan", 1),
        ]
    );
    assert_eq!(shown(2)[0], own("ORG", "ORG", 2));
}

pub(crate) async fn a_hundred_and_fifty_values(bench: Bench) {
    let documents = (0..150).map(|number| {
        let text = format!("Body {number} met in session {number}.");
        let surface = format!("Body {number}");
        doc(text)
            .mention(&surface, Label::Org, &[body(number)])
            .build()
    });
    bench.fill(documents).await;
    let query = Query {
        facets: vec![FilterField::Organisation],
        ..words("session")
    };
    let found = bench.ask(query.clone()).await;
    let facet = &found.facets[0];
    assert_eq!((facet.values.len(), facet.distinct), (20, 150));
    assert!(facet.exact);
    assert_eq!(facet.values[1].value, "organisation:body-1");
    let found = bench
        .ask(Query {
            facet_limit: 200,
            ..query
        })
        .await;
    assert_eq!(found.facets[0].values.len(), 150);
}
