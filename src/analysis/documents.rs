//! Documents known only second-hand, or not confirmed, on which something rests: W401 and W402, once a document.

use super::findings::Findings;
use super::words;
use crate::diagnostic::Code;
use crate::model::policy::{ClauseId, Ruling};
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
        let resting = (0_u32..).zip(&policy.clauses).filter(|(_, clause)| clause.documents.contains(&at));
        let own: Vec<ClauseId> = resting.map(|(id, _)| id).filter(|id| findings.own(*id)).collect();
        let rulings: Vec<Option<Ruling>> = own.into_iter().map(|id| findings.ruling(id, code)).collect();
        // One clause that denies it is enough, and all must allow it.
        let denies = |ruling: &Option<Ruling>| ruling.is_some_and(|ruling| ruling.deny);
        let first = rulings.iter().find(|ruling| denies(ruling)).or_else(|| rulings.iter().find(|ruling| ruling.is_none()));
        if let Some(ruling) = first.or_else(|| rulings.first()) {
            findings.ruled(*ruling, fault);
        }
    }
}
