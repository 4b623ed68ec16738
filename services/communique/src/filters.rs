//! From the command line's conditions to a [`Filter`].

use communique_model::{Filter, FilterField};

use crate::arguments::FilterArguments;

impl FilterArguments {
    /// The condition that these arguments ask for; `None` if they ask for nothing.
    #[must_use]
    pub(crate) fn to_filter(&self) -> Option<Filter> {
        let mut conditions = Vec::new();
        for (field, values) in [
            (FilterField::Entity, &self.entity),
            (FilterField::Country, &self.country),
            (FilterField::Organisation, &self.organisation),
            (FilterField::Person, &self.person),
            (FilterField::Hashtag, &self.hashtag),
            (FilterField::Label, &self.label),
            (FilterField::Kind, &self.kind),
            (FilterField::Language, &self.language),
            (FilterField::Source, &self.source),
        ] {
            if !values.is_empty() {
                conditions.push(Filter::Terms {
                    field,
                    values: values.clone(),
                });
            }
        }
        if self.since.is_some() || self.until.is_some() {
            conditions.push(Filter::DateRange {
                from: self.since,
                to: self.until,
            });
        }
        for (field, value) in &self.exclude {
            let excluded = Filter::Terms {
                field: (*field).into(),
                values: vec![value.clone()],
            };
            conditions.push(Filter::Not(Box::new(excluded)));
        }
        conditions.extend(self.filter.clone());
        match conditions.len() {
            0 => None,
            1 => conditions.pop(),
            _ => Some(Filter::All(conditions)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::FieldArgument;

    #[test]
    fn options_are_joined_by_and_their_values_by_or() {
        let arguments = FilterArguments {
            organisation: vec!["CSTO".into(), "SCO".into()],
            since: "2024".parse().ok(),
            exclude: vec![(FieldArgument::Country, "KZ".into())],
            ..FilterArguments::default()
        };
        let Some(Filter::All(conditions)) = arguments.to_filter() else {
            panic!("an all")
        };
        assert_eq!(conditions.len(), 3);
        assert!(matches!(&conditions[0], Filter::Terms { values, .. } if values.len() == 2));
        assert!(matches!(&conditions[2], Filter::Not(_)));
        assert_eq!(FilterArguments::default().to_filter(), None);
    }
}
