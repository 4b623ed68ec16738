//! What whoever trains the models is shown of a text.

use communique_model::EventKind;

use super::super::actors::Who;
use super::reading::Reading;
use crate::labeller::WordClasses;
use crate::occasions::view::{Candidate, Past, View, Word};

impl View for Reading<'_, '_> {
    fn words(&self, classes: &WordClasses, blind: bool) -> Vec<Word> {
        let mut words = Vec::new();
        self.look(classes, blind, |_| true, |word| words.push(word));
        words
    }

    fn candidates(
        &self,
        at: usize,
        kind: EventKind,
        before: &[Past],
        blind: bool,
    ) -> Vec<Candidate> {
        self.asked(at, kind, before, blind)
    }

    fn names(&self, who: usize) -> Vec<String> {
        match self.member(who) {
            Who::Name(name) => vec![name.clone()],
            Who::Entity(key) => {
                let entity = self.scene.knowledge.get(*key);
                let names = std::iter::once(&entity.name).chain(&entity.aliases);
                names.cloned().collect()
            }
        }
    }
}
