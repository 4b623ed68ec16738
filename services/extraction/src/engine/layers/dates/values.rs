//! From an expression and a reference date to an ISO 8601 or TIMEX3 value.

use communique_model::PartialDate;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::lexicon::Unit;

/// The year of a date as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearPart {
    /// In figures.
    Given(i16),
    /// "this year" is 0, "last year" -1.
    Relative(i16),
    /// "of the same year": the year last given in the text.
    Same,
    /// Not at all; the nearest one is meant.
    Implied(Tense),
}

/// What the sentence says about where a date without a year lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Open,
    Past,
    Future,
}

/// A calendar expression, still without a reference date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Day {
        year: YearPart,
        month: i8,
        day: i8,
    },
    /// From a day to a day; the second year is the first one unless the months wrap.
    Days {
        year: YearPart,
        from: (i8, i8),
        to: (i8, i8),
    },
    Month {
        year: YearPart,
        month: i8,
    },
    /// From a month to a month of the same year, or of the next where `to` is smaller.
    Months {
        year: YearPart,
        from: i8,
        to: i8,
    },
    Year(YearPart),
    Years {
        from: i16,
        to: i16,
    },
    /// 1990 for "the 1990s".
    Decade(i16),
    /// 21 for "the 21st century".
    Century(i16),
    /// "this week" is 0, "last week" -1, "tomorrow" one day.
    Shift {
        unit: Unit,
        by: i32,
    },
    /// "30 years ago", "in a year's time".
    Offset {
        unit: Unit,
        by: i32,
    },
    Duration {
        unit: Unit,
        count: i32,
    },
    Recurrence {
        unit: Unit,
        count: i32,
    },
    /// 0 for Monday; -1 the last one, 1 the next one, 0 the nearest as the tense says.
    Weekday {
        day: i8,
        direction: i8,
        tense: Tense,
    },
    /// "the same period of last year": the last period of the text, in another year.
    SamePeriod(YearPart),
    /// Nothing that a calendar could hold: "recent years", a "today" that means nowadays.
    Vague,
}

/// Turns expressions into values; remembers what "the same period" refers to.
#[derive(Debug)]
pub(super) struct Resolver {
    reference: Option<PartialDate>,
    last_period: Option<(i16, i8, i8)>,
    last_year: Option<i16>,
}

impl Resolver {
    pub(super) fn new(reference: Option<PartialDate>) -> Self {
        Self {
            reference,
            last_period: None,
            last_year: None,
        }
    }

    pub(super) fn value(&mut self, expression: Expression) -> Option<String> {
        match expression {
            Expression::Day { year, month, day } => {
                let year = self.year_near(year, month, Some(day))?;
                PartialDate::day_of(year, month, day).map(|date| date.to_string())
            }
            Expression::Days { year, from, to } => {
                let year = self.year_near(year, from.0, Some(from.1))?;
                let end_year = if to < from { year + 1 } else { year };
                let start = PartialDate::day_of(year, from.0, from.1)?;
                let end = PartialDate::day_of(end_year, to.0, to.1)?;
                Some(format!("{start}/{end}"))
            }
            Expression::Month { year, month } => {
                let year = self.year_near(year, month, None)?;
                PartialDate::month_of(year, month).map(|date| date.to_string())
            }
            Expression::Months { year, from, to } => {
                // The last month decides: "January–September" told in November is of this year.
                let month = if to >= from { to } else { from };
                let year = self.year_near(year, month, None)?;
                self.period(year, from, to)
            }
            Expression::Year(year) => {
                let year = self.year(year)?;
                PartialDate::year_only(year).map(|date| date.to_string())
            }
            Expression::Years { from, to } => Some(format!("{from:04}/{to:04}")),
            Expression::Decade(year) => Some(format!("{:03}", year / 10)),
            Expression::Century(number) => Some(format!("{:02}", number - 1)),
            Expression::Shift { unit, by } => self.shift(unit, by),
            Expression::Offset { unit, by } => self.offset(unit, by),
            Expression::Duration { unit, count } => duration(unit, count),
            Expression::Recurrence { unit, count } => duration(unit, count),
            Expression::Weekday {
                day,
                direction,
                tense,
            } => self.weekday(day, direction, tense),
            Expression::SamePeriod(year) => {
                let (last_year, from, to) = self.last_period?;
                let year = match year {
                    YearPart::Given(year) => year,
                    YearPart::Relative(by) => last_year.checked_add(by)?,
                    YearPart::Same => last_year,
                    YearPart::Implied(_) => last_year.checked_sub(1)?,
                };
                self.period(year, from, to)
            }
            Expression::Vague => None,
        }
    }

    fn period(&mut self, year: i16, from: i8, to: i8) -> Option<String> {
        let end_year = if to < from { year + 1 } else { year };
        let start = PartialDate::month_of(year, from)?;
        let end = PartialDate::month_of(end_year, to)?;
        self.last_period = Some((year, from, to));
        Some(format!("{start}/{end}"))
    }

    fn year(&mut self, year: YearPart) -> Option<i16> {
        match year {
            YearPart::Given(year) => {
                self.last_year = Some(year);
                Some(year)
            }
            YearPart::Same => self.last_year,
            YearPart::Relative(by) => self.reference?.year().checked_add(by),
            YearPart::Implied(_) => Some(self.reference?.year()),
        }
    }

    /// The year of a month or day. Without a year in the text it is the one that brings the date
    /// nearest to the reference, on the side that the tense says.
    fn year_near(&mut self, year: YearPart, month: i8, day: Option<i8>) -> Option<i16> {
        let YearPart::Implied(tense) = year else {
            return self.year(year);
        };
        let reference = self.reference?;
        let same = reference.year();
        let Some(reference_month) = reference.month() else {
            return Some(same);
        };
        let here = (reference_month, reference.day().unwrap_or(15));
        let there = (month, day.unwrap_or(here.1));
        let ahead = i32::from(there.0 - here.0) * 31 + i32::from(there.1 - here.1);
        // Most of a year away on the wrong side: the neighbouring year is meant.
        let (earliest, latest) = match tense {
            Tense::Open => (-200, 200),
            Tense::Past => (-330, 45),
            Tense::Future => (-20, 340),
        };
        if ahead < earliest {
            same.checked_add(1)
        } else if ahead > latest {
            same.checked_sub(1)
        } else {
            Some(same)
        }
    }

    fn shift(&self, unit: Unit, by: i32) -> Option<String> {
        let reference = self.reference?;
        match unit {
            Unit::Year => {
                let year = reference.year().checked_add(i16::try_from(by).ok()?)?;
                PartialDate::year_only(year).map(|date| date.to_string())
            }
            Unit::Month => {
                let date = Date::new(reference.year(), reference.month()?, 1).ok()?;
                let date = date.checked_add(by.months()).ok()?;
                PartialDate::month_of(date.year(), date.month()).map(|date| date.to_string())
            }
            Unit::Day => {
                let date = reference.to_date()?.checked_add(by.days()).ok()?;
                PartialDate::from_date(date).map(|date| date.to_string())
            }
            Unit::Week => {
                let date = reference.to_date()?.checked_add(by.weeks()).ok()?;
                let week = date.iso_week_date();
                Some(format!("{:04}-W{:02}", week.year(), week.week()))
            }
            Unit::Quarter => {
                let date = Date::new(reference.year(), reference.month()?, 1).ok()?;
                let date = date.checked_add((by.checked_mul(3)?).months()).ok()?;
                let first = (date.month() - 1) / 3 * 3 + 1;
                let start = PartialDate::month_of(date.year(), first)?;
                let end = PartialDate::month_of(date.year(), first + 2)?;
                Some(format!("{start}/{end}"))
            }
            Unit::Decade if by == 0 => Some(format!("{:03}", reference.year() / 10)),
            Unit::Century if by == 0 => Some(format!("{:02}", reference.year() / 100)),
            Unit::Decade => duration(Unit::Decade, 1),
            Unit::Century => duration(Unit::Century, 1),
            Unit::Hour | Unit::Minute => None,
        }
    }

    /// A point in time some units away, as exact as the unit and the reference allow.
    fn offset(&self, unit: Unit, by: i32) -> Option<String> {
        let reference = self.reference?;
        match unit {
            Unit::Decade => self.offset(Unit::Year, by.checked_mul(10)?),
            Unit::Century => self.offset(Unit::Year, by.checked_mul(100)?),
            Unit::Week => {
                let date = reference.to_date()?.checked_add(by.weeks()).ok()?;
                PartialDate::from_date(date).map(|date| date.to_string())
            }
            Unit::Quarter => self.shift(Unit::Month, by.checked_mul(3)?),
            Unit::Year | Unit::Month | Unit::Day => self.shift(unit, by),
            Unit::Hour | Unit::Minute => None,
        }
    }

    fn weekday(&self, day: i8, direction: i8, tense: Tense) -> Option<String> {
        let date = self.reference?.to_date()?;
        let weekday = Weekday::from_monday_zero_offset(day).ok()?;
        if date.weekday() == weekday && direction == 0 {
            return PartialDate::from_date(date).map(|date| date.to_string());
        }
        let ahead = match (direction, tense) {
            (1, _) | (0, Tense::Future) => 1,
            _ => -1,
        };
        let date = date.nth_weekday(ahead, weekday).ok()?;
        PartialDate::from_date(date).map(|date| date.to_string())
    }
}

fn duration(unit: Unit, count: i32) -> Option<String> {
    let (count, letter) = match unit {
        Unit::Minute => return Some(format!("PT{count}M")),
        Unit::Hour => return Some(format!("PT{count}H")),
        Unit::Day => (count, 'D'),
        Unit::Week => (count, 'W'),
        Unit::Month => (count, 'M'),
        Unit::Quarter => (count.checked_mul(3)?, 'M'),
        Unit::Year => (count, 'Y'),
        Unit::Decade => (count.checked_mul(10)?, 'Y'),
        Unit::Century => (count.checked_mul(100)?, 'Y'),
    };
    Some(format!("P{count}{letter}"))
}
