//! What is counted, by its noun: places to study, people, tonnes, documents.

use std::ops::Range;

use communique_model::Label;

use super::nouns::singular;
use super::people::is_people;
use super::scene::Scene;
use crate::engine::text::Text;

const QUOTA: &[&str] = &[
    "quota",
    "quotas",
    "scholarships",
    "scholarship",
    "places",
    "slots",
    "fellowships",
    "bursaries",
    "stipends",
];

/// Whether a noun is one of a quota: "places" and "slots" where somebody studies.
pub(super) fn is_quota(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> bool {
    let text = scene.text;
    if scene.at(noun).is_some() || !text.is_any_word(noun, QUOTA) {
        return false;
    }
    if !text.is_any_word(noun, &["places", "slots"]) {
        return true;
    }
    let reach = sentence.start.max(noun.saturating_sub(12))..sentence.end.min(noun + 12);
    reach.into_iter().any(|at| {
        text.is_any_word(
            at,
            &[
                "university",
                "universities",
                "student",
                "students",
                "training",
                "study",
                "studies",
                "state-funded",
                "budget-funded",
                "tuition-free",
                "academy",
                "academies",
                "school",
                "schools",
                "education",
                "budget",
            ],
        )
    })
}

/// What is counted: its unit, whether a few of it are a count, the last token of its noun.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) unit: String,
    pub(super) measure: bool,
    pub(super) last: usize,
}

/// Most words between a number and the noun of what is counted.
const PHRASE: usize = 6;

/// Words that no noun phrase goes beyond.
const ENDS_PHRASE: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "against",
    "all",
    "along",
    "also",
    "although",
    "among",
    "an",
    "and",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "each",
    "every",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "how",
    "if",
    "in",
    "including",
    "inside",
    "into",
    "is",
    "it",
    "its",
    "less",
    "like",
    "may",
    "might",
    "more",
    "must",
    "near",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "our",
    "out",
    "outside",
    "over",
    "per",
    "she",
    "should",
    "since",
    "so",
    "than",
    "that",
    "the",
    "their",
    "then",
    "there",
    "they",
    "this",
    "through",
    "throughout",
    "to",
    "today",
    "tomorrow",
    "under",
    "until",
    "up",
    "upon",
    "via",
    "was",
    "we",
    "were",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yesterday",
    "you",
    "your",
    "years",
    "months",
    "weeks",
    "days",
    "hours",
    "minutes",
];

/// What a number before `next` counts: the last plural of the noun phrase that begins there.
pub(super) fn counted(scene: &Scene<'_>, next: usize, limit: usize) -> Option<Counted> {
    let text = scene.text;
    let mut at = next;
    // "2,907 of our sons", "40 of these vessels"
    if text.is_word(at, "of")
        && text.is_any_word(
            at + 1,
            &["our", "the", "these", "those", "its", "their", "such", "my"],
        )
    {
        at += 2;
    }
    let mut found = None;
    let limit = limit.min(at + PHRASE);
    while at < limit {
        if at > next && !text.continues_line(at) {
            break;
        }
        match scene.at(at) {
            Some(_) if found.is_some() => break,
            Some(mention) => match mention.label {
                Label::Norp | Label::Gpe | Label::Loc | Label::Org => {
                    let last = mention.tokens.end - 1;
                    if mention.label == Label::Norp && is_plural_people(text.word(last)) {
                        found = Some(Counted {
                            unit: "PERSON".to_owned(),
                            measure: true,
                            last,
                        });
                    }
                    at = mention.tokens.end;
                }
                _ => break,
            },
            None if text.is_plain_word(at) => {
                // "human rights defenders", but not "students attend universities".
                let counts = unit_of(text, at);
                let ended = found.is_some() && counts.is_none();
                if ended || text.is_any_word(at, ENDS_PHRASE) {
                    break;
                }
                if let Some((unit, measure)) = counts {
                    found = Some(Counted {
                        unit,
                        measure,
                        last: at,
                    });
                }
                at += 1;
            }
            None if text.is_inner_hyphen(at) && at > next => at += 1,
            None => break,
        }
    }
    found.or_else(|| endured(scene, next, limit))
}

/// A people in the plural: "30 thousand Brazilians", but not "65 Chinese".
fn is_plural_people(word: &str) -> bool {
    word.ends_with('s')
}

/// What happens to people alone.
const ENDURED: &[&str] = &[
    "abducted",
    "arrested",
    "captured",
    "dead",
    "deported",
    "detained",
    "died",
    "displaced",
    "drowned",
    "evacuated",
    "executed",
    "exiled",
    "fled",
    "freed",
    "hospitalised",
    "hospitalized",
    "imprisoned",
    "injured",
    "killed",
    "kidnapped",
    "martyred",
    "missing",
    "murdered",
    "orphaned",
    "perished",
    "released",
    "repatriated",
    "rescued",
    "sentenced",
    "starving",
    "studied",
    "studying",
    "tortured",
    "vaccinated",
    "volunteered",
    "wounded",
];

/// "over 28,000 have been imprisoned", "12 wounded", "54 of them": people whom no noun names.
fn endured(scene: &Scene<'_>, next: usize, limit: usize) -> Option<Counted> {
    let text = scene.text;
    let people = |last: usize| {
        Some(Counted {
            unit: "PERSON".to_owned(),
            measure: true,
            last,
        })
    };
    if text.is_word(next, "of") && text.is_any_word(next + 1, &["whom", "us"]) {
        return people(next + 1);
    }
    let words = [
        "have", "has", "had", "been", "were", "was", "are", "others", "more", "is", "being",
        "still", "of", "them", "remain", "remained", "went",
    ];
    let verb = (next..limit).find(|&at| !text.is_any_word(at, &words))?;
    (scene.at(verb).is_none() && text.is_any_word(verb, ENDURED))
        .then_some(verb)
        .and_then(people)
}

/// Nouns of two words whose things are called by both.
const COMPOUNDS: &[(&str, &[&str])] = &[
    ("apartment", &["block", "building", "house"]),
    ("residential", &["building", "house"]),
    ("joint", &["venture", "project", "enterprise"]),
    ("power", &["plant", "station", "unit"]),
    (
        "square",
        &["metre", "kilometre", "mile", "meter", "kilometer"],
    ),
    ("cubic", &["metre", "meter"]),
    ("barrel", &["day"]),
    ("nautical", &["mile"]),
    ("draft", &["decision", "resolution", "agreement"]),
    ("training", &["course"]),
    ("wind", &["turbine"]),
    ("container", &["ship"]),
    ("medical", &["facility"]),
];

/// Measures by their signs and names: how they are written as a unit.
fn measure_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "tonnes" | "tons" | "tonne" | "ton" => "TONNE",
        "kilometres" | "kilometers" | "km" | "kilometre" | "kilometer" => "KILOMETRE",
        "metres" | "meters" => "METRE",
        "miles" => "MILE",
        "kilograms" | "kilogrammes" | "kg" => "KILOGRAM",
        "hectares" | "ha" => "HECTARE",
        "litres" | "liters" => "LITRE",
        "barrels" => "BARREL",
        "megawatts" | "mw" => "MW",
        "gigawatts" | "gw" => "GW",
        "kilowatts" | "kw" => "KW",
        "mwh" => "MWH",
        "gwh" => "GWH",
        "twh" => "TWH",
        "kwh" => "KWH",
        "teu" | "teus" => "TEU",
        "seats" => "SEAT",
        "votes" | "vote" | "abstentions" => "VOTE",
        "doses" => "DOSE",
        _ => return None,
    })
}

/// Whether a noun is a measure, of which there may be a part.
pub(super) fn is_measure(text: &Text<'_>, at: usize) -> bool {
    measure_of(&text.word(at).to_lowercase()).is_some()
}

/// Things that are called by the name of another.
fn class_of(noun: &str) -> Option<&'static str> {
    Some(match noun {
        "enterprise" | "firm" | "corporation" | "business" => "COMPANY",
        "embassy" => "MISSION",
        "state" | "nation" => "COUNTRY",
        "vessel" => "SHIP",
        "plane" | "aeroplane" | "airplane" | "jet" | "airliner" => "AIRCRAFT",
        "lorry" => "TRUCK",
        "accord" => "AGREEMENT",
        _ => return None,
    })
}

/// What is counted, by its noun, and whether so few as two of them are a count.
pub(super) fn unit_of(text: &Text<'_>, at: usize) -> Option<(String, bool)> {
    if text.word(at).len() > 24 {
        return None;
    }
    let word = text.word(at).to_lowercase();
    let before = text.word(at.wrapping_sub(1)).to_lowercase();
    let compound = |noun: &str| {
        COMPOUNDS
            .iter()
            .any(|(first, nouns)| *first == before && nouns.contains(&noun))
            .then(|| format!("{} {}", before.to_uppercase(), noun.to_uppercase()))
    };
    if let Some(unit) = measure_of(&word) {
        let whole = compound(&unit.to_lowercase());
        return Some((whole.unwrap_or_else(|| unit.to_owned()), true));
    }
    // "80 combine harvesters"
    if before == "combine" && word == "harvesters" {
        return Some(("COMBINE".to_owned(), false));
    }
    let noun = singular(&word)?;
    if is_people(&word) {
        return Some(("PERSON".to_owned(), true));
    }
    if let Some(unit) = compound(&noun) {
        return Some((unit, false));
    }
    let few = matches!(
        noun.as_str(),
        "company" | "enterprise" | "firm" | "village" | "mission" | "embassy"
    );
    let unit = class_of(&noun).map_or_else(|| noun.to_uppercase(), str::to_owned);
    Some((unit, few))
}
