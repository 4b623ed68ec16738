//! A GET request over HTTP/1.1, no more.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(5);

/// An answer over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpAnswer {
    /// The status code.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// Asks `address` for `path`.
///
/// # Errors
/// If there is no answer within 5 s, or none in HTTP.
pub async fn http_get(address: SocketAddr, path: &str) -> anyhow::Result<HttpAnswer> {
    timeout(LIMIT, get(address, path))
        .await
        .context("no answer in time")?
}

async fn get(address: SocketAddr, path: &str) -> anyhow::Result<HttpAnswer> {
    let mut stream = TcpStream::connect(address).await?;
    // HTTP/1.0: the server neither cuts the body into chunks nor keeps the connection.
    let request = format!("GET {path} HTTP/1.0\r\nhost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .context("the answer has no header")?;
    let status = head
        .split(' ')
        .nth(1)
        .context("the answer has no status")?
        .parse()?;
    Ok(HttpAnswer {
        status,
        body: body.to_owned(),
    })
}
