//! Names of known persons as the text writes them: with its diacritics.

use std::collections::HashMap;

use communique_model::{EntityKind, Label};

use super::scene::Scene;
use crate::knowledge::EntityKey;
use crate::knowledge::fold::without_diacritics;

/// The canonical names of persons with the diacritics of the text, where it writes the whole name
/// with some: "Péter Szijjártó" of whom the knowledge base holds as "Peter Szijjarto".
pub(super) fn of_persons(scene: &Scene<'_>) -> HashMap<EntityKey, String> {
    let mut spellings = HashMap::new();
    for mention in scene.mentions {
        let Some(key) = mention.entity.filter(|_| mention.label == Label::Person) else {
            continue;
        };
        let entity = scene.knowledge.get(key);
        let words = scene.text.words(mention.tokens.clone());
        if entity.kind == EntityKind::Person
            && !words.is_ascii()
            && words != entity.name
            && without_diacritics(words) == without_diacritics(&entity.name)
        {
            spellings.entry(key).or_insert_with(|| words.to_owned());
        }
    }
    spellings
}
