//! Linking: which entity each mention means, why, and how sure that is.
//!
//! The layers say that words name a person, a place or a body; here all readings of the words that
//! the knowledge base has are weighed against the text: titles beside them, countries and bodies
//! spoken of, names given in full elsewhere, and the date. What stays undecided keeps its readings
//! as candidates and links to nothing.

mod currencies;
mod evidence;
mod fuzzy;
mod holders;
mod names;
mod namesakes;
mod offices;
mod persons;
mod setting;

use communique_model::{Label, PartialDate};

use super::board::Candidate;
use super::text::Text;
use crate::knowledge::Knowledge;
pub(super) use persons::has_two_surnames;
use setting::Setting;

/// Decides what every mention means. `kept` is resolved and in the order of the text.
pub(super) fn link(
    kept: &mut [Candidate],
    text: &Text<'_>,
    knowledge: &Knowledge,
    reference: Option<PartialDate>,
) {
    let setting = Setting::new(kept, text, knowledge, reference);
    namesakes::link(kept, &setting);
    persons::link(kept, &setting);
    currencies::settle(kept, text, knowledge);
    for mention in kept {
        if mention.label == Label::Person || mention.link.is_some() {
            continue;
        }
        mention.link = mention
            .entity
            .map(|entity| names::explain(mention, entity, &setting));
    }
}
