//! A counter row: what one key has used up.

use crate::value::Money;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// One row of counters. The key is policy, accumulator, period and the values of `by`: a row is of the counter kept by exactly those
/// facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CounterRow {
    /// The policy's name.
    pub policy: String,
    /// `benefit.layer`, a declared accumulator, or a benefit alone (for `visits`).
    pub accumulator: String,
    /// `2025`, `2025-03`, `episode:E7`
    pub period: String,
    /// Every fact the counter is kept by, with its value; `None` (JSON `null`) where the fact does not apply.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub by: BTreeMap<String, Option<String>>,
    /// Cost admitted: deductible + base.
    pub covered: Money,
    /// Deductible borne.
    pub deductible: Money,
    /// Cost above the deductible, what fell above a cap included.
    pub base: Money,
    /// Paid by the layer.
    pub paid: Money,
    /// Of a benefit: its settled claims, those of one stay counted once; in the row of a stay, the number of that stay. `None`, written
    /// as 0, where a row of anything else leaves it out.
    #[serde(serialize_with = "count")]
    pub visits: Option<u32>,
}

/// Writes a count, 0 where none is stated.
#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn count<S: Serializer>(visits: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(visits.unwrap_or_default())
}

impl CounterRow {
    /// Whether two rows are of one key.
    pub fn same_key(&self, other: &Self) -> bool {
        self.policy == other.policy && self.accumulator == other.accumulator && self.period == other.period && self.by == other.by
    }
}
