//! Tests whose material may be missing.

use libtest_mimic::{Completion, Trial};

/// A test of what it needs; ignored with the reason where that is not there.
pub fn trial_on<T: Send + 'static>(
    name: impl Into<String>,
    needed: Result<T, String>,
    check: impl FnOnce(T) + Send + 'static,
) -> Trial {
    Trial::ignorable_test(name, move || match needed {
        Ok(needed) => {
            check(needed);
            Ok(Completion::Completed)
        }
        Err(reason) => Ok(Completion::ignored_with(format!("because {reason}"))),
    })
}
