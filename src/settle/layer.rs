//! One layer, in seven steps: what it takes, its limits, its deductible, its base, its rate, its caps, its counters.

use super::adjust::Amount;
use super::guard::Tri;
use super::keys::Tally;
use super::outcome::LayerOut;
use super::run::{Done, Run, Subject};
use super::sink::{Shown, Sink};
use super::words;
use crate::claim::LayerFigure;
use crate::plan::{HeadPlan, LayerPlan, RowPlan, Slice};

/// What a limit bounds.
#[derive(Clone, Copy)]
enum Bounds {
    /// The cost before the deductible.
    Cost,
    /// The base above it.
    Base,
}

impl<'a, S: Sink> Run<'a, S> {
    /// Runs the layer at `at` of a benefit, if its guard holds.
    pub fn layer(&mut self, benefit: usize, at: usize) -> Done<()> {
        let Some(plan) = self.policy.benefits.get(benefit).and_then(|plan| plan.layers.get(at)) else { return Ok(()) };
        let given = self.claim.given.iter().any(|(b, l, _, fen)| (*b, *l) == (benefit, at) && *fen != 0);
        let could = plan.covers.iter().any(|cover| self.out.left.get(cover.part) > 0);
        match self.holds(plan.guard) {
            Tri::Holds => self.saw_guard(plan.clause, true),
            Tri::Fails => {
                self.saw_guard(plan.clause, false);
                return if given { self.fail(|run| words::given_not_run(run.policy, plan)) } else { self.sound() };
            }
            Tri::Unknown => {
                if could || given {
                    self.note(plan.guard, plan.clause);
                }
                return self.sound();
            }
        }
        self.layer = Some(plan);
        let taken = self.take(plan, at)?;
        let mut out = if plan.given { self.brought(plan, benefit, at, taken)? } else { self.pays(plan, taken)? };
        (out.layer, out.taken) = (at, taken);
        self.whole(plan, &out)?;
        if let Some(slot) = self.out.left.layers.get_mut(at) {
            *slot = [out.over_limit, out.deductible, out.share, out.over_cap];
        }
        self.count(plan, at, &out)?;
        self.out.layers.push(out);
        let done = self.sound();
        self.layer = None;
        done
    }

    /// Steps 2 to 6.
    fn pays(&mut self, plan: &'a LayerPlan, taken: i64) -> Done<LayerOut> {
        let covered = self.limited(&plan.limits, Bounds::Cost, taken)?;
        let deductible = if covered > 0 { self.deductible(plan, covered)? } else { 0 };
        let above = covered - deductible;
        let figures = [("amount", Shown::Fen(covered)), ("deductible", Shown::Fen(deductible))];
        self.plain("base", &figures, Shown::Fen(above));
        let base = self.limited(&plan.limits_above, Bounds::Base, above)?;
        let over_limit = taken - deductible - base;
        let figures = [("taken", Shown::Fen(taken)), ("deductible", Shown::Fen(deductible)), ("base", Shown::Fen(base))];
        self.plain("over_limit", &figures, Shown::Fen(over_limit));
        let mut out = LayerOut { over_limit, deductible, base, ..LayerOut::default() };
        if base > 0 {
            self.pay(plan, &mut out)?;
        }
        Ok(out)
    }

    /// The amount cut by each limit of one kind that answers.
    fn limited(&mut self, heads: &'a [HeadPlan], bounds: Bounds, amount: i64) -> Done<i64> {
        let of = match bounds {
            Bounds::Cost => "limit",
            Bounds::Base => "limit_above",
        };
        let mut left = amount;
        let mut answered = heads.is_empty() || amount == 0;
        for head in heads.iter().filter(|_| amount > 0) {
            let Some(Amount { fen, clause }) = self.amount(head, of)? else { continue };
            answered = true;
            let Some(limit) = fen else { continue };
            let used = self.used(head.key, clause);
            let used = match bounds {
                Bounds::Cost => used.covered,
                Bounds::Base => used.base,
            };
            let after = left.min((limit - used).max(0));
            let figures = [("limit", Shown::Fen(limit)), ("used", Shown::Fen(used)), ("before", Shown::Fen(left))];
            self.step(of, &figures, Shown::Fen(after), clause);
            left = after;
        }
        self.answered(answered, heads)?;
        Ok(left)
    }

    /// A kind that is named has an answer in every case.
    pub fn answered(&mut self, answered: bool, heads: &[HeadPlan]) -> Done<()> {
        let Some(head) = heads.first().filter(|_| !answered) else { return Ok(()) };
        let clause = head.rows.of(&self.policy.rows).first().map_or(u32::MAX, |row| row.clause);
        self.fail(|run| words::no_answer(run.policy, clause))
    }

    /// Step 3: the deductible still due, within its yearly bounds.
    fn deductible(&mut self, plan: &'a LayerPlan, covered: i64) -> Done<i64> {
        let mut found = None::<(Amount, Option<u32>)>;
        for head in &plan.deductibles {
            let Some(amount) = self.amount(head, "deductible")? else { continue };
            if let Some((first, _)) = found {
                self.fail(|run| words::two_answers(run.policy, first.clause, amount.clause))?;
            }
            found = found.or(Some((amount, head.key)));
        }
        self.answered(found.is_some(), &plan.deductibles)?;
        let Some((Amount { fen, clause }, key)) = found else { return Ok(0) };
        let Some(standard) = fen else {
            self.fail(|run| words::unbounded_deductible(run.policy, clause))?;
            return Ok(0);
        };
        let met = self.used(key, clause).deductible;
        let mut due = (standard - met).max(0);
        self.step("due", &[("standard", Shown::Fen(standard)), ("met", Shown::Fen(met))], Shown::Fen(due), clause);
        for head in &plan.totals {
            let Some(Amount { fen: Some(bound), clause }) = self.amount(head, "total_bound")? else { continue };
            let met = self.used(head.key, clause).deductible;
            let after = due.min((bound - met).max(0));
            let figures = [("bound", Shown::Fen(bound)), ("met", Shown::Fen(met)), ("before", Shown::Fen(due))];
            self.step("total_bound", &figures, Shown::Fen(after), clause);
            due = after;
        }
        let deductible = covered.min(due);
        self.step("deductible", &[("amount", Shown::Fen(covered)), ("due", Shown::Fen(due))], Shown::Fen(deductible), clause);
        Ok(deductible)
    }

    /// A layer settled elsewhere: the claim brings its figures.
    fn brought(&mut self, plan: &'a LayerPlan, benefit: usize, at: usize, taken: i64) -> Done<LayerOut> {
        let figure = |run: &Self, figure| {
            let mut all = run.claim.given.iter();
            all.find(|(b, l, f, _)| (*b, *l, *f) == (benefit, at, figure)).map(|(.., fen)| *fen)
        };
        let paid = figure(self, LayerFigure::Paid);
        if paid.is_none() && taken > 0 {
            self.miss(Subject::Given(benefit, at), Some(plan.clause));
        }
        let paid = paid.unwrap_or(0);
        let over_limit = figure(self, LayerFigure::OverLimit).unwrap_or(0);
        let deductible = figure(self, LayerFigure::Deductible).unwrap_or(0);
        let over_cap = figure(self, LayerFigure::OverCap).unwrap_or(0);
        let optional = [LayerFigure::OverLimit, LayerFigure::Deductible, LayerFigure::OverCap];
        let unstated: Vec<LayerFigure> = optional.into_iter().filter(|of| taken > 0 && figure(self, *of).is_none()).collect();
        self.out.given_defaulted.extend(unstated.into_iter().map(|of| (at, of)));
        for (of, amount) in [("over_limit", over_limit), ("deductible", deductible), ("over_cap", over_cap), ("paid", paid)] {
            self.step("given", &[("of", Shown::Name(of))], Shown::Fen(amount), plan.clause);
        }
        let base = taken - over_limit - deductible;
        let share = base - over_cap - paid;
        if share < 0 {
            self.fail(|run| words::given_differs(run.policy, plan, taken, taken - share))?;
            return Ok(LayerOut { share: taken, base: taken, ..LayerOut::default() });
        }
        Ok(LayerOut { over_limit, deductible, base, share, over_cap, paid, ..LayerOut::default() })
    }

    /// Step 7: what the layer moved goes once to each key named by a clause that holds, and to its own. Which clauses hold is asked
    /// whenever the layer takes anything.
    fn count(&mut self, plan: &'a LayerPlan, at: usize, out: &LayerOut) -> Done<()> {
        if out.taken == 0 {
            return Ok(());
        }
        let by = Tally { covered: out.deductible + out.base, deductible: out.deductible, base: out.base, paid: out.paid, visits: 0 };
        let heads = [&plan.limits, &plan.deductibles, &plan.totals, &plan.limits_above, &plan.caps];
        let mut moved: smallvec::SmallVec<[(u32, u32); 8]> = smallvec::smallvec![(plan.own_key, plan.clause)];
        for head in heads.into_iter().flatten() {
            if let Some(key) = head.key {
                moved.extend(self.counting_clause(head).map(|clause| (key, clause)));
            }
        }
        moved.extend(plan.bands_key.map(|key| (key, plan.bands_clause)));
        for (key, clause) in moved.into_iter().filter(|_| by != Tally::default()) {
            self.add(key, at + 1, by, clause)?;
        }
        Ok(())
    }

    /// The clause of the row of a head that holds, or of a table whose rows have every value of the one fact that is missing. Where a
    /// missing fact decides whether any does, it is noted.
    fn counting_clause(&mut self, head: &'a HeadPlan) -> Option<u32> {
        let found = self.quietly(|run| run.holding(head.rows).or_else(|| run.surely_answering_clause(head.rows)));
        if found.is_none() {
            self.note_undecided(head.rows);
        }
        found
    }

    /// The clause of a table, where one fact is unknown and some row of the table holds whichever of its values it has.
    pub fn surely_answering_clause(&mut self, rows: Slice) -> Option<u32> {
        let rows = rows.of(&self.policy.rows);
        rows.chunk_by(|one, next| one.table == next.table).find_map(|table| self.table_covers_missing_fact(table))
    }

    fn table_covers_missing_fact(&mut self, table: &[RowPlan]) -> Option<u32> {
        let policy = self.policy;
        let mut unknown = None;
        let mut sets = Vec::new();
        for row in table {
            let tests = row.guard.of(&policy.tests);
            if tests.iter().any(|test| self.test(*test) == Tri::Fails) {
                continue;
            }
            // What the other rows leave is this row's, whatever they come to.
            if row.otherwise && tests.iter().all(|test| self.test(*test) == Tri::Holds) {
                return Some(row.clause);
            }
            let mut asked = tests.iter().filter(|test| self.test(**test) == Tri::Unknown);
            let (Some(test), None) = (asked.next(), asked.next()) else { continue };
            if *unknown.get_or_insert(test.fact) == test.fact {
                sets.extend_from_slice(test.set.of(&policy.intervals));
            }
        }
        let fact = policy.facts.get(usize::from(unknown?))?;
        if self.holds(fact.only_when) != Tri::Holds {
            return None;
        }
        sets.sort_unstable();
        let (mut next, last) = fact.bounds;
        for (from, to) in sets {
            if from > next {
                return None;
            }
            next = next.max(to.saturating_add(1));
        }
        table.first().filter(|_| next > last).map(|row| row.clause)
    }

    /// The clause of the first row that stands.
    fn holding(&mut self, rows: Slice) -> Option<u32> {
        let all = rows.of(&self.policy.rows);
        (0..all.len()).find(|row| self.stands(rows, *row) == Tri::Holds).and_then(|row| all.get(row)).map(|row| row.clause)
    }
}
