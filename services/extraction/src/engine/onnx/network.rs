//! The network of a model folder: pieces in, a score for each label out.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rten::{Dimension, Model, NodeId, RunOptions, ThreadPool, ValueView};

use super::error::{ModelError, ModelErrorKind, guarded};
use super::folder::MODEL;

/// A token classifier, ready to run.
#[derive(Debug)]
pub(super) struct Network {
    model: Model,
    file: PathBuf,
    inputs: Vec<(NodeId, Input)>,
    output: NodeId,
    labels: usize,
    /// The one length that the network takes, if it does not take any.
    fixed: Option<usize>,
    padding: i32,
    /// One thread each, as many as there were runs at the same time: a run is done by one thread,
    /// so that its sums are the same everywhere and the service alone decides how many run.
    idle: Mutex<Vec<Arc<ThreadPool>>>,
}

/// What an input of the network is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Input {
    /// Numbers of the pieces.
    Pieces,
    /// 1 for a piece, 0 for padding.
    Mask,
    /// All 0: one text.
    Types,
}

const OUTPUT: &str = "logits";

impl Network {
    /// Reads a network.
    ///
    /// # Errors
    /// It is damaged, or no token classifier with `labels` labels.
    pub(super) fn new(
        folder: &Path,
        content: Vec<u8>,
        labels: usize,
        padding: i32,
    ) -> Result<Self, ModelError> {
        let file = folder.join(MODEL);
        let damaged = |problem: String| {
            ModelError::new(
                ModelErrorKind::Malformed,
                &file,
                format!("it is not a network that can be run: {problem}"),
                "export the model again, as one file and with standard operators only",
            )
        };
        let model = guarded(|| Model::load(content))
            .map_err(&damaged)?
            .map_err(|error| damaged(error.to_string()))?;
        let inputs = inputs(&model, &file)?;
        let output = output(&model, &file)?;
        let fixed = fixed_length(&model, &inputs, &file)?;
        Ok(Self {
            model,
            file,
            inputs,
            output,
            labels,
            fixed,
            padding,
            idle: Mutex::default(),
        })
    }

    /// The one length that the network takes, if it does not take any.
    pub(super) fn fixed_length(&self) -> Option<usize> {
        self.fixed
    }

    /// Scores of all labels for each piece, one piece after the other.
    ///
    /// # Errors
    /// The run fails, or gives something else than scores for each piece and label.
    pub(super) fn run(&self, pieces: &[i32]) -> Result<Vec<f32>, ModelError> {
        let length = self.fixed.unwrap_or(pieces.len()).max(pieces.len());
        let filled = |with: i32, padding: i32| -> Vec<i32> {
            let mut values = vec![with; pieces.len()];
            values.resize(length, padding);
            values
        };
        let mut numbers = pieces.to_vec();
        numbers.resize(length, self.padding);
        let (mask, types) = (filled(1, 0), filled(0, 0));
        let shape = [1, length];
        let mut inputs = Vec::with_capacity(self.inputs.len());
        for &(node, input) in &self.inputs {
            let values = match input {
                Input::Pieces => &numbers,
                Input::Mask => &mask,
                Input::Types => &types,
            };
            let view = ValueView::from_shape(shape, values.as_slice())
                .map_err(|error| self.failed(&error.to_string()))?;
            inputs.push((node, view.into()));
        }
        let pool = self.take_thread();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&pool)));
        let outcome = guarded(|| self.model.run_n(inputs, [self.output], Some(options)));
        self.give_back(pool);
        let [output] = outcome
            .map_err(|panic| self.failed(&panic))?
            .map_err(|error| self.failed(&error.to_string()))?;
        let (shape, mut scores) = output
            .into_shape_vec::<f32, 3>()
            .map_err(|error| self.wrong_output(&error.to_string()))?;
        if shape != [1, length, self.labels] {
            let expected = format!(
                "its output has the shape {shape:?} for {length} pieces and {} labels in config.json",
                self.labels
            );
            return Err(self.wrong_output(&expected));
        }
        scores.truncate(pieces.len() * self.labels);
        if scores.iter().any(|score| !score.is_finite()) {
            return Err(self.failed("a score is not a number"));
        }
        Ok(scores)
    }

    fn take_thread(&self) -> Arc<ThreadPool> {
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        idle.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)))
    }

    fn give_back(&self, pool: Arc<ThreadPool>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(pool);
    }

    fn failed(&self, problem: &str) -> ModelError {
        ModelError::new(
            ModelErrorKind::Run,
            &self.file,
            format!("a run fails: {problem}"),
            "check that network and tokeniser belong together, or export the model again",
        )
    }

    fn wrong_output(&self, problem: &str) -> ModelError {
        ModelError::new(
            ModelErrorKind::Shape,
            &self.file,
            problem,
            "export a token classifier, with the config.json that belongs to it",
        )
    }
}

fn shape_error(file: &Path, problem: String) -> ModelError {
    let remedy = "export the model for token classification";
    ModelError::new(ModelErrorKind::Shape, file, problem, remedy)
}

fn inputs(model: &Model, file: &Path) -> Result<Vec<(NodeId, Input)>, ModelError> {
    let mut inputs = Vec::new();
    for &node in model.input_ids() {
        let name = model.node_info(node).and_then(|info| info.name());
        let input = match name.unwrap_or_default() {
            "input_ids" => Input::Pieces,
            "attention_mask" => Input::Mask,
            "token_type_ids" => Input::Types,
            other => {
                let problem = format!(
                    "it asks for the input `{other}`; known are input_ids, attention_mask and \
                     token_type_ids"
                );
                return Err(shape_error(file, problem));
            }
        };
        inputs.push((node, input));
    }
    if !inputs.iter().any(|(_, input)| *input == Input::Pieces) {
        return Err(shape_error(file, "it has no input `input_ids`".to_owned()));
    }
    Ok(inputs)
}

/// The output `logits`, or the only one there is.
fn output(model: &Model, file: &Path) -> Result<NodeId, ModelError> {
    let outputs = model.output_ids();
    let name = |node: &NodeId| model.node_info(*node).and_then(|info| info.name());
    let named = outputs.iter().find(|node| name(node) == Some(OUTPUT));
    match (named, outputs) {
        (Some(&node), _) => Ok(node),
        (None, &[only]) => Ok(only),
        _ => {
            let names: Vec<&str> = outputs.iter().filter_map(name).collect();
            let problem = format!(
                "it has no output `{OUTPUT}` but {}",
                if names.is_empty() {
                    "none".to_owned()
                } else {
                    names.join(", ")
                }
            );
            Err(shape_error(file, problem))
        }
    }
}

fn fixed_length(
    model: &Model,
    inputs: &[(NodeId, Input)],
    file: &Path,
) -> Result<Option<usize>, ModelError> {
    let mut fixed = None;
    for (node, _) in inputs {
        let Some(shape) = model.node_info(*node).and_then(|info| info.shape()) else {
            continue;
        };
        let [batch, length] = shape.as_slice() else {
            let problem = format!("an input has {} dimensions, not 2", shape.len());
            return Err(shape_error(file, problem));
        };
        if let Dimension::Fixed(texts) = batch
            && *texts != 1
        {
            let problem = format!("it takes exactly {texts} texts at once");
            return Err(shape_error(file, problem));
        }
        if let Dimension::Fixed(length) = length {
            fixed = Some(fixed.map_or(*length, |known: usize| known.min(*length)));
        }
    }
    Ok(fixed)
}
