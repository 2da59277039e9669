//! What a claim says of itself: its last day, and whether another says the same.

use super::rows;
use crate::claim::{Claim, CounterRow, ROLES, Role};
use crate::plan::Plan;
use crate::settle;
use chrono::NaiveDate;
use std::borrow::Cow;

/// The last day of care: of a stay its discharge, of other care the visit.
pub fn care_end(claim: &Claim) -> Option<NaiveDate> {
    let day = |role| claim.stated(role).and_then(settle::date);
    match claim.stated(Role::Admitted) {
        Some(_) => day(Role::Discharged),
        None => day(Role::Discharged).or_else(|| day(Role::Visited)),
    }
}

/// The claim with facts the engine reads under their standard names, where it states them as fields of the settlement interface.
pub fn by_standard_names<'a>(plan: &Plan, claim: &'a Claim) -> Cow<'a, Claim> {
    let standard = |key: &str| ROLES.iter().any(|(_, latin, han, _)| key == *latin || key == *han);
    let of_field = |key: &str| {
        if standard(key) {
            return None;
        }
        // The first policy that knows the key says what it is: what all share is found at once.
        let (policy, at) = plan.policies.iter().find_map(|policy| Some((policy, policy.fact_called(key, false)?)))?;
        let fact = policy.facts.get(at).filter(|fact| !fact.is_named(key))?;
        let role = |role: &Role| policy.fact_of(*role).is_some_and(|known| std::ptr::eq(known, fact));
        ROLES.iter().map(|(role, ..)| *role).find(role).map(|role| role.names().0)
    };
    let mut out = Cow::Borrowed(claim);
    for (at, (key, _)) in claim.facts.iter().enumerate() {
        if let Some(name) = of_field(key)
            && let Some((key, _)) = out.to_mut().facts.get_mut(at)
        {
            name.clone_into(key);
        }
    }
    for (at, key) in claim.silent.iter().enumerate() {
        if let Some(name) = of_field(key)
            && let Some(key) = out.to_mut().silent.get_mut(at)
        {
            name.clone_into(key);
        }
    }
    out
}

/// Where two claims of one number differ: the first fact, in order of names, that they do not state alike. `before` is what was used
/// up before the first, which a claim that says nothing of counters means. What begins with `_` is no content; nor is the order of
/// keys, the vocabulary, or how a value is spelt.
pub fn difference(plan: &Plan, one: &Claim, other: &Claim, before: &[CounterRow]) -> Option<String> {
    let (a, b) = settle::meanings(plan, one, other);
    // A fact stated twice, under two names, is not stated alike either.
    let count = |all: &[(String, String)], fact: &(String, String)| all.iter().filter(|other| *other == fact).count();
    let differing = a.facts.iter().chain(&b.facts).filter(|fact| count(&a.facts, fact) != count(&b.facts, fact));
    if let Some((name, _)) = differing.min() {
        return Some(name.clone());
    }
    if a.items != b.items {
        return Some("items".to_owned());
    }
    let counters = |claim: &Claim| settle::canonical_rows(plan, claim.counters.as_deref().unwrap_or(before)).into_owned();
    (!rows::same(&counters(one), &counters(other))).then(|| "counters".to_owned())
}
