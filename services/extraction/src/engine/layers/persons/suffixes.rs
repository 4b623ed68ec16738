//! What goes on after a person's name as part of it: "Jr." and "Sr.", with or without a comma; the
//! second surname of those whose language has two.

use communique_model::Label;

use super::super::offices::is_head;
use super::super::phrase::is_headline_verb;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::linking::has_two_surnames;
use crate::knowledge::lexicon::is_common;

/// Proposes the names of persons with the suffix that follows them.
pub(super) fn find(board: &mut Board<'_>, layer: &'static str) {
    let text = board.text;
    let longer: Vec<Candidate> = board
        .candidates()
        .iter()
        .filter(|name| name.label == Label::Person && name.rank >= Rank::Name)
        .filter_map(|name| {
            // The name may have been read with "Jr" already, and without its point.
            let last = name.tokens.end - 1;
            let suffix = if text.is_any(last, &SUFFIXES) {
                last
            } else {
                name.tokens.end + usize::from(text.is(name.tokens.end, ","))
            };
            let end = match text.is(suffix + 1, ".") && text.joined(suffix + 1) {
                true => suffix + 2,
                false => suffix + 1,
            };
            let follows = text.is_any(suffix, &SUFFIXES)
                && text.continues_line(suffix)
                && end > name.tokens.end;
            let end = if follows {
                end
            } else {
                second_surname(board, name).or_else(|| fathers_name(board, name))?
            };
            Some({
                Candidate::new(name.tokens.start..end, Label::Person, Rank::Name, layer)
                    .linked(name.entity)
            })
        })
        .collect();
    for name in longer {
        board.push(name);
    }
}

/// The token after the second surname that follows the full name of somebody known, of a country
/// where people have two: "President Ana Solar Quiroga" of Ana Solar.
fn second_surname(board: &Board<'_>, name: &Candidate) -> Option<usize> {
    let text = board.text;
    let at = name.tokens.end;
    let word = text.word(at);
    let free = name.tokens.len() > 1
        && has_two_surnames(board.knowledge, name.entity?)
        && text.continues_line(at)
        && text.is_capitalised(at)
        && word.chars().count() > 2
        && !text.is_all_capitals(at)
        && !is_common(word)
        && !is_head(word)
        && !is_headline_verb(word);
    let other = board.starting_at(at).any(|other| other.rank >= Rank::Name);
    // A further capitalised word would make it something else.
    let ends = !text.is_capitalised(at + 1) || !text.continues_line(at + 1);
    (free && !other && ends).then_some(at + 1)
}

/// The token after the names of father and house that follow the name of somebody known: "Faisal bin
/// Salem bin Abdullah", "Faisal bin Salem Al Thani".
fn fathers_name(board: &Board<'_>, name: &Candidate) -> Option<usize> {
    let text = board.text;
    let mut end = name.tokens.end;
    name.entity?;
    for _ in 0..MOST_FATHERS {
        let article = usize::from(text.is(end + 1, "Al") && text.is_capitalised(end + 2));
        let father = text.is_any(end, &["bin", "ibn", "bint"])
            && text.continues_line(end + 1)
            && text.is_capitalised(end + 1);
        if !father {
            break;
        }
        end += 2 + article;
    }
    let house =
        end > name.tokens.end && text.is_any(end, &["Al", "Aal"]) && text.continues_line(end);
    if house {
        let family = end + 1 + usize::from(text.is_inner_hyphen(end + 1));
        if text.is_capitalised(family) && text.continues_line(family) {
            end = family + 1;
        }
    }
    (end > name.tokens.end && text.continues_line(name.tokens.end)).then_some(end)
}

/// Most fathers that a name tells.
const MOST_FATHERS: usize = 3;

const SUFFIXES: [&str; 2] = ["Jr", "Sr"];

#[cfg(test)]
mod tests {
    use communique_model::Label;

    use crate::engine::layers::found::found;

    #[test]
    fn suffixes_belong_to_the_name() {
        let text = "President Martin Q. Tolland, Jr. and Minister John Tolland Sr. went home.";
        assert_eq!(
            found(text, Label::Person),
            ["Martin Q. Tolland, Jr.", "John Tolland Sr."]
        );
    }
}
