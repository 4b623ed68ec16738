//! Plural nouns after a number and their singular.

use super::people::is_people;

/// Words in -s that are no plural of a thing counted.
const NO_PLURALS: &[&str] = &[
    "across",
    "afterwards",
    "always",
    "as",
    "backwards",
    "besides",
    "downwards",
    "forwards",
    "has",
    "his",
    "hers",
    "is",
    "its",
    "minus",
    "nowadays",
    "onwards",
    "ours",
    "overseas",
    "perhaps",
    "plus",
    "sometimes",
    "theirs",
    "this",
    "thus",
    "towards",
    "upwards",
    "versus",
    "was",
    "whereas",
    "yours",
    "cross",
    "gross",
    "less",
    "express",
];

/// Plurals that measure time, parts or steps and count nothing, or that only point to who acts.
const NOT_COUNTED: &[&str] = &[
    "centuries",
    "days",
    "decades",
    "degrees",
    "halves",
    "heads",
    "hours",
    "leaders",
    "minutes",
    "months",
    "nights",
    "others",
    "percentages",
    "percents",
    "points",
    "quarters",
    "seconds",
    "sides",
    "thirds",
    "times",
    "ways",
    "weeks",
    "years",
    "o'clock",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "cents",
    "parts",
];

/// Nouns whose plural is not made with -s.
const IRREGULAR: &[(&str, &str)] = &[
    ("aircraft", "aircraft"),
    ("criteria", "criterion"),
    ("memoranda", "memorandum"),
    ("geese", "goose"),
    ("headquarters", "headquarters"),
    ("livestock", "livestock"),
    ("cattle", "cattle"),
    ("sheep", "sheep"),
    ("series", "series"),
    ("spacecraft", "spacecraft"),
    ("hovercraft", "hovercraft"),
    ("watercraft", "watercraft"),
    ("mous", "memorandum"),
    ("crises", "crisis"),
    ("bases", "base"),
    ("buses", "bus"),
    ("minibuses", "minibus"),
    ("trolleybuses", "trolleybus"),
    ("campuses", "campus"),
    ("gases", "gas"),
    ("cases", "case"),
    ("houses", "house"),
    ("warehouses", "warehouse"),
    ("greenhouses", "greenhouse"),
    ("databases", "database"),
    ("licences", "licence"),
    ("licenses", "license"),
    ("releases", "release"),
    ("purchases", "purchase"),
    ("phases", "phase"),
    ("courses", "course"),
    ("horses", "horse"),
    ("exercises", "exercise"),
    ("enterprises", "enterprise"),
    ("premises", "premises"),
    ("causes", "cause"),
    ("clauses", "clause"),
    ("increases", "increase"),
    ("diseases", "disease"),
    ("responses", "response"),
    ("expenses", "expense"),
    ("leases", "lease"),
    ("viruses", "virus"),
    ("shelves", "shelf"),
    ("wolves", "wolf"),
    ("axes", "axe"),
    ("caches", "cache"),
    ("ties", "tie"),
    ("movies", "movie"),
    ("calories", "calorie"),
    ("lorries", "lorry"),
];

/// The singular of a plural noun, in lower case; `None` where a word is no plural of things that
/// are counted.
pub(super) fn singular(plural: &str) -> Option<String> {
    if NO_PLURALS.contains(&plural) || NOT_COUNTED.contains(&plural) {
        return None;
    }
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == plural) {
        return Some((*one).to_owned());
    }
    if is_people(plural) {
        return Some(plural.strip_suffix('s').unwrap_or(plural).to_owned());
    }
    let stem = plural.strip_suffix('s')?;
    if stem.len() < 2 || stem.ends_with(['s', 'u', 'i']) || plural.ends_with("ous") {
        return None;
    }
    if let Some(stem) = stem.strip_suffix("ie") {
        return Some(format!("{stem}y"));
    }
    for ending in ["che", "she", "sse", "xe", "zze"] {
        if stem.ends_with(ending) {
            return stem.strip_suffix('e').map(str::to_owned);
        }
    }
    if stem.ends_with("oe") {
        return stem.strip_suffix('e').map(str::to_owned);
    }
    Some(stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn plurals_have_a_singular() {
        for (many, one) in [
            ("tractors", "tractor"),
            ("embassies", "embassy"),
            ("branches", "branch"),
            ("buses", "bus"),
            ("aircraft", "aircraft"),
            ("drones", "drone"),
            ("boxes", "box"),
        ] {
            assert_eq!(singular(many).as_deref(), Some(one));
        }
        for word in ["previous", "across", "glass", "hours", "status", "this"] {
            assert_eq!(singular(word), None, "{word}");
        }
    }
}
