//! Facets with names for people.

use communique_model::{Facet, FacetField, FacetValue};

use crate::index::{FacetCounts, IndexReader, IndexResult};

/// Puts names to counts.
pub(crate) async fn named_facets(
    fields: &[FacetField],
    counts: Vec<FacetCounts>,
    reader: &dyn IndexReader,
) -> IndexResult<Vec<Facet>> {
    let mut facets = Vec::with_capacity(fields.len());
    for (&field, counts) in fields.iter().zip(counts) {
        let keys: Vec<String> = counts.values.iter().map(|(key, _)| key.clone()).collect();
        let mut records = if keys.is_empty() {
            std::collections::BTreeMap::new()
        } else {
            reader.values(field, keys).await?
        };
        let mut values: Vec<FacetValue> = counts
            .values
            .into_iter()
            .map(|(key, count)| match records.remove(&key) {
                Some(record) => FacetValue {
                    value: record.value,
                    name: record.name,
                    count,
                },
                None => FacetValue {
                    name: key.clone(),
                    value: key,
                    count,
                },
            })
            .collect();
        values.sort_by(|one, other| {
            let by_count = other.count.cmp(&one.count);
            by_count.then_with(|| one.value.cmp(&other.value))
        });
        facets.push(Facet {
            field,
            values,
            distinct: counts.distinct,
            exact: counts.exact,
        });
    }
    Ok(facets)
}
