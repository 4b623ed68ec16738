//! Whose a figure is: the parties that its clause names or describes.

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::actors::{Actor, Who, add, add_all};
use super::antecedents::{antecedent, relative};
use super::counterparts::{complete, default};
use super::figures::{Topic, speaker};
use super::funders::with_funder;
use super::other_side::{at_other_side, elsewhere, namesake, ours};
use super::scene::Scene;
use super::sides::{body_inside, names_inside};
use super::territories::with_territory;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;

/// Where a figure stands: its value, its clause, its sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'s> {
    pub(super) value: &'s Range<usize>,
    pub(super) clause: &'s Range<usize>,
    pub(super) sentence: &'s Range<usize>,
}

/// How far before its noun the owner of a trade stands, in tokens.
const OWNER: usize = 20;

/// Prepositions before whom one trades with, invests in, pays to.
const TOWARDS: &[&str] = &["between", "with", "to", "among", "from", "into", "for"];

/// Words for the members of the body that a text is of.
const MEMBERS: &[&str] = &[
    "member",
    "members",
    "participating",
    "union",
    "organisation",
    "organization",
    "bloc",
    "group",
    "association",
    "commonwealth",
    "community",
    "alliance",
];

/// The parties of a trade, an investment or a quota of which `noun` speaks.
pub(super) fn of_exchange(
    scene: &Scene<'_>,
    topic: &Topic,
    noun: usize,
    trade: bool,
    spot: Spot<'_>,
) -> Vec<Actor> {
    let clause = spot.clause;
    if !trade && let Some(parties) = with_funder(scene, topic, spot) {
        return parties;
    }
    let inner = clause.clone().find_map(|at| intra(scene, at));
    let among = || {
        let near = noun..clause.end.min(noun + 8);
        described(scene, topic, &near).filter(|_| within(scene, clause, noun))
    };
    if let Some(body) = inner.or_else(among) {
        return vec![body];
    }
    let before = clause.start.max(noun.saturating_sub(OWNER))..noun;
    if let Some(pair) = with_territory(scene, topic, &(before.start..clause.end)) {
        return pair;
    }
    let mut found = named(scene, topic, &before);
    let value_after = spot.value.start > noun;
    let near = if value_after {
        noun + 1..spot.value.start
    } else {
        noun + 1..clause.end
    };
    add_all(&mut found, listed(scene, topic, &near));
    if found.len() < 2 && value_after {
        let rest = spot.value.end..clause.end;
        add_all(&mut found, towards(scene, topic, &rest));
    }
    if found.len() < 2 && first_person(scene, clause) {
        add_all(
            &mut found,
            topic_own(scene, topic, spot).into_iter().collect(),
        );
    }
    // "with itself", "to the world"
    // "In Europe the share is over 60 percent"
    let fronted = found.len() == 1
        && found[0].tokens.start <= clause.start + 2
        && is_region(scene, &found[0].who)
        && scene
            .text
            .is_word(found[0].tokens.start.wrapping_sub(1), "in");
    // "trade between CIS countries"
    let inner = found.len() == 1
        && is_many(scene, &found[0].who)
        && (found[0].tokens.start.saturating_sub(2)..found[0].tokens.start)
            .any(|at| scene.text.is_any_word(at, &["between", "among", "within"]));
    let alone = inner
        || fronted
        || (clause.clone()).any(|at| {
            scene.text.is_any_word(at, &["itself", "themselves"])
                || (scene.text.is_word(at, "world")
                    && scene.text.is_word(at.wrapping_sub(1), "the"))
        });
    if alone && !found.is_empty() {
        return found;
    }
    complete(scene, topic, found, spot, trade)
}

/// The parties of what is neither trade nor investment; `two_sided` where somebody gives it to
/// somebody else.
pub(super) fn of_other(
    scene: &Scene<'_>,
    topic: &Topic,
    spot: Spot<'_>,
    two_sided: bool,
) -> Vec<Actor> {
    if let Some(parties) = with_funder(scene, topic, spot) {
        return parties;
    }
    let relative = relative(scene, spot);
    let spot = Spot {
        clause: &(relative.unwrap_or(spot.clause.start)..spot.clause.end),
        ..spot
    };
    let mut found = named(scene, topic, spot.clause);
    // Of regions and bodies only those to whom something is given.
    found.retain(|actor| {
        let region_or_body = scene
            .at(actor.tokens.start)
            .is_some_and(|mention| matches!(mention.label, Label::Loc | Label::Org));
        let start = actor.tokens.start;
        let given = (start.saturating_sub(2)..start)
            .any(|before| scene.text.is_any_word(before, &["to", "with"]))
            || two_sided
                && start > spot.value.start
                && (start.saturating_sub(2)..start)
                    .any(|before| scene.text.is_any_word(before, &["from", "across", "for"]));
        let gives = two_sided
            && start < spot.value.start
            && scene
                .at(start)
                .is_some_and(|mention| mention.label == Label::Org);
        let joint = scene
            .at(start)
            .and_then(|mention| mention.entity)
            .is_some_and(|key| actor.who != Who::Entity(key));
        let counted = scene.at(spot.value.start).is_none() && start > spot.value.start;
        !region_or_body || (given || gives) && !counted || joint
    });
    if found.is_empty() {
        found.extend(body_before(scene, spot.value.start, spot.clause));
    }
    if found.is_empty() && relative.is_some() {
        found.extend(antecedent(scene, spot.clause.start));
    }
    if let Some(giver) = topic.agent.clone().filter(|_| {
        !found.is_empty()
            && spot.value.start <= spot.clause.start + 3
            && found
                .iter()
                .all(|party| party.tokens.start > spot.value.start)
    }) {
        // "X promised 2 billion to A and 10 billion to B"
        add(&mut found, giver);
    }
    match found.len() {
        0 => default(scene, topic, spot, two_sided),
        // "10,000 of them have studied in our country"
        1 if ours(scene, spot.clause) => {
            found.extend(topic_own(scene, topic, spot).filter(|own| own.who != found[0].who));
            found
        }
        1 if topic.sides.has(&found[0].who)
            && (two_sided
                || elsewhere(scene, spot.clause)
                || at_other_side(scene, topic, &found[0], spot.clause)) =>
        {
            complete(scene, topic, found, spot, false)
        }
        _ => found,
    }
}

/// Whether a noun speaks of trade within one body: "among the member states".
fn within(scene: &Scene<'_>, clause: &Range<usize>, noun: usize) -> bool {
    let text = scene.text;
    (noun + 1..clause.end.min(noun + 4))
        .any(|at| text.is_any_word(at, &["among", "within", "between", "amongst"]))
}

/// "Intra-BRICS trade"
fn intra(scene: &Scene<'_>, noun: usize) -> Option<Actor> {
    let text = scene.text;
    let body = scene.ending(noun).filter(|body| body.label == Label::Org)?;
    let start = body.tokens.start;
    let dash = text.is_any(start.wrapping_sub(1), &["-", "–"]);
    let prefix = if dash { start - 1 } else { start };
    let inner = text.is_any_word(prefix.wrapping_sub(1), &["intra", "inner", "within"]);
    inner.then(|| scene.actor(body)).flatten()
}

/// The body of the text, where a range describes it: "the member states", "the Union".
fn described(scene: &Scene<'_>, topic: &Topic, range: &Range<usize>) -> Option<Actor> {
    let body = topic.sides.body?;
    let text = scene.text;
    let at = range.clone().find(|&at| {
        if scene.at(at).is_some() {
            return false;
        }
        let member = text.is_any_word(at, MEMBERS)
            && (at.saturating_sub(3)..at)
                .any(|before| text.is_any_word(before, &["the", "its", "all", "other"]));
        let of = |before: &str| text.is_word(at.wrapping_sub(1), before);
        // "trade with them", "the ten of us"
        let us = text.is_word(at, "us")
            && of("of")
            && (text.begins_number(at.wrapping_sub(2)) || text.is_word(at.wrapping_sub(2), "all"));
        member || us || text.is_word(at, "them") && of("with")
    })?;
    Some(Actor::of(Who::Entity(body), at..at + 1))
}

/// The countries, regions and bodies of several states that a range names or describes.
pub(super) fn named(scene: &Scene<'_>, topic: &Topic, range: &Range<usize>) -> Vec<Actor> {
    let mut found = Vec::new();
    for mention in scene.inside(range.clone()) {
        let start = mention.tokens.start;
        let besides = is_example(scene, start) || is_source(scene, start);
        if !besides && !is_setting(scene, mention) {
            push_party(scene, &mut found, mention);
            namesake(scene, topic, &mut found, mention);
        }
    }
    if let Some(body) = described(scene, topic, range) {
        add(&mut found, body);
    }
    let region = topic.sides.region.or_else(|| {
        let mut sides = topic.sides.between.iter().copied();
        sides.find(|&key| is_region(scene, &Who::Entity(key)))
    });
    if let Some(region) = region
        && let Some(at) = range.clone().find(|&at| {
            scene.text.is_any_word(at, &["region", "continent"])
                && scene.text.is_word(at.wrapping_sub(1), "the")
        })
    {
        add(&mut found, Actor::of(Who::Entity(region), at..at + 1));
    }
    found
}

/// Those after the first preposition of a range that says with whom, and those before it.
fn listed(scene: &Scene<'_>, topic: &Topic, range: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let mut end = range.end;
    // "with X, an observer like Y", "between A and B, where C": the list ends with its comma.
    if let Some(comma) = (range.clone()).find(|&at| text.is(at, ",")) {
        let list = scene.at(comma + 1).is_some() || text.is_any(comma + 1, &["and", "the"]);
        if !list {
            end = comma;
        }
    }
    named(scene, topic, &(range.start..end))
}

/// Those that a preposition of direction stands before: "reached $5 billion with X".
fn towards(scene: &Scene<'_>, topic: &Topic, range: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let stop = (range.clone())
        .find(|&at| text.is_any(at, &[",", ";", "–", "—"]))
        .unwrap_or(range.end);
    let from =
        (range.start..stop).find(|&at| text.is_any_word(at, TOWARDS) || text.is_word(at, "in"));
    from.map_or_else(Vec::new, |at| named(scene, topic, &(at..stop)))
}

/// "our largest partner in the EU": where, and not with whom.
fn is_setting(scene: &Scene<'_>, mention: &Candidate) -> bool {
    let text = scene.text;
    let start = mention.tokens.start;
    let within = text.is_word(start.wrapping_sub(1), "in")
        || text.is_word(start.wrapping_sub(1), "the") && text.is_word(start.wrapping_sub(2), "in");
    let members = text.is_any_word(
        mention.tokens.end,
        &["countries", "states", "members", "nations", "member"],
    );
    // "one of the top trade partners in Africa"
    let among = mention.label == Label::Loc
        && within
        && (start.saturating_sub(3)..start).any(|at| {
            text.is_any_word(
                at,
                &[
                    "partner",
                    "partners",
                    "investor",
                    "investors",
                    "market",
                    "economy",
                    "buyer",
                    "supplier",
                ],
            )
        });
    mention.label == Label::Org && within && !members || among
}

/// "an observer like X", "countries such as Y"
fn is_example(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    let before = at.saturating_sub(1);
    text.is_any_word(before, &["like", "unlike", "including"])
        || (text.is_word(before, "as") && text.is_word(before.saturating_sub(1), "such"))
}

/// "according to the Kazakh side": who tells and not whose it is.
fn is_source(scene: &Scene<'_>, at: usize) -> bool {
    let floor = at.saturating_sub(4);
    (floor..at)
        .rev()
        .find(|&to| scene.text.is_word(to, "to"))
        .is_some_and(|to| scene.text.is_word(to.wrapping_sub(1), "according"))
}

fn push_party(scene: &Scene<'_>, found: &mut Vec<Actor>, mention: &Candidate) {
    let Some(key) = mention.entity else {
        if mention.label == Label::Org {
            parts_of_name(scene, found, mention);
            // "the EFTA States"
            if let Some(body) = body_inside(scene, &mention.tokens) {
                add(found, Actor::of(Who::Entity(body), mention.tokens.clone()));
            }
        }
        return;
    };
    let tokens = mention.tokens.clone();
    let country = scene.knowledge.country_of(key);
    if is_of_something_else(scene, mention) {
        return;
    }
    match mention.label {
        Label::Norp | Label::Gpe => {
            let venue = mention.label == Label::Gpe
                && !scene.is_country(key)
                && (scene.place == Some(key)
                    || scene
                        .text
                        .is_any_word(tokens.start.wrapping_sub(1), &["in", "at"]));
            if let Some(country) = country.filter(|_| !venue) {
                add(found, Actor::of(Who::Entity(country), tokens));
            }
        }
        Label::Loc => add(found, Actor::of(Who::Entity(key), tokens)),
        Label::Org => match country {
            Some(_) => parts_of_name(scene, found, mention),
            None => add(found, Actor::of(Who::Entity(key), tokens)),
        },
        _ => {}
    }
}

/// "the Russian language", "gas from the Mediterranean fields": a name that stands for no party.
fn is_of_something_else(scene: &Scene<'_>, mention: &Candidate) -> bool {
    let text = scene.text;
    let next = mention.tokens.end;
    match mention.label {
        Label::Norp => text.is_any_word(
            next,
            &[
                "language",
                "rouble",
                "roubles",
                "ruble",
                "rubles",
                "dollar",
                "dollars",
                "literature",
            ],
        ),
        Label::Loc => {
            let start = mention.tokens.start;
            let party = text.after_possessive(next).is_some()
                || text.is_any_word(next, &["countries", "states", "nations"])
                || !text.is_any_word(start.wrapping_sub(1), &["the"])
                || !text.is_plain_word(next)
                || scene.at(next).is_some()
                || !text.word(next).ends_with('s');
            let crossed = (start.saturating_sub(2)..start)
                .any(|at| text.is_any_word(at, &["across", "over", "through", "around", "on"]));
            !party || crossed
        }
        _ => false,
    }
}

/// "A-B Development Fund": the countries that the name of a joint body is made of.
fn parts_of_name(scene: &Scene<'_>, found: &mut Vec<Actor>, mention: &Candidate) {
    let mut countries: Vec<EntityKey> = Vec::new();
    for inner in names_inside(scene, &mention.tokens) {
        let country = matches!(inner.label, Label::Gpe | Label::Norp)
            .then(|| scene.knowledge.country_of(inner.entity))
            .flatten();
        countries.extend(country.filter(|key| !countries.contains(key)));
    }
    if countries.len() == 2 {
        for country in countries {
            add(
                found,
                Actor::of(Who::Entity(country), mention.tokens.clone()),
            );
        }
    }
}

/// Whether a clause speaks of what is "ours".
fn first_person(scene: &Scene<'_>, clause: &Range<usize>) -> bool {
    (clause.clone()).any(|at| {
        scene.at(at).is_none() && scene.text.is_any_word(at, &["our", "we", "us", "ours"])
    })
}

pub(super) fn topic_own(scene: &Scene<'_>, topic: &Topic, spot: Spot<'_>) -> Option<Actor> {
    let speaker = speaker(scene, spot.value.start, spot.sentence);
    let own = topic.sides.own(scene, speaker.as_ref())?;
    Some(Actor::of(Who::Entity(own), spot.value.clone()))
}

/// Whether somebody is several countries.
fn is_many(scene: &Scene<'_>, who: &Who) -> bool {
    matches!(who, Who::Entity(key) if matches!(
        scene.knowledge.get(*key).kind,
        EntityKind::Region | EntityKind::Organisation
    ))
}

pub(super) fn is_region(scene: &Scene<'_>, who: &Who) -> bool {
    matches!(who, Who::Entity(key) if scene.knowledge.get(*key).kind == EntityKind::Region)
}

pub(super) fn is_political_party(name: &str) -> bool {
    name.split(' ')
        .any(|word| matches!(word, "Party" | "Movement" | "Alliance" | "Bloc"))
}

/// The first country of a range: who acts in it.
pub(super) fn agent(scene: &Scene<'_>, range: Range<usize>) -> Option<Actor> {
    let mut found = Vec::new();
    for mention in scene.inside(range) {
        push_party(scene, &mut found, mention);
    }
    found.into_iter().next()
}

/// "The party X obtained 50 percent", "the budget of Y will be 10 percent larger": the body that
/// stands before the value in the same part of the sentence.
fn body_before(scene: &Scene<'_>, value: usize, clause: &Range<usize>) -> Option<Actor> {
    let text = scene.text;
    let floor = clause.start.max(value.saturating_sub(10));
    let start = (floor..value)
        .rev()
        .find(|&at| text.is_any(at, &[",", "–", "—", "("]))
        .map_or(floor, |mark| mark + 1);
    let body = scene
        .inside(start..value)
        .find(|mention| mention.label == Label::Org)?;
    let country = body.entity.and_then(|key| scene.knowledge.country_of(key));
    let party = is_political_party(text.words(body.tokens.clone()));
    match country.filter(|_| !party) {
        Some(country) => Some(Actor::of(Who::Entity(country), body.tokens.clone())),
        None => scene.actor(body),
    }
}
