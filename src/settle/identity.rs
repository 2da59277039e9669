//! Identities checked in every run: a plan that contradicts itself is caught, not settled.

use super::outcome::LayerOut;
use super::run::{Done, Run};
use super::sink::Sink;
use super::words;
use crate::plan::LayerPlan;

impl<S: Sink> Run<'_, S> {
    /// taken = over_limit + deductible + share + over_cap + paid, none of them below 0, and no more paid than there is room.
    pub fn whole(&self, plan: &LayerPlan, out: &LayerOut) -> Done<()> {
        let parts = [out.over_limit, out.deductible, out.share, out.over_cap, out.paid];
        let sum = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part));
        let within = out.room.is_none_or(|room| out.paid <= room) && out.paid <= out.base;
        let banded = out.bands.is_empty() || out.bands.iter().sum::<i64>() == out.paid;
        if sum == Some(out.taken) && parts.iter().all(|part| *part >= 0) && within && banded {
            return Ok(());
        }
        let what = ("a layer's figures do not add up to what it took", "支付层各项之和与纳入费用不等");
        self.fail(|run| words::broken(run.policy, what, Some(plan.clause)))
    }

    /// The parts nobody took and all payments sum to the total; nothing is below 0; counters only grow.
    pub fn identities(&self) -> Done<()> {
        let out = &self.out;
        let bill = out.bill.sum() == Some(out.total) && out.bill.all().all(|(_, amount)| amount >= 0);
        let left = out.left.sum().and_then(|left| left.checked_add(out.fund));
        let whole = left == Some(out.total) && out.left.all().all(|(_, amount)| amount >= 0);
        let borne = out.fund >= 0 && out.patient >= 0 && out.account >= 0 && out.cash >= 0;
        let grown = self.keys.iter().all(|key| {
            let (a, b) = (key.before, key.now);
            a.covered <= b.covered && a.deductible <= b.deductible && a.base <= b.base && a.paid <= b.paid && a.visits <= b.visits
        });
        if bill && whole && borne && grown {
            return Ok(());
        }
        let what = ("the parts of the bill do not add up to its total", "各费用项之和与总费用不等");
        self.fail(|run| words::broken(run.policy, what, None))
    }
}
