//! Units of bodies that officials are named by and that are no bodies of their own: of "Director of
//! the Press Department of the Ministry" the ministry is what is named.

use communique_model::Label;

use super::super::offices::is_head;
use super::super::phrase;
use crate::engine::board::Board;

/// Nouns of units that lead a body or serve it.
const UNIT_NOUNS: [&str; 9] = [
    "Board",
    "Bureau",
    "Politburo",
    "Collegium",
    "Presidium",
    "Department",
    "Directorate",
    "Division",
    "Section",
];

/// Whether the noun at `at` is that of a unit, with the body that it belongs to right after it and
/// the title of its head or member before it.
pub(super) fn is_unit_of_body(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    let executive = text.is(at, "Committee") && at > 0 && text.is(at - 1, "Executive");
    if !(executive || text.is_any(at, &UNIT_NOUNS))
        || !text.is(at + 1, "of")
        || !text.continues_line(at + 1)
    {
        return false;
    }
    let body = text.past_the(at + 2);
    let named = text.is(body, "Ministry") || board.longest_at(body, &[Label::Org]).is_some();
    let start = phrase::left(board, at, &|word| word.len() > 3);
    let Some(mut of) = start.checked_sub(1) else {
        return false;
    };
    if text.is(of, "the") && of > 0 {
        of -= 1;
    }
    let title = of > 0
        && text.is_any(of, &["of", "at"])
        && (is_head(text.word(of - 1)) || text.is_any_word(of - 1, &["member", "members"]));
    named && title && text.continues_line(body)
}

/// Whether an organ goes by a name that organs of many bodies have.
pub(super) fn is_usual(name: &str) -> bool {
    [
        "Business Council",
        "Executive Board",
        "Executive Committee",
        "Executive Council",
        "Executive Secretariat",
        "Governing Council",
        "Board of Governors",
        "Board of Directors",
        "Supreme Council",
        "Standing Committee",
        "Permanent Council",
        "Youth Council",
        "Coordination Council",
    ]
    .contains(&name)
}

#[cfg(test)]
mod tests {
    use communique_model::Label;

    use crate::engine::layers::found::found;

    #[test]
    fn units_give_way_to_the_body_that_they_are_of() {
        let text = "The guests met Director of the Press Department of the Ministry of Foreign Affairs of Peru.";
        assert_eq!(
            found(text, Label::Org),
            ["Ministry of Foreign Affairs of Peru"]
        );
    }

    #[test]
    fn those_who_lead_a_body_are_no_part_of_it() {
        let text = "Deputy Director of the Rivers Institute for Central Asia Anna Petrova opened the fair.";
        assert_eq!(
            found(text, Label::Org),
            ["Rivers Institute for Central Asia"]
        );
        assert_eq!(found(text, Label::Person), ["Anna Petrova"]);
    }
}
