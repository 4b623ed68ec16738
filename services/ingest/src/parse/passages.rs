//! Parts of a text as passages: what every format shares.

use std::ops::Range;

use communique_model::{CodePoints, DateBasis, Document, Passage, PassageKind};

use super::dateline::{Dateline, dateline};
use super::marks::{LeadOn, elisions, is_blank, is_hashtags, lead_on, trim_line};

/// Most elisions that are marked in one document; a text with more is made of them.
const MOST_ELISIONS: usize = 10_000;

/// Collects passages of one text, given in bytes.
pub(super) struct Passages<'text> {
    text: &'text str,
    points: CodePoints<'text>,
    passages: Vec<Passage>,
}

impl<'text> Passages<'text> {
    /// No passages of this text yet.
    pub(super) fn of(text: &'text str) -> Self {
        Self {
            text,
            points: CodePoints::new(text),
            passages: Vec::new(),
        }
    }

    /// Adds a passage; an empty one is left out.
    pub(super) fn add(&mut self, kind: PassageKind, bytes: Range<usize>) {
        if !bytes.is_empty() {
            self.passages.push(Passage {
                kind,
                span: self.points.span(bytes.start, bytes.end),
                speaker: None,
            });
        }
    }

    /// Adds a turn with the label of its speaker.
    pub(super) fn add_turn(&mut self, bytes: Range<usize>, speaker: Range<usize>) {
        self.passages.push(Passage {
            kind: PassageKind::Turn,
            span: self.points.span(bytes.start, bytes.end),
            speaker: Some(self.points.span(speaker.start, speaker.end)),
        });
    }

    /// Marks every "<…>".
    pub(super) fn add_elisions(&mut self) {
        for range in elisions(self.text).into_iter().take(MOST_ELISIONS) {
            self.add(PassageKind::Elision, range);
        }
    }

    /// The passages in order of their start; of two with the same start the longer one first.
    pub(super) fn finish(mut self) -> Vec<Passage> {
        self.passages.sort_by(|one, other| {
            (one.span.start, std::cmp::Reverse(one.span.end), one.kind).cmp(&(
                other.span.start,
                std::cmp::Reverse(other.span.end),
                other.kind,
            ))
        });
        self.passages
    }
}

/// The lines of a text with their ranges in bytes, line feeds not included.
pub(super) fn lines_of(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        (range, line)
    })
}

/// Marks the parts of a post or note, and reads off its fields what they state. `title` is the
/// title's range, if it stands in the text; `document.title` is left alone without it.
pub(super) fn mark_up(document: &mut Document, title: Option<Range<usize>>) {
    let text = std::mem::take(&mut document.text);
    let mut passages = Passages::of(&text);
    let stated = dateline(&text);
    if let Some(title) = &title {
        document.title = text[title.clone()].to_owned();
        passages.add(PassageKind::Title, title.clone());
    }
    if let Some((date, range)) = &stated.date {
        document.date = Some(*date);
        document.date_basis = Some(DateBasis::Stated);
        passages.add(PassageKind::Date, range.clone());
    }
    if let Some(place) = &stated.place {
        document.place = Some(text[place.clone()].to_owned());
        passages.add(PassageKind::Place, place.clone());
    }
    for (range, line) in lines_of(&text) {
        let line = trim_line(line);
        if is_hashtags(line) {
            passages.add(PassageKind::Hashtags, range);
        } else if let Some(leads_on) = lead_on(line) {
            passages.add(PassageKind::ReadMore, range);
            document.truncated |= leads_on == LeadOn::Read;
        }
    }
    passages.add(PassageKind::Body, body(&text, title, &stated));
    passages.add_elisions();
    document.passages = passages.finish();
    document.text = text;
}

/// The running text: all but the title, the date line below it, and the tags and pointers at the
/// end.
fn body(text: &str, title: Option<Range<usize>>, stated: &Dateline) -> Range<usize> {
    let after_title = title.map_or(0, |title| title.end);
    let mut body: Option<Range<usize>> = None;
    for (number, (range, line)) in lines_of(text).enumerate() {
        let line = trim_line(line);
        let before = range.end <= after_title || stated.lines.contains(&number);
        if (before && body.is_none()) || is_blank(line) {
            continue;
        }
        if body.is_none() {
            body = Some(range.start..range.start);
        }
        if !is_hashtags(line)
            && lead_on(line).is_none()
            && let Some(body) = &mut body
        {
            body.end = range.end;
        }
    }
    body.unwrap_or(0..0)
}
