//! Why names of countries, places and bodies mean what they mean.

use communique_model::{Entity, EntityKind, Label, Link, LinkReason};

use super::setting::Setting;
use crate::engine::board::Candidate;
use crate::knowledge::EntityKey;
use crate::knowledge::fold::collapse;

/// The reasons of a link that a layer made, from the words and the text around.
pub(super) fn explain(mention: &Candidate, entity: EntityKey, setting: &Setting<'_>) -> Link {
    let record = setting.knowledge.get(entity);
    let words = setting.text.words(mention.tokens.clone());
    let words = words.strip_prefix('#').unwrap_or(words);
    let mut reasons = vec![match_of(words, record, mention.label)];
    let mut score = match reasons[0] {
        LinkReason::ExactName => 95,
        LinkReason::Alias | LinkReason::Adjective => 90,
        LinkReason::SpellingVariant => 85,
        _ => 55,
    };
    if reasons[0] == LinkReason::ShortForm {
        let country = setting.knowledge.country_of(entity);
        let beside = country.is_some_and(|country| {
            let sentence = setting.sentence(mention.tokens.start);
            mention.parts.contains(&country)
                || setting.names_country_in(country, &sentence, &mention.tokens)
        });
        let around = record.part_of.iter().any(|id| {
            let whole = setting.knowledge.key(&id.0);
            whole.is_some_and(|whole| {
                mention.parts.contains(&whole) || setting.names_body(whole, &mention.tokens)
            })
        });
        if around || setting.names_body(entity, &mention.tokens) {
            reasons.push(LinkReason::ContextBody);
            score += 20;
        }
        if beside {
            reasons.push(LinkReason::ContextCountry);
            score += 20;
        } else if country.is_some_and(|country| setting.names_country(country, &mention.tokens)) {
            reasons.push(LinkReason::ContextCountry);
            score += 10;
        }
    }
    Link {
        score: score.min(95),
        reasons,
    }
}

/// How the words are a name of the entity.
fn match_of(words: &str, record: &Entity, label: Label) -> LinkReason {
    if words == record.name {
        return LinkReason::ExactName;
    }
    if label == Label::Norp {
        return LinkReason::Adjective;
    }
    if record.aliases.iter().any(|alias| alias == words) {
        return LinkReason::Alias;
    }
    let collapsed = collapse(words);
    let mut names = std::iter::once(&record.name).chain(&record.aliases);
    let spelt_otherwise = names.any(|name| collapse(name) == collapsed);
    if spelt_otherwise || record.kind != EntityKind::Organisation {
        LinkReason::SpellingVariant
    } else {
        LinkReason::ShortForm
    }
}
