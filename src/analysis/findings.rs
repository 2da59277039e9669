//! The faults found so far, and what `allow` silences.

use super::boxes::TooMany;
use super::words;
use crate::diagnostic::{Code, Fault, Words};
use crate::model::policy::{ClauseId, ClauseInfo, Policy, Ruling};
use crate::source::Span;
use crate::syntax::tree::What;
use std::collections::BTreeSet;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Errors, and warnings that nothing allows.
    pub faults: Vec<Fault>,
    /// Warnings that an `allow` silences.
    pub allowed: Vec<Fault>,
}

impl Found {
    /// With what was found elsewhere.
    pub fn join(&mut self, more: Self) {
        self.faults.extend(more.faults);
        self.allowed.extend(more.allowed);
    }
}

/// The faults of one policy.
pub struct Findings<'p> {
    /// The policy.
    pub policy: &'p Policy,
    found: Found,
    used: BTreeSet<Span>,
}

impl<'p> Findings<'p> {
    /// None yet.
    pub fn new(policy: &'p Policy) -> Self {
        Self { policy, found: Found::default(), used: BTreeSet::new() }
    }

    /// Whether nothing was found, not even what is allowed.
    pub fn is_empty(&self) -> bool {
        self.found.faults.is_empty() && self.found.allowed.is_empty()
    }

    /// How many faults there are so far.
    pub fn len(&self) -> usize {
        self.found.faults.len()
    }

    /// Gives another way out to the faults of a code from the `from`-th on.
    pub fn help_from(&mut self, from: usize, code: Code, help: &Words) {
        for fault in self.found.faults.iter_mut().skip(from).filter(|fault| fault.code == code) {
            fault.help = Some(help.clone());
        }
    }

    /// An error.
    pub fn error(&mut self, fault: Fault) {
        self.found.faults.push(fault);
    }

    /// A warning about a clause: an error where its block denies it, nothing where it allows it.
    pub fn warn(&mut self, clause: ClauseId, fault: Fault) {
        let ruling = self.ruling(clause, fault.code);
        self.ruled(ruling, fault);
    }

    /// A warning about the policy as a whole, by what it says at its top.
    pub fn warn_at_top(&mut self, fault: Fault) {
        let policy = self.policy;
        let top = policy.merged.iter().filter_map(|merged| match &merged.clause.what {
            What::Ruling { deny, code, .. } if Code::find(&code.it) == Some(fault.code) => {
                let own = merged.origin == policy.name;
                (own || *deny).then_some(Ruling { code: fault.code, deny: *deny, span: merged.clause.span, own, depth: 0 })
            }
            _ => None,
        });
        let ruling = self.foremost(top);
        self.ruled(ruling, fault);
    }

    /// A warning with what is ruled of it.
    pub fn ruled(&mut self, ruling: Option<Ruling>, fault: Fault) {
        match ruling {
            None => self.found.faults.push(fault),
            Some(Ruling { deny: true, span, .. }) => self.found.faults.push(fault.denied(span)),
            Some(Ruling { deny: false, .. }) => self.found.allowed.push(fault),
        }
    }

    /// What is ruled of a code for a clause; it is then of use.
    pub fn ruling(&mut self, clause: ClauseId, code: Code) -> Option<Ruling> {
        let info = self.clause(clause)?;
        self.foremost(info.rulings.iter().filter(|ruling| ruling.code == code).copied())
    }

    /// Of several rulings the one furthest in; of two in one block the `allow`, which has its reason.
    fn foremost(&mut self, rulings: impl Iterator<Item = Ruling>) -> Option<Ruling> {
        let rulings: Vec<Ruling> = rulings.collect();
        self.used.extend(rulings.iter().map(|ruling| ruling.span));
        rulings.into_iter().max_by_key(|ruling| (ruling.depth, !ruling.deny))
    }

    /// A question that needs too many cases, about a clause or, where there is none, about the policy as a whole.
    pub fn undecided(&mut self, clause: Option<ClauseId>, span: Span, what: &Words) {
        let fault = words::undecided(span, what);
        match clause {
            Some(clause) => self.warn(clause, fault),
            None => self.warn_at_top(fault),
        }
    }

    /// Notes that a question about the block of a clause stays undecided, where it does.
    pub fn decide(&mut self, clause: ClauseId, what: &Words, answer: Result<(), TooMany>) {
        if answer.is_err() {
            self.undecided(Some(clause), self.head(clause), what);
        }
    }

    /// Every `allow` of this policy that silenced nothing. Asked last. What no checking of one policy's rules finds is not
    /// judged here.
    pub fn idle_allows(&mut self) {
        let elsewhere = |code: Code| matches!(code, Code::W404 | Code::W408 | Code::W501);
        let judged = |ruling: &&Ruling| ruling.own && !ruling.deny && !elsewhere(ruling.code);
        let all = self.policy.clauses.iter().flat_map(|clause| &clause.rulings).filter(judged);
        let idle: BTreeSet<(Span, Code)> =
            all.map(|ruling| (ruling.span, ruling.code)).filter(|(span, _)| !self.used.contains(span)).collect();
        for (span, code) in idle {
            self.warn_at_top(words::idle_allow(span, code.as_str()));
        }
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
    pub fn found(mut self) -> Found {
        for faults in [&mut self.found.faults, &mut self.found.allowed] {
            faults.sort_by_key(|fault| (fault.span, fault.code));
            faults.dedup();
        }
        self.found
    }
}

/// Whether a clause, a block around it or the top of its policy allows a code.
pub fn allows(policy: &Policy, clause: ClauseId, code: Code) -> bool {
    policy.clauses.get(clause as usize).is_some_and(|info| info.rulings.iter().any(|ruling| ruling.code == code && !ruling.deny))
}
