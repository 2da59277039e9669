//! What came out beside what was expected.

use super::account;
use super::case::{Expect, Figure, Measure, Stage, Sum, Wanted};
use super::counter;
use super::error;
use super::name::is;
use super::words;
use crate::claim::{ClaimFault, FILING_FAILURES, ROUTES, Settlement, Step};
use crate::diagnostic::Words;
use crate::model::policy::Policy;
use crate::plan::Names;
use crate::source::Span;
use crate::value::Money;

/// One expectation that did not come true.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// The figure: `pool.paid`, `route`, or the outcome as a whole.
    pub figure: Words,
    /// What was expected.
    pub expected: Words,
    /// What came out.
    pub got: Words,
    /// The expectation; the claim's lines where an error came out unexpected.
    pub span: Span,
    /// The account of the difference: the steps that made the figure.
    pub steps: Vec<Step>,
}

/// Compares the outcome of a claim with what its stage expects.
///
/// A layer that did not run has all its figures 0, and so has a part or a line of the partition that is not there.
/// `reason` names all reasons of route and filing: none may be missing, and no other may hold.
pub fn compare(policy: &Policy, stage: &Stage, outcome: &Result<Settlement, Vec<ClaimFault>>) -> Vec<Mismatch> {
    match outcome {
        Ok(settlement) => stage.expects.iter().filter_map(|expect| settled(policy, stage, expect, settlement)).collect(),
        Err(faults) => failed(policy, stage, faults),
    }
}

/// Expectations of a claim that was not settled.
fn failed(policy: &Policy, stage: &Stage, faults: &[ClaimFault]) -> Vec<Mismatch> {
    let got = words::not_settled(faults);
    let mismatch = |figure: Words, expected: Words, span: Span| Mismatch { figure, expected, got: got.clone(), span, steps: Vec::new() };
    if !stage.expects.iter().any(|expect| matches!(expect.wanted, Wanted::Error { .. })) {
        return vec![mismatch(words::outcome(), words::settled(), stage.span)];
    }
    let holds = |expect: &Expect| match &expect.wanted {
        Wanted::Error { code, about } => {
            faults.iter().any(|fault| fault.code == *code && about.iter().all(|word| error::speaks_of(policy, fault, word)))
        }
        Wanted::Amount { .. } | Wanted::Route(_) | Wanted::Filing(_) | Wanted::Benefit(_) | Wanted::Reasons(_) => false,
    };
    let wrong = stage.expects.iter().filter(|expect| !holds(expect));
    wrong.map(|expect| mismatch(Words::clone(&expect.shown), wanted(&expect.wanted), expect.span)).collect()
}

/// One expectation of a settled claim.
fn settled(policy: &Policy, stage: &Stage, expect: &Expect, settlement: &Settlement) -> Option<Mismatch> {
    let named = |is: bool, got: &dyn Fn() -> Words| if is { None } else { Some(got()) };
    let got = match &expect.wanted {
        Wanted::Amount { figures, measure, amount, to } => amounts(policy, stage, figures, settlement, *measure, *amount, *to),
        Wanted::Route(route) => named(is(route, &settlement.route), &|| words::named(&known(&settlement.route, &ROUTES))),
        Wanted::Filing(filing) => {
            named(is(filing, &settlement.filing), &|| words::named(&labelled(&settlement.filing, &settlement.filing_label)))
        }
        Wanted::Benefit(benefit) => named(settlement.benefit.as_deref().is_some_and(|name| is(benefit, name)), &|| {
            words::named_all(settlement.benefit.iter().map(|name| labelled(name, &settlement.benefit_label)).collect::<Vec<_>>().iter())
        }),
        Wanted::Reasons(reasons) => {
            let got: Vec<Names> = settlement
                .reasons
                .iter()
                .map(|reason| labelled(&reason.code, &reason.label))
                .chain(settlement.filing_reasons.iter().map(|reason| known(&reason.code, &FILING_FAILURES)))
                .collect();
            let all = reasons.iter().all(|names| got.iter().any(|one| is(names, one.key())));
            let only = got.iter().all(|one| reasons.iter().any(|names| is(names, one.key())));
            named(all && only, &|| words::named_all(got.iter()))
        }
        Wanted::Error { .. } => Some(words::settled()),
    };
    got.map(|got| Mismatch {
        figure: Words::clone(&expect.shown),
        expected: wanted(&expect.wanted),
        got,
        span: expect.span,
        steps: account::steps(&expect.wanted, settlement),
    })
}

/// What came out where a sum of figures is not what was expected.
fn amounts(
    policy: &Policy,
    stage: &Stage,
    figures: &[Figure],
    settlement: &Settlement,
    measure: Measure,
    amount: i64,
    to: Option<i64>,
) -> Option<Words> {
    let sum = figures.iter().try_fold(0i64, |sum, figure| sum.checked_add(read(policy, stage, figure, settlement)?));
    let Some(got) = sum else { return Some(words::unknown_period()) };
    let shown = |n: i64| match measure {
        Measure::Money => Money::from_fen(n).to_string(),
        Measure::Visits => n.to_string(),
    };
    match to.map(|unit| half_up(got, unit)) {
        Some(rounded) if rounded != Some(amount) => Some(words::rounded(&rounded.map_or_else(String::new, shown), &shown(got))),
        None if got != amount => Some(Words::new(shown(got), shown(got))),
        Some(_) | None => None,
    }
}

/// An amount rounded to a unit above 0, half away from zero.
fn half_up(fen: i64, unit: i64) -> Option<i64> {
    let (n, unit) = (i128::from(fen.unsigned_abs()), i128::from(unit));
    let rounded = (2 * n + unit).checked_div(2 * unit)?.checked_mul(unit)?;
    i64::try_from(if fen < 0 { -rounded } else { rounded }).ok()
}

/// A figure of a settlement: fen, or visits. `None` for a counter whose period the claim does not tell.
fn read(policy: &Policy, stage: &Stage, figure: &Figure, settlement: &Settlement) -> Option<i64> {
    let layer = |benefit: &Option<String>, name: &str| {
        let own = benefit.is_none() || *benefit == settlement.benefit;
        settlement.layers.iter().find(|ran| own && ran.name == name)
    };
    let money = match figure {
        Figure::Sum(Sum::Total) => settlement.total,
        Figure::Sum(Sum::Fund) => settlement.fund,
        Figure::Sum(Sum::Patient) => settlement.patient,
        Figure::Sum(Sum::PersonalAccount) => settlement.personal_account,
        Figure::Sum(Sum::Cash) => settlement.cash,
        Figure::Part(name) => settlement.parts.iter().find(|part| part.part == *name).map_or(Money::ZERO, |part| part.amount),
        Figure::Layer { benefit, layer: name, figure } => layer(benefit, name).map_or(Money::ZERO, |ran| ran.figure(*figure)),
        Figure::Band { benefit, layer: name, number } => {
            let at = usize::try_from(*number).ok().and_then(|n| n.checked_sub(1))?;
            layer(benefit, name).and_then(|ran| ran.bands.get(at)).copied().unwrap_or_default()
        }
        Figure::Partition(name) => settlement.partition.iter().find(|line| line.part == *name).map_or(Money::ZERO, |line| line.amount),
        Figure::Counter { keys, figure } => {
            let Some(key) = keys.iter().find(|key| key.benefit.is_none() || key.benefit == settlement.benefit) else { return Some(0) };
            return counter::counted(policy, key, *figure, &stage.claim, &settlement.counters.after);
        }
    };
    Some(money.fen())
}

/// What is wanted, to show.
fn wanted(wanted: &Wanted) -> Words {
    match wanted {
        Wanted::Amount { measure: Measure::Money, amount, .. } => {
            let shown = Money::from_fen(*amount).to_string();
            Words::new(shown.clone(), shown)
        }
        Wanted::Amount { measure: Measure::Visits, amount, .. } => Words::new(amount.to_string(), amount.to_string()),
        Wanted::Route(names) | Wanted::Filing(names) | Wanted::Benefit(names) => words::named(names),
        Wanted::Reasons(names) => words::named_all(names.iter()),
        Wanted::Error { code, about } => words::error(*code, about),
    }
}

/// A name of a result with its label.
fn labelled(name: &str, label: &str) -> Names {
    Names { latin: name.to_owned(), han: label.to_owned() }
}

/// One of the engine's own names with its label.
fn known(name: &str, all: &[(&str, &str)]) -> Names {
    labelled(name, all.iter().find(|(latin, _)| *latin == name).map_or("", |(_, han)| han))
}
