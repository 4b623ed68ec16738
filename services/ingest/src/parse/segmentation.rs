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
//!   complete printings are preferred; that nothing is printed again costs [`GONE`] more, that
//!   the second line is missing and no item of a list [`SECOND_LINE`], and that a list is torn
//!   [`SPLIT`];
//! - a second printing that includes the first line costs [`FULL`], more than reading it as a
//!   post published twice where both are possible;
//! - a page may be cut anywhere: what is missing from the last post costs no more than [`CUT`]
//!   or [`CUT_BEFORE`];
//! - a line that the first printing has already said costs [`TWICE`], unless it is a mere break
//!   such as "<...>", and [`TWICE_IN_A_ROW`] if it has just said it: it looks as if the post held
//!   a second printing, its own or another's;
//! - a post that opens with a line said before but goes on differently costs [`STRAY`]: the line
//!   looks like the end of a second printing;
//! - what hardly opens a post (hashtags, "Read in full", a date line, the second item of a list)
//!   costs as its first line, and what hardly is a post by itself costs as its only line;
//! - media placeholders stand before or after a post, so one inside costs [`MEDIA`].
//!
//! These costs order readings; they are no probabilities, and only their order of magnitude
//! matters. They were chosen by reasoning about the cases above and are checked by generated
//! pages whose true segmentation is known.
//!
//! One case stays open: a post whose second printing lacks its second line, which is no item of a
//! list, looks like a post of one line followed by another post. It is read as one post if its
//! first line does not end like a sentence, else as two.
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

use std::ops::Range;

use super::costs::{
    CHAINS, CUT, CUT_BEFORE, FULL, GONE, HOPELESS, MEDIA, POST, SECOND_LINE, SPLIT,
    STEPS_AFTERWARDS, STEPS_PER_LINE, STRAY, TWICE, TWICE_IN_A_ROW, WINDOW,
};
use super::line_features::{LineFeatures, Loss};
use super::occurrences::occurrences;
use super::region::{Post, Region};

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

impl Opening {
    /// The same with further cost.
    fn plus(self, cost: i64) -> Self {
        let cost = self.cost + cost;
        Self { cost, ..self }
    }
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
            let split = cheapest.map(|opening| opening.plus(self.split(position - 1)));
            self.openings[position] = [Some(fresh), split]
                .into_iter()
                .flatten()
                .min_by_key(|opening| opening.cost);
            // A post of one line may be published again anywhere.
            let stray = if position > 1 {
                self.stray(position - 1)
            } else {
                0
            };
            let alone = fresh.plus(self.features[position - 1].alone - stray);
            let gone = cheapest.map(|opening| opening.plus(GONE));
            for opening in [Some(alone), gone].into_iter().flatten() {
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
            self.features[line].head + self.stray(line)
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
                let run = kind.run() - before.run() + this.loss.line();
                relax(
                    kind,
                    opening.plus(run).plus(self.twice(opening.start, line)),
                );
            }
        }
        // Items that look like the first line itself are posts in a row rather than its list.
        let head = &self.features[line - 1];
        let kind = match this.marker.is_some() && this.marker == head.marker {
            true => Loss::Plain,
            false => this.loss,
        };
        let opening = self.opening(line - 1);
        let second_line = if kind == Loss::ListItem {
            0
        } else {
            SECOND_LINE
        };
        let run = kind.run() + kind.line() + second_line;
        relax(kind, opening.plus(run).plus(self.twice(line - 1, line)));
        lost
    }

    /// What it costs that a second printing lacks these lines, which follow on a matched one.
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
        cost + worst.run() + self.split(lines.start - 1)
    }

    /// What it costs that a post which begins at `start` says `line` if it has said it before.
    fn twice(&self, start: usize, line: usize) -> i64 {
        match self.previous[line] {
            Some(before) if before >= start => {
                let again = if before + 1 == line {
                    TWICE_IN_A_ROW
                } else {
                    0
                };
                again
                    + if self.features[line].is_break {
                        0
                    } else {
                        TWICE
                    }
            }
            _ => 0,
        }
    }

    /// What it costs to open a post with a line that was said before but went on differently.
    fn stray(&self, line: usize) -> i64 {
        let (Some(before), Some(next)) = (self.previous[line], self.keys.get(line + 1)) else {
            return 0;
        };
        if self.keys[before + 1] == *next {
            0
        } else {
            STRAY
        }
    }

    /// What it costs that of two neighbours one is lost and the other is not.
    fn split(&self, first: usize) -> i64 {
        if self.features[first].is_continued {
            SPLIT
        } else {
            0
        }
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
        let mut chains = self.chains_from(second, &mut steps);
        let mut line = second;
        while !chains.is_empty() {
            let end = line + 1;
            for chain in &chains {
                let tail = self.loss(chain.at + 1..second);
                let tail = match self.region.ends_page && end == self.keys.len() {
                    true => tail.min(CUT),
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
    fn chains_from(&self, second: usize, steps: &mut u64) -> Vec<Chain> {
        let mut chains = Vec::new();
        let mut at = self.previous[second];
        while let Some(line) = at
            && second - line <= WINDOW
            && chains.len() < CHAINS
            && *steps > 0
        {
            let whole = self.opening(line).plus(FULL);
            let mut hopeless = true;
            for opening in [self.openings[line], Some(whole)].into_iter().flatten() {
                if let Some(opening) = self.having_said(opening, line..second, steps) {
                    chains.push(Chain { at: line, opening });
                    hopeless = false;
                }
            }
            if hopeless {
                // Posts that begin still earlier hold the same repetitions and more.
                break;
            }
            at = self.previous[line];
        }
        chains.sort_by_key(|chain| (chain.at, chain.opening.cost, chain.opening.start));
        chains.dedup_by_key(|chain| chain.at);
        chains
    }

    /// Pays for what the first printing says twice in these lines, as those before are paid for.
    fn having_said(
        &self,
        opening: Opening,
        lines: Range<usize>,
        steps: &mut u64,
    ) -> Option<Opening> {
        let mut cost = 0;
        for line in lines.start.max(opening.start + 1)..lines.end {
            *steps = steps.saturating_sub(1);
            cost += self.twice(opening.start, line);
            if cost > HOPELESS {
                return None;
            }
        }
        Some(opening.plus(cost))
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
                    let lost = self.loss(chain.at + 1..earlier) + self.split(earlier - 1);
                    next.push(Chain {
                        at: earlier,
                        opening: chain.opening.plus(lost),
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
        let mut said_again = vec![0; count];
        for line in 0..count {
            if let Some(before) = self.previous[line] {
                said_again[before] = self.twice(before, line);
            }
        }
        let mut cost = CUT_BEFORE;
        for start in (count.saturating_sub(WINDOW)..count.saturating_sub(1)).rev() {
            cost += said_again[start];
            self.end(count, count, self.opening(start).plus(cost));
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
