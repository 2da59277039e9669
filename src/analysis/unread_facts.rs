//! Facts that a policy declares and that none of its clauses reads: W411.

use super::findings::Findings;
use super::ladders::ladders;
use super::words;
use crate::model::policy::{FactId, Guard, Policy};
use crate::syntax::tree::What;
use std::collections::BTreeSet;

/// Looks at the facts a policy declares or defines itself. Those of a framework or a vocabulary may be read by whoever uses them.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    if policy.framework {
        return;
    }
    let declares = |what: &What| matches!(what, What::Fact(_) | What::Define { .. });
    let own = policy.merged.iter().filter(|merged| merged.origin == policy.name && declares(&merged.clause.what));
    let own: Vec<_> = own.map(|merged| merged.clause.span).collect();
    if own.is_empty() {
        return;
    }
    let read = facts_read(policy);
    for (id, fact) in (0..).zip(&policy.scope.facts) {
        let declared = own.iter().any(|clause| clause.source == fact.span.source && clause.range().contains(&fact.span.range().start));
        if declared && fact.role.is_none() && !read.contains(&id) {
            findings.warn_at_top(words::unread_fact(fact.span, &fact.names));
        }
    }
}

/// Every fact that a guard, a row, a counter, a step of an adjustment, a filing or a setting reads.
fn facts_read(policy: &Policy) -> BTreeSet<FactId> {
    let mut guards: Vec<&Guard> = policy.needed.iter().map(|line| &line.guard).collect();
    let mut out: BTreeSet<FactId> = BTreeSet::new();
    for filing in &policy.filings {
        guards.push(&filing.guard);
        guards.extend(filing.file_by.iter().map(|window| &window.guard));
        guards.extend(filing.needs.iter().map(|(guard, ..)| guard));
        out.extend(filing.file_by.iter().map(|window| window.event));
        out.extend(filing.valid.iter().filter_map(|(from, ..)| *from));
    }
    guards.extend(policy.reasons.iter().map(|reason| &reason.guard));
    guards.extend(policy.parts.iter().map(|part| &part.guard));
    guards.extend(policy.scope.never.iter().map(|(guard, _)| guard));
    guards.extend(policy.scope.facts.iter().map(|fact| &fact.only_when));
    for benefit in &policy.benefits {
        guards.push(&benefit.guard);
        guards.extend(benefit.account.iter().map(|account| &account.guard));
        for layer in &benefit.layers {
            guards.push(&layer.guard);
            guards.extend(layer.higher.iter().map(|line| &line.guard));
            out.extend(layer.heads.iter().flat_map(|head| &head.by));
            out.extend(layer.adjusts.iter().filter_map(|adjust| adjust.with.map(|(fact, ..)| fact)));
        }
    }
    guards.extend(ladders(policy).into_iter().flat_map(|(_, ladder)| &ladder.rows).flat_map(|row| [&row.guard, &row.when]));
    out.extend(guards.into_iter().flatten().map(|(fact, _)| *fact));
    let settings = policy.settings;
    out.extend([settings.applies_on, settings.year_of, settings.catalog_of, settings.first_pay_of].into_iter().flatten());
    out
}
