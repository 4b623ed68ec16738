//! Russian names: Cyrillic letters as the Latin ones that English texts write for them, and the
//! case endings that names take in a sentence.

/// Whether a word is written in Cyrillic letters.
pub(crate) fn is_cyrillic(word: &str) -> bool {
    word.starts_with(|letter| matches!(letter, '\u{400}'..='\u{45f}'))
}

/// The Latin form of a Cyrillic letter in lower case, after BGN/PCGN without its marks.
pub(crate) fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'ы' | 'і' => "i",
        'ї' => "yi",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

/// Endings of cases and genders of names of places and bodies, longest first.
const INFLECTIONS: [&str; 41] = [
    "иями", "ями", "ами", "ыми", "ими", "ией", "ого", "его", "ому", "ему", "ии", "ия", "ию", "ие",
    "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ым", "им", "ом", "ем", "ей", "ую", "юю", "ых",
    "их", "а", "я", "у", "ю", "е", "и", "ы", "о", "ь", "й",
];

/// A word without its inflection, so that the cases of one name agree: "Россия", "России" and
/// "Россией". Acronyms stand in capitals and are left as they are.
pub(crate) fn stem(word: &str) -> &str {
    let stems = INFLECTIONS.iter().filter_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        (stem.chars().count() >= SHORTEST_STEM).then_some(stem)
    });
    stems.into_iter().next().unwrap_or(word)
}

/// Case endings of names of persons, longest first, each with the endings of
/// the nominative that it may stand for. Our own table, after the declensions of the language.
const ENDINGS: [(&str, &[&str]); 21] = [
    ("ского", &["ский"]),
    ("скому", &["ский"]),
    ("ской", &["ская"]),
    ("скую", &["ская"]),
    ("ским", &["ский"]),
    ("ском", &["ский"]),
    ("ого", &["ый", "ой", "ий"]),
    ("ому", &["ый", "ой", "ий"]),
    ("ией", &["ия"]),
    ("ым", &["", "ый"]),
    ("ом", &["", "о"]),
    ("ем", &["ь", "й", "е", ""]),
    ("ей", &["я", "ь", "и"]),
    ("ой", &["а", "ая"]),
    ("а", &["", "о"]),
    ("у", &["", "а", "о"]),
    ("е", &["", "а", "я", "о", "й", "ь"]),
    ("и", &["я", "а", "ь"]),
    ("ы", &["а"]),
    ("ю", &["я", "ь", "й"]),
    ("я", &["ь", "й", "е"]),
];

/// Shortest stem that an ending is taken from, in letters: shorter names are given in full.
const SHORTEST_STEM: usize = 3;

/// The forms of the nominative that a word in another case may come from, likeliest first. At
/// most a few, so that looking them up costs a constant for each word.
pub(crate) fn nominatives(word: &str) -> impl Iterator<Item = String> + '_ {
    ENDINGS.iter().flat_map(move |(ending, nominative)| {
        let stem = word
            .strip_suffix(ending)
            .filter(|stem| stem.chars().count() >= SHORTEST_STEM);
        stem.into_iter()
            .flat_map(|stem| nominative.iter().map(move |last| format!("{stem}{last}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_lead_back_to_the_name() {
        for (word, name) in [
            ("Лаврова", "Лавров"),
            ("Лавровым", "Лавров"),
            ("Пескову", "Песков"),
            ("Сергея", "Сергей"),
            ("Сергеем", "Сергей"),
            ("Вершинского", "Вершинский"),
            ("Марии", "Мария"),
            ("Захаровой", "Захарова"),
        ] {
            assert!(nominatives(word).any(|form| form == name), "{word}");
        }
        assert_eq!(nominatives("Оша").count(), 0);
    }

    #[test]
    fn cases_of_a_place_agree() {
        for (word, name) in [
            ("России", "Россия"),
            ("Россией", "Россия"),
            ("Казахстане", "Казахстан"),
            ("Москвы", "Москва"),
            ("Китаем", "Китай"),
            ("Республики", "Республика"),
            ("Организации", "Организация"),
            ("Объединенных", "Объединенные"),
        ] {
            assert_eq!(stem(word), stem(name), "{word}");
        }
        assert_eq!(stem("США"), "США");
        assert_eq!(stem("Чад"), "Чад");
    }

    #[test]
    fn cyrillic_is_told_from_latin() {
        assert!(is_cyrillic("Астана"));
        assert!(!is_cyrillic("Astana"));
        assert!(!is_cyrillic(""));
    }
}
