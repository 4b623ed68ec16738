//! Whether a backend is asked at all: after a failure it is left alone for a while, so that its
//! absence costs one time-out per pause and not one per call.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

#[derive(Debug)]
enum State {
    /// It answers.
    Closed,
    /// It failed; the next call after `until` tries it, all others go without.
    Open { until: Instant, pause: Duration },
}

/// The pauses of a [`Circuit`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pauses {
    pub(crate) shortest: Duration,
    pub(crate) longest: Duration,
}

/// Leave to ask the backend once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Permit {
    is_trial: bool,
}

impl Permit {
    /// A call made to find out whether the backend answers.
    pub(crate) fn trial() -> Self {
        Self { is_trial: true }
    }
}

/// Remembers whether a backend answers.
#[derive(Debug)]
pub(crate) struct Circuit {
    state: Mutex<State>,
    pauses: Pauses,
}

impl Circuit {
    pub(crate) fn new(pauses: Pauses) -> Self {
        Self {
            state: Mutex::new(State::Closed),
            pauses,
        }
    }

    /// Leave to ask the backend now. While it is away, one caller per pause gets it.
    pub(crate) fn admit(&self, now: Instant) -> Option<Permit> {
        let mut state = self.lock();
        match &mut *state {
            State::Closed => Some(Permit { is_trial: false }),
            State::Open { until, pause } => {
                if now < *until {
                    return None;
                }
                // The trial may be cancelled and never report: others wait for one more pause,
                // not for ever.
                *until = now + *pause;
                Some(Permit { is_trial: true })
            }
        }
    }

    /// Whether the backend answered when it was last asked.
    pub(crate) fn is_closed(&self) -> bool {
        matches!(*self.lock(), State::Closed)
    }

    /// Notes an answer. True if it was away until now.
    pub(crate) fn succeeded(&self) -> bool {
        let mut state = self.lock();
        let returned = matches!(*state, State::Open { .. });
        *state = State::Closed;
        returned
    }

    /// Notes a failure. True if it answered until now.
    ///
    /// Calls that were under way when it went fail one after the other and change nothing; each
    /// failed trial doubles the pause.
    pub(crate) fn failed(&self, permit: Permit, now: Instant) -> bool {
        let mut state = self.lock();
        let (went, pause) = match &*state {
            State::Closed => (true, self.pauses.shortest),
            State::Open { pause, .. } if permit.is_trial => {
                (false, (*pause * 2).min(self.pauses.longest))
            }
            State::Open { .. } => return false,
        };
        *state = State::Open {
            until: now + pause,
            pause,
        };
        went
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const MILLISECOND: Duration = Duration::from_millis(1);

    /// A circuit whose backend has just failed.
    fn open_since(now: Instant) -> Circuit {
        let circuit = Circuit::new(Pauses {
            shortest: SECOND,
            longest: 3 * SECOND,
        });
        let permit = circuit.admit(now).expect("closed");
        assert!(circuit.failed(permit, now), "it goes now");
        circuit
    }

    #[test]
    fn one_caller_per_pause_tries_a_backend_that_is_away() {
        let start = Instant::now();
        let circuit = open_since(start);
        assert!(circuit.admit(start).is_none());
        assert!(circuit.admit(start + SECOND).is_some(), "the trial");
        assert!(
            circuit.admit(start + SECOND).is_none(),
            "all others go without"
        );
    }

    #[test]
    fn calls_that_were_under_way_neither_report_nor_prolong_the_failure() {
        let start = Instant::now();
        let circuit = Circuit::new(Pauses {
            shortest: SECOND,
            longest: 3 * SECOND,
        });
        let permits = [(); 3].map(|()| circuit.admit(start).expect("closed"));
        let went = permits.map(|permit| circuit.failed(permit, start));
        assert_eq!(went, [true, false, false]);
        assert!(circuit.admit(start + SECOND).is_some());
    }

    #[test]
    fn pauses_grow_to_the_longest_and_no_further() {
        let mut now = Instant::now();
        let circuit = open_since(now);
        for pause in [1, 2, 3, 3] {
            now += pause * SECOND - MILLISECOND;
            assert!(circuit.admit(now).is_none(), "before {pause} s");
            now += MILLISECOND;
            let permit = circuit.admit(now).expect("the trial");
            assert!(!circuit.failed(permit, now), "it had gone already");
        }
    }

    #[test]
    fn a_trial_that_never_reports_blocks_nobody_for_ever() {
        let start = Instant::now();
        let circuit = open_since(start);
        let _cancelled = circuit.admit(start + SECOND).expect("the trial");
        assert!(circuit.admit(start + 2 * SECOND).is_some());
    }

    #[test]
    fn an_answer_closes_it_at_once_and_says_so_once() {
        let start = Instant::now();
        let circuit = open_since(start);
        assert!(!circuit.is_closed());
        assert!(circuit.succeeded());
        assert!(!circuit.succeeded());
        assert!(circuit.is_closed());
        assert!(circuit.admit(start).is_some());
    }
}
