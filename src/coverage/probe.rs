//! Finding a claim that does what is wanted: a box of the analysis gives its facts and dates, the engine says what it does.

use super::reach::{Boxes, boxes};
use super::watch::{Point, Watch};
use crate::analysis::boxes::{Case, TooMany};
use crate::analysis::universe::Universe;
use crate::analysis::witness::{self, Bill};
use crate::calendar::date_of;
use crate::claim::{Claim, ClaimFault, Role, Value};
use crate::model::policy::{FactId, Policy};
use crate::place;
use crate::plan::{FactKind, Plan};
use crate::settle::{settle, settle_into};
use crate::value::{Money, Set};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Bills that are tried, in yuan: usual ones first.
const TOTALS: [i64; 14] = [10_000, 30_000, 3_000, 1_000, 100_000, 300_000, 300, 100, 30, 10, 1_000_000, 3_000_000, 10_000_000, 1];
/// Bills of a claim before it that are tried, in yuan.
const EARLIER: [i64; 5] = [3_000, 30_000, 300_000, 300, 3_000_000];
/// At most so many boxes are tried for a second claim.
const MOST_SECOND: usize = 3;
/// At most so many boxes are tried for one point.
const MOST_BOXES: usize = 6;
/// At most so many claims with another value of a fact.
const MOST_VARIED: usize = 40;
/// A fact with more values than this is not varied.
const MOST_VALUES: usize = 12;
/// How far over a cut a suggested base ends, in fen: far enough to show in the payment.
const OVER: i64 = 10_000;
/// The largest bill looked for, in fen.
const LARGEST: i64 = 1_000_000_000;

/// A claim that does what is wanted.
#[derive(Clone, Debug)]
pub struct Found {
    /// The policy it is of, a place among those read.
    pub policy: usize,
    /// The layer it is about (benefit, layer).
    pub at: Option<(usize, usize)>,
    /// The claim of the same person before it, where one claim alone does not do it.
    pub earlier: Option<Claim>,
    /// The claim; after an earlier one, with the counters that one leaves.
    pub claim: Claim,
    /// Why it is not settled as it stands, where it is not.
    pub refused: Option<ClaimFault>,
}

/// Whether a point can be reached at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A claim lies there.
    Some,
    /// No claim lies there.
    None,
    /// The question has too many cases.
    Undecided,
}

/// Looks for claims over a set of policies.
pub struct Prober<'a> {
    /// As read.
    pub policies: &'a [Policy],
    /// As compiled.
    pub plan: &'a Plan,
    /// The place in the plan of each policy; none of a framework.
    pub compiled: Vec<Option<usize>>,
    universes: BTreeMap<usize, Option<Universe<'a>>>,
}

impl<'a> Prober<'a> {
    /// Over policies and the plan they were compiled into.
    pub fn new(policies: &'a [Policy], plan: &'a Plan) -> Self {
        let mut next = 0..;
        let compiled = policies.iter().map(|policy| if policy.framework { None } else { next.next() }).collect();
        Self { policies, plan, compiled, universes: BTreeMap::new() }
    }

    /// The cases of one policy, worked out once.
    pub fn universe(&mut self, policy: usize) -> Option<&Universe<'a>> {
        let policies = self.policies;
        let known: &'a dyn Fn(u32) -> bool = &place::exists;
        let make = || Universe::new(policies.get(policy)?, known, true).ok();
        self.universes.entry(policy).or_insert_with(make).as_ref()
    }

    /// The boxes of a point of a policy; `None` where they are too many.
    pub fn boxes(&mut self, policy: usize, point: Point) -> Option<Boxes> {
        let plan = self.plan;
        let compiled = self.compiled.get(policy).copied().flatten().and_then(|at| plan.policies.get(at))?;
        boxes(self.universe(policy)?, compiled, point).ok()
    }

    /// Whether a claim can come to a point.
    pub fn reach(&mut self, policy: usize, point: Point) -> Reach {
        let Some(found) = self.boxes(policy, point) else { return Reach::Undecided };
        self.any(policy, &found.cases)
    }

    /// Whether a claim lies in one of these boxes.
    pub fn any(&mut self, policy: usize, cases: &[Case]) -> Reach {
        let Some(universe) = self.universe(policy) else { return Reach::Undecided };
        for case in cases {
            match universe.solve(case) {
                Ok(Some(_)) => return Reach::Some,
                Ok(None) => {}
                Err(TooMany) => return Reach::Undecided,
            }
        }
        Reach::None
    }

    /// A claim that comes to a point, settled if there is one that is.
    pub fn claim(&mut self, policy: usize, point: Point) -> Option<Found> {
        let at = self.compiled.get(policy).copied().flatten()?;
        let plan = self.plan;
        let boxes = self.boxes(policy, point)?;
        self.search(policy, &boxes, Some(point), &|claim| {
            let mut watch = Watch::new(plan);
            let outcome = settle_into(plan, claim, &mut watch);
            (watch.policy == at && watch.points.contains(&point)).then(|| outcome.err().and_then(|faults| faults.into_iter().next()))
        })
    }

    /// The first claim of these boxes that is accepted, settled if there is one that is. `accept` says why it is not settled.
    pub fn search(&mut self, policy: usize, boxes: &Boxes, point: Option<Point>, accept: Accept<'_>) -> Option<Found> {
        if boxes.items {
            return None;
        }
        let (plan, filed) = (self.plan, self.policies.get(policy)?);
        let mut fallback = None;
        for stage in [Self::plain, Self::varied] {
            for make in stage(self, policy, boxes) {
                for claim in tries(plan, filed, point, &make) {
                    match accept(&claim) {
                        Some(None) => return Some(Found { policy, at: boxes.at, earlier: None, claim, refused: None }),
                        Some(refused) if fallback.is_none() => {
                            fallback = Some(Found { policy, at: boxes.at, earlier: None, claim, refused });
                        }
                        Some(_) | None => {}
                    }
                }
            }
        }
        fallback.or_else(|| self.second(policy, boxes, accept))
    }

    /// A second claim of one person, accepted for what the first has used up. Asked where no single claim is.
    fn second(&mut self, policy: usize, boxes: &Boxes, accept: Accept<'_>) -> Option<Found> {
        boxes.at?;
        let plan = self.plan;
        let key = |policy: &Policy| Some(policy.scope.fact(policy.scope.role(Role::Admission)?)?.names.key().to_owned());
        let admission = self.policies.get(policy).and_then(key).unwrap_or_default();
        for make in self.made(policy, boxes, boxes.cases.iter().cloned(), MOST_SECOND) {
            for yuan in EARLIER {
                let mut earlier = make.of(yuan * 100);
                let number = match earlier.get(&admission) {
                    Some(Value::Number(number)) => Some((*number - Decimal::ONE).max(Decimal::ONE)),
                    Some(Value::Text(_) | Value::Bool(_) | Value::Date(_)) | None => None,
                };
                if let Some(number) = number {
                    earlier.set(&admission, Value::Number(number));
                }
                let Ok(settled) = settle(plan, &earlier, false) else { continue };
                for mut claim in make.all() {
                    if let Some(number) = number {
                        claim.set(&admission, Value::Number(number + Decimal::ONE));
                    }
                    claim.counters = Some(settled.counters.after.clone());
                    if let Some(None) = accept(&claim) {
                        return Some(Found { policy, at: boxes.at, earlier: Some(earlier), claim, refused: None });
                    }
                }
            }
        }
        None
    }

    /// A claim of each of the first boxes.
    fn plain(&mut self, policy: usize, boxes: &Boxes) -> Vec<Claims> {
        let cases = boxes.cases.iter().cloned();
        self.made(policy, boxes, cases, MOST_BOXES)
    }

    /// Claims of the first boxes with another value of each fact that has a few: what is unstated for one may be stated for another.
    fn varied(&mut self, policy: usize, boxes: &Boxes) -> Vec<Claims> {
        let Some(policy_read) = self.policies.get(policy) else { return Vec::new() };
        let facts = &policy_read.scope.facts;
        let few = facts.iter().enumerate().filter_map(|(at, fact)| match &fact.kind {
            FactKind::Enum(values) if values.len() <= MOST_VALUES && !fact.of_item && fact.define.is_none() => {
                Some((FactId::try_from(at).ok()?, values.len()))
            }
            _ => None,
        });
        let few: Vec<_> = few.collect();
        let first = boxes.cases.iter().take(2);
        let varied = first.flat_map(|case| {
            few.iter().flat_map(move |(fact, values)| {
                let values = (0..i64::try_from(*values).unwrap_or(0)).rev();
                values.filter_map(|value| case.clone().with(*fact, &Set::one(value)))
            })
        });
        let cases: Vec<Case> = varied.collect();
        self.made(policy, boxes, cases.into_iter(), MOST_VARIED)
    }

    /// Claims of some boxes, each with any bill.
    fn made(&mut self, policy: usize, boxes: &Boxes, cases: impl Iterator<Item = Case>, most: usize) -> Vec<Claims> {
        let layer = boxes.at.and_then(|(b, l)| self.policies.get(policy)?.benefits.get(b)?.layers.get(l).map(|layer| (layer, l)));
        let apart = layer.map_or_else(Vec::new, |(layer, depth)| Bill::reaching(layer, depth, 0).apart);
        let Some(universe) = self.universe(policy) else { return Vec::new() };
        let make = |case: Case| {
            let solved = universe.solve(&case).ok()??;
            let first = witness::claim(universe, &solved, &Bill { total: TOTALS[0] * 100, apart: apart.clone() })?;
            let names = apart.iter().filter_map(|part| witness::sum_name(universe.policy, *part));
            Some(Claims { first, apart: names.map(str::to_owned).collect() })
        };
        cases.filter_map(make).take(most).collect()
    }
}

/// Whether a claim does what is wanted, and why it is not settled, where it is not.
pub type Accept<'a> = &'a dyn Fn(&Claim) -> Option<Option<ClaimFault>>;

/// A claim whose bill may be any.
#[derive(Clone, Debug)]
pub struct Claims {
    first: Claim,
    apart: Vec<String>,
}

impl Claims {
    /// With a bill of so many fen.
    pub fn of(&self, fen: i64) -> Claim {
        let mut claim = self.first.clone();
        let money = |fen: i64| Value::Number(Money::from_fen(fen).yuan().normalize());
        claim.set("total", money(fen));
        for part in &self.apart {
            claim.set(part, money(fen / 4));
        }
        claim
    }

    /// With each bill that is tried.
    pub fn all(&self) -> impl Iterator<Item = Claim> {
        TOTALS.iter().map(|yuan| self.of(yuan * 100))
    }
}

/// The claims worth trying for a point.
fn tries(plan: &Plan, policy: &Policy, point: Option<Point>, make: &Claims) -> Vec<Claim> {
    let Some(point) = point else { return make.all().collect() };
    match point {
        Point::Cut(benefit, layer, cut, over) => {
            let wanted = if over { cut.saturating_add(OVER) } else { cut };
            ending(plan, make, (benefit, layer), wanted).map(|fen| make.of(fen)).into_iter().chain(make.all()).collect()
        }
        Point::Window(clause, late) => make.all().filter_map(|claim| on_the_day(plan, policy, claim, clause, late)).collect(),
        Point::Valid(clause, true) => make.all().flat_map(|claim| near_the_end(plan, policy, &claim, clause)).collect(),
        Point::Row(_)
        | Point::Bound(..)
        | Point::Guard(..)
        | Point::Filing(_)
        | Point::Deemed(_)
        | Point::Valid(_, false)
        | Point::Place(..)
        | Point::Higher(..) => make.all().collect(),
    }
}

/// The least bill whose base ends at an amount in the bands, or beyond.
fn ending(plan: &Plan, make: &Claims, at: (usize, usize), wanted: i64) -> Option<i64> {
    let reaches = |fen: i64| {
        let mut watch = Watch::new(plan);
        let _ = settle_into(plan, &make.of(fen), &mut watch);
        watch.ends.iter().any(|(benefit, layer, end)| (*benefit, *layer) == at && *end >= wanted)
    };
    let (mut low, mut high) = (0, LARGEST);
    if !reaches(high) {
        return None;
    }
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if reaches(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// The claim with its filing begun so that care starts on the last day of its validity, the day after, and half a month before
/// and after it; and the claim as it is.
fn near_the_end(plan: &Plan, policy: &Policy, claim: &Claim, clause: u32) -> Vec<Claim> {
    let mut watch = Watch::new(plan);
    let _ = settle_into(plan, claim, &mut watch);
    let start = policy.scope.role(Role::FiledStart).and_then(|id| policy.scope.fact(id)).map(|fact| fact.names.key());
    let found = watch.valids.iter().find(|(of, ..)| *of == clause).zip(start);
    let mut out = vec![claim.clone()];
    if let Some(((_, from, until, care), key)) = found {
        for days in [0, -1, 15, -15] {
            if let Some(day) = date_of(from + (care - until) + days) {
                let mut moved = claim.clone();
                moved.set(key, Value::Date(day));
                out.push(moved);
            }
        }
    }
    out
}

/// The claim filed on the last day of a window, or the day after.
fn on_the_day(plan: &Plan, policy: &Policy, mut claim: Claim, clause: u32, late: bool) -> Option<Claim> {
    let mut watch = Watch::new(plan);
    let _ = settle_into(plan, &claim, &mut watch);
    let (_, last) = watch.lasts.iter().find(|(of, _)| *of == clause)?;
    let day = date_of(last + i64::from(late))?;
    let key = |role| policy.scope.role(role).and_then(|id| policy.scope.fact(id)).map(|fact| fact.names.key().to_owned());
    claim.set(&key(Role::Filed)?, Value::Date(day));
    if let Some(settled) = key(Role::Settled)
        && let Some(Value::Date(then)) = claim.get(&settled)
        && *then < day
    {
        claim.set(&settled, Value::Date(day));
    }
    Some(claim)
}
