//! The model that the build carries.

use std::sync::{Arc, LazyLock};

use super::model::{Model, ModelError};

static BYTES: &[u8] = include_bytes!("../../model/labeller.bin");

/// The model of this build.
///
/// # Errors
/// If the file of the build is not a model of this version, whole and unchanged.
pub fn embedded() -> Result<Arc<Model>, ModelError> {
    static MODEL: LazyLock<Result<Arc<Model>, ModelError>> =
        LazyLock::new(|| Model::from_bytes(BYTES).map(Arc::new));
    MODEL.clone()
}
