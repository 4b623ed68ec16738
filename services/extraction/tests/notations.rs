//! Dates, lengths and amounts in every notation: what is written is found, with its value.

mod support;

use communique_model::Label;
use jiff::civil::Date;
use proptest::prelude::*;
use support::found;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// What may stand before and after an expression without becoming part of it.
const AROUND: [(&str, &str); 7] = [
    ("It was signed on ", " by both sides."),
    ("The talks took place on ", "."),
    ("Outcomes (", ")"),
    ("📍 Astana, ", "\nThe sides met."),
    ("🗓 ", ", they met."),
    ("They have waited since ", "; nothing came."),
    ("", ""),
];

fn day() -> impl Strategy<Value = Date> {
    (1900_i16..2100, 1_i8..=12, 1_i8..=31).prop_filter_map("a day", |(year, month, day)| {
        Date::new(year, month, day).ok()
    })
}

fn around() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop::sample::select(AROUND.to_vec())
}

fn ordinal(day: i8) -> String {
    let suffix = match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    format!("{day}{suffix}")
}

fn month(date: Date) -> &'static str {
    MONTHS[usize::try_from(date.month() - 1).expect("a month")]
}

/// A day in the notations of diplomatic sources.
fn notations(date: Date) -> Vec<String> {
    let (year, number, day) = (date.year(), date.month(), date.day());
    let month = month(date);
    let short = &month[..3];
    let weekday = WEEKDAYS[usize::try_from(date.weekday().to_monday_zero_offset()).expect("a day")];
    let nth = ordinal(day);
    // "May" is short already and takes no stop.
    let stop = if month.len() > 3 { "." } else { "" };
    vec![
        format!("{day} {short}{stop} {year}"),
        format!("{month} {day}, {year}"),
        format!("{month} {day} {year}"),
        format!("{day} {month} {year}"),
        format!("{day} {month}, {year}"),
        format!("{nth} {month} {year}"),
        format!("{nth} of {month} {year}"),
        format!("the {nth} of {month}, {year}"),
        format!("{month} {nth}, {year}"),
        format!("{short} {day}, {year}"),
        format!("{day}-{short}-{year}"),
        format!("{weekday}, {month} {day}, {year}"),
        format!("{weekday}, {day} {month} {year}"),
        format!("{year:04}-{number:02}-{day:02}"),
        format!("{day:02}.{number:02}.{year}"),
        format!("{day}.{number}.{year}"),
        format!("{day:02}/{number:02}/{year}"),
    ]
}

#[track_caller]
fn assert_only(around: (&str, &str), words: &str, label: Label, value: &str) {
    let text = format!("{}{words}{}", around.0, around.1);
    let expected = vec![(words.to_owned(), value.to_owned())];
    assert_eq!(found(&text, "2024-07-03", label), expected, "in: {text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_day_is_found_in_every_notation(date in day(), around in around()) {
        for words in notations(date) {
            assert_only(around, &words, Label::Date, &date.to_string());
        }
    }

    #[test]
    fn days_of_one_month_are_a_range(date in day(), length in 1_i8..20, around in around()) {
        let last = date.day() + length;
        prop_assume!(Date::new(date.year(), date.month(), last).is_ok());
        let (year, month, first) = (date.year(), month(date), date.day());
        let value = format!("{date}/{:04}-{:02}-{last:02}", year, date.month());
        for words in [
            format!("{first}–{last} {month} {year}"),
            format!("{first}-{last} {month} {year}"),
            format!("{first} to {last} {month} {year}"),
            format!("{month} {first}–{last}, {year}"),
            format!("{month} {first} to {last}, {year}"),
            format!("{month} {first} – {month} {last}, {year}"),
        ] {
            assert_only(around, &words, Label::Date, &value);
        }
        let words = format!("{first} and {last} {month} {year}");
        assert_only(("It will be between ", "."), &words, Label::Date, &value);
    }

    #[test]
    fn months_and_years_are_periods(year in 1900_i16..2100, one in 0_usize..12, two in 0_usize..12) {
        let around = ("Trade grew in ", ".");
        let name = MONTHS[one];
        assert_only(around, &format!("{name} {year}"), Label::Date, &format!("{year}-{:02}", one + 1));
        assert_only(around, &format!("{year}"), Label::Date, &format!("{year}"));
        assert_only(around, &format!("the end of {year}"), Label::Date, &format!("{year}"));
        if one < two {
            let value = format!("{year}-{:02}/{year}-{:02}", one + 1, two + 1);
            for mark in ["–", "-", " to ", " through "] {
                let words = format!("{name}{mark}{} {year}", MONTHS[two]);
                assert_only(around, &words, Label::Date, &value);
            }
        }
        let quarter = one / 3;
        let value = format!("{year}-{:02}/{year}-{:02}", quarter * 3 + 1, quarter * 3 + 3);
        assert_only(around, &format!("Q{} {year}", quarter + 1), Label::Date, &value);
    }

    #[test]
    fn lengths_are_counted(count in 2_u32..2000, unit in 0_usize..4) {
        let (unit, letter) = [("years", 'Y'), ("months", 'M'), ("weeks", 'W'), ("days", 'D')][unit];
        let value = format!("P{count}{letter}");
        assert_only(("It lasted for ", "."), &format!("{count} {unit}"), Label::Date, &value);
        assert_only(("It happens ", "."), &format!("every {count} {unit}"), Label::Date, &value);
    }

    #[test]
    fn years_ago_lie_so_far_back(count in 2_i16..900) {
        let value = format!("{:04}", 2024 - count);
        assert_only(("It began ", "."), &format!("{count} years ago"), Label::Date, &value);
    }

    #[test]
    fn amounts_are_exact(
        whole in 1_u64..1000,
        decimals in prop::option::of(1_u64..100),
        scale in 0_usize..4,
        form in 0_usize..6,
    ) {
        let (scale, zeros) = [("", 0), (" million", 6), (" billion", 9), (" trillion", 12)][scale];
        // Hundredths times ten to the power of zeros, in whole numbers.
        let hundredths = whole * 100 + decimals.unwrap_or(0);
        let number = match decimals {
            Some(decimals) => format!("{whole}.{decimals:02}"),
            None => whole.to_string(),
        };
        let scaled = u128::from(hundredths) * 10_u128.pow(zeros);
        let rest = format!("{:02}", scaled % 100);
        let rest = rest.trim_end_matches('0');
        let point = if rest.is_empty() { "" } else { "." };
        let value = format!("{}{point}{rest}", scaled / 100);
        let (words, code) = match form {
            0 => (format!("US${number}{scale}"), "USD"),
            1 => (format!("${number}{scale}"), "USD"),
            2 => (format!("{number}{scale} euros"), "EUR"),
            3 => (format!("{number}{scale} rubles"), "RUB"),
            4 => (format!("CNY {number}{scale}"), "CNY"),
            _ => (format!("{number}{scale} CFA francs"), "XOF"),
        };
        assert_only(("It cost almost ", " then."), &words, Label::Money, &format!("{code} {value}"));
    }

    #[test]
    fn shares_are_exact(whole in 0_u32..1000, tenths in 0_u32..10, form in 0_usize..4) {
        let number = format!("{whole}.{tenths}");
        let value = if tenths == 0 { whole.to_string() } else { number.clone() };
        let words = match form {
            0 => format!("{number}%"),
            1 => format!("{number} %"),
            2 => format!("{number} percent"),
            _ => format!("{number} per cent"),
        };
        assert_only(("It grew by ", " then."), &words, Label::Percent, &value);
    }

    #[test]
    fn any_text_with_figures_is_taken(text in "[0-9]{1,4}[-/.,' :]?[0-9]{0,4}[a-zA-Z°№%$€٣-٩ ]{0,8}( (of|to|and|ago|years|May|next|century|million|the|1st|’24)){0,6}") {
        let _ = found(&text, "2024-02-29", Label::Date);
        let _ = found(&text, "", Label::Money);
    }
}

#[test]
fn currencies_may_touch_their_figures() {
    for (text, value) in [
        ("It will cost R129 billion.", "ZAR 129000000000"),
        ("It will cost USD12 million.", "USD 12000000"),
        ("It will cost GHS3bn.", "GHS 3000000000"),
    ] {
        let amounts = found(text, "2024-05-02", Label::Money);
        assert!(
            amounts.iter().any(|(_, amount)| amount == value),
            "{text}: {amounts:?}"
        );
    }
    assert!(found("COP29 and the G20 met.", "2024-05-02", Label::Money).is_empty());
}
