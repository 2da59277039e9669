//! Counter rows as they come in: which row may be that of which key.

use super::decode::{decode, ordinal, text};
use super::encode::Encoded;
use super::names::is;
use super::stranger::stranger;
use super::words;
use crate::calendar::date_of;
use crate::claim::{ClaimFault, CounterRow, Role, Value};
use crate::plan::{FactKind, Period, Plan, PolicyPlan};
use crate::value::FEN_LIMIT;
use chrono::Datelike;
use std::collections::BTreeSet;

/// Stands in a key for a fact that does not apply; a row says `null` of it.
pub const NOT: i64 = i64::MIN;

/// A row whose policy, accumulator, period and facts are those of a key.
#[derive(Clone, Debug)]
pub struct RowKey {
    /// The row.
    pub row: usize,
    /// The first key like it.
    pub key: u32,
    /// Its values, in the order of the key's facts.
    pub by: Vec<i64>,
}

/// Where a period's name is kept.
pub fn period_slot(period: Period) -> usize {
    match period {
        Period::Visit | Period::Year => 0,
        Period::Month => 1,
        Period::Stay => 2,
    }
}

/// Finds the rows of this policy; reports rows that cannot be.
pub fn match_rows(plan: &Plan, policy: &PolicyPlan, out: &mut Encoded<'_>) -> Vec<ClaimFault> {
    let mut faults = Vec::new();
    let date = out.facts.get(policy.year_of as usize).copied().flatten().and_then(date_of);
    let episode = super::run::role_fact(policy, Role::Episode).and_then(|at| out.texts.get(at as usize).cloned().flatten());
    out.periods = [
        date.map(|date| format!("{:04}", policy.year_start.year(date))),
        date.map(|date| format!("{:04}-{:02}", date.year(), date.month())),
        episode.map(|episode| format!("episode:{episode}")),
    ];
    let like = |at: usize| {
        let first = policy.keys.get(at).and_then(|key| policy.keys.iter().position(|old| same(old, key)));
        u32::try_from(first.unwrap_or(at)).unwrap_or(u32::MAX)
    };
    out.same_key = (0..policy.keys.len()).map(like).collect();
    let mut seen = BTreeSet::new();
    for (at, row) in out.counters.iter().enumerate() {
        if !seen.insert((&row.policy, &row.accumulator, &row.period, &row.by)) {
            faults.push(words::duplicate_counter(row));
        }
        let figures = [("covered", row.covered), ("deductible", row.deductible), ("base", row.base), ("paid", row.paid)];
        for (name, amount) in figures {
            if amount.fen() < 0 || amount.fen() > FEN_LIMIT {
                faults.push(words::counter_amount(row, name, amount));
            }
        }
        if row.policy == policy.name {
            let counts = policy.benefits.iter().any(|benefit| benefit_key(policy, benefit.visits) == Some(row.accumulator.as_str()));
            if counts && row.visits.is_none() {
                faults.push(words::visits_missing(row));
            }
            let known = out.rows.len();
            faults.extend(match_row(policy, out, at, row));
            if out.rows.get(known).is_none_or(|row| row.by.contains(&i64::MAX)) {
                faults.extend(stranger(plan, policy, &out.periods, row));
            }
        }
    }
    faults
}

fn benefit_key(policy: &PolicyPlan, visits: u32) -> Option<&str> {
    policy.keys.get(visits as usize).map(|key| key.accumulator.as_str())
}

fn same(a: &crate::plan::KeyPlan, b: &crate::plan::KeyPlan) -> bool {
    a.accumulator == b.accumulator && a.period == b.period && a.by == b.by
}

/// The key of a row: that of its accumulator and period which is kept by exactly its facts, whatever the order of the clauses.
fn match_row(policy: &PolicyPlan, out: &mut Encoded<'_>, at: usize, row: &CounterRow) -> Option<ClaimFault> {
    for (n, key) in policy.keys.iter().enumerate() {
        let first = u32::try_from(n).is_ok_and(|n| out.same_key.get(n as usize) == Some(&n));
        let period = out.periods.get(period_slot(key.period)).and_then(Option::as_deref);
        if !first || key.accumulator != row.accumulator || period != Some(row.period.as_str()) || key.by.len() != row.by.len() {
            continue;
        }
        let values = key.by.iter().map_while(|fact| key_value(policy, out, *fact, row));
        let by: Vec<i64> = values.collect();
        if by.len() == key.by.len() {
            let key = u32::try_from(n).unwrap_or(u32::MAX);
            let twice = out.rows.iter().any(|old| old.key == key && old.by == by && !by.contains(&i64::MAX));
            out.rows.push(RowKey { row: at, key, by });
            return twice.then(|| words::duplicate_counter(row));
        }
    }
    None
}

/// The value a row states of a fact: [`NOT`] where it says that the fact does not apply, `i64::MAX` where this claim has not that
/// value. `None` where the row does not name the fact.
fn key_value(policy: &PolicyPlan, out: &Encoded<'_>, fact: u16, row: &CounterRow) -> Option<i64> {
    let plan = policy.facts.get(fact as usize)?;
    let (_, stated) = row.by.iter().find(|(name, _)| is(&plan.names, name))?;
    let Some(stated) = stated else { return Some(NOT) };
    let value = Value::Text(stated.clone());
    Some(match &plan.kind {
        FactKind::Text(known) => {
            let own = out.texts.get(fact as usize).and_then(Option::as_deref) == text(&value).as_deref();
            let at = known.iter().position(|known| known == stated);
            let other = if own { known.len() } else { usize::MAX };
            i64::try_from(at.unwrap_or(other)).unwrap_or(i64::MAX)
        }
        FactKind::Enum(values) => ordinal(values, &value).unwrap_or(i64::MAX),
        kind @ (FactKind::YesNo
        | FactKind::Count
        | FactKind::Age
        | FactKind::Years
        | FactKind::Region
        | FactKind::Date
        | FactKind::Money) => decode(kind, (i64::MIN, i64::MAX), &value).unwrap_or(i64::MAX),
    })
}
