//! Holders of the office that stands beside a name which no table has in that spelling.

use std::collections::HashMap;

use communique_model::{LinkReason, PartialDate};

use super::evidence::Reading;
use super::fuzzy::may_be_same;
use super::offices::{Fit, Title};
use super::persons::{GIVEN_NAME_FITS, SURNAME};
use super::setting::Setting;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;
use crate::knowledge::fold::skeleton;

/// The sounds of the names of the holders of a country's offices, for the countries asked so far.
#[derive(Debug, Default)]
pub(super) struct Holders {
    names: HashMap<EntityKey, Vec<(EntityKey, Vec<String>)>>,
}

/// Most countries of a sentence whose holders are asked.
const MOST_OWNERS: usize = 6;

impl Holders {
    /// Those who held the office on one of the dates and whose name may be spelt as the mention
    /// is, or who go by the given name that it is: "King Salman".
    pub(super) fn alike(
        &mut self,
        mention: &Candidate,
        titles: &[Title],
        dates: &[PartialDate],
        setting: &Setting<'_>,
    ) -> Vec<Reading> {
        let knowledge = setting.knowledge;
        let Some(title) = titles.iter().find(|title| title.is_sole()) else {
            return Vec::new();
        };
        let sentence = setting.sentence(mention.tokens.start);
        let owners: Vec<EntityKey> = match title.sole_owner(knowledge) {
            Some(owner) => vec![owner],
            None if title.owner.is_some() => return Vec::new(),
            None => setting.countries_in(&sentence).take(MOST_OWNERS).collect(),
        };
        let text = setting.text;
        let words: Vec<String> = mention
            .tokens
            .clone()
            .filter(|&at| text.is_plain_word(at))
            .map(|at| skeleton(text.word(at)))
            .collect();
        let mut readings: Vec<Reading> = Vec::new();
        for owner in owners {
            for (holder, names) in self.of(owner, setting) {
                let known = readings.iter().any(|reading| reading.entity == *holder);
                let Some((reason, score)) = name_alike(&words, names).filter(|_| !known) else {
                    continue;
                };
                if title.fit(*holder, dates, knowledge) == Fit::OnDate {
                    readings.push(Reading::new(*holder, reason, score));
                }
            }
        }
        readings
    }

    fn of(&mut self, owner: EntityKey, setting: &Setting<'_>) -> &[(EntityKey, Vec<String>)] {
        let knowledge = setting.knowledge;
        self.names.entry(owner).or_insert_with(|| {
            let sounds = |holder: &EntityKey| {
                let words = knowledge.get(*holder).name.split([' ', '-']);
                let long = words.filter(|word| word.chars().count() > 2);
                (*holder, long.map(skeleton).collect())
            };
            knowledge.holders(owner).iter().map(sounds).collect()
        })
    }
}

/// Whether the words of a mention, by sound, may be another spelling of a person's name, and what
/// that weighs.
fn name_alike(words: &[String], names: &[String]) -> Option<(LinkReason, i32)> {
    let same = |word: &String| {
        names
            .iter()
            .any(|name| name == word || may_be_same(name, word))
    };
    match words {
        [] => None,
        [only] if names.contains(only) => Some((LinkReason::Alias, SURNAME)),
        [only] => same(only).then_some((LinkReason::SpellingVariant, SURNAME)),
        [.., last] => {
            let alike = words.iter().filter(|word| same(word)).count();
            (alike > 1 && same(last)).then_some((LinkReason::SpellingVariant, GIVEN_NAME_FITS))
        }
    }
}
