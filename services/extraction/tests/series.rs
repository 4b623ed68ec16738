//! Occasions told several at once, in series, and at other times than the text's news. All texts are
//! our own.

mod support;

use support::assert_events;

#[test]
fn those_listed_below_were_met_one_by_one() {
    assert_events(
        "On May 14, Foreign Minister Sergey Lavrov held separate talks with\n🇰🇿 Foreign Minister of Kazakhstan Murat Nurtleu,\n🇧🇾 Foreign Minister of Belarus Maxim Ryzhenkov.\n\n💬 Ambassador-at-Large Gleb Orlanov: It was a long day.",
        "2024-05-15",
        &[
            "MEETING Sergey Lavrov + Murat Nurtleu, 2024-05-14",
            "MEETING Sergey Lavrov + Maxim Ryzhenkov, 2024-05-14",
        ],
    );
}

#[test]
fn meetings_told_together_are_one_each() {
    assert_events(
        "On May 14, Sergey Lavrov also met with Foreign Minister of Kazakhstan Murat Nurtleu and Foreign Minister of Belarus Maxim Ryzhenkov.",
        "2024-05-15",
        &[
            "MEETING Sergey Lavrov + Murat Nurtleu, 2024-05-14",
            "MEETING Sergey Lavrov + Maxim Ryzhenkov, 2024-05-14",
        ],
    );
}

#[test]
fn documents_listed_below_are_signed_one_by_one() {
    assert_events(
        "On May 14, talks between Serbia and Hungary were held in Belgrade.\n\nThe sides signed:\n– an agreement on river ports;\n– a memorandum on veterinary certificates.",
        "2024-05-15",
        &[
            "MEETING RS + HU @ Belgrade, 2024-05-14",
            "SIGNING RS + HU @ Belgrade, 2024-05-14",
            "SIGNING RS + HU @ Belgrade, 2024-05-14",
        ],
    );
}

#[test]
fn the_next_of_a_series_is_of_its_body_or_countries() {
    assert_events(
        "Political consultations between Serbia and Hungary were held in Belgrade on May 14.\n\nThe next round will be held in Budapest in 2025.",
        "2024-05-15",
        &[
            "MEETING RS + HU @ Belgrade, 2024-05-14",
            "MEETING RS + HU @ Budapest, 2025",
        ],
    );
}

#[test]
fn what_ministers_adopt_is_of_the_body_that_meets() {
    assert_events(
        "On May 14, Sergey Lavrov took part in a meeting of the SCO Foreign Ministers Council in Astana.\n\nThe ministers adopted a joint statement on food security.",
        "2024-05-15",
        &[
            "MEETING Sergey Lavrov + SCO Foreign Ministers Council @ Astana, 2024-05-14",
            "STATEMENT SCO Foreign Ministers Council, 2024-05-15",
        ],
    );
}

#[test]
fn another_time_is_another_occasion() {
    assert_events(
        "On May 14, Sergey Lavrov met with Murat Nurtleu in Moscow. The ministers last met in Astana in September 2023.",
        "2024-05-15",
        &[
            "MEETING Sergey Lavrov + Murat Nurtleu @ Moscow, 2024-05-14",
            "MEETING Sergey Lavrov + Murat Nurtleu @ Astana, 2023-09",
        ],
    );
    assert_events(
        "Sergey Lavrov held talks with Murat Nurtleu in Moscow. They agreed that Sergey Lavrov will meet with Murat Nurtleu again on November 3.",
        "2024-05-15",
        &[
            "MEETING Sergey Lavrov + Murat Nurtleu @ Moscow, 2024-05-15",
            "MEETING Sergey Lavrov + Murat Nurtleu, 2024-11-03",
        ],
    );
}

#[test]
fn dates_of_other_clauses_are_not_those_of_an_occasion() {
    assert_events(
        "In May 2023, Vladimir Putin paid a state visit to China, and on July 3 he met with Xi Jinping in Astana.",
        "2023-10-02",
        &[
            "VISIT Vladimir Putin + CN @ China, 2023-05",
            "MEETING Vladimir Putin + Xi Jinping @ Astana, 2023-07-03",
        ],
    );
    assert_events(
        "Sergey Lavrov met with Murat Nurtleu today and noted that the railway was opened in May 1992.",
        "2024-05-15",
        &["MEETING Sergey Lavrov + Murat Nurtleu, 2024-05-15"],
    );
}

#[test]
fn what_is_asked_for_did_not_happen() {
    assert_events(
        "Question: Will there be a meeting with Alexander Lukashenko in Minsk on Friday?\n\nGleb Orlanov: We shall see.",
        "2024-05-15",
        &[],
    );
}

#[test]
fn a_journey_is_told_by_its_legs() {
    assert_events(
        "Finnish Minister Arto Lehtola Travels to France and Latvia\n\nFinnish Minister Arto Lehtola travels to France and Latvia May 11-19. In Lyon, France, May 12-13, Minister Lehtola will speak of trade. On May 16, Minister Lehtola will travel to Riga.",
        "2024-05-08",
        &[
            "VISIT Arto Lehtola + FR @ Lyon, 2024-05-12/2024-05-13",
            "VISIT Arto Lehtola + LV @ Riga, 2024-05-16",
        ],
    );
}

#[test]
fn a_town_in_its_country_is_one_destination() {
    assert_events(
        "On May 3, Minister Arto Lehtola travelled to Geneva, Switzerland.",
        "2024-05-08",
        &["VISIT Arto Lehtola + CH @ Geneva, 2024-05-03"],
    );
}
