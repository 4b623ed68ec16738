//! Currencies that several countries have by one name: "12 million dinars" are those of the country
//! that the text speaks of.

use std::collections::BTreeMap;

use communique_model::Label;

use crate::engine::board::Candidate;
use crate::engine::layers::money::namesakes;
use crate::engine::text::Text;
use crate::knowledge::{EntityKey, Knowledge};

/// Names of currencies that the world takes for those of one country whatever a text is about.
const WORLDWIDE: &[&str] = &["USD", "EUR"];

/// Gives the amounts whose currency their words leave open a value: that of the country named last
/// before them which has such a currency, else of the first named after. A currency taken by default
/// ("rupees") gives way where its own country is named nowhere.
pub(super) fn settle(kept: &mut [Candidate], text: &Text<'_>, knowledge: &Knowledge) {
    if !kept.iter().any(|mention| mention.label == Label::Money) {
        return;
    }
    // Where each country is named, in the order of the text.
    let mut named: BTreeMap<EntityKey, Vec<usize>> = BTreeMap::new();
    for mention in kept.iter() {
        let country = mention
            .entity
            .filter(|_| matches!(mention.label, Label::Gpe | Label::Norp | Label::Org))
            .and_then(|key| knowledge.country_of(key));
        if let Some(country) = country {
            named.entry(country).or_default().push(mention.tokens.start);
        }
    }
    for mention in kept
        .iter_mut()
        .filter(|mention| mention.label == Label::Money)
    {
        let Some((codes, amount)) = namesakes(text, &mention.tokens) else {
            continue;
        };
        let country = |code: &str| knowledge.country(code.get(..2)?);
        let default = mention
            .value
            .as_deref()
            .and_then(|value| value.split_once(' '))
            .map(|(code, _)| code);
        let stays = default.is_some_and(|code| {
            WORLDWIDE.contains(&code)
                || country(code).is_some_and(|country| named.contains_key(&country))
        });
        if stays {
            continue;
        }
        let at = mention.tokens.start;
        // The place nearest before the amount, else nearest after it.
        let nearest = |code: &&&'static str| {
            let places = named.get(&country(code)?)?;
            let before = places.partition_point(|&place| place < at);
            let distance = match before.checked_sub(1).map(|last| places[last]) {
                Some(place) => (0, at - place),
                None => (1, places.first()? - at),
            };
            Some(distance)
        };
        let code = codes
            .iter()
            .filter(|code| nearest(code).is_some())
            .min_by_key(|code| nearest(code));
        if let Some(code) = code {
            mention.value = Some(format!("{code} {amount}"));
        }
    }
}
