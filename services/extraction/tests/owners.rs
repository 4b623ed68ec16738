//! Whose offices are, by the words around a title and by whose text it is. All texts are our own,
//! most persons invented.

mod support;

use communique_model::Label;
use support::extract;

/// The offices of a text: `name | office | of`.
#[track_caller]
fn assert_offices(text: &str, expected: &[&str]) {
    let extraction = extract(text, "2024-05-03");
    let found: Vec<String> = extraction
        .offices
        .iter()
        .map(|held| {
            let of = held.of.as_ref().map_or("-", |of| of.0.as_str());
            format!("{} | {} | {of}", held.name, held.office)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

/// The titles that a text names.
#[track_caller]
fn assert_titles(text: &str, expected: &[&str]) {
    let points = communique_model::CodePoints::new(text);
    let extraction = extract(text, "2024-05-03");
    let found: Vec<&str> = extraction
        .mentions
        .iter()
        .filter(|mention| mention.label == Label::Office)
        .map(|mention| points.slice(mention.span))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn ones_own_country_comes_first() {
    assert_offices(
        "Trade grows\n\nThe Serbian-Hungarian commission met. Later, Deputy Minister Jovan Perunic spoke of Serbian-Hungarian trade.",
        &["Jovan Perunic | Deputy Minister | country:RS"],
    );
    assert_offices(
        "🇷🇸🇭🇺 A day of friendship\n\nThe festival was opened by Ambassador Jovan Perunic.",
        &["Jovan Perunic | Ambassador | country:RS"],
    );
}

#[test]
fn a_ministry_without_a_country_is_the_publishers() {
    assert_offices(
        "Foreign Ministry Spokesperson Jovan Perunic’s answer about the latest statements in Budapest\n\nHungary has spoken, and Hungarian papers quote Hungarian ministers. Serbian-Hungarian ties are strong, and Serbian-Hungarian trade grows.",
        &["Jovan Perunic | Foreign Ministry Spokesperson | country:RS"],
    );
}

#[test]
fn the_words_around_a_title_say_whose_it_is() {
    assert_offices(
        "The delegation of Serbia was headed by Mr. Jovan Perunic, State Secretary.",
        &["Jovan Perunic | State Secretary | country:RS"],
    );
    assert_offices(
        "Deputy Prime Minister Jovan Perunic put his signature to the paper on behalf of Serbia.",
        &["Jovan Perunic | Deputy Prime Minister | country:RS"],
    );
    assert_offices(
        "Mira Okonta, Head of Division at the European External Action Service, replied.",
        &["Mira Okonta | Head of Division | organisation:eeas"],
    );
    assert_offices(
        "Jovan Perunic, Undersecretary of State at the Ministry of Finance of the Republic of Serbia, replied.",
        &["Jovan Perunic | Undersecretary of State at the Ministry of Finance | country:RS"],
    );
}

#[test]
fn a_title_may_serve_another_officer() {
    assert_offices(
        "The Secretary-General of the OSCE opened the day. Spokesperson for the Secretary-General Mira Okonta took notes.",
        &["Mira Okonta | Spokesperson for the Secretary-General | organisation:osce"],
    );
    assert_offices(
        "Aide to the Serbian President Jovan Perunic briefed the press.",
        &["Jovan Perunic | Aide to the President | country:RS"],
    );
}

#[test]
fn a_posting_told_in_full_once_holds_for_the_bare_title() {
    assert_offices(
        "Credentials of the Ambassador of Norway to ASEAN\n\nAmbassador Ingrid Solvang handed over her letter.",
        &["Ingrid Solvang | Ambassador to ASEAN | country:NO"],
    );
}

#[test]
fn one_office_in_two_wordings_is_told_once() {
    assert_offices(
        "Foreign Minister of Serbia Jovan Perunic spoke. Minister of Foreign Affairs of Serbia Jovan Perunic then left.",
        &["Jovan Perunic | Foreign Minister | country:RS"],
    );
}

#[test]
fn companies_and_banks_own_their_offices() {
    assert_offices(
        "CEO of Sberbank Pavel Gorelin spoke at the forum.",
        &["Pavel Gorelin | CEO | organisation:sberbank"],
    );
}

#[test]
fn two_titles_before_a_name_may_be_one_persons() {
    assert_titles(
        "Advisor to the Prime Minister and Spokesperson for the Ministry of Finance Dr. Omar Saleh spoke.",
        &[
            "Advisor to the Prime Minister",
            "Spokesperson for the Ministry of Finance",
        ],
    );
    assert_titles(
        "Secretary General and Prime Minister of Albania discuss the summit",
        &["Secretary General", "Prime Minister of Albania"],
    );
}

#[test]
fn titles_end_before_names_and_styles() {
    assert_titles(
        "Remarks by Special Envoy Carla Whitmore and Foreign Minister Dalitso Mbewe",
        &["Special Envoy", "Foreign Minister"],
    );
    assert_titles(
        "Minister of Foreign Affairs H.H. Sheikh Omar bin Saleh and Prime Minister HE Sheikh Ali bin Omar spoke.",
        &["Minister of Foreign Affairs", "Prime Minister"],
    );
    assert_titles(
        "Special Representative for the Middle East and Africa Pavel Gorelin left.",
        &["Special Representative for the Middle East and Africa"],
    );
}

#[test]
fn offices_have_many_nouns() {
    assert_titles(
        "Hokim of Chust district Odil Sobirov and Rais of Tatarstan Rustam Minnikhanov met.",
        &["Hokim of Chust district", "Rais of Tatarstan"],
    );
    assert_titles(
        "Press contact: Mira Okonta, Press officer",
        &["Press officer"],
    );
    assert_titles(
        "Mira Okonta, Minister Delegate for European Affairs, and official spokesperson Jovan Perunic replied.",
        &[
            "Minister Delegate for European Affairs",
            "official spokesperson",
        ],
    );
    assert_titles(
        "THE MINISTER – All the way.\nSPECIAL ENVOY OKONTA: Thank you.",
        &["MINISTER", "SPECIAL ENVOY"],
    );
    assert_titles("He studied at King Rudolf University in Strelsau.", &[]);
}
