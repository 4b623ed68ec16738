//! The questions that the reference archive must answer, on the texts of the shared annotations.

use std::collections::BTreeMap;
use std::path::PathBuf;

use communique_model::{
    Appearance, AppearanceId, CaptureId, Document, DocumentId, Entity, EntityId, EntityKind,
    Extraction, FilterField, Format, IndexedDocument, Label, Locator, Mention, Span,
};
use communique_testkit::shared_file;
use serde::Deserialize;

use crate::bench::{Bench, ids, terms};

#[derive(Deserialize)]
struct Annotated {
    id: String,
    text: String,
    entities: Vec<AnnotatedEntity>,
    record: Record,
    copy_of: Option<String>,
}

#[derive(Deserialize)]
struct AnnotatedEntity {
    start: u32,
    end: u32,
    label: Label,
    link: Option<String>,
    text: String,
}

#[derive(Deserialize)]
struct Record {
    date: Option<String>,
}

/// Where the annotated archive is, or why the questions cannot be asked.
pub(crate) fn archive_file() -> Result<PathBuf, String> {
    shared_file("gold/dev.jsonl")
}

/// The annotated documents as an engine without faults would hand them over.
fn archive() -> BTreeMap<String, IndexedDocument> {
    let file = archive_file().expect("asked for before");
    let lines = std::fs::read_to_string(file).expect("the annotated documents");
    let annotated = lines.lines().map(|line| {
        let annotated: Annotated = serde_json::from_str(line).expect("an annotated document");
        annotated
    });
    let mut archive = BTreeMap::new();
    for annotated in annotated.filter(|annotated| annotated.copy_of.is_none()) {
        archive.insert(annotated.id.clone(), indexed(&annotated));
    }
    archive
}

fn indexed(annotated: &Annotated) -> IndexedDocument {
    let date = annotated.record.date.as_deref();
    let document = Document {
        date: date.and_then(|date| date.parse().ok()),
        ..Document::of_text(Format::ChannelPage, 1, annotated.text.clone())
    }
    .identified();
    let mut extraction = Extraction::default();
    for marked in &annotated.entities {
        let links: Vec<&str> = marked
            .link
            .iter()
            .flat_map(|link| link.split(','))
            .chain(named_inside(marked))
            .filter(|link| !link.is_empty())
            .collect();
        let entities: Vec<EntityId> = links
            .iter()
            .filter_map(|link| entity(marked.label, link))
            .map(|entity| {
                let id = entity.id.clone();
                if extraction.entities.iter().all(|other| other.id != id) {
                    extraction.entities.push(entity);
                }
                id
            })
            .collect();
        let compound = matches!(marked.label, Label::Hashtag | Label::Event | Label::Law);
        extraction.mentions.push(Mention {
            span: Span::new(marked.start, marked.end),
            label: marked.label,
            entity: entities.first().filter(|_| !compound).cloned(),
            link: None,
            candidates: Vec::new(),
            full_name: None,
            parts: entities
                .iter()
                .skip(usize::from(!compound))
                .cloned()
                .collect(),
            value: None,
            layer: "annotation".to_owned(),
        });
    }
    let capture = CaptureId::from_bytes([0; 16]);
    IndexedDocument {
        revision: document.version.to_string(),
        appearances: vec![Appearance {
            id: AppearanceId::of_range(capture, 0, 1),
            document: document.id,
            version: document.version,
            source: String::new(),
            post_id: None,
            forwarded_from: None,
            url: None,
            published_at: None,
            media: Vec::new(),
            locator: Locator {
                capture,
                name: annotated.id.clone(),
                byte_start: 0,
                byte_end: 1,
                line_start: 1,
                line_end: 1,
            },
            repairs: Vec::new(),
        }],
        document,
        extraction,
    }
}

/// Events and laws are not annotated inside; an engine knows whose they are.
fn named_inside(marked: &AnnotatedEntity) -> Option<&'static str> {
    let closed = matches!(marked.label, Label::Event | Label::Law);
    (closed && marked.text.contains("CSTO")).then_some("CSTO")
}

fn entity(label: Label, link: &str) -> Option<Entity> {
    let (prefix, kind) = match label {
        Label::Person => ("person", EntityKind::Person),
        Label::Gpe | Label::Norp | Label::Hashtag if link.len() == 2 => {
            ("country", EntityKind::Country)
        }
        Label::Org | Label::Hashtag | Label::Event | Label::Law => {
            ("organisation", EntityKind::Organisation)
        }
        Label::Gpe => ("place", EntityKind::Place),
        _ => return None,
    };
    // An organ is named after its body: "CSTO Foreign Ministers Council".
    let above = link.split(' ').next().filter(|first| *first != link);
    Some(Entity {
        id: EntityId(format!("{prefix}:{link}")),
        kind,
        name: link.to_owned(),
        aliases: Vec::new(),
        country: (kind == EntityKind::Country).then(|| link.to_owned()),
        part_of: above
            .filter(|_| kind == EntityKind::Organisation)
            .map(|first| EntityId(format!("organisation:{first}")))
            .into_iter()
            .collect(),
        provenance: "annotation".to_owned(),
    })
}

pub(crate) async fn the_questions_of_the_reference_archive(bench: Bench) {
    let archive = archive();
    bench.fill(archive.values().cloned()).await;
    let almaty = archive["000-129"].document.id;
    let found = bench.find("cooperation on biosecurity").await;
    assert_eq!(found.hits[0].document_id, almaty);
    assert!(found.notices.is_empty());
    let found = bench.find("\"biosecurity efforts\"").await;
    assert_eq!(ids(&found), [almaty]);
    let found = bench.find("\"cooperation on biosecurity\"").await;
    assert_eq!((found.total, found.notices.len()), (0, 0));
    let found = bench.find("Tokaev").await;
    let spelled = |indexed: &&IndexedDocument| indexed.document.text.contains("Tokayev");
    let expected: Vec<DocumentId> = {
        let spelled = archive.values().filter(spelled);
        crate::bench::ids_of(spelled)
    };
    assert!(!expected.is_empty());
    assert_eq!(ids(&found), expected);
    let filtered = bench
        .filter(terms(FilterField::Organisation, &["csto"]))
        .await;
    let members = [
        "000-015", "000-043", "000-129", "000-147", "000-166", "002-001", "003-019", "003-035",
        "003-066", "003-082",
    ];
    let members = crate::bench::ids_of(members.iter().map(|&id| &archive[id]));
    assert_eq!(ids(&filtered), members);
}
