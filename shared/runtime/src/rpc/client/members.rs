//! The copies of a service, and the choice between them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use rand::Rng;
use tokio::sync::Notify;
use tonic::transport::Channel;

/// What is known of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Health {
    /// It cannot be reached, or says that it is not serving.
    Down = 0,
    /// Nothing yet.
    Unknown = 1,
    /// It says that it is serving.
    Up = 2,
}

/// One copy of a service.
#[derive(Debug)]
pub(super) struct Member {
    /// Its address, for messages and to tell members apart.
    pub(super) address: String,
    /// The connection, made when first used and made again when lost.
    pub(super) channel: Channel,
    health: AtomicU8,
    /// Calls under way, each until the last byte of its answer.
    in_flight: AtomicUsize,
    doubt: Notify,
}

impl Member {
    pub(super) fn new(address: String, channel: Channel) -> Self {
        Self {
            address,
            channel,
            health: AtomicU8::new(Health::Unknown as u8),
            in_flight: AtomicUsize::new(0),
            doubt: Notify::new(),
        }
    }

    pub(super) fn health(&self) -> Health {
        match self.health.load(Ordering::Relaxed) {
            0 => Health::Down,
            1 => Health::Unknown,
            _ => Health::Up,
        }
    }

    /// Notes what was found out; true if it is news.
    pub(super) fn set_health(&self, health: Health) -> bool {
        self.health.swap(health as u8, Ordering::Relaxed) != health as u8
    }

    /// A call could not be carried: others go elsewhere until the member has been asked anew.
    pub(super) fn call_failed(&self) {
        self.set_health(Health::Down);
        self.doubt.notify_one();
    }

    /// Waits until a call could not be carried.
    pub(super) async fn doubted(&self) {
        self.doubt.notified().await;
    }

    pub(super) fn in_flight(&self) -> usize {
        self.in_flight.load(Ordering::Relaxed)
    }
}

/// Counts a call of a member until dropped.
#[derive(Debug)]
pub(super) struct InFlight(Arc<Member>);

impl InFlight {
    pub(super) fn start(member: &Arc<Member>) -> Self {
        member.in_flight.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(member))
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The member for the next call: of two drawn from the healthiest, the one with fewer calls under
/// way ("the power of two choices", Mitzenmacher 2001). None if there are no members.
pub(super) fn choose<'members>(
    members: &'members [Arc<Member>],
    random: &mut impl Rng,
) -> Option<&'members Arc<Member>> {
    let best = members.iter().map(|member| member.health()).max()?;
    // One that changes in between is left out or kept: both do for one call.
    let candidates: Vec<_> = members
        .iter()
        .filter(|member| member.health() >= best)
        .collect();
    match candidates.len() {
        0 => members.first(),
        1 => candidates.first().copied(),
        count => {
            let first = random.random_range(0..count);
            let second = (first + random.random_range(1..count)) % count;
            let pair = [candidates[first], candidates[second]];
            pair.into_iter().min_by_key(|member| member.in_flight())
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;
    use tonic::transport::Endpoint;

    use super::*;

    fn members(count: usize) -> Vec<Arc<Member>> {
        (0..count)
            .map(|number| {
                let address = format!("http://127.0.0.1:{}", number + 1);
                let channel = Endpoint::from_shared(address.clone())
                    .unwrap()
                    .connect_lazy();
                Arc::new(Member::new(address, channel))
            })
            .collect()
    }

    #[tokio::test]
    async fn calls_are_spread_over_all_that_are_up() {
        let members = members(3);
        let mut random = StdRng::seed_from_u64(1);
        let calls: Vec<_> = (0..300)
            .map(|_| InFlight::start(choose(&members, &mut random).unwrap()))
            .collect();
        for member in &members {
            assert!(
                (90..=110).contains(&member.in_flight()),
                "{}",
                member.in_flight()
            );
        }
        drop(calls);
        assert!(members.iter().all(|member| member.in_flight() == 0));
    }

    #[tokio::test]
    async fn one_that_is_down_is_chosen_only_if_all_are() {
        let members = members(2);
        let mut random = StdRng::seed_from_u64(1);
        assert!(members[0].set_health(Health::Down));
        assert!(!members[0].set_health(Health::Down), "no news");
        for _ in 0..20 {
            assert_eq!(
                choose(&members, &mut random).unwrap().address,
                members[1].address
            );
        }
        members[1].set_health(Health::Down);
        assert!(choose(&members, &mut random).is_some());
        assert!(choose(&[], &mut random).is_none());
    }

    #[tokio::test]
    async fn one_that_is_known_to_serve_goes_before_one_unknown() {
        let members = members(2);
        let mut random = StdRng::seed_from_u64(1);
        members[1].set_health(Health::Up);
        for _ in 0..20 {
            assert_eq!(
                choose(&members, &mut random).unwrap().address,
                members[1].address
            );
        }
    }
}
