//! The table of cases of an example: a claim a row, facts and expectations as columns.

use super::case::Expect;
use super::draft::{Given, Slot, slot};
use super::expect::{self, Target};
use super::words;
use crate::diagnostic::Fault;
use crate::model::policy::Policy;
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Cell, Expected, Header, Literal, Name, Pattern, Row, Table};
use std::sync::Arc;

/// One row: what it states and expects beside the example's other lines.
pub(super) struct CaseRow {
    /// What it states; over a fact of the same name on a line of the example.
    pub given: Vec<Given>,
    /// Facts whose cell is `—`: not stated in this case, even where a line of the example states them.
    pub unstated: Vec<String>,
    /// What it expects.
    pub expects: Vec<Arc<Expect>>,
    /// The row.
    pub span: Span,
}

/// What a column is for.
enum Column<'p> {
    Fact(Slot<'p>),
    Expect(Target),
    Wrong,
}

/// Reads `table { | filed | expect filing | expect pool.paid | … }`.
pub(super) fn rows(policy: &Policy, table: &Table, faults: &mut Vec<Fault>) -> Vec<CaseRow> {
    let columns: Vec<Column<'_>> = table
        .header
        .iter()
        .map(|header| {
            column(policy, header).unwrap_or_else(|fault| {
                faults.push(*fault);
                Column::Wrong
            })
        })
        .collect();
    table.rows.iter().filter_map(|row| read(&columns, row, faults)).collect()
}

fn column<'p>(policy: &'p Policy, header: &Spanned<Header>) -> Result<Column<'p>, Box<Fault>> {
    match &header.it {
        Header::Expect(figures) => expect::target(policy, figures, header.span).map(Column::Expect),
        Header::Cell(Cell::Pattern(pattern)) => match one_name(pattern, header.span) {
            Some(name) => slot(policy, &super::name::split(&name)).map(Column::Fact),
            None => Err(words::header_misplaced(header.span, false)),
        },
        Header::Band
        | Header::Effective
        | Header::Item
        | Header::Ceiling
        | Header::Value
        | Header::Head(_)
        | Header::Adjust(_)
        | Header::Cell(_) => Err(words::header_misplaced(header.span, false)),
    }
}

fn read(columns: &[Column<'_>], row: &Row, faults: &mut Vec<Fault>) -> Option<CaseRow> {
    if row.cells.len() != columns.len() {
        faults.push(*words::row_shape(row.span, row.cells.len(), columns.len()));
        return None;
    }
    let mut case = CaseRow { given: Vec::new(), unstated: Vec::new(), expects: Vec::new(), span: row.span };
    for (column, cell) in columns.iter().zip(&row.cells) {
        let done = match column {
            Column::Fact(slot) => state(slot, cell, &mut case),
            Column::Expect(target) => expected(cell).and_then(|expected| match expected {
                Some(expected) => target.wants(&expected, cell.span).map(|one| case.expects.push(one)),
                None => Ok(()),
            }),
            Column::Wrong => Ok(()),
        };
        if let Err(fault) = done {
            faults.push(*fault);
        }
    }
    Some(case)
}

fn state(slot: &Slot<'_>, cell: &Spanned<Cell>, case: &mut CaseRow) -> Result<(), Box<Fault>> {
    match constant(cell)? {
        Place::One(value) => {
            let stated = slot.given(value, cell.span)?;
            if let Some(first) = case.given.iter().find(|old| old.key == stated.key) {
                return Err(words::stated_twice(cell.span, slot.written(), first.span));
            }
            case.given.push(stated);
        }
        Place::Nothing => case.unstated.push(slot.key().to_owned()),
    }
    Ok(())
}

/// What a cell under `expect` expects; nothing under `—`.
fn expected(cell: &Spanned<Cell>) -> Result<Option<Spanned<Expected>>, Box<Fault>> {
    let names = |all: &[Spanned<Literal>]| {
        all.iter()
            .map(|one| if let Literal::Name(name, _) = &one.it { Some(Name::new(name.clone(), one.span)) } else { None })
            .collect::<Option<Vec<Name>>>()
    };
    let it = match &cell.it {
        Cell::CannotArise => return Ok(None),
        // `unstated` is a word of its own, and the name of an error
        Cell::Unstated => Expected::Names(vec![Name::new("unstated".to_owned(), cell.span)]),
        Cell::Told(words) => Expected::Names(words.clone()),
        Cell::Pattern(Pattern::OneOf(all)) => match (names(all), all.as_slice()) {
            (Some(names), _) => Expected::Names(names),
            (None, [one]) => Expected::Amount(one.it.clone(), None),
            (None, _) => return Err(words::cell_misplaced(cell.span)),
        },
        Cell::Pattern(Pattern::Range { .. }) | Cell::Any | Cell::Otherwise | Cell::Unlimited | Cell::Product(_) => {
            return Err(words::cell_misplaced(cell.span));
        }
    };
    Ok(Some(Spanned::new(it, cell.span)))
}

/// What stands in a cell that states a value.
pub(super) enum Place<'a> {
    /// `—`
    Nothing,
    /// A constant.
    One(&'a Spanned<Literal>),
}

/// The constant in a cell.
pub(super) fn constant(cell: &Spanned<Cell>) -> Result<Place<'_>, Box<Fault>> {
    match &cell.it {
        Cell::CannotArise => Ok(Place::Nothing),
        Cell::Pattern(Pattern::OneOf(all)) => match all.as_slice() {
            [one] => Ok(Place::One(one)),
            _ => Err(words::cell_misplaced(cell.span)),
        },
        Cell::Pattern(Pattern::Range { .. })
        | Cell::Any
        | Cell::Otherwise
        | Cell::Unstated
        | Cell::Unlimited
        | Cell::Product(_)
        | Cell::Told(_) => Err(words::cell_misplaced(cell.span)),
    }
}

/// The one name a header holds.
pub(super) fn one_name(pattern: &Pattern, span: Span) -> Option<Name> {
    match pattern {
        Pattern::OneOf(all) => match all.as_slice() {
            [Spanned { it: Literal::Name(name, _), .. }] => Some(Name::new(name.clone(), span)),
            _ => None,
        },
        Pattern::Range { .. } => None,
    }
}
