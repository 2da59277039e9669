//! From a box of cases to a whole claim that can be settled as it stands, and its spelling.

mod dates;
mod reads;
mod spell;

pub use spell::{of, spell};

use super::boxes::{Case, NOT_APPLICABLE, TooMany};
use super::universe::Universe;
use crate::calendar::date_of;
use crate::claim::{Claim, Role, Value};
use crate::diagnostic::{Lang, Words};
use crate::model::policy::{Fact, FactId, Layer, Policy};
use crate::place::covers;
use crate::plan::{FactKind, PartRef};
use crate::value::{FEN_LIMIT, Money, Set};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// How much a bill must come to, so that what is asked is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// `total`, in fen.
    pub total: i64,
    /// Deductions and declared parts that stand for a quarter of the bill each, where only they are taken.
    pub apart: Vec<PartRef>,
}

impl Default for Bill {
    fn default() -> Self {
        Self { total: 3_000_000, apart: Vec::new() }
    }
}

impl Bill {
    /// A bill large enough for a layer, the `depth`-th of its chain, to reach an amount (in fen) of its base.
    pub fn reaching(layer: &Layer, depth: usize, amount: i64) -> Self {
        let answers = layer.heads.iter().flat_map(|head| &head.ladder.rows).filter_map(|row| match row.answer {
            crate::plan::Answer::Is(fen) => Some(fen),
            crate::plan::Answer::Unlimited | crate::plan::Answer::Unstated | crate::plan::Answer::CannotArise => None,
        });
        let need = amount.saturating_add(answers.max().unwrap_or(0)).saturating_add(1_000_000);
        let total = if depth == 0 { need.max(3_000_000) } else { need.saturating_mul(20).max(100_000_000) };
        let aside =
            |part: &PartRef| matches!(part, PartRef::OutOfCatalog | PartRef::OverCeiling | PartRef::FirstSelfPay | PartRef::Declared(_));
        let parts: Vec<PartRef> = layer.covers.iter().map(|(part, _)| *part).collect();
        let apart = if parts.iter().all(aside) { parts } else { Vec::new() };
        Self { total: total.min(FEN_LIMIT / 100), apart }
    }
}

/// A claim of a box, spelt in both languages; `None` where no claim lies in it.
pub fn shown(universe: &Universe<'_>, case: &Case, bill: &Bill) -> Result<Option<Words>, TooMany> {
    let Some(solved) = universe.solve(case)? else { return Ok(None) };
    Ok(claim(universe, &solved, bill).map(|claim| {
        let of = |lang| spell(universe.policy, &claim, lang);
        Words::new(of(Lang::En), of(Lang::Zh))
    }))
}

/// The claim of a box of real cases, as [`Universe::solve`] gives it. `None` where its dates cannot stand together.
pub fn claim(universe: &Universe<'_>, solved: &Case, bill: &Bill) -> Option<Claim> {
    let point = Point { universe, solved };
    let read = reads::read(&point);
    let dates = dates::dates(&point, &read)?;
    let mut claim = Claim::default();
    for (at, fact) in universe.policy.scope.facts.iter().enumerate() {
        let id = FactId::try_from(at).ok()?;
        if fact.define.is_some() || fact.of_item {
            continue;
        }
        let value = match fact.role {
            Some(role) if !chosen(role) => dates.iter().find(|(have, _)| *have == role).map(|(_, value)| *value),
            Some(_) | None => {
                if read.contains(&id) {
                    point.pick(id)
                } else {
                    None
                }
            }
        };
        if let Some(value) = value.and_then(|value| stated(fact, value)) {
            claim.set(fact.names.key(), value);
        }
    }
    bill_of(&point, bill, &mut claim);
    Some(claim)
}

/// The name under which a claim without lines states a part of its bill; `None` of what is left of the total.
pub fn sum_name(policy: &Policy, part: PartRef) -> Option<&str> {
    match part {
        PartRef::OutOfCatalog => Some(Role::OutOfCatalog.names().0),
        PartRef::OverCeiling => Some(Role::OverCeiling.names().0),
        PartRef::FirstSelfPay => Some(Role::FirstSelfPay.names().0),
        PartRef::Declared(at) => policy.parts.get(at as usize).map(|part| part.names.key()),
        PartRef::Eligible | PartRef::OverLimit(_) | PartRef::Deductible(_) | PartRef::Share(_) | PartRef::OverCap(_) => None,
    }
}

/// The sums, and the figures of layers settled elsewhere.
fn bill_of(point: &Point<'_, '_>, bill: &Bill, claim: &mut Claim) {
    let money = |fen: i64| Value::Number(Money::from_fen(fen).yuan().normalize());
    let policy = point.universe.policy;
    claim.set("total", money(bill.total));
    if !policy.item_first_pay.rows.is_empty() {
        claim.set(Role::FirstSelfPay.names().0, money(0));
    }
    for name in bill.apart.iter().filter_map(|part| sum_name(policy, *part)) {
        claim.set(name, money(bill.total / 4));
    }
    let Some(benefit) = point.benefit() else { return };
    for layer in benefit.layers.iter().filter(|layer| layer.given && point.holds(&layer.guard)) {
        claim.set(&format!("{}.paid", layer.names.key()), money(0));
    }
    if benefit.account.is_some() && point.universe.policy.scope.role(Role::PersonalBalance).is_some() {
        claim.set(Role::PersonalBalance.names().0, money(0));
    }
}

/// A value as a claim states it.
fn stated(fact: &Fact, value: i64) -> Option<Value> {
    Some(match &fact.kind {
        FactKind::Enum(values) => Value::Text(values.get(usize::try_from(value).ok()?)?.0.key().to_owned()),
        FactKind::YesNo => Value::Bool(value == 1),
        FactKind::Count | FactKind::Age | FactKind::Years => Value::Number(Decimal::from(value)),
        FactKind::Region => Value::Text(value.to_string()),
        FactKind::Date => Value::Date(date_of(value)?),
        FactKind::Money => Value::Number(Money::from_fen(value).yuan().normalize()),
        FactKind::Text(texts) => {
            let known = usize::try_from(value).ok().and_then(|at| texts.get(at)).cloned();
            Value::Text(known.unwrap_or_else(|| if value == OTHER_TEXT { "B" } else { "A" }.to_owned()))
        }
    })
}

/// Whether a fact with a role is picked like any other, rather than worked out with the dates or derived.
fn chosen(role: Role) -> bool {
    matches!(role, Role::Admission | Role::InsuredRegion | Role::CareRegion | Role::Scheme)
}

/// One point of a solved box.
pub(super) struct Point<'u, 'p> {
    pub(super) universe: &'u Universe<'p>,
    pub(super) solved: &'u Case,
}

impl Point<'_, '_> {
    /// The chosen value of a fact; `None` where it does not apply.
    pub(super) fn pick(&self, id: FactId) -> Option<i64> {
        let fact = self.universe.policy.scope.fact(id)?;
        let set = self.set(id).minus(&Set::one(NOT_APPLICABLE));
        if let Some(usual) = self.universe.usual(id) {
            return nearest(&set, usual);
        }
        match &fact.kind {
            FactKind::Region => self.region(fact.role, &set),
            FactKind::Money => nearest(&set, 100_000),
            FactKind::Text(texts) => nearest(&set, i64::try_from(texts.len()).unwrap_or(i64::MAX)),
            FactKind::Date => nearest(&set, dates::usual_day()),
            FactKind::Enum(_) | FactKind::Age | FactKind::YesNo | FactKind::Count | FactKind::Years => set.first(),
        }
    }

    /// What a fact may hold in this box.
    pub(super) fn set(&self, id: FactId) -> Set {
        let id = self.universe.fact(id);
        self.solved.get(id).cloned().unwrap_or_else(|| self.universe.extent(id))
    }

    /// Whether a guard holds at the point. Facts of items are free.
    pub(super) fn holds(&self, guard: &crate::model::policy::Guard) -> bool {
        guard.iter().all(|(fact, set)| {
            let own = self.set(*fact);
            let picked = |fact: &Fact| fact.define.is_none() && fact.role.is_none_or(chosen);
            if self.universe.policy.scope.fact(*fact).is_some_and(picked) {
                self.pick(*fact).is_some_and(|value| set.contains(value))
            } else {
                !own.meet(set).is_empty()
            }
        })
    }

    /// The benefit that answers.
    pub(super) fn benefit(&self) -> Option<&crate::model::policy::Benefit> {
        self.universe.policy.benefits.iter().find(|benefit| self.holds(&benefit.guard))
    }

    /// A region that exists: the policy's own, else a city, else any code.
    fn region(&self, role: Option<Role>, set: &Set) -> Option<i64> {
        let own = self.universe.policy.region.map(i64::from).filter(|code| set.contains(*code));
        if let Some(code) = own.filter(|_| role != Some(Role::FiledRegion)) {
            return Some(code);
        }
        let exists = |code: &i64| set.contains(*code) && u32::try_from(*code).is_ok_and(|code| (self.universe.known)(code));
        let cities = (1101..=8299_i64).map(|city| city * 100).filter(|code| code % 10_000 != 0);
        cities.clone().find(exists).or_else(|| (11..=82_i64).map(|province| province * 10_000).find(exists)).or_else(|| set.first())
    }
}

/// The value of a set nearest to the one wanted.
pub(super) fn nearest(set: &Set, wanted: i64) -> Option<i64> {
    let ends = set.intervals().iter().map(|(from, to)| wanted.clamp(*from, *to));
    ends.min_by_key(|value| value.abs_diff(wanted))
}

/// A code outside the province of `code`.
pub(super) fn elsewhere(code: i64) -> i64 {
    let (from, to) = covers(110_000);
    if (from..=to).contains(&code) { 120_000 } else { 110_000 }
}

/// A text no policy mentions, other than the usual one.
const OTHER_TEXT: i64 = i64::MAX - 1;

/// The facts a claim must state: see [`reads`].
pub(super) type Read = BTreeSet<FactId>;
