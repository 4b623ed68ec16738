//! Captures of every format, good and bad, as users hand them in.

mod json_lines;

use communique_ingest::parse::{
    MAX_TEXT_BYTES, ParsedCapture, ParsedDocument, ParsedItem, RejectedRange, parse_capture,
    parser_fingerprint,
};
use communique_model::{CodePoints, Document, Format, MediaFlag, PassageKind, RepairKind};

fn read(text: &str) -> ParsedCapture {
    parse_capture(text.as_bytes())
}

fn only(parsed: &ParsedCapture) -> &ParsedDocument {
    assert_eq!(parsed.items.len(), 1, "{parsed:#?}");
    parsed.items[0].document().expect("a document")
}

fn rejected(parsed: &ParsedCapture, index: usize) -> &RejectedRange {
    match &parsed.items[index] {
        ParsedItem::Rejected(rejected) => rejected,
        ParsedItem::Document(parsed) => panic!("not rejected: {parsed:?}"),
    }
}

fn passage(document: &Document, kind: PassageKind) -> Vec<String> {
    let points = CodePoints::new(&document.text);
    let of_kind = document
        .passages
        .iter()
        .filter(|passage| passage.kind == kind);
    of_kind
        .map(|passage| points.slice(passage.span).to_owned())
        .collect()
}

fn kinds(parsed: &ParsedDocument) -> Vec<(RepairKind, u64, u64)> {
    let repairs = parsed.repairs.iter();
    repairs
        .map(|repair| (repair.kind, repair.line_start, repair.line_end))
        .collect()
}

const PAGE: &str = "\
Forwarded from Astana Press Desk 🇰🇿
Forwarded from Astana Press Desk 🇰🇿
Media is too big
VIEW IN TELEGRAM
🎙 Remarks by Envoy Daniyar Ospanbek on transit (Almaty, June 21, 2024)
💬 The corridor is a chain, and a chain is as strong as its ferry. <...>
<...>
🔵 More ferries,
🔵 one permit,
👉 Read in full
#Transit #MiddleCorridor
💬 The corridor is a chain, and a chain is as strong as its ferry. <...>
<...>
👉 Read in full
#Transit #MiddleCorridor
Please open Telegram to view this post
VIEW IN TELEGRAM
📜 Notes of the week
📍 Vienna, March 13, 2023
The library is open again.
📍 Vienna, March 13, 2023
The library is open again.
Forwarded from Vienna Mission
";

#[test]
fn a_channel_page_becomes_its_posts() {
    let parsed = read(PAGE);
    assert_eq!(parsed.format, Some(Format::ChannelPage));
    insta::assert_json_snapshot!(parsed);
}

const TRANSCRIPT: &str = "\
Events
Meeting with Ambassador at Large of Kazakhstan Daniyar Ospanbek
Envoy for Grain Pavel Gorelin received Daniyar Ospanbek in Sochi.
May 7, 2024
9:05
Rosa Khutor, Sochi
2 of 3
Before the talks.
Photo by Sochi Gazette
3 of 3
With Daniyar Ospanbek. Photo by Sochi Gazette
Beginning of the talks
Envoy for Grain Pavel Gorelin: Welcome. There are three questions: wagons, weights and weather.
The first is for the railways.
Ambassador at Large of Kazakhstan Daniyar Ospanbek
: Thank you.
<…>
Question: And the harvest?
Daniyar Ospanbek: It grows.
<…>
Geography
Kazakhstan
Sochi
Topics
Agriculture
Persons
Ospanbek Daniyar
Publication status
Published in sections: News, Transcripts
Publication date: May 7, 2024, 09:05
Text version";

#[test]
fn a_transcript_becomes_its_parts() {
    let parsed = read(TRANSCRIPT);
    assert_eq!(parsed.format, Some(Format::Transcript));
    assert_eq!(only(&parsed).document.text, TRANSCRIPT);
    insta::assert_json_snapshot!(parsed);
}

#[test]
fn a_transcript_may_lack_parts() {
    let without = |wanted: &[&str]| {
        let kept: Vec<&str> = TRANSCRIPT
            .lines()
            .filter(|line| !wanted.contains(line))
            .collect();
        let parsed = read(&kept.join("\n"));
        assert_eq!(
            parsed.format,
            Some(Format::Transcript),
            "without {wanted:?}"
        );
        only(&parsed).document.clone()
    };
    let document = without(&["9:05", "Rosa Khutor, Sochi", "Persons", "Ospanbek Daniyar"]);
    assert_eq!((document.time, document.place), (None, None));
    assert_eq!(document.date.unwrap().to_string(), "2024-05-07");

    let document = without(&["May 7, 2024", "9:05", "2 of 3", "Before the talks."]);
    assert_eq!(
        document.date.unwrap().to_string(),
        "2024-05-07",
        "from the publication data"
    );
    assert_eq!(
        document.title,
        "Meeting with Ambassador at Large of Kazakhstan Daniyar Ospanbek"
    );

    let document = without(&[
        "Events",
        "Geography",
        "Kazakhstan",
        "Sochi",
        "Topics",
        "Agriculture",
    ]);
    assert_eq!(
        document.title,
        "Meeting with Ambassador at Large of Kazakhstan Daniyar Ospanbek"
    );
    assert_eq!(passage(&document, PassageKind::Turn).len(), 4);
    assert!(passage(&document, PassageKind::Section).is_empty());
}

#[test]
fn a_russian_transcript_is_one_too() {
    let text = "События\nВстреча с послом Данияром Оспанбеком\n19 августа 2022 года\n16:15\nСочи\n\
                П.Горелин: Добрый день.\nД.Оспанбек: Здравствуйте.\n<…>\nГеография\nКазахстан\n\
                Темы\nВнешняя политика\nСтатус материала\n\
                Опубликован в разделах: Новости, Стенограммы\n\
                Дата публикации: 19 августа 2022 года, 16:15\nТекстовая версия";
    let parsed = read(text);
    assert_eq!(parsed.format, Some(Format::Transcript));
    let document = &only(&parsed).document;
    assert_eq!(document.date.unwrap().to_string(), "2022-08-19");
    assert_eq!(document.place.as_deref(), Some("Сочи"));
    assert_eq!(
        passage(document, PassageKind::Turn),
        ["П.Горелин: Добрый день.", "Д.Оспанбек: Здравствуйте."]
    );
}

#[test]
fn markdown_is_one_document() {
    let text = "# The Corridor\n\nIt begins in Aktau.\n\n## Figures\n\n- one\n- one\n\nIt ends.\n";
    let parsed = read(text);
    assert_eq!(parsed.format, Some(Format::PlainText));
    let parsed = only(&parsed);
    assert_eq!(parsed.document.title, "The Corridor");
    assert_eq!(parsed.document.text, text.trim_end());
    assert_eq!(
        passage(&parsed.document, PassageKind::Title),
        ["The Corridor"]
    );
    assert_eq!((parsed.range.byte_start, parsed.range.line_end), (0, 10));
    assert!(parsed.repairs.is_empty());
}

#[test]
fn plain_texts_are_not_mistaken_for_pages() {
    let refrain = "The wheels go round\nand round they go,\nover the river\nand under the snow.\n";
    let texts = [
        "A short note.".to_owned(),
        "One line said twice, and long enough to be taken for a paragraph of its own.\n".repeat(2),
        format!("First verse of the song\n{refrain}Second verse of the song\n{refrain}"),
        "Name,Sum\nA,1\nA,1\nB,2\nB,2\n".to_owned(),
        "Dear colleagues,\n\nplease find the minutes below.\n\nRegards\nRegards".to_owned(),
        "---\n\ntext\n\n---\n\ntext\n\n---\n".to_owned(),
        "An interview\n\nQuestion: Who?\nAnswer: We.\nQuestion: When?\nAnswer: Now.".to_owned(),
        "Topics\nGeography\nPersons of note are listed in the annex.".to_owned(),
        "{curly} opens this text\nand nothing closes it".to_owned(),
        "[Kiev] is how it was spelt.".to_owned(),
        "42".to_owned(),
    ];
    for text in texts {
        let parsed = read(&text);
        assert_eq!(parsed.format, Some(Format::PlainText), "{text}");
        assert_eq!(only(&parsed).document.text, text.trim_end());
    }
}

#[test]
fn pages_are_recognised_without_forward_lines() {
    let page = "🌾 Grain talks in the embassy\nThe sides compared their figures for the harvest.\n\
                #Grain\nThe sides compared their figures for the harvest.\n#Grain\n\
                🛤 Railway talks in the embassy\nThe sides compared their timetables for the spring.\n\
                #Rail\nThe sides compared their timetables for the spring.\n#Rail";
    let parsed = read(page);
    assert_eq!(parsed.format, Some(Format::ChannelPage));
    assert_eq!(parsed.items.len(), 2);
}

#[test]
fn what_is_no_text_is_refused_with_a_remedy() {
    let code = |bytes: &[u8]| {
        let parsed = parse_capture(bytes);
        assert_eq!(parsed.format, None);
        let rejection = &rejected(&parsed, 0).rejection;
        assert!(rejection.message.contains("; "), "{}", rejection.message);
        rejection.code.clone()
    };
    assert_eq!(code(b""), "EMPTY_CAPTURE");
    assert_eq!(code(b" \r\n\t\n\xef\xbb\xbf"), "EMPTY_CAPTURE");
    assert_eq!(code(b"PK\x03\x04rest"), "NOT_A_TEXT");
    assert_eq!(code(b"\x1f\x8b\x08rest"), "NOT_A_TEXT");
    assert_eq!(code(b"<!doctype HTML>"), "NOT_A_TEXT");
    assert_eq!(code(b"caf\xe9 talks"), "INVALID_ENCODING");
    assert_eq!(code(b"one\0two"), "NUL_BYTE");
}

#[test]
fn texts_are_bounded() {
    let long = "x".repeat(MAX_TEXT_BYTES + 1);
    let parsed = read(&long);
    assert_eq!(rejected(&parsed, 0).rejection.code, "TEXT_TOO_LONG");
    let parsed = read(&format!("{{\"text\":\"{long}\"}}\n{{\"text\":\"short\"}}"));
    assert_eq!(rejected(&parsed, 0).rejection.line, Some(1));
    assert!(parsed.items[1].document().is_some());
    assert_eq!(
        read(&long[1..]).items[0]
            .document()
            .map(|it| it.document.text.len()),
        Some(MAX_TEXT_BYTES)
    );
}

#[test]
fn line_ends_do_not_matter() {
    let expected = read(PAGE);
    for line_end in ["\r\n", "\r"] {
        let parsed = read(&PAGE.replace('\n', line_end));
        assert_eq!(parsed.items.len(), expected.items.len());
        for (item, expected) in parsed.items.iter().zip(&expected.items) {
            let (read, expected) = (item.document().unwrap(), expected.document().unwrap());
            assert_eq!(read.document, expected.document);
            assert_eq!(read.range.line_start, expected.range.line_start);
            assert!(
                read.repairs
                    .iter()
                    .any(|repair| repair.kind == RepairKind::Encoding)
            );
        }
    }
    let mut utf_16 = vec![0xff, 0xfe];
    utf_16.extend(PAGE.encode_utf16().flat_map(u16::to_le_bytes));
    let parsed = parse_capture(&utf_16);
    assert_eq!(
        parsed.items[1].document().unwrap().document,
        expected.items[1].document().unwrap().document
    );
    let range = parsed.items.last().unwrap().range();
    let units: Vec<u16> = utf_16[range.byte_start as usize..range.byte_end as usize]
        .chunks(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    assert!(
        String::from_utf16(&units)
            .unwrap()
            .starts_with("📜 Notes of the week\n📍")
    );
}

#[test]
fn white_space_around_lines_is_left_out_and_reported() {
    let page = "Forwarded from Desk\n  🌍 Title of it \n\n Text here.\u{a0}\nText here.\n\n";
    let parsed = read(page);
    let parsed = only(&parsed);
    assert_eq!(parsed.document.text, "🌍 Title of it\n\nText here.");
    assert_eq!(
        kinds(parsed),
        [
            (RepairKind::ForwardedFrom, 1, 1),
            (RepairKind::WhiteSpace, 2, 4),
            (RepairKind::SecondPrinting, 5, 5),
        ]
    );
}

#[test]
fn a_page_may_be_cut_within_its_last_post() {
    let whole = "Forwarded from Desk\n🌍 First title of the page\nFirst text.\nFirst text.\n\
                 🌍 Second title of the page\nOne paragraph.\nAnother paragraph.\nA third paragraph.\n\
                 #Tag\nOne paragraph.\nAnother paragraph.\nA third paragraph.\n#Tag";
    let expected = &read(whole).items[1]
        .document()
        .unwrap()
        .document
        .text
        .clone();
    assert_eq!(expected.lines().count(), 5);
    let second_printing = whole.rfind("One paragraph").unwrap();
    for end in second_printing + 1..whole.len() {
        let parsed = read(&whole[..end]);
        assert_eq!(parsed.items.len(), 2, "{:?}", &whole[..end]);
        assert_eq!(
            &parsed.items[1].document().unwrap().document.text,
            expected,
            "cut at {end}"
        );
    }
    let unprinted = read(&whole[..second_printing]);
    assert_eq!(
        &unprinted.items[1].document().unwrap().document.text,
        expected
    );
}

#[test]
fn a_page_captured_twice_is_every_post_twice() {
    let posts = "🌍 First title of the page\nFirst text.\n#SCO\nFirst text.\n#SCO\n\
                 🌍 Second title of the page\nSecond text.\n<...>\n#SCO\nSecond text.\n<...>\n#SCO\n\
                 🌍 Third title of the page\n🔹 One item,\n🔹 another item.\nThird text.\nThird text.\n";
    let once = read(posts);
    assert_eq!(once.items.len(), 3);
    let thrice = read(&posts.repeat(3));
    let texts = |parsed: &ParsedCapture| -> Vec<String> {
        let documents = parsed.items.iter().map(|item| item.document().unwrap());
        documents
            .map(|parsed| parsed.document.text.clone())
            .collect()
    };
    assert_eq!(
        texts(&thrice),
        [texts(&once), texts(&once), texts(&once)].concat()
    );
}

#[test]
fn a_page_without_posts_is_refused() {
    let parsed =
        read("Forwarded from One\nForwarded from Two\nMedia is too big\nVIEW IN TELEGRAM\n");
    assert_eq!(rejected(&parsed, 0).rejection.code, "NO_POSTS");
}

#[test]
fn media_without_a_text_are_reported_with_the_next_post() {
    let page = "Forwarded from One\nMedia is too big\nVIEW IN TELEGRAM\nForwarded from Two\n\
                🌍 Title\nText of the post.\nText of the post.\n";
    let parsed = read(page);
    let parsed = only(&parsed);
    assert_eq!(parsed.media, Vec::<MediaFlag>::new());
    assert_eq!(parsed.range.line_start, 4);
    assert_eq!(
        kinds(parsed)[..3],
        [
            (RepairKind::EmptyForward, 1, 1),
            (RepairKind::MediaPlaceholder, 2, 3),
            (RepairKind::ForwardedFrom, 4, 4),
        ]
    );
}

#[test]
fn the_same_post_is_the_same_document_wherever_it_stands() {
    let post = "🌍 Title of it\nText of the post.\n#Tag";
    let page = format!("Forwarded from Desk\n{post}\nText of the post.\n#Tag\n");
    let line = serde_json::json!({ "text": post }).to_string();
    let from_page = read(&page);
    let from_line = read(&line);
    assert_eq!(only(&from_page).document.id, only(&from_line).document.id);
}

#[test]
fn parsed_captures_survive_a_cache() {
    for text in [PAGE, TRANSCRIPT, "{\"text\":\"x\"}\n{\"text\":1}", ""] {
        let parsed = read(text);
        let stored = serde_json::to_vec(&parsed).unwrap();
        assert_eq!(
            serde_json::from_slice::<ParsedCapture>(&stored).unwrap(),
            parsed
        );
    }
    assert_eq!(
        parser_fingerprint(),
        "JsonLines=1,ChannelPage=1,Transcript=1,PlainText=1"
    );
}
