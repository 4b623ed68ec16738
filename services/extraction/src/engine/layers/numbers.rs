//! Numbers in figures and in words, exact to the last digit.

use crate::engine::text::Text;

/// A decimal number: `digits` divided by ten to the power of `places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    digits: u128,
    places: u32,
}

/// Most digits read in one number; longer ones are no amounts.
const MOST_DIGITS: usize = 24;

impl Decimal {
    pub(crate) fn whole(number: u128) -> Self {
        Self {
            digits: number,
            places: 0,
        }
    }

    /// The number times ten to the power of `zeros`; `None` if it grows beyond all measure.
    pub(crate) fn scaled(self, zeros: u32) -> Option<Self> {
        let cancelled = zeros.min(self.places);
        let factor = 10_u128.checked_pow(zeros - cancelled)?;
        Some(Self {
            digits: self.digits.checked_mul(factor)?,
            places: self.places - cancelled,
        })
    }

    /// The number times a whole number; `None` if it grows beyond all measure.
    pub(crate) fn times(self, factor: u128) -> Option<Self> {
        Some(Self {
            digits: self.digits.checked_mul(factor)?,
            places: self.places,
        })
    }

    /// The number divided by a power of ten: 15 and 1 place make 1.5.
    pub(crate) fn moved(self, places: u32) -> Self {
        Self {
            digits: self.digits,
            places: self.places.saturating_add(places),
        }
    }

    /// The sum of two numbers; `None` if it grows beyond all measure.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let one = 10_u128.checked_pow(places - self.places)?;
        let two = 10_u128.checked_pow(places - other.places)?;
        let digits = self.digits.checked_mul(one)?;
        Some(Self {
            digits: digits.checked_add(other.digits.checked_mul(two)?)?,
            places,
        })
    }

    /// The number if it is whole and small.
    pub(crate) fn as_small(self) -> Option<i32> {
        let factor = 10_u128.checked_pow(self.places)?;
        self.digits
            .is_multiple_of(factor)
            .then(|| i32::try_from(self.digits / factor).ok())
            .flatten()
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(factor) = 10_u128.checked_pow(self.places) else {
            return write!(f, "{}", self.digits);
        };
        write!(f, "{}", self.digits / factor)?;
        let rest = self.digits % factor;
        if rest > 0 {
            let width = self.places as usize;
            let decimals = format!("{rest:0width$}");
            write!(f, ".{}", decimals.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

/// A number found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number<'text> {
    pub(crate) value: Decimal,
    /// The token after it.
    pub(crate) end: usize,
    /// Letters glued to the last figure: "bn" of "5bn", "th" of "24th".
    pub(crate) suffix: &'text str,
}

/// The number in figures at `at`: "83.7", "1,234,567", "12 300", "0,5", "30bn".
pub(crate) fn figures<'text>(text: &Text<'text>, at: usize) -> Option<Number<'text>> {
    let (first, suffix) = split_suffix(text, at)?;
    let mut digits = first.to_owned();
    let mut places = 0;
    let mut end = at + 1;
    let mut suffix = suffix;
    let mut grouped = false;
    while suffix.is_empty() {
        let separator = text.word(end);
        let inner = text.joined(end) && text.joined(end + 1);
        let Some((group, group_suffix)) = (match separator {
            "," | "." | "'" | "’" if inner => split_suffix(text, end + 1),
            _ => None,
        }) else {
            let Some(group) = spaced_group(text, end, digits.len(), grouped) else {
                break;
            };
            digits.push_str(group);
            if digits.len() > MOST_DIGITS {
                return None;
            }
            grouped = true;
            end += 1;
            continue;
        };
        // "12,34,567": groups of two in front of one of three, as in South Asia.
        let pair = separator == ","
            && group.len() == 2
            && (grouped || digits.len() <= 2)
            && text.is(end + 2, ",")
            && text.joined(end + 2)
            && text.joined(end + 3)
            && split_suffix(text, end + 3).is_some_and(|(next, _)| matches!(next.len(), 2 | 3));
        let is_group = separator != "."
            && (group.len() == 3 || pair)
            && !digits.trim_start_matches('0').is_empty();
        if is_group {
            grouped = true;
        } else if separator == "." || (separator == "," && !grouped) {
            places = u32::try_from(group.len()).ok()?;
        } else {
            break;
        }
        digits.push_str(group);
        if digits.len() > MOST_DIGITS {
            return None;
        }
        suffix = group_suffix;
        end += 2;
        if places > 0 {
            // "1.2.3" is a version or a date, not a number.
            let goes_on = text.is(end, ".") && text.joined(end) && text.joined(end + 1);
            if goes_on && text.is_number(end + 1) {
                return None;
            }
            break;
        }
    }
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let value = Decimal {
        digits: digits.parse().ok()?,
        places,
    };
    Some(Number { value, end, suffix })
}

/// A group of three figures after a space, as in "12 300 000".
fn spaced_group<'text>(
    text: &Text<'text>,
    at: usize,
    so_far: usize,
    grouped: bool,
) -> Option<&'text str> {
    let (group, suffix) = split_suffix(text, at)?;
    let fits = group.len() == 3 && suffix.is_empty() && (grouped || so_far <= 3);
    let apart = text.continues_line(at) && !text.joined(at);
    // A year or a list of numbers is no group.
    let next_is_group = text.is_number(at + 1) && text.word(at + 1).len() != 3;
    (fits && apart && !next_is_group).then_some(group)
}

fn split_suffix<'text>(text: &Text<'text>, at: usize) -> Option<(&'text str, &'text str)> {
    if !text.is_number(at) {
        return None;
    }
    let word = text.word(at);
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0 && length <= MOST_DIGITS).then(|| word.split_at(length))
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

const ORDINALS: [&str; 21] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

const TENTHS: [&str; 7] = [
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
];

/// The number in words at `at`: "five", "twenty-five", "a hundred", "two hundred and ten".
pub(crate) fn in_words<'text>(text: &Text<'text>, at: usize) -> Option<Number<'text>> {
    if !text.begins_number(at) {
        return None;
    }
    let small = |at: usize| -> Option<(u128, usize)> {
        if let Some(unit) = position(&UNITS, text, at) {
            return Some((unit, at + 1));
        }
        let ten = (position(&TENS, text, at)? + 2) * 10;
        let dash = text.is_inner_hyphen(at + 1);
        let next = if dash { at + 2 } else { at + 1 };
        match position(&UNITS, text, next) {
            Some(unit) if (1..10).contains(&unit) => Some((ten + unit, next + 1)),
            _ => Some((ten, at + 1)),
        }
    };
    let (mut value, mut end) = if text.is_any_word(at, &["a", "one"])
        && text.is_any_word(at + 1, &["hundred", "thousand"])
    {
        (1, at + 1)
    } else {
        small(at)?
    };
    let rest = |end: usize| {
        let next = if text.is_word(end, "and") {
            end + 1
        } else {
            end
        };
        small(next)
    };
    let hundreds = |value: u128, end: usize| {
        if !text.is_word(end, "hundred") {
            return (value, end);
        }
        match rest(end + 1) {
            Some((rest, after)) => (value * 100 + rest, after),
            None => (value * 100, end + 1),
        }
    };
    (value, end) = hundreds(value, end);
    // "two thousand and eighteen", "one thousand seven hundred and eighty nine"
    if text.is_word(end, "thousand")
        && let Some((more, after)) = rest(end + 1)
    {
        let (more, after) = hundreds(more, after);
        value = value * 1000 + more;
        end = after;
    }
    Some(Number {
        value: Decimal::whole(value),
        end,
        suffix: "",
    })
}

fn position(words: &[&str], text: &Text<'_>, at: usize) -> Option<u128> {
    if !text.is_plain_word(at) || text.word(at).len() > 11 {
        return None;
    }
    words
        .iter()
        .position(|word| text.is_word(at, word))
        .map(|index| index as u128)
}

/// A number in figures or in words.
pub(crate) fn number<'text>(text: &Text<'text>, at: usize) -> Option<Number<'text>> {
    figures(text, at).or_else(|| in_words(text, at))
}

/// The ordinal at `at`, "24th", "second" or "twenty-first", and the token after it.
pub(crate) fn ordinal(text: &Text<'_>, at: usize) -> Option<(i32, usize)> {
    if !text.begins_number(at) {
        return None;
    }
    if let Some((digits, suffix)) = split_suffix(text, at) {
        let is_ordinal = matches!(
            suffix.to_ascii_lowercase().as_str(),
            "st" | "nd" | "rd" | "th"
        );
        return is_ordinal
            .then(|| digits.parse().ok())
            .flatten()
            .map(|value| (value, at + 1));
    }
    if let Some(value) = position(&ORDINALS, text, at) {
        return i32::try_from(value).ok().map(|value| (value, at + 1));
    }
    if let Some(tens) = position(&TENTHS, text, at) {
        let value = i32::try_from((tens + 3) * 10).ok()?;
        return Some((value, at + 1));
    }
    let tens = i32::try_from(position(&TENS, text, at)?).ok()?;
    let next = if text.is_inner_hyphen(at + 1) {
        at + 2
    } else {
        at + 1
    };
    let unit = i32::try_from(position(&ORDINALS, text, next)?)
        .ok()
        .filter(|unit| (1..10).contains(unit))?;
    Some(((tens + 2) * 10 + unit, next + 1))
}

/// Zeros of a scale word or its abbreviation: "million", "bn", "trln".
pub(crate) fn scale(word: &str) -> Option<u32> {
    Some(match word.to_ascii_lowercase().as_str() {
        "hundred" => 2,
        "thousand" | "thousands" | "k" | "thsd" => 3,
        "lakh" | "lakhs" => 5,
        "million" | "millions" | "mln" | "mn" | "m" | "mio" => 6,
        "crore" | "crores" => 7,
        "billion" | "billions" | "bln" | "bn" | "b" => 9,
        "trillion" | "trillions" | "trln" | "tn" | "trn" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use proptest::prelude::*;

    fn read(source: &str) -> Option<String> {
        let knowledge = Knowledge::default();
        let text = Text::new(source, &knowledge);
        number(&text, 0).map(|number| format!("{}{}", number.value, number.suffix))
    }

    #[test]
    fn figures_and_words_are_read() {
        for (source, value) in [
            ("83.7", "83.7"),
            ("1,234,567.50", "1234567.5"),
            ("12 300 000", "12300000"),
            ("0,5", "0.5"),
            ("5bn", "5bn"),
            ("twenty-five", "25"),
            ("two hundred and ten", "210"),
            ("24th", "24th"),
        ] {
            assert_eq!(read(source).as_deref(), Some(value), "{source}");
        }
        assert_eq!(read("1.2.3"), None);
        assert_eq!(read("pillar"), None);
    }

    #[test]
    fn scaling_is_exact() {
        let number = Decimal {
            digits: 47,
            places: 1,
        };
        assert_eq!(number.scaled(9).unwrap().to_string(), "4700000000");
        assert!(Decimal::whole(u128::MAX).scaled(1).is_none());
    }

    proptest! {
        #[test]
        fn grouped_and_plain_figures_agree(value in 0_u64..1_000_000_000_000) {
            let plain = value.to_string();
            let mut grouped = String::new();
            for (index, digit) in plain.chars().enumerate() {
                if index > 0 && (plain.len() - index).is_multiple_of(3) {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            prop_assert_eq!(read(&grouped), Some(plain));
        }
    }
}
