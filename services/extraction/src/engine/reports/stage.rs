//! The gathering that a text is at: the one told last, whose documents are adopted and signed.

use communique_model::{EntityKind, EventKind, Label};

use super::actors::{Actor, Who, add, add_all};
use super::adoptions::main_bodies;
use super::frame::Draft;
use super::scene::Scene;
use crate::knowledge::EntityKey;

/// How far behind the gathering may stand whose documents are told of, in tokens.
const STAGE: usize = 320;

/// The gatherings told last, each with the token that told of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stage {
    last: Option<(usize, usize)>,
    /// The last that was no talk of two.
    assembly: Option<(usize, usize)>,
}

impl Stage {
    /// Takes note that the gathering `kept[index]` was told of at the token `head`.
    pub(super) fn enter(&mut self, scene: &Scene<'_>, kept: &[Draft], index: usize, head: usize) {
        self.last = Some((index, head));
        if kept
            .get(index)
            .is_some_and(|draft| is_assembly(scene, draft))
        {
            self.assembly = self.last;
        }
    }

    /// The gathering told last, one of many rather than a talk of two.
    pub(super) fn told_last(self, kept: &[Draft]) -> Option<&Draft> {
        self.assembly
            .or(self.last)
            .and_then(|(index, _)| kept.get(index))
    }

    /// Gives what is adopted or signed to those of the gathering of the same sentence, else of the
    /// one told last.
    pub(super) fn settle(self, scene: &Scene<'_>, kept: &[Draft], found: &mut Vec<Draft>) {
        for index in 0..found.len() {
            let head = found[index].head;
            if found[index].of_group {
                let bodies = self.bodies_of_group(scene, kept, head);
                if !bodies.is_empty() {
                    found[index].participants = bodies;
                    continue;
                }
            }
            if !found[index].of_gathering {
                continue;
            }
            let beside = found
                .iter()
                .filter(|other| is_gathering(other.kind) && !other.refers)
                .min_by_key(|other| other.head.abs_diff(head));
            // A document is of an assembly, where one was told of, rather than of talks beside it.
            let adopted = found[index].kind == EventKind::Statement;
            let told = self
                .assembly
                .filter(|_| adopted)
                .or(self.last)
                .filter(|&(_, at)| at + STAGE > head)
                .map(|(index, _)| &kept[index]);
            let gathering = beside.or(told).cloned();
            settle(scene, gathering.as_ref(), &mut found[index]);
        }
        found.retain(|draft| {
            !matches!(draft.kind, EventKind::Signing | EventKind::Statement)
                || !draft.participants.is_empty()
        });
    }
}

impl Stage {
    /// The bodies whose members "the ministers", "the participants" at a token are: those of the
    /// gathering in the same paragraph, else that of which the text is, else of the one told last.
    fn bodies_of_group(self, scene: &Scene<'_>, kept: &[Draft], at: usize) -> Vec<Actor> {
        let assembly = self.assembly.filter(|&(_, told)| told + STAGE > at);
        let of_text = scene.body_of_head(at);
        if let Some(body) = of_text {
            let told = assembly.map_or(Vec::new(), |(index, _)| bodies(scene, &kept[index]));
            let same_line = assembly
                .is_some_and(|(_, told)| scene.text.line_start(told) == scene.text.line_start(at));
            if !same_line || told.is_empty() {
                return vec![Actor::of(Who::Entity(body), at..at + 1)];
            }
        }
        assembly.map_or(Vec::new(), |(index, _)| bodies(scene, &kept[index]))
    }
}

/// The bodies that meet at a gathering, without those of which another is a part.
pub(super) fn bodies(scene: &Scene<'_>, gathering: &Draft) -> Vec<Actor> {
    let mut bodies: Vec<Actor> = Vec::new();
    for actor in &gathering.participants {
        if is_body(scene, actor) {
            add(&mut bodies, actor.clone());
        }
    }
    let wholes: Vec<Who> = bodies
        .iter()
        .filter_map(|body| match body.who {
            Who::Entity(key) => whole_of(scene, key).map(Who::Entity),
            Who::Name(_) => None,
        })
        .collect();
    bodies.retain(|body| !wholes.contains(&body.who));
    bodies
}

/// Whether somebody who takes part is an organisation or an organ.
pub(super) fn is_body(scene: &Scene<'_>, actor: &Actor) -> bool {
    match actor.who {
        Who::Entity(key) => scene.knowledge.get(key).kind == EntityKind::Organisation,
        Who::Name(_) => scene
            .at(actor.tokens.start)
            .is_some_and(|mention| mention.label == Label::Org),
    }
}

/// The countries of those who take part, each once.
pub(super) fn countries(scene: &Scene<'_>, actors: &[Actor]) -> Vec<Actor> {
    let mut countries = Vec::new();
    for actor in actors {
        if let Some(country) = scene.country_of(&actor.who) {
            add(
                &mut countries,
                Actor::of(Who::Entity(country), actor.tokens.clone()),
            );
        }
    }
    countries
}

/// Whether a gathering is a summit, a conference, or a meeting of a body.
fn is_assembly(scene: &Scene<'_>, draft: &Draft) -> bool {
    draft.kind != EventKind::Meeting
        || draft.participants.iter().any(|actor| {
            matches!(actor.who, Who::Entity(key)
                if scene.knowledge.get(key).kind == EntityKind::Organisation)
        })
        || draft.participants.len() > 2
}

/// Whether people come together at an occasion of this kind.
pub(super) fn is_gathering(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Meeting | EventKind::Summit | EventKind::Conference
    )
}

/// Whether something is said at an occasion of this kind, rather than people coming together.
pub(super) fn is_said(kind: EventKind) -> bool {
    matches!(kind, EventKind::Statement | EventKind::Interview)
}

/// Whose documents or signatures a gathering’s are: those of its body, else of the countries that
/// meet, else of the persons.
fn settle(scene: &Scene<'_>, gathering: Option<&Draft>, draft: &mut Draft) {
    if !draft.of_gathering {
        return;
    }
    draft.of_gathering = false;
    if draft.kind == EventKind::Signing {
        let witnesses = in_presence(scene, draft.head);
        if witnesses.len() > 1 {
            draft.participants = witnesses;
            return;
        }
    }
    let present: &[Actor] = gathering.map_or(&[], |gathering| &gathering.participants);
    let (organisations, others): (Vec<Actor>, Vec<Actor>) = present
        .iter()
        .cloned()
        .partition(|actor| is_body(scene, actor));
    let mut bodies: Vec<Actor> = Vec::new();
    for actor in organisations {
        let whole = match actor.who {
            Who::Entity(key) => whole_of(scene, key),
            Who::Name(_) => None,
        };
        let whole = whole.map(|key| Actor::of(Who::Entity(key), actor.tokens.clone()));
        add(&mut bodies, actor);
        add_all(&mut bodies, whole.into_iter().collect());
    }
    let mut countries = countries(scene, &others);
    // Countries that take part stand before those of persons.
    let lands: Vec<Actor> = present
        .iter()
        .filter(|actor| scene.is_land(&actor.who))
        .cloned()
        .collect();
    if draft.kind == EventKind::Statement && !lands.is_empty() {
        countries = lands;
    }
    let bilateral = countries.len() > 1;
    let at = draft.head..draft.head + 1;
    let beside =
        gathering.is_some_and(|gathering| scene.sentence(draft.head).contains(&gathering.head));
    draft.participants = if draft.kind == EventKind::Signing && bilateral && bodies.is_empty() {
        countries
    } else if draft.kind == EventKind::Signing && !beside && !scene.sides.is_empty() {
        scene.side_actors(at)
    } else if !bodies.is_empty() {
        bodies
    } else if bilateral || !countries.is_empty() && draft.kind == EventKind::Statement {
        countries
    } else {
        let mains = main_bodies(scene);
        if !mains.is_empty() {
            mains
        } else if draft.kind == EventKind::Statement && gathering.is_none() {
            Vec::new()
        } else if scene.sides.is_empty() && draft.kind == EventKind::Signing {
            parties_below(scene, draft.head)
        } else {
            scene.side_actors(at)
        }
    };
    let near = |gathering: &&Draft| gathering.head + STAGE_OF_DATE > draft.head;
    if let Some(gathering) = gathering.filter(near) {
        let day = gathering
            .date
            .as_deref()
            .is_none_or(|date| !date.contains('/'));
        if day && draft.date.is_none() {
            draft.date.clone_from(&gathering.date);
        }
        draft.place = draft.place.or(gathering.place);
    }
}

/// "In the presence of X and Y": their countries.
fn in_presence(scene: &Scene<'_>, at: usize) -> Vec<Actor> {
    let text = scene.text;
    let sentence = scene.sentence(at);
    let presence = (sentence.start.max(at.saturating_sub(40))..sentence.end.min(at + 24))
        .find(|&word| text.is_word(word, "presence") && text.is_word(word + 1, "of"));
    let mut countries = Vec::new();
    if let Some(presence) = presence {
        for actor in scene.list_after(presence + 2, sentence.end).0 {
            if let Some(country) = scene.country_of(&actor.who) {
                add(
                    &mut countries,
                    Actor::of(Who::Entity(country), actor.tokens),
                );
            }
        }
    }
    countries
}

/// How near a gathering stands whose day is that of the documents, in tokens.
const STAGE_OF_DATE: usize = 60;

/// The countries that the sentence after names: "Representatives of A, B and C took their seats".
fn parties_below(scene: &Scene<'_>, at: usize) -> Vec<Actor> {
    let end = scene.sentence(at).end;
    let next = scene.sentence(end.min(scene.end.saturating_sub(1)));
    let mut parties = Vec::new();
    for mention in scene.inside(end..next.end.max(end)) {
        if mention.label == Label::Gpe
            && let Some(actor) = scene.actor(mention)
        {
            add(&mut parties, actor);
        }
    }
    if parties.len() < 2 {
        parties.clear();
    }
    parties
}

/// The organisation whose organ a body is, where the text names it by itself.
fn whole_of(scene: &Scene<'_>, organ: EntityKey) -> Option<EntityKey> {
    let whole = scene.knowledge.whole_of(organ)?;
    scene
        .inside(0..scene.end.min(MOST_LOOKED))
        .any(|mention| mention.entity == Some(whole))
        .then_some(whole)
}

/// How far from the start of a text an organisation is looked for, in tokens.
const MOST_LOOKED: usize = 400;
