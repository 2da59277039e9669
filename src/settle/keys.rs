//! Counters at work: what a key has used up, and what a layer adds to it.

use super::counters::{NOT, period_slot};
use super::run::{Done, Known, Run, Subject};
use super::sink::{Shown, Sink};
use crate::claim::{CounterRow, Role};
use crate::plan::{BenefitPlan, Period};
use crate::value::FEN_LIMIT;

/// What one key has used up, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cost admitted.
    pub covered: i64,
    /// Deductible borne.
    pub deductible: i64,
    /// Cost above the deductible.
    pub base: i64,
    /// Paid.
    pub paid: i64,
    /// Settled claims of a benefit; of one of its stays, its number.
    pub visits: i64,
}

impl Tally {
    /// What a row says.
    pub fn of(row: &CounterRow) -> Self {
        Self {
            covered: row.covered.fen(),
            deductible: row.deductible.fen(),
            base: row.base.fen(),
            paid: row.paid.fen(),
            visits: i64::from(row.visits.unwrap_or(0)),
        }
    }

    fn add(self, other: Self) -> Option<Self> {
        let sum = |a: i64, b: i64| a.checked_add(b).filter(|sum| *sum <= FEN_LIMIT);
        Some(Self {
            covered: sum(self.covered, other.covered)?,
            deductible: sum(self.deductible, other.deductible)?,
            base: sum(self.base, other.base)?,
            paid: sum(self.paid, other.paid)?,
            visits: sum(self.visits, other.visits)?,
        })
    }
}

/// A key in one run.
#[derive(Clone, Debug, Default)]
pub struct KeyState {
    /// Its row and values were looked for.
    pub found: bool,
    /// Its row among those that came in.
    pub row: Option<usize>,
    /// What it has used up by now.
    pub now: Tally,
    /// What came in.
    pub before: Tally,
    /// Nothing is kept: a stay of its own.
    pub alone: bool,
    /// Its values could not be known.
    pub lost: bool,
    /// Its values, in the order of its facts.
    pub by: Vec<i64>,
    /// The layer that added to it last, by number from 1.
    pub added: usize,
}

impl<S: Sink> Run<'_, S> {
    /// The first key like `key`, looked up.
    fn find(&mut self, key: u32, clause: u32) -> usize {
        let key = self.claim.same_key.get(key as usize).copied().unwrap_or(key);
        let at = key as usize;
        let Some(plan) = self.policy.keys.get(at) else { return at };
        if self.keys.get(at).is_none_or(|state| state.found) {
            return at;
        }
        let mut state = KeyState { found: true, ..KeyState::default() };
        if self.claim.periods.get(period_slot(plan.period)).is_none_or(Option::is_none) {
            if plan.period == Period::Stay {
                state.alone = true;
            } else {
                state.lost = true;
                self.note_fact(self.policy.year_of, Some(clause));
            }
        }
        // What is neither read nor kept needs no fact.
        for fact in plan.by.iter().filter(|_| !state.alone) {
            let value = match self.read(*fact) {
                Known::Is(value) => value,
                Known::Not => NOT,
                Known::Unknown => {
                    state.lost = true;
                    self.note_fact(*fact, Some(clause));
                    NOT
                }
            };
            state.by.push(value);
        }
        if !state.alone && !state.lost {
            let row = self.claim.rows.iter().find(|row| row.key == key && row.by == state.by);
            if let Some(row) = row.and_then(|row| self.claim.counters.get(row.row).map(|counter| (row.row, counter))) {
                state.row = Some(row.0);
                state.now = Tally::of(row.1);
                state.before = state.now;
            }
        }
        if let Some(slot) = self.keys.get_mut(at) {
            *slot = state;
        }
        at
    }

    /// What a key has used up by now; a clause without a key reads 0.
    pub fn used(&mut self, key: Option<u32>, clause: u32) -> Tally {
        let Some(key) = key else { return Tally::default() };
        let at = self.find(key, clause);
        self.keys.get(at).map_or_else(Tally::default, |state| state.now)
    }

    /// Adds what a layer moved to a key, once for each number of `layer`.
    pub fn add(&mut self, key: u32, layer: usize, by: Tally, clause: u32) -> Done<()> {
        let at = self.find(key, clause);
        let Some(state) = self.keys.get(at).filter(|state| state.added != layer && !state.alone && !state.lost) else { return Ok(()) };
        let now = self.exact(state.now.add(by), clause)?;
        if let Some(state) = self.keys.get_mut(at) {
            (state.now, state.added) = (now, layer);
        }
        let (Some(plan), claim) = (self.policy.keys.get(at), self.claim) else { return Ok(()) };
        let period = claim.periods.get(period_slot(plan.period)).and_then(Option::as_deref).unwrap_or("");
        let named = [("accumulator", Shown::Name(&plan.accumulator)), ("period", Shown::Name(period))];
        if by.visits > 0 {
            self.step("visit", &named, Shown::Count(now.visits), clause);
        } else {
            let [a, b] = named;
            let moved = [
                a,
                b,
                ("covered", Shown::Fen(by.covered)),
                ("deductible", Shown::Fen(by.deductible)),
                ("base", Shown::Fen(by.base)),
                ("paid", Shown::Fen(by.paid)),
            ];
            self.step("counter", &moved, Shown::Fen(now.paid), clause);
        }
        Ok(())
    }

    /// This one's number in the year, where counters were given: that of its stay, or one more than the benefit's visits.
    pub fn number_admission(&mut self, benefit: &BenefitPlan) -> Done<()> {
        let clause = benefit.clause;
        let Some(fact) = self.role(Role::Admission) else { return Ok(()) };
        let Some(plan) = self.policy.facts.get(fact as usize) else { return Ok(()) };
        if !self.claim.counted || self.holds(plan.only_when) != super::guard::Tri::Holds {
            return Ok(());
        }
        let before = self.used(Some(benefit.visits), clause).visits;
        if self.missing.iter().any(|(subject, _)| *subject == Subject::Fact(self.policy.year_of, None)) {
            return Ok(());
        }
        let of_stay = self.used(Some(benefit.stays), clause).visits;
        let number = if of_stay > 0 { of_stay } else { before + 1 };
        match self.facts.get(fact as usize).copied().flatten() {
            Some(stated) if stated != number => self.fail(|run| super::words::admission_differs(run.policy, stated, number))?,
            Some(_) => {}
            None => {
                if let Some(slot) = self.facts.get_mut(fact as usize) {
                    *slot = Some(number);
                }
                self.out.admission = Some(number);
                self.memory.forget();
                let claim = self.claim;
                let stay = claim.periods.get(period_slot(Period::Stay)).and_then(Option::as_deref).filter(|_| of_stay > 0);
                let figures = match stay {
                    Some(stay) => [("period", Shown::Name(stay)), ("visits", Shown::Count(of_stay))],
                    None => [("period", Shown::Nothing), ("visits", Shown::Count(before))],
                };
                self.step("admission", &figures, Shown::Count(number), clause);
            }
        }
        Ok(())
    }

    /// Counts the claim in the benefit's year; of the claims of one stay the first alone, which gives the stay its number.
    pub fn count_visit(&mut self, benefit: &BenefitPlan) -> Done<()> {
        let clause = benefit.clause;
        if self.used(Some(benefit.stays), clause).visits > 0 {
            return Ok(());
        }
        self.add(benefit.visits, usize::MAX, Tally { visits: 1, ..Tally::default() }, clause)?;
        let visits = self.used(Some(benefit.visits), clause).visits;
        self.add(benefit.stays, usize::MAX, Tally { visits, ..Tally::default() }, clause)
    }
}
