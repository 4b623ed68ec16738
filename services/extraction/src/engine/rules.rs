//! The first engine: layers of rules over a knowledge base.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use communique_model::{CodePoints, EntityId, Extraction, LinkCandidate, Mention, PartialDate};

use super::board::{Board, Candidate};
use super::body_names::BodyNames;
use super::full_names::FullNames;
use super::labelling::{Labeller, combine};
use super::layers::labelled::{self, FromLabeller};
use super::layers::{self, Layer};
use super::text::Text;
use super::{Engine, EngineError, document, kinds, linking, recase, reports, resolve};
use crate::knowledge::{EntityKey, Knowledge, KnowledgeError, embedded};
use crate::labeller::{self, Model};
use crate::language::language;
use crate::occasions;
use crate::occasions::view::View;

/// Layers of rules over a knowledge base, and the sequence labeller for what no list knows.
pub struct RuleEngine {
    knowledge: Arc<Knowledge>,
    layers: Vec<Box<dyn Layer>>,
    /// The labeller of the build, asked unless another is given.
    labelled: Option<FromLabeller>,
    /// Layers that go over what was found before, by a labeller too.
    last_layers: Vec<Box<dyn Layer>>,
    /// The models that occasions are read with, beside the rules.
    occasions: Option<reports::occasions::Models>,
    /// The only layer whose findings are given, if not those of all.
    only: Option<&'static str>,
    fingerprint: String,
}

/// Which findings an engine gives; anything but all of them serves to measure what each part is
/// worth.
#[derive(Clone, Debug)]
pub enum Composition {
    /// Rules and labeller, brought together.
    Both(Arc<Model>),
    /// Rules only.
    Rules,
    /// The labeller only. It looks at the findings of the rules as it always does; none of them is
    /// given.
    Labeller(Arc<Model>),
}

impl std::fmt::Debug for RuleEngine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleEngine")
            .field("fingerprint", &self.fingerprint)
            .finish_non_exhaustive()
    }
}

impl RuleEngine {
    /// The engine with the knowledge base of this build.
    ///
    /// # Errors
    /// If a table of the build is wrong.
    pub fn embedded() -> Result<Self, KnowledgeError> {
        Ok(Self::new(embedded()?, "embedded"))
    }

    /// The engine with another knowledge base and the labeller of this build; `name` must tell the
    /// knowledge base from any other, as it becomes part of the fingerprint.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>, name: &str) -> Self {
        let model = labeller::embedded().expect("the build carries a whole model: a test reads it");
        Self::composed(knowledge, name, Composition::Both(model))
    }

    /// The engine with parts left out, or with another model. `name` must tell knowledge base,
    /// composition and model from any other.
    #[must_use]
    pub fn composed(knowledge: Arc<Knowledge>, name: &str, composition: Composition) -> Self {
        let (labelled, only) = match composition {
            Composition::Rules => (None, None),
            Composition::Both(model) => {
                let alone = false;
                (Some(FromLabeller { model, alone }), None)
            }
            Composition::Labeller(model) => {
                let alone = true;
                (Some(FromLabeller { model, alone }), Some(labelled::NAME))
            }
        };
        let occasions = labelled.as_ref().map(|own| reports::occasions::Models {
            occasions: occasions::embedded()
                .expect("the build carries a whole model: a test reads it"),
            labeller: Arc::clone(&own.model),
        });
        let last_layers = match only {
            None => layers::after_labeller(),
            Some(_) => Vec::new(),
        };
        Self {
            knowledge,
            layers: layers::before_labeller(),
            labelled,
            last_layers,
            occasions,
            only,
            fingerprint: format!("rules-{}-{name}", env!("ENGINE_FINGERPRINT")),
        }
    }

    /// The engine with another model of occasions, or with none: rules alone read them then.
    #[must_use]
    pub fn with_occasions(mut self, model: Option<Arc<occasions::Model>>) -> Self {
        self.occasions = match (model, &self.labelled) {
            (Some(model), Some(own)) => Some(reports::occasions::Models {
                occasions: model,
                labeller: Arc::clone(&own.model),
            }),
            _ => None,
        };
        self
    }

    /// Shows what the models of occasions see of a text.
    pub fn look_at_occasions<T>(
        &self,
        source: &str,
        reference: Option<PartialDate>,
        look: impl FnOnce(&dyn View) -> T,
    ) -> T {
        self.read(source, reference, None, |findings| {
            let date = document::date(findings).map(|(date, _)| date);
            reports::look_at_occasions(findings, date, look)
        })
    }

    /// Extracts from a text; see [`Engine::extract`]. Rules do not fail.
    #[must_use]
    pub fn extract(&self, source: &str, reference: Option<PartialDate>) -> Extraction {
        self.extract_labelled(source, reference, None)
    }

    /// The text as the layers read it: headings in capitals set in upper and lower case, every
    /// character in its place.
    pub(super) fn as_read<'text>(&self, source: &'text str) -> Cow<'text, str> {
        recase::recase(source, &self.knowledge)
    }

    /// Extracts with the names of a labeller among the findings of the rules, in the place of the
    /// build's own.
    pub(super) fn extract_labelled(
        &self,
        source: &str,
        reference: Option<PartialDate>,
        labeller: Option<&dyn Labeller>,
    ) -> Extraction {
        self.read(source, reference, labeller, |findings| {
            self.extraction(source, findings)
        })
    }

    /// Finds the mentions of a text and hands them on.
    fn read<T>(
        &self,
        source: &str,
        reference: Option<PartialDate>,
        labeller: Option<&dyn Labeller>,
        then: impl FnOnce(&Findings<'_>) -> T,
    ) -> T {
        let knowledge = self.knowledge.as_ref();
        let read = self.as_read(source);
        let text = Text::new(&read, knowledge);
        let mut board = Board::new(&text, knowledge, reference);
        run(&self.layers, &mut board);
        match (labeller, &self.labelled) {
            (Some(labeller), _) => combine(&mut board, labeller),
            (None, Some(own)) => own.find(&mut board),
            (None, None) => {}
        }
        run(&self.last_layers, &mut board);
        let mut candidates = board.into_candidates();
        if let Some(only) = self.only {
            candidates.retain(|candidate| candidate.layer == only);
        }
        let mut kept = resolve::resolve(candidates);
        linking::link(&mut kept, &text, knowledge, reference);
        let findings = Findings {
            text: &text,
            knowledge,
            reference,
            mentions: &kept,
            full_names: &FullNames::new(&text, &kept),
            body_names: &BodyNames::new(&text, knowledge, &kept),
        };
        then(&findings)
    }

    /// What a text with these findings says.
    fn extraction(&self, source: &str, findings: &Findings<'_>) -> Extraction {
        let Findings {
            text,
            knowledge,
            mentions: kept,
            full_names,
            body_names,
            ..
        } = *findings;
        let points = CodePoints::new(source);
        let dated = document::date(findings);
        let date = dated.map(|(date, _)| date);
        let reports = reports::read(findings, &points, date, self.occasions.as_ref());
        let mut needed: BTreeSet<EntityKey> = BTreeSet::new();
        let mentions = kept
            .iter()
            .map(|candidate| {
                let full_name = full_names
                    .of(text, candidate)
                    .map(Cow::into_owned)
                    .or_else(|| body_names.of(candidate));
                mention(candidate, text, full_name, knowledge, &points, &mut needed)
            })
            .collect();
        needed.extend(&reports.entities);
        let wholes: Vec<EntityKey> = needed
            .iter()
            .flat_map(|key| &knowledge.get(*key).part_of)
            .filter_map(|whole: &EntityId| knowledge.key(&whole.0))
            .collect();
        needed.extend(wholes);
        let mut entities: Vec<_> = needed
            .iter()
            .map(|key| knowledge.get(*key).clone())
            .collect();
        entities.sort_by(|one, other| one.id.cmp(&other.id));
        // What a text costs beyond its length shows which layer to look at when it is slow.
        tracing::debug!(tokens = text.len(), reads = text.reads(), "text read");
        Extraction {
            engine: self.fingerprint.clone(),
            language: language(source).map(str::to_owned),
            mentions,
            entities,
            date: dated.map(|(date, _)| date),
            kind: kinds::kind(findings, reports.kind),
            speakers: reports.speakers,
            offices: reports.offices,
            events: reports.events,
            figures: reports.figures,
            chairs: reports.chairs,
            date_basis: dated.map(|(_, basis)| basis),
            place: reports.place,
            utterances: reports.utterances,
        }
    }
}

impl Engine for RuleEngine {
    fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    fn knowledge_version(&self) -> &str {
        self.knowledge.version()
    }

    fn extract(
        &self,
        source: &str,
        reference: Option<PartialDate>,
    ) -> Result<Extraction, EngineError> {
        Ok(self.extract_labelled(source, reference, None))
    }
}

fn run(layers: &[Box<dyn Layer>], board: &mut Board<'_>) {
    for layer in layers {
        tracing::trace!(layer = layer.name(), "looking for mentions");
        layer.find(board);
    }
}

/// What the document-level readings work on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Findings<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) knowledge: &'a Knowledge,
    pub(super) reference: Option<PartialDate>,
    /// Resolved, in the order of the text.
    pub(super) mentions: &'a [Candidate],
    /// The fullest names of persons whom the knowledge base does not hold.
    pub(super) full_names: &'a FullNames<'a>,
    /// The full names of bodies that it does not hold.
    pub(super) body_names: &'a BodyNames<'a>,
}

fn mention(
    candidate: &Candidate,
    text: &Text<'_>,
    full_name: Option<String>,
    knowledge: &Knowledge,
    points: &CodePoints<'_>,
    needed: &mut BTreeSet<EntityKey>,
) -> Mention {
    let bytes = text.bytes(candidate.tokens.clone());
    needed.extend(candidate.entity);
    needed.extend(candidate.parts.iter().copied());
    Mention {
        span: points.span(bytes.start, bytes.end),
        label: candidate.label,
        entity: candidate.entity.map(|key| knowledge.get(key).id.clone()),
        link: candidate.link.clone(),
        candidates: candidate
            .others
            .iter()
            .take(Mention::MOST_CANDIDATES)
            .map(|(key, link)| LinkCandidate {
                entity: knowledge.get(*key).id.clone(),
                name: knowledge.get(*key).name.clone(),
                score: link.score,
                reasons: link.reasons.clone(),
            })
            .collect(),
        parts: candidate
            .parts
            .iter()
            .filter(|part| Some(**part) != candidate.entity)
            .map(|part| knowledge.get(*part).id.clone())
            .collect(),
        value: candidate.value.clone(),
        full_name,
        layer: candidate.layer.to_owned(),
    }
}
