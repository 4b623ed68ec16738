//! Titles that tell no other office of a person than a longer one does: "Minister Y" after "Minister
//! of Energy Y", "Foreign Minister" beside "Minister of Foreign Affairs".

use std::collections::{HashMap, HashSet};

use super::actors::Who;
use super::offices::Held;
use crate::knowledge::EntityKey;

/// Most titles of one person that are compared with each other.
const MOST: usize = 32;

/// Leaves out the titles that only shorten or reword another one of the same person.
pub(super) fn without_repeated(reports: &mut Vec<Held>) {
    let mut of_each: HashMap<Who, Vec<usize>> = HashMap::new();
    for (index, held) in reports.iter().enumerate() {
        let titles = of_each.entry(held.who.clone()).or_default();
        if titles.len() < MOST {
            titles.push(index);
        }
    }
    let mut repeated: HashSet<usize> = HashSet::new();
    for titles in of_each.values().filter(|titles| titles.len() > 1) {
        for &index in titles {
            let again = titles.iter().any(|&other| {
                other != index
                    && !repeated.contains(&other)
                    && tells_no_more(&reports[index], &reports[other], index > other)
            });
            if again {
                repeated.insert(index);
            }
        }
    }
    let mut index = 0;
    reports.retain(|_| {
        index += 1;
        !repeated.contains(&(index - 1))
    });
}

/// Whether a title tells nothing that another one of the person does not; of two equals it is the
/// later one that does not.
fn tells_no_more(held: &Held, other: &Held, later: bool) -> bool {
    let (short, long) = (held.office.as_str(), other.office.as_str());
    let one_owner = agree(held.of, other.of);
    if short == long {
        return held.of.is_none() && other.of.is_some() || later && held.of == other.of;
    }
    if SHORT_TITLES.contains(&short) && long.split([' ', '-']).any(|word| word == short) {
        return true;
    }
    let begins = long
        .strip_prefix(short)
        .is_some_and(|rest| rest.starts_with(" of ") || rest.starts_with(" for "));
    let ends = long
        .strip_suffix(short)
        .is_some_and(|rest| RANKS.contains(&rest.trim_end()));
    one_owner && (begins || ends)
        || later && one_owner && subject(short).is_some() && subject(short) == subject(long)
}

fn agree(one: Option<EntityKey>, other: Option<EntityKey>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Words before a title that make another rank of the same office: "First Vice Minister".
const RANKS: [&str; 3] = ["First", "Second", "Senior"];

/// Nouns of office by which those are called whose title says more.
const SHORT_TITLES: [&str; 7] = [
    "Minister",
    "Secretary",
    "Director",
    "Commissioner",
    "Representative",
    "Ambassador",
    "Undersecretary",
];

/// What a minister is minister of, however the title puts it: "Energy Minister", "Minister of
/// Energy".
fn subject(title: &str) -> Option<&str> {
    let behind = [
        "Minister of ",
        "Minister for ",
        "Secretary of ",
        "Secretary for ",
    ];
    let subject = behind
        .iter()
        .find_map(|start| title.strip_prefix(start))
        .or_else(|| title.strip_suffix(" Minister"))
        .or_else(|| title.strip_suffix(" Secretary"))?;
    let foreign = [
        "Foreign",
        "Foreign Affairs",
        "External Affairs",
        "External Relations",
    ];
    if foreign.contains(&subject) {
        return Some("Foreign");
    }
    (subject != "State" && !subject.contains(' ')).then_some(subject)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(office: &str) -> Held {
        Held {
            who: Who::Name("Mira Okonta".to_owned()),
            office: office.to_owned(),
            of: None,
            body: None,
            tokens: 0..1,
        }
    }

    fn left(titles: &[&str]) -> Vec<String> {
        let mut reports: Vec<Held> = titles.iter().map(|title| held(title)).collect();
        without_repeated(&mut reports);
        reports.into_iter().map(|held| held.office).collect()
    }

    #[test]
    fn a_short_title_after_the_long_one_tells_nothing() {
        assert_eq!(
            left(&["Minister of Energy", "Minister"]),
            ["Minister of Energy"]
        );
        assert_eq!(
            left(&["Minister of State", "Minister of State for Trade"]),
            ["Minister of State for Trade"]
        );
        assert_eq!(
            left(&["First Vice Minister", "Vice Minister"]),
            ["First Vice Minister"]
        );
    }

    #[test]
    fn one_office_in_other_words_is_told_once() {
        assert_eq!(
            left(&["Foreign Minister", "Minister of Foreign Affairs"]),
            ["Foreign Minister"]
        );
        assert_eq!(
            left(&["Energy Minister", "Minister of Energy"]),
            ["Energy Minister"]
        );
    }

    #[test]
    fn other_offices_stay() {
        let titles = ["Deputy Prime Minister", "Foreign Minister", "Senator"];
        assert_eq!(left(&titles), titles);
        let titles = ["President", "President of the Senate"];
        assert_eq!(left(&titles[..1]), ["President"]);
    }
}
