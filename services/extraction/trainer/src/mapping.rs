//! From the labels of each corpus to those of our guidelines, in one place.
//!
//! Where a corpus cannot tell which of our labels a piece of text has, several are allowed, and the
//! training sums over them.

use communique_extraction::labeller::{KINDS, TAGS, Tag};
use communique_model::Label;

/// The labels that a labelled piece of text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// A name of one of these kinds, as bits in the order of [`KINDS`], over the whole piece.
    Name(u8),
    /// A name of one of these kinds, or no name at all.
    NameOrNothing(u8),
    /// Nothing is known of these words.
    Anything,
}

impl Allowed {
    fn of(labels: &[Label]) -> Self {
        Self::Name(bits(labels))
    }

    /// An organisation.
    pub(crate) fn organisation() -> Self {
        Self::of(&[Label::Org])
    }

    /// The tags that the first token of the piece, or a later one, may have, as bits.
    pub(crate) fn tags(self, first: bool) -> u16 {
        let (kinds, outside) = match self {
            Self::Name(kinds) => (kinds, 0),
            Self::NameOrNothing(kinds) => (kinds, 1),
            Self::Anything => return ALL_TAGS,
        };
        let tags = KINDS.iter().enumerate().filter_map(|(place, &label)| {
            let tag = if first {
                Tag::begin(label)
            } else {
                Tag::inside(label)
            };
            tag.filter(|_| kinds & (1 << place) != 0)
        });
        tags.fold(outside, |tags, tag| tags | 1 << tag.0)
    }
}

/// Every tag.
pub(crate) const ALL_TAGS: u16 = (1 << TAGS) - 1;

fn bits(labels: &[Label]) -> u8 {
    KINDS
        .iter()
        .enumerate()
        .filter(|(_, kind)| labels.contains(kind))
        .fold(0, |bits, (place, _)| bits | 1 << place)
}

/// CrossNER politics. Elections are occasions; its `misc` holds adjectives, works and documents.
pub(crate) fn crossner(label: &str, words: &str) -> Option<Allowed> {
    Some(match label {
        "politician" | "person" => Allowed::of(&[Label::Person]),
        "politicalparty" | "organisation" => Allowed::organisation(),
        "country" => Allowed::of(&[Label::Gpe]),
        "location" => place(words),
        "election" | "event" => Allowed::of(&[Label::Event]),
        _ => other(),
    })
}

/// WikiGold. Its `MISC` holds adjectives of nations, events, works and languages.
pub(crate) fn wikigold(label: &str, words: &str) -> Option<Allowed> {
    Some(match label {
        "PER" => Allowed::of(&[Label::Person]),
        "ORG" => Allowed::organisation(),
        "LOC" => place(words),
        _ => other(),
    })
}

/// Broad Twitter Corpus.
pub(crate) fn btc(label: &str, words: &str) -> Option<Allowed> {
    Some(match label {
        "PER" => Allowed::of(&[Label::Person]),
        "ORG" => Allowed::organisation(),
        "LOC" => place(words),
        _ => return None,
    })
}

/// re3d. It marks common nouns too ("the rebels"), and whole phrases ("U.S. service members"):
/// of a phrase in mixed letters nothing is known.
pub(crate) fn re3d(label: &str, words: &str) -> Option<Allowed> {
    let name = is_name(words);
    Some(match label {
        "Person" if name => Allowed::of(&[Label::Person]),
        "Organisation" if name => Allowed::organisation(),
        "Location" if name => place(words),
        "Nationality" if name => Allowed::of(&[Label::Norp]),
        "Person" | "Organisation" | "Location" | "Nationality"
            if words.contains(char::is_uppercase) =>
        {
            Allowed::Anything
        }
        // Dates, amounts, weapons, vehicles and documents.
        _ => return None,
    })
}

/// Our own labels; those that the labeller does not know stand for nothing.
pub(crate) fn annotated(label: &str) -> Option<Allowed> {
    KINDS
        .iter()
        .find(|kind| kind.as_str() == label)
        .map(|kind| Allowed::of(&[*kind]))
}

fn other() -> Allowed {
    Allowed::NameOrNothing(bits(&[Label::Norp, Label::Event]))
}

/// A place by the words of its name: facilities and places without a government are told by their
/// nouns, everything else counts as governed.
fn place(words: &str) -> Allowed {
    let has = |list: &[&str]| words.split_whitespace().any(|word| list.contains(&word));
    if has(&FACILITY_WORDS) {
        Allowed::of(&[Label::Fac])
    } else if has(&LANDSCAPE_WORDS) {
        Allowed::of(&[Label::Loc])
    } else {
        Allowed::of(&[Label::Gpe])
    }
}

const FACILITY_WORDS: [&str; 24] = [
    "Airport",
    "Airfield",
    "Bridge",
    "Building",
    "Station",
    "Stadium",
    "Palace",
    "Hall",
    "Street",
    "Road",
    "Highway",
    "Avenue",
    "Square",
    "Hospital",
    "Museum",
    "Castle",
    "Tower",
    "Dam",
    "Arena",
    "Theatre",
    "Theater",
    "Cathedral",
    "House",
    "Boulevard",
];

const LANDSCAPE_WORDS: [&str; 39] = [
    "Sea",
    "River",
    "Lake",
    "Ocean",
    "Mountain",
    "Mountains",
    "Mount",
    "Mt.",
    "Valley",
    "Desert",
    "Peninsula",
    "Bay",
    "Gulf",
    "Strait",
    "Coast",
    "Basin",
    "Forest",
    "Hills",
    "Hill",
    "Creek",
    "Canyon",
    "Plateau",
    "Europe",
    "Asia",
    "Africa",
    "America",
    "Eurasia",
    "Oceania",
    "Antarctica",
    "Balkans",
    "Caucasus",
    "Siberia",
    "Scandinavia",
    "Midwest",
    "Mediterranean",
    "Atlantic",
    "Pacific",
    "Caribbean",
    "Arctic",
];

/// A labelled piece as our guidelines cut it, in bytes of it: without article, possessive ending,
/// titles before persons and small words before places ("northern …").
pub(crate) fn trimmed(words: &str, allowed: Allowed) -> std::ops::Range<usize> {
    let person = allowed == Allowed::of(&[Label::Person]);
    let event = allowed == Allowed::of(&[Label::Event]);
    let mut start = 0;
    while let Some((first, rest)) = words[start..].split_once(' ') {
        let leading = first.eq_ignore_ascii_case("the")
            || person && TITLES.contains(&first.trim_end_matches('.'))
            || !event && !person && first.chars().all(char::is_lowercase);
        if !leading {
            break;
        }
        start = words.len() - rest.trim_start().len();
    }
    let mut end = words.len();
    for ending in ["'s", "’s"] {
        if let Some(rest) = words[start..end].strip_suffix(ending) {
            end = start + rest.trim_end().len();
        }
    }
    start..end
}

const TITLES: [&str; 40] = [
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Dr",
    "Sir",
    "Lord",
    "Lady",
    "Dame",
    "Prof",
    "Professor",
    "President",
    "Prime",
    "Minister",
    "Foreign",
    "Secretary",
    "Ambassador",
    "Senator",
    "Sen",
    "Rep",
    "Gov",
    "Governor",
    "King",
    "Queen",
    "Prince",
    "Princess",
    "Pope",
    "General",
    "Gen",
    "Colonel",
    "Col",
    "Maj",
    "Lt",
    "Capt",
    "Captain",
    "Sgt",
    "Staff",
    "Army",
    "Chancellor",
    "Under-Secretary-General",
];

/// Whether a piece of text is written as a name: capitals at both ends and small words only
/// between.
fn is_name(words: &str) -> bool {
    let words: Vec<&str> = words
        .split_whitespace()
        .skip_while(|word| word.eq_ignore_ascii_case("the"))
        .collect();
    let capital = |word: &&str| word.starts_with(|letter: char| letter.is_uppercase());
    let small = |word: &str| {
        matches!(
            word,
            "of" | "the"
                | "and"
                | "for"
                | "in"
                | "on"
                | "to"
                | "al"
                | "bin"
                | "de"
                | "&"
                | "–"
                | "-"
        ) || word.starts_with("al-")
    };
    words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && words.iter().all(|word| capital(word) || small(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_by_their_nouns() {
        assert_eq!(place("Aral Sea"), Allowed::of(&[Label::Loc]));
        assert_eq!(place("Ostby Airport"), Allowed::of(&[Label::Fac]));
        assert_eq!(place("Norland"), Allowed::of(&[Label::Gpe]));
    }

    #[test]
    fn phrases_of_common_nouns_are_no_names() {
        assert!(is_name("the Ministry of Defence"));
        assert!(!is_name("Norland service members"));
        assert_eq!(re3d("Organisation", "rebels"), None);
        assert_eq!(
            re3d("Organisation", "Norland troops"),
            Some(Allowed::Anything)
        );
    }

    #[test]
    fn pieces_are_cut_as_the_guidelines_say() {
        let cut =
            |words: &str, label: Label| words[trimmed(words, Allowed::of(&[label]))].to_owned();
        assert_eq!(cut("Lt. Gen. Jane Doe", Label::Person), "Jane Doe");
        assert_eq!(cut("The Norland Club's", Label::Org), "Norland Club");
        assert_eq!(cut("northern Norland", Label::Gpe), "Norland");
        assert_eq!(
            cut("2012 general election", Label::Event),
            "2012 general election"
        );
    }

    #[test]
    fn the_tags_of_a_piece_are_its_kinds() {
        let person = Allowed::of(&[Label::Person]);
        assert_eq!(person.tags(true), 0b10);
        assert_eq!(person.tags(false), 0b100);
        assert_eq!(other().tags(true) & 1, 1);
    }
}
