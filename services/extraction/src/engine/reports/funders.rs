//! Companies, funds and agencies that invest, lend or build: they, and not their country, are the
//! party of the money.

use communique_model::{EntityKind, Label};

use super::actors::{Actor, Who, add};
use super::figures::Topic;
use super::parties::{Spot, named};
use super::scene::Scene;
use super::sides::body_inside;
use crate::engine::board::Candidate;

/// Verbs of those who put money into something.
const FUNDS: &[&str] = &[
    "allocate",
    "allocated",
    "allocates",
    "allocating",
    "approved",
    "approves",
    "built",
    "builds",
    "build",
    "building",
    "commit",
    "commits",
    "committed",
    "constructing",
    "construct",
    "extended",
    "finance",
    "financed",
    "finances",
    "financing",
    "funded",
    "funding",
    "granted",
    "implementing",
    "invest",
    "invested",
    "investing",
    "invests",
    "lend",
    "lends",
    "lent",
    "mobilised",
    "mobilized",
    "pledged",
    "provide",
    "provided",
    "provides",
    "providing",
    "signed",
    "signs",
    "inked",
    "disbursed",
    "operates",
    "raised",
];

/// Words between the name of a funder and its verb.
const BETWEEN: &[&str] = &[
    "has", "have", "had", "will", "is", "also", "already", "alone", "plans", "intends", "to",
    "was", "and", "would", "its", "been", "itself", "recently", "jointly", "is", "be",
];

/// Common nouns that speak of a funder named before.
const ANAPHORS: &[&str] = &[
    "company",
    "fund",
    "bank",
    "corporation",
    "agency",
    "firm",
    "holding",
];

/// How far back in its paragraph the funder is looked for of which a common noun speaks, in tokens.
const BACK: usize = 60;

/// Whether an organisation is a company, bank, fund, agency: no body of states, no ministry.
fn is_funder(scene: &Scene<'_>, mention: &Candidate) -> bool {
    if mention.label != Label::Org {
        return false;
    }
    let name = match mention.entity {
        Some(key) => {
            let entity = scene.knowledge.get(key);
            if entity.kind != EntityKind::Organisation {
                return false;
            }
            entity.name.as_str()
        }
        // "the Allies of a body" are no company.
        None if body_inside(scene, &mention.tokens).is_some() => return false,
        None => scene.text.words(mention.tokens.clone()),
    };
    let of_state = [
        "Ministry",
        "Government",
        "Council",
        "Parliament",
        "Embassy",
        "Union",
        "Secretariat",
    ]
    .iter()
    .any(|word| name.contains(word));
    let money = [
        "Bank",
        "Fund",
        "Agency",
        "Corporation",
        "Company",
        "Development",
    ]
    .iter()
    .any(|word| name.contains(word));
    let of_country = mention
        .entity
        .is_none_or(|key| scene.knowledge.country_of(key).is_some());
    !of_state && (money || of_country)
}

/// The funder whose money or work a value is: "A has invested", "the investments made by A", "A’s
/// investment", "the company’s investment".
fn funder<'a>(scene: &Scene<'a>, spot: Spot<'_>) -> Option<&'a Candidate> {
    let text = scene.text;
    let floor = spot.clause.start.max(spot.value.start.saturating_sub(24));
    for mention in scene.inside(floor..spot.value.start) {
        if !is_funder(scene, mention) {
            continue;
        }
        let end = mention.tokens.end;
        let verb = (end..spot.value.start).find(|&at| !text.is_any_word(at, BETWEEN));
        let acts = verb.is_some_and(|verb| {
            text.is_any_word(verb, FUNDS)
                // "A and the government of B signed"
                || text.is_word(end, "and")
                    && (verb..spot.value.start.min(verb + 8))
                        .any(|at| text.is_any_word(at, &["signed", "inked", "agreed"]))
        });
        let made_by = text.is_word(text_before(scene, mention.tokens.start), "by");
        let owns = text.after_possessive(end).is_some_and(|next| {
            (next..next + 3).any(|at| {
                text.is_any_word(
                    at,
                    &[
                        "investment",
                        "investments",
                        "loan",
                        "loans",
                        "grant",
                        "contribution",
                    ],
                )
            })
        });
        if acts || made_by || owns {
            return Some(mention);
        }
    }
    let told = (floor..spot.value.start).any(|at| {
        text.is_any_word(at, ANAPHORS)
            && text.is_word(at.wrapping_sub(1), "the")
            && scene.at(at).is_none()
            && (text.after_possessive(at + 1).is_some()
                || (at + 1..at + 4).any(|verb| text.is_any_word(verb, FUNDS)))
    });
    if !told {
        return None;
    }
    let line = text
        .line_start(spot.value.start)
        .max(spot.value.start.saturating_sub(BACK));
    scene
        .inside(line..spot.value.start)
        .filter(|mention| is_funder(scene, mention))
        .last()
}

/// The token before a name, its article left out.
fn text_before(scene: &Scene<'_>, start: usize) -> usize {
    let before = start.wrapping_sub(1);
    if scene.text.is_word(before, "the") {
        before.wrapping_sub(1)
    } else {
        before
    }
}

/// The funder and the country for which its money is; `None` where no funder is named.
pub(super) fn with_funder(scene: &Scene<'_>, topic: &Topic, spot: Spot<'_>) -> Option<Vec<Actor>> {
    let funder = funder(scene, spot)?;
    let own = funder
        .entity
        .and_then(|key| scene.knowledge.country_of(key));
    let who = scene.actor(funder)?;
    let mut parties = vec![who];
    let country = |actor: &Actor| match actor.who {
        Who::Entity(key) => Some(key),
        Who::Name(_) => None,
    };
    let others = named(scene, topic, spot.clause);
    let mut others: Vec<Actor> = others
        .into_iter()
        .filter(|actor| {
            country(actor).is_some_and(|key| {
                scene.knowledge.get(key).kind == EntityKind::Country && Some(key) != own
            })
        })
        .collect();
    if others.is_empty() {
        let mut sides = topic
            .sides
            .between
            .iter()
            .copied()
            .filter(|&key| scene.is_country(key) && Some(key) != own)
            .chain(topic.sides.about)
            .collect::<Vec<_>>();
        // The one who tells comes last.
        sides.sort_by_key(|&key| topic.sides.home == Some(key));
        let side = sides.first().copied();
        others.extend(side.map(|key| Actor::of(Who::Entity(key), spot.value.clone())));
    }
    for other in others {
        add(&mut parties, other);
    }
    Some(parties)
}
