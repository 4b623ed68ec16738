//! Documents to index, in our own words.

use communique_model::{
    Appearance, AppearanceId, ArchiveId, CaptureId, Document, DocumentKind, Entity, EntityId,
    EntityKind, Extraction, Format, IndexHeader, IndexMode, IndexedDocument, Label, Locator,
    Mention, SCHEMA_VERSION, Span,
};

pub(crate) const ENGINE: &str = "engine-of-tests";

pub(crate) fn archive(number: u8) -> ArchiveId {
    ArchiveId::from_bytes([number; 16])
}

pub(crate) fn header(mode: IndexMode) -> IndexHeader {
    IndexHeader {
        archive: archive(1),
        schema_version: SCHEMA_VERSION,
        engine: ENGINE.to_owned(),
        mode,
    }
}

/// A document under construction.
pub(crate) struct Draft {
    text: String,
    title: String,
    date: Option<String>,
    sources: Vec<String>,
    extraction: Extraction,
}

pub(crate) fn doc(text: impl Into<String>) -> Draft {
    Draft {
        text: text.into(),
        title: String::new(),
        date: None,
        sources: Vec::new(),
        extraction: Extraction {
            engine: ENGINE.to_owned(),
            ..Extraction::default()
        },
    }
}

impl Draft {
    pub(crate) fn title(mut self, title: &str) -> Self {
        self.title = title.to_owned();
        self
    }

    pub(crate) fn date(mut self, date: &str) -> Self {
        self.date = Some(date.to_owned());
        self
    }

    pub(crate) fn source(mut self, source: &str) -> Self {
        self.sources.push(source.to_owned());
        self
    }

    pub(crate) fn kind(mut self, kind: DocumentKind) -> Self {
        self.extraction.kind = Some(kind);
        self
    }

    pub(crate) fn language(mut self, language: &str) -> Self {
        self.extraction.language = Some(language.to_owned());
        self
    }

    /// Marks the first occurrence of `surface` as a mention of these entities: the first is the
    /// one named, the others are inside it.
    pub(crate) fn mention(mut self, surface: &str, label: Label, entities: &[Entity]) -> Self {
        let at = self.text.find(surface).expect("the text has the surface");
        let start = self.text[..at].chars().count() as u32;
        let length = surface.chars().count() as u32;
        let ids: Vec<EntityId> = entities.iter().map(|entity| entity.id.clone()).collect();
        let is_link = matches!(
            label,
            Label::Office | Label::Event | Label::Hashtag | Label::Law
        );
        self.extraction.mentions.push(Mention {
            span: Span::new(start, start + length),
            label,
            entity: ids.first().filter(|_| !is_link).cloned(),
            link: None,
            candidates: Vec::new(),
            parts: ids.into_iter().skip(usize::from(!is_link)).collect(),
            value: None,
            layer: "tests".to_owned(),
        });
        for entity in entities {
            self.knows(entity);
        }
        self
    }

    /// Adds an entity without a mention: one above another, say.
    pub(crate) fn with_entity(mut self, entity: &Entity) -> Self {
        self.knows(entity);
        self
    }

    fn knows(&mut self, entity: &Entity) {
        let entities = &mut self.extraction.entities;
        if entities.iter().all(|other| other.id != entity.id) {
            entities.push(entity.clone());
            entities.sort_by(|one, other| one.id.cmp(&other.id));
        }
    }

    pub(crate) fn build(self) -> IndexedDocument {
        let document = Document {
            title: self.title,
            date: self.date.map(|date| date.parse().expect("a date")),
            ..Document::of_text(Format::PlainText, 1, self.text)
        }
        .identified();
        let capture = CaptureId::from_bytes([7; 16]);
        let mut appearances: Vec<Appearance> = self
            .sources
            .iter()
            .enumerate()
            .map(|(number, source)| Appearance {
                id: AppearanceId::of_post(source, &number.to_string(), None),
                document: document.id,
                version: document.version,
                source: source.clone(),
                post_id: Some(number.to_string()),
                forwarded_from: None,
                url: None,
                published_at: None,
                media: Vec::new(),
                locator: Locator {
                    capture,
                    name: "capture.txt".to_owned(),
                    byte_start: 0,
                    byte_end: 1,
                    line_start: 1,
                    line_end: 1,
                },
                repairs: Vec::new(),
            })
            .collect();
        appearances.sort_by_key(|appearance| appearance.id);
        IndexedDocument {
            revision: document.version.to_string(),
            document,
            appearances,
            extraction: self.extraction,
        }
    }
}

fn entity(id: &str, kind: EntityKind, name: &str, aliases: &[&str]) -> Entity {
    Entity {
        id: EntityId(id.to_owned()),
        kind,
        name: name.to_owned(),
        aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
        country: None,
        part_of: Vec::new(),
        provenance: "tests".to_owned(),
    }
}

pub(crate) fn kazakhstan() -> Entity {
    Entity {
        country: Some("KZ".to_owned()),
        ..entity(
            "country:KZ",
            EntityKind::Country,
            "Kazakhstan",
            &["KZ", "Republic of Kazakhstan"],
        )
    }
}

pub(crate) fn russia() -> Entity {
    Entity {
        country: Some("RU".to_owned()),
        ..entity(
            "country:RU",
            EntityKind::Country,
            "Russia",
            &["RU", "Russian Federation"],
        )
    }
}

pub(crate) fn csto() -> Entity {
    let aliases = ["Collective Security Treaty Organisation", "ОДКБ"];
    entity(
        "organisation:csto",
        EntityKind::Organisation,
        "CSTO",
        &aliases,
    )
}

pub(crate) fn csto_council() -> Entity {
    let id = "organisation:csto-foreign-ministers-council";
    Entity {
        part_of: vec![csto().id],
        ..entity(
            id,
            EntityKind::Organisation,
            "CSTO Foreign Ministers Council",
            &["Foreign Ministers Council"],
        )
    }
}

pub(crate) fn tokayev() -> Entity {
    let aliases = ["Tokayev", "Касым-Жомарт Токаев"];
    entity(
        "person:kassym-jomart-tokayev",
        EntityKind::Person,
        "Kassym-Jomart Tokayev",
        &aliases,
    )
}

/// An organisation with a number for a name.
pub(crate) fn body(number: usize) -> Entity {
    let (id, name) = (
        format!("organisation:body-{number}"),
        format!("Body {number}"),
    );
    entity(&id, EntityKind::Organisation, &name, &[])
}
