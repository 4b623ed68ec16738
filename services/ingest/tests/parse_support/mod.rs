//! Channel pages made up from posts, with the reading that they must have.

use proptest::prelude::*;

/// A post and how the page prints it.
#[derive(Clone, Debug)]
pub(crate) struct MadePost {
    /// Names of the forward lines above it; the last one counts. Equal neighbours are doubled
    /// lines, others belong to posts that the page leaves out.
    pub(crate) forwards: Vec<&'static str>,
    /// Whether "Media is too big" stands above the text.
    pub(crate) video_above: bool,
    /// Whether "Please open Telegram" stands below the second printing.
    pub(crate) app_only_below: bool,
    /// The lines of the post.
    pub(crate) lines: Vec<String>,
    /// The lines of the second printing, as indices into `lines`.
    pub(crate) second: Vec<usize>,
    /// How often the post is published in succession.
    pub(crate) times: usize,
    /// Blank lines after it.
    pub(crate) blanks: usize,
}

/// What must be read of one post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    /// The text.
    pub(crate) text: String,
    /// Line of the page that its range begins with, from 1.
    pub(crate) line_start: u64,
    /// The last line of its range.
    pub(crate) line_end: u64,
    /// The forwarder.
    pub(crate) forwarded_from: Option<String>,
    /// Number of media flags.
    pub(crate) media: usize,
}

/// The lines of a page and what must be read of it.
pub(crate) fn print_page(posts: &[MadePost]) -> (Vec<String>, Vec<Expected>) {
    let mut page: Vec<String> = Vec::new();
    let mut expected = Vec::new();
    for post in posts {
        for time in 0..post.times {
            let mut line_start = page.len() + 1;
            let forwards: &[&str] = if time == 0 { &post.forwards } else { &[] };
            for (index, name) in forwards.iter().enumerate() {
                if index > 0 && forwards[index - 1] != *name {
                    line_start = page.len() + 1;
                }
                page.push(format!("Forwarded from {name}"));
            }
            let mut print = |lines: &[&str]| page.extend(lines.iter().map(|&it| it.to_owned()));
            if post.video_above {
                print(&["Media is too big", "VIEW IN TELEGRAM"]);
            }
            print(&post.lines.iter().map(String::as_str).collect::<Vec<_>>());
            print(
                &post
                    .second
                    .iter()
                    .map(|&at| post.lines[at].as_str())
                    .collect::<Vec<_>>(),
            );
            if post.app_only_below {
                print(&["Please open Telegram to view this post", "VIEW IN TELEGRAM"]);
            }
            expected.push(Expected {
                text: post.lines.join("\n"),
                line_start: line_start as u64,
                line_end: page.len() as u64,
                forwarded_from: forwards.last().map(|&name| name.to_owned()),
                media: usize::from(post.video_above) + usize::from(post.app_only_below),
            });
            page.extend(std::iter::repeat_n(String::new(), post.blanks));
        }
    }
    (page, expected)
}

const NAMES: &[&str] = &[
    "Astana Press Desk 🇰🇿",
    "Vienna Mission",
    "Пресс-служба в Вене 🇷🇺",
];
const MARKS: &[&str] = &["🎙 ", "🇰🇿🇺🇿 ", "🌍", "", "💬 ", "⚡️", "📄 ", "🔷"];
const SHARED: &[&str] = &[
    "#SCO",
    "#CIS #EAEU",
    "#ШОС",
    "Read in full",
    "👉 Read in full",
    "🎥 Watch",
];
const LEADS: &[&str] = &["Key talking points:", "Main results:", "Основные тезисы:"];
const BULLETS: &[&str] = &["🔵 ", "🔹", "• ", "– ", "✅ "];
const SUBJECTS: &[&str] = &[
    "The envoy for transport corridors spoke of the queue at the border",
    "Grain exporters agreed on the passage of wagons to the northern ports",
    "Посол рассказал о торговом обороте и о визитах этого года",
    "The commission on water will meet again before the summer",
    "Эксперты обсудили железную дорогу и новый пункт пропуска",
];
const CITIES: &[&str] = &["Vienna", "Almaty", "New York", "Ташкент"];

/// The kind of a line of a body.
#[derive(Clone, Debug)]
enum BodyPart {
    Paragraph {
        mark: usize,
        subject: usize,
    },
    Elision(&'static str),
    List {
        lead: usize,
        bullet: usize,
        items: usize,
    },
}

/// How the second printing is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Printing {
    Complete,
    WithoutItems,
    WithoutMarkedLines,
    WithFirstLine,
}

fn body_part() -> impl Strategy<Value = BodyPart> {
    prop_oneof![
        6 => (0..MARKS.len(), 0..SUBJECTS.len())
            .prop_map(|(mark, subject)| BodyPart::Paragraph { mark, subject }),
        1 => prop::sample::select(vec!["<...>", "***", "<…>"]).prop_map(BodyPart::Elision),
        2 => (0..LEADS.len(), 0..BULLETS.len(), 2..6_usize)
            .prop_map(|(lead, bullet, items)| BodyPart::List { lead, bullet, items }),
    ]
}

/// Any post; lines that are not shared between posts on purpose are told apart by `number`.
fn post() -> impl Strategy<Value = MadePost> {
    let printing = prop_oneof![
        8 => Just(Printing::Complete),
        3 => Just(Printing::WithoutItems),
        1 => Just(Printing::WithoutMarkedLines),
        1 => Just(Printing::WithFirstLine),
    ];
    let forwards = prop_oneof![
        5 => Just(Vec::new()),
        4 => prop::sample::select(NAMES).prop_map(|name| vec![name]),
        1 => prop::sample::select(NAMES).prop_map(|name| vec![name, name]),
        1 => Just(vec![NAMES[0], NAMES[1]]),
        1 => Just(vec![NAMES[2], NAMES[1], NAMES[1]]),
    ];
    let around = (
        forwards,
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
        0..2_usize,
    );
    let times = prop_oneof![12 => Just(1_usize), 1 => Just(2_usize), 1 => Just(3_usize)];
    let head = (
        0..MARKS.len(),
        0..SUBJECTS.len(),
        0..4_usize,
        0..CITIES.len(),
    );
    let body = prop::collection::vec(body_part(), 0..6);
    let tail = prop::collection::vec(prop::sample::select(SHARED), 0..3);
    (around, times, head, body, tail, printing).prop_map(
        |((forwards, video_above, app_only_below, blanks), times, head, body, tail, printing)| {
            let (lines, items) = lines_of(head, &body, &tail);
            let one_line = lines.len() == 1;
            let complete: Vec<usize> = (1..lines.len()).collect();
            let without: Vec<usize> = complete
                .iter()
                .copied()
                .filter(|at| !items.contains(at))
                .collect();
            let marked = |line: &String| {
                line.starts_with(|first: char| !first.is_alphanumeric() && !"#<*•–".contains(first))
            };
            let unmarked: Vec<usize> = complete
                .iter()
                .copied()
                .filter(|&at| at == 1 || !marked(&lines[at]))
                .collect();
            let has_words = |&at: &usize| lines[at].contains(char::is_alphanumeric);
            let second = match printing {
                // A second printing of which nothing is left, or only the tags, says little.
                Printing::WithoutItems if !without.is_empty() => without,
                Printing::WithoutMarkedLines if unmarked.iter().any(has_words) => unmarked,
                Printing::WithFirstLine if !one_line => (0..lines.len()).collect(),
                _ => complete,
            };
            // Published in succession, such printings are no longer told from one long post.
            let times = match printing {
                Printing::WithFirstLine | Printing::WithoutMarkedLines => 1,
                _ => times,
            };
            MadePost {
                forwards,
                video_above,
                app_only_below,
                lines,
                second,
                times,
                blanks,
            }
        },
    )
}

/// The lines of a post with `{}` for its number, and which of them are items of a list.
fn lines_of(
    (mark, subject, place, city): (usize, usize, usize, usize),
    body: &[BodyPart],
    tail: &[&str],
) -> (Vec<String>, Vec<usize>) {
    let one_line = body.is_empty() && tail.is_empty();
    let (mark, subject, city) = (MARKS[mark], SUBJECTS[subject], CITIES[city]);
    let ending = match place {
        _ if one_line => ".".to_owned(),
        0 => format!(" ({city}, May 17, 2023)"),
        1 => ".".to_owned(),
        _ => String::new(),
    };
    let mut lines = vec![format!("{mark}Post {{}}: {subject}{ending}")];
    let mut items = Vec::new();
    if place == 3 && !one_line {
        lines.push(format!("📍 {city}, March 13, 2023"));
    }
    for (part, made) in body.iter().enumerate() {
        match made {
            BodyPart::Paragraph { mark, subject } => {
                let (mark, subject) = (MARKS[*mark], SUBJECTS[*subject]);
                lines.push(format!("{mark}Paragraph {part} of {{}}. {subject}."));
            }
            BodyPart::Elision(elision) => lines.push((*elision).to_owned()),
            BodyPart::List {
                lead,
                bullet,
                items: count,
            } => {
                if lines.iter().any(|said| said == LEADS[*lead]) {
                    continue;
                }
                lines.push(LEADS[*lead].to_owned());
                for item in 0..*count {
                    items.push(lines.len());
                    let bullet = BULLETS[*bullet];
                    lines.push(format!(
                        "{bullet}Item {part}.{item} of {{}}, in a few words"
                    ));
                }
            }
        }
    }
    for line in tail {
        if !lines.iter().any(|said| said == line) {
            lines.push((*line).to_owned());
        }
    }
    (lines, items)
}

/// A post that opens every page, so that there is no doubt that it is one.
fn opener() -> MadePost {
    let line = |text: &str| text.to_owned();
    MadePost {
        forwards: vec![NAMES[2], NAMES[0]],
        video_above: false,
        app_only_below: false,
        lines: vec![
            line("🌍 Opening of the page"),
            line("It is read first."),
            line("#Opening"),
        ],
        second: vec![1, 2],
        times: 1,
        blanks: 0,
    }
}

/// Pages of up to so many posts.
pub(crate) fn pages(most: usize) -> impl Strategy<Value = Vec<MadePost>> {
    prop::collection::vec(post(), 1..most).prop_map(|mut posts| {
        for index in 0..posts.len() {
            // A post printed in full twice is told from its neighbours only if their printings are
            // as usual, and a post only if it has a line of its own.
            let complete = |post: &MadePost| post.second.len() + 1 == post.lines.len();
            let bare = posts[index].lines[1..]
                .iter()
                .all(|line| !line.contains("{}"));
            if bare || (index > 0 && !complete(&posts[index - 1])) {
                posts[index].second.retain(|&line| line > 0);
            }
            if bare && posts[index].lines.len() > 1 {
                posts[index].times = 1;
            }
        }
        // A line before lines that are printed twice in full can only be read as their title.
        for index in 1..posts.len() {
            if posts[index - 1].lines.len() == 1 && posts[index].forwards.is_empty() {
                posts[index].second.retain(|&line| line > 0);
                if posts[index].lines.len() == 1 {
                    posts[index].times = 1;
                }
            }
        }
        posts.insert(0, opener());
        for (number, post) in posts.iter_mut().enumerate() {
            for line in &mut post.lines {
                *line = line.replace("{}", &number.to_string());
            }
        }
        posts
    })
}
