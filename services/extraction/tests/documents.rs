//! Legal documents, occasions and hashtags: where their names begin and end.

mod support;

use communique_model::Label::{self, Event, Hashtag, Law};
use support::{assert_found, found};

#[track_caller]
fn assert_names(text: &str, label: Label, expected: &[&str]) {
    let names: Vec<String> = found(text, "2024-07-03", label)
        .into_iter()
        .map(|(words, _)| words)
        .collect();
    assert_eq!(names, expected, "{} in: {text}", label.as_str());
}

#[test]
fn documents_go_by_symbols_and_numbers() {
    assert_names(
        "They cited S/RES/2334 (2016), A/78/PV.1, A/HRC/RES/55/7, resolutions 242, 338 and 2231 \
         (2015), UNSCR 1533, Federal Law No. 127-FZ and Decision 32/00.",
        Law,
        &[
            "S/RES/2334 (2016)",
            "A/78/PV.1",
            "A/HRC/RES/55/7",
            "resolutions 242, 338 and 2231 (2015)",
            "UNSCR 1533",
            "Federal Law No. 127-FZ",
            "Decision 32/00",
        ],
    );
}

#[test]
fn documents_have_names_of_several_words() {
    assert_names(
        "Article 5 of the Washington Treaty, the 1951 Refugee Convention, the National Security \
         Strategy of the United States, the CIS Development Strategy until 2030 and the 2030 \
         Agenda for Sustainable Development were read.",
        Law,
        &[
            "Article 5 of the Washington Treaty",
            "1951 Refugee Convention",
            "National Security Strategy of the United States",
            "CIS Development Strategy until 2030",
            "2030 Agenda for Sustainable Development",
        ],
    );
    assert_names(
        "They signed the Agreement between the Government of Laos and the Government of Kuwait on \
         Air Services, and the Charter of the United Nations and Article 4 of the Washington \
         Treaty were named.",
        Law,
        &[
            "Agreement between the Government of Laos and the Government of Kuwait on Air Services",
            "Charter of the United Nations",
            "Article 4 of the Washington Treaty",
        ],
    );
}

#[test]
fn what_is_no_document() {
    assert_names(
        "The agreement was signed, the Belt and Road Initiative went on, the Ministry of Law met.",
        Law,
        &[],
    );
}

#[test]
fn wars_and_upheavals() {
    assert_names(
        "The First World War, the Six-Day War, the Thirty Years' War, the Patriotic War of 1812, \
         a 44-day Autumn War, the October Revolution and the Battle of Kursk were taught.",
        Event,
        &[
            "First World War",
            "Six-Day War",
            "Thirty Years' War",
            "Patriotic War of 1812",
            "44-day Autumn War",
            "October Revolution",
            "Battle of Kursk",
        ],
    );
}

#[test]
fn summits_forums_and_games() {
    assert_names(
        "The 16th BRICS Summit, the Summit of the Future, a Brazil-Kenya business forum, an \
         extraordinary OSCE summit, the 2018 FIFA World Cup and Russian Energy Week ended; a round \
         table entitled “Two Seas: Ten Decades of Trade” opened.",
        Event,
        &[
            "16th BRICS Summit",
            "Summit of the Future",
            "Brazil-Kenya business forum",
            "extraordinary OSCE summit",
            "2018 FIFA World Cup",
            "Russian Energy Week",
            "Two Seas: Ten Decades of Trade",
        ],
    );
    assert_names(
        "A meeting of the UN Security Council, the regular Press Conference and the 21st round of \
         consultations were held.",
        Event,
        &[],
    );
}

#[test]
fn hashtags_decompose() {
    assert_found(
        "#RussiaArabLeague #UNGA79 #SCOSummit #G20Brazil #Together",
        "",
        Hashtag,
        &[
            "#RussiaArabLeague = Russia+Arab League",
            "#UNGA79 = UN General Assembly",
            "#SCOSummit = SCO",
            "#G20Brazil = G20+Brazil",
            "#Together = ",
        ],
    );
}
