//! The engine with a token classifier: what its model adds, what stands against it, and what is
//! said of a folder that cannot be used.

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use communique_extraction::engine::onnx::{ModelError, ModelErrorKind};
use communique_extraction::knowledge::{self, Knowledge};
use communique_extraction::{Engine, OnnxEngine, RuleEngine};
use communique_model::{CodePoints, Extraction, Label};
use communique_testkit::{ModelFolder, scratch_dir};
use proptest::prelude::*;
use tempfile::TempDir;

const CONLL: [&str; 7] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "B-MISC"];

/// A model that knows a few invented names.
fn invented() -> ModelFolder {
    let words = [
        ("Quorvin", "B-PER"),
        ("Zeth", "B-PER"),
        ("Mal", "B-PER"),
        ("##vane", "I-PER"),
        ("ukka", "I-PER"),
        ("Talvexis", "B-ORG"),
        ("Grull", "I-ORG"),
        ("Brumstow", "B-LOC"),
        ("Ombral", "B-LOC"),
        ("Sea", "I-ORG"),
        ("Astana", "B-PER"),
        ("the", "O"),
        ("a", "O"),
        ("b", "O"),
    ];
    ModelFolder::new(&CONLL, &words)
}

fn rules() -> RuleEngine {
    static KNOWLEDGE: OnceLock<Arc<Knowledge>> = OnceLock::new();
    let knowledge =
        KNOWLEDGE.get_or_init(|| knowledge::embedded().expect("the tables of the build are right"));
    RuleEngine::new(Arc::clone(knowledge), "embedded")
}

fn written(model: &ModelFolder) -> TempDir {
    let folder = scratch_dir().expect("there is room for a folder");
    let written = model.write(folder.path());
    written.expect("the folder takes files");
    folder
}

fn engine(model: &ModelFolder) -> OnnxEngine {
    OnnxEngine::open(written(model).path(), rules()).expect("the model is whole")
}

fn extract(engine: &OnnxEngine, text: &str) -> Extraction {
    engine
        .extract(text, None)
        .expect("the model reads any text")
}

/// The words and labels of what the model itself added.
fn added(engine: &OnnxEngine, text: &str) -> Vec<(String, Label)> {
    let points = CodePoints::new(text);
    extract(engine, text)
        .mentions
        .iter()
        .filter(|mention| mention.layer == "model")
        .map(|mention| (points.slice(mention.span).to_owned(), mention.label))
        .collect()
}

fn named(found: &[(&str, Label)]) -> Vec<(String, Label)> {
    let owned = |(words, label): &(&str, Label)| ((*words).to_owned(), *label);
    found.iter().map(owned).collect()
}

#[test]
fn names_that_no_list_knows_come_from_the_model() {
    let engine = engine(&invented());
    let found = added(
        &engine,
        "then Quorvin of the Talvexis Grull went to Brumstow",
    );
    let expected = [
        ("Quorvin", Label::Person),
        ("Talvexis Grull", Label::Org),
        ("Brumstow", Label::Gpe),
    ];
    assert_eq!(found, named(&expected));
}

#[test]
fn what_the_knowledge_base_has_stands_against_the_model() {
    let engine = engine(&invented());
    let extraction = extract(&engine, "they met in Astana");
    let [mention] = extraction.mentions.as_slice() else {
        panic!("one mention: {extraction:?}");
    };
    assert_eq!(
        (mention.label, mention.layer.as_str()),
        (Label::Gpe, "knowledge")
    );
    assert!(mention.entity.is_some());
}

#[test]
fn answers_name_the_engine_and_are_the_same_each_time() {
    let model = invented();
    let (one, other) = (engine(&model), engine(&model));
    let text = "then Quorvin spoke of US$5 million in Astana";
    let first = extract(&one, text);
    assert_eq!(first.engine, one.fingerprint());
    assert!(first.engine.starts_with("onnx-"), "{}", first.engine);
    assert!(
        first.engine.ends_with(rules().fingerprint()),
        "{}",
        first.engine
    );
    for _ in 0..3 {
        assert_eq!(extract(&one, text), first);
        assert_eq!(extract(&other, text), first);
    }
}

#[test]
fn every_file_of_the_folder_is_in_the_fingerprint() {
    let folder = written(&invented());
    let open = || {
        let engine = OnnxEngine::open(folder.path(), rules()).unwrap();
        engine.fingerprint().to_owned()
    };
    let mut seen = vec![open()];
    for (name, ending) in [("tokenizer.json", "\n"), ("config.json", "\n")] {
        let path = folder.path().join(name);
        let content = fs::read_to_string(&path).unwrap() + ending;
        fs::write(&path, content).unwrap();
        seen.push(open());
    }
    fs::write(folder.path().join("communique.json"), "{}").unwrap();
    seen.push(open());
    // Another network under the same names.
    let mut other = invented();
    other.words[0].label = 3;
    fs::remove_file(folder.path().join("model.onnx")).unwrap();
    let rewritten = written(&other);
    fs::copy(
        rewritten.path().join("model.onnx"),
        folder.path().join("model.onnx"),
    )
    .unwrap();
    seen.push(open());
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), count, "{seen:?}");
}

#[test]
fn spans_are_right_after_emoji_combining_marks_and_pieces() {
    let engine = engine(&invented());
    // The accent is stripped by the tokeniser: "Quórvin" with a combining mark is "Quorvin".
    let text = "🇰🇿🗓 e\u{301}h — Quo\u{301}rvin, 👨‍👩‍👧 Malvane ukka\u{301}!";
    let expected = [
        ("Quo\u{301}rvin", Label::Person),
        ("Malvane ukka\u{301}", Label::Person),
    ];
    assert_eq!(added(&engine, text), named(&expected));
}

#[test]
fn words_that_look_like_special_pieces_are_words() {
    let engine = engine(&invented());
    let found = added(&engine, "[SEP] [PAD] [CLS] then Quorvin [SEP] went");
    assert_eq!(found, named(&[("Quorvin", Label::Person)]));
}

#[test]
fn a_long_text_is_read_in_windows_without_loss() {
    let mut model = invented();
    model.positions = 16;
    let engine = engine(&model);
    for filler in [0, 1, 5, 13, 14, 15, 200] {
        let text = format!("{}Malvane ukka {}", "b ".repeat(filler), "b ".repeat(300));
        let found = added(&engine, &text.repeat(3));
        let name = ("Malvane ukka".to_owned(), Label::Person);
        assert_eq!(found, vec![name; 3], "after {filler} words");
    }
}

#[test]
fn a_network_of_one_length_is_filled_up() {
    let mut model = invented();
    model.fixed_length = Some(12);
    let engine = engine(&model);
    let text = format!("then Quorvin {} Zeth ukka went", "b ".repeat(40));
    let expected = [("Quorvin", Label::Person), ("Zeth ukka", Label::Person)];
    assert_eq!(added(&engine, &text), named(&expected));
}

#[test]
fn labels_are_mapped_as_the_folder_says() {
    let mut model = ModelFolder::new(
        &["O", "B-ship", "B-chief", "B-LOC", "I-LOC"],
        &[
            ("Quorvin", "B-ship"),
            ("Zeth", "B-chief"),
            ("Ombral", "B-LOC"),
            ("Sea", "I-LOC"),
            ("Brumstow", "B-LOC"),
            ("a", "O"),
        ],
    );
    model.mapping = Some(serde_json::json!({"labels": {"ship": "IGNORE", "chief": "PERSON"}}));
    let text = "then Quorvin, Zeth, Ombral Sea, Brumstow";
    let expected = [
        ("Zeth", Label::Person),
        ("Ombral Sea", Label::Loc),
        ("Brumstow", Label::Gpe),
    ];
    assert_eq!(added(&engine(&model), text), named(&expected));
    model.mapping = Some(serde_json::json!({
        "labels": {"ship": "FAC", "chief": "MISCELLANEOUS", "LOC": "LOC"}, "fill": 0.2,
    }));
    let expected = [
        ("Quorvin", Label::Fac),
        ("Ombral Sea", Label::Loc),
        ("Brumstow", Label::Loc),
    ];
    assert_eq!(added(&engine(&model), text), named(&expected));
}

/// What is said of a folder after a change.
fn refused(model: &ModelFolder, change: impl FnOnce(&Path)) -> ModelError {
    let folder = written(model);
    change(folder.path());
    OnnxEngine::open(folder.path(), rules()).expect_err("the folder is damaged")
}

#[track_caller]
fn assert_refused(error: &ModelError, kind: ModelErrorKind, file: &str, words: &str) {
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.file().ends_with(file), "{error}");
    assert!(error.to_string().contains(words), "{error}");
}

#[test]
fn a_missing_file_is_named() {
    for file in ["model.onnx", "tokenizer.json", "config.json"] {
        let error = refused(&invented(), |folder| {
            fs::remove_file(folder.join(file)).unwrap();
        });
        assert_refused(&error, ModelErrorKind::Unreadable, file, "cannot be read");
    }
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let error = refused(&invented(), |folder| {
        fs::write(folder.join("config.json"), " ".repeat((1 << 20) + 1)).unwrap();
    });
    assert_refused(&error, ModelErrorKind::TooLarge, "config.json", "1048576");
}

#[test]
fn damaged_files_are_named() {
    for file in [
        "model.onnx",
        "tokenizer.json",
        "config.json",
        "communique.json",
    ] {
        let error = refused(&invented(), |folder| {
            fs::write(folder.join(file), "{\"labels\": [").unwrap();
        });
        assert_eq!(error.kind(), ModelErrorKind::Malformed, "{error}");
        assert!(error.file().ends_with(file), "{error}");
    }
    let error = refused(&invented(), |folder| {
        fs::write(folder.join("communique.json"), "{\"lables\": {}}").unwrap();
    });
    assert_refused(
        &error,
        ModelErrorKind::Malformed,
        "communique.json",
        "lables",
    );
}

#[test]
fn labels_that_mean_nothing_are_named_with_what_to_do() {
    let model = ModelFolder::new(&["O", "B-ship"], &[("a", "O")]);
    let error = refused(&model, |_| {});
    assert_refused(&error, ModelErrorKind::Labels, "communique.json", "`ship`");
    let error = refused(&invented(), |folder| {
        fs::write(folder.join("config.json"), "{\"id2label\": {\"1\": \"O\"}}").unwrap();
    });
    assert_refused(&error, ModelErrorKind::Labels, "config.json", "\"0\"");
}

#[test]
fn a_network_that_is_no_token_classifier_is_refused() {
    let mut model = invented();
    model.outputs = Some(3);
    let error = refused(&model, |_| {});
    assert_refused(&error, ModelErrorKind::Shape, "model.onnx", "7 labels");
    let mut model = invented();
    model.inputs = vec!["pixels".to_owned()];
    let error = refused(&model, |_| {});
    assert_refused(&error, ModelErrorKind::Shape, "model.onnx", "`pixels`");
}

#[test]
fn a_vocabulary_beyond_the_network_is_found_at_the_start() {
    let mut longer = invented();
    let word = longer.words[0].clone();
    longer.words.extend((0..9).map(|number| {
        let piece = format!("more{number}");
        communique_testkit::ModelWord {
            piece,
            ..word.clone()
        }
    }));
    let longer = written(&longer);
    let error = refused(&invented(), |folder| {
        let name = "tokenizer.json";
        fs::copy(longer.path().join(name), folder.join(name)).unwrap();
    });
    assert_refused(&error, ModelErrorKind::Run, "model.onnx", "a run fails");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_damaged_network_is_an_error_and_nothing_worse(
        at in any::<prop::sample::Index>(),
        value in any::<u8>(),
        length in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let folder = written(&invented());
        let path = folder.path().join("model.onnx");
        let mut content = fs::read(&path).unwrap();
        if cut {
            content.truncate(length.index(content.len()));
        } else {
            let at = at.index(content.len());
            content[at] = value;
        }
        fs::write(&path, content).unwrap();
        // A weight more or less still gives a model; whatever opens also answers or says why not.
        if let Ok(engine) = OnnxEngine::open(folder.path(), rules()) {
            let _ = engine.extract("then Quorvin went to Brumstow", None);
        }
    }

    #[test]
    fn spans_slice_to_any_text(text in "\\PC{0,60}(Quorvin|Malvane|\n| |🇰🇿|e\u{301}){0,4}\\PC{0,20}") {
        static ENGINE: OnceLock<OnnxEngine> = OnceLock::new();
        let engine = ENGINE.get_or_init(|| engine(&invented()));
        let points = text.chars().count();
        for mention in extract(engine, &text).mentions {
            prop_assert!(mention.span.start < mention.span.end);
            prop_assert!(mention.span.end as usize <= points);
        }
    }
}
