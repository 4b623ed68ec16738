//! Calendar expressions as a text gives them, before they are held against a reference date.

use super::lexicon::Unit;
use crate::engine::layers::numbers::Decimal;

/// The year of a date as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearPart {
    /// In figures.
    Given(i16),
    /// "this year" is 0, "last year" -1.
    Relative(i16),
    /// "of the same year": the year last given in the text.
    Same,
    /// "last December": the latest that has been.
    Latest,
    /// Not at all; the nearest one is meant.
    Implied(Tense),
}

impl YearPart {
    /// Of "last", "this" and "next" before a month, as -1, 0 and 1.
    pub(super) fn beside_month(direction: i32) -> Self {
        match direction {
            0 => Self::Relative(0),
            by if by < 0 => Self::Latest,
            _ => Self::Implied(Tense::Future),
        }
    }
}

/// What the sentence says about where a date without a year lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Open,
    Past,
    Future,
}

/// A length of time: numbers of different units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Length(pub(super) Vec<(Unit, Decimal)>);

impl Length {
    pub(super) fn of(unit: Unit, count: u32) -> Self {
        Self(vec![(unit, Decimal::whole(u128::from(count)))])
    }

    /// The one unit and its whole count, if that is all.
    pub(super) fn single(&self) -> Option<(Unit, i32)> {
        match self.0[..] {
            [(unit, count)] => Some((unit, count.as_small()?)),
            _ => None,
        }
    }

    /// The unit of the last part, which is how exact a point that far away is.
    pub(super) fn finest(&self) -> Option<Unit> {
        self.0.iter().map(|(unit, _)| *unit).min()
    }

    /// In TIMEX3: "P1Y6M", "PT30M"; `None` beyond all measure.
    pub(super) fn value(&self) -> Option<String> {
        let mut sums = [Decimal::whole(0); 7];
        for &(unit, count) in &self.0 {
            let (slot, factor) = match unit {
                Unit::Century => (0, 100),
                Unit::Decade => (0, 10),
                Unit::Year => (0, 1),
                Unit::Quarter => (1, 3),
                Unit::Month => (1, 1),
                Unit::Fortnight => (2, 2),
                Unit::Week => (2, 1),
                Unit::Day => (3, 1),
                Unit::Hour => (4, 1),
                Unit::Minute => (5, 1),
                Unit::Second => (6, 1),
            };
            sums[slot] = sums[slot].plus(count.times(factor)?)?;
        }
        // "one and a half years" are whole months, half an hour is whole minutes.
        for (slot, finer, factor) in [(0, 1, 12), (4, 5, 60)] {
            if sums[slot].as_small().is_none() {
                let moved = sums[slot].times(factor)?;
                if moved.as_small().is_some() {
                    sums[finer] = sums[finer].plus(moved)?;
                    sums[slot] = Decimal::whole(0);
                }
            }
        }
        let letters = ['Y', 'M', 'W', 'D', 'H', 'M', 'S'];
        let mut value = String::from("P");
        let mut timed = false;
        for (slot, letter) in letters.into_iter().enumerate() {
            if sums[slot].as_small() == Some(0) {
                continue;
            }
            if slot >= 4 && !timed {
                value.push('T');
                timed = true;
            }
            value.push_str(&sums[slot].to_string());
            value.push(letter);
        }
        (value.len() > 1).then_some(value)
    }
}

/// A calendar expression, still without a reference date.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// A year before our era.
    YearBefore(i16),
    /// 1990 for "the 1990s".
    Decade(i16),
    /// 21 for "the 21st century".
    Century(i16),
    /// "this week" is 0, "last week" -1, "tomorrow" one day.
    Shift {
        unit: Unit,
        by: i32,
    },
    /// "the same evening": of the day named last.
    PartOfLastDay,
    /// Saturday and Sunday of this week, of the last, of the next.
    Weekend {
        by: i32,
    },
    /// "30 years ago", "two weeks before May 13", "a week from tomorrow".
    Offset {
        length: Length,
        back: bool,
        /// From where; the reference if there is none.
        anchor: Option<Box<Expression>>,
    },
    Duration(Length),
    Recurrence(Length),
    /// 0 for Monday; -1 the last one, 1 the next one, 0 the nearest as the tense says.
    Weekday {
        day: i8,
        direction: i8,
        tense: Tense,
    },
    /// "Friday of next week": a day of this week (0), of the last, of the next.
    WeekdayOfWeek {
        day: i8,
        by: i32,
    },
    /// "the first Friday of July": the nth, or the last (-1), within a month.
    WeekdayOfMonth {
        day: i8,
        nth: i8,
        month: Box<Expression>,
    },
    /// "the 12th", "Friday the 15th": the nearest month that has it.
    DayOfMonth {
        day: i8,
        weekday: Option<i8>,
        tense: Tense,
    },
    /// "the 20th of next month".
    DayOfShiftedMonth {
        day: i8,
        by: i32,
    },
    /// "the day before" is -1, "the same day" 0: from the day last named.
    FromLastDay {
        by: i32,
    },
    /// "two days later", from the day last named and from no other.
    FromStory {
        days: i32,
    },
    /// "the same year" is 0, "the previous year" -1: from the year last named.
    FromLastYear {
        by: i16,
    },
    /// "financial year 2024-25": from April to March.
    FinancialYear(i16),
    /// "a year later", "thirteen years earlier": from the year last named and from no other.
    YearOfStory {
        by: i16,
    },
    /// "from May 2015 to June 3".
    Between(Box<Expression>, Box<Expression>),
    /// "the same period of last year": the last period of the text, in another year.
    SamePeriod(YearPart),
    /// Nothing that a calendar could hold: "recent years", a "today" that means nowadays.
    Vague,
}

impl Expression {
    /// Whether it names a place in the calendar, so that a period may begin or end there.
    pub(super) fn is_point(&self) -> bool {
        !matches!(
            self,
            Self::Duration(_)
                | Self::Recurrence(_)
                | Self::Vague
                | Self::Between(..)
                | Self::Days { .. }
                | Self::Years { .. }
                | Self::SamePeriod(_)
                | Self::Century(_)
        )
    }
}
