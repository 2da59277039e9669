//! What a claim says of itself: its names, its last day, and whether another says the same.

use crate::claim::{Claim, ROLES, Role, Value};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The roles that name a claim or a person.
const NAMING: [Role; 3] = [Role::Id, Role::PersonId, Role::Reverses];

/// The text stated for a role that names something; blank is as good as absent.
pub fn name(claim: &Claim, role: Role) -> Option<String> {
    let text = match claim.stated(role)? {
        Value::Text(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Bool(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The last day of care: of a stay its discharge, of other care the visit.
pub fn care_end(claim: &Claim) -> Option<NaiveDate> {
    let day = |role| match claim.stated(role)? {
        Value::Date(date) => Some(*date),
        Value::Text(text) => NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok(),
        Value::Number(_) | Value::Bool(_) => None,
    };
    match claim.stated(Role::Admitted) {
        Some(_) => day(Role::Discharged),
        None => day(Role::Discharged).or_else(|| day(Role::Visited)),
    }
}

/// Where two claims of one number differ: the first fact, in order of names, that they do not state alike. What begins with `_` is
/// no content, nor is the order of facts or the language of a standard fact's name.
pub fn difference(one: &Claim, other: &Claim) -> Option<String> {
    let (a, b) = (facts(&one.facts), facts(&other.facts));
    let names = a.keys().chain(b.keys()).filter(|name| a.get(*name) != b.get(*name));
    if let Some(name) = names.min() {
        return Some((*name).to_owned());
    }
    if items(one) != items(other) {
        return Some("items".to_owned());
    }
    (one.counters != other.counters).then(|| "counters".to_owned())
}

/// Facts by their standard names.
fn facts(facts: &[(String, Value)]) -> BTreeMap<&str, Plain> {
    let latin = |name: &str| ROLES.iter().find(|(_, _, han, _)| *han == name).map(|(_, latin, ..)| *latin);
    let plain = |name: &str, value: &Value| match value {
        // What names something is known by its text: `1` and `"1"` are one.
        Value::Number(number) if NAMING.iter().any(|role| role.names().0 == name) => Plain::Text(number.to_string()),
        value => Plain::of(value),
    };
    let named = facts.iter().map(|(name, value)| (latin(name).unwrap_or(name.as_str()), value));
    named.map(|(name, value)| (name, plain(name, value))).collect()
}

/// The lines of the bill, in order, each with its facts by name.
fn items(claim: &Claim) -> Option<Vec<BTreeMap<&str, Plain>>> {
    claim.items.as_deref().map(|items| items.iter().map(|item| facts(&item.facts)).collect())
}

/// A stated value as it would be written: a date is its text.
#[derive(PartialEq)]
enum Plain {
    Text(String),
    Number(rust_decimal::Decimal),
    Bool(bool),
}

impl Plain {
    fn of(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.trim().to_owned()),
            Value::Date(date) => Self::Text(date.to_string()),
            Value::Number(number) => Self::Number(*number),
            Value::Bool(yes) => Self::Bool(*yes),
        }
    }
}
