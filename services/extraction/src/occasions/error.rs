//! Why bytes are no model.

/// Why bytes are no model of occasions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// The file does not begin as one, or was made for another version of this program.
    #[error("not a model of occasions of this version")]
    Version,
    /// The file is shorter or longer than it says.
    #[error("the model of occasions is {0} bytes long, which is not what its header says")]
    Length(usize),
    /// The bytes are not those that were written.
    #[error("the checksum of the model of occasions is wrong")]
    Checksum,
}
