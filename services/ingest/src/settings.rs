//! The limits and times of the ingest service.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Limits and times. Every one bounds memory, work or waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IngestSettings {
    /// Largest capture taken, in bytes; a larger one is rejected. Default 64 MiB.
    pub max_capture_bytes: u64,
    /// Length of the chunks in which raw bytes are archived, in bytes, at most 8 MiB. Each upload
    /// holds one chunk in memory. Default 1 MiB.
    pub chunk_bytes: usize,
    /// Uploads received at the same time; more wait. Default 64.
    pub max_uploads: usize,
    /// How long an upload may stay silent before it is broken off, in milliseconds. Default 5
    /// minutes.
    pub upload_idle_millis: u64,
    /// Raw bytes of the captures whose documents are held in memory at the same time. Default
    /// 256 MiB.
    pub max_parsed_bytes: u64,
    /// Receipts that a client may leave unread before its capture waits for it. Default 256.
    pub max_unread_receipts: usize,
    /// How long a capture waits for its client before it gives its documents' memory back, to
    /// parse them again when the client goes on reading; in milliseconds. Default 2 s.
    pub stall_millis: u64,
    /// Documents of all captures that are archived, extracted and indexed at the same time.
    /// Default 128.
    pub max_documents_in_flight: usize,
    /// Calls to extraction at the same time. Default 16.
    pub max_extractions: usize,
    /// Longest wait for one extraction, in milliseconds. Default 60 s.
    pub extraction_timeout_millis: u64,
    /// Documents sent to the index and not yet acknowledged. Default 256.
    pub max_unacknowledged: usize,
    /// Documents that go through one stream to the index before another is opened, which may lead to
    /// another copy of search. Default 4,096.
    pub max_documents_per_stream: u64,
    /// How long the index may be silent while documents wait for its acknowledgement, in
    /// milliseconds. Default 60 s.
    pub index_timeout_millis: u64,
    /// How long the index is given to fill a batch before it is asked to write what it has, in
    /// milliseconds. Default 25 ms.
    pub index_linger_millis: u64,
    /// How long a stream to the index stays open without work, in milliseconds. Default 10 s.
    pub index_idle_millis: u64,
    /// How often extraction or index is tried before a document is left pending. Default 3.
    pub attempts: u32,
    /// First pause between such tries, doubled each time, in milliseconds. Default 100 ms.
    pub attempt_pause_millis: u64,
    /// Age from which a marker counts as left behind and is picked up, in milliseconds. Default 1
    /// minute.
    pub marker_age_millis: u64,
    /// Age from which a marker is dropped whose document was never written, in milliseconds.
    /// Default 1 hour.
    pub orphan_age_millis: u64,
    /// Time between two looks for markers left behind, in milliseconds. Default 15 s.
    pub sweep_interval_millis: u64,
    /// Time between two tries to prepare the index at start, in milliseconds. Default 1 s.
    pub prepare_interval_millis: u64,
}

impl Default for IngestSettings {
    fn default() -> Self {
        Self {
            max_capture_bytes: 64 << 20,
            chunk_bytes: 1 << 20,
            max_uploads: 64,
            upload_idle_millis: 300_000,
            max_parsed_bytes: 256 << 20,
            max_unread_receipts: 256,
            stall_millis: 2_000,
            max_documents_in_flight: 128,
            max_extractions: 16,
            extraction_timeout_millis: 60_000,
            max_unacknowledged: 256,
            max_documents_per_stream: 4096,
            index_timeout_millis: 60_000,
            index_linger_millis: 25,
            index_idle_millis: 10_000,
            attempts: 3,
            attempt_pause_millis: 100,
            marker_age_millis: 60_000,
            orphan_age_millis: 3_600_000,
            sweep_interval_millis: 15_000,
            prepare_interval_millis: 1_000,
        }
    }
}

/// A setting is out of its range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("ingest.{key} = {value} is out of range: give {expected}")]
pub struct SettingsError {
    key: &'static str,
    value: u64,
    expected: &'static str,
}

impl IngestSettings {
    /// Checks every setting against its range.
    ///
    /// # Errors
    /// The first setting that is out of its range, with what to give instead.
    pub fn check(&self) -> Result<(), SettingsError> {
        let at_least_one = [
            ("max_capture_bytes", self.max_capture_bytes),
            ("max_uploads", self.max_uploads as u64),
            ("max_unread_receipts", self.max_unread_receipts as u64),
            (
                "max_documents_in_flight",
                self.max_documents_in_flight as u64,
            ),
            ("max_extractions", self.max_extractions as u64),
            ("max_unacknowledged", self.max_unacknowledged as u64),
            ("max_documents_per_stream", self.max_documents_per_stream),
            ("attempts", u64::from(self.attempts)),
            ("sweep_interval_millis", self.sweep_interval_millis),
            ("prepare_interval_millis", self.prepare_interval_millis),
            ("upload_idle_millis", self.upload_idle_millis),
            ("extraction_timeout_millis", self.extraction_timeout_millis),
            ("index_timeout_millis", self.index_timeout_millis),
        ];
        for (key, value) in at_least_one {
            if value == 0 {
                return Err(SettingsError {
                    key,
                    value,
                    expected: "1 or more",
                });
            }
        }
        let chunk_bytes = self.chunk_bytes as u64;
        if !(1..=crate::archive::MAX_CHUNK_BYTES as u64).contains(&chunk_bytes) {
            return Err(SettingsError {
                key: "chunk_bytes",
                value: chunk_bytes,
                expected: "1 to 8388608",
            });
        }
        if self.max_parsed_bytes < self.max_capture_bytes {
            return Err(SettingsError {
                key: "max_parsed_bytes",
                value: self.max_parsed_bytes,
                expected: "at least ingest.max_capture_bytes",
            });
        }
        Ok(())
    }

    pub(crate) fn marker_age(&self) -> Duration {
        Duration::from_millis(self.marker_age_millis)
    }

    pub(crate) fn orphan_age(&self) -> Duration {
        Duration::from_millis(self.orphan_age_millis)
    }

    pub(crate) fn stall(&self) -> Duration {
        Duration::from_millis(self.stall_millis)
    }

    pub(crate) fn upload_idle(&self) -> Duration {
        Duration::from_millis(self.upload_idle_millis)
    }

    pub(crate) fn extraction_timeout(&self) -> Duration {
        Duration::from_millis(self.extraction_timeout_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_in_range() {
        assert_eq!(IngestSettings::default().check(), Ok(()));
    }

    #[test]
    fn a_wrong_setting_is_one_sentence_with_key_value_and_remedy() {
        let settings = IngestSettings {
            max_uploads: 0,
            ..IngestSettings::default()
        };
        assert_eq!(
            settings.check().unwrap_err().to_string(),
            "ingest.max_uploads = 0 is out of range: give 1 or more"
        );
    }
}
