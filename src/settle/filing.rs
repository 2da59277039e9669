//! Filing (备案): whether it is needed, what was filed, and every reason why it does not count.

use super::guard::Tri;
use super::run::{Done, Known, Run};
use super::sink::{Shown, Sink};
use super::words;
use crate::claim::Role;
use crate::plan::{FilingPlan, Slice};

/// `not_needed`
const NOT_NEEDED: i64 = 0;
/// `unfiled`
const UNFILED: i64 = 1;
/// The ordinal of the first declared filing.
const DECLARED: i64 = 2;

/// Places in [`crate::claim::FILING_FAILURES`].
const NOT_FILED: usize = 0;
const NOT_ACCEPTED: usize = 1;
const NOT_QUALIFIED: usize = 2;
const LATE: usize = 3;
const NOT_VALID: usize = 4;
const WRONG_PLACE: usize = 5;

impl<S: Sink> Run<'_, S> {
    /// Settles `filing` and `filing_stage`.
    pub fn file(&mut self) -> Done<()> {
        let filing = match self.needed() {
            None => NOT_NEEDED,
            Some(clause) => {
                let filed = self.filed(clause)?;
                match if filed == UNFILED { self.deemed()? } else { None } {
                    Some(deemed) => {
                        // Who counts as filed without filing is not told that nothing was filed; a filing that failed is.
                        self.out.failures.retain(|(why, _)| *why != NOT_FILED);
                        self.out.deemed = true;
                        deemed
                    }
                    None => filed,
                }
            }
        };
        self.out.filing = filing;
        self.set(Role::Filing, Some(filing));
        let stage = self.stage();
        self.set(Role::FilingStage, stage);
        let declared = usize::try_from(filing - DECLARED).ok();
        let plan = declared.and_then(|at| self.policy.filings.get(at).map(|plan| (at, plan)));
        if let Some((at, plan)) = plan {
            self.quietly(|run| {
                for (n, (guard, ..)) in plan.needs.iter().enumerate() {
                    if run.holds(*guard) == Tri::Holds {
                        run.out.needs.push((at, n));
                    }
                }
            });
        }
        let filed_as = self.role(Role::FiledAs).and_then(|fact| self.stated(Role::FiledAs).map(|value| Shown::Value(fact, value)));
        let figures = [("filed_as", filed_as.unwrap_or(Shown::Nothing))];
        match plan {
            Some((_, plan)) => self.step("filing", &figures, Shown::Filing(filing), plan.clause),
            None => self.plain("filing", &figures, Shown::Filing(filing)),
        }
        self.sound()
    }

    /// Sets a derived fact.
    pub fn set(&mut self, role: Role, value: Option<i64>) {
        self.memory.forget();
        if let Some(slot) = self.role(role).and_then(|fact| self.facts.get_mut(fact as usize)) {
            *slot = value;
        }
    }

    /// Does something that notes nothing.
    pub fn quietly<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.quiet, true);
        let out = act(self);
        self.quiet = before;
        if !before {
            // What was found quietly took down no default.
            self.memory.forget();
        }
        out
    }

    /// What is stated of a role.
    pub fn stated(&self, role: Role) -> Option<i64> {
        self.role(role).and_then(|fact| self.facts.get(fact as usize).copied().flatten())
    }

    /// The clause of a `filing needed` line that holds.
    fn needed(&mut self) -> Option<u32> {
        let lines = &self.policy.needed;
        for line in lines {
            match self.holds(line.guard) {
                Tri::Holds => {
                    self.saw_guard(line.clause, true);
                    return Some(line.clause);
                }
                Tri::Fails => self.saw_guard(line.clause, false),
                Tri::Unknown => {}
            }
        }
        for line in lines {
            self.needs(line.guard, line.clause);
        }
        None
    }

    fn fault(&mut self, why: usize, clause: u32) {
        self.out.failures.push((why, clause));
    }

    /// The filing by what was filed; `unfiled` where it does not count.
    fn filed(&mut self, needed: u32) -> Done<i64> {
        let Some(filed_as) = self.role(Role::FiledAs).and_then(|fact| match self.read(fact) {
            Known::Is(value) => Some(value),
            Known::Not | Known::Unknown => None,
        }) else {
            self.fault(NOT_FILED, needed);
            return Ok(UNFILED);
        };
        let answering = |plan: &&FilingPlan| plan.answers.contains(&filed_as);
        let exact = self.policy.filings.iter().filter(answering).any(|plan| plan.exact);
        let (mut found, mut first, mut unknown) = (None::<(usize, &FilingPlan)>, None, false);
        let all = self.policy.filings.iter().enumerate();
        for (at, plan) in all.filter(|(_, plan)| plan.answers.contains(&filed_as) && plan.exact == exact) {
            first = first.or(Some(plan.clause));
            match (self.holds(plan.guard), found) {
                (Tri::Holds, None) => found = Some((at, plan)),
                (Tri::Holds, Some((_, old))) => self.fail(|run| words::two_answers(run.policy, old.clause, plan.clause))?,
                (Tri::Fails, _) => {}
                (Tri::Unknown, _) => unknown = true,
            }
        }
        let Some(first) = first else {
            self.fault(NOT_ACCEPTED, needed);
            return Ok(UNFILED);
        };
        let Some((at, plan)) = found else {
            if unknown {
                for plan in self.policy.filings.iter().filter(|plan| plan.answers.contains(&filed_as) && plan.exact == exact) {
                    self.needs(plan.guard, plan.clause);
                }
                return Ok(UNFILED);
            }
            self.fault(NOT_QUALIFIED, first);
            return Ok(UNFILED);
        };
        let mut filing = i64::try_from(at).unwrap_or(0) + DECLARED;
        let mut rules = plan;
        if let Some(clause) = self.late(plan)? {
            self.fault(LATE, clause);
            filing = plan.late;
            let other = usize::try_from(filing - DECLARED).ok().and_then(|at| self.policy.filings.get(at));
            rules = other.unwrap_or(plan);
        }
        let valid = self.valid(rules, filing == UNFILED)?;
        let placed = self.placed(rules, filing == UNFILED);
        Ok(if valid && placed { filing } else { UNFILED })
    }

    /// Whether the care is where it was filed for.
    fn placed(&mut self, plan: &FilingPlan, failed: bool) -> bool {
        let mut good = true;
        if let Some(clause) = plan.place_region {
            match (self.stated(Role::FiledRegion), self.stated(Role::CareRegion)) {
                (Some(filed), Some(care)) => {
                    let area = u32::try_from(filed).map_or((filed, filed), crate::place::covers);
                    let fits = area.0 <= care && care <= area.1;
                    self.step("place", &[("filed", Shown::Count(filed)), ("care", Shown::Count(care))], Shown::Flag(fits), clause);
                    if !fits {
                        self.fault(WRONG_PLACE, clause);
                        good = false;
                    }
                }
                (filed, _) if !failed => {
                    let lacks = if filed.is_none() { Role::FiledRegion } else { Role::CareRegion };
                    self.note_named(lacks, Some(clause));
                }
                (_, _) => {}
            }
        }
        if let Some(clause) = plan.place_institution {
            match self.claim.same_institution {
                Some(fits) => {
                    self.step("place", &[], Shown::Flag(fits), clause);
                    if !fits {
                        self.fault(WRONG_PLACE, clause);
                        good = false;
                    }
                }
                None if !failed => {
                    for role in [Role::FiledInstitution, Role::Institution] {
                        if self.stated(role).is_none() {
                            self.note_named(role, Some(clause));
                        }
                    }
                }
                None => {}
            }
        }
        good
    }

    /// Whether the start of care lies in the validity.
    fn valid(&mut self, plan: &FilingPlan, failed: bool) -> Done<bool> {
        let Some(valid) = plan.valid else { return Ok(true) };
        let Some(start) = self.claim.care_start else {
            if !failed {
                self.note_care_start(valid.clause);
            }
            return Ok(true);
        };
        let stated = valid.from.and_then(|fact| match self.read(fact) {
            Known::Is(day) => Some(day),
            Known::Not | Known::Unknown => None,
        });
        let stated = stated.or_else(|| self.stated(Role::FiledStart));
        let from = stated.or_else(|| self.stated(Role::Filed).map(|filed| filed.min(start)));
        let Some(from) = from else {
            if !failed {
                self.note_named(Role::Filed, Some(valid.clause));
            }
            return Ok(true);
        };
        if stated.is_none() {
            self.out.filed_start = Some(from);
        }
        let written = match valid.length {
            Some(length) => Some(self.end_of(from, length, false, false, valid.clause)?),
            None => None,
        };
        let until = match (written, self.stated(Role::FiledUntil)) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let fits = from <= start && until.is_none_or(|until| start <= until);
        let figures = [("start", Shown::Day(start)), ("from", Shown::Day(from)), ("until", until.map_or(Shown::Nothing, Shown::Day))];
        self.step("valid", &figures, Shown::Flag(fits), valid.clause);
        if !fits {
            self.fault(NOT_VALID, valid.clause);
        }
        Ok(fits)
    }

    fn note_care_start(&mut self, clause: u32) {
        match self.role(Role::CareStart) {
            Some(fact) => self.note_fact(fact, Some(clause)),
            None => self.note_named(Role::Admitted, Some(clause)),
        }
    }

    /// The deemed filing that stands in.
    fn deemed(&mut self) -> Done<Option<i64>> {
        let (mut found, mut unknown) = (None::<(usize, u32)>, Vec::<(Slice, u32)>::new());
        for (at, plan) in self.policy.filings.iter().enumerate().filter(|(_, plan)| plan.deemed) {
            match (self.holds(plan.guard), found) {
                (Tri::Holds, None) => found = Some((at, plan.clause)),
                (Tri::Holds, Some((_, first))) => self.fail(|run| words::two_answers(run.policy, first, plan.clause))?,
                (Tri::Fails, _) => {}
                (Tri::Unknown, _) => unknown.push((plan.guard, plan.clause)),
            }
        }
        if found.is_none() {
            for (guard, clause) in unknown {
                self.note(guard, clause);
            }
        }
        Ok(found.and_then(|(at, _)| i64::try_from(at).ok()).map(|at| at + DECLARED))
    }

    /// When it was filed; `None` where a date is missing.
    fn stage(&mut self) -> Option<i64> {
        let filed_as = self.role(Role::FiledAs).map(|fact| self.quietly(|run| run.read(fact)));
        if !matches!(filed_as, Some(Known::Is(_))) {
            return Some(0);
        }
        let filed = self.stated(Role::Filed)?;
        if filed < self.claim.care_start? {
            return Some(1);
        }
        if filed <= self.claim.care_end? {
            return Some(2);
        }
        Some(if filed <= self.stated(Role::Settled)? { 3 } else { 4 })
    }
}
