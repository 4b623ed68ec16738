//! Kinds of texts: what their titles and first lines say. All texts are our own.

mod support;

use support::extract;

#[track_caller]
fn assert_kind(text: &str, expected: &str) {
    let kind = extract(text, "2024-05").kind;
    let kind = kind.and_then(|kind| serde_json::to_value(kind).ok());
    assert_eq!(
        kind.as_ref().and_then(|kind| kind.as_str()),
        Some(expected),
        "{text}"
    );
}

#[test]
fn the_press_is_answered_in_remarks_and_interviews() {
    assert_kind(
        "Spokesperson’s Regular Press Conference on May 3, 2024\n\nThe President will pay a visit to Peru.",
        "REMARKS",
    );
    assert_kind(
        "Ambassador answers questions from the ABC news agency\n\nHow do you assess the talks?",
        "INTERVIEW",
    );
    assert_kind(
        "Spokesperson’s answer to a media question on the elections in Chile\n\nThe elections are free.",
        "STATEMENT",
    );
    assert_kind(
        "Highlights of the noon briefing\n\nThe envoy is travelling.",
        "NEWS",
    );
}

#[test]
fn what_is_called_a_statement_is_one() {
    assert_kind(
        "PEACE COUNCIL\n12th MEETING\nCOMMUNIQUÉ\n\nAdopted by the Council at its meeting in Lusaka.",
        "STATEMENT",
    );
    assert_kind(
        "Article by the Minister for the Daily Paper, “Neighbours”\n\nWe share a border.",
        "STATEMENT",
    );
    assert_kind(
        "Peru and Chile adopt joint declaration at meeting in Lima\n\nThe ministers met.",
        "STATEMENT",
    );
}

#[test]
fn years_of_relations_are_greeted() {
    assert_kind(
        "🎉 Today marks 30 years since the establishment of diplomatic relations between Chile and Nepal!\n\nNotes were exchanged in 1994.",
        "GREETING",
    );
    assert_kind(
        "Kyrgyz Republic Independence Day\n\nOn behalf of the Government, I extend sincere congratulations to the people.",
        "GREETING",
    );
}

#[test]
fn what_is_to_come_is_news_of_an_agency() {
    assert_kind(
        "Foreign minister to attend summit in Peru\n\nSEOUL, May 3 (ABC) -- The foreign minister will attend a summit in Peru next week.",
        "NEWS",
    );
    assert_kind(
        "MEDIA ADVISORY\nMinister to co-chair meeting with Nigeria\n\nThe meeting takes place in Pretoria.",
        "NEWS",
    );
}

#[test]
fn the_name_of_a_genre_is_no_title() {
    assert_kind(
        "Press Release No. 244\n\nVisit to Brazil of the Minister of Angola\n\nThe Minister will visit Brazil.",
        "VISIT",
    );
    assert_kind(
        "MFA Press Statement: Official Visit of the Minister to Nepal\n\nThe Minister is in Kathmandu.",
        "VISIT",
    );
}

#[test]
fn an_occasion_named_for_another_tells_nothing() {
    assert_kind(
        "Ministers of Peru and Chile discuss preparations for the Lima Summit\n\nThe border, roads and customs were in the foreground.",
        "MEETING",
    );
}

#[test]
fn conferences_without_leaders_are_news() {
    assert_kind(
        "Third Media Conference opens in Almaty\n\nALMATY, 3 May 2024 – The third Media Conference opened today with editors from five countries.",
        "NEWS",
    );
    assert_kind(
        "Minsk hosted a meeting of the Supreme Eurasian Economic Council on May 8\n\nThe meeting was chaired by the President of Belarus.",
        "SUMMIT",
    );
}

#[test]
fn wishes_condemnations_and_what_is_told_the_media_have_kinds() {
    assert_kind(
        "Happy Independence Day, Georgia!\n\nThe two countries are friends.",
        "GREETING",
    );
    assert_kind(
        "Norway condemns attack on a hospital\n\nThe attack took place on Monday.",
        "STATEMENT",
    );
    assert_kind(
        "Trade with Peru is to double, envoy tells TASS\n\nThe port will be ready in May.",
        "INTERVIEW",
    );
}

#[test]
fn condolences_are_a_statement() {
    assert_kind(
        "Condolences to President of Kenya William Ruto\n\nPresident of Serbia Aleksandar Vucic sent a message of condolences to President of Kenya William Ruto.",
        "STATEMENT",
    );
}

#[test]
fn a_title_that_labels_the_words_below_makes_a_statement() {
    assert_kind(
        "⚡️ Director of Information Pavel Gorelin:\n💬 Rivers know no borders. We shall build the bridge.",
        "STATEMENT",
    );
}
