//! Names that several countries, places or bodies share, told apart by the text around.

use std::collections::{BTreeMap, HashSet};

use communique_model::{EntityKind, Label, LinkReason};

use super::evidence::{MARGIN, Reading, decide};
use super::setting::Setting;
use crate::engine::board::Candidate;
use crate::knowledge::{EntityKey, Knowledge};

/// A name that may mean several things.
struct Namesake {
    words: &'static str,
    labels: &'static [Label],
    senses: &'static [Sense],
}

/// One thing that a shared name may mean.
struct Sense {
    /// Id of the entity; of a thing that the knowledge base does not hold, what it would be.
    id: &'static str,
    /// How much speaks for this sense before anything else is known.
    prior: i32,
    /// Words of the text that belong to it.
    cues: &'static [&'static str],
}

const PLACE: &[Label] = &[Label::Gpe];
const PEOPLE: &[Label] = &[Label::Norp];
const BODY: &[Label] = &[Label::Org];

/// The two states that go by the name.
const KOREAS: &[Sense] = &[
    Sense {
        id: "country:KR",
        prior: 60,
        cues: &["Seoul", "Busan", "Yoon", "Samsung", "Hyundai", "ROK"],
    },
    Sense {
        id: "country:KP",
        prior: 45,
        cues: &["Pyongyang", "DPRK", "Jong-un", "Wonsan", "Juche"],
    },
];

/// Own table, from public knowledge: what shares its name with something else that diplomatic
/// texts speak of. A word may be a cue of one sense of a name only.
const NAMESAKES: &[Namesake] = &[
    Namesake {
        words: "Georgia",
        labels: PLACE,
        senses: &[
            Sense {
                id: "country:GE",
                prior: 70,
                cues: &[
                    "Tbilisi",
                    "Georgian",
                    "Georgians",
                    "Abkhazia",
                    "Abkhaz",
                    "Ossetia",
                    "Caucasus",
                    "Batumi",
                    "Transcaucasia",
                    "Sukhum",
                    "Tskhinval",
                ],
            },
            Sense {
                id: "place:georgia-us-state",
                prior: 40,
                cues: &[
                    "Atlanta",
                    "Savannah",
                    "Augusta",
                    "Alabama",
                    "Florida",
                    "Carolina",
                    "Tennessee",
                    "Fulton",
                    "Macon",
                    "Athens-Clarke",
                    "senator",
                    "Senator",
                    "congressman",
                    "Republican",
                    "Democrat",
                    "Democrats",
                    "Republicans",
                ],
            },
        ],
    },
    Namesake {
        words: "Congo",
        labels: PLACE,
        senses: &[
            Sense {
                id: "country:CG",
                prior: 48,
                cues: &[
                    "Brazzaville",
                    "Sassou",
                    "Nguesso",
                    "Sassou-Nguesso",
                    "Gakosso",
                ],
            },
            Sense {
                id: "country:CD",
                prior: 48,
                cues: &[
                    "Kinshasa",
                    "DRC",
                    "Tshisekedi",
                    "Kabila",
                    "Goma",
                    "Kivu",
                    "MONUSCO",
                    "Lutundula",
                    "Mobutu",
                    "Lumumba",
                    "Zaire",
                    "Lubumbashi",
                    "Ituri",
                ],
            },
        ],
    },
    Namesake {
        words: "Congolese",
        labels: PEOPLE,
        senses: &[
            Sense {
                id: "country:CG",
                prior: 48,
                cues: &[
                    "Brazzaville",
                    "Sassou",
                    "Nguesso",
                    "Sassou-Nguesso",
                    "Gakosso",
                ],
            },
            Sense {
                id: "country:CD",
                prior: 48,
                cues: &[
                    "Kinshasa",
                    "DRC",
                    "Tshisekedi",
                    "Kabila",
                    "Goma",
                    "Kivu",
                    "MONUSCO",
                    "Lutundula",
                    "Mobutu",
                    "Lumumba",
                    "Zaire",
                    "Lubumbashi",
                    "Ituri",
                ],
            },
        ],
    },
    Namesake {
        words: "Korea",
        labels: PLACE,
        senses: KOREAS,
    },
    Namesake {
        words: "Korean",
        labels: PEOPLE,
        senses: KOREAS,
    },
    Namesake {
        words: "East Sea",
        labels: &[Label::Loc],
        senses: &[
            Sense {
                id: "region:sea-of-japan",
                prior: 50,
                cues: &[
                    "Seoul",
                    "Korea",
                    "Korean",
                    "Pyongyang",
                    "DPRK",
                    "Japan",
                    "Tokyo",
                ],
            },
            Sense {
                id: "region:south-china-sea",
                prior: 48,
                cues: &[
                    "Viet",
                    "Vietnam",
                    "Vietnamese",
                    "Hanoi",
                    "Truong",
                    "Hoang",
                    "ASEAN",
                    "UNCLOS",
                    "Philippines",
                    "DOC",
                    "COC",
                ],
            },
        ],
    },
    Namesake {
        words: "Dominican",
        labels: PEOPLE,
        senses: &[
            Sense {
                id: "country:DO",
                prior: 60,
                cues: &["Domingo", "Abinader", "Haiti", "Haitian"],
            },
            Sense {
                id: "country:DM",
                prior: 45,
                cues: &["Roseau", "Dominica", "Skerrit", "OECS"],
            },
        ],
    },
    Namesake {
        words: "Macedonia",
        labels: PLACE,
        senses: &[
            Sense {
                id: "country:MK",
                prior: 65,
                cues: &["Skopje", "Ohrid", "Zaev", "Albanian", "Bulgaria", "NATO"],
            },
            Sense {
                id: "region:macedonia-greece",
                prior: 40,
                cues: &["Thessaloniki", "Kavala", "Alexander", "Philip", "ancient"],
            },
        ],
    },
    Namesake {
        words: "Tripoli",
        labels: PLACE,
        senses: &[
            Sense {
                id: "place:tripoli",
                prior: 65,
                cues: &["Libya", "Libyan", "Benghazi", "Haftar", "Tobruk", "Misrata"],
            },
            Sense {
                id: "place:tripoli-lebanon",
                prior: 40,
                cues: &["Lebanon", "Lebanese", "Beirut", "Sidon", "Akkar"],
            },
        ],
    },
    Namesake {
        words: "Hyderabad",
        labels: PLACE,
        senses: &[
            Sense {
                id: "place:hyderabad",
                prior: 65,
                cues: &["India", "Indian", "Telangana", "Delhi", "Modi"],
            },
            Sense {
                id: "place:hyderabad-pakistan",
                prior: 40,
                cues: &["Pakistan", "Pakistani", "Sindh", "Karachi", "Islamabad"],
            },
        ],
    },
    Namesake {
        words: "Commonwealth",
        labels: BODY,
        senses: &[
            Sense {
                id: "organisation:cis",
                prior: 60,
                cues: &[
                    "CIS",
                    "Independent",
                    "Russia",
                    "Russian",
                    "Kazakhstan",
                    "Belarus",
                    "Uzbekistan",
                    "Kyrgyzstan",
                    "Tajikistan",
                    "Armenia",
                    "Azerbaijan",
                    "Moldova",
                    "Turkmenistan",
                    "Minsk",
                    "Moscow",
                    "Kyrgyz",
                    "Lebedev",
                    "Eurasian",
                ],
            },
            Sense {
                id: "organisation:commonwealth-of-nations",
                prior: 48,
                cues: &[
                    "London",
                    "Britain",
                    "British",
                    "UK",
                    "Queen",
                    "King",
                    "Australia",
                    "Canada",
                    "India",
                    "Jamaica",
                    "Kenya",
                    "Nigeria",
                    "Ghana",
                    "Zealand",
                    "Malta",
                    "Rwanda",
                    "Samoa",
                    "CHOGM",
                    "Nations",
                    "Kigali",
                    "Apia",
                    "Marlborough",
                    "Scotland",
                ],
            },
        ],
    },
];

/// How much one cue adds, and how much all cues together add at most.
const CUE: i32 = 12;
const MOST_OF_CUES: i32 = 36;

/// Decides the names of the table.
pub(super) fn link(kept: &mut [Candidate], setting: &Setting<'_>) {
    let mut words: Option<HashSet<&str>> = None;
    let mut prepared: BTreeMap<usize, Vec<Prepared>> = BTreeMap::new();
    for mention in kept {
        let Some(index) = namesake(mention, setting) else {
            continue;
        };
        let text = setting.text;
        let present = words.get_or_insert_with(|| {
            (0..text.len())
                .filter(|&at| text.is_plain_word(at))
                .map(|at| text.word(at))
                .collect()
        });
        let senses = prepared
            .entry(index)
            .or_insert_with(|| prepare(&NAMESAKES[index], present, setting));
        decide_one(mention, &NAMESAKES[index], senses, setting);
    }
}

/// A sense with what the whole text says for it.
#[derive(Debug)]
struct Prepared {
    key: Option<EntityKey>,
    /// How many of its cues stand in the text.
    cues: usize,
    /// Whether its country is named by other words than the shared ones.
    named: bool,
}

fn prepare(namesake: &Namesake, present: &HashSet<&str>, setting: &Setting<'_>) -> Vec<Prepared> {
    let knowledge = setting.knowledge;
    let of_sense = |sense: &Sense| {
        let key = knowledge.key(sense.id);
        let country = key.filter(|key| knowledge.country_of(*key) == Some(*key));
        Prepared {
            key,
            cues: sense
                .cues
                .iter()
                .filter(|cue| present.contains(**cue))
                .count(),
            named: country.is_some_and(|country| {
                let places = setting.places_of(country);
                places
                    .iter()
                    .any(|&at| !setting.text.is(at, namesake.words))
            }),
        }
    };
    namesake.senses.iter().map(of_sense).collect()
}

/// The name of the table that a mention is.
fn namesake(mention: &Candidate, setting: &Setting<'_>) -> Option<usize> {
    if mention.tokens.len() > LONGEST {
        return None;
    }
    let word = setting.text.words(mention.tokens.clone());
    NAMESAKES
        .iter()
        .position(|namesake| namesake.words == word && namesake.labels.contains(&mention.label))
}

/// Longest name of the table, in tokens.
const LONGEST: usize = 2;

fn decide_one(
    mention: &mut Candidate,
    namesake: &Namesake,
    prepared: &[Prepared],
    setting: &Setting<'_>,
) {
    let knowledge = setting.knowledge;
    let people = mention
        .entity
        .is_some_and(|entity| knowledge.get(entity).kind == EntityKind::People);
    let held = people || prepared.iter().any(|sense| sense.key == mention.entity);
    // A layer that has linked the words to something else knows more than the table.
    if !held && mention.entity.is_some() {
        return;
    }
    let sentence = setting.sentence(mention.tokens.start);
    let mut readings = Vec::new();
    let mut outside = 0;
    for (sense, known) in namesake.senses.iter().zip(prepared) {
        let near = sentence
            .clone()
            .filter(|at| !mention.tokens.contains(at))
            .filter(|&at| setting.text.is_any(at, sense.cues))
            .count();
        let weight = CUE * i32::try_from(known.cues + near).unwrap_or(MOST_OF_CUES);
        let weight = weight.min(MOST_OF_CUES);
        let Some(key) = known.key else {
            outside = outside.max(sense.prior + weight);
            continue;
        };
        let mut reading = Reading::new(key, name_reason(knowledge, key, namesake), sense.prior);
        if weight > 0 {
            reading.support(LinkReason::ContextWords, weight);
        }
        if known.named {
            reading.support(LinkReason::ContextCountry, 2 * CUE);
        }
        readings.push(reading);
    }
    // Where a thing that the knowledge base lacks is as likely, nothing is linked.
    for reading in &mut readings {
        if outside > 0 && outside + MARGIN > reading.score() {
            reading.oppose(DOUBT);
        }
    }
    let verdict = decide(readings);
    mention.entity = verdict.meaning.as_ref().map(|(entity, _)| *entity);
    mention.link = verdict.meaning.map(|(_, link)| link);
    mention.others = verdict.others;
}

/// What is taken off a reading that something unknown is likelier than.
const DOUBT: i32 = 45;

fn name_reason(knowledge: &Knowledge, key: EntityKey, namesake: &Namesake) -> LinkReason {
    if namesake.labels == PEOPLE {
        LinkReason::Adjective
    } else if knowledge.get(key).name == namesake.words {
        LinkReason::ExactName
    } else {
        LinkReason::Alias
    }
}
