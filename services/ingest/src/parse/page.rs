//! A channel page as regions, posts and what stands around them; see [`segmentation`] for how the
//! posts of a region are told apart.
//!
//! [`segmentation`]: super::segmentation

use std::collections::HashSet;
use std::ops::Range;

use communique_model::MediaFlag;

use super::capture_text::CaptureText;
use super::marks::{Placeholder, forwarded_from, is_break, placeholder, trim_line};
use super::region::{Post, Region};
use super::segmentation::{Allowance, segment};

/// A page taken apart. Lines are those of the capture, counted from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// The posts in order.
    pub(super) posts: Vec<PagePost>,
    /// Lines that belong to no post, with the number of posts before them.
    pub(super) orphans: Vec<Orphan>,
    /// Number of forward lines.
    pub(super) forward_lines: usize,
    /// Number of media placeholders.
    pub(super) placeholders: usize,
    /// Whether the first line that is not blank is a forward line.
    pub(super) opens_with_forward: bool,
}

/// One post and everything around it.
#[derive(Clone, Debug)]
pub(super) struct PagePost {
    /// Lines of the first printing.
    pub(super) first: Vec<usize>,
    /// Lines of the second printing.
    pub(super) second: Vec<usize>,
    /// Whether the second printing has all lines but the first one.
    pub(super) complete: bool,
    /// Whether a second printing that lacks lines lacks only such as get lost as a block.
    pub(super) loses_marked_lines_only: bool,
    /// The forward lines above it.
    pub(super) forward: Option<Forward>,
    /// The media that belong to it, in order.
    pub(super) media: Vec<Media>,
}

impl PagePost {
    /// Its lines from the first to the last, with all that stands around it.
    pub(super) fn extent(&self) -> Range<usize> {
        let printed = self.first.iter().chain(&self.second).copied();
        let around = self.forward.iter().map(|forward| forward.line).chain(
            self.media
                .iter()
                .flat_map(|media| [media.lines.start, media.lines.end - 1]),
        );
        let (mut start, mut end) = (usize::MAX, 0);
        for line in printed.chain(around) {
            start = start.min(line);
            end = end.max(line + 1);
        }
        start..end
    }
}

/// The forward lines above a post.
#[derive(Clone, Debug)]
pub(super) struct Forward {
    /// The first of them.
    pub(super) line: usize,
    /// The name, empty if the page leaves it out.
    pub(super) name: String,
    /// Further lines that say the same.
    pub(super) repeats: Vec<usize>,
}

/// One medium that the page only names.
#[derive(Clone, Debug)]
pub(super) struct Media {
    /// What the page says of it.
    pub(super) flag: MediaFlag,
    /// The lines that say so.
    pub(super) lines: Range<usize>,
}

/// Lines that belong to no post.
#[derive(Clone, Debug)]
pub(super) struct Orphan {
    /// How many posts stand before it.
    pub(super) posts_before: usize,
    /// The lines.
    pub(super) lines: Range<usize>,
    /// Whether they are a forward line; else they are media without a text.
    pub(super) is_forward: bool,
}

/// One line of a page.
enum Line<'page> {
    Forward(&'page str),
    Placeholder(Placeholder),
    Text(&'page str),
}

/// A region under construction.
#[derive(Default)]
struct Section<'page> {
    forward: Option<Forward>,
    texts: Vec<&'page str>,
    numbers: Vec<usize>,
    /// Media, each with the number of text lines before it.
    media: Vec<(usize, Media)>,
}

impl Page {
    /// Takes the first lines of a capture apart, as many as are given.
    pub(super) fn read(capture: &CaptureText, lines: usize) -> Self {
        let mut page = Self::default();
        let mut sections = Vec::new();
        let mut section = Section::default();
        let mut before: Option<Placeholder> = None;
        for (number, line) in capture.lines().take(lines).map(trim_line).enumerate() {
            if line.is_empty() {
                continue;
            }
            let line = classify(line);
            match &line {
                Line::Forward(name) => {
                    let first = section.is_empty() && sections.is_empty();
                    page.opens_with_forward |= first && page.forward_lines == 0;
                    page.forward_lines += 1;
                    section.begin_forward(number, name, &mut sections);
                }
                Line::Placeholder(kind) => {
                    page.placeholders += 1;
                    section.add_placeholder(number, *kind, before);
                }
                Line::Text(text) => {
                    section.texts.push(text);
                    section.numbers.push(number);
                }
            }
            before = match line {
                Line::Placeholder(kind) => Some(kind),
                _ => None,
            };
        }
        sections.push(section);
        page.read_sections(sections);
        page
    }

    fn read_sections(&mut self, sections: Vec<Section<'_>>) {
        let mut allowance = Allowance::default();
        let last = sections.len() - 1;
        let cut: Vec<Vec<Post>> = sections
            .iter()
            .enumerate()
            .map(|(index, section)| {
                let region = Region {
                    lines: section.texts.clone(),
                    media: section.media.iter().map(|&(place, _)| place).collect(),
                    ends_page: index == last,
                };
                segment(&region, &mut allowance)
            })
            .collect();
        // A page that prints nothing twice gives no hint but its forward lines.
        let repeats = sections.iter().any(Section::says_a_line_twice)
            || cut
                .iter()
                .flatten()
                .any(|post| post.is_complete() && !post.second.is_empty());
        for (section, posts) in sections.into_iter().zip(cut) {
            let count = section.texts.len();
            let posts = match repeats || count == 0 {
                true => posts,
                false => vec![Post {
                    first: 0..count,
                    second: count..count,
                }],
            };
            self.add_section(section, &posts);
        }
    }

    fn add_section(&mut self, section: Section<'_>, posts: &[Post]) {
        if posts.is_empty() {
            let posts_before = self.posts.len();
            let forwards = section.forward.iter().flat_map(|forward| {
                [forward.line]
                    .into_iter()
                    .chain(forward.repeats.iter().copied())
            });
            self.orphans.extend(forwards.map(|line| Orphan {
                posts_before,
                lines: line..line + 1,
                is_forward: true,
            }));
            self.orphans
                .extend(section.media.into_iter().map(|(_, media)| Orphan {
                    posts_before,
                    lines: media.lines,
                    is_forward: false,
                }));
            return;
        }
        let owners = owners_of_media(&section.media, posts);
        let start = self.posts.len();
        let lines = |range: &Range<usize>| section.numbers[range.clone()].to_vec();
        self.posts.extend(posts.iter().map(|post| PagePost {
            first: lines(&post.first),
            second: lines(&post.second),
            complete: post.is_complete(),
            loses_marked_lines_only: post.loses_marked_lines_only(&section.texts),
            forward: None,
            media: Vec::new(),
        }));
        self.posts[start].forward = section.forward;
        for ((_, media), owner) in section.media.into_iter().zip(owners) {
            self.posts[start + owner].media.push(media);
        }
    }
}

impl<'page> Section<'page> {
    fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.media.is_empty() && self.forward.is_none()
    }

    fn says_a_line_twice(&self) -> bool {
        let mut said = HashSet::with_capacity(self.texts.len());
        self.texts
            .iter()
            .any(|line| !is_break(line) && !said.insert(*line))
    }

    /// Takes in a forward line: it opens the next section, or says again what this one says.
    fn begin_forward(&mut self, number: usize, name: &str, sections: &mut Vec<Section<'page>>) {
        if let Some(forward) = &mut self.forward
            && self.texts.is_empty()
            && self.media.is_empty()
            && forward.name == name
        {
            forward.repeats.push(number);
            return;
        }
        let mut next = Section {
            forward: Some(Forward {
                line: number,
                name: name.to_owned(),
                repeats: Vec::new(),
            }),
            ..Section::default()
        };
        if self.forward.is_none() && self.texts.is_empty() {
            // Media at the top of the page, above the forward line of their post.
            next.media = std::mem::take(&mut self.media);
        }
        let done = std::mem::replace(self, next);
        if !done.is_empty() {
            sections.push(done);
        }
    }

    fn add_placeholder(&mut self, number: usize, kind: Placeholder, before: Option<Placeholder>) {
        let flag = match kind {
            Placeholder::TooBig => MediaFlag::TooBig,
            Placeholder::OnlyInApp => MediaFlag::OnlyInApp,
            Placeholder::Button => {
                let named = before.is_some_and(|before| before != Placeholder::Button);
                if named && let Some((_, media)) = self.media.last_mut() {
                    media.lines.end = number + 1;
                    return;
                }
                MediaFlag::Unnamed
            }
        };
        let lines = number..number + 1;
        self.media.push((self.texts.len(), Media { flag, lines }));
    }
}

fn classify(line: &str) -> Line<'_> {
    if let Some(name) = forwarded_from(line) {
        Line::Forward(name)
    } else if let Some(kind) = placeholder(line) {
        Line::Placeholder(kind)
    } else {
        Line::Text(line)
    }
}

/// For each medium, the post that it belongs to.
///
/// Between two posts a video that is too big stands before its text, and what only the app shows
/// stands after the second printing of its post.
fn owners_of_media(media: &[(usize, Media)], posts: &[Post]) -> Vec<usize> {
    let mut owners = Vec::with_capacity(media.len());
    let last = posts.len() - 1;
    for (index, (place, _)) in media.iter().enumerate() {
        let next = posts.partition_point(|post| post.first.start < *place);
        let between = next > 0 && next <= last && posts[next].first.start == *place;
        let owner = if !between {
            next.saturating_sub(1)
        } else {
            let closes = media[index..]
                .iter()
                .take_while(|(other, _)| other == place)
                .any(|(_, media)| media.flag != MediaFlag::TooBig);
            if closes { next - 1 } else { next }
        };
        owners.push(owner);
    }
    owners
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Page {
        let capture = CaptureText::decode(lines.join("\n").as_bytes()).unwrap();
        Page::read(&capture, capture.line_count())
    }

    fn firsts(page: &Page) -> Vec<Vec<usize>> {
        page.posts.iter().map(|post| post.first.clone()).collect()
    }

    #[test]
    fn media_go_to_the_post_they_belong_to() {
        let page = read(&[
            "Media is too big",
            "VIEW IN TELEGRAM",
            "🎙 First briefing of the week",
            "The envoy spoke.",
            "The envoy spoke.",
            "Please open Telegram to view this post",
            "VIEW IN TELEGRAM",
            "Media is too big",
            "VIEW IN TELEGRAM",
            "🎙 Second briefing of the week",
            "The envoy spoke again.",
            "The envoy spoke again.",
        ]);
        assert_eq!(firsts(&page), [vec![2, 3], vec![9, 10]]);
        let flags: Vec<Vec<MediaFlag>> = page
            .posts
            .iter()
            .map(|post| post.media.iter().map(|media| media.flag).collect())
            .collect();
        let expected = [
            vec![MediaFlag::TooBig, MediaFlag::OnlyInApp],
            vec![MediaFlag::TooBig],
        ];
        assert_eq!(flags, expected);
        assert_eq!(page.posts[0].extent(), 0..7);
        assert_eq!(page.posts[1].extent(), 7..12);
    }

    #[test]
    fn forward_lines_may_be_doubled_or_empty() {
        let page = read(&[
            "Forwarded from Desk One",
            "Forwarded from Desk Two",
            "Forwarded from Desk Two",
            "🌍 A heading",
            "A text.",
            "A text.",
            "Forwarded from Desk Three",
        ]);
        let forward = page.posts[0].forward.as_ref().unwrap();
        assert_eq!((forward.line, forward.name.as_str()), (1, "Desk Two"));
        assert_eq!(forward.repeats, [2]);
        let orphans: Vec<usize> = page
            .orphans
            .iter()
            .map(|orphan| orphan.lines.start)
            .collect();
        assert_eq!(orphans, [0, 6]);
        assert!(page.opens_with_forward);
    }

    #[test]
    fn without_any_repetition_forward_lines_decide() {
        let page = read(&[
            "Forwarded from Desk",
            "One.",
            "Two.",
            "Forwarded from Desk",
            "Three.",
        ]);
        assert_eq!(firsts(&page), [vec![1, 2], vec![4]]);
    }
}
