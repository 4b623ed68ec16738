//! Whom pronouns and descriptions refer back to: "he", "the guest", "the two leaders", "the
//! Turkish President".

use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::actors::{Actor, Who};
use super::pairs::Described;
use super::role::Role;
use super::scene::Scene;
use crate::engine::board::Candidate;

/// How many sentences back somebody may have been named.
const SENTENCES: usize = 6;

/// Longest description, in tokens: "the visiting foreign ministers".
const LONGEST: usize = 6;

/// Heads of descriptions of several persons.
const SEVERAL: &[&str] = &[
    "leaders",
    "presidents",
    "ministers",
    "heads",
    "premiers",
    "chancellors",
    "statesmen",
    "diplomats",
    "officials",
    "interlocutors",
    "negotiators",
    "ambassadors",
    "envoys",
    "counterparts",
    "colleagues",
    "secretaries",
    "sides",
    "parties",
    "principals",
    "monarchs",
    "politicians",
    "co-chairs",
    "cochairs",
    "dignitaries",
];

/// Heads of descriptions of one person who holds some office.
const ONE: &[&str] = &[
    "president",
    "minister",
    "premier",
    "chancellor",
    "king",
    "emir",
    "sultan",
    "leader",
    "ambassador",
    "secretary",
    "secretary-general",
    "chairperson",
    "chairman",
    "chair",
    "commissioner",
    "envoy",
    "head",
    "chief",
    "diplomat",
    "monarch",
    "official",
    "spokesperson",
    "representative",
];

/// Heads of descriptions of the one who was received.
const GUEST: &[&str] = &["guest", "visitor", "interlocutor"];

/// What may stand between an article and the head of a description.
const BETWEEN: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "both",
    "foreign",
    "prime",
    "deputy",
    "visiting",
    "high",
    "distinguished",
    "foreign-policy",
    "top",
    "senior",
    "of",
    "the",
    "these",
];

impl Scene<'_> {
    /// Whom the pronoun or description that begins at `at` refers to, and the token after it.
    pub(super) fn referents_at(&self, at: usize) -> Option<(Vec<Actor>, usize)> {
        let text = self.text;
        if self.at(at).is_some() {
            return None;
        }
        if text.is_any_word(at, &["he", "she", "him"]) {
            let one = self.pronoun(at)?;
            return Some((vec![one], at + 1));
        }
        if text.is_any_word(at, &["they", "them"]) && !text.is_word(at.wrapping_sub(1), "of") {
            let pair = self.pair_named(at, at..at + 1, Described::ANYBODY);
            return (!pair.is_empty()).then_some((pair, at + 1));
        }
        let determined = text.is_any_word(at, &["the", "both", "these", "his", "her", "their"]);
        if !determined {
            return None;
        }
        let mut country = None;
        let mut counted = text.is_word(at, "both");
        let mut next = at + 1;
        while next < at + LONGEST {
            if let Some(mention) = self.at(next) {
                if mention.label != Label::Norp {
                    return None;
                }
                country = mention.entity;
                next = mention.tokens.end;
                continue;
            }
            let word = text.word(next);
            let is = |words: &[&str]| words.iter().any(|other| word.eq_ignore_ascii_case(other));
            if is(SEVERAL) {
                let end = self.past_of_state(next);
                if !self.closes(end) || country.is_some() {
                    return None;
                }
                let before = text.word(next - 1);
                let described = Described {
                    roles: Role::meant_by(word, before, self.whose_heads(next, end)),
                    two: counted,
                };
                let pair = self.pair_named(at, at..end, described);
                return (!pair.is_empty()).then_some((pair, end));
            }
            if is(GUEST) {
                let guest = self.guest(at, at..next + 1)?;
                return Some((vec![guest], next + 1));
            }
            if is(ONE) && !counted {
                let end = self.past_of_state(next);
                if !self.closes(end) || !text.is_word(at, "the") {
                    return None;
                }
                let one = self.described(at, country, at..end)?;
                return Some((vec![one], end));
            }
            if !is(BETWEEN) {
                // "the two", "both": of persons, where no noun follows.
                let alone = counted && next > at && !self.is_noun_like(next);
                let pair = if alone {
                    self.pair_named(at, at..next, Described::ANYBODY)
                } else {
                    Vec::new()
                };
                return (!pair.is_empty()).then_some((pair, next));
            }
            counted |= text.is_any_word(next, &["two", "three", "four", "both"]);
            next += 1;
        }
        None
    }

    /// Whom the pronoun or description that ends right before `end` refers to, and where it begins.
    pub(super) fn referents_before(&self, end: usize, floor: usize) -> Option<(Vec<Actor>, usize)> {
        let from = floor.max(end.saturating_sub(LONGEST));
        (from..end).find_map(|start| {
            self.referents_at(start)
                .filter(|(_, stop)| *stop == end)
                .map(|(actors, _)| (actors, start))
        })
    }

    /// Whether a description ends here: nothing follows that says whose they are.
    fn closes(&self, end: usize) -> bool {
        let text = self.text;
        let named = self
            .at(end)
            .is_some_and(|next| matches!(next.label, Label::Person | Label::Office | Label::Gpe));
        let whose = text.is_any(end, &["of", "from", "for", "-", "–"])
            || text.after_possessive(end).is_some();
        !named && !whose
    }

    /// "heads of state and government": the token after it.
    fn past_of_state(&self, head: usize) -> usize {
        let text = self.text;
        let mut end = head + 1;
        let mut of = end + 1;
        while of < end + 4 && text.is_any_word(of, &["the", "two", "both", "foreign"]) {
            of += 1;
        }
        if text.is(end, "of")
            && text.is_any_word(
                of,
                &[
                    "state",
                    "government",
                    "delegation",
                    "delegations",
                    "ministries",
                    "states",
                    "governments",
                    "countries",
                    "sides",
                    "missions",
                ],
            )
        {
            end = of + 1;
            if text.is_any(end, &["and", "or"]) && text.is_word(end + 1, "government") {
                end += 2;
            }
        }
        end
    }

    /// Of what those are the heads whom the words from `head` to `end` mean: "government".
    fn whose_heads(&self, head: usize, end: usize) -> &str {
        if end > head + 1 {
            self.text.word(end - 1)
        } else {
            ""
        }
    }

    /// Whether a noun may follow: "the two countries".
    fn is_noun_like(&self, at: usize) -> bool {
        let text = self.text;
        let verb = text.is_any_word(
            at,
            &[
                "also",
                "discussed",
                "met",
                "agreed",
                "spoke",
                "talked",
                "went",
                "will",
                "have",
                "had",
                "are",
                "were",
                "held",
                "exchanged",
                "noted",
                "reviewed",
                "then",
                "signed",
                "decided",
                "plan",
            ],
        );
        self.at(at).is_some() || text.is_plain_word(at) && !verb
    }

    /// The sentences before a token, nearest first; the part of its own before it comes first.
    pub(super) fn before(&self, at: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        let own = self.sentence(at);
        let mut start = own.start;
        std::iter::once(own.start..at).chain(
            std::iter::from_fn(move || {
                let earlier = self.sentence(start.checked_sub(1)?);
                let range = earlier.start..earlier.end.min(start);
                start = earlier.start;
                Some(range)
            })
            .take(SENTENCES),
        )
    }

    /// The person that a mention names, if it names one.
    fn person_of(&self, mention: &Candidate) -> Option<Who> {
        match mention.label {
            Label::Person => Some(self.person(mention)),
            Label::Office if self.is_title_of_next(mention) => None,
            Label::Office => self
                .holder(mention)
                .map(|actor| actor.who)
                .filter(|who| match who {
                    Who::Entity(key) => self.knowledge.get(*key).kind == EntityKind::Person,
                    Who::Name(_) => true,
                }),
            _ => None,
        }
    }

    /// Persons named in a range, each once.
    pub(super) fn persons_in(&self, range: Range<usize>) -> Vec<Who> {
        let mut found: Vec<Who> = Vec::new();
        for mention in self.inside(range) {
            if let Some(who) = self.person_of(mention)
                && !found.contains(&who)
            {
                found.push(who);
            }
        }
        found
    }

    /// Who receives or invites in a range: "at the invitation of X", "X received".
    fn hosts_in(&self, range: Range<usize>) -> Vec<Who> {
        let text = self.text;
        let mut hosts = Vec::new();
        for mention in self.inside(range.clone()) {
            let Some(who) = self.person_of(mention) else {
                continue;
            };
            let mut start = mention.tokens.start;
            while let Some(title) = self
                .ending(start)
                .filter(|title| title.label == Label::Office && title.tokens.start >= range.start)
            {
                start = title.tokens.start;
            }
            let invites = text.is_word(start.wrapping_sub(1), "of")
                && text.is_word(start.wrapping_sub(2), "invitation");
            let received = text.is_any_word(
                mention.tokens.end,
                &["received", "receives", "welcomed", "hosted"],
            );
            let by = text.is_word(start.wrapping_sub(1), "by");
            if invites || received || by {
                hosts.push(who);
            }
        }
        hosts
    }

    /// The person of whom the sentences before a token speak, the nearest first.
    fn topic_before(&self, at: usize) -> Option<Who> {
        self.before(at)
            .take(4)
            .find_map(|sentence| self.topic(sentence))
    }

    /// The person of whom a sentence speaks: the first that no preposition governs.
    fn topic(&self, range: Range<usize>) -> Option<Who> {
        let text = self.text;
        let spoken_of = (range.start..range.end.min(range.start + 40))
            .find(|&at| text.is_any_word(at, &["he", "she"]))
            .unwrap_or(range.end);
        // "he travelled on …": of whom the sentence speaks is told before it.
        self.inside(range.start..spoken_of).find_map(|mention| {
            let who = self.person_of(mention)?;
            let mut start = mention.tokens.start;
            while let Some(title) = self
                .ending(start)
                .filter(|title| title.label == Label::Office && title.tokens.start >= range.start)
            {
                start = title.tokens.start;
            }
            while start > range.start && (text.is_word(start - 1, "the") || text.is(start - 1, "."))
            {
                start -= 1;
            }
            let governed = start > range.start
                && text.is_any_word(
                    start - 1,
                    &[
                        "with", "of", "by", "to", "from", "for", "in", "at", "on", "between",
                        "against", "and", "about", "s", "where", "which", "whom", "whose", "that",
                        "when",
                    ],
                );
            // "official visit of X to Y": of X the next sentence goes on to speak.
            let governed = governed
                && !(start > range.start + 1
                    && text.is_word(start - 1, "of")
                    && text.is_any_word(start - 2, &["visit", "trip", "tour"]));
            let owns = text.after_possessive(mention.tokens.end).is_some();
            (!governed && !owns).then_some(who)
        })
    }

    /// "he", "she": the person of whom the sentences speak, the last named failing that.
    pub(super) fn pronoun(&self, at: usize) -> Option<Actor> {
        let tokens = at..at + 1;
        let topic = self.topic_before(at);
        topic
            .map(|who| Actor::of(who, tokens.clone()))
            .or_else(|| self.last_person(at))
    }

    /// The person whom the title names first, by name or else by office, or the lead failing that;
    /// where they stand before `at`.
    pub(super) fn main_person(&self, at: usize) -> Vec<Actor> {
        let lead = self.lead.start..self.lead.end.min(at);
        let title = self.title.start..self.title.end.min(at);
        let named = |range: Range<usize>, label: Label| {
            self.inside(range)
                .filter(|mention| mention.label == label)
                // Not `actor`: whom a bare title means may be told by the main person.
                .filter_map(|mention| self.named_by_itself(mention))
                .find(|actor| match actor.who {
                    Who::Entity(key) => self.knowledge.get(key).kind == EntityKind::Person,
                    Who::Name(_) => true,
                })
        };
        named(title.clone(), Label::Person)
            .or_else(|| named(title, Label::Office))
            .or_else(|| named(lead.clone(), Label::Person))
            .or_else(|| named(lead, Label::Office))
            .into_iter()
            .collect()
    }

    /// Those between whom the text is: its two sides, else the countries that title and lead name.
    pub(super) fn countries_of_head(&self, at: usize) -> Vec<Actor> {
        if !self.sides.is_empty() {
            return self.side_actors(at..at + 1);
        }
        let head = self.title.start..self.lead.end.max(self.title.end).min(at);
        let mut countries: Vec<Actor> = Vec::new();
        for mention in self.inside(head) {
            if mention.label == Label::Gpe
                && let Some(actor) = self.actor(mention)
            {
                super::actors::add(&mut countries, actor);
            }
        }
        if countries.len() > 5 {
            countries.clear();
        }
        countries
    }

    /// "the guest": the person last named who is not yet named in the sentence.
    fn guest(&self, at: usize, tokens: Range<usize>) -> Option<Actor> {
        let mut sentences = self.before(at);
        let here = self.persons_in(sentences.next()?);
        sentences
            .find_map(|sentence| {
                let hosts = self.hosts_in(sentence.clone());
                let named = self.persons_in(sentence);
                named
                    .into_iter()
                    .rev()
                    .find(|who| !here.contains(who) && !hosts.contains(who))
            })
            .map(|who| Actor::of(who, tokens))
    }

    /// "the Minister", where nobody is named under that title: of whom the sentences speak.
    pub(super) fn bare_title(&self, title: &Candidate) -> Option<Actor> {
        let start = title.tokens.start.checked_sub(1)?;
        let bare = self.text.is_word(start, "the")
            && title.tokens.len() <= 2
            && self.closes(title.tokens.end)
            && self.owner(title).is_none();
        if !bare {
            return None;
        }
        self.described(start, None, title.tokens.clone())
    }

    /// "the Turkish leader": the last named of that country; "the diplomat": the one of whom the
    /// sentences speak.
    fn described(
        &self,
        at: usize,
        country: Option<crate::knowledge::EntityKey>,
        tokens: Range<usize>,
    ) -> Option<Actor> {
        let who = match country {
            Some(people) => {
                let country = self.knowledge.country_of(people)?;
                self.before(at)
                    .find_map(|sentence| {
                        let named = self.persons_in(sentence);
                        named
                            .into_iter()
                            .rev()
                            .find(|who| self.country_of(who) == Some(country))
                    })
                    .or_else(|| {
                        // Of whom the text speaks, whose country it does not say.
                        let topic = self.topic_before(at);
                        topic.filter(|who| self.country_of(who).is_none())
                    })
            }
            None => self
                .topic_before(at)
                .or_else(|| self.main_person(at).pop().map(|main| main.who)),
        };
        who.map(|who| Actor::of(who, tokens))
    }
}
