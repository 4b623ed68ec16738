//! Both backends give the same answers: many small questions put to both.

use std::sync::Arc;

use communique_model::{DocumentKind, FacetField, Filter, FilterField, IndexedDocument, Label};
use communique_model::{Query, Sort};

use crate::bench::{Backend, Bench, ids, terms};
use crate::embedded::Embedded;
use crate::fixtures::{csto, csto_council, doc, kazakhstan, russia, tokayev};

/// Words that are near one another, in a few scripts.
const WORDS: [&str; 40] = [
    "court",
    "count",
    "country",
    "counts",
    "county",
    "mount",
    "trade",
    "traded",
    "trader",
    "grade",
    "turnover",
    "turnovers",
    "biosecurity",
    "biosecurty",
    "security",
    "securities",
    "in",
    "on",
    "of",
    "the",
    "a",
    "US$30",
    "30",
    "34.4",
    "2024",
    "Kazakhstan",
    "Kazakstan",
    "Qazaqstan",
    "Tokayev",
    "Tokaev",
    "CSTO",
    "#CSTO",
    "Астана",
    "Астане",
    "Астану",
    "中国",
    "Erdoğan",
    "Erdogan",
    "state-of-the-art",
    "WHO",
];

/// A small generator of numbers (Knuth's MMIX constants): the same questions at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        let number = self.roll(of.len());
        &of[number]
    }

    fn words(&mut self, most: usize) -> Vec<&'static str> {
        let number = 1 + self.roll(most);
        (0..number).map(|_| *self.pick(&WORDS)).collect()
    }

    fn document(&mut self, number: usize) -> IndexedDocument {
        let mut draft = doc(format!("{} {number}", self.words(30).join(" ")));
        if self.roll(3) == 0 {
            draft = draft.title(&self.words(4).join(" "));
        }
        if self.roll(4) > 0 {
            let dates = ["2022", "2023-05", "2024-07-03", "2024-07", "2021-12-31"];
            draft = draft.date(self.pick::<&str>(&dates));
        }
        for source in ["@embassy", "@mission", "Kremlin.ru"] {
            if self.roll(3) == 0 {
                draft = draft.source(source);
            }
        }
        draft = draft.kind(*self.pick(&DocumentKind::ALL));
        let entities = [csto(), csto_council(), kazakhstan(), russia(), tokayev()];
        for _ in 0..self.roll(3) {
            let surface = number.to_string();
            let entity = self.pick(&entities).clone();
            draft = draft
                .mention(&surface, Label::Org, &[entity])
                .with_entity(&csto());
        }
        draft.build()
    }

    /// A word as a hurried reader types it.
    fn typed(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        for _ in 0..self.roll(3) {
            let at = self.roll(letters.len());
            match self.roll(5) {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, 'o'),
                2 => letters[at] = 'e',
                3 => letters.truncate(at + 1),
                _ if at > 0 => letters.swap(at - 1, at),
                _ => {}
            }
            if letters.is_empty() {
                break;
            }
        }
        letters.into_iter().collect()
    }

    fn question(&mut self) -> Query {
        let mut text: Vec<String> = Vec::new();
        for _ in 0..self.roll(4) {
            let word = *self.pick(&WORDS);
            text.push(self.typed(word));
        }
        if self.roll(3) == 0 {
            text.push(format!("\"{}\"", self.words(3).join(" ")));
        }
        if self.roll(8) == 0 {
            text.push("Collective Security Treaty Organisation".to_owned());
        }
        Query {
            text: text.join(" "),
            filter: (self.roll(3) == 0).then(|| self.filter(2)),
            facets: vec![
                FacetField::Organisation,
                FacetField::Source,
                FacetField::Kind,
            ],
            sort: *self.pick(&[Sort::Relevance, Sort::Relevance, Sort::Newest, Sort::Oldest]),
            page_size: 200,
            ..Query::default()
        }
    }

    fn filter(&mut self, depth: usize) -> Filter {
        let sides = if depth == 0 { 3 } else { 6 };
        match self.roll(sides) {
            0 => terms(
                FilterField::Source,
                &[*self.pick(&["@embassy", "kremlin.ru", "x"])],
            ),
            1 => terms(
                FilterField::Entity,
                &[*self.pick(&["CSTO", "kz", "Tokayev"])],
            ),
            2 => {
                let date = self.pick(&["2022", "2023-05", "2024-07-03"]);
                Filter::DateRange {
                    from: date.parse().ok(),
                    to: (self.roll(2) == 0).then_some("2024-07-10".parse().expect("a date")),
                }
            }
            3 => Filter::All(vec![self.filter(depth - 1), self.filter(depth - 1)]),
            4 => Filter::Any(vec![self.filter(depth - 1), self.filter(depth - 1)]),
            _ => Filter::Not(Box::new(self.filter(depth - 1))),
        }
    }
}

pub(crate) async fn embedded_answers_the_same(bench: Bench) {
    let embedded = Bench::on(Arc::new(Embedded::new()) as Arc<dyn Backend>).await;
    let mut dice = Dice(20_240_703);
    let documents: Vec<IndexedDocument> = (0..120).map(|n| dice.document(n)).collect();
    bench.fill(documents.clone()).await;
    embedded.fill(documents).await;
    for _ in 0..250 {
        let question = dice.question();
        let one = embedded.ask(question.clone()).await;
        let other = bench.ask(question.clone()).await;
        let shown = format!("{:?} {:?}", question.text, question.filter);
        assert_eq!(one.total, other.total, "{shown}");
        assert_eq!(ids(&one), ids(&other), "{shown}");
        assert_eq!(one.notices, other.notices, "{shown}");
        assert_eq!(one.facets, other.facets, "{shown}");
        // Where few documents match, or dates decide, the order is the same as well.
        if one.total <= 100 || question.sort != Sort::Relevance {
            assert_eq!(one.hits, other.hits, "{shown}");
        }
    }
}
