//! Whose a figure is.

use std::ops::Range;

use communique_model::Label;

use super::actors::{Actor, Who, add};
use super::measures::{INVESTMENT, Subject, TRADE, subject};
use super::scene::Scene;
use crate::engine::board::Candidate;

/// The parties that a clause names; where it names one of the two sides of the text, both.
pub(super) fn parties_of_clause(scene: &Scene<'_>, clause: &Range<usize>) -> Vec<Actor> {
    let own = own_parties(scene, clause);
    let one_side = matches!(
        own.as_slice(),
        [one] if scene.sides.iter().any(|&side| one.who == Who::Entity(side))
    );
    if one_side {
        return scene.side_actors(own[0].tokens.clone());
    }
    own
}

/// Countries and bodies whose figure it is: "trade between A and B", "A’s trade with B".
pub(super) fn parties(scene: &Scene<'_>, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let noun = (sentence.start..sentence.end.min(sentence.start + 320))
        .find(|&at| scene.at(at).is_none() && text.is_any_word(at, TRADE))
        .filter(|_| subject(scene, sentence) == Some(Subject::Trade));
    let Some(noun) = noun else { return Vec::new() };
    let mut found: Vec<Actor> = Vec::new();
    let floor = sentence.start.max(noun.saturating_sub(10));
    for mention in scene.inside(floor..noun) {
        push_party(scene, &mut found, mention);
    }
    let limit = sentence.end.min(noun + 24);
    let preposition = (noun + 1..limit.min(noun + 8))
        .find(|&at| text.is_any_word(at, &["between", "with", "among"]));
    if let Some(preposition) = preposition {
        let (actors, last) = scene.list_after(preposition + 1, limit);
        for actor in actors {
            add(&mut found, actor);
        }
        // "with the countries of Africa"
        for mention in scene.inside(preposition..limit.min(last.max(preposition + 6))) {
            if mention.label == Label::Loc {
                push_party(scene, &mut found, mention);
            }
        }
    } else if found.len() == 1 {
        // "Russia is among Kazakhstan’s key partners": the other one of the sentence.
        let others: Vec<&Candidate> = scene.inside(noun + 1..sentence.end).collect();
        for mention in others {
            if matches!(mention.label, Label::Gpe) && found.len() < 2 {
                push_party(scene, &mut found, mention);
            }
        }
    }
    if found.len() == 1 {
        // "trade with X": between X and whoever speaks, or the other side of the text.
        let own = scene
            .speaker(sentence.start)
            .and_then(|who| scene.country_of(who));
        let other = scene
            .sides
            .iter()
            .copied()
            .find(|&side| found[0].who != Who::Entity(side));
        if let Some(own) = own.or(other) {
            add(&mut found, Actor::of(Who::Entity(own), noun..noun + 1));
        }
    }
    found
}

pub(super) fn push_party(scene: &Scene<'_>, found: &mut Vec<Actor>, mention: &Candidate) {
    let country = mention
        .entity
        .and_then(|key| scene.knowledge.country_of(key));
    match (mention.label, country) {
        (Label::Norp, Some(key)) => {
            add(found, Actor::of(Who::Entity(key), mention.tokens.clone()));
        }
        (Label::Loc, _) => {
            if let Some(key) = mention.entity {
                add(found, Actor::of(Who::Entity(key), mention.tokens.clone()));
            }
        }
        (Label::Gpe | Label::Org, _) => {
            if let Some(actor) = scene.actor(mention) {
                add(found, actor);
            }
        }
        _ => {}
    }
}

/// The two sides of the text; where more speak, the side of the speaker and that of the first
/// person named.
pub(super) fn default_parties(scene: &Scene<'_>, at: usize) -> Vec<Actor> {
    if !scene.sides.is_empty() {
        return scene.side_actors(at..at + 1);
    }
    let bodies = bodies_of_head(scene);
    if !bodies.is_empty() {
        return bodies;
    }
    let own = scene.speaker(at).and_then(|who| scene.country_of(who));
    let home = scene.home;
    let mut parties = Vec::new();
    if let (Some(own), Some(home)) = (own, home) {
        add(&mut parties, Actor::of(Who::Entity(home), at..at + 1));
        add(&mut parties, Actor::of(Who::Entity(own), at..at + 1));
        return parties;
    }
    // Whom the title is about: its one country.
    let named: Vec<Actor> = scene
        .inside(scene.title.clone())
        .filter(|mention| mention.label == Label::Gpe && mention.entity.is_some())
        .filter_map(|mention| scene.actor(mention))
        .collect();
    if named.len() == 1 {
        return named;
    }
    parties
}

/// The bodies of several states that the title is about, else the lead; one or two.
fn bodies_of_head(scene: &Scene<'_>) -> Vec<Actor> {
    for range in [scene.title.clone(), scene.lead.clone()] {
        // "on the situation in X": the text is about the country.
        let about_country = scene
            .inside(range.clone())
            .any(|mention| mention.label == Label::Gpe && scene.actor(mention).is_some());
        if about_country {
            continue;
        }
        let mut bodies: Vec<Actor> = Vec::new();
        for mention in scene.inside(range) {
            let of_states = mention.label == Label::Org
                && mention
                    .entity
                    .is_some_and(|key| scene.knowledge.get(key).country.is_none());
            if of_states && let Some(actor) = scene.actor(mention) {
                add(&mut bodies, actor);
            }
        }
        if (1..=2).contains(&bodies.len()) {
            return bodies;
        }
    }
    Vec::new()
}

/// "Russia’s investment in Kazakhstan": who invests, and where.
pub(super) fn investors(
    scene: &Scene<'_>,
    amount: &Candidate,
    sentence: &Range<usize>,
) -> Option<Vec<Actor>> {
    let text = scene.text;
    let noun = (sentence.start..amount.tokens.start)
        .rev()
        .find(|&at| scene.at(at).is_none() && text.is_any_word(at, INVESTMENT))?;
    let mut found = Vec::new();
    for mention in scene.inside(noun.saturating_sub(5)..noun) {
        push_party(scene, &mut found, mention);
    }
    for mention in scene.inside(noun + 1..amount.tokens.start) {
        push_party(scene, &mut found, mention);
    }
    if found.len() == 1 {
        for &side in &scene.sides {
            add(&mut found, Actor::of(Who::Entity(side), noun..noun + 1));
        }
    }
    (!found.is_empty()).then_some(found)
}

pub(super) fn own_parties(scene: &Scene<'_>, clause: &Range<usize>) -> Vec<Actor> {
    let mut found = Vec::new();
    for mention in scene.inside(clause.clone()) {
        if matches!(mention.label, Label::Gpe | Label::Norp) {
            push_party(scene, &mut found, mention);
        }
    }
    found
}

/// "The party X obtained 50 percent", "the budget of Y will be 10 percent larger": the body that
/// stands before the value in the same part of the sentence.
pub(super) fn body_before(scene: &Scene<'_>, value: usize, clause: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let floor = clause.start.max(value.saturating_sub(10));
    let start = (floor..value)
        .rev()
        .find(|&at| text.is_any(at, &[",", "–", "—", "("]))
        .map_or(floor, |mark| mark + 1);
    let mut found = Vec::new();
    for mention in scene.inside(start..value) {
        if mention.label == Label::Org {
            push_party(scene, &mut found, mention);
        }
    }
    found.truncate(1);
    found
}
