//! Filters, checked and brought into the form in which documents carry their keys.

use communique_model::{ApiError, Filter, FilterField, PartialDate};

use super::limits::{MAX_FILTER_DEPTH, MAX_FILTER_VALUE_BYTES, MAX_FILTER_VALUES};
use crate::text::fold_key;

/// A checked filter: keys are folded, dates are days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Every one holds; none given holds always.
    All(Vec<Condition>),
    /// At least one holds; none given holds never.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// The document has one of these keys for the field.
    Keys {
        /// The field.
        field: FilterField,
        /// Folded keys.
        keys: Vec<String>,
    },
    /// The days that the document's date may mean and these, both inclusive, have one in common.
    Days {
        /// Earliest, in days since 1970-01-01.
        from: Option<i32>,
        /// Latest, in days since 1970-01-01.
        to: Option<i32>,
    },
}

impl Condition {
    /// The condition that always holds.
    #[must_use]
    pub fn always() -> Self {
        Self::All(Vec::new())
    }

    /// Checks and folds the filter of a question.
    ///
    /// # Errors
    /// `InvalidArgument` that names the path inside `filter`: nested deeper than 16, more than
    /// 1,000 values and conditions, a field without values, an empty or overlong value, a range
    /// that ends before it starts.
    pub fn compile(filter: Option<&Filter>) -> Result<Self, ApiError> {
        let mut left = MAX_FILTER_VALUES;
        filter.map_or_else(
            || Ok(Self::always()),
            |filter| compile(filter, "filter", 1, &mut left),
        )
    }
}

/// The key under which `value` of `field` is found: hashtags without `#`, everything folded.
#[must_use]
pub fn filter_key(field: FilterField, value: &str) -> String {
    let key = fold_key(value);
    match field {
        FilterField::Hashtag => key.trim_start_matches('#').to_owned(),
        _ => key,
    }
}

/// Number of the day, counted from 1970-01-01.
#[must_use]
pub fn day_number(date: jiff::civil::Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = date.duration_since(epoch).as_hours() / 24;
    i32::try_from(days).expect("years 1 to 9999 have fewer than four million days")
}

fn compile(
    filter: &Filter,
    path: &str,
    depth: usize,
    left: &mut usize,
) -> Result<Condition, ApiError> {
    if depth > MAX_FILTER_DEPTH {
        return Err(ApiError::invalid_field(
            path,
            format!("nested too deeply: a filter has at most {MAX_FILTER_DEPTH} levels"),
        ));
    }
    Ok(match filter {
        Filter::All(inner) => Condition::All(compile_list(inner, path, "all", depth, left)?),
        Filter::Any(inner) => Condition::Any(compile_list(inner, path, "any", depth, left)?),
        Filter::Not(inner) => {
            let inner = compile(inner, &format!("{path}.not"), depth + 1, left)?;
            Condition::Not(Box::new(inner))
        }
        Filter::Terms { field, values } => {
            let path = format!("{path}.terms.values");
            if values.is_empty() {
                return Err(ApiError::invalid_field(path, "needs at least one value"));
            }
            take(left, values.len(), &path)?;
            let keys = values
                .iter()
                .enumerate()
                .map(|(number, value)| compile_value(*field, value, &format!("{path}[{number}]")))
                .collect::<Result<_, _>>()?;
            Condition::Keys {
                field: *field,
                keys,
            }
        }
        Filter::DateRange { from, to } => compile_range(*from, *to, path)?,
    })
}

fn compile_list(
    inner: &[Filter],
    path: &str,
    name: &str,
    depth: usize,
    left: &mut usize,
) -> Result<Vec<Condition>, ApiError> {
    take(left, inner.len(), &format!("{path}.{name}"))?;
    inner
        .iter()
        .enumerate()
        .map(|(number, filter)| {
            compile(filter, &format!("{path}.{name}[{number}]"), depth + 1, left)
        })
        .collect()
}

fn take(left: &mut usize, wanted: usize, path: &str) -> Result<(), ApiError> {
    *left = left.checked_sub(wanted).ok_or_else(|| {
        ApiError::invalid_field(
            path,
            format!("too many: a filter has at most {MAX_FILTER_VALUES} values and conditions"),
        )
    })?;
    Ok(())
}

fn compile_value(field: FilterField, value: &str, path: &str) -> Result<String, ApiError> {
    if value.len() > MAX_FILTER_VALUE_BYTES {
        return Err(ApiError::invalid_field(
            path,
            format!("longer than {MAX_FILTER_VALUE_BYTES} bytes"),
        ));
    }
    let key = filter_key(field, value);
    if key.is_empty() {
        return Err(ApiError::invalid_field(
            path,
            "says nothing: give a name, a code or an id",
        ));
    }
    Ok(key)
}

fn compile_range(
    from: Option<PartialDate>,
    to: Option<PartialDate>,
    path: &str,
) -> Result<Condition, ApiError> {
    let first = from.map(|date| day_number(date.first_day()));
    let last = to.map(|date| day_number(date.last_day()));
    if let (Some(first), Some(last)) = (first, last)
        && first > last
    {
        return Err(ApiError::invalid_field(
            format!("{path}.date_range.to"),
            "lies before `from`",
        ));
    }
    Ok(Condition::Days {
        from: first,
        to: last,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(field: FilterField, values: &[&str]) -> Filter {
        Filter::Terms {
            field,
            values: values.iter().map(|&value| value.to_owned()).collect(),
        }
    }

    fn violation(filter: &Filter) -> String {
        let error = Condition::compile(Some(filter)).unwrap_err();
        error.violations[0].field.clone()
    }

    #[test]
    fn values_are_folded() {
        let filter = terms(FilterField::Hashtag, &["##SCO", "Sco"]);
        let keys = vec!["sco".to_owned(), "sco".to_owned()];
        let field = FilterField::Hashtag;
        assert_eq!(
            Condition::compile(Some(&filter)),
            Ok(Condition::Keys { field, keys })
        );
    }

    #[test]
    fn wrong_filters_are_named_by_path() {
        let inner = terms(FilterField::Country, &["KZ", " # "]);
        assert!(Condition::compile(Some(&inner)).is_ok());
        let empty = Filter::All(vec![
            Filter::Any(Vec::new()),
            Filter::Not(Box::new(terms(FilterField::Hashtag, &["SCO", " # "]))),
        ]);
        assert_eq!(violation(&empty), "filter.all[1].not.terms.values[1]");
        let backwards = Filter::DateRange {
            from: "2024-07".parse().ok(),
            to: "2024-06".parse().ok(),
        };
        assert_eq!(violation(&backwards), "filter.date_range.to");
        let many = terms(FilterField::Country, &["KZ"; 1_001]);
        assert_eq!(violation(&many), "filter.terms.values");
        let deep = (0..16).fold(inner, |inner, _| Filter::Not(Box::new(inner)));
        assert_eq!(violation(&deep), format!("filter{}", ".not".repeat(16)));
    }

    #[test]
    fn a_month_covers_its_days() {
        let month: Option<PartialDate> = "1970-02".parse().ok();
        let filter = Filter::DateRange {
            from: month,
            to: month,
        };
        let days = Condition::Days {
            from: Some(31),
            to: Some(58),
        };
        assert_eq!(Condition::compile(Some(&filter)), Ok(days));
    }
}
