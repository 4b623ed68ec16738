//! One channel over many copies: all used, dead ones left, new ones found.
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use communique_runtime::config::Secret;
use communique_runtime::metrics::install_metrics;
use communique_runtime::rpc::{
    Answer, ConnectError, PeerChannel, PeerOptions, Resolve, ResolveError, RetryPolicy, connect,
    retry,
};
use communique_testkit::{listener, wait_until_async};
use support::{LIMIT, Running, call, count, with_token};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tonic::Code;

/// How many of `calls` each server answered; all must succeed.
async fn spread(peer: &PeerChannel, calls: usize) -> BTreeMap<String, usize> {
    let mut answers = BTreeMap::new();
    for _ in 0..calls {
        let name = call(peer.clone(), "Name", "").await.unwrap();
        *answers.entry(name).or_default() += 1;
    }
    answers
}

async fn names(peer: &PeerChannel) -> Vec<String> {
    spread(peer, 40).await.into_keys().collect()
}

async fn wait_for_names(peer: &PeerChannel, expected: &[&str]) {
    let what = format!("calls go to {expected:?}");
    wait_until_async(&what, LIMIT, || async {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..40 {
            match call(peer.clone(), "Name", "").await {
                Ok(name) => seen.insert(name),
                Err(_) => return false,
            };
        }
        seen.iter().map(String::as_str).eq(expected.iter().copied())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn calls_are_spread_over_all_copies() {
    let servers = [
        Running::start("one", |_| {}).await,
        Running::start("two", |_| {}).await,
    ];
    let endpoints = servers.each_ref().map(Running::endpoint);
    let peer = connect(&endpoints, PeerOptions::new("test", None)).unwrap();
    wait_for_names(&peer, &["one", "two"]).await;
    let answers = spread(&peer, 200).await;
    for (name, count) in &answers {
        assert!((50..=150).contains(count), "{name}: {answers:?}");
    }
}

#[tokio::test]
async fn a_copy_that_goes_down_in_good_order_costs_no_call() {
    let (one, two) = (
        Running::start("one", |_| {}).await,
        Running::start("two", |settings| {
            settings.server.drain_delay_seconds = Some(1);
        })
        .await,
    );
    let endpoints = [one.endpoint(), two.endpoint()];
    let peer = connect(&endpoints, PeerOptions::new("test", None)).unwrap();
    wait_for_names(&peer, &["one", "two"]).await;
    let (stop, mut stopped) = watch::channel(false);
    let caller = tokio::spawn({
        let peer = peer.clone();
        async move {
            let mut calls = 0;
            while !*stopped.borrow_and_update() {
                call(peer.clone(), "Name", "").await.unwrap();
                calls += 1;
            }
            calls
        }
    });
    assert!(two.stop().await.is_clean);
    assert_eq!(names(&peer).await, ["one"]);
    stop.send(true).unwrap();
    assert!(caller.await.unwrap() > 0, "and all were answered");
}

#[tokio::test]
async fn a_copy_that_dies_is_left_and_found_again() {
    let one = Running::start("one", |_| {}).await;
    // Stands for a process that is killed: its connections break.
    let (gate, address) = Gate::open().await;
    let two = Running::start("two", |_| {}).await;
    gate.forward_to(two.address);
    let endpoints = [one.endpoint(), format!("http://{address}")];
    let peer = connect(&endpoints, PeerOptions::new("test", None)).unwrap();
    wait_for_names(&peer, &["one", "two"]).await;

    gate.cut();
    for _ in 0..100 {
        let name = retry(RetryPolicy::default(), || call(peer.clone(), "Name", "")).await;
        assert_eq!(name.unwrap(), "one");
    }
    gate.forward_to(two.address);
    wait_for_names(&peer, &["one", "two"]).await;
}

#[tokio::test]
async fn a_copy_that_hangs_is_left_within_seconds() {
    let one = Running::start("one", |_| {}).await;
    let (gate, address) = Gate::open().await;
    let two = Running::start("two", |_| {}).await;
    gate.forward_to(two.address);
    let options = PeerOptions {
        keepalive_interval: Duration::from_millis(300),
        keepalive_timeout: Duration::from_millis(300),
        ..PeerOptions::new("test", None)
    };
    let endpoints = [one.endpoint(), format!("http://{address}")];
    let peer = connect(&endpoints, options).unwrap();
    wait_for_names(&peer, &["one", "two"]).await;

    gate.freeze();
    let began = std::time::Instant::now();
    wait_until_async("calls go to the other alone", LIMIT, || async {
        let calls = (0..20).map(|_| call(peer.clone(), "Name", ""));
        futures::future::join_all(calls)
            .await
            .iter()
            .all(Result::is_ok)
    })
    .await
    .unwrap();
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn a_call_in_flight_breaks_off_as_unavailable() {
    let (gate, address) = Gate::open().await;
    let one = Running::start("one", |_| {}).await;
    gate.forward_to(one.address);
    let endpoints = [format!("http://{address}")];
    let peer = connect(&endpoints, PeerOptions::new("test", None)).unwrap();
    let mut numbers = count(peer.clone()).await.unwrap();
    numbers.message().await.unwrap().unwrap();
    gate.cut();
    let status = loop {
        match numbers.message().await {
            Ok(Some(_number)) => {}
            Ok(None) => panic!("a broken stream does not end well"),
            Err(status) => break status,
        }
    };
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    let status = call(peer, "Name", "").await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    assert!(status.message().starts_with("test at http://"), "{status}");
}

#[tokio::test]
async fn none_has_to_be_up_at_the_start() {
    let socket = listener().await.unwrap();
    let address = socket.local_addr().unwrap();
    drop(socket);
    let peer = connect(
        &[format!("http://{address}")],
        PeerOptions::new("test", None),
    )
    .unwrap();
    let status = call(peer.clone(), "Name", "").await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    let _late = Running::start_on("late", TcpListener::bind(address).await.unwrap(), |_| {}).await;
    wait_for_names(&peer, &["late"]).await;
}

#[tokio::test]
async fn the_token_goes_with_every_call() {
    let server = Running::start("one", with_token("right-token")).await;
    let peer = |token: Option<&str>| {
        let options = PeerOptions::new("test", token.map(Secret::from));
        connect(&[server.endpoint()], options).unwrap()
    };
    assert_eq!(
        call(peer(Some("right-token")), "Name", "").await.unwrap(),
        "one"
    );
    let status = call(peer(None), "Name", "").await.unwrap_err();
    assert_eq!(
        status.code(),
        Code::Unauthenticated,
        "what the service says comes through"
    );
}

#[tokio::test]
async fn what_cannot_be_connected_is_said_at_once() {
    let error = |endpoints: &[&str]| {
        let endpoints: Vec<String> = endpoints.iter().map(|text| (*text).to_owned()).collect();
        connect(&endpoints, PeerOptions::new("search", None))
            .err()
            .unwrap()
    };
    assert_eq!(error(&[]), ConnectError::NoEndpoint("search"));
    let message = error(&["http://good:1", "bad"]).to_string();
    assert_eq!(
        message,
        "the endpoint \"bad\" cannot be used: it is no endpoint: the scheme is none of http, https, dns"
    );
}

/// A resolver that says what it is told to, and reports each question.
struct Told {
    answer: watch::Receiver<Result<Vec<IpAddr>, ResolveError>>,
    asked: mpsc::UnboundedSender<()>,
}

#[async_trait]
impl Resolve for Told {
    async fn resolve(&self, host: &str) -> Result<Answer, ResolveError> {
        assert_eq!(host, "copies.test");
        let _ = self.asked.send(());
        let addresses = self.answer.borrow().clone()?;
        Ok(Answer {
            addresses,
            time_to_live: Duration::ZERO,
        })
    }
}

#[tokio::test]
async fn a_name_is_looked_up_again_and_what_is_known_stays_when_that_fails() {
    // Two copies at the same port of two addresses, as under an orchestrator.
    let first = TcpListener::bind(("127.0.0.2", 0)).await.unwrap();
    let port = first.local_addr().unwrap().port();
    let second = TcpListener::bind(("127.0.0.3", port)).await.unwrap();
    let _one = Running::start_on("one", first, |_| {}).await;
    let _two = Running::start_on("two", second, |_| {}).await;
    let address = |last: u8| IpAddr::from([127, 0, 0, last]);

    let (tell, answer) = watch::channel(Err(ResolveError("no such name".to_owned())));
    let (asked, mut questions) = mpsc::unbounded_channel();
    let options = PeerOptions {
        shortest_refresh: Duration::from_millis(10),
        longest_refresh: Duration::from_millis(20),
        connect_timeout: Duration::from_millis(300),
        resolver: Arc::new(Told { answer, asked }),
        ..PeerOptions::new("copies", None)
    };
    let peer = connect(&[format!("dns://copies.test:{port}")], options).unwrap();
    let status = call(peer.clone(), "Name", "").await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status}");
    assert_eq!(status.message(), "no address of copies is known yet");

    tell.send(Ok(vec![address(2)])).unwrap();
    wait_for_names(&peer, &["one"]).await;
    tell.send(Ok(vec![address(2), address(3)])).unwrap();
    wait_for_names(&peer, &["one", "two"]).await;

    let useless = [
        Err(ResolveError("the name server is away".to_owned())),
        Ok(Vec::new()),
    ];
    for answer in useless {
        tell.send(answer).unwrap();
        while questions.try_recv().is_ok() {}
        for _ in 0..3 {
            questions.recv().await.unwrap();
        }
        assert_eq!(names(&peer).await, ["one", "two"]);
    }
    tell.send(Ok(vec![address(3)])).unwrap();
    wait_for_names(&peer, &["two"]).await;

    let metrics = install_metrics().unwrap().render();
    for line in [
        "communique_peer_endpoints{peer=\"copies\"} 1",
        "communique_peer_updates_total{peer=\"copies\",op=\"insert\"} 2",
        "communique_peer_updates_total{peer=\"copies\",op=\"remove\"} 1",
    ] {
        assert!(metrics.contains(line), "{line} in\n{metrics}");
    }

    // When the last handle goes, nobody looks anything up any more.
    drop(peer);
    while questions.recv().await.is_some() {}
}

/// A door between clients and a server: open, shut with all connections cut, or stuck.
struct Gate {
    state: watch::Sender<Door>,
}

#[derive(Clone, Copy, PartialEq)]
enum Door {
    Open(std::net::SocketAddr),
    Shut,
    Stuck,
}

impl Gate {
    async fn open() -> (Self, std::net::SocketAddr) {
        let socket = listener().await.unwrap();
        let address = socket.local_addr().unwrap();
        let (state, doors) = watch::channel(Door::Shut);
        tokio::spawn(async move {
            while let Ok((client, _)) = socket.accept().await {
                tokio::spawn(pass(client, doors.clone()));
            }
        });
        (Self { state }, address)
    }

    fn forward_to(&self, server: std::net::SocketAddr) {
        self.state.send_replace(Door::Open(server));
    }

    fn cut(&self) {
        self.state.send_replace(Door::Shut);
    }

    fn freeze(&self) {
        self.state.send_replace(Door::Stuck);
    }
}

async fn pass(mut client: tokio::net::TcpStream, mut doors: watch::Receiver<Door>) {
    let door = *doors.borrow_and_update();
    let server = match door {
        Door::Open(server) => server,
        Door::Shut => return,
        Door::Stuck => {
            let _held = client;
            let _over = doors.changed().await;
            return;
        }
    };
    let Ok(mut server) = tokio::net::TcpStream::connect(server).await else {
        return;
    };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut client, &mut server) => return,
        _ = doors.changed() => {}
    }
    if *doors.borrow() == Door::Stuck {
        // The connection stands and nothing moves.
        let _over = doors.changed().await;
    }
}
