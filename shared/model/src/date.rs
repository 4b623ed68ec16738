//! Dates that are only as exact as their source.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A year, a month or a day of the Gregorian calendar, printed as `2024`, `2024-07` or
/// `2024-07-03`. Years run from 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Where the date of a document comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// The capture gives it beside the text (`published_at`).
    Given,
    /// The text itself says it, in a date line or in its title.
    Stated,
}

/// A text is not a date of the three forms.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a date: expected YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct ParsePartialDateError {
    given: String,
}

impl PartialDate {
    /// A whole year.
    #[must_use]
    pub fn year_only(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self {
            year,
            month: None,
            day: None,
        })
    }

    /// A month of a year.
    #[must_use]
    pub fn month_of(year: i16, month: i8) -> Option<Self> {
        let year_only = Self::year_only(year)?;
        (1..=12).contains(&month).then_some(Self {
            month: Some(month),
            ..year_only
        })
    }

    /// A day; `None` if the calendar has no such day.
    #[must_use]
    pub fn day_of(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok()?;
        Some(Self {
            day: Some(day),
            ..Self::month_of(year, month)?
        })
    }

    /// The day of a calendar date.
    #[must_use]
    pub fn from_date(date: Date) -> Option<Self> {
        Self::day_of(date.year(), date.month(), date.day())
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, if known.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, if known.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// The calendar date, if the day is known.
    #[must_use]
    pub fn to_date(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// The first day that this date may mean.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date::constant(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that this date may mean.
    #[must_use]
    pub fn last_day(self) -> Date {
        match (self.month, self.day) {
            (Some(month), Some(day)) => Date::constant(self.year, month, day),
            (Some(month), None) => Date::constant(self.year, month, 1).last_of_month(),
            _ => Date::constant(self.year, 12, 31),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = ParsePartialDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ParsePartialDateError {
            given: text.chars().take(40).collect(),
        };
        let digits = |part: &str, length: usize| -> Option<i16> {
            let plain = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| part.parse().ok()).flatten()
        };
        let small = |part: &str| digits(part, 2).and_then(|value| i8::try_from(value).ok());
        let mut parts = text.split('-');
        let year = parts
            .next()
            .and_then(|part| digits(part, 4))
            .ok_or_else(wrong)?;
        let date = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::year_only(year),
            (Some(month), None, _) => small(month).and_then(|month| Self::month_of(year, month)),
            (Some(month), Some(day), None) => small(month)
                .zip(small(day))
                .and_then(|(month, day)| Self::day_of(year, month, day)),
            _ => None,
        };
        date.ok_or_else(wrong)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints() {
        for text in ["2024", "2024-02", "2024-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "24",
            "2024-13",
            "2023-02-29",
            "2024-07-03T10:00",
            "2024-7-3",
            "+024",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_covers_its_days() {
        let february: PartialDate = "2024-02".parse().unwrap();
        assert_eq!(february.first_day().to_string(), "2024-02-01");
        assert_eq!(february.last_day().to_string(), "2024-02-29");
    }
}
