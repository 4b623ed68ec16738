//! Labels of a model: how they are written, and what they are with us.

use std::collections::BTreeMap;
use std::path::Path;

use communique_model::Label;

use super::error::{ModelError, ModelErrorKind};
use super::folder::{CONFIG, Config, MAPPING, Mapping};

/// Where in a name a token stands, by the letter before the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// `B`: the first token.
    Begin,
    /// `I`, `M`: a token after the first.
    Inside,
    /// `L`, `E`: the last token.
    Last,
    /// `U`, `S`: the only token.
    Unit,
    /// No letter: names of a kind are told apart by what stands between them.
    Any,
}

/// What a model's output says of a token; none for `O`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) position: Position,
    /// Index into [`Labels::meanings`].
    pub(super) kind: usize,
}

/// What a kind of name of a model is with us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Always this label.
    Label(Label),
    /// A place, with or without a government: the knowledge base and the words decide.
    Place,
    /// A name of another kind: a nationality where the knowledge base knows it as one, else none.
    Miscellaneous,
    /// Nothing that is marked, or what the scanners read with its value.
    Ignored,
}

/// Labels of a model in the order of its outputs.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    pub(super) tags: Vec<Option<Tag>>,
    pub(super) meanings: Vec<Meaning>,
}

/// More labels than any scheme of names has.
const MOST_LABELS: usize = 1024;

impl Labels {
    /// Reads the labels of `config.json` and maps them as `communique.json` says, else by the
    /// usual schemes: CoNLL 2003, OntoNotes, ours.
    ///
    /// # Errors
    /// A number is missing, a label means nothing to us, or the mapping names none of the model's.
    pub(super) fn new(
        folder: &Path,
        config: &Config,
        mapping: &Mapping,
    ) -> Result<Self, ModelError> {
        let names = in_order(&folder.join(CONFIG), config)?;
        let mut kinds: Vec<&str> = Vec::new();
        let tags = names
            .iter()
            .map(|name| {
                let (position, kind) = split(name)?;
                let known = kinds.iter().position(|known| *known == kind);
                let kind = known.unwrap_or_else(|| {
                    kinds.push(kind);
                    kinds.len() - 1
                });
                Some(Tag { position, kind })
            })
            .collect();
        if kinds.is_empty() {
            return Err(ModelError::new(
                ModelErrorKind::Labels,
                &folder.join(CONFIG),
                "`id2label` has no label but O",
                "take a model that classifies tokens",
            ));
        }
        let file = folder.join(MAPPING);
        if let Some(unknown) = mapping
            .labels
            .keys()
            .find(|kind| !kinds.contains(&kind.as_str()))
        {
            return Err(ModelError::new(
                ModelErrorKind::Labels,
                &file,
                format!("`labels` maps `{unknown}`, which the model does not have"),
                format!("map some of {}", kinds.join(", ")),
            ));
        }
        let meanings = kinds
            .iter()
            .map(|kind| meaning(kind, &kinds, &mapping.labels, &file))
            .collect::<Result<_, _>>()?;
        Ok(Self { tags, meanings })
    }
}

fn in_order<'config>(
    file: &Path,
    config: &'config Config,
) -> Result<Vec<&'config str>, ModelError> {
    let wrong = |problem: String| {
        let remedy = "write `id2label` with a label for each output of the network, from \"0\" on";
        ModelError::new(ModelErrorKind::Labels, file, problem, remedy)
    };
    let Some(labels) = &config.id2label else {
        return Err(wrong("`id2label` is missing".to_owned()));
    };
    if labels.is_empty() || labels.len() > MOST_LABELS {
        let problem = format!("`id2label` has {} labels", labels.len());
        return Err(wrong(problem));
    }
    (0..labels.len())
        .map(|number| {
            let label = labels.get(&number.to_string());
            label
                .map(String::as_str)
                .ok_or_else(|| wrong(format!("`id2label` has no label \"{number}\"")))
        })
        .collect()
}

/// Position and kind of a label; none for `O`.
fn split(label: &str) -> Option<(Position, &str)> {
    if label == "O" {
        return None;
    }
    let position = match label.as_bytes() {
        [letter, b'-' | b'_', _, ..] => match letter {
            b'B' => Position::Begin,
            b'I' | b'M' => Position::Inside,
            b'L' | b'E' => Position::Last,
            b'U' | b'S' => Position::Unit,
            _ => Position::Any,
        },
        _ => Position::Any,
    };
    match position {
        Position::Any => Some((position, label)),
        _ => Some((position, &label[2..])),
    }
}

fn meaning(
    kind: &str,
    kinds: &[&str],
    mapping: &BTreeMap<String, String>,
    file: &Path,
) -> Result<Meaning, ModelError> {
    let possible = || {
        let labels: Vec<&str> = Label::ALL.iter().map(|label| label.as_str()).collect();
        format!("{}, PLACE, MISCELLANEOUS or IGNORE", labels.join(", "))
    };
    if let Some(ours) = mapping.get(kind) {
        return named(ours).ok_or_else(|| {
            ModelError::new(
                ModelErrorKind::Labels,
                file,
                format!("`labels` maps `{kind}` to `{ours}`, which is no label"),
                format!("map it to one of {}", possible()),
            )
        });
    }
    usual(kind, kinds).ok_or_else(|| {
        ModelError::new(
            ModelErrorKind::Labels,
            file,
            format!("nothing says what the model's label `{kind}` is"),
            format!(
                "write {{\"labels\": {{\"{kind}\": \"…\"}}}} with one of {}",
                possible()
            ),
        )
    })
}

fn named(name: &str) -> Option<Meaning> {
    match name {
        "PLACE" => Some(Meaning::Place),
        "MISCELLANEOUS" => Some(Meaning::Miscellaneous),
        "IGNORE" => Some(Meaning::Ignored),
        _ => Label::ALL
            .into_iter()
            .find(|label| label.as_str() == name)
            .map(Meaning::Label),
    }
}

/// What a kind is in the usual schemes. Dates, amounts and the like are left to the scanners,
/// which read their values too.
fn usual(kind: &str, kinds: &[&str]) -> Option<Meaning> {
    let kind = kind.to_ascii_uppercase();
    Some(match kind.as_str() {
        "PER" | "PERSON" => Meaning::Label(Label::Person),
        "ORG" | "ORGANIZATION" | "ORGANISATION" => Meaning::Label(Label::Org),
        "GPE" => Meaning::Label(Label::Gpe),
        "LOC" | "LOCATION" => {
            let tells_apart = kinds.iter().any(|other| other.eq_ignore_ascii_case("GPE"));
            if tells_apart {
                Meaning::Label(Label::Loc)
            } else {
                Meaning::Place
            }
        }
        "MISC" => Meaning::Miscellaneous,
        "NORP" => Meaning::Label(Label::Norp),
        "FAC" | "FACILITY" => Meaning::Label(Label::Fac),
        "EVENT" => Meaning::Label(Label::Event),
        "LAW" => Meaning::Label(Label::Law),
        "OFFICE" => Meaning::Label(Label::Office),
        "DATE" | "TIME" | "MONEY" | "PERCENT" | "HASHTAG" | "QUANTITY" | "ORDINAL" | "CARDINAL"
        | "LANGUAGE" | "PRODUCT" | "WORK_OF_ART" => Meaning::Ignored,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(names: &[&str], mapping: &[(&str, &str)]) -> Result<Labels, ModelError> {
        let id2label = names
            .iter()
            .enumerate()
            .map(|(number, name)| (number.to_string(), (*name).to_owned()))
            .collect();
        let config = Config {
            id2label: Some(id2label),
            ..Config::default()
        };
        let mapping = Mapping {
            labels: mapping
                .iter()
                .map(|(kind, ours)| ((*kind).to_owned(), (*ours).to_owned()))
                .collect(),
            ..Mapping::default()
        };
        Labels::new(Path::new("folder"), &config, &mapping)
    }

    #[test]
    fn prefixes_of_the_usual_schemes_are_read() {
        for (label, expected) in [
            ("B-PER", Some((Position::Begin, "PER"))),
            ("I-WORK_OF_ART", Some((Position::Inside, "WORK_OF_ART"))),
            ("L-PER", Some((Position::Last, "PER"))),
            ("E-PER", Some((Position::Last, "PER"))),
            ("U-PER", Some((Position::Unit, "PER"))),
            ("S_PER", Some((Position::Unit, "PER"))),
            ("PERSON", Some((Position::Any, "PERSON"))),
            ("O", None),
        ] {
            assert_eq!(split(label), expected, "{label}");
        }
    }

    #[test]
    fn a_model_without_gpe_leaves_places_to_the_knowledge_base() {
        let conll = labels(&["O", "B-LOC", "I-LOC", "B-MISC"], &[]).unwrap();
        assert_eq!(conll.meanings, [Meaning::Place, Meaning::Miscellaneous]);
        let ontonotes = labels(&["O", "B-LOC", "B-GPE", "B-CARDINAL"], &[]).unwrap();
        assert_eq!(
            ontonotes.meanings,
            [
                Meaning::Label(Label::Loc),
                Meaning::Label(Label::Gpe),
                Meaning::Ignored
            ]
        );
    }

    #[test]
    fn the_mapping_goes_before_the_usual_schemes() {
        let mapped = labels(
            &["O", "B-LOC", "B-ship"],
            &[("LOC", "LOC"), ("ship", "IGNORE")],
        );
        let expected = [Meaning::Label(Label::Loc), Meaning::Ignored];
        assert_eq!(mapped.unwrap().meanings, expected);
    }

    #[test]
    fn what_cannot_be_mapped_is_named_with_a_remedy() {
        let error = labels(&["O", "B-ship"], &[]).unwrap_err();
        assert_eq!(error.kind(), ModelErrorKind::Labels);
        let text = error.to_string();
        assert!(
            text.contains("`ship`") && text.contains("\"ship\": \"…\""),
            "{text}"
        );
        let error = labels(&["O", "B-PER"], &[("PER", "HUMAN")]).unwrap_err();
        assert!(error.to_string().contains("`HUMAN`"), "{error}");
        let error = labels(&["O", "B-PER"], &[("PRE", "PERSON")]).unwrap_err();
        assert!(error.to_string().contains("map some of PER"), "{error}");
        let error = labels(&["O"], &[]).unwrap_err();
        assert!(error.to_string().contains("no label but O"), "{error}");
    }
}
