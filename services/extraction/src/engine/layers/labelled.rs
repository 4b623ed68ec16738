//! Names that the sequence labeller sees, brought together with what the rules found.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use communique_model::Label;

use super::Layer;
use super::persons::may_be_name;
use crate::engine::board::{Board, Candidate, Rank};
use crate::engine::labelling::{LONGEST_FINDING, trimmed};
use crate::engine::resolve;
use crate::engine::text::Text;
use crate::knowledge::lexicon::{is_common, is_honorific};
use crate::labeller::{KINDS, Labelled, Model, Observed, label};

/// Proposes what the labeller sees.
pub(crate) struct FromLabeller {
    pub(crate) model: Arc<Model>,
    /// Whether the labeller's names are wanted whatever the rules found.
    pub(crate) alone: bool,
}

/// The name of the layer, by which its mentions are known.
pub(crate) const NAME: &str = "labeller";

impl Layer for FromLabeller {
    fn name(&self) -> &'static str {
        NAME
    }

    fn find(&self, board: &mut Board<'_>) {
        let kept = resolve::kept(board.candidates());
        let observed = Observed::new(board, &kept, self.model.classes());
        let talks = acronyms_of_talks(board.text);
        let found = label(&self.model, &observed)
            .into_iter()
            .filter(|name| !talks.contains(board.text.words(name.tokens.clone())));
        let mut proposals = Vec::new();
        for name in found {
            let Some(tokens) = trimmed(board.text, name.tokens.clone(), name.label) else {
                continue;
            };
            let tokens = whole_name(board.text, tokens, name.label);
            let label = ungoverned(board.text, &tokens, name.label);
            let name = Labelled {
                tokens,
                label,
                ..name
            };
            match self.verdict(board, &kept, &name) {
                Verdict::Drop => {}
                Verdict::Keep(withdrawn) => proposals.push((name, withdrawn)),
            }
        }
        let mut taken = taken(board, &kept, &proposals);
        let mut names: Vec<Labelled> = Vec::new();
        for (name, withdrawn) in proposals {
            for index in withdrawn {
                board.withdraw(index);
            }
            names.push(name);
        }
        one_label_per_name(board.text, &mut names);
        let again = again(
            board.text,
            &names,
            self.model.thresholds().overrule,
            &mut taken,
        );
        names.extend(again);
        for name in names {
            board.push(Candidate::new(name.tokens, name.label, Rank::Name, NAME));
        }
    }
}

/// A person's name with what hyphens join to its last word ("Kim Da-eun"), a town's without its
/// country.
fn whole_name(text: &Text<'_>, mut tokens: Range<usize>, label: Label) -> Range<usize> {
    // "Leuven, Belgium" are two places.
    if label == Label::Gpe
        && let Some(comma) = tokens.clone().find(|&at| text.is(at, ","))
    {
        return tokens.start..comma;
    }
    // "on the Middle East Issue Jane Doe"
    while label == Label::Person
        && tokens.len() > 2
        && is_common(text.word(tokens.start))
        && !may_be_name(text.word(tokens.start))
        && text.word(tokens.start).chars().count() > 1
    {
        tokens.start += 1;
    }
    while label == Label::Person
        && tokens.len() < LONGEST_FINDING
        && text.is_inner_hyphen(tokens.end)
        && text.is_plain_word(tokens.end + 1)
        && !text.is_capitalised(tokens.end + 1)
    {
        tokens.end += 2;
    }
    tokens
}

/// The tokens that findings of the rules or proposals cover.
fn taken(board: &Board<'_>, kept: &[usize], proposals: &[(Labelled, Vec<usize>)]) -> Vec<bool> {
    let mut taken = vec![false; board.text.len()];
    for &index in kept {
        taken[board.candidates()[index].tokens.clone()].fill(true);
    }
    for (name, _) in proposals {
        taken[name.tokens.clone()].fill(true);
    }
    taken
}

/// Gives all names of the same words the label that most of them have, weighted by confidence; the
/// last word of a person's name votes for a person wherever it stands alone.
fn one_label_per_name(text: &Text<'_>, names: &mut [Labelled]) {
    let mut votes: HashMap<&str, [f32; KINDS.len()]> = HashMap::new();
    let person = KINDS.iter().position(|kind| *kind == Label::Person);
    for name in names.iter() {
        if let Some(person) =
            person.filter(|_| name.label == Label::Person && name.tokens.len() > 1)
        {
            votes.entry(text.word(name.tokens.end - 1)).or_default()[person] += name.confidence;
        }
        if let Some(kind) = KINDS.iter().position(|kind| *kind == name.label) {
            votes.entry(text.words(name.tokens.clone())).or_default()[kind] += name.confidence;
        }
    }
    for name in names {
        let votes = votes[text.words(name.tokens.clone())];
        let mut best = 0;
        for kind in 1..KINDS.len() {
            if votes[kind] > votes[best] {
                best = kind;
            }
        }
        name.label = KINDS[best];
    }
}

/// Finds sure names again wherever nothing else was found, and persons by their surnames.
fn again(text: &Text<'_>, names: &[Labelled], sure: f32, taken: &mut [bool]) -> Vec<Labelled> {
    let mut by_word: HashMap<&str, Vec<Labelled>> = HashMap::new();
    for name in names.iter().filter(|name| name.confidence >= sure) {
        let mut remember = |tokens: Range<usize>| {
            let known = by_word.entry(text.word(tokens.start)).or_default();
            let words = text.words(tokens.clone());
            let same = |other: &Labelled| text.words(other.tokens.clone()) == words;
            if known.len() < MOST_OF_ONE_WORD && !known.iter().any(same) {
                known.push(Labelled {
                    tokens,
                    ..name.clone()
                });
            }
        };
        remember(name.tokens.clone());
        let last = name.tokens.end - 1;
        if name.label == Label::Person
            && name.tokens.len() > 1
            && !is_common(text.word(last))
            && text.word(last).chars().count() > 2
        {
            remember(last..name.tokens.end);
        }
    }
    for known in by_word.values_mut() {
        known.sort_by_key(|name| std::cmp::Reverse(name.tokens.len()));
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let known = by_word
            .get(text.word(at))
            .filter(|_| text.is_capitalised(at) && !taken[at]);
        let same = known.into_iter().flatten().find_map(|name| {
            let end = at + name.tokens.len();
            let free = end <= text.len()
                && !taken[at..end].contains(&true)
                && text.words(at..end) == text.words(name.tokens.clone());
            (free && stands_alone(text, at..end)).then(|| Labelled {
                tokens: at..end,
                ..name.clone()
            })
        });
        match same {
            Some(name) => {
                at = name.tokens.end;
                taken[name.tokens.clone()].fill(true);
                found.push(name);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether no capitalised word of the line stands right before or after.
fn stands_alone(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let before = tokens.start > 0
        && text.continues_line(tokens.start)
        && text.is_capitalised(tokens.start - 1)
        && !text.opens_sentence(tokens.start - 1);
    let after = text.continues_line(tokens.end) && text.is_capitalised(tokens.end);
    let hyphen = tokens.start > 0 && text.is_inner_hyphen(tokens.start - 1)
        || text.is_inner_hyphen(tokens.end);
    !before && !after && !hyphen
}

/// Most names that begin with one word and are looked for again.
const MOST_OF_ONE_WORD: usize = 16;

/// What becomes of a name that the labeller sees.
enum Verdict {
    Drop,
    /// It is proposed, and these findings of the rules are taken back.
    Keep(Vec<usize>),
}

impl FromLabeller {
    fn verdict(&self, board: &Board<'_>, kept: &[usize], name: &Labelled) -> Verdict {
        let thresholds = self.model.thresholds();
        let hopeless = is_no_name(board.text, &name.tokens, name.label);
        if name.confidence < thresholds.fill || hopeless {
            return Verdict::Drop;
        }
        if self.alone {
            return Verdict::Keep(Vec::new());
        }
        let mut withdrawn = Vec::new();
        // Kept findings are in the order of the text; those before cannot reach far.
        let first = kept.partition_point(|&index| {
            board.candidates()[index].tokens.start + LONGEST_FINDING < name.tokens.start
        });
        for &index in &kept[first..] {
            let finding = &board.candidates()[index];
            if finding.tokens.start >= name.tokens.end {
                break;
            }
            if finding.tokens.end <= name.tokens.start {
                continue;
            }
            if finding.label == Label::Office {
                let inside = finding.tokens.start <= name.tokens.start
                    && name.tokens.end <= finding.tokens.end
                    && finding.tokens != name.tokens;
                let nests = matches!(
                    name.label,
                    Label::Gpe | Label::Org | Label::Norp | Label::Loc
                );
                if inside && nests {
                    continue;
                }
                return Verdict::Drop;
            }
            let holds =
                name.tokens.start <= finding.tokens.start && finding.tokens.end <= name.tokens.end;
            let same = finding.tokens == name.tokens;
            let inside = is_part_of_body(board.text, finding, name);
            if inside || same && finding.label == name.label {
                return Verdict::Drop;
            }
            let weak = finding.rank == Rank::Shape
                || finding.rank == Rank::Name && finding.entity.is_none();
            let extends = holds && !same && may_extend(finding, name.label);
            if (weak || extends) && name.confidence >= thresholds.overrule {
                withdrawn.push(index);
            } else {
                return Verdict::Drop;
            }
        }
        Verdict::Keep(withdrawn)
    }
}

/// Whether what the labeller sees is a part of a body's name that the rules read whole: the "Joint
/// Commission" of a "Joint Commission on Trade", the town of an "Embassy in Accra".
fn is_part_of_body(text: &Text<'_>, finding: &Candidate, name: &Labelled) -> bool {
    let (whole, part) = (&finding.tokens, &name.tokens);
    let shorter = whole.start <= part.start && part.end <= whole.end && whole != part;
    // The rules read initials and joined names of persons to their ends.
    if finding.label == Label::Person && name.label == Label::Person {
        let initial = text.word(whole.start).chars().count() == 1;
        return shorter && (whole.start == part.start || initial);
    }
    if finding.label != Label::Org || !shorter {
        return false;
    }
    let joins = ["of", "on", "for", "in"];
    let before = part.start.saturating_sub(1);
    let before = if text.is(before, "the") {
        before.saturating_sub(1)
    } else {
        before
    };
    let after_join = part.start > whole.start && text.is_any(before, &joins);
    let before_join = part.end < whole.end && text.is_any(part.end, &joins);
    let joined = after_join || before_join;
    let place = matches!(name.label, Label::Gpe | Label::Loc | Label::Norp)
        && whole.clone().any(|at| text.is_any(at, &joins));
    name.label == Label::Org && joined || place
}

/// Rivers, seas and mountains go with the article where towns and countries that no list knows do
/// not: "the Drina" is no governed place.
fn ungoverned(text: &Text<'_>, tokens: &Range<usize>, label: Label) -> Label {
    let article = tokens.start > 0 && text.is_word(tokens.start - 1, "the");
    if label == Label::Gpe && article && tokens.len() == 1 {
        Label::Loc
    } else {
        label
    }
}

/// Whether a finding of the rules may be part of a longer name: the city of a university, the
/// person whom a foundation is named after. A person's name holds nothing else, and countries and
/// nationalities stand beside each other more often than in one.
fn may_extend(finding: &Candidate, label: Label) -> bool {
    // "1992 general election": the year belongs to the occasion.
    let year = label == Label::Event && finding.label == Label::Date;
    (finding.rank <= Rank::Name || year)
        && match label {
            Label::Org | Label::Event | Label::Fac => true,
            Label::Gpe | Label::Loc => {
                matches!(finding.label, Label::Gpe | Label::Loc | Label::Norp)
            }
            _ => false,
        }
}

/// Words that are written with a capital and are no name of this kind: documents, honours, and
/// common words by themselves.
fn is_no_name(text: &Text<'_>, tokens: &Range<usize>, label: Label) -> bool {
    let word = text.word(tokens.start);
    let conference = text.is(tokens.end - 1, "Conference")
        && text.is_any(tokens.end.saturating_sub(2), &["Video", "Press", "News"]);
    let document = label == Label::Org
        && (text.is_any(tokens.end - 1, &DOCUMENT_NOUNS) || conference || is_scheme(text, tokens));
    // "MEDIA ADVISORY: …": the kind of text, shouted.
    let shouted = label == Label::Person
        && text.opens_line(tokens.start)
        && text.is(tokens.end, ":")
        && tokens.clone().all(|at| text.is_all_capitals(at));
    // "Q. When will …", "A. He said …": the marks of questions and answers.
    let turn = label == Label::Person
        && text.line_start(tokens.start) == tokens.start
        && text.is_any(tokens.start, &["Q", "A"])
        && text.is(tokens.start + 1, ".")
        && !text.is(tokens.end, ":");
    let invoked = label == Label::Person && text.is_any(tokens.end - 1, &["Allah", "God"]);
    let headline = tokens
        .clone()
        .any(|at| super::phrase::is_headline_verb(text.word(at)));
    // The towns of a railway are named, not the line.
    let line =
        label == Label::Fac && text.is_any(tokens.end - 1, &["railway", "railroad", "pipeline"]);
    // "the One China principle", "the Rule of Law"
    let principle = label == Label::Org
        && (text.is_any(tokens.end, &["principle", "policy"]) && text.is(tokens.start, "One")
            || text.is(tokens.start, "Rule") && text.is(tokens.end - 1, "Law"));
    if shouted || invoked || headline || turn || line || principle {
        return true;
    }
    let of = tokens.start.saturating_sub(1);
    let of = if text.is(of, "the") {
        of.saturating_sub(1)
    } else {
        of
    };
    let honour =
        text.is(of, "of") && of > 0 && text.is_any(of - 1, &["Order", "Medal", "Hero", "Cross"]);
    if document || honour {
        return true;
    }
    tokens.len() == 1
        && (is_common(word)
            || label == Label::Org && word == "Presidency"
            || is_honorific(word)
            || label == Label::Person && super::offices::is_head(word))
}

/// Whether words are capitalised as an initiative or a road, or as its parties, and name no body:
/// "Belt and Road initiative", "ITEC programme", "North–South corridor", "Alliance Allies".
fn is_scheme(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let scheme = text.continues_line(tokens.end)
        && text.is_any(
            tokens.end,
            &[
                "initiative",
                "programme",
                "program",
                "corridor",
                "route",
                "road",
                "project",
                "scheme",
                "Consultations",
                "briefing",
                "Briefing",
            ],
        );
    let last = tokens.end - 1;
    let parties = text.is_any(
        last,
        &[
            "Allies",
            "Members",
            "Countries",
            "Partners",
            "Initiative",
            "Programme",
            "Program",
        ],
    );
    let heads = text.is_any(last, &["Government", "State"])
        && tokens
            .clone()
            .any(|at| text.is_any(at, &["Heads", "Kings", "Leaders"]));
    // "Foreign Ministers of X and Y": persons.
    let officials = tokens.clone().any(|at| {
        text.is_any(at, &["Ministers", "Presidents", "Ambassadors", "Leaders"])
            && text.is(at + 1, "of")
            && !text.is(at.saturating_sub(1), "of")
    });
    let heads = heads || officials;
    scheme || parties || heads
}

/// "Foreign Office Consultations (FOC)": what is short for talks.
fn acronyms_of_talks<'text>(text: &Text<'text>) -> HashSet<&'text str> {
    (1..text.len())
        .filter(|&at| text.is(at, "(") && text.is(at + 2, ")") && text.is_all_capitals(at + 1))
        .filter(|&at| {
            text.is_any(
                at - 1,
                &[
                    "Consultations",
                    "Dialogue",
                    "Talks",
                    "Initiative",
                    "Programme",
                    // "External Affairs Minister (EAM)": whoever holds the office.
                    "Minister",
                    "Secretary",
                    "Representative",
                ],
            )
        })
        .map(|at| text.word(at + 1))
        .collect()
}

/// Last words of names of documents and of talks, which are no bodies.
const DOCUMENT_NOUNS: [&str; 20] = [
    "Dialogue",
    "Consultations",
    "Talks",
    "Readout",
    "Treaty",
    "Agreement",
    "Charter",
    "Convention",
    "Declaration",
    "Resolution",
    "Protocol",
    "Pact",
    "Accord",
    "Accords",
    "Memorandum",
    "Constitution",
    "Act",
    "Statute",
    "Communiqué",
    "Manifesto",
];
