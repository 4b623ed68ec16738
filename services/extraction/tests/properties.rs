//! What holds for every text, whatever is in it.

mod support;

use std::collections::BTreeSet;

use communique_model::{CodePoints, EntityId, Extraction, Label};
use proptest::prelude::*;
use support::{date, engine};

/// Pieces that the layers react to, so that random texts reach them.
const PIECES: &[&str] = &[
    "Russia",
    "Kazakhstan",
    "Russian",
    "the",
    "The",
    "West",
    "UN",
    "Security Council",
    "Council",
    "of",
    "President",
    "Foreign Minister",
    "Mr",
    "Tokayev",
    "Vladimir Putin",
    "and",
    "summit",
    "Charter",
    "Article 51",
    "Resolution",
    "2720",
    "2024",
    "July 3",
    "-",
    "–",
    "’s",
    "’",
    "#",
    "#SCO",
    "#RussiaKazakhstan",
    "US$",
    "30",
    "billion",
    "%",
    "percent",
    "last year",
    "today",
    "\n",
    "\n\n",
    ":",
    ".",
    ",",
    "(",
    ")",
    "“",
    "”",
    "💬",
    "🇷🇺",
    "é",
    "ß",
    "٣",
    "\u{301}",
    "\u{200b}",
    "Day",
    "Ministry",
    "Foreign Ministry",
    "border",
    "Persons",
    "said",
    "A.",
    "in",
    "for",
    "CIS",
    "24th",
    "session",
    "/",
    "A/RES/1",
];

fn mixed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{1,6}",
    ];
    let space = prop_oneof![4 => Just(" "), 1 => Just("")];
    prop::collection::vec((piece, space), 0..60).prop_map(|pieces| {
        let joined = pieces.into_iter().map(|(piece, space)| piece + space);
        joined.collect()
    })
}

fn reference() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "2024",
        "2024-02",
        "2024-02-29",
        "0001-01-01",
        "9999-12-31",
    ])
}

fn check(text: &str, extraction: &Extraction) {
    let points = CodePoints::new(text);
    let mentions = &extraction.mentions;
    for mention in mentions {
        assert!(!mention.span.is_empty());
        assert!(mention.span.end <= points.len());
        let words = points.slice(mention.span);
        assert_eq!(words.trim(), words, "no white space at the edges");
        assert_eq!(words.chars().count(), mention.span.len() as usize);
    }
    for pair in mentions.windows(2) {
        let key = |index: usize| {
            let span = pair[index].span;
            (span.start, std::cmp::Reverse(span.end))
        };
        assert!(key(0) <= key(1), "in the order of the text, longer first");
    }
    let mut offices: Option<communique_model::Span> = None;
    let mut last_end = 0;
    for mention in mentions {
        if mention.label == Label::Office {
            assert!(
                mention.span.start >= last_end,
                "offices overlap nothing before them"
            );
            assert!(offices.is_none_or(|office| !office.overlaps(mention.span)));
            offices = Some(mention.span);
            continue;
        }
        assert!(mention.span.start >= last_end, "names do not overlap");
        last_end = mention.span.end;
        if let Some(office) = offices.filter(|office| office.overlaps(mention.span)) {
            assert!(office.contains(mention.span), "nested, not crossing");
            assert_ne!(office, mention.span);
            assert!(matches!(
                mention.label,
                Label::Gpe | Label::Org | Label::Norp | Label::Loc
            ));
        }
    }
    let listed: BTreeSet<&EntityId> = extraction
        .entities
        .iter()
        .map(|entity| &entity.id)
        .collect();
    assert_eq!(listed.len(), extraction.entities.len(), "each entity once");
    let named = mentions
        .iter()
        .flat_map(|mention| mention.entity.iter().chain(&mention.parts));
    let wholes = extraction
        .entities
        .iter()
        .flat_map(|entity| &entity.part_of);
    let offices = extraction
        .offices
        .iter()
        .flat_map(|office| std::iter::once(&office.person).chain(&office.of));
    for id in named
        .chain(wholes)
        .chain(offices)
        .chain(&extraction.speakers)
    {
        assert!(listed.contains(id), "{id} is listed");
    }
    for office in &extraction.offices {
        assert!(office.evidence.end <= points.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn mentions_are_valid_sorted_and_nest_only_in_offices(
        text in mixed(),
        reference in reference(),
    ) {
        let extraction = engine().extract(&text, date(reference));
        check(&text, &extraction);
    }

    #[test]
    fn any_characters_are_taken(text in any::<String>()) {
        let extraction = engine().extract(&text, date("2024-07-03"));
        check(&text, &extraction);
    }

    #[test]
    fn the_same_input_gives_the_same_output(text in mixed(), reference in reference()) {
        let once = engine().extract(&text, date(reference));
        let again = engine().extract(&text, date(reference));
        prop_assert_eq!(once, again);
    }

    #[test]
    fn what_stands_in_another_line_moves_with_its_line(text in mixed()) {
        // Lines above that hold nothing only shift the spans.
        let plain = engine().extract(&text, None);
        let shifted = engine().extract(&format!("…\n{text}"), None);
        let back: Vec<_> = shifted
            .mentions
            .into_iter()
            .map(|mention| (mention.span.start - 2, mention.span.end - 2, mention.label))
            .collect();
        let plain: Vec<_> = plain
            .mentions
            .into_iter()
            .map(|mention| (mention.span.start, mention.span.end, mention.label))
            .collect();
        prop_assert_eq!(plain, back);
    }
}
