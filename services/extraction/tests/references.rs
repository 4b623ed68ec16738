//! Whom plural descriptions, titles alone and those who speak or are spoken to mean, and who takes part
//! by what other sentences say. All texts are our own.

mod support;

use support::assert_events;

#[test]
fn the_two_presidents_are_those_of_that_rank() {
    assert_events(
        "Talks in Belgrade\n\nOn May 14, President of Serbia Aleksandar Vucic received President of Hungary Tamas Sulyok in Belgrade. Minister of Energy Dubravka Handanovic was at the table.\n\nThe two presidents signed a joint declaration.",
        "2024-05-15",
        &[
            "MEETING Aleksandar Vucic + Tamas Sulyok + Dubravka Handanovic @ Belgrade, 2024-05-14",
            "SIGNING Aleksandar Vucic + Tamas Sulyok",
        ],
    );
}

#[test]
fn leaders_of_whom_none_is_named_are_the_two_countries() {
    assert_events(
        "Foreign Minister of Serbia Marko Djuric met with Foreign Minister of Hungary Peter Szijjarto in Belgrade on May 14.\n\nThe two heads of state spoke by telephone in March.",
        "2024-05-15",
        &[
            "MEETING Marko Djuric + Peter Szijjarto @ Belgrade, 2024-05-14",
            "CALL RS + HU, 2024-03",
        ],
    );
}

#[test]
fn a_deputy_prime_minister_may_be_one_of_the_ministers() {
    assert_events(
        "Talks in Astana\n\nDeputy Prime Minister and Foreign Minister of Kazakhstan Murat Nurtleu met with Foreign Minister of Hungary Peter Szijjarto in Astana on May 14.\n\nThe ministers signed a programme of cooperation.",
        "2024-05-15",
        &[
            "MEETING Murat Nurtleu + Peter Szijjarto @ Astana, 2024-05-14",
            "SIGNING Murat Nurtleu + Peter Szijjarto",
        ],
    );
}

#[test]
fn envoys_who_present_credentials_stand_in_the_list_below() {
    assert_events(
        "Credentials presented in Astana\n\nOn May 14, President of Kazakhstan Kassym-Jomart Tokayev received credentials from the newly appointed ambassadors of foreign states.\n\nCredentials were presented by:\n– Ambassador of Hungary Otto Rona;\n– Ambassador of Kenya Grace Wanjala.\n\nAfter the ceremony, the President had a separate conversation with each of the diplomats.",
        "2024-05-15",
        &[
            "MEETING Kassym-Jomart Tokayev + Otto Rona + Grace Wanjala, 2024-05-14",
            "MEETING Kassym-Jomart Tokayev + Otto Rona",
            "MEETING Kassym-Jomart Tokayev + Grace Wanjala",
        ],
    );
}

#[test]
fn those_on_the_lines_below_attended() {
    assert_events(
        "A meeting of the CSTO Collective Security Council was held in Astana on May 14.\n\nThe meeting was attended by:\n🇧🇾 President of Belarus Alexander Lukashenko,\n🇰🇬 President of Kyrgyzstan Sadyr Japarov.",
        "2024-05-15",
        &[
            "SUMMIT CSTO Collective Security Council + Alexander Lukashenko + Sadyr Japarov @ Astana, 2024-05-14",
        ],
    );
}

#[test]
fn whoever_is_welcomed_is_on_a_visit() {
    assert_events(
        "Meeting with Foreign Minister of Armenia Ararat Mirzoyan\n\nMay 14, 2024\nMoscow\n\nSergey Lavrov: Mr Mirzoyan, colleagues,\nI am glad to welcome you to Moscow.\n\nArarat Mirzoyan: Thank you.",
        "2024-05-14",
        &[
            "MEETING Ararat Mirzoyan + Sergey Lavrov @ Moscow, 2024-05-14",
            "VISIT Ararat Mirzoyan @ Moscow, 2024-05-14",
        ],
    );
}

#[test]
fn press_statements_are_of_those_who_speak() {
    assert_events(
        "Press statements following Serbian-Hungarian talks\n\nMay 14, 2024\nBelgrade\n\nPresident of Serbia Aleksandar Vucic: Dear friends, gas was our topic.\n\nPresident of Hungary Tamas Sulyok: Thank you for the hospitality.",
        "2024-05-14",
        &["STATEMENT Aleksandar Vucic + Tamas Sulyok @ Belgrade, 2024-05-14"],
    );
}

#[test]
fn a_war_remembered_is_of_nobody() {
    assert_events(
        "Remarks by Foreign Minister Sergey Lavrov (Moscow, May 14, 2024)\n\nIn 2025 we will celebrate the 80th anniversary of the Victory in the Great Patriotic War.",
        "2024-05-14",
        &[
            "STATEMENT Sergey Lavrov @ Moscow, 2024-05-14",
            "ANNIVERSARY , 2025",
        ],
    );
}

#[test]
fn a_tour_is_a_visit_to_each_country() {
    assert_events(
        "News of the week\n\nPrime Minister of Pakistan Shehbaz Sharif began a tour of Iran, Azerbaijan and Tajikistan on May 12.",
        "2024-05-15",
        &[
            "VISIT Shehbaz Sharif + IR @ Iran, 2024-05-12",
            "VISIT Shehbaz Sharif + AZ @ Azerbaijan, 2024-05-12",
            "VISIT Shehbaz Sharif + TJ @ Tajikistan, 2024-05-12",
        ],
    );
    assert_events(
        "News of the week\n\nForeign Minister of Türkiye Hakan Fidan will pay a visit to the Kyrgyz Republic on 18 July and to Kazakhstan on 19 July.",
        "2024-07-15",
        &[
            "VISIT Hakan Fidan + KG @ Kyrgyzstan, 2024-07-18",
            "VISIT Hakan Fidan + KZ @ Kazakhstan, 2024-07-19",
        ],
    );
}

#[test]
fn two_predicates_of_one_subject_are_two_meetings() {
    assert_events(
        "News of the week\n\nForeign Minister Sergey Lavrov held talks with Ararat Mirzoyan in Moscow on May 14 and met with Maxim Ryzhenkov.",
        "2024-05-15",
        &[
            "MEETING Sergey Lavrov + Ararat Mirzoyan @ Moscow, 2024-05-14",
            "MEETING Sergey Lavrov + Maxim Ryzhenkov @ Moscow, 2024-05-14",
        ],
    );
    assert_events(
        "News of the week\n\nRecalling the treaty signed in 1952, Marko Djuric and Peter Szijjarto signed a plan of consultations in Belgrade on May 14.",
        "2024-05-15",
        &["SIGNING Marko Djuric + Peter Szijjarto @ Belgrade, 2024-05-14"],
    );
}

#[test]
fn each_document_is_adopted_and_each_counterpart_met() {
    assert_events(
        "Outcomes of the week\n\nThe CIS Heads of State Council met in Moscow on October 8. The leaders adopted the Moscow Declaration and a statement on water.",
        "2024-10-10",
        &[
            "SUMMIT CIS Heads of State Council @ Moscow, 2024-10-08",
            "STATEMENT CIS Heads of State Council",
            "STATEMENT CIS Heads of State Council",
        ],
    );
    assert_events(
        "News of the week\n\nOn May 14, Alexander Turchin paid courtesy calls on Prime Minister Pham Minh Chinh and General Secretary To Lam in Hanoi.",
        "2024-05-15",
        &[
            "MEETING Alexander Turchin + Pham Minh Chinh @ Hanoi, 2024-05-14",
            "MEETING Alexander Turchin + To Lam @ Hanoi, 2024-05-14",
        ],
    );
}

#[test]
fn the_agency_of_a_dispatch_takes_no_part() {
    assert_events(
        "Council convenes\n\nDOHA, May 14 (SPA) -- The GCC Ministerial Council held its 160th session in Doha on May 14.",
        "2024-05-15",
        &["CONFERENCE GCC Ministerial Council @ Doha, 2024-05-14"],
    );
}

#[test]
fn what_a_body_recommends_on_a_day_is_its_statement() {
    assert_events(
        "News of the week\n\nOn 8 May, the European Commission recommended a new package of measures.",
        "2024-05-15",
        &["STATEMENT European Commission, 2024-05-08"],
    );
}

#[test]
fn a_tag_in_a_sentence_names_its_person() {
    assert_events(
        "🇷🇺 🇰🇪 On May 14 in Nairobi, Sergey #Lavrov held a meeting with Minister of Foreign Affairs of Kenya Grace Wanjala.\n#RussiaKenya",
        "2024-05-15",
        &["MEETING Sergey Lavrov + Grace Wanjala @ Nairobi, 2024-05-14"],
    );
}

#[test]
fn a_delegation_speaks_for_its_country() {
    assert_events(
        "Statement by the Delegation of Hungary on the protection of rivers\nVienna, May 14, 2024\nRivers know no borders.",
        "2024-05-15",
        &["STATEMENT HU @ Vienna, 2024-05-14"],
    );
}

#[test]
fn his_visit_is_that_of_whom_the_sentence_names_next() {
    assert_events(
        "Talks with President of Hungary Tamas Sulyok\n\nDuring his visit to Kenya, President of Serbia Aleksandar Vucic met with President of Hungary Tamas Sulyok on May 14.",
        "2024-05-15",
        &[
            "MEETING Tamas Sulyok + Aleksandar Vucic, 2024-05-14",
            "VISIT Aleksandar Vucic + KE @ Kenya, 2024-05-14",
        ],
    );
}

#[test]
fn the_day_of_a_state_is_that_of_the_country_of_whoever_is_congratulated() {
    assert_events(
        "Congratulations to President of Armenia Vahagn Khachaturyan on Independence Day\nPresident of Serbia Aleksandar Vucic congratulated President of Armenia Vahagn Khachaturyan on Independence Day.\nSeptember 21, 2024",
        "2024-09-21",
        &[
            "ANNIVERSARY AM, 2024-09-21",
            "STATEMENT Aleksandar Vucic + Vahagn Khachaturyan, 2024-09-21",
        ],
    );
}

#[test]
fn an_envoy_is_summoned_to_a_meeting() {
    assert_events(
        "On May 14, the Ministry of Foreign Affairs of Serbia summoned the Ambassador of Kenya, Grace Wanjala.",
        "2024-05-15",
        &["MEETING Ministry of Foreign Affairs of Serbia + Grace Wanjala, 2024-05-14"],
    );
}

#[test]
fn those_who_attended_talks_of_two_are_named_below() {
    assert_events(
        "Talks in Belgrade\n\nPresident of Serbia Aleksandar Vucic met with President of Hungary Tamas Sulyok in Belgrade on May 14.\n\nThey spoke of rivers.\n\nAttending the meeting were:\n– Minister of Energy Dubravka Handanovic;\n– Ambassador of Hungary Otto Rona.",
        "2024-05-15",
        &[
            "MEETING Aleksandar Vucic + Tamas Sulyok + Dubravka Handanovic + Otto Rona @ Belgrade, 2024-05-14",
        ],
    );
}
