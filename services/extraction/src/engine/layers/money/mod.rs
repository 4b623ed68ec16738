//! Amounts of money: a currency's sign, code or name, a number, a scale.

mod currencies;

use std::ops::Range;

use communique_model::Label;

use super::Layer;
use super::numbers::{Decimal, Number, in_words, number, scale};
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use currencies::{
    BEFORE_NUMBER, DOLLARS, HUNDREDTHS, NATIONAL, SIGNS, UNITS, WORDS, code, is_unit,
};

/// Whether a word is the code of a currency, or one of the short forms written before figures.
pub(crate) fn is_currency_code(word: &str) -> bool {
    let short = BEFORE_NUMBER.iter().chain(&LETTERS);
    code(word).is_some() || short.into_iter().any(|(short, _)| *short == word)
}

/// Letters that stand for a currency where they touch the figures.
const LETTERS: [(&str, &str); 3] = [("R", "ZAR"), ("N", "NGN"), ("K", "ZMW")];

/// Finds amounts.
pub(crate) struct Money;

impl Layer for Money {
    fn name(&self) -> &'static str {
        "money"
    }

    fn find(&self, board: &mut Board<'_>) {
        let mut at = 0;
        while at < board.text.len() {
            let Some((range, amount)) = amount_at(board.text, at) else {
                at += 1;
                continue;
            };
            at = range.end;
            let (start, negative) = sign_of(board.text, range.start);
            let value = amount.currency.map(|currency| {
                let sign = if negative { "-" } else { "" };
                format!("{currency} {sign}{}", amount.value)
            });
            board.push(
                Candidate::new(start..range.end, Label::Money, Rank::Notation, self.name())
                    .with_value(value),
            );
        }
    }
}

/// The national currencies that go by the last word of an amount which names no nation: the codes of
/// "12 million dinars", with the amount. The first two letters of a code are its country.
pub(crate) fn namesakes(
    text: &Text<'_>,
    amount: &Range<usize>,
) -> Option<(Vec<&'static str>, String)> {
    let last = amount.end.checked_sub(1)?;
    let (value, end) = fraction_of_scale(text, amount.start)
        .or_else(|| scaled_number(text, amount.start))
        .filter(|&(_, end)| end == last)?;
    let codes: Vec<&str> = NATIONAL
        .iter()
        .filter(|(_, unit, _)| is_unit(text.word(end), unit))
        .map(|(_, _, code)| *code)
        .collect();
    (codes.len() > 1).then(|| (codes, value.to_string()))
}

/// A number of units of a currency; of none where the name leaves open whose it is.
#[derive(Clone, Copy, Debug)]
struct Amount {
    currency: Option<&'static str>,
    value: Decimal,
}

/// The start of an amount with its minus, and whether there is one.
fn sign_of(text: &Text<'_>, at: usize) -> (usize, bool) {
    let Some(before) = at.checked_sub(1).filter(|_| text.continues_line(at)) else {
        return (at, false);
    };
    let dash = text.is_any(before, &["-", "−"]) && text.joined(at) && !text.joined(before);
    if dash || text.is_word(before, "minus") {
        (before, true)
    } else {
        (at, false)
    }
}

fn amount_at(text: &Text<'_>, at: usize) -> Option<(Range<usize>, Amount)> {
    if let Some((currency, next)) = sign_before(text, at) {
        let (value, end) = scaled_number(text, next)?;
        let amount = Amount {
            currency: Some(currency),
            value,
        };
        // "US$30 billion dollars" names its currency twice.
        if let Some((again, after)) = currency_after(text, end)
            && again == amount.currency
            && text.is_plain_word(after - 1)
        {
            return Some((at..after, amount));
        }
        let shared = shared_scale(text, at, next, end);
        let value = shared.and_then(|zeros| value.scaled(zeros));
        let value = value.unwrap_or(amount.value);
        return Some((at..end, Amount { value, ..amount }));
    }
    let inside = at > 0
        && (text.is_number(at - 1) && !text.joined(at) && text.word(at).len() == 3
            || text.joined(at) && text.is_any(at - 1, &[".", ",", "-"]));
    if inside || !(text.begins_number(at) || text.is_any_word(at, &["half", "quarter"])) {
        return None;
    }
    let (value, end) = fraction_of_scale(text, at).or_else(|| scaled_number(text, at))?;
    if let Some((hundredth, end)) = hundredths(text, end) {
        let value = value.moved(2);
        let currency = Some(hundredth);
        return Some((at..end, Amount { currency, value }));
    }
    let (currency, end) = currency_after(text, end)?;
    let amount = Amount { currency, value };
    Some(with_hundredths(text, at..end, amount))
}

/// "3 dollars 50 cents", "thirteen dollars and forty-five cents": the hundredths belong to the
/// amount.
fn with_hundredths(text: &Text<'_>, range: Range<usize>, amount: Amount) -> (Range<usize>, Amount) {
    let end = range.end;
    let next = if text.is(end, "and") { end + 1 } else { end };
    let more = number(text, next)
        .filter(|_| text.continues_line(next))
        .and_then(|more| Some((more.value, hundredths(text, more.end)?.1)));
    match more {
        Some((hundredths, end)) => match amount.value.plus(hundredths.moved(2)) {
            Some(value) => (range.start..end, Amount { value, ..amount }),
            None => (range, amount),
        },
        None => (range, amount),
    }
}

/// "cents", "pence", "kopecks" at `at`: the currency by default, and the token after it.
fn hundredths(text: &Text<'_>, at: usize) -> Option<(&'static str, usize)> {
    if !text.continues_line(at) {
        return None;
    }
    let start = if text.is_inner_hyphen(at) { at + 1 } else { at };
    HUNDREDTHS
        .iter()
        .find(|(word, _)| text.is_word(start, word))
        .map(|(_, currency)| (*currency, start + 1))
}

/// Zeros of the scale that a first amount shares with the second: "between $5 and $7 billion".
fn shared_scale(text: &Text<'_>, at: usize, first: usize, end: usize) -> Option<u32> {
    let plain =
        number(text, first).is_some_and(|first| first.end == end && first.suffix.is_empty());
    let before = at.checked_sub(1)?;
    let and = text.is(end, "and") && text.is_word(before, "between");
    let to = text.is(end, "to") && text.is_word(before, "from");
    let dash = text.is_any(end, &["-", "–", "—"]);
    let (_, second) = sign_before(text, end + 1).filter(|_| plain && (and || to || dash))?;
    let second = number(text, second)?;
    if second.suffix.is_empty() {
        scale_after(text, second).map(|(zeros, _)| zeros)
    } else {
        scale(second.suffix)
    }
}

/// A number with its scale: "30 billion", "5bn", "one and a half million". Of a range
/// "5–6 billion" the first number counts and the range is covered.
fn scaled_number(text: &Text<'_>, at: usize) -> Option<(Decimal, usize)> {
    let first = number(text, at)?;
    let mut last = first;
    let dash = text.is_any(first.end, &["-", "–", "—", "to"]);
    if first.suffix.is_empty()
        && dash
        && text.continues_line(first.end + 1)
        && let Some(second) = number(text, first.end + 1)
    {
        last = second;
    }
    let mut value = first.value;
    if last == first
        && let Some((more, end)) = and_a_half(text, first.end)
    {
        value = value.plus(more)?;
        last.end = end;
    }
    let zeros = if last.suffix.is_empty() {
        scale_after(text, last)
    } else {
        Some((scale_of_suffix(last.suffix)?, last.end))
    };
    let (zeros, end) = zeros.unwrap_or((0, last.end));
    Some((value.scaled(zeros)?, end))
}

/// Zeros of a scale glued to the figures; none where a currency is glued to them: "100元".
fn scale_of_suffix(suffix: &str) -> Option<u32> {
    scale(suffix).or_else(|| SIGNS.iter().any(|(sign, _)| *sign == suffix).then_some(0))
}

/// "and a half", "and a quarter" after a number.
fn and_a_half(text: &Text<'_>, at: usize) -> Option<(Decimal, usize)> {
    if !text.is(at, "and") || !text.is_any(at + 1, &["a", "one"]) {
        return None;
    }
    let (value, places) = match text.word(at + 2) {
        "half" => (5, 1),
        "quarter" => (25, 2),
        _ => return None,
    };
    Some((Decimal::whole(value).moved(places), at + 3))
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

/// "a million", "half a billion", "half million", "a quarter of a million", "three quarters of a
/// billion".
fn fraction_of_scale(text: &Text<'_>, at: usize) -> Option<(Decimal, usize)> {
    let article = text.is_any_word(at, &["a", "one"]);
    let (value, places, next) = if text.is_word(at, "half") {
        (5, 1, at + 1)
    } else if text.is_word(at, "quarter") || article && text.is_word(at + 1, "quarter") {
        (25, 2, if article { at + 2 } else { at + 1 })
    } else if article && text.is_word(at + 1, "half") {
        (5, 1, at + 2)
    } else if text.is_word(at, "three") && text.is_word(at + 1, "quarters") {
        (75, 2, at + 2)
    } else if article
        && in_words(text, at).is_none_or(|number| text.is_word(at, "a") || number.end == at + 1)
    {
        (1, 0, at + 1)
    } else {
        return None;
    };
    let next = if text.is(next, "of") { next + 1 } else { next };
    let next = if places > 0 && text.is(next, "a") {
        next + 1
    } else {
        next
    };
    let mut zeros = scale(text.word(next)).filter(|zeros| *zeros >= 3)?;
    let mut end = next + 1;
    if !text.continues_line(next) || text.word(next).len() < 4 {
        return None;
    }
    if let Some(more) = scale(text.word(end)).filter(|more| *more >= 3 && text.continues_line(end))
    {
        zeros += more;
        end += 1;
    }
    Some((Decimal::whole(value).moved(places).scaled(zeros)?, end))
}

fn sign_before(text: &Text<'_>, at: usize) -> Option<(&'static str, usize)> {
    // Signs and codes are short or in capitals; most words are neither.
    let word = text.word(at);
    if !text.is_all_capitals(at)
        && word.chars().nth(2).is_some()
        && !word.starts_with(['K', 'T', 'r', 'u', 'e', 'g'])
    {
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
    if let Some((_, code)) = BEFORE_NUMBER.iter().find(|(short, _)| *short == word) {
        let next = if text.is(at + 1, ".") { at + 2 } else { at + 1 };
        return (text.is_number(next) && text.continues_line(next)).then_some((*code, next));
    }
    // A single letter must touch the figures.
    if let Some((_, code)) = LETTERS.iter().find(|(short, _)| *short == word)
        && text.joined(at + 1)
        && text.is_number(at + 1)
    {
        return Some((*code, at + 1));
    }
    for (letters, currency) in DOLLARS {
        // "US $150 million" is written too; a single letter must touch the sign.
        let touches = text.joined(at + 1) || letters.len() > 1 && text.continues_line(at + 1);
        if text.is(at, letters) && text.is(at + 1, "$") && touches {
            return Some((currency, at + 2));
        }
    }
    if let Some(dollar) = dotted_us(text, at)
        && text.is(dollar, "$")
        && text.continues_line(dollar)
    {
        return Some(("USD", dollar + 1));
    }
    let sign = SIGNS.iter().find(|(sign, _)| text.is(at, sign))?;
    text.continues_line(at + 1).then_some((sign.1, at + 1))
}

/// The token after "U.S." or "U.S".
fn dotted_us(text: &Text<'_>, at: usize) -> Option<usize> {
    let fits =
        text.is_any(at, &["U", "u"]) && text.is(at + 1, ".") && text.is_any(at + 2, &["S", "s"]);
    let stop = text.is(at + 3, ".") && text.joined(at + 3);
    fits.then_some(if stop { at + 4 } else { at + 3 })
}

/// The currency whose sign, code or name stands at `at`, and the token after it.
fn currency_after(text: &Text<'_>, at: usize) -> Option<(Option<&'static str>, usize)> {
    // The sign may be glued to the figures: "100元".
    if let Some(before) = at.checked_sub(1).filter(|&before| text.is_number(before))
        && let Some((_, code)) = SIGNS
            .iter()
            .find(|(sign, _)| !sign.is_ascii() && text.word(before).ends_with(sign))
    {
        return Some((Some(code), at));
    }
    if !text.continues_line(at) || text.is(at, "of") {
        return None;
    }
    let start = if text.is_inner_hyphen(at) { at + 1 } else { at };
    let word = text.word(start);
    if let Some(code) = code(word) {
        return Some((Some(code), start + 1));
    }
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| text.is(start, sign)) {
        // "5 €7" names two amounts; the sign belongs to what follows without a space.
        let prefix = text.joined(start + 1) && text.is_number(start + 1) && !text.joined(start);
        return (!prefix).then_some((Some(*code), start + 1));
    }
    if word == "US" && text.is(start + 1, "$") && !text.is_number(start + 2) {
        return Some((Some("USD"), start + 2));
    }
    if let Some(unit) = dotted_us(text, start)
        && is_unit(text.word(unit), "dollar")
    {
        return Some((Some("USD"), unit + 1));
    }
    if let Some((code, end)) = national(text, start) {
        return Some((Some(code), end));
    }
    let (unit, code) = UNITS.iter().find(|(unit, _)| is_unit(word, unit))?;
    let after_scale = at > 0 && scale(text.word(at - 1)).is_some();
    let sterling = text.is(start + 1, "sterling");
    if WORDS.contains(unit) && !after_scale && !sterling {
        return None;
    }
    Some((*code, if sterling { start + 2 } else { start + 1 }))
}

/// "Chinese yuan", "CFA francs": the currency, and the token after it.
fn national(text: &Text<'_>, at: usize) -> Option<(&'static str, usize)> {
    NATIONAL.iter().rev().find_map(|(nation, unit, code)| {
        let words = nation.split(' ').count();
        let named = is_unit(text.word(at + words), unit)
            && text.continues_line(at + words)
            && text.words(at..at + words).eq_ignore_ascii_case(nation);
        named.then_some((*code, at + words + 1))
    })
}
