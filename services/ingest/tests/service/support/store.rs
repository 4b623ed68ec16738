//! A store that stops at a chosen operation, as the machine under a process that is killed.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

/// What happens when the count of writes has run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The write and all after it never come back and are not done.
    Hang,
    /// The write and all after it fail and are not done.
    Fail,
}

/// Lets a number of writes and deletions through, then stops.
#[derive(Debug)]
pub(crate) struct StoppingStore {
    inner: Arc<dyn ObjectStore>,
    left: AtomicI64,
    stop: Stop,
}

impl StoppingStore {
    pub(crate) fn hanging_after(inner: Arc<dyn ObjectStore>, writes: i64) -> Self {
        Self {
            inner,
            left: AtomicI64::new(writes),
            stop: Stop::Hang,
        }
    }

    pub(crate) fn failing_after(inner: Arc<dyn ObjectStore>, writes: i64) -> Self {
        Self {
            stop: Stop::Fail,
            ..Self::hanging_after(inner, writes)
        }
    }

    /// Lets everything through again.
    pub(crate) fn mend(&self) {
        self.left.store(i64::MAX, Ordering::SeqCst);
    }

    /// Whether it has stopped a write.
    pub(crate) fn stopped(&self) -> bool {
        self.left.load(Ordering::SeqCst) < 0
    }

    async fn pass(&self) -> Result<()> {
        if self.left.fetch_sub(1, Ordering::SeqCst) > 0 {
            return Ok(());
        }
        self.left.fetch_min(-1, Ordering::SeqCst);
        match self.stop {
            Stop::Hang => std::future::pending().await,
            Stop::Fail => Err(object_store::Error::Generic {
                store: "StoppingStore",
                source: "no space left on device".into(),
            }),
        }
    }
}

impl fmt::Display for StoppingStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "StoppingStore({})", self.inner)
    }
}

#[async_trait]
impl ObjectStore for StoppingStore {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        options: PutOptions,
    ) -> Result<PutResult> {
        self.pass().await?;
        self.inner.put_opts(location, payload, options).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.pass().await?;
        self.inner.put_multipart_opts(location, options).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(location, options).await
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        self.inner.get_ranges(location, ranges).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        let left = self.left.load(Ordering::SeqCst);
        self.left.fetch_sub(1, Ordering::SeqCst);
        if left > 0 {
            return self.inner.delete_stream(locations);
        }
        self.left.fetch_min(-1, Ordering::SeqCst);
        match self.stop {
            Stop::Hang => futures::stream::pending().boxed(),
            Stop::Fail => locations
                .and_then(|_| async {
                    Err(object_store::Error::Generic {
                        store: "StoppingStore",
                        source: "read-only file system".into(),
                    })
                })
                .boxed(),
        }
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}
