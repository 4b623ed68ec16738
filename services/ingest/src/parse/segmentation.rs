//! Where one post of a channel page ends and the next begins, found from the repetition itself.
//!
//! # The page
//!
//! A scraped page prints each post and then, without any mark, prints it a second time: without
//! its first line, and sometimes without further lines (items of a list set with custom emoji
//! get lost as a block). So a page is a sequence of pairs `P S`, where the second printing `S`
//! is an ordered subsequence of `P` without its first line, and is empty for posts of one line.
//! Nothing else tells a post's title from the last line of the post before it; only a "Forwarded
//! from" line is a boundary by itself, so a page is cut there into *regions* first.
//!
//! # The choice
//!
//! A sequence can be read as such pairs in many ways: adjacent posts share lines ("#SCO", "Read in
//! full"), a post repeats its own lines ("<...>"), a post is printed again later. Each reading is
//! given a cost, the cheapest wins, and on a tie the one whose second printings begin earlier:
//!
//! - each post costs [`POST`], so that few posts are preferred to many;
//! - each run of lines of `P` missing from `S` costs, least for items of a list, more for lines
//!   that begin with an emoji, most for plain lines, and a block less than the sum of its lines:
//!   complete printings are preferred;
//! - a second printing that includes the first line costs [`FULL`], more than reading it as a
//!   post published twice where both are possible;
//! - a page may be cut anywhere: what is missing from the last post costs no more than [`CUT`],
//!   unless lines of it occurred before ([`REPEAT`]);
//! - what hardly opens a post (hashtags, "Read in full", a date line, the second item of a list)
//!   costs as its first line, and what hardly is a post by itself costs as its only line;
//! - media placeholders stand before or after a post, so one inside costs [`MEDIA`].
//!
//! These costs order readings; they are no probabilities, and only their order of magnitude
//! matters. They were chosen by reasoning about the cases above and are checked by generated
//! pages whose true segmentation is known.
//!
//! # The algorithm
//!
//! Dynamic programming over the lines of a region, hashed to numbers. `best[j]` is the cheapest
//! reading of the first `j` lines. A second printing can start only at a line `m` that occurred
//! before; from each such `m` the matching lines of the first printing are followed as a set of
//! *chains*, each at a line `k < m` and each knowing the cheapest post that may own it. A chain
//! goes on with the very next line if that matches (skipping further could only lose lines) and
//! otherwise with every later occurrence before `m`; after each step the post may end, and its
//! unmatched tail is paid for. Costs of a post's head (lines skipped between its first line and
//! the first match) do not depend on `m` and are carried along in constant time per line.
//!
//! The work is bounded: an earlier occurrence counts only within [`WINDOW`] lines, at most
//! [`CHAINS`] chains are followed at once, and steps are limited per line and per page; a page
//! that exceeds them is still read, from what was found until then. For real pages the number of
//! steps is about the length of a post times the number of lines.

use std::collections::HashMap;
use std::ops::Range;

use super::line_features::{LineFeatures, Loss};
use super::marks::marker;

/// Cost of a post.
const POST: i64 = 20;
/// Cost of a second printing that repeats the first line too.
const FULL: i64 = 40;
/// Most that the lines missing at the end of a page can cost, but for those next.
const CUT: i64 = 25;
/// Cost of a line among them that occurred before: it looks like a second printing by itself.
const REPEAT: i64 = 8;
/// Cost of media placeholders between the lines of a post.
const MEDIA: i64 = 15;

/// Farthest that a second printing may stand from the first, in lines; posts are far shorter.
pub(super) const WINDOW: usize = 1_024;
/// Most chains that are followed from one line.
const CHAINS: usize = 64;
/// Most steps from one line.
const STEPS_PER_LINE: u64 = 8_192;
/// Most steps from one line when the page's allowance is used up.
const STEPS_AFTERWARDS: u64 = 64;

/// The lines between two "Forwarded from" lines, without blank lines and media placeholders.
#[derive(Clone, Debug, Default)]
pub(super) struct Region<'page> {
    /// The trimmed lines.
    pub(super) lines: Vec<&'page str>,
    /// Positions before which media placeholders stand (0 to the number of lines), ascending.
    pub(super) media: Vec<usize>,
    /// Whether the page ends with this region.
    pub(super) ends_page: bool,
}

/// One post within a region; ranges count the region's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Post {
    /// The first printing.
    pub(super) first: Range<usize>,
    /// The second printing, right after it; may be empty.
    pub(super) second: Range<usize>,
}

impl Post {
    /// Whether the second printing has all lines of the first but the first one.
    pub(super) fn is_complete(&self) -> bool {
        self.second.len() + 1 == self.first.len()
    }

    /// Whether no plain line is missing from the second printing. Equal lines count as often as
    /// they stand.
    pub(super) fn loses_marked_lines_only(&self, lines: &[&str]) -> bool {
        let mut printed: HashMap<&str, usize> = HashMap::new();
        for line in &lines[self.second.clone()] {
            *printed.entry(line).or_default() += 1;
        }
        let body = self.first.start + 1..self.first.end.max(self.first.start + 1);
        lines[body].iter().all(|line| match printed.get_mut(line) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => marker(line).is_some(),
        })
    }
}

/// What is left of a page's allowance of steps.
#[derive(Clone, Debug)]
pub(super) struct Allowance(u64);

impl Default for Allowance {
    fn default() -> Self {
        Self(100_000_000)
    }
}

/// Cuts a region into posts; together they cover all its lines.
pub(super) fn segment(region: &Region<'_>, allowance: &mut Allowance) -> Vec<Post> {
    Segmenter::new(region, allowance).run()
}

/// A reading of a prefix of the lines, by its last post.
#[derive(Clone, Copy)]
struct Reading {
    cost: i64,
    start: usize,
    second: usize,
}

/// A first line and what it costs to have come from it to some later line.
#[derive(Clone, Copy)]
struct Opening {
    cost: i64,
    start: usize,
}

/// A match of the line under consideration with line `at` of a first printing.
#[derive(Clone, Copy)]
struct Chain {
    at: usize,
    opening: Opening,
}

struct Segmenter<'region> {
    region: &'region Region<'region>,
    features: Vec<LineFeatures>,
    keys: Vec<u32>,
    /// The occurrence before each line's.
    previous: Vec<Option<usize>>,
    /// Number of media places at or before each position.
    media: Vec<i64>,
    /// For each kind of loss, the number of such lines before each position.
    losses: [Vec<i64>; 3],
    /// Number of lines before each position that occurred before.
    repeated: Vec<i64>,
    best: Vec<Option<Reading>>,
    /// For each line, the cheapest post opened before it of which all lines between are lost.
    openings: Vec<Option<Opening>>,
    allowance: &'region mut Allowance,
}

impl<'region> Segmenter<'region> {
    fn new(region: &'region Region<'region>, allowance: &'region mut Allowance) -> Self {
        let count = region.lines.len();
        let features = LineFeatures::of_lines(&region.lines);
        let (keys, previous) = occurrences(&region.lines, region.ends_page);
        let mut losses =
            [Loss::ListItem, Loss::Marked, Loss::Plain].map(|_| Vec::with_capacity(count + 1));
        for (kind, sums) in losses.iter_mut().enumerate() {
            let mut sum = 0;
            sums.push(0);
            for line in &features {
                sum += i64::from(line.loss as usize == kind);
                sums.push(sum);
            }
        }
        let mut repeated = vec![0; count + 1];
        for (line, before) in previous.iter().enumerate() {
            repeated[line + 1] = repeated[line] + i64::from(before.is_some());
        }
        let mut media = vec![0; count + 1];
        let mut places = region.media.iter().peekable();
        let mut sum = 0;
        for (position, total) in media.iter_mut().enumerate() {
            if places.peek() == Some(&&position) {
                sum += 1;
                while places.next_if(|&&place| place == position).is_some() {}
            }
            *total = sum;
        }
        Self {
            region,
            features,
            keys,
            previous,
            media,
            losses,
            repeated,
            best: vec![None; count + 1],
            openings: vec![None; count + 1],
            allowance,
        }
    }

    fn run(mut self) -> Vec<Post> {
        let count = self.keys.len();
        self.best[0] = Some(Reading {
            cost: 0,
            start: 0,
            second: 0,
        });
        // The cheapest openings whose lost lines so far are at worst of each kind.
        let mut losing: [Option<Opening>; 3] = [None; 3];
        for position in 1..=count {
            let fresh = self.opening(position - 1);
            let lost = self.lose(losing, position);
            losing = lost;
            let cheapest = losing
                .iter()
                .flatten()
                .copied()
                .min_by_key(|opening| opening.cost);
            self.openings[position] = [Some(fresh), cheapest]
                .into_iter()
                .flatten()
                .min_by_key(|opening| opening.cost);
            let alone = Opening {
                cost: fresh.cost + self.features[position - 1].alone,
                ..fresh
            };
            for opening in [Some(alone), cheapest].into_iter().flatten() {
                self.end(position, position, opening);
            }
            if position < count {
                self.follow(position);
            } else if self.region.ends_page {
                self.cut_first_printing();
            }
        }
        self.posts()
    }

    /// The cost of opening a post with this line, its media excluded.
    fn opening(&self, line: usize) -> Opening {
        let before = self.best[line].map_or(i64::MAX / 4, |reading| reading.cost);
        let head = if line == 0 {
            0
        } else {
            self.features[line].head
        };
        Opening {
            cost: before + POST + head - MEDIA * self.media[line],
            start: line,
        }
    }

    /// Adds the line before `position` to the lost lines of all openings before it.
    fn lose(&self, losing: [Option<Opening>; 3], position: usize) -> [Option<Opening>; 3] {
        let mut lost = [None; 3];
        let Some(line) = position.checked_sub(1).filter(|&line| line > 0) else {
            return lost;
        };
        let mut relax = |kind: Loss, opening: Opening| {
            let slot: &mut Option<Opening> = &mut lost[kind as usize];
            if slot.is_none_or(|old| opening.cost < old.cost) {
                *slot = Some(opening);
            }
        };
        let this = &self.features[line];
        for (before, opening) in Loss::ALL.into_iter().zip(losing) {
            if let Some(opening) = opening {
                let kind = before.max(this.loss);
                let cost = opening.cost + kind.run() - before.run() + this.loss.line();
                relax(kind, Opening { cost, ..opening });
            }
        }
        // Items that look like the first line itself are posts in a row rather than its list.
        let head = &self.features[line - 1];
        let kind = match this.marker.is_some() && this.marker == head.marker {
            true => Loss::Plain,
            false => this.loss,
        };
        let opening = self.opening(line - 1);
        let cost = opening.cost + kind.run() + kind.line();
        relax(kind, Opening { cost, ..opening });
        lost
    }

    /// What it costs that a second printing lacks these lines.
    fn loss(&self, lines: Range<usize>) -> i64 {
        if lines.is_empty() {
            return 0;
        }
        let mut cost = 0;
        let mut worst = Loss::ListItem;
        for kind in Loss::ALL {
            let sums = &self.losses[kind as usize];
            let count = sums[lines.end] - sums[lines.start];
            if count > 0 {
                worst = kind;
                cost += count * kind.line();
            }
        }
        cost + worst.run()
    }

    /// What it costs that the page was cut before these lines were printed again.
    fn cut(&self, lines: Range<usize>) -> i64 {
        CUT + REPEAT * (self.repeated[lines.end] - self.repeated[lines.start])
    }

    /// Considers the post that ends before `end` and whose second printing starts at `second`.
    fn end(&mut self, end: usize, second: usize, opening: Opening) {
        let cost = opening.cost + MEDIA * self.media[end - 1];
        let slot = &mut self.best[end];
        if slot.is_none_or(|old| cost < old.cost) {
            *slot = Some(Reading {
                cost,
                start: opening.start,
                second,
            });
        }
    }

    /// Considers all second printings that start at line `second`.
    fn follow(&mut self, second: usize) {
        let mut steps = match self.allowance.0 {
            0 => STEPS_AFTERWARDS,
            left => left.min(STEPS_PER_LINE),
        };
        let granted = steps;
        let mut chains = self.chains_from(second);
        let mut line = second;
        while !chains.is_empty() {
            let end = line + 1;
            for chain in &chains {
                let tail = self.loss(chain.at + 1..second);
                let tail = match self.region.ends_page && end == self.keys.len() {
                    true => tail.min(self.cut(chain.at + 1..second)),
                    false => tail,
                };
                let cost = chain.opening.cost + tail;
                self.end(
                    end,
                    second,
                    Opening {
                        cost,
                        ..chain.opening
                    },
                );
            }
            if end == self.keys.len() || steps < chains.len() as u64 {
                break;
            }
            steps -= chains.len() as u64;
            chains = self.advance(&chains, end, second, &mut steps);
            line = end;
        }
        self.allowance.0 = self.allowance.0.saturating_sub(granted - steps);
    }

    /// The earlier lines that equal line `second`, each with the cheapest post it may belong to.
    fn chains_from(&self, second: usize) -> Vec<Chain> {
        let mut chains = Vec::new();
        let mut at = self.previous[second];
        while let Some(line) = at
            && second - line <= WINDOW
            && chains.len() < CHAINS
        {
            let whole = self.opening(line);
            let whole = Opening {
                cost: whole.cost + FULL,
                ..whole
            };
            let opening = [self.openings[line], Some(whole)]
                .into_iter()
                .flatten()
                .min_by_key(|opening| opening.cost);
            chains.extend(opening.map(|opening| Chain { at: line, opening }));
            at = self.previous[line];
        }
        chains
    }

    /// Goes on to `line` of the second printing that started at `second`.
    fn advance(&self, chains: &[Chain], line: usize, second: usize, steps: &mut u64) -> Vec<Chain> {
        let key = self.keys[line];
        let mut next = Vec::with_capacity(chains.len());
        for chain in chains {
            if chain.at + 1 < second && self.keys[chain.at + 1] == key {
                next.push(Chain {
                    at: chain.at + 1,
                    ..*chain
                });
                continue;
            }
            let mut at = self.previous[line];
            while let Some(earlier) = at
                && earlier > chain.at
                && *steps > 0
            {
                *steps -= 1;
                if earlier < second {
                    let cost = chain.opening.cost + self.loss(chain.at + 1..earlier);
                    next.push(Chain {
                        at: earlier,
                        opening: Opening {
                            cost,
                            ..chain.opening
                        },
                    });
                }
                at = self.previous[earlier];
            }
        }
        next.sort_by_key(|chain| (chain.at, chain.opening.cost, chain.opening.start));
        next.dedup_by_key(|chain| chain.at);
        if next.len() > CHAINS {
            next.sort_by_key(|chain| (chain.opening.cost, chain.at));
            next.truncate(CHAINS);
        }
        next
    }

    /// Considers that the page was cut within the first printing of its last post.
    fn cut_first_printing(&mut self) {
        let count = self.keys.len();
        for start in count.saturating_sub(WINDOW)..count.saturating_sub(1) {
            let opening = self.opening(start);
            let cost = opening.cost + self.cut(start + 1..count);
            self.end(count, count, Opening { cost, ..opening });
        }
    }

    fn posts(self) -> Vec<Post> {
        let mut posts = Vec::new();
        let mut end = self.keys.len();
        while end > 0 {
            let reading = self.best[end].expect("a post of one line can end anywhere");
            posts.push(Post {
                first: reading.start..reading.second,
                second: reading.second..end,
            });
            end = reading.start;
        }
        posts.reverse();
        posts
    }
}

/// Numbers for the lines, equal for equal lines, and for each line its occurrence before.
///
/// If the page ends here, its last line may have been cut: where it is the beginning of an earlier
/// line, it counts as that line, best the one that followed the same line before.
fn occurrences(lines: &[&str], ends_page: bool) -> (Vec<u32>, Vec<Option<usize>>) {
    let mut known: HashMap<&str, (u32, usize)> = HashMap::with_capacity(lines.len());
    let mut keys = Vec::with_capacity(lines.len());
    let mut previous = Vec::with_capacity(lines.len());
    for (at, &line) in lines.iter().enumerate() {
        let fresh = u32::try_from(known.len()).expect("lines of a capture are bounded");
        let mut seen = known.get(line).copied();
        if seen.is_none() && ends_page && at + 1 == lines.len() {
            seen = cut_line(lines, &previous).map(|whole| (keys[whole], whole));
        }
        let (key, before) = seen.map_or((fresh, None), |(key, before)| (key, Some(before)));
        known.insert(line, (key, at));
        keys.push(key);
        previous.push(before);
    }
    (keys, previous)
}

/// The earlier line of which the last line is the beginning.
fn cut_line(lines: &[&str], previous: &[Option<usize>]) -> Option<usize> {
    let (last, earlier) = lines.split_last()?;
    let continues = |at: usize| earlier.get(at).is_some_and(|line| line.starts_with(last));
    let mut before = previous.last().copied().flatten();
    while let Some(at) = before {
        if continues(at + 1) {
            return Some(at + 1);
        }
        before = previous[at];
    }
    let from = earlier.len().saturating_sub(WINDOW);
    (from..earlier.len()).rfind(|&at| continues(at))
}
