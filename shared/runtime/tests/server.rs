//! What stands around every call.
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::time::Duration;

use communique_runtime::lifecycle::Readiness;
use communique_runtime::metrics::install_metrics;
use communique_runtime::rpc::{PeerOptions, connect};
use communique_testkit::{http_get, listener, wait_until, wait_until_async};
use support::{LIMIT, Running, SERVICE, call, call_with, count, plain_channel, stream, with_token};
use tonic::{Code, Request};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;
use tonic_types::StatusExt;

fn with_authorization(value: &str) -> Request<String> {
    let mut request = Request::new(String::new());
    request
        .metadata_mut()
        .insert("authorization", value.parse().unwrap());
    request
}

#[tokio::test]
async fn calls_without_the_token_are_refused() {
    let server = Running::start("one", with_token("right-token")).await;
    let channel = plain_channel(server.address);

    let status = call(channel.clone(), "Name", "").await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);
    let details = status.get_error_details();
    assert_eq!(details.error_info().unwrap().reason, "TOKEN_REQUIRED");
    let wrong = [
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer right-toke",
        "Bearer right-token1",
        "Basic right-token",
        "right-token",
        "",
    ];
    for wrong in wrong {
        let status = call_with(channel.clone(), "Name", with_authorization(wrong)).await;
        assert_eq!(
            status.unwrap_err().code(),
            Code::Unauthenticated,
            "{wrong:?}"
        );
    }
    assert_eq!(server.calls(), 0, "no call reached the service");

    for right in ["Bearer right-token", "bearer right-token"] {
        let name = call_with(channel.clone(), "Name", with_authorization(right)).await;
        assert_eq!(name.unwrap().into_inner(), "one");
    }
}

#[tokio::test]
async fn health_needs_no_token_and_reflection_does() {
    let server = Running::start("one", with_token("right-token")).await;
    let channel = plain_channel(server.address);
    for service in ["", SERVICE] {
        let request = HealthCheckRequest {
            service: service.to_owned(),
        };
        let health = HealthClient::new(channel.clone())
            .check(request)
            .await
            .unwrap();
        assert_eq!(
            health.into_inner().status(),
            ServingStatus::Serving,
            "{service:?}"
        );
    }
    let requests = tokio_stream::iter([ServerReflectionRequest::default()]);
    let refused = ServerReflectionClient::new(channel)
        .server_reflection_info(requests)
        .await;
    assert_eq!(refused.unwrap_err().code(), Code::Unauthenticated);
}

#[tokio::test]
async fn reflection_names_the_services() {
    let server = Running::start("one", |_| {}).await;
    let request = ServerReflectionRequest {
        message_request: Some(MessageRequest::ListServices(String::new())),
        ..ServerReflectionRequest::default()
    };
    let mut client = ServerReflectionClient::new(plain_channel(server.address));
    let answers = client
        .server_reflection_info(tokio_stream::iter([request]))
        .await
        .unwrap();
    let answer = answers.into_inner().message().await.unwrap().unwrap();
    let Some(MessageResponse::ListServicesResponse(list)) = answer.message_response else {
        panic!("a list: {answer:?}");
    };
    let names: Vec<_> = list
        .service
        .iter()
        .map(|service| service.name.as_str())
        .collect();
    assert!(
        names.contains(&SERVICE) && names.contains(&"grpc.health.v1.Health"),
        "{names:?}"
    );
}

#[tokio::test]
async fn calls_beyond_the_limit_are_refused_until_one_ends() {
    let server = Running::start("one", |settings| {
        settings.server.max_concurrent_requests = 1
    })
    .await;
    let channel = plain_channel(server.address);
    let waiting = tokio::spawn(call(channel.clone(), "Wait", ""));
    wait_until("the first call is under way", LIMIT, || server.calls() == 1)
        .await
        .unwrap();

    let status = call(channel.clone(), "Name", "").await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    let details = status.get_error_details();
    assert_eq!(details.error_info().unwrap().reason, "TOO_MANY_CALLS");
    assert!(details.retry_info().unwrap().retry_delay.is_some());
    // Whoever probes the server must not take a busy one for a dead one.
    HealthClient::new(channel.clone())
        .check(HealthCheckRequest::default())
        .await
        .unwrap();

    server.open();
    waiting.await.unwrap().unwrap();
    wait_until_async("there is place again", LIMIT, || async {
        call(channel.clone(), "Name", "").await.is_ok()
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_stream_takes_its_place_to_its_end() {
    let server = Running::start("one", |settings| {
        settings.server.max_concurrent_requests = 1
    })
    .await;
    let peer = connect(&[server.endpoint()], PeerOptions::new("test", None)).unwrap();
    let mut numbers = count(peer.clone()).await.unwrap();
    assert_eq!(numbers.message().await.unwrap().as_deref(), Some("0"));
    let status = call(peer.clone(), "Name", "").await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    drop(numbers);
    wait_until_async("there is place again", LIMIT, || async {
        call(peer.clone(), "Name", "").await.is_ok()
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_panic_fails_its_call_and_nothing_else() {
    let server = Running::start("one", |_| {}).await;
    let channel = plain_channel(server.address);
    let status = call(channel.clone(), "Panic", "").await.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(!status.message().contains("asked to"), "{status}");
    assert_eq!(call(channel, "Name", "").await.unwrap(), "one");
}

#[tokio::test]
async fn a_panic_within_a_stream_leaves_the_connection_whole() {
    let server = Running::start("one", |_| {}).await;
    let peer = connect(&[server.endpoint()], PeerOptions::new("test", None)).unwrap();
    let mut other = count(peer.clone()).await.unwrap();
    other.message().await.unwrap().unwrap();
    let mut burst = stream(peer, "Burst").await.unwrap();
    let status = loop {
        match burst.message().await {
            Ok(Some(_number)) => {}
            Ok(None) => panic!("a stream that panicked does not end well"),
            Err(status) => break status,
        }
    };
    assert!(!status.message().contains("asked to"), "{status}");
    for _ in 0..20 {
        other.message().await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn every_call_has_an_id() {
    let server = Running::start("one", |_| {}).await;
    let channel = plain_channel(server.address);
    let id_of = |given: Option<&'static str>| {
        let channel = channel.clone();
        async move {
            let mut request = Request::new("x-request-id".to_owned());
            if let Some(given) = given {
                request
                    .metadata_mut()
                    .insert("x-request-id", given.parse().unwrap());
            }
            let answer = call_with(channel, "Header", request).await.unwrap();
            let sent_back = answer
                .metadata()
                .get("x-request-id")
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            assert_eq!(
                answer.into_inner(),
                sent_back,
                "service and caller see the same"
            );
            sent_back
        }
    };
    assert_eq!(id_of(Some("import-7.part_2")).await, "import-7.part_2");
    let made = id_of(None).await;
    assert_eq!(made.len(), 32);
    assert_ne!(made, id_of(None).await);
    // What could forge log lines or fill them is not taken over.
    assert_eq!(id_of(Some("a b\tc")).await.len(), 32);
    const LONG: &str = "0123456789012345678901234567890123456789012345678901234567890123456789";
    assert_eq!(id_of(Some(LONG)).await.len(), 32);
}

#[tokio::test]
async fn calls_are_counted_by_method_and_code_of_a_closed_set() {
    let server = Running::start("one", with_token("t")).await;
    let channel = plain_channel(server.address);
    call_with(channel.clone(), "Name", with_authorization("Bearer t"))
        .await
        .unwrap();
    call(channel.clone(), "Name", "").await.unwrap_err();
    for invented in ["InventedOne", "InventedTwo"] {
        let status = call_with(channel.clone(), invented, with_authorization("Bearer t")).await;
        assert_eq!(status.unwrap_err().code(), Code::Unimplemented);
    }
    let name = format!("{SERVICE}/Name");
    let expected = [
        (name.as_str(), "OK"),
        (name.as_str(), "UNAUTHENTICATED"),
        ("unknown", "UNIMPLEMENTED"),
    ]
    .map(|(method, code)| {
        format!("communique_rpc_server_requests_total{{method=\"{method}\",code=\"{code}\"}}")
    });
    wait_until_async("all is counted", LIMIT, || async {
        let metrics = http_get(server.admin, "/metrics").await.unwrap().body;
        expected.iter().all(|line| metrics.contains(line))
    })
    .await
    .unwrap();
    let metrics = install_metrics().unwrap().render();
    assert!(
        !metrics.contains("Invented"),
        "callers invent no labels:\n{metrics}"
    );
    assert!(
        metrics.contains("communique_rpc_server_duration_seconds_bucket"),
        "{metrics}"
    );
}

#[tokio::test]
async fn nothing_serves_before_all_latches_are_released() {
    let readiness = Readiness::new();
    let (archive, index) = (readiness.latch("archive"), readiness.latch("index"));
    let server = Running::start_with("one", listener().await.unwrap(), readiness, |_| {}).await;
    let status_of = |service: &'static str| {
        let mut health = HealthClient::new(plain_channel(server.address));
        async move {
            let request = HealthCheckRequest {
                service: service.to_owned(),
            };
            health.check(request).await.unwrap().into_inner().status()
        }
    };
    archive.release();
    wait_until_async("the index alone is waited for", LIMIT, || async {
        let answer = http_get(server.admin, "/readyz").await.unwrap();
        answer.status == 503 && answer.body == "index: it is starting\n"
    })
    .await
    .unwrap();
    assert_eq!(status_of("").await, ServingStatus::NotServing);
    assert_eq!(status_of(SERVICE).await, ServingStatus::NotServing);
    assert_eq!(http_get(server.admin, "/livez").await.unwrap().status, 200);

    index.release();
    server.readiness.ready().await;
    assert_eq!(status_of("").await, ServingStatus::Serving);
    assert_eq!(status_of(SERVICE).await, ServingStatus::Serving);
    let answer = http_get(server.admin, "/readyz").await.unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, "ready\n"));
}

#[tokio::test]
async fn a_latch_that_is_dropped_keeps_the_process_unready() {
    let readiness = Readiness::new();
    drop(readiness.latch("archive"));
    let server = Running::start_with("one", listener().await.unwrap(), readiness, |_| {}).await;
    wait_until_async("it is said", LIMIT, || async {
        let answer = http_get(server.admin, "/readyz").await.unwrap();
        answer.body == "archive: it is starting\n"
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_probe_that_fails_is_named() {
    let readiness = Readiness::new();
    readiness.probe("index", || async { Err("it does not answer".to_owned()) });
    let server = Running::start_with("one", listener().await.unwrap(), readiness, |_| {}).await;
    wait_until_async("it is said", LIMIT, || async {
        let answer = http_get(server.admin, "/readyz").await.unwrap();
        answer.status == 503 && answer.body == "index: it does not answer\n"
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_deadline_of_the_caller_ends_the_call() {
    let server = Running::start("one", |_| {}).await;
    let mut request = Request::new(String::new());
    request.set_timeout(Duration::from_millis(50));
    let status = call_with(plain_channel(server.address), "Wait", request)
        .await
        .unwrap_err();
    assert!(
        matches!(status.code(), Code::Cancelled | Code::DeadlineExceeded),
        "{status}"
    );
}
