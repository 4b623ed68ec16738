//! A real process and real signals. The process is this test program, run again as a server.
#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use communique_runtime::config::{ConfigSources, Settings};
use communique_runtime::lifecycle::OnFailure;
use communique_runtime::process;
use communique_testkit::{
    Process, ProcessOptions, RedisServer, free_port, http_get, trial_on, wait_until,
    wait_until_async,
};
use libtest_mimic::{Arguments, Trial};

const LIMIT: Duration = Duration::from_secs(20);

/// Set where this program is to be the server under test.
const SERVER: &str = "SERVER_UNDER_TEST";

fn main() {
    if std::env::var(SERVER).is_ok() {
        return block_on(server());
    }
    let trial = |name: &str, run: fn()| {
        Trial::test(name, move || {
            run();
            Ok(())
        })
    };
    let trials = vec![
        trial("one_signal_stops_it_in_good_order", || {
            block_on(one_signal_stops_it_in_good_order());
        }),
        trial("a_second_signal_ends_it_at_once", || {
            block_on(a_second_signal_ends_it_at_once());
        }),
        trial(
            "a_panic_is_in_the_log_and_an_indispensable_task_ends_the_process",
            || block_on(a_panic_is_in_the_log_and_an_indispensable_task_ends_the_process()),
        ),
        trial("a_taken_port_is_said_in_one_sentence", || {
            block_on(a_taken_port_is_said_in_one_sentence());
        }),
        trial_on(
            "the_loss_of_redis_is_seen_and_its_return_too",
            RedisServer::is_installed(),
            |()| block_on(the_loss_of_redis_is_seen_and_its_return_too()),
        ),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn block_on(work: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(work);
}

async fn server() {
    let settings = Settings::load(&ConfigSources::from_process()).unwrap();
    let descriptor_set: &[u8] = &[];
    let served = process::serve(
        "test-server",
        settings,
        descriptor_set,
        async |context, _mounts| {
            context
                .lifecycle
                .spawn_intake("endless", OnFailure::Log, |_stop| {
                    std::future::pending::<Result<(), String>>()
                });
            if std::env::var("PANICS").is_ok() {
                context
                    .lifecycle
                    .spawn_support("doomed", OnFailure::Stop, |_stop| async {
                        let reason: Result<(), String> = Err("out of luck".to_owned());
                        reason.map_err(|reason| -> String { panic!("{reason}") })
                    });
            }
            Ok(())
        },
    );
    if let Err(error) = served.await {
        eprintln!("ended: {error}");
        std::process::exit(1);
    }
}

struct Started {
    process: Process,
    admin: SocketAddr,
}

fn options(admin: u16) -> ProcessOptions {
    ProcessOptions::new(std::env::current_exe().unwrap())
        .env(SERVER, "yes")
        .env("COMMUNIQUE__SERVER__LISTEN", "127.0.0.1:0")
        .env(
            "COMMUNIQUE__SERVER__ADMIN_LISTEN",
            format!("127.0.0.1:{admin}"),
        )
        .env("COMMUNIQUE__SERVER__DRAIN_TIMEOUT_SECONDS", "1")
        .env("COMMUNIQUE__LOG__FORMAT", "json")
}

async fn start(change: impl FnOnce(ProcessOptions) -> ProcessOptions) -> Started {
    let port = free_port().unwrap();
    let admin = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut process = Process::start(&change(options(port))).unwrap();
    process
        .wait_for_http(admin, "/readyz", LIMIT)
        .await
        .unwrap();
    Started { process, admin }
}

async fn one_signal_stops_it_in_good_order() {
    for signal in ["TERM", "INT"] {
        let mut started = start(|options| options).await;
        started.process.signal(signal).unwrap();
        let status = started.process.wait(LIMIT).await.unwrap();
        let output = started.process.output();
        assert_eq!(status.code(), Some(0), "{output}");
        let order = [
            "\"serving\"",
            "\"ready\"",
            "\"draining\"",
            "work is cut off",
            "\"stopped\"",
        ];
        let places = order.map(|words| output.find(words).unwrap_or_else(|| panic!("{output}")));
        assert!(places.is_sorted(), "{output}");
        assert!(output.contains(&format!("SIG{signal}")), "{output}");
        assert!(
            output.contains("endless"),
            "the task that did not end is named: {output}"
        );
    }
}

async fn a_second_signal_ends_it_at_once() {
    let mut started = start(|options| {
        options
            .env("COMMUNIQUE__SERVER__DRAIN_TIMEOUT_SECONDS", "3600")
            .env("COMMUNIQUE__SERVER__DRAIN_DELAY_SECONDS", "3600")
    })
    .await;
    started.process.signal("TERM").unwrap();
    wait_until_async("it drains", LIMIT, || async {
        http_get(started.admin, "/readyz")
            .await
            .is_ok_and(|answer| answer.status == 503)
    })
    .await
    .unwrap();
    assert_eq!(http_get(started.admin, "/livez").await.unwrap().status, 200);
    started.process.signal("TERM").unwrap();
    let status = started.process.wait(LIMIT).await.unwrap();
    assert_eq!(status.code(), Some(128 + 15));
}

async fn a_panic_is_in_the_log_and_an_indispensable_task_ends_the_process() {
    let port = free_port().unwrap();
    let mut process = Process::start(&options(port).env("PANICS", "yes")).unwrap();
    let status = process.wait(LIMIT).await.unwrap();
    let output = process.output();
    assert_eq!(status.code(), Some(1), "{output}");
    assert!(
        output.contains("\"message\":\"panic\"") || output.contains("out of luck"),
        "{output}"
    );
    assert!(
        output.contains("ended: the task doomed failed: it panicked"),
        "{output}"
    );
    for line in output.lines().filter(|line| line.starts_with('{')) {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}

async fn a_taken_port_is_said_in_one_sentence() {
    let taken = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut process = Process::start(&options(port)).unwrap();
    let status = process.wait(LIMIT).await.unwrap();
    assert_eq!(status.code(), Some(1));
    let expected = format!(
        "ended: server.admin_listen = 127.0.0.1:{port} (set by the environment variable \
         COMMUNIQUE__SERVER__ADMIN_LISTEN): the address cannot be had: "
    );
    assert!(process.output().contains(&expected), "{}", process.output());
}

async fn the_loss_of_redis_is_seen_and_its_return_too() {
    let mut redis = RedisServer::start().await.unwrap();
    let url = redis.url();
    let started = start(|options| {
        options
            .env("COMMUNIQUE__CACHE__BACKEND", "redis")
            .env("COMMUNIQUE__CACHE__URL", url)
    })
    .await;
    let shows = |gauge: &'static str| async move {
        let metrics = http_get(started.admin, "/metrics").await.unwrap().body;
        metrics.contains(&format!(
            "communique_cache_available{{backend=\"redis\"}} {gauge}\n"
        ))
    };
    wait_until_async("it is there", LIMIT, || shows("1"))
        .await
        .unwrap();
    redis.stop();
    wait_until_async("its loss is seen", LIMIT, || shows("0"))
        .await
        .unwrap();
    redis.restart().await.unwrap();
    wait_until_async("its return is seen", LIMIT, || shows("1"))
        .await
        .unwrap();
    wait_until("each is one line", LIMIT, || {
        let output = started.process.output();
        ["working without the cache", "the cache is back"]
            .iter()
            .all(|words| output.matches(words).count() == 1)
    })
    .await
    .unwrap();
}
