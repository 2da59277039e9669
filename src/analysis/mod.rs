//! What a policy lacks or says twice: cases as boxes, faults with a witness.

mod adjust_range;
mod adjusts;
mod bands;
mod benefits;
pub mod boxes;
mod catalogs;
mod dead;
mod deemed;
mod documents;
mod falling;
pub mod filing;
mod findings;
mod gaps;
mod idle_caps;
mod idle_overrides;
mod ladders;
mod meeting;
pub mod names;
mod never_pays;
mod one_day;
mod overlaps;
mod pairs;
pub mod reach;
mod regions;
pub mod rows;
mod search;
mod short_windows;
mod silent;
mod split_bills;
mod standing;
mod taken;
mod titles;
mod two_figures;
mod two_first_pays;
mod uncited;
pub mod universe;
mod unread_facts;
mod unstated;
mod untried;
mod unused_documents;
pub mod versions;
mod why;
mod windows;
pub mod witness;
mod words;

use crate::claim::Claim;
use crate::diagnostic::{Fault, Words};
use crate::model::policy::Policy;
use crate::place;
use crate::syntax::tree::Catalog;
use boxes::{Case, TooMany};
use findings::Findings;
use universe::Universe;

pub use findings::{Found, allows};
pub use unstated::dropped;

/// Errors and warnings of one resolved policy, in order of place; what it allows is left out.
pub fn check(policy: &Policy) -> Vec<Fault> {
    judge(policy).faults
}

/// Errors and warnings of one resolved policy, in order of place. `known` says whether a region code exists.
pub fn check_with(policy: &Policy, known: &dyn Fn(u32) -> bool) -> Vec<Fault> {
    judge_with(policy, known).faults
}

/// What there is to say of one resolved policy.
pub fn judge(policy: &Policy) -> Found {
    judge_with(policy, &place::exists)
}

/// What there is to say of one catalog besides its rows.
pub fn judge_catalog(catalog: &Catalog) -> Found {
    catalogs::judge(catalog, &place::exists)
}

/// A framework settles nothing: what it leaves out is its children's to say, and only its figures' sources are checked.
fn judge_with(policy: &Policy, known: &dyn Fn(u32) -> bool) -> Found {
    let mut findings = Findings::new(policy);
    uncited::check(&mut findings);
    documents::check(&mut findings);
    regions::check(known, &mut findings);
    titles::check(known, &mut findings);
    unused_documents::check(&mut findings);
    short_windows::check(&mut findings);
    idle_overrides::check(&mut findings);
    split_bills::check(&mut findings);
    standing::check(&mut findings);
    one_day::check(&mut findings);
    two_first_pays::check(&mut findings);
    unread_facts::check(&mut findings);
    if !policy.framework {
        unstated::check(&mut findings);
        silent::check(&mut findings);
        two_figures::check(&mut findings);
        untried::check(&mut findings);
        if cases(policy, known, &mut findings).is_err() {
            findings.undecided(None, policy.span, &Words::new(policy.name.clone(), policy.name.clone()));
        }
        findings.idle_allows();
    }
    findings.found()
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
    never_pays::check(&universe, findings);
    idle_caps::check(&universe, findings);
    falling::check(&universe, findings);
    // What a claim within the days in force reaches is not dead; only where something else stands is every day looked at.
    let mut within = Findings::new(policy);
    let asked = dead::check(&universe, &mut within);
    if !asked || !within.is_empty() {
        dead::check(&Universe::new(policy, known, false)?, findings);
    }
    Ok(())
}

/// A whole claim inside a box, which can be settled as it stands; `None` where no claim lies in it or it was not found.
pub fn witness(policy: &Policy, case: &Case) -> Option<Claim> {
    let universe = Universe::new(policy, &place::exists, true).ok()?;
    let solved = universe.solve(case).ok()??;
    witness::claim(&universe, &solved, &witness::Bill::default())
}
