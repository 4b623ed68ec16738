//! What is counted, by its noun: places to study, people, tonnes, documents.

use std::ops::Range;

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

/// What is counted, by its noun, and whether so few as two of them are a count.
pub(super) fn unit_of(text: &Text<'_>, at: usize) -> Option<(String, bool)> {
    let word = text.word(at).to_lowercase();
    let measure = match word.as_str() {
        "students" | "people" | "persons" | "citizens" | "specialists" | "workers"
        | "graduates" | "young" | "refugees" | "soldiers" | "troops" | "tourists" | "guests"
        | "children" | "victims" | "inhabitants" | "visitors" | "peacekeepers" | "servicemen"
        | "migrants" | "travellers" | "travelers" | "passengers" | "doctors" | "teachers"
        | "volunteers" | "athletes" | "women" | "observers" | "residents" | "casualties"
        | "trainees" | "schoolchildren" | "pilgrims" | "voters" => "PERSON",
        "seats" => "SEAT",
        "tonnes" | "tons" => "TONNE",
        "companies" | "enterprises" | "firms" => "COMPANY",
        "doses" => "DOSE",
        "missions" | "embassies" => "MISSION",
        "villages" => "VILLAGE",
        "barrels" => "BARREL",
        "kilometres" | "kilometers" | "km" => "KILOMETRE",
        "kilograms" | "kilogrammes" | "kg" => "KILOGRAM",
        "hectares" => "HECTARE",
        _ => "",
    };
    if !measure.is_empty() {
        return Some((measure.to_owned(), true));
    }
    let many = match word.as_str() {
        "countries" | "states" | "nations" | "participants" => "COUNTRY",
        "documents" => "DOCUMENT",
        "agreements" => "AGREEMENT",
        "memoranda" | "memorandums" => "MEMORANDUM",
        "contracts" => "CONTRACT",
        "decisions" => "DECISION",
        "resolutions" => "RESOLUTION",
        "events" => "EVENT",
        "meetings" => "MEETING",
        "rooms" => "ROOM",
        "projects" => "PROJECT",
        "delegations" => "DELEGATION",
        "schools" => "SCHOOL",
        "hospitals" => "HOSPITAL",
        "houses" => "HOUSE",
        "vessels" | "ships" => "SHIP",
        "aircraft" => "AIRCRAFT",
        "trucks" | "lorries" => "TRUCK",
        "containers" => "CONTAINER",
        "flights" => "FLIGHT",
        "universities" => "UNIVERSITY",
        "cities" => "CITY",
        "regions" => "REGION",
        "proposals" => "PROPOSAL",
        "initiatives" => "INITIATIVE",
        _ => return None,
    };
    // "12 draft decisions"
    let draft = matches!(many, "DECISION" | "RESOLUTION" | "AGREEMENT")
        && text.is_word(at.wrapping_sub(1), "draft");
    let unit = if draft {
        format!("DRAFT {many}")
    } else {
        many.to_owned()
    };
    Some((unit, false))
}
