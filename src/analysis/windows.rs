//! A filing window counts from a date that every claim it lets in has: E209.

use super::boxes::{Case, NOT_APPLICABLE, TooMany};
use super::findings::Findings;
use super::names;
use super::universe::Universe;
use super::witness::{Bill, shown};
use super::words;
use crate::diagnostic::Words;
use crate::model::policy::{Filing, Window};
use crate::value::Set;

/// Judges every window of every filing.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    for filing in &universe.policy.filings {
        for window in &filing.file_by {
            let Some(fact) = universe.policy.scope.fact(window.event) else { continue };
            let span = findings.head(window.clause);
            match without(universe, filing, window) {
                Ok(Some(claim)) => findings.error(words::window_without_date(span, &names::named(&fact.names), &claim)),
                Ok(None) => {}
                Err(TooMany) => findings.undecided(span, &names::named(&filing.names)),
            }
        }
    }
}

/// A claim of a window whose date does not apply to it.
fn without(universe: &Universe<'_>, filing: &Filing, window: &Window) -> Result<Option<Words>, TooMany> {
    let needed = Case::free().with(universe.filing, &Set::range(1, i64::MAX));
    let case = needed
        .and_then(|case| universe.narrow(case, &filing.guard))
        .and_then(|case| universe.narrow(case, &window.guard))
        .filter(|_| universe.optional(window.event))
        .and_then(|case| case.with(window.event, &Set::one(NOT_APPLICABLE)));
    case.map_or(Ok(None), |case| shown(universe, &case, &Bill::default()))
}
