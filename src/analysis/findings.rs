//! The faults found so far, and what `allow` silences.

use super::boxes::TooMany;
use super::words;
use crate::diagnostic::{Code, Fault, Words};
use crate::model::policy::{ClauseId, ClauseInfo, Merged, Policy};
use crate::source::Span;
use crate::syntax::tree::What;
use std::collections::BTreeSet;

/// The faults of one policy.
pub struct Findings<'p> {
    /// The policy.
    pub policy: &'p Policy,
    faults: Vec<Fault>,
    used: BTreeSet<Span>,
}

impl<'p> Findings<'p> {
    /// None yet.
    pub fn new(policy: &'p Policy) -> Self {
        Self { policy, faults: Vec::new(), used: BTreeSet::new() }
    }

    /// An error.
    pub fn error(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// A warning about a clause, unless its block allows it.
    pub fn warn(&mut self, clause: ClauseId, fault: Fault) {
        if !self.silenced(clause, fault.code) {
            self.faults.push(fault);
        }
    }

    /// A warning about the policy as a whole, unless it says at its top that it allows it.
    pub fn warn_at_top(&mut self, fault: Fault) {
        let allowed = |merged: &Merged| match &merged.clause.what {
            What::Allow { code, .. } if Code::find(&code.it) == Some(fault.code) => Some(merged.clause.span),
            _ => None,
        };
        let allows: Vec<Span> = self.policy.merged.iter().filter_map(allowed).collect();
        if allows.is_empty() {
            self.faults.push(fault);
        }
        self.used.extend(allows);
    }

    /// A question that needs too many cases.
    pub fn undecided(&mut self, span: Span, what: &Words) {
        self.faults.push(words::undecided(span, what));
    }

    /// Notes that a question stays undecided, where it does.
    pub fn decide(&mut self, span: Span, what: &Words, answer: Result<(), TooMany>) {
        if answer.is_err() {
            self.undecided(span, what);
        }
    }

    /// Whether a clause, or a block around it, allows a code; the `allow` is then of use. What stands in the block of the
    /// clause itself counts: `layer pool { allow W303 "…" }`.
    pub fn silenced(&mut self, clause: ClauseId, code: Code) -> bool {
        let Some(info) = self.clause(clause) else { return false };
        let named = |(name, _): &&(String, Span)| Code::find(name) == Some(code);
        let mut hits = BTreeSet::new();
        for other in &self.policy.clauses {
            let around = holds(other.span, info.span);
            let allows = other.allows.iter().filter(named).map(|(_, span)| *span);
            hits.extend(allows.filter(|at| around || self.block_of(*at).is_some_and(|block| holds(block, info.span))));
        }
        let any = !hits.is_empty();
        self.used.extend(hits);
        any
    }

    /// The block an `allow` stands in: the narrowest clause around it.
    fn block_of(&self, allow: Span) -> Option<Span> {
        let around = self.policy.clauses.iter().map(|clause| clause.span).filter(|span| *span != allow && holds(*span, allow));
        around.min_by_key(|span| span.end - span.start)
    }

    /// Every `allow` of this policy that silenced nothing. Asked last. What no checking of the rules alone finds is not judged here.
    pub fn idle_allows(&mut self) {
        let own = self.policy.clauses.iter().filter(|clause| clause.origin == self.policy.name);
        let idle: BTreeSet<(Span, &str)> = own
            .flat_map(|clause| &clause.allows)
            .filter(|(code, span)| !self.used.contains(span) && Code::find(code) != Some(Code::W501))
            .map(|(code, span)| (*span, code.as_str()))
            .collect();
        self.faults.extend(idle.into_iter().map(|(span, code)| words::idle_allow(span, code)));
    }

    /// A clause by id.
    pub fn clause(&self, id: ClauseId) -> Option<&'p ClauseInfo> {
        self.policy.clauses.get(id as usize)
    }

    /// The head of a clause; the policy's own where there is none.
    pub fn head(&self, id: ClauseId) -> Span {
        self.clause(id).map_or(self.policy.span, |clause| clause.head_span)
    }

    /// Whether this policy wrote a clause itself.
    pub fn own(&self, id: ClauseId) -> bool {
        self.clause(id).is_some_and(|clause| clause.origin == self.policy.name)
    }

    /// All, in order of place.
    pub fn sorted(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| (fault.span, fault.code));
        self.faults.dedup();
        self.faults
    }
}

/// Whether a clause, a block around it or the top of its policy allows a code.
pub fn allows(policy: &Policy, clause: ClauseId, code: Code) -> bool {
    let top = policy.merged.iter().any(|merged| {
        let own = policy.clauses.get(clause as usize).is_some_and(|info| info.origin == merged.origin);
        own && matches!(&merged.clause.what, What::Allow { code: named, .. } if Code::find(&named.it) == Some(code))
    });
    top || Findings::new(policy).silenced(clause, code)
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}
