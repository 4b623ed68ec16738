//! What a sentence measures: trade, investment; hedges and units.

use std::ops::Range;

use communique_model::Label;

use super::scene::Scene;

/// What a sentence measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    Trade,
    Investment,
    Other,
}

pub(super) const TRADE: &[&str] = &[
    "trade",
    "turnover",
    "commerce",
    "exports",
    "imports",
    "export",
    "import",
    "supplies",
    "deliveries",
];

pub(super) const INVESTMENT: &[&str] = &["investment", "investments", "invested", "invest", "fdi"];

pub(super) const QUOTA: &[&str] = &["quota", "quotas", "scholarships", "scholarship"];

pub(super) const GROWTH: &[&str] = &[
    "grew",
    "grow",
    "grown",
    "growing",
    "growth",
    "increase",
    "increased",
    "increasing",
    "rose",
    "risen",
    "rise",
    "expanded",
    "up",
    "gained",
    "added",
    "jumped",
    "surged",
    "soared",
    "climbed",
    "exceeded",
    "by",
    "higher",
    "doubled",
    "more",
    "improved",
    "strengthened",
    "dynamics",
];

pub(super) const FALL: &[&str] = &[
    "fell",
    "fall",
    "fallen",
    "decreased",
    "decrease",
    "declined",
    "decline",
    "dropped",
    "drop",
    "down",
    "slump",
    "slumped",
    "shrank",
    "shrunk",
    "contracted",
    "plunged",
    "reduced",
    "reduction",
    "lower",
    "plummeted",
    "contraction",
];

pub(super) const SHARE: &[&str] = &[
    "share",
    "of",
    "accounts",
    "accounted",
    "accounting",
    "constitutes",
    "percentage",
];

/// The hedges before a value, longest first, and how they are written.
pub(super) const QUALIFIERS: [(&[&str], &str); 28] = [
    (&["more", "than"], "over"),
    (&["less", "than"], "less than"),
    (&["fewer", "than"], "less than"),
    (&["at", "least"], "at least"),
    (&["up", "to"], "up to"),
    (&["close", "to"], "about"),
    (&["no", "less", "than"], "at least"),
    (&["in", "excess", "of"], "over"),
    (&["an", "impressive"], ""),
    (&["almost"], "almost"),
    (&["nearly"], "almost"),
    (&["over"], "over"),
    (&["about"], "about"),
    (&["around"], "about"),
    (&["approximately"], "about"),
    (&["roughly"], "about"),
    (&["some"], "about"),
    (&["topped"], "over"),
    (&["surpassed"], "over"),
    (&["passed"], "over"),
    (&["just", "over"], "over"),
    (&["exceeding"], "over"),
    (&["exceeded"], "over"),
    (&["exceeds"], "over"),
    (&["above"], "over"),
    (&["below"], "below"),
    (&["under"], "under"),
    (&["just"], ""),
];

/// What a sentence measures, by its nouns.
pub(super) fn subject(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<Subject> {
    let text = scene.text;
    let limit = sentence.end.min(sentence.start + 320);
    let mut found = None;
    for at in sentence.start..limit {
        if !text.is_plain_word(at) || scene.at(at).is_some() {
            continue;
        }
        let subject = if text.is_any_word(at, INVESTMENT) {
            Subject::Investment
        } else if text.is_any_word(at, TRADE) {
            Subject::Trade
        } else if text.is_any_word(
            at,
            &[
                "gdp",
                "inflation",
                "aid",
                "assistance",
                "loan",
                "budget",
                "debt",
                "reserves",
                "loans",
                "grant",
            ],
        ) {
            Subject::Other
        } else {
            continue;
        };
        // "trade and investment ties": the first stands for both.
        found.get_or_insert(subject);
        if found == Some(Subject::Trade) && subject == Subject::Investment {
            let amount_after = scene
                .inside(at..limit)
                .any(|mention| mention.label == Label::Money);
            let amount_before = scene
                .inside(sentence.start..at)
                .any(|mention| mention.label == Label::Money);
            if amount_after && !amount_before {
                found = Some(subject);
            }
        }
    }
    found
}

/// The hedge before a value, and where it begins.
pub(super) fn qualifier(scene: &Scene<'_>, at: usize) -> (Option<String>, usize) {
    let text = scene.text;
    for (words, meaning) in QUALIFIERS {
        let Some(start) = at.checked_sub(words.len()) else {
            continue;
        };
        if words
            .iter()
            .enumerate()
            .all(|(index, word)| text.is_word(start + index, word))
        {
            if meaning.is_empty() {
                return (None, at);
            }
            return (Some(meaning.to_owned()), start);
        }
    }
    (None, at)
}

/// What is counted.
pub(super) fn unit_of(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "students" | "people" | "persons" | "citizens" | "specialists" | "workers"
        | "graduates" | "young" => "PERSON",
        "seats" => "SEAT",
        "tonnes" | "tons" => "TONNE",
        "companies" | "enterprises" | "firms" => "COMPANY",
        "doses" => "DOSE",
        "missions" | "embassies" => "MISSION",
        "villages" => "VILLAGE",
        "barrels" => "BARREL",
        "kilometres" | "kilometers" | "km" => "KILOMETRE",
        "refugees" | "soldiers" | "troops" | "tourists" | "guests" | "children" | "victims"
        | "inhabitants" | "visitors" | "peacekeepers" | "servicemen" => "PERSON",
        _ => return None,
    })
}
