//! The rows of a ladder as boxes: each row's own cases, an `otherwise` row's what its table leaves.

use super::boxes::{Case, TooMany, subtract};
use super::universe::Universe;
use crate::model::policy::{Ladder, Row};

/// The cases of each row, in the ladder's order. A row that can never hold has none.
pub fn row_cases(universe: &Universe<'_>, ladder: &Ladder) -> Result<Vec<Vec<Case>>, TooMany> {
    ladder
        .rows
        .iter()
        .map(|row| {
            let own: Vec<Case> = plain(universe, row).into_iter().collect();
            if !row.otherwise {
                return Ok(own);
            }
            let others: Vec<Case> = ladder
                .rows
                .iter()
                .filter(|other| other.table == row.table && !other.otherwise)
                .filter_map(|other| plain(universe, other))
                .collect();
            subtract(own, &others)
        })
        .collect()
}

fn plain(universe: &Universe<'_>, row: &Row) -> Option<Case> {
    universe.narrow(universe.case(&row.guard)?, &row.when)
}
