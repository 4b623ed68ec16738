//! JSON Lines of documents, line by line.

use communique_ingest::parse::parse_capture;
use communique_model::{DateBasis, Format, PassageKind, RepairKind};

use super::{kinds, passage, read, rejected};

#[test]
fn json_lines_are_read_line_by_line() {
    let text = concat!(
        r#"{"text":"Talks in Astana\nThey were short.\n👉 Read in full","title":"Talks in Astana","published_at":"2024-07-03T23:30:00+05:00","url":"https://example.org/1","source":"Desk","extra":[1]}"#,
        "\n\n",
        r#"{"text":"A note.","published_at":"2024-07","title":"Given beside it"}"#,
        "\n",
        r#"{"text":7}"#,
        "\n",
        r#"{"text":"x","published_at":"soon"}"#,
        "\n",
        r#"{"title":"without"}"#,
        "\n{broken\n",
        r#"["text","x"]"#,
        "\n",
        r#"{"text":"  "}"#,
        "\n",
        r#"{"text":"Last one.\r\nSecond line\u0000."}"#,
    );
    let parsed = read(text);
    assert_eq!(parsed.format, Some(Format::JsonLines));
    let first = parsed.items[0].document().unwrap();
    assert_eq!(first.published_at.unwrap().to_string(), "2024-07-03");
    assert_eq!(first.document.date, first.published_at);
    assert_eq!(first.document.date_basis, Some(DateBasis::Given));
    assert_eq!(first.source.as_deref(), Some("Desk"));
    assert_eq!(first.url.as_deref(), Some("https://example.org/1"));
    assert!(first.document.truncated);
    assert_eq!(
        passage(&first.document, PassageKind::Title),
        ["Talks in Astana"]
    );

    let second = parsed.items[1].document().unwrap();
    assert_eq!(second.document.title, "Given beside it");
    assert!(passage(&second.document, PassageKind::Title).is_empty());
    assert_eq!(second.range.line_start, 3);

    let wrong = [
        (4, "INVALID_FIELD", Some("text")),
        (5, "INVALID_FIELD", Some("published_at")),
        (6, "INVALID_FIELD", Some("text")),
        (7, "INVALID_JSON", None),
        (8, "INVALID_JSON", None),
        (9, "INVALID_FIELD", Some("text")),
    ];
    for (index, (line, code, field)) in wrong.into_iter().enumerate() {
        let rejected = rejected(&parsed, index + 2);
        assert_eq!(rejected.rejection.code, code);
        assert_eq!(rejected.rejection.line, Some(line));
        assert_eq!(rejected.rejection.field.as_deref(), field);
        assert!(rejected.rejection.message.contains(&format!("line {line}")));
        assert_eq!(rejected.range.line_start, line);
    }
    assert_eq!(
        rejected(&parsed, 5).rejection.byte,
        Some(text.find("{broken").unwrap() as u64 + 1)
    );

    let last = parsed.items[8].document().unwrap();
    assert_eq!(last.document.text, "Last one.\nSecond line.");
    assert_eq!(kinds(last), [(RepairKind::Encoding, 10, 10)]);
}

#[test]
fn a_broken_byte_costs_json_lines_one_line_only() {
    let mut bytes = b"{\"text\":\"One.\"}\n{\"text\":\"Tw".to_vec();
    bytes.push(0xff);
    bytes.extend(b"o.\"}\n{\"text\":\"Three.\"}\n");
    let parsed = parse_capture(&bytes);
    assert_eq!(parsed.format, Some(Format::JsonLines));
    assert_eq!(parsed.items.len(), 3);
    let rejection = &rejected(&parsed, 1).rejection;
    assert_eq!((rejection.line, rejection.byte), (Some(2), Some(27)));
}

#[test]
fn json_that_is_no_documents_is_refused() {
    for text in [
        "{\"name\":\"package\"}",
        "{\n  \"text\": \"x\"\n}",
        "[{\"text\":\"x\"}]",
        "{}",
    ] {
        let parsed = read(text);
        assert_eq!(
            rejected(&parsed, 0).rejection.code,
            "NOT_JSON_LINES",
            "{text}"
        );
    }
    let parsed = read("{\"level\":\"info\"}\n{\"level\":\"warn\"}\n");
    assert_eq!(parsed.items.len(), 2);
    assert_eq!(
        rejected(&parsed, 1).rejection.field.as_deref(),
        Some("text")
    );
}

#[test]
fn deep_nesting_is_refused_without_harm() {
    let deep = "[".repeat(100_000);
    let line = format!("{{\"text\":\"x\",\"extra\":{deep}}}\n{{\"text\":\"fine\"}}\n");
    let parsed = read(&line);
    assert_eq!(rejected(&parsed, 0).rejection.code, "INVALID_JSON");
    assert_eq!(parsed.items[1].document().unwrap().document.text, "fine");
    assert_eq!(read(&deep).format, Some(Format::PlainText));
}
