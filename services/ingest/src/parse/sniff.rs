//! Files that are no text, recognised by their first bytes.

/// What a file looks like and what to do with it, if its first bytes say that it is not a text
/// that could be read as a capture.
pub(super) fn looks_like(bytes: &[u8]) -> Option<Foreign> {
    let by_magic = MAGIC
        .iter()
        .find(|(magic, ..)| bytes.starts_with(magic))
        .map(|&(_, name, remedy)| Foreign { name, remedy });
    by_magic.or_else(|| markup(bytes))
}

/// A file that is not a text of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// What it looks like, with its article.
    pub(super) name: &'static str,
    /// What to do, as an imperative.
    pub(super) remedy: &'static str,
}

const UNPACK: &str = "unpack it and ingest the text files inside";
const EXPORT: &str = "save it as plain text in UTF-8 and ingest that";
const NO_TEXT: &str = "ingest the text that belongs to it instead";

/// First bytes, after the registry of the `file` command and the formats' specifications.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a ZIP archive or an office document", UNPACK),
    (b"PK\x05\x06", "an empty ZIP archive", UNPACK),
    (b"\x1f\x8b", "a gzip file", UNPACK),
    (b"BZh91AY&SY", "a bzip2 file", UNPACK),
    (b"\xfd7zXZ\0", "an xz file", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", UNPACK),
    (b"\x04\x22\x4d\x18", "an LZ4 file", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"%PDF-", "a PDF document", EXPORT),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old office document",
        EXPORT,
    ),
    (b"{\\rtf", "an RTF document", EXPORT),
    (b"%!PS", "a PostScript document", EXPORT),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", NO_TEXT),
    (b"\xff\xd8\xff", "a JPEG image", NO_TEXT),
    (b"GIF87a", "a GIF image", NO_TEXT),
    (b"GIF89a", "a GIF image", NO_TEXT),
    (b"OggS", "an Ogg sound or video", NO_TEXT),
    (b"ID3\x03", "an MP3 sound", NO_TEXT),
    (b"ID3\x04", "an MP3 sound", NO_TEXT),
    (b"\x1aE\xdf\xa3", "a Matroska video", NO_TEXT),
    (b"\0\0\0\x18ftyp", "an MP4 video", NO_TEXT),
    (b"\0\0\0\x1cftyp", "an MP4 video", NO_TEXT),
    (b"\0\0\0\x20ftyp", "an MP4 video", NO_TEXT),
    (b"\x7fELF", "a program", NO_TEXT),
    (b"MZ\x90", "a program", NO_TEXT),
    (
        b"SQLite format 3\0",
        "an SQLite database",
        "export the texts as JSON Lines",
    ),
    (b"PAR1", "a Parquet file", "export the texts as JSON Lines"),
    (b"\xff\xfe\0\0", "a text in UTF-32", "convert it to UTF-8"),
    (b"\0\0\xfe\xff", "a text in UTF-32", "convert it to UTF-8"),
];

/// How many bytes are searched for the start of markup.
const MARKUP_WINDOW: usize = 1024;

fn markup(bytes: &[u8]) -> Option<Foreign> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let window = &bytes[..bytes.len().min(MARKUP_WINDOW)];
    let start = window.trim_ascii_start();
    let begins =
        |mark: &[u8]| start.len() >= mark.len() && start[..mark.len()].eq_ignore_ascii_case(mark);
    if begins(b"<!doctype html") || begins(b"<html") {
        Some(Foreign {
            name: "an HTML page",
            remedy: "ingest the text of the page, as copied or scraped, instead of its markup",
        })
    } else if begins(b"<?xml") {
        Some(Foreign {
            name: "an XML file",
            remedy: "turn its texts into JSON Lines of documents",
        })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_and_pages_are_named() {
        assert!(
            looks_like(b"PK\x03\x04\x14\0")
                .unwrap()
                .name
                .contains("ZIP")
        );
        assert!(looks_like(b"%PDF-1.7").unwrap().name.contains("PDF"));
        assert!(
            looks_like(b"\n <!DOCTYPE html><html>")
                .unwrap()
                .name
                .contains("HTML")
        );
        assert_eq!(looks_like("Встреча в Астане".as_bytes()), None);
        assert_eq!(looks_like(b"<...>\ncontinues"), None);
    }
}
