//! What those who speak with each other tell of themselves: earlier and coming meetings, the visit of the
//! guest. All texts are our own, and whoever speaks in them is invented.

mod support;

use support::assert_events;

/// A page with one turn of the host.
fn page(words: &str) -> String {
    format!(
        "Meeting with Minister of Energy of Hungary Otto Rona\nMinister of Energy of Serbia Dubravka Handanovic met with Minister of Energy of Hungary Otto Rona.\nJune 9, 2024\n11:15\nBelgrade\nMinister of Energy of Serbia Dubravka Handanovic: Mr Minister, I am pleased to see you. {words}"
    )
}

const TALKS: &str = "MEETING Otto Rona + Dubravka Handanovic @ Belgrade, 2024-06-09";

#[test]
fn we_met_elsewhere_is_another_meeting_of_the_two() {
    assert_events(
        &page("We had a good meeting in Vienna."),
        "2024-06-09",
        &[TALKS, "MEETING Dubravka Handanovic + Otto Rona @ Vienna"],
    );
}

#[test]
fn our_last_meeting_is_told_once() {
    assert_events(
        &page(
            "I often recall our first meeting in Vienna.\nOtto Rona: I remember our first meeting in Vienna, too.",
        ),
        "2024-06-09",
        &[TALKS, "MEETING Dubravka Handanovic + Otto Rona @ Vienna"],
    );
}

#[test]
fn our_talks_today_are_those_of_the_text() {
    assert_events(
        &page("Our meeting today is useful. We often meet, and our ministers hold talks."),
        "2024-06-09",
        &[TALKS],
    );
}

#[test]
fn your_visit_is_that_of_the_guest() {
    assert_events(
        &page("I hope that your visit will be fruitful."),
        "2024-06-09",
        &[TALKS, "VISIT Otto Rona @ Belgrade, 2024-06-09"],
    );
}

#[test]
fn seeing_you_in_a_town_is_a_visit_to_come() {
    assert_events(
        &page("We are looking forward to seeing you in Novi Sad in September."),
        "2024-06-09",
        &[TALKS, "VISIT Otto Rona @ Novi Sad, 2024-09"],
    );
}
