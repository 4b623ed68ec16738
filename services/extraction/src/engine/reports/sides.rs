//! Whose matters a text is about: the two sides that it is between, the body of several states
//! that it is of, the country that it is about, and who speaks in the first person.

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::actors::{Actor, Who};
use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::engine::text::Reading;
use crate::knowledge::EntityKey;

/// The parties of a text as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    /// The two sides of the text, or the few countries that speak in it with one voice.
    pub(super) between: Vec<EntityKey>,
    /// The body of several states that the text is of, never one of its organs.
    pub(super) body: Option<EntityKey>,
    /// The region that its head names.
    pub(super) region: Option<EntityKey>,
    /// The country of the ministry or embassy that its head names.
    pub(super) author: Option<EntityKey>,
    /// The one country that its head names.
    pub(super) about: Option<EntityKey>,
    /// The country for which the first person named speaks.
    pub(super) home: Option<EntityKey>,
}

/// How far the opening of a text reaches in which a pair of sides is looked for, in tokens.
const OPENING: usize = 120;

/// Fewer tokens than this are no sentence that tells something but the head of a dispatch.
const DISPATCH: usize = 12;

/// Most countries that speak with one voice.
const MOST_SIDES: usize = 5;

/// Words of a body’s name that make it an organ of another.
const ORGANS: &[&str] = &[
    "council",
    "secretariat",
    "commission",
    "committee",
    "assembly",
    "parliament",
    "board",
    "service",
    "presidency",
    "conference",
    "department",
];

impl Sides {
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let head = scene.title.start..head_end(scene);
        let mut sides = Self {
            body: of_states(scene, &scene.title).or_else(|| of_states(scene, &(0..head.end))),
            region: scene
                .inside(0..head.end)
                .find(|mention| mention.label == Label::Loc)
                .and_then(|mention| mention.entity),
            author: scene
                .inside(0..head.end)
                .filter(|mention| mention.label == Label::Org)
                .find_map(|mention| scene.knowledge.country_of(mention.entity?)),
            home: scene
                .inside(0..scene.end)
                .find(|mention| mention.label == Label::Person)
                .and_then(|person| scene.side_of(&scene.person(person)))
                .filter(|&key| scene.is_country(key)),
            ..Self::default()
        };
        let mut countries: Vec<EntityKey> = Vec::new();
        let mut titled = 0;
        for range in [scene.title.clone(), scene.lead.clone()] {
            if !countries.is_empty() {
                titled = countries.len();
                break;
            }
            for mention in scene.inside(range) {
                let country = mention
                    .entity
                    .filter(|&key| matches!(mention.label, Label::Gpe) && scene.is_country(key));
                countries.extend(country.filter(|key| !countries.contains(key)));
            }
        }
        if let [one] = countries[..] {
            sides.about = Some(one);
        }
        sides.between = between(scene, &head);
        if sides.between.is_empty() && sides.body.is_none() && (3..=MOST_SIDES).contains(&titled) {
            sides.between = countries;
        }
        sides
    }

    /// Whose "we" and "our" at a token are.
    pub(super) fn own(&self, scene: &Scene<'_>, speaker: Option<&Who>) -> Option<EntityKey> {
        speaker
            .and_then(|who| scene.side_of(who))
            .or(self.author)
            .or_else(|| self.home.filter(|_| self.body.is_none()))
    }

    pub(super) fn actors(&self, evidence: &Range<usize>) -> Vec<Actor> {
        self.between
            .iter()
            .map(|&key| Actor::of(Who::Entity(key), evidence.clone()))
            .collect()
    }

    pub(super) fn has(&self, who: &Who) -> bool {
        self.between.iter().any(|&key| *who == Who::Entity(key))
    }
}

/// The end of the sentence after the title; where that is cut short by the points of a dispatch
/// ("BEIJING, Sept. 4 (Agency) – …"), of its line.
pub(super) fn head_end(scene: &Scene<'_>) -> usize {
    let lead = scene.lead.end.max(scene.title.end);
    let short = !scene.lead.is_empty() && scene.lead.len() < DISPATCH;
    if !short {
        return lead;
    }
    let text = scene.text;
    let line = text.line_end(scene.lead.start);
    // The sentence that follows the marks of the dispatch.
    (lead..line.min(lead + OPENING))
        .find(|&at| scene.sentence(at).len() >= DISPATCH)
        .map_or(lead, |at| scene.sentence(at).end.min(scene.end))
}

/// The countries whose flags the title shows.
fn flags(scene: &Scene<'_>) -> Vec<EntityKey> {
    let mut countries = Vec::new();
    for at in scene.title.clone() {
        for flag in super::flags::flags(scene, at) {
            if !countries.contains(&flag) {
                countries.push(flag);
            }
        }
    }
    countries
}

/// The body that an organ belongs to, all the way up; a body that is no organ is itself.
pub(super) fn whole_body(scene: &Scene<'_>, key: EntityKey) -> EntityKey {
    let entity = scene.knowledge.get(key);
    let organ = std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .flat_map(|name| name.split([' ', '-']))
        .any(|word| ORGANS.iter().any(|organ| word.eq_ignore_ascii_case(organ)));
    entity
        .part_of
        .last()
        .filter(|_| organ)
        .and_then(|id| scene.knowledge.key(&id.0))
        .unwrap_or(key)
}

/// The first body of several states of a range.
fn of_states(scene: &Scene<'_>, range: &Range<usize>) -> Option<EntityKey> {
    parts(scene, range).find_map(|mention| match mention.label {
        // "24th SCO Summit": the body inside a name is no mention of its own.
        Label::Event | Label::Law => body_inside(scene, &mention.tokens),
        _ => body(scene, mention),
    })
}

/// The body of several states whose acronym stands inside a name.
pub(super) fn body_inside(scene: &Scene<'_>, name: &Range<usize>) -> Option<EntityKey> {
    names_inside(scene, name)
        .into_iter()
        .filter(|inner| inner.label == Label::Org && scene.text.is_all_capitals(inner.tokens.start))
        .find(|inner| scene.knowledge.country_of(inner.entity).is_none())
        .map(|inner| whole_body(scene, inner.entity))
}

/// A name that stands inside another and is no mention of its own.
#[derive(Clone, Debug)]
pub(super) struct Inner {
    pub(super) tokens: Range<usize>,
    pub(super) label: Label,
    pub(super) entity: EntityKey,
}

/// The names of countries, peoples, regions and bodies inside a name.
pub(super) fn names_inside(scene: &Scene<'_>, name: &Range<usize>) -> Vec<Inner> {
    let mut found = Vec::new();
    let mut at = name.start;
    while at < name.end {
        let longest = scene
            .text
            .longest(scene.knowledge.names(), Reading::Words, at)
            .filter(|&(end, _)| end <= name.end && scene.text.is_capitalised(at));
        let inner = longest.and_then(|(end, payload)| {
            let meaning = scene.knowledge.meanings(payload).iter().find(|meaning| {
                matches!(
                    meaning.label,
                    Label::Gpe | Label::Norp | Label::Loc | Label::Org
                )
            })?;
            Some(Inner {
                tokens: at..end,
                label: meaning.label,
                entity: meaning.entity,
            })
        });
        at = inner.as_ref().map_or(at + 1, |inner| inner.tokens.end);
        found.extend(inner);
    }
    found
}

/// The body of several states that a mention names.
fn body(scene: &Scene<'_>, mention: &Candidate) -> Option<EntityKey> {
    let key = mention.entity.filter(|_| mention.label == Label::Org)?;
    let states = scene.knowledge.country_of(key).is_none();
    states.then(|| whole_body(scene, key))
}

/// Every mention of a range, also those within others.
fn parts<'a>(
    scene: &Scene<'a>,
    range: &Range<usize>,
) -> impl Iterator<Item = &'a Candidate> + use<'a> {
    let end = range.end;
    let first = scene
        .mentions
        .partition_point(|mention| mention.tokens.start < range.start);
    scene.mentions[first..]
        .iter()
        .take_while(move |mention| mention.tokens.start < end)
}

/// The two sides of a text: countries that meet, a country and a body whose persons meet in its
/// head, two names that its opening joins.
fn between(scene: &Scene<'_>, head: &Range<usize>) -> Vec<EntityKey> {
    if scene.sides.len() == 2 && scene.sides.iter().all(|&key| is_named(scene, key)) {
        return scene.sides.clone();
    }
    let mut meeting: Vec<EntityKey> = Vec::new();
    for person in scene.inside(head.clone()) {
        if person.label == Label::Person
            && let Some(side) = scene.side_of(&scene.person(person))
            && !meeting.contains(&side)
        {
            meeting.push(side);
        }
    }
    // "Ambassador of X", "Secretary-General of Y": whose office it is stands first in the title.
    let mut offices: Vec<EntityKey> = Vec::new();
    for title in scene.inside(head.clone()) {
        if title.label == Label::Office
            && let Some(side) = scene.parts_of(title).find_map(|part| match part.label {
                Label::Gpe | Label::Norp => scene.knowledge.country_of(part.entity?),
                Label::Org => body(scene, part),
                _ => None,
            })
            && !offices.contains(&side)
        {
            offices.push(side);
        }
    }
    if offices.len() == 2 && offices.iter().any(|&key| is_body(scene, key)) {
        return offices;
    }
    let of_a_body = meeting.iter().any(|&key| is_body(scene, key));
    if meeting.len() == 2 && of_a_body {
        return meeting;
    }
    let of_a_body = of_states(scene, &scene.title).is_some();
    let mut countries: Vec<EntityKey> = meeting
        .into_iter()
        .filter(|&key| scene.is_country(key))
        .collect();
    let acts = !countries.is_empty();
    for mention in scene.inside(head.clone()) {
        let country = match mention.label {
            Label::Gpe => mention.entity,
            // "meeting with Foreign Minister of A"
            Label::Office => scene.owner(mention),
            _ => None,
        };
        if let Some(key) = country.filter(|&key| scene.is_country(key))
            && !countries.contains(&key)
        {
            countries.push(key);
        }
    }
    if countries.len() == 2 && acts && !of_a_body {
        return countries;
    }
    let opening = scene.title.start..scene.end.min(scene.title.end + OPENING);
    let pair = joined(scene, &opening);
    let flags = flags(scene);
    if pair.is_empty() && flags.len() == 2 {
        return flags;
    }
    pair
}

/// Whether running text names a country or one of its people or persons: a tag alone may be
/// misread.
fn is_named(scene: &Scene<'_>, key: EntityKey) -> bool {
    scene.inside(0..scene.end).any(|mention| {
        mention.label != Label::Hashtag
            && mention.entity.is_some_and(|entity| {
                entity == key || scene.knowledge.country_of(entity) == Some(key)
            })
            || mention.label == Label::Person && scene.side_of(&scene.person(mention)) == Some(key)
            || mention.label == Label::Office && scene.owner(mention) == Some(key)
    })
}

fn is_body(scene: &Scene<'_>, key: EntityKey) -> bool {
    scene.knowledge.get(key).kind == EntityKind::Organisation
}

/// "EU–Central Asia", "MERCOSUR and EFTA": a body or region and its partner.
fn joined(scene: &Scene<'_>, range: &Range<usize>) -> Vec<EntityKey> {
    let text = scene.text;
    let side = |mention: &Candidate| match mention.label {
        Label::Org => body(scene, mention),
        Label::Loc => mention.entity,
        Label::Gpe => mention.entity.filter(|&key| scene.is_country(key)),
        _ => None,
    };
    let mut before: Option<(usize, EntityKey)> = None;
    for mention in parts(scene, range) {
        if mention.label == Label::Event
            && let Some(pair) = pair_of_name(scene, mention)
        {
            return pair;
        }
        let Some(key) = side(mention) else {
            continue;
        };
        let start = mention.tokens.start;
        let follows_between = before.is_some_and(|(end, _)| {
            (end.saturating_sub(6)..end).any(|at| text.is_word(at, "between"))
        });
        if let Some((end, other)) = before
            && text.past_the(end + 1) == start
            && (text.is_any(end, &["-", "–", "—"])
                || text.is_any(end, &["and", "&", ":"]) && scene.title.contains(&end)
                || text.is_word(end, "and") && follows_between)
            && other != key
            && [other, key].iter().any(|&key| !scene.is_country(key))
        {
            return vec![other, key];
        }
        before = Some((mention.tokens.end, key));
    }
    Vec::new()
}

/// "Second Russia–Africa Summit": the two that the name of an occasion joins.
fn pair_of_name(scene: &Scene<'_>, event: &Candidate) -> Option<Vec<EntityKey>> {
    let side = |inner: &Inner| match inner.label {
        Label::Gpe | Label::Norp => scene.knowledge.country_of(inner.entity),
        Label::Org => Some(whole_body(scene, inner.entity)),
        _ => Some(inner.entity),
    };
    let names = names_inside(scene, &event.tokens);
    names.windows(2).find_map(|pair| {
        let (one, other) = (&pair[0], &pair[1]);
        let dash = one.tokens.end;
        let joined = scene.text.is_any(dash, &["-", "–"]) && dash + 1 == other.tokens.start;
        let sides = [side(one)?, side(other)?];
        (joined && sides[0] != sides[1]).then(|| sides.to_vec())
    })
}
