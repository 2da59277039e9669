//! Counter rows under the names results use: an accumulator, a fact or a value given by its Han name is read as the Latin one.

use super::decode::decode;
use super::names::is;
use super::present::value;
use crate::claim::{Claim, CounterRow, Value};
use crate::plan::{FactKind, KeyPlan, Plan, PolicyPlan};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The claim with its counters under the names results use; untouched where they already are, and so are rows of policies that are
/// not loaded, or that name nothing their policy knows.
pub fn claim<'a>(plan: &Plan, claim: &'a Claim) -> Cow<'a, Claim> {
    match claim.counters.as_deref().map(|given| rows(plan, given)) {
        Some(Cow::Owned(rows)) => Cow::Owned(Claim { counters: Some(rows), ..claim.clone() }),
        Some(Cow::Borrowed(_)) | None => Cow::Borrowed(claim),
    }
}

/// The rows under the names results use.
pub fn rows<'a>(plan: &Plan, given: &'a [CounterRow]) -> Cow<'a, [CounterRow]> {
    let mut out = Cow::Borrowed(given);
    for (at, row) in given.iter().enumerate().filter(|(_, row)| is_foreign(row)) {
        let named = named(plan, row);
        if named != *row
            && let Some(slot) = out.to_mut().get_mut(at)
        {
            *slot = named;
        }
    }
    out
}

/// Whether some name of a row may be another than the one results use: those are Latin wherever there is a Latin one.
fn is_foreign(row: &CounterRow) -> bool {
    let plain = |text: &str| text.is_ascii();
    !(plain(&row.accumulator) && row.by.iter().all(|(fact, value)| plain(fact) && value.as_deref().is_none_or(plain)))
}

fn named(plan: &Plan, row: &CounterRow) -> CounterRow {
    let versions = || plan.policies.iter().filter(|version| version.name == row.policy);
    let keys = versions().flat_map(|version| version.keys.iter().map(move |key| (version, key)));
    let mut out = row.clone();
    let mut of_name = keys.filter(|(_, key)| called(key, &row.accumulator)).peekable();
    if let Some((_, key)) = of_name.peek() {
        out.accumulator.clone_from(&key.accumulator);
    }
    let fits = |(version, key): &(&PolicyPlan, &KeyPlan)| {
        row.by.keys().all(|name| key.by.iter().filter_map(|at| version.facts.get(usize::from(*at))).any(|fact| is(&fact.names, name)))
    };
    if let Some((version, key)) = of_name.find(fits) {
        let stated: BTreeMap<_, _> = row.by.iter().map(|(name, stated)| fact(version, key, name, stated.as_deref())).collect();
        // Two names of one fact are told, not taken for one.
        if stated.len() == row.by.len() {
            out.by = stated;
        }
    }
    out
}

/// Whether a key's accumulator has that name, each of its parts in either language.
fn called(key: &KeyPlan, name: &str) -> bool {
    let mut parts = name.split('.');
    let mut own = key.accumulator.split('.').zip(key.label.split('.'));
    parts.by_ref().all(|part| own.next().is_some_and(|(latin, han)| part == latin || part == han)) && own.next().is_none()
}

/// A fact a key is kept by, and its value.
fn fact(version: &PolicyPlan, key: &KeyPlan, name: &str, stated: Option<&str>) -> (String, Option<String>) {
    let same = || (name.to_owned(), stated.map(str::to_owned));
    let found = key.by.iter().find(|at| version.facts.get(usize::from(**at)).is_some_and(|fact| is(&fact.names, name)));
    let Some((at, fact)) = found.and_then(|at| version.facts.get(usize::from(*at)).map(|fact| (*at, fact))) else { return same() };
    let latin = fact.names.key().to_owned();
    let Some(stated) = stated else { return (latin, None) };
    let spelt = match &fact.kind {
        FactKind::Enum(_) | FactKind::YesNo => decode(&fact.kind, (0, i64::MAX), &Value::Text(stated.to_owned())).ok(),
        FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Region | FactKind::Date | FactKind::Money | FactKind::Text(_) => None,
    };
    (latin, Some(spelt.map_or_else(|| stated.to_owned(), |spelt| value(version, at, spelt, None).0)))
}
