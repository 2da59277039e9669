//! A first pay over facts of the lines beside one over facts of the claim alone: both are taken of one bill (W313).

use super::findings::Findings;
use super::words;
use crate::model::policy::{Guard, Row};
use crate::plan::Answer;

/// Warns at each clause over facts of the lines that may hold beside one that comes on top of it.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let takes = |row: &&Row| !matches!(row.answer, Answer::Is(0));
    let mut told = Vec::new();
    for row in policy.item_first_pay.rows.iter().filter(takes) {
        let beside = policy.first_pay.rows.iter().filter(takes).find(|other| may_hold_together(row, other));
        if let Some(other) = beside.filter(|_| !told.contains(&row.clause) && findings.own(row.clause)) {
            told.push(row.clause);
            findings.warn(row.clause, words::two_first_pays(findings.head(row.clause), findings.head(other.clause)));
        }
    }
}

/// True unless the two rows ask one fact for values that exclude each other.
fn may_hold_together(one: &Row, two: &Row) -> bool {
    let asked = |row: &Row| -> Guard { row.guard.iter().chain(&row.when).cloned().collect() };
    let (one, two) = (asked(one), asked(two));
    one.iter().all(|(fact, set)| two.iter().filter(|(other, _)| other == fact).all(|(_, other)| !set.meet(other).is_empty()))
}
