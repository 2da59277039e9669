//! Documents known only second-hand, or not confirmed, on which something rests: W401 and W402, once a document.

use super::findings::Findings;
use super::words;
use crate::diagnostic::Code;
use crate::model::policy::ClauseId;
use crate::syntax::tree::Grade;

/// Lists the documents that clauses of this policy's own rest on, unless every such clause allows it.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for (at, document) in policy.documents.iter().enumerate() {
        let (code, fault) = match document.grade {
            Grade::Official => continue,
            Grade::Secondary => (Code::W401, words::secondary(document.span, &document.name)),
            Grade::Unconfirmed => (Code::W402, words::unconfirmed(document.span, &document.name)),
        };
        let mut open = false;
        for (id, clause) in (0_u32..).zip(&policy.clauses) {
            let id: ClauseId = id;
            if clause.documents.contains(&at) && findings.own(id) {
                open |= !findings.silenced(id, code);
            }
        }
        if open {
            findings.error(fault);
        }
    }
}
