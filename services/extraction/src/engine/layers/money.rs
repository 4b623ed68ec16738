//! Amounts of money: a currency's sign, code or name, a number, a scale.

use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::numbers::{Decimal, Number, in_words, number, scale};
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;

/// Finds amounts.
pub(crate) struct Money;

impl Layer for Money {
    fn name(&self) -> &'static str {
        "money"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut at = 0;
        while at < board.text.len() {
            let found = amount_at(board.text, at);
            let Some((range, value)) = found else {
                at += 1;
                continue;
            };
            at = range.end;
            board.push(
                Candidate::new(range, Label::Money, Rank::Notation, self.name())
                    .with_value(Some(value)),
            );
        }
    }
}

fn amount_at(text: &Text<'_>, at: usize) -> Option<(Range<usize>, String)> {
    if let Some((currency, next)) = sign_before(text, at) {
        let (value, mut end) = scaled_number(text, next)?;
        // "US$30 billion dollars" names its currency twice.
        if let Some((again, after)) = currency_after(text, end)
            && again == currency
            && text.is_plain_word(after - 1)
        {
            end = after;
        }
        return Some((at..end, format!("{currency} {value}")));
    }
    if at > 0
        && (text.is_number(at - 1) || text.joined(at) && text.is_any(at - 1, &[".", ",", "-"]))
    {
        return None;
    }
    let (value, end) = scaled_number(text, at).or_else(|| article_scale(text, at))?;
    let (currency, end) = currency_after(text, end)?;
    Some((at..end, format!("{currency} {value}")))
}

/// A number with its scale: "30 billion", "5bn", "half a million". Of a range "5–6 billion" the
/// first number counts and the range is covered.
fn scaled_number(text: &Text<'_>, at: usize) -> Option<(Decimal, usize)> {
    let first = number(text, at)?;
    let mut last = first;
    let dash = text.is_any(first.end, &["-", "–", "—"]);
    if first.suffix.is_empty()
        && dash
        && let Some(second) = number(text, first.end + 1)
        && text.continues_line(first.end + 1)
    {
        last = second;
    }
    let zeros = if last.suffix.is_empty() {
        scale_after(text, last)
    } else {
        Some((scale(last.suffix)?, last.end))
    };
    let (zeros, end) = zeros.unwrap_or((0, last.end));
    Some((first.value.scaled(zeros)?, end))
}

fn scale_after(text: &Text<'_>, number: Number<'_>) -> Option<(u32, usize)> {
    let mut zeros = 0;
    let mut end = number.end;
    // "hundred million", "thousand billion"; a hyphen as in "30-billion" is let through.
    for _ in 0..2 {
        let next = if text.is_inner_hyphen(end) {
            end + 1
        } else {
            end
        };
        let is_bare_letter = text.word(next).len() == 1 && !text.joined(next);
        match scale(text.word(next)) {
            Some(more) if text.continues_line(next) && !is_bare_letter => {
                zeros += more;
                end = next + 1;
                if text.is(end, ".") && text.joined(end) && text.word(next).len() <= 3 {
                    // "bn." keeps its stop only in front of a currency.
                    if currency_after(text, end + 1).is_some() {
                        end += 1;
                    }
                }
            }
            _ => break,
        }
    }
    (zeros > 0).then_some((zeros, end))
}

/// "a million dollars", "half a billion euros".
fn article_scale(text: &Text<'_>, at: usize) -> Option<(Decimal, usize)> {
    let half = text.is_word(at, "half");
    let article = if half { at + 1 } else { at };
    if !text.is_any_word(article, &["a", "one"]) || in_words(text, at).is_some() {
        return None;
    }
    let zeros = scale(text.word(article + 1)).filter(|zeros| *zeros >= 3)?;
    let value = if half {
        Decimal::whole(5).scaled(zeros - 1)?
    } else {
        Decimal::whole(1).scaled(zeros)?
    };
    Some((value, article + 2))
}

/// ISO 4217 codes by sign, for signs that stand before a number.
const SIGNS: [(&str, &str); 13] = [
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₽", "RUB"),
    ("₸", "KZT"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₼", "AZN"),
    ("₾", "GEL"),
    ("֏", "AMD"),
];

/// Letters before a dollar sign that say whose dollar it is.
const DOLLARS: [(&str, &str); 12] = [
    ("US", "USD"),
    ("U.S.", "USD"),
    ("USD", "USD"),
    ("C", "CAD"),
    ("CA", "CAD"),
    ("A", "AUD"),
    ("AU", "AUD"),
    ("HK", "HKD"),
    ("NZ", "NZD"),
    ("S", "SGD"),
    ("R", "BRL"),
    ("NT", "TWD"),
];

/// ISO 4217 codes that are read beside a number.
const CODES: [&str; 47] = [
    "USD", "EUR", "GBP", "JPY", "RUB", "RUR", "KZT", "CNY", "CNH", "RMB", "INR", "KRW", "TRY",
    "UAH", "AZN", "GEL", "AMD", "BYN", "UZS", "KGS", "TJS", "TMT", "MDL", "CHF", "CAD", "AUD",
    "NZD", "HKD", "SGD", "BRL", "ZAR", "AED", "SAR", "QAR", "IRR", "EGP", "PLN", "CZK", "HUF",
    "SEK", "NOK", "DKK", "MXN", "IDR", "THB", "VND", "MNT",
];

fn sign_before(text: &Text<'_>, at: usize) -> Option<(&'static str, usize)> {
    // Signs and codes are short or in capitals; most words are neither.
    let word = text.word(at);
    if !text.is_all_capitals(at) && word.chars().nth(2).is_some() {
        return None;
    }
    if let Some(code) = code(word) {
        // "USD 5 bn", "USD5bn" is one token and read elsewhere, "US$" is below.
        let next = if text.is(at + 1, "$") && text.joined(at + 1) {
            at + 2
        } else {
            at + 1
        };
        if text.is_number(next) && text.continues_line(next) {
            return Some((code, next));
        }
    }
    if text.is_any(at, &["Rs", "₹"]) {
        let next = if text.is(at + 1, ".") { at + 2 } else { at + 1 };
        return text.is_number(next).then_some(("INR", next));
    }
    for (letters, currency) in DOLLARS {
        // "US $150 million" is written too; a single letter must touch the sign.
        let touches = text.joined(at + 1) || letters.len() > 1 && text.continues_line(at + 1);
        if text.is(at, letters) && text.is(at + 1, "$") && touches {
            return Some((currency, at + 2));
        }
    }
    if text.is(at, "U") && text.is(at + 1, ".") && text.is(at + 2, "S") {
        let dollar = if text.is(at + 3, ".") { at + 4 } else { at + 3 };
        if text.is(dollar, "$") && text.joined(dollar) {
            return Some(("USD", dollar + 1));
        }
    }
    let sign = SIGNS.iter().find(|(sign, _)| text.is(at, sign))?;
    text.continues_line(at + 1).then_some((sign.1, at + 1))
}

fn code(word: &str) -> Option<&'static str> {
    let code = CODES.iter().find(|code| **code == word)?;
    Some(match *code {
        "RMB" | "CNH" => "CNY",
        "RUR" => "RUB",
        other => other,
    })
}

/// A unit of currency by its name in lower case, singular.
const UNITS: [(&str, &str); 34] = [
    ("dollar", "USD"),
    ("euro", "EUR"),
    ("ruble", "RUB"),
    ("rouble", "RUB"),
    ("tenge", "KZT"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("yen", "JPY"),
    ("pound", "GBP"),
    ("som", "KGS"),
    ("soum", "UZS"),
    ("sum", "UZS"),
    ("somoni", "TJS"),
    ("manat", "AZN"),
    ("dram", "AMD"),
    ("lari", "GEL"),
    ("hryvnia", "UAH"),
    ("lira", "TRY"),
    ("rupee", "INR"),
    ("dirham", "AED"),
    ("riyal", "SAR"),
    ("rial", "IRR"),
    ("rand", "ZAR"),
    ("franc", "CHF"),
    ("zloty", "PLN"),
    ("forint", "HUF"),
    ("ringgit", "MYR"),
    ("baht", "THB"),
    ("dong", "VND"),
    ("rupiah", "IDR"),
    ("won", "KRW"),
    ("real", "BRL"),
    ("tugrik", "MNT"),
    ("shekel", "ILS"),
];

/// A nationality before the unit, and the currency that it makes of it.
const NATIONAL: [(&str, &str, &str); 26] = [
    ("US", "dollar", "USD"),
    ("American", "dollar", "USD"),
    ("Canadian", "dollar", "CAD"),
    ("Australian", "dollar", "AUD"),
    ("Singapore", "dollar", "SGD"),
    ("Hong Kong", "dollar", "HKD"),
    ("Belarusian", "ruble", "BYN"),
    ("Belarusian", "rouble", "BYN"),
    ("Russian", "ruble", "RUB"),
    ("Russian", "rouble", "RUB"),
    ("Chinese", "yuan", "CNY"),
    ("Japanese", "yen", "JPY"),
    ("British", "pound", "GBP"),
    ("Egyptian", "pound", "EGP"),
    ("Kazakh", "tenge", "KZT"),
    ("Kyrgyz", "som", "KGS"),
    ("Uzbek", "sum", "UZS"),
    ("Uzbek", "som", "UZS"),
    ("Turkmen", "manat", "TMT"),
    ("Azerbaijani", "manat", "AZN"),
    ("Turkish", "lira", "TRY"),
    ("Indian", "rupee", "INR"),
    ("Pakistani", "rupee", "PKR"),
    ("Swiss", "franc", "CHF"),
    ("Emirati", "dirham", "AED"),
    ("Moroccan", "dirham", "MAD"),
];

/// The currency whose sign, code or name stands at `at`, and the token after it.
fn currency_after(text: &Text<'_>, at: usize) -> Option<(&'static str, usize)> {
    if !text.continues_line(at) {
        return None;
    }
    let start = if text.is(at, "of") {
        return None;
    } else if text.is_inner_hyphen(at) {
        at + 1
    } else {
        at
    };
    if let Some(code) = code(text.word(start)) {
        return Some((code, start + 1));
    }
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| text.is(start, sign)) {
        return Some((code, start + 1));
    }
    let word = text.word(start);
    if word == "US" && text.is(start + 1, "$") {
        return Some(("USD", start + 2));
    }
    for (nation, unit, code) in NATIONAL {
        let words = nation.split(' ').count();
        if text
            .words(start..start + words)
            .eq_ignore_ascii_case(nation)
            && is_unit(text.word(start + words), unit)
        {
            return Some((code, start + words + 1));
        }
    }
    let (unit, code) = UNITS.iter().find(|(unit, _)| is_unit(word, unit))?;
    // "won", "sum" and "real" are English words: they need an amount that only money has.
    let is_word = matches!(*unit, "won" | "sum" | "real" | "pound" | "dong" | "som");
    let after_scale = at > 0 && scale(text.word(at - 1)).is_some();
    let sterling = text.is(start + 1, "sterling");
    if is_word && !after_scale && !sterling {
        return None;
    }
    Some((code, if sterling { start + 2 } else { start + 1 }))
}

fn is_unit(word: &str, unit: &str) -> bool {
    let Some(rest) = word
        .get(..unit.len())
        .and_then(|head| head.eq_ignore_ascii_case(unit).then(|| &word[unit.len()..]))
    else {
        return false;
    };
    matches!(rest, "" | "s" | "es")
}
