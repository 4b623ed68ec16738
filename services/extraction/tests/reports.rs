//! What texts report: occasions, figures, offices, chairs, speakers. All texts are our own.

mod support;

use communique_model::{CodePoints, EventKind, FigureMetric};
use support::{assert_events, events, extract, short};

#[test]
fn a_meeting_has_its_participants_its_place_and_its_date() {
    assert_events(
        "On March 12, Foreign Minister Sergey Lavrov met with Foreign Minister of Kazakhstan Murat Nurtleu in Astana.",
        "2024-03-15",
        &["MEETING Sergey Lavrov + Murat Nurtleu @ Astana, 2024-03-12"],
    );
    assert_events(
        "Summary of the week\nOn 4 June, talks between Serbia and Hungary were held in Belgrade.",
        "2024-06",
        &["MEETING RS + HU @ Belgrade, 2024-06-04"],
    );
}

#[test]
fn a_meeting_may_be_told_by_other_words() {
    assert_events(
        "President Emmanuel Macron will receive Chancellor Olaf Scholz in Paris on May 5.",
        "2024-05-02",
        &["MEETING Emmanuel Macron + Olaf Scholz @ Paris, 2024-05-05"],
    );
    assert_events(
        "Ambassador Ivan Petrov presented his credentials to President Sergio Mattarella on 7 May 2024.",
        "2024-05-08",
        &["MEETING Ivan Petrov + Sergio Mattarella, 2024-05-07"],
    );
    assert_events(
        "Talks with Prime Minister of Hungary Viktor Orban\n\nVladimir Putin: Good afternoon, I am glad to see you.",
        "2024-05-07",
        &["MEETING Viktor Orban + Vladimir Putin, 2024-05-07"],
    );
}

#[test]
fn who_is_on_a_visit_is_visiting() {
    assert_events(
        "On May 20-21, Foreign Minister of Belarus Maxim Ryzhenkov will be on a working visit to Russia.",
        "2025-05-15",
        &["VISIT Maxim Ryzhenkov + RU @ Russia, 2025-05-20/2025-05-21"],
    );
}

#[test]
fn what_is_wished_or_general_is_no_occasion() {
    assert_events(
        "Comment on the situation\nWe are ready to meet with Kassym-Jomart Tokayev. Regular meetings with partners help.",
        "2024-06-04",
        &[],
    );
}

#[test]
fn a_person_whom_nobody_knows_takes_part_by_name() {
    let text = "Deputy Foreign Minister of Kazakhstan Daniyar Ospanbek met with Ambassador of Serbia Milena Jovandic in Astana on May 3.";
    let extraction = extract(text, "2024-05-04");
    let participants = &extraction.events[0].participants;
    let plain: Vec<(&str, bool, Option<&str>)> = participants
        .iter()
        .map(|one| {
            let office = one.office.as_deref();
            (one.who.name.as_str(), one.who.entity.is_some(), office)
        })
        .collect();
    assert_eq!(
        plain,
        [
            ("Daniyar Ospanbek", false, Some("Deputy Foreign Minister")),
            ("Milena Jovandic", false, Some("Ambassador")),
        ]
    );
    let offices: Vec<(&str, Option<&str>)> = extraction
        .offices
        .iter()
        .map(|held| (held.name.as_str(), held.of.as_ref().map(|of| of.0.as_str())))
        .collect();
    assert_eq!(
        offices,
        [
            ("Daniyar Ospanbek", Some("country:KZ")),
            ("Milena Jovandic", Some("country:RS")),
        ]
    );
}

#[test]
fn calls_told_at_once_are_one_call_each() {
    assert_events(
        "President Vladimir Putin held telephone conversations with President of Belarus Alexander Lukashenko and President of Kazakhstan Kassym-Jomart Tokayev on May 9.",
        "2024-05-09",
        &[
            "CALL Vladimir Putin + Alexander Lukashenko, 2024-05-09",
            "CALL Vladimir Putin + Kassym-Jomart Tokayev, 2024-05-09",
        ],
    );
}

#[test]
fn a_visit_goes_to_the_country_that_is_visited() {
    assert_events(
        "Foreign Minister Sergey Lavrov will pay a working visit to Serbia on October 2.",
        "2024-09-28",
        &["VISIT Sergey Lavrov + RS @ Serbia, 2024-10-02"],
    );
}

#[test]
fn a_title_announces_remarks_and_what_they_were_made_at() {
    assert_events(
        "Remarks by Foreign Minister Sergey Lavrov at the 12th session of the UN Commission on Narcotic Drugs (Vienna, March 4, 2023)\nDrugs are a common threat.",
        "2023-03",
        &[
            "STATEMENT Sergey Lavrov @ Vienna, 2023-03-04",
            "CONFERENCE Sergey Lavrov + UN Commission on Narcotic Drugs @ Vienna, 2023-03-04",
        ],
    );
}

#[test]
fn a_meeting_of_leaders_is_a_summit_and_is_told_once() {
    let text = "Informal meeting of the leaders of the CIS\nOn October 7, the leaders met in Saint Petersburg. \
        The meeting was attended by President of Belarus Alexander Lukashenko.";
    let found = events(text, "2023-10-07");
    assert_eq!(
        found,
        ["SUMMIT CIS + Alexander Lukashenko, 2023-10-07"],
        "{text}"
    );
}

#[test]
fn documents_are_adopted_and_signed() {
    assert_events(
        "News\nOn December 12, 2018, the UN General Assembly adopted a resolution on outer space.",
        "2020",
        &["STATEMENT UN General Assembly, 2018-12-12"],
    );
    assert_events(
        "News\nIn May 2021, Serbia and Hungary signed an agreement on railways.",
        "2024",
        &["SIGNING RS + HU, 2021-05"],
    );
}

#[test]
fn an_anniversary_belongs_to_those_who_mark_it() {
    assert_events(
        "Today, Belarus is marking Independence Day.",
        "2022-07-03",
        &["ANNIVERSARY BY, 2022-07-03"],
    );
}

/// The figures of a text: `METRIC value unit (qualifier) of parties in period`.
fn figures(text: &str, reference: &str) -> Vec<String> {
    let extraction = extract(text, reference);
    extraction
        .figures
        .iter()
        .map(|figure| {
            let parties: Vec<String> = figure
                .parties
                .iter()
                .map(|party| short(&extraction, party))
                .collect();
            format!(
                "{} {} {} ({}) of {} in {}",
                figure.metric.as_str(),
                figure.value,
                figure.unit,
                figure.qualifier.as_deref().unwrap_or("-"),
                parties.join("+"),
                figure.period.as_deref().unwrap_or("-"),
            )
        })
        .collect()
}

#[test]
fn every_stated_value_is_a_figure_of_its_own() {
    assert_eq!(
        figures(
            "Trade between Kazakhstan and Serbia reached almost US$30 million, over US$28 million, last year.",
            "2024-05"
        ),
        [
            "TRADE_TURNOVER 30000000 USD (almost) of KZ+RS in 2023",
            "TRADE_TURNOVER 28000000 USD (over) of KZ+RS in 2023",
        ]
    );
}

#[test]
fn what_fell_is_negative() {
    assert_eq!(
        figures(
            "Serbia’s trade with Hungary fell by 4.5 percent in 2023.",
            "2024"
        ),
        ["TRADE_GROWTH -4.5 PERCENT (-) of RS+HU in 2023"]
    );
}

#[test]
fn things_counted_keep_their_scale() {
    assert_eq!(
        figures("More than 6.8 million people in Mali need help.", "2020"),
        ["OTHER 6800000 PERSON (over) of ML in -"]
    );
}

#[test]
fn chairs_are_told_by_nouns_and_verbs() {
    let chairs = |text: &str| -> Vec<String> {
        let extraction = extract(text, "2024-05-03");
        extraction
            .chairs
            .iter()
            .map(|chair| {
                format!(
                    "{} of {} in {}",
                    short(&extraction, &chair.who),
                    short(&extraction, &chair.what),
                    chair.period.as_deref().unwrap_or("-")
                )
            })
            .collect()
    };
    assert_eq!(
        chairs("During Russia’s chairmanship of the CIS and of BRICS much is planned."),
        ["RU of CIS in 2024", "RU of BRICS in 2024"]
    );
    assert_eq!(
        chairs("Kazakhstan is chairing the SCO, and Belarus holds the presidency of the EAEU."),
        ["KZ of SCO in 2024", "BY of EAEU in 2024"]
    );
    assert!(chairs("Kazakhstan will chair a CSTO meeting.").is_empty());
}

#[test]
fn each_passage_has_its_speaker() {
    let text = "Meeting of the two sides\nAmbassador Daniyar Ospanbek: Welcome to Astana.\nMilena Jovandic: Thank you.\nDaniyar Ospanbek: Let us begin.";
    let extraction = extract(text, "2024-05-03");
    let points = CodePoints::new(text);
    let spoken: Vec<(&str, &str)> = extraction
        .utterances
        .iter()
        .map(|said| (said.speaker.name.as_str(), points.slice(said.span)))
        .collect();
    assert_eq!(
        spoken,
        [
            ("Daniyar Ospanbek", "Welcome to Astana."),
            ("Milena Jovandic", "Thank you."),
            ("Daniyar Ospanbek", "Let us begin."),
        ]
    );
}

#[test]
fn a_date_line_gives_date_basis_and_place() {
    let extraction = extract(
        "Interview with the ambassador\n📍 Belgrade, May 3, 2024\nMuch has been done.",
        "2024-05",
    );
    let basis = serde_json::to_value(extraction.date_basis).expect("plain data");
    assert_eq!(basis, "stated");
    assert_eq!(
        extraction.date.map(|date| date.to_string()).as_deref(),
        Some("2024-05-03")
    );
    assert_eq!(
        extraction.place.map(|place| place.name).as_deref(),
        Some("Belgrade")
    );
    let given = extract("A short note.", "2024-05");
    let basis = serde_json::to_value(given.date_basis).expect("plain data");
    assert_eq!(basis, "given");
}

#[test]
fn every_kind_and_metric_is_written_as_its_name() {
    for kind in EventKind::ALL {
        let written = serde_json::to_value(kind).expect("plain data");
        assert_eq!(written, kind.as_str());
    }
    for metric in FigureMetric::ALL {
        let written = serde_json::to_value(metric).expect("plain data");
        assert_eq!(written, metric.as_str());
    }
}

#[test]
fn pronouns_and_descriptions_refer_to_persons_named_before() {
    assert_events(
        "A working day in Minsk\nOn May 3, President Alexander Lukashenko met with Foreign Minister of Russia Sergey Lavrov in Minsk. The two agreed on a date. On May 4, the guest was received by Foreign Minister Maxim Ryzhenkov.",
        "2024-05-10",
        &[
            "MEETING Alexander Lukashenko + Sergey Lavrov @ Minsk, 2024-05-03",
            "MEETING Sergey Lavrov + Maxim Ryzhenkov, 2024-05-04",
        ],
    );
}

#[test]
fn names_stand_behind_titles_and_courtesies() {
    assert_events(
        "On May 3, Secretary-General of ASEAN, Dr. Kao Kim Hourn, received at the Secretariat in Jakarta the Foreign Minister of Kazakhstan, H.E. Mr. Murat Nurtleu.",
        "2024-05-10",
        &["MEETING Kao Kim Hourn + Murat Nurtleu @ Jakarta, 2024-05-03"],
    );
    assert_events(
        "The presidents of Azerbaijan and Türkiye, Ilham Aliyev and Recep Tayyip Erdogan, met in Shusha on May 2.",
        "2024-05-10",
        &["MEETING Ilham Aliyev + Recep Tayyip Erdogan @ Shusha, 2024-05-02"],
    );
}

#[test]
fn calls_are_told_in_many_words() {
    for text in [
        "On May 3, Sergey Lavrov and Murat Nurtleu talked by telephone.",
        "On May 3, Sergey Lavrov held a telephone talk with Murat Nurtleu.",
    ] {
        assert_events(
            text,
            "2024-05-10",
            &["CALL Sergey Lavrov + Murat Nurtleu, 2024-05-03"],
        );
    }
}

#[test]
fn lines_of_a_timetable_have_the_day_above_and_the_person_of_the_title() {
    assert_events(
        "Schedule of Foreign Minister Sergey Lavrov\n\n13 May\n09:00 – Working lunch with Murat Nurtleu\n14 May\n10:00 – Meeting with Ilham Aliyev",
        "2024-05-10",
        &[
            "MEETING Murat Nurtleu + Sergey Lavrov, 2024-05-13",
            "MEETING Ilham Aliyev + Sergey Lavrov, 2024-05-14",
        ],
    );
}

#[test]
fn a_body_meets_by_itself() {
    assert_events(
        "On May 3, the UN Security Council met in New York.",
        "2024-05-10",
        &["MEETING UN Security Council @ New York, 2024-05-03"],
    );
}
