//! Whom and what names mean: short forms, namesakes, titles and dates, and what stays undecided.

mod support;

use communique_model::Label::{Gpe, Norp, Office, Org, Person};
use communique_model::{Label, LinkReason, Mention};
use support::{assert_found, extract};

/// The mention with these words.
#[track_caller]
fn mention(text: &str, reference: &str, label: Label, words: &str) -> Mention {
    let points = communique_model::CodePoints::new(text);
    let extraction = extract(text, reference);
    extraction
        .mentions
        .iter()
        .find(|mention| mention.label == label && points.slice(mention.span) == words)
        .unwrap_or_else(|| panic!("no {} “{words}” in: {text}", label.as_str()))
        .clone()
}

/// The reasons of the link of the mention with these words.
#[track_caller]
fn reasons(text: &str, reference: &str, label: Label, words: &str) -> Vec<LinkReason> {
    let found = mention(text, reference, label, words);
    found.link.map(|link| link.reasons).unwrap_or_default()
}

#[test]
fn two_of_one_surname_are_told_apart_by_the_date() {
    for (reference, text, who) in [
        (
            "2003-05",
            "US President Bush arrived.",
            "Bush = George W. Bush",
        ),
        (
            "2024-05",
            "In 1990, US President Bush arrived.",
            "Bush = George H. W. Bush",
        ),
        (
            "2024-05",
            "President of Azerbaijan Aliyev spoke.",
            "Aliyev = Ilham Aliyev",
        ),
        (
            "2001-05",
            "President of Azerbaijan Aliyev spoke.",
            "Aliyev = Heydar Aliyev",
        ),
        (
            "2015-05",
            "Prime Minister Sharif of Pakistan spoke.",
            "Sharif = Nawaz Sharif",
        ),
        (
            "2024-05",
            "Prime Minister Sharif of Pakistan spoke.",
            "Sharif = Shehbaz Sharif",
        ),
        (
            "2010-05",
            "The Cuban leader Castro spoke.",
            "Castro = Raul Castro",
        ),
    ] {
        assert_found(text, reference, Person, &[who]);
    }
}

#[test]
fn two_of_one_surname_are_told_apart_by_office_and_country() {
    assert_found(
        "Chinese Premier Li received the guests. Chinese Foreign Minister Wang saw them off.",
        "2024-05",
        Person,
        &["Li = Li Qiang", "Wang = Wang Yi"],
    );
    assert_found(
        "North Korean leader Kim and Indian Prime Minister Singh exchanged letters.",
        "2013-03",
        Person,
        &["Kim = Kim Jong Un", "Singh = Manmohan Singh"],
    );
}

#[test]
fn who_came_to_office_only_later_is_not_meant() {
    let text = "Canadian Prime Minister Trudeau spoke.";
    assert_found(text, "2018-05", Person, &["Trudeau = Justin Trudeau"]);
    assert_found(text, "1975-05", Person, &["Trudeau = "]);
    // Another of that name is better known, but not in that office.
    let text = "Indian Prime Minister Gandhi spoke.";
    assert_found(text, "1955-05", Person, &["Gandhi = "]);
}

#[test]
fn a_title_ends_before_its_holder() {
    let text = "US Secretary of State Clinton and South Korean President Park spoke.";
    assert_found(
        text,
        "2013-01",
        Office,
        &[
            "US Secretary of State = United States",
            "South Korean President = South Korea",
        ],
    );
}

#[test]
fn once_named_in_office_a_surname_stays_his() {
    let text =
        "President of the Philippines Marcos opened the forum. Mr Marcos then left for Manila.";
    assert_found(
        text,
        "2024-05",
        Person,
        &[
            "Marcos = Ferdinand Marcos Jr.",
            "Marcos = Ferdinand Marcos Jr.",
        ],
    );
}

#[test]
fn an_unknown_person_takes_the_surname_away_from_a_known_one() {
    let text = "John Lavrov of Ohio won the race. Lavrov thanked his neighbours.";
    assert_found(text, "2024-05", Person, &["John Lavrov = ", "Lavrov = "]);
}

#[test]
fn an_undecided_surname_keeps_its_candidates() {
    let found = mention(
        "The Cuban leader Castro spoke.",
        "2024-05",
        Person,
        "Castro",
    );
    assert_eq!((found.entity, found.link), (None, None));
    let names: Vec<&str> = found
        .candidates
        .iter()
        .map(|candidate| candidate.name.as_str())
        .collect();
    assert!(
        names.contains(&"Fidel Castro") && names.contains(&"Raul Castro"),
        "{names:?}"
    );
    assert!(
        found
            .candidates
            .iter()
            .all(|candidate| !candidate.reasons.is_empty())
    );
}

#[test]
fn a_candidate_is_no_entity_of_the_text() {
    let extraction = extract("The Congo asked for help.", "2024-05");
    assert!(
        extraction
            .mentions
            .iter()
            .any(|mention| mention.candidates.len() == 2)
    );
    assert!(extraction.entities.is_empty());
}

#[test]
fn spellings_of_one_surname_agree() {
    assert_found(
        "Belarusian President Lukashenka, Ukrainian President Zelenskyi, Iranian President Rayisi and Mr \
         Aleynik of Belarus",
        "2023-05",
        Person,
        &[
            "Lukashenka = Alexander Lukashenko",
            "Zelenskyi = Volodymyr Zelenskyy",
            "Rayisi = Ebrahim Raisi",
            "Aleynik = Sergei Aleinik",
        ],
    );
}

#[test]
fn people_go_by_what_their_countries_call_them_by() {
    assert_found(
        "Prime Minister of Vietnam Chinh, Ethiopian Prime Minister Abiy, Egyptian President el-Sisi, Spanish \
         Prime Minister Pedro Sánchez Pérez-Castejón, President López Obrador of Mexico and King Salman of Saudi \
         Arabia",
        "2024-05",
        Person,
        &[
            "Chinh = Pham Minh Chinh",
            "Abiy = Abiy Ahmed",
            "el-Sisi = Abdel Fattah el-Sisi",
            "Pedro Sánchez Pérez-Castejón = Pedro Sanchez",
            "López Obrador = Andres Manuel Lopez Obrador",
            "Salman = Salman bin Abdulaziz Al Saud",
        ],
    );
}

#[test]
fn labels_with_initials_are_linked() {
    let text = "V. Putin: Please.\nK.-J. Tokayev (retranslated): Thank you.\nQuestion: When?";
    assert_found(
        text,
        "2024-05",
        Person,
        &[
            "V. Putin = Vladimir Putin",
            "K.-J. Tokayev = Kassym-Jomart Tokayev",
        ],
    );
}

#[test]
fn a_link_says_why() {
    use LinkReason::{
        Alias, ContextCountry, ExactName, OfficeOnDate, ShortForm, SurnameInDocument,
    };
    let text = "Foreign Minister of Russia Sergey Lavrov met diplomats of Serbia. Lavrov thanked the \
                Foreign Ministry and the European Union.";
    let full = reasons(text, "2024-05", Person, "Sergey Lavrov");
    assert!(
        full.starts_with(&[ExactName]) && full.contains(&OfficeOnDate),
        "{full:?}"
    );
    let short = reasons(text, "2024-05", Person, "Lavrov");
    assert!(short.contains(&SurnameInDocument), "{short:?}");
    let ministry = reasons(text, "2024-05", Org, "Foreign Ministry");
    assert_eq!(ministry[0], ShortForm);
    assert!(ministry.contains(&ContextCountry), "{ministry:?}");
    assert_eq!(reasons(text, "2024-05", Org, "European Union"), [Alias]);
    assert_eq!(reasons(text, "2024-05", Gpe, "Serbia"), [ExactName]);
}

#[test]
fn one_name_of_two_places_is_told_apart_by_its_surroundings() {
    for (text, label, expected) in [
        (
            "Georgia applied. Talks in Tbilisi went on.",
            Gpe,
            "Georgia = Georgia",
        ),
        (
            "The Congo asked for help, said a minister in Kinshasa.",
            Gpe,
            "Congo = Democratic Republic of the Congo",
        ),
        (
            "The Congolese delegation came from Brazzaville.",
            Norp,
            "Congolese = Republic of the Congo",
        ),
        ("The Congo asked for help.", Gpe, "Congo = "),
        (
            "Senators from Atlanta spoke about elections in Georgia.",
            Gpe,
            "Georgia = ",
        ),
    ] {
        let found = support::found(text, "2024-05", label);
        let (words, meaning) = expected.split_once(" = ").unwrap();
        let this: Vec<&str> = found
            .iter()
            .filter(|(given, _)| given == words)
            .map(|(_, meaning)| meaning.as_str())
            .collect();
        assert_eq!(this, [meaning], "{text}");
    }
}

#[test]
fn the_commonwealth_is_the_one_spoken_of() {
    assert_found(
        "Leaders met in Apia. Samoa and the United Kingdom thanked the Commonwealth.",
        "",
        Org,
        &["Commonwealth = Commonwealth of Nations"],
    );
    assert_found(
        "Ministers of Kazakhstan and Belarus met in Minsk and thanked the Commonwealth.",
        "",
        Org,
        &["Commonwealth = CIS"],
    );
}

#[test]
fn an_acronym_means_what_the_text_says() {
    assert_found(
        "The Water and Pasture Council (WPC) met. The chair of the WPC thanked the hosts.",
        "",
        Org,
        &["Water and Pasture Council = ", "WPC = ", "WPC = "],
    );
}

#[test]
fn organs_go_by_one_word_beside_their_body() {
    assert_found(
        "The African Union held a session. The Chairperson of the Commission spoke about the Union.",
        "",
        Org,
        &[
            "African Union = AU",
            "Commission = AU Commission",
            "Union = AU",
        ],
    );
}

#[test]
fn headings_in_capitals_are_read() {
    let text = "RUSSIAN FOREIGN MINISTER SERGEY LAVROV MEETS UN SECRETARY-GENERAL ANTONIO GUTERRES\n\nText.";
    assert_found(
        text,
        "2024-05",
        Person,
        &[
            "SERGEY LAVROV = Sergey Lavrov",
            "ANTONIO GUTERRES = Antonio Guterres",
        ],
    );
    assert_found(
        text,
        "2024-05",
        Office,
        &[
            "RUSSIAN FOREIGN MINISTER = Russia",
            "UN SECRETARY-GENERAL = UN",
        ],
    );
}

#[test]
fn offices_of_many_styles_introduce_persons() {
    for (office, person) in [
        (
            "Minister of Foreign Affairs and Expatriates of Syria",
            "Nadim Barakzi",
        ),
        (
            "Chargé d’affaires of Peru in Kenya",
            "Ana de la Torre Quispe",
        ),
        ("Ambassador-at-Large", "Ole van der Meulen"),
        ("Aide to the President of Chile", "Rosa O’Hallowell"),
        ("British High Commissioner to Kenya", "Owen McTavish-Bell"),
        ("EU Spokesperson for Foreign Affairs", "Grace Lindqvist"),
        (
            "Secretary (Economic Relations) of the Ministry of Finance",
            "Arun Velapudi",
        ),
        ("Supreme Leader of Iran", "Hamid al-Karbassi"),
        (
            "Special Presidential Envoy for Afghanistan",
            "Mohamed Ould Sidina",
        ),
        (
            "Permanent Representative to the UN in Geneva",
            "Nguyen Van Thuoc",
        ),
    ] {
        let text = format!("The talks were opened by {office} {person}.");
        let offices: Vec<String> = support::found(&text, "2024-05", Office)
            .into_iter()
            .map(|(words, _)| words)
            .collect();
        assert_eq!(offices, [office], "{text}");
        assert_found(&text, "2024-05", Person, &[&format!("{person} = ")]);
    }
}

#[test]
fn courtesies_stand_outside_of_names() {
    assert_found(
        "Minister of Foreign Affairs Mr. Tomas Eriksen and H.E. Dr. Halima Wekesa spoke with President H.E. \
         Ivo Marusic.",
        "2024-05",
        Person,
        &["Tomas Eriksen = ", "Halima Wekesa = ", "Ivo Marusic = "],
    );
}

#[test]
fn an_unknown_person_is_found_again_by_surname() {
    assert_found(
        "Deputy Spokesman Behnam Tavassoli-Rad spoke first. Later Tavassoli-Rad added a detail.",
        "",
        Person,
        &["Behnam Tavassoli-Rad = ", "Tavassoli-Rad = "],
    );
}

#[test]
fn a_holder_is_no_part_of_a_body() {
    assert_found(
        "Speaker of the House of Representatives of Chile Rosa Quintremil and Secretary of the Ministry of \
         Foreign Affairs Amos Kipchirchir spoke.",
        "",
        Person,
        &["Rosa Quintremil = ", "Amos Kipchirchir = "],
    );
}

#[test]
fn a_father_is_not_his_son() {
    let text = "The visit of President Ferdinand Marcos Sr. in 1976 is remembered.";
    let father = mention(text, "2024-05", Person, "Ferdinand Marcos Sr.");
    assert!(father.entity.is_none(), "{father:?}");
    let text = "The visit of President Ferdinand Marcos Jr. was long awaited.";
    let son = mention(text, "2024-05", Person, "Ferdinand Marcos Jr.");
    assert!(son.entity.is_some(), "{son:?}");
}

#[test]
fn a_ministry_that_speaks_of_a_country_is_of_another() {
    let text = "Foreign Ministry statement concerning the situation in Peru\n\nWe are following the reports from Peru with concern. Norway will go on helping the people of Peru.";
    assert_found(
        text,
        "2024-05",
        Org,
        &["Foreign Ministry = Ministry of Foreign Affairs of Norway"],
    );
}
