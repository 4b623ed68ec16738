//! Names of persons, compared by sound: full names in both orders, surnames, first names.

use std::collections::{HashMap, HashSet};

use communique_model::Entity;

use super::EntityKey;
use super::fold::skeleton;
use super::russian::{is_cyrillic, nominatives};
use super::trie::{NameTrie, Symbol, UNKNOWN};
use super::vocabulary::{Vocabulary, person_words};

/// Which index of names is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// Whole names: "Kassym-Jomart Tokayev", "Tokayev Kassym-Jomart".
    Full,
    /// Surnames: "Tokayev", "von der Leyen".
    Surnames,
}

/// The indexes over names of persons.
#[derive(Debug, Default)]
pub(crate) struct People {
    sounds: Vocabulary,
    /// Sound of each word of the vocabulary, so that known words need no folding.
    sound_of_symbol: Vec<Symbol>,
    full: NameTrie,
    surnames: NameTrie,
    persons: Vec<Vec<EntityKey>>,
    first_names: HashSet<Symbol>,
    /// How many bearers of a first name each country has, most first once all are in.
    bearers: HashMap<Symbol, Vec<(String, u32)>>,
}

/// Small words that belong to the surname after them.
pub(crate) const PARTICLES: [&str; 22] = [
    "al", "el", "bin", "bint", "ibn", "ben", "von", "van", "der", "den", "de", "del", "da", "di",
    "dos", "du", "la", "le", "ter", "ul", "ur", "y",
];

/// Countries whose names are printed surname first.
const SURNAME_FIRST: [&str; 7] = ["CN", "KP", "KR", "TW", "VN", "HK", "MO"];

/// Countries where the surname that people go by is the last but one of three names or more.
const TWO_SURNAMES: [&str; 19] = [
    "AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE", "PY",
    "SV", "UY", "VE",
];

/// Countries where people go by the last of their names, which is the given one.
const GIVEN_NAME_LAST: [&str; 1] = ["VN"];

/// Countries where people go by the first of their names; what follows is a father's.
const GIVEN_NAME_FIRST: [&str; 8] = ["ET", "ER", "MY", "TH", "MM", "SO", "LA", "IS"];

/// What may follow a surname and is no part of it.
const AFTER_SURNAME: [&str; 7] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"];

impl People {
    /// Puts a person's name and aliases in. A single-word alias counts as a surname.
    ///
    /// A full name of a person of a later layer (`later`) means nobody of an earlier one.
    pub(super) fn add(&mut self, key: EntityKey, person: &Entity, later: &HashSet<EntityKey>) {
        let country = person.country.as_deref().unwrap_or("");
        for alias in &person.aliases {
            let names = if alias.contains(char::is_whitespace) {
                Names::Full
            } else {
                Names::Surnames
            };
            self.add_name(names, alias, key, later);
        }
        // Aliases may stand in either order; only the name itself tells what the surname is.
        let parts: Vec<&str> = person.name.split_whitespace().collect();
        if let [surname] = parts[..] {
            self.add_name(Names::Surnames, surname, key, later);
        } else {
            self.add_name(Names::Full, &person.name, key, later);
            let surname_first = SURNAME_FIRST.contains(&country);
            let (given, surname) = split_name(&parts, surname_first);
            self.add_name(Names::Full, &format!("{surname} {given}"), key, later);
            if let Some(first) = person_words(&given).first() {
                let symbol = self.sounds.add(&skeleton(first));
                self.first_names.insert(symbol);
                let countries = self.bearers.entry(symbol).or_default();
                match countries.iter_mut().find(|(code, _)| code == country) {
                    Some((_, count)) => *count += 1,
                    None => countries.push((country.to_owned(), 1)),
                }
            }
            self.add_name(Names::Surnames, &surname, key, later);
            // "Sisi", "al-Sisi" and "el-Sisi" are one surname.
            if let Some(bare) = without_article(&surname) {
                for article in ["", "al-", "el-"] {
                    self.add_name(Names::Surnames, &format!("{article}{bare}"), key, later);
                }
            }
            // "Mr Chinh", "Dr Abiy": the given name that people go by.
            if parts.len() > 2 && GIVEN_NAME_LAST.contains(&country) {
                self.add_name(Names::Surnames, parts[parts.len() - 1], key, later);
            }
            if GIVEN_NAME_FIRST.contains(&country) {
                self.add_name(Names::Surnames, parts[0], key, later);
            }
            if parts.len() > 2 && TWO_SURNAMES.contains(&country) {
                self.add_name(Names::Surnames, parts[parts.len() - 2], key, later);
                self.add_name(Names::Full, &parts[..parts.len() - 1].join(" "), key, later);
            }
        }
    }

    fn add_name(&mut self, names: Names, name: &str, key: EntityKey, later: &HashSet<EntityKey>) {
        let symbols: Vec<Symbol> = person_words(name)
            .into_iter()
            .map(|word| self.sounds.add(&skeleton(word)))
            .collect();
        if symbols.is_empty() {
            return;
        }
        let trie = match names {
            Names::Full => &mut self.full,
            Names::Surnames => &mut self.surnames,
        };
        let node = trie.insert(&symbols);
        let slot = trie.payload_mut(node);
        let index = *slot.get_or_insert_with(|| {
            self.persons.push(Vec::new());
            u32::try_from(self.persons.len() - 1).unwrap_or(u32::MAX)
        });
        let persons = &mut self.persons[index as usize];
        if names == Names::Full && later.contains(&key) {
            persons.retain(|other| later.contains(other));
        }
        if !persons.contains(&key) {
            persons.push(key);
        }
    }

    /// Remembers the sound of every word of the general vocabulary.
    pub(super) fn finish(&mut self, vocabulary: &Vocabulary) {
        self.sound_of_symbol = vocabulary
            .words()
            .into_iter()
            .map(|word| self.sounds.get(&skeleton(word)))
            .collect();
    }

    pub(super) fn sound_of(&self, word: &str, symbol: Symbol) -> Symbol {
        if symbol != UNKNOWN {
            return self
                .sound_of_symbol
                .get(symbol as usize - 1)
                .copied()
                .unwrap_or(UNKNOWN);
        }
        if word.len() > LONGEST_NAME_WORD {
            return UNKNOWN;
        }
        match self.sounds.get(&skeleton(word)) {
            UNKNOWN if is_cyrillic(&word.to_lowercase()) => nominatives(word)
                .map(|form| self.sounds.get(&skeleton(&form)))
                .find(|sound| *sound != UNKNOWN)
                .unwrap_or(UNKNOWN),
            sound => sound,
        }
    }

    pub(crate) fn trie(&self, names: Names) -> &NameTrie {
        match names {
            Names::Full => &self.full,
            Names::Surnames => &self.surnames,
        }
    }

    pub(crate) fn persons(&self, payload: u32) -> &[EntityKey] {
        &self.persons[payload as usize]
    }

    /// The code of the country that most of the known persons of this first name are from, where
    /// they are several.
    pub(crate) fn country_of_first_name(&self, sound: Symbol) -> Option<&str> {
        let countries = self.bearers.get(&sound).filter(|_| sound != UNKNOWN)?;
        let all: u32 = countries.iter().map(|(_, count)| count).sum();
        countries
            .iter()
            .find(|(code, count)| !code.is_empty() && *count >= FEWEST_BEARERS && 2 * count > all)
            .map(|(code, _)| code.as_str())
    }

    /// Whether some known person has this first name.
    pub(crate) fn is_first_name(&self, sound: Symbol) -> bool {
        sound != UNKNOWN && self.first_names.contains(&sound)
    }
}

/// Fewest bearers of a first name that tell where it is at home.
const FEWEST_BEARERS: u32 = 3;

const LONGEST_NAME_WORD: usize = 40;

/// Splits a name of at least two words into given names and surname, particles with the surname.
fn split_name(parts: &[&str], surname_first: bool) -> (String, String) {
    if surname_first {
        return (parts[1..].join(" "), parts[0].to_owned());
    }
    let is_particle = |part: &str| PARTICLES.contains(&part.to_lowercase().as_str());
    let mut start = parts.len() - 1;
    if start > 1 && AFTER_SURNAME.contains(&parts[start]) {
        start -= 1;
        let surname = parts[start].to_owned();
        return (parts[..start].join(" "), surname);
    }
    while start > 1 && is_particle(parts[start - 1]) {
        start -= 1;
    }
    (parts[..start].join(" "), parts[start..].join(" "))
}

/// The surname after an Arabic article: "Sisi" of "el-Sisi".
fn without_article(surname: &str) -> Option<&str> {
    ["al-", "el-", "Al-", "El-", "al ", "el ", "Al ", "El "]
        .iter()
        .find_map(|article| surname.strip_prefix(article))
        .filter(|bare| bare.chars().count() > 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_go_with_the_surname() {
        let parts = ["Ursula", "von", "der", "Leyen"];
        let (given, surname) = split_name(&parts, false);
        assert_eq!(
            (given.as_str(), surname.as_str()),
            ("Ursula", "von der Leyen")
        );
        let (given, surname) = split_name(&["Xi", "Jinping"], true);
        assert_eq!((given.as_str(), surname.as_str()), ("Jinping", "Xi"));
        let (_, surname) = split_name(&["Ferdinand", "Marcos", "Jr."], false);
        assert_eq!(surname, "Marcos");
        assert_eq!(without_article("el-Sisi"), Some("Sisi"));
        assert_eq!(without_article("Alba"), None);
    }
}
