//! Who chairs which body: "Russia’s CIS chairmanship", "Kazakhstan is chairing the SCO", "assumed the
//! presidency of the Council".

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::actors::{Actor, Who};
use super::circumstances::date_near;
use super::scene::Scene;

/// One chairmanship as the text tells it.
#[derive(Clone, Debug)]
pub(super) struct Chair {
    pub(super) who: Who,
    pub(super) what: Who,
    pub(super) period: Option<String>,
    pub(super) tokens: Range<usize>,
}

/// The chair that an office is: that of an organisation of states, not of an organ of one.
pub(super) fn of_office(scene: &Scene<'_>, held: &super::offices::Held) -> Option<Chair> {
    let titles = [
        "Chairperson",
        "Chairman",
        "Chair",
        "Chairwoman",
        "Chair-in-Office",
        "Current Chair",
    ];
    let body = held.of.filter(|_| titles.contains(&held.office.as_str()))?;
    let entity = scene.knowledge.get(body);
    let of_states = entity.kind == EntityKind::Organisation
        && entity.country.is_none()
        && entity.part_of.is_empty();
    let sentence = scene.sentence(held.tokens.start);
    let what = Who::Entity(body);
    of_states.then(|| Chair {
        who: held.who.clone(),
        period: period(
            scene,
            held.tokens.start,
            &(sentence.start..sentence.start),
            &what,
        ),
        what,
        tokens: held.tokens.clone(),
    })
}

/// Whether a word may tell of a chair.
pub(super) fn is_chair(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "chairmanship",
        "chairmanships",
        "presidency",
        "chair",
        "chairs",
        "chairing",
        "chaired",
        "chairship",
        "presides",
        "presiding",
        "chairperson",
        "co-chairs",
        "chairmanship’s",
        "presidencies",
    ];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The chairs told of at a word.
pub(super) fn read(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Vec<Chair> {
    let text = scene.text;
    let noun = text.is_any_word(
        at,
        &[
            "chairmanship",
            "presidency",
            "chairship",
            "chairmanships",
            "presidencies",
        ],
    );
    let passive = text.is_word(at, "chaired");
    let (who, what) = if noun {
        (
            chairing_of_noun(scene, at, sentence),
            bodies_of_noun(scene, at, sentence),
        )
    } else if passive {
        // "is chaired this year by X"
        let Some(by) = (at + 1..at + 5).find(|&by| text.is_word(by, "by")) else {
            return Vec::new();
        };
        let who = scene.list_after(by + 1, sentence.end).0;
        (who.into_iter().next(), subject_body(scene, at, sentence))
    } else {
        let what = bodies_after(scene, at, sentence);
        if what.is_empty() {
            return Vec::new();
        }
        (chairing(scene, at, sentence), what)
    };
    let Some(who) = who else { return Vec::new() };
    what.into_iter()
        .filter(|(body, _)| *body != who.who)
        .map(|(body, tokens)| {
            let period = period(scene, at, sentence, &body);
            let local = sentence.contains(&who.tokens.start);
            Chair {
                who: who.who.clone(),
                what: body,
                period,
                tokens: if local {
                    who.tokens.start.min(at).min(tokens.start)
                        ..tokens.end.max(at + 1).max(who.tokens.end)
                } else {
                    at.min(tokens.start)..tokens.end.max(at + 1)
                },
            }
        })
        .collect()
}

/// "Russia’s … chairmanship", "the Russian presidency", "our chairmanships", "X assumed the presidency".
fn chairing_of_noun(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Actor> {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(9));
    for before in (floor..noun).rev() {
        if text.is_any_word(before, &["our", "my"]) {
            return speaking_country(scene, before);
        }
        if text.is_any_word(before, &["its", "their"]) {
            let own = scene.first_actor(before, sentence)?;
            let country = scene.country_of(&own.who)?;
            return Some(Actor::of(Who::Entity(country), own.tokens));
        }
        let Some(mention) = scene.at(before) else {
            let takes = [
                "assumed", "assumes", "assume", "holds", "held", "holding", "took", "takes",
                "taken", "has",
            ];
            if text.is_any_word(before, &takes) {
                return scene.subject(before, sentence).into_iter().next();
            }
            continue;
        };
        let possessive = text.after_possessive(mention.tokens.end).is_some();
        if mention.label == Label::Norp || mention.label == Label::Gpe && possessive {
            let country = mention
                .entity
                .and_then(|key| scene.knowledge.country_of(key))?;
            return Some(Actor::of(Who::Entity(country), mention.tokens.clone()));
        }
    }
    // "the chairmanship of Russia in the CIS": the country after "of".
    if text.is_word(noun + 1, "of") {
        let first = scene
            .list_after(noun + 2, sentence.end)
            .0
            .into_iter()
            .next()?;
        let country = matches!(&first.who, Who::Entity(key) if scene.is_country(*key));
        if country {
            return Some(first);
        }
    }
    // ", which holds the presidency": looked for above by its verb.
    None
}

/// The country of the one who speaks.
fn speaking_country(scene: &Scene<'_>, at: usize) -> Option<Actor> {
    let country = scene.country_of(scene.speaker(at)?)?;
    Some(Actor::of(Who::Entity(country), at..at + 1))
}

fn bodies_of_noun(
    scene: &Scene<'_>,
    noun: usize,
    sentence: &Range<usize>,
) -> Vec<(Who, Range<usize>)> {
    let text = scene.text;
    // "CIS chairmanship", "UN Security Council presidency"
    let before = scene
        .ending(noun)
        .filter(|mention| mention.label == Label::Org)
        .and_then(|mention| scene.actor(mention));
    if let Some(body) = before {
        return vec![(body.who, body.tokens)];
    }
    let limit = sentence.end.min(noun + 30);
    let preposition =
        (noun + 1..limit.min(noun + 5)).find(|&at| text.is_any_word(at, &["of", "in", "at"]));
    if let Some(preposition) = preposition {
        let found = list_of_bodies(scene, preposition + 1, limit);
        if !found.is_empty() {
            return found;
        }
    }
    // "two chairmanships are coming. One is in the CIS and the other in BRICS."
    if text.is_any_word(noun, &["chairmanships", "presidencies"]) {
        let next = scene.sentence(sentence.end.min(text.len().saturating_sub(1)));
        if next.start >= sentence.end && text.is_any_word(next.start, &["One", "They", "These"]) {
            return scene
                .inside(next)
                .filter(|mention| mention.label == Label::Org)
                .filter_map(|mention| scene.actor(mention))
                .map(|body| (body.who, body.tokens))
                .take(4)
                .collect();
        }
    }
    // "the Russian presidency": of the body that the head names.
    if text.is_word(noun, "presidency")
        && !scene.in_head(noun)
        && let Some(body) = super::adoptions::main_bodies(scene).into_iter().next()
    {
        return vec![(body.who, noun..noun + 1)];
    }
    Vec::new()
}

/// "chairs the SCO", "chair of the CIS": bodies, not meetings of them.
fn bodies_after(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Vec<(Who, Range<usize>)> {
    let text = scene.text;
    let mut next = at + 1;
    if text.is_any_word(next, &["of", "in"]) {
        next += 1;
    }
    list_of_bodies(scene, next, sentence.end.min(at + 30))
}

fn list_of_bodies(scene: &Scene<'_>, at: usize, end: usize) -> Vec<(Who, Range<usize>)> {
    let text = scene.text;
    let mut found: Vec<(Who, Range<usize>)> = Vec::new();
    let mut next = at;
    while next < end {
        if let Some(mention) = scene.at(next) {
            if mention.label != Label::Org {
                break;
            }
            let stop = mention.tokens.end;
            // "chair a Council meeting" chairs the meeting.
            let follows = if text.is(stop, ")") { stop + 1 } else { stop };
            let occasion = super::gatherings::kind_of(&text.word(follows).to_lowercase()).is_some()
                || text.is_any_word(follows, &["meetings", "foreign", "summits", "ministerial"]);
            if occasion {
                break;
            }
            if let Some(body) = scene.actor(mention) {
                found.push((body.who, body.tokens));
            }
            next = stop;
            continue;
        }
        let passes = text.is_any_word(
            next,
            &[
                "the", "of", "and", "in", "expanded", "both", "as", "well", "for",
            ],
        ) || text.is_any(next, &["#", "&", ","]);
        if !passes {
            break;
        }
        next += 1;
    }
    found
}

/// The chairing country or person of a verb or of "is the chair of"; "you" is the one addressed.
fn chairing(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<Actor> {
    let text = scene.text;
    let floor = sentence.start.max(at.saturating_sub(5));
    for before in (floor..at).rev() {
        if text.is_any_word(before, &["you", "You"]) {
            let own = scene
                .speaker(before)
                .and_then(|who| scene.country_of(who))?;
            let other = scene.sides.iter().find(|&&side| side != own)?;
            return Some(Actor::of(Who::Entity(*other), before..before + 1));
        }
        if text.is_any(before, &["we", "We", "I"]) {
            return speaking_country(scene, before);
        }
    }
    let noun = text.is_word(at, "chair");
    let verb = if noun {
        (floor..at)
            .rev()
            .find(|&word| {
                text.is_any_word(
                    word,
                    &["become", "became", "becomes", "is", "was", "as", "will"],
                )
            })
            .unwrap_or(at)
    } else {
        at
    };
    scene.subject(verb, sentence).into_iter().next()
}

/// "It is chaired by X": the body named before; "a coordination committee on … is chaired by X".
fn subject_body(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Vec<(Who, Range<usize>)> {
    let text = scene.text;
    let committee = |range: Range<usize>| {
        let noun = range.clone().rev().find(|&word| {
            scene.at(word).is_none()
                && text.is_any_word(word, &["committee", "commission", "group", "council"])
        })?;
        let mut start = noun;
        while start > range.start
            && text.is_plain_word(start - 1)
            && !text.is_any_word(
                start - 1,
                &["a", "an", "the", "this", "and", "of", "created", "our"],
            )
        {
            start -= 1;
        }
        let mut end = noun + 1;
        while end < range.end
            && !text.is_any(end, &[".", ",", ";"])
            && !text.is_any_word(end, &["is", "was", "has", "chaired", "which", "currently"])
        {
            end += 1;
        }
        Some((Who::Name(text.words(start..end).to_owned()), start..end))
    };
    // "BODY, which is chaired by X"
    let which = (sentence.start.max(at.saturating_sub(4))..at)
        .find(|&word| text.is_any_word(word, &["which", "is", "was"]))
        .map(|word| {
            if text.is(word.wrapping_sub(1), ",") {
                word - 1
            } else {
                word
            }
        });
    let body = which
        .and_then(|end| scene.ending(end))
        .filter(|mention| mention.label == Label::Org)
        .and_then(|mention| scene.actor(mention));
    if let Some(body) = body {
        return vec![(body.who, body.tokens)];
    }
    let pronoun = (sentence.start..at)
        .take(3)
        .any(|word| text.is_word(word, "it"));
    if pronoun && sentence.start > 0 {
        return committee(scene.sentence(sentence.start - 1))
            .into_iter()
            .collect();
    }
    Vec::from_iter(committee(sentence.start..at))
}

/// The period: a date of the sentence, else the year of the document, of the UN Security Council
/// the month.
fn period(scene: &Scene<'_>, at: usize, sentence: &Range<usize>, body: &Who) -> Option<String> {
    let monthly =
        matches!(body, Who::Entity(key) if scene.knowledge.get(*key).name == "UN Security Council");
    let said = date_near(scene, at, sentence).map(|(value, _)| value);
    let from = said.or_else(|| scene.date.map(|date| date.to_string()))?;
    if from.contains('/') {
        return Some(from);
    }
    let length = if monthly { 7 } else { 4 };
    Some(from.get(..length).unwrap_or(&from).to_owned())
}
