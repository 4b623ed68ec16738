//! What a document can be filtered and counted by.

use std::collections::{BTreeMap, BTreeSet};

use communique_model::{
    Entity, EntityId, EntityKind, Extraction, FilterField, IndexedDocument, Label, SuggestionKind,
};
use serde::{Deserialize, Serialize};

use crate::query::filter_key;
use crate::text::{for_each_token, hashtags, joined_terms};

/// Most bytes of names of one entity that are taken.
const MAX_NAMES_BYTES: usize = 8_192;
/// Longest name taken, in bytes.
const MAX_NAME_BYTES: usize = 400;
/// Longest value taken, in bytes: a longer id, source or hashtag is cut off.
const MAX_VALUE_BYTES: usize = 400;

/// A value of a facet, as people see it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ValueRecord {
    /// The value to filter by.
    pub value: String,
    /// Its name for people.
    pub name: String,
    /// What it is when suggested; absent if it is not suggested.
    pub kind: Option<SuggestionKind>,
    /// Its other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

impl ValueRecord {
    /// Whether suggestions find the value under this field. Entities of three kinds stand under
    /// two fields and are suggested under one.
    #[must_use]
    pub fn is_suggested_as(&self, field: FilterField) -> bool {
        let fields = [FilterField::Entity, FilterField::Hashtag];
        self.kind.is_some() && fields.contains(&field)
    }

    /// The distinct words of its names, folded.
    #[must_use]
    pub fn words(&self) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        for name in std::iter::once(&self.name).chain(&self.aliases) {
            for_each_token(name, |term, _| {
                words.insert(term);
            });
        }
        words
    }
}

/// Names, keys and values of a document; see the fields of the same names of
/// [`super::PreparedDocument`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentValues {
    /// Names of entities mentioned.
    pub names: BTreeSet<String>,
    /// Keys to filter by.
    pub keys: BTreeMap<FilterField, BTreeSet<String>>,
    /// Values to count by.
    pub values: BTreeMap<FilterField, BTreeMap<String, ValueRecord>>,
}

impl DocumentValues {
    /// Collects them from appearances, text and extraction.
    #[must_use]
    pub fn of(indexed: &IndexedDocument) -> Self {
        let mut collected = Self::default();
        collected.add_entities(&indexed.extraction);
        for mention in &indexed.extraction.mentions {
            collected.add_plain(FilterField::Label, mention.label.as_str());
        }
        if let Some(language) = &indexed.extraction.language {
            collected.add_plain(FilterField::Language, language);
        }
        if let Some(kind) = indexed.extraction.kind {
            collected.add_plain(FilterField::Kind, kind.as_str());
        }
        for appearance in &indexed.appearances {
            collected.add_plain(FilterField::Source, &appearance.source);
        }
        for tag in hashtags(&indexed.document.text) {
            let shown = format!("#{}", cut(tag, MAX_VALUE_BYTES));
            let record = ValueRecord {
                value: shown.clone(),
                name: shown,
                kind: Some(SuggestionKind::Hashtag),
                aliases: Vec::new(),
            };
            collected.add(FilterField::Hashtag, record, &[]);
        }
        collected
    }

    fn add_entities(&mut self, extraction: &Extraction) {
        let known: BTreeMap<&EntityId, &Entity> = extraction
            .entities
            .iter()
            .map(|entity| (&entity.id, entity))
            .collect();
        let mut mentioned: BTreeSet<&EntityId> = BTreeSet::new();
        for mention in &extraction.mentions {
            mentioned.extend(mention.entity.iter().chain(&mention.parts));
            // "Russian" may link to a people instead of to the country it derives from.
            if mention.label == Label::Norp
                && let Some(entity) = mention.entity.as_ref().and_then(|id| known.get(id))
                && entity.kind != EntityKind::Country
                && let Some(code) = &entity.country
            {
                self.add_country(code, &known);
            }
        }
        for id in &mentioned {
            if let Some(entity) = known.get(id) {
                let names = entity_names(entity);
                self.names.extend(names.into_iter().filter_map(name_key));
            }
        }
        let above: BTreeSet<&EntityId> = mentioned
            .iter()
            .filter_map(|id| known.get(id))
            .flat_map(|entity| &entity.part_of)
            .collect();
        for id in mentioned.union(&above) {
            match known.get(id) {
                Some(entity) => self.add_entity(entity),
                // An id that the extraction does not explain can still be asked for.
                None => self.add(FilterField::Entity, unexplained(&id.0), &[]),
            }
        }
    }

    fn add_entity(&mut self, entity: &Entity) {
        let (kind, field) = match entity.kind {
            EntityKind::Country => (Some(SuggestionKind::Country), Some(FilterField::Country)),
            EntityKind::Organisation => (
                Some(SuggestionKind::Organisation),
                Some(FilterField::Organisation),
            ),
            EntityKind::Person => (Some(SuggestionKind::Person), Some(FilterField::Person)),
            _ => (None, None),
        };
        let mut names = entity_names(entity);
        let record = ValueRecord {
            value: cut(&entity.id.0, MAX_VALUE_BYTES).to_owned(),
            name: cut(&entity.name, MAX_NAME_BYTES).to_owned(),
            kind,
            aliases: names.iter().skip(1).map(|&name| name.to_owned()).collect(),
        };
        if entity.kind == EntityKind::Country {
            names.extend(entity.country.as_deref());
        }
        if let Some(field) = field {
            self.add(field, record.clone(), &names);
        }
        self.add(FilterField::Entity, record, &names);
    }

    fn add_country(&mut self, code: &str, known: &BTreeMap<&EntityId, &Entity>) {
        let id = EntityId(format!("country:{code}"));
        if let Some(country) = known.get(&id) {
            self.add_entity(country);
            return;
        }
        let record = ValueRecord {
            kind: Some(SuggestionKind::Country),
            name: code.to_owned(),
            ..unexplained(&id.0)
        };
        self.add(FilterField::Country, record.clone(), &[code]);
        self.add(FilterField::Entity, record, &[code]);
    }

    fn add_plain(&mut self, field: FilterField, value: &str) {
        self.add(field, unexplained(value), &[]);
    }

    /// Notes `record` as a value of `field`, found by its value and by `names`.
    fn add(&mut self, field: FilterField, record: ValueRecord, names: &[&str]) {
        let key = filter_key(field, &record.value);
        if key.is_empty() {
            return;
        }
        let keys = self.keys.entry(field).or_default();
        keys.extend(
            names
                .iter()
                .map(|name| filter_key(field, name))
                .filter(|key| !key.is_empty()),
        );
        keys.insert(key.clone());
        let values = self.values.entry(field).or_default();
        let chosen = values.entry(key).or_insert_with(|| record.clone());
        // Of spellings with the same key the first in order is shown, whatever came first.
        if record < *chosen {
            *chosen = record;
        }
    }
}

/// Canonical name first, then aliases, bounded.
fn entity_names(entity: &Entity) -> Vec<&str> {
    let mut left = MAX_NAMES_BYTES;
    std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .map(|name| cut(name, MAX_NAME_BYTES))
        .take_while(|name| {
            let fits = name.len() <= left;
            left = left.saturating_sub(name.len());
            fits
        })
        .collect()
}

/// The form of a name that words of a question are compared with.
pub(crate) fn name_key(name: &str) -> Option<String> {
    let key = joined_terms(name);
    (!key.is_empty()).then_some(key)
}

fn unexplained(value: &str) -> ValueRecord {
    let value = cut(value, MAX_VALUE_BYTES).to_owned();
    ValueRecord {
        name: value.clone(),
        value,
        kind: None,
        aliases: Vec::new(),
    }
}

/// The first `bytes` bytes of `text`, or a little less so that no character is cut.
fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use communique_model::{Document, Format, Mention, Span};

    fn entity(id: &str, kind: EntityKind, name: &str) -> Entity {
        Entity {
            id: EntityId(id.to_owned()),
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            country: None,
            part_of: Vec::new(),
            provenance: String::new(),
        }
    }

    fn values(text: &str, label: Label, entities: Vec<Entity>) -> DocumentValues {
        let mention = Mention {
            span: Span::new(0, 1),
            label,
            entity: entities.first().map(|entity| entity.id.clone()),
            link: None,
            candidates: Vec::new(),
            parts: Vec::new(),
            value: None,
            layer: String::new(),
        };
        DocumentValues::of(&IndexedDocument {
            document: Document::of_text(Format::PlainText, 1, text.to_owned()),
            appearances: Vec::new(),
            extraction: Extraction {
                mentions: vec![mention],
                entities,
                ..Extraction::default()
            },
            revision: String::new(),
        })
    }

    #[test]
    fn a_people_counts_for_its_country() {
        let people = Entity {
            country: Some("KZ".to_owned()),
            ..entity("people:kazakh", EntityKind::People, "Kazakh")
        };
        let found = values("Kazakh", Label::Norp, vec![people]);
        let countries = &found.values[&FilterField::Country];
        assert_eq!(countries["country:kz"].value, "country:KZ");
        assert!(found.keys[&FilterField::Country].contains("kz"));
    }

    #[test]
    fn a_place_does_not_count_for_its_country() {
        let place = Entity {
            country: Some("KZ".to_owned()),
            ..entity("place:almaty", EntityKind::Place, "Almaty")
        };
        let found = values("Almaty", Label::Gpe, vec![place]);
        assert!(!found.values.contains_key(&FilterField::Country));
        assert!(found.keys[&FilterField::Entity].contains("almaty"));
    }

    #[test]
    fn bodies_above_count_but_their_names_are_not_words() {
        let council = Entity {
            part_of: vec![EntityId("organisation:un".to_owned())],
            ..entity(
                "organisation:unsc",
                EntityKind::Organisation,
                "Security Council",
            )
        };
        let united_nations = entity("organisation:un", EntityKind::Organisation, "UN");
        let found = values(
            "#Council #council",
            Label::Org,
            vec![council, united_nations],
        );
        let bodies = &found.values[&FilterField::Organisation];
        assert_eq!(bodies.len(), 2);
        assert!(found.names.contains("security council") && !found.names.contains("un"));
        // Of two spellings of one hashtag the first in order is shown.
        let hashtags = &found.values[&FilterField::Hashtag];
        assert_eq!(hashtags["council"].value, "#Council");
    }

    #[test]
    fn endless_names_are_bounded() {
        let aliases = (0..2_000).map(|n| format!("{n} {}", "x".repeat(1_000)));
        let endless = Entity {
            aliases: aliases.collect(),
            ..entity("organisation:x", EntityKind::Organisation, "X")
        };
        let found = values("x", Label::Org, vec![endless]);
        let names: usize = found.names.iter().map(String::len).sum();
        assert!(names <= MAX_NAMES_BYTES);
    }
}
