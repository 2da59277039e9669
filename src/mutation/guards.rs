//! The ways a guard is changed: one value dropped or added, a bound moved by one, a condition turned round.

use crate::claim::Role;
use crate::coverage::describe;
use crate::diagnostic::Words;
use crate::model::policy::{Fact, FactId, Guard, Policy};
use crate::plan::FactKind;
use crate::value::Set;

/// More values than this are not dropped or added one by one.
const MOST_VALUES: usize = 12;
/// What an amount in a guard is moved by, in fen: 100 yuan.
const MONEY: i64 = 10_000;

/// One other guard.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The whole guard.
    pub guard: Guard,
    /// The condition as written.
    pub from: Words,
    /// The condition as changed.
    pub to: Words,
}

/// All ways a guard is changed. The scheme is the policy's, not the guard's.
pub fn variants(policy: &Policy, guard: &Guard) -> Vec<Variant> {
    let mut out = Vec::new();
    for (at, (id, set)) in guard.iter().enumerate() {
        let Some(fact) = policy.scope.fact(*id).filter(|fact| fact.role != Some(Role::Scheme)) else { continue };
        for other in others(fact, set).into_iter().filter(|other| !other.is_empty() && other != set) {
            let mut changed = guard.clone();
            if let Some(slot) = changed.get_mut(at) {
                slot.1 = other.clone();
            }
            out.push(Variant { guard: changed, from: describe::condition(fact, set), to: describe::condition(fact, &other) });
        }
    }
    out
}

/// The sets put in place of one.
fn others(fact: &Fact, set: &Set) -> Vec<Set> {
    let negated = fact.domain.minus(set);
    match &fact.kind {
        FactKind::Enum(values) if values.len() <= MOST_VALUES => {
            let ordinals = 0..i64::try_from(values.len()).unwrap_or(0);
            let (inside, outside): (Vec<i64>, Vec<i64>) = ordinals.filter(|n| fact.domain.contains(*n)).partition(|n| set.contains(*n));
            let mut out: Vec<Set> = outside.iter().map(|n| set.union(&Set::one(*n))).collect();
            if inside.len() > 1 {
                out.extend(inside.iter().map(|n| set.minus(&Set::one(*n))));
            }
            // Turned round, a choice of two is the other one.
            if outside.len() != 1 || inside.len() != 1 {
                out.push(negated);
            }
            out
        }
        FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Date => moved(fact, set, 1),
        FactKind::Money => moved(fact, set, MONEY),
        FactKind::Enum(_) | FactKind::YesNo | FactKind::Region | FactKind::Text(_) => vec![negated],
    }
}

/// Every end of the set that is not the end of all there is, moved either way.
fn moved(fact: &Fact, set: &Set, by: i64) -> Vec<Set> {
    let (least, most) = (fact.domain.first().unwrap_or(i64::MIN), fact.domain.intervals().last().map_or(i64::MAX, |ends| ends.1));
    let mut out = Vec::new();
    let inside = set.meet(&fact.domain);
    for (at, (from, to)) in inside.intervals().iter().enumerate() {
        let mut with = |from: i64, to: i64| {
            let ends = inside.intervals().iter().enumerate().map(|(n, ends)| if n == at { (from, to) } else { *ends });
            out.push(Set::of(ends));
        };
        for by in [by, -by] {
            if *from > least {
                with(from.saturating_add(by), *to);
            }
            if *to < most {
                with(*from, to.saturating_add(by));
            }
        }
    }
    out
}

/// The facts whose values are numbers in order, which rows of a table share a bound of.
pub fn is_ordered(policy: &Policy, fact: FactId) -> bool {
    let kind = policy.scope.fact(fact).filter(|fact| fact.role != Some(Role::EffectiveOn)).map(|fact| &fact.kind);
    matches!(kind, Some(FactKind::Count | FactKind::Age | FactKind::Years))
}
