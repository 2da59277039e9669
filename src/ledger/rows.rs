//! Counter rows added up, taken away and compared.

use crate::claim::CounterRow;
use crate::value::{FEN_LIMIT, Money};
use std::collections::BTreeMap;

type Key<'a> = (&'a str, &'a str, &'a str, &'a BTreeMap<String, Option<String>>);

fn key(row: &CounterRow) -> Key<'_> {
    (&row.policy, &row.accumulator, &row.period, &row.by)
}

/// What a claim moved: the rows that grew, by how much, in the order of `after`.
pub fn moved(before: &[CounterRow], after: &[CounterRow]) -> Vec<CounterRow> {
    let known: BTreeMap<Key<'_>, &CounterRow> = before.iter().map(|row| (key(row), row)).collect();
    let grown = after.iter().filter(|row| known.get(&key(row)) != Some(row));
    grown.filter_map(|row| known.get(&key(row)).map_or_else(|| Some(row.clone()), |old| minus(row, old))).collect()
}

/// The rows with `moved` added, new ones at the end; `None` where a sum is larger than is computed.
pub fn more(mut rows: Vec<CounterRow>, moved: &[CounterRow]) -> Option<Vec<CounterRow>> {
    for by in moved {
        match rows.iter_mut().find(|row| row.same_key(by)) {
            Some(row) => *row = plus(row, by)?,
            None => rows.push(by.clone()),
        }
    }
    Some(rows)
}

/// The rows with `moved` taken away, none left that holds nothing; `None` where they hold less.
pub fn less(mut rows: Vec<CounterRow>, moved: &[CounterRow]) -> Option<Vec<CounterRow>> {
    for by in moved {
        let row = rows.iter_mut().find(|row| row.same_key(by))?;
        *row = minus(row, by)?;
    }
    rows.retain(|row| !(is_nothing(row) && moved.iter().any(|by| by.same_key(row))));
    Some(rows)
}

/// Whether two lists hold the same rows, in whatever order; a row that holds nothing is none.
pub fn same(one: &[CounterRow], other: &[CounterRow]) -> bool {
    let figures = |row: &CounterRow| (row.covered, row.deductible, row.base, row.paid, row.visits.unwrap_or(0));
    let keyed = |row| (key(row), figures(row));
    let one: BTreeMap<_, _> = one.iter().filter(|row| !is_nothing(row)).map(keyed).collect();
    let other: BTreeMap<_, _> = other.iter().filter(|row| !is_nothing(row)).map(keyed).collect();
    one == other
}

fn is_nothing(row: &CounterRow) -> bool {
    [row.covered, row.deductible, row.base, row.paid].iter().all(|amount| *amount == Money::ZERO) && row.visits.unwrap_or(0) == 0
}

fn plus(row: &CounterRow, by: &CounterRow) -> Option<CounterRow> {
    figures(row, by, |a, b| a.checked_add(b).filter(|sum| *sum <= FEN_LIMIT), u32::checked_add)
}

fn minus(row: &CounterRow, by: &CounterRow) -> Option<CounterRow> {
    figures(row, by, |a, b| a.checked_sub(b).filter(|rest| *rest >= 0), u32::checked_sub)
}

fn figures(
    row: &CounterRow,
    by: &CounterRow,
    of: impl Fn(i64, i64) -> Option<i64>,
    visits: impl Fn(u32, u32) -> Option<u32>,
) -> Option<CounterRow> {
    let of = |a: Money, b: Money| of(a.fen(), b.fen()).map(Money::from_fen);
    Some(CounterRow {
        covered: of(row.covered, by.covered)?,
        deductible: of(row.deductible, by.deductible)?,
        base: of(row.base, by.base)?,
        paid: of(row.paid, by.paid)?,
        visits: Some(visits(row.visits.unwrap_or(0), by.visits.unwrap_or(0))?),
        ..row.clone()
    })
}
