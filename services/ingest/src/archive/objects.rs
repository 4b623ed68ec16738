//! Names and envelope of the archive's objects.

use bytes::Bytes;
use communique_model::{AppearanceId, CaptureId, DocumentId, VersionId};
use object_store::path::Path;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::ArchiveError;

/// The layout that this program writes, and the newest that it reads.
pub const LAYOUT_VERSION: u32 = 1;

/// Largest chunk of raw bytes.
pub const MAX_CHUNK_BYTES: usize = 8 * 1024 * 1024;

/// Kinds of JSON object, as the envelope names them.
pub(super) mod kind {
    pub(crate) const ARCHIVE: &str = "archive";
    pub(crate) const CAPTURE: &str = "capture";
    pub(crate) const VERSION: &str = "version";
    pub(crate) const APPEARANCE: &str = "appearance";
    pub(crate) const TOMBSTONE: &str = "tombstone";
    pub(crate) const MARKER: &str = "marker";
    pub(crate) const REBUILD: &str = "rebuild";
}

#[derive(Serialize)]
struct SealedRef<'content, T> {
    layout: u32,
    kind: &'static str,
    content: &'content T,
}

#[derive(Deserialize)]
struct Sealed<T> {
    content: T,
}

/// What is read first, so that a newer layout is told from damage.
#[derive(Deserialize)]
struct Seal {
    layout: u32,
    kind: String,
}

/// The bytes of an object of this kind.
pub(super) fn seal<T: Serialize>(kind: &'static str, content: &T) -> Bytes {
    let sealed = SealedRef {
        layout: LAYOUT_VERSION,
        kind,
        content,
    };
    serde_json::to_vec(&sealed)
        .expect("plain data always serialises")
        .into()
}

/// Reads an object back, refusing newer layouts and objects of another kind.
pub(super) fn unseal<T: DeserializeOwned>(
    path: &Path,
    kind: &'static str,
    bytes: &[u8],
) -> Result<T, ArchiveError> {
    let seal: Seal =
        serde_json::from_slice(bytes).map_err(|error| ArchiveError::damaged(path, error))?;
    if seal.layout > LAYOUT_VERSION {
        return Err(ArchiveError::NewerLayout {
            path: path.to_string(),
            found: seal.layout,
            supported: LAYOUT_VERSION,
        });
    }
    if seal.kind != kind {
        let problem = format!("it holds a `{}` where a `{kind}` was expected", seal.kind);
        return Err(ArchiveError::damaged(path, problem));
    }
    let sealed: Sealed<T> =
        serde_json::from_slice(bytes).map_err(|error| ArchiveError::damaged(path, error))?;
    Ok(sealed.content)
}

pub(super) const DOCUMENTS: &str = "documents";
pub(super) const PENDING: &str = "pending";
pub(super) const REBUILDS: &str = "rebuilds";

pub(super) fn archive_path() -> Path {
    Path::from("layout.json")
}

pub(super) fn chunk_path(hash: &blake3::Hash) -> Path {
    let hex = hash.to_hex();
    Path::from(format!("chunks/{}/{hex}", &hex[..2]))
}

pub(super) fn manifest_path(capture: CaptureId) -> Path {
    Path::from(format!("captures/{capture}/manifest.json"))
}

pub(super) fn document_prefix(document: DocumentId) -> Path {
    Path::from(format!("{DOCUMENTS}/{document}"))
}

pub(super) fn version_path(document: DocumentId, version: VersionId) -> Path {
    Path::from(format!("{DOCUMENTS}/{document}/versions/{version}.json"))
}

pub(super) fn appearance_path(document: DocumentId, appearance: AppearanceId) -> Path {
    Path::from(format!(
        "{DOCUMENTS}/{document}/appearances/{appearance}.json"
    ))
}

pub(super) fn tombstone_path(document: DocumentId) -> Path {
    Path::from(format!("{DOCUMENTS}/{document}/tombstone.json"))
}

pub(super) fn pending_prefix(document: DocumentId) -> Path {
    Path::from(format!("{PENDING}/{document}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_layout_is_named_with_what_to_do() {
        let path = Path::from("documents/x/versions/y.json");
        let bytes = br#"{"layout": 2, "kind": "version", "renamed": {}}"#;
        let error = unseal::<serde_json::Value>(&path, kind::VERSION, bytes).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`documents/x/versions/y.json` has archive layout 2, and this program reads layouts \
             up to 1: install a newer version"
        );
    }

    #[test]
    fn damage_and_another_kind_are_told_apart() {
        let path = Path::from("documents/x/tombstone.json");
        let torn = unseal::<serde_json::Value>(&path, kind::TOMBSTONE, b"{\"layo").unwrap_err();
        assert!(matches!(torn, ArchiveError::Damaged { .. }));
        let bytes = seal(kind::MARKER, &serde_json::json!({}));
        let other = unseal::<serde_json::Value>(&path, kind::TOMBSTONE, &bytes).unwrap_err();
        assert!(other.to_string().contains("it holds a `marker`"));
    }
}
