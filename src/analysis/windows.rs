//! A filing window counts from a date that every claim it lets in has: E209.

use super::boxes::{Case, NOT_APPLICABLE, TooMany};
use super::findings::Findings;
use super::names;
use super::universe::Universe;
use super::witness::{Bill, shown};
use super::words;
use crate::claim::Role;
use crate::diagnostic::Words;
use crate::model::policy::{FactId, Filing, Guard};
use crate::value::Set;

/// Judges every window of every filing, and the day its validity begins on where one is named.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    let always = Guard::new();
    for filing in &universe.policy.filings {
        let valid = filing.valid.iter().filter_map(|(from, _, clause)| from.map(|event| (&always, event, *clause)));
        let begins = universe.policy.scope.role(Role::FiledStart);
        let dates = filing.file_by.iter().map(|window| (&window.guard, window.event, window.clause)).chain(valid);
        for (guard, event, clause) in dates.filter(|(_, event, _)| Some(*event) != begins) {
            let Some(fact) = universe.policy.scope.fact(event) else { continue };
            let span = findings.head(clause);
            match without(universe, filing, guard, event) {
                Ok(Some(claim)) => {
                    findings.error(words::window_without_date(span, findings.head(filing.clause), &names::named(&fact.names), &claim));
                }
                Ok(None) => {}
                Err(TooMany) => findings.undecided(Some(clause), span, &names::named(&filing.names)),
            }
        }
    }
}

/// A claim that is let in and to which the date does not apply.
fn without(universe: &Universe<'_>, filing: &Filing, guard: &Guard, event: FactId) -> Result<Option<Words>, TooMany> {
    let needed = Case::free().with(universe.filing, &Set::range(1, i64::MAX));
    let case = needed
        .and_then(|case| universe.narrow(case, &filing.guard))
        .and_then(|case| universe.narrow(case, guard))
        .filter(|_| universe.optional(event))
        .and_then(|case| case.with(event, &Set::one(NOT_APPLICABLE)));
    case.map_or(Ok(None), |case| shown(universe, &case, &Bill::default()))
}
