//! How fast captures are read, beside a plain scan for lines as the least that could be done.
//!
//! `cargo bench -p communique-ingest --bench parse`

use std::fmt::Write as _;
use std::hint::black_box;

use communique_ingest::parse::parse_capture;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// A page of so many posts; every fourth loses its list, every third is forwarded.
fn page(posts: usize) -> String {
    let mut page = String::new();
    for post in 0..posts {
        if post % 3 == 0 {
            page.push_str("Forwarded from Astana Press Desk 🇰🇿\n");
        }
        let title = format!("🎙 Remarks number {post} on transit and trade (Almaty, June 21, 2024)");
        let mut body = Vec::new();
        for paragraph in 0..4 {
            body.push(format!(
                "💬 Paragraph {paragraph} of post {post}: the corridor carried {} thousand tonnes \
                 in the first half of the year, and the queue at the border grew shorter again.",
                post * 7 + paragraph
            ));
        }
        let items: Vec<String> = (0..3)
            .map(|item| format!("🔹 Item {item} of post {post}, in few words"))
            .collect();
        let tail = ["Read in full".to_owned(), "#Transit #SCO".to_owned()];
        let printed = [&body[..], &items, &tail].concat();
        let again = if post % 4 == 0 {
            [&body[..], &tail].concat()
        } else {
            printed.clone()
        };
        for line in [title].iter().chain(&printed).chain(&again) {
            page.push_str(line);
            page.push('\n');
        }
    }
    page
}

/// A page without any forward line, so that it is one region: the most that segmentation can get.
fn unbroken_page(posts: usize) -> String {
    page(posts).replace("Forwarded from Astana Press Desk 🇰🇿\n", "")
}

/// The same few lines over and over: as many ways to read as there can be.
fn hostile_page(lines: usize) -> String {
    let mut page = "Forwarded from Desk\n".to_owned();
    for line in 0..lines {
        let _ = writeln!(page, "Line {}", line % 17);
    }
    page
}

fn feed(documents: usize) -> String {
    let text = page(1);
    let line = |number: usize| {
        serde_json::json!({
            "text": format!("{number} {text}"),
            "published_at": "2024-07-03T16:15:00+05:00",
            "source": "Desk",
        })
    };
    (0..documents)
        .map(|number| format!("{}\n", line(number)))
        .collect()
}

fn transcript(turns: usize) -> String {
    let mut text = "Events\nMeeting with Envoy Daniyar Ospanbek\nThey met in Sochi.\n\
                    May 7, 2024\n16:15\nSochi\n"
        .to_owned();
    for turn in 0..turns {
        let speaker = ["Pavel Gorelin", "Daniyar Ospanbek"][turn % 2];
        let _ = writeln!(
            text,
            "{speaker}: This is answer {turn}, and it is not a short one."
        );
    }
    text.push_str("Geography\nKazakhstan\nPublication status\nText version\n");
    text
}

fn parse(criterion: &mut Criterion) {
    let captures = [
        ("page", page(2_000)),
        ("page without forward lines", unbroken_page(2_000)),
        ("hostile page", hostile_page(20_000)),
        ("transcript", transcript(10_000)),
        ("json lines", feed(500)),
        (
            "plain text",
            page(1)
                .repeat(200)
                .replace("Forwarded", "forwarded")
                .replace('\n', " \n\n- "),
        ),
    ];
    for (name, capture) in captures {
        let mut group = criterion.benchmark_group(name);
        group
            .throughput(Throughput::Bytes(capture.len() as u64))
            .sample_size(10);
        group.bench_function("parse", |bencher| {
            bencher.iter(|| parse_capture(black_box(capture.as_bytes())));
        });
        group.bench_function("lines", |bencher| {
            bencher.iter(|| black_box(&capture).lines().map(str::len).sum::<usize>());
        });
        group.finish();
    }
}

criterion_group!(benches, parse);
criterion_main!(benches);
