//! The other side of a figure where its clause leaves it unsaid: that of what was said before, of
//! the text, of the paragraph, of the one who speaks.

use std::ops::Range;

use communique_model::Label;

use super::actors::{Actor, Who, add};
use super::figures::Topic;
use super::parties::{Spot, is_political_party, is_region, topic_own};
use super::scene::Scene;
use crate::knowledge::EntityKey;

/// How far back in its paragraph a text names the other side, in tokens.
const PARAGRAPH: usize = 160;

/// Words for a figure of both sides of the text.
const MUTUAL: &[&str] = &["bilateral", "mutual", "two-way", "reciprocal"];

/// What a figure with fewer than two parties named is between.
pub(super) fn complete(
    scene: &Scene<'_>,
    topic: &Topic,
    mut found: Vec<Actor>,
    spot: Spot<'_>,
    trade: bool,
) -> Vec<Actor> {
    // "Norwegian investment in Southeast Asia": the region of the body that is the other side.
    if let [one, other] = &found[..]
        && topic.sides.between.len() == 2
        && topic.sides.has(&one.who) != topic.sides.has(&other.who)
        && [one, other]
            .iter()
            .any(|actor| is_region(scene, &actor.who))
        && topic
            .sides
            .body
            .is_some_and(|body| topic.sides.has(&Who::Entity(body)))
    {
        return topic.sides.actors(spot.value);
    }
    if topic.sides.between.len() != 2 && found.len() < 2 {
        let pair = pair_described(scene, spot.clause, topic);
        if !pair.is_empty() {
            return pair;
        }
    }
    if found.is_empty() {
        return default(scene, topic, spot, true);
    }
    if found.len() > 1 {
        return found;
    }
    let one = found[0].who.clone();
    if topic.parties.len() == 2
        && !topic.changed
        && topic.parties.iter().any(|party| party.who == one)
    {
        return topic.parties.clone();
    }
    if topic.sides.has(&one) {
        return topic.sides.actors(spot.value);
    }
    let of_paragraph = paragraph(scene, spot.sentence.start);
    let other = |key: EntityKey| Who::Entity(key) != one;
    let home = topic.sides.home;
    let next = topic_own(scene, topic, spot)
        .filter(|own| own.who != one)
        .or_else(|| {
            let mutual = mutual(scene, spot.clause);
            let pair = of_paragraph.len() == 2 && of_paragraph.iter().any(|&key| !other(key));
            let key = of_paragraph
                .into_iter()
                .find(|&key| other(key))
                .filter(|_| mutual || pair);
            key.or_else(|| topic.sides.body.filter(|&key| trade && other(key)))
                .or_else(|| topic.sides.about.filter(|&key| other(key)))
                .or_else(|| home.filter(|&key| other(key)))
                .map(|key| Actor::of(Who::Entity(key), spot.value.clone()))
        });
    if let Some(next) = next {
        add(&mut found, next);
    }
    found
}

/// Whether a clause says that a figure is that of both sides.
fn mutual(scene: &Scene<'_>, clause: &Range<usize>) -> bool {
    let text = scene.text;
    (clause.clone()).any(|at| {
        text.is_any_word(at, MUTUAL)
            || (text.is_any_word(at, &["two", "both"])
                && (text.is_any_word(at + 1, &["countries", "sides", "states", "nations"])
                    || text.is_any(at + 1, &["-"])))
    })
}

/// "the two countries", "both nations": the sides of the text, else the two countries that the
/// paragraph has named.
pub(super) fn pair_described(
    scene: &Scene<'_>,
    clause: &Range<usize>,
    topic: &Topic,
) -> Vec<Actor> {
    let text = scene.text;
    let pair = (clause.clone()).find(|&at| {
        text.is_any_word(at, &["two", "both"])
            && (at + 1..at + 3).any(|noun| {
                text.is_any_word(
                    noun,
                    &[
                        "countries",
                        "sides",
                        "states",
                        "nations",
                        "peoples",
                        "parties",
                        "partners",
                    ],
                )
            })
    });
    let Some(at) = pair else {
        return Vec::new();
    };
    if topic.sides.between.len() == 2 {
        return topic.sides.actors(&(at..at + 1));
    }
    let named = paragraph(scene, clause.start);
    let mut keys: Vec<EntityKey> = match named[..] {
        [one, other] => vec![one, other],
        // "ties with A … trade between the two countries": A and the one who tells.
        [one] => vec![one],
        _ => Vec::new(),
    };
    let own = topic.sides.home.or(topic.sides.about);
    if keys.len() == 1
        && let Some(own) = own.filter(|own| !keys.contains(own))
    {
        keys.push(own);
    }
    if keys.len() != 2 {
        return Vec::new();
    }
    keys.into_iter()
        .map(|key| Actor::of(Who::Entity(key), at..at + 1))
        .collect()
}

/// Whose a figure is whose clause names nobody: those of what was said before it, else the sides
/// of the text, else whom the paragraph names, else the body or country that the text is of.
pub(super) fn default(
    scene: &Scene<'_>,
    topic: &Topic,
    spot: Spot<'_>,
    two_sided: bool,
) -> Vec<Actor> {
    // What a party or a company got is not what the next clause is about.
    let partial = matches!(&topic.parties[..], [one] if !speaks_for_states(scene, &one.who));
    if !topic.parties.is_empty() && !partial {
        return topic.parties.clone();
    }
    let one = |key: EntityKey| vec![Actor::of(Who::Entity(key), spot.value.clone())];
    if !topic.sides.between.is_empty() {
        return topic.sides.actors(spot.value);
    }
    let mut of_paragraph = paragraph(scene, spot.sentence.start);
    if two_sided || mutual(scene, spot.clause) {
        if let [first] = of_paragraph[..]
            && let Some(home) = topic.sides.home.filter(|&home| home != first)
            && topic.sides.body.is_none()
        {
            of_paragraph.push(home);
        }
        if of_paragraph.len() == 2 {
            return of_paragraph.into_iter().flat_map(one).collect();
        }
    }
    if let Some(body) = topic
        .sides
        .body
        .filter(|_| topic.sides.about.is_none() || two_sided)
    {
        return one(body);
    }
    if let Some(about) = topic
        .sides
        .about
        .or_else(|| topic.sides.home.filter(|_| !two_sided))
    {
        return one(about);
    }
    if let Some(own) = topic_own(scene, topic, spot).filter(|_| two_sided) {
        return vec![own];
    }
    // A text about many things: those of its paragraph.
    if (1..=2).contains(&of_paragraph.len()) {
        return of_paragraph.into_iter().flat_map(one).collect();
    }
    Vec::new()
}

/// Whether somebody is a country, a region or a body of states that the knowledge base knows.
fn speaks_for_states(scene: &Scene<'_>, who: &Who) -> bool {
    match who {
        Who::Entity(key) => !is_political_party(&scene.knowledge.get(*key).name),
        Who::Name(_) => false,
    }
}

/// The countries that a paragraph has named up to a sentence, those of persons and cities too.
fn paragraph(scene: &Scene<'_>, sentence: usize) -> Vec<EntityKey> {
    let text = scene.text;
    let mut line = text.line_start(sentence);
    // "Question: … in A? / Answer: … are registered there."
    let answers = text.is_any_word(line, &["answer", "a"]) && text.is_any(line + 1, &[":", "."]);
    let asked = line
        .checked_sub(1)
        .filter(|&end| answers || text.is(end, "?"));
    if let Some(asked) = asked {
        line = text.line_start(asked);
    }
    let start = line.max(sentence.saturating_sub(PARAGRAPH));
    let end = scene.sentence(sentence).end;
    let mut countries = Vec::new();
    for mention in scene.inside(start..end) {
        let country = match mention.label {
            Label::Gpe | Label::Norp => mention
                .entity
                .and_then(|key| scene.knowledge.country_of(key)),
            Label::Person => scene.country_of(&scene.person(mention)),
            _ => None,
        };
        countries.extend(country.filter(|key| !countries.contains(key)));
    }
    countries
}
