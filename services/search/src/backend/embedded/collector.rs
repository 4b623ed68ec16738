//! One pass over matching documents: total, best documents, facets.
//!
//! Tantivy's own term aggregation cuts per segment and breaks ties by segment; here every value
//! of every segment is counted and joined by name, and ties are broken by document id.

use std::collections::{BTreeMap, BinaryHeap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::schema::{FIRST_DAY, ID_HIGH, ID_LOW};
use crate::index::Order;

/// What to collect.
pub(super) struct Harvest {
    pub(super) order: Order,
    /// How many of the first documents to keep.
    pub(super) keep: usize,
    /// Columns to count.
    pub(super) facets: Vec<String>,
}

/// What was collected.
#[derive(Default)]
pub(super) struct Harvested {
    pub(super) total: u64,
    /// The first documents, in order.
    pub(super) first: Vec<Ranked>,
    /// For each facet the number of documents by value.
    pub(super) facets: Vec<BTreeMap<String, u64>>,
}

/// A document with its place in the order: less is earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ranked {
    rank: i64,
    id: u128,
    pub(super) address: DocAddress,
}

pub(super) struct SegmentHarvest {
    segment: SegmentOrdinal,
    order: Order,
    keep: usize,
    total: u64,
    /// The worst of those kept on top.
    first: BinaryHeap<Ranked>,
    id_high: Column<u64>,
    id_low: Column<u64>,
    first_day: Option<Column<i64>>,
    facets: Vec<Option<FacetColumn>>,
}

struct FacetColumn {
    column: StrColumn,
    counts: Vec<u64>,
}

impl Collector for Harvest {
    type Fruit = Harvested;
    type Child = SegmentHarvest;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentHarvest> {
        let columns = reader.fast_fields();
        let facets = self
            .facets
            .iter()
            .map(|name| {
                let column = columns.str(name)?;
                Ok(column.map(|column| FacetColumn {
                    counts: vec![0; column.num_terms()],
                    column,
                }))
            })
            .collect::<tantivy::Result<_>>()?;
        Ok(SegmentHarvest {
            segment,
            order: self.order,
            keep: self.keep,
            total: 0,
            first: BinaryHeap::new(),
            id_high: columns.u64(ID_HIGH)?,
            id_low: columns.u64(ID_LOW)?,
            // A segment without dated documents has no such column.
            first_day: columns.column_opt(FIRST_DAY)?,
            facets,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.keep > 0 && self.order == Order::Relevance
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<Harvested>>,
    ) -> tantivy::Result<Harvested> {
        let mut all = Harvested {
            facets: vec![BTreeMap::new(); self.facets.len()],
            ..Harvested::default()
        };
        for segment in segments {
            let segment = segment?;
            all.total += segment.total;
            all.first.extend(segment.first);
            for (counts, more) in all.facets.iter_mut().zip(segment.facets) {
                for (value, count) in more {
                    *counts.entry(value).or_default() += count;
                }
            }
        }
        all.first.sort_unstable();
        all.first.truncate(self.keep);
        Ok(all)
    }
}

impl SegmentHarvest {
    fn rank(&self, document: DocId, score: Score) -> i64 {
        let day = || {
            self.first_day
                .as_ref()
                .and_then(|days| days.first(document))
        };
        match self.order {
            // The bits of floats that are not negative are in the order of the floats.
            Order::Relevance => -i64::from(score.max(0.0).to_bits()),
            Order::Newest => day().map_or(i64::MAX, |day| -day),
            Order::Oldest => day().unwrap_or(i64::MAX),
        }
    }

    fn id(&self, document: DocId) -> u128 {
        let half = |column: &Column<u64>| u128::from(column.first(document).unwrap_or_default());
        half(&self.id_high) << 64 | half(&self.id_low)
    }
}

impl SegmentCollector for SegmentHarvest {
    type Fruit = tantivy::Result<Harvested>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.total += 1;
        for facet in self.facets.iter_mut().flatten() {
            for ordinal in facet.column.term_ords(document) {
                facet.counts[ordinal as usize] += 1;
            }
        }
        if self.keep == 0 {
            return;
        }
        let ranked = Ranked {
            rank: self.rank(document, score),
            id: self.id(document),
            address: DocAddress::new(self.segment, document),
        };
        if self.first.len() < self.keep {
            self.first.push(ranked);
        } else if let Some(mut worst) = self.first.peek_mut()
            && ranked < *worst
        {
            *worst = ranked;
        }
    }

    fn harvest(self) -> tantivy::Result<Harvested> {
        let mut facets = Vec::with_capacity(self.facets.len());
        for facet in self.facets {
            let mut counts = BTreeMap::new();
            if let Some(facet) = facet {
                for (ordinal, &count) in facet.counts.iter().enumerate() {
                    if count > 0 {
                        let mut value = String::new();
                        facet.column.ord_to_str(ordinal as u64, &mut value)?;
                        counts.insert(value, count);
                    }
                }
            }
            facets.push(counts);
        }
        Ok(Harvested {
            total: self.total,
            first: self.first.into_vec(),
            facets,
        })
    }
}
