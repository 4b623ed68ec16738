//! Words per second of a whole extraction on one core, everything on, beside a bare cut at white
//! space as the layer below which no engine can go.
//!
//! `cargo bench -p communique-extraction --bench extract`
//!
//! The texts are the repaired captures beside the project where they are at hand, else the
//! project's own samples, over and over: as single documents, and as one text of growing length,
//! whose rate must stay where it is.

use std::hint::black_box;
use std::path::Path;
use std::process::Command;

use communique_extraction::RuleEngine;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};

/// Bytes of text in a round.
const ROUND_BYTES: usize = 10_000_000;
/// About the length of a longer post.
const POST_BYTES: usize = 2_000;

/// The documents of the round, as long together as a round is.
fn round(documents: &[String]) -> Vec<&str> {
    let mut bytes = 0;
    documents
        .iter()
        .cycle()
        .take_while(|document| {
            let before = bytes;
            bytes += document.len();
            before < ROUND_BYTES
        })
        .map(String::as_str)
        .collect()
}

fn documents() -> Vec<String> {
    repaired_captures().unwrap_or_else(samples)
}

fn repaired_captures() -> Option<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold/dev.jsonl");
    let lines = std::fs::read_to_string(path).ok()?;
    let text = |line: &str| {
        let document: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        document["text"].as_str().expect("a text").to_owned()
    };
    Some(lines.lines().map(text).collect())
}

/// The samples cut into pieces of about the length of a post, at line ends.
fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the project has samples")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    let mut posts = vec![String::new()];
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a sample is text");
        for line in text.lines() {
            let last = posts.last_mut().expect("there is always one");
            last.push_str(line);
            last.push('\n');
            if last.len() > POST_BYTES {
                posts.push(String::new());
            }
        }
    }
    posts
}

fn words(text: &str) -> u64 {
    text.split_whitespace().count() as u64
}

fn extraction(criterion: &mut Criterion) {
    let documents = documents();
    let round = round(&documents);
    let engine = RuleEngine::embedded().expect("the tables of the build are right");
    let date = "2024-07-03".parse().ok();
    let mut group = criterion.benchmark_group("extraction");
    group.sample_size(10);
    group.throughput(Throughput::Elements(round.iter().copied().map(words).sum()));
    group.bench_function("white space alone", |bencher| {
        bencher.iter(|| round.iter().copied().map(black_box).map(words).sum::<u64>());
    });
    group.bench_function("documents", |bencher| {
        bencher.iter(|| {
            let found = round
                .iter()
                .map(|text| engine.extract(black_box(text), date).mentions.len());
            found.sum::<usize>()
        });
    });
    let joined = round.join("\n\n");
    for bytes in [ROUND_BYTES / 100, ROUND_BYTES / 10, ROUND_BYTES] {
        let end = (0..=bytes).rev().find(|&end| joined.is_char_boundary(end));
        let text = &joined[..end.unwrap_or(0)];
        group.throughput(Throughput::Elements(words(text)));
        group.bench_with_input(
            BenchmarkId::new("one text", bytes),
            text,
            |bencher, text| {
                bencher.iter(|| engine.extract(black_box(text), date).mentions.len());
            },
        );
    }
    group.finish();
    // Tables and model are read once in a process, so that each start needs one of its own.
    let program = std::env::current_exe().expect("a benchmark is a program");
    criterion.bench_function("start", |bencher| {
        bencher.iter(|| {
            let status = Command::new(&program).arg(START).status();
            assert!(status.expect("it can be run again").success());
        });
    });
}

/// The argument with which this program starts the engine, extracts once and ends.
const START: &str = "start-the-engine";

criterion_group!(benches, extraction);

fn main() {
    if std::env::args().nth(1).as_deref() == Some(START) {
        let engine = RuleEngine::embedded().expect("the tables are right");
        black_box(engine.extract("Talks were held in Vienna.", None));
        return;
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
