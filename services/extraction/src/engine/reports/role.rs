//! What kind of office somebody holds in the text, as far as it matters for "the ministers", "the
//! presidents", "the ambassador".

/// Kinds of offices, from those who meet most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// None is told.
    Unknown,
    /// Heads of state and of government.
    Leader,
    ForeignMinister,
    Minister,
    /// Deputies and state secretaries.
    Deputy,
    /// Ambassadors, consuls, representatives.
    Envoy,
    /// Heads of organisations.
    Head,
    /// Who speaks for an office.
    Spokesperson,
    Other,
}

/// Words of titles with the kind of office that they make, the first that occurs.
const WORDS: &[(&str, Role)] = &[
    ("spokes", Role::Spokesperson),
    ("deputy", Role::Deputy),
    ("vice", Role::Deputy),
    ("undersecretary", Role::Deputy),
    ("under-secretary", Role::Deputy),
    ("state secretary", Role::Deputy),
    ("assistant", Role::Deputy),
    ("foreign", Role::ForeignMinister),
    ("external", Role::ForeignMinister),
    ("secretary of state", Role::ForeignMinister),
    ("prime minister", Role::Leader),
    ("premier", Role::Leader),
    ("president of the european", Role::Head),
    ("president", Role::Leader),
    ("king", Role::Leader),
    ("emir", Role::Leader),
    ("amir", Role::Leader),
    ("sultan", Role::Leader),
    ("chancellor", Role::Leader),
    ("prince", Role::Leader),
    ("head of state", Role::Leader),
    ("head of government", Role::Leader),
    ("supreme leader", Role::Leader),
    ("ambassador", Role::Envoy),
    ("consul", Role::Envoy),
    ("envoy", Role::Envoy),
    ("charg", Role::Envoy),
    ("high commissioner", Role::Envoy),
    ("representative", Role::Envoy),
    ("minister", Role::Minister),
    ("secretary-general", Role::Head),
    ("secretary general", Role::Head),
    ("director", Role::Head),
    ("chair", Role::Head),
    ("head", Role::Head),
];

/// Words for several persons with the kinds of offices that these hold.
const SEVERAL: &[(&[&str], &[Role])] = &[
    (
        &[
            "leaders",
            "presidents",
            "premiers",
            "monarchs",
            "statesmen",
            "chancellors",
        ],
        &[Role::Leader],
    ),
    (
        &["ministers"],
        &[Role::ForeignMinister, Role::Minister, Role::Leader],
    ),
    (
        &["diplomats"],
        &[Role::ForeignMinister, Role::Deputy, Role::Envoy],
    ),
    (&["ambassadors", "envoys"], &[Role::Envoy]),
    (
        &["secretaries"],
        &[Role::Deputy, Role::Head, Role::ForeignMinister],
    ),
];

impl Role {
    /// The kinds of offices held by those whom a word such as "ministers" means, with the word
    /// before it and that of which they are the heads: "state" of "heads of state". None if it may
    /// mean anybody.
    pub(super) fn meant_by(word: &str, before: &str, heads_of: &str) -> &'static [Self] {
        let is = |other: &str| before.eq_ignore_ascii_case(other);
        let of = |words: &[&str]| {
            words
                .iter()
                .any(|other| heads_of.eq_ignore_ascii_case(other))
        };
        if of(&["state", "government"]) || word.eq_ignore_ascii_case("ministers") && is("prime") {
            return &[Self::Leader];
        }
        if of(&["ministries"]) {
            return &[Self::ForeignMinister, Self::Minister];
        }
        if word.eq_ignore_ascii_case("ministers") && is("foreign") {
            return &[Self::ForeignMinister];
        }
        SEVERAL
            .iter()
            .find(|(words, _)| words.iter().any(|other| word.eq_ignore_ascii_case(other)))
            .map_or(&[], |&(_, roles)| roles)
    }

    /// What a title says: of several offices the first, unless that is a deputy's: "Deputy Prime
    /// Minister and Foreign Minister".
    pub(super) fn of(title: Option<&str>) -> Self {
        let Some(title) = title else {
            return Self::Unknown;
        };
        let title = title.to_lowercase().replace(" – ", " and ");
        let first = Self::of_one(&title);
        if first != Self::Deputy {
            return first;
        }
        let mut offices = title.split(" and ").map(Self::of_one);
        offices
            .find(|role| matches!(role, Self::ForeignMinister | Self::Minister))
            .unwrap_or(first)
    }

    fn of_one(title: &str) -> Self {
        WORDS
            .iter()
            .find(|(word, _)| title.contains(word))
            .map_or(Self::Other, |&(_, role)| role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_apart_by_what_their_holders_do() {
        for (title, role) in [
            ("President", Role::Leader),
            ("Crown Prince and Prime Minister", Role::Leader),
            ("Minister of Foreign Affairs", Role::ForeignMinister),
            ("Deputy Minister of Foreign Affairs", Role::Deputy),
            (
                "Deputy Prime Minister and Foreign Minister",
                Role::ForeignMinister,
            ),
            (
                "Deputy Prime Minister – Minister of Foreign Affairs",
                Role::ForeignMinister,
            ),
            ("Minister of Energy", Role::Minister),
            ("Foreign Ministry Spokesperson", Role::Spokesperson),
            ("Ambassador to Vietnam", Role::Envoy),
            ("Secretary-General", Role::Head),
            ("Poet", Role::Other),
        ] {
            assert_eq!(Role::of(Some(title)), role, "{title}");
        }
        assert_eq!(Role::of(None), Role::Unknown);
    }

    #[test]
    fn a_word_for_several_means_certain_offices_or_anybody() {
        assert_eq!(Role::meant_by("Leaders", "two", ""), [Role::Leader]);
        assert_eq!(Role::meant_by("heads", "the", "state"), [Role::Leader]);
        assert!(Role::meant_by("ministers", "the", "").contains(&Role::ForeignMinister));
        assert_eq!(Role::meant_by("Ministers", "Prime", ""), [Role::Leader]);
        assert!(Role::meant_by("officials", "the", "").is_empty());
    }
}
