//! The lines of one claim of an example, each read on its own.

use super::assume;
use super::bill;
use super::case::Expect;
use super::counter::{self, Before};
use super::expect;
use super::name::{self, Takes};
use super::table::{self, CaseRow};
use super::value::{fen, stated};
use super::words;
use crate::claim::{Assumption, Item, LayerFigure, Value};
use crate::diagnostic::Fault;
use crate::model::policy::Policy;
use crate::source::{Span, Spanned, nearest};
use crate::syntax::tree::{Line, Literal, Name};
use crate::value::Money;
use std::sync::Arc;

/// One stated fact.
#[derive(Clone)]
pub(super) struct Given {
    /// The claim's key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// The line.
    pub span: Span,
}

/// The lines of one claim.
#[derive(Default)]
pub(super) struct Draft {
    /// Stated facts.
    pub given: Vec<Given>,
    /// Counters set.
    pub before: Vec<Before>,
    /// The bill.
    pub items: Option<Vec<Item>>,
    /// Values supplied for unstated clauses.
    pub assumptions: Vec<Spanned<Assumption>>,
    /// What is expected.
    pub expects: Vec<Arc<Expect>>,
    /// The table of cases, with its span.
    pub cases: Option<(Span, Vec<CaseRow>)>,
    /// All lines.
    pub span: Span,
}

/// Reads the lines of one claim; `whole` is its span where it has none.
pub(super) fn draft(policy: &Policy, lines: &[Spanned<Line>], whole: Span, faults: &mut Vec<Fault>) -> Draft {
    let span = lines.iter().map(|line| line.span).reduce(Span::to).unwrap_or(whole);
    let mut draft = Draft { span, ..Draft::default() };
    for line in lines {
        if let Err(found) = take(policy, line, &mut draft, faults) {
            faults.push(*found);
        }
    }
    draft
}

fn take(policy: &Policy, line: &Spanned<Line>, draft: &mut Draft, faults: &mut Vec<Fault>) -> Result<(), Box<Fault>> {
    match &line.it {
        Line::Given { fact, value } => {
            let slot = slot(policy, fact)?;
            let stated = slot.given(value, line.span)?;
            if let Some(first) = draft.given.iter().find(|old| old.key == stated.key) {
                return Err(words::stated_twice(line.span, slot.written(), first.span));
            }
            draft.given.push(stated);
        }
        Line::Before { path, by, value } => match counter::before(policy, path, by, value, line.span) {
            Ok(before) => draft.before.push(before),
            Err(found) => faults.extend(found),
        },
        Line::Items(table) => {
            if draft.items.is_some() {
                return Err(words::two_bills(line.span));
            }
            draft.items = Some(bill::items(policy, table, faults));
        }
        Line::Assume { path, clause } => {
            let assumed = assume::assumption(policy, path, clause)?;
            if let Some(first) = draft.assumptions.iter().find(|old| old.it.head == assumed.head) {
                return Err(words::assumed_twice(line.span, first.span));
            }
            draft.assumptions.push(Spanned { it: assumed, span: line.span });
        }
        Line::Expect(all) => {
            for one in all {
                match expect::target(policy, &one.figures, one.span).and_then(|target| target.wants(&one.value, one.span)) {
                    Ok(one) => draft.expects.push(one),
                    Err(fault) => faults.push(*fault),
                }
            }
        }
        Line::Cases(table) => {
            if let Some((first, _)) = &draft.cases {
                return Err(words::two_tables(line.span, *first));
            }
            draft.cases = Some((line.span, table::rows(policy, table, faults)));
        }
    }
    Ok(())
}

/// Where a claim states something: a column of a table names it once for all its rows.
pub(super) struct Slot<'p> {
    key: String,
    takes: Takes<'p>,
    /// A layer's figure, given to the fen; a fact in yuan may be finer, which settling refuses.
    to_the_fen: bool,
    written: String,
}

/// Looks up `level`, or for a given layer `pool.paid`.
pub(super) fn slot<'p>(policy: &'p Policy, path: &[Name]) -> Result<Slot<'p>, Box<Fault>> {
    if let [one] = path {
        let subject = name::subject(policy, one, false)?;
        return Ok(Slot { key: subject.key.to_owned(), takes: subject.takes, to_the_fen: false, written: one.it.clone() });
    }
    let span = path.iter().map(|name| name.span).reduce(Span::to).unwrap_or_default();
    let Some((last, of)) = path.split_last() else { return Err(words::unknown_fact(span, "", None)) };
    let Some(layer) = of.last() else { return Err(words::unknown_fact(span, &last.it, None)) };
    let found = match of {
        [one] => name::layers(policy, &one.it),
        _ => name::layer_at(policy, of).into_iter().collect(),
    };
    if found.is_empty() {
        return Err(words::unknown_layer(layer.span, &layer.it, nearest(&layer.it, name::blocks(policy)), &name::paths(policy)));
    }
    let Some((_, layer)) = found.iter().find(|(_, layer)| layer.given) else { return Err(words::not_given(span, &layer.it)) };
    let Some(figure) = LayerFigure::called(&LayerFigure::GIVEN, &last.it) else {
        return Err(words::unknown_given_figure(last.span, &last.it));
    };
    let key = format!("{}.{}", layer.names.key(), figure.names().0);
    Ok(Slot { key, takes: Takes::Money, to_the_fen: true, written: name::dotted(path) })
}

impl Slot<'_> {
    /// The key a claim states it under.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// As the author wrote it.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Reads the value of `level level3`, `pool.paid 100 yuan`.
    pub fn given(&self, value: &Spanned<Literal>, span: Span) -> Result<Given, Box<Fault>> {
        let value = if self.to_the_fen {
            Value::Number(Money::from_fen(fen(&self.written, value)?).yuan())
        } else {
            stated(self.takes, &self.written, value)?
        };
        Ok(Given { key: self.key.clone(), value, span })
    }
}
