//! Before anything is computed: facts stated where they do not apply, and combinations that never occur.

use super::encode::Encoded;
use super::guard::Tri;
use super::keys::KeyState;
use super::memory::Memory;
use super::outcome::Outcome;
use super::run::Run;
use super::sink::{Shown, Sink};
use super::words;
use crate::claim::ClaimFault;
use crate::plan::{Plan, PolicyPlan};

impl<'a, S: Sink> Run<'a, S> {
    /// A run of a claim over a policy.
    pub fn new(plan: &'a Plan, policy: &'a PolicyPlan, claim: &'a Encoded<'a>, sink: &'a mut S) -> Self {
        let facts = policy.facts.len();
        Self {
            plan,
            policy,
            claim,
            facts: claim.facts.clone(),
            memory: Memory::new(facts),
            noting: Vec::new(),
            defaulted: vec![false; facts],
            item: None,
            missing: Vec::new(),
            unstated: Vec::new(),
            quiet: false,
            trouble: None,
            depth: 0,
            elsewhere: None,
            keys: vec![KeyState::default(); policy.keys.len()],
            layer: None,
            out: Outcome::default(),
            sink,
        }
    }

    /// Refuses what a claim must not state; all of it at once.
    pub fn admit(&mut self) -> Result<(), Vec<ClaimFault>> {
        let policy = self.policy;
        let mut faults = Vec::new();
        self.quietly(|run| {
            for fact in &run.claim.stated {
                let Some(plan) = policy.facts.get(*fact as usize) else { continue };
                if run.holds(plan.only_when) == Tri::Fails {
                    faults.push(words::not_applicable(policy, *fact, None));
                }
            }
            let items = run.claim.items.as_ref().map_or(0, |items| items.lines.len());
            let conditional = |at: &usize| policy.facts.get(*at).is_some_and(|fact| fact.of_item && !fact.only_when.is_empty());
            for fact in (0..policy.facts.len()).filter(conditional).filter_map(|at| u16::try_from(at).ok()) {
                let Some(plan) = policy.facts.get(fact as usize) else { continue };
                for item in 0..items {
                    run.turn_to(Some(item));
                    let stated = run.claim.items.as_ref().and_then(|items| items.fact(item, fact)).is_some();
                    if stated && run.holds(plan.only_when) == Tri::Fails {
                        faults.push(words::not_applicable(policy, fact, Some(item)));
                    }
                }
                run.turn_to(None);
            }
            for never in &policy.never {
                if run.holds(never.guard) == Tri::Holds {
                    faults.push(words::never_occurs(policy, never));
                }
            }
        });
        if !faults.is_empty() {
            return Err(faults);
        }
        let date = self.claim.on.map_or(Shown::Nothing, Shown::Day);
        self.plain("version", &[("policy", Shown::Name(&policy.name)), ("date", date)], Shown::Name(&policy.version));
        Ok(())
    }
}
