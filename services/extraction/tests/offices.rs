//! Whose the offices of a text are. All texts are our own.

mod support;

use support::extract;

/// The offices of a text: `name | office | of`.
fn offices(text: &str, reference: &str) -> Vec<String> {
    let extraction = extract(text, reference);
    extraction
        .offices
        .iter()
        .map(|held| {
            let of = held.of.as_ref().map(|of| of.0.as_str());
            let of = of.or(held.of_name.as_deref()).unwrap_or("-");
            format!("{} | {} | {of}", held.name, held.office)
        })
        .collect()
}

#[track_caller]
fn assert_offices(text: &str, expected: &[&str]) {
    assert_eq!(offices(text, "2024-05-03"), expected);
}

#[test]
fn an_office_is_nobodys_without_evidence() {
    assert_offices(
        "Foreign Minister Aron Kestrel of Ruritania met Chinese Foreign Minister Wang Yi in Beijing.",
        &[
            "Aron Kestrel | Foreign Minister | -",
            "Wang Yi | Foreign Minister | country:CN",
        ],
    );
    assert_offices(
        "Putin arrives in Hanoi\n\nHANOI, May 3 (NAB) – Russian President Vladimir Putin arrived today. Energy Minister Bao Lamthien greeted him. Director of the Mekong Institute Jon Ferrant was there.",
        &[
            "Vladimir Putin | President | country:RU",
            "Bao Lamthien | Energy Minister | -",
            "Jon Ferrant | Director | Mekong Institute",
        ],
    );
}

#[test]
fn words_beside_a_title_say_whose_it_is() {
    assert_offices(
        "Sergey Lavrov met his Kazakh counterpart, Deputy Foreign Minister Daulet Amirbay. The Tajik delegation was led by Deputy Minister of Trade Rustam Alimardon.",
        &[
            "Daulet Amirbay | Deputy Foreign Minister | country:KZ",
            "Rustam Alimardon | Deputy Minister of Trade | country:TJ",
        ],
    );
    assert_offices(
        "Japan’s Deputy Prime Minister – Minister of Finance Hiro Tanabe attended.",
        &["Hiro Tanabe | Deputy Prime Minister – Minister of Finance | country:JP"],
    );
}

#[test]
fn the_publisher_owns_the_offices_of_its_staff() {
    assert_offices(
        "MINISTRY OF FOREIGN AFFAIRS OF THE REPUBLIC OF SERBIA\nPress release\n\nThe consultations ended. Spokesperson Jovan Perunic said they were useful.",
        &["Jovan Perunic | Spokesperson | country:RS"],
    );
    assert_offices(
        "President Kassym-Jomart Tokayev opens a school\nAstana, 3 May 2024\n\nThe school has a hundred pupils. Press Secretary Aliya Bekmuratova showed it.",
        &[
            "Kassym-Jomart Tokayev | President | country:KZ",
            "Aliya Bekmuratova | Press Secretary | country:KZ",
        ],
    );
}

#[test]
fn a_short_title_is_no_second_office() {
    assert_offices(
        "Minister of Energy of Kazakhstan Almat Serikov spoke. Minister Serikov then left.",
        &["Almat Serikov | Minister of Energy | country:KZ"],
    );
}

#[test]
fn titles_follow_each_other_after_a_name() {
    assert_offices(
        "H.E. Mr. Felix Obiang-Ndo, Minister of Trade of Gabon, the current Chairperson of the African Union, spoke.",
        &[
            "Felix Obiang-Ndo | Minister of Trade | country:GA",
            "Felix Obiang-Ndo | Chairperson | organisation:au",
        ],
    );
}

#[test]
fn bodies_that_no_list_holds_own_their_offices() {
    assert_offices(
        "The fair in Astana was opened by Chairman of the Board of Blue Steppe Holding Arman Dautov. Rector of the Northern Polytechnic University Lena Orlova spoke.",
        &[
            "Arman Dautov | Chairman of the Board | Blue Steppe Holding",
            "Lena Orlova | Rector | Northern Polytechnic University",
        ],
    );
}

#[test]
fn officials_whom_an_embassy_names_are_of_its_host() {
    assert_offices(
        "📍 Embassy of Kazakhstan in Zimbabwe\n\nOn May 2, Ambassador of Kazakhstan to Zimbabwe Arman Dautov visited a farm. Minister of Lands Tendai Morova thanked him.",
        &[
            "Arman Dautov | Ambassador to Zimbabwe | country:KZ",
            "Tendai Morova | Minister of Lands | country:ZW",
        ],
    );
}

#[test]
fn a_title_alone_is_of_the_one_who_is_known_to_hold_it() {
    assert_offices(
        "Working meeting with Minister of Transport Yegor Lastov\n\nVladimir Putin received Minister of Transport of Russia Yegor Lastov at the Kremlin. The President was told about the new roads.",
        &[
            "Yegor Lastov | Minister of Transport | country:RU",
            "Vladimir Putin | President | country:RU",
        ],
    );
}

#[test]
fn names_of_unlisted_people_are_as_the_text_spells_them() {
    assert_offices(
        "Deputy Minister of Foreign Affairs of Serbia Jovana Lukić and State Secretary of Chile Íñigo Peñasol met in Belgrade.",
        &[
            "Jovana Lukić | Deputy Minister of Foreign Affairs | country:RS",
            "Íñigo Peñasol | State Secretary | country:CL",
        ],
    );
}
