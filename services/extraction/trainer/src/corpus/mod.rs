//! Labelled texts, read from the formats in which they were published.

mod annotated;
mod btc;
mod conll;
mod crossner;
mod re3d;
mod wikigold;

use std::ops::Range;

pub(crate) use annotated::annotated;
pub(crate) use btc::btc;
pub(crate) use crossner::crossner;
pub(crate) use re3d::{PLAIN_PARTS, SHARE_ALIKE_PARTS, re3d};
pub(crate) use wikigold::wikigold;

use crate::mapping::Allowed;

/// A labelled text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Document {
    pub(crate) text: String,
    /// In the order of the text, none over another.
    pub(crate) spans: Vec<Gold>,
    /// How much the document counts.
    pub(crate) weight: f32,
}

/// A labelled piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gold {
    /// Bytes of the text.
    pub(crate) bytes: Range<usize>,
    pub(crate) allowed: Allowed,
}

/// Whether the item of this place, counted from 0, is kept for evaluation: the first of every five.
pub(crate) const fn is_held_out(place: usize) -> bool {
    place.is_multiple_of(5)
}
