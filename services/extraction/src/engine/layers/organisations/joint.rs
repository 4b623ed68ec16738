//! Bodies that countries hold together: joint commissions, mechanisms and platforms of talks.

use std::ops::Range;

use crate::engine::board::Board;

/// Whether a body is one that countries hold together, whose subject belongs to its name:
/// "Intergovernmental Commission on Economic Cooperation".
pub(super) fn is_joint(board: &Board<'_>, mut range: Range<usize>) -> bool {
    let text = board.text;
    text.is_any(range.end - 1, &["Commission", "Committee"])
        && range.any(|at| {
            text.is_any(
                at,
                &[
                    "Intergovernmental",
                    "Joint",
                    "Interparliamentary",
                    "Governmental",
                    "Mixed",
                ],
            )
        })
}

/// "Consultation Mechanism", "Tripartite Cooperation Mechanism": a standing format of talks.
pub(super) fn is_mechanism(board: &Board<'_>, at: usize) -> bool {
    let text = board.text;
    text.is_any(at, &["Mechanism", "Platform"])
        && at > 0
        && text.continues_line(at)
        && text.is_any(
            at - 1,
            &[
                "Consultation",
                "Consultative",
                "Cooperation",
                "Coordination",
                "Dialogue",
                "Support",
            ],
        )
}
