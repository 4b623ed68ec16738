//! Words, typos, phrases, highlights.

use communique_model::{IndexedDocument, NoticeCode, Span};

use crate::bench::{Bench, highlighted, ids, ids_of};
use crate::fixtures::{csto, doc, tokayev};
use communique_model::Label;

fn trade() -> Vec<IndexedDocument> {
    [
        "The turnover of trade with Kazakhstan grew in spring.",
        "The ministers spoke of trade and of transit.",
        "The delegation visited a museum in Almaty.",
        "Turnover fell, the bank of Kazakhstan said.",
    ]
    .map(|text| doc(text).build())
    .into()
}

pub(crate) async fn all_words_must_match(bench: Bench) {
    let documents = trade();
    bench.fill(documents.clone()).await;
    let found = bench.find("turnover kazakhstan").await;
    assert_eq!(ids(&found), ids_of([&documents[0], &documents[3]]));
    assert!(found.exact && found.notices.is_empty());
    let found = bench.find("TRADE of kazakhstan turnover").await;
    assert_eq!(ids(&found), ids_of([&documents[0]]));
    assert_eq!(bench.find("").await.total, 4);
}

pub(crate) async fn rarest_words_decide(bench: Bench) {
    let documents = trade();
    bench.fill(documents.clone()).await;
    // "of" and "the" are everywhere, "museum" is in one document and "transit" in another.
    let found = bench.find("the museum of transit").await;
    assert_eq!(found.total, 1);
    let notice = &found.notices[0];
    assert_eq!(notice.code, NoticeCode::WordsDropped);
    assert_eq!(notice.words.len(), 3);
    // A word that nobody says goes first.
    let found = bench.find("zzyzx trade").await;
    assert_eq!(ids(&found), ids_of([&documents[0], &documents[1]]));
    assert_eq!(found.notices[0].words, ["zzyzx"]);
    // All unknown: nothing is found, and nothing pretended.
    let found = bench.find("zzyzx qwxyk").await;
    assert_eq!((found.total, found.notices.len()), (0, 0));
}

pub(crate) async fn typos_by_length(bench: Bench) {
    let texts = ["visa", "court", "decision", "biosecurity", "42nd 20240703"];
    bench.fill(texts.map(|text| doc(text).build())).await;
    for (typed, expected) in [
        ("viza talk", 0),
        ("coutr", 1),
        ("cuort", 1),
        ("coort", 1),
        ("cxxrt", 0),
        ("decisoin", 1),
        ("dceisoin", 0),
        ("biosecruty", 1),
        ("bisecruity", 1),
        ("bisecrutey", 0),
        ("20240704", 0),
        ("mourt", 0),
    ] {
        let total = bench.find(typed).await.total;
        assert_eq!(total, expected, "{typed}");
    }
}

pub(crate) async fn a_near_spelling_finds_a_person(bench: Bench) {
    let text = "Kassym-Jomart Tokayev received the guests.";
    let document = doc(text)
        .mention("Kassym-Jomart Tokayev", Label::Person, &[tokayev()])
        .build();
    bench
        .fill([document, doc("The guests left.").build()])
        .await;
    for typed in [
        "Tokaev",
        "Tokayev",
        "Токаев Касым-Жомарт",
        "Касым-Жомарт Токаев",
    ] {
        let found = bench.find(typed).await;
        let expected = if typed.starts_with("Токаев К") {
            0
        } else {
            1
        };
        assert_eq!(found.total, expected, "{typed}");
    }
    let found = bench.find("Tokaev").await;
    assert_eq!(highlighted(&found.hits[0]), ["Tokayev"]);
}

pub(crate) async fn a_whole_name_finds_its_entity(bench: Bench) {
    let named = doc("Talks within the CSTO went on.")
        .mention("CSTO", Label::Org, &[csto()])
        .build();
    let other = doc("Security of a treaty is collective work of one organisation.").build();
    bench.fill([named.clone(), other.clone()]).await;
    let found = bench
        .find("Collective Security Treaty Organisation talks")
        .await;
    assert_eq!(ids(&found), ids_of([&named]));
    assert_eq!(highlighted(&found.hits[0]), ["Talks", "CSTO"]);
    // A single word of a long name is not the name.
    let found = bench.find("treaty").await;
    assert_eq!(ids(&found), ids_of([&other]));
}

pub(crate) async fn exact_above_fuzzy(bench: Bench) {
    let exact = doc("The court heard the case. Nothing else happened there on that day.").build();
    let near = doc("Count count count.").build();
    bench.fill([near.clone(), exact.clone()]).await;
    let found = bench.find("court").await;
    assert_eq!(found.total, 2);
    assert_eq!(found.hits[0].document_id, exact.document.id);
    let found = bench.find("count").await;
    assert_eq!(found.hits[0].document_id, near.document.id);
}

pub(crate) async fn the_last_word_is_a_prefix(bench: Bench) {
    let documents = ["cooperation", "coop", "corporate", "cooperative talks"];
    bench.fill(documents.map(|text| doc(text).build())).await;
    for (typed, expected) in [
        ("coop", 3),
        ("co", 4),
        ("c", 4),
        ("coope talks", 0),
        ("coopera", 2),
    ] {
        let found = bench.find(typed).await;
        let total = if found.notices.is_empty() {
            found.total
        } else {
            0
        };
        assert_eq!(total, expected, "{typed}");
    }
}

pub(crate) async fn phrases_keep_their_order(bench: Bench) {
    let documents = [
        doc("They spoke of efforts in biosecurity and of biosecurity efforts.").build(),
        doc("Efforts were made. Biosecurity was praised; efforts, too.").build(),
        doc("a b x b c y a z c").build(),
        doc("x a b c").title("Biosecurity efforts").build(),
    ];
    bench.fill(documents.clone()).await;
    let found = bench.find("\"biosecurity efforts\"").await;
    assert_eq!(ids(&found), ids_of([&documents[0], &documents[3]]));
    // Three words must stand together, not merely each pair somewhere.
    let found = bench.find("\"a b c\"").await;
    assert_eq!(ids(&found), ids_of([&documents[3]]));
    // A phrase allows no typo and is never dropped.
    assert_eq!(bench.find("\"biosecurty efforts\"").await.total, 0);
    let found = bench.find("\"efforts of biosecurity\" praised").await;
    assert_eq!((found.total, found.notices.len()), (0, 0));
    // Words beside a phrase are dropped where they must be.
    let found = bench.find("\"a b c\" praised").await;
    assert_eq!(ids(&found), ids_of([&documents[3]]));
    assert_eq!(found.notices[0].words, ["praised"]);
    // Words and phrase narrow each other; an open quote is no quote.
    let found = bench.find("\"biosecurity efforts\" spoke \"of").await;
    assert_eq!(ids(&found), ids_of([&documents[0]]));
}

pub(crate) async fn highlights_count_code_points(bench: Bench) {
    let text = "🇷🇺🤝🇰🇿 Talks in 🇰🇿 Astana: „Astana“ is ready.";
    bench.fill([doc(text).build()]).await;
    let found = bench.find("astana").await;
    let hit = &found.hits[0];
    assert_eq!(hit.highlights[0].span, Span::new(18, 24));
    assert_eq!(highlighted(hit), ["Astana", "Astana"]);
    assert_eq!(hit.text, text);
    let found = bench.find("\"is ready\" talks").await;
    assert_eq!(highlighted(&found.hits[0]), ["Talks", "is ready"]);
}

pub(crate) async fn twenty_words(bench: Bench) {
    let words: Vec<String> = (0..20).map(|n| format!("word{n}")).collect();
    let all = doc(words.join(" ")).build();
    let most = doc(words[..19].join(" ")).build();
    bench.fill([all.clone(), most.clone()]).await;
    let found = bench.find(&words.join(" ")).await;
    assert_eq!(ids(&found), ids_of([&all]));
    assert_eq!(highlighted(&found.hits[0]).len(), 20);
    let found = bench
        .find(&format!("{} word18", words[..18].join(" ")))
        .await;
    assert_eq!(found.total, 2);
}

pub(crate) async fn a_long_text(bench: Bench) {
    let filler = "lorem ipsum dolor sit amet ".repeat(20_000);
    let text = format!("{filler}at last comes the harvest festival of Taraz");
    let long = doc(&text).build();
    bench.fill([long.clone(), doc("A festival.").build()]).await;
    for query in [
        "taraz",
        "harvest taraz",
        "\"harvest festival\"",
        "lorem taraz",
    ] {
        let found = bench.find(query).await;
        assert_eq!(ids(&found), ids_of([&long]), "{query}");
    }
    let hit = &bench.find("taraz").await.hits[0];
    assert_eq!(hit.text.chars().count(), 65_536);
    assert!(hit.text_start > 0);
    assert_eq!(highlighted(hit), ["Taraz"]);
    let start = hit.highlights[0].span.start;
    assert_eq!(start as usize, text.chars().count() - "Taraz".len());
    assert!(hit.snippet.contains(hit.highlights[0].span));
    let hit = &bench.find("lorem").await.hits[0];
    assert_eq!(hit.highlights.len(), 1_000);
}

pub(crate) async fn other_scripts(bench: Bench) {
    let documents = [
        doc("Встреча министров в Астане: ёлка и снег").build(),
        doc("中国和哈萨克斯坦").build(),
        doc("Erdoğan İstanbul’da Straße").build(),
    ];
    bench.fill(documents.clone()).await;
    for (typed, document) in [
        ("встреча АСТАНЕ", 0),
        ("елка", 0),
        ("министро", 0),
        ("中国", 1),
        ("\"哈萨克\"", 1),
        ("erdogan istanbul strasse", 2),
    ] {
        let found = bench.find(typed).await;
        assert_eq!(ids(&found), ids_of([&documents[document]]), "{typed}");
        assert!(!found.hits[0].highlights.is_empty(), "{typed}");
    }
    assert_eq!(bench.find("\"国中\"").await.total, 0);
}
