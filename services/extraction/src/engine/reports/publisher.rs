//! Whose text it is: the body that says so, or the country whose officials the head of the text
//! names without their country, as ministries and presidencies do with their own.

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::actors::Who;
use super::home::home;
use super::offices::Held;
use super::owners::OF_EMBASSIES;
use super::scene::Scene;
use super::signature::speaking;
use crate::engine::board::Candidate;
use crate::engine::rules::Findings;
use crate::engine::text::{Reading, Text};
use crate::knowledge::{EntityKey, Knowledge};

/// Who publishes a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Publisher {
    /// The country, or the organisation of states.
    pub(super) key: EntityKey,
    /// How it is known.
    basis: Basis,
}

/// How the publisher is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Basis {
    /// An embassy says so.
    Embassy,
    /// A body says so, or officials are named without their country.
    Stated,
    /// The title tells of an official whose country the text goes on to name: enough for the
    /// departments of a ministry that is not named.
    Topic,
}

impl Publisher {
    /// Reads who publishes the text.
    pub(super) fn of(scene: &Scene<'_>, findings: &Findings<'_>, told: &[Held]) -> Option<Self> {
        let publisher = Self::stated(scene, findings, told);
        // Where one country's embassy alone is named, its staff need no country beside them.
        let Some(key) = only_embassy(scene) else {
            return publisher;
        };
        let embassy = Self {
            key,
            basis: Basis::Embassy,
        };
        match publisher {
            Some(other) if other.key != key => Some(other),
            _ => Some(embassy),
        }
    }

    /// Who is told to publish the text, by its lines, its title, its lead.
    fn stated(scene: &Scene<'_>, findings: &Findings<'_>, told: &[Held]) -> Option<Self> {
        if let Some((key, embassy)) = speaking(scene) {
            let basis = if embassy {
                Basis::Embassy
            } else {
                Basis::Stated
            };
            return Some(Self { key, basis });
        }
        let lead = Lead::of(scene, told);
        let stated = |key| Self {
            key,
            basis: Basis::Stated,
        };
        if let Some((key, flagged)) = subject_of_title(scene, findings, told) {
            let fits = lead.own.is_none_or(|own| own == key) && !lead.foreign.contains(&key);
            let sure = flagged || fits || dated_from(scene, key) || home(scene, told) == Some(key);
            return Some(Self {
                key,
                basis: if sure { Basis::Stated } else { Basis::Topic },
            });
        }
        lead.own
            .or_else(|| residence(scene))
            .or_else(|| home(scene, told))
            .map(stated)
    }

    /// Whether it is known to be of a country, so that the country’s ministries need no name.
    pub(super) fn is_sure(&self, scene: &Scene<'_>) -> bool {
        scene.is_country(self.key) && self.basis != Basis::Topic
    }

    /// Whether an embassy publishes the text.
    pub(super) fn is_embassy(&self) -> bool {
        self.basis == Basis::Embassy
    }

    /// Whether an office of these words that stands alone may be taken for one of the publisher’s.
    /// Where those who head the state are themselves people whom nobody knows (`unlisted`), so may
    /// the others be.
    pub(super) fn owns(
        &self,
        scene: &Scene<'_>,
        words: &str,
        title: &Candidate,
        unlisted: bool,
    ) -> bool {
        let text = scene.text;
        let has = |heads: &[&str]| {
            words
                .split([' ', '-'])
                .any(|word| heads.iter().any(|head| head.eq_ignore_ascii_case(word)))
        };
        if !scene.is_country(self.key) {
            return has(&STAFF) && !has(&["Minister", "Ambassador"]);
        }
        // "Director of the X Institute": an institute that no list holds is no part of a state.
        let of_another = scene.parts_of(title).any(|part| {
            part.label == Label::Org
                && part.entity.is_none()
                && !part
                    .tokens
                    .clone()
                    .any(|at| text.is_any_word(at, &DEPARTMENTS))
        });
        if !has(&STAFF) && !has(&OFFICIALS) || of_another {
            return false;
        }
        let departmental = scene.parts_of(title).any(|part| {
            part.label == Label::Org
                && part
                    .tokens
                    .clone()
                    .any(|at| text.is_any_word(at, &DEPARTMENTS))
        });
        match self.basis {
            Basis::Topic => return departmental,
            Basis::Embassy if has(&OF_EMBASSIES) => return true,
            _ if has(&OF_EMBASSIES) && departmental => return true,
            _ => {}
        }
        // A sentence that speaks of another country alone may speak of its officials.
        let sentence = scene.sentence(title.tokens.start);
        let mut others = false;
        let mut own = false;
        let mut met = false;
        // What stands behind the official is spoken of by or met by them.
        let behind = |mention: &Candidate| mention.tokens.start >= title.tokens.end;
        for mention in scene.inside(sentence) {
            match mention.label {
                Label::Gpe | Label::Norp => {
                    if let Some(nation) = nation_of(scene, mention) {
                        own |= nation == self.key;
                        others |= nation != self.key && !behind(mention);
                    }
                }
                Label::Org => {
                    let words = || nation_of_words(scene, mention.tokens.clone());
                    let nation = nation_of(scene, mention).or_else(words);
                    own |= nation == Some(self.key);
                    others |= nation.is_some_and(|nation| nation != self.key) && !behind(mention);
                }
                // "President X met Minister Y": whoever meets one’s own official may be a guest.
                Label::Person if country_of(scene, mention) == Some(self.key) => {
                    let between = mention.tokens.end.min(title.tokens.end)
                        ..mention.tokens.start.max(title.tokens.start);
                    met |= between
                        .into_iter()
                        .any(|at| text.is_any_word(at, &ENCOUNTERS));
                }
                _ => {}
            }
        }
        let sole = has(&["Minister", "Governor"]) && !has(&["Deputy", "State", "First"]);
        let taken = sole && !unlisted && self.has_another_holder(scene, words);
        let elsewhere = others && !own;
        !(elsewhere || met || taken)
    }

    /// Whether the text gives an office of the state to somebody whom nobody knows and that another
    /// one is known to hold.
    pub(super) fn is_unlisted(&self, scene: &Scene<'_>, told: &[Held]) -> bool {
        told.iter().take(MOST_TOLD).any(|held| {
            matches!(held.who, Who::Name(_))
                && held.of == Some(self.key)
                && self.has_another_holder(scene, &held.office)
        })
    }

    /// Whether somebody else is known to hold an office of these words.
    fn has_another_holder(&self, scene: &Scene<'_>, words: &str) -> bool {
        scene.knowledge.holders(self.key).iter().any(|&holder| {
            scene.knowledge.tenures(holder).iter().any(|tenure| {
                tenure.office == words
                    && tenure.of == Some(self.key)
                    && scene.date.is_some_and(|date| tenure.covers(date))
            })
        })
    }
}

/// Most offices of a text that are compared with those that are known.
const MOST_TOLD: usize = 64;

/// Heads of the titles of a body’s staff.
const STAFF: [&str; 14] = [
    "Spokesperson",
    "Spokesman",
    "Spokeswoman",
    "Press",
    "Director",
    "Deputy",
    "Head",
    "Coordinator",
    "Adviser",
    "Advisor",
    "Rapporteur",
    "Aide",
    "Assistant",
    "Undersecretary",
];

/// Heads of the titles of a state’s officials who are named without the state.
const OFFICIALS: [&str; 12] = [
    "Minister",
    "Secretary",
    "Ambassador",
    "Counsellor",
    "Consul",
    "Attaché",
    "Commissioner",
    "Envoy",
    "Representative",
    "Sherpa",
    "Chief",
    "Governor",
];

/// Words for parts of a government.
const DEPARTMENTS: [&str; 14] = [
    "presidency",
    "cabinet",
    "department",
    "ministry",
    "directorate",
    "office",
    "division",
    "section",
    "embassy",
    "administration",
    "government",
    "service",
    "secretariat",
    "staff",
];

/// Words for meeting somebody.
const ENCOUNTERS: [&str; 14] = [
    "met",
    "meets",
    "meet",
    "meeting",
    "received",
    "receives",
    "receive",
    "talks",
    "hosted",
    "conversation",
    "spoke",
    "speaks",
    "exchanged",
    "welcomed",
];

/// The country of a nation or national body that is mentioned.
pub(super) fn nation_of(scene: &Scene<'_>, mention: &Candidate) -> Option<EntityKey> {
    let named = matches!(mention.label, Label::Gpe | Label::Norp | Label::Org);
    let key = mention.entity.filter(|_| named)?;
    scene.knowledge.country_of(key)
}

/// The first nation in the words of a name: the sending one of "Ruritanian Embassy in Freedonia".
pub(super) fn nation_of_words(scene: &Scene<'_>, tokens: Range<usize>) -> Option<EntityKey> {
    nation_in_words(scene.text, scene.knowledge, tokens)
}

/// The same, of findings.
pub(super) fn nation_in(findings: &Findings<'_>, tokens: Range<usize>) -> Option<EntityKey> {
    nation_in_words(findings.text, findings.knowledge, tokens)
}

fn nation_in_words(
    text: &Text<'_>,
    knowledge: &Knowledge,
    tokens: Range<usize>,
) -> Option<EntityKey> {
    tokens.into_iter().take(LONGEST_NAME).find_map(|at| {
        let (_, payload) = text.longest(knowledge.names(), Reading::Words, at)?;
        let meaning = knowledge.meanings(payload).first()?;
        let kind = knowledge.get(meaning.entity).kind;
        matches!(kind, EntityKind::Country | EntityKind::People)
            .then(|| knowledge.country_of(meaning.entity))
            .flatten()
    })
}

/// Most tokens of a name that are looked at.
pub(super) const LONGEST_NAME: usize = 12;

/// Whether a person is named with a country: in the title beside the name, by a flag, after it.
pub(super) fn bare<'h>(
    scene: &Scene<'_>,
    told: &'h [Held],
    person: &Candidate,
) -> Option<Option<&'h Held>> {
    let first =
        told.partition_point(|held| held.tokens.start < person.tokens.start.saturating_sub(BESIDE));
    let held = told[first..]
        .iter()
        .take_while(|held| held.tokens.start <= person.tokens.start)
        .find(|held| held.tokens.end >= person.tokens.end);
    let around = held.map_or_else(|| person.tokens.clone(), |held| held.tokens.clone());
    let with_country = scene
        .inside(around.clone())
        .filter(|mention| mention.label == Label::Office)
        .any(|title| {
            let mut parts = scene.parts_of(title);
            parts.any(|part| part.label != Label::Loc)
        });
    let flag = around.start > 0
        && scene
            .text
            .word(around.start - 1)
            .chars()
            .any(|letter| ('\u{1F1E6}'..='\u{1F1FF}').contains(&letter));
    let nation_before = scene
        .ending(around.start)
        .is_some_and(|mention| matches!(mention.label, Label::Gpe | Label::Norp));
    let after = scene.text.is_any(person.tokens.end, &["of", "("])
        && scene.text.continues_line(person.tokens.end);
    (!with_country && !flag && !nation_before && !after).then_some(held)
}

/// How many tokens before a name its title may begin.
const BESIDE: usize = 24;

/// The country of a known person.
fn country_of(scene: &Scene<'_>, person: &Candidate) -> Option<EntityKey> {
    scene.knowledge.country_of(person.entity?)
}

/// The country or organisation of the official whose doings the title tells without saying whose
/// official it is, and whether its flag stands there: "Foreign Secretary X concludes tour", "The Secretary-General’s meetings".
fn subject_of_title(
    scene: &Scene<'_>,
    findings: &Findings<'_>,
    told: &[Held],
) -> Option<(EntityKey, bool)> {
    let text = scene.text;
    let mut persons = scene
        .inside(scene.title.clone())
        .filter(|mention| mention.label == Label::Person);
    if let Some(first) = persons.next() {
        // "Meeting with … X" is told by the one who meets X.
        let before = scene.title.start..first.tokens.start;
        if before.into_iter().any(|at| text.is_word(at, "with")) {
            return None;
        }
        let country = country_of(scene, first)?;
        let flag = super::flags::country_of_flag(scene, scene.title.start + 1);
        let flagged = flag == Some(country);
        if !flagged {
            bare(scene, told, first)?;
        }
        let possessive = text.after_possessive(first.tokens.end).is_some();
        let other = persons.any(|person| {
            bare(scene, told, person).is_some() && country_of(scene, person) != Some(country)
        });
        return (possessive || !other).then_some((country, flagged));
    }
    let title = scene
        .inside(scene.title.clone())
        .find(|mention| mention.label == Label::Office)?;
    if scene.parts_of(title).next().is_some() {
        return None;
    }
    let words =
        super::titles::title_words(findings.text, findings.knowledge, findings.mentions, title);
    told.iter()
        .find(|held| held.office == words && matches!(held.who, Who::Entity(_)))
        .and_then(|held| Some((held.of?, false)))
}

/// What the first sentence says of known officials.
#[derive(Debug, Default)]
struct Lead {
    /// The one country whose officials are named without it.
    own: Option<EntityKey>,
    /// Whether officials of several countries are named without them.
    mixed: bool,
    /// The countries whose officials are named with them.
    foreign: Vec<EntityKey>,
}

impl Lead {
    fn of(scene: &Scene<'_>, told: &[Held]) -> Self {
        let mut lead = Self::default();
        let mut titled = false;
        for person in scene.inside(scene.lead.clone()) {
            if person.label != Label::Person {
                continue;
            }
            let Some(key) = country_of(scene, person) else {
                continue;
            };
            let Some(held) = bare(scene, told, person) else {
                lead.foreign.push(key);
                continue;
            };
            lead.mixed |= lead.own.is_some_and(|other| other != key);
            titled |= held.is_some();
            lead.own = Some(key);
        }
        let sure = |key: &EntityKey| !lead.mixed && (titled || at_home(scene, *key));
        lead.own = lead.own.filter(sure);
        lead
    }
}

/// The country whose embassies and consulates are the only ones that the text names.
fn only_embassy(scene: &Scene<'_>) -> Option<EntityKey> {
    let text = scene.text;
    let mut nations = scene
        .inside(0..scene.end)
        .filter(|mention| {
            let named = ["Embassy", "Consulate"];
            mention.label == Label::Org && mention.tokens.clone().any(|at| text.is_any(at, &named))
        })
        .filter_map(|mention| nation_of_words(scene, mention.tokens.clone()));
    let first = nations.next()?;
    nations.all(|nation| nation == first).then_some(first)
}

/// The country of the residence that a text is dated from.
fn residence(scene: &Scene<'_>) -> Option<EntityKey> {
    let lines = scene.text.lines().take(HEAD_LINES);
    lines
        .filter(|&line| super::head::is_date_line(scene, line))
        .flat_map(|line| scene.inside(line..scene.text.line_end(line)))
        .filter(|mention| mention.label == Label::Fac)
        .find_map(|building| scene.knowledge.country_of(building.entity?))
}

/// Lines at the start of a text among which the date line is.
const HEAD_LINES: usize = 12;

/// Whether a text is dated from a country or names it in its title.
fn at_home(scene: &Scene<'_>, country: EntityKey) -> bool {
    dated_from(scene, country)
        || scene
            .inside(scene.title.clone())
            .any(|mention| nation_of(scene, mention) == Some(country))
}

/// Whether the date line names a place in a country.
fn dated_from(scene: &Scene<'_>, country: EntityKey) -> bool {
    scene
        .place
        .is_some_and(|place| scene.knowledge.country_of(place) == Some(country))
}
