//! Raw captures: chunks named by their hash, and a manifest.

use bytes::{Bytes, BytesMut};
use communique_model::CaptureId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::objects::{MAX_CHUNK_BYTES, chunk_path, kind, manifest_path, seal};
use super::{Archive, ArchiveError, Written};

/// One capture as it came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureManifest {
    /// The capture.
    pub capture: CaptureId,
    /// Name given to it by who handed it in first, for people.
    #[serde(default)]
    pub name: String,
    /// Source given to it by who handed it in first; empty if none.
    #[serde(default)]
    pub source: String,
    /// When it was first received.
    pub received_at: Timestamp,
    /// Its length in bytes.
    pub size: u64,
    /// BLAKE3 of all its bytes, in hexadecimal.
    pub hash: String,
    /// Its chunks in order; a chunk may occur more than once.
    pub chunks: Vec<ChunkReference>,
}

/// One chunk of a capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkReference {
    /// BLAKE3 of its bytes, in hexadecimal: its name.
    pub hash: String,
    /// Its length in bytes.
    pub size: u64,
}

/// Where the bytes of an archived capture are.
#[derive(Clone, Debug)]
pub struct ArchivedCapture {
    /// What is known of the capture.
    pub manifest: CaptureManifest,
    /// The bytes, where they fit one chunk and so are still at hand.
    pub bytes: Option<Bytes>,
}

/// Archives a capture while it arrives, holding one chunk at a time.
#[derive(Debug)]
pub struct CaptureWriter {
    archive: Archive,
    chunk_bytes: usize,
    buffer: BytesMut,
    hasher: blake3::Hasher,
    size: u64,
    chunks: Vec<ChunkReference>,
    last: Option<Bytes>,
}

impl CaptureWriter {
    /// Takes bytes, writing every chunk that they fill.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub async fn write(&mut self, mut bytes: Bytes) -> Result<(), ArchiveError> {
        while !bytes.is_empty() {
            let room = self.chunk_bytes - self.buffer.len();
            let part = bytes.split_to(room.min(bytes.len()));
            self.size += part.len() as u64;
            self.buffer.extend_from_slice(&part);
            if self.buffer.len() == self.chunk_bytes {
                self.write_chunk().await?;
            }
        }
        Ok(())
    }

    /// Bytes taken so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Writes the last chunk and the manifest: from here on the capture is archived. If these bytes
    /// were archived before, the manifest of then stands.
    ///
    /// # Errors
    /// If the archive cannot be written.
    pub async fn finish(
        mut self,
        name: &str,
        source: &str,
        received_at: Timestamp,
    ) -> Result<ArchivedCapture, ArchiveError> {
        if !self.buffer.is_empty() {
            self.write_chunk().await?;
        }
        let hash = self.hasher.finalize();
        let manifest = CaptureManifest {
            capture: CaptureId::from_hash(&hash),
            name: name.to_owned(),
            source: source.to_owned(),
            received_at,
            size: self.size,
            hash: hash.to_hex().to_string(),
            chunks: self.chunks,
        };
        let path = manifest_path(manifest.capture);
        let sealed = seal(kind::CAPTURE, &manifest);
        let manifest = match self.archive.create(&path, sealed).await? {
            Written::Created => manifest,
            Written::Existed => {
                let kept = self.archive.manifest(manifest.capture).await?;
                kept.unwrap_or(manifest)
            }
        };
        let whole = |last: &Bytes| last.len() as u64 == manifest.size;
        let bytes = match manifest.size {
            0 => Some(Bytes::new()),
            _ => self.last.filter(whole),
        };
        Ok(ArchivedCapture { manifest, bytes })
    }

    async fn write_chunk(&mut self) -> Result<(), ArchiveError> {
        let chunk = self.buffer.split().freeze();
        let mut hasher = std::mem::take(&mut self.hasher);
        let hashed = chunk.clone();
        // Hashing megabytes would hold up the reactor.
        let (hasher, hash) = tokio::task::spawn_blocking(move || {
            hasher.update(&hashed);
            (hasher, blake3::hash(&hashed))
        })
        .await?;
        self.hasher = hasher;
        self.archive
            .create(&chunk_path(&hash), chunk.clone())
            .await?;
        self.chunks.push(ChunkReference {
            hash: hash.to_hex().to_string(),
            size: chunk.len() as u64,
        });
        self.last = Some(chunk);
        Ok(())
    }
}

impl Archive {
    /// Starts to archive a capture in chunks of `chunk_bytes`, which is brought into
    /// 1..=[`MAX_CHUNK_BYTES`].
    #[must_use]
    pub fn write_capture(&self, chunk_bytes: usize) -> CaptureWriter {
        CaptureWriter {
            archive: self.clone(),
            chunk_bytes: chunk_bytes.clamp(1, MAX_CHUNK_BYTES),
            buffer: BytesMut::new(),
            hasher: blake3::Hasher::new(),
            size: 0,
            chunks: Vec::new(),
            last: None,
        }
    }

    /// What is known of a capture; `None` if it is not there.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub async fn manifest(
        &self,
        capture: CaptureId,
    ) -> Result<Option<CaptureManifest>, ArchiveError> {
        self.read(&manifest_path(capture), kind::CAPTURE).await
    }

    /// The bytes of an archived capture, each chunk checked against its hash.
    ///
    /// # Errors
    /// If a chunk is missing or damaged, or the archive cannot be read.
    pub async fn read_capture(&self, capture: &ArchivedCapture) -> Result<Bytes, ArchiveError> {
        if let Some(bytes) = &capture.bytes {
            return Ok(bytes.clone());
        }
        let manifest = &capture.manifest;
        let mut bytes = BytesMut::new();
        for chunk in &manifest.chunks {
            let found = self.read_chunk(manifest.capture, chunk).await?;
            bytes.extend_from_slice(&found);
        }
        Ok(bytes.freeze())
    }

    async fn read_chunk(
        &self,
        capture: CaptureId,
        chunk: &ChunkReference,
    ) -> Result<Bytes, ArchiveError> {
        let hash = blake3::Hash::from_hex(&chunk.hash)
            .map_err(|error| ArchiveError::damaged(manifest_path(capture), error))?;
        let path = chunk_path(&hash);
        let bytes = self
            .read_bytes(&path)
            .await?
            .ok_or_else(|| ArchiveError::damaged(&path, "it is missing"))?;
        let hashed = bytes.clone();
        let found = tokio::task::spawn_blocking(move || blake3::hash(&hashed)).await?;
        if found != hash {
            return Err(ArchiveError::damaged(
                &path,
                "its bytes do not have the hash that names it",
            ));
        }
        Ok(bytes)
    }
}
