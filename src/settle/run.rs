//! The state of one run: a claim in whole numbers over one policy, what was read by default, what was missing.

use super::elsewhere::Elsewhere;
use super::encode::Encoded;
use super::keys::KeyState;
use super::memory::Memory;
use super::outcome::Outcome;
use super::sink::{Ground, Seen, Shown, Sink, StepRecord};
use super::words;
use crate::claim::{ClaimFault, Role};
use crate::plan::{LayerPlan, Plan, PolicyPlan, Slice};

/// More missing facts than this are not told one by one.
const MOST_MISSING: usize = 100;

/// The run ends here, with this fault.
#[derive(Debug)]
pub struct Stop(pub Option<Box<ClaimFault>>);

/// What a step returns that may end the run.
pub type Done<T> = Result<T, Stop>;

/// What a missing fact is a fact of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A fact of the policy's table; of the item on that line (from 0), if it is one of items.
    Fact(u16, Option<usize>),
    /// A fact the engine reads by its standard name.
    Role(Role),
    /// The payment of a given layer.
    Given(usize, usize),
}

/// What is known of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Its value.
    Is(i64),
    /// It does not apply.
    Not,
    /// Nobody says.
    Unknown,
}

/// One run.
pub struct Run<'a, S> {
    /// Everything loaded.
    pub plan: &'a Plan,
    /// The version that answers.
    pub policy: &'a PolicyPlan,
    /// The claim.
    pub claim: &'a Encoded<'a>,
    /// Values, stated and derived, by fact.
    pub facts: Vec<Option<i64>>,
    /// What facts nobody stated were found to be.
    pub memory: Memory,
    /// Facts whose lack is being noted.
    pub noting: Vec<u16>,
    /// Facts read by default.
    pub defaulted: Vec<bool>,
    /// The item whose facts are read.
    pub item: Option<usize>,
    /// Missing facts with the clause that needed each first.
    pub missing: Vec<(Subject, Option<u32>)>,
    /// What the document does not state and a step needed.
    pub unstated: Vec<ClaimFault>,
    /// Trying only: nothing is noted, and a fault is no fault of the claim.
    pub quiet: bool,
    /// Why a defined fact that was needed has no single answer, until the step that needed it ends.
    pub trouble: Option<ClaimFault>,
    /// How deep facts read facts.
    pub depth: u32,
    /// The policy of the place of care, where a layer may be compared with it.
    pub elsewhere: Option<&'a Elsewhere<'a>>,
    /// Counters by key.
    pub keys: Vec<KeyState>,
    /// The layer at work.
    pub layer: Option<&'a LayerPlan>,
    /// What came out so far.
    pub out: Outcome,
    /// Where the account goes.
    pub sink: &'a mut S,
}

impl<S: Sink> Run<'_, S> {
    /// The fact of a role, if the policy has it.
    pub fn role(&self, role: Role) -> Option<u16> {
        role_fact(self.policy, role)
    }

    /// Notes a missing fact once.
    pub fn miss(&mut self, subject: Subject, clause: Option<u32>) {
        let known = self.missing.iter().any(|(old, _)| *old == subject);
        if !self.quiet && !known && self.missing.len() < MOST_MISSING {
            self.missing.push((subject, clause));
        }
    }

    /// Notes what the document does not state; as with a missing fact, the run goes on without it to find what else is needed.
    pub fn lack(&mut self, unstated: impl FnOnce(&Self) -> ClaimFault) -> Done<()> {
        if self.quiet || self.trouble.is_some() {
            return self.fail(unstated);
        }
        let fault = unstated(self);
        if self.unstated.len() < MOST_MISSING && !self.unstated.contains(&fault) {
            self.unstated.push(fault);
        }
        Ok(())
    }

    /// Whether nothing that was needed was missing or unstated so far.
    pub fn complete(&self) -> bool {
        self.missing.is_empty() && self.unstated.is_empty()
    }

    /// A fault that is none once a fact is missing: then the run goes on without an answer.
    pub fn fail(&self, fault: impl FnOnce(&Self) -> ClaimFault) -> Done<()> {
        if self.quiet {
            Err(Stop(None))
        } else if self.complete() {
            // What has no answer for want of a defined fact is that fact's fault.
            Err(Stop(Some(Box::new(self.trouble.clone().unwrap_or_else(|| fault(self))))))
        } else {
            Ok(())
        }
    }

    /// Ends the run where a defined fact that was needed has no single answer.
    pub fn sound(&mut self) -> Done<()> {
        match self.trouble.take() {
            Some(fault) if self.complete() => Err(Stop(Some(Box::new(fault)))),
            Some(_) | None => Ok(()),
        }
    }

    /// A result that may have grown too large to be exact.
    pub fn exact<T>(&self, value: Option<T>, clause: u32) -> Done<T> {
        value.ok_or_else(|| Stop(Some(Box::new(words::too_large(self.policy, clause)))))
    }

    /// Takes down a step by a clause.
    pub fn step(&mut self, step: &'static str, figures: &[(&'static str, Shown<'_>)], result: Shown<'_>, clause: u32) {
        self.record(step, figures, result, Ground::Clause(clause));
    }

    /// Takes down a step that follows from the order of a settlement.
    pub fn plain(&mut self, step: &'static str, figures: &[(&'static str, Shown<'_>)], result: Shown<'_>) {
        self.record(step, figures, result, Ground::Order);
    }

    /// Takes down a step.
    pub fn record(&mut self, step: &'static str, figures: &[(&'static str, Shown<'_>)], result: Shown<'_>, ground: Ground<'_>) {
        if self.quiet {
            return;
        }
        self.sink.step(StepRecord { layer: self.layer, step, figures, result, ground });
    }

    /// Tells which row of a ladder answered.
    pub fn saw_row(&mut self, rows: Slice, at: usize) {
        if let (false, Ok(at)) = (self.quiet, u32::try_from(at)) {
            self.sink.saw(Seen::Row(rows.from.saturating_add(at)));
        }
    }

    /// Tells whether a guard held.
    pub fn saw_guard(&mut self, clause: u32, held: bool) {
        if !self.quiet {
            self.sink.saw(Seen::Guard(clause, held));
        }
    }
}

/// The fact that plays a role in a policy.
pub fn role_fact(policy: &PolicyPlan, role: Role) -> Option<u16> {
    let at = policy.roles.binary_search_by_key(&role, |(role, _)| *role).ok()?;
    policy.roles.get(at).map(|(_, fact)| *fact)
}

/// The role a fact plays.
pub fn fact_role(policy: &PolicyPlan, fact: u16) -> Option<Role> {
    policy.roles.iter().find(|(_, at)| *at == fact).map(|(role, _)| *role)
}
