//! Ladders: of the rows of one head, exactly one answers a claim.

use super::exact::Exact;
use super::guard::Tri;
use super::run::{Done, Run};
use super::sink::Sink;
use super::words;
use crate::plan::{Answer, RowPlan, Slice};

/// Which row answers.
#[derive(Clone, Copy, Debug)]
pub enum Pick<'a> {
    /// This one.
    Row(&'a RowPlan),
    /// None.
    Silent,
    /// A missing fact decides.
    Missing,
}

/// An answer, made good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A value.
    Is(i64),
    /// No bound.
    Unlimited,
}

impl<'a, S: Sink> Run<'a, S> {
    /// Whether the row at `at` of a ladder stands: its guard holds and, for `otherwise`, no other row of its table does.
    pub fn stands(&mut self, rows: Slice, at: usize) -> Tri {
        let rows = rows.of(&self.policy.rows);
        let Some(row) = rows.get(at) else { return Tri::Fails };
        let own = self.holds(row.guard);
        if !row.otherwise || own == Tri::Fails {
            return own;
        }
        let mut out = own;
        for other in rows.iter().filter(|other| other.table == row.table && !other.otherwise) {
            match self.holds(other.guard) {
                Tri::Holds => return Tri::Fails,
                Tri::Fails => {}
                Tri::Unknown => out = Tri::Unknown,
            }
        }
        out
    }

    /// Notes what a row, or the rows an `otherwise` waits for, lacks.
    pub fn note_row(&mut self, rows: Slice, at: usize) {
        let rows = rows.of(&self.policy.rows);
        let Some(row) = rows.get(at) else { return };
        self.note(row.guard, row.clause);
        for other in rows.iter().filter(|other| row.otherwise && other.table == row.table && !other.otherwise) {
            if self.holds(other.guard) == Tri::Unknown {
                self.note(other.guard, other.clause);
            }
        }
    }

    /// The one row that stands, told to the sink as the one that answered.
    pub fn pick(&mut self, rows: Slice) -> Done<Pick<'a>> {
        let picked = self.find_row(rows)?;
        match picked {
            Pick::Row(row) => self.saw_picked(rows, row),
            Pick::Missing => self.note_undecided(rows),
            Pick::Silent => {}
        }
        Ok(picked)
    }

    /// Tells that a row of a ladder answered.
    pub fn saw_picked(&mut self, rows: Slice, row: &RowPlan) {
        if let Some(at) = rows.of(&self.policy.rows).iter().position(|other| std::ptr::eq(other, row)) {
            self.saw_row(rows, at);
        }
    }

    /// The one row that stands; what is missing where none is known to is not noted.
    pub fn find_row(&mut self, rows: Slice) -> Done<Pick<'a>> {
        let all = rows.of(&self.policy.rows);
        let (mut found, mut unknown) = (None::<&RowPlan>, false);
        for (at, row) in all.iter().enumerate() {
            match (self.stands(rows, at), found) {
                (Tri::Holds, None) => found = Some(row),
                (Tri::Holds, Some(first)) => self.fail(|run| words::two_answers(run.policy, first.clause, row.clause))?,
                (Tri::Fails, _) => {}
                (Tri::Unknown, _) => unknown = true,
            }
        }
        if let Some(row) = found {
            return Ok(Pick::Row(row));
        }
        Ok(if unknown { Pick::Missing } else { Pick::Silent })
    }

    /// Notes what the rows lack of which nobody can say whether they stand.
    pub fn note_undecided(&mut self, rows: Slice) {
        for row in 0..rows.of(&self.policy.rows).len() {
            if self.stands(rows, row) == Tri::Unknown {
                self.note_row(rows, row);
            }
        }
    }

    /// What a row answers; `None` when it does not and the run goes on only to find what else is missing.
    pub fn answer(&mut self, row: &RowPlan, head: &str) -> Done<Option<Given>> {
        match row.answer {
            Answer::Is(value) => Ok(Some(Given::Is(value))),
            Answer::Unlimited => Ok(Some(Given::Unlimited)),
            Answer::Unstated => {
                if let Some(value) = self.assumed(head) {
                    return Ok(Some(if value == i64::MAX { Given::Unlimited } else { Given::Is(value) }));
                }
                self.lack(|run| words::unstated(run.policy, head, row.clause))?;
                Ok(None)
            }
            Answer::CannotArise => {
                self.fail(|run| words::cannot_arise(run.policy, row.clause))?;
                Ok(None)
            }
        }
    }

    /// What is assumed of a head, taken down as used.
    pub fn assumed(&mut self, head: &str) -> Option<i64> {
        let at = self.claim.assumptions.iter().position(|assumed| assumed.head == head)?;
        if !self.quiet && !self.out.assumed.contains(&at) {
            self.out.assumed.push(at);
        }
        self.claim.assumptions.get(at).map(|assumed| assumed.value)
    }

    /// An exact amount rounded to the policy's unit.
    pub fn rounded(&self, value: Exact, clause: u32) -> Done<i64> {
        self.exact(value.round(self.policy.rounding), clause)
    }
}
