//! Figures of two ladders that one claim can meet.

use super::boxes::{Case, TooMany};
use super::reach::Reached;
use super::rows::row_cases;
use super::universe::Universe;
use super::witness::shown;
use crate::diagnostic::Words;
use crate::model::policy::{Ladder, Row};
use crate::plan::Answer;

/// A row that states a figure, with the cases it holds in.
pub struct Figure<'p> {
    /// The row.
    pub row: &'p Row,
    /// Fen or millionths.
    pub value: i64,
    /// When it holds.
    pub cases: Vec<Case>,
}

/// The figures of a ladder, in its order. What is unlimited or unstated is none.
pub fn figures<'p>(universe: &Universe<'_>, ladder: &'p Ladder) -> Result<Vec<Figure<'p>>, TooMany> {
    let rows = ladder.rows.iter().zip(row_cases(universe, ladder)?);
    Ok(rows
        .filter_map(|(row, cases)| match row.answer {
            Answer::Is(value) => Some(Figure { row, value, cases }),
            Answer::Unlimited | Answer::Unstated | Answer::CannotArise => None,
        })
        .collect())
}

/// The first two figures of which `odd` holds and that a claim which reaches the layer meets at once, with that claim.
pub fn meeting<'p>(
    universe: &Universe<'_>,
    reached: &Reached<'_>,
    ones: &[Figure<'p>],
    others: &[Figure<'p>],
    odd: impl Fn(&Figure<'p>, &Figure<'p>) -> bool,
) -> Result<Option<(&'p Row, &'p Row, Words)>, TooMany> {
    for one in ones {
        for other in others.iter().filter(|other| odd(one, other)) {
            for case in one.cases.iter().flat_map(|case| other.cases.iter().filter_map(|other| case.meet(other))) {
                let Some(case) = case.meet(&reached.case) else { continue };
                if let Some(claim) = shown(universe, &case, &reached.bill(0))? {
                    return Ok(Some((one.row, other.row, claim)));
                }
            }
        }
    }
    Ok(None)
}
