//! Lines that a page of a presidential site sets around a transcript.

use communique_model::PassageKind;

/// Longest caption of a photo, in bytes.
const LONGEST_CAPTION: usize = 800;

/// Names of sections of such sites, in lower case.
const SECTIONS: &[&str] = &[
    "events",
    "news",
    "transcripts",
    "trips",
    "documents",
    "meetings",
    "speeches",
    "press conferences",
    "interviews",
    "visits",
    "speeches and transcripts",
    "события",
    "новости",
    "стенограммы",
    "поездки",
    "документы",
    "выступления",
    "встречи",
    "іс-шаралар",
    "жаңалықтар",
];

/// Whether a line names a section of the site.
pub(super) fn is_section(line: &&str) -> bool {
    line.len() <= 60 && SECTIONS.contains(&line.to_lowercase().as_str())
}

/// What a line of the end opens.
pub(super) fn tail_heading(line: &str) -> Option<PassageKind> {
    let line = line.trim_end_matches(':');
    match line {
        "Geography" | "География" => Some(PassageKind::Geography),
        "Topics" | "Темы" => Some(PassageKind::Topics),
        "Persons" | "People" | "Лица" | "Персоны" => Some(PassageKind::Persons),
        "Publication status" | "Text version" | "Статус материала" | "Текстовая версия" => {
            Some(PassageKind::Publication)
        }
        _ => {
            let data = [
                "Published in section",
                "Publication date",
                "Опубликован",
                "Дата публикации",
            ];
            let is_data = data.iter().any(|mark| line.starts_with(mark)) && line.contains(':');
            is_data.then_some(PassageKind::Publication)
        }
    }
}

/// "16:15" as `HH:MM`.
pub(super) fn clock(line: &str) -> Option<String> {
    let (hours, minutes) = line.split_once(':')?;
    let number = |text: &str, most: usize, limit: u8| -> Option<u8> {
        let plain = (1..=most).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
        plain
            .then(|| text.parse().ok())
            .flatten()
            .filter(|&value| value < limit)
    };
    let minutes = (minutes.len() == 2)
        .then(|| number(minutes, 2, 60))
        .flatten()?;
    Some(format!("{:02}:{minutes:02}", number(hours, 2, 24)?))
}

/// "3 of 6".
pub(super) fn is_counter(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_number = |word: Option<&str>| {
        word.is_some_and(|word| word.len() <= 4 && word.bytes().all(|it| it.is_ascii_digit()))
    };
    is_number(words.next())
        && words
            .next()
            .is_some_and(|word| matches!(word, "of" | "из" | "/"))
        && is_number(words.next())
        && words.next().is_none()
}

/// A caption that credits its photographer.
pub(super) fn is_photo(line: &str) -> bool {
    const MARKS: &[&str] = &[
        "Photo by",
        "Photo:",
        "Photos by",
        "Photo courtesy",
        "Photo ©",
        "Фото:",
        "Фото ",
    ];
    line.len() <= LONGEST_CAPTION && MARKS.iter().any(|mark| line.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_parts() {
        assert_eq!(clock("9:05").as_deref(), Some("09:05"));
        assert_eq!(clock("16:15").as_deref(), Some("16:15"));
        assert_eq!(clock("24:00"), None);
        assert_eq!(clock("16:5"), None);
        assert!(is_counter("3 of 6") && is_counter("12 из 40"));
        assert!(!is_counter("3 of the 6"));
        assert!(is_photo("At the talks. Photo by Astana Press Service"));
    }
}
