//! Whose an office is: what the text says of it, and what is known of its holder. Where nothing
//! says so, an office is nobody's.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use communique_model::{EntityKind, Label};

use super::flags::country_of_flag;
use super::governing;
use super::missions;
use super::offices::Held;
use super::publisher::{Publisher, nation_in, nation_of_words};
use super::scene::Scene;
use super::signature::is_of_every_state;
use super::titles::{chairs, inside, is_of_state, serves_chief, title_words};
use crate::engine::board::Candidate;
use crate::engine::rules::Findings;
use crate::knowledge::{EntityKey, Tenure};

/// The owner that the words in and around a title name.
pub(super) fn named(
    scene: &Scene<'_>,
    findings: &Findings<'_>,
    title: &Candidate,
    person: &Candidate,
    words: &str,
) -> Option<EntityKey> {
    let own_body = is_own_body(scene, title);
    short_body(findings, title, person)
        .or_else(|| inside_title(findings, title).filter(|_| !own_body))
        .or_else(|| country_after(scene, person))
        .or_else(|| governing::body_after(scene, title))
        .or_else(|| country_of_flag(scene, title.tokens.start))
        .or_else(|| governing::before(scene, title.tokens.start.min(person.tokens.start)))
        .or_else(|| governing::led_side(scene, title.tokens.end.max(person.tokens.end)))
        .or_else(|| governing::on_behalf(scene, title.tokens.end.max(person.tokens.end)))
        .or_else(|| body_of_words(scene, words))
}

/// The owner of the tenure that is known of a person, else the person's country.
pub(super) fn known(
    findings: &Findings<'_>,
    words: &str,
    person: Option<EntityKey>,
) -> Option<EntityKey> {
    let knowledge = findings.knowledge;
    let person = person?;
    let tenures = || {
        knowledge
            .tenures(person)
            .iter()
            .filter(|tenure| findings.reference.is_none_or(|date| tenure.covers(date)))
    };
    let of_country = |tenure: &Tenure| {
        let of = tenure.of.map(|of| knowledge.get(of).kind);
        of == Some(EntityKind::Country)
    };
    let shares_a_word = |office: &str| {
        let mut long = office.split_whitespace().filter(|word| word.len() > 3);
        long.any(|word| words.contains(word))
    };
    // "General Secretary and President": who heads a party too is named for the country.
    let both = words
        .split(" and ")
        .filter(|_| words.contains(" and "))
        .find_map(|part| tenures().find(|tenure| tenure.office == part && of_country(tenure)));
    both.or_else(|| tenures().find(|tenure| tenure.office == words))
        .or_else(|| tenures().find(|tenure| shares_a_word(&tenure.office)))
        .and_then(|tenure| tenure.of)
        .or_else(|| {
            // Who serves an organisation of states now is named for it.
            let mut served = tenures().filter_map(|tenure| tenure.of);
            let body = served.next()?;
            let whole = |of: EntityKey| knowledge.country_of(of).is_none();
            (whole(body) && served.all(|other| other == body)).then_some(body)
        })
        .or_else(|| knowledge.country_of(person))
}

/// Whether all that a title says of its owner is a body that every state has: "Foreign Ministry
/// Spokesperson". Whose it is the text around tells.
fn is_own_body(scene: &Scene<'_>, title: &Candidate) -> bool {
    let mut parts = scene.parts_of(title).peekable();
    parts.peek().is_some() && parts.all(|part| is_of_every_state(scene, part))
}

/// The body that a short name in a title stands for, where its holder is known to be at the head of
/// one of that name: the "Commission" of its president.
fn short_body(findings: &Findings<'_>, title: &Candidate, person: &Candidate) -> Option<EntityKey> {
    let knowledge = findings.knowledge;
    let body = inside(findings.mentions, title)
        .find(|mention| mention.label == Label::Org && mention.tokens.len() == 1)?;
    let word = findings.text.word(body.tokens.start);
    let tenures = knowledge.tenures(person.entity?).iter();
    tenures
        .filter(|tenure| findings.reference.is_none_or(|date| tenure.covers(date)))
        .filter_map(|tenure| tenure.of)
        .find(|&of| {
            let entity = knowledge.get(of);
            entity.kind == EntityKind::Organisation
                && std::iter::once(&entity.name)
                    .chain(&entity.aliases)
                    .any(|name| name.split(' ').next_back() == Some(word))
        })
}

/// The body or country inside a title.
pub(super) fn inside_title(findings: &Findings<'_>, title: &Candidate) -> Option<EntityKey> {
    let knowledge = findings.knowledge;
    // What follows "to", "for" or "in" says what the office is for, not whose it is.
    let owner = |mention: &&Candidate| {
        let before = mention.tokens.start.saturating_sub(1);
        let preposition = if findings.text.is(before, "the") {
            before.saturating_sub(1)
        } else {
            before
        };
        let purpose = ["for", "on", "to", "in", "at"];
        // "for Commonwealth and Development Affairs": nor does what goes on with a subject.
        let goes_on = before > title.tokens.start && findings.text.is_any(before, &[",", "and"]);
        preposition < title.tokens.start
            || !findings.text.is_any(preposition, &purpose) && !goes_on
            || serves_chief(findings.text, title, mention)
    };
    // "Undersecretary of State at the Ministry of Foreign Affairs of Ruritania"
    let works_at = |mention: &&Candidate| {
        let before = mention.tokens.start.saturating_sub(1);
        let at = before - usize::from(findings.text.is(before, "the"));
        mention.label == Label::Org
            && findings.text.is_any(at, &["at", "in"])
            && mention
                .entity
                .is_some_and(|key| is_of_state(knowledge, key))
    };
    let named = |labels: &[Label]| {
        inside(findings.mentions, title)
            .filter(|mention| labels.contains(&mention.label))
            .filter(|mention| owner(mention) || works_at(mention))
            .filter_map(|mention| Some((mention, mention.entity?)))
            // "the African group": a people of many countries owns nothing.
            .find(|(mention, key)| {
                mention.label != Label::Norp || knowledge.country_of(*key).is_some()
            })
    };
    let told = named(&[Label::Org]).or_else(|| named(&[Label::Gpe, Label::Norp]));
    let Some((mention, of)) = told else {
        // "Speaker of the Parliament of Ruritania", where no list holds the parliament.
        let mut bodies = inside(findings.mentions, title)
            .filter(|body| body.label == Label::Org && body.entity.is_none())
            .filter(owner);
        return bodies.find_map(|body| nation_in(findings, body.tokens.clone()));
    };
    if chairs(findings.text, knowledge, title, mention) {
        return Some(of);
    }
    // A ministry’s office is its country’s, and so is that of a people.
    let national = match knowledge.get(of).kind {
        EntityKind::Organisation => is_of_state(knowledge, of),
        kind => kind == EntityKind::People,
    };
    knowledge.country_of(of).filter(|_| national).or(Some(of))
}

/// "Prime Minister X of Y", "Prime Minister X (Y)": the country after the name.
fn country_after(scene: &Scene<'_>, person: &Candidate) -> Option<EntityKey> {
    let of = person.tokens.end;
    let place = scene.at(scene.text.past_the(of + 1))?;
    let country = place.entity.filter(|&key| scene.is_country(key))?;
    let bracket = scene.text.is(of, "(") && scene.text.is(place.tokens.end, ")");
    ((scene.text.is_any(of, &["of", "from"]) || bracket) && scene.text.continues_line(of))
        .then_some(country)
}

/// Whether a name is followed by "of" and a name that is no known country: whose the office is
/// stands there, and is not known.
fn of_the_unknown(scene: &Scene<'_>, person: &Candidate) -> bool {
    let text = scene.text;
    let of = person.tokens.end;
    text.is(of, "of") && text.continues_line(of) && text.is_capitalised(text.past_the(of + 1))
}

/// Offices that only one body has, by their words, with the body.
const OF_ONE_BODY: [(&str, &str); 20] = [
    ("Representative of the Secretary-General", "UN"),
    ("Envoy of the Secretary-General", "UN"),
    ("Adviser to the Secretary-General", "UN"),
    ("High Commissioner for Human Rights", "UN"),
    ("High Commissioner for Refugees", "UN"),
    ("Special Rapporteur on", "UN"),
    (
        "High Representative for Foreign Affairs and Security Policy",
        "EU",
    ),
    ("High Representative of the Union", "EU"),
    ("High Representative/Vice-President", "EU"),
    ("High Commissioner on National Minorities", "OSCE"),
    ("Representative on Freedom of the Media", "OSCE"),
    ("Under-Secretary-General", "UN"),
    ("Assistant Secretary-General", "UN"),
    ("Resident Coordinator", "UN"),
    ("Humanitarian Coordinator", "UN"),
    ("Emergency Relief Coordinator", "UN"),
    ("Chairman-in-Office", "OSCE"),
    ("Chairperson-in-Office", "OSCE"),
    ("Chairwoman-in-Office", "OSCE"),
    ("Chair-in-Office", "OSCE"),
];

/// Most mentions among which such a body is looked for.
const MOST_MENTIONS: usize = 4096;

/// Styles of office that one country has, by a part of their words, with the country.
const OF_ONE_COUNTRY: [(&str, &str); 24] = [
    ("Secretary (West)", "IN"),
    ("Secretary (East)", "IN"),
    ("Secretary (South)", "IN"),
    ("Secretary (Economic Relations)", "IN"),
    ("Prime Cabinet Secretary", "KE"),
    ("Cabinet Secretary for", "KE"),
    ("Chief Cabinet Secretary", "JP"),
    ("Federal Councillor", "CH"),
    ("Taoiseach", "IE"),
    ("Tánaiste", "IE"),
    ("Foreign Adviser", "BD"),
    ("Special Presidential Envoy", "US"),
    ("Secretary of State", "US"),
    ("Assistant Secretary for", "US"),
    ("Minister for Europe and Foreign Affairs", "FR"),
    ("External Affairs Minister", "IN"),
    ("Minister of External Affairs", "IN"),
    ("State Councilor", "CN"),
    ("State Minister for Foreign Affairs", "JP"),
    ("Parliamentary Vice-Minister", "JP"),
    ("Chancellor of the Exchequer", "GB"),
    ("Federal Minister for Foreign Affairs", "DE"),
    ("Akim", "KZ"),
    ("Hokim", "UZ"),
];

/// The country that alone styles an office so.
fn country_of_style(scene: &Scene<'_>, words: &str) -> Option<EntityKey> {
    let junior =
        words.contains("Secretary of State for") || words.contains("Secretary of State at");
    let (_, country) = OF_ONE_COUNTRY
        .iter()
        .find(|(style, _)| words.contains(style) && !junior)?;
    scene.knowledge.country(country)
}

/// The body that alone has an office of these words, where the text speaks of it.
fn body_of_words(scene: &Scene<'_>, words: &str) -> Option<EntityKey> {
    let (_, body) = OF_ONE_BODY
        .iter()
        .find(|(office, _)| words.contains(office))?;
    scene
        .mentions
        .iter()
        .take(MOST_MENTIONS)
        .filter_map(|mention| mention.entity)
        .flat_map(|key| [Some(key), scene.knowledge.whole_of(key)])
        .flatten()
        .find(|&key| scene.knowledge.get(key).name == *body)
}

/// The owner that a title shares with the one before it in a list: "Y’s Ambassador to A X and
/// Ambassador to B Z".
pub(super) fn shared(scene: &Scene<'_>, told: &[Held], title: &Candidate) -> Option<EntityKey> {
    let text = scene.text;
    let at = title.tokens.start;
    let before = told.last()?;
    let and = text.is_any(at.wrapping_sub(1), &["and", "&"]);
    // "Prime Minister A, Minister of Finance B": neither needs to say of which country.
    let listed = before.tokens.end + 1 == at
        && (and || text.is(at.wrapping_sub(1), ","))
        && scene
            .inside(before.tokens.clone())
            .any(|mention| mention.label == Label::Person)
        && scene
            .inside(before.tokens.clone())
            .filter(|mention| mention.label == Label::Office)
            .all(|title| scene.parts_of(title).next().is_none());
    let posted = |range: Range<usize>| range.into_iter().any(|at| text.is(at, "to"));
    let alike = posted(before.tokens.clone()) && posted(title.tokens.clone())
        || text.is(before.tokens.start, text.word(at));
    before
        .of
        .filter(|_| (and && alike || listed) && scene.sentence(at).contains(&before.tokens.start))
}

/// What the rest of the text says of titles that stand alone.
#[derive(Debug)]
pub(super) struct Elsewhere {
    /// The owners of titles named with their owner and without a person: `None` where they are
    /// several.
    titles: HashMap<String, Option<EntityKey>>,
    /// The titles that persons are told to hold, with their owners.
    held: HashSet<(String, EntityKey)>,
    /// The owners of these titles: `None` where they are several.
    holders: HashMap<String, Option<EntityKey>>,
    /// By the noun of a posting the one title that says where to, and its owner: "Ambassador of
    /// Ruritania to the UN"; `None` where they are several.
    postings: HashMap<String, Option<(String, EntityKey)>>,
    publisher: Option<Publisher>,
    /// Whether the publisher’s highest officials are people whom nobody knows.
    unlisted: bool,
}

impl Elsewhere {
    /// Reads the titles without persons, and whose text it is.
    pub(super) fn new(scene: &Scene<'_>, findings: &Findings<'_>, told: &[Held]) -> Self {
        let mut titles: HashMap<String, Option<EntityKey>> = HashMap::new();
        let mut postings: HashMap<String, Option<(String, EntityKey)>> = HashMap::new();
        let mut next = told.iter().peekable();
        for title in scene.inside(0..scene.end) {
            if title.label != Label::Office {
                continue;
            }
            while next
                .peek()
                .is_some_and(|held| held.tokens.end <= title.tokens.start)
            {
                next.next();
            }
            let held = next
                .peek()
                .is_some_and(|held| held.tokens.start < title.tokens.end);
            let Some(owner) = inside_title(findings, title).filter(|_| !held) else {
                continue;
            };
            let words = title_words(findings.text, findings.knowledge, findings.mentions, title);
            if let Some((noun, _)) = words.split_once(" to ") {
                let posting = (words.clone(), owner);
                postings
                    .entry(noun.to_owned())
                    .and_modify(|known| *known = known.take().filter(|known| *known == posting))
                    .or_insert(Some(posting));
            }
            titles
                .entry(words)
                .and_modify(|known| *known = known.filter(|&known| known == owner))
                .or_insert(Some(owner));
        }
        let mut holders: HashMap<String, Option<EntityKey>> = HashMap::new();
        let mut held = HashSet::new();
        for (title, owner) in told
            .iter()
            .filter_map(|held| Some((&held.office, held.of?)))
        {
            held.insert((title.clone(), owner));
            holders
                .entry(title.clone())
                .and_modify(|known| *known = known.filter(|&known| known == owner))
                .or_insert(Some(owner));
        }
        let publisher = Publisher::of(scene, findings, told);
        let unlisted = publisher
            .as_ref()
            .is_some_and(|publisher| publisher.is_unlisted(scene, told));
        Self {
            titles,
            held,
            holders,
            postings,
            publisher,
            unlisted,
        }
    }

    /// The owner of a person's title that stands alone: that of the same title elsewhere, the
    /// embassy just spoken of, whoever publishes the text.
    pub(super) fn owner(
        &self,
        scene: &Scene<'_>,
        findings: &Findings<'_>,
        words: &str,
        title: &Candidate,
        person: &Candidate,
    ) -> Option<EntityKey> {
        if of_the_unknown(scene, person) {
            return None;
        }
        if is_own_body(scene, title) {
            let publisher = self
                .publisher
                .as_ref()
                .filter(|publisher| publisher.is_sure(scene));
            return publisher
                .map(|publisher| publisher.key)
                .or_else(|| inside_title(findings, title));
        }
        let taken = |owner: EntityKey| self.held.contains(&(words.to_owned(), owner));
        // "Assistant Director-General for Health" is an officer of whose title is named without
        // what it is for.
        let general = words.split_once(" for ").map_or(words, |(noun, _)| noun);
        let ranks = ["Assistant ", "Under-", "Deputy ", "Director-General"];
        let body = |owner: &&Option<EntityKey>| owner.is_some_and(|key| !scene.is_country(key));
        let told = self.titles.get(words).or_else(|| {
            let ranked = ranks.iter().any(|rank| general.starts_with(rank));
            self.titles
                .get(general)
                .filter(|owner| ranked && body(owner))
        });
        if let Some(owner) = told
            && !owner.is_some_and(taken)
        {
            return *owner;
        }
        if let Some(owner) = self.of_chief(scene, words) {
            return Some(owner);
        }
        embassy_before(scene, title)
            .or_else(|| {
                let publisher = self.publisher.as_ref().filter(|one| one.is_embassy())?;
                missions::host_of_officials(scene, publisher.key, words)
            })
            .or_else(|| {
                let publisher = self.publisher.as_ref()?;
                publisher
                    .owns(scene, words, title, self.unlisted)
                    .then_some(publisher.key)
            })
            .or_else(|| country_of_style(scene, words))
    }
}

impl Elsewhere {
    /// The title in full and its owner, where the text names one such posting and gives it to nobody
    /// else: "Ambassador X" after "credentials of the Ambassador of Ruritania to the UN".
    pub(super) fn posting(&self, words: &str) -> Option<&(String, EntityKey)> {
        let posting = self.postings.get(words)?.as_ref()?;
        (!self.held.contains(posting)).then_some(posting)
    }

    /// The organisation of the officer whom a title serves or stands under: "Spokesperson for the
    /// Secretary-General", "Assistant Secretary General", where the text tells of one such officer.
    fn of_chief(&self, scene: &Scene<'_>, words: &str) -> Option<EntityKey> {
        let served = [" for the ", " to the ", " of the "]
            .iter()
            .find_map(|joint| Some(words.rsplit_once(joint)?.1));
        let under = UNDER.iter().find_map(|rank| words.strip_prefix(rank));
        let chief = match (served, under) {
            (Some(chief), _) => chief,
            (None, Some(chief)) => chief.split(" for ").next().unwrap_or(chief),
            _ => return None,
        };
        // `None` where the text tells of several such officers.
        let told = [self.titles.get(chief), self.holders.get(chief)];
        let mut owners = told.into_iter().flatten();
        let first = (*owners.next()?)?;
        let one = owners.all(|&other| other == Some(first));
        (one && !scene.is_country(first)).then_some(first)
    }
}

/// Ranks under an officer.
const UNDER: [&str; 5] = ["Deputy ", "Assistant ", "Under-", "Vice ", "Under "];

/// Heads of the titles of an embassy’s staff.
pub(super) const OF_EMBASSIES: [&str; 7] = [
    "Ambassador",
    "Counsellor",
    "Counselor",
    "Consul",
    "Attaché",
    "Attache",
    "Chargé",
];

/// The sending country of the embassy named in the sentence of a diplomat’s title or in the one
/// before: "The Ruritanian Embassy held a reception. Ambassador X spoke".
fn embassy_before(scene: &Scene<'_>, title: &Candidate) -> Option<EntityKey> {
    let text = scene.text;
    let diplomat = title
        .tokens
        .clone()
        .any(|at| text.is_any(at, &OF_EMBASSIES));
    if !diplomat {
        return None;
    }
    let sentence = scene.sentence(title.tokens.start);
    let earlier = scene.sentence(sentence.start.saturating_sub(1)).start;
    let mut embassies = scene
        .inside(earlier..title.tokens.start)
        .filter(|mention| mention.label == Label::Org)
        .filter(|mention| {
            mention
                .tokens
                .clone()
                .any(|at| text.is_any(at, &["Embassy", "Consulate"]))
        })
        .filter_map(|embassy| nation_of_words(scene, embassy.tokens.clone()));
    let first = embassies.next()?;
    embassies.all(|other| other == first).then_some(first)
}
