//! What a value measures, trade, investment; and the hedges before it.

use std::ops::Range;

use communique_model::Label;

use super::scene::Scene;
use crate::engine::text::Text;

/// What a value measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Trade both ways, or not said which.
    Trade,
    /// Trade one way: exports, imports, purchases, sales.
    Flow,
    /// The currencies in which trade is settled.
    Settlement,
    Investment,
    Other,
}

impl Subject {
    pub(super) fn is_trade(self) -> bool {
        matches!(self, Self::Trade | Self::Flow | Self::Settlement)
    }
}

const TRADE: &[&str] = &["trade", "trades", "turnover", "commerce", "trading"];

const FLOW: &[&str] = &[
    "exports",
    "imports",
    "export",
    "import",
    "exported",
    "imported",
    "exporting",
    "importing",
    "supplies",
    "deliveries",
    "shipments",
    "sales",
    "sells",
    "sell",
    "sold",
    "buys",
    "buy",
    "bought",
    "purchases",
    "purchased",
];

/// What follows "trade" where it is a matter of talks and not of goods.
const TRADE_MATTERS: &[&str] = &[
    "agreement",
    "agreements",
    "deal",
    "deals",
    "minister",
    "ministers",
    "ministry",
    "mission",
    "missions",
    "representation",
    "representative",
    "talks",
    "negotiations",
    "council",
    "commission",
    "union",
    "unions",
    "zone",
    "zones",
    "war",
    "wars",
    "barriers",
    "policy",
    "fair",
    "route",
    "routes",
    "corridor",
    "corridors",
    "centre",
    "center",
    "forum",
];

const INVESTMENT: &[&str] = &[
    "investment",
    "investments",
    "invested",
    "invest",
    "investing",
    "investor",
    "investors",
    "fdi",
];

/// What is measured besides trade and investment.
const OTHER: &[&str] = &[
    "gdp",
    "inflation",
    "aid",
    "assistance",
    "loan",
    "budget",
    "debt",
    "reserves",
    "loans",
    "grant",
    "grants",
    "credit",
    "credits",
    "contribution",
    "contributions",
    "funding",
    "output",
    "production",
    "tariffs",
    "tariff",
    "traffic",
    "prices",
    "transit",
    "population",
    "turnout",
    "vote",
    "unemployment",
    "remittances",
    "harvest",
    "tourism",
    "revenue",
    "revenues",
    "wages",
    "salaries",
    "costs",
    "cost",
    "donations",
    "pledges",
    "pledged",
    "donated",
    "lent",
    "cargo",
    "freight",
    "rate",
    "deficit",
    "penalty",
    "fine",
    "stamp",
];

/// Money that one gives to another.
const AID: &[&str] = &[
    "grant",
    "grants",
    "aid",
    "assistance",
    "loan",
    "loans",
    "credit",
    "credits",
    "contribution",
    "contributions",
    "funding",
    "plan",
    "package",
    "donated",
    "donate",
    "donates",
    "donating",
    "donation",
    "delivered",
    "deliver",
    "delivers",
    "sent",
    "debt",
    "support",
    "earmarked",
    "allocated",
    "provided",
    "provide",
    "provides",
    "pledged",
    "pledge",
    "pledges",
    "committed",
    "commits",
    "lent",
    "lends",
    "financed",
    "finance",
    "compact",
    "duties",
];

/// What makes a percentage a share.
const SHARE: &[&str] = &[
    "share",
    "shares",
    "accounts",
    "accounted",
    "accounting",
    "account",
    "makes",
    "made",
    "make",
    "making",
    "constitutes",
    "constituted",
    "constitute",
    "represents",
    "represented",
    "represent",
    "comprises",
    "comprised",
    "percentage",
    "proportion",
    "settled",
    "settlements",
];

/// The hedges before a value, longest first, and how they are written.
pub(super) const QUALIFIERS: [(&[&str], &str); 28] = [
    (&["more", "than"], "over"),
    (&["less", "than"], "less than"),
    (&["fewer", "than"], "less than"),
    (&["at", "least"], "at least"),
    (&["up", "to"], "up to"),
    (&["close", "to"], "about"),
    (&["no", "less", "than"], "at least"),
    (&["in", "excess", "of"], "over"),
    (&["an", "impressive"], ""),
    (&["almost"], "almost"),
    (&["nearly"], "almost"),
    (&["over"], "over"),
    (&["about"], "about"),
    (&["around"], "about"),
    (&["approximately"], "about"),
    (&["roughly"], "about"),
    (&["some"], "about"),
    (&["topped"], "over"),
    (&["surpassed"], "over"),
    (&["passed"], "over"),
    (&["just", "over"], "over"),
    (&["exceeding"], "over"),
    (&["exceeded"], "over"),
    (&["exceeds"], "over"),
    (&["above"], "over"),
    (&["below"], "below"),
    (&["under"], "under"),
    (&["just"], ""),
];

/// What a word measures.
fn word_measures(scene: &Scene<'_>, at: usize) -> Option<Subject> {
    let text = scene.text;
    if !text.is_plain_word(at) || scene.at(at).is_some() {
        return None;
    }
    if text.is_any_word(at, INVESTMENT) {
        return Some(Subject::Investment);
    }
    if text.is_any_word(at, TRADE) {
        let matter = text.is_any_word(at + 1, TRADE_MATTERS);
        return (!matter).then_some(Subject::Trade);
    }
    // "container shipments": what is carried, not what is sold.
    let carried = text.is_any_word(
        at.wrapping_sub(1),
        &[
            "container",
            "cargo",
            "freight",
            "transit",
            "rail",
            "humanitarian",
            "aid",
        ],
    );
    if carried && text.is_any_word(at, &["shipments", "deliveries", "supplies"]) {
        return Some(Subject::Other);
    }
    if text.is_any_word(at, FLOW) {
        return Some(Subject::Flow);
    }
    // "goods worth", "exchange of goods", "goods were exchanged"
    let goods = |at: usize| text.is_any_word(at, &["goods", "merchandise"]);
    if goods(at) && text.is_any_word(at + 1, &["worth", "valued"])
        || text.is_any_word(at, &["exchange", "exchanges", "circulation"])
            && (text.is_word(at + 1, "with")
                || (text.is_word(at + 1, "of") && goods(at + 2))
                || text.is_any_word(at.wrapping_sub(1), &["commercial", "trade"]))
        || text.is_any_word(at, &["flow", "flows"])
            && (text.is_any_word(at.wrapping_sub(1), &["commercial", "trade", "the", "goods"])
                || text.is_any_word(at + 1, &["was", "reached", "totalled", "amounted", "stood"]))
    {
        return Some(Subject::Trade);
    }
    if is_settlement(text, at) {
        return Some(Subject::Settlement);
    }
    if text.is_word(at, "capital") && text.is_word(at + 1, "of") && fund_follows(scene, at) {
        return Some(Subject::Investment);
    }
    // "has attracted $170 million of Dutch capital"
    let foreign = scene
        .ending(at)
        .is_some_and(|owner| owner.label == Label::Norp)
        || text.is_word(at.wrapping_sub(1), "foreign");
    let attracted = scene
        .inside(at.saturating_sub(8)..at)
        .any(|mention| mention.label == Label::Money);
    if text.is_word(at, "capital") && foreign && attracted {
        return Some(Subject::Investment);
    }
    if text.is_any_word(
        at,
        &["putting", "put", "puts", "injected", "inject", "injecting"],
    ) && money_follows(scene, at)
    {
        return Some(Subject::Investment);
    }
    text.is_any_word(at, OTHER).then_some(Subject::Other)
}

/// "mutual settlements", "payments in roubles", "settled in national currencies"
fn is_settlement(text: &Text<'_>, at: usize) -> bool {
    let currencies = || {
        (at + 1..at + 7).any(|word| {
            text.is_any_word(
                word,
                &[
                    "currencies",
                    "currency",
                    "rubles",
                    "roubles",
                    "yuan",
                    "tenge",
                    "rupees",
                    "lira",
                ],
            )
        })
    };
    text.is_word(at, "settlements")
        || text.is_any_word(at, &["national", "local", "domestic"])
            && text.is_any_word(at + 1, &["currencies", "currency"])
        || text.is_any_word(at, &["payments", "transactions", "settled", "settlement"])
            && currencies()
}

/// "duties on 87 percent of goods", "97% of exports will enjoy duty-free access": how much of the
/// trade a rule is about, which is no share of it.
pub(super) fn is_access(scene: &Scene<'_>, clause: &Range<usize>) -> bool {
    (clause.clone()).any(|at| {
        scene.text.is_any_word(
            at,
            &[
                "duties",
                "duty",
                "duty-free",
                "tariffs",
                "tariff",
                "access",
                "liberalised",
                "liberalized",
                "exempt",
                "exempted",
                "customs",
                "lines",
            ],
        )
    })
}

/// "the capital of the A-B Development Fund"
fn fund_follows(scene: &Scene<'_>, at: usize) -> bool {
    (at + 2..at + 12).any(|word| {
        scene
            .text
            .is_any_word(word, &["fund", "company", "venture"])
    })
}

/// "is putting 35 million euros", "put another US$2 billion into"
fn money_follows(scene: &Scene<'_>, at: usize) -> bool {
    scene
        .inside(at + 1..at + 5)
        .any(|mention| mention.label == Label::Money)
}

/// What a clause measures, and by which word; `value` is where the number stands in it.
///
/// What the value is said to be a part of ("17 percent of the trade") goes before what stands
/// nearest before it, and that before what follows.
pub(super) fn measured(
    scene: &Scene<'_>,
    value: &Range<usize>,
    clause: &Range<usize>,
) -> Option<(Subject, usize)> {
    let text = scene.text;
    let attached = text.is_any_word(value.end, &["of", "in", "worth"]);
    let stop = clause.end.min(value.end + 9);
    let part_of = (value.end + 1..stop)
        .take_while(|&at| !text.is_any(at, &[",", ";", "–", "—"]))
        .filter(|_| attached)
        .find_map(|at| word_measures(scene, at).map(|subject| (subject, at)));
    let before = || {
        (clause.start..value.start)
            .rev()
            .find_map(|at| word_measures(scene, at).map(|subject| (subject, at)))
    };
    let after = || {
        (value.end..clause.end).find_map(|at| word_measures(scene, at).map(|subject| (subject, at)))
    };
    // "90 percent of the trade is settled in national currencies"
    let settled = || {
        let floor = clause.start.max(value.start.saturating_sub(14));
        (floor..clause.end.min(value.end + 14))
            .find(|&at| scene.at(at).is_none() && is_settlement(text, at))
            .map(|at| (Subject::Settlement, at))
    };
    let percent = scene
        .at(value.start)
        .is_some_and(|mention| mention.label == Label::Percent);
    settled()
        .filter(|_| percent)
        .or(part_of)
        .or_else(before)
        .or_else(after)
}

/// What the first measuring word of a sentence measures.
pub(super) fn subject(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<(Subject, usize)> {
    (sentence.start..sentence.end.min(sentence.start + 320))
        .find_map(|at| word_measures(scene, at).map(|subject| (subject, at)))
}

/// Whether a clause is about money that one gives to another.
pub(super) fn is_aid(scene: &Scene<'_>, clause: &Range<usize>) -> bool {
    (clause.clone()).any(|at| scene.text.is_any_word(at, AID))
}

/// Whether a percentage is a share of something.
pub(super) fn is_share(scene: &Scene<'_>, value: &Range<usize>, clause: &Range<usize>) -> bool {
    let text = scene.text;
    text.is_any_word(value.end, &["of", "share"])
        || (clause.clone()).any(|at| scene.at(at).is_none() && text.is_any_word(at, SHARE))
}

/// The hedge before a value, and where it begins.
pub(super) fn qualifier(scene: &Scene<'_>, at: usize) -> (Option<String>, usize) {
    let text = scene.text;
    for (words, meaning) in QUALIFIERS {
        let Some(start) = at.checked_sub(words.len()) else {
            continue;
        };
        if words
            .iter()
            .enumerate()
            .all(|(index, word)| text.is_word(start + index, word))
        {
            if meaning.is_empty() {
                return (None, at);
            }
            return (Some(meaning.to_owned()), start);
        }
    }
    (None, at)
}
