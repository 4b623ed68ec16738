//! The occasions of a text: what each sentence tells of, and which of it is the same.

use std::ops::Range;

use communique_model::{DocumentKind, EntityKind, EventKind, Label};

use super::actors::{Actor, Who, add, add_all};
use super::frame::{Draft, shares};
use super::scene::Scene;
use super::stage::{Stage, is_gathering};
use super::{
    adoptions, anniversaries, each_other, editions, encounters, itineraries, listed_documents,
    named_days, named_gatherings, tense, titled_statements, tours, visits,
};
use crate::engine::kinds::is_beside;

/// How many of the occasions told last, and of those told first, one is compared with.
const COMPARED: usize = 24;

/// A word from which a rule read an occasion.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToldAt {
    /// The token that tells.
    pub(super) head: usize,
    pub(super) kind: EventKind,
    /// Which of the drafts it went into.
    pub(super) draft: usize,
}

/// What the rules read in a text.
#[derive(Debug)]
pub(super) struct Told {
    /// The occasions, in the order in which they are first told.
    pub(super) kept: Vec<Draft>,
    /// By the token that tells.
    tellings: Vec<ToldAt>,
}

impl Told {
    /// What was read from the words of a range.
    pub(super) fn tellings_in(&self, range: Range<usize>) -> &[ToldAt] {
        let first = self
            .tellings
            .partition_point(|telling| telling.head < range.start);
        let count = self.tellings[first..].partition_point(|telling| telling.head < range.end);
        &self.tellings[first..first + count]
    }
}

/// The occasions of a text as the rules read them.
pub(super) fn told(scene: &Scene<'_>) -> Told {
    let mut kept: Vec<Draft> = Vec::new();
    let mut tellings: Vec<ToldAt> = Vec::new();
    let mut stage = Stage::default();
    let author = scene.author;
    for sentence in scene.sentences() {
        let own = author.is_some_and(|author| sentence.contains(&author.tokens.start));
        if !own && scene.above_text(sentence.start) {
            continue;
        }
        let mut found: Vec<Draft> = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            // A sentence without end is looked at around each of its words.
            let near = sentence.start.max(at.saturating_sub(super::scene::REACH))
                ..sentence.end.min(at + super::scene::REACH);
            match scene.at(at) {
                Some(mention) => {
                    match mention.label {
                        Label::Event => {
                            found.extend(
                                named_gatherings::named(scene, mention, &near)
                                    .or_else(|| anniversaries::named(scene, mention, &near)),
                            );
                        }
                        Label::Person if author.is_some_and(|own| own.tokens == mention.tokens) => {
                            found.extend(titled_statements::of_author(scene, mention, &kept));
                        }
                        Label::Law => found.extend(adoptions::titled(scene, mention, &near)),
                        Label::Date => {
                            found.extend(visits::stop(scene, at));
                            found.extend(anniversaries::years(scene, mention, &near));
                        }
                        _ => {}
                    }
                    at = mention.tokens.end.max(at + 1);
                }
                None => {
                    if scene.text.is_plain_word(at) {
                        match editions::another(scene, at, &kept, stage.told_last(&kept)) {
                            Some(another) => found.push(another),
                            None => super::tellings::word(scene, at, &near, &mut found),
                        }
                    }
                    at += 1;
                }
            }
        }
        found.extend(itineraries::leg(scene, &sentence, &kept));
        let mut found = listed_documents::one_each(scene, &sentence, found);
        stage.settle(scene, &kept, &mut found);
        // Verb and noun of one clause may tell the same.
        found.dedup_by(|one, other| {
            one.kind == other.kind
                && one.tokens == other.tokens
                && one.participants == other.participants
        });
        for draft in found {
            let gathers = is_gathering(draft.kind);
            let (head, kind) = (draft.head, draft.kind);
            let index = keep(scene, &mut kept, draft);
            tellings.extend(index.map(|draft| ToldAt { head, kind, draft }));
            if let Some(index) = index.filter(|_| gathers) {
                stage.enter(scene, &kept, index, head);
            }
        }
    }
    tellings.sort_by_key(|telling| telling.head);
    Told { kept, tellings }
}

/// The occasions of a text when all were gathered: stops instead of the journey, the date of the
/// text where no other is told.
pub(super) fn finished(scene: &Scene<'_>, mut kept: Vec<Draft>) -> Vec<Draft> {
    // A journey through a region gives way to the programme of its stops.
    if kept
        .iter()
        .filter(|draft| draft.name.as_deref() == Some(visits::STOP))
        .count()
        > 1
    {
        kept.retain(|draft| draft.name.as_deref() != Some(tours::TOUR));
    }
    super::head::date_main(scene, &mut kept);
    itineraries::without_overviews(scene, kept)
}

/// Adds a draft, or joins it with what was told before; where it is then.
pub(super) fn keep(scene: &Scene<'_>, kept: &mut Vec<Draft>, draft: Draft) -> Option<usize> {
    if let Some(signed) = kept
        .iter()
        .take(COMPARED)
        .position(|told| titled_statements::is_signed_text(scene, told, &draft))
    {
        return Some(signed);
    }
    if let Some(told) = each_other::told_before(kept, &draft) {
        return Some(told);
    }
    let count = kept.len();
    let recent = count.saturating_sub(COMPARED);
    let compared = || (0..count.min(COMPARED)).chain(recent.max(COMPARED)..count);
    if draft.attends && attends_head(scene, kept, &draft) {
        return None;
    }
    if draft.refers {
        // Two persons who meet are not joined by a third who is told of in passing.
        let open = |told: &Draft| !draft.attends || told.participants.len() != 2;
        let last = compared()
            .rfind(|&index| refers_to(draft.kind, kept[index].kind) && open(&kept[index]));
        if let Some(index) = last {
            attend(&mut kept[index], &draft.participants);
        }
        return last;
    }
    let same = compared().find(|&index| same(scene, &kept[index], &draft));
    match same {
        Some(index) => join(&mut kept[index], draft),
        None => kept.push(draft),
    }
    Some(same.unwrap_or(count))
}

/// Adds those who take part to the gatherings of bodies that the head tells of, if there are any.
fn attends_head(scene: &Scene<'_>, kept: &mut [Draft], draft: &Draft) -> bool {
    let mut found = false;
    for told in kept.iter_mut().take(COMPARED) {
        let of_body = told.participants.iter().any(|actor| match actor.who {
            Who::Entity(key) => scene.knowledge.get(key).kind == EntityKind::Organisation,
            Who::Name(_) => false,
        });
        let gathers = matches!(told.kind, EventKind::Summit | EventKind::Conference)
            || told.kind == EventKind::Meeting && of_body;
        let then = dates_agree(told.date.as_deref(), draft.date.as_deref());
        if gathers && then && scene.in_head(told.head) {
            attend(told, &draft.participants);
            found = true;
        }
    }
    found
}

/// Adds those of whom another sentence says that they take part; the first [`COMPARED`] are noted.
fn attend(told: &mut Draft, participants: &[Actor]) {
    for actor in participants {
        if told.attending.len() < COMPARED && !told.attending.contains(&actor.who) {
            told.attending.push(actor.who.clone());
        }
    }
    add_all(&mut told.participants, participants.to_vec());
}

fn refers_to(noun: EventKind, told: EventKind) -> bool {
    noun == told || is_gathering(noun) && is_gathering(told)
}

/// Whether two places of the text tell of the same occasion.
fn same(scene: &Scene<'_>, told: &Draft, draft: &Draft) -> bool {
    // What the title sums up is told again below it.
    let summed = scene.title.contains(&told.head)
        && match draft.kind {
            EventKind::Statement => told.single && draft.single,
            EventKind::Visit => told.place.is_some() && told.place == draft.place,
            _ => false,
        };
    if told.kind != draft.kind || (told.single || draft.single) && !summed {
        return false;
    }
    let agree = dates_agree(told.date.as_deref(), draft.date.as_deref());
    let apart = !agree || at_another_time(scene, told, draft);
    if apart && draft.kind != EventKind::Anniversary {
        return false;
    }
    if let (Some(one), Some(other)) = (&told.name, &draft.name)
        && one != other
    {
        return draft.kind == EventKind::Anniversary
            && named_days::are_of_independence(scene, told, draft);
    }
    if !agree {
        return false;
    }
    if let (Some(one), Some(other)) = (told.place, draft.place)
        && one != other
        && !scene.is_country(one)
        && !scene.is_country(other)
    {
        return false;
    }
    let shared = shares(&told.participants, &draft.participants);
    // Below the title, words of others or at another time are another statement.
    let apart = told.kind == EventKind::Statement
        && !summed
        && !scene.in_head(told.head)
        && shared < told.participants.len().max(draft.participants.len());
    if apart {
        return false;
    }
    let fewer = told.participants.len().min(draft.participants.len());
    if fewer == 0 {
        return told.kind == EventKind::Anniversary && told.date == draft.date;
    }
    // Two persons who meet, and the same two at a session of a body.
    if told.kind == EventKind::Meeting
        && (at_body(scene, told, draft) || at_body(scene, draft, told))
    {
        return false;
    }
    if shared > 0 && (shared == fewer || shared * 2 > fewer) {
        return true;
    }
    let level = told.participants.len() == draft.participants.len();
    if told.kind != EventKind::Statement
        && fewer > 1
        && (level || shared > 0)
        && all_stand(scene, told, draft)
    {
        return true;
    }
    // A country and its leader take part in the same talks.
    let countries = |draft: &Draft| -> Vec<_> {
        draft
            .participants
            .iter()
            .filter_map(|actor| scene.country_of(&actor.who))
            .collect()
    };
    let one = countries(told);
    let other = countries(draft);
    let stands = |draft: &Draft| {
        draft
            .participants
            .iter()
            .any(|actor| matches!(actor.who, Who::Entity(key) if scene.is_country(key)))
    };
    let bilateral = one.len() == 2 && other.len() == 2 && (stands(told) || stands(draft));
    bilateral
        && told.kind != EventKind::Statement
        && other.iter().all(|country| one.contains(country))
}

/// Whether one of two occasions is told with a date, the other without, and the tense of the other
/// tells that it is not of that date: "they held talks" and "they will hold talks in November".
fn at_another_time(scene: &Scene<'_>, told: &Draft, draft: &Draft) -> bool {
    let (value, dated, undated) = match (&told.date, &draft.date) {
        (Some(value), None) => (value, told, draft),
        (None, Some(value)) => (value, draft, told),
        _ => return false,
    };
    tense::is_at_another_time(scene, value, undated.head)
        || scene.in_head(undated.head)
            && !scene.in_head(dated.head)
            && tense::is_no_news(scene, value)
}

/// Whether one occasion is of two persons and the other of a body for which neither stands.
fn at_body(scene: &Scene<'_>, two: &Draft, body: &Draft) -> bool {
    let persons = |draft: &Draft| {
        draft
            .participants
            .iter()
            .all(|actor| encounters::is_person(scene, actor))
    };
    two.participants.len() == 2
        && persons(two)
        && body.participants.len() > 2
        && body.participants.iter().any(|actor| {
            let of_body = match actor.who {
                Who::Entity(key) => scene.knowledge.get(key).kind == EntityKind::Organisation,
                Who::Name(_) => !encounters::is_person(scene, actor),
            };
            of_body
                && !two
                    .participants
                    .iter()
                    .any(|person| scene.stands_for(person, actor))
        })
}

/// Whether everybody whom the shorter list names is in the longer one, in person or by the country
/// or body for which the person stands.
fn all_stand(scene: &Scene<'_>, told: &Draft, draft: &Draft) -> bool {
    let (few, many) = if told.participants.len() <= draft.participants.len() {
        (&told.participants, &draft.participants)
    } else {
        (&draft.participants, &told.participants)
    };
    few.iter().all(|one| {
        many.iter()
            .any(|other| one.who == other.who || scene.stands_for(one, other))
    })
}

pub(super) fn dates_agree(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
        _ => true,
    }
}

/// Adds to an occasion what another place of the text tells of it.
fn join(told: &mut Draft, draft: Draft) {
    let longer = |one: &Option<String>, other: &Option<String>| {
        other.as_ref().map_or(0, String::len) > one.as_ref().map_or(0, String::len)
    };
    if longer(&told.date, &draft.date) {
        told.date = draft.date;
    }
    told.place = told.place.or(draft.place);
    // What another place tells of may be told of others too.
    told.settled &= draft.settled;
    // A country gives way to the person who stands for it.
    for actor in draft.participants {
        add(&mut told.participants, actor);
    }
}

/// The occasion that a text is about: the first that its title or lead tells of, if it is of the
/// text's own day.
pub(super) fn main<'d>(scene: &Scene<'_>, drafts: &'d [Draft]) -> Option<&'d Draft> {
    let date = scene.date.map(|date| date.to_string());
    let head = scene.title.start..super::sides::head_end(scene);
    let first = drafts.iter().find(|draft| {
        (scene.in_head(draft.head) || head.contains(&draft.head))
            && !matches!(draft.kind, EventKind::Statement | EventKind::Anniversary)
            && !is_beside(scene.text, draft.head)
    })?;
    let today = dates_agree(first.date.as_deref(), date.as_deref())
        || first.date.as_deref().is_some_and(|told| told.contains('/'));
    today.then_some(first)
}

/// The kind of a text that is about an occasion.
pub(super) fn document_kind(kind: EventKind) -> Option<DocumentKind> {
    Some(match kind {
        EventKind::Meeting => DocumentKind::Meeting,
        EventKind::Call => DocumentKind::Call,
        EventKind::Visit => DocumentKind::Visit,
        EventKind::Summit | EventKind::Conference => DocumentKind::Summit,
        EventKind::Interview => DocumentKind::Interview,
        EventKind::Statement | EventKind::Signing | EventKind::Anniversary => return None,
    })
}

/// The countries between which the text is: those of the persons who meet in its head and speak
/// in it, where they are two; else those of its first hashtag that is made of two.
pub(super) fn sides(scene: &Scene<'_>) -> Vec<crate::knowledge::EntityKey> {
    let between_two = !scene.inside(scene.title.clone()).any(|mention| {
        let body = mention.entity.filter(|_| mention.label == Label::Org);
        body.is_some_and(|key| scene.knowledge.get(key).country.is_none())
    });
    let two = |range: Range<usize>| {
        let mut named: Vec<crate::knowledge::EntityKey> = Vec::new();
        for mention in scene.mentions.iter().filter(|mention| {
            range.contains(&mention.tokens.start)
                && matches!(mention.label, Label::Gpe | Label::Norp)
        }) {
            let country = mention
                .entity
                .filter(|&key| scene.knowledge.get(key).kind != EntityKind::Place)
                .and_then(|key| scene.knowledge.country_of(key));
            named.extend(country.filter(|country| !named.contains(country)));
        }
        named
    };
    let mut countries = Vec::new();
    let head = scene.title.start..scene.lead.end.max(scene.title.end);
    let named = scene
        .inside(head.clone())
        .filter(|mention| mention.label == Label::Person)
        .map(|mention| scene.person(mention));
    let speaking = scene.voices.iter().map(|voice| voice.who.clone());
    for who in named.chain(speaking) {
        if let Some(country) = scene.country_of(&who)
            && !countries.contains(&country)
        {
            countries.push(country);
        }
    }
    if countries.len() == 2 && between_two {
        return countries;
    }
    // One hashtag made of two countries; two are of a tour.
    let mut tags: Vec<Vec<crate::knowledge::EntityKey>> = Vec::new();
    for mention in scene.inside(0..scene.end) {
        let pair = mention.label == Label::Hashtag
            && mention.parts.len() == 2
            && mention.parts.iter().all(|&part| scene.is_country(part));
        if pair && !tags.contains(&mention.parts) && tags.len() < 4 {
            tags.push(mention.parts.clone());
        }
    }
    if tags.len() == 1 {
        return tags.remove(0);
    }
    if !between_two || !tags.is_empty() {
        return Vec::new();
    }
    let titled = two(scene.title.clone());
    if titled.len() == 2 {
        return titled;
    }
    let headed = two(head);
    if headed.len() == 2 {
        headed
    } else {
        Vec::new()
    }
}

/// Participants without those who stand for a country that stands beside them.
pub(super) fn without_doubles(scene: &Scene<'_>, participants: Vec<Actor>) -> Vec<Actor> {
    let persons: Vec<_> = participants
        .iter()
        .filter(|actor| encounters::is_person(scene, actor) && actor.office.is_none())
        .filter_map(|actor| scene.country_of(&actor.who))
        .collect();
    participants
        .into_iter()
        .filter(|actor| match actor.who {
            Who::Entity(key) if scene.is_country(key) => !persons.contains(&key),
            _ => true,
        })
        .collect()
}
