//! Whom "the two leaders", "both ministers", "they" mean.

use std::ops::Range;

use super::actors::{Actor, Who};
use super::role::Role;
use super::scene::Scene;

impl Scene<'_> {
    /// "the two leaders", "they": those whom the nearest sentence with two persons names, the two
    /// last named failing that.
    pub(super) fn pair_named(&self, at: usize, tokens: Range<usize>, roles: &[Role]) -> Vec<Actor> {
        let pair = self.pair_of(at, tokens.clone(), roles);
        if pair.is_empty() && !roles.is_empty() {
            return self.pair_of(at, tokens, &[]);
        }
        pair
    }

    /// The same of those only who hold offices of these kinds, as far as the text says; anybody if
    /// there are no kinds.
    fn pair_of(&self, at: usize, tokens: Range<usize>, roles: &[Role]) -> Vec<Actor> {
        let fits = |who: &Who| {
            let role = Role::of(self.office_of(who));
            roles.is_empty() || role == Role::Unknown || roles.contains(&role)
        };
        let mut last: Vec<Who> = Vec::new();
        let mut pair: Vec<Who> = Vec::new();
        for sentence in self.before(at) {
            let mut named = self.persons_in(sentence);
            named.retain(fits);
            if named.len() >= 2 {
                pair = named;
                break;
            }
            for who in named {
                if !last.contains(&who) {
                    last.push(who);
                }
            }
        }
        if pair.len() != 2 && last.len() >= 2 {
            last.truncate(2);
            pair = last;
        }
        let several = pair.len() > 4;
        if several || pair.len() < 2 {
            return Vec::new();
        }
        pair.into_iter()
            .map(|who| Actor::of(who, tokens.clone()))
            .collect()
    }
}
