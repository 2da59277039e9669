//! What a claim says, however it is spelt: each fact under its standard name, with the value it stands for.

use super::decode::{decode, fen, millionths, rate};
use super::exact::Exact;
use super::names::{Key, names_of, resolve};
use super::run::fact_role;
use super::select::select;
use crate::claim::{Claim, Item, ROLES, Role, Value, id_text};
use crate::plan::{FactKind, Plan, PolicyPlan};
use crate::value::plain_number;

/// Names with what stands under them, in order of names.
pub type Meant = Vec<(String, String)>;

/// A claim by what it says; what is carried, and its counters, are no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Its facts.
    pub facts: Meant,
    /// The lines of its bill, in order.
    pub items: Option<Vec<Meant>>,
}

/// What two claims say, both read by the policy that answers the first, or else the second, or else by their words alone.
pub fn meanings(plan: &Plan, one: &Claim, other: &Claim) -> (Meaning, Meaning) {
    let answering = select(plan, one).or_else(|_| select(plan, other)).ok();
    let policy = answering.and_then(|at| plan.policies.get(at));
    (meaning(policy, one), meaning(policy, other))
}

fn meaning(policy: Option<&PolicyPlan>, claim: &Claim) -> Meaning {
    let sorted = |mut all: Meant| {
        all.sort();
        all
    };
    let facts = claim.facts.iter().map(|(name, value)| fact(policy, name, value)).collect();
    let line = |item: &Item| sorted(item.facts.iter().map(|(name, value)| of_item(policy, name, value)).collect());
    Meaning { facts: sorted(facts), items: claim.items.as_ref().map(|items| items.iter().map(line).collect()) }
}

/// A fact of the claim.
fn fact(policy: Option<&PolicyPlan>, name: &str, value: &Value) -> (String, String) {
    let known = policy.and_then(|policy| resolve(policy, name).map(|key| (policy, key)));
    let Some((policy, key)) = known else { return by_words(name, value) };
    let meant = match &key {
        Key::Fact(at) => of_kind(policy, *at, value),
        Key::Role(role) if is_naming(*role) => id_text(value).ok(),
        Key::Role(Role::InsuredRegion | Role::Scheme) => None,
        Key::Role(_) | Key::Part(_) | Key::Given(..) => fen(value).ok().map(|fen| fen.to_string()),
    };
    (names_of(policy, &key).key().to_owned(), meant.unwrap_or_else(|| as_written(value)))
}

/// A fact of a line of the bill.
fn of_item(policy: Option<&PolicyPlan>, name: &str, value: &Value) -> (String, String) {
    let known = policy.and_then(|policy| {
        let at = policy.fact_called(name, true)?;
        Some((policy, u16::try_from(at).ok()?, policy.facts.get(at)?))
    });
    let Some((policy, at, plan)) = known else { return by_words(name, value) };
    let meant = match fact_role(policy, at) {
        Some(Role::ItemFirstPay) => rate(value).ok().map(Exact::rate_text),
        Some(Role::ItemQuantity) => millionths(value).ok().map(|number| number.to_string()),
        Some(Role::ItemAmount | Role::ItemCeiling) => fen(value).ok().map(|fen| fen.to_string()),
        Some(_) | None => of_kind(policy, at, value),
    };
    (plan.names.key().to_owned(), meant.unwrap_or_else(|| as_written(value)))
}

/// The value of a fact by its kind; a text is its own value, and so is what names something.
fn of_kind(policy: &PolicyPlan, fact: u16, value: &Value) -> Option<String> {
    let plan = policy.facts.get(fact as usize)?;
    if matches!(plan.kind, FactKind::Text(_)) {
        return id_text(value).ok();
    }
    decode(&plan.kind, (i64::MIN, i64::MAX), value).ok().map(|n| n.to_string())
}

fn is_naming(role: Role) -> bool {
    matches!(role, Role::Id | Role::PersonId | Role::Reverses)
}

/// A fact no policy is there to read: by its standard name, numbers and texts that spell them alike.
fn by_words(name: &str, value: &Value) -> (String, String) {
    let role = ROLES.iter().find(|(_, latin, han, _)| *latin == name || *han == name);
    let key = role.map_or(name, |(_, latin, ..)| latin).to_owned();
    let number = match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => plain_number(text),
        Value::Bool(_) | Value::Date(_) => None,
    };
    let meant = match (role, number) {
        (Some((role, ..)), _) if is_naming(*role) => id_text(value).unwrap_or_else(|_| as_written(value)),
        (_, Some(number)) => number.normalize().to_string(),
        (_, None) => as_written(value),
    };
    (key, meant)
}

/// A value that is none of its fact, as it would be written.
fn as_written(value: &Value) -> String {
    match value {
        Value::Bool(yes) => yes.to_string(),
        Value::Text(_) | Value::Number(_) | Value::Date(_) => value.text().unwrap_or_default().into_owned(),
    }
}
