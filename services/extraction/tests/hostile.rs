//! Texts made to cost much: each must be read with work that grows with its length only.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use support::{date, engine};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Length of the longer of the two texts that are compared, in bytes.
const LONG: usize = 32 << 10;

/// Takes down how often the engine says that it has looked at a token.
#[derive(Clone, Default)]
struct Reads(Arc<AtomicU64>);

impl Visit for Reads {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "reads" {
            self.0.fetch_add(value, Ordering::Relaxed);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

impl Subscriber for Reads {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// How often tokens are looked at while a text is read: work that is the same on every machine.
fn reads(text: &str) -> u64 {
    let reads = Reads::default();
    tracing::subscriber::with_default(reads.clone(), || {
        let extraction = engine().extract(text, date("2024-07-03"));
        assert!(extraction.mentions.len() <= text.len());
    });
    reads.0.load(Ordering::Relaxed)
}

/// Reads `make(n)` at two lengths, eight times apart: eight times the text may cost ten times the
/// reads, as the lists and reaches of the layers fill up. Quadratic work would cost 64 times as
/// many.
#[track_caller]
fn assert_linear(name: &str, make: impl Fn(usize) -> String) {
    let short = reads(&make(LONG / 8));
    let long = reads(&make(LONG));
    assert!(
        long <= short.saturating_mul(10),
        "{name}: {short} reads became {long} for eight times the text"
    );
}

#[test]
fn the_engine_says_what_it_has_read() {
    assert!(reads("The sides met in Astana on July 3.") >= 8);
}

#[test]
fn names_and_titles_may_open_a_text() {
    for text in [
        "the Minsk Ivanov President Lavrov of Kirill On 🇧🇾",
        "the SCO President",
        "the Russian delegation Minister Lavrov",
        "of the Minister",
        "next meeting",
    ] {
        assert!(reads(text) > 0);
    }
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
        "from 3 to ",
        "1 month 2 years ",
        "two years before ",
        "between May and ",
        "first Friday of ",
        "US$5 to ",
        "5 and a half ",
        "half a quarter of a ",
        "12,34,",
        "Resolutions 1, ",
        "Good Friday ",
        "Six-Day ",
        "№ 1/",
    ] {
        assert_linear(unit, repeat(unit));
    }
}

#[test]
fn occasions_without_end() {
    for unit in [
        "Lavrov met with Tokayev and Putin. ",
        "Talks between Serbia and Hungary were held. The next round will be held in May. ",
        "The next meeting will be held ",
        "The sides signed:\n– an agreement;\n– a memorandum;\n",
        "signed:\n",
        "The ministers adopted a statement ",
        "Will Lavrov meet Tokayev? ",
        "Lavrov held talks with:\nTokayev\nPutin\n",
        "who is on a visit and in May ",
        "The two presidents met with the ministers. ",
        "The President met him. ",
        "President Tokayev met President Putin; the Minister said so. ",
        "Sergey Lavrov: Mr Tokayev, I am glad to welcome you to Moscow, you and your President.\n",
        "Putin received credentials from the ambassadors. They were presented by:\n",
        "He had a conversation with each of the diplomats. ",
        "Putin began a tour of Iran, Iraq and ",
        "adopted the Moscow Declaration, a statement and a ",
        "Recalling the treaty, ",
        "The meeting was attended by Putin. ",
        "On 8 May the European Commission recommended it, ",
    ] {
        assert_linear(unit, repeat(unit));
    }
}
