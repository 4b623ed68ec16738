//! Lines of a copied page that are no part of its text: menus, settings, names of sections.

use super::text::Text;

/// Most lines at the start of a text among which such lines stand.
const FIRST_LINES: usize = 40;

/// Longest such line, in words.
const LONGEST: usize = 7;

/// Whole lines: sections, switches and buttons of sites.
const LINES: [&str; 36] = [
    "events",
    "current events",
    "news",
    "news story",
    "newsroom",
    "press release",
    "press releases",
    "press releases and news",
    "transcripts",
    "speeches",
    "trips",
    "visits",
    "documents",
    "document",
    "structure",
    "contacts",
    "videos and photos",
    "photos",
    "videos",
    "multimedia",
    "view settings",
    "font size",
    "site colours",
    "site colors",
    "images",
    "settings",
    "menu",
    "main menu",
    "home",
    "search",
    "print",
    "share",
    "subscribe",
    "text version",
    "skip to content",
    "skip to main content",
];

/// Beginnings of lines that name the site itself.
const SITES: [&str; 4] = [
    "official website of",
    "official site of",
    "official internet resources of",
    "official web site of",
];

/// The first tokens of the lines of a text without the furniture of a page at its start.
pub(crate) fn lines_of_text<'t>(text: &'t Text<'_>) -> impl Iterator<Item = usize> + 't {
    let mut lines = text.lines().take(FIRST_LINES);
    // A line above the menu is the name of the site.
    let named = lines.next().zip(lines.next());
    let site = named.filter(|&(first, second)| {
        words(text, first).is_some() && is_furniture(text, second) && !is_furniture(text, first)
    });
    text.lines()
        .enumerate()
        .filter(move |&(index, line)| {
            index >= FIRST_LINES
                || !is_furniture(text, line) && site.is_none_or(|(first, _)| first != line)
        })
        .map(|(_, line)| line)
}

fn is_furniture(text: &Text<'_>, line: usize) -> bool {
    let end = text.line_end(line);
    let Some(words) = words(text, line) else {
        return false;
    };
    let item = text.is_any(line, &["•", "»", "|"]);
    // "Transcripts /", "Home > News"
    let path = text.is(end - 1, "/") || (line..end).any(|at| text.is_any(at, &[">", "›", "»"]));
    LINES.contains(&words.as_str())
        || SITES.iter().any(|site| words.starts_with(site))
        || (item || path) && words.split(' ').count() <= SHORT
}

/// Longest item of a menu or path through a site, in words.
const SHORT: usize = 4;

/// The words of a short line in lower case; `None` of a longer one.
fn words(text: &Text<'_>, line: usize) -> Option<String> {
    let end = text.line_end(line);
    if end > line + 3 * LONGEST {
        return None;
    }
    let words: Vec<String> = (line..end)
        .filter(|&at| text.is_plain_word(at))
        .map(|at| text.word(at).to_lowercase())
        .collect();
    (1..=LONGEST + 2)
        .contains(&words.len())
        .then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::lines_of_text;
    use crate::engine::text::Text;
    use crate::knowledge;

    fn first_line(source: &str) -> String {
        let knowledge = knowledge::embedded().unwrap();
        let text = Text::new(source, &knowledge);
        let line = lines_of_text(&text).next().unwrap();
        text.words(line..text.line_end(line)).to_owned()
    }

    #[test]
    fn the_text_begins_behind_menus_and_sections() {
        for furniture in [
            "",
            "Events\n",
            "View settings\nFont size:\nOfficial website of the President of Ruritania\nTranscripts /\n",
            "President of Ruritania\n• Events\n• Structure\n",
            "HOME > News\n",
            "Press release\n",
        ] {
            let page = format!("{furniture}Meeting with the Mayor of Strelsau\nThey met today.");
            assert_eq!(
                first_line(&page),
                "Meeting with the Mayor of Strelsau",
                "{furniture}"
            );
        }
    }

    #[test]
    fn a_title_is_no_furniture() {
        assert_eq!(first_line("Trip to Zenda\nThe King left."), "Trip to Zenda");
        assert_eq!(
            first_line("News from the Embassy of Ruritania\nAll well."),
            "News from the Embassy of Ruritania"
        );
    }
}
