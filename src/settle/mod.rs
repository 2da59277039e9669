//! Settling: plan × claim → settlement; the account of every fen goes to a sink passed in.

mod adjust;
mod admit;
mod bill;
mod canonical;
mod chain;
mod counters;
mod curve;
mod decode;
mod elsewhere;
mod encode;
mod exact;
mod fee_lines;
mod filing;
mod guard;
mod identity;
mod keys;
mod ladder;
mod layer;
mod lines;
mod meaning;
mod memory;
mod names;
mod outcome;
mod pay;
mod present;
mod route;
mod run;
mod select;
mod sink;
mod stranger;
mod window;
mod words;

use crate::claim::{Claim, ClaimFault, Settlement};
use crate::plan::{Plan, PolicyPlan};
pub use canonical::{claim as canonical, rows as canonical_rows};
pub use decode::date;
use elsewhere::Elsewhere;
use encode::Encoded;
pub use meaning::{Meaning, meanings};
use run::{Run, Stop};
pub use sink::{Account, Ground, NoSteps, Seen, Shown, Sink, StepRecord};

/// Settles a claim over a plan; with `steps`, the settlement carries the account of every fen.
///
/// # Errors
/// Why the claim is not settled: everything wrong with what it states, or all facts it lacks and all the policy leaves unstated
/// that it needs, or the one thing that cannot be answered.
pub fn settle(plan: &Plan, claim: &Claim, steps: bool) -> Result<Settlement, Vec<ClaimFault>> {
    if !steps {
        return settle_into(plan, claim, &mut NoSteps);
    }
    prepared(plan, claim, |_, claim, over| {
        let mut account = Account::new(over.policy);
        let run = settled(over, &mut account)?;
        let mut settlement = present::settlement(&run, claim, Vec::new());
        settlement.steps = account.steps;
        Ok(settlement)
    })
}

/// Settles a claim and tells a sink of the caller's what is done; the settlement itself carries no steps.
///
/// # Errors
/// As [`settle`]. The sink has been told everything up to where the run ended.
pub fn settle_into<S: Sink>(plan: &Plan, claim: &Claim, sink: &mut S) -> Result<Settlement, Vec<ClaimFault>> {
    prepared(plan, claim, |at, claim, over| {
        sink.begin(at);
        let run = settled(over, sink)?;
        Ok(present::settlement(&run, claim, Vec::new()))
    })
}

/// Acts on the policy that answers (a place in the plan's policies), the claim under the names results use, and its facts.
fn prepared(
    plan: &Plan,
    claim: &Claim,
    act: impl FnOnce(usize, &Claim, &Over<'_>) -> Result<Settlement, Vec<ClaimFault>>,
) -> Result<Settlement, Vec<ClaimFault>> {
    let claim = canonical::claim(plan, claim);
    let claim = claim.as_ref();
    let at = select::select(plan, claim)?;
    let Some(policy) = plan.policies.get(at) else { return Err(Vec::new()) };
    let encoded = encode::encode(plan, policy, claim)?;
    let there = elsewhere::policy_there(plan, policy, &encoded);
    let told = match &there {
        Some(Ok(other)) => elsewhere::facts_there(claim, other),
        Some(Err(_)) | None => Claim::default(),
    };
    let elsewhere = there.map(|there| elsewhere::elsewhere(plan, there, &told));
    act(at, claim, &Over { plan, policy, claim: &encoded, elsewhere: elsewhere.as_ref() })
}

/// What a claim is settled over.
struct Over<'a> {
    plan: &'a Plan,
    policy: &'a PolicyPlan,
    claim: &'a Encoded<'a>,
    elsewhere: Option<&'a Elsewhere<'a>>,
}

/// Runs a claim over its policy: the one way a claim is computed, whatever takes the steps.
fn settled<'a, S: Sink>(over: &Over<'a>, sink: &'a mut S) -> Result<Run<'a, S>, Vec<ClaimFault>> {
    let mut run = Run::new(over.plan, over.policy, over.claim, sink);
    run.elsewhere = over.elsewhere;
    run.admit()?;
    let end = run.whole_claim().and_then(|()| run.sound());
    if !run.complete() {
        let mut faults = words::missing(&run);
        faults.append(&mut run.unstated);
        return Err(faults);
    }
    match end {
        Ok(()) => Ok(run),
        Err(Stop(fault)) => Err(fault.map(|fault| *fault).into_iter().collect()),
    }
}
