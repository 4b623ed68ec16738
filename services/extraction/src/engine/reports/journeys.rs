//! Journeys: verbs of going ("will fly to", "left for", "came to", "returned from"), being
//! somewhere ("will be in Riyadh"), tours, visits named beside their host or without their
//! destination.

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, Who, add, add_all};
use super::encounters::is_person;
use super::frame::Draft;
use super::localities::{area_behind, lie_in};
use super::scene::Scene;
use crate::engine::board::Candidate;

/// Verbs of going, each with the words that lead to the destination.
const GOING: &[(&[&str], &[&str])] = &[
    (
        &["flew", "fly", "flies", "flying", "flown"],
        &["to", "into"],
    ),
    (&["left", "leave", "leaves", "leaving"], &["for"]),
    (
        &["departed", "departs", "depart", "departing"],
        &["for", "to"],
    ),
    (&["headed", "heads", "head", "heading"], &["to", "for"]),
    (&["went", "go", "goes", "going", "gone"], &["to"]),
    (&["came", "come", "comes", "coming"], &["to"]),
    (&["landed", "lands", "land"], &["in", "at"]),
    (&["proceeded", "proceeds", "proceed"], &["to"]),
    (&["journeyed", "journeys"], &["to"]),
    (&["returned", "returns", "return", "returning"], &["from"]),
    (&["set", "sets"], &["for", "to"]),
    (&["flocked", "moved", "continued", "continues"], &["to"]),
    (&["stopped", "stops"], &["in"]),
    (&["arriving", "arrive"], &["in", "at"]),
    (&["travelling", "traveling"], &["to"]),
    (&["stayed", "stays", "staying", "toured", "tours"], &["in"]),
];

/// Words between a verb of going and what leads to its destination.
const BETWEEN: &[&str] = &[
    "on",
    "off",
    "out",
    "back",
    "over",
    "together",
    "today",
    "tomorrow",
    "yesterday",
    "directly",
    "down",
    "up",
    "here",
    "again",
    "in",
    "the",
    "same",
    "day",
    "also",
    "then",
    "by",
    "plane",
    "train",
    "air",
    "a",
    "first",
    "next",
    "onward",
    "later",
    "home",
];

/// Whether a word is a verb of going.
pub(super) fn is_going(word: &str) -> bool {
    GOING.iter().any(|(forms, _)| forms.contains(&word))
}

/// "X will fly to Y", "left for Y", "came to Y".
pub(super) fn goes(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    let leading = GOING
        .iter()
        .find(|(forms, _)| text.is_any_word(verb, forms))
        .map(|(_, leading)| *leading);
    let Some(leading) = leading.filter(|_| scene.at(verb).is_none()) else {
        return Vec::new();
    };
    let limit = sentence.end.min(verb + 14);
    let mut at = verb + 1;
    let mut found = None;
    while at < limit {
        if let Some(mention) = scene.at(at) {
            // "left Moscow for Beijing", "flew on Tuesday to Doha"
            if !matches!(
                mention.label,
                Label::Gpe | Label::Date | Label::Time | Label::Loc
            ) {
                break;
            }
            at = mention.tokens.end;
            continue;
        }
        if text.is_any_word(at, leading) {
            found = Some(at + 1);
            break;
        }
        if !text.is_any_word(at, BETWEEN) {
            break;
        }
        at += 1;
    }
    let Some(place) = found.and_then(|from| destination(scene, from, limit)) else {
        return Vec::new();
    };
    if scene.doubtful(verb, sentence) {
        return Vec::new();
    }
    let visitors = travellers(scene, verb, sentence);
    let mut drafts: Vec<Draft> = arrival(scene, verb, visitors, place).into_iter().collect();
    // "to Russia and Ukraine": one visit each.
    let mut next = place.tokens.end;
    while let Some(first) = drafts.first() {
        if let Some(area) = area_behind(scene, next) {
            lie_in(scene, drafts.last_mut(), area);
            next = area.tokens.end;
            continue;
        }
        if drafts.len() >= 8 || !text.is_any(next, &["and", ","]) {
            break;
        }
        let Some(place) = destination(scene, next + 1, limit.max(next + 4)) else {
            break;
        };
        let mut persons = first.participants.clone();
        persons.retain(|actor| !scene.is_land(&actor.who));
        let Some(mut draft) = arrival(scene, verb, persons, place) else {
            break;
        };
        draft.single = true;
        next = place.tokens.end;
        drafts.push(draft);
    }
    drafts
}

/// The place that a journey leads to, right at `from`.
fn destination<'a>(scene: &Scene<'a>, from: usize, end: usize) -> Option<&'a Candidate> {
    let text = scene.text;
    let skipped = [
        "the",
        "city",
        "capital",
        "of",
        "sunny",
        "neighbouring",
        "nearby",
        "town",
        "Kazakh",
    ];
    (from..end.min(from + 4))
        .take_while(|&at| scene.at(at).is_some() || text.is_any_word(at, &skipped))
        .find_map(|at| scene.at(at))
        .filter(|mention| {
            matches!(mention.label, Label::Gpe | Label::Loc) && mention.entity.is_some()
        })
        // "to Russian hospitals", "to Kazakhstan’s Parliament"
        .filter(|place| {
            text.after_possessive(place.tokens.end).is_none()
                && !text.is_inner_hyphen(place.tokens.end)
        })
}

/// Who travels: persons, or the body that a delegation is of.
fn travellers(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Actor> {
    let text = scene.text;
    let mut visitors = scene.agents(verb, sentence);
    let end = scene.before_verb(verb, sentence);
    let delegates = (sentence.start.max(end.saturating_sub(8))..end).any(|at| {
        text.is_any_word(
            at,
            &[
                "delegation",
                "mission",
                "observers",
                "experts",
                "team",
                "representatives",
            ],
        )
    });
    visitors.retain(|actor| is_person(scene, actor) || delegates);
    visitors
}

fn arrival(
    scene: &Scene<'_>,
    head: usize,
    mut visitors: Vec<Actor>,
    place: &Candidate,
) -> Option<Draft> {
    if visitors.is_empty() {
        return None;
    }
    let key = place.entity?;
    if scene.is_country(key) {
        // At home one is on no visit.
        let own = visitors
            .iter()
            .all(|actor| scene.country_of(&actor.who) == Some(key));
        if own {
            return None;
        }
        add_all(&mut visitors, scene.actor(place).into_iter().collect());
    }
    let mut draft = Draft::new(scene, EventKind::Visit, head, visitors);
    draft.place = Some(key);
    draft.tokens.start = draft.tokens.start.min(head);
    draft.tokens.end = draft.tokens.end.max(place.tokens.end);
    Some(draft)
}

/// "X will be in Riyadh", "is due in Riyadh", "is in Riyadh for talks".
pub(super) fn stays(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if text.is_any_word(verb, &["is", "was"]) {
        // "was here in Minsk"
        let within = verb + 1 + usize::from(text.is_word(verb + 1, "here"));
        let place = destination(scene, within + 1, sentence.end.min(within + 5))
            .filter(|_| text.is_word(within, "in"))?;
        let mut next = place.tokens.end;
        // "Yesterday, he was in Tashkent"
        let mut dated = scene
            .inside(sentence.start..verb)
            .take(2)
            .any(|date| date.label == Label::Date && date.tokens.end + 4 > verb);
        if text.is_any_word(next, &["on", "in"]) && scene.at(next + 1).is_some() {
            next += 1;
        }
        if let Some(date) = scene.at(next).filter(|date| date.label == Label::Date) {
            next = date.tokens.end;
            dated = true;
        }
        let purpose = dated
            || text.is_word(next, "for")
                && text.is_any_word(
                    next + 1,
                    &["talks", "a", "an", "the", "meetings", "consultations"],
                )
            || text.is_word(next, "to")
                && text.is_any_word(next + 1, &["meet", "attend", "discuss", "take", "hold"]);
        if !purpose || scene.doubtful(verb, sentence) {
            return None;
        }
        let mut visitors = scene.agents(verb, sentence);
        visitors.retain(|actor| is_person(scene, actor));
        return arrival(scene, verb, visitors, place);
    }
    let announced = (text.is_any_word(verb.wrapping_sub(1), &["will", "to"])
        || text.is_any_word(verb, &["due", "expected"])
            && text.is_any_word(verb.wrapping_sub(1), &["is", "are"]))
        && text.is_word(verb + 1, "in");
    if !announced || scene.doubtful(verb, sentence) {
        return None;
    }
    let place = destination(scene, verb + 2, sentence.end.min(verb + 6))?;
    let mut visitors = scene.agents(verb, sentence);
    visitors.retain(|actor| is_person(scene, actor));
    // Who is somewhere to speak or meet is on a visit; what takes place there is not a person.
    arrival(scene, verb, visitors, place)
}

/// "look forward to welcoming X in Y": the visit to come of X.
pub(super) fn awaited(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let forward = text.is_word(verb.wrapping_sub(1), "to")
        && text.is_word(verb.wrapping_sub(2), "forward")
        || text.is_word(verb.wrapping_sub(1), "at");
    if !forward {
        return None;
    }
    let (mut guests, last) = scene.list_after(verb + 1, sentence.end);
    guests.retain(|guest| is_person(scene, guest));
    let place = destination(scene, last + 1, sentence.end.min(last + 5))
        .filter(|_| text.is_any_word(last, &["in", "to"]))?;
    arrival(scene, verb, guests, place)
}

/// "received X on a state visit", "welcomes X for an official visit": a visit to the host’s country.
pub(super) fn hosted(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    let floor = sentence.start.max(noun.saturating_sub(32));
    let on = (noun.saturating_sub(6)..noun)
        .rev()
        .find(|&at| text.is_any_word(at, &["on", "for", "during"]))?;
    if text.is_any_word(noun + 1, &["to"]) {
        return None;
    }
    let verb = (floor..on).rev().find(|&at| {
        text.is_any_word(
            at,
            &[
                "receives", "received", "receive", "welcomes", "welcomed", "welcome", "hosts",
                "hosted", "host",
            ],
        ) && scene.at(at).is_none()
    })?;
    let passive = text.is_any_word(verb.wrapping_sub(1), &["was", "were", "be", "been"]);
    if passive || scene.doubtful(verb, sentence) {
        return None;
    }
    let guest = scene
        .list_after(verb + 1, on)
        .0
        .into_iter()
        .find(|actor| is_person(scene, actor))?;
    let host = scene.agents(verb, sentence);
    let country = host.iter().find_map(|actor| scene.country_of(&actor.who))?;
    if scene.country_of(&guest.who) == Some(country) {
        return None;
    }
    let mut participants = vec![guest];
    let tokens = host
        .first()
        .map_or(verb..verb + 1, |actor| actor.tokens.clone());
    add(&mut participants, Actor::of(Who::Entity(country), tokens));
    let mut draft = Draft::new(scene, EventKind::Visit, noun, participants);
    draft.place = Some(country);
    Some(draft)
}

/// "during the Turkish President’s visit", "in the course of X’s state visit": the destination is
/// where the sentence is set.
pub(super) fn during(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Option<Draft> {
    let text = scene.text;
    if text.is_any_word(noun + 1, &["to", "of", "by"]) {
        return None;
    }
    let floor = sentence.start.max(noun.saturating_sub(14));
    let owner = (noun.saturating_sub(5).max(floor)..noun)
        .rev()
        .find(|&at| text.after_possessive(at).is_some())?;
    let visitor = scene.actor(scene.ending(owner)?)?;
    if !is_person(scene, &visitor) {
        return None;
    }
    let within = (floor..owner).any(|at| {
        text.is_any_word(
            at,
            &[
                "during",
                "course",
                "part",
                "framework",
                "within",
                "occasion",
            ],
        )
    });
    let probe = Draft::new(scene, EventKind::Visit, noun, vec![visitor.clone()]);
    let place = probe.place.filter(|_| within)?;
    let country = scene.knowledge.country_of(place)?;
    if scene.country_of(&visitor.who) == Some(country) {
        return None;
    }
    let mut draft = probe;
    add(
        &mut draft.participants,
        Actor::of(Who::Entity(country), noun..noun + 1),
    );
    Some(draft)
}

/// "pay state visits to the two countries": the two named last, one visit each.
pub(super) fn to_both(scene: &Scene<'_>, noun: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let text = scene.text;
    let limit = sentence.end.min(noun + 8);
    let counted = (noun + 1..limit).find(|&at| text.is_any_word(at, &["two", "both"]));
    let both = text.is_word(noun + 1, "to")
        && counted.is_some_and(|at| {
            text.is_any_word(at + 1, &["countries", "states", "nations"])
                || text.is_word(at + 1, "the")
        });
    if !both || scene.doubtful(noun, sentence) {
        return Vec::new();
    }
    let mut countries: Vec<Actor> = Vec::new();
    for mention in scene.mentions_of_countries(sentence.start.saturating_sub(80)..noun) {
        countries.retain(|other| other.who != mention.who);
        countries.push(mention);
    }
    let verb = super::visits::support(scene, noun, sentence);
    let mut visitors = scene.agents(verb, sentence);
    visitors.retain(|actor| is_person(scene, actor));
    countries.retain(|country| {
        visitors
            .iter()
            .all(|actor| scene.country_of(&actor.who).map(Who::Entity) != Some(country.who.clone()))
    });
    if visitors.is_empty() || countries.len() < 2 {
        return Vec::new();
    }
    countries
        .split_off(countries.len() - 2)
        .into_iter()
        .map(|country| {
            let mut participants = visitors.clone();
            let place = match country.who {
                Who::Entity(key) => Some(key),
                Who::Name(_) => None,
            };
            add(&mut participants, country);
            let mut draft = Draft::new(scene, EventKind::Visit, noun, participants);
            draft.place = place;
            draft.single = true;
            draft
        })
        .collect()
}

impl Scene<'_> {
    /// The countries named in a range, those inside titles too, in order.
    fn mentions_of_countries(&self, range: Range<usize>) -> impl Iterator<Item = Actor> + '_ {
        self.mentions
            .iter()
            .skip(
                self.mentions
                    .partition_point(|mention| mention.tokens.start < range.start),
            )
            .take_while(move |mention| mention.tokens.start < range.end)
            .filter(|mention| mention.label == Label::Gpe)
            .filter_map(|mention| {
                let key = mention.entity.filter(|&key| self.is_country(key))?;
                Some(Actor::of(Who::Entity(key), mention.tokens.clone()))
            })
    }
}
