//! What kind of communication a text is, by its title and its first lines.

use std::ops::Range;

use communique_model::{DocumentKind, Label};

use super::furniture::lines_of_text;
use super::greetings::{celebrates, congratulates};
use super::rules::Findings;
use super::text::Text;

/// How many tokens of a line are looked at.
const HEAD: usize = 80;

/// Words of a line above the title that says what sort of text it is: "PRESS RELEASE No. 12".
const GENRES: &[&str] = &["press", "release", "no", "number", "media", "note", "pr"];

/// Words of a title that tell a kind.
const CUES: [(&[&str], DocumentKind); 8] = [
    (&["interview", "interviews"], DocumentKind::Interview),
    (
        &[
            "remarks",
            "speech",
            "address",
            "answers",
            "briefing",
            "replies",
            "lecture",
            "keynote",
            "toast",
            "transcript",
        ],
        DocumentKind::Remarks,
    ),
    (
        &[
            "statement",
            "comment",
            "commentary",
            "communiqué",
            "condolences",
            "condolence",
        ],
        DocumentKind::Statement,
    ),
    (
        &[
            "congratulated",
            "congratulates",
            "congratulations",
            "congratulation",
            "congratulating",
            "congratulate",
            "greetings",
            "greeting",
            "birthday",
            "congratulatory",
        ],
        DocumentKind::Greeting,
    ),
    (
        &["telephone", "phone", "videoconference", "phoned"],
        DocumentKind::Call,
    ),
    (&["summit"], DocumentKind::Summit),
    (
        &[
            "meeting",
            "meetings",
            "met",
            "talks",
            "credentials",
            "credence",
            "audience",
            "consultations",
            "negotiations",
            "meets",
            "conversation",
        ],
        DocumentKind::Meeting,
    ),
    (
        &[
            "visit",
            "visited",
            "visits",
            "visiting",
            "arrived",
            "arrives",
            "tour",
            "trip",
            "travels",
            "travelled",
            "traveled",
        ],
        DocumentKind::Visit,
    ),
];

/// What kind of communication the text is: the first cue of its title; `News` where none is.
///
/// `told` is the kind of the occasion that the head tells of; it counts where no word of the title
/// tells a kind.
pub(super) fn kind(findings: &Findings<'_>, told: Option<DocumentKind>) -> Option<DocumentKind> {
    let text = findings.text;
    if text.len() == 0 {
        return None;
    }
    if is_called_statement(text) {
        return Some(DocumentKind::Statement);
    }
    let title = heads(text, 3)
        // A section's name ("Events"), a number or a line of emoji stands above the title.
        .find(|line| {
            let told = |&at: &usize| text.is_plain_word(at) && !text.is_any_word(at, GENRES);
            line.clone().filter(told).count() > 2
        })?;
    let title = past_genre(text, title);
    // A text that its author signs is what it says, whatever its title is about.
    if told == Some(DocumentKind::Statement) {
        let greets = congratulates(text) || celebrates(text, &title);
        return Some(if greets {
            DocumentKind::Greeting
        } else {
            DocumentKind::Statement
        });
    }
    // "X to Deliver Remarks at Y": what is to come is news.
    let to_come = title.clone().any(|at| is_to_be_said(text, at));
    if to_come || is_for_media(text) || is_digest(text, &title) || announces(text, &title) {
        return Some(DocumentKind::News);
    }
    if let Some(kind) = whole_title(text, &title).or_else(|| whole_head(findings, &title)) {
        return Some(kind);
    }
    if let Some(kind) = title.clone().find_map(|at| cue(findings, at)) {
        return Some(kind);
    }
    Some(if congratulates(text) || celebrates(text, &title) {
        DocumentKind::Greeting
    } else {
        told.filter(|&kind| kind != DocumentKind::Summit || is_of_leaders(text, &title))
            .or_else(|| discusses(text, &title))
            .unwrap_or(DocumentKind::News)
    })
}

/// Whether a word begins "to deliver", "to give" or "to make", as titles announce remarks: "X to
/// Deliver Remarks at Y".
pub(crate) fn is_to_be_said(text: &Text<'_>, at: usize) -> bool {
    text.is_word(at, "to") && text.is_any_word(at + 1, &["deliver", "give", "make"])
}

/// "preparations for the summit", "on the sidelines of the meeting", "to attend the summit": whether
/// an occasion is named for the sake of another.
pub(crate) fn is_beside(text: &Text<'_>, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|word| {
        text.continues_line(word + 1)
            && text.is_any_word(
                word,
                &[
                    "preparations",
                    "preparing",
                    "sidelines",
                    "margins",
                    "ahead",
                    "attend",
                    "eve",
                ],
            )
    })
}

/// Whether an agency announces what is to come: a dispatch ("PLACE, May 5 (AGENCY) –") that says
/// "will" in its first sentence.
fn announces(text: &Text<'_>, title: &Range<usize>) -> bool {
    let Some(line) = text
        .lines()
        .find(|&line| line >= title.end && is_dispatch(text, line))
    else {
        return false;
    };
    let end = text.line_end(line).min(line + HEAD);
    // Past the marks of the dispatch, to the end of its first sentence.
    let body = (line..end)
        .take(DISPATCH)
        .filter(|&at| text.is_any(at, &["–", "—", "-", "/", ")", "."]))
        .last()
        .map_or(line, |mark| mark + 1);
    (body..end)
        .take_while(|&at| !(at > body + 4 && text.opens_sentence(at)))
        .any(|at| text.is_word(at, "will"))
}

/// How far the marks of a dispatch reach at the start of its line, in tokens.
const DISPATCH: usize = 14;

/// "MOSCOW, July 3. /AGENCY/.", "New Delhi, Dec 2 (AGENCY)", "ASTANA. June 19. AGENCY –"
fn is_dispatch(text: &Text<'_>, line: usize) -> bool {
    let end = text.line_end(line);
    if end < line + DISPATCH || !text.is_capitalised(line) {
        return false;
    }
    let reach = line + 1..line + DISPATCH;
    let agency = reach.clone().any(|at| {
        let closes = |close: &str| {
            (at + 2..at + 5).any(|end| text.is(end, close)) && text.is_capitalised(at + 1)
        };
        text.is(at, "(") && closes(")") || text.is(at, "/") && closes("/")
    });
    let capitals =
        text.is_all_capitals(line) && reach.into_iter().any(|at| text.is_any(at, &["–", "—"]));
    let place = text.is_any(line + 1, &[",", "."]) || text.is_any(line + 2, &[",", "."]);
    place && (agency || capitals)
}

/// Whether the title or the paragraph after it tells of leaders: other conferences and sessions are
/// news.
fn is_of_leaders(text: &Text<'_>, title: &Range<usize>) -> bool {
    let end = text.len().min(title.end + HEAD);
    (title.start..end).any(|at| {
        text.is_any_word(at, &["summit", "leaders", "presidents"])
            || text.is_any_word(at, &["heads", "presidents"]) && text.is(at + 1, "of")
    })
}

/// "A and B discuss preparations": those who discuss have met, unless it is yet to come.
fn discusses(text: &Text<'_>, title: &Range<usize>) -> Option<DocumentKind> {
    let words = ["discuss", "discusses", "discussed", "confer", "conferred"];
    let verb = title.clone().find(|&at| text.is_any_word(at, &words))?;
    let before = verb.wrapping_sub(1);
    let to_come = text.is_any_word(before, &["to", "will", "should", "must"]);
    (!to_come && verb > title.start).then_some(DocumentKind::Meeting)
}

/// The first lines of a text.
fn heads<'t>(text: &'t Text<'_>, lines: usize) -> impl Iterator<Item = Range<usize>> + 't {
    lines_of_text(text)
        .take(lines)
        .map(|line| line..text.line_end(line).min(line + HEAD))
}

/// Whether a short line of the head calls the text a communiqué or, the first line, a statement.
fn is_called_statement(text: &Text<'_>) -> bool {
    heads(text, 6).enumerate().any(|(index, line)| {
        let words = line.clone().filter(|&at| text.is_plain_word(at)).count();
        let names = |at: usize| {
            let word = text.word(at).to_lowercase();
            word == "communiqué" || word == "communique" || index == 0 && word == "statement"
        };
        words <= 3 && line.into_iter().any(names)
    })
}

/// "Press Statement: Official Visit of X": the title after the name of its genre.
fn past_genre(text: &Text<'_>, title: Range<usize>) -> Range<usize> {
    let colon = (title.start..title.end.min(title.start + 6)).find(|&at| text.is(at, ":"));
    match colon {
        Some(colon)
            if text.is_any_word(
                colon.wrapping_sub(1),
                &["statement", "release", "note", "story", "news", "readout"],
            ) && text.is_any_word(
                colon.wrapping_sub(2),
                &["press", "media", "news", "mfa", "mofa", "official"],
            ) =>
        {
            colon + 1..title.end
        }
        _ => title,
    }
}

/// A notice that invites the media or tells them what to expect.
fn is_for_media(text: &Text<'_>) -> bool {
    heads(text, 2).any(|line| {
        line.into_iter().any(|at| {
            text.is_any_word(at, &["media", "press"])
                && text.is_any_word(
                    at + 1,
                    &["advisory", "invitation", "accreditation", "alert"],
                )
        })
    })
}

/// "Highlights of the noon briefing", "From the briefing by X": what was said, told by others; and
/// ceremonies for several ambassadors at once.
fn is_digest(text: &Text<'_>, title: &Range<usize>) -> bool {
    let has = |words: &[&str]| title.clone().any(|at| text.is_any_word(at, words));
    let briefing = has(&["briefing", "conference"]);
    let first = title.clone().find(|&at| text.is_plain_word(at));
    let part = first.is_some_and(|at| text.is_word(at, "from"));
    briefing && (part || has(&["highlights", "digest"]))
        || has(&[
            "week",
            "calendar",
            "activities",
            "schedule",
            "agenda",
            "roundup",
            "round-up",
        ]) && has(&[
            "diplomatic",
            "policy",
            "period",
            "week",
            "foreign",
            "calendar",
            "minister",
        ]) && !has(&["visit", "talks", "summit"])
        || has(&["ambassadors"]) && has(&["credentials", "credence", "accreditation"])
}

/// What a title says as a whole and none of its words alone.
fn whole_title(text: &Text<'_>, title: &Range<usize>) -> Option<DocumentKind> {
    let at = |words: &[&str]| title.clone().find(|&at| text.is_any_word(at, words));
    let press = |noun: &[&str]| {
        title.clone().any(|at| {
            let media = text.is_word(at, "media") && text.is_word(at + 1, "briefing");
            (media || text.is_any_word(at, &["press", "news"])) && text.is_any_word(at + 1, noun)
        })
    };
    let follows = at(&["following", "after"]).is_some();
    if press(&["conference", "conferences", "briefing"])
        || press(&["statements"]) && (follows || at(&["joint"]).is_some())
    {
        return Some(DocumentKind::Remarks);
    }
    // "answer to a media question": a comment; "answers questions from the A agency": an interview.
    if let Some(answer) = at(&[
        "answer", "answers", "answered", "replies", "reply", "responds", "response",
    ]) {
        let rest = answer..title.end.min(answer + 10);
        let asked = rest
            .clone()
            .any(|at| text.is_any_word(at, &["question", "questions"]));
        let agency = rest.into_iter().any(|at| {
            text.is_any_word(
                at,
                &[
                    "agency",
                    "newspaper",
                    "magazine",
                    "channel",
                    "tv",
                    "radio",
                    "portal",
                    "outlet",
                ],
            )
        });
        if asked && agency {
            return Some(DocumentKind::Interview);
        }
        if asked && text.is_any_word(answer, &["answer", "reply", "response"]) {
            return Some(DocumentKind::Statement);
        }
    }
    // "Article by Minister X for the newspaper Y", "Op-ed by"
    if let Some(article) = at(&["article", "op-ed", "column", "essay"])
        && text.is_any_word(article + 1, &["by", "of"])
        && article < title.start + 8
    {
        return Some(DocumentKind::Statement);
    }
    // "Main foreign policy outcomes of 2022", "On the outcomes of A’s chairmanship"
    if at(&["outcomes", "results"]).is_some()
        && at(&["chairmanship", "presidency", "policy"]).is_some()
        && at(&["visit", "meeting", "talks", "session"]).is_none()
    {
        return Some(DocumentKind::Statement);
    }
    let adopts = at(&["adopt", "adopts", "adopted", "issue", "issues", "issued"])?;
    let joint = (adopts..title.end.min(adopts + 4)).any(|at| text.is_any_word(at, &["joint"]));
    let text_named = (adopts..title.end.min(adopts + 6)).any(|at| {
        text.is_any_word(
            at,
            &["declaration", "statement", "communique", "communiqué"],
        )
    });
    (joint && text_named).then_some(DocumentKind::Statement)
}

/// What a title and the paragraph after it say as a whole: meetings of bodies of heads of state,
/// wishes, condemnations, what somebody told the media.
fn whole_head(findings: &Findings<'_>, title: &Range<usize>) -> Option<DocumentKind> {
    let text = findings.text;
    let has = |words: &[&str]| title.clone().any(|at| text.is_any_word(at, words));
    let of_heads = title.clone().any(|at| {
        text.is(at, "Supreme") && (at + 1..at + 5).any(|next| text.is(next, "Council"))
            || text.is(at, "Collective")
                && text.is(at + 1, "Security")
                && text.is(at + 2, "Council")
    });
    if of_heads && has(&["meeting", "session", "meets"]) {
        return Some(DocumentKind::Summit);
    }
    if has(&["condemns", "condemned"]) {
        return Some(DocumentKind::Statement);
    }
    let wishes = title.clone().any(|at| {
        text.is(at, "Happy")
            && (at + 1..at + 7).any(|day| text.is_any_word(day, &["day", "birthday"]))
            || text.is_word(at, "we") && text.is_word(at + 1, "celebrate")
    });
    let mut lead = title.end..text.len().min(title.end + HEAD);
    let wished = lead.any(|at| {
        let states = ["government", "embassy", "ministry", "president"];
        text.is_any_word(at, &["congratulates"])
            && (at.saturating_sub(6)..at).any(|who| text.is_any_word(who, &states))
    });
    if wishes || wished && !has(&["meeting", "talks", "call", "visit", "meets", "met"]) {
        return Some(DocumentKind::Greeting);
    }
    // "Envoy tells the Northern Herald", "Minister X speaks to Strelsau TV"
    let told = title.clone().any(|at| {
        let said = text.is_any_word(at, &["tells", "told"]);
        let spoke = text.is_any_word(at, &["speaks", "spoke", "talks"]) && text.is(at + 1, "to");
        let media = text.past_the(at + if said { 1 } else { 2 });
        let named = || {
            let first = findings
                .mentions
                .partition_point(|mention| mention.tokens.start < media);
            let mention = findings.mentions.get(first)?;
            (mention.tokens.start == media && mention.label == Label::Org).then_some(())
        };
        (said || spoke) && named().is_some()
    });
    told.then_some(DocumentKind::Interview)
}

fn cue(findings: &Findings<'_>, at: usize) -> Option<DocumentKind> {
    let text = findings.text;
    if !text.is_plain_word(at) {
        return None;
    }
    if text.is_any_word(at, &["received", "receives"]) {
        let guest = findings.mentions.iter().any(|mention| {
            mention.tokens.start == text.past_the(at + 1)
                && matches!(mention.label, Label::Office | Label::Person)
        });
        return guest.then_some(DocumentKind::Meeting);
    }
    if is_beside(text, at) && text.is_any_word(at, &["summit", "meeting", "talks", "visit"]) {
        return None;
    }
    if text.is_any_word(at, &["call", "calls"])
        && text.is_any_word(at + 1, &["with", "between", "from"])
    {
        return Some(DocumentKind::Call);
    }
    if text.word(at).to_lowercase() == "communiqué" {
        return Some(DocumentKind::Statement);
    }
    let (_, kind) = CUES.iter().find(|(words, _)| text.is_any_word(at, words))?;
    // "meeting of the leaders of the CIS", "meeting of the Heads of State" are summits.
    let of_leaders = *kind == DocumentKind::Meeting
        && text.is_any_word(at, &["meeting", "talks"])
        && (at + 1..at + 8)
            .take_while(|&next| text.continues_line(next))
            .any(|next| text.is_any_word(next, &["leaders", "heads"]))
        && (text.is(at + 1, "of") || text.is(at + 1, "between"));
    Some(if of_leaders {
        DocumentKind::Summit
    } else {
        *kind
    })
}
