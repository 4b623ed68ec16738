//! `communique extract`: texts in, mentions and reports out, nothing stored.

use std::path::Path;

use anyhow::Context;
use communique_extraction::Predicted;
use communique_model::api::{ExtractRequest, ExtractionApi};
use communique_model::{Extraction, PartialDate};
use futures::StreamExt;
use serde::Deserialize;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::sync::mpsc;

use crate::arguments::ExtractArguments;
use crate::exit::Outcome;
use crate::output::Output;
use crate::output::documents::print_mentions;
use crate::output::records::print_records;

/// One line of JSON Lines; other fields are ignored.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    reference_date: Option<String>,
}

/// A text on its way through the engine.
struct Text {
    id: String,
    line: u64,
    text: String,
}

/// Texts in flight: enough to keep every core busy, few enough to bound memory.
const IN_FLIGHT: usize = 64;

/// Longest line or text read, in bytes.
const MAX_INPUT_BYTES: u64 = 64 << 20;

/// Extracts from a file or standard input.
pub async fn run(
    extraction: &dyn ExtractionApi,
    arguments: &ExtractArguments,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let name = arguments.file.display().to_string();
    let input: Box<dyn AsyncRead + Send + Unpin> = if arguments.file == Path::new("-") {
        Box::new(tokio::io::stdin())
    } else {
        let file = tokio::fs::File::open(&arguments.file).await;
        Box::new(file.with_context(|| format!("cannot open {name}"))?)
    };
    let mut input = BufReader::new(input);
    if looks_like_json_lines(&mut input).await? {
        return lines(extraction, input, arguments, output).await;
    }
    let mut text = String::new();
    let read = input.take(MAX_INPUT_BYTES).read_to_string(&mut text).await;
    read.with_context(|| format!("{name} is not text in UTF-8"))?;
    let request = ExtractRequest {
        text: text.clone(),
        reference_date: arguments.reference_date,
    };
    let found = extraction.extract(request).await?;
    print(output, &name, &text, &found, arguments.json)?;
    Ok(Outcome::Done)
}

/// JSON Lines begin with a brace; no text of a communication does.
async fn looks_like_json_lines(input: &mut (impl AsyncBufRead + Unpin)) -> anyhow::Result<bool> {
    let head = input.fill_buf().await.context("cannot read the input")?;
    let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    Ok(head.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{'))
}

async fn lines(
    extraction: &dyn ExtractionApi,
    mut input: impl AsyncBufRead + Send + Unpin + 'static,
    arguments: &ExtractArguments,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let (requests, texts_to_come) = mpsc::channel::<ExtractRequest>(IN_FLIGHT);
    let (texts, mut texts_sent) = mpsc::channel::<Result<Text, String>>(IN_FLIGHT);
    let default_date = arguments.reference_date;
    let reader = tokio::spawn(async move {
        let mut number = 0_u64;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            number += 1;
            let read = (&mut input)
                .take(MAX_INPUT_BYTES)
                .read_until(b'\n', &mut buffer)
                .await;
            match read {
                Ok(0) => return,
                Ok(_) if buffer.trim_ascii().is_empty() => continue,
                Ok(_) => {}
                Err(error) => {
                    let _ = texts.send(Err(format!("line {number}: {error}"))).await;
                    return;
                }
            }
            let sent = match parse(&buffer, number, default_date) {
                Ok((text, request)) => {
                    // The engine's order is the order of requests, so both go out together.
                    texts.send(Ok(text)).await.is_ok() && requests.send(request).await.is_ok()
                }
                Err(reason) => texts.send(Err(reason)).await.is_ok(),
            };
            if !sent {
                return;
            }
        }
    });
    let requests = futures::stream::unfold(texts_to_come, |mut requests| async {
        requests.recv().await.map(|request| (request, requests))
    });
    let mut answers = extraction.extract_stream(requests.boxed());
    let mut outcome = Outcome::Done;
    while let Some(text) = texts_sent.recv().await {
        let text = match text {
            Ok(text) => text,
            Err(reason) => {
                eprintln!("communique: {reason}");
                outcome = Outcome::Rejected;
                continue;
            }
        };
        let answer = answers
            .next()
            .await
            .context("the engine stopped answering")??;
        match answer.outcome {
            Ok(found) => print(output, &text.id, &text.text, &found, arguments.json)?,
            Err(error) => {
                eprintln!("communique: line {}: {error}", text.line);
                outcome = Outcome::Rejected;
            }
        }
    }
    reader.await.context("the reader of the input failed")?;
    Ok(outcome)
}

fn parse(
    line: &[u8],
    number: u64,
    default_date: Option<PartialDate>,
) -> Result<(Text, ExtractRequest), String> {
    let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
    let parsed: Line =
        serde_json::from_slice(line).map_err(|error| format!("line {number}: {error}"))?;
    let reference_date = match parsed.reference_date.as_deref() {
        None | Some("") => default_date,
        Some(date) => Some(
            date.parse::<PartialDate>()
                .map_err(|error| format!("line {number}: `reference_date`: {error}"))?,
        ),
    };
    let id = match parsed.id {
        serde_json::Value::String(id) => id,
        serde_json::Value::Null => number.to_string(),
        other => other.to_string(),
    };
    let request = ExtractRequest {
        text: parsed.text.clone(),
        reference_date,
    };
    Ok((
        Text {
            id,
            line: number,
            text: parsed.text,
        },
        request,
    ))
}

fn print(
    output: &mut Output,
    id: &str,
    text: &str,
    found: &Extraction,
    json: bool,
) -> std::io::Result<()> {
    if json {
        return output.json(&Predicted::new(id, found).with_acronyms(text, found));
    }
    output.line(format!("{id} · {}", found.engine))?;
    print_mentions(output, text, found)?;
    print_records(output, text, found)
}
