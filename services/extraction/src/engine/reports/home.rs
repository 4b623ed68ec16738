//! Whose point of view a text takes where nothing states it: the country or organisation that its
//! words put first ("Ruritanian-Freedonian ties", the first flag of the title), that its officials
//! are named without, that it is dated from and speaks of most.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::offices::Held;
use super::publisher::{bare, nation_of};
use super::scene::Scene;
use super::signature::{is_agency, is_of_every_state};
use crate::engine::board::Candidate;
use crate::engine::layers::headline_verb_at;
use crate::engine::text::Reading;
use crate::knowledge::EntityKey;

/// What a sign is worth.
const FIRST_FLAG: i32 = 3;
const ON_BEHALF: i32 = 3;
const FIRST_OF_PAIR: i32 = 2;
const FIRST_OF_TWO: i32 = 1;
const BARE_MINISTER: i32 = 2;
const OWN_AGENCY: i32 = 2;
const BARE_LEADER: i32 = 1;
const DATED_FROM: i32 = 1;
const RESIDENCE: i32 = 1;
const SPOKEN_OF_MOST: i32 = 1;
const FIRST_NAMED: i32 = 1;
const SUBJECT: i32 = 2;
const TOPIC: i32 = -1;
const HOST: i32 = 4;
const FIRST_NAME: i32 = 2;
const SIGNED: i32 = 3;
const PARTNER: i32 = -2;
const OTHER_SIDE: i32 = -3;

/// The least that tells a text’s home.
const ENOUGH: i32 = 2;

/// Most signs that are looked at, of each kind.
const MOST: usize = 64;

/// The country or organisation whose text it seems to be; `None` where signs are few or contradict
/// each other.
pub(super) fn home(scene: &Scene<'_>, told: &[Held]) -> Option<EntityKey> {
    let mut signs = Signs::default();
    signs.flag(scene);
    signs.pairs(scene);
    signs.officials(scene, told);
    signs.hosts(scene, told);
    signs.first_names(scene, told);
    signs.places(scene);
    signs.title_and_foot(scene);
    signs.sides(scene);
    signs.spoken_of_most(scene);
    signs.strongest()
}

/// What speaks for and against each country and organisation.
#[derive(Debug, Default)]
struct Signs {
    for_each: HashMap<EntityKey, i32>,
}

impl Signs {
    fn add(&mut self, key: EntityKey, worth: i32) {
        *self.for_each.entry(key).or_default() += worth;
    }

    /// The one that most speaks for, if it is ahead of all others.
    fn strongest(&self) -> Option<EntityKey> {
        let (&best, &worth) = self
            .for_each
            .iter()
            .max_by_key(|&(key, &worth)| (worth, std::cmp::Reverse(*key)))?;
        let rival = self
            .for_each
            .iter()
            .filter(|&(&key, _)| key != best)
            .map(|(_, &other)| other)
            .max()
            .unwrap_or(0);
        // One weak sign is enough where another country is said to be the other side.
        let alone = worth > 0 && self.for_each.len() > 1 && rival < 0;
        (worth > rival && worth >= ENOUGH || alone).then_some(best)
    }

    /// The first flag of the title.
    fn flag(&mut self, scene: &Scene<'_>) {
        let first = scene.title.clone().take(LONGEST_OPENING).find(|&at| {
            let flagged = |letter| ('\u{1F1E6}'..='\u{1F1FF}').contains(&letter);
            scene.text.word(at).chars().any(flagged)
        });
        if let Some(country) = first.and_then(|at| super::flags::first_flag(scene, at)) {
            self.add(country, FIRST_FLAG);
        }
    }

    /// "Ruritanian-Freedonian", "ROK-Freedonia Dialogue", "#RuritaniaFreedonia": one’s own comes
    /// first.
    fn pairs(&mut self, scene: &Scene<'_>) {
        let text = scene.text;
        let dashes = (1..scene.end).filter(|&at| text.is_inner_hyphen(at) || is_dash(scene, at));
        for dash in dashes.take(MOST) {
            let first = side_ending(scene, dash);
            let second = side_at(scene, dash + 1);
            if let (Some(first), Some(second)) = (first, second)
                && first != second
            {
                self.add(first, FIRST_OF_PAIR);
            }
        }
        let two = (1..scene.end).filter(|&at| text.is(at, "and"));
        for and in two.take(MOST) {
            let first = scene.ending(and).filter(|first| {
                let before = first.tokens.start.wrapping_sub(1);
                !text.is_any(before, &[",", "and"])
            });
            let second = scene.at(text.past_the(and + 1));
            if let (Some(first), Some(second)) = (
                first.and_then(|first| nation_side(scene, first)),
                second.and_then(|second| nation_side(scene, second)),
            ) && first != second
            {
                self.add(first, FIRST_OF_TWO);
            }
        }
        let tags = scene
            .inside(0..scene.end)
            .filter(|tag| tag.label == Label::Hashtag && tag.parts.len() == 2);
        for tag in tags.take(MOST) {
            let country = |key: EntityKey| scene.knowledge.country_of(key);
            if let (Some(first), Some(second)) = (country(tag.parts[0]), country(tag.parts[1]))
                && first != second
            {
                self.add(first, FIRST_OF_PAIR);
            }
        }
    }

    /// Known officials who are named with their titles and without their country, each once.
    fn officials(&mut self, scene: &Scene<'_>, told: &[Held]) {
        let mut seen: Vec<EntityKey> = Vec::new();
        let persons = scene
            .inside(0..scene.end)
            .filter(|mention| mention.label == Label::Person)
            .take(MOST);
        for person in persons {
            let Some(key) = person.entity.filter(|key| !seen.contains(key)) else {
                continue;
            };
            seen.push(key);
            let Some(country) = scene.knowledge.country_of(key) else {
                continue;
            };
            if let Some(Some(held)) = bare(scene, told, person) {
                let presented = scene
                    .text
                    .is_word(held.tokens.start.wrapping_sub(1), "with");
                let royal = ["King", "Queen", "Emir", "Crown Prince", "Sultan"];
                if presented || royal.contains(&held.office.as_str()) {
                    continue;
                }
                let minister = ["Minister", "Secretary"]
                    .iter()
                    .any(|noun| held.office.contains(noun))
                    && !held.office.contains("Prime");
                let worth = if minister { BARE_MINISTER } else { BARE_LEADER };
                self.add(country, worth);
            }
        }
    }

    /// Those whom the title or the lead names without any title, and of whom the text tells
    /// elsewhere that they head a state: "X received …", where "President of Ruritania X" speaks.
    fn hosts(&mut self, scene: &Scene<'_>, told: &[Held]) {
        let mut hosts: Vec<EntityKey> = Vec::new();
        let lines = scene.text.lines().nth(HEAD_LINES).unwrap_or(scene.end);
        let head = lines
            .min(LONGEST_HEAD)
            .max(scene.lead.end.max(scene.title.end));
        let persons = scene
            .inside(0..head.min(scene.end))
            .filter(|mention| mention.label == Label::Person)
            .take(MOST);
        for person in persons.filter(|person| matches!(bare(scene, told, person), Some(None))) {
            let who = scene.person(person);
            let heads = told
                .iter()
                .take(MOST)
                .find(|held| held.who == who && HEADS_OF_STATE.contains(&held.office.as_str()))
                .and_then(|held| held.of);
            if let Some(country) = heads.filter(|country| !hosts.contains(country)) {
                hosts.push(country);
            }
        }
        if let [host] = hosts[..] {
            self.add(host, HOST);
        }
    }

    /// Officials whom nobody knows and who are named without their country: where most known
    /// bearers of their first names are from.
    fn first_names(&mut self, scene: &Scene<'_>, told: &[Held]) {
        let people = scene.knowledge.people();
        let mut seen: Vec<EntityKey> = Vec::new();
        for held in told.iter().filter(|held| held.is_open()).take(MOST) {
            let person = scene
                .inside(held.tokens.clone())
                .find(|mention| mention.label == Label::Person && mention.entity.is_none());
            let Some(person) = person.filter(|person| person.tokens.len() > 1) else {
                continue;
            };
            if !matches!(bare(scene, told, person), Some(Some(_))) {
                continue;
            }
            let country = people
                .country_of_first_name(scene.text.name_symbol(person.tokens.start))
                .and_then(|code| scene.knowledge.country(code));
            if let Some(country) = country.filter(|country| !seen.contains(country)) {
                seen.push(country);
                self.add(country, FIRST_NAME);
            }
        }
    }

    /// The place that the text is dated from, the news agency of its date line, the residences it
    /// speaks of.
    fn places(&mut self, scene: &Scene<'_>) {
        let knowledge = scene.knowledge;
        if let Some(country) = scene.place.and_then(|place| knowledge.country_of(place)) {
            self.add(country, DATED_FROM);
        }
        let mut residences: Vec<EntityKey> = Vec::new();
        for mention in scene.inside(0..scene.end).take(4 * MOST) {
            let Some(country) = mention.entity.and_then(|key| knowledge.country_of(key)) else {
                continue;
            };
            match mention.label {
                Label::Fac if !residences.contains(&country) => {
                    residences.push(country);
                    self.add(country, RESIDENCE);
                }
                Label::Org if is_agency(scene, mention) => self.add(country, OWN_AGENCY),
                _ => {}
            }
        }
    }

    /// Whom the title names first, and the country that stands alone on one of the last lines.
    fn title_and_foot(&mut self, scene: &Scene<'_>) {
        let text = scene.text;
        let first = scene.inside(scene.title.clone()).find_map(|mention| {
            let person = mention.label == Label::Person;
            let parts = || {
                scene
                    .parts_of(mention)
                    .find_map(|part| nation_of(scene, part))
            };
            let nation = match mention.label {
                Label::Office => parts(),
                _ if person => mention
                    .entity
                    .and_then(|key| scene.knowledge.country_of(key)),
                _ if is_of_every_state(scene, mention) => None,
                _ => nation_of(scene, mention),
            };
            nation.map(|nation| (nation, mention.tokens.clone(), person))
        });
        // "The Secretary-General of X receives …"
        let officer = scene.inside(scene.title.clone()).next().and_then(|title| {
            let mut bodies = scene
                .parts_of(title)
                .filter(|part| title.label == Label::Office && part.label == Label::Org);
            bodies.find_map(|body| body.entity)
        });
        if let Some(body) = officer.filter(|&body| scene.knowledge.country_of(body).is_none()) {
            self.add(body, SUBJECT);
        }
        // "Freedonia: statement on …" is about it.
        if let Some((country, tokens, person)) = first
            && !text.is(tokens.end, ":")
        {
            // "briefing on Ruritania", "the situation in Ruritania"
            let before = tokens.start.wrapping_sub(1);
            let before = before.wrapping_sub(usize::from(text.is_word(before, "the")));
            let topic =
                !person && text.is_any_word(before, &["on", "about", "against", "regarding"]);
            self.add(
                country,
                match (person, topic) {
                    (true, _) => SUBJECT,
                    (_, true) => TOPIC,
                    _ if scene
                        .at(tokens.start)
                        .is_some_and(|one| one.label == Label::Gpe)
                        && headline_verb_at(text, tokens.end) =>
                    {
                        SUBJECT
                    }
                    _ => FIRST_NAMED,
                },
            );
        }
        let mut line = scene.end;
        for _ in 0..FOOT_LINES {
            let Some(last) = line.checked_sub(1) else {
                break;
            };
            line = text.line_start(last);
            let alone = scene.at(line).filter(|place| {
                let whole = line..text.line_end(line);
                place.label == Label::Gpe && place.tokens == whole
            });
            let key = alone.and_then(|place| place.entity);
            if let Some(country) = key.filter(|&key| scene.is_country(key)) {
                self.add(country, SIGNED);
            }
        }
    }

    /// "our trade with Freedonia", "on behalf of Ruritania, I …", "meeting with … of Freedonia" in
    /// the title.
    fn sides(&mut self, scene: &Scene<'_>) {
        let text = scene.text;
        for at in 0..scene.end {
            let behalf = text.is_word(at, "behalf") && text.is_word(at + 1, "of");
            let own = text.is_any_word(at, &["our", "my"]);
            if !behalf && !own {
                continue;
            }
            // "our Freedonian friends"
            let friends = [
                "friends",
                "partners",
                "colleagues",
                "allies",
                "neighbours",
                "neighbors",
            ];
            if let Some(friend) = scene.at(at + 1)
                && own
                && text.is_any_word(friend.tokens.end, &friends)
                && let Some(country) = nation_of(scene, friend)
            {
                self.add(country, OTHER_SIDE);
                continue;
            }
            let near = at + 1..(at + NEAR).min(scene.sentence(at).end);
            let speaks = behalf && near.clone().any(|at| text.is_any(at, &["I", "we"]));
            let with = near
                .clone()
                .find(|&at| text.is_word(at, "with"))
                .filter(|_| own);
            let start = match with {
                Some(with) => with,
                None if speaks => at,
                None => continue,
            };
            let named = scene
                .inside(start..near.end)
                .find_map(|mention| nation_of(scene, mention));
            if let Some(country) = named {
                let worth = if speaks { ON_BEHALF } else { OTHER_SIDE };
                self.add(country, worth);
            }
        }
        let visit = scene
            .title
            .clone()
            .any(|at| text.is_any_word(at, &["visit", "visits", "trip", "travels", "travel"]));
        // "Call with … of Freedonia", "Visit of … to Freedonia"
        let with = scene
            .title
            .clone()
            .find(|&at| text.is_word(at, "with") || visit && text.is_word(at, "to"));
        if let Some(with) = with {
            let partner = scene
                .inside(with..scene.title.end)
                .find_map(|mention| nation_of(scene, mention));
            if let Some(country) = partner {
                self.add(country, PARTNER);
            }
        }
    }

    /// The country named most often, if no other is named as often.
    fn spoken_of_most(&mut self, scene: &Scene<'_>) {
        let mut counts: HashMap<EntityKey, usize> = HashMap::new();
        let named = scene
            .mentions
            .iter()
            .take_while(|mention| mention.tokens.start < scene.end)
            .filter(|mention| matches!(mention.label, Label::Gpe | Label::Norp));
        for mention in named {
            if let Some(country) = nation_of(scene, mention) {
                *counts.entry(country).or_default() += 1;
            }
        }
        let most = counts.values().copied().max().unwrap_or(0);
        let mut first = counts.iter().filter(|&(_, &count)| count == most);
        if let (Some((&country, _)), None) = (first.next(), first.next())
            && most >= OFTEN
        {
            self.add(country, SPOKEN_OF_MOST);
        }
    }
}

/// Offices of those who receive guests for their country.
const HEADS_OF_STATE: [&str; 11] = [
    "President",
    "Prime Minister",
    "King",
    "Emir",
    "Amir",
    "Sultan",
    "Chancellor",
    "Premier",
    "Emperor",
    "Crown Prince",
    "Foreign Minister",
];

/// Lines at the start of a text in which hosts are named, and most tokens of them.
const HEAD_LINES: usize = 4;
const LONGEST_HEAD: usize = 160;

/// Lines at the end of a text among which its signature is.
const FOOT_LINES: usize = 4;

/// How often a country is named that a text speaks of most.
const OFTEN: usize = 3;

/// Tokens behind "our" and "on behalf of" that are looked at.
const NEAR: usize = 14;

/// Tokens of a title among which its first flag is.
const LONGEST_OPENING: usize = 24;

/// A dash between two names with blanks around it: "Ruritania – Freedonia Consultations".
fn is_dash(scene: &Scene<'_>, at: usize) -> bool {
    scene.text.is_any(at, &["–", "-"]) && scene.title.contains(&at)
}

/// The country or organisation of states whose name ends before a token.
fn side_ending(scene: &Scene<'_>, end: usize) -> Option<EntityKey> {
    if let Some(mention) = scene.ending(end) {
        return side_of(scene, mention);
    }
    word_side(scene, end.checked_sub(1)?..end)
}

/// The country whose name begins at a token.
fn side_at(scene: &Scene<'_>, at: usize) -> Option<EntityKey> {
    if let Some(mention) = scene.at(at).filter(|mention| mention.tokens.start == at)
        && let Some(side) = side_of(scene, mention)
    {
        return Some(side);
    }
    word_side(scene, at..at + 1)
}

/// The country that a name of a country or people stands for.
fn nation_side(scene: &Scene<'_>, mention: &Candidate) -> Option<EntityKey> {
    let named = matches!(mention.label, Label::Gpe | Label::Norp);
    side_of(scene, mention).filter(|_| named)
}

fn side_of(scene: &Scene<'_>, mention: &Candidate) -> Option<EntityKey> {
    let key = mention.entity?;
    let knowledge = scene.knowledge;
    match mention.label {
        Label::Gpe | Label::Norp => {
            let kind = knowledge.get(key).kind;
            let nation = matches!(kind, EntityKind::Country | EntityKind::People);
            knowledge.country_of(key).filter(|_| nation)
        }
        Label::Org => knowledge.country_of(key).is_none().then_some(key),
        Label::Loc => Some(key),
        _ => None,
    }
}

/// A word inside a longer name that is a nation’s: the "ROK" of "ROK-Freedonia Dialogue".
fn word_side(scene: &Scene<'_>, word: Range<usize>) -> Option<EntityKey> {
    let knowledge = scene.knowledge;
    let (end, payload) = scene
        .text
        .longest(knowledge.names(), Reading::Words, word.start)?;
    let meaning = knowledge.meanings(payload).first()?;
    let kind = knowledge.get(meaning.entity).kind;
    (end >= word.end && matches!(kind, EntityKind::Country | EntityKind::People))
        .then(|| knowledge.country_of(meaning.entity))
        .flatten()
}
