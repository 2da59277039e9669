//! A counter row: what one key has used up.

use crate::value::Money;
use serde::Serialize;
use std::collections::BTreeMap;

/// One row of counters. The key is policy, accumulator, period and the values of `by`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CounterRow {
    /// The policy's name.
    pub policy: String,
    /// `benefit.layer`, a declared accumulator, or a benefit alone (for `visits`).
    pub accumulator: String,
    /// `2025`, `2025-03`, `episode:E7`
    pub period: String,
    /// Fact → value, where the clause counts `by` something.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub by: BTreeMap<String, String>,
    /// Cost admitted: deductible + base.
    pub covered: Money,
    /// Deductible borne.
    pub deductible: Money,
    /// Cost above the deductible, what fell above a cap included.
    pub base: Money,
    /// Paid by the layer.
    pub paid: Money,
    /// Settled claims of the benefit.
    pub visits: u32,
}

impl CounterRow {
    /// Whether two rows are of one key.
    pub fn same_key(&self, other: &Self) -> bool {
        self.policy == other.policy && self.accumulator == other.accumulator && self.period == other.period && self.by == other.by
    }
}
