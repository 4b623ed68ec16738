//! From an expression and a reference date to an ISO 8601 or TIMEX3 value.

use communique_model::PartialDate;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::expression::{Expression, Length, Tense, YearPart};
use super::lexicon::Unit;

/// Turns expressions into values; remembers what "the same period" and "the day before" refer to.
#[derive(Debug)]
pub(super) struct Resolver {
    reference: Option<PartialDate>,
    last_period: Option<(i16, i8, i8)>,
    last_year: Option<i16>,
    /// The day that the story of the text is at.
    last_day: Option<Date>,
    /// The day named last that is near the day of the text.
    near_day: Option<Date>,
    /// The day named last, to come or not.
    last_named: Option<Date>,
}

impl Resolver {
    pub(super) fn new(reference: Option<PartialDate>) -> Self {
        Self {
            reference,
            last_period: None,
            last_year: None,
            last_day: None,
            near_day: None,
            last_named: None,
        }
    }

    /// The value of an expression, which may become what later ones refer to.
    pub(super) fn value(&mut self, expression: &Expression) -> Option<String> {
        let value = self.read(expression);
        let date: Option<PartialDate> = value.as_deref().and_then(|value| value.parse().ok());
        // A day to come is not where the story stands.
        let ahead = |date: Date| self.reference.is_some_and(|at| date > at.last_day());
        let day = date.and_then(PartialDate::to_date);
        self.last_named = day.or(self.last_named);
        self.near_day = day.filter(|day| self.is_near(*day)).or(self.near_day);
        self.last_day = day.filter(|day| !ahead(*day)).or(self.last_day);
        value
    }

    fn read(&mut self, expression: &Expression) -> Option<String> {
        match expression {
            &Expression::Day { year, month, day } => {
                let year = self.year_near(year, month, Some(day))?;
                PartialDate::day_of(year, month, day).map(|date| date.to_string())
            }
            &Expression::Days { year, from, to } => {
                let year = self.year_near(year, from.0, Some(from.1))?;
                let end_year = if to < from { year + 1 } else { year };
                let start = PartialDate::day_of(year, from.0, from.1)?;
                let end = PartialDate::day_of(end_year, to.0, to.1)?;
                Some(format!("{start}/{end}"))
            }
            &Expression::Month { year, month } => {
                let year = self.year_near(year, month, None)?;
                PartialDate::month_of(year, month).map(|date| date.to_string())
            }
            &Expression::Months { year, from, to } => {
                // The last month decides: "January–September" told in November is of this year.
                let month = if to >= from { to } else { from };
                let year = self.year_near(year, month, None)?;
                self.period(year, from, to)
            }
            &Expression::Year(year) => {
                let year = self.year(year)?;
                PartialDate::year_only(year).map(|date| date.to_string())
            }
            Expression::Years { from, to } => Some(format!("{from:04}/{to:04}")),
            Expression::YearBefore(year) => Some(format!("BC{year:04}")),
            Expression::Decade(year) => Some(format!("{:03}", year / 10)),
            Expression::Century(number) => Some(format!("{:02}", number - 1)),
            &Expression::Shift { unit, by } => self.shift(unit, by),
            &Expression::Weekend { by } => {
                let monday = self.monday(by)?;
                let start = PartialDate::from_date(monday.checked_add(5.days()).ok()?)?;
                let end = PartialDate::from_date(monday.checked_add(6.days()).ok()?)?;
                Some(format!("{start}/{end}"))
            }
            Expression::Offset {
                length,
                back,
                anchor,
            } => {
                let from = match anchor {
                    Some(anchor) => self.read(anchor)?.parse().ok()?,
                    None => self.reference?,
                };
                offset(from, length, *back)
            }
            Expression::Duration(length) | Expression::Recurrence(length) => length.value(),
            &Expression::Weekday {
                day,
                direction,
                tense,
            } => self.weekday(day, direction, tense),
            &Expression::WeekdayOfWeek { day, by } => {
                let date = self.monday(by)?.checked_add(i32::from(day).days()).ok()?;
                PartialDate::from_date(date).map(|date| date.to_string())
            }
            Expression::WeekdayOfMonth { day, nth, month } => {
                let month: PartialDate = self.read(month)?.parse().ok()?;
                let first = Date::new(month.year(), month.month()?, 1).ok()?;
                let weekday = Weekday::from_monday_zero_offset(*day).ok()?;
                let date = first.nth_weekday_of_month(*nth, weekday).ok()?;
                PartialDate::from_date(date).map(|date| date.to_string())
            }
            &Expression::DayOfMonth {
                day,
                weekday,
                tense,
            } => self.day_of_month(day, weekday, tense),
            &Expression::DayOfShiftedMonth { day, by } => {
                let month: PartialDate = self.shift(Unit::Month, by)?.parse().ok()?;
                PartialDate::day_of(month.year(), month.month()?, day).map(|date| date.to_string())
            }
            &Expression::FromLastDay { by } => {
                let told = self.last_day.filter(|day| self.is_near(*day));
                // "The day before" may be that before the text's own; the day after has not come.
                let own = self.reference.and_then(PartialDate::to_date);
                let from = told.or_else(|| own.filter(|_| by <= 0))?;
                let date = from.checked_add(by.days()).ok()?;
                PartialDate::from_date(date).map(|date| date.to_string())
            }
            Expression::PartOfLastDay => {
                let date = PartialDate::from_date(self.last_named?)?;
                Some(date.to_string())
            }
            &Expression::FromStory { days } => {
                let date = self.last_day?.checked_add(bounded(days)?.days()).ok()?;
                PartialDate::from_date(date).map(|date| date.to_string())
            }
            &Expression::FromLastYear { by } => {
                let last = self.last_year.or(Some(self.reference?.year()))?;
                let year = last.checked_add(by)?;
                PartialDate::year_only(year).map(|date| date.to_string())
            }
            &Expression::YearOfStory { by } => {
                let year = self.last_year?.checked_add(by)?;
                PartialDate::year_only(year).map(|date| date.to_string())
            }
            &Expression::FinancialYear(from) => {
                let start = PartialDate::month_of(from, 4)?;
                let end = PartialDate::month_of(from.checked_add(1)?, 3)?;
                Some(format!("{start}/{end}"))
            }
            Expression::Between(first, last) => self.between(first, last),
            &Expression::SamePeriod(year) => {
                let (last_year, from, to) = self.last_period?;
                let year = match year {
                    YearPart::Given(year) => year,
                    YearPart::Relative(by) => last_year.checked_add(by)?,
                    YearPart::Same => last_year,
                    YearPart::Latest | YearPart::Implied(_) => last_year.checked_sub(1)?,
                };
                self.period(year, from, to)
            }
            Expression::Vague => None,
        }
    }

    /// The first of one value to the last of the other. An end that does not say its own year or
    /// month lies after the beginning.
    fn between(&mut self, first: &Expression, last: &Expression) -> Option<String> {
        let first = self.read(first)?;
        let start = first.split('/').next()?;
        let follows = matches!(
            last,
            Expression::Weekday { direction: 0, .. }
                | Expression::DayOfMonth { .. }
                | Expression::Day {
                    year: YearPart::Implied(_),
                    ..
                }
                | Expression::Month {
                    year: YearPart::Implied(_),
                    ..
                }
        );
        let outer = self.reference;
        if follows && let Ok(start) = start.parse() {
            self.reference = Some(start);
        }
        let last = match last {
            &Expression::Weekday { day, .. } if follows => self.weekday(day, 0, Tense::Future),
            &Expression::DayOfMonth { day, weekday, .. } => {
                self.day_of_month(day, weekday, Tense::Future)
            }
            &Expression::Day { month, day, .. } if follows => self.read(&Expression::Day {
                year: YearPart::Implied(Tense::Future),
                month,
                day,
            }),
            &Expression::Month { month, .. } if follows => self.read(&Expression::Month {
                year: YearPart::Implied(Tense::Future),
                month,
            }),
            other => self.read(other),
        };
        self.reference = outer;
        let last = last?;
        let end = last.rsplit('/').next()?;
        // Decades and centuries print short; nothing is compared with them.
        let comparable = start.len() >= 4 && end.len() >= 4 && !start.starts_with('B');
        let common = start.len().min(end.len());
        let backwards = comparable && start.get(..common)? > end.get(..common)?;
        (!backwards).then(|| format!("{start}/{end}"))
    }

    /// Whether a day is one that the story of the text may be at: not to come, not long past.
    fn is_near(&self, day: Date) -> bool {
        self.reference.is_none_or(|reference| {
            let earliest = reference.first_day().checked_sub(FORTNIGHT.days()).ok();
            day <= reference.last_day() && earliest.is_some_and(|earliest| day >= earliest)
        })
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
            YearPart::Latest | YearPart::Implied(_) => Some(self.reference?.year()),
        }
    }

    /// The year of a month or day. Without a year in the text it is the one that brings the date
    /// nearest to the reference, on the side that the tense says.
    fn year_near(&mut self, year: YearPart, month: i8, day: Option<i8>) -> Option<i16> {
        let reference = self.reference;
        let tense = match year {
            YearPart::Implied(tense) => tense,
            YearPart::Latest => {
                let own = reference?.month();
                let back = i16::from(own.is_some_and(|own| month >= own));
                return reference?.year().checked_sub(back);
            }
            _ => return self.year(year),
        };
        let reference = reference?;
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
        let nearest = if ahead < earliest {
            same.checked_add(1)?
        } else if ahead > latest {
            same.checked_sub(1)?
        } else {
            same
        };
        // February 29 lies in a leap year, the nearest one.
        let Some(day) = day else {
            return Some(nearest);
        };
        let steps: [i16; 9] = match tense {
            Tense::Future => [0, 1, 2, 3, 4, -1, -2, -3, -4],
            _ => [0, -1, -2, -3, -4, 1, 2, 3, 4],
        };
        steps
            .into_iter()
            .filter_map(|step| nearest.checked_add(step))
            .find(|&year| PartialDate::day_of(year, month, day).is_some())
    }

    fn monday(&self, weeks: i32) -> Option<Date> {
        let date = self.reference?.to_date()?;
        let back = i32::from(date.weekday().to_monday_zero_offset());
        let date = date.checked_sub(back.days()).ok()?;
        date.checked_add(weeks.weeks()).ok()
    }

    fn shift(&self, unit: Unit, by: i32) -> Option<String> {
        shift(self.reference?, unit, by)
    }

    fn weekday(&self, day: i8, direction: i8, tense: Tense) -> Option<String> {
        // A text of which only the month is known is near the day that it named last.
        let date = self.reference?.to_date().or(self.near_day)?;
        let weekday = Weekday::from_monday_zero_offset(day).ok()?;
        if date.weekday() == weekday && direction == 0 {
            return PartialDate::from_date(date).map(|date| date.to_string());
        }
        // Told after that day, it came after it.
        let told_on = direction == 0 && self.reference?.day().is_none();
        let ahead = match (direction, tense) {
            (1, _) | (0, Tense::Future) => 1,
            _ if told_on => 1,
            _ => -1,
        };
        let date = date.nth_weekday(ahead, weekday).ok()?;
        PartialDate::from_date(date).map(|date| date.to_string())
    }

    /// The day of the month that is nearest on the side of the tense, and falls on the weekday.
    fn day_of_month(&self, day: i8, weekday: Option<i8>, tense: Tense) -> Option<String> {
        let reference = self.reference?;
        let here = Date::new(reference.year(), reference.month()?, 1).ok()?;
        let fits = |months: i32| -> Option<Date> {
            let month = here.checked_add(months.months()).ok()?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            let on = weekday.is_none_or(|on| date.weekday().to_monday_zero_offset() == on);
            on.then_some(date)
        };
        let nearest = reference.to_date().unwrap_or_else(|| here.last_of_month());
        let wrong_side = |date: Date| match tense {
            Tense::Open => false,
            Tense::Past => date > nearest,
            Tense::Future => date < nearest,
        };
        (0..=11)
            .flat_map(|months| [-months, months])
            .filter_map(fits)
            .find(|date| weekday.is_some() || !wrong_side(*date))
            .and_then(PartialDate::from_date)
            .map(|date| date.to_string())
    }
}

/// How many days back a day named in the text is still the one that its story is at.
const FORTNIGHT: i32 = 14;

/// Steps further than this leave the calendar, and are no spans that it can count with.
const FARTHEST: u32 = 200_000;

fn bounded(steps: i32) -> Option<i32> {
    (steps.unsigned_abs() <= FARTHEST).then_some(steps)
}

fn shift(from: PartialDate, unit: Unit, by: i32) -> Option<String> {
    let by = bounded(by)?;
    let print = |date: Option<PartialDate>| date.map(|date| date.to_string());
    match unit {
        Unit::Year => {
            let year = from.year().checked_add(i16::try_from(by).ok()?)?;
            print(PartialDate::year_only(year))
        }
        Unit::Month => {
            let date = Date::new(from.year(), from.month()?, 1).ok()?;
            let date = date.checked_add(by.months()).ok()?;
            print(PartialDate::month_of(date.year(), date.month()))
        }
        Unit::Day => print(PartialDate::from_date(
            from.to_date()?.checked_add(by.days()).ok()?,
        )),
        Unit::Week => {
            let week = from
                .to_date()?
                .checked_add(by.weeks())
                .ok()?
                .iso_week_date();
            Some(format!("{:04}-W{:02}", week.year(), week.week()))
        }
        Unit::Quarter => {
            let date = Date::new(from.year(), from.month()?, 1).ok()?;
            let date = date
                .checked_add(bounded(by.checked_mul(3)?)?.months())
                .ok()?;
            let first = (date.month() - 1) / 3 * 3 + 1;
            let start = PartialDate::month_of(date.year(), first)?;
            let end = PartialDate::month_of(date.year(), first + 2)?;
            Some(format!("{start}/{end}"))
        }
        Unit::Decade if by == 0 => Some(format!("{:03}", from.year() / 10)),
        Unit::Century if by == 0 => Some(format!("{:02}", from.year() / 100)),
        Unit::Decade | Unit::Century | Unit::Fortnight => Length::of(unit, 1).value(),
        Unit::Hour | Unit::Minute | Unit::Second => None,
    }
}

/// A point in time some units away, as exact as the finest unit and the start allow.
fn offset(from: PartialDate, length: &Length, back: bool) -> Option<String> {
    let sign = if back { -1 } else { 1 };
    let (mut months, mut days) = (0_i32, 0_i32);
    for &(unit, count) in &length.0 {
        let (slot, factor) = match unit {
            Unit::Century => (&mut months, 1200),
            Unit::Decade => (&mut months, 120),
            Unit::Year => (&mut months, 12),
            Unit::Quarter => (&mut months, 3),
            Unit::Month => (&mut months, 1),
            Unit::Fortnight => (&mut days, 14),
            Unit::Week => (&mut days, 7),
            Unit::Day => (&mut days, 1),
            Unit::Hour | Unit::Minute | Unit::Second => return None,
        };
        // "one and a half years ago" lies a whole number of months back.
        let counted = count.times(factor)?.as_small()?;
        *slot = slot.checked_add(counted.checked_mul(sign)?)?;
    }
    match length.finest()? {
        Unit::Century | Unit::Decade | Unit::Year if months % 12 == 0 => {
            shift(from, Unit::Year, months / 12)
        }
        Unit::Century | Unit::Decade | Unit::Year | Unit::Quarter | Unit::Month => {
            shift(from, Unit::Month, months)
        }
        _ => {
            let date = from
                .to_date()?
                .checked_add(bounded(months)?.months())
                .ok()?;
            let date = date.checked_add(bounded(days)?.days()).ok()?;
            PartialDate::from_date(date).map(|date| date.to_string())
        }
    }
}
