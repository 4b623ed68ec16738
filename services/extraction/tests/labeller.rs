//! Names that no list knows: what the labeller adds to the rules, and what it leaves alone.

mod support;

use std::sync::Arc;

use communique_extraction::knowledge::{self, Knowledge};
use communique_extraction::labeller::{self, Observer, WordClasses};
use communique_extraction::{Composition, RuleEngine};
use communique_model::{CodePoints, Label};
use support::{engine, extract};

const TEXT: &str = "Maren Tolvik, who teaches history in Bergen, wrote to the Halvorsen Institute. \
Tolvik’s letter was read on Monday by members of the Norland Farmers Union.";

fn names(text: &str, engine: &RuleEngine) -> Vec<(String, Label)> {
    let points = CodePoints::new(text);
    let mentions = engine.extract(text, None).mentions;
    let name = |span| points.slice(span).to_owned();
    mentions
        .into_iter()
        .map(|mention| (name(mention.span), mention.label))
        .collect()
}

#[test]
fn new_persons_are_found_and_found_again_by_surname() {
    let found = names(TEXT, &engine());
    for expected in ["Maren Tolvik", "Tolvik"] {
        let wanted = (expected.to_owned(), Label::Person);
        assert!(found.contains(&wanted), "{expected} in {found:?}");
    }
}

#[test]
fn each_part_can_be_left_out() {
    let model = labeller::embedded().unwrap();
    let knowledge = knowledge::embedded().unwrap();
    let layers = |composition| {
        let engine = RuleEngine::composed(Arc::clone(&knowledge), "test", composition);
        let mentions = engine.extract(TEXT, None).mentions;
        mentions
            .into_iter()
            .map(|mention| mention.layer)
            .collect::<Vec<_>>()
    };
    let rules = layers(Composition::Rules);
    assert!(!rules.is_empty() && rules.iter().all(|layer| layer != "labeller"));
    let labeller = layers(Composition::Labeller(model));
    assert!(!labeller.is_empty() && labeller.iter().all(|layer| layer == "labeller"));
}

#[test]
fn spans_keep_to_the_guidelines() {
    let extraction = extract(TEXT, "");
    let points = CodePoints::new(TEXT);
    for mention in extraction
        .mentions
        .iter()
        .filter(|one| one.layer == "labeller")
    {
        let words = points.slice(mention.span);
        assert!(!words.to_lowercase().starts_with("the "), "{words}");
        assert!(!words.ends_with("’s") && !words.ends_with('’'), "{words}");
        assert!(!words.starts_with("Mr"), "{words}");
    }
}

#[test]
fn threads_make_no_difference() {
    let expected = names(TEXT, &engine());
    std::thread::scope(|scope| {
        let answers: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| names(TEXT, &engine())))
            .collect();
        for answer in answers {
            assert_eq!(answer.join().unwrap(), expected);
        }
    });
}

#[test]
fn any_text_is_taken() {
    let long = [
        "A".repeat(1 << 20),
        "🇷🇺🤝🇰🇿".repeat(1 << 12),
        "外交部发言人".repeat(1 << 12),
        "وزارة الخارجية ".repeat(1 << 9),
        "Встреча в Астане. ".repeat(1 << 9),
        "Ab-".repeat(1 << 11),
        "A.B.".repeat(1 << 11),
        "Of The ".repeat(1 << 10),
    ];
    for text in &long {
        let count = CodePoints::new(text).len() as usize;
        for mention in engine().extract(text, None).mentions {
            assert!(mention.span.start < mention.span.end && mention.span.end as usize <= count);
        }
    }
}

/// The model is of no use with other features: whoever changes them raises their version and trains
/// again.
#[test]
fn features_are_what_the_model_was_trained_with() {
    let observer = Observer::new(Arc::new(Knowledge::default()), WordClasses::default());
    let observation = observer.observe("On Friday Maren Tolvik of the Halvorsen Institute left.");
    let lines: Vec<String> = observation
        .stretches
        .iter()
        .flat_map(|stretch| stretch.tokens.clone().zip(&stretch.features))
        .map(|(token, features)| {
            let sum = features
                .iter()
                .fold(0_u64, |sum, hash| sum.rotate_left(7) ^ hash);
            format!("{token}: {} features, {sum:016x}", features.len())
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}
