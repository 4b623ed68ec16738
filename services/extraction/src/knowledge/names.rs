//! The indexes over names of countries, bodies, places, documents and occasions.

use communique_model::{Entity, Label};

use super::builder::{Builder, index};
use super::fold::collapse;
use super::{EntityKey, Meaning, Organ};

impl Builder {
    /// Indexes an organ by the part of its name that is not its organisation's.
    pub(super) fn organ(&mut self, entity: EntityKey, parent: EntityKey) {
        let knowledge = &mut self.knowledge;
        let parent_names: Vec<String> = all_names(knowledge.get(parent)).map(Into::into).collect();
        let own_names: Vec<String> = all_names(knowledge.get(entity)).map(Into::into).collect();
        for name in own_names {
            let Some(local) = local_name(&name, &parent_names) else {
                continue;
            };
            let symbols = knowledge.vocabulary.add_name(local);
            if symbols.is_empty() {
                continue;
            }
            let node = knowledge.organ_names.insert(&symbols);
            let slot = knowledge.organ_names.payload_mut(node);
            let at = *slot.get_or_insert_with(|| {
                knowledge.organs.push(Vec::new());
                index(knowledge.organs.len() - 1)
            });
            let organs = &mut knowledge.organs[at as usize];
            let organ = Organ { parent, entity };
            if !organs.contains(&organ) {
                organs.push(organ);
            }
        }
    }

    /// Indexes a name for texts and for hashtags.
    pub(super) fn name(&mut self, name: &str, entity: EntityKey, label: Label) {
        let name = name.strip_prefix("The ").unwrap_or(name);
        // "collective West" is a way of speaking of the West, not another name of it.
        if name.starts_with(char::is_lowercase) && name.contains(' ') {
            return;
        }
        let knowledge = &mut self.knowledge;
        let symbols = knowledge.vocabulary.add_name(name);
        if symbols.is_empty() {
            return;
        }
        let node = knowledge.names.insert(&symbols);
        let slot = knowledge.names.payload_mut(node);
        let at = *slot.get_or_insert_with(|| {
            knowledge.meanings.push(Vec::new());
            index(knowledge.meanings.len() - 1)
        });
        let meanings = &mut knowledge.meanings[at as usize];
        let meaning = Meaning { entity, label };
        if self.later.contains(&entity) {
            meanings.retain(|other| self.later.contains(&other.entity));
        } else if meanings
            .iter()
            .any(|other| self.later.contains(&other.entity))
        {
            self.hashtag(name, entity, label);
            return;
        }
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
        self.hashtag(name, entity, label);
    }

    /// Indexes a name of a document or an occasion, which are no entities.
    pub(super) fn title(&mut self, name: &str, label: Label) {
        let knowledge = &mut self.knowledge;
        let symbols = knowledge.vocabulary.add_name(name);
        if symbols.is_empty() {
            return;
        }
        let node = knowledge.titles.insert(&symbols);
        let slot = knowledge.titles.payload_mut(node);
        let at = *slot.get_or_insert_with(|| {
            knowledge.title_labels.push(label);
            index(knowledge.title_labels.len() - 1)
        });
        // The later of two rows counts.
        knowledge.title_labels[at as usize] = label;
    }

    pub(super) fn hashtag(&mut self, name: &str, entity: EntityKey, label: Label) {
        let collapsed = collapse(name);
        if collapsed.chars().count() < 2 {
            return;
        }
        let meaning = Meaning { entity, label };
        let tags = &mut self.knowledge.hashtags;
        let first = *tags.entry(collapsed.clone().into()).or_insert(meaning);
        if self.later.contains(&entity) && !self.later.contains(&first.entity) {
            tags.insert(collapsed.into(), meaning);
        }
    }
}

pub(super) fn all_names(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(String::as_str))
}

/// "Foreign Ministers Council" of "CSTO Foreign Ministers Council" or "Foreign Ministers Council
/// of the CSTO".
pub(super) fn local_name<'name>(name: &'name str, parents: &[String]) -> Option<&'name str> {
    parents.iter().find_map(|parent| {
        let before = name
            .strip_prefix(parent.as_str())
            .and_then(|rest| rest.strip_prefix(' ').or_else(|| rest.strip_prefix("'s ")));
        let after = || {
            let rest = name.strip_suffix(parent.as_str())?;
            rest.strip_suffix(" of the ")
                .or_else(|| rest.strip_suffix(" of "))
        };
        before.or_else(after)
    })
}
