//! What a policy lacks or says twice: cases as boxes, faults with a witness.

mod adjust_range;
mod adjusts;
mod bands;
mod benefits;
pub mod boxes;
mod dead;
mod deemed;
mod documents;
pub mod filing;
mod findings;
mod gaps;
mod ladders;
mod meeting;
pub mod names;
mod one_day;
mod overlaps;
pub mod reach;
mod regions;
pub mod rows;
mod search;
mod silent;
mod taken;
mod uncited;
pub mod universe;
mod unstated;
mod why;
mod windows;
pub mod witness;
mod words;

use crate::claim::Claim;
use crate::diagnostic::{Fault, Words};
use crate::model::policy::Policy;
use crate::place;
use boxes::{Case, TooMany};
use findings::Findings;
use universe::Universe;

pub use findings::allows;
pub use unstated::dropped;

/// Errors and warnings of one resolved policy, in order of place.
pub fn check(policy: &Policy) -> Vec<Fault> {
    check_with(policy, &place::exists)
}

/// Errors and warnings of one resolved policy, in order of place. `known` says whether a region code exists.
///
/// A framework settles nothing: what it leaves out is its children's to say, and only its figures' sources are checked.
pub fn check_with(policy: &Policy, known: &dyn Fn(u32) -> bool) -> Vec<Fault> {
    let mut findings = Findings::new(policy);
    uncited::check(&mut findings);
    documents::check(&mut findings);
    regions::check(known, &mut findings);
    one_day::check(&mut findings);
    if !policy.framework {
        unstated::check(&mut findings);
        silent::check(&mut findings);
        if cases(policy, known, &mut findings).is_err() {
            findings.undecided(policy.span, &Words::new(policy.name.clone(), policy.name.clone()));
        }
        findings.idle_allows();
    }
    findings.sorted()
}

/// Everything that is judged over cases.
fn cases(policy: &Policy, known: &dyn Fn(u32) -> bool, findings: &mut Findings<'_>) -> Result<(), TooMany> {
    let universe = Universe::new(policy, known, true)?;
    benefits::check(&universe, findings);
    gaps::check(&universe, findings);
    overlaps::check(&universe, findings);
    bands::check(&universe, findings);
    adjusts::check(&universe, findings);
    taken::check(&universe, findings);
    deemed::check(&universe, findings);
    windows::check(&universe, findings);
    dead::check(&Universe::new(policy, known, false)?, findings);
    Ok(())
}

/// A whole claim inside a box, which can be settled as it stands; `None` where no claim lies in it or it was not found.
pub fn witness(policy: &Policy, case: &Case) -> Option<Claim> {
    let universe = Universe::new(policy, &place::exists, true).ok()?;
    let solved = universe.solve(case).ok()??;
    witness::claim(&universe, &solved, &witness::Bill::default())
}
