//! Clauses that carry a figure and cite no document: W403.

use super::findings::Findings;
use super::ladders::ladders;
use super::words;
use crate::model::policy::ClauseId;
use crate::plan::Answer;
use std::collections::BTreeSet;

/// Lists the policy's own clauses with figures, each once.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let mut bare: BTreeSet<ClauseId> = BTreeSet::new();
    for (_, ladder) in ladders(policy) {
        let figures = ladder.rows.iter().filter(|row| matches!(row.answer, Answer::Is(_) | Answer::Unlimited) && row.citation.is_empty());
        bare.extend(figures.map(|row| row.clause));
    }
    for filing in &policy.filings {
        bare.extend(filing.file_by.iter().map(|window| window.clause));
        bare.extend(filing.valid.iter().map(|(.., clause)| *clause));
    }
    for clause in bare {
        let uncited = findings.clause(clause).is_some_and(|info| info.citation.is_empty());
        if uncited && findings.own(clause) {
            findings.warn(clause, words::uncited(findings.head(clause)));
        }
    }
}
