//! Receipts and their summary.

use std::collections::BTreeMap;
use std::fmt;

use communique_model::{Novelty, Receipt, ReceiptStatus};

/// What became of a whole batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    counts: BTreeMap<ReceiptStatus, u64>,
    new_appearances: u64,
    repairs: u64,
    /// Captures that could not be read or that broke off.
    pub failed_captures: u64,
}

impl Summary {
    /// Counts one receipt.
    pub fn add(&mut self, receipt: &Receipt) {
        *self.counts.entry(receipt.status).or_default() += 1;
        self.repairs += receipt.repairs.len() as u64;
        if receipt.status == ReceiptStatus::Duplicate && receipt.appearance == Some(Novelty::New) {
            self.new_appearances += 1;
        }
    }

    /// Receipts with this status.
    #[must_use]
    pub fn count(&self, status: ReceiptStatus) -> u64 {
        self.counts.get(&status).copied().unwrap_or_default()
    }

    /// Receipts in all.
    #[must_use]
    pub fn receipts(&self) -> u64 {
        self.counts.values().sum()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} receipts: {} indexed, {} duplicates ({} new appearances), {} pending, {} rejected; \
             {} repairs",
            self.receipts(),
            self.count(ReceiptStatus::Indexed),
            self.count(ReceiptStatus::Duplicate),
            self.new_appearances,
            self.count(ReceiptStatus::Pending),
            self.count(ReceiptStatus::Rejected),
            self.repairs,
        )?;
        if self.failed_captures > 0 {
            let captures = if self.failed_captures == 1 {
                "capture"
            } else {
                "captures"
            };
            write!(f, "; {} {captures} could not be read", self.failed_captures)?;
        }
        Ok(())
    }
}

/// One receipt as a line for people.
#[must_use]
pub fn line(receipt: &Receipt) -> String {
    let status = match receipt.status {
        ReceiptStatus::Indexed => "indexed",
        ReceiptStatus::Duplicate => "duplicate",
        ReceiptStatus::Pending => "pending",
        ReceiptStatus::Rejected => "rejected",
    };
    let place = format!("{}:{}", receipt.locator.name, receipt.locator.line_start);
    let document = receipt
        .document_id
        .map(|id| id.to_string())
        .unwrap_or_default();
    let reason = receipt.reason.as_ref().map(|reason| {
        let at = match (reason.line, reason.byte) {
            (Some(line), _) => format!(" (line {line})"),
            (None, Some(byte)) => format!(" (byte {byte})"),
            (None, None) => String::new(),
        };
        format!("{}{at}: {}", reason.code, reason.message)
    });
    let parts = [
        format!("{status:<9}"),
        document,
        place,
        reason.unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}
