//! Hashes of words and features. They are part of the model's format: a model trained with other
//! hashes is of no use, which is why its header names this version of them.

/// Version of hashes and feature templates; a model of another version is refused.
pub(crate) const FEATURE_VERSION: u32 = 1;

const ODD_ONE: u64 = 0x9E37_79B9_7F4A_7C15;
const ODD_TWO: u64 = 0xD6E8_FEB8_6659_FD93;

/// Mixes a value into a hash.
pub(crate) const fn mix(hash: u64, value: u64) -> u64 {
    let mut mixed = (hash.rotate_left(23) ^ value).wrapping_mul(ODD_ONE);
    mixed ^= mixed >> 32;
    mixed
}

/// The hash of a feature: a template and what fills it.
pub(crate) const fn feature(template: u64, filling: u64) -> u64 {
    let mut mixed = (filling ^ template.wrapping_mul(ODD_ONE)).wrapping_mul(ODD_TWO);
    mixed ^= mixed >> 32;
    mixed = mixed.wrapping_mul(ODD_TWO);
    mixed ^ (mixed >> 29)
}

/// The hash of a sequence of characters.
pub(crate) fn letters(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(ODD_TWO, |hash, letter| mix(hash, letter as u64))
}

/// A word in lower case, as far as its first `LONGEST_WORD` characters.
pub fn lower(word: &str) -> u64 {
    if word.is_ascii() {
        let bytes = word.bytes().take(LONGEST_WORD);
        letters(bytes.map(|byte| char::from(byte.to_ascii_lowercase())))
    } else {
        letters(word.chars().take(LONGEST_WORD).map(simple_lower))
    }
}

/// The lower-case form of a character where it is one character, else the character itself.
pub(crate) fn simple_lower(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// Characters of a word that count.
pub(crate) const LONGEST_WORD: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_script_make_no_two_kinds_of_hash() {
        assert_eq!(lower("Tashkent"), lower("TASHKENT"));
        assert_eq!(lower("Ташкент"), lower("ташкент"));
        assert_ne!(lower("Tashkent"), lower("Tashkenx"));
    }

    #[test]
    fn templates_are_told_apart() {
        assert_ne!(feature(1, 7), feature(2, 7));
    }
}
