//! The occasions of a text: what the rules read, put right and completed by the trained models.
//!
//! The rules ([`super::events`]) read an occasion from each way of telling that they know, and are
//! blind to the others. The models know the words that tell of occasions and, of those spoken of
//! around such a word, who usually takes part; what a rule read is among what they see. So an
//! occasion that a rule read is dropped where its word tells of none, one that no rule read is
//! added, and in both the participants are decided anew.

mod bilaterals;
mod cast;
mod doubts;
mod history;
mod participation;
mod reading;
mod syntax;
mod telling;
mod viewing;
mod words;

pub(in crate::engine) use reading::Models;
pub(super) use reading::Reading;
