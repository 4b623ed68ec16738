//! A Meilisearch that is away, or answers nonsense, or does not let us in.

use std::sync::Arc;
use std::time::Duration;

use communique_model::api::{IndexInput, SearchApi};
use communique_model::{ApiError, ErrorKind, IndexMode};
use communique_search::{
    BackendKind, IndexError, LocalSearch, MeilisearchSettings, SearchSettings, open,
};
use futures::{StreamExt, stream};
use libtest_mimic::Trial;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::bench::words;
use crate::fixtures::{archive, doc, header};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("a_server_that_is_away", async || {
            a_server_that_is_away().await;
        }),
        trial("a_server_that_refuses", async || {
            a_server_that_refuses().await;
        }),
        trial("settings_that_cannot_work", async || {
            settings_that_cannot_work().await;
        }),
    ]
}

fn trial(name: &'static str, test: impl AsyncFnOnce() + Send + 'static) -> Trial {
    Trial::test(format!("outage::{name}"), move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(test());
        Ok(())
    })
}

async fn at(url: &str) -> Result<LocalSearch, IndexError> {
    let settings = SearchSettings {
        backend: BackendKind::Meilisearch,
        meilisearch: MeilisearchSettings {
            url: url.to_owned(),
            connect_timeout_ms: 200,
            request_timeout_ms: 1_000,
            ..MeilisearchSettings::default()
        },
        ..SearchSettings::default()
    };
    Ok(LocalSearch::new(open(&settings).await?))
}

async fn errors(search: &LocalSearch) -> Vec<ApiError> {
    let document = doc("trade").build();
    let id = document.document.id;
    let messages = [
        IndexInput::Header(header(IndexMode::Update)),
        IndexInput::document(document),
    ];
    let acks: Vec<_> = search.index(stream::iter(messages).boxed()).collect().await;
    assert_eq!(acks.len(), 1);
    vec![
        search.search(words("trade")).await.expect_err("away"),
        search.suggest("tr".to_owned(), 1).await.expect_err("away"),
        search.get_document(id).await.expect_err("away"),
        search.describe().await.expect_err("away"),
        search.remove(archive(1), id).await.expect_err("away"),
        acks[0].clone().expect_err("away"),
    ]
}

/// Starting without the server is no error, and every call says when to try again.
async fn a_server_that_is_away() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let search = at(&format!("http://{address}")).await.expect("it opens");
    for error in errors(&search).await {
        assert_eq!(error.kind, ErrorKind::Unavailable, "{error:?}");
        assert_eq!(error.reason, "INDEX_UNAVAILABLE");
        assert!(error.retry_after.is_some_and(|wait| wait > Duration::ZERO));
    }
}

/// Answers every request with this status and body.
async fn answering(status: &'static str, body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let answer = Arc::new(format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    ));
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let answer = Arc::clone(&answer);
            tokio::spawn(async move {
                let mut request = [0; 4_096];
                let _read = connection.read(&mut request).await;
                let _written = connection.write_all(answer.as_bytes()).await;
                let _shut = connection.shutdown().await;
            });
        }
    });
    format!("http://{address}")
}

async fn a_server_that_refuses() {
    let body = r#"{"message":"The provided API key is invalid.","code":"invalid_api_key"}"#;
    let url = answering("403 Forbidden", body).await;
    let search = at(&url).await.expect("it opens");
    for error in errors(&search).await {
        assert_eq!(error.kind, ErrorKind::FailedPrecondition, "{error:?}");
        assert!(error.message.contains("API key"), "{error:?}");
    }
    let url = answering("200 OK", "<html>not what you think</html>").await;
    let search = at(&url).await.expect("it opens");
    for error in errors(&search).await {
        assert_eq!(error.kind, ErrorKind::Internal, "{error:?}");
    }
    let url = answering("503 Service Unavailable", "busy").await;
    let search = at(&url).await.expect("it opens");
    for error in errors(&search).await {
        assert_eq!(error.kind, ErrorKind::Unavailable, "{error:?}");
    }
}

async fn settings_that_cannot_work() {
    for url in ["", "no url", "ftp://host", "mailto:somebody@example.org"] {
        assert!(
            matches!(at(url).await, Err(IndexError::Refused(_))),
            "{url}"
        );
    }
    for prefix in ["", "with space", "a/b", &"x".repeat(101)] {
        let settings = SearchSettings {
            backend: BackendKind::Meilisearch,
            meilisearch: MeilisearchSettings {
                prefix: prefix.to_owned(),
                ..MeilisearchSettings::default()
            },
            ..SearchSettings::default()
        };
        let refused = open(&settings).await;
        assert!(matches!(refused, Err(IndexError::Refused(_))), "{prefix}");
    }
}
