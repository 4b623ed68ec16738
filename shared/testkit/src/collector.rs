//! An OpenTelemetry collector that keeps what it is sent.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use tokio::task::JoinHandle;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Request, Response, Status};

use crate::listener;

/// A span that has ended and was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectedSpan {
    /// Its name.
    pub name: String,
    /// The trace that it belongs to, 32 hexadecimal digits.
    pub trace: String,
}

#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Vec<CollectedSpan>>>);

#[tonic::async_trait]
impl TraceService for Kept {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let resources = request.into_inner().resource_spans.into_iter();
        let scopes = resources.flat_map(|resource| resource.scope_spans);
        let spans = scopes
            .flat_map(|scope| scope.spans)
            .map(|span| CollectedSpan {
                name: span.name,
                trace: hexadecimal(&span.trace_id),
            });
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(spans);
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A collector of traces on a port of its own; it ends when dropped.
#[derive(Debug)]
pub struct TraceCollector {
    endpoint: String,
    kept: Kept,
    serving: JoinHandle<()>,
}

impl TraceCollector {
    /// Starts one.
    ///
    /// # Errors
    /// If the system has no port left.
    pub async fn start() -> io::Result<Self> {
        let socket = listener().await?;
        let endpoint = format!("http://{}", socket.local_addr()?);
        let kept = Kept::default();
        let server = tonic::transport::Server::builder()
            .add_service(TraceServiceServer::new(kept.clone()))
            .serve_with_incoming(TcpListenerStream::new(socket));
        let serving = tokio::spawn(async move {
            // Whoever waits for spans that do not come fails its test.
            let _ = server.await;
        });
        Ok(Self {
            endpoint,
            kept,
            serving,
        })
    }

    /// Where to send traces, for the setting `telemetry.otlp_endpoint`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// All spans sent so far.
    #[must_use]
    pub fn spans(&self) -> Vec<CollectedSpan> {
        let kept = self.kept.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }
}

impl Drop for TraceCollector {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
