//! The language of a text.

/// Lengths of the beginning of a text that are looked at, in bytes: mostly the shorter one tells,
/// and what the longer one does not tell the whole would not.
const SAMPLES: [usize; 2] = [1024, 8 * 1024];

/// The language of `text` as an ISO 639-1 code; `None` if it is unsure or has no such code.
#[must_use]
pub fn language(text: &str) -> Option<&'static str> {
    SAMPLES.iter().find_map(|length| {
        let mut end = text.len().min(*length);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let found = whatlang::detect(&text[..end])?;
        found
            .is_reliable()
            .then(|| two_letters(found.lang()))
            .flatten()
    })
}

fn two_letters(language: whatlang::Lang) -> Option<&'static str> {
    let code = language.code();
    CODES
        .iter()
        .find(|(three, _)| *three == code)
        .map(|(_, two)| *two)
}

/// ISO 639-3 codes with their ISO 639-1 counterparts.
const CODES: [(&str, &str); 69] = [
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn tells_languages_apart() {
        let english = "The ministers discussed trade and the next round of consultations, and \
                       agreed that the working group would meet again before the winter.";
        assert_eq!(language(english), Some("en"));
        let russian = "Министры обсудили торговлю и следующий раунд консультаций и договорились, \
                       что рабочая группа снова соберётся до начала зимы.";
        assert_eq!(language(russian), Some("ru"));
        assert_eq!(language(""), None);
    }
}
