//! One line of a person's history: the claim, and what it came to.

use super::rows;
use crate::claim::{Claim, CounterRow, Counters, Settlement};

/// A claim that was settled, or the reversal of one.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The claim as it came, without what it carried.
    pub claim: Claim,
    /// Its `id`.
    pub id: Option<String>,
    /// Its place in the input of this run, where it has no `id`.
    pub index: Option<usize>,
    /// What it came to.
    pub act: Act,
    /// The entry that gave it back.
    pub reversed_by: Option<usize>,
}

/// What an entry came to.
#[derive(Clone, Debug)]
pub enum Act {
    /// Settled, so.
    Settled(Box<Answer>),
    /// Gave back what this entry moved.
    Reversal(usize),
}

/// What a claim came to.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its settlement, with policy, version and hash, but for what follows from the history it stands in (its counters, what would
    /// differ, whether it is a duplicate or was reversed) and from this input (its index, what it carries).
    pub settlement: Settlement,
    /// What it added to counters.
    pub moved: Vec<CounterRow>,
}

impl Answer {
    /// What a settlement came to.
    pub fn of(settled: &Settlement) -> Self {
        let moved = rows::moved(&settled.counters.before, &settled.counters.after);
        let settlement = Settlement {
            index: None,
            duplicate: false,
            reversed_by: None,
            counters: Counters::default(),
            would_differ: Vec::new(),
            carried: Vec::new(),
            ..settled.clone()
        };
        Self { settlement, moved }
    }

    /// Whether two answers pay the same and add the same to counters, in whatever order of rows.
    pub fn comes_to_the_same(&self, other: &Self) -> bool {
        let (one, two) = (&self.settlement, &other.settlement);
        one.fund == two.fund && one.personal_account == two.personal_account && rows::same(&self.moved, &other.moved)
    }
}

impl Entry {
    /// The answer, of a claim that was settled.
    pub fn answer(&self) -> Option<&Answer> {
        match &self.act {
            Act::Settled(answer) => Some(answer),
            Act::Reversal(_) => None,
        }
    }

    /// Whether it stood when the entry at `at` had been made: settled, and not given back.
    pub fn stands_at(&self, at: usize) -> bool {
        self.answer().is_some() && self.reversed_by.is_none_or(|by| by > at)
    }
}
