//! Buildings, sites and border lines by the form of their names.

use communique_model::{EntityKind, Label};

use super::Layer;
use super::offices::is_head;
use super::phrase;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::text::Text;
use crate::knowledge::lexicon::is_common;

/// Finds facilities.
pub(crate) struct Facilities;

const SITES: [&str; 45] = [
    "Resort",
    "Gardens",
    "Buildings",
    "Building",
    "Arena",
    "Pavilion",
    "Hotel",
    "Embankment",
    "Palace",
    "Airport",
    "Bridge",
    "Canal",
    "Tower",
    "Stadium",
    "Cemetery",
    "Cathedral",
    "Mosque",
    "Museum",
    "Square",
    "Hall",
    "Cosmodrome",
    "Residence",
    "Theatre",
    "Theater",
    "Monument",
    "Memorial",
    "Highway",
    "Railway",
    "Pipeline",
    "Castle",
    "Street",
    "Avenue",
    "Gallery",
    "Library",
    "Hospital",
    "Port",
    "Park",
    "Mausoleum",
    "Temple",
    "Fortress",
    "Gate",
    "Harbour",
    "Harbor",
    "Tunnel",
    "Seaport",
];

impl Layer for Facilities {
    fn name(&self) -> &'static str {
        "facilities"
    }

    fn find(&self, board: &mut Board<'_>) {
        for at in 0..board.text.len() {
            let found = border_at(board, at)
                .or_else(|| site_in_lower_case(board, at))
                .or_else(|| base_at(board, at))
                .or_else(|| headquarters_at(board, at))
                .or_else(|| site_of(board, at))
                .or_else(|| site_ending_at(board, at));
            // "Great Hall" of "Great Hall of the People", and what the knowledge base holds itself.
            let known = |start: usize, end: usize| {
                board.is_inside_known(&(start..end))
                    || board
                        .longest_at(start, &[Label::Fac])
                        .is_some_and(|site| site.tokens.end == end)
            };
            if let Some((start, end)) = found.filter(|&(start, end)| !known(start, end)) {
                let parts = board.entities_in(start..end);
                board.push(
                    Candidate::new(start..end, Label::Fac, Rank::Composite, self.name())
                        .with_parts(parts),
                );
            }
        }
    }
}

/// "Tajik-Afghan border", "Russia–Kazakhstan border".
fn border_at(board: &Board<'_>, at: usize) -> Option<(usize, usize)> {
    let text = board.text;
    if !text.is_any_word(at, &["border"]) || !text.continues_line(at) {
        return None;
    }
    let sides = [Label::Norp, Label::Gpe];
    let line = at;
    let at = if at > 0 && text.is_any(at - 1, &["state", "land", "maritime"]) {
        at - 1
    } else {
        at
    };
    let second = board.ending_at(at, &sides)?.tokens.start;
    let dash = second.checked_sub(1)?;
    if !text.is_inner_hyphen(dash) {
        return None;
    }
    let first = board.ending_at(dash, &sides)?.tokens.start;
    Some((first, line + 1))
}

/// Sites whose kind stands in lower case after the name of the place that names them.
const LOWER_SITES: [&[&str]; 27] = [
    &["crossing"],
    &["test", "site"],
    &["testing", "ground"],
    &["border", "crossing"],
    &["border", "checkpoint"],
    &["border", "post"],
    &["border", "meeting", "point"],
    &["crossing", "point"],
    &["nuclear", "power", "plant"],
    &["hydropower", "plant"],
    &["hydroelectric", "power", "plant"],
    &["hydroelectric", "power", "station"],
    &["hydropower", "station"],
    &["thermal", "power", "plant"],
    &["power", "plant"],
    &["power", "station"],
    &["oil", "terminal"],
    &["container", "terminal"],
    &["oil", "refinery"],
    &["refinery"],
    &["gas", "field"],
    &["war", "cemetery"],
    &["military", "cemetery"],
    &["cemetery"],
    &["cosmodrome"],
    &["air", "base"],
    &["naval", "base"],
];

/// "Torkham border crossing", "Semipalatinsk test site".
fn site_in_lower_case(board: &Board<'_>, at: usize) -> Option<(usize, usize)> {
    let text = board.text;
    let last = at.checked_sub(1)?;
    if !text.is_capitalised(last) && !text.is_number(last) || text.is_any(last, &["The", "A"]) {
        return None;
    }
    let words = LOWER_SITES.iter().find(|words| {
        let mut tokens = words.iter().enumerate();
        tokens.all(|(step, word)| text.is(at + step, word) && text.continues_line(at + step))
    })?;
    let place = |end: usize| {
        let known = board.ending_at(end, &[Label::Gpe, Label::Loc, Label::Fac]);
        match known {
            Some(place) => place.tokens.start,
            None => end - 1,
        }
    };
    let mut start = place(at);
    // "Kambar-Ata-1", "Tala-Mela": the parts of one name.
    while start > 1
        && at - start < LONGEST_LINE
        && text.is_inner_hyphen(start - 1)
        && text.is_capitalised(start - 2)
    {
        start = place(start - 1);
    }
    // A country's or a nation's site has no name, nor has a company's.
    let other = [Label::Norp, Label::Org, Label::Person];
    let country = board.longest_at(start, &[Label::Gpe]).is_some_and(|place| {
        place
            .entity
            .is_some_and(|key| board.knowledge.get(key).kind == EntityKind::Country)
    });
    let named = board.longest_at(last, &other).is_none()
        && !country
        && !(start == last && (text.opens_sentence(start) || is_common(text.word(start))));
    named.then_some((start, at + words.len()))
}

/// Longest name that hyphens join, in tokens.
const LONGEST_LINE: usize = 12;

/// "NATO Headquarters": where a body sits, not the body; "Headquarters Sarajevo" is one.
fn headquarters_at(board: &Board<'_>, at: usize) -> Option<(usize, usize)> {
    let text = board.text;
    let goes_on = text.continues_line(at + 1) && text.is_capitalised(at + 1);
    if !text.is(at, "Headquarters") || !text.continues_line(at) || goes_on {
        return None;
    }
    let body = board
        .starting_at(at.checked_sub(1)?)
        .find(|body| body.label == Label::Org && body.entity.is_some())?;
    (body.tokens.end == at).then_some((body.tokens.start, at + 1))
}

/// "Kuçova Air Base", "Sevastopol Naval Base".
fn base_at(board: &Board<'_>, at: usize) -> Option<(usize, usize)> {
    let text = board.text;
    let kind = at
        .checked_sub(1)
        .filter(|_| text.is(at, "Base") && text.continues_line(at))?;
    let kind = if text.is(kind, "Force") && kind > 0 {
        kind - 1
    } else {
        kind
    };
    if !text.is_any(kind, &["Air", "Naval"]) {
        return None;
    }
    let start = phrase::left(board, kind, &|_| false);
    (start < kind).then_some((start, at + 1))
}

/// "Port of Alat", "Cemetery of the Liberators of Belgrade", "Great Hall of the People".
fn site_of(board: &Board<'_>, at: usize) -> Option<(usize, usize)> {
    let text = board.text;
    let leads = text.is_capitalised(at)
        && text.is_any(at, &SITES_OF)
        && (text.is(at + 1, "of")
            || text.is_any(at, &["Monument", "Memorial"]) && text.is(at + 1, "to"))
        && text.continues_line(at + 1);
    if !leads {
        return None;
    }
    let name = text.past_the(at + 2);
    let end = phrase::right(board, name, OF);
    let start = phrase::left(board, at, &|_| false);
    // "Square of Tashkent" by itself is no name, nor is a palace at the start of a sentence.
    let named = end > name && !(start == at && text.opens_sentence(at) && end == name + 1);
    // "Monument to Marshal Georgy Zhukov"
    let end = match board.longest_at(end, &[Label::Person]) {
        Some(person) if text.continues_line(end) && is_honoured(text, name, end) => {
            person.tokens.end
        }
        _ => end,
    };
    // "the Alexander Hall of the Grand Palace": a hall of another site.
    let other_site = text.is_any(end - 1, &SITES);
    (named && !other_site).then_some((start, end))
}

/// Whether only ranks stand between a monument and the person that it is to.
fn is_honoured(text: &Text<'_>, name: usize, end: usize) -> bool {
    name < end
        && (name..end).all(|at| {
            text.is_any(
                at,
                &[
                    "Marshal",
                    "General",
                    "Admiral",
                    "Colonel",
                    "Academician",
                    "President",
                    "Saint",
                    "Prince",
                    "Princess",
                    "Emperor",
                    "Tsar",
                    "King",
                    "Queen",
                ],
            )
        })
}

const OF: phrase::Shape = phrase::Shape {
    connectors: &["of"],
    commas: false,
};

/// Sites whose names go on after "of".
const SITES_OF: [&str; 10] = [
    "Memorial",
    "Port",
    "Cemetery",
    "Palace",
    "Hall",
    "Tomb",
    "Monument",
    "Museum",
    "Cathedral",
    "Alley",
];

fn site_ending_at(board: &Board<'_>, at: usize) -> Option<(usize, usize)> {
    let text = board.text;
    // "Wall Street Journal" is no street.
    let goes_on = text.is_capitalised(at + 1) && text.continues_line(at + 1);
    let plant = text.is_any(at, &["Plant", "Station"])
        && at > 0
        && text.is_any(at - 1, &["Power", "Hydropower"]);
    let centre = text.is_any(at, &["Centre", "Center"])
        && at > 0
        && text.is_any(
            at - 1,
            &[
                "Convention",
                "Congress",
                "Exhibition",
                "Expo",
                "Trade",
                "Sports",
            ],
        );
    if goes_on || !text.is_capitalised(at) || !(centre || plant || text.is_any(at, &SITES)) {
        return None;
    }
    let mut start = phrase::left(board, at, &|_| false);
    // "Heydar Aliyev Airport"
    if let Some(person) = board.ending_at(start, &[Label::Person])
        && text.continues_line(start)
        && person.tokens.len() > 1
    {
        start = person.tokens.start;
    }
    // "President Park" is a person.
    let titled = (start..at).any(|word| is_head(text.word(word)));
    (start < at && !titled).then_some((start, at + 1))
}

#[cfg(test)]
mod tests {
    use communique_model::Label;

    use crate::engine::layers::found::found;

    #[test]
    fn sites_in_lower_case_go_by_the_place_before_them() {
        let text = "They saw the Baltacar hydropower plant, the Sarpi border checkpoint and NATO Headquarters.";
        assert_eq!(
            found(text, Label::Fac),
            [
                "Baltacar hydropower plant",
                "Sarpi border checkpoint",
                "NATO Headquarters"
            ]
        );
    }

    #[test]
    fn monuments_are_to_persons_with_their_ranks() {
        let text = "The guests laid flowers at the Monument to Marshal Georgy Zhukov.";
        assert_eq!(
            found(text, Label::Fac),
            ["Monument to Marshal Georgy Zhukov"]
        );
    }
}
