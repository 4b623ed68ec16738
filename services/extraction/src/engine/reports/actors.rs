//! Who acts: persons in their offices, bodies, countries; and the lists of them around a verb or
//! after a preposition.

use std::ops::Range;

use communique_model::Label;

use super::scene::Scene;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;

/// Somebody or something that acts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// Known to the knowledge base.
    Entity(EntityKey),
    /// Known by name only.
    Name(String),
}

/// An actor at a place of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Actor {
    pub(super) who: Who,
    /// The title, where an office alone stands for its country: "the presidents of A and B".
    pub(super) office: Option<String>,
    /// The words that name it.
    pub(super) tokens: Range<usize>,
}

impl Actor {
    pub(super) fn of(who: Who, tokens: Range<usize>) -> Self {
        Self {
            who,
            office: None,
            tokens,
        }
    }
}

/// Adds an actor unless it is there already.
pub(super) fn add(actors: &mut Vec<Actor>, actor: Actor) {
    if actors.len() < MOST && !actors.iter().any(|other| other.who == actor.who) {
        actors.push(actor);
    }
}

pub(super) fn add_all(actors: &mut Vec<Actor>, more: Vec<Actor>) {
    for actor in more {
        add(actors, actor);
    }
}

/// Most participants of one occasion, and most lines of a list of them.
const MOST: usize = 64;

/// Words that may stand in a list of actors beside their names: roles, articles, what belongs to
/// a delegation.
const ROLES: &[&str] = &[
    "the",
    "a",
    "an",
    "his",
    "her",
    "their",
    "its",
    "our",
    "then",
    "new",
    "newly",
    "visiting",
    "counterpart",
    "counterparts",
    "colleague",
    "colleagues",
    "leader",
    "leaders",
    "president",
    "presidents",
    "minister",
    "ministers",
    "foreign",
    "prime",
    "deputy",
    "first",
    "special",
    "heads",
    "head",
    "state",
    "states",
    "government",
    "governments",
    "member",
    "members",
    "countries",
    "country",
    "nations",
    "delegation",
    "delegations",
    "representatives",
    "representative",
    "ambassador",
    "ambassadors",
    "secretaries",
    "of",
    "officials",
    "side",
    "sides",
    "participating",
    "permanent",
    "acting",
    "former",
    "foreign-policy",
    "defence",
    "envoys",
    "envoy",
    "republic",
    "other",
    "all",
    "several",
    "fellow",
    "partner",
    "partners",
    "current",
    "outgoing",
    "incoming",
    "chief",
    "co-chairs",
    "both",
    "two",
    "three",
    "national",
    "extraordinary",
    "plenipotentiary",
    "dear",
    "honourable",
    "respective",
    "spokespersons",
    "ministries",
];

/// Words that stand for their country where no person is named: "Russian-Chinese talks".
const DELEGATES: &[&str] = &[
    "delegation",
    "delegations",
    "side",
    "sides",
    "counterpart",
    "counterparts",
    "colleagues",
    "leader",
    "leaders",
    "leadership",
    "ministers",
    "presidents",
    "officials",
    "diplomats",
    "representatives",
    "president",
    "colleague",
];

/// Whether a word may stand in a list of actors beside their names.
pub(super) fn is_role(word: &str) -> bool {
    ROLES.iter().any(|role| word.eq_ignore_ascii_case(role))
}

impl Scene<'_> {
    /// The actor that a mention is, if it is one.
    pub(super) fn actor(&self, mention: &Candidate) -> Option<Actor> {
        let tokens = mention.tokens.clone();
        match mention.label {
            Label::Person => Some(Actor::of(self.person(mention), tokens)),
            Label::Org => {
                if self.above_text(mention.tokens.start) {
                    return None;
                }
                let nation = || self.nation_of_delegation(&tokens).map(Who::Entity);
                let who = match mention.entity {
                    Some(key) => Who::Entity(key),
                    None => nation().unwrap_or_else(|| {
                        Who::Name(
                            self.body_names
                                .of(mention)
                                .unwrap_or_else(|| self.text.words(tokens.clone()).to_owned()),
                        )
                    }),
                };
                Some(Actor::of(who, tokens))
            }
            Label::Gpe => mention
                .entity
                .filter(|&key| self.is_country(key))
                .map(|key| Actor::of(Who::Entity(key), tokens)),
            Label::Office => self.holder(mention).or_else(|| self.bare_title(mention)),
            _ => None,
        }
    }

    /// The country that a delegation stands for: "Delegation of Ruritania".
    fn nation_of_delegation(&self, tokens: &Range<usize>) -> Option<EntityKey> {
        let text = self.text;
        let of = tokens.start + 1;
        let delegation = text.is_word(tokens.start, "delegation") && text.is_word(of, "of");
        if delegation {
            super::publisher::nation_of_words(self, of + 1..tokens.end)
        } else {
            None
        }
    }

    /// The actors of the list that begins at `at`, and the token after it. `end` bounds it.
    pub(super) fn list_after(&self, at: usize, end: usize) -> (Vec<Actor>, usize) {
        let mut actors: Vec<Actor> = Vec::new();
        let mut next = at;
        let mut last = at;
        let mut after_actor = false;
        let mut plain = 0_usize;
        while next < end && plain < 8 {
            if let Some(mention) = self.at(next) {
                let stop = mention.tokens.end;
                let named = Some(mention)
                    .filter(|title| title.label == Label::Office)
                    .and_then(|title| self.named_by(title));
                if let Some(name) = named {
                    next = name;
                    after_actor = false;
                    continue;
                }
                if mention.label == Label::Norp {
                    if let Some(actor) = self.delegate(mention) {
                        add(&mut actors, actor);
                        last = stop;
                        after_actor = true;
                        next = stop;
                        continue;
                    }
                    next = stop;
                    continue;
                }
                // "Prime Minister X of Y": the country belongs to the person.
                let of_person = mention.label == Label::Gpe
                    && after_actor
                    && self.text.is(last, "of")
                    && self.text.past_the(last + 1) == mention.tokens.start;
                if of_person {
                    last = stop;
                    next = stop;
                    continue;
                }
                let Some(actor) = self.actor(mention) else {
                    break;
                };
                // "X, President of Y": the title is that of the one just named.
                let apposed = mention.label == Label::Office && after_actor;
                if !apposed {
                    add(&mut actors, actor);
                }
                after_actor = true;
                last = stop;
                next = stop;
                plain = 0;
                continue;
            }
            let text = self.text;
            if !after_actor && let Some((referents, stop)) = self.referents_at(next) {
                add_all(&mut actors, referents);
                after_actor = true;
                last = stop;
                next = stop;
                continue;
            }
            // "his counterparts, X and Y": the names behind the comma.
            let apposed = text.is(next, ",")
                && !after_actor
                && next > at
                && is_role(text.word(next - 1))
                && self.name_after(next + 1);
            // "their counterparts from A and B"
            let from =
                text.is(next, "from") && !after_actor && next > at && is_role(text.word(next - 1));
            if apposed || from {
                next += 1;
                continue;
            }
            if text.is(next, ",") || text.is(next, ";") {
                if !(after_actor && self.list_goes_on(next, end)) {
                    break;
                }
                next += 1;
                continue;
            }
            if text.is_any(next, &["and", "&"]) {
                after_actor = false;
                next += 1;
                continue;
            }
            if text.is(next, "as") && text.is(next + 1, "well") && text.is(next + 2, "as") {
                after_actor = false;
                next += 3;
                continue;
            }
            if let Some(past) = text.after_possessive(next) {
                next = past;
                continue;
            }
            let word = text.word(next);
            if text.is_plain_word(next) {
                if !is_role(word) && !self.is_courtesy(next) {
                    break;
                }
                plain += 1;
            } else if text.is_any(next, &["(", ")", ".", ":", "“", "”", "\"", "!", "?"])
                && !(text.is(next, ".") && next > 0 && self.is_courtesy(next - 1))
            {
                // "BODY (ACRONYM)" names one body twice; "X (COUNTRY)" says whose X is.
                let bracket = (next + 2..end.min(next + 6)).find(|&at| text.is(at, ")"));
                if let Some(close) = bracket.filter(|_| after_actor && text.is(next, "(")) {
                    next = close + 1;
                    last = next;
                    continue;
                }
                break;
            }
            next += 1;
        }
        (actors, last)
    }

    /// The actors of a list that stands on the lines below, one a line: "attended by:", "calls from".
    pub(super) fn list_on_lines(&self, after: usize) -> (Vec<Actor>, usize) {
        let text = self.text;
        let mut actors: Vec<Actor> = Vec::new();
        let mut line = text.line_end(after.saturating_sub(1));
        let mut end = after;
        let rest = (after..line).any(|at| text.is_plain_word(at));
        let mut lines = 0;
        while !rest && line < self.end && actors.len() < MOST && lines < MOST {
            lines += 1;
            let stop = text.line_end(line);
            let Some(first) = (line..stop).find(|&at| text.is_plain_word(at)) else {
                break;
            };
            let opens = self.at(first).is_some_and(|mention| {
                matches!(
                    mention.label,
                    Label::Office | Label::Person | Label::Gpe | Label::Norp
                )
            });
            let (more, last) = self.list_after(first, stop);
            // "Ambassador X: …": who speaks on the next line is in no list.
            if !opens || more.is_empty() || text.is(last, ":") {
                break;
            }
            end = last;
            add_all(&mut actors, more);
            line = stop;
        }
        (actors, end)
    }

    /// "Russian delegation", "Chinese counterparts": the country, where no name follows.
    pub(super) fn delegate(&self, mention: &Candidate) -> Option<Actor> {
        let text = self.text;
        let country = mention
            .entity
            .and_then(|key| self.knowledge.country_of(key))?;
        // "the Norwegian, Indonesian and ASEAN sides"
        let mut next = mention.tokens.end;
        while next < mention.tokens.end + 12 && !text.is_any_word(next, DELEGATES) {
            match self.at(next) {
                Some(other) if matches!(other.label, Label::Norp | Label::Gpe | Label::Org) => {
                    next = other.tokens.end;
                }
                None if is_role(text.word(next)) || text.is_any(next, &[",", "and"]) => next += 1,
                _ => return None,
            }
        }
        if !text.is_any_word(next, DELEGATES) {
            return None;
        }
        let mut name = next + 1;
        while name < next + 4 && (text.is(name, ",") || self.is_courtesy(name)) {
            name += 1;
        }
        let named = self
            .at(name)
            .is_some_and(|next| matches!(next.label, Label::Person | Label::Office));
        (!named).then(|| Actor::of(Who::Entity(country), mention.tokens.clone()))
    }

    /// The actors of the list that ends right before `end`. `floor` bounds it.
    pub(super) fn list_before(&self, end: usize, floor: usize) -> Vec<Actor> {
        let text = self.text;
        let mut actors: Vec<Actor> = Vec::new();
        let mut at = end;
        let mut several = false;
        let mut expects = true;
        let mut comma = false;
        while at > floor {
            // "X and his guest", "the two leaders"
            if expects && let Some((referents, start)) = self.referents_before(at, floor) {
                actors.splice(0..0, referents);
                expects = false;
                comma = false;
                at = start;
                continue;
            }
            if let Some(mention) = self.ending(at) {
                // "her Kazakh counterpart X": what stands before the name belongs to it.
                let modifies = matches!(mention.label, Label::Office | Label::Norp);
                if modifies && !expects {
                    at = mention.tokens.start;
                    continue;
                }
                // "Prime Minister X of Y": the country belongs to the person.
                let person = mention
                    .tokens
                    .start
                    .checked_sub(1)
                    .filter(|&of| mention.label == Label::Gpe && text.is(of, "of"))
                    .and_then(|of| self.ending(of))
                    .filter(|person| person.label == Label::Person);
                if person.is_some() {
                    at = mention.tokens.start - 1;
                    continue;
                }
                let Some(actor) = self.actor(mention) else {
                    break;
                };
                if !expects {
                    break;
                }
                at = mention.tokens.start;
                // "At the invitation of A, B and C": A belongs to what stands before.
                let title = self
                    .ending(at)
                    .filter(|title| title.label == Label::Office)
                    .map_or(at, |title| title.tokens.start);
                let governs = ["of", "with", "by", "to", "from", "for"];
                // "The leaders of A, B and C": one list.
                let of_several = title > floor + 1
                    && text.is_any_word(
                        title - 2,
                        &["leaders", "presidents", "ministers", "heads", "governments"],
                    );
                if comma && title > floor && !of_several && text.is_any(title - 1, &governs) {
                    break;
                }
                actors.insert(0, actor);
                expects = false;
                comma = false;
                continue;
            }
            let before = at - 1;
            if text.is_any(before, &["and", "&"]) {
                several = true;
                expects = true;
            } else if text.is(before, ",") {
                if !several {
                    break;
                }
                if let Some(name) = self.name_before_title(before, floor) {
                    at = name;
                    expects = true;
                    continue;
                }
                expects = true;
                comma = true;
            } else if text.is_plain_word(before) {
                let word = text.word(before);
                let possessive =
                    text.is_any(before, &["s"]) && text.is_apostrophe(before.saturating_sub(1));
                if !is_role(word) && !possessive && !self.is_courtesy(before) {
                    break;
                }
            } else if text.is_any(before, &["(", ")", "–", "—", ":", ";"])
                || (text.is(before, ".") && !self.is_courtesy(before.saturating_sub(1)))
            {
                break;
            }
            at = before;
        }
        let mut once = Vec::new();
        add_all(&mut once, actors);
        once
    }
}
