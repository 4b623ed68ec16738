//! Those who may take part in an occasion, and everywhere in the text that they are spoken of: by
//! name, by a title, inside a longer name, by a pronoun or a description.

use std::collections::HashMap;
use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::super::actors::{Actor, Who};
use super::super::head::sends_dispatch;
use super::super::role::Role;
use super::super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::text::Reading;
use crate::knowledge::EntityKey;

/// How somebody is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// A person, body or country by name.
    Name,
    /// A country by its adjective: "Russian".
    People,
    /// A country or body inside the title of a person who is named beside it.
    OfTitle,
    /// A title alone that stands for its holder, or for its country.
    Title,
    /// Inside the name of an occasion, a document or another body.
    Inside,
    /// Inside a hashtag.
    Tag,
    /// "he", "the two leaders", "the guest".
    Reference,
    /// "I", "we": the one who speaks.
    Speaker,
    /// "you", "your": the one who is spoken to.
    Addressee,
    /// "we", "our": the publisher.
    Publisher,
    /// "the two countries", "the sides".
    Sides,
    /// "the Organisation", "the ministers" of a body.
    Body,
}

/// A place where somebody is spoken of.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    /// Which of the cast.
    pub(super) who: usize,
    pub(super) tokens: Range<usize>,
    pub(super) form: Form,
}

/// What somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    Person,
    Country,
    Body,
}

/// Somebody who may take part.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) who: Who,
    pub(super) nature: Nature,
    /// The country that it is or belongs to.
    pub(super) country: Option<EntityKey>,
    /// The kind of office that it holds.
    pub(super) role: Role,
    /// How often it is named, references not counted.
    pub(super) named: u32,
    /// First token where it is named.
    pub(super) first: usize,
}

/// Everybody who may take part, in the order in which they are first spoken of.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub(super) members: Vec<Member>,
    /// By start.
    pub(super) namings: Vec<Naming>,
    by_who: HashMap<Who, usize>,
}

/// Words of countries that act together.
const SIDES: &[&str] = &[
    "countries",
    "sides",
    "parties",
    "states",
    "nations",
    "peoples",
    "governments",
    "capitals",
];

/// Words for bodies and for those of whom they consist.
const BODIES: &[&str] = &[
    "organisation",
    "organization",
    "union",
    "association",
    "bloc",
    "council",
    "commonwealth",
    "alliance",
    "community",
    "commission",
    "committee",
    "assembly",
    "members",
    "ministers",
    "leaders",
    "heads",
    "forum",
    "group",
    "grouping",
    "participants",
    "delegations",
    "agency",
];

/// Words with which a reference may begin.
const REFERRING: &[&str] = &[
    "he", "she", "him", "they", "them", "the", "both", "these", "his", "her", "their",
];

/// Words of the one who speaks.
const SPEAKING: &[&str] = &["I", "we", "We", "me", "us", "my", "My", "our", "Our"];

/// Most members of a cast; nobody counts more in one text.
const MOST: usize = 4096;

impl Cast {
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let mut cast = Self::default();
        let mut at = 0;
        while at < scene.end {
            match scene.at(at) {
                Some(mention) if mention.tokens.start == at => {
                    cast.mention(scene, mention);
                    at = mention.tokens.end.max(at + 1);
                }
                Some(_) => at += 1,
                None => {
                    cast.word(scene, at);
                    at += 1;
                }
            }
        }
        cast.namings.sort_by_key(|naming| naming.tokens.start);
        cast
    }

    /// The place of somebody in the cast.
    pub(super) fn place_of(&self, who: &Who) -> Option<usize> {
        self.by_who.get(who).copied()
    }

    /// Where somebody of the cast is spoken of in a range of tokens.
    pub(super) fn inside(&self, range: Range<usize>) -> &[Naming] {
        let first = self
            .namings
            .partition_point(|naming| naming.tokens.start < range.start);
        let count = self.namings[first..].partition_point(|naming| naming.tokens.start < range.end);
        &self.namings[first..first + count]
    }

    fn mention(&mut self, scene: &Scene<'_>, mention: &Candidate) {
        let tokens = mention.tokens.clone();
        if is_credited(scene, tokens.start)
            || sends_dispatch(scene, mention)
            || scene.above_text(tokens.start)
        {
            return;
        }
        match mention.label {
            Label::Person | Label::Gpe => {
                if let Some(actor) = scene.actor(mention) {
                    self.add(scene, actor.who, tokens, Form::Name);
                }
            }
            Label::Org => {
                if let Some(actor) = scene.actor(mention) {
                    self.add(scene, actor.who, tokens.clone(), Form::Name);
                }
                self.names_inside(scene, tokens);
            }
            Label::Norp => {
                let country = mention
                    .entity
                    .and_then(|key| scene.knowledge.country_of(key));
                if let Some(key) = country {
                    self.add(scene, Who::Entity(key), tokens, Form::People);
                }
            }
            Label::Office => self.title(scene, mention),
            Label::Event | Label::Law => {
                for key in mention
                    .entity
                    .into_iter()
                    .chain(mention.parts.iter().copied())
                {
                    if scene.knowledge.get(key).kind == EntityKind::Organisation {
                        self.add(scene, Who::Entity(key), tokens.clone(), Form::Inside);
                    }
                }
                self.names_inside(scene, tokens);
            }
            Label::Hashtag => {
                for &key in &mention.parts {
                    let kind = scene.knowledge.get(key).kind;
                    if matches!(kind, EntityKind::Country | EntityKind::Organisation) {
                        self.add(scene, Who::Entity(key), tokens.clone(), Form::Tag);
                    }
                }
            }
            _ => {}
        }
    }

    fn title(&mut self, scene: &Scene<'_>, title: &Candidate) {
        let mut after = title.tokens.end;
        while after < title.tokens.end + 4
            && !scene.text.is_plain_word(after)
            && scene.at(after).is_none()
        {
            after += 1;
        }
        let beside = |at: usize| scene.at(at).is_some_and(|next| next.label == Label::Person);
        let held = beside(after) || beside(after + 1) || beside(title.tokens.start.wrapping_sub(2));
        for part in scene.parts_of(title) {
            let country = part.entity.and_then(|key| match part.label {
                Label::Norp | Label::Gpe => scene.knowledge.country_of(key),
                Label::Org => Some(key),
                _ => None,
            });
            if let Some(key) = country {
                self.add(scene, Who::Entity(key), part.tokens.clone(), Form::OfTitle);
            }
        }
        if !held && let Some(actor) = scene.actor(title) {
            self.add(scene, actor.who, title.tokens.clone(), Form::Title);
        }
    }

    /// Countries and bodies in the words of a longer name.
    fn names_inside(&mut self, scene: &Scene<'_>, tokens: Range<usize>) {
        let knowledge = scene.knowledge;
        let mut at = tokens.start;
        let whole = tokens.len();
        while at < tokens.end.min(tokens.start + LONGEST_NAME) {
            let found = scene
                .text
                .longest(knowledge.names(), Reading::Words, at)
                .filter(|&(end, _)| end <= tokens.end && end - at < whole);
            let Some((end, payload)) = found else {
                at += 1;
                continue;
            };
            // "the National Dialogue Congress": its last word is its own, not the name of a house.
            let own = end == tokens.end && end == at + 1 && at > tokens.start && {
                let word = scene.text.word(at);
                word.chars().any(char::is_lowercase) && scene.text.is_capitalised(at - 1)
            };
            if own {
                break;
            }
            if let Some(meaning) = knowledge.meanings(payload).first() {
                let key = match knowledge.get(meaning.entity).kind {
                    EntityKind::Country | EntityKind::People => {
                        knowledge.country_of(meaning.entity)
                    }
                    EntityKind::Organisation => Some(meaning.entity),
                    _ => None,
                };
                if let Some(key) = key {
                    self.add(scene, Who::Entity(key), at..end, Form::Inside);
                }
            }
            at = end;
        }
    }

    fn word(&mut self, scene: &Scene<'_>, at: usize) {
        let text = scene.text;
        if text.is_any(at, SPEAKING) {
            if let Some(who) = scene.speaker(at) {
                self.add(scene, who.clone(), at..at + 1, Form::Speaker);
            }
            if !text.is_any(at, &["I", "me"])
                && let Some(key) = scene.publisher
            {
                self.add(scene, Who::Entity(key), at..at + 1, Form::Publisher);
            }
        } else if text.is_any_word(at, &["you", "your"]) {
            if let Some(who) = scene.addressee(at) {
                self.add(scene, who, at..at + 1, Form::Addressee);
            }
        } else if text.is_any_word(at, REFERRING) {
            if let Some((actors, end)) = scene.referents_at(at) {
                self.refer(scene, actors, &(at..end), Form::Reference);
            }
        } else if text.is_any_word(at, SIDES) {
            let mut countries = scene.last_two_countries(at);
            if countries.len() < 2 {
                countries = scene.countries_of_head(at);
            }
            self.refer(scene, countries, &(at..at + 1), Form::Sides);
        } else if text.is_any_word(at, BODIES) {
            let body = scene.last_body(at);
            self.refer(scene, body.into_iter().collect(), &(at..at + 1), Form::Body);
        }
    }

    fn refer(&mut self, scene: &Scene<'_>, actors: Vec<Actor>, tokens: &Range<usize>, form: Form) {
        for actor in actors {
            self.add(scene, actor.who, tokens.clone(), form);
        }
    }

    fn add(&mut self, scene: &Scene<'_>, who: Who, tokens: Range<usize>, form: Form) {
        let by_name = !matches!(
            form,
            Form::Reference
                | Form::Speaker
                | Form::Addressee
                | Form::Publisher
                | Form::Sides
                | Form::Body
        );
        let place = match self.by_who.get(&who) {
            Some(&place) => place,
            None if self.members.len() >= MOST => return,
            None => {
                let nature = match &who {
                    Who::Entity(key) => match scene.knowledge.get(*key).kind {
                        EntityKind::Person => Nature::Person,
                        EntityKind::Country => Nature::Country,
                        _ => Nature::Body,
                    },
                    Who::Name(_) => {
                        let of_person = scene
                            .at(tokens.start)
                            .is_none_or(|mention| mention.label != Label::Org);
                        if of_person {
                            Nature::Person
                        } else {
                            Nature::Body
                        }
                    }
                };
                self.members.push(Member {
                    country: scene.country_of(&who),
                    role: Role::of(scene.office_of(&who)),
                    who: who.clone(),
                    nature,
                    named: 0,
                    first: tokens.start,
                });
                self.by_who.insert(who, self.members.len() - 1);
                self.members.len() - 1
            }
        };
        self.members[place].named += u32::from(by_name);
        self.namings.push(Naming {
            who: place,
            tokens,
            form,
        });
    }
}

/// Most tokens of a name that are looked at for others inside.
const LONGEST_NAME: usize = 16;

/// Whether a name stands in the credit of a photograph: "Photo: X, Y Agency".
fn is_credited(scene: &Scene<'_>, at: usize) -> bool {
    let line = scene.text.line_start(at);
    (line.max(at.saturating_sub(CREDIT))..at).any(|mark| {
        scene.text.is(mark, ":")
            && scene
                .text
                .is_any_word(mark.wrapping_sub(1), &["photo", "photos", "image", "video"])
    })
}

/// How far behind the mark of a credit its names stand, in tokens.
const CREDIT: usize = 10;
