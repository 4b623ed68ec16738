//! Free ports on the loopback address.

use std::collections::HashSet;
use std::io;
use std::net::Ipv4Addr;
use std::sync::{LazyLock, Mutex, PoisonError};

use tokio::net::TcpListener;

/// Ports given away by this process: one that was closed again must not be given twice.
static GIVEN: LazyLock<Mutex<HashSet<u16>>> = LazyLock::new(Mutex::default);

/// A listener on a free port: the way to go whenever the server under test takes a listener.
///
/// # Errors
/// If the system has no port left.
pub async fn listener() -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
}

/// A port that was free a moment ago, for servers that insist on binding it themselves.
///
/// # Errors
/// If the system has no port left.
pub fn free_port() -> io::Result<u16> {
    loop {
        let port = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        if GIVEN
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(port)
        {
            return Ok(port);
        }
    }
}
