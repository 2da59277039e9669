//! A claim as it comes in: named facts, items of the bill, counters of the year.

use super::{CounterRow, Role};
use crate::value::AdjustOp;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A stated value, before the policy's fact table says what it means.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A name in either language, a date as `2025-03-01`, a decimal number in quotes, a region code.
    Text(String),
    /// A number, exactly as written.
    Number(Decimal),
    /// Yes or no.
    Bool(bool),
    /// A date.
    Date(NaiveDate),
}

impl Value {
    /// As text; yes and no are none.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text.trim())),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Date(date) => Some(Cow::Owned(date.to_string())),
            Self::Bool(_) => None,
        }
    }
}

/// One line of the bill.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Facts of the line under either name: `code`, `amount`, `quantity` (1 where absent), and what the vocabulary declares `of item`.
    pub facts: Vec<(String, Value)>,
}

/// A claim. Facts may be stated in any order, under either of their names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claim {
    /// Stated facts and sums: (name, value).
    pub facts: Vec<(String, Value)>,
    /// Keys that are there and say nothing (`null`): read as not stated, once they are known.
    pub silent: Vec<String>,
    /// The lines of the bill, if it is itemised.
    pub items: Option<Vec<Item>>,
    /// What the person has used up before; `None` where nobody says, which reads as zero and is listed as a default.
    pub counters: Option<Vec<CounterRow>>,
    /// Keys that begin with `_`, passed through to the result: (key, JSON text).
    pub carried: Vec<(String, String)>,
    /// Values supplied for unstated clauses; only examples have them.
    pub assumptions: Vec<Assumption>,
}

/// A value supplied for an unstated clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// The head it answers, as [`crate::model`] spells heads: `inpatient.pool rate`.
    pub head: String,
    /// What a wholly unstated adjustment is assumed to do; `None` where the clause itself says it, or the head is no adjustment.
    pub op: Option<AdjustOp>,
    /// The value in the plan's units: fen, rate units.
    pub value: i64,
    /// As written, for the result.
    pub shown: String,
}

impl Claim {
    /// The value stated under a name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.facts.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// What is stated for a fact the engine reads, under either of its names.
    pub fn stated(&self, role: Role) -> Option<&Value> {
        let (latin, han) = role.names();
        self.facts.iter().find(|(key, _)| key == latin || key == han).map(|(_, value)| value)
    }

    /// States a fact, replacing what was stated under that name.
    pub fn set(&mut self, name: &str, value: Value) {
        match self.facts.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => self.facts.push((name.to_owned(), value)),
        }
    }
}
