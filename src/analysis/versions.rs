//! Days between two versions of one policy on which neither is in force: W408.

use super::findings::{Findings, Found};
use super::words;
use crate::calendar::date_of;
use crate::model::policy::Policy;
use crate::syntax::tree::What;

/// Judges all versions that were read, each against the one before it.
pub fn check(policies: &[Policy]) -> Found {
    let mut all: Vec<&Policy> = policies.iter().collect();
    all.sort_by_key(|policy| (policy.name.as_str(), policy.effective));
    let pairs = all.iter().zip(all.iter().skip(1)).filter(|(before, after)| before.name == after.name);
    let mut found = Found::default();
    pairs.for_each(|(before, after)| found.join(gap(before, after)));
    found
}

fn gap(before: &Policy, after: &Policy) -> Found {
    let (from, to) = (before.effective.1.saturating_add(1), after.effective.0.saturating_sub(1));
    let (Some(first), Some(last)) = (date_of(from), date_of(to)) else { return Found::default() };
    // Two segments of one written version part where a framework has none: that is said of the framework.
    if from > to || before.span == after.span {
        return Found::default();
    }
    let said = |policy: &Policy| {
        let effective = policy.merged.iter().find(|merged| matches!(merged.clause.what, What::Effective(_)));
        effective.map_or(policy.span, |merged| merged.clause.head_span)
    };
    let mut findings = Findings::new(after);
    findings.warn_at_top(words::version_gap(said(after), said(before), &after.name, first, last));
    findings.found()
}
