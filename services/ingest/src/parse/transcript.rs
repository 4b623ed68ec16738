//! The text of a transcript page of a presidential site.
//!
//! Its parts in order, each of which may be missing: the site's section, the title, a summary;
//! the date, the time and the place, each on a line; a counter of photos with their captions and
//! credits; the conversation, with "<…>" where something was left out; lists of places, topics
//! and persons; data of publication. The text of the document is the whole page, and every part
//! is a passage of it.

use std::ops::Range;

use communique_model::{DateBasis, Document, Format, PartialDate, PassageKind};

use super::CaptureParser;
use super::capture_text::CaptureText;
use super::dateline::{date_line, place_in};
use super::dates::full_dates;
use super::item::ParsedItem;
use super::marks::{LeadOn, is_blank, is_break, is_spacing, lead_on, trim_line};
use super::passages::{Passages, lines_of};
use super::recognition::{Confidence, Head};
use super::speakers::Speakers;
use super::transcript_marks::{clock, is_counter, is_photo, is_section, tail_heading};
use super::whole::whole_document;

/// Reads transcripts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Transcript;

/// The date line is looked for among so many first lines.
const FRONT_LINES: usize = 8;
/// The lists at the end are looked for among so many last lines.
const TAIL_LINES: usize = 300;
/// Longest line of a list at the end, or of a photo's caption, in bytes.
const LONGEST_TAIL_LINE: usize = 400;

impl CaptureParser for Transcript {
    fn format(&self) -> Format {
        Format::Transcript
    }

    fn revision(&self) -> u32 {
        1
    }

    fn recognise(&self, head: &Head<'_>) -> Confidence {
        /// What a page must show at least; see below.
        const ENOUGH: u32 = 45;
        let capture = head.capture();
        let lines = page_lines(capture);
        let parts = Parts::of(&lines);
        let mut evidence = 0;
        let mut count = |shown: bool, worth: u32| evidence += if shown { worth } else { 0 };
        for (kind, _) in &parts.tail {
            // Words that end other pages, too; only the data of publication are peculiar.
            count(
                true,
                if *kind == PassageKind::Publication {
                    25
                } else {
                    15
                },
            );
        }
        count(parts.date.is_some(), 15);
        count(parts.time.is_some(), 10);
        count(!parts.photos.is_empty(), 15);
        count(parts.section.is_some_and(|at| is_section(&lines[at])), 10);
        count(!parts.turns.is_empty(), 10);
        count(parts.turns.len() > 1, 10);
        if evidence < ENOUGH {
            return Confidence::NONE;
        }
        Confidence::percent(40 + u8::try_from(evidence / 2).unwrap_or(55).min(54))
    }

    fn parse(&self, capture: &CaptureText) -> Vec<ParsedItem> {
        vec![whole_document(capture, |text| self.document(text))]
    }
}

impl Transcript {
    fn document(&self, text: String) -> Document {
        let (ranges, lines): (Vec<Range<usize>>, Vec<&str>) = lines_of(&text)
            .filter(|(_, line)| !is_blank(line))
            .map(|(range, line)| {
                let lead = line.len() - line.trim_start_matches(is_spacing).len();
                let line = trim_line(line);
                (range.start + lead..range.start + lead + line.len(), line)
            })
            .unzip();
        let parts = Parts::of(&lines);
        let bytes = |of: &Range<usize>| match of.is_empty() {
            true => 0..0,
            false => ranges[of.start].start..ranges[of.end - 1].end,
        };
        let one = |line: usize| ranges[line].clone();

        let mut passages = Passages::of(&text);
        let mut title = String::new();
        if let Some(at) = parts.section {
            passages.add(PassageKind::Section, one(at));
        }
        if let Some(at) = parts.title {
            passages.add(PassageKind::Title, one(at));
            title = lines[at].to_owned();
        }
        passages.add(PassageKind::Summary, bytes(&parts.summary));
        if let Some((at, _)) = parts.date {
            passages.add(PassageKind::Date, one(at));
        }
        if let Some((at, _)) = &parts.time {
            passages.add(PassageKind::Time, one(*at));
        }
        let place = parts.place.as_ref().map(|(at, within)| {
            let start = ranges[*at].start;
            start + within.start..start + within.end
        });
        if let Some(place) = &place {
            passages.add(PassageKind::Place, place.clone());
        }
        for &photo in &parts.photos {
            passages.add(PassageKind::PhotoCredit, one(photo));
        }
        passages.add(PassageKind::Body, bytes(&parts.body));
        for turn in &parts.turns {
            let label = ranges[turn.lines.start].start;
            passages.add_turn(bytes(&turn.lines), label..label + turn.label);
        }
        for (kind, lines) in &parts.tail {
            passages.add(*kind, bytes(lines));
        }
        for (at, line) in lines.iter().enumerate() {
            if lead_on(line).is_some() {
                passages.add(PassageKind::ReadMore, one(at));
            }
        }
        passages.add_elisions();
        let passages = passages.finish();

        let date = parts
            .date
            .map(|(_, date)| date)
            .or_else(|| parts.publication_date(&lines));
        let truncated = lines.iter().any(|line| lead_on(line) == Some(LeadOn::Read));
        let place = place.map(|place| text[place].to_owned());
        let time = parts.time.map(|(_, time)| time);
        let mut document = Document::of_text(Format::Transcript, self.revision(), text);
        document.title = title;
        document.passages = passages;
        document.date = date;
        document.date_basis = date.map(|_| DateBasis::Stated);
        document.time = time;
        document.place = place;
        document.truncated = truncated;
        document.identified()
    }
}

/// The lines of a capture that are not blank, as the parts are found in.
fn page_lines(capture: &CaptureText) -> Vec<&str> {
    capture
        .lines()
        .map(trim_line)
        .filter(|line| !line.is_empty())
        .collect()
}

/// The parts of a page, as indices of its lines that are not blank.
#[derive(Debug, Default)]
struct Parts {
    section: Option<usize>,
    title: Option<usize>,
    summary: Range<usize>,
    date: Option<(usize, PartialDate)>,
    time: Option<(usize, String)>,
    /// Line and range of bytes within it.
    place: Option<(usize, Range<usize>)>,
    photos: Vec<usize>,
    body: Range<usize>,
    turns: Vec<Turn>,
    tail: Vec<(PassageKind, Range<usize>)>,
}

/// What one speaker says in one go.
#[derive(Debug)]
struct Turn {
    lines: Range<usize>,
    /// Length of the label in bytes of the first line.
    label: usize,
}

impl Parts {
    fn of(lines: &[&str]) -> Self {
        let mut parts = Self::default();
        let tail_start = parts.find_tail(lines);
        let page = &lines[..tail_start];
        let front = page.len().min(FRONT_LINES);
        let dated = (0..front).find_map(|at| Some((at, date_line(page[at])?)));
        let after_front = match &dated {
            Some((at, _)) => *at,
            None => front_end(&page[..front]),
        };
        parts.read_front(page, after_front);
        let mut at = after_front;
        if let Some((line, (date, place))) = dated {
            parts.date = Some((line, date));
            parts.place = place.map(|place| (line, place));
            at = line + 1;
        }
        at = parts.read_head(page, at);
        parts.body = at..tail_start;
        parts.read_turns(lines);
        parts
    }

    /// Section, title and summary are the lines above the date.
    fn read_front(&mut self, page: &[&str], end: usize) {
        let mut at = 0;
        let opens = |line: &str| is_section(&line) || (end > 2 && line.split(' ').count() <= 2);
        if end > 1 && opens(page[0]) {
            self.section = Some(0);
            at = 1;
        }
        if at < end {
            self.title = Some(at);
            self.summary = at + 1..end;
        }
    }

    /// Time, place and photos stand between the date and the conversation.
    fn read_head(&mut self, page: &[&str], mut at: usize) -> usize {
        while at < page.len() {
            let line = page[at];
            let next = page.get(at + 1).copied();
            if self.time.is_none()
                && let Some(time) = clock(line)
            {
                self.time = Some((at, time));
            } else if is_counter(line)
                || is_photo(line)
                || (self.photos.last().is_some_and(|&photo| photo + 1 == at)
                    && line.len() <= LONGEST_TAIL_LINE
                    && next.is_some_and(|next| is_photo(next) || is_counter(next)))
            {
                self.photos.push(at);
            } else if self.place.is_none()
                && self.photos.is_empty()
                && !next.is_some_and(|next| next.starts_with(':'))
                && (self.date.is_some() || next.is_some_and(opens_conversation))
                && let Some(place) = place_in(line, 0..line.len())
                && place.len() + 1 >= line.len()
            {
                self.place = Some((at, place));
            } else {
                break;
            }
            at += 1;
        }
        at
    }

    fn read_turns(&mut self, lines: &[&str]) {
        let mut speakers = Speakers::default();
        self.title.iter().for_each(|&at| speakers.learn(lines[at]));
        lines[self.summary.clone()]
            .iter()
            .for_each(|line| speakers.learn(line));
        for (kind, persons) in &self.tail {
            if *kind == PassageKind::Persons {
                lines[persons.start + 1..persons.end]
                    .iter()
                    .for_each(|line| speakers.learn(line));
            }
        }
        let body = self.body.clone();
        for at in body.clone() {
            let next = lines.get(at + 1).copied().filter(|_| at + 1 < body.end);
            if let Some(label) = speakers.label(lines[at], next) {
                if let Some(turn) = self.turns.last_mut() {
                    turn.lines.end = at;
                }
                let lines = at..body.end;
                self.turns.push(Turn { lines, label });
            }
        }
        for turn in &mut self.turns {
            // A mark of elision on a line of its own between two turns belongs to neither.
            while turn.lines.len() > 1 && is_break(lines[turn.lines.end - 1]) {
                turn.lines.end -= 1;
            }
        }
    }

    /// Finds the lists at the end; answers where they begin.
    fn find_tail(&mut self, lines: &[&str]) -> usize {
        let first = lines.len().saturating_sub(TAIL_LINES);
        let mut headings = Vec::new();
        for at in (first..lines.len()).rev() {
            if lines[at].len() > LONGEST_TAIL_LINE || is_break(lines[at]) {
                break;
            }
            if let Some(kind) = tail_heading(lines[at]) {
                headings.push((at, kind));
            }
        }
        headings.reverse();
        let Some(&(start, _)) = headings.first() else {
            return lines.len();
        };
        for (index, &(at, kind)) in headings.iter().enumerate() {
            let end = headings
                .get(index + 1)
                .map_or(lines.len(), |&(next, _)| next);
            match self.tail.last_mut() {
                Some((PassageKind::Publication, range)) if kind == PassageKind::Publication => {
                    range.end = end;
                }
                _ => self.tail.push((kind, at..end)),
            }
        }
        start
    }

    /// The day in the data of publication, for pages without a date line.
    fn publication_date(&self, lines: &[&str]) -> Option<PartialDate> {
        let of_publication = |(kind, range): &(PassageKind, Range<usize>)| {
            (*kind == PassageKind::Publication).then(|| range.clone())
        };
        let range = self.tail.iter().find_map(of_publication)?;
        lines[range]
            .iter()
            .find_map(|line| full_dates(line).pop())
            .map(|full| full.date)
    }
}

/// Where the lines above the place or the photos end on a page without a date line: at most
/// section, title and summary are taken for them.
fn front_end(front: &[&str]) -> usize {
    let sectioned = usize::from(front.first().is_some_and(is_section));
    let opens = |at: &usize| {
        let next = front.get(at + 1).copied();
        opens_conversation(front[*at]) || Speakers::default().label(front[*at], next).is_some()
    };
    match (0..front.len()).find(opens) {
        Some(at) => at.min(2 + sectioned),
        None => front.len().min(1 + sectioned),
    }
}

/// Whether a line is a clock time or tells of a photo.
fn opens_conversation(line: &str) -> bool {
    is_counter(line) || clock(line).is_some() || is_photo(line)
}
