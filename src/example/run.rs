//! Running a case: its claims in turn, counters handed on, each outcome compared.

use super::case::Case;
use super::compare::{Mismatch, compare};
use super::counter;
use crate::claim::{Claim, ClaimFault, CounterRow, Settlement};
use crate::model::policy::Policy;
use crate::plan::Plan;
use crate::settle::settle;

/// What became of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Ran {
    /// Everything came out as expected.
    pub passed: bool,
    /// Its claims, in turn.
    pub stages: Vec<RanStage>,
}

/// What became of one claim of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct RanStage {
    /// The claim as it was settled: with the counters of the claim before it.
    pub claim: Claim,
    /// Its settlement with all steps, or why there is none.
    pub outcome: Result<Settlement, Vec<ClaimFault>>,
    /// What differs.
    pub mismatches: Vec<Mismatch>,
}

/// Runs a case by a plan: every claim with all steps, one after the other.
pub fn run(plan: &Plan, policy: &Policy, case: &Case) -> Ran {
    run_with(policy, case, |claim| settle(plan, claim, true))
}

/// Runs a case with a settler of the caller's: it gets each claim with its counters, and gives all steps.
///
/// From the second claim on there are always counters: those after the claim before it, or those it came with where it
/// was not settled. A `before` sets its figures in them.
pub fn run_with<E: Into<Vec<ClaimFault>>>(policy: &Policy, case: &Case, settle: impl Fn(&Claim) -> Result<Settlement, E>) -> Ran {
    let mut handed: Option<Vec<CounterRow>> = None;
    let mut stages = Vec::with_capacity(case.stages.len());
    for stage in &case.stages {
        let mut claim = stage.claim.clone();
        if let Some(mut rows) = handed.take() {
            counter::set(&mut rows, &stage.before);
            claim.counters = Some(rows);
        }
        let outcome = settle(&claim).map_err(Into::into);
        handed = Some(match &outcome {
            Ok(settlement) => settlement.counters.after.clone(),
            Err(_) => claim.counters.clone().unwrap_or_default(),
        });
        let mismatches = compare(policy, stage, &outcome);
        stages.push(RanStage { claim, outcome, mismatches });
    }
    Ran { passed: stages.iter().all(|stage| stage.mismatches.is_empty()), stages }
}
