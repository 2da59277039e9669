//! One line of a person's history: the claim, and what it came to.

use super::rows;
use crate::claim::{Claim, CounterRow, Settlement};
use crate::value::Money;

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
    Settled(Answer),
    /// Gave back what this entry moved.
    Reversal(usize),
}

/// What a claim came to, as far as money and counters go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Paid by all layers.
    pub fund: Money,
    /// Paid from the personal account.
    pub personal_account: Money,
    /// What it added to counters.
    pub moved: Vec<CounterRow>,
}

impl Answer {
    /// What a settlement came to.
    pub fn of(settled: &Settlement) -> Self {
        let moved = rows::moved(&settled.counters.before, &settled.counters.after);
        Self { fund: settled.fund, personal_account: settled.personal_account, moved }
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
