//! Names of countries, bodies, persons, offices, documents and occasions.

mod support;

use communique_model::Label::{Event, Fac, Gpe, Hashtag, Law, Loc, Norp, Office, Org, Person};
use support::{assert_found, extract};

#[test]
fn countries_go_by_all_their_names() {
    let text = "Türkiye, the Kyrgyz Republic, the UK, Côte d'Ivoire and the DPRK sent notes; anti-Cuba \
                measures were criticised.";
    assert_found(
        text,
        "2024-05-02",
        Gpe,
        &[
            "Türkiye = Turkey",
            "Kyrgyz Republic = Kyrgyzstan",
            "UK = United Kingdom",
            "Côte d'Ivoire = Cote d'Ivoire",
            "DPRK = North Korea",
            "Cuba = Cuba",
        ],
    );
}

#[test]
fn both_halves_of_a_pair_are_found() {
    let text = "Russia-Kazakhstan trade and Chinese-Mongolian talks";
    assert_found(
        text,
        "",
        Gpe,
        &["Russia = Russia", "Kazakhstan = Kazakhstan"],
    );
    assert_found(text, "", Norp, &["Chinese = China", "Mongolian = Mongolia"]);
}

#[test]
fn the_word_us_is_no_country() {
    assert_found(
        "They told us that the US agreed.",
        "",
        Gpe,
        &["US = United States"],
    );
}

#[test]
fn the_west_is_a_place_and_west_of_here_is_not() {
    let text = "The collective West and West Africa; the road turns west of Osh.";
    assert_found(text, "", Loc, &["West = West", "West Africa = West Africa"]);
}

#[test]
fn organs_are_linked_in_any_word_order() {
    let text = "The Foreign Ministers Council of the Shanghai Cooperation Organisation met; the CIS Council \
                of Heads of State will follow.";
    assert_found(
        text,
        "",
        Org,
        &[
            "Foreign Ministers Council of the Shanghai Cooperation Organisation = SCO Foreign \
             Ministers Council",
            "CIS Council of Heads of State = CIS Heads of State Council",
        ],
    );
}

#[test]
fn an_organ_brings_its_organisation_along() {
    let extraction = extract("The CSTO Collective Security Council met in Yerevan.", "");
    let organ = &extraction.mentions[0];
    let entity = extraction
        .entities
        .iter()
        .find(|entity| Some(&entity.id) == organ.entity.as_ref())
        .unwrap();
    assert_eq!(entity.part_of[0].0, "organisation:csto");
    let has_csto = extraction
        .entities
        .iter()
        .any(|e| e.id.0 == "organisation:csto");
    assert!(has_csto, "the whole is listed too");
}

#[test]
fn a_short_name_means_the_body_last_spoken_of() {
    let text = "The UN Security Council heard a report. Later the Council adopted a text. The CIS was \
                mentioned, and the members of the Commonwealth agreed.";
    assert_found(
        text,
        "",
        Org,
        &[
            "UN Security Council = UN Security Council",
            "Council = UN Security Council",
            "CIS = CIS",
            "Commonwealth = CIS",
        ],
    );
    assert_found("our Organisation and the council met", "", Org, &[]);
}

#[test]
fn a_foreign_ministry_belongs_to_the_country_spoken_of() {
    let text =
        "The Kazakh delegation arrived. Diplomats of Uzbekistan met at the Foreign Ministry.";
    assert_found(
        text,
        "",
        Org,
        &["Foreign Ministry = Ministry of Foreign Affairs of Uzbekistan"],
    );
    assert_found(
        "The Turkish Foreign Ministry and the Ministry of Foreign Affairs of the Republic of Serbia",
        "",
        Org,
        &[
            "Turkish Foreign Ministry = Ministry of Foreign Affairs of Turkey",
            "Ministry of Foreign Affairs of the Republic of Serbia = Ministry of Foreign Affairs of Serbia",
        ],
    );
}

#[test]
fn persons_are_linked_in_every_form_of_their_name() {
    for text in [
        "Kassym-Jomart Tokayev arrived.",
        "Tokayev Kassym-Jomart",
        "Mr Tokayev arrived.",
        "President Tokayev arrived.",
        "The report names Tokaev twice.",
        "Kasym-Zhomart Tokaev arrived.",
    ] {
        let found = support::found(text, "2024-05-02", Person);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].1, "Kassym-Jomart Tokayev", "{text}");
        assert!(!found[0].0.contains("Mr"), "no courtesy in {found:?}");
    }
}

#[test]
fn unknown_persons_stay_unlinked() {
    let text =
        "Ambassador of Peru Lucinda Quevarro-Inti spoke. Ms Quevarro-Inti thanked the hosts.";
    assert_found(
        text,
        "",
        Person,
        &["Lucinda Quevarro-Inti = ", "Quevarro-Inti = "],
    );
}

#[test]
fn a_namesake_is_not_taken_for_a_known_person() {
    assert_found(
        "Mr Bartholomew Putin said no.",
        "",
        Person,
        &["Bartholomew Putin = "],
    );
}

#[test]
fn offices_hold_their_country_or_body() {
    let text = "Iranian President Masoud Pezeshkian, Russia’s Foreign Minister, CSTO Secretary General \
                Imangali Tasmagambetov and Head of the Cuban delegation Deputy Trade Minister Ana Toviel";
    let expected = [
        "Iranian President",
        "Russia’s Foreign Minister",
        "CSTO Secretary General",
        "Head of the Cuban delegation",
        "Deputy Trade Minister",
    ];
    let found: Vec<String> = support::found(text, "2025-01-10", Office)
        .into_iter()
        .map(|(words, _)| words)
        .collect();
    assert_eq!(found, expected);
    assert_found(text, "2025-01-10", Org, &["CSTO = CSTO"]);
}

#[test]
fn an_office_is_reported_without_its_country() {
    let extraction = extract(
        "FM Sergey Lavrov met Minister of Foreign Affairs of Kazakhstan Murat Nurtleu.",
        "2024-06-21",
    );
    let offices: Vec<(&str, &str, Option<&str>)> = extraction
        .offices
        .iter()
        .map(|report| {
            let of = report.of.as_ref().map(|of| of.0.as_str());
            (
                report
                    .person
                    .as_ref()
                    .map_or(report.name.as_str(), |id| id.0.as_str()),
                report.office.as_str(),
                of,
            )
        })
        .collect();
    assert_eq!(
        offices,
        [
            (
                "person:sergey-lavrov",
                "Foreign Minister",
                Some("country:RU")
            ),
            (
                "person:murat-nurtleu",
                "Minister of Foreign Affairs",
                Some("country:KZ")
            ),
        ]
    );
}

#[test]
fn plurals_and_roles_are_no_offices() {
    assert_found(
        "The foreign ministers, two ambassadors and the leader met.",
        "",
        Office,
        &[],
    );
}

#[test]
fn hashtags_are_names_or_fall_apart_into_names() {
    let text = "#Belarus #EAEU #RussiaBelarus #UnionState #UNGA80 #JustPeaceNow";
    assert_found(text, "", Gpe, &["Belarus = Belarus"]);
    assert_found(text, "", Org, &["EAEU = EAEU", "UnionState = Union State"]);
    assert_found(
        text,
        "",
        Hashtag,
        &[
            "#RussiaBelarus = Russia+Belarus",
            "#UNGA80 = UN General Assembly",
            "#JustPeaceNow = ",
        ],
    );
}

#[test]
fn documents_are_found_by_symbol_number_and_form() {
    let text = "Under Article 33 of the UN Charter and UN Security Council Resolution 1325, and after \
                A/RES/74/19, the Treaty of Peace, Friendship and Good Neighbourliness was signed; the Bishkek \
                Declaration followed.";
    let found: Vec<String> = support::found(text, "", Law)
        .into_iter()
        .map(|(words, _)| words)
        .collect();
    assert_eq!(
        found,
        [
            "Article 33 of the UN Charter",
            "UN Security Council Resolution 1325",
            "A/RES/74/19",
            "Treaty of Peace, Friendship and Good Neighbourliness",
            "Bishkek Declaration",
        ]
    );
}

#[test]
fn occasions_are_named_by_body_place_number_or_feast() {
    let text = "The CSTO Summit, a Tashkent summit, the 80th session of the UN General Assembly, Constitution \
                Day, the Second World War and the special military operation; a meeting of the CIS.";
    let found: Vec<String> = support::found(text, "", Event)
        .into_iter()
        .map(|(words, _)| words)
        .collect();
    assert_eq!(
        found,
        [
            "CSTO Summit",
            "Tashkent summit",
            "80th session of the UN General Assembly",
            "Constitution Day",
            "Second World War",
            "special military operation",
        ]
    );
}

#[test]
fn an_occasion_names_its_body_as_a_part() {
    let extraction = extract("We prepare the CSTO Summit.", "");
    assert_eq!(extraction.mentions.len(), 1);
    assert_eq!(extraction.mentions[0].parts[0].0, "organisation:csto");
}

#[test]
fn border_lines_are_facilities() {
    let text = "on the Uzbek-Afghan border";
    let found = support::found(text, "", Fac);
    assert_eq!(found[0].0, "Uzbek-Afghan border");
}

#[test]
fn addresses_and_handles_name_nothing() {
    let text = "See https://t.me/Russia/2024/20%25 and @Kazakhstan or www.Minsk.example/July-3.";
    assert_eq!(extract(text, "2024-07-03").mentions, []);
}

#[test]
fn emoji_flags_and_initiatives_are_nothing() {
    let extraction = extract(
        "🇷🇺🇨🇳 🤝 ✅ the Global Majority; global governance initiatives",
        "",
    );
    assert_eq!(extraction.mentions, []);
}

#[test]
fn the_second_surname_belongs_to_the_name() {
    assert_found(
        "President of Ecuador Lenín Moreno Garcés, and the minister spoke.",
        "2019-05-02",
        Person,
        &["Lenín Moreno Garcés = Lenin Moreno"],
    );
}

#[test]
fn titles_take_departments_named_for_places_and_leave_months() {
    assert_found(
        "Director of the Asia and Pacific Department Lena Orlova came. In March President of Chile Gabriel Boric spoke.",
        "2024-05-02",
        Office,
        &[
            "Director of the Asia and Pacific Department = Asia+Pacific Ocean",
            "President of Chile = Chile",
        ],
    );
}

#[test]
fn plans_take_the_ministries_that_agree_on_them() {
    assert_found(
        "They signed a Plan of Consultations between the foreign ministries for 2025-2026 in Minsk.",
        "2024-05-02",
        Law,
        &["Plan of Consultations between the foreign ministries for 2025-2026 = "],
    );
}

#[test]
fn an_initial_stands_inside_a_name() {
    assert_found(
        "Secretary of Defense Carl J. Ostrander met Assistant Secretary for Resources Dora P. Medina.",
        "",
        Person,
        &["Carl J. Ostrander = ", "Dora P. Medina = "],
    );
    assert_found(
        "Secretary of Defense Carl J. Ostrander met Assistant Secretary for Resources Dora P. Medina.",
        "",
        Office,
        &[
            "Secretary of Defense = ",
            "Assistant Secretary for Resources = ",
        ],
    );
}
