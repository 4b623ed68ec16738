//! What speaks for and against a reading of a channel page; see [`segmentation`] for the reasons.
//!
//! [`segmentation`]: super::segmentation

/// Cost of a post.
pub(super) const POST: i64 = 20;
/// Cost of a second printing that repeats the first line too.
pub(super) const FULL: i64 = 35;
/// Most that the lines missing at the end of a page can cost, after the second printing began.
pub(super) const CUT: i64 = 25;
/// The same before it began.
pub(super) const CUT_BEFORE: i64 = 45;
/// Cost of a line that a first printing has already said.
pub(super) const TWICE: i64 = 35;
/// Cost of saying the same twice in a row, beside that.
pub(super) const TWICE_IN_A_ROW: i64 = 25;
/// Cost of opening a post with a line of an earlier one: it may be left over from that.
pub(super) const STRAY: i64 = 30;
/// Cost of losing one of two items of a list that stand together.
pub(super) const SPLIT: i64 = 12;
/// Cost of a second printing that does not begin with the second line, lists set aside.
pub(super) const SECOND_LINE: i64 = 15;
/// Cost of a second printing that lacks all lines, beside theirs.
pub(super) const GONE: i64 = 10;
/// Cost of media placeholders between the lines of a post.
pub(super) const MEDIA: i64 = 15;

/// Farthest that a second printing may stand from the first, in lines; posts are far shorter.
pub(super) const WINDOW: usize = 1_024;
/// A first printing that repeats itself at more than this cost is out of the question.
pub(super) const HOPELESS: i64 = 20 * TWICE;
/// Most chains that are followed from one line.
pub(super) const CHAINS: usize = 64;
/// Most steps from one line.
pub(super) const STEPS_PER_LINE: u64 = 8_192;
/// Most steps from one line when the page's allowance is used up.
pub(super) const STEPS_AFTERWARDS: u64 = 64;
