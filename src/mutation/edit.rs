//! One change to a compiled policy.

use crate::claim::Role;
use crate::model::policy::Guard;
use crate::plan::{AdjustOp, AdjustPlan, Answer, PolicyPlan, Slice, TestPlan, Within};

/// Something with a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// A row of a ladder.
    Row(u32),
    /// A `filing needed` line.
    Needed(usize),
    /// A filing.
    Filing(usize),
    /// A window of a filing.
    Window(usize, usize),
    /// A reason of the route.
    Reason(usize),
    /// A benefit.
    Benefit(usize),
    /// A layer of a benefit.
    Layer(usize, usize),
    /// A line of a layer that compares two places.
    Higher(usize, usize, usize),
    /// The personal account of a benefit.
    Account(usize),
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A row answers something else.
    Answer(u32, Answer),
    /// A cut between bands of these rows stands elsewhere.
    Cut {
        /// The rows.
        rows: Slice,
        /// Where it stood.
        from: i64,
        /// Where it stands.
        to: i64,
    },
    /// Another guard.
    Guard(Site, Guard),
    /// A guard that never holds.
    Never(Site),
    /// The adjustment with these rows does something else.
    Op(Slice, AdjustOp),
    /// Bands of a layer begin elsewhere: from zero, over the year.
    Origin(usize, usize, bool, bool),
    /// A window of another length.
    Window(usize, usize, Within),
    /// A validity of another length.
    Valid(usize, Within),
    /// A filing counts only where it is filed.
    NotDeemed(usize),
    /// A filing counts wherever the care is.
    Anywhere(usize),
}

impl Edit {
    /// Makes the change; what is not there stays as it is.
    pub fn apply(&self, plan: &mut PolicyPlan) {
        match self {
            Self::Answer(row, answer) => {
                if let Some(row) = plan.rows.get_mut(*row as usize) {
                    row.answer = *answer;
                    row.exact = None;
                }
            }
            Self::Cut { rows, from, to } => {
                for row in plan.rows.get_mut(rows.from as usize..rows.to as usize).into_iter().flatten() {
                    let moved = |end: i64| if end == *from { *to } else { end };
                    row.band = (moved(row.band.0), moved(row.band.1));
                }
            }
            Self::Guard(site, guard) => {
                let from = index(plan.tests.len());
                for (fact, set) in guard {
                    let start = index(plan.intervals.len());
                    plan.intervals.extend_from_slice(set.intervals());
                    plan.tests.push(TestPlan { fact: *fact, set: Slice { from: start, to: index(plan.intervals.len()) } });
                }
                let to = index(plan.tests.len());
                if let Some(slot) = slot(plan, *site) {
                    *slot = Slice { from, to };
                }
            }
            Self::Never(site) => {
                // The scheme is known of every claim, and lies in no empty set.
                let known = plan.roles.iter().find(|(role, _)| *role == Role::Scheme).map(|(_, fact)| *fact);
                let Some(fact) = known else { return };
                let at = index(plan.tests.len());
                plan.tests.push(TestPlan { fact, set: Slice::default() });
                if let Some(slot) = slot(plan, *site) {
                    *slot = Slice { from: at, to: at + 1 };
                }
            }
            Self::Op(rows, op) => {
                let layers = plan.benefits.iter_mut().flat_map(|benefit| &mut benefit.layers);
                let all = layers.flat_map(|layer| {
                    let kinds = [&mut layer.limits, &mut layer.deductibles, &mut layer.totals, &mut layer.limits_above, &mut layer.caps];
                    let heads = kinds.into_iter().flatten().chain([&mut layer.rate]).flat_map(|head| &mut head.adjusts);
                    heads.chain(&mut layer.mirrored).chain(&mut layer.paid).collect::<Vec<&mut AdjustPlan>>()
                });
                for adjust in all.filter(|adjust| adjust.rows == *rows) {
                    adjust.op = Some(*op);
                }
            }
            Self::Origin(benefit, layer, from_zero, over_year) => {
                if let Some(layer) = plan.benefits.get_mut(*benefit).and_then(|benefit| benefit.layers.get_mut(*layer)) {
                    layer.from_zero = *from_zero;
                    layer.bands_key = over_year.then(|| layer.bands_key.unwrap_or(layer.own_key));
                }
            }
            Self::Window(filing, window, within) => {
                if let Some(window) = plan.filings.get_mut(*filing).and_then(|filing| filing.file_by.get_mut(*window)) {
                    window.within = *within;
                }
            }
            Self::Valid(filing, within) => {
                if let Some(valid) = plan.filings.get_mut(*filing).and_then(|filing| filing.valid.as_mut()) {
                    valid.length = Some(*within);
                }
            }
            Self::NotDeemed(filing) => {
                if let Some(filing) = plan.filings.get_mut(*filing) {
                    filing.deemed = false;
                }
            }
            Self::Anywhere(filing) => {
                if let Some(filing) = plan.filings.get_mut(*filing) {
                    (filing.place_region, filing.place_institution) = (None, None);
                }
            }
        }
    }
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The guard of a site.
fn slot(plan: &mut PolicyPlan, site: Site) -> Option<&mut Slice> {
    match site {
        Site::Row(row) => plan.rows.get_mut(row as usize).map(|row| &mut row.guard),
        Site::Needed(n) => plan.needed.get_mut(n).map(|line| &mut line.guard),
        Site::Filing(n) => plan.filings.get_mut(n).map(|filing| &mut filing.guard),
        Site::Window(n, m) => plan.filings.get_mut(n)?.file_by.get_mut(m).map(|window| &mut window.guard),
        Site::Reason(n) => plan.reasons.get_mut(n).map(|reason| &mut reason.guard),
        Site::Benefit(b) => plan.benefits.get_mut(b).map(|benefit| &mut benefit.guard),
        Site::Layer(b, l) => plan.benefits.get_mut(b)?.layers.get_mut(l).map(|layer| &mut layer.guard),
        Site::Higher(b, l, n) => plan.benefits.get_mut(b)?.layers.get_mut(l)?.higher.get_mut(n).map(|line| &mut line.guard),
        Site::Account(b) => plan.benefits.get_mut(b)?.account.as_mut().map(|account| &mut account.guard),
    }
}
