//! Every case the route lets in has one benefit: E305, E302.

use super::boxes::{Case, TooMany};
use super::findings::Findings;
use super::gaps::first_gap;
use super::overlaps::{Placed, clashes};
use super::universe::Universe;
use super::witness::Bill;
use super::words;
use crate::diagnostic::Words;

/// Judges the benefits of a policy together.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    if let Err(TooMany) = tile(universe, findings) {
        findings.undecided(None, universe.policy.span, &Words::new("benefit", "待遇"));
    }
}

fn tile(universe: &Universe<'_>, findings: &mut Findings<'_>) -> Result<(), TooMany> {
    let Some(reach) = universe.paid_for() else { return Ok(()) };
    let bill = Bill::default();
    let benefits = &universe.policy.benefits;
    let placed: Vec<Placed> =
        benefits.iter().map(|benefit| (findings.head(benefit.clause), universe.case(&benefit.guard).into_iter().collect())).collect();
    for clash in clashes(universe, &reach, &placed, &bill)? {
        findings.error(words::two_benefits(clash.later, clash.earlier, &clash.claim));
    }
    let all: Vec<Case> = placed.into_iter().flat_map(|(_, cases)| cases).collect();
    if let Some((_, claim)) = first_gap(universe, &reach, &all, &bill)? {
        findings.error(words::no_benefit(universe.policy.span, &claim));
    }
    Ok(())
}
