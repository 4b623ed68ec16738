//! A text as the reports see it: sentences, the outermost mention at each token, who speaks where,
//! what the head of the text says of time, place and parties.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::{EntityKind, Label, PartialDate};

use super::actors::{Actor, Who};
use super::offices::Held;
use super::voices::Voice;
use crate::engine::board::Candidate;
use crate::engine::body_names::BodyNames;
use crate::engine::full_names::FullNames;
use crate::engine::furniture::lines_of_text;
use crate::engine::rules::Findings;
use crate::engine::text::Text;
use crate::knowledge::{EntityKey, Knowledge};

const NONE: u32 = u32::MAX;

/// Longest sentence looked at from one place, in tokens to either side: hostile texts have none
/// that end.
pub(super) const REACH: usize = 160;

/// Longest sentence, in tokens; a longer one is cut.
const LONGEST_SENTENCE: usize = 400;

/// Headings of the lists that follow a transcript; nothing is told there.
const LISTS: &[&str] = &["Geography", "Topics", "Persons", "Publication", "Tags"];

/// An office that somebody holds, and the token where it is told.
#[derive(Clone, Debug)]
pub(super) struct HeldAt {
    pub(super) who: Who,
    pub(super) office: String,
    pub(super) of: Option<EntityKey>,
    pub(super) at: usize,
}

/// The findings of a text with what the reports need besides.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) knowledge: &'a Knowledge,
    pub(super) mentions: &'a [Candidate],
    /// For each token the outermost mention that covers it.
    cover: Vec<u32>,
    /// First token of each sentence.
    starts: Vec<u32>,
    /// The fullest name of a person whom the knowledge base does not hold, by last name.
    full_names: &'a FullNames<'a>,
    /// The full names of bodies that the knowledge base does not hold.
    pub(super) body_names: &'a BodyNames<'a>,
    /// The first token that belongs to the lists after the text.
    pub(super) end: usize,
    /// The line that is the title.
    pub(super) title: Range<usize>,
    /// The sentence after the title.
    pub(super) lead: Range<usize>,
    /// The person in whose name the text is published, where a line below the title says so.
    pub(super) author: Option<&'a Candidate>,
    pub(super) date: Option<PartialDate>,
    pub(super) place: Option<EntityKey>,
    /// Who speaks where, by start; set once the voices are known.
    pub(super) voices: Vec<Voice>,
    /// The countries between which the communication is, where they are two.
    pub(super) sides: Vec<EntityKey>,
    /// Known persons named, each once.
    pub(super) persons: Vec<EntityKey>,
    /// The country of the first person named.
    pub(super) home: Option<EntityKey>,
    /// The country or organisation whose text it is, as far as known.
    pub(super) publisher: Option<EntityKey>,
    /// Offices told of, the first ones.
    held: Vec<HeldAt>,
    /// For each person the first office told of: the title, whose it is.
    first_held: HashMap<Who, (String, Option<EntityKey>)>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(findings: &Findings<'a>, date: Option<PartialDate>) -> Self {
        let text = findings.text;
        let mut cover = vec![NONE; text.len()];
        for (index, mention) in (0_u32..).zip(findings.mentions) {
            let Some(&first) = cover.get(mention.tokens.start) else {
                continue;
            };
            // Sorted by start, longer first: what is covered already is covered by an outer one.
            if first == NONE {
                cover[mention.tokens.clone()].fill(index);
            }
        }
        let end = text
            .lines()
            .find(|&line| line > 0 && text.is_any(line, LISTS) && text.line_end(line) <= line + 2)
            .unwrap_or(text.len());
        let title = title(text, end);
        let mut scene = Self {
            text,
            knowledge: findings.knowledge,
            mentions: findings.mentions,
            cover,
            starts: sentence_starts(text),
            full_names: findings.full_names,
            body_names: findings.body_names,
            end,
            lead: title.end..title.end,
            title,
            author: None,
            date,
            place: None,
            voices: Vec::new(),
            sides: Vec::new(),
            persons: known_persons(findings),
            home: None,
            publisher: None,
            held: Vec::new(),
            first_held: HashMap::new(),
        };
        scene.place = super::head::place(&scene);
        let lead = (scene.title.end..end.min(scene.title.end + REACH)).find(|&at| {
            text.is_plain_word(at)
                && !super::head::is_date_line(&scene, at)
                && !super::masthead::is_masthead(&scene, at)
        });
        if let Some(at) = lead {
            scene.lead = scene.sentence(at);
        }
        scene.author = super::masthead::author(&scene);
        scene
    }

    /// Takes note of who holds which office.
    pub(super) fn note_offices(&mut self, held: &[Held]) {
        for held in held {
            let office = (held.office.clone(), held.of);
            if self.held.len() < MOST_HELD {
                self.held.push(HeldAt {
                    who: held.who.clone(),
                    office: office.0.clone(),
                    of: office.1,
                    at: held.tokens.start,
                });
            }
            self.first_held.entry(held.who.clone()).or_insert(office);
        }
        let first = self
            .inside(0..self.end)
            .find(|mention| mention.label == Label::Person);
        self.home = first.and_then(|person| self.country_of(&self.person(person)));
    }

    /// The first title under which a person is named.
    pub(super) fn office_of(&self, who: &Who) -> Option<&str> {
        self.first_held.get(who).map(|(office, _)| office.as_str())
    }

    /// Offices told of, the first ones.
    pub(super) fn offices_held(&self) -> &[HeldAt] {
        &self.held
    }

    /// Takes note of who speaks where; what is said begins a sentence.
    pub(super) fn hear(&mut self, voices: Vec<Voice>) {
        let starts = voices.iter().map(|voice| voice.tokens.start);
        self.starts
            .extend(starts.map(|start| u32::try_from(start).unwrap_or(u32::MAX)));
        self.starts.sort_unstable();
        self.starts.dedup();
        self.voices = voices;
    }

    /// The outermost mention that covers a token.
    pub(super) fn at(&self, token: usize) -> Option<&'a Candidate> {
        let index = *self.cover.get(token)?;
        self.mentions.get(index as usize)
    }

    /// The outermost mention that ends right before a token.
    pub(super) fn ending(&self, token: usize) -> Option<&'a Candidate> {
        self.at(token.checked_sub(1)?)
            .filter(|mention| mention.tokens.end == token)
    }

    /// The outermost mentions that start in a range, in order.
    pub(super) fn inside(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = &'a Candidate> + use<'a> {
        let first = self
            .mentions
            .partition_point(|mention| mention.tokens.start < range.start);
        let mut covered = range.start;
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.tokens.start < range.end)
            .filter(move |mention| {
                let outer = mention.tokens.start >= covered;
                if outer {
                    covered = mention.tokens.end;
                }
                outer
            })
    }

    /// The first word among the `most` tokens from one on, that token failing that.
    pub(super) fn first_word(&self, from: usize, most: usize) -> usize {
        (from..from + most)
            .find(|&at| self.text.is_plain_word(at))
            .unwrap_or(from)
    }

    /// Everything mentioned within a mention, itself not included.
    pub(super) fn parts_of(
        &self,
        whole: &Candidate,
    ) -> impl Iterator<Item = &'a Candidate> + use<'a> {
        let range = whole.tokens.clone();
        let first = self
            .mentions
            .partition_point(|mention| mention.tokens.start < range.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.tokens.start < range.end)
            .filter(|mention| mention.label != Label::Office)
    }

    /// The sentence that a token belongs to, at most [`REACH`] tokens to either side.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let after = self.starts.partition_point(|&start| start as usize <= at);
        let start = after
            .checked_sub(1)
            .map_or(0, |index| self.starts[index] as usize);
        let end = self
            .starts
            .get(after)
            .map_or(self.text.len(), |&start| start as usize);
        start.max(at.saturating_sub(REACH))..end.min(at + REACH)
    }

    /// How many sentences begin before the one that a token belongs to.
    pub(super) fn number_of_sentence(&self, at: usize) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= at)
            .saturating_sub(1)
    }

    /// Every sentence before the lists, in order.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        (0..self.starts.len())
            .map(|index| {
                let end = self
                    .starts
                    .get(index + 1)
                    .map_or(self.text.len(), |&start| start as usize);
                self.starts[index] as usize..end
            })
            .take_while(|sentence| sentence.start < self.end)
    }

    /// Whether a token belongs to the title or the sentence after it.
    pub(super) fn in_head(&self, at: usize) -> bool {
        self.title.contains(&at) || self.lead.contains(&at)
    }

    /// Whether a token stands on a line between the title and the text that says only whose text it is.
    pub(super) fn above_text(&self, at: usize) -> bool {
        (self.title.end..self.lead.start).contains(&at) && super::masthead::is_masthead(self, at)
    }

    /// The day of the text, if more is known than its month.
    pub(super) fn day(&self) -> Option<String> {
        self.date
            .filter(|date| date.day().is_some())
            .map(|date| date.to_string())
    }

    /// Who speaks at a token.
    pub(super) fn speaker(&self, at: usize) -> Option<&Who> {
        self.voice_at(at).map(|voice| &voice.who)
    }

    /// The turn of a speaker in which a token stands, the innermost.
    pub(super) fn voice_at(&self, at: usize) -> Option<&Voice> {
        let after = self
            .voices
            .partition_point(|voice| voice.tokens.start <= at);
        self.voices[..after]
            .iter()
            .rev()
            .take(8)
            .find(|voice| voice.tokens.contains(&at))
    }

    /// The person of a mention: the entity, else the fullest name that the text has.
    pub(super) fn person(&self, mention: &Candidate) -> Who {
        if let Some(key) = mention.entity {
            return Who::Entity(key);
        }
        let full = self.full_names.of(self.text, mention);
        Who::Name(full.map_or_else(
            || self.text.words(mention.tokens.clone()).to_owned(),
            |name| name.into_owned(),
        ))
    }

    /// The country or body inside a title: "Russian President" is of Russia.
    pub(super) fn owner(&self, title: &Candidate) -> Option<EntityKey> {
        let of = |labels: &[Label]| {
            self.parts_of(title)
                .filter(|part| labels.contains(&part.label))
                .find_map(|part| part.entity)
        };
        of(&[Label::Org]).or_else(|| of(&[Label::Gpe, Label::Norp]))
    }

    pub(super) fn is_country(&self, key: EntityKey) -> bool {
        self.knowledge.get(key).kind == EntityKind::Country
    }

    /// The country that an actor is or belongs to.
    pub(super) fn country_of(&self, who: &Who) -> Option<EntityKey> {
        match who {
            Who::Entity(key) => self.knowledge.country_of(*key),
            Who::Name(_) => self
                .first_held
                .get(who)
                .and_then(|(_, of)| *of)
                .and_then(|of| self.knowledge.country_of(of)),
        }
    }

    /// Whom somebody speaks for: the country of their office, else the body.
    pub(super) fn side_of(&self, who: &Who) -> Option<EntityKey> {
        // A national of one country may speak for a body of many.
        let body = self
            .first_held
            .get(who)
            .and_then(|(_, of)| *of)
            .filter(|&of| self.knowledge.country_of(of).is_none())
            .map(|of| super::sides::whole_body(self, of));
        body.or_else(|| self.country_of(who))
    }

    /// Whether one of two is a person who stands for the other, a country or a body.
    pub(super) fn stands_for(&self, one: &Actor, other: &Actor) -> bool {
        let stands = |person: &Who, whole: &Who| {
            let Who::Entity(whole) = whole else {
                return false;
            };
            let kind = self.knowledge.get(*whole).kind;
            let is_person = match person {
                Who::Entity(key) => self.knowledge.get(*key).kind == EntityKind::Person,
                Who::Name(_) => true,
            };
            let of = self.first_held.get(person).and_then(|(_, of)| *of);
            is_person
                && (kind == EntityKind::Country && self.country_of(person) == Some(*whole)
                    || kind == EntityKind::Organisation && of == Some(*whole))
        };
        stands(&one.who, &other.who) || stands(&other.who, &one.who)
    }

    /// The countries of persons, as actors, each once.
    pub(super) fn side_actors(&self, evidence: Range<usize>) -> Vec<Actor> {
        self.sides
            .iter()
            .map(|&key| Actor::of(Who::Entity(key), evidence.clone()))
            .collect()
    }
}

/// Words of the line above a title that says what sort of text it is: "PRESS RELEASE No. 12".
const GENRES: &[&str] = &[
    "press", "release", "news", "story", "no", "number", "media", "note",
];

/// The line that is the title: the first of the first three that has more than two words.
fn title(text: &Text<'_>, end: usize) -> Range<usize> {
    lines_of_text(text)
        .take(3)
        .map(|line| line..text.line_end(line).min(line + REACH).min(end))
        .find(|line| {
            let told = |&at: &usize| text.is_plain_word(at) && !text.is_any_word(at, GENRES);
            line.clone().filter(told).count() > 2
        })
        .unwrap_or(0..0)
}

/// Sentences begin at lines and after full stops; a line of marks alone belongs to what follows.
fn sentence_starts(text: &Text<'_>) -> Vec<u32> {
    let mut starts: Vec<u32> = Vec::new();
    let mut word_since = true;
    let mut stopped = true;
    for at in 0..text.len() {
        let word = text.is_plain_word(at) || text.is_number(at);
        let opens = text.opens_line(at) || (word && stopped && text.opens_sentence(at));
        // What never ends is cut, so that no sentence costs more than its share.
        let cut = starts
            .last()
            .is_some_and(|&start| at - start as usize >= LONGEST_SENTENCE);
        if cut || opens && (word_since || starts.is_empty()) {
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
            word_since = false;
        }
        if word {
            word_since = true;
            stopped = false;
        } else if matches!(text.word(at).chars().next(), Some('.' | '!' | '?' | '…')) {
            stopped = true;
        }
    }
    starts
}

/// Known persons named, in order, each once; enough for any text that people write.
fn known_persons(findings: &Findings<'_>) -> Vec<EntityKey> {
    let mut persons = Vec::new();
    for mention in findings.mentions {
        if let Some(key) = mention.entity.filter(|_| mention.label == Label::Person)
            && persons.len() < MOST_PERSONS
            && !persons.contains(&key)
        {
            persons.push(key);
        }
    }
    persons
}

/// Most offices among which the holder of a bare title is looked for.
const MOST_HELD: usize = 128;

/// Most known persons among whom the holder of a bare title is looked for.
const MOST_PERSONS: usize = 64;
