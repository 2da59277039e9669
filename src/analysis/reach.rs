//! The cases that reach a layer.

use super::boxes::Case;
use super::universe::Universe;
use super::witness::Bill;
use crate::model::policy::{Benefit, Layer};

/// A layer with the cases that reach it.
pub struct Reached<'p> {
    /// Its benefit.
    pub benefit: &'p Benefit,
    /// The layer.
    pub layer: &'p Layer,
    /// Its place in the chain.
    pub depth: usize,
    /// When it runs: benefit and layer hold, and the route does not refuse.
    pub case: Case,
}

impl Reached<'_> {
    /// A bill that reaches an amount (in fen) of the layer's base.
    pub fn bill(&self, amount: i64) -> Bill {
        Bill::reaching(self.layer, self.depth, amount)
    }
}

/// The layers settled here, in written order. One whose guards contradict is left out.
pub fn layers<'p>(universe: &Universe<'p>) -> Vec<Reached<'p>> {
    every(universe).into_iter().filter(|reached| !reached.layer.given).collect()
}

/// All layers, those settled elsewhere among them.
pub fn every<'p>(universe: &Universe<'p>) -> Vec<Reached<'p>> {
    let reach = |benefit: &'p Benefit, depth: usize, layer: &'p Layer| {
        let case = universe.narrow(universe.paid_for()?, &benefit.guard)?;
        let case = universe.narrow(case, &layer.guard)?;
        Some(Reached { benefit, layer, depth, case })
    };
    let benefits = universe.policy.benefits.iter();
    benefits.flat_map(|benefit| benefit.layers.iter().enumerate().filter_map(move |(depth, layer)| reach(benefit, depth, layer))).collect()
}
