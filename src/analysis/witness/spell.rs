//! A claim as an example spells it: `name value` by comma, in either language.

use crate::claim::{Claim, ROLES, Value};
use crate::diagnostic::Lang;
use crate::model::policy::{Fact, Policy};
use crate::plan::{FactKind, Names};

/// The facts of a claim in example syntax. `scheme`, and the policy's own region, go without saying.
pub fn spell(policy: &Policy, claim: &Claim, lang: Lang) -> String {
    let own = policy.region.map(|code| code.to_string());
    let mut out = Vec::with_capacity(claim.facts.len());
    for (key, value) in &claim.facts {
        let text = plain(value, lang);
        if key == "scheme" || (key == "insured_region" && Some(&text) == own.as_ref()) {
            continue;
        }
        let fact = policy.scope.facts.iter().find(|fact| fact.names.key() == key);
        out.push(match fact {
            Some(fact) => format!("{} {}", of(&fact.names, lang), typed(fact, value, text, lang)),
            None => format!("{} {}", sum_name(policy, key, lang), yuan(&text, lang)),
        });
    }
    out.join(match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    })
}

/// A bare name, or a quoted one where it is not of one script.
pub fn bare(name: &str, lang: Lang) -> String {
    let latin = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let han = !name.is_empty() && name.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'));
    match (latin || han, lang) {
        (true, _) => name.to_owned(),
        (false, Lang::En) => format!("\"{name}\""),
        (false, Lang::Zh) => format!("“{name}”"),
    }
}

/// The name in a language, or the only one there is.
pub fn of(names: &Names, lang: Lang) -> String {
    match lang {
        Lang::En => bare(names.key(), lang),
        Lang::Zh => bare(names.label(), lang),
    }
}

fn typed(fact: &Fact, value: &Value, text: String, lang: Lang) -> String {
    match &fact.kind {
        FactKind::Enum(values) => values.iter().find(|(names, _)| names.key() == text).map_or(text, |(names, _)| of(names, lang)),
        FactKind::Money => yuan(&text, lang),
        FactKind::Text(_) => match (lang, value) {
            (Lang::En, Value::Text(text)) => format!("\"{text}\""),
            (Lang::Zh, Value::Text(text)) => format!("“{text}”"),
            (_, Value::Number(_) | Value::Bool(_) | Value::Date(_)) => text,
        },
        FactKind::YesNo | FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Region | FactKind::Date => text,
    }
}

fn plain(value: &Value, lang: Lang) -> String {
    match (value, lang) {
        (Value::Text(text), _) => text.clone(),
        (Value::Number(number), _) => number.to_string(),
        (Value::Bool(yes), Lang::En) => if *yes { "yes" } else { "no" }.to_owned(),
        (Value::Bool(yes), Lang::Zh) => if *yes { "是" } else { "否" }.to_owned(),
        (Value::Date(day), _) => day.to_string(),
    }
}

fn yuan(text: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{text} yuan"),
        Lang::Zh => format!("{text}元"),
    }
}

/// The name of a sum, or of a figure of a given layer.
fn sum_name(policy: &Policy, key: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return key.to_owned();
    }
    if let Some((layer, _)) = key.split_once('.') {
        let layers = policy.benefits.iter().flat_map(|benefit| &benefit.layers);
        let name =
            layers.map(|layer| &layer.names).find(|names| names.key() == layer).map_or_else(|| layer.to_owned(), |names| of(names, lang));
        return format!("{name}.支付");
    }
    ROLES.iter().find(|(_, latin, ..)| *latin == key).map_or(key, |(_, _, han, _)| han).to_owned()
}
