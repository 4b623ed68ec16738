//! Planning: what each word of a question stands for in this archive, and which words decide.

use std::collections::BTreeSet;

use communique_model::{Notice, NoticeCode};

use super::limits::MAX_EXPANSIONS;
use super::parse::{ParsedText, Phrase, QueryWord};
use super::pattern::{Closeness, WordPattern};
use super::{Condition, limits};
use crate::index::{Expansion, IndexReader, IndexResult, Matching, Vocabulary, WordClause};

/// A last word of at most this many letters is looked up by a key of its own in the documents,
/// since it begins too many words to list them.
pub const PREFIX_KEY_POINTS: usize = 3;
/// Most words of a name that is looked for in a question.
const MAX_NAME_WORDS: usize = 8;
/// A name of one word this long or shorter counts only when typed in capitals: `WHO` is an
/// organisation and `IN` is India, `who` and `in` are not.
const SHORT_NAME_LETTERS: usize = 3;

/// A question planned against an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The words that decide, in the order of the question, each once.
    pub words: Vec<PlannedWord>,
    /// The phrases, which always decide.
    pub phrases: Vec<Phrase>,
    /// Names of entities of the archive that the question holds whole.
    pub names: Vec<PlannedName>,
    /// What its reader must know.
    pub notices: Vec<Notice>,
    /// Whether a word stands for more words than were taken, so that totals are lower bounds.
    pub cut: bool,
    condition: Condition,
}

/// A word that decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedWord {
    /// The word as typed.
    pub typed: String,
    /// What it stands for.
    pub pattern: WordPattern,
    /// The same as a backend looks it up.
    pub clause: WordClause,
}

/// A name of an entity inside a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedName {
    /// Its words, folded and joined by spaces.
    pub name: String,
    /// As typed.
    pub typed: String,
    /// The words, folded, that it is made of.
    pub terms: Vec<String>,
}

impl Plan {
    /// Looks the words of `parsed` up in the archive.
    ///
    /// # Errors
    /// Those of the reader.
    pub async fn make(
        parsed: ParsedText,
        condition: Condition,
        reader: &dyn IndexReader,
    ) -> IndexResult<Self> {
        let mut names = possible_names(&parsed.words);
        if !names.is_empty() {
            let asked = names.iter().map(|name| name.name.clone()).collect();
            let known = reader.names(asked).await?;
            names.retain(|name| known.contains(&name.name));
        }
        let mut plan = Self {
            words: Vec::new(),
            phrases: parsed.phrases,
            names,
            notices: Vec::new(),
            cut: false,
            condition,
        };
        plan.expand(&parsed.words, reader).await?;
        if parsed.nothing_searchable {
            plan.notices.push(Notice {
                code: NoticeCode::WordsDropped,
                message: "The text has no letter or digit, so nothing was searched for; these \
                          are all documents by date."
                    .to_owned(),
                words: Vec::new(),
            });
        }
        Ok(plan)
    }

    /// Whether the question has words or phrases.
    #[must_use]
    pub fn has_text(&self) -> bool {
        !self.words.is_empty() || !self.phrases.is_empty()
    }

    /// What must hold of a document: all words, all phrases, the filter.
    #[must_use]
    pub fn matching(&self) -> Matching {
        Matching {
            words: self.words.iter().map(|word| word.clause.clone()).collect(),
            phrases: self.phrases.iter().map(|p| p.terms.clone()).collect(),
            condition: self.condition.clone(),
        }
    }

    /// Drops words if no document of the archive has them all together with the phrases: words
    /// are put in order of the number of documents that have them, fewest first, those that none
    /// has last, and the longest beginning of that order which some document has is kept.
    ///
    /// The filter plays no part in it, so that a filter only ever narrows the answer. Nothing is
    /// dropped where no document has the phrases, or has any of the words. Says whether words
    /// were dropped.
    ///
    /// # Errors
    /// Those of the reader.
    pub async fn relax(&mut self, reader: &dyn IndexReader) -> IndexResult<bool> {
        let fewest = usize::from(self.phrases.is_empty());
        if self.words.len() <= fewest {
            return Ok(false);
        }
        let phrases_alone = self.unfiltered(&[]);
        let all: Vec<usize> = (0..self.words.len()).collect();
        let mut asked = vec![self.unfiltered(&all), phrases_alone];
        asked.extend(all.iter().map(|&word| Matching {
            phrases: Vec::new(),
            ..self.unfiltered(&[word])
        }));
        let counts: Vec<u64> = reader
            .counts(asked)
            .await?
            .into_iter()
            .map(|count| count.documents)
            .collect();
        let [together, phrases_alone, ref alone @ ..] = counts[..] else {
            return Ok(false);
        };
        let nothing_to_keep = self.phrases.is_empty() && alone.iter().all(|&count| count == 0);
        if together > 0 || phrases_alone == 0 || nothing_to_keep {
            return Ok(false);
        }
        let mut order = all;
        order.sort_by_key(|&word| (alone[word] == 0, alone[word], word));
        // The first `kept` match; the first `failing` do not.
        let (mut kept, mut failing) = (fewest, self.words.len());
        while failing - kept > 1 {
            let middle = kept + (failing - kept) / 2;
            let counts = reader
                .counts(vec![self.unfiltered(&order[..middle])])
                .await?;
            if counts.first().is_some_and(|count| count.documents > 0) {
                kept = middle;
            } else {
                failing = middle;
            }
        }
        self.keep(&order[..kept]);
        Ok(true)
    }

    /// What must hold for these words, without the filter.
    fn unfiltered(&self, words: &[usize]) -> Matching {
        Matching {
            words: words
                .iter()
                .map(|&word| self.words[word].clause.clone())
                .collect(),
            phrases: self.phrases.iter().map(|p| p.terms.clone()).collect(),
            condition: Condition::always(),
        }
    }

    fn keep(&mut self, kept: &[usize]) {
        let mut dropped = Vec::new();
        let mut number = 0;
        self.words.retain(|word| {
            let stays = kept.contains(&number);
            number += 1;
            if !stays {
                dropped.push(word.typed.clone());
            }
            stays
        });
        let listed: Vec<String> = dropped.iter().map(|word| format!("`{word}`")).collect();
        self.notices.push(Notice {
            code: NoticeCode::WordsDropped,
            message: format!(
                "No document has all words, so the rarest decided; dropped: {}.",
                listed.join(", ")
            ),
            words: dropped,
        });
    }

    async fn expand(&mut self, words: &[QueryWord], reader: &dyn IndexReader) -> IndexResult<()> {
        let last = words.last().map(|word| word.term.clone());
        let mut seen = BTreeSet::new();
        for word in words {
            if !seen.insert(&word.term) {
                continue;
            }
            let is_last = last.as_ref() == Some(&word.term);
            self.words.push(PlannedWord {
                typed: word.typed.clone(),
                pattern: WordPattern::new(&word.term, is_last),
                clause: WordClause::default(),
            });
        }
        let wide: Vec<WordPattern> = self
            .words
            .iter()
            .filter(|word| needs_vocabulary(&word.pattern))
            .map(|word| word.pattern.clone())
            .collect();
        let mut found = if wide.is_empty() {
            Vec::new()
        } else {
            reader.vocabulary(wide).await?
        }
        .into_iter();
        for word in &mut self.words {
            let vocabulary = if needs_vocabulary(&word.pattern) {
                found.next().unwrap_or_default()
            } else {
                Vocabulary {
                    terms: BTreeSet::new(),
                    complete: true,
                }
            };
            let (terms, complete) = expansions(&word.pattern, &vocabulary);
            let short_prefix = word.pattern.is_prefix() && word.pattern.len() <= PREFIX_KEY_POINTS;
            word.clause = WordClause {
                terms,
                prefix: short_prefix.then(|| word.pattern.term().to_owned()),
                names: self
                    .names
                    .iter()
                    .filter(|name| name.terms.iter().any(|term| term == word.pattern.term()))
                    .map(|name| name.name.clone())
                    .collect(),
            };
            if !complete {
                self.cut = true;
                self.notices.push(Notice {
                    code: NoticeCode::ExpansionsCut,
                    message: format!(
                        "`{}` begins or resembles more than {} words of the archive; only the \
                         nearest were searched for, so that totals are lower bounds. Type more \
                         letters.",
                        word.typed,
                        limits::MAX_EXPANSIONS
                    ),
                    words: vec![word.typed.clone()],
                });
            }
        }
        Ok(())
    }
}

/// Whether the dictionary has to be asked what the pattern stands for.
fn needs_vocabulary(pattern: &WordPattern) -> bool {
    pattern.typos() > 0 || (pattern.is_prefix() && pattern.len() > PREFIX_KEY_POINTS)
}

/// The words of `vocabulary` that the pattern stands for, nearest first, and the word itself.
/// `false` if some had to be left out.
fn expansions(pattern: &WordPattern, vocabulary: &Vocabulary) -> (Vec<Expansion>, bool) {
    let own = Expansion {
        term: pattern.term().to_owned(),
        closeness: Closeness::Exact,
    };
    let mut found: Vec<Expansion> = vocabulary
        .terms
        .iter()
        .filter_map(|term| {
            let closeness = pattern.closeness(term)?;
            Some(Expansion {
                term: term.clone(),
                closeness,
            })
        })
        .filter(|expansion| expansion.closeness != Closeness::Exact)
        .collect();
    found.sort_by(|one, other| {
        let by_nearness = |e: &Expansion| (e.closeness, e.term.chars().count());
        by_nearness(one)
            .cmp(&by_nearness(other))
            .then_with(|| one.term.cmp(&other.term))
    });
    let complete = vocabulary.complete && found.len() < MAX_EXPANSIONS;
    found.truncate(MAX_EXPANSIONS - 1);
    found.insert(0, own);
    (found, complete)
}

/// Every run of neighbouring words that might be the name of an entity.
fn possible_names(words: &[QueryWord]) -> Vec<PlannedName> {
    let mut names: Vec<PlannedName> = Vec::new();
    for start in 0..words.len() {
        for end in start + 1..=words.len().min(start + MAX_NAME_WORDS) {
            let run = &words[start..end];
            if run.iter().any(|word| word.stretch != run[0].stretch) {
                break;
            }
            let too_common = run.len() == 1
                && run[0].term.chars().count() <= SHORT_NAME_LETTERS
                && run[0].typed.chars().any(char::is_lowercase);
            let terms: Vec<String> = run.iter().map(|word| word.term.clone()).collect();
            if too_common || names.iter().any(|name| name.terms == terms) {
                continue;
            }
            let typed: Vec<&str> = run.iter().map(|word| word.typed.as_str()).collect();
            names.push(PlannedName {
                name: terms.join(" "),
                typed: typed.join(" "),
                terms,
            });
        }
    }
    names
}

#[cfg(test)]
impl Plan {
    /// The plan of a question in an archive that has just its words.
    pub(crate) fn of_text(text: &str) -> Self {
        let parsed = super::parse_text(text).expect("a short question");
        let last = parsed.words.last().map(|word| word.term.clone());
        let words = parsed.words.iter().map(|word| {
            let pattern = WordPattern::new(&word.term, last.as_ref() == Some(&word.term));
            PlannedWord {
                typed: word.typed.clone(),
                clause: WordClause::default(),
                pattern,
            }
        });
        Self {
            words: words.collect(),
            phrases: parsed.phrases,
            names: Vec::new(),
            notices: Vec::new(),
            cut: false,
            condition: Condition::always(),
        }
    }
}
