//! An `override` that says again what it would have inherited: W409.

use super::findings::Findings;
use super::words;
use crate::model::policy::{ClauseId, Merged};

/// Looks at every clause the policy overrides, in blocks too.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let mut open: Vec<&Merged> = policy.merged.iter().collect();
    while let Some(merged) = open.pop() {
        open.extend(&merged.inner);
        let Some(inherited) = merged.repeats.filter(|_| merged.origin == policy.name) else { continue };
        let fault = words::idle_override(merged.clause.head_span, inherited);
        let clause = (0_u32..).zip(&policy.clauses).find(|(_, clause)| clause.span == merged.clause.span);
        let id: Option<ClauseId> = clause.map(|(id, _)| id);
        match id {
            Some(id) => findings.warn(id, fault),
            None => findings.warn_at_top(fault),
        }
    }
}
