//! Which words may tell of an occasion, and what reads it from each.

use std::ops::Range;

use communique_model::EventKind;

use super::frame::Draft;
use super::scene::Scene;
use super::{
    addressees, addresses, adoptions, anniversaries, announcements, assemblies, attendance, calls,
    credentials, each_other, encounters, further_documents, gatherings, items, journeys, messages,
    signings, speeches, statements, summons, titled_statements, tours, visits,
};

/// What the word at `at` tells of.
pub(super) fn word(scene: &Scene<'_>, at: usize, sentence: &Range<usize>, found: &mut Vec<Draft>) {
    let mut buffer = [0_u8; LONGEST];
    let Some(word) = lower(scene.text.word(at), &mut buffer) else {
        return;
    };
    if matches!(
        word,
        "calls" | "conversations" | "meetings" | "talks" | "consultations"
    ) {
        let several = calls::several(scene, at, sentence);
        if !several.is_empty() {
            found.extend(several);
            return;
        }
    }
    if matches!(word, "meeting" | "conversation" | "talk" | "discussion") {
        let each = calls::with_each(scene, at, sentence);
        if !each.is_empty() {
            found.extend(each);
            return;
        }
    }
    if matches!(
        word,
        "met"
            | "meet"
            | "saw"
            | "seen"
            | "meeting"
            | "talks"
            | "conversation"
            | "discussion"
            | "talk"
    ) && let Some(ours) = each_other::told(scene, at, sentence)
    {
        found.push(ours);
        return;
    }
    match word {
        "met" | "meets" | "meet" | "receive" | "received" | "receives" | "receiving"
        | "welcome" | "welcomes" | "welcomed" | "greet" | "greeted" | "greets" | "host"
        | "hosts" | "hosted" | "confer" | "conferred" | "confers" | "conversed" | "sat"
        | "sits" | "consulted" | "consults" | "negotiated" | "negotiates" | "dined" | "lunched" => {
            let met = encounters::meets(scene, at, sentence);
            if met.is_empty() && matches!(word, "met" | "meets" | "meet" | "sits" | "sat") {
                found.extend(assemblies::sits(scene, at, sentence));
            }
            if met.is_empty() && word == "welcome" {
                found.extend(addressees::welcomed(scene, at, sentence));
            }
            found.extend(met);
        }
        "welcoming" => found.extend(journeys::awaited(scene, at, sentence)),
        "see" | "seeing" | "have" => found.extend(addressees::welcomed(scene, at, sentence)),
        "call" | "calls" | "called" | "calling"
            if scene.text.is_any_word(at + 1, &["on", "upon"])
                && !scene
                    .text
                    .is_any_word(at.wrapping_sub(1), &["courtesy", "a", "the"]) =>
        {
            found.extend(encounters::meets(scene, at, sentence));
        }
        // "is meeting with X": the verb, where the noun has an article.
        "meeting"
            if scene
                .text
                .is_any_word(at.wrapping_sub(1), &["is", "are", "was", "were", "be"]) =>
        {
            found.extend(encounters::meets(scene, at, sentence));
        }
        "summoned" | "summons" => found.extend(summons::summoned(scene, at, sentence)),
        "with" if items::opens_item(scene, at) => {
            found.extend(items::item(scene, at, sentence));
        }
        "credentials" | "credence" => {
            found.extend(credentials::credentials(scene, at, sentence));
        }
        "discussed" | "discuss" | "discusses" | "reviewed" | "compared" | "considered" => {
            found.extend(encounters::discusses(scene, at, sentence));
        }
        "spoke" | "spoken" | "phoned" | "called" | "telephoned" | "speaks" | "talked"
        | "phones" | "telephones" => {
            let mut calls = calls::calls(scene, at, sentence);
            if calls.is_empty() {
                calls = calls::with_those_below(scene, at, sentence);
            }
            if calls.is_empty() && word.starts_with("sp") {
                found.extend(addresses::speaks(scene, at, sentence));
            }
            found.extend(calls);
        }
        "speak" | "speaking" | "address" | "addressing" | "faced" | "faces" | "briefed"
        | "briefs" | "took" | "takes" | "take" | "addressed" | "addresses"
            if !(word.starts_with("address") && addresses::is_noun(scene, at)) =>
        {
            found.extend(addresses::speaks(scene, at, sentence));
            if matches!(word, "briefed" | "briefs") {
                found.extend(announcements::briefed(scene, at, sentence));
            }
            if matches!(word, "addressed" | "addresses") {
                found.extend(attendance::addresses(scene, at, sentence));
            }
        }
        // "the annual meetings of BODY"
        "meetings" | "meeting" if gatherings::is_annual(scene, at) => {
            found.extend(gatherings::read(scene, at, EventKind::Conference, sentence));
        }
        // "a bilateral with X", "tête-à-tête", "get-together"
        "bilateral" | "tête" | "together" | "talk" | "consultation" => {
            if gatherings::is_encounter(scene, at) {
                found.extend(gatherings::read(scene, at, EventKind::Meeting, sentence));
            }
        }
        "travelled" | "traveled" | "travels" | "travel" | "trip" | "visiting" | "visit"
        | "visited" | "visits" | "arrived" | "arrives" => {
            let visits = visits::visits(scene, at, sentence);
            if visits.is_empty() && word == "arrived" {
                found.extend(attendance::joins(scene, at, sentence));
            }
            let yours = (visits.is_empty() && word == "visit")
                .then(|| addressees::visits(scene, at, sentence))
                .flatten();
            found.extend(yours);
            let none =
                visits.is_empty() && !found.iter().any(|draft| draft.kind == EventKind::Visit);
            if none && matches!(word, "visit" | "trip") {
                let tours = tours::tours(scene, at, sentence);
                if tours.is_empty() {
                    found.extend(
                        journeys::hosted(scene, at, sentence)
                            .or_else(|| journeys::during(scene, at, sentence)),
                    );
                }
                found.extend(tours);
            }
            if none && word == "visits" {
                found.extend(journeys::to_both(scene, at, sentence));
            }
            found.extend(visits);
        }
        "tour" | "journey" => found.extend(tours::tours(scene, at, sentence)),
        "be" | "due" | "expected" | "is" | "was" => {
            found.extend(journeys::stays(scene, at, sentence))
        }
        "name" | "names" | "signature" | "signatures"
            if scene
                .text
                .is_any_word(at.wrapping_sub(1), &["his", "her", "their"]) =>
        {
            found.extend(signings::puts_name(scene, at, sentence));
        }
        "interviewed" => found.extend(statements::interviewed(scene, at, sentence)),
        "interview" => found.extend(statements::interview(scene, at, sentence)),
        "congratulated" | "congratulates" | "sent" | "sends" | "extended" | "expressed"
        | "offered" => {
            let several = messages::sent(scene, at, sentence);
            if several.is_empty() {
                found.extend(statements::greets(scene, at, sentence));
            }
            found.extend(several);
        }
        "adopted" | "adopts" | "adopt" | "approved" | "approves" | "passed" | "endorsed"
        | "endorses" | "issued" | "released" | "published" | "publishes" => {
            found.extend(further_documents::adopted(scene, at, sentence));
        }
        // "will release", "A and B issue a communiqué": alone they are nouns.
        "release" | "issue" | "issues"
            if scene.text.is_any_word(at.wrapping_sub(1), &["to", "will"])
                || scene.ending(at).is_some() && scene.text.is_any_word(at + 1, &["a", "the"]) =>
        {
            found.extend(adoptions::adopts(scene, at, sentence));
        }
        "exchanged" => {
            found.extend(
                statements::exchanges(scene, at, sentence)
                    .or_else(|| signings::signs(scene, at, sentence)),
            );
        }
        "agreed" | "adoption" | "endorsement" | "approve" | "endorse" => {
            found.extend(adoptions::adopts(scene, at, sentence));
        }
        "gather" | "gathered" | "gathers" | "convene" | "convenes" | "convened" | "assemble"
        | "assembled" => {
            let gathering = assemblies::gathers(scene, at, sentence);
            if gathering.is_none() {
                found.extend(assemblies::sits(scene, at, sentence));
            }
            found.extend(gathering);
        }
        "chaired" | "attended" | "joined" | "came" | "taking" | "present" | "opened"
        | "presided" | "presides" | "attendance" | "attending" | "participated" | "represented"
        | "led" | "headed" | "co" | "among" | "moderated" => {
            let went = journeys::goes(scene, at, sentence);
            if went.is_empty() {
                found.extend(attendance::joins(scene, at, sentence));
            }
            found.extend(went);
        }
        "table" if scene.text.is_any_word(at.wrapping_sub(1), &["round"]) => {
            found.extend(gatherings::read(scene, at, EventKind::Conference, sentence));
        }
        "concluded" | "signed" | "signs" | "sign" | "signing" | "signature" | "initialled"
        | "initialed" | "inked" | "exchange" => found.extend(signings::signs(scene, at, sentence)),
        "condemns" | "deplores" => {
            found.extend(titled_statements::declares(scene, at, sentence));
        }
        "announced" | "recommended" | "decided" => {
            found.extend(announcements::announced(scene, at, sentence));
        }
        "anniversary" | "birthday" | "jubilee" => {
            found.extend(anniversaries::read(scene, at, sentence));
        }
        word => {
            let press = speeches::is_spoken(scene, at);
            if scene.title.contains(&at) && (press || statements::is_speech(word)) {
                let titled = found.iter().any(|draft| draft.kind == EventKind::Statement);
                found.extend(
                    statements::speech(scene, at, sentence)
                        .or_else(|| speeches::said(scene, at, sentence))
                        .filter(|_| !titled),
                );
            } else if press && (word != "report" || !statements::is_speech(word)) {
                found.extend(
                    speeches::said(scene, at, sentence)
                        .or_else(|| statements::speech(scene, at, sentence)),
                );
            } else if let Some(kind) = gatherings::kind_of(word) {
                found.extend(gatherings::read(scene, at, kind, sentence));
            } else if messages::is_message(word) {
                let several = messages::messages(scene, at, sentence);
                if several.is_empty() && statements::is_speech(word) {
                    found.extend(statements::speech(scene, at, sentence));
                }
                found.extend(several);
            } else if statements::is_speech(word) && !credentials::of_credence(scene, at) {
                found.extend(
                    speeches::said(scene, at, sentence)
                        .or_else(|| statements::speech(scene, at, sentence)),
                );
            } else if journeys::is_going(word) {
                found.extend(journeys::goes(scene, at, sentence));
            } else if matches!(word, "complete" | "completes" | "turned" | "turns" | "turn") {
                found.extend(anniversaries::turns(scene, at, sentence));
            }
        }
    }
}

/// Longest word that tells of anything, in bytes.
const LONGEST: usize = 16;

fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b str> {
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok()
}
