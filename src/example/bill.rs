//! The `items` table of an example: the lines of a bill.

use super::name::{self, Subject};
use super::table::{Place, constant};
use super::value::stated;
use super::words;
use crate::claim::{Item, ROLES, Role};
use crate::diagnostic::Fault;
use crate::model::policy::Policy;
use crate::source::Spanned;
use crate::syntax::tree::{Cell, HeadWord, Header, Name, Table};

/// Reads `items { | code | amount | quantity | }`. A cell `—`, and under `ceiling` also `unlimited`, states nothing.
pub(super) fn items(policy: &Policy, table: &Table, faults: &mut Vec<Fault>) -> Vec<Item> {
    let mut columns: Vec<Option<(Subject<'_>, String)>> = Vec::with_capacity(table.header.len());
    for header in &table.header {
        match column(policy, header) {
            Ok(subject) => {
                if let Some(first) = columns.iter().position(|old| old.as_ref().is_some_and(|(old, _)| old.key == subject.key)) {
                    let first = table.header.get(first).map_or(header.span, |first| first.span);
                    faults.push(*words::stated_twice(header.span, &written(header), first));
                }
                columns.push(Some((subject, written(header))));
            }
            Err(fault) => {
                faults.push(*fault);
                columns.push(None);
            }
        }
    }
    let mut items = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        if row.cells.len() != columns.len() {
            faults.push(*words::row_shape(row.span, row.cells.len(), columns.len()));
            continue;
        }
        let mut item = Item::default();
        for (subject, cell) in columns.iter().zip(&row.cells) {
            let Some((subject, written)) = subject else { continue };
            match fact(subject, written, cell) {
                Ok(Some(value)) => item.facts.push((subject.key.to_owned(), value)),
                Ok(None) => {}
                Err(fault) => faults.push(*fault),
            }
        }
        items.push(item);
    }
    items
}

/// The fact a column states.
fn column<'a>(policy: &'a Policy, header: &Spanned<Header>) -> Result<Subject<'a>, Box<Fault>> {
    let misplaced = || words::header_misplaced(header.span, true);
    let role = match &header.it {
        Header::Item => Role::ItemCode,
        Header::Ceiling => Role::ItemCeiling,
        Header::Head(head) if head.word == HeadWord::FirstPay && head.period.is_none() => Role::ItemFirstPay,
        Header::Cell(Cell::Pattern(pattern)) => {
            let name = super::table::one_name(pattern, header.span).ok_or_else(misplaced)?;
            return name::subject(policy, &name, true);
        }
        Header::Band | Header::Effective | Header::Value | Header::Head(_) | Header::Adjust(_) | Header::Expect(_) | Header::Cell(_) => {
            return Err(misplaced());
        }
    };
    let latin = ROLES.iter().find(|(of, ..)| *of == role).map_or("", |(_, latin, ..)| *latin);
    name::subject(policy, &Name::new(latin.to_owned(), header.span), true)
}

/// A column's name as written, where it is one.
fn written(header: &Spanned<Header>) -> String {
    let name = if let Header::Cell(Cell::Pattern(pattern)) = &header.it { super::table::one_name(pattern, header.span) } else { None };
    name.map_or_else(|| "…".to_owned(), |name| name.it)
}

/// What a cell states, if anything.
fn fact(subject: &Subject<'_>, written: &str, cell: &Spanned<Cell>) -> Result<Option<crate::claim::Value>, Box<Fault>> {
    if cell.it == Cell::Unlimited && subject.key == Role::ItemCeiling.names().0 {
        return Ok(None);
    }
    match constant(cell)? {
        Place::Nothing => Ok(None),
        Place::One(value) => stated(subject.takes, written, value).map(Some),
    }
}
