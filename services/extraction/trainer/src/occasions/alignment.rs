//! Which word tells of an annotated occasion: records name the words of the text that tell of it,
//! up to twenty, and not which of them it is.

use communique_extraction::occasions::view::Word;
use communique_model::EventKind;

use super::gold::Event;

/// Words that tell of occasions of a kind, or their beginnings from five letters.
fn usual(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::Meeting => &[
            "met",
            "meet",
            "meets",
            "meeting",
            "meetings",
            "talks",
            "received",
            "receive",
            "receives",
            "hosted",
            "hosts",
            "welcomed",
            "consultations",
            "conferred",
            "negotiations",
            "conversation",
            "discussed",
            "reception",
            "bilateral",
            "credentials",
            "audience",
            "dialogue",
            "round",
            "talk",
            "sat",
            "encounter",
            "gathered",
            "convened",
            "session",
            "trilateral",
        ],
        EventKind::Call => &[
            "call",
            "calls",
            "phone",
            "telephone",
            "telephoned",
            "spoke",
            "phoned",
            "conversation",
            "called",
        ],
        EventKind::Visit => &[
            "visit",
            "visits",
            "visited",
            "arrived",
            "arrives",
            "trip",
            "travel",
            "travelled",
            "traveled",
            "tour",
            "visiting",
            "paid",
            "delegation",
            "arrival",
            "stay",
            "journey",
        ],
        EventKind::Summit => &["summit", "summits"],
        EventKind::Statement => &[
            "statement",
            "remarks",
            "address",
            "speech",
            "said",
            "adopted",
            "declaration",
            "greetings",
            "message",
            "congratulated",
            "condolences",
            "article",
            "briefing",
            "communique",
            "communiqué",
            "resolution",
            "addressed",
            "issued",
            "comment",
            "letter",
            "telegram",
            "approved",
            "greeting",
            "spoke",
            "endorsed",
            "comments",
            "published",
            "report",
            "commentary",
            "declared",
            "keynote",
            "lecture",
            "delivered",
            "joint",
        ],
        EventKind::Interview => &["interview", "interviewed", "interviews"],
        EventKind::Signing => &[
            "signed",
            "sign",
            "signing",
            "signature",
            "concluded",
            "initialled",
            "inked",
            "signs",
            "ceremony",
            "treaty",
        ],
        EventKind::Conference => &[
            "conference",
            "forum",
            "session",
            "congress",
            "assembly",
            "exhibition",
            "meeting",
            "workshop",
            "seminar",
            "symposium",
            "expo",
            "commission",
            "week",
            "festival",
            "meetings",
            "council",
        ],
        EventKind::Anniversary => &[
            "anniversary",
            "day",
            "marks",
            "years",
            "commemorated",
            "commemoration",
            "celebrates",
            "victory",
            "holiday",
            "jubilee",
            "anniversaries",
            "year",
            "birthday",
        ],
    }
}

/// For each occasion the place in `words` of the word that tells of it, if there is one.
pub(super) fn align(text: &str, events: &[Event], words: &[Word]) -> Vec<Option<usize>> {
    let mut taken: Vec<usize> = Vec::new();
    events
        .iter()
        .map(|event| {
            let start = (!event.evidence.is_empty())
                .then(|| text.find(&event.evidence))
                .flatten()?;
            let end = start + event.evidence.len();
            let worth = |place: usize| {
                let word = &words[place];
                let said = text[word.bytes.clone()].to_lowercase();
                let usual = usual(event.kind);
                let alike = |other: &&str| {
                    other.len() > 5 && other.get(..5).is_some_and(|start| said.starts_with(start))
                };
                let mut worth = 0;
                if word.by_rules.contains(&event.kind) {
                    worth += 6;
                }
                if usual.contains(&said.as_str()) {
                    worth += 4;
                } else if usual.iter().any(alike) {
                    worth += 2;
                }
                if worth > 0 && taken.contains(&place) {
                    worth -= 1;
                }
                worth
            };
            let best = (0..words.len())
                .filter(|&place| words[place].bytes.start >= start && words[place].bytes.end <= end)
                .map(|place| (worth(place), std::cmp::Reverse(place)))
                .max()
                .filter(|&(worth, _)| worth > 0)
                .map(|(_, place)| place.0);
            taken.extend(best);
            best
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The sides held talks and signed a plan of talks for 2024.";

    fn words(by_rules: &[(&str, EventKind)]) -> Vec<Word> {
        TEXT.split_inclusive([' ', '.'])
            .scan(0, |start, piece| {
                let word = piece.trim_end_matches([' ', '.']);
                let bytes = *start..*start + word.len();
                *start += piece.len();
                Some((word, bytes))
            })
            .enumerate()
            .map(|(at, (word, bytes))| Word {
                at,
                bytes,
                stem: 0,
                features: Vec::new(),
                by_rules: by_rules
                    .iter()
                    .filter(|(read, _)| *read == word)
                    .map(|&(_, kind)| kind)
                    .collect(),
            })
            .collect()
    }

    fn event(kind: EventKind, evidence: &str) -> Event {
        Event {
            kind,
            participants: Vec::new(),
            evidence: evidence.to_owned(),
        }
    }

    fn aligned(events: &[Event], words: &[Word]) -> Vec<Option<String>> {
        align(TEXT, events, words)
            .into_iter()
            .map(|place| place.map(|place| TEXT[words[place].bytes.clone()].to_owned()))
            .collect()
    }

    #[test]
    fn the_usual_word_of_the_kind_tells() {
        let events = [
            event(EventKind::Meeting, "held talks"),
            event(EventKind::Signing, "signed a plan of talks"),
            event(EventKind::Visit, "for 2024"),
            event(EventKind::Visit, "not in the text"),
        ];
        let told = aligned(&events, &words(&[]));
        assert_eq!(
            told,
            [
                Some("talks".to_owned()),
                Some("signed".to_owned()),
                None,
                None
            ]
        );
    }

    #[test]
    fn a_word_that_a_rule_read_comes_first_and_each_tells_once() {
        let events = [
            event(EventKind::Meeting, "The sides held talks"),
            event(EventKind::Meeting, "talks and signed a plan of talks"),
            event(EventKind::Meeting, "talks and signed a plan of talks"),
        ];
        let words = words(&[("held", EventKind::Meeting)]);
        let places = align(TEXT, &events, &words);
        assert_eq!(aligned(&events[..1], &words), [Some("held".to_owned())]);
        assert_ne!(places[1], places[2]);
    }
}
