//! A mutant: one thing written otherwise, in every policy that has it.

use super::edit::{Edit, Site};
use super::{ladders, lines};
use crate::coverage::Prober;
use crate::coverage::watch::Point;
use crate::diagnostic::Words;
use crate::model::policy::{ClauseId, Guard, Policy};
use crate::plan::PolicyPlan;
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Where a mutant can be told from the original.
#[derive(Clone, Debug)]
pub enum Differs {
    /// Only where a claim comes to one of these points: other claims need not be run.
    Only(Vec<Point>),
    /// Near this point; any claim may tell.
    Near(Point),
    /// Where one of the two guards holds and the other does not.
    Between(Site, Guard, Guard),
}

/// A mutant in one policy.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The policy, a place among those read.
    pub policy: usize,
    /// What is changed there.
    pub edits: Vec<Edit>,
    /// Where it can be told.
    pub differs: Differs,
}

/// One thing written otherwise.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// Where it was written.
    pub span: Span,
    /// Its clause, in the first policy that has it.
    pub clause: ClauseId,
    /// Who wrote it.
    pub origin: String,
    /// What it is: `inpatient.pool rate`.
    pub what: Words,
    /// Which of several cases; empty where there is one.
    pub case: Words,
    /// As written.
    pub from: Words,
    /// As changed.
    pub to: Words,
    /// The policies that have it.
    pub spots: Vec<Spot>,
}

impl Mutant {
    /// What tells it from all others, whatever else is in the files.
    pub fn name(&self) -> String {
        format!("{} {} {} {} {}", self.origin, self.what.en, self.case.en, self.from.en, self.to.en)
    }
}

/// Gathers the mutants of one policy.
pub struct Makes<'p> {
    /// The policy.
    pub policy: &'p Policy,
    /// Its plan.
    pub plan: &'p PolicyPlan,
    at: usize,
    out: Vec<Mutant>,
}

/// What is changed: its place and its words.
#[derive(Clone, Debug)]
pub struct Thing {
    /// Where it was written.
    pub span: Span,
    /// Its clause.
    pub clause: ClauseId,
    /// What it is.
    pub what: Words,
    /// Which case.
    pub case: Words,
}

impl Makes<'_> {
    /// Adds a mutant.
    pub fn push(&mut self, thing: &Thing, (from, to): (Words, Words), edits: Vec<Edit>, differs: Differs) {
        let origin = self.policy.clauses.get(thing.clause as usize).map_or_else(String::new, |clause| clause.origin.clone());
        let Thing { span, clause, what, case } = thing.clone();
        let spots = vec![Spot { policy: self.at, edits, differs }];
        self.out.push(Mutant { span, clause, origin, what, case, from, to, spots });
    }

    /// The head of a clause.
    pub fn head(&self, clause: ClauseId) -> Span {
        self.policy.clauses.get(clause as usize).map_or(self.policy.span, |clause| clause.head_span)
    }
}

/// All mutants of what was written in the sources asked for, in order of place.
pub fn mutants(prober: &Prober<'_>, asked: &dyn Fn(SourceId) -> bool) -> Vec<Mutant> {
    let mut all: BTreeMap<(Span, String, u32), Mutant> = BTreeMap::new();
    for (at, policy) in prober.policies.iter().enumerate() {
        let Some(plan) = prober.compiled.get(at).copied().flatten().and_then(|at| prober.plan.policies.get(at)) else { continue };
        let mut makes = Makes { policy, plan, at, out: Vec::new() };
        ladders::make(&mut makes);
        lines::make(&mut makes);
        let mut nth: BTreeMap<(Span, String), u32> = BTreeMap::new();
        for mutant in makes.out.into_iter().filter(|mutant| asked(mutant.span.source)) {
            // What a case is called may depend on the policy's own facts; which one it is does not.
            let change = format!("{} {} {}", mutant.what.en, mutant.from.en, mutant.to.en);
            let slot = nth.entry((mutant.span, change.clone())).or_default();
            *slot += 1;
            match all.entry((mutant.span, change, *slot)) {
                Entry::Vacant(entry) => {
                    entry.insert(mutant);
                }
                Entry::Occupied(mut entry) => entry.get_mut().spots.extend(mutant.spots),
            }
        }
    }
    all.into_values().collect()
}
