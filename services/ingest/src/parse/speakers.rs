//! Who speaks: labels before a colon at the start of a line.
//!
//! A colon alone proves little ("There are three goals: …"), so a label must look like a name with
//! or without an office, or be confirmed by the page: by a speaker before, by the title, or by
//! the list of persons.

use std::collections::HashSet;

/// Longest label, in characters and in words.
const LONGEST: usize = 160;
const MOST_WORDS: usize = 22;

/// Voices without a name, in lower case.
const VOICES: &[&str] = &[
    "q",
    "a",
    "question",
    "questions",
    "answer",
    "reply",
    "remark",
    "moderator",
    "journalist",
    "reporter",
    "correspondent",
    "interviewer",
    "host",
    "presenter",
    "interpreter",
    "from the audience",
    "вопрос",
    "ответ",
    "реплика",
    "ведущий",
    "ведущая",
    "модератор",
    "журналист",
    "переводчик",
    "реплика из зала",
    "корреспондент",
    "сұрақ",
    "жауап",
];

/// Words that open an address or a sentence and no label.
const OPENERS: &[&str] = &[
    "dear",
    "esteemed",
    "distinguished",
    "ladies",
    "gentlemen",
    "colleagues",
    "friends",
    "mr",
    "mrs",
    "ms",
    "your",
    "excellencies",
    "as",
    "i",
    "we",
    "and",
    "but",
    "so",
    "here",
    "this",
    "that",
    "these",
    "in",
    "it",
    "then",
    "to",
    "let",
    "today",
    "now",
    "if",
    "when",
    "for",
    "at",
    "according",
    "by",
    "on",
    "with",
    "first",
    "second",
    "third",
    "finally",
    "уважаемый",
    "уважаемая",
    "уважаемые",
    "дорогие",
    "коллеги",
    "друзья",
    "господин",
    "во-первых",
    "во-вторых",
    "как",
    "и",
    "но",
    "мы",
    "я",
    "это",
    "сегодня",
];

/// Small words within an office or a name.
const CONNECTORS: &[&str] = &[
    "of", "the", "and", "for", "to", "in", "on", "at", "with", "de", "da", "do", "dos", "del",
    "la", "le", "du", "van", "von", "der", "den", "bin", "ibn", "al", "el", "di", "ul", "un", "и",
    "по", "в", "на", "с", "от", "при", "оглы", "кызы", "улы",
];

/// Words that make a sentence of what precedes a colon, in lower case.
const VERBS_AND_PRONOUNS: &[&str] = &[
    "i",
    "we",
    "you",
    "he",
    "she",
    "they",
    "it",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "must",
    "not",
    "that",
    "which",
    "who",
    "said",
    "say",
    "says",
    "told",
    "like",
    "our",
    "my",
    "your",
    "это",
    "что",
    "как",
    "был",
    "была",
    "были",
    "есть",
    "сказал",
    "сказала",
    "мы",
    "вы",
    "он",
    "она",
    "они",
    "не",
    "который",
];

/// Recognises labels; it remembers who has spoken.
#[derive(Debug, Default)]
pub(super) struct Speakers {
    /// Words of names that the page gives elsewhere, in lower case.
    names: HashSet<String>,
    /// Labels met before, in lower case.
    labels: Vec<String>,
}

impl Speakers {
    /// Takes names from a line of the page outside the conversation: title, summary, persons.
    pub(super) fn learn(&mut self, line: &str) {
        self.names.extend(
            words(line)
                .filter(|word| is_capitalised(word))
                .map(str::to_lowercase),
        );
    }

    /// The label that opens the line, in bytes, if the line opens a turn. `next` is the line
    /// below, where the colon may stand.
    pub(super) fn label(&mut self, line: &str, next: Option<&str>) -> Option<usize> {
        if next.is_some_and(|next| next.starts_with(':'))
            && !line.contains(':')
            && looks_like_label(line)
        {
            return Some(self.remember(line, line.len()));
        }
        let colon = line.find(':')?;
        let rest = &line[colon + 1..];
        if !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
            return None;
        }
        let label = line[..colon].trim_end();
        self.is_speaker(label)
            .then(|| self.remember(line, label.len()))
    }

    fn remember(&mut self, line: &str, length: usize) -> usize {
        /// Speakers of one page; a capture with more is no conversation.
        const MOST: usize = 500;
        let label = line[..length].to_lowercase();
        if self.labels.len() < MOST && !self.labels.contains(&label) {
            self.labels.push(label);
        }
        length
    }

    fn is_speaker(&self, label: &str) -> bool {
        let label = without_remark(label);
        if !looks_like_label(label) {
            return false;
        }
        let folded = label.to_lowercase();
        if VOICES.contains(&folded.as_str()) {
            return true;
        }
        let ends_label = |known: &String| {
            known
                .strip_suffix(folded.as_str())
                .is_some_and(|office| office.is_empty() || office.ends_with([' ', '.']))
        };
        if self.labels.iter().any(ends_label) {
            return true;
        }
        let all: Vec<&str> = words(label).collect();
        let Some((last, before)) = all.split_last() else {
            return false;
        };
        let known = self.names.contains(&last.to_lowercase());
        let opener = OPENERS.contains(&all[0].to_lowercase().as_str());
        if !is_capitalised(last) || (opener && !is_name_after_honorific(&all, known)) {
            return false;
        }
        let Some(name_before) = before.last() else {
            return known;
        };
        let small = before
            .iter()
            .filter(|word| !is_capitalised(word))
            .filter(|word| !CONNECTORS.contains(&word.to_lowercase().as_str()))
            .count();
        match small {
            0 => is_capitalised(name_before) || known,
            1..=4 => {
                let is_verb =
                    |word: &&str| VERBS_AND_PRONOUNS.contains(&word.to_lowercase().as_str());
                is_capitalised(name_before) && (known || !before.iter().any(is_verb))
            }
            _ => false,
        }
    }
}

/// The label without a remark behind it: "(retranslated)".
fn without_remark(label: &str) -> &str {
    match label
        .strip_suffix(')')
        .and_then(|inner| inner.rsplit_once('('))
    {
        Some((name, _)) => name.trim_end(),
        None => label,
    }
}

/// "Mr Tokayev", where the page knows a Tokayev.
fn is_name_after_honorific(words: &[&str], known: bool) -> bool {
    known && words.len() == 2 && matches!(words[0], "Mr" | "Mrs" | "Ms")
}

/// Length, capitals and punctuation of a label.
fn looks_like_label(label: &str) -> bool {
    let sentence = label
        .match_indices(['.', '!', '?', ';'])
        .any(|(at, _)| !is_initial(label, at));
    label.starts_with(char::is_uppercase)
        && label.len() <= LONGEST * 4
        && label.chars().count() <= LONGEST
        && words(label).count() <= MOST_WORDS
        && !sentence
}

/// Whether the full stop at this byte follows an initial or a short title ("V.", "St.", "Dr.").
fn is_initial(label: &str, at: usize) -> bool {
    let before = label[..at].rsplit([' ', '.']).next().unwrap_or("");
    label[at..].starts_with('.') && before.chars().count() <= 2 && is_capitalised(before)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| character.is_whitespace() || matches!(character, '.' | ','))
        .map(|word| word.trim_matches(|character: char| !character.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

fn is_capitalised(word: &str) -> bool {
    // Also "al-Sisi" and "d’Arc".
    word.chars().next().is_some_and(char::is_uppercase)
        || word
            .split(['-', '’', '\''])
            .nth(1)
            .is_some_and(|part| part.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label<'line>(speakers: &mut Speakers, line: &'line str) -> Option<&'line str> {
        speakers.label(line, None).map(|length| &line[..length])
    }

    #[test]
    fn names_and_offices_are_labels() {
        let mut speakers = Speakers::default();
        for expected in [
            "Ambassador at Large of Kazakhstan Daniyar Ospanbek",
            "Daniyar Ospanbek",
            "Ospanbek",
            "Question",
            "Д.Оспанбек",
            "Daniyar Ospanbek (retranslated)",
            "Acting head of the press service Meruert Sadyk",
            "Azerbaijan’s Envoy for Transport Corridors Rashad Velimurad",
        ] {
            let line = format!("{expected}: Thank you.");
            assert_eq!(label(&mut speakers, &line), Some(expected));
        }
    }

    #[test]
    fn sentences_are_not() {
        let mut speakers = Speakers::default();
        speakers.learn("Meeting with Daniyar Ospanbek");
        for line in [
            "There are three goals: roads, bridges and ports.",
            "Mr President: thank you.",
            "Dear Friends: welcome.",
            "As I told Daniyar Ospanbek: we are ready.",
            "Therefore: no.",
            "The answer was given by the Ministry of Trade: no.",
            "Neighbours that are friends of Saudi Arabia: listen.",
            "We met at 16:15 in Almaty",
            "It works. Daniyar Ospanbek: said so.",
            "the Ambassador Daniyar Ospanbek: yes",
        ] {
            assert_eq!(label(&mut speakers, line), None, "{line}");
        }
    }

    #[test]
    fn the_colon_may_stand_below() {
        let mut speakers = Speakers::default();
        let line = "Special Representative for the Caspian Emre Soykanat";
        assert_eq!(speakers.label(line, Some(": It is so.")), Some(line.len()));
        assert_eq!(speakers.label("One point. Another", Some(": odd")), None);
    }
}
