//! Titles beside persons, compared with the offices that persons are known to have held.

use communique_model::{EntityKind, Label, PartialDate};

use super::setting::Setting;
use crate::engine::board::Candidate;
use crate::knowledge::lexicon::is_honorific;
use crate::knowledge::{EntityKey, Knowledge, Tenure};

/// An office that the text gives to a person.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// Its words in lower case.
    words: String,
    /// The country or body whose office it is, where the title names it.
    pub(super) owner: Option<EntityKey>,
    /// Whether it is said to be over: "former", "ex-".
    former: bool,
}

/// Kinds of office that go by different names in different countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    HeadOfState,
    HeadOfGovernment,
    ForeignMinister,
    /// "leader": whoever leads the country.
    Leader,
}

/// How a title fits the offices of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The title names a country or body that the person has nothing to do with.
    Foreign,
    /// Nothing is known of such an office.
    None,
    /// The person came to the office only after all dates of the text.
    Later,
    /// The office was held, at another time than the text speaks of, or at an unknown one.
    Held,
    /// The office was held on the date.
    OnDate,
}

/// The titles beside the person `index` of the mentions: right before it, after a comma, or the
/// bare "leader" after a country.
pub(super) fn titles_of(kept: &[Candidate], index: usize, setting: &Setting<'_>) -> Vec<Title> {
    let text = setting.text;
    let person = &kept[index];
    let mut titles = Vec::new();
    let mut edge = person.tokens.start;
    for (at, office) in kept[..index].iter().enumerate().rev().take(MOST_BESIDE) {
        if office.label != Label::Office {
            continue;
        }
        let mut end = office.tokens.end;
        if text.is_any(end, &[",", "–", "—", "("]) {
            end += 1;
        }
        while end < edge && (is_honorific(text.word(end)) || text.is_any(end, &["H", "E", "."])) {
            end += 1;
        }
        if end != edge || !text.continues_line(edge) {
            break;
        }
        edge = office.tokens.start;
        titles.push(title(kept, at, setting));
    }
    let end = person.tokens.end;
    let after = kept[index + 1..]
        .iter()
        .take(MOST_BESIDE)
        .position(|office| office.label == Label::Office && office.tokens.start >= end)
        .map(|next| index + 1 + next);
    if let Some(at) = after
        && text.is_any(end, &[",", "("])
        && matches!(kept[at].tokens.start.saturating_sub(end), 1 | 2)
        && text.continues_line(kept[at].tokens.start)
    {
        // "X, President Y": the title belongs to the one after it.
        let next_holder = kept[at + 1..]
            .iter()
            .take(MOST_BESIDE)
            .any(|next| next.label == Label::Person && next.tokens.start == kept[at].tokens.end);
        if !next_holder {
            titles.push(title(kept, at, setting));
        }
    }
    titles.extend(leader_before(kept, index, setting));
    // "President Marcos of the Philippines"
    let mut country = end + 1;
    if text.is(end, "of") && text.continues_line(end) {
        country += usize::from(text.is(country, "the"));
        let owner = kept[index + 1..]
            .iter()
            .take(MOST_BESIDE)
            .find(|mention| mention.tokens.start == country && mention.label == Label::Gpe)
            .and_then(|mention| mention.entity);
        for title in titles.iter_mut().filter(|title| title.owner.is_none()) {
            title.owner = owner;
        }
    }
    titles
}

/// Most mentions looked at to either side.
const MOST_BESIDE: usize = 12;

/// "North Korean leader Kim".
fn leader_before(kept: &[Candidate], index: usize, setting: &Setting<'_>) -> Option<Title> {
    let text = setting.text;
    let noun = kept[index].tokens.start.checked_sub(1)?;
    if !text.is_any_word(noun, &["leader", "strongman", "ruler"]) {
        return None;
    }
    let nation = kept[..index]
        .iter()
        .rev()
        .take(MOST_BESIDE)
        .find(|mention| mention.tokens.end <= noun)
        .filter(|mention| matches!(mention.label, Label::Norp | Label::Gpe))
        .filter(|mention| {
            mention.tokens.end == noun || text.after_possessive(mention.tokens.end) == Some(noun)
        });
    Some(Title {
        words: "leader".to_owned(),
        owner: nation.and_then(|nation| nation.entity),
        former: nation.is_some_and(|nation| is_over(setting, nation.tokens.start)),
    })
}

fn title(kept: &[Candidate], index: usize, setting: &Setting<'_>) -> Title {
    let (text, office) = (setting.text, &kept[index]);
    let purposes = ["for", "on", "to", "in", "at"];
    let owns = |mention: &&Candidate| {
        let before = mention.tokens.start.saturating_sub(1);
        let preposition = if text.is(before, "the") {
            before.saturating_sub(1)
        } else {
            before
        };
        preposition < office.tokens.start || !text.is_any(preposition, &purposes)
    };
    let inside = || {
        kept[index + 1..]
            .iter()
            .take_while(|mention| mention.tokens.start < office.tokens.end)
            .filter(owns)
    };
    let named = |labels: &[Label]| {
        inside()
            .filter(|mention| labels.contains(&mention.label))
            .find_map(|mention| mention.entity)
    };
    Title {
        words: text.words(office.tokens.clone()).to_lowercase(),
        owner: named(&[Label::Org]).or_else(|| named(&[Label::Gpe, Label::Norp])),
        former: is_over(setting, office.tokens.start),
    }
}

/// Whether "former", "ex-", "then" or "late" stands before a title.
fn is_over(setting: &Setting<'_>, start: usize) -> bool {
    let text = setting.text;
    let over = ["former", "ex", "then", "late", "previous", "outgoing"];
    (1..=2)
        .filter_map(|back| start.checked_sub(back))
        .any(|at| text.is_any_word(at, &over))
}

impl Title {
    /// How the title fits what a person is known to have been, at one of the dates.
    pub(super) fn fit(
        &self,
        person: EntityKey,
        dates: &[PartialDate],
        knowledge: &Knowledge,
    ) -> Fit {
        let tenures = knowledge.tenures(person);
        let fit = tenures
            .iter()
            .filter(|tenure| self.is_of(tenure, knowledge) && self.names(&tenure.office))
            .map(|tenure| {
                let on_date = dates.iter().any(|date| tenure.covers(*date));
                let later = tenure.from.is_some_and(|from| {
                    !dates.is_empty() && dates.iter().all(|date| date.last_day() < from.first_day())
                });
                if on_date && !self.former {
                    Fit::OnDate
                } else if later {
                    Fit::Later
                } else {
                    Fit::Held
                }
            })
            .max();
        fit.unwrap_or_else(|| {
            let Some(owner) = self.owner.and_then(|owner| knowledge.country_of(owner)) else {
                return Fit::None;
            };
            let home = knowledge.country_of(person);
            let served = tenures
                .iter()
                .filter_map(|tenure| tenure.of)
                .any(|of| knowledge.country_of(of) == Some(owner));
            if home.is_some() && home != Some(owner) && !served {
                Fit::Foreign
            } else {
                Fit::None
            }
        })
    }

    fn is_of(&self, tenure: &Tenure, knowledge: &Knowledge) -> bool {
        let (Some(owner), Some(of)) = (self.owner, tenure.of) else {
            return true;
        };
        if owner == of || knowledge.get(of).part_of.contains(&knowledge.get(owner).id) {
            return true;
        }
        let side = knowledge.country_of(owner);
        side.is_some() && side == knowledge.country_of(of)
    }

    /// Whether the title may be another way of naming an office.
    fn names(&self, office: &str) -> bool {
        let office = office.to_lowercase();
        let mut parts = self.words.split(" and ").chain([self.words.as_str()]);
        parts.any(|part| match (class(part), class(&office)) {
            (Some(Class::Leader), Some(_)) => true,
            (Some(one), Some(other)) => one == other,
            (None, None) => shares_words(part, &office),
            _ => false,
        })
    }

    /// Whether the title says that somebody leads a country, without saying how.
    pub(super) fn is_leader(&self) -> bool {
        self.words == "leader"
    }

    /// Whether the title is of a kind of which a country has one holder at a time.
    pub(super) fn is_sole(&self) -> bool {
        class(&self.words).is_some()
    }

    /// The country or body, if the title is of a kind of which there is one holder at a time.
    pub(super) fn sole_owner(&self, knowledge: &Knowledge) -> Option<EntityKey> {
        let owner = self.owner.filter(|_| self.is_sole())?;
        match knowledge.get(owner).kind {
            EntityKind::Country => Some(owner),
            EntityKind::Organisation => knowledge.country_of(owner),
            _ => None,
        }
    }
}

/// Whether somebody known heads a state: what prefers the first of two leaders.
pub(super) fn heads_state(person: EntityKey, dates: &[PartialDate], knowledge: &Knowledge) -> bool {
    knowledge.tenures(person).iter().any(|tenure| {
        class(&tenure.office.to_lowercase()) == Some(Class::HeadOfState)
            && dates.iter().any(|date| tenure.covers(*date))
    })
}

fn class(title: &str) -> Option<Class> {
    let has = |word: &str| title.contains(word);
    let has_word = |word: &str| {
        title
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w == word)
    };
    if title == "leader" {
        return Some(Class::Leader);
    }
    let second = ["deputy", "vice", "assistant", "under", "first"];
    if second.iter().any(|word| has_word(word)) {
        return None;
    }
    // Who presides over a presidium does not lead the country.
    if has("presidium") {
        return None;
    }
    let foreign = [
        "foreign minister",
        "minister of foreign",
        "minister for foreign",
        "external affairs",
        "external relations",
        "foreign affairs",
        "foreign secretary",
        "secretary of state",
        "foreign and",
    ];
    let spoken_for = [
        "spokes",
        "representative",
        "envoy",
        "permanent",
        "minister of state",
    ];
    if spoken_for.iter().any(|word| has(word)) {
        return None;
    }
    if foreign.iter().any(|words| has(words)) || title == "fm" {
        return Some(Class::ForeignMinister);
    }
    let government = [
        "prime minister",
        "premier",
        "chancellor",
        "taoiseach",
        "head of government",
        "chairman of the government",
        "chairman of the cabinet",
        "chairman of the council of ministers",
    ];
    if government.iter().any(|words| has(words)) || has_word("pm") {
        return Some(Class::HeadOfGovernment);
    }
    let state = [
        "president",
        "king",
        "queen",
        "emir",
        "amir",
        "sultan",
        "emperor",
        "pope",
    ];
    let bodies = [
        "assembly",
        "european",
        "bank",
        "council",
        "commission",
        "senate",
        "parliament",
        "court",
        "presidential",
    ];
    let of_a_body = bodies.iter().any(|word| has(word));
    let heads = state.iter().any(|word| has_word(word))
        || has("supreme leader")
        || has("head of state")
        || has("general secretary");
    (heads && !of_a_body).then_some(Class::HeadOfState)
}

/// Words of titles that tell nothing by themselves.
const SMALL: [&str; 8] = ["of", "the", "for", "and", "to", "on", "at", "in"];

/// Whether every word of the shorter title stands in the longer one, the country's name apart.
fn shares_words(one: &str, other: &str) -> bool {
    let words = |title: &'_ str| -> Vec<String> {
        title
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty() && !SMALL.contains(word))
            .map(|word| match word {
                "spokesman" | "spokeswoman" => "spokesperson".to_owned(),
                "advisor" => "adviser".to_owned(),
                "chairwoman" | "chairperson" | "chair" => "chairman".to_owned(),
                word => word.to_owned(),
            })
            .collect()
    };
    let (one, other) = (words(one), words(other));
    if one.is_empty() || other.is_empty() {
        return false;
    }
    other.iter().all(|word| one.contains(word)) || one.iter().all(|word| other.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_one_office_are_of_one_class() {
        for (title, expected) in [
            (
                "minister of foreign affairs and expatriates",
                Some(Class::ForeignMinister),
            ),
            ("president of chile", Some(Class::HeadOfState)),
            ("vice president", None),
            ("president of the national assembly", None),
            ("federal chancellor", Some(Class::HeadOfGovernment)),
            ("secretary-general", None),
            ("foreign ministry spokeswoman", None),
        ] {
            assert_eq!(class(title), expected, "{title}");
        }
    }

    #[test]
    fn the_shorter_title_must_stand_in_the_longer() {
        assert!(shares_words("csto secretary general", "secretary general"));
        assert!(shares_words(
            "foreign ministry spokeswoman",
            "foreign ministry spokesperson"
        ));
        assert!(!shares_words("defence minister", "finance minister"));
    }
}
