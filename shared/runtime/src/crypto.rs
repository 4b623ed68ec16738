//! The one provider of cryptography.

/// Makes ring the provider of this process. Call it first in `main`: TLS for Redis, Meilisearch,
/// object stores and peers all ask for it. Later calls change nothing.
pub fn install_crypto_provider() {
    // An error only says that one is installed.
    let _already_installed = rustls::crypto::ring::default_provider().install_default();
}
