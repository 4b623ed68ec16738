//! What a text reports: occasions, figures, offices, chairs, who speaks where.
//!
//! A [`scene::Scene`] holds the resolved mentions in sentences; [`events`] reads the occasions out
//! of it with one file for each kind of telling, and joins what is told twice.

mod actors;
mod addressees;
mod addresses;
mod adjuncts;
mod adoptions;
mod agents;
mod anaphora;
mod anniversaries;
mod announcements;
mod antecedents;
mod apposition;
mod assemblies;
mod attendance;
mod attributions;
mod bodies;
mod calls;
mod chairs;
mod changes;
mod circumstances;
mod clauses;
mod coordination;
mod counterparts;
mod counts;
mod credentials;
mod each_other;
mod editions;
mod encounters;
mod events;
mod figures;
mod flags;
mod folds;
mod frame;
mod funders;
mod further_documents;
mod gatherings;
mod governing;
mod head;
mod holders;
mod home;
mod items;
mod itineraries;
mod journeys;
mod known_holders;
mod listed_documents;
mod localities;
mod marked_years;
mod masthead;
mod measures;
mod messages;
mod missions;
mod named_days;
mod named_gatherings;
mod nouns;
pub(super) mod occasions;
mod offices;
mod other_side;
mod own_clause;
mod owners;
mod pairs;
mod parties;
mod people;
mod phrase;
mod publisher;
mod quotations;
mod role;
mod rolls;
mod scene;
mod short_titles;
mod sides;
mod signature;
mod signings;
mod speeches;
mod stage;
mod statements;
mod summons;
mod tagged_persons;
mod tail;
mod taking_part;
mod tellings;
mod tense;
mod territories;
mod titled_statements;
mod titles;
mod tours;
mod units;
mod visits;
mod voices;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use communique_model::{
    ChairReport, CodePoints, DocumentKind, EntityId, EventKind, EventReport, FigureReport, Named,
    OfficeReport, PartialDate, Participant, Span, Utterance,
};

use super::board::Candidate;
use super::rules::Findings;
use crate::knowledge::{EntityKey, Knowledge};
use crate::occasions::view::View;
use actors::Who;
use scene::Scene;

/// Everything that a text reports.
#[derive(Debug, Default)]
pub(super) struct Reports {
    pub(super) speakers: Vec<EntityId>,
    pub(super) offices: Vec<OfficeReport>,
    pub(super) events: Vec<EventReport>,
    pub(super) figures: Vec<FigureReport>,
    pub(super) chairs: Vec<ChairReport>,
    pub(super) utterances: Vec<Utterance>,
    /// The kind of text that its main occasion makes it.
    pub(super) kind: Option<DocumentKind>,
    pub(super) place: Option<Named>,
    /// The entities that the reports name.
    pub(super) entities: BTreeSet<EntityKey>,
}

/// Shows what the models of occasions see of a text.
pub(super) fn look_at_occasions<T>(
    findings: &Findings<'_>,
    date: Option<PartialDate>,
    look: impl FnOnce(&dyn View) -> T,
) -> T {
    let tagged = tagged_persons::as_persons(findings);
    let findings = &with_mentions(findings, tagged.as_deref());
    let (scene, _) = scene(findings, date);
    look(&occasions::Reading::new(&scene))
}

/// The findings of a text with other mentions, if there are any.
fn with_mentions<'a>(findings: &Findings<'a>, mentions: Option<&'a [Candidate]>) -> Findings<'a> {
    Findings {
        text: findings.text,
        knowledge: findings.knowledge,
        reference: findings.reference,
        mentions: mentions.unwrap_or(findings.mentions),
        full_names: findings.full_names,
        body_names: findings.body_names,
    }
}

/// The scene of a text, and who holds which office in it.
fn scene<'a>(
    findings: &Findings<'a>,
    date: Option<PartialDate>,
) -> (Scene<'a>, Vec<offices::Held>) {
    let mut scene = Scene::new(findings, date);
    let held = offices::offices(&scene, findings);
    scene.note_offices(&held);
    scene.publisher =
        publisher::Publisher::of(&scene, findings, &held).map(|publisher| publisher.key);
    let voices = voices::voices(&scene);
    scene.hear(voices);
    scene.sides = events::sides(&scene);
    (scene, held)
}

/// Reads the reports of a text of which the date is known or not.
pub(super) fn read(
    findings: &Findings<'_>,
    points: &CodePoints<'_>,
    date: Option<PartialDate>,
    models: Option<&occasions::Models>,
) -> Reports {
    let tagged = tagged_persons::as_persons(findings);
    let findings = &with_mentions(findings, tagged.as_deref());
    let (scene, held) = scene(findings, date);
    let reading = occasions::Reading::new(&scene);
    let drafts = match models {
        Some(models) => reading.by_models(models),
        None => reading.by_rules(),
    };
    let mut topic = figures::Topic::new(&scene);
    let mut figures = Vec::new();
    let mut chairs: Vec<chairs::Chair> = Vec::new();
    for sentence in scene.sentences() {
        figures.extend(figures::read(&scene, &sentence, &mut topic));
        for at in sentence.clone() {
            if scene.at(at).is_none() && chairs::is_chair(scene.text.word(at)) {
                for chair in chairs::read(&scene, at, &scene.sentence(at)) {
                    let told =
                        |other: &chairs::Chair| other.who == chair.who && other.what == chair.what;
                    if chairs.len() < MOST_CHAIRS && !chairs.iter().any(told) {
                        chairs.push(chair);
                    }
                }
            }
        }
    }
    for chair in held
        .iter()
        .filter_map(|held| chairs::of_office(&scene, held))
    {
        let told = |other: &chairs::Chair| other.who == chair.who && other.what == chair.what;
        if chairs.len() < MOST_CHAIRS && !chairs.iter().any(told) {
            chairs.push(chair);
        }
    }
    chairs.sort_by_key(|chair| chair.tokens.start);
    let main = events::main(&scene, &drafts);
    let signed = scene.author.is_some_and(|author| {
        drafts
            .iter()
            .any(|draft| draft.kind == EventKind::Statement && draft.head == author.tokens.start)
    });
    let kind = if signed {
        Some(DocumentKind::Statement)
    } else {
        main.and_then(|draft| events::document_kind(draft.kind))
    };
    let place = scene.place.or_else(|| main.and_then(|draft| draft.place));
    let mut writer = Writer {
        scene: &scene,
        knowledge: findings.knowledge,
        points,
        ids: HashMap::new(),
        entities: BTreeSet::new(),
    };
    let utterances: Vec<Utterance> = scene
        .voices
        .iter()
        .map(|voice| Utterance {
            speaker: writer.named(&voice.who),
            span: writer.span(&voice.tokens),
        })
        .collect();
    let mut speakers: Vec<EntityId> = Vec::new();
    for utterance in &utterances {
        let Some(id) = &utterance.speaker.entity else {
            continue;
        };
        if !speakers.contains(id) {
            speakers.push(id.clone());
        }
    }
    Reports {
        speakers,
        offices: held.iter().map(|held| writer.office(held)).collect(),
        events: drafts
            .into_iter()
            .map(|draft| writer.event(draft))
            .collect(),
        figures: figures::once(figures)
            .into_iter()
            .map(|figure| writer.figure(figure))
            .collect(),
        chairs: chairs
            .into_iter()
            .map(|chair| writer.chair(chair))
            .collect(),
        utterances,
        kind,
        place: place.map(|key| writer.named(&Who::Entity(key))),
        entities: writer.entities,
    }
}

/// Most chairmanships of one text.
const MOST_CHAIRS: usize = 128;

/// Turns what was read into reports with spans and ids.
struct Writer<'a, 'b> {
    scene: &'b Scene<'a>,
    knowledge: &'a Knowledge,
    points: &'b CodePoints<'b>,
    /// How often an id was given.
    ids: HashMap<String, usize>,
    entities: BTreeSet<EntityKey>,
}

impl Writer<'_, '_> {
    fn span(&self, tokens: &Range<usize>) -> Span {
        let bytes = self.scene.text.bytes(tokens.clone());
        self.points.span(bytes.start, bytes.end)
    }

    fn named(&mut self, who: &Who) -> Named {
        match who {
            Who::Entity(key) => {
                self.entities.insert(*key);
                let entity = self.knowledge.get(*key);
                Named {
                    entity: Some(entity.id.clone()),
                    name: entity.name.clone(),
                }
            }
            Who::Name(name) => Named {
                entity: None,
                name: name.clone(),
            },
        }
    }

    /// `kind@start-end`, with a number behind it where several reports share kind and evidence.
    fn id(&mut self, kind: &str, evidence: Span) -> String {
        let id = format!(
            "{}@{}-{}",
            kind.to_ascii_lowercase(),
            evidence.start,
            evidence.end
        );
        let count = self.ids.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            id
        } else {
            format!("{id}.{count}")
        }
    }

    fn office(&mut self, held: &offices::Held) -> OfficeReport {
        let person = self.named(&held.who);
        self.entities.extend(held.of);
        OfficeReport {
            person: person.entity,
            name: person.name,
            office: held.office.clone(),
            of: held.of.map(|of| self.knowledge.get(of).id.clone()),
            of_name: held.body.clone(),
            evidence: self.span(&held.tokens),
        }
    }

    fn event(&mut self, draft: frame::Draft) -> EventReport {
        let evidence = self.span(&draft.tokens);
        let actors = if matches!(draft.kind, EventKind::Meeting | EventKind::Call) {
            events::without_doubles(self.scene, draft.participants)
        } else {
            draft.participants
        };
        let participants = actors
            .into_iter()
            .map(|actor| {
                let told = self.scene.office_of(&actor.who).map(str::to_owned);
                let office = actor.office.clone().or(told);
                Participant {
                    who: self.named(&actor.who),
                    office,
                    evidence: self.span(&actor.tokens),
                }
            })
            .collect();
        EventReport {
            id: self.id(draft.kind.as_str(), evidence),
            kind: draft.kind,
            participants,
            place: draft.place.map(|key| self.named(&Who::Entity(key))),
            date: draft.date,
            evidence,
        }
    }

    fn figure(&mut self, figure: figures::Figure) -> FigureReport {
        let evidence = self.span(&figure.tokens);
        FigureReport {
            id: self.id(figure.metric.as_str(), evidence),
            metric: figure.metric,
            value: figure.value,
            unit: figure.unit,
            qualifier: figure.qualifier,
            parties: figure
                .parties
                .iter()
                .map(|party| self.named(&party.who))
                .collect(),
            period: figure.period,
            speaker: figure.speaker.map(|who| self.named(&who)),
            evidence,
        }
    }

    fn chair(&mut self, chair: chairs::Chair) -> ChairReport {
        let evidence = self.span(&chair.tokens);
        ChairReport {
            id: self.id("chair", evidence),
            who: self.named(&chair.who),
            what: self.named(&chair.what),
            period: chair.period,
            evidence,
        }
    }
}
