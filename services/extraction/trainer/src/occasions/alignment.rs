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
