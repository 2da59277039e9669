//! What a run comes to, in whole numbers: fen, ordinals, places in the plan.

use crate::claim::LayerFigure;
use crate::plan::PartRef;

/// Money by part: the bill's own, the declared ones, what layers made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// out_of_catalog, over_ceiling, first_self_pay, eligible
    pub base: [i64; 4],
    /// Declared parts.
    pub declared: Vec<i64>,
    /// By layer: over_limit, deductible, share, over_cap.
    pub layers: Vec<[i64; 4]>,
}

impl Parts {
    /// Where a part's amount is kept.
    pub fn slot(&mut self, part: PartRef) -> Option<&mut i64> {
        match part {
            PartRef::OutOfCatalog => self.base.get_mut(0),
            PartRef::OverCeiling => self.base.get_mut(1),
            PartRef::FirstSelfPay => self.base.get_mut(2),
            PartRef::Eligible => self.base.get_mut(3),
            PartRef::Declared(at) => self.declared.get_mut(at as usize),
            PartRef::OverLimit(at) => self.layers.get_mut(at as usize).map(|all| &mut all[0]),
            PartRef::Deductible(at) => self.layers.get_mut(at as usize).map(|all| &mut all[1]),
            PartRef::Share(at) => self.layers.get_mut(at as usize).map(|all| &mut all[2]),
            PartRef::OverCap(at) => self.layers.get_mut(at as usize).map(|all| &mut all[3]),
        }
    }

    /// A part's amount.
    pub fn get(&self, part: PartRef) -> i64 {
        let of = |at: u16, figure: usize| self.layers.get(at as usize).and_then(|all| all.get(figure)).copied();
        let amount = match part {
            PartRef::OutOfCatalog => self.base.first().copied(),
            PartRef::OverCeiling => self.base.get(1).copied(),
            PartRef::FirstSelfPay => self.base.get(2).copied(),
            PartRef::Eligible => self.base.get(3).copied(),
            PartRef::Declared(at) => self.declared.get(at as usize).copied(),
            PartRef::OverLimit(at) => of(at, 0),
            PartRef::Deductible(at) => of(at, 1),
            PartRef::Share(at) => of(at, 2),
            PartRef::OverCap(at) => of(at, 3),
        };
        amount.unwrap_or(0)
    }

    /// Every part, in the order of results.
    pub fn all(&self) -> impl Iterator<Item = (PartRef, i64)> + '_ {
        let bill = [PartRef::OutOfCatalog, PartRef::OverCeiling, PartRef::FirstSelfPay, PartRef::Eligible];
        let declared = (0..self.declared.len()).filter_map(|at| u16::try_from(at).ok()).map(PartRef::Declared);
        let layers = (0..self.layers.len()).filter_map(|at| u16::try_from(at).ok());
        let layers = layers.flat_map(|at| [PartRef::OverLimit(at), PartRef::Deductible(at), PartRef::Share(at), PartRef::OverCap(at)]);
        bill.into_iter().chain(declared).chain(layers).map(|part| (part, self.get(part)))
    }

    /// The sum of all; `None` when too large.
    pub fn sum(&self) -> Option<i64> {
        self.all().try_fold(0_i64, |sum, (_, amount)| sum.checked_add(amount))
    }
}

/// What a line of the bill came to before any first pay of the whole claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineOut {
    /// Its amount.
    pub amount: i64,
    /// All of it outside the catalog.
    pub outside: bool,
    /// Over the ceiling.
    pub over: i64,
    /// First pay, to the fen: as it stands where it is rounded line by line, else the line's weight in what the claim pays.
    pub first: i64,
    /// What is left belongs to a declared part.
    pub declared: bool,
}

/// What a layer came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayerOut {
    /// Which of the benefit's.
    pub layer: usize,
    /// What it took.
    pub taken: i64,
    /// Above a limit.
    pub over_limit: i64,
    /// Borne before it pays.
    pub deductible: i64,
    /// What the rate applies to.
    pub base: i64,
    /// The patient's share.
    pub share: i64,
    /// Above the cap.
    pub over_cap: i64,
    /// Paid.
    pub paid: i64,
    /// The room under the caps, where there are any.
    pub room: Option<i64>,
    /// What each band paid.
    pub bands: Vec<i64>,
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Ordinal of `filing`.
    pub filing: i64,
    /// Why filings failed: index of [`crate::claim::FILING_FAILURES`], clause.
    pub failures: Vec<(usize, u32)>,
    /// The case counts as filed without filing.
    pub deemed: bool,
    /// Documents to bring: filing, index.
    pub needs: Vec<(usize, usize)>,
    /// Ordinal of `route`.
    pub route: i64,
    /// Route lines that hold.
    pub reasons: Vec<usize>,
    /// The benefit.
    pub benefit: Option<usize>,
    /// The bill.
    pub total: i64,
    /// The bill divided, before the layers.
    pub bill: Parts,
    /// Its lines, where it is itemised.
    pub lines: Vec<LineOut>,
    /// First pay of the lines together, before that of the whole claim.
    pub first_of_items: i64,
    /// What no layer has taken.
    pub left: Parts,
    /// Layers that ran.
    pub layers: Vec<LayerOut>,
    /// Paid by layers.
    pub fund: i64,
    /// total − fund
    pub patient: i64,
    /// From the personal account.
    pub account: i64,
    /// patient − account
    pub cash: i64,
    /// The beginning of a validity was read by default: this day.
    pub filed_start: Option<i64>,
    /// Sums read as 0, by place in [`super::encode::SUMS`].
    pub sums_defaulted: [bool; 5],
    /// Which declared parts were read as 0.
    pub parts_defaulted: Vec<bool>,
    /// Figures of given layers that were read as 0: layer of the benefit, which.
    pub given_defaulted: Vec<(usize, LayerFigure)>,
    /// The number of the stay, where the counters gave it.
    pub admission: Option<i64>,
    /// Assumptions used.
    pub assumed: Vec<usize>,
}
