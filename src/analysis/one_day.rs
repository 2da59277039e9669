//! A policy in force on one day alone, by a date written without its `..`: W312.

use super::findings::Findings;
use crate::model::one_day;
use crate::syntax::tree::What;

/// Looks at the day the policy itself takes effect. One day written with both its ends is meant.
pub fn check(findings: &mut Findings<'_>) {
    let written = findings.policy.merged.iter().find_map(|merged| match &merged.clause.what {
        What::Effective(cell) => Some(cell),
        _ => None,
    });
    if let Some(fault) = written.and_then(one_day) {
        findings.warn_at_top(fault);
    }
}
