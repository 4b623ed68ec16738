//! What the engine finds in a text, for the tests beside the layers.

use communique_model::{CodePoints, Label};

use crate::engine::rules::RuleEngine;

/// The words of all mentions of a label, in order.
pub(super) fn found(text: &str, label: Label) -> Vec<String> {
    let engine = RuleEngine::embedded().expect("the tables of the build are right");
    let points = CodePoints::new(text);
    engine
        .extract(text, None)
        .mentions
        .iter()
        .filter(|mention| mention.label == label)
        .map(|mention| points.slice(mention.span).to_owned())
        .collect()
}
