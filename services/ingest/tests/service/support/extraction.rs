//! Extraction that fails on demand.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use communique_model::api::{
    ApiResult, ApiStream, ExtractRequest, ExtractionApi, ExtractionDescription, StreamedExtraction,
};
use communique_model::{ApiError, ErrorKind, Extraction};
use futures::StreamExt;
use futures::stream::BoxStream;

/// Finds nothing in any text, reliably.
#[derive(Debug, Default)]
pub(crate) struct FakeExtraction {
    /// The error of every call, if set.
    failure: Mutex<Option<ApiError>>,
    /// Texts that contain this are refused with this error.
    poison: Mutex<Option<(String, ApiError)>>,
    pub(crate) calls: AtomicU32,
}

pub(crate) const ENGINE: &str = "fake-engine-1";

impl FakeExtraction {
    pub(crate) fn go_away(&self) {
        *self.failure.lock().unwrap() = Some(ApiError::new(
            ErrorKind::Unavailable,
            "EXTRACTION_AWAY",
            "away",
        ));
    }

    pub(crate) fn come_back(&self) {
        *self.failure.lock().unwrap() = None;
    }

    pub(crate) fn choke_on(&self, text: &str, kind: ErrorKind) {
        let error = ApiError::new(kind, "CHOKED", "cannot read this");
        *self.poison.lock().unwrap() = Some((text.to_owned(), error));
    }

    fn check(&self) -> ApiResult<()> {
        match &*self.failure.lock().unwrap() {
            Some(error) => Err(error.clone()),
            None => Ok(()),
        }
    }
}

#[async_trait]
impl ExtractionApi for FakeExtraction {
    async fn extract(&self, request: ExtractRequest) -> ApiResult<Extraction> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        self.check()?;
        if let Some((poison, error)) = &*self.poison.lock().unwrap()
            && request.text.contains(poison)
        {
            return Err(error.clone());
        }
        Ok(Extraction {
            engine: ENGINE.to_owned(),
            language: Some("en".to_owned()),
            ..Extraction::default()
        })
    }

    fn extract_stream(
        &self,
        _requests: BoxStream<'static, ExtractRequest>,
    ) -> ApiStream<StreamedExtraction> {
        futures::stream::empty().boxed()
    }

    async fn describe(&self) -> ApiResult<ExtractionDescription> {
        self.check()?;
        Ok(ExtractionDescription {
            engine: ENGINE.to_owned(),
            knowledge_version: "none".to_owned(),
            max_text_bytes: 1 << 20,
        })
    }
}
