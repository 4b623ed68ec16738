//! Words per second of a whole extraction, beside a bare cut at white space as the layer below
//! which no engine can go. Texts are the project's own samples.

use std::hint::black_box;
use std::path::Path;

use communique_extraction::RuleEngine;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// The samples cut into pieces of about the length of a post, at line ends.
fn posts() -> Vec<String> {
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

/// About the length of a longer post.
const POST_BYTES: usize = 2_000;

fn extraction(criterion: &mut Criterion) {
    let posts = posts();
    let words: usize = posts
        .iter()
        .map(|post| post.split_whitespace().count())
        .sum();
    let engine = RuleEngine::embedded().expect("the tables of the build are right");
    let date = "2024-07-03".parse().ok();
    let mut group = criterion.benchmark_group("extraction");
    group.sample_size(10);
    group.throughput(Throughput::Elements(words as u64));
    group.bench_function("whitespace", |bencher| {
        bencher.iter(|| {
            let words = posts
                .iter()
                .map(|post| black_box(post).split_whitespace().count());
            words.sum::<usize>()
        });
    });
    group.bench_function("rules", |bencher| {
        bencher.iter(|| {
            let mentions = posts
                .iter()
                .map(|post| engine.extract(black_box(post), date).mentions.len());
            mentions.sum::<usize>()
        });
    });
    group.finish();
    criterion.bench_function("knowledge", |bencher| {
        use communique_extraction::knowledge::{Knowledge, SOURCES};
        bencher.iter(|| Knowledge::build(black_box(&SOURCES)).expect("the tables are right"));
    });
}

criterion_group!(benches, extraction);
criterion_main!(benches);
