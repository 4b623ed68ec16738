//! `communique knowledge`: the tables that extraction knows names from.

use std::path::Path;
use std::sync::Arc;

use communique_extraction::knowledge::{Check, Directory, Knowledge, SOURCES};
use communique_model::{Entity, PartialDate};
use serde_json::{Value, json};

use crate::arguments::KnowledgeCommand;
use crate::exit::Outcome;
use crate::output::Output;

/// Does what was asked with the built-in tables and those of `configured`, if that is a folder.
///
/// # Errors
/// A folder cannot be read, or has faults where a name is to be looked up.
pub fn run(
    command: &KnowledgeCommand,
    configured: &Path,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    match command {
        KnowledgeCommand::Check { folder, json } => {
            check(folder.as_deref().unwrap_or(configured), *json, output)
        }
        KnowledgeCommand::Show { name, json } => show(name, configured, *json, output),
    }
}

fn check(folder: &Path, json: bool, output: &mut Output) -> anyhow::Result<Outcome> {
    let check = if folder.as_os_str().is_empty() {
        Check::of(&[&SOURCES])
    } else {
        Directory::read(folder)?.check()
    };
    if json {
        output.json(&check_value(&check))?;
    } else {
        for count in &check.counts {
            let own = match (count.added, count.replaced) {
                (0, 0) => String::new(),
                (added, replaced) => format!(" ({added} added, {replaced} replaced)"),
            };
            output.line(format!("{:20} {:6} rows{own}", count.table, count.rows))?;
        }
        for note in &check.notes {
            output.line(format!("note: {note}"))?;
        }
        for fault in &check.faults {
            output.line(format!("fault: {fault}"))?;
        }
        output.line(match check.faults.len() {
            0 => "the tables are right".to_owned(),
            1 => "1 fault".to_owned(),
            faults => format!("{faults} faults"),
        })?;
    }
    Ok(if check.faults.is_empty() {
        Outcome::Done
    } else {
        Outcome::Usage
    })
}

fn check_value(check: &Check) -> Value {
    let counts = check.counts.iter().map(|count| {
        json!({ "table": count.table, "rows": count.rows, "added": count.added, "replaced": count.replaced })
    });
    let faults = check.faults.iter().map(|fault| {
        json!({ "file": fault.file, "line": fault.line, "column": fault.column, "problem": fault.problem, "remedy": fault.remedy })
    });
    json!({
        "tables": counts.collect::<Vec<_>>(),
        "notes": check.notes,
        "faults": faults.collect::<Vec<_>>(),
    })
}

fn show(name: &str, folder: &Path, json: bool, output: &mut Output) -> anyhow::Result<Outcome> {
    let knowledge = if folder.as_os_str().is_empty() {
        communique_extraction::knowledge::embedded()?
    } else {
        Arc::new(Directory::read(folder)?.knowledge()?)
    };
    let found = knowledge.find(name);
    for entity in &found {
        if json {
            output.json(&entity_value(&knowledge, entity))?;
        } else {
            print(&knowledge, entity, output)?;
        }
    }
    if found.is_empty() {
        eprintln!("communique: the knowledge base holds nothing that is called {name:?}");
        return Ok(Outcome::Failed);
    }
    Ok(Outcome::Done)
}

fn print(knowledge: &Knowledge, entity: &Entity, output: &mut Output) -> std::io::Result<()> {
    output.line(format!("{} · {}", entity.id, entity.name))?;
    if !entity.aliases.is_empty() {
        output.line(format!("  names    {}", entity.aliases.join(" · ")))?;
    }
    if let Some(country) = &entity.country {
        output.line(format!("  country  {country}"))?;
    }
    for whole in &entity.part_of {
        output.line(format!("  part of  {whole}"))?;
    }
    for held in knowledge.offices_held(&entity.id) {
        let of = held.of.map_or_else(String::new, |of| format!(" of {of}"));
        let term = term(held.from, held.to);
        output.line(format!("  office   {}{of}{term}", held.office))?;
    }
    for member in knowledge.members(&entity.id) {
        let term = term(member.from, member.to);
        output.line(format!("  {:8} {}{term}", member.status, member.member))?;
    }
    output.line(format!("  source   {}", entity.provenance))
}

fn term(from: Option<PartialDate>, to: Option<PartialDate>) -> String {
    let date = |date: Option<PartialDate>| date.map_or_else(String::new, |date| date.to_string());
    match (from, to) {
        (None, None) => String::new(),
        (from, to) => format!(", {}/{}", date(from), date(to)),
    }
}

fn entity_value(knowledge: &Knowledge, entity: &Entity) -> Value {
    let text = |date: Option<PartialDate>| date.map(|date| date.to_string());
    let offices = knowledge.offices_held(&entity.id).into_iter().map(|held| {
        json!({ "office": held.office, "of": held.of, "from": text(held.from), "to": text(held.to) })
    });
    let members = knowledge.members(&entity.id).iter().map(|member| {
        json!({ "member": member.member, "status": member.status, "from": text(member.from),
            "to": text(member.to), "provenance": member.provenance })
    });
    json!({
        "entity": entity,
        "offices": offices.collect::<Vec<_>>(),
        "members": members.collect::<Vec<_>>(),
    })
}
