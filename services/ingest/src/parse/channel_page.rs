//! Text scraped from a channel page: each post printed twice, with what the page adds.
//!
//! The post is given back as it was published: its first printing, lines joined by line feeds,
//! white space around the lines left out, blank lines inside kept. The second printing, forward
//! lines and media placeholders are left out and reported as repairs. A line that the post itself
//! says twice stays twice, and "Read in full" stays and marks the document as truncated.
//!
//! A page does not name its own channel, so `source` stays empty; the forwarder is no source.

use communique_model::{Document, Format, Repair, RepairKind};

use super::capture_text::CaptureText;
use super::item::{ParsedDocument, ParsedItem};
use super::marks::trim_line;
use super::page::{Orphan, Page, PagePost};
use super::passages::mark_up;
use super::recognition::{Confidence, Head};
use super::{CaptureParser, MAX_TEXT_BYTES, reject};

/// Reads channel pages.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChannelPage;

impl CaptureParser for ChannelPage {
    fn format(&self) -> Format {
        Format::ChannelPage
    }

    fn revision(&self) -> u32 {
        1
    }

    fn recognise(&self, head: &Head<'_>) -> Confidence {
        let lines = head.lines().last().map_or(0, |(last, _)| last + 1);
        let page = Page::read(head.capture(), lines);
        let evidence = Evidence::of(head.capture(), &page);
        if page.forward_lines > 0 && evidence.doubled_posts > 0 {
            Confidence::percent(95)
        } else if page.placeholders > 0 && evidence.doubled_posts > 0 {
            Confidence::percent(90)
        } else if page.forward_lines > 1 {
            Confidence::percent(80)
        } else if evidence.is_a_page_by_itself() {
            Confidence::percent(75)
        } else if page.opens_with_forward {
            Confidence::percent(60)
        } else {
            Confidence::NONE
        }
    }

    fn parse(&self, capture: &CaptureText) -> Vec<ParsedItem> {
        let page = Page::read(capture, capture.line_count());
        if page.posts.is_empty() {
            let range = capture.whole_range();
            return vec![reject::no_posts(range)];
        }
        let mut items: Vec<ParsedItem> = page
            .posts
            .iter()
            .map(|post| read_post(capture, post, self.revision()))
            .collect();
        for orphan in &page.orphans {
            report_orphan(&mut items, orphan);
        }
        items
    }
}

/// How much of a page is printed twice in the way that such pages do.
#[derive(Default)]
struct Evidence {
    /// Posts whose second printing is as expected.
    doubled_posts: usize,
    /// Those of them with more than one line printed again.
    long_posts: usize,
    /// Bytes that all of them print again, and the most that one of several lines does.
    bytes: usize,
    longest: usize,
    /// Lines of those posts in both printings.
    covered_lines: usize,
    /// Lines of all posts in both printings.
    lines: usize,
}

impl Evidence {
    fn of(capture: &CaptureText, page: &Page) -> Self {
        let mut evidence = Self::default();
        for post in &page.posts {
            let both = post.first.len() + post.second.len();
            evidence.lines += both;
            let as_expected = post.complete || post.loses_marked_lines_only;
            if !post.second.is_empty() && as_expected && post.second.len() < post.first.len() {
                let bytes = post
                    .second
                    .iter()
                    .map(|&line| capture.line(line).len())
                    .sum();
                evidence.doubled_posts += 1;
                evidence.bytes += bytes;
                evidence.covered_lines += both;
                if post.second.len() > 1 {
                    evidence.long_posts += 1;
                    evidence.longest = evidence.longest.max(bytes);
                }
            }
        }
        evidence
    }

    /// Whether the repetition alone shows that this is a channel page. A text with one repeated
    /// line, a song with its refrain or a table with equal rows must not pass.
    fn is_a_page_by_itself(&self) -> bool {
        /// What one post, or each of several, must print again where little else speaks for it.
        const ENOUGH_BYTES: usize = 60;
        let most = self.covered_lines * 10 >= self.lines * 6;
        let sentences = self.bytes >= ENOUGH_BYTES * self.doubled_posts;
        most && (self.long_posts > 1
            || self.longest >= ENOUGH_BYTES
            || (self.doubled_posts > 1 && sentences))
    }
}

fn read_post(capture: &CaptureText, post: &PagePost, revision: u32) -> ParsedItem {
    let extent = post.extent();
    let range = capture.range(extent.clone());
    let text = text_of(capture, &post.first);
    if text.len() > MAX_TEXT_BYTES {
        return reject::text_too_long(range, text.len());
    }
    let mut document = Document::of_text(Format::ChannelPage, revision, text);
    let title = document
        .text
        .split_once('\n')
        .map(|(title, _)| 0..title.len());
    mark_up(&mut document, title);
    let name = post.forward.as_ref().map(|forward| forward.name.clone());
    ParsedItem::Document(Box::new(ParsedDocument {
        document: document.identified(),
        source: None,
        post_id: None,
        forwarded_from: name.filter(|name| !name.is_empty()),
        url: None,
        published_at: None,
        media: post.media.iter().map(|media| media.flag).collect(),
        range,
        repairs: repairs_of(capture, post, extent),
    }))
}

/// The post's text: its lines, and the blank lines that stood between them.
fn text_of(capture: &CaptureText, lines: &[usize]) -> String {
    let mut text = String::new();
    let mut before: Option<usize> = None;
    for &line in lines {
        if let Some(before) = before {
            let between = before + 1..line;
            let blanks = between
                .filter(|&line| trim_line(capture.line(line)).is_empty())
                .count();
            (0..=blanks).for_each(|_| text.push('\n'));
        }
        text.push_str(trim_line(capture.line(line)));
        before = Some(line);
    }
    text
}

fn repairs_of(
    capture: &CaptureText,
    post: &PagePost,
    extent: std::ops::Range<usize>,
) -> Vec<Repair> {
    let mut repairs = Vec::new();
    if let Some(forward) = &post.forward {
        repairs.push(repair(
            RepairKind::ForwardedFrom,
            forward.line,
            forward.line,
        ));
        let repeats = forward.repeats.iter();
        repairs.extend(repeats.map(|&line| repair(RepairKind::RepeatedForwardedFrom, line, line)));
    }
    for media in &post.media {
        let (first, last) = (media.lines.start, media.lines.end - 1);
        repairs.push(repair(RepairKind::MediaPlaceholder, first, last));
    }
    if let (Some(&first), Some(&last)) = (post.second.first(), post.second.last()) {
        let whole = post.second.len() + 1 >= post.first.len();
        let kind = match whole {
            true => RepairKind::SecondPrinting,
            false => RepairKind::PartialSecondPrinting,
        };
        repairs.push(repair(kind, first, last));
    }
    let spaced = |line: &&usize| {
        let line = capture.line(**line);
        trim_line(line).len() < line.len()
    };
    let last_spaced = post.first.iter().rfind(spaced);
    if let (Some(&first), Some(&last)) = (post.first.iter().find(spaced), last_spaced) {
        repairs.push(repair(RepairKind::WhiteSpace, first, last));
    }
    if capture.mended(extent.clone()) {
        repairs.push(repair(RepairKind::Encoding, extent.start, extent.end - 1));
    }
    repairs.sort_by_key(|repair| (repair.line_start, repair.line_end, repair.kind));
    repairs
}

/// Reports lines without a post with the next document, or with the last one.
fn report_orphan(items: &mut [ParsedItem], orphan: &Orphan) {
    let kind = match orphan.is_forward {
        true => RepairKind::EmptyForward,
        false => RepairKind::MediaPlaceholder,
    };
    let reported = repair(kind, orphan.lines.start, orphan.lines.end - 1);
    let (before, after) = items.split_at_mut(orphan.posts_before);
    let mut candidates = after.iter_mut().chain(before.iter_mut().rev());
    let document = candidates.find_map(|item| match item {
        ParsedItem::Document(parsed) => Some(parsed),
        ParsedItem::Rejected(_) => None,
    });
    if let Some(parsed) = document {
        parsed.repairs.push(reported);
        parsed
            .repairs
            .sort_by_key(|repair| (repair.line_start, repair.line_end, repair.kind));
    }
}

/// A repair of lines counted from 0, both inclusive.
fn repair(kind: RepairKind, first: usize, last: usize) -> Repair {
    Repair {
        kind,
        line_start: first as u64 + 1,
        line_end: last as u64 + 1,
    }
}
