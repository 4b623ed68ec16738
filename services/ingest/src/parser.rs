//! The parsers, as the service sees them.

use crate::parse::{ParsedCapture, parse_capture, parser_fingerprint};

/// Turns the bytes of a capture into documents: a pure function of the bytes.
pub trait CaptureReader: Send + Sync + 'static {
    /// Names everything that the result depends on beside the bytes: part of every cache key.
    fn fingerprint(&self) -> String;

    /// Reads a capture. This is work for the processor, called where it holds nobody up.
    fn read(&self, capture: &[u8]) -> ParsedCapture;
}

/// The parsers of [`crate::parse`].
#[derive(Clone, Copy, Debug, Default)]
pub struct AllFormats;

impl CaptureReader for AllFormats {
    fn fingerprint(&self) -> String {
        parser_fingerprint()
    }

    fn read(&self, capture: &[u8]) -> ParsedCapture {
        parse_capture(capture)
    }
}
