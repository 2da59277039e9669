//! The chain of layers over the parts of the bill, the personal account after it, and the totals.

use super::exact::Exact;
use super::outcome::Parts;
use super::route::{MANUAL, REFUSED};
use super::run::{Done, Known, Run};
use super::sink::{Shown, Sink};
use super::words;
use crate::claim::Role;
use crate::plan::{AccountPlan, Cover, LayerPlan, Origin};
use crate::value::RATE_ONE;

impl<'a, S: Sink> Run<'a, S> {
    /// Everything, in the order of a settlement.
    pub fn whole_claim(&mut self) -> Done<()> {
        if self.claim.on.is_none() {
            self.note_fact(self.policy.applies_on, None);
        }
        self.file()?;
        self.choose_route()?;
        self.divide()?;
        let bill = self.out.bill.clone();
        self.out.left = bill;
        if self.out.route == REFUSED {
            self.refuse_idle_figures(None)?;
        } else {
            let Some(at) = self.choose_benefit()? else { return Ok(()) };
            self.refuse_idle_figures(Some(at))?;
            let Some(benefit) = self.policy.benefits.get(at) else { return Ok(()) };
            self.out.left.layers = vec![[0; 4]; benefit.layers.len()];
            for layer in 0..benefit.layers.len() {
                self.layer(at, layer)?;
            }
            self.count_visit(benefit)?;
            if let Some(account) = benefit.account.as_ref().filter(|_| self.out.route != MANUAL)
                && self.needs(account.guard, account.clause)
            {
                self.saw_guard(account.clause, true);
                self.account(account)?;
            }
        }
        self.totals()
    }

    /// Refuses figures the claim brings for a layer of none but other benefits, or for any where nothing is paid. A figure of 0 says
    /// nothing.
    fn refuse_idle_figures(&mut self, chosen: Option<usize>) -> Done<()> {
        let layer = |benefit: usize, at: usize| self.policy.benefits.get(benefit).and_then(|plan| plan.layers.get(at));
        let runs = |name: &str| {
            chosen
                .and_then(|at| self.policy.benefits.get(at))
                .is_some_and(|plan| plan.layers.iter().any(|other| other.given && other.names.key() == name))
        };
        let brought = self.claim.given.iter().filter(|(.., fen)| *fen != 0).filter_map(|(benefit, at, ..)| layer(*benefit, *at));
        match brought.into_iter().find(|plan| !runs(plan.names.key())) {
            Some(plan) => self.fail(|run| words::given_not_run(run.policy, plan)),
            None => Ok(()),
        }
    }

    /// How much of a part a term takes.
    fn term(&mut self, cover: Cover, clause: u32) -> Done<i64> {
        let amount = self.out.left.get(cover.part);
        let taken = if cover.scale == RATE_ONE {
            amount
        } else {
            let sum = self.exact(Exact::whole(amount).mul(Exact::rate(cover.scale)), clause)?;
            self.rounded(sum, clause)?.min(amount)
        };
        Ok(taken)
    }

    /// Step 1 of a layer: what it takes.
    pub fn take(&mut self, plan: &'a LayerPlan, at: usize) -> Done<i64> {
        let mut taken = 0_i64;
        for (n, cover) in plan.covers.iter().enumerate() {
            let earlier = plan.covers.iter().take(n);
            let twice = earlier.filter(|old| old.part == cover.part && old.scale == RATE_ONE).count() > 0;
            let ahead = matches!(cover.part.origin(), Origin::Layer(of, _) if of as usize >= at);
            if twice || !(0..=RATE_ONE).contains(&cover.scale) || ahead {
                self.fail(|run| words::broken(run.policy, ("a part is taken twice", "费用项重复纳入"), Some(plan.covers_clause)))?;
            }
            let here = self.out.left.get(cover.part);
            let some = self.term(*cover, plan.covers_clause)?;
            if here == 0 {
                continue;
            }
            if let Some(slot) = self.out.left.slot(cover.part) {
                *slot -= some;
            }
            taken = self.exact(taken.checked_add(some), plan.covers_clause)?;
            let figures = [("part", Shown::Part(cover.part)), ("amount", Shown::Fen(here)), ("scale", Shown::RateUnits(cover.scale))];
            self.step("covers", &figures, Shown::Fen(some), plan.covers_clause);
        }
        self.step("taken", &[], Shown::Fen(taken), plan.covers_clause);
        Ok(taken)
    }

    /// The personal account pays parts in their written order until its balance is used up.
    fn account(&mut self, plan: &'a AccountPlan) -> Done<()> {
        let could = plan.covers.iter().any(|cover| self.out.left.get(cover.part) > 0);
        if !could {
            return Ok(());
        }
        let fact = self.role(Role::PersonalBalance);
        let known = match (self.claim.balance, fact) {
            (Some(balance), _) => Known::Is(balance),
            (None, Some(fact)) => self.read(fact),
            (None, None) => Known::Unknown,
        };
        let balance = match known {
            Known::Is(balance) => balance,
            Known::Not => 0,
            Known::Unknown => {
                self.note_named(Role::PersonalBalance, Some(plan.clause));
                0
            }
        };
        let mut left = balance;
        let mut rest: Parts = self.out.left.clone();
        for cover in &plan.covers {
            let here = rest.get(cover.part);
            let wanted = if cover.scale == RATE_ONE {
                here
            } else {
                let sum = self.exact(Exact::whole(here).mul(Exact::rate(cover.scale)), plan.clause)?;
                self.rounded(sum, plan.clause)?.min(here)
            };
            let some = wanted.min(left);
            if here == 0 {
                continue;
            }
            let figures = [
                ("part", Shown::Part(cover.part)),
                ("amount", Shown::Fen(here)),
                ("scale", Shown::RateUnits(cover.scale)),
                ("balance", Shown::Fen(left)),
            ];
            self.step("covers", &figures, Shown::Fen(some), plan.clause);
            left -= some;
            if let Some(slot) = rest.slot(cover.part) {
                *slot -= some;
            }
        }
        self.out.account = balance - left;
        Ok(())
    }

    /// Step 7 of a settlement.
    fn totals(&mut self) -> Done<()> {
        let fund = self.out.layers.iter().try_fold(0_i64, |sum, layer| sum.checked_add(layer.paid));
        let fund = self.exact(fund, u32::MAX)?;
        let (total, account) = (self.out.total, self.out.account);
        self.out.fund = fund;
        self.out.patient = total - fund;
        self.out.cash = self.out.patient - account;
        let (patient, cash) = (self.out.patient, self.out.cash);
        self.plain("fund", &[], Shown::Fen(fund));
        self.plain("patient", &[("total", Shown::Fen(total)), ("fund", Shown::Fen(fund))], Shown::Fen(patient));
        self.plain("personal_account", &[], Shown::Fen(account));
        let figures = [("patient", Shown::Fen(patient)), ("personal_account", Shown::Fen(account))];
        self.plain("cash", &figures, Shown::Fen(cash));
        self.identities()
    }
}
