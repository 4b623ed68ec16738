//! What a text reports, for people.

use std::io;

use communique_model::{CodePoints, DateBasis, Extraction, Named};

use super::Output;
use super::answers::one_line;

/// The reports of a text, one a line, each with the place of its evidence; nothing where it
/// reports nothing.
pub fn print_records(output: &mut Output, text: &str, found: &Extraction) -> io::Result<()> {
    let points = CodePoints::new(text);
    let mut lines: Vec<String> = Vec::new();
    if let Some(date) = found.date {
        let basis = match found.date_basis {
            Some(DateBasis::Stated) => " (stated)",
            Some(DateBasis::Given) => " (given)",
            None => "",
        };
        lines.push(format!("date      {date}{basis}"));
    }
    if let Some(kind) = found.kind {
        lines.push(format!("kind      {}", kind.as_str()));
    }
    if let Some(place) = &found.place {
        lines.push(format!("place     {}", one_line(&place.name)));
    }
    for utterance in &found.utterances {
        lines.push(format!(
            "speaks    {}-{} {}",
            utterance.span.start,
            utterance.span.end,
            one_line(&utterance.speaker.name)
        ));
    }
    for event in &found.events {
        let participants: Vec<String> = event
            .participants
            .iter()
            .map(|participant| {
                let name = one_line(&participant.who.name);
                match &participant.office {
                    Some(office) => format!("{name} ({})", one_line(office)),
                    None => name,
                }
            })
            .collect();
        lines.push(format!(
            "event     {}-{} {}: {}{}{}",
            event.evidence.start,
            event.evidence.end,
            event.kind.as_str(),
            participants.join(", "),
            after(
                " in ",
                event.place.as_ref().map(|place| place.name.as_str())
            ),
            after(" on ", event.date.as_deref()),
        ));
    }
    for figure in &found.figures {
        lines.push(format!(
            "figure    {}-{} {}: {}{} {}{}{}{}",
            figure.evidence.start,
            figure.evidence.end,
            figure.metric.as_str(),
            figure
                .qualifier
                .as_deref()
                .map(|qualifier| format!("{qualifier} "))
                .unwrap_or_default(),
            figure.value,
            figure.unit,
            after(" of ", names(&figure.parties).as_deref()),
            after(" in ", figure.period.as_deref()),
            after(
                ", said ",
                figure.speaker.as_ref().map(|speaker| speaker.name.as_str())
            ),
        ));
    }
    for office in &found.offices {
        let known = office.of.as_ref().map(ToString::to_string);
        let of = known.or_else(|| office.of_name.as_deref().map(one_line));
        lines.push(format!(
            "office    {}-{} {}: {}{}",
            office.evidence.start,
            office.evidence.end,
            one_line(&office.name),
            one_line(&office.office),
            after(" of ", of.as_deref()),
        ));
    }
    for chair in &found.chairs {
        lines.push(format!(
            "chair     {}-{} {} of {}{}  “{}”",
            chair.evidence.start,
            chair.evidence.end,
            one_line(&chair.who.name),
            one_line(&chair.what.name),
            after(" in ", chair.period.as_deref()),
            one_line(points.slice(chair.evidence)),
        ));
    }
    for line in lines {
        output.line(line)?;
    }
    Ok(())
}

fn after(word: &str, value: Option<&str>) -> String {
    value
        .map(|value| format!("{word}{}", one_line(value)))
        .unwrap_or_default()
}

fn names(parties: &[Named]) -> Option<String> {
    let names: Vec<&str> = parties.iter().map(|party| party.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
