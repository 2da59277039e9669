//! Documents that are declared and that nothing cites: W407.

use super::findings::Findings;
use super::words;
use crate::syntax::tree::What;

/// Looks at the documents this policy declares itself.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for merged in policy.merged.iter().filter(|merged| merged.origin == policy.name) {
        let What::Document(written) = &merged.clause.what else { continue };
        let at = policy.documents.iter().position(|document| document.span == merged.clause.head_span);
        if at.is_some_and(|at| !policy.clauses.iter().any(|clause| clause.documents.contains(&at))) {
            findings.warn_at_top(words::unused_document(merged.clause.head_span, &written.name.it));
        }
    }
}
