//! Texts made to cost much: each must be read in time that grows with its length only.

mod support;

use std::time::{Duration, Instant};

use support::{date, engine};

/// Length of the longer of the two texts that are compared, in bytes.
const LONG: usize = 32 << 10;

fn best_of_two(text: &str) -> Duration {
    let time = |_| {
        let start = Instant::now();
        let extraction = engine().extract(text, date("2024-07-03"));
        assert!(extraction.mentions.len() <= text.len());
        start.elapsed()
    };
    (0..2).map(time).min().expect("two runs")
}

/// Reads `make(n)` at two lengths, eight times apart. Quadratic work would take 64 times as long;
/// other programs on the machine may well double what linear work takes.
#[track_caller]
fn assert_linear(name: &str, make: impl Fn(usize) -> String) {
    let short = best_of_two(&make(LONG / 8)).max(Duration::from_millis(2));
    let long = best_of_two(&make(LONG));
    let ratio = long.as_secs_f64() / short.as_secs_f64();
    assert!(
        ratio < 32.0,
        "{name}: eight times the text took {ratio:.1} times as long"
    );
}

fn repeat(unit: &str) -> impl Fn(usize) -> String + '_ {
    move |length| unit.repeat(length / unit.len())
}

#[test]
fn letters_marks_and_numbers_without_end() {
    for unit in [
        "a", "A", "A ", "(", "([{", "1,", "111 ", "A-", "-–", "A.", "٣", "\n", "A\n", "🇷🇺",
    ] {
        assert_linear(unit, repeat(unit));
    }
}

#[test]
fn hashtags_without_end() {
    assert_linear("compound", repeat("#RussiaKazakhstan "));
    assert_linear("unknown", repeat("#abcdefghijklmnop "));
    assert_linear("glued", repeat("#a"));
    assert_linear("one", |length| format!("#{}", "aB".repeat(length / 2)));
}

#[test]
fn names_and_titles_without_end() {
    for unit in [
        "President ",
        "President of Russia Vladimir Putin ",
        "Putin ",
        "UN Security Council the Council ",
        "Foreign Ministry ",
        "Bank and ",
        "Treaty on Aaa, ",
        "24th meeting of the ",
        "Victory Day of ",
        "conference “",
        "As’ ",
    ] {
        assert_linear(unit, repeat(unit));
    }
    assert_linear("marks before names", |length| {
        let marks = "! ? ".repeat(length / 8);
        marks + &"Vladimir Putin: ".repeat(length / 32)
    });
    assert_linear("ever new titles", |length| {
        (0..length / 40)
            .map(|number| format!("Minister of Thing{number} Vladimir Putin: x "))
            .collect()
    });
    assert_linear("ever new persons", |length| {
        (0..length / 20)
            .map(|number| format!("Aa{number} Bb{number} said "))
            .collect()
    });
    assert_linear("list of persons", |length| {
        format!("Persons\n{}", "Ab Cd\n".repeat(length / 6))
    });
}

#[test]
fn dates_without_end() {
    for unit in [
        "May 1 ",
        "last year and the first ",
        "A/1",
        "2024-",
        "1.1.",
        "the ",
    ] {
        assert_linear(unit, repeat(unit));
    }
}
