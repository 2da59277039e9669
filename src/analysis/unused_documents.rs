//! Documents that are declared and that nothing cites, beside others that are: W407.

use super::findings::Findings;
use super::words;
use crate::model::policy::Merged;
use crate::syntax::tree::What;
use std::collections::BTreeSet;

/// Looks at the documents a policy declares itself. A framework's may be cited by whoever extends it; where nothing is cited
/// at all, that is said of each figure.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    collect(&policy.merged, &policy.name, &mut cited);
    let of = |at: &usize| policy.documents.get(*at).map(|document| document.span);
    let spans: BTreeSet<_> = policy.clauses.iter().flat_map(|clause| &clause.documents).filter_map(of).collect();
    if policy.framework || (cited.is_empty() && spans.is_empty()) {
        return;
    }
    for merged in policy.merged.iter().filter(|merged| merged.origin == policy.name) {
        let What::Document(written) = &merged.clause.what else { continue };
        if !cited.contains(written.name.it.as_str()) && !spans.contains(&merged.clause.head_span) {
            findings.warn_at_top(words::unused_document(merged.clause.head_span, &written.name.it));
        }
    }
}

/// The names that a policy's own clauses cite behind themselves or their blocks: of settings too, which are not numbered.
fn collect<'p>(clauses: &'p [Merged], policy: &str, out: &mut BTreeSet<&'p str>) {
    for merged in clauses {
        if merged.origin == policy {
            out.extend(merged.citation.iter().flat_map(|citation| &citation.places).map(|(name, _)| name.it.as_str()));
        }
        collect(&merged.inner, policy, out);
    }
}
