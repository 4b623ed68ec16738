//! Persons named by a hashtag within a sentence: "Sergey #Lavrov met with". The tag stays a tag among the
//! mentions of a text; for what the text reports it is the person.

use communique_model::{EntityKind, Label};

use crate::engine::board::Candidate;
use crate::engine::rules::Findings;

/// The mentions of a text with persons in place of the tags that name them; none if there is no
/// such tag.
pub(super) fn as_persons(findings: &Findings<'_>) -> Option<Vec<Candidate>> {
    let names = |mention: &Candidate| names_person(findings, mention);
    if !findings.mentions.iter().any(names) {
        return None;
    }
    let mut mentions: Vec<Candidate> = Vec::with_capacity(findings.mentions.len());
    for mention in findings.mentions {
        if !names_person(findings, mention) {
            mentions.push(mention.clone());
            continue;
        }
        let mut person = mention.clone();
        person.label = Label::Person;
        person.entity = mention.parts.first().copied();
        person.parts.clear();
        let start = mention.tokens.start;
        let given = start.wrapping_sub(1);
        if findings.text.continues_line(start) && findings.text.is_capitalised(given) {
            let before = mentions
                .last()
                .map(|last| (last.label, last.tokens.clone()));
            match before {
                Some((Label::Person, tokens)) if tokens == (given..start) => {
                    mentions.pop();
                    person.tokens.start = given;
                }
                Some((_, tokens)) if tokens.contains(&given) => {}
                _ => person.tokens.start = given,
            }
        }
        mentions.push(person);
    }
    Some(mentions)
}

/// Whether a tag names one person and stands in a sentence, not on a line of tags.
fn names_person(findings: &Findings<'_>, mention: &Candidate) -> bool {
    let [one] = mention.parts.as_slice() else {
        return false;
    };
    let tag =
        mention.label == Label::Hashtag && findings.knowledge.get(*one).kind == EntityKind::Person;
    tag && {
        let text = findings.text;
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let beside =
            |at: usize| text.is_plain_word(at) || text.is_any(at, &[":", ",", ".", "’", "'"]);
        // "#RussiaKenya #Lavrov": the word before belongs to another tag.
        let before = text.continues_line(start)
            && text.is_plain_word(start.wrapping_sub(1))
            && !text.is(start.wrapping_sub(2), "#");
        let after = text.continues_line(end) && beside(end);
        before || after
    }
}
