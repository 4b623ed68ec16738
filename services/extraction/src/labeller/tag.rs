//! The tags of the labeller: outside, and for every kind of name its first and its later tokens.

use communique_model::Label;

/// The kinds of names that the labeller tells apart, in the order of their tags.
pub const KINDS: [Label; 7] = [
    Label::Person,
    Label::Org,
    Label::Gpe,
    Label::Loc,
    Label::Norp,
    Label::Event,
    Label::Fac,
];

/// Number of tags.
pub const TAGS: usize = 1 + 2 * KINDS.len();

/// Length of a row of scores: the tags, filled up to a multiple of the width of a vector register.
pub const WIDTH: usize = 16;

/// A tag: 0 is outside, odd numbers begin a name, the even number after each goes on with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub u8);

impl Tag {
    /// Not in a name.
    pub const OUTSIDE: Self = Self(0);

    /// The first token of a name; `None` for a label that the labeller does not know.
    #[must_use]
    pub fn begin(label: Label) -> Option<Self> {
        let kind = KINDS.iter().position(|kind| *kind == label)?;
        u8::try_from(1 + 2 * kind).ok().map(Self)
    }

    /// A later token of a name; `None` for a label that the labeller does not know.
    #[must_use]
    pub fn inside(label: Label) -> Option<Self> {
        Self::begin(label).map(|begin| Self(begin.0 + 1))
    }

    /// The label of the name; `None` outside.
    #[must_use]
    pub fn label(self) -> Option<Label> {
        let kind = usize::from(self.0).checked_sub(1)? / 2;
        KINDS.get(kind).copied()
    }

    /// Whether a name begins here.
    #[must_use]
    pub const fn begins(self) -> bool {
        self.0 % 2 == 1
    }

    /// Whether a name goes on here.
    #[must_use]
    pub const fn goes_on(self) -> bool {
        self.0 > 0 && self.0.is_multiple_of(2)
    }

    /// Whether `next` may stand right after this tag: a name goes on only after its own kind.
    #[must_use]
    pub const fn may_precede(self, next: Self) -> bool {
        !next.goes_on() || self.0 == next.0 || self.0 + 1 == next.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_on_only_after_its_own_kind() {
        let begin = Tag::begin(Label::Org).unwrap();
        let inside = Tag::inside(Label::Org).unwrap();
        assert!(begin.may_precede(inside) && inside.may_precede(inside));
        assert!(!Tag::OUTSIDE.may_precede(inside));
        assert!(!Tag::begin(Label::Person).unwrap().may_precede(inside));
        assert!(!inside.may_precede(Tag::inside(Label::Gpe).unwrap()));
        assert_eq!(inside.label(), Some(Label::Org));
        assert_eq!(Tag::begin(Label::Date), None);
    }

    #[test]
    fn every_tag_has_its_place_in_a_row() {
        const { assert!(TAGS <= WIDTH) };
        for kind in KINDS {
            assert!(usize::from(Tag::inside(kind).unwrap().0) < TAGS);
        }
    }
}
