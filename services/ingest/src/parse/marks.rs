//! Lines that say something about the page rather than about the world: forward lines, media
//! placeholders, "Read in full", hashtags, elisions, list markers.
//!
//! The page around a post is in the language of the scraper's interface, the post in that of its
//! channel, so the few set phrases are listed in the languages met with most.

use std::ops::Range;

/// A line without the white space and invisible spacing around it.
pub(super) fn trim_line(line: &str) -> &str {
    line.trim_matches(is_spacing)
}

/// White space, and characters that take no room and join nothing.
pub(super) fn is_spacing(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether a line holds nothing to read.
pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(is_spacing)
}

/// How a page says that a post was taken over from another channel; the name follows.
const FORWARD_MARKS: &[&str] = &[
    "Forwarded from",
    "Forwarded message from",
    "Переслано из",
    "Переслано от",
    "Переслано з",
    "Reenviado de",
    "Transféré de",
    "Weitergeleitet von",
];

/// Longest name of a channel that Telegram takes, in characters, with room for its emoji.
const LONGEST_NAME: usize = 160;

/// The name of the channel that the line says the next post was forwarded from; empty if the
/// line leaves it out. `None` if the trimmed line is no forward line.
pub(super) fn forwarded_from(line: &str) -> Option<&str> {
    let after = FORWARD_MARKS
        .iter()
        .find_map(|mark| line.strip_prefix(mark))?;
    let name = match after.strip_prefix(':') {
        Some(name) => name,
        None if after.is_empty() || after.starts_with(is_spacing) => after,
        None => return None,
    };
    let name = trim_line(name);
    // A sentence that merely begins with these words goes on like one.
    let sentence = name.ends_with(['.', '?', ';', ':', ',']) && name.contains(' ');
    (!sentence && name.chars().count() <= LONGEST_NAME).then_some(name)
}

/// A line that stands in the place of a medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placeholder {
    /// "Media is too big".
    TooBig,
    /// "Please open Telegram to view this post".
    OnlyInApp,
    /// "VIEW IN TELEGRAM", the button below either of them.
    Button,
}

/// The placeholder that the trimmed line is, if any.
pub(super) fn placeholder(line: &str) -> Option<Placeholder> {
    let is = |phrase: &str| line.eq_ignore_ascii_case(phrase);
    if is("Media is too big") {
        Some(Placeholder::TooBig)
    } else if is("Please open Telegram to view this post")
        || is("This media is not supported in your browser")
        || is("This media is not supported in the widget")
    {
        Some(Placeholder::OnlyInApp)
    } else if is("VIEW IN TELEGRAM") {
        Some(Placeholder::Button)
    } else {
        None
    }
}

/// A line that leads on to more of the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeadOn {
    /// To the full text: what stands here is cut.
    Read,
    /// To a recording.
    Watch,
}

const READ: &[&str] = &[
    "full text",
    "full transcript",
    "full version",
    "continue reading",
    "читать полностью",
    "читайте полностью",
    "читать далее",
    "читать дальше",
    "полный текст",
    "полностью",
    "подробнее",
    "толық оқу",
    "читати повністю",
    "lire la suite",
    "texte intégral",
    "leer más",
    "texto completo",
    "weiterlesen",
    "devamını oku",
];

const WATCH: &[&str] = &[
    "watch",
    "watch in full",
    "watch here",
    "watch live",
    "watch the video",
    "watch video",
    "listen",
    "смотреть",
    "смотреть полностью",
    "смотрите",
    "видео",
];

/// Longest set phrase above, in bytes, with some room.
const LONGEST_PHRASE: usize = 64;
/// The same with room for the symbols and the address beside it.
const LONGEST_LEAD_ON: usize = 300;

/// What the trimmed line leads on to, if it does nothing else: symbols before and after the
/// phrase, its capitals, and an address after it do not matter.
pub(super) fn lead_on(line: &str) -> Option<LeadOn> {
    if line.len() > LONGEST_LEAD_ON {
        return None;
    }
    let without_address = match line.find("http").or_else(|| line.find("t.me/")) {
        Some(at) if !line[at..].contains(' ') => &line[..at],
        _ => line,
    };
    let phrase = without_address.trim_matches(|character: char| !character.is_alphanumeric());
    if phrase.len() > LONGEST_PHRASE {
        return None;
    }
    let phrase = phrase.to_lowercase();
    if READ.contains(&phrase.as_str()) || reads_on(&phrase) {
        Some(LeadOn::Read)
    } else if WATCH.contains(&phrase.as_str()) {
        Some(LeadOn::Watch)
    } else {
        None
    }
}

/// "Read the interview in full", "Read more on the site": the English phrase in its variants.
fn reads_on(phrase: &str) -> bool {
    const MOST_WORDS: usize = 8;
    let mut words = phrase.split_whitespace();
    let reads = words.next() == Some("read");
    let rest: Vec<&str> = words.take(MOST_WORDS).collect();
    reads
        && rest.len() < MOST_WORDS
        && (rest.first() == Some(&"more") || rest.contains(&"full") || rest == ["on"])
}

/// Whether the trimmed line consists of hashtags only.
pub(super) fn is_hashtags(line: &str) -> bool {
    let mut tokens = line
        .split(|character: char| is_spacing(character) || matches!(character, ',' | '|'))
        .filter(|token| !token.is_empty())
        .peekable();
    tokens.peek().is_some()
        && tokens.all(|token| {
            // A flag or another symbol may stand before the sign.
            let token = token.trim_start_matches(is_symbol);
            token
                .strip_prefix('#')
                .is_some_and(|name| name.contains(char::is_alphanumeric))
        })
}

/// Where a text says that something was left out of it, in bytes.
pub(super) fn elisions(text: &str) -> Vec<Range<usize>> {
    const DOTS: [&str; 2] = ["...", "…"];
    const BRACKETS: [(char, char); 3] = [('<', '>'), ('[', ']'), ('(', ')')];
    let mut found = Vec::new();
    for (start, open) in text.match_indices(['<', '[', '(']) {
        let Some(&(_, close)) = BRACKETS
            .iter()
            .find(|(bracket, _)| open.starts_with(*bracket))
        else {
            continue;
        };
        let inside = &text[start + open.len()..];
        let dots = DOTS.iter().find(|dots| inside.starts_with(**dots));
        if let Some(dots) = dots
            && inside[dots.len()..].starts_with(close)
        {
            found.push(start..start + open.len() + dots.len() + close.len_utf8());
        }
    }
    let mut start = 0;
    for line in text.split('\n') {
        if DOTS.contains(&trim_line(line)) {
            let lead = line.len() - line.trim_start_matches(is_spacing).len();
            found.push(start + lead..start + lead + trim_line(line).len());
        }
        start += line.len() + 1;
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Whether the trimmed line is nothing but a mark of elision or a row of stars or dashes.
pub(super) fn is_break(line: &str) -> bool {
    !line.is_empty()
        && line.len() <= 40
        && !line.contains(char::is_alphanumeric)
        && !line.contains(is_symbol)
}

/// What a line begins with that makes it look like an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// "1.", "2)", a keycap: one kind, whatever the number.
    Number,
    /// A dash or a bullet of typography.
    Bullet(char),
    /// An emoji; a flag counts by its first letter only.
    Emoji(char),
}

/// The marker at the beginning of the trimmed line.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let mut characters = line.chars();
    let first = characters.next()?;
    if first.is_ascii_digit() {
        let rest = line.trim_start_matches(|character: char| character.is_ascii_digit());
        let numbered = rest.starts_with(['.', ')', '\u{20e3}', '\u{fe0f}'])
            && line.len() - rest.len() <= 3
            && !rest
                .chars()
                .nth(1)
                .is_some_and(|next| next.is_ascii_digit());
        return numbered.then_some(Marker::Number);
    }
    match first {
        '•' | '·' | '‣' | '◦' | '–' | '—' | '-' | '*' | '▪' | '▫' | '■' | '□' | '●' | '○' => {
            Some(Marker::Bullet(first))
        }
        _ if is_symbol(first) => Some(Marker::Emoji(first)),
        _ => None,
    }
}

/// Emoji and the other pictures that posts are marked with, their joiners and variation
/// selectors (blocks of Unicode, not single characters).
pub(super) fn is_symbol(character: char) -> bool {
    matches!(character,
        '\u{200d}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{2190}'..='\u{23ff}'
        | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{1f000}'..='\u{1faff}' | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forward_lines_name_their_channel() {
        assert_eq!(
            forwarded_from("Forwarded from Astana Desk 🇰🇿"),
            Some("Astana Desk 🇰🇿")
        );
        assert_eq!(forwarded_from("Forwarded from"), Some(""));
        assert_eq!(
            forwarded_from("Переслано из Посольство в Вене"),
            Some("Посольство в Вене")
        );
        assert_eq!(
            forwarded_from("Forwarded from Geneva, the note was read out."),
            None
        );
        assert_eq!(forwarded_from("Forwarded fromage"), None);
    }

    #[test]
    fn leading_on_is_recognised_in_any_dress() {
        for line in [
            "Read in full",
            "👉 READ IN FULL",
            "📖 Read in full ⤵️",
            "Читать полностью…",
        ] {
            assert_eq!(lead_on(line), Some(LeadOn::Read), "{line}");
        }
        assert_eq!(
            lead_on("Read in full: https://example.org/17"),
            Some(LeadOn::Read)
        );
        assert_eq!(lead_on("🎥 Watch"), Some(LeadOn::Watch));
        assert_eq!(
            lead_on("Read the interview in full (in Russian)"),
            Some(LeadOn::Read)
        );
        assert_eq!(lead_on("Reading in full swing"), None);
        assert_eq!(lead_on("The report may be read in full"), None);
    }

    #[test]
    fn hashtag_lines_hold_nothing_else() {
        assert!(is_hashtags("#SCO #RussiaKazakhstan"));
        assert!(is_hashtags("🇰🇿#Казахстан, #ШОС"));
        assert!(!is_hashtags("#SCO summit"));
        assert!(!is_hashtags("# "));
        assert!(!is_hashtags(""));
    }

    #[test]
    fn elisions_are_found_within_lines_and_alone() {
        let text = "One. <...> Two <…>.\n…\nthree... [...]";
        let found: Vec<&str> = elisions(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, ["<...>", "<…>", "…", "[...]"]);
    }

    #[test]
    fn markers_tell_lists_from_numbers() {
        assert_eq!(marker("1. First"), Some(Marker::Number));
        assert_eq!(marker("2️⃣ Second"), Some(Marker::Number));
        assert_eq!(marker("7.7 percent"), None);
        assert_eq!(marker("2024 was"), None);
        assert_eq!(marker("🔹 item"), Some(Marker::Emoji('🔹')));
        assert_eq!(marker("• item"), Some(Marker::Bullet('•')));
        assert_eq!(marker("plain"), None);
    }
}
