//! gRPC without a network: the same bytes over a pipe in memory.

use hyper_util::rt::TokioIo;
use tokio::io::DuplexStream;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tonic::service::Routes;
use tonic::transport::{Channel, Endpoint, Server};
use tower::service_fn;

/// Bytes that one end may write before the other reads: small enough that back-pressure is real.
const PIPE_BYTES: usize = 64 << 10;

/// A client's channel to a server of `routes`, joined in memory. The server ends when the channel
/// and its clones are gone. Must be called within a Tokio runtime.
#[must_use]
pub fn duplex_channel(routes: Routes) -> Channel {
    let (connections, incoming) = mpsc::channel::<DuplexStream>(1);
    let incoming = ReceiverStream::new(incoming).map(Ok::<_, std::io::Error>);
    tokio::spawn(
        Server::builder()
            .add_routes(routes)
            .serve_with_incoming(incoming),
    );
    let connector = service_fn(move |_address| {
        let connections = connections.clone();
        async move {
            let (client, server) = tokio::io::duplex(PIPE_BYTES);
            connections
                .send(server)
                .await
                .map_err(std::io::Error::other)?;
            Ok::<_, std::io::Error>(TokioIo::new(client))
        }
    });
    Endpoint::from_static("http://in-memory.invalid").connect_with_connector_lazy(connector)
}

#[cfg(test)]
mod tests {
    use tonic_health::pb::HealthCheckRequest;
    use tonic_health::pb::health_client::HealthClient;

    use super::*;

    #[tokio::test]
    async fn calls_go_through_a_pipe() {
        let (_reporter, health) = tonic_health::server::health_reporter();
        let mut client = HealthClient::new(duplex_channel(Routes::new(health)));
        for _ in 0..2 {
            client
                .check(HealthCheckRequest::default())
                .await
                .expect("an answer");
        }
    }
}
