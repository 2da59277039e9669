//! What a claim brought of itself, under the fields and codes the vocabulary gives it.

use super::record::{Record, Value};
use crate::claim::{self, BillLine, Claim, Item, Role};
use crate::plan::{FactKind, FactPlan, PolicyPlan, codes, value_called};
use crate::value::{Money, plain_number};

/// The facts of a claim that have a field, but for sums: the record states those as they came out.
pub fn facts(out: &mut Record, policy: &PolicyPlan, claim: &Claim) {
    for fact in policy.facts.iter().filter(|fact| !fact.of_item && !fact.derived) {
        one(out, fact, &claim.facts);
    }
}

/// A line of the bill: what it brought, and how it was divided. What a catalog may overrule (class, rate, ceiling) is left
/// out.
pub fn line(policy: &PolicyPlan, item: &Item, line: &BillLine) -> Record {
    let mut out = Record::default();
    let overruled = [Role::Class, Role::ItemFirstPay, Role::ItemCeiling].map(|role| policy.fact_of(role));
    for fact in policy.facts.iter().filter(|fact| fact.of_item && !fact.derived && !overruled.contains(&Some(*fact))) {
        one(&mut out, fact, &item.facts);
    }
    let amount = policy.fact_of(Role::ItemAmount).filter(|fact| !fact.field.is_empty());
    out.money(amount.map_or(Role::ItemAmount.names().0, |fact| fact.field.as_str()), line.amount);
    let divided: [(&str, Money); 4] = [
        ("fulamt_ownpay_amt", line.out_of_catalog),
        ("overlmt_amt", line.over_ceiling),
        ("preselfpay_amt", line.first_self_pay),
        ("inscp_scp_amt", line.eligible),
    ];
    for (name, amount) in divided {
        out.money(name, amount);
    }
    out
}

fn one(out: &mut Record, fact: &FactPlan, stated: &[(String, claim::Value)]) {
    if fact.field.is_empty() || fact.kind == FactKind::Money {
        return;
    }
    let stated = stated.iter().find(|(key, _)| fact.is_named(key) || fact.is_field(key));
    if let Some(value) = stated.and_then(|(_, value)| written(&fact.kind, value)) {
        out.push(&fact.field, value);
    }
}

/// A stated value as the interface writes it; none where the vocabulary has no code for it.
fn written(kind: &FactKind, value: &claim::Value) -> Option<Value> {
    let text = value.text();
    match kind {
        FactKind::Enum(values) => {
            let text = text?;
            let (_, all) = values.get(value_called(values, &text)?)?;
            let code = codes(all).find(|code| *code == text).or_else(|| codes(all).next());
            code.map(|code| Value::Text(code.to_owned()))
        }
        FactKind::YesNo => {
            let yes = match value {
                claim::Value::Bool(yes) => *yes,
                claim::Value::Text(_) | claim::Value::Number(_) | claim::Value::Date(_) => ["yes", "true", "是"].contains(&&*text?),
            };
            Some(Value::Text(if yes { "1" } else { "0" }.to_owned()))
        }
        FactKind::Count | FactKind::Age | FactKind::Years => text.map(|text| match plain_number(&text) {
            Some(number) => Value::Number(number),
            None => Value::Text(text.into_owned()),
        }),
        FactKind::Region | FactKind::Date | FactKind::Money | FactKind::Text(_) => text.map(|text| Value::Text(text.into_owned())),
    }
}
