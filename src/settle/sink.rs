//! Where the account of every fen goes: the sink a settlement is run with. One run, with or without an account.
//!
//! Amounts of money are yuan with two decimals (exact sums carry as many as they need), rates fractions, days ISO dates.
//! Figures are written in the order of this table; one in brackets stands only where it applies.
//!
//! | step | figures | result |
//! |---|---|---|
//! | `version` | date | first day of the version |
//! | `window` | event, \[within\], filed, \[until\] | `yes` in time, `no` |
//! | `valid` | start, from, \[until\] | `yes`, `no` |
//! | `place` | filed, care (regions) | `yes`, `no` |
//! | `filing` | \[filed_as\] | the filing |
//! | `reason` | code | `manual`, `refused` |
//! | `route` | | the route |
//! | `item` | \[code\], amount, quantity, \[class\], \[ceiling\], over, \[rate\], first, out (of the catalog), \[part\] | what is left of it, in `part` |
//! | `rounding` | sum, unit | the sum, rounded |
//! | `part` | part | what the bill holds of it |
//! | `first_pay` | part, amount, rate, unit | what moves from `eligible` to `first_self_pay` |
//! | `benefit` | | the benefit |
//! | `admission` | \[period\], visits (before it; of the stay named by `period`, its number) | this one's number |
//! | `covers` | part, amount, scale, \[balance\] | what the layer takes of it; without a layer, what the personal account pays of it |
//! | `taken` | | the sum of what it takes |
//! | `value` | of, value | the amount a clause answers, before its adjustments |
//! | `adjust` | of, op, by, \[times\] (how often `by` counts), \[before\] (`to` reads none), after | after |
//! | `rounded` | of, value, unit | the amount a clause answers |
//! | `limit` | limit, used, before | what is left to cover |
//! | `due` | standard, met | the deductible still due |
//! | `total_bound` | bound, met, before | the deductible still due |
//! | `deductible` | amount (to cover), due | the deductible |
//! | `limit_above` | limit, used, before | the base |
//! | `base` | amount (to cover), deductible | the base, before `limit_above` |
//! | `over_limit` | taken, deductible, base (after `limit_above`) | taken − deductible − base |
//! | `origin` | deductible, \[met\], \[used\] | where the base begins in the bands |
//! | `cap` | cap, used, before | the room |
//! | `band` | from, \[to\], rate, length, \[up_to\] (where the band ends) | length × rate, exact |
//! | `higher` | own (the base at one's own rates, before caps), place (the other policy), there (at its rates) | the larger |
//! | `rounding` | sum, unit, most (the base) | the payment before caps |
//! | `paid` | amount (before caps), \[room\] | the payment |
//! | `over_cap` | base, reached (the part of the base that fills the room) | base − reached |
//! | `share` | base, over_cap, paid | base − over_cap − paid |
//! | `given` | of | a figure the claim brings |
//! | `counter` | accumulator, period, covered, deductible, base, paid | the key's new `paid` |
//! | `visit` | accumulator, period | the key's new `visits` |
//! | `fund`, `patient`, `personal_account`, `cash` | what they are the sum or the difference of | the total |
//! | `reversal` (a ledger's, alone) | claim, fund (what it was paid) | what is given back, below zero |
//!
//! `op` of an adjustment is `to`, `up`, `down`, `times`, `at_most`, `at_least`. `of` is `deductible`, `total_bound`, `limit`,
//! `limit_above`, `cap`, `rate`, `share` or `paid`. A rate is always that of the fund: a `value` of `share` is turned before it
//! is adjusted, and an adjustment of `share` says so in `of`: `up` lowers the rate, a factor f makes 1 − (1 − rate) × f of it.

use super::exact::Exact;
use crate::claim::{ClauseRef, Figure, Step};
use crate::plan::{BenefitPlan, CatalogPlan, LayerPlan, PartRef, PolicyPlan, Within};

/// A figure of a step, as the run holds it.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'a> {
    /// An amount in fen.
    Fen(i64),
    /// An amount in fen and fractions of one.
    Sum(Exact),
    /// A rate, points or a factor.
    Rate(Exact),
    /// A rate in rate units.
    RateUnits(i64),
    /// A count.
    Count(i64),
    /// A day.
    Day(i64),
    /// Yes or no.
    Flag(bool),
    /// A name.
    Name(&'a str),
    /// A part of the bill.
    Part(PartRef),
    /// A value of a fact.
    Value(u16, i64),
    /// A value of `filing`.
    Filing(i64),
    /// A length of time: `2 working days`.
    Within(Within),
    /// Nothing to show: the figure is left out.
    Nothing,
}

/// Why a step was taken.
#[derive(Clone, Copy, Debug)]
pub enum Ground<'a> {
    /// It follows from the order of a settlement.
    Order,
    /// A clause of the policy.
    Clause(u32),
    /// A clause of the policy of the place of care.
    Elsewhere(&'a PolicyPlan, u32),
    /// A row of a catalog, by its line.
    Row(&'a CatalogPlan, u32),
}

/// One step of the run.
#[derive(Clone, Copy, Debug)]
pub struct StepRecord<'a> {
    /// The layer that takes it.
    pub layer: Option<&'a LayerPlan>,
    /// What is done: a name of the table above.
    pub step: &'static str,
    /// With what; [`Shown::Nothing`] is left out.
    pub figures: &'a [(&'static str, Shown<'a>)],
    /// What comes out.
    pub result: Shown<'a>,
    /// By which clause.
    pub ground: Ground<'a>,
}

/// What a run came by on its way, beside its steps: which of many rows it was, and guards that did not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// This one of the policy's rows answered.
    Row(u32),
    /// The guard of this clause was asked, and held or not.
    Guard(u32, bool),
}

/// Takes the steps of a run.
pub trait Sink {
    /// The policy that answers, a place in the plan's policies: told before anything else. An account has no use for it.
    fn begin(&mut self, _policy: usize) {}
    /// The benefit whose layers the next steps name.
    fn benefit(&mut self, at: usize);
    /// Takes one step.
    fn step(&mut self, step: StepRecord<'_>);
    /// Something the run came by. An account has no use for it.
    fn saw(&mut self, _seen: Seen) {}
}

/// Keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSteps;

impl Sink for NoSteps {
    fn benefit(&mut self, _: usize) {}
    fn step(&mut self, _: StepRecord<'_>) {}
}

/// Keeps every step as a result shows it.
pub struct Account<'a> {
    policy: &'a PolicyPlan,
    benefit: Option<&'a BenefitPlan>,
    /// What was kept.
    pub steps: Vec<Step>,
}

impl<'a> Account<'a> {
    /// An empty account of a run over one policy.
    pub fn new(policy: &'a PolicyPlan) -> Self {
        Self { policy, benefit: None, steps: Vec::new() }
    }

    fn show(&self, shown: Shown<'_>) -> String {
        match shown {
            Shown::Fen(fen) => Exact::whole(fen).decimal(2, 2),
            Shown::Sum(sum) => sum.decimal(2, 2),
            Shown::Rate(rate) => rate.rate_text(),
            Shown::RateUnits(rate) => Exact::rate(rate).rate_text(),
            Shown::Count(n) => n.to_string(),
            Shown::Day(day) => super::present::day(day),
            Shown::Flag(yes) => if yes { "yes" } else { "no" }.to_owned(),
            Shown::Name(name) => name.to_owned(),
            Shown::Part(part) => super::present::part_names(self.policy, self.benefit, part).0,
            Shown::Value(fact, value) => super::present::value(self.policy, fact, value, None).0,
            Shown::Filing(filing) => super::present::filing_names(self.policy, filing).0,
            Shown::Within(Within::SameDay) => "0 days".to_owned(),
            Shown::Within(Within::Days(n)) => format!("{n} days"),
            Shown::Within(Within::WorkingDays(n)) => format!("{n} working days"),
            Shown::Within(Within::Months(n)) => format!("{n} months"),
            Shown::Nothing => String::new(),
        }
    }
}

impl Sink for Account<'_> {
    fn benefit(&mut self, at: usize) {
        self.benefit = self.policy.benefits.get(at);
    }

    fn step(&mut self, step: StepRecord<'_>) {
        let (clause, citation) = match step.ground {
            Ground::Order => (None, String::new()),
            Ground::Clause(at) => super::present::clause(self.policy, at),
            Ground::Elsewhere(policy, at) => super::present::clause(policy, at),
            Ground::Row(catalog, line) => {
                let at = ClauseRef { path: catalog.clause.path.clone(), file: catalog.clause.file.clone(), line };
                (Some(at), catalog.clause.citation.clone())
            }
        };
        let shown = step.figures.iter().filter(|(_, shown)| !matches!(shown, Shown::Nothing));
        self.steps.push(Step {
            layer: step.layer.map_or_else(String::new, |layer| layer.names.key().to_owned()),
            layer_label: step.layer.map_or_else(String::new, |layer| layer.names.label().to_owned()),
            step: step.step.into(),
            figures: shown.map(|(name, shown)| Figure { name: (*name).into(), value: self.show(*shown) }).collect(),
            result: self.show(step.result),
            clause,
            citation,
        });
    }
}
