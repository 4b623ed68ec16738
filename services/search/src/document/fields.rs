//! Numbers of filter fields, under which backends store them.

use communique_model::FilterField;

/// Every filter field; its position is its number in names of columns, attributes and records.
/// An index holds these numbers: new fields go to the end.
pub const FILTER_FIELDS: [FilterField; 9] = [
    FilterField::Entity,
    FilterField::Label,
    FilterField::Country,
    FilterField::Organisation,
    FilterField::Person,
    FilterField::Hashtag,
    FilterField::Language,
    FilterField::Source,
    FilterField::Kind,
];

/// The number of a filter field.
#[must_use]
pub fn field_number(field: FilterField) -> usize {
    FILTER_FIELDS
        .iter()
        .position(|&other| other == field)
        .expect("every filter field is listed")
}
