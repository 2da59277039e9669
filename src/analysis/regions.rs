//! Region codes that no division has: W405.

use super::findings::Findings;
use super::ladders::ladders;
use super::words;
use crate::model::policy::{ClauseId, Guard, Policy};
use crate::place::covers;
use crate::plan::FactKind;
use crate::source::Span;
use crate::syntax::tree::What;

/// More codes side by side than an author writes: a complement, not codes.
const WRITTEN: i64 = 40;

/// Looks at the policy's own region, and at every guard and row of its own that reads a region.
pub fn check(known: &dyn Fn(u32) -> bool, findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let own = policy.region.filter(|code| !known(*code));
    if let Some(code) = own {
        let written =
            policy.merged.iter().find_map(|merged| if let What::Region(region) = &merged.clause.what { Some(region.span) } else { None });
        findings.warn_at_top(words::unknown_region(written.unwrap_or(policy.span), code));
    }
    for (guard, clause, span) in guards(policy) {
        if !findings.own(clause) {
            continue;
        }
        let span = span.unwrap_or_else(|| findings.head(clause));
        for code in codes(policy, guard).into_iter().filter(|code| Some(*code) != own && !known(*code)) {
            findings.warn(clause, words::unknown_region(span, code));
        }
    }
}

/// Every guard of a policy, with its clause and the row it stands in.
fn guards(policy: &Policy) -> Vec<(&Guard, ClauseId, Option<Span>)> {
    let mut out: Vec<(&Guard, ClauseId, Option<Span>)> = policy.needed.iter().map(|line| (&line.guard, line.clause, None)).collect();
    for filing in &policy.filings {
        out.push((&filing.guard, filing.clause, None));
        out.extend(filing.file_by.iter().map(|window| (&window.guard, window.clause, None)));
    }
    out.extend(policy.reasons.iter().map(|reason| (&reason.guard, reason.clause, None)));
    for benefit in &policy.benefits {
        out.push((&benefit.guard, benefit.clause, None));
        out.extend(benefit.layers.iter().map(|layer| (&layer.guard, layer.clause, None)));
    }
    for row in ladders(policy).into_iter().flat_map(|(_, ladder)| &ladder.rows) {
        out.push((&row.guard, row.clause, None));
        out.push((&row.when, row.clause, Some(row.span)));
    }
    out
}

/// The codes a guard spells: each interval that is one code, or a run of whole cities or provinces.
fn codes(policy: &Policy, guard: &Guard) -> Vec<u32> {
    let regions = guard.iter().filter(|(fact, _)| policy.scope.fact(*fact).is_some_and(|fact| fact.kind == FactKind::Region));
    let mut out = Vec::new();
    for &(from, to) in regions.flat_map(|(_, set)| set.intervals()) {
        let mut at = from;
        let mut found = Vec::new();
        while at <= to {
            let Ok(code) = u32::try_from(at) else { break };
            // The widest division that starts here and fits.
            let fits = [code, code / 100 * 100, code / 10_000 * 10_000].into_iter().filter(|wide| i64::from(*wide) == at);
            let end = fits.map(|wide| covers(wide).1).filter(|end| *end <= to).max();
            let (end, code) = match end {
                Some(end) => (end, code),
                None => (at, code),
            };
            found.push(code);
            if i64::try_from(found.len()).unwrap_or(WRITTEN) >= WRITTEN {
                found.clear();
                break;
            }
            at = end + 1;
        }
        out.extend(found);
    }
    out
}
