//! Documents in the manner of the field, of our own writing, as many as are asked for and the same
//! on every run.
//!
//! Whoever speaks in them is a nameless spokesperson; nothing in them was said by anyone.

use serde_json::json;

/// A generated document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleDocument {
    /// Its heading, which is also its first line.
    pub title: String,
    /// The whole text.
    pub text: String,
    /// `YYYY-MM-DD`.
    pub published_at: String,
    /// The channel it would stand in.
    pub source: String,
}

const COUNTRIES: [&str; 12] = [
    "Kazakhstan",
    "Uzbekistan",
    "Kyrgyzstan",
    "Tajikistan",
    "Armenia",
    "Belarus",
    "Serbia",
    "Mongolia",
    "India",
    "Brazil",
    "Egypt",
    "Viet Nam",
];
const ORGANISATIONS: [&str; 7] = [
    "the SCO", "the CSTO", "the CIS", "the EAEU", "BRICS", "the OSCE", "the UN",
];
const TOPICS: [&str; 10] = [
    "trade and transit",
    "energy supplies",
    "water management",
    "student exchange",
    "air links",
    "border crossings",
    "grain deliveries",
    "digital customs",
    "biological safety",
    "museum loans",
];
const PLACES: [&str; 8] = [
    "Almaty",
    "Tashkent",
    "Bishkek",
    "Dushanbe",
    "Yerevan",
    "Minsk",
    "Belgrade",
    "Ulaanbaatar",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Documents without end, the same for the same seed. No two of one seed are equal.
#[derive(Clone, Debug)]
pub struct SampleDocuments {
    state: u64,
    number: u64,
}

impl SampleDocuments {
    /// The documents of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            state: seed,
            number: 0,
        }
    }

    /// The next number of SplitMix64 (Steele, Lea and Flood, 2014).
    fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.draw() % bound
    }

    fn one_of(&mut self, choices: &[&'static str]) -> &'static str {
        let index = self.below(choices.len() as u64);
        choices[usize::try_from(index).expect("an index of a short list")]
    }

    fn sentence(&mut self) -> String {
        let (country, organisation) = (self.one_of(&COUNTRIES), self.one_of(&ORGANISATIONS));
        let (topic, place) = (self.one_of(&TOPICS), self.one_of(&PLACES));
        let (percent, millions) = (self.below(60) + 1, self.below(900) + 100);
        match self.below(6) {
            0 => format!("The talks in {place} dealt with {topic} and the work of {organisation}."),
            1 => format!("Turnover with {country} rose by {percent} percent."),
            2 => format!("Projects in {country} worth {millions} million dollars are under way."),
            3 => format!("The spokesperson recalled what {organisation} had agreed on {topic}."),
            4 => format!(
                "A delegation from {country} is expected in {place} for a round on {topic}."
            ),
            _ => format!("Both sides thanked {country} for its part in {topic}."),
        }
    }
}

impl Iterator for SampleDocuments {
    type Item = SampleDocument;

    fn next(&mut self) -> Option<SampleDocument> {
        self.number += 1;
        let (year, month, day) = (2020 + self.below(5), self.below(12), self.below(28) + 1);
        let month_name = MONTHS[usize::try_from(month).expect("a month")];
        let (place, topic) = (self.one_of(&PLACES), self.one_of(&TOPICS));
        let title = format!("Briefing {} in {place} on {topic}", self.number);
        let mut text = format!("{title}\n\n{place}, {day} {month_name} {year}\n");
        for _ in 0..self.below(4) + 2 {
            let sentences: Vec<String> = (0..self.below(4) + 2).map(|_| self.sentence()).collect();
            text.push('\n');
            text.push_str(&sentences.join(" "));
            text.push('\n');
        }
        let published_at = format!("{year}-{:02}-{day:02}", month + 1);
        let source = format!("channel-{}", self.below(5) + 1);
        Some(SampleDocument {
            title,
            text,
            published_at,
            source,
        })
    }
}

/// The first `count` documents of a seed as a capture in JSON Lines.
#[must_use]
pub fn json_lines(seed: u64, count: usize) -> String {
    let mut lines = String::new();
    for document in SampleDocuments::new(seed).take(count) {
        let SampleDocument {
            title,
            text,
            published_at,
            source,
        } = document;
        let line =
            json!({ "title": title, "text": text, "published_at": published_at, "source": source });
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_seed_gives_the_same_documents_and_no_two_alike() {
        let first: Vec<_> = SampleDocuments::new(7).take(500).collect();
        let again: Vec<_> = SampleDocuments::new(7).take(500).collect();
        assert_eq!(first, again);
        let texts: HashSet<_> = first.iter().map(|document| &document.text).collect();
        assert_eq!(texts.len(), first.len());
        assert_ne!(first, SampleDocuments::new(8).take(500).collect::<Vec<_>>());
    }

    #[test]
    fn a_capture_has_one_line_for_each_document() {
        let capture = json_lines(7, 20);
        assert_eq!(capture.lines().count(), 20);
        for line in capture.lines() {
            let document: serde_json::Value = serde_json::from_str(line).expect("JSON");
            assert!(
                document["text"]
                    .as_str()
                    .is_some_and(|text| text.contains('\n'))
            );
        }
    }
}
