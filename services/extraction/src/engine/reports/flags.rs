//! The countries whose flags a text shows.

use super::scene::Scene;
use crate::knowledge::EntityKey;

/// The country of the flag that stands right before a title. Several are those of an occasion.
pub(super) fn country_of_flag(scene: &Scene<'_>, title: usize) -> Option<EntityKey> {
    let letters = flag_letters(scene.text.word(title.checked_sub(1)?));
    scene
        .knowledge
        .country(&letters)
        .filter(|_| letters.len() == 2)
}

/// The country of the first of the flags at a token.
pub(super) fn first_flag(scene: &Scene<'_>, at: usize) -> Option<EntityKey> {
    let letters = flag_letters(scene.text.word(at));
    scene.knowledge.country(letters.get(..2)?)
}

/// The letters that the flags of a mark are made of.
fn flag_letters(mark: &str) -> String {
    mark.chars()
        .filter_map(|letter| {
            let offset = u32::from(letter).checked_sub(FIRST_REGIONAL)?;
            let offset = u8::try_from(offset).ok().filter(|&offset| offset < 26)?;
            Some(char::from(b'A' + offset))
        })
        .collect()
}

/// The countries whose flags one mark of the text shows; several flags and emoji make one mark.
pub(super) fn flags(scene: &Scene<'_>, mark: usize) -> Vec<EntityKey> {
    let mut countries = Vec::new();
    let mut first = None;
    for letter in scene.text.word(mark).chars() {
        let offset = u32::from(letter)
            .checked_sub(FIRST_REGIONAL)
            .and_then(|offset| u8::try_from(offset).ok())
            .filter(|&offset| offset < 26);
        let Some(offset) = offset else {
            first = None;
            continue;
        };
        let letter = char::from(b'A' + offset);
        match first.take() {
            None => first = Some(letter),
            Some(one) => {
                let code: String = [one, letter].iter().collect();
                countries.extend(scene.knowledge.country(&code));
            }
        }
    }
    countries
}

/// The regional indicator of the letter A; two of them make a flag.
const FIRST_REGIONAL: u32 = 0x1_F1E6;
