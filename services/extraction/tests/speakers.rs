//! Who speaks where: quotations and their speakers. All texts are our own, all speakers invented.

mod support;

use communique_model::CodePoints;
use support::extract;

/// Speaker and words of each passage.
fn spoken(text: &str) -> Vec<String> {
    let points = CodePoints::new(text);
    extract(text, "2024-05-03")
        .utterances
        .iter()
        .map(|said| format!("{}: {}", said.speaker.name, points.slice(said.span)))
        .collect()
}

#[test]
fn the_speaker_stands_before_the_quotation() {
    assert_eq!(
        spoken(
            "The mixed commission met.\nAmbassador Daniyar Ospanbek, answering questions in Vienna, put it plainly: “The bridge will be built.”"
        ),
        ["Daniyar Ospanbek: The bridge will be built."]
    );
    assert_eq!(
        spoken(
            "The mixed commission met.\nSpecial Envoy Pavel Gorelin, who handed over the letter, noted: “We have time.”"
        ),
        ["Pavel Gorelin: We have time."]
    );
}

#[test]
fn the_speaker_stands_behind_the_quotation() {
    assert_eq!(
        spoken(
            "The mixed commission met.\n“Nobody is against it,” Pavel Gorelin, Secretary for Transport, told reporters. “We shall see in May.”"
        ),
        [
            "Pavel Gorelin: Nobody is against it,",
            "Pavel Gorelin: We shall see in May."
        ]
    );
    assert_eq!(
        spoken("Envoy Pavel Gorelin opened the line in Vienna.\n“It took three years,” he said."),
        ["Pavel Gorelin: It took three years,"]
    );
}

#[test]
fn quoted_lines_belong_to_who_is_named_above_them() {
    assert_eq!(
        spoken(
            "The new consulate is open.\nAmbassador Daniyar Ospanbek said:\n\n> The door is open.\n> Do come in.\n\nThe address stands below."
        ),
        ["Daniyar Ospanbek: The door is open.\n> Do come in."]
    );
}

#[test]
fn names_and_titles_in_quotation_marks_are_nobodys_words() {
    assert!(
        spoken("Pavel Gorelin attended the conference “Roads and Rails of the North” in Vienna.")
            .is_empty()
    );
    assert!(
        spoken(
            "Daniyar Ospanbek spoke with Pavel Gorelin about the “northern branch” of the line."
        )
        .is_empty()
    );
}

#[test]
fn who_is_asked_does_not_speak() {
    assert_eq!(
        spoken(
            "The talks went on.\nAsked by Daniyar Ospanbek, Pavel Gorelin replied: “In the autumn, we hope.”"
        ),
        ["Pavel Gorelin: In the autumn, we hope."]
    );
}

#[test]
fn an_officer_may_be_quoted_by_the_title() {
    assert_eq!(
        spoken(
            "The mixed commission met.\nAmbassador Daniyar Ospanbek opened the fair. “There should be no queue on the border,” joked the Ambassador."
        ),
        ["Daniyar Ospanbek: There should be no queue on the border,"]
    );
}

#[test]
fn a_line_says_whose_words_follow() {
    assert_eq!(
        spoken(
            "READOUT\n\nThe following is attributable to Deputy Spokesperson Nora Whitfield:\n\nThe two sides discussed trade."
        ),
        ["Nora Whitfield: The two sides discussed trade."]
    );
    assert_eq!(
        spoken(
            "The opening of the exhibition took place in May.\n💬 From the greetings of Russian Ambassador to Chad Pavel Gorelin: We look forward to the fair."
        ),
        ["Pavel Gorelin: We look forward to the fair."]
    );
}

#[test]
fn labels_say_what_their_speakers_are() {
    assert_eq!(
        spoken(
            "The press was told of the talks.\nNora Whitfield, Deputy Spokesperson of the Ministry: The talks go on."
        ),
        ["Nora Whitfield: The talks go on."]
    );
}

#[test]
fn a_quotation_goes_on_from_what_was_told_above() {
    assert_eq!(
        spoken(
            "The minister will travel to Chad on May 5, Deputy Director Pavel Gorelin told a briefing on Friday.\n\n\"The programme is being agreed upon.\""
        ),
        ["Pavel Gorelin: The programme is being agreed upon."]
    );
}

#[test]
fn a_message_is_read_in_the_words_of_its_sender() {
    assert_eq!(
        spoken(
            "Congratulations to Director Grace Wanjala\nDirector Pavel Gorelin sent a message of greetings to Director Grace Wanjala.\nMay 3, 2024\nThe message reads, in part:\n“The bridge has been built.”"
        ),
        ["Pavel Gorelin: The bridge has been built."]
    );
}
