//! Words that begin numbers and calendar expressions, looked up once per token, so that the layers
//! need not try every word of a text against every list.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::knowledge::trie::FastHash;

/// The word may begin a number or an ordinal in words.
pub(crate) const NUMBER: u8 = 1;
/// The word may begin a calendar expression or a duration.
pub(crate) const CALENDAR: u8 = 2;

/// The word names a kind of occasion.
pub(crate) const OCCASION: u8 = 4;

const OCCASION_WORDS: &str = "summit forum session debate conference congress assembly games \
    exhibition plenum symposium expo festival olympiad meeting round edition plenary convocation \
    dialogue seminar workshop operation table";

const NUMBER_WORDS: &str = "zero one two three four five six seven eight nine ten eleven twelve \
    thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty \
    seventy eighty ninety a half zeroth first second third fourth fifth sixth seventh eighth ninth \
    tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth \
    nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth";

const CALENDAR_WORDS: &str = "january february march april may june july august september october \
    november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday \
    thursday friday saturday sunday the a an one this last next past previous preceding current \
    coming following upcoming same end beginning start middle close turn early mid late every each \
    half many several recent few numerous some countless long subsequent couple number hundreds \
    thousands dozens decades centuries today tomorrow yesterday spring summer autumn fall winter \
    year week month q1 q2 q3 q4 h1 h2 rest remainder day final calendar mon tue tues wed thu thur \
    thurs fri sat sun weekend earlier later another all once ad ce twenties thirties forties \
    fifties sixties seventies eighties nineties fortnight fy years months days weeks per whole \
    entire financial fiscal tonight";

/// Longest word of the lists, in bytes.
const LONGEST: usize = 12;

/// What a word in any case may begin.
pub(crate) fn classes(word: &str) -> u8 {
    static CLASSES: LazyLock<HashMap<&'static str, u8, FastHash>> = LazyLock::new(|| {
        let mut classes = HashMap::default();
        let lists = [
            (NUMBER_WORDS, NUMBER),
            (CALENDAR_WORDS, CALENDAR),
            (OCCASION_WORDS, OCCASION),
        ];
        for (words, class) in lists {
            for word in words.split(' ') {
                *classes.entry(word).or_insert(0) |= class;
            }
        }
        // Numbers in words count days and years too.
        for word in NUMBER_WORDS.split(' ') {
            *classes.entry(word).or_insert(0) |= CALENDAR;
        }
        classes
    });
    if word.len() > LONGEST || !word.is_ascii() {
        return 0;
    }
    let mut lower = [0_u8; LONGEST];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower)
        .ok()
        .and_then(|word| CLASSES.get(word))
        .copied()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case() {
        assert_eq!(classes("Twenty"), NUMBER | CALENDAR);
        assert_eq!(classes("July"), CALENDAR);
        assert_eq!(classes("treaty"), 0);
        assert_eq!(classes("extraordinarily"), 0);
    }
}
