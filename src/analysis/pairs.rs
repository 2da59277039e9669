//! Figures of two ladders that one claim can meet.

use super::boxes::TooMany;
use super::reach::Reached;
use super::rows::row_cases;
use super::universe::Universe;
use super::witness::shown;
use crate::diagnostic::Words;
use crate::model::policy::{Guard, Ladder, Row};
use crate::plan::Answer;

/// A row that states a figure.
#[derive(Clone, Copy)]
pub struct Figure<'p> {
    /// The row.
    pub row: &'p Row,
    /// Fen or rate units.
    pub value: i64,
    /// Its place in the ladder.
    at: usize,
}

/// The first two figures of which `odd` holds and that a claim which reaches the layer meets at once, with that claim.
///
/// What is unlimited or unstated is no figure. Cases are looked at only where two figures are odd that may meet at all.
pub fn meeting<'p>(
    universe: &Universe<'_>,
    reached: &Reached<'_>,
    ones: &'p Ladder,
    others: &'p Ladder,
    odd: impl Fn(&Figure<'p>, &Figure<'p>) -> bool,
) -> Result<Option<(&'p Row, &'p Row, Words)>, TooMany> {
    let beside = figures(others);
    let all = figures(ones);
    let pairs = all.iter().flat_map(|one| beside.iter().map(move |other| (one, other)));
    let found: Vec<(&Figure<'p>, &Figure<'p>)> = pairs.filter(|(one, other)| odd(one, other) && !apart(one.row, other.row)).collect();
    if found.is_empty() {
        return Ok(None);
    }
    let (own, theirs) = (row_cases(universe, ones)?, row_cases(universe, others)?);
    for (one, other) in found {
        let (Some(own), Some(theirs)) = (own.get(one.at), theirs.get(other.at)) else { continue };
        for case in own.iter().flat_map(|case| theirs.iter().filter_map(|other| case.meet(other))) {
            let Some(case) = case.meet(&reached.case) else { continue };
            if let Some(claim) = shown(universe, &case, &reached.bill(0))? {
                return Ok(Some((one.row, other.row, claim)));
            }
        }
    }
    Ok(None)
}

/// The figures of a ladder, in its order.
fn figures(ladder: &Ladder) -> Vec<Figure<'_>> {
    let figure = |(at, row): (usize, _)| {
        let row: &Row = row;
        match row.answer {
            Answer::Is(value) => Some(Figure { row, value, at }),
            Answer::Unlimited | Answer::Unstated | Answer::CannotArise => None,
        }
    };
    ladder.rows.iter().enumerate().filter_map(figure).collect()
}

/// Whether two rows exclude each other by the values of one fact.
fn apart(one: &Row, other: &Row) -> bool {
    let excludes = |one: &Guard, other: &Guard| {
        one.iter().any(|(fact, set)| other.iter().any(|(beside, others)| fact == beside && !set.touches(others)))
    };
    excludes(&one.when, &other.when) || excludes(&one.guard, &other.guard)
}
