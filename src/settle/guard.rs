//! Guards over three values: a condition that is false makes its guard false, whatever the others are.

use super::run::{Known, Run, Subject, fact_role};
use super::sink::Sink;
use super::words;
use crate::claim::{ClaimFault, Role};
use crate::plan::{Answer, PolicyPlan, RowPlan, Slice, TestPlan};

/// Whether a guard holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tri {
    /// It does.
    Holds,
    /// It does not.
    Fails,
    /// A missing fact decides.
    Unknown,
}

/// How deep facts may read facts.
const DEEPEST: u32 = 64;

fn too_deep(policy: &PolicyPlan) -> ClaimFault {
    words::broken(policy, ("facts that read one another", "事实互相引用"), None)
}

impl<S: Sink> Run<'_, S> {
    /// What is known of a fact; a default that is read is taken down.
    pub fn read(&mut self, fact: u16) -> Known {
        let Some(plan) = self.policy.facts.get(fact as usize) else { return Known::Unknown };
        if let Some(value) = self.value(fact, plan.of_item) {
            return Known::Is(value);
        }
        if let Some(known) = self.memory.get(fact) {
            return known;
        }
        if self.depth >= DEEPEST {
            self.memory.suspect(fact, too_deep(self.policy));
            self.memory.keep(fact, Known::Unknown);
            return Known::Unknown;
        }
        self.depth += 1;
        let known = if plan.derived { self.defined(fact) } else { self.absent(fact, plan.only_when, plan.default) };
        self.depth -= 1;
        self.memory.keep(fact, known);
        known
    }

    /// From now on facts of items are those of this one.
    pub fn turn_to(&mut self, item: Option<usize>) {
        self.item = item;
        self.memory.forget();
    }

    fn value(&self, fact: u16, of_item: bool) -> Option<i64> {
        if of_item {
            let items = self.claim.items.as_ref()?;
            return items.fact(self.item?, fact);
        }
        self.facts.get(fact as usize).copied().flatten()
    }

    fn absent(&mut self, fact: u16, only_when: Slice, default: Option<i64>) -> Known {
        match (self.holds(only_when), default) {
            (Tri::Fails, _) => Known::Not,
            (Tri::Unknown, _) | (Tri::Holds, None) => Known::Unknown,
            (Tri::Holds, Some(value)) => {
                if let Some(read) = self.defaulted.get_mut(fact as usize).filter(|_| !self.quiet) {
                    *read = true;
                }
                Known::Is(value)
            }
        }
    }

    fn defined(&mut self, fact: u16) -> Known {
        let Some(define) = self.policy.defines.iter().find(|define| define.fact == fact) else { return Known::Unknown };
        let rows = define.rows.of(&self.policy.rows);
        let (mut found, mut unknown) = (None::<(usize, &RowPlan)>, false);
        let mut trouble = None;
        for (at, row) in rows.iter().enumerate() {
            match (self.stands(define.rows, at), found) {
                (Tri::Holds, None) => found = Some((at, row)),
                (Tri::Holds, Some((_, first))) => trouble = Some(words::two_answers(self.policy, first.clause, row.clause)),
                (Tri::Fails, _) => {}
                (Tri::Unknown, _) => unknown = true,
            }
        }
        let clause = rows.first().map_or(u32::MAX, |row| row.clause);
        if let Some((at, _)) = found {
            self.saw_row(define.rows, at);
        }
        let known = match found.map(|(_, row)| (row.answer, row.clause)) {
            Some((Answer::Is(value), _)) if trouble.is_none() => Known::Is(value),
            Some((Answer::Is(_), _)) => Known::Unknown,
            Some((Answer::Unlimited | Answer::Unstated, clause)) => {
                trouble = Some(words::unstated(self.policy, "", clause));
                Known::Unknown
            }
            Some((Answer::CannotArise, clause)) => {
                trouble = Some(words::cannot_arise(self.policy, clause));
                Known::Unknown
            }
            None if unknown => Known::Unknown,
            None if rows.iter().any(|row| self.holds_but_for_inapplicable(row.guard)) => Known::Not,
            None => {
                trouble = Some(words::no_answer(self.policy, clause));
                Known::Unknown
            }
        };
        if let Some(fault) = trouble {
            self.memory.suspect(fact, fault);
        }
        known
    }

    /// Whether only facts that do not apply keep a guard from holding: a fact defined by it does not apply either.
    fn holds_but_for_inapplicable(&mut self, guard: Slice) -> bool {
        guard.of(&self.policy.tests).iter().all(|test| self.read(test.fact) == Known::Not || self.test(*test) == Tri::Holds)
    }

    /// A defined fact without a single answer ends the run where a step needs it.
    fn suspect(&mut self, fault: ClaimFault) {
        if self.trouble.is_none() {
            self.trouble = Some(fault);
        }
    }

    /// Whether a guard holds. Nothing is noted: an answer beside it may make it unneeded.
    pub fn holds(&mut self, guard: Slice) -> Tri {
        let mut out = Tri::Holds;
        for test in guard.of(&self.policy.tests) {
            match self.test(*test) {
                Tri::Holds => {}
                Tri::Fails => return Tri::Fails,
                Tri::Unknown => out = Tri::Unknown,
            }
        }
        out
    }

    /// Whether one condition of a guard holds.
    pub fn test(&mut self, test: TestPlan) -> Tri {
        match self.read(test.fact) {
            Known::Is(value) => {
                let set = test.set.of(&self.policy.intervals);
                let at = set.partition_point(|(_, to)| *to < value);
                if set.get(at).is_some_and(|(from, _)| *from <= value) { Tri::Holds } else { Tri::Fails }
            }
            Known::Not => Tri::Fails,
            Known::Unknown => Tri::Unknown,
        }
    }

    /// Whether a guard that is needed holds: what it lacks is noted, and it reads as not holding.
    pub fn needs(&mut self, guard: Slice, clause: u32) -> bool {
        match self.holds(guard) {
            Tri::Holds => true,
            Tri::Fails => false,
            Tri::Unknown => {
                self.note(guard, clause);
                false
            }
        }
    }

    /// Notes what a guard lacks.
    pub fn note(&mut self, guard: Slice, clause: u32) {
        for test in guard.of(&self.policy.tests) {
            if self.read(test.fact) == Known::Unknown {
                self.note_fact(test.fact, Some(clause));
            }
        }
    }

    /// Notes the stated facts whose absence leaves a fact unknown, or why a defined one has no single answer.
    pub fn note_fact(&mut self, fact: u16, clause: Option<u32>) {
        let Some(plan) = self.policy.facts.get(fact as usize) else { return };
        if self.quiet || self.noting.contains(&fact) {
            return;
        }
        if let Some(fault) = self.memory.trouble(fact).cloned() {
            return self.suspect(fault);
        }
        if self.depth >= DEEPEST {
            return self.suspect(too_deep(self.policy));
        }
        let first = self.noting.is_empty();
        self.noting.push(fact);
        self.depth += 1;
        if let Some(define) = self.policy.defines.iter().find(|define| define.fact == fact) {
            for row in define.rows.of(&self.policy.rows) {
                if self.holds(row.guard) == Tri::Unknown {
                    self.note(row.guard, row.clause);
                }
            }
        } else if !plan.derived && self.holds(plan.only_when) == Tri::Unknown {
            self.note(plan.only_when, clause.unwrap_or(u32::MAX));
        } else {
            self.note_role(fact, fact_role(self.policy, fact), clause);
        }
        self.depth -= 1;
        if first {
            self.noting.clear();
        }
    }

    fn note_role(&mut self, fact: u16, role: Option<Role>, clause: Option<u32>) {
        match role {
            Some(Role::CareStart) => self.note_one_of(Role::Admitted, Role::Visited, clause),
            Some(Role::CareEnd) => self.note_one_of(Role::Discharged, Role::Visited, clause),
            Some(Role::Distance) => self.note_named(Role::CareRegion, clause),
            Some(Role::EffectiveOn) => self.note_fact(self.policy.applies_on, clause),
            Some(Role::FilingStage) => {
                let mut dated = true;
                for role in [Role::CareStart, Role::CareEnd, Role::Filed] {
                    let known = self.role(role).map(|fact| self.read(fact));
                    if known.is_none_or(|known| known == Known::Unknown) {
                        self.note_named(role, clause);
                        dated = false;
                    }
                }
                if dated {
                    self.note_named(Role::Settled, clause);
                }
            }
            Some(_) | None => self.miss(Subject::Fact(fact, self.item.filter(|_| self.is_of_item(fact))), clause),
        }
    }

    fn is_of_item(&self, fact: u16) -> bool {
        self.policy.facts.get(fact as usize).is_some_and(|fact| fact.of_item)
    }

    /// Notes the fact of a role, or its standard name where the policy has none.
    pub fn note_named(&mut self, role: Role, clause: Option<u32>) {
        match self.role(role) {
            Some(fact) => self.note_fact(fact, clause),
            None => self.miss(Subject::Role(role), clause),
        }
    }

    /// Of the date of a stay and that of other care, notes the one that applies.
    fn note_one_of(&mut self, stay: Role, visit: Role, clause: Option<u32>) {
        let applies = |run: &mut Self, role| {
            let plan = run.role(role).and_then(|fact| run.policy.facts.get(fact as usize));
            plan.map_or(Tri::Fails, |plan| run.holds(plan.only_when))
        };
        let admitted = self.role(Role::Admitted).is_some_and(|fact| matches!(self.read(fact), Known::Is(_)));
        match (applies(self, stay), applies(self, visit)) {
            (Tri::Holds, Tri::Holds) if !admitted => self.note_named(visit, clause),
            (Tri::Fails, _) => self.note_named(visit, clause),
            (Tri::Holds | Tri::Unknown, _) => self.note_named(stay, clause),
        }
    }
}
