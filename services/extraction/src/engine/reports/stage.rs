//! The gathering that a text is at: the one told last, whose documents are adopted and signed.

use communique_model::{EntityKind, EventKind};

use super::actors::Who;
use super::adoptions;
use super::frame::Draft;
use super::scene::Scene;

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

    /// Gives what is adopted or signed to those of the gathering of the same sentence, else of the
    /// one told last.
    pub(super) fn settle(self, scene: &Scene<'_>, kept: &[Draft], found: &mut Vec<Draft>) {
        for index in 0..found.len() {
            if !found[index].of_gathering {
                continue;
            }
            let head = found[index].head;
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
            adoptions::settle(scene, gathering.as_ref(), &mut found[index]);
        }
        found.retain(|draft| {
            !matches!(draft.kind, EventKind::Signing | EventKind::Statement)
                || !draft.participants.is_empty()
        });
    }
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
