//! A filing that counts as filed without filing says when, and no two hold at once: E306.

use super::boxes::{Case, TooMany};
use super::findings::Findings;
use super::names;
use super::overlaps::{Placed, clashes};
use super::universe::Universe;
use super::witness::Bill;
use super::words;
use crate::diagnostic::Words;
use crate::value::Set;

/// Judges the deemed filings of a policy together.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    let deemed = universe.policy.filings.iter().filter(|filing| filing.deemed);
    for filing in deemed.clone().filter(|filing| filing.guard.is_empty()) {
        findings.error(words::deemed_unguarded(findings.head(filing.clause), &names::named(&filing.names)));
    }
    let guarded = deemed.filter(|filing| !filing.guard.is_empty());
    let placed: Vec<Placed> =
        guarded.map(|filing| (findings.head(filing.clause), universe.case(&filing.guard).into_iter().collect())).collect();
    // Where filing is not needed, nothing is deemed.
    let answer =
        Case::free().with(universe.filing, &Set::range(1, i64::MAX)).map(|reach| clashes(universe, &reach, &placed, &Bill::default()));
    match answer {
        Some(Ok(found)) => found.iter().for_each(|clash| findings.error(words::deemed_twice(clash.later, clash.earlier, &clash.claim))),
        Some(Err(TooMany)) => findings.undecided(None, universe.policy.span, &Words::new("filing", "备案")),
        None => {}
    }
}
