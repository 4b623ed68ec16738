//! Values that say how many times something has become as large: "expanded 3.3-fold", "grew 2.5
//! times", "threefold".

use std::ops::Range;

use communique_model::FigureMetric;

use super::changes::{Change, change};
use super::clauses::{clause, period};
use super::figures::{Figure, Topic, speaker};
use super::measures::{measured, qualifier};
use super::parties::{Spot, of_exchange, of_other};
use super::scene::Scene;
use crate::engine::layers::numbers;

/// Words of one piece for a number of times.
const WORDS: &[(&str, &str)] = &[
    ("twofold", "2"),
    ("threefold", "3"),
    ("fourfold", "4"),
    ("fivefold", "5"),
    ("sixfold", "6"),
    ("sevenfold", "7"),
    ("eightfold", "8"),
    ("ninefold", "9"),
    ("tenfold", "10"),
];

/// How far before or after "times" the word stands that says that something grew, in tokens.
const NEAR: usize = 8;

/// The number of times that begins at a token: its value and the token after it.
fn times(scene: &Scene<'_>, at: usize, sentence: &Range<usize>) -> Option<(String, usize)> {
    let text = scene.text;
    if scene.at(at).is_some() {
        return None;
    }
    if let Some((_, value)) = WORDS.iter().find(|(word, _)| text.is_word(at, word)) {
        return Some(((*value).to_owned(), at + 1));
    }
    if !text.begins_number(at) {
        return None;
    }
    let number = numbers::number(text, at).filter(|number| number.suffix.is_empty())?;
    let end = number.end;
    let dashed = text.is_any(end, &["-", "‑", "–"]) && text.is_word(end + 1, "fold");
    if dashed || text.is_word(end, "fold") {
        let after = if dashed { end + 2 } else { end + 1 };
        return Some((number.value.to_string(), after));
    }
    if !text.is_word(end, "times") {
        return None;
    }
    // "grew 2.5 times", "by a factor of", "is 3 times higher": not "visited three times".
    let compared = text.is_any_word(
        end + 1,
        &[
            "more", "higher", "larger", "bigger", "greater", "as", "less", "lower", "the",
        ],
    );
    let floor = sentence.start.max(at.saturating_sub(NEAR));
    let grew = change(scene, &(at..end + 1), &(floor..end + 1)).is_some();
    (compared || grew).then(|| (number.value.to_string(), end + 1))
}

/// The values of a sentence that are numbers of times.
pub(super) fn folds(scene: &Scene<'_>, sentence: &Range<usize>, topic: &Topic) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let Some((value, end)) = times(scene, at, sentence) else {
            at += 1;
            continue;
        };
        let tokens = at..end;
        at = end;
        let clause = clause(scene, &tokens, sentence);
        let spot = Spot {
            value: &tokens,
            clause: &clause,
            sentence,
        };
        let own = measured(scene, &tokens, &clause);
        let trade = own.is_some_and(|(subject, _)| subject.is_trade());
        let (metric, parties) = match own {
            Some((_, noun)) if trade => (
                FigureMetric::TradeGrowth,
                of_exchange(scene, topic, noun, true, spot),
            ),
            _ => (FigureMetric::Other, of_other(scene, topic, spot, false)),
        };
        let (qualifier, from) = qualifier(scene, tokens.start);
        let fell = change(scene, &tokens, &clause) == Some(Change::Fall);
        found.push(Figure {
            metric,
            value: if fell { format!("-{value}") } else { value },
            unit: "TIMES".to_owned(),
            qualifier,
            parties,
            period: period(scene, &tokens, &clause, sentence),
            speaker: speaker(scene, tokens.start, sentence),
            tokens: from..end,
        });
    }
    found
}
