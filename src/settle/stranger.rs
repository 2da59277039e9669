//! Counter rows of a policy that name what no loaded version of it knows, or are of a period it does not count in.

use super::counters::period_slot;
use super::decode::decode;
use super::words;
use crate::claim::{ClaimFault, CounterRow, Value};
use crate::plan::{FactPlan, KeyPlan, Plan, PolicyPlan};
use crate::source::nearest;
use std::collections::BTreeSet;

/// A key with the version it is of.
type Keyed<'a> = (&'a PolicyPlan, &'a KeyPlan);

/// The facts a key is kept by.
fn facts((version, key): Keyed<'_>) -> impl Iterator<Item = &FactPlan> {
    key.by.iter().filter_map(|fact| version.facts.get(*fact as usize))
}

/// The fact of that name a key is kept by.
fn named<'a>(key: Keyed<'a>, name: &str) -> Option<&'a FactPlan> {
    facts(key).find(|fact| fact.is_named(name))
}

/// The grain of a period by its form, as a slot of [`period_slot`].
fn grain(period: &str) -> Option<usize> {
    match (period.strip_prefix("episode:"), period.len()) {
        (Some(_), _) => Some(2),
        (None, 4) => Some(0),
        (None, 7) => Some(1),
        (None, _) => None,
    }
}

/// Whether a period may be one in which this claim's care lies: not where it names another year than both of the claim's, the
/// insurance year and the calendar's. Rows of other years may stem from rules that counted otherwise.
fn is_near(periods: &[Option<String>], row: &CounterRow) -> bool {
    let year = |period: &str| period.get(..4).map(str::to_owned);
    grain(&row.period) == Some(2) || periods.iter().take(2).flatten().any(|own| year(own) == year(&row.period))
}

/// A row of a known accumulator in a period of which no figure of it counts: it would never be read.
fn wrong_grain(plan: &Plan, policy: &PolicyPlan, periods: &[Option<String>], row: &CounterRow) -> Option<ClaimFault> {
    let versions = plan.policies.iter().filter(|version| version.name == policy.name);
    let keys = versions.flat_map(|version| &version.keys).filter(|key| key.accumulator == row.accumulator);
    let slots: BTreeSet<usize> = keys.map(|key| period_slot(key.period)).collect();
    if slots.is_empty() || grain(&row.period).is_some_and(|slot| slots.contains(&slot)) || !is_near(periods, row) {
        return None;
    }
    let form = |slot: &usize| periods.get(*slot).cloned().flatten().unwrap_or_else(|| "episode:…".to_owned());
    Some(words::counter_grain(row, &slots.iter().map(form).collect::<Vec<_>>()))
}

/// What is wrong with a row of `policy`: a period of a grain its accumulator is not counted in; or, in one of the claim's periods,
/// its accumulator, a fact or a value nobody knows.
pub fn stranger(plan: &Plan, policy: &PolicyPlan, periods: &[Option<String>], row: &CounterRow) -> Option<ClaimFault> {
    if let Some(fault) = wrong_grain(plan, policy, periods, row) {
        return Some(fault);
    }
    let slot = periods.iter().position(|period| period.as_deref() == Some(row.period.as_str()))?;
    let versions = || plan.policies.iter().filter(|version| version.name == policy.name);
    let keys = || versions().flat_map(|version| version.keys.iter().map(move |key| (version, key)));
    if !keys().any(|(_, key)| key.accumulator == row.accumulator) {
        let labelled = keys().find(|(_, key)| key.label == row.accumulator).map(|(_, key)| key.accumulator.as_str());
        let near = labelled.or_else(|| nearest(&row.accumulator, keys().map(|(_, key)| key.accumulator.as_str())));
        return Some(words::unknown_counter(row, &row.accumulator, near));
    }
    let own: Vec<Keyed<'_>> = keys().filter(|(_, key)| key.accumulator == row.accumulator && period_slot(key.period) == slot).collect();
    if let Some((one, two)) = twice(&own, row) {
        return Some(words::duplicate(one, two, one));
    }
    let nowhere = row.by.keys().find(|name| own.iter().all(|key| named(*key, name).is_none()));
    if let Some(name) = nowhere {
        let known = own.iter().flat_map(|key| facts(*key)).flat_map(|fact| [fact.names.latin.as_str(), fact.names.han.as_str()]);
        return Some(words::unknown_counter(row, name, nearest(name, known.filter(|name| !name.is_empty()))));
    }
    let fits = |key: &Keyed<'_>| key.1.by.len() == row.by.len() && row.by.keys().all(|name| named(*key, name).is_some());
    if !own.iter().any(fits) {
        let ways: BTreeSet<Vec<&str>> = own.iter().map(|key| facts(*key).map(|fact| fact.names.key()).collect()).collect();
        return Some(words::counter_kept_otherwise(row, &ways));
    }
    row.by.iter().find_map(|(name, stated)| {
        let value = Value::Text(stated.clone()?);
        let known = || own.iter().filter(|key| fits(key)).filter_map(|key| named(*key, name));
        if known().any(|fact| decode(&fact.kind, (i64::MIN, i64::MAX), &value).is_ok()) {
            return None;
        }
        known().next().map(|fact| words::counter_value(row, fact, &value))
    })
}

/// Two names in a row that are those of one fact.
fn twice<'a>(own: &[Keyed<'_>], row: &'a CounterRow) -> Option<(&'a str, &'a str)> {
    let names: Vec<&str> = row.by.keys().map(String::as_str).collect();
    let one_fact = |one: &str, two: &str| own.iter().flat_map(|key| facts(*key)).any(|fact| fact.is_named(one) && fact.is_named(two));
    names.iter().enumerate().find_map(|(at, one)| names.iter().skip(at + 1).find(|two| one_fact(one, two)).map(|two| (*one, *two)))
}
