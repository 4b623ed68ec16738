//! The layers: each finds one kind of thing and proposes it on the board.

mod acronyms;
pub(in crate::engine) mod dates;
mod events;
mod facilities;
#[cfg(test)]
mod found;
mod hashtags;
mod known;
pub(super) mod labelled;
mod laws;
pub(crate) mod money;
pub(super) mod numbers;
mod offices;
mod organisations;
mod percent;
mod persons;
mod phrase;
mod short_names;
mod times;

use super::board::Board;
pub(super) use persons::SPEECH;
pub(super) use phrase::headline_verb_at;

/// One way of finding mentions. A layer may use what the layers before it have found.
pub(crate) trait Layer: Send + Sync {
    /// The name that its mentions carry.
    fn name(&self) -> &'static str;

    /// Proposes mentions.
    fn find(&self, board: &mut Board<'_>);
}

/// The layers of rules that the labeller looks at the findings of, in the order in which they need
/// each other.
pub(crate) fn before_labeller() -> Vec<Box<dyn Layer>> {
    vec![
        Box::new(hashtags::Hashtags),
        Box::new(known::Known),
        Box::new(money::Money),
        Box::new(percent::Percent),
        Box::new(times::Times),
        Box::new(dates::Dates),
        Box::new(organisations::Organisations),
        Box::new(acronyms::Acronyms),
        Box::new(facilities::Facilities),
        Box::new(offices::Offices),
        Box::new(persons::Persons),
        Box::new(laws::Laws),
        Box::new(events::Events),
    ]
}

/// The layers that go over what was found before.
pub(crate) fn after_labeller() -> Vec<Box<dyn Layer>> {
    vec![Box::new(short_names::ShortNames)]
}
