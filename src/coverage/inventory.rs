//! Every ladder of a policy beside its rows in the plan: the one walk over what a policy answers.

use crate::analysis::names;
use crate::diagnostic::Words;
use crate::model::policy::{Adjustment, FactId, Head, Ladder, Layer, Policy};
use crate::plan::{AdjustOp, AdjustPlan, HeadPlan, LayerPlan, PolicyPlan, Slice};
use crate::syntax::tree::HeadWord;

/// What the rows of a ladder answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A deductible, limit, cap or `total at most`: what bounds an amount.
    Bound(HeadWord),
    /// A rate or share.
    Rate,
    /// An adjustment; whether its answers are money.
    Adjust(Option<AdjustOp>, bool),
    /// `first pay`
    FirstPay,
    /// A defined fact.
    Define(FactId),
}

/// One ladder.
#[derive(Clone, Debug)]
pub struct Rung<'p> {
    /// As the model has it.
    pub ladder: &'p Ladder,
    /// Its rows in the plan, in the same order.
    pub rows: Slice,
    /// What they answer.
    pub of: Of,
    /// Its benefit and its layer, by place.
    pub at: Option<(usize, usize)>,
    /// What it is called.
    pub what: Words,
}

impl Rung<'_> {
    /// Which of its rows a row of the plan is.
    pub fn holds(&self, row: u32) -> Option<usize> {
        (self.rows.from <= row && row < self.rows.to).then(|| (row - self.rows.from) as usize)
    }
}

/// All ladders of a policy, in the order of its plan.
pub fn rungs<'p>(policy: &'p Policy, plan: &PolicyPlan) -> Vec<Rung<'p>> {
    let mut out = Vec::new();
    for define in &plan.defines {
        let Some(fact) = policy.scope.fact(define.fact) else { continue };
        if let Some(ladder) = &fact.define {
            out.push(Rung { ladder, rows: define.rows, of: Of::Define(define.fact), at: None, what: names::named(&fact.names) });
        }
    }
    let first = Words::new("first pay", "先行自付");
    for (ladder, rows) in [(&policy.item_first_pay, plan.item_first_pay), (&policy.first_pay, plan.first_pay)] {
        out.push(Rung { ladder, rows, of: Of::FirstPay, at: None, what: first.clone() });
    }
    for (b, (benefit, benefit_plan)) in policy.benefits.iter().zip(&plan.benefits).enumerate() {
        for (l, (layer, layer_plan)) in benefit.layers.iter().zip(&benefit_plan.layers).enumerate() {
            let start = out.len();
            let mut walk = Walk { policy, layer, at: (b, l), out: &mut out };
            walk.layer(layer_plan);
            for rung in out.iter_mut().skip(start) {
                let of = names::named(&benefit.names);
                rung.what = Words::new(format!("{}.{}", of.en, rung.what.en), format!("{}.{}", of.zh, rung.what.zh));
            }
        }
    }
    out.retain(|rung| !rung.ladder.rows.is_empty());
    out
}

struct Walk<'p, 'o> {
    policy: &'p Policy,
    layer: &'p Layer,
    at: (usize, usize),
    out: &'o mut Vec<Rung<'p>>,
}

impl<'p> Walk<'p, '_> {
    fn layer(&mut self, plan: &LayerPlan) {
        self.bounds(&plan.limits, HeadWord::Limit, false);
        self.bounds(&plan.deductibles, HeadWord::Deductible, false);
        self.bounds(&plan.totals, HeadWord::Deductible, true);
        self.bounds(&plan.limits_above, HeadWord::LimitAbove, false);
        self.bounds(&plan.caps, HeadWord::Cap, false);
        if let Some(rate) = &self.layer.rate {
            let what = names::kind(self.layer, rate.word);
            self.out.push(Rung { ladder: &rate.ladder, rows: plan.rate.rows, of: Of::Rate, at: Some(self.at), what });
        }
        let (mine, other) = if plan.share { (HeadWord::Share, HeadWord::Rate) } else { (HeadWord::Rate, HeadWord::Share) };
        self.adjusts(&plan.rate.adjusts, |adjust| adjust.word == mine);
        self.adjusts(&plan.mirrored, |adjust| adjust.word == other);
        self.adjusts(&plan.paid, |adjust| adjust.word == HeadWord::Paid);
    }

    fn bounds(&mut self, plans: &[HeadPlan], word: HeadWord, total: bool) {
        let heads: Vec<(usize, &'p Head)> =
            self.layer.heads.iter().enumerate().filter(|(_, head)| head.word == word && head.total == total).collect();
        for ((n, head), plan) in heads.into_iter().zip(plans) {
            let what = names::head(self.policy, self.layer, head);
            self.out.push(Rung { ladder: &head.ladder, rows: plan.rows, of: Of::Bound(word), at: Some(self.at), what });
            self.adjusts(&plan.adjusts, |adjust| adjust.head == Some(n));
        }
    }

    fn adjusts(&mut self, plans: &[AdjustPlan], wanted: impl Fn(&Adjustment) -> bool) {
        let layer = self.layer;
        for (adjust, plan) in layer.adjusts.iter().filter(|adjust| wanted(adjust)).zip(plans) {
            let what = names::adjustment(layer, adjust);
            let of = Of::Adjust(adjust.op, adjust.money);
            self.out.push(Rung { ladder: &adjust.ladder, rows: plan.rows, of, at: Some(self.at), what });
        }
    }
}
