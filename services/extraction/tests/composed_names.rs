//! Names that no list holds and that their form gives away: bodies of states, joint bodies,
//! documents of policy, occasions with ordinals, sites, speakers in capitals.

mod support;

use communique_model::Label::{Event, Fac, Gpe, Law, Org, Person};
use support::found;

/// Asserts which words of a text bear a label.
#[track_caller]
fn assert_words(text: &str, label: communique_model::Label, expected: &[&str]) {
    let words: Vec<String> = found(text, "2024-05-02", label)
        .into_iter()
        .map(|(words, _)| words)
        .collect();
    assert_eq!(words, expected, "{} in: {text}", label.as_str());
}

#[test]
fn meetings_of_bodies_name_the_body_and_sessions_are_occasions() {
    let text = "The second meeting of the Malta-Chile Joint Commission on Fisheries was held here.";
    assert_words(text, Org, &["Malta-Chile Joint Commission on Fisheries"]);
    assert_words(text, Event, &[]);
    assert_words(
        "The 4th session of the Malta-Chile Joint Commission on Fisheries was held here.",
        Event,
        &["4th session of the Malta-Chile Joint Commission on Fisheries"],
    );
}

#[test]
fn ordinals_and_second_countries_belong_to_occasions() {
    assert_words(
        "They met at the Third Antalya Diplomacy Forum and the Tenth Forum of Regions of Chad and Mali.",
        Event,
        &[
            "Third Antalya Diplomacy Forum",
            "Tenth Forum of Regions of Chad and Mali",
        ],
    );
    assert_words(
        "2026 has been declared one of the Peru-Ghana Years of Music after Hurricane Otto.",
        Event,
        &["Peru-Ghana Years of Music", "Hurricane Otto"],
    );
    assert_words(
        "15th Session of the Baltic Herring Conference Concludes in Riga",
        Event,
        &["15th Session of the Baltic Herring Conference"],
    );
}

#[test]
fn plans_visions_and_acronyms_are_documents() {
    assert_words(
        "The ministers signed a Cooperation Plan for 2024–2026 and the Joint Action Plan on Seeds.",
        Law,
        &[
            "Cooperation Plan for 2024–2026",
            "Joint Action Plan on Seeds",
        ],
    );
    assert_words(
        "The Treaty of Calm Waters (TCW) is older than the Oslo Consensus.",
        Law,
        &["Treaty of Calm Waters", "TCW", "Oslo Consensus"],
    );
    assert_words(
        "An Agreement on Mutual Recognition of Diplomas between Peru and Ghana was signed.",
        Law,
        &["Agreement on Mutual Recognition of Diplomas"],
    );
    assert_words(
        "The ministers adopted a Joint Communiqué and a Memorandum of Understanding on training.",
        Law,
        &[],
    );
}

#[test]
fn bodies_of_states_are_named_after_them() {
    assert_words(
        "The Government of Peru, the Armed Forces of Ghana and the Red Cross of Chile sent help.",
        Org,
        &[
            "Government of Peru",
            "Armed Forces of Ghana",
            "Red Cross of Chile",
        ],
    );
    assert_words(
        "SC/15999\nThe Security Council met; the belt initiative and the Foreign Office Consultations (FOC) went on.",
        Org,
        &["Security Council"],
    );
}

#[test]
fn sites_may_be_named_in_lower_case() {
    assert_words(
        "The Karlin border crossing and the Lima-Cusco railway reopened; the Tomar Air Base did not.",
        Fac,
        // The towns of a railway are named, not the line.
        &["Karlin border crossing", "Tomar Air Base"],
    );
}

#[test]
fn places_may_be_given_names_and_lie_inside_names() {
    assert_words(
        "Mayor of Novi Sad Milan Vukorep received Minister of Culture Roman Teplov.",
        Person,
        &["Milan Vukorep", "Roman Teplov"],
    );
}

#[test]
fn headings_and_speakers_in_capitals_are_read() {
    assert_words("Good news.\nSOMALIA\nRain fell.", Gpe, &["SOMALIA"]);
    assert_words(
        "SPECIAL ENVOY HARWELL: Good morning.\nANNA BERG-HOLM (Norway) spoke next.",
        Person,
        &["HARWELL", "ANNA BERG-HOLM"],
    );
}

#[test]
fn a_date_line_says_whose_ministry_needs_no_name() {
    let text = "LUSAKA, May 1 (Zed) – The Foreign Ministry said that Botswana agreed.";
    let bodies = found(text, "2024-05-02", Org);
    assert!(
        bodies.contains(&(
            "Foreign Ministry".to_owned(),
            "Ministry of Foreign Affairs of Zambia".to_owned()
        )),
        "{bodies:?}"
    );
}

#[test]
fn agencies_sign_the_date_line() {
    assert_words(
        "LIMA, May 1 (Norteña) – Rain fell on the coast.",
        Org,
        &["Norteña"],
    );
}
