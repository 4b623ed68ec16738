//! What the models of occasions add to the rules and take from them.

use communique_extraction::RuleEngine;
use communique_model::{CodePoints, EventKind, Extraction};

/// A way of telling of a meeting that no rule knows.
const UNUSUAL: &str = "News of the day\nPresident Kassym-Jomart Tokayev has convened the ambassadors of the \
                       member countries for a strategy round in Astana on 3 May.";

/// One that rules know.
const USUAL: &str =
    "Foreign Minister Murat Nurtleu met with Foreign Minister Jeyhun Bayramov in Baku on 3 May.";

fn extract(engine: &RuleEngine, text: &str) -> Extraction {
    engine.extract(text, "2024-05".parse().ok())
}

fn kinds(extraction: &Extraction) -> Vec<EventKind> {
    extraction.events.iter().map(|event| event.kind).collect()
}

#[test]
fn an_occasion_that_no_rule_reads_is_found_with_its_participants_and_its_day() {
    let by_rules = RuleEngine::embedded().unwrap().with_occasions(None);
    assert_eq!(kinds(&extract(&by_rules, UNUSUAL)), []);

    let extraction = extract(&RuleEngine::embedded().unwrap(), UNUSUAL);
    assert_eq!(kinds(&extraction), [EventKind::Meeting]);
    let event = &extraction.events[0];
    assert_eq!(event.date.as_deref(), Some("2024-05-03"));
    let names: Vec<&str> = event
        .participants
        .iter()
        .map(|participant| participant.who.name.as_str())
        .collect();
    assert!(names.contains(&"Kassym-Jomart Tokayev"), "{names:?}");
}

#[test]
fn what_a_rule_reads_stays_as_it_is_where_the_models_agree() {
    let by_rules = RuleEngine::embedded().unwrap().with_occasions(None);
    let both = RuleEngine::embedded().unwrap();
    assert_eq!(
        extract(&by_rules, USUAL).events,
        extract(&both, USUAL).events
    );
}

#[test]
fn who_takes_part_is_shown_in_the_text() {
    let engine = RuleEngine::embedded().unwrap();
    for text in [UNUSUAL, USUAL] {
        let points = CodePoints::new(text);
        for event in extract(&engine, text).events {
            for participant in event.participants {
                assert!(!points.slice(participant.evidence).is_empty());
            }
        }
    }
}

#[test]
fn the_model_of_the_build_is_whole() {
    let model = communique_extraction::occasions::embedded().unwrap();
    let (words, parts) = model.features();
    assert!(words > 1_000 && parts > 1_000);
}
