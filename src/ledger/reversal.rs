//! A reversal: which claim it names, and its settlement, the exact negative of that claim's.

use super::words;
use crate::claim::{Claim, ClaimFault, CounterRow, Counters, Figure, Role, Settlement, Step};
use crate::value::Money;

/// What a reversal may state; everything else comes from the claim it gives back.
const STATED: [Role; 3] = [Role::Id, Role::PersonId, Role::Reverses];

/// The number of the claim that is given back.
pub fn names(claim: &Claim) -> Result<String, Vec<ClaimFault>> {
    let mut faults = Vec::new();
    for (key, _) in &claim.facts {
        if !STATED.iter().any(|role| role.names().0 == key || role.names().1 == key) {
            faults.push(words::states_more(key));
        }
    }
    for role in STATED {
        let (latin, han) = role.names();
        if claim.facts.iter().filter(|(key, _)| key == latin || key == han).count() > 1 {
            faults.push(words::twice(latin, han));
        }
    }
    for (key, stated) in [("items", claim.items.is_some()), ("counters", claim.counters.is_some())] {
        if stated {
            faults.push(words::states_more(key));
        }
    }
    match words::named(claim, Role::Reverses) {
        Ok(Some(named)) if faults.is_empty() => Ok(named),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

/// The settlement of a reversal: policy, route and reasons of the claim it gives back, every amount negated, counters as they
/// stood before and after, nothing read by default or assumed, and one step that says which claim.
pub fn negated(original: Settlement, named: &str, id: Option<String>, (before, after): (Vec<CounterRow>, Vec<CounterRow>)) -> Settlement {
    let minus = |amount: Money| Money::from_fen(-amount.fen());
    let mut out = original;
    let step = Step {
        layer: String::new(),
        layer_label: String::new(),
        step: "reversal".into(),
        figures: vec![
            Figure { name: "claim".into(), value: named.to_owned() },
            Figure { name: "fund".into(), value: out.fund.to_string() },
        ],
        result: minus(out.fund).to_string(),
        clause: None,
        citation: String::new(),
    };
    for part in &mut out.parts {
        part.amount = minus(part.amount);
    }
    for line in &mut out.partition {
        line.amount = minus(line.amount);
    }
    for layer in &mut out.layers {
        let figures = [
            &mut layer.taken,
            &mut layer.over_limit,
            &mut layer.covered,
            &mut layer.deductible,
            &mut layer.base,
            &mut layer.share,
            &mut layer.over_cap,
            &mut layer.paid,
        ];
        for amount in figures.into_iter().chain(&mut layer.bands) {
            *amount = minus(*amount);
        }
    }
    for amount in [&mut out.total, &mut out.fund, &mut out.patient, &mut out.personal_account, &mut out.cash] {
        *amount = minus(*amount);
    }
    Settlement {
        id,
        index: None,
        reverses: Some(named.to_owned()),
        needs: Vec::new(),
        counters: Counters { before, after },
        defaulted: Vec::new(),
        derived: Vec::new(),
        assumed: Vec::new(),
        steps: vec![step],
        carried: Vec::new(),
        ..out
    }
}
