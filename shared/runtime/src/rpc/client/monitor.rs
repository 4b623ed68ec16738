//! Finding out whether a copy serves, without waiting for a call to fail.
//!
//! The standard health service tells of a change at once: a copy that is going down says so
//! before it stops taking calls, and the stream of one that died breaks.

use std::sync::Arc;
use std::time::Duration;

use rand::Rng;
use tokio::time::{sleep, timeout};
use tonic::{Code, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tracing::{debug, info};

use super::members::{Health, Member};

/// How long the first status may take after the connection stands.
const FIRST_STATUS_TIMEOUT: Duration = Duration::from_secs(5);
/// After this time a stream is opened anew, so that it holds no old connection open for ever.
const RENEWAL: Duration = Duration::from_secs(60);
/// Pauses between attempts to reach a copy that is down.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Why a stream of statuses ended.
enum End {
    /// It was old, or a call failed and its news are doubted.
    Renew,
    /// The copy has no health service, so all that can be said is that it can be reached.
    NotOffered,
    /// The copy cannot be reached, or closed the stream.
    Broken(Status),
}

/// Keeps a member's health up to date until it is dropped.
pub(super) async fn monitor(service: &'static str, member: Arc<Member>) {
    let mut pause = SHORTEST_PAUSE;
    loop {
        let wait = match follow(service, &member).await {
            End::Renew => {
                pause = SHORTEST_PAUSE;
                continue;
            }
            End::NotOffered => {
                note(service, &member, Health::Up, "it can be reached");
                RENEWAL
            }
            End::Broken(status) => {
                if member.health() == Health::Up {
                    pause = SHORTEST_PAUSE;
                }
                note(service, &member, Health::Down, status.message());
                let wait = pause;
                pause = (pause * 2).min(LONGEST_PAUSE);
                wait
            }
        };
        let wait = wait.mul_f64(rand::rng().random_range(0.8..1.2));
        tokio::select! {
            () = sleep(wait) => {}
            () = member.doubted() => {}
        }
    }
}

async fn follow(service: &'static str, member: &Member) -> End {
    let mut client = HealthClient::new(member.channel.clone());
    let opened = timeout(
        FIRST_STATUS_TIMEOUT,
        client.watch(HealthCheckRequest::default()),
    )
    .await;
    let mut statuses = match opened {
        Ok(Ok(answer)) => answer.into_inner(),
        Ok(Err(status)) if status.code() == Code::Unimplemented => return End::NotOffered,
        Ok(Err(status)) => return End::Broken(status),
        Err(_elapsed) => return End::Broken(Status::deadline_exceeded("no answer in time")),
    };
    let renewal = sleep(RENEWAL.mul_f64(rand::rng().random_range(0.8..1.2)));
    tokio::pin!(renewal);
    let mut is_first = true;
    loop {
        let limit = if is_first {
            FIRST_STATUS_TIMEOUT
        } else {
            RENEWAL * 2
        };
        let message = tokio::select! {
            message = timeout(limit, statuses.message()) => message,
            () = &mut renewal => return End::Renew,
            () = member.doubted() => return End::Renew,
        };
        is_first = false;
        match message {
            Ok(Ok(Some(answer))) if answer.status() == ServingStatus::Serving => {
                note(service, member, Health::Up, "it says that it is serving");
            }
            Ok(Ok(Some(_))) => {
                note(
                    service,
                    member,
                    Health::Down,
                    "it says that it is not serving",
                );
            }
            Ok(Ok(None)) => return End::Broken(Status::unavailable("it closed the stream")),
            Ok(Err(status)) => return End::Broken(status),
            Err(_elapsed) => return End::Broken(Status::deadline_exceeded("no answer in time")),
        }
    }
}

fn note(service: &'static str, member: &Member, health: Health, reason: &str) {
    let before = member.health();
    if !member.set_health(health) {
        return;
    }
    let address = member.address.as_str();
    match (before, health) {
        // A peer that starts later than this process is no news for operators.
        (Health::Unknown, Health::Down) => debug!(service, address, reason, "peer is not up yet"),
        (_, Health::Down) => info!(service, address, reason, "peer is down"),
        (_, _) => info!(service, address, reason, "peer is up"),
    }
}
