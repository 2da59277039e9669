//! A constant of an example as the value a claim states, checked against what its fact takes.

use super::name::{Takes, both, is};
use super::words;
use crate::calendar::day_number;
use crate::claim::{Claim, Value};
use crate::diagnostic::Fault;
use crate::model::policy::{Fact, FactId, Policy};
use crate::plan::{FactKind, Names};
use crate::source::{Span, Spanned, nearest};
use crate::syntax::tree::Literal;
use crate::value::Money;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The value a fact is stated with. Numbers out of the fact's range pass: settling refuses them, and an example may expect that.
pub(super) fn stated(takes: Takes<'_>, fact: &str, value: &Spanned<Literal>) -> Result<Value, Box<Fault>> {
    let text = |text: &str| Value::Text(text.to_owned());
    let found = match (takes, &value.it) {
        (Takes::Enum(values), Literal::Name(name, _)) => return choice(values, fact, name, value.span).map(text),
        (Takes::YesNo, Literal::Yes) => Some(Value::Bool(true)),
        (Takes::YesNo, Literal::No) => Some(Value::Bool(false)),
        (Takes::Count | Takes::Quantity, Literal::Number(n) | Literal::Times(n))
        | (Takes::Age, Literal::Number(n) | Literal::YearsOld(n))
        | (Takes::Years, Literal::Number(n) | Literal::Years(n))
        | (Takes::Money, Literal::Yuan(n)) => Some(Value::Number(*n)),
        (Takes::Rate, Literal::Percent(n)) => n.checked_div(Decimal::ONE_HUNDRED).map(|n| Value::Number(n.normalize())),
        (Takes::Rate, Literal::Fraction(above, below)) => Some(text(&format!("{above}/{below}"))),
        (Takes::Region, Literal::Number(n)) => {
            n.to_u32().filter(|code| n.is_integer() && *code < 1_000_000).map(|code| text(&format!("{code:06}")))
        }
        (Takes::Region | Takes::Text, Literal::Name(name, _)) => Some(text(name)),
        (Takes::Text, Literal::Number(n)) => Some(text(&n.to_string())),
        (Takes::Date, Literal::Date(day)) => Some(Value::Date(*day)),
        _ => None,
    };
    found.ok_or_else(|| words::value_of_another_kind(value.span, fact, takes, &value.it))
}

/// The name results use of the value `name` means, by either name or its code.
fn choice<'a>(values: &'a [(Names, String)], fact: &str, name: &str, span: Span) -> Result<&'a str, Box<Fault>> {
    let found = values.iter().find(|(names, _)| is(names, name)).or_else(|| values.iter().find(|(_, code)| code == name));
    found.map(|(names, _)| names.key()).ok_or_else(|| {
        let near = nearest(name, values.iter().flat_map(|(names, _)| both(names)));
        words::unknown_value(span, fact, name, near, values.iter().map(|(names, _)| names))
    })
}

/// A stated value as the whole number guards test; `None` where it is none.
pub(super) fn ordinal(kind: &FactKind, value: &Value) -> Option<i64> {
    match (kind, value) {
        (FactKind::Enum(values), Value::Text(name)) => {
            values.iter().position(|(names, _)| is(names, name)).and_then(|at| i64::try_from(at).ok())
        }
        (FactKind::YesNo, Value::Bool(yes)) => Some(i64::from(*yes)),
        (FactKind::Count | FactKind::Age | FactKind::Years, Value::Number(n)) if n.is_integer() => n.to_i64(),
        (FactKind::Region, Value::Text(code)) => code.parse().ok(),
        (FactKind::Date, Value::Date(day)) => Some(day_number(*day)),
        (FactKind::Money, Value::Number(n)) => Money::from_yuan(*n).map(Money::fen),
        _ => None,
    }
}

/// Whether a fact applies to a claim, as far as what the claim states tells: its `only when` is not plainly false.
pub(super) fn applies(policy: &Policy, fact: &Fact, claim: &Claim) -> bool {
    fact.only_when.iter().all(|(id, set)| {
        let Some(asked) = policy.scope.fact(*id) else { return true };
        let stated = claim.get(asked.names.key()).and_then(|value| ordinal(&asked.kind, value)).or(asked.default);
        stated.is_none_or(|n| set.contains(n))
    })
}

/// A stated value as counter rows spell it: the name results use, or the text.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Number(n) => n.normalize().to_string(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Date(day) => day.to_string(),
    }
}

/// A fact of a claim as counter rows spell it: its key, and its value where it is stated or has a default.
pub(super) fn spelt(policy: &Policy, id: FactId, claim: &Claim) -> Option<(String, String)> {
    let fact = policy.scope.fact(id)?;
    let value = match (claim.get(fact.names.key()), &fact.kind) {
        (Some(value), _) => text(value),
        (None, FactKind::Enum(values)) => usize::try_from(fact.default?).ok().and_then(|at| values.get(at))?.0.key().to_owned(),
        (None, FactKind::YesNo) => text(&Value::Bool(fact.default? == 1)),
        (None, FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Region) => fact.default?.to_string(),
        (None, FactKind::Date | FactKind::Money | FactKind::Text(_)) => return None,
    };
    Some((fact.names.key().to_owned(), value))
}

/// Money of a literal in fen; a fault for another unit or a fraction of a fen.
pub(super) fn fen(what: &str, value: &Spanned<Literal>) -> Result<i64, Box<Fault>> {
    let Literal::Yuan(yuan) = value.it else {
        return Err(words::value_of_another_kind(value.span, what, Takes::Money, &value.it));
    };
    Money::from_yuan(yuan).map(Money::fen).ok_or_else(|| words::finer_than_a_fen(value.span))
}

/// A number of visits.
pub(super) fn visits(what: &str, value: &Spanned<Literal>) -> Result<i64, Box<Fault>> {
    let count = if let Literal::Number(n) | Literal::Times(n) = value.it { n.is_integer().then(|| n.to_u32()).flatten() } else { None };
    count.map(i64::from).ok_or_else(|| words::value_of_another_kind(value.span, what, Takes::Count, &value.it))
}
