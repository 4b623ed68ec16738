//! The order of the end.
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use communique_runtime::lifecycle::OnFailure;
use communique_runtime::rpc::{PeerOptions, connect};
use communique_testkit::{http_get, wait_until, wait_until_async};
use support::{LIMIT, Running, call, count, plain_channel};
use tokio::net::TcpStream;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;

#[tokio::test]
async fn health_turns_before_the_listener_closes_and_calls_finish() {
    let mut server = Running::start("one", |settings| {
        settings.server.drain_delay_seconds = Some(1);
    })
    .await;
    let channel = plain_channel(server.address);
    let mut health = HealthClient::new(plain_channel(server.address));
    let mut statuses = health
        .watch(HealthCheckRequest::default())
        .await
        .unwrap()
        .into_inner();
    let first = statuses.message().await.unwrap().unwrap();
    assert_eq!(first.status(), ServingStatus::Serving);
    let waiting = tokio::spawn(call(channel.clone(), "Wait", ""));
    wait_until("the call is under way", LIMIT, || server.calls() == 1)
        .await
        .unwrap();

    server.lifecycle.request_stop("the test says so");
    let second = statuses.message().await.unwrap().unwrap();
    assert_eq!(second.status(), ServingStatus::NotServing);
    let ready = http_get(server.admin, "/readyz").await.unwrap();
    assert_eq!(
        (ready.status, ready.body.as_str()),
        (503, "process: it is going down\n")
    );
    // Whoever has not heard of it yet is served all the same.
    TcpStream::connect(server.address).await.unwrap();
    assert_eq!(
        call(plain_channel(server.address), "Name", "")
            .await
            .unwrap(),
        "one"
    );

    wait_until_async("the listener is closed", LIMIT, || async {
        TcpStream::connect(server.address).await.is_err()
    })
    .await
    .unwrap();
    assert_eq!(
        http_get(server.admin, "/livez").await.unwrap().status,
        200,
        "up to the end"
    );
    assert!(!server.ended.is_finished(), "a call is under way");
    // Streams about the server are no work that it waits for.
    assert_eq!(
        statuses.message().await.unwrap_err().code(),
        Code::Unavailable
    );

    server.open();
    assert_eq!(waiting.await.unwrap().unwrap(), "one");
    let stopped = (&mut server.ended).await.unwrap().unwrap();
    assert!(stopped.is_clean, "{stopped:?}");
    assert_eq!(stopped.reason, "the test says so");
    assert!(TcpStream::connect(server.admin).await.is_err());
}

#[tokio::test]
async fn a_call_that_does_not_end_is_cut_off() {
    let mut server = Running::start("one", |settings| {
        settings.server.drain_timeout_seconds = 1;
    })
    .await;
    let channel = plain_channel(server.address);
    let waiting = tokio::spawn(call(channel, "Wait", ""));
    wait_until("the call is under way", LIMIT, || server.calls() == 1)
        .await
        .unwrap();
    server.lifecycle.request_stop("the test says so");
    let stopped = (&mut server.ended).await.unwrap().unwrap();
    assert!(!stopped.is_clean, "{stopped:?}");
    let status = waiting.await.unwrap().unwrap_err();
    assert_eq!(
        status.code(),
        Code::Unavailable,
        "it may be made again elsewhere: {status}"
    );
}

#[tokio::test]
async fn a_peer_that_watches_does_not_hold_the_server_up() {
    let server = Running::start("one", |settings| {
        settings.server.drain_timeout_seconds = 10;
    })
    .await;
    let peer = connect(&[server.endpoint()], PeerOptions::new("test", None)).unwrap();
    assert_eq!(call(peer.clone(), "Name", "").await.unwrap(), "one");
    let began = std::time::Instant::now();
    let stopped = server.stop().await;
    assert!(stopped.is_clean, "{stopped:?}");
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_stream_broken_off_by_the_end_may_be_tried_again() {
    let mut server = Running::start("one", |settings| {
        settings.server.drain_timeout_seconds = 0;
    })
    .await;
    let peer = connect(&[server.endpoint()], PeerOptions::new("test", None)).unwrap();
    let mut numbers = count(peer).await.unwrap();
    numbers.message().await.unwrap().unwrap();
    server.lifecycle.request_stop("the test says so");
    (&mut server.ended).await.unwrap().unwrap();
    let status = loop {
        match numbers.message().await {
            Ok(Some(_number)) => {}
            Ok(None) => panic!("an endless stream does not end well"),
            Err(status) => break status,
        }
    };
    assert_eq!(status.code(), Code::Unavailable, "{status}");
}

#[tokio::test]
async fn intake_stops_with_the_listener_and_support_after_the_last_call() {
    let mut server = Running::start("one", |_| {}).await;
    let (intake_ended, support_ended) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicBool::new(false)),
    );
    server
        .lifecycle
        .spawn_intake("sweep", OnFailure::Log, |stop| {
            let ended = Arc::clone(&intake_ended);
            async move {
                stop.cancelled().await;
                ended.store(true, Ordering::SeqCst);
                Ok::<_, Infallible>(())
            }
        });
    server
        .lifecycle
        .spawn_support("writer", OnFailure::Log, |stop| {
            let ended = Arc::clone(&support_ended);
            async move {
                stop.cancelled().await;
                ended.store(true, Ordering::SeqCst);
                Ok::<_, Infallible>(())
            }
        });
    let waiting = tokio::spawn(call(plain_channel(server.address), "Wait", ""));
    wait_until("the call is under way", LIMIT, || server.calls() == 1)
        .await
        .unwrap();
    server.lifecycle.request_stop("the test says so");
    wait_until("intake has ended", LIMIT, || {
        intake_ended.load(Ordering::SeqCst)
    })
    .await
    .unwrap();
    assert!(!support_ended.load(Ordering::SeqCst), "a call is under way");
    server.open();
    waiting.await.unwrap().unwrap();
    assert!((&mut server.ended).await.unwrap().unwrap().is_clean);
    assert!(support_ended.load(Ordering::SeqCst));
}

#[tokio::test]
async fn a_task_that_nothing_goes_on_without_stops_the_server_in_good_order() {
    for panics in [false, true] {
        let mut server = Running::start("one", |_| {}).await;
        server
            .lifecycle
            .spawn_intake("log only", OnFailure::Log, |_stop| async {
                Err("a failure that is only logged")
            });
        server
            .lifecycle
            .spawn_support("writer", OnFailure::Stop, |_stop| async move {
                assert!(!panics, "the disk is full");
                Err("the disk is full")
            });
        let error = (&mut server.ended).await.unwrap().unwrap_err().to_string();
        let expected = if panics {
            "it panicked"
        } else {
            "the disk is full"
        };
        assert_eq!(error, format!("the task writer failed: {expected}"));
    }
}
