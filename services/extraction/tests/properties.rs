//! What holds for every text, whatever is in it.

mod support;

use std::collections::BTreeSet;

use communique_model::{
    CodePoints, EntityId, Extraction, Label, Link, LinkReason, Mention, Named, Span,
};
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
    "met with",
    "held talks with",
    "a meeting of",
    "telephone conversations with",
    "visited",
    "signed",
    "adopted",
    "30th anniversary",
    "interview",
    "remarks",
    "trade",
    "investment",
    "chairing",
    "presidency",
    "quota",
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
    "President Bush",
    "leader Kim",
    "Georgia",
    "Congo",
    "Commonwealth",
    "King",
    "1990",
    "RUSSIAN FOREIGN MINISTER SERGEY LAVROV MEETS",
    "(PSC)",
    "el-Sisi",
    "H.E.",
    "Embassy",
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

/// Every link is explained, its entity given along; candidates are explained, ordered and others.
fn check_links(extraction: &Extraction) {
    for mention in &extraction.mentions {
        assert_eq!(
            mention.entity.is_some(),
            mention.link.is_some(),
            "a link and its reasons go together: {mention:?}"
        );
        let entity = mention.entity.as_ref();
        assert!(entity.is_none_or(|id| extraction.entities.iter().any(|known| known.id == *id)));
        if let Some(link) = &mention.link {
            assert!((Link::CONFIDENT..=100).contains(&link.score), "{link:?}");
            check_reasons(&link.reasons);
        }
        assert!(mention.candidates.len() <= Mention::MOST_CANDIDATES);
        for candidate in &mention.candidates {
            assert!((1..=100).contains(&candidate.score), "{candidate:?}");
            assert_ne!(
                Some(&candidate.entity),
                entity,
                "a candidate is another one"
            );
            check_reasons(&candidate.reasons);
        }
        assert!(
            mention
                .candidates
                .is_sorted_by_key(|candidate| 100 - candidate.score)
        );
    }
}

fn check_reasons(reasons: &[LinkReason]) {
    assert!(!reasons.is_empty());
    let once: BTreeSet<&LinkReason> = reasons.iter().collect();
    assert_eq!(once.len(), reasons.len(), "each reason once: {reasons:?}");
}

fn check(text: &str, extraction: &Extraction) {
    check_links(extraction);
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
        .flat_map(|office| office.person.iter().chain(&office.of));
    for id in named
        .chain(wholes)
        .chain(offices)
        .chain(&extraction.speakers)
    {
        assert!(listed.contains(id), "{id} is listed");
    }
    check_reports(extraction, &points, &listed);
}

/// Every report points into the text, has an id of its own, and names entities that are listed.
fn check_reports(extraction: &Extraction, points: &CodePoints<'_>, listed: &BTreeSet<&EntityId>) {
    let mut evidence: Vec<Span> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    let mut named: Vec<&Named> = extraction.place.iter().collect();
    evidence.extend(extraction.offices.iter().map(|office| office.evidence));
    for event in &extraction.events {
        ids.push(&event.id);
        evidence.push(event.evidence);
        named.extend(&event.place);
        for participant in &event.participants {
            evidence.push(participant.evidence);
            named.push(&participant.who);
        }
    }
    for figure in &extraction.figures {
        ids.push(&figure.id);
        evidence.push(figure.evidence);
        named.extend(figure.parties.iter().chain(&figure.speaker));
        assert!(figure.value.parse::<f64>().is_ok(), "{}", figure.value);
    }
    for chair in &extraction.chairs {
        ids.push(&chair.id);
        evidence.push(chair.evidence);
        named.extend([&chair.who, &chair.what]);
    }
    for utterance in &extraction.utterances {
        evidence.push(utterance.span);
        named.push(&utterance.speaker);
    }
    for span in evidence {
        assert!(!span.is_empty() && span.end <= points.len(), "{span:?}");
    }
    for name in named {
        assert!(!name.name.is_empty());
        assert!(name.entity.iter().all(|id| listed.contains(id)));
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "each report has its own id");
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
