//! Lines between the title and the text that say whose text it is. All texts are our own, their
//! authors invented.

mod support;

use communique_model::DocumentKind;
use support::{assert_events, extract};

const SIGNED: &str = "On the Fires in the Pindus Mountains\nMay 3, 2024\nKleon Damaris, Foreign Minister\nI am deeply saddened by the loss of life in the fires. Our thoughts are with all who fight them.";

#[test]
fn what_its_author_signs_is_a_statement() {
    assert_events(
        SIGNED,
        "2024-05-03",
        &["STATEMENT Kleon Damaris, 2024-05-03"],
    );
    let signed = extract(SIGNED, "2024-05-03");
    assert_eq!(signed.kind, Some(DocumentKind::Statement));
    let points = communique_model::CodePoints::new(SIGNED);
    let said: Vec<_> = signed
        .utterances
        .iter()
        .map(|said| (said.speaker.name.as_str(), points.slice(said.span)))
        .collect();
    assert!(
        matches!(said[..], [("Kleon Damaris", words)] if words.starts_with("I am deeply")),
        "{said:?}"
    );
}

#[test]
fn good_wishes_that_are_signed_are_a_greeting() {
    let text = "Samoa Independence Day\nMay 31, 2024\nKleon Damaris, Foreign Minister\nOn behalf of the Government, I offer my best wishes to the people of Samoa.";
    assert_eq!(
        extract(text, "2024-05-31").kind,
        Some(DocumentKind::Greeting)
    );
}

#[test]
fn a_spokesperson_who_announces_a_journey_makes_no_statement() {
    assert_events(
        "Deputy Minister Arto Lehtola to Travel to Latvia\nMay 3, 2024\nIris Vanhala, Spokesperson\nDeputy Minister Arto Lehtola will travel to Latvia on May 7.",
        "2024-05-03",
        &["VISIT Arto Lehtola + LV @ Latvia, 2024-05-07"],
    );
}

#[test]
fn the_office_that_publishes_takes_no_part() {
    assert_events(
        "Meeting of Deputy Minister Arto Lehtola with Ambassador Ilze Kalnina\nMay 3, 2024\nOffice of the Spokesperson\nThe following is attributable to Spokesperson Iris Vanhala:\nDeputy Minister Arto Lehtola met today with Ambassador Ilze Kalnina.",
        "2024-05-03",
        &["MEETING Arto Lehtola + Ilze Kalnina, 2024-05-03"],
    );
}

#[test]
fn a_line_names_those_who_issued_a_statement() {
    assert_events(
        "Joint Statement on the Fisheries Talks\nMay 3, 2024\nThe following statement was released by the Governments of Latvia, Kenya, and Peru.\nBegin text:\nWe remain concerned.",
        "2024-05-03",
        &["STATEMENT LV + KE + PE, 2024-05-03"],
    );
}
