//! The bearer token, asked of every call but health checks.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use subtle::ConstantTimeEq;

use super::{housekeeping, refuse};
use crate::config::Secret;
use communique_model::{ApiError, ErrorKind};

/// Lets calls with the token pass. Without a token set, all calls pass.
pub(super) async fn authenticate(
    State(token): State<Option<Secret>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(token) = token else {
        return next.run(request).await;
    };
    // Orchestrators and balancers ask for health without knowing tokens.
    if housekeeping::is_health(request.uri().path()) || is_valid(request.headers(), &token) {
        return next.run(request).await;
    }
    refuse(ApiError::new(
        ErrorKind::Unauthenticated,
        "TOKEN_REQUIRED",
        "this server asks for a valid token: send the header `authorization: Bearer <token>`",
    ))
}

fn is_valid(headers: &HeaderMap, token: &Secret) -> bool {
    let Some(value) = headers.get(AUTHORIZATION) else {
        return false;
    };
    let Some((scheme, given)) = value.as_bytes().split_at_checked("Bearer ".len()) else {
        return false;
    };
    // How long a wrong token takes must not tell how much of it was right. Its length may be told.
    scheme.eq_ignore_ascii_case(b"Bearer ") && bool::from(given.ct_eq(token.expose().as_bytes()))
}
