//! The model that the build carries.

use std::sync::{Arc, LazyLock};

use super::error::WeightsError;
use super::model::Model;

static BYTES: &[u8] = include_bytes!("../../model/occasions.bin");

/// The model of this build.
///
/// # Errors
/// If the file of the build is not a model of this version, whole and unchanged.
pub fn embedded() -> Result<Arc<Model>, WeightsError> {
    static MODEL: LazyLock<Result<Arc<Model>, WeightsError>> =
        LazyLock::new(|| Model::from_bytes(BYTES).map(Arc::new));
    MODEL.clone()
}
