//! The names one settlement gives its layers, parts and counters, in the language of the statement.

use super::terms;
use crate::claim::{Role, Settlement};
use crate::diagnostic::Lang;
use crate::plan::{Names as TwoNames, Plan, PolicyPlan};
use crate::syntax::words::head_in_chinese;

/// Names of one settlement: its own labels, and those of the policy it was settled by.
pub struct Names<'a> {
    settled: &'a Settlement,
    policy: Option<&'a PolicyPlan>,
    lang: Lang,
}

impl<'a> Names<'a> {
    /// The names of `settled`, a settlement by `plan`, in `lang`.
    pub fn new(settled: &'a Settlement, plan: &'a Plan, lang: Lang) -> Self {
        Self { settled, policy: plan.settled_by(&settled.policy, &settled.version, &settled.policy_hash), lang }
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A layer.
    pub fn layer(&self, name: &str) -> String {
        let label = self.settled.layers.iter().find(|layer| layer.name == name).map_or("", |layer| layer.label.as_str());
        self.either(name, label)
    }

    /// A part: of the bill, or what a layer left (`pool.share`).
    pub fn part(&self, part: &str, label: &str) -> String {
        if let Some((layer, figure)) = part.rsplit_once('.') {
            return match self.lang {
                Lang::En => format!("{} {}", self.layer(layer), terms::name(self.lang, figure)),
                Lang::Zh => format!("{}·{}", self.layer(layer), terms::name(self.lang, figure)),
            };
        }
        let listed = || self.settled.parts.iter().find(|known| known.part == part).map(|known| known.label.as_str());
        let label = if label.is_empty() { listed().unwrap_or("") } else { label };
        match self.lang {
            Lang::Zh if !label.is_empty() => label.to_owned(),
            Lang::Zh | Lang::En => terms::name(self.lang, part),
        }
    }

    /// Whether a value is the name of a part.
    pub fn is_part(&self, value: &str) -> bool {
        let listed = self.settled.parts.iter().any(|part| part.part == value);
        let left = value.rsplit_once('.').is_some_and(|(layer, _)| self.settled.layers.iter().any(|known| known.name == layer));
        listed || left
    }

    /// A value of a figure of a step: the name of a part, a counter, a fact or one of its values, or what it is.
    pub fn value(&self, step: &str, figure: &str, value: &str) -> String {
        if self.is_part(value) {
            return self.part(value, "");
        }
        let settled = self.settled;
        match (step, figure) {
            (_, "accumulator") => self.accumulator(value),
            (_, "policy") if value == settled.policy && self.lang == Lang::Zh => settled.title.clone(),
            (_, "within") => terms::length(self.lang, value),
            ("reason", "code") => {
                let known = settled.reasons.iter().chain(&settled.filing_reasons).find(|reason| reason.code == value);
                super::statement::own_or_term(self.lang, value, known.map_or("", |reason| reason.label.as_str()))
            }
            ("benefit", "") => self.either(value, &settled.benefit_label),
            ("filing", "") if value == settled.filing => super::statement::own_or_term(self.lang, value, &settled.filing_label),
            _ => match self.declared(figure, value) {
                Some(names) => self.either(names.key(), &names.han),
                None => terms::value(self.lang, value),
            },
        }
    }

    /// The names of a fact's value, where the figure is called as the fact is, or of the fact the value names.
    fn declared(&self, figure: &str, value: &str) -> Option<&TwoNames> {
        let facts = &self.policy?.facts;
        if figure == "event" {
            return facts.iter().map(|fact| &fact.names).find(|names| names.latin == value);
        }
        let values = facts.iter().filter(|fact| fact.names.latin == figure).flat_map(|fact| fact.kind.values());
        values.map(|(names, _)| names).find(|names| names.latin == value)
    }

    /// A fact, by its Latin name.
    pub fn fact(&self, name: &str, label: &str) -> String {
        let standard = Role::of(name).map_or("", |role| role.names().1);
        match self.lang {
            Lang::En if !standard.is_empty() => terms::name(Lang::En, name),
            Lang::En | Lang::Zh => self.either(name, if label.is_empty() { standard } else { label }),
        }
    }

    /// An accumulator: a layer's own (`inpatient.pool`), a benefit's, or a declared one.
    pub fn accumulator(&self, name: &str) -> String {
        let benefit = self.settled.benefit.as_deref().unwrap_or("");
        if name == benefit {
            return self.either(benefit, &self.settled.benefit_label);
        }
        match name.split_once('.') {
            Some((first, layer)) if first == benefit => {
                let dot = if self.lang == Lang::En { " " } else { "·" };
                format!("{}{dot}{}", self.either(benefit, &self.settled.benefit_label), self.layer(layer))
            }
            _ => {
                let key = self.policy.and_then(|policy| policy.keys.iter().find(|key| key.accumulator == name));
                self.either(name, key.map_or("", |key| key.label.as_str()))
            }
        }
    }

    /// The head of a clause (`inpatient.pool adjust rate down`), keyword by keyword.
    pub fn head(&self, head: &str) -> String {
        if self.lang == Lang::En {
            return head.to_owned();
        }
        head_in_chinese(head, |word| if word.contains('.') { self.accumulator(word) } else { self.fact(word, "") })
    }

    /// The Han label in Chinese, the name in English.
    fn either(&self, name: &str, label: &str) -> String {
        match self.lang {
            Lang::Zh if !label.is_empty() => label.to_owned(),
            Lang::Zh => name.to_owned(),
            Lang::En => name.replace('_', " "),
        }
    }
}
