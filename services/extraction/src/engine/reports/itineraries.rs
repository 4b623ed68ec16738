//! Journeys told twice: as a whole with its countries and days, then leg by leg. "She will travel to
//! France and Belgium May 2–9. In Lyon, France, May 2–4, she will …".

use std::ops::Range;

use communique_model::{EventKind, Label};

use super::actors::{Actor, add};
use super::circumstances::time_value;
use super::encounters::is_person;
use super::frame::Draft;
use super::localities::area_behind;
use super::scene::Scene;

/// "In Lyon, France, May 2–4, Minister X will …": the leg of a journey that the head of the text
/// tells of, by the place and the days with which a sentence opens.
pub(super) fn leg(scene: &Scene<'_>, sentence: &Range<usize>, told: &[Draft]) -> Option<Draft> {
    let text = scene.text;
    if !text.is_word(sentence.start, "in") {
        return None;
    }
    let town = scene
        .at(sentence.start + 1)
        .filter(|town| town.label == Label::Gpe)?;
    let area = area_behind(scene, town.tokens.end);
    let mut end = area.map_or(town.tokens.end, |area| area.tokens.end);
    end += usize::from(text.is(end, ","));
    end += usize::from(text.is_any_word(end, &["on", "from"]));
    let date = scene.at(end).filter(|date| date.label == Label::Date)?;
    let days = time_value(date.value.as_deref()).filter(|days| days.len() >= DAY)?;
    let place = town.entity?;
    let country = scene.knowledge.country_of(place);
    let mut travellers = scene
        .inside(date.tokens.end..sentence.end)
        .filter(|person| matches!(person.label, Label::Person | Label::Office))
        .filter_map(|person| scene.actor(person));
    let traveller = travellers.next()?;
    let overview = told.iter().take(MOST).find(|whole| {
        whole.kind == EventKind::Visit
            && scene.in_head(whole.head)
            && has(whole, &traveller)
            && country.is_some()
            && whole
                .place
                .and_then(|place| scene.knowledge.country_of(place))
                == country
            && within(Some(days), whole.date.as_deref())
    })?;
    let mut leg = overview.clone();
    leg.participants
        .retain(|actor| !scene.is_land(&actor.who) || scene.country_of(&actor.who) == country);
    leg.place = Some(place);
    leg.date = Some(days.to_owned());
    leg.head = town.tokens.start;
    leg.tokens = town.tokens.start..date.tokens.end;
    leg.single = true;
    Some(leg)
}

/// Journeys without the overview of countries of which a leg is told with its own place and days.
pub(super) fn without_overviews(scene: &Scene<'_>, mut kept: Vec<Draft>) -> Vec<Draft> {
    let mut index = 0;
    while index < kept.len().min(MOST) {
        let legs = legs_of(scene, &kept, index);
        if legs.is_empty() {
            index += 1;
            continue;
        }
        let whole = kept.remove(index);
        for leg in legs {
            let leg = &mut kept[leg - usize::from(leg > index)];
            if leg.date.is_none() {
                leg.date.clone_from(&whole.date);
            }
            for actor in &whole.participants {
                if scene.is_land(&actor.who) {
                    add(&mut leg.participants, actor.clone());
                }
            }
        }
    }
    kept
}

/// Shortest value of a day: "2024-05-02".
const DAY: usize = 10;

/// Most occasions among which overviews and legs are looked for.
const MOST: usize = 32;

/// The legs of the visit to a country that is told as the whole of several days.
fn legs_of(scene: &Scene<'_>, kept: &[Draft], index: usize) -> Vec<usize> {
    let whole = &kept[index];
    let country = whole.place.filter(|&place| scene.is_country(place));
    let of_days = whole.date.as_deref().is_none_or(|date| date.contains('/'));
    if whole.kind != EventKind::Visit || country.is_none() || !of_days {
        return Vec::new();
    }
    let is_leg = |leg: &Draft| {
        let inside = leg.place.is_some_and(|place| {
            !scene.is_country(place) && scene.knowledge.country_of(place) == country
        });
        leg.kind == EventKind::Visit
            && inside
            && whole
                .participants
                .iter()
                .any(|actor| is_person(scene, actor) && has(leg, actor))
            && within(leg.date.as_deref(), whole.date.as_deref())
    };
    (0..kept.len().min(MOST))
        .filter(|&other| other != index && is_leg(&kept[other]))
        .collect()
}

fn has(visit: &Draft, traveller: &Actor) -> bool {
    visit
        .participants
        .iter()
        .any(|actor| actor.who == traveller.who)
}

/// Whether a day or days lie in others, or one of the two is not told.
fn within(days: Option<&str>, others: Option<&str>) -> bool {
    let (Some(days), Some(others)) = (days, others) else {
        return true;
    };
    let (first, last) = bounds(days);
    let (begin, end) = bounds(others);
    first >= begin && last <= end
}

/// The first and the last of some days; twice the one of a day.
fn bounds(days: &str) -> (&str, &str) {
    days.split_once('/').unwrap_or((days, days))
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn days_lie_in_the_days_of_a_journey() {
        assert!(within(
            Some("2024-05-02/2024-05-04"),
            Some("2024-05-02/2024-05-09")
        ));
        assert!(within(Some("2024-05-03"), Some("2024-05-02/2024-05-09")));
        assert!(within(None, Some("2024-05-02")));
        assert!(!within(Some("2024-05-10"), Some("2024-05-02/2024-05-09")));
    }
}
