//! `communique describe`.

use communique_model::api::{ExtractionDescription, IngestDescription, SearchDescription};
use communique_model::{ApiError, api::ApiResult};
use serde_json::{Value, json};

use crate::exit::Outcome;
use crate::output::Output;
use crate::services::Services;

/// Says what archive, index and engine there are. A service that cannot be reached is said so and
/// does not hide the others.
pub async fn run(services: &Services, json: bool, output: &mut Output) -> anyhow::Result<Outcome> {
    let (archive, index, engine) = futures::join!(
        services.ingest.describe(),
        services.search.describe(),
        services.extraction.describe()
    );
    let failed = archive.is_err() || index.is_err() || engine.is_err();
    if json {
        output.json(&json!({
            "archive": value(&archive, archive_value),
            "index": value(&index, index_value),
            "engine": value(&engine, engine_value),
        }))?;
    } else {
        match archive {
            Ok(archive) => output.line(format!(
                "archive  {} · {} documents, {} pending · layout {}",
                archive.archive, archive.documents, archive.pending, archive.layout_version
            ))?,
            Err(error) => output.line(format!("archive  {error}"))?,
        }
        match index {
            Ok(index) => {
                let state = index.not_ready.unwrap_or_else(|| "ready".to_owned());
                output.line(format!(
                    "index    {} · {} documents · generation {} · schema {} · {state}",
                    index.backend, index.documents, index.generation, index.schema_version
                ))?;
            }
            Err(error) => output.line(format!("index    {error}"))?,
        }
        match engine {
            Ok(engine) => output.line(format!(
                "engine   {} · knowledge {}",
                engine.engine, engine.knowledge_version
            ))?,
            Err(error) => output.line(format!("engine   {error}"))?,
        }
    }
    Ok(if failed {
        Outcome::Unavailable
    } else {
        Outcome::Done
    })
}

fn value<T>(answer: &ApiResult<T>, convert: impl Fn(&T) -> Value) -> Value {
    match answer {
        Ok(answer) => convert(answer),
        Err(ApiError {
            reason, message, ..
        }) => json!({ "error": reason, "message": message }),
    }
}

fn archive_value(archive: &IngestDescription) -> Value {
    json!({
        "archive_id": archive.archive.to_string(),
        "layout_version": archive.layout_version,
        "documents": archive.documents,
        "pending": archive.pending,
        "max_capture_bytes": archive.max_capture_bytes,
    })
}

fn index_value(index: &SearchDescription) -> Value {
    json!({
        "backend": index.backend,
        "ready": index.ready,
        "not_ready": index.not_ready,
        "documents": index.documents,
        "generation": index.generation,
        "schema_version": index.schema_version,
        "engine": index.engine,
        "archive_id": index.archive.map(|archive| archive.to_string()),
    })
}

fn engine_value(engine: &ExtractionDescription) -> Value {
    json!({
        "engine": engine.engine,
        "knowledge_version": engine.knowledge_version,
        "max_text_bytes": engine.max_text_bytes,
    })
}
