//! How texts tell of statements, interviews, signatures, visits and anniversaries. All texts are
//! our own.

mod support;

use support::events;

/// The occasions of a sentence below a title and a lead that tell of none: `KIND who + who @ place,
/// date`.
fn told(sentence: &str) -> Vec<String> {
    let text = format!(
        "What happened in the week before\nHere is what we have to tell about it.\n{sentence}"
    );
    events(&text, "2024-05-15")
}

#[track_caller]
fn assert_told(sentence: &str, expected: &[&str]) {
    assert_eq!(told(sentence), expected, "{sentence}");
}

#[test]
fn what_is_said_is_a_statement_however_it_is_told() {
    assert_told(
        "Prime Minister Petteri Orpo held a joint press conference with Prime Minister Ulf Kristersson in Helsinki on 3 April 2024.",
        &["STATEMENT Petteri Orpo + Ulf Kristersson @ Helsinki, 2024-04-03"],
    );
    assert_told(
        "Ambassador Ivan Petrov addressed the students on 7 May.",
        &["STATEMENT Ivan Petrov, 2024-05-07"],
    );
    assert_told(
        "The forum was opened with a speech by Prime Minister Viktor Orban.",
        &["STATEMENT Viktor Orban"],
    );
    assert_told(
        "Spokesperson Maria Zakharova faced reporters on 13 May.",
        &["STATEMENT Maria Zakharova, 2024-05-13"],
    );
}

#[test]
fn who_is_only_asked_to_speak_has_said_nothing() {
    assert_told(
        "The chair invited Ambassador Ivan Petrov to speak to the delegates.",
        &[],
    );
}

#[test]
fn messages_of_several_are_a_statement_each() {
    assert_told(
        "President Kassym-Jomart Tokayev received congratulatory telegrams from Ilham Aliyev and Sadyr Japarov.",
        &[
            "STATEMENT Ilham Aliyev + Kassym-Jomart Tokayev",
            "STATEMENT Sadyr Japarov + Kassym-Jomart Tokayev",
        ],
    );
}

#[test]
fn a_document_is_of_the_gathering_told_last() {
    assert_told(
        "The summit of the Arab League ended in Manama. A declaration was adopted.",
        &[
            "SUMMIT Arab League @ Manama",
            "STATEMENT Arab League @ Manama",
        ],
    );
    assert_told(
        "After the talks between Serbia and China in Belgrade, a trade agreement was signed.",
        &["MEETING RS + CN @ Belgrade", "SIGNING RS + CN @ Belgrade"],
    );
}

#[test]
fn a_document_about_somebody_is_not_of_theirs() {
    let events = told("A Joint Statement on Support for Ukraine was endorsed.");
    assert!(
        !events.iter().any(|event| event.contains("UA")),
        "{events:?}"
    );
}

#[test]
fn signatures_are_told_in_several_ways() {
    assert_told(
        "The agreement was initialled in Brussels on 24 March by Deputy Minister Vahan Kostanyan and Commissioner Ylva Johansson.",
        &["SIGNING Vahan Kostanyan + Ylva Johansson @ Brussels, 2024-03-24"],
    );
    assert_told(
        "The EU and Chile concluded an agreement on lithium.",
        &["SIGNING EU + CL"],
    );
    assert_told("The two sides exchanged views on the agreement.", &[]);
}

#[test]
fn journeys_are_visits_by_whatever_verb() {
    assert_told(
        "Foreign Minister Wang Yi left Moscow for Minsk on 9 May.",
        &["VISIT Wang Yi @ Minsk, 2024-05-09"],
    );
    assert_told(
        "Prime Minister Giorgia Meloni has returned from a visit to Tunisia.",
        &["VISIT Giorgia Meloni + TN @ Tunisia"],
    );
    assert_told(
        "During a visit to Doha, Secretary of State Antony Blinken praised the mediators.",
        &["VISIT Antony Blinken @ Doha"],
    );
    assert_told(
        "Prime Minister Giorgia Meloni cancelled a visit to Tunisia.",
        &[],
    );
}

#[test]
fn interviews_name_who_answers_and_the_outlet() {
    assert_told(
        "In an interview with the BBC on 5 May, Secretary-General António Guterres was blunt.",
        &["INTERVIEW Antonio Guterres + BBC, 2024-05-05"],
    );
}

#[test]
fn anniversaries_may_be_turned_or_completed() {
    assert_told(
        "ASEAN turns 57 on 8 August.",
        &["ANNIVERSARY ASEAN, 2024-08-08"],
    );
    assert_told(
        "Japan and Uzbekistan mark 30 years of diplomatic relations this year.",
        &["ANNIVERSARY JP + UZ, 2024"],
    );
}

#[test]
fn he_is_who_the_sentence_before_was_about() {
    assert_told(
        "Ambassador Ivan Petrov met with Governor John Smith in Kazan. On 14 May he spoke at the university.",
        &[
            "MEETING Ivan Petrov + John Smith @ Kazan",
            "STATEMENT Ivan Petrov, 2024-05-14",
        ],
    );
}

#[test]
fn the_ministers_are_ministers_and_the_presidents_presidents() {
    assert_told(
        "President Alexander Stubb and President Alar Karis opened the exhibition. Foreign Minister Elina Valtonen and Foreign Minister Margus Tsahkna were among the guests. The two presidents signed a declaration on culture.",
        &["SIGNING Alexander Stubb + Alar Karis"],
    );
}

#[test]
fn he_is_whose_visit_the_item_of_the_list_is_of() {
    assert_told(
        "4 May – Deputy Minister Ivan Petrov is to speak to students.\n5–6 May – official visit of Foreign Minister Murat Nurtleu to India. In New Delhi, he will hold talks with Minister of External Affairs Subrahmanyam Jaishankar.",
        &[
            "STATEMENT Ivan Petrov, 2024-05-04",
            "VISIT Murat Nurtleu + IN @ India, 2024-05-05/2024-05-06",
            "MEETING Murat Nurtleu + Subrahmanyam Jaishankar @ New Delhi, 2024-05-05/2024-05-06",
        ],
    );
}

#[test]
fn presidents_of_three_countries_and_the_g20_meet_at_summits() {
    assert_told(
        "The trilateral meeting of the presidents of Kenya, Uganda and Rwanda was held in Nairobi on 7 May.",
        &["SUMMIT KE + UG + RW @ Nairobi, 2024-05-07"],
    );
    assert_told(
        "The ministers recalled the G20 meeting in Bali in November 2022.",
        &["SUMMIT G20 @ Bali, 2022-11"],
    );
}

#[test]
fn envoys_are_summoned_and_representatives_talk_for_their_countries() {
    assert_told(
        "On 14 May, the Ministry of Foreign Affairs of Norway summoned the Chargé d’Affaires ad interim of Japan in Norway Anna Winterley.",
        &["MEETING Ministry of Foreign Affairs of Norway + Anna Winterley, 2024-05-14"],
    );
    assert_told(
        "The first round of talks between Iranian and US representatives was held in Muscat on 7 May.",
        &["MEETING IR + US @ Muscat, 2024-05-07"],
    );
}

#[test]
fn statistics_and_answers_to_threats_are_no_occasions() {
    assert_told(
        "Last year over four million tourists visited Turkey, and in the first half year trade grew by 5 percent.",
        &[],
    );
    assert_told("Any attack will be met with a firm response.", &[]);
}

#[test]
fn a_congress_of_others_is_no_house_of_parliament() {
    assert_told(
        "In 2022 the city hosted the World Petroleum Congress.",
        &["CONFERENCE , 2022"],
    );
}

#[test]
fn the_day_of_an_answer_is_not_that_of_the_talks_asked_about() {
    let text = "Spokeswoman Anna Winterley's answer to a question regarding the talks between Foreign Minister of Peru Javier Gonzalez-Olaechea and Foreign Minister of Chile Alberto van Klaveren (May 13, 2024)\n\nAnna Winterley: The talks will be useful.";
    assert_eq!(
        events(text, "2024-05-15"),
        [
            "STATEMENT Anna Winterley, 2024-05-13",
            "MEETING Javier Gonzalez-Olaechea + Alberto van Klaveren",
        ]
    );
}
