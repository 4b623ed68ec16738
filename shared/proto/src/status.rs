//! Errors on the wire: the one table from [`ErrorKind`] to gRPC codes, and the `google.rpc`
//! details that carry reason, fields and retry times across.

use std::time::Duration;

use communique_model::{ApiError, ErrorKind, FieldViolation};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use crate::document::v1 as wire;

/// The `domain` of every `google.rpc.ErrorInfo` of ours.
const DOMAIN: &str = "communique";

fn code_of(kind: ErrorKind) -> Code {
    match kind {
        ErrorKind::InvalidArgument => Code::InvalidArgument,
        ErrorKind::NotFound => Code::NotFound,
        ErrorKind::FailedPrecondition => Code::FailedPrecondition,
        ErrorKind::ResourceExhausted => Code::ResourceExhausted,
        ErrorKind::Unavailable => Code::Unavailable,
        ErrorKind::DeadlineExceeded => Code::DeadlineExceeded,
        ErrorKind::Unauthenticated => Code::Unauthenticated,
        ErrorKind::Cancelled => Code::Cancelled,
        ErrorKind::Internal => Code::Internal,
    }
}

fn kind_of(code: Code) -> ErrorKind {
    match code {
        Code::InvalidArgument | Code::OutOfRange => ErrorKind::InvalidArgument,
        Code::NotFound => ErrorKind::NotFound,
        Code::FailedPrecondition | Code::Aborted | Code::AlreadyExists => {
            ErrorKind::FailedPrecondition
        }
        Code::ResourceExhausted => ErrorKind::ResourceExhausted,
        Code::Unavailable => ErrorKind::Unavailable,
        Code::DeadlineExceeded => ErrorKind::DeadlineExceeded,
        Code::Unauthenticated | Code::PermissionDenied => ErrorKind::Unauthenticated,
        Code::Cancelled => ErrorKind::Cancelled,
        Code::Ok | Code::Unknown | Code::Internal | Code::DataLoss | Code::Unimplemented => {
            ErrorKind::Internal
        }
    }
}

/// The HTTP status that says the same, for gateways
/// (<https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto>).
#[must_use]
pub fn http_status(kind: ErrorKind) -> u16 {
    match kind {
        ErrorKind::InvalidArgument | ErrorKind::FailedPrecondition => 400,
        ErrorKind::Unauthenticated => 401,
        ErrorKind::NotFound => 404,
        ErrorKind::ResourceExhausted => 429,
        ErrorKind::Cancelled => 499,
        ErrorKind::Internal => 500,
        ErrorKind::Unavailable => 503,
        ErrorKind::DeadlineExceeded => 504,
    }
}

/// The status that tells a caller of this error.
#[must_use]
pub fn status_from_error(error: ApiError) -> Status {
    let mut details = ErrorDetails::with_error_info(
        error.reason,
        DOMAIN,
        error
            .metadata
            .into_iter()
            .collect::<std::collections::HashMap<_, _>>(),
    );
    for violation in error.violations {
        details.add_bad_request_violation(violation.field, violation.description);
    }
    if let Some(retry_after) = error.retry_after {
        details.set_retry_info(Some(retry_after));
    }
    Status::with_error_details(code_of(error.kind), error.message, details)
}

/// The error that a status tells of, whoever sent it.
#[must_use]
pub fn error_from_status(status: &Status) -> ApiError {
    let kind = kind_of(status.code());
    let details = status.get_error_details();
    let reason = details.error_info().map_or_else(
        || format!("GRPC_{}", screaming(status.code())),
        |info| info.reason.clone(),
    );
    // A server that lacks the service says so by its code alone.
    let message = match (status.code(), status.message()) {
        (Code::Unimplemented, "") => {
            "this endpoint does not serve what was asked: give the endpoint of a server that has \
             this role"
        }
        (_, message) => message,
    };
    let mut error = ApiError::new(kind, &reason, message);
    if let Some(info) = details.error_info() {
        error.metadata = info.metadata.clone().into_iter().collect();
    }
    if let Some(request) = details.bad_request() {
        let violations = request
            .field_violations
            .iter()
            .map(|violation| FieldViolation {
                field: violation.field.clone(),
                description: violation.description.clone(),
            });
        error.violations = violations.collect();
    }
    error.retry_after = details.retry_info().and_then(|info| info.retry_delay);
    error
}

/// `FailedPrecondition` as `FAILED_PRECONDITION`.
fn screaming(code: Code) -> String {
    let mut name = String::new();
    for letter in format!("{code:?}").chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
    }
    name
}

/// The message that tells of an error inside a stream that goes on.
#[must_use]
pub fn item_error(error: ApiError) -> wire::ItemError {
    let violations = error
        .violations
        .into_iter()
        .map(|violation| wire::FieldViolation {
            field: violation.field,
            description: violation.description,
        });
    let retry_after = error.retry_after.map_or(0, |after| after.as_millis());
    wire::ItemError {
        code: code_of(error.kind) as i32,
        reason: error.reason,
        message: error.message,
        violations: violations.collect(),
        retry_after_millis: u64::try_from(retry_after).unwrap_or(u64::MAX),
        metadata: error.metadata,
    }
}

pub(crate) fn error_from_item(item: wire::ItemError) -> ApiError {
    let mut error = ApiError::new(kind_of(Code::from(item.code)), &item.reason, item.message);
    let violations = item.violations.into_iter().map(|violation| FieldViolation {
        field: violation.field,
        description: violation.description,
    });
    error.violations = violations.collect();
    error.retry_after =
        (item.retry_after_millis > 0).then(|| Duration::from_millis(item.retry_after_millis));
    error.metadata = item.metadata;
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(kind: ErrorKind) -> ApiError {
        let mut error = ApiError::new(kind, "INDEX_NOT_READY", "the index is empty");
        error.violations.push(FieldViolation {
            field: "filter.all.filters[1].date_range.from".to_owned(),
            description: "is no date".to_owned(),
        });
        error.retry_after = Some(Duration::from_millis(1_500));
        error.with("command", "communique reindex")
    }

    #[test]
    fn every_kind_survives_the_wire() {
        for kind in [
            ErrorKind::InvalidArgument,
            ErrorKind::NotFound,
            ErrorKind::FailedPrecondition,
            ErrorKind::ResourceExhausted,
            ErrorKind::Unavailable,
            ErrorKind::DeadlineExceeded,
            ErrorKind::Unauthenticated,
            ErrorKind::Cancelled,
            ErrorKind::Internal,
        ] {
            let error = sample(kind);
            assert_eq!(error_from_status(&status_from_error(error.clone())), error);
            assert_eq!(error_from_item(item_error(error.clone())), error);
            assert!((400..600).contains(&http_status(kind)));
        }
    }

    #[test]
    fn a_foreign_status_keeps_its_code_and_message() {
        let error = error_from_status(&Status::permission_denied("no"));
        assert_eq!(error.kind, ErrorKind::Unauthenticated);
        assert_eq!(error.reason, "GRPC_PERMISSION_DENIED");
        assert_eq!(error.message, "no");
    }

    #[test]
    fn a_service_that_is_not_at_the_endpoint_is_said_to_be_missing() {
        let error = error_from_status(&Status::unimplemented(""));
        assert_eq!(error.reason, "GRPC_UNIMPLEMENTED");
        assert!(
            error.message.contains("does not serve"),
            "{}",
            error.message
        );
    }
}
