//! A model folder in use: a text in, the names that the model sees out.

use std::path::Path;

use super::decode::{Answer, SeenName, answer, names};
use super::error::{ModelError, ModelErrorKind};
use super::folder::{Aggregation, CONFIG, Config, Folder, MAPPING, Mapping};
use super::labels::{Labels, Meaning, Position};
use super::network::Network;
use super::tokenise::{Pieces, Tokenised};
use super::windows::{Measure, seam, windows};
use crate::engine::labelling::Thresholds;
use crate::token::Piece;

/// A model that reads texts.
#[derive(Debug)]
pub(super) struct Reader {
    pieces: Pieces,
    network: Network,
    labels: Labels,
    aggregation: Aggregation,
    measure: Measure,
    thresholds: Thresholds,
    fingerprint: String,
}

/// Pieces in a window where nothing says how many the network takes: what the common networks
/// were trained with.
const USUAL_WINDOW: usize = 512;
/// A window must hold a few words beside each other.
const SMALLEST_WINDOW: usize = 8;

const DEFAULT_THRESHOLDS: Thresholds = Thresholds {
    fill: 0.5,
    overrule: 0.9,
};

impl Reader {
    /// Reads a model folder and runs its network once over the longest window, with the highest
    /// piece of the vocabulary, so that what does not fit together is found now and not in a text.
    ///
    /// # Errors
    /// A file is missing, too large, damaged, or does not fit the others.
    pub(super) fn open(path: &Path) -> Result<Self, ModelError> {
        let folder = Folder::read(path)?;
        let labels = Labels::new(path, &folder.config, &folder.mapping)?;
        let thresholds = thresholds(path, &folder.mapping)?;
        let pieces = Pieces::new(path, &folder.tokenizer)?;
        let padding = folder
            .config
            .pad_token_id
            .and_then(|id| i32::try_from(id).ok())
            .unwrap_or(0);
        let network = Network::new(path, folder.model, labels.tags.len(), padding)?;
        let window = window(
            path,
            &folder.config,
            &folder.mapping,
            network.fixed_length(),
        )?;
        let Some(room) = window
            .checked_sub(pieces.specials())
            .filter(|room| *room >= SMALLEST_WINDOW)
        else {
            return Err(ModelError::new(
                ModelErrorKind::Shape,
                &path.join(CONFIG),
                format!("a window of {window} pieces leaves no room for words"),
                "take a model with more positions",
            ));
        };
        let reader = Self {
            measure: Measure::new(room, folder.mapping.overlap),
            aggregation: folder.mapping.aggregation,
            fingerprint: folder.fingerprint,
            pieces,
            network,
            labels,
            thresholds,
        };
        reader.run(&vec![reader.pieces.highest; room])?;
        Ok(reader)
    }

    /// Hash of the files of the folder.
    pub(super) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(super) fn thresholds(&self) -> Thresholds {
        self.thresholds
    }

    pub(super) fn meaning(&self, name: &SeenName) -> Meaning {
        self.labels.meanings[name.kind]
    }

    /// The names that the model sees; `words` are those of the text.
    ///
    /// # Errors
    /// Tokeniser or network give up on the text.
    pub(super) fn read(&self, text: &str, words: &[Piece]) -> Result<Vec<SeenName>, ModelError> {
        let most = self.measure.most_of_word();
        let tokenised = self.pieces.tokenise(text, words, most)?;
        let opens = |at: usize| at == 0 || words[at - 1].end < words[at].start;
        let mut answers: Vec<Option<Answer>> = Vec::with_capacity(words.len());
        for window in windows(&tokenised.words, &opens, self.measure) {
            let seen = self.answers(&tokenised, window.clone())?;
            // `answers` reaches to the end of the window before.
            let shared = window.start..answers.len();
            let at = |found: &[Option<Answer>], word: usize| found.get(word).copied().flatten();
            let meeting = seam(shared, &|word| {
                self.continues(at(&answers, word)) || self.continues(at(&seen, word - window.start))
            });
            answers.truncate(meeting);
            answers.extend_from_slice(&seen[meeting - window.start..]);
        }
        Ok(names(&answers, &self.labels, words))
    }

    fn answers(
        &self,
        tokenised: &Tokenised,
        window: std::ops::Range<usize>,
    ) -> Result<Vec<Option<Answer>>, ModelError> {
        let words = &tokenised.words[window];
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            return Ok(Vec::new());
        };
        let start = first.start;
        if start == last.end {
            // Nothing of these words is in the vocabulary: there is nothing to ask.
            return Ok(vec![None; words.len()]);
        }
        let scores = self.run(&tokenised.ids[start..last.end])?;
        let labels = self.labels.tags.len();
        Ok(words
            .iter()
            .map(|pieces| {
                let rows = (pieces.start - start) * labels..(pieces.end - start) * labels;
                answer(&scores[rows], labels, self.aggregation)
            })
            .collect())
    }

    /// Scores of pieces, special ones put around them for the run.
    fn run(&self, ids: &[i32]) -> Result<Vec<f32>, ModelError> {
        let (before, after) = (&self.pieces.before, &self.pieces.after);
        let whole = [before.as_slice(), ids, after.as_slice()].concat();
        let mut scores = self.network.run(&whole)?;
        let labels = self.labels.tags.len();
        scores.truncate((before.len() + ids.len()) * labels);
        scores.drain(..before.len() * labels);
        Ok(scores)
    }

    /// Whether a word goes on with a name.
    fn continues(&self, answer: Option<Answer>) -> bool {
        let tag = answer.and_then(|answer| self.labels.tags[answer.label]);
        tag.is_some_and(|tag| !matches!(tag.position, Position::Begin | Position::Unit))
    }
}

/// The most pieces that network, description and mapping allow.
fn window(
    folder: &Path,
    config: &Config,
    mapping: &Mapping,
    fixed: Option<usize>,
) -> Result<usize, ModelError> {
    // Networks of this family number positions from 2 on.
    let reserved = match config.model_type.as_deref() {
        Some("roberta" | "xlm-roberta" | "camembert" | "xlm-roberta-xl") => 2,
        _ => 0,
    };
    let known = config
        .max_position_embeddings
        .map(|positions| positions.saturating_sub(reserved));
    let possible = [known, fixed].into_iter().flatten().min();
    let Some(wanted) = mapping.window else {
        return Ok(fixed.unwrap_or_else(|| possible.unwrap_or(USUAL_WINDOW).min(USUAL_WINDOW)));
    };
    let most = possible.unwrap_or(usize::MAX);
    if wanted > most {
        return Err(ModelError::new(
            ModelErrorKind::Malformed,
            &folder.join(MAPPING),
            format!("`window` is {wanted}, and the network takes {most} pieces"),
            format!("write at most {most}, or leave it out"),
        ));
    }
    Ok(wanted)
}

fn thresholds(folder: &Path, mapping: &Mapping) -> Result<Thresholds, ModelError> {
    let within = |name: &str, value: Option<f32>, default: f32| {
        let value = value.unwrap_or(default);
        if (0.0..=1.0).contains(&value) {
            return Ok(value);
        }
        Err(ModelError::new(
            ModelErrorKind::Malformed,
            &folder.join(MAPPING),
            format!("`{name}` is {value}"),
            "write a number from 0 to 1",
        ))
    };
    Ok(Thresholds {
        fill: within("fill", mapping.fill, DEFAULT_THRESHOLDS.fill)?,
        overrule: within("overrule", mapping.overrule, DEFAULT_THRESHOLDS.overrule)?,
    })
}
