//! Any bytes are read to the end: in order, within the capture, and the same each time.

#![no_main]

use communique_ingest::parse::parse_capture;
use communique_model::CodePoints;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parsed = parse_capture(bytes);
    assert_eq!(parsed, parse_capture(bytes));
    assert!(!parsed.items.is_empty());
    let mut end = 0;
    for item in &parsed.items {
        let range = item.range();
        assert!(end <= range.byte_start && range.byte_start <= range.byte_end);
        assert!(range.byte_end <= bytes.len() as u64);
        end = range.byte_end;
        if let Some(parsed) = item.document() {
            let length = CodePoints::new(&parsed.document.text).len();
            for passage in &parsed.document.passages {
                assert!(passage.span.end <= length);
            }
        }
    }
});
