//! Figures that stand against the usual order of levels and of persons: W308.

use super::boxes::{Case, TooMany};
use super::findings::Findings;
use super::names;
use super::pairs::{Figure, figures};
use super::reach::{Reached, layers};
use super::universe::Universe;
use super::words;
use crate::model::policy::{FactId, Head, Policy, Row};
use crate::plan::FactKind;
use crate::syntax::tree::HeadWord;

/// A fact with two or more of its values, from the one that is paid most to the one that is paid least.
///
/// Policies pay more at lower hospitals, to keep minor cases there, and more to the retired than to the active.
const ORDERS: [(&str, &[&str]); 2] = [("level", &["level1", "level2", "level3"]), ("person", &["retired", "active"])];

/// Judges the deductibles, rates and shares of every layer.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    for reached in layers(universe) {
        let heads = reached.layer.heads.iter().filter(|head| head.word == HeadWord::Deductible && !head.total);
        for head in heads.chain(&reached.layer.rate) {
            match against(universe, &reached, head) {
                Ok(Some((row, other))) => {
                    findings.warn(row.clause, words::standing(row.span, other.span, &names::kind(reached.layer, head.word)));
                }
                Ok(None) => {}
                Err(TooMany) => findings.undecided(findings.head(reached.layer.clause), &names::kind(reached.layer, head.word)),
            }
        }
    }
}

/// The first two rows that differ in nothing but a value of such a fact and stand the wrong way round.
fn against<'p>(universe: &Universe<'_>, reached: &Reached<'_>, head: &'p Head) -> Result<Option<(&'p Row, &'p Row)>, TooMany> {
    let rows = figures(universe, &head.ladder)?;
    for (fact, order) in ORDERS.iter().filter_map(|(fact, values)| order(universe.policy, fact, values)) {
        for (better, worse) in order.iter().enumerate().flat_map(|(at, value)| order.iter().skip(at + 1).map(move |worse| (*value, *worse)))
        {
            for high in &rows {
                for low in rows.iter().filter(|low| less(head.word, high, low)) {
                    let at = |figure: &Figure<'_>, value: i64| cases(universe, reached, figure, fact, value);
                    let lows = at(low, worse);
                    if at(high, better).iter().any(|case| lows.iter().any(|low| low.touches(case) && case.touches(low))) {
                        return Ok(Some((high.row, low.row)));
                    }
                }
            }
        }
    }
    Ok(None)
}

/// Whether `one`, of whom more should be paid, is paid less by its row than `other`.
fn less(word: HeadWord, one: &Figure<'_>, other: &Figure<'_>) -> bool {
    let all = (0, i64::MAX);
    let (band, beside) = (one.row.band.unwrap_or(all), other.row.band.unwrap_or(all));
    let meet = band.0 < beside.1 && beside.0 < band.1;
    meet && if word == HeadWord::Rate { one.value < other.value } else { one.value > other.value }
}

/// The cases of a row in which the fact has one value, with the fact then set free: what else they ask for.
fn cases(universe: &Universe<'_>, reached: &Reached<'_>, figure: &Figure<'_>, fact: FactId, value: i64) -> Vec<Case> {
    let only = crate::value::Set::one(value);
    let fact = universe.fact(fact);
    let inside = figure.cases.iter().filter_map(|case| case.meet(&reached.case)?.with(fact, &only));
    inside.filter_map(|case| universe.possible(&case)).map(|case| case.forget(fact)).collect()
}

/// The fact of that Latin name and the ordinals of the values; `None` where this policy has no such fact.
fn order(policy: &Policy, name: &str, values: &[&str]) -> Option<(FactId, Vec<i64>)> {
    let at = policy.scope.facts.iter().position(|fact| fact.names.latin == name)?;
    let FactKind::Enum(all) = &policy.scope.facts.get(at)?.kind else { return None };
    let ordinal = |value: &&str| all.iter().position(|(names, _)| names.latin == *value).and_then(|at| i64::try_from(at).ok());
    Some((FactId::try_from(at).ok()?, values.iter().filter_map(ordinal).collect()))
}
