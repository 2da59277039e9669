//! What a run reaches, gathered from the account it tells: no second way of computing.

use crate::plan::{HeadPlan, LayerPlan, Plan};
use crate::settle::{Ground, Seen, Shown, Sink, StepRecord};
use std::collections::BTreeSet;

/// A point of one policy of a plan that a run may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// This row answered.
    Row(u32),
    /// The amount this row answers was come up to (`true`) or not: a deductible, a limit, a cap.
    Bound(u32, bool),
    /// A base of the layer (benefit, layer) went over this cut of its bands (`true`), or ended below or at it.
    Cut(usize, usize, i64, bool),
    /// The guard of this clause held, or did not.
    Guard(u32, bool),
    /// The n-th declared filing came of it.
    Filing(usize),
    /// The n-th declared filing stood in although nothing was filed.
    Deemed(usize),
    /// Filed on the last day of this clause's window, or (`true`) on the day after.
    Window(u32, bool),
    /// Care began inside the validity, or not.
    Valid(u32, bool),
    /// Care was where it was filed for, or not.
    Place(u32, bool),
    /// The place of care paid more (`true`), or not.
    Higher(u32, bool),
}

/// Watches one run.
pub struct Watch<'a> {
    plan: &'a Plan,
    /// The policy that answered, a place in the plan's policies.
    pub policy: usize,
    /// What was reached.
    pub points: BTreeSet<Point>,
    /// Where the base of each layer ended in its bands: (benefit, layer, fen).
    pub ends: Vec<(usize, usize, i64)>,
    /// The last day of each window that was asked: (clause, day).
    pub lasts: Vec<(u32, i64)>,
    /// Each validity that was asked: (clause, first day, last day, start of care).
    pub valids: Vec<(u32, i64, i64, i64)>,
    benefit: usize,
    recent: Vec<u32>,
    due: Option<u32>,
    caps: Vec<u32>,
    least: Option<u32>,
    capped: bool,
    bands: Vec<(i64, i64)>,
}

impl<'a> Watch<'a> {
    /// Nothing reached yet.
    pub fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            policy: 0,
            points: BTreeSet::new(),
            ends: Vec::new(),
            lasts: Vec::new(),
            valids: Vec::new(),
            benefit: 0,
            recent: Vec::new(),
            due: None,
            caps: Vec::new(),
            least: None,
            capped: false,
            bands: Vec::new(),
        }
    }

    fn reach(&mut self, point: Point) {
        self.points.insert(point);
    }

    /// The row of these heads that answered last.
    fn row_of(&self, heads: &[HeadPlan]) -> Option<u32> {
        let inside = |row: &&u32| heads.iter().any(|head| head.rows.from <= **row && **row < head.rows.to);
        self.recent.iter().rev().find(inside).copied()
    }

    /// The place of a layer in its benefit.
    fn layer_at(&self, layer: &LayerPlan) -> Option<usize> {
        let benefit = self.plan.policies.get(self.policy)?.benefits.get(self.benefit)?;
        benefit.layers.iter().position(|known| known.clause == layer.clause)
    }

    /// A bound that cuts an amount: reached where it left less.
    fn cut(&mut self, heads: &[HeadPlan], step: &StepRecord<'_>) {
        if let (Some(row), Some(before), Shown::Fen(after)) = (self.row_of(heads), fen(step, "before"), step.result) {
            self.reach(Point::Bound(row, after < before));
        }
    }

    fn in_layer(&mut self, layer: &LayerPlan, step: &StepRecord<'_>) {
        match step.step {
            "limit" => self.cut(&layer.limits, step),
            "limit_above" => self.cut(&layer.limits_above, step),
            "total_bound" => self.cut(&layer.totals, step),
            "due" => self.due = self.row_of(&layer.deductibles),
            "deductible" => {
                if let (Some(row), Some(amount), Some(due)) = (self.due.take(), fen(step, "amount"), fen(step, "due"))
                    && due > 0
                {
                    self.reach(Point::Bound(row, amount >= due));
                }
            }
            "cap" => {
                let Some(row) = self.row_of(&layer.caps) else { return };
                let tighter = match (fen(step, "before"), step.result) {
                    (Some(before), Shown::Fen(after)) => after < before,
                    _ => true,
                };
                self.least = if tighter { Some(row) } else { self.least };
                self.caps.push(row);
            }
            "band" => {
                if let (Ground::Clause(_), Some(to)) = (step.ground, fen(step, "to")) {
                    self.bands.push((to, fen(step, "up_to").unwrap_or(i64::MAX)));
                }
            }
            "over_cap" => self.capped = true,
            "higher" => {
                if let (Ground::Clause(clause), Some(own), Some(there)) = (step.ground, fen(step, "own"), fen(step, "there")) {
                    self.reach(Point::Higher(clause, there > own));
                }
            }
            "share" => self.end(layer),
            _ => {}
        }
    }

    /// The payment of a layer stands: which cap bound it, and where its base ended.
    fn end(&mut self, layer: &LayerPlan) {
        let (least, capped) = (self.least.take(), std::mem::take(&mut self.capped));
        for row in std::mem::take(&mut self.caps) {
            if !capped || least == Some(row) {
                self.reach(Point::Bound(row, capped));
            }
        }
        let bands = std::mem::take(&mut self.bands);
        let Some(at) = self.layer_at(layer) else { return };
        let benefit = self.benefit;
        if let Some((end, up_to)) = bands.last().copied() {
            self.ends.push((benefit, at, end));
            if up_to != i64::MAX {
                self.reach(Point::Cut(benefit, at, up_to, false));
            }
        }
        for (_, up_to) in bands.iter().rev().skip(1).filter(|(_, up_to)| *up_to != i64::MAX) {
            self.reach(Point::Cut(benefit, at, *up_to, true));
        }
    }

    fn filing(&mut self, step: &StepRecord<'_>, clause: u32) {
        match (step.step, step.result) {
            ("window", Shown::Flag(_)) => {
                if let (Some(filed), Some(until)) = (day(step, "filed"), day(step, "until")) {
                    self.lasts.push((clause, until));
                    if filed == until || filed == until + 1 {
                        self.reach(Point::Window(clause, filed > until));
                    }
                }
            }
            ("valid", Shown::Flag(fits)) => {
                if let (Some(from), Some(until), Some(start)) = (day(step, "from"), day(step, "until"), day(step, "start")) {
                    self.valids.push((clause, from, until, start));
                }
                self.reach(Point::Valid(clause, fits));
            }
            ("place", Shown::Flag(fits)) => self.reach(Point::Place(clause, fits)),
            ("filing", Shown::Filing(ordinal)) => {
                let declared = usize::try_from(ordinal).ok().and_then(|at| at.checked_sub(crate::claim::FILINGS.len()));
                let Some(at) = declared else { return };
                self.reach(Point::Filing(at));
                let filed = step.figures.iter().any(|(name, shown)| *name == "filed_as" && !matches!(shown, Shown::Nothing));
                let plan = self.plan.policies.get(self.policy).and_then(|policy| policy.filings.get(at));
                if !filed && plan.is_some_and(|plan| plan.deemed) {
                    self.reach(Point::Deemed(at));
                }
            }
            ("reason" | "benefit", _) => self.reach(Point::Guard(clause, true)),
            _ => {}
        }
    }
}

fn fen(step: &StepRecord<'_>, name: &str) -> Option<i64> {
    let (_, Shown::Fen(fen)) = step.figures.iter().find(|(known, _)| *known == name)? else { return None };
    Some(*fen)
}

fn day(step: &StepRecord<'_>, name: &str) -> Option<i64> {
    let (_, Shown::Day(day)) = step.figures.iter().find(|(known, _)| *known == name)? else { return None };
    Some(*day)
}

impl Sink for Watch<'_> {
    fn begin(&mut self, policy: usize) {
        self.policy = policy;
    }

    fn benefit(&mut self, at: usize) {
        self.benefit = at;
    }

    fn step(&mut self, step: StepRecord<'_>) {
        if let Some(layer) = step.layer {
            self.in_layer(layer, &step);
        } else if let Ground::Clause(clause) = step.ground {
            self.filing(&step, clause);
        }
    }

    fn saw(&mut self, seen: Seen) {
        match seen {
            Seen::Row(row) => {
                self.recent.push(row);
                self.reach(Point::Row(row));
            }
            Seen::Guard(clause, held) => self.reach(Point::Guard(clause, held)),
        }
    }
}
