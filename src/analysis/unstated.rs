//! Values the document does not state: W301, with the citation.

use super::findings::Findings;
use super::ladders::ladders;
use super::words;
use crate::claim::Role;
use crate::diagnostic::Words;
use crate::model::policy::{Policy, Row};
use crate::plan::Answer;
use crate::syntax::tree::{Cell, What};

/// Lists every row that says `unstated`, wherever it was written.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for merged in policy.merged.iter() {
        if let What::Effective(cell) = &merged.clause.what
            && cell.it == Cell::Unstated
        {
            findings.warn_at_top(words::unstated(cell.span, &Words::new("effective", "施行"), ""));
        }
    }
    for (what, ladder) in ladders(policy) {
        for row in ladder.rows.iter().filter(|row| row.answer == Answer::Unstated && !dropped(policy, row)) {
            let whole = findings.clause(row.clause).map_or("", |clause| clause.citation.as_str());
            let citation = if row.citation.is_empty() { whole } else { &row.citation };
            findings.warn(row.clause, words::unstated(row.span, &what.words(), citation));
        }
    }
}

/// A row of another scheme is no row of this policy.
pub fn dropped(policy: &Policy, row: &Row) -> bool {
    let (Some(fact), Some(scheme)) = (policy.scope.role(Role::Scheme), policy.scheme) else { return false };
    row.guard.iter().chain(&row.when).any(|(id, set)| *id == fact && !set.contains(scheme))
}
