//! Several documents that one sentence says were adopted: "adopted the Declaration, a communiqué and
//! a resolution on trade" is one statement for each.

use std::ops::Range;

use communique_model::Label;

use super::adoptions::{adopts, document_at};
use super::frame::Draft;
use super::scene::Scene;

/// Nouns of documents that stand for themselves in a list.
const ALONE: &[&str] = &[
    "statement",
    "declaration",
    "resolution",
    "communiqué",
    "communique",
    "appeal",
    "plan",
    "concept",
    "programme",
    "roadmap",
    "initiative",
];

/// How far behind its article the noun of a document stands, in tokens.
const NOUN: usize = 6;

/// Most documents of one sentence.
const MOST: usize = 8;

/// What a verb says was adopted, one draft for each document.
pub(super) fn adopted(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Draft> {
    let Some(first) = adopts(scene, verb, sentence) else {
        return Vec::new();
    };
    let text = scene.text;
    let adopting = text.is_any_word(
        verb,
        &["adopted", "adopts", "adopt", "approved", "endorsed"],
    );
    let passive = text.is_any_word(verb.wrapping_sub(1), &["was", "were", "been", "be"]);
    let mut drafts = vec![first];
    if !adopting {
        return drafts;
    }
    let further = if passive {
        before(scene, verb, sentence)
    } else {
        let first = (verb + 1..sentence.end).find(|&at| document_at(scene, at).is_some());
        let past = first.map_or(sentence.end, |at| {
            scene.at(at).map_or(at + 1, |law| law.tokens.end)
        });
        after(scene, past, sentence.end)
    };
    for tokens in further {
        let own = passive && tokens.contains(&drafts[0].tokens.start);
        if drafts.len() < MOST && !own {
            let mut draft = drafts[0].clone();
            draft.tokens = tokens;
            drafts.push(draft);
        }
    }
    drafts
}

/// "and a statement on", ", the Final Communiqué": documents of the list that goes on behind one.
fn after(scene: &Scene<'_>, from: usize, end: usize) -> Vec<Range<usize>> {
    let text = scene.text;
    let mut found = Vec::new();
    let mut at = from;
    while at < end && !text.is_any(at, &[";", ".", ":"]) {
        let joint = text.is_any(at, &[",", "and"]) && text.is_any_word(at + 1, &["a", "an", "the"]);
        if scene.goes_on_to_do(at) || text.is_any_word(at, &["which", "who", "that"]) {
            break;
        }
        if joint && let Some(tokens) = document(scene, at + 2, end) {
            at = tokens.end;
            found.push(tokens);
            continue;
        }
        at += 1;
    }
    found
}

/// A document whose words begin at a token: a named one, or a noun that stands for itself.
fn document(scene: &Scene<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let text = scene.text;
    for at in from..end.min(from + NOUN) {
        match (scene.at(at), document_at(scene, at)) {
            (Some(law), Some(_)) => return Some(law.tokens.clone()),
            (Some(_), None) => return None,
            (None, Some(_)) if text.is_any_word(at, ALONE) => return Some(from..at + 1),
            _ if text.is_any(at, &[",", "of", "on", "for", "to", "and"]) => return None,
            _ => {}
        }
    }
    None
}

/// "The A Declaration and the B Plan were adopted": the named documents before the last one.
fn before(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let text = scene.text;
    let laws: Vec<_> = scene
        .inside(sentence.start..verb)
        .filter(|mention| mention.label == Label::Law)
        .collect();
    let joined = |end: usize, start: usize| {
        end < start
            && start < end + 4
            && (end..start).any(|at| text.is_any(at, &[",", "and"]))
            && (end..start).all(|at| text.is_any(at, &[",", "and", "the", "a", "The"]))
    };
    laws.windows(2)
        .filter(|pair| joined(pair[0].tokens.end, pair[1].tokens.start))
        .flat_map(|pair| [pair[0].tokens.clone(), pair[1].tokens.clone()])
        .collect()
}
