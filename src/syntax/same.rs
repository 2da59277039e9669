//! Whether two trees say the same: all is compared but the places, and which of its two names a thing goes by.

use super::dictionary::{Dictionary, script};
use super::tree::{
    Adjust, Answer, Bound, Cell, Clause, Condition, Declared, Expected, Fact, FactKind, Figure, File, Head, Header, Line, Literal, Name,
    Pattern, Table, Test, What,
};
use crate::diagnostic::Lang;
use crate::source::{Span, Spanned};
use std::sync::Arc;

/// The place in `a` of the first thing that `b` does not say as well; none where both say the same. Two names are one
/// where `names` knows them as the two names of a thing. Comments are not looked at.
pub(super) fn difference(a: &File, b: &File, names: &Dictionary) -> Option<Span> {
    let (mut a, mut b) = (a.clone(), b.clone());
    let mut known: Vec<String> = Vec::new();
    visit_file(&mut a, &mut |name| known.push(name.clone()));
    let mut known = known.into_iter();
    visit_file(&mut b, &mut |name| {
        if let Some(other) = known.next()
            && names.are_one(&other, name)
        {
            *name = other;
        }
    });
    if a.items == b.items {
        return None;
    }
    let at = a.items.iter().zip(&b.items).position(|(a, b)| a != b).unwrap_or(b.items.len());
    let Some(item) = a.items.get(at) else { return Some(Span::default()) };
    let inside = b.items.get(at).and_then(|other| first(item.it.clauses(), other.it.clauses()));
    Some(inside.unwrap_or(item.span))
}

/// The first clause of these that the others do not have, as far inside as can be said.
fn first(a: &[Clause], b: &[Clause]) -> Option<Span> {
    let at = a.iter().zip(b).position(|(a, b)| a != b).or_else(|| (a.len() > b.len()).then_some(b.len()))?;
    let clause = a.get(at)?;
    let inside = b.get(at).and_then(|other| first(clause.what.clauses()?, other.what.clauses()?));
    Some(inside.unwrap_or(clause.head_span))
}

/// The last item or clause of a tree that begins at or before a byte, found again in another tree by its position.
pub(super) fn counterpart(of: &File, at: u32, within: &File) -> Span {
    let Some(item) = of.items.iter().rposition(|item| item.span.start <= at) else { return Span::default() };
    let (Some(here), Some(there)) = (of.items.get(item), within.items.get(item)) else { return Span::default() };
    let (mut span, mut here, mut there) = (there.span, here.it.clauses(), there.it.clauses());
    while let Some(next) = here.iter().rposition(|clause| clause.span.start <= at)
        && let (Some(a), Some(b)) = (here.get(next), there.get(next))
    {
        span = b.head_span;
        (here, there) = (a.what.clauses().unwrap_or_default(), b.what.clauses().unwrap_or_default());
    }
    span
}

// -- every name that has two forms, always in the same order

type Visit<'v> = dyn FnMut(&mut String) + 'v;

fn visit_file(file: &mut File, visit: &mut Visit<'_>) {
    for item in &mut file.items {
        visit_clauses(item.it.clauses_mut(), visit);
    }
}

fn visit_clauses(clauses: &mut [Clause], visit: &mut Visit<'_>) {
    for clause in clauses {
        visit_clause(clause, visit);
    }
}

fn visit_clause(clause: &mut Clause, visit: &mut Visit<'_>) {
    visit_what(&mut clause.what, visit);
    for Condition { fact, test, .. } in &mut clause.when {
        visit(&mut fact.it);
        match test {
            Test::Yes | Test::No => {}
            Test::Is(pattern) | Test::IsNot(pattern) => visit_pattern(&mut pattern.it, visit),
        }
    }
}

fn visit_what(what: &mut What, visit: &mut Visit<'_>) {
    match what {
        What::Fact(fact) => visit_fact(fact, visit),
        What::Value { name, of, .. } | What::Part { name, of } => {
            visit_declared(name, visit);
            visit(&mut of.it);
        }
        What::Group { name, of, members } => {
            visit_declared(name, visit);
            visit(&mut of.it);
            for member in members {
                visit_declared(member, visit);
            }
        }
        What::FundDecl { name, .. } | What::Reason { name, .. } | What::Accumulator(name) => visit_declared(name, visit),
        What::Scheme(name)
        | What::AppliesOn(name)
        | What::YearOf { date: name, .. }
        | What::CatalogOf(name)
        | What::FirstPayOf(name)
        | What::Late(name)
        | What::Fund(name)
        | What::Bands { counter: Some(name), .. }
        | What::FileBy { event: name, .. }
        | What::Valid { from: Some(name), .. } => visit(&mut name.it),
        What::Effective(cell) => visit_cell(&mut cell.it, visit),
        What::Filing { name, clauses } | What::Benefit { name, clauses } => {
            visit_declared(name, visit);
            visit_clauses(clauses, visit);
        }
        What::Layer { name, after, clauses, .. } => {
            visit_declared(name, visit);
            if let Some(after) = after {
                visit(&mut after.it);
            }
            visit_clauses(clauses, visit);
        }
        What::Route(clauses) | What::PersonalAccount(clauses) => visit_clauses(clauses, visit),
        What::Let { name, answer } => {
            visit_declared(name, visit);
            visit_answer(answer, visit);
        }
        What::Define { name, table } => {
            visit_declared(name, visit);
            visit_table(table, visit);
        }
        What::Covers(terms) => terms.iter_mut().for_each(|term| visit_path(&mut term.path, visit)),
        What::Amount { head, answer } => {
            visit_head(head, visit);
            if let Some(answer) = answer {
                visit_answer(answer, visit);
            }
        }
        What::Adjust(adjust) => visit_adjust(adjust, visit),
        What::Table(table) => visit_table(table, visit),
        What::Example(example) => Arc::make_mut(example).stages.iter_mut().flatten().for_each(|line| visit_line(&mut line.it, visit)),
        What::NeverWhen
        | What::Region(_)
        | What::Document(_)
        | What::Rounding { .. }
        | What::LastDay { .. }
        | What::FilingNeeded
        | What::Valid { from: None, .. }
        | What::Deemed
        | What::Place { .. }
        | What::Needs(_)
        | What::Bands { counter: None, .. }
        | What::HigherOf
        | What::Ruling { .. } => {}
    }
}

/// The Latin name first, whichever is written first.
fn visit_declared(name: &mut Declared, visit: &mut Visit<'_>) {
    if let Some(other) = &mut name.other
        && script(&name.name.it) == Lang::Zh
        && script(&other.it) == Lang::En
    {
        std::mem::swap(&mut name.name.it, &mut other.it);
    }
    visit(&mut name.name.it);
    name.other.iter_mut().for_each(|other| visit(&mut other.it));
}

fn visit_fact(fact: &mut Fact, visit: &mut Visit<'_>) {
    visit_declared(&mut fact.name, visit);
    match &mut fact.kind {
        FactKind::OneOf(values) => values.iter_mut().for_each(|(value, _)| visit_declared(value, visit)),
        FactKind::Count(pattern) | FactKind::Age(pattern) | FactKind::Years(pattern) => visit_pattern(&mut pattern.it, visit),
        FactKind::YesNo | FactKind::Region | FactKind::Date | FactKind::Money | FactKind::Text => {}
    }
    fact.default.iter_mut().for_each(|value| visit_literal(&mut value.it, visit));
}

/// A value's name: whether it stands in quotes is its script's affair.
fn visit_literal(literal: &mut Literal, visit: &mut Visit<'_>) {
    if let Literal::Name(name, quoted) = literal {
        *quoted = false;
        visit(name);
    }
}

fn visit_pattern(pattern: &mut Pattern, visit: &mut Visit<'_>) {
    match pattern {
        Pattern::OneOf(values) => values.iter_mut().for_each(|value| visit_literal(&mut value.it, visit)),
        Pattern::Range { from, to } => {
            for Bound { at, .. } in from.iter_mut().chain(to) {
                visit_literal(&mut at.it, visit);
            }
        }
    }
}

fn visit_cell(cell: &mut Cell, visit: &mut Visit<'_>) {
    match cell {
        Cell::Any | Cell::Otherwise | Cell::CannotArise | Cell::Unstated | Cell::Unlimited => {}
        Cell::Pattern(pattern) => visit_pattern(pattern, visit),
        Cell::Product(factors) => factors.iter_mut().for_each(|factor| visit_literal(&mut factor.it, visit)),
        Cell::Told(words) => visit_path(words, visit),
    }
}

fn visit_path(path: &mut [Name], visit: &mut Visit<'_>) {
    for name in path {
        visit(&mut name.it);
    }
}

fn visit_head(head: &mut Head, visit: &mut Visit<'_>) {
    head.accumulator.iter_mut().for_each(|name| visit(&mut name.it));
    visit_path(&mut head.by, visit);
}

fn visit_adjust(adjust: &mut Adjust, visit: &mut Visit<'_>) {
    visit_head(&mut adjust.target, visit);
    adjust.with.iter_mut().for_each(|with| visit(&mut with.fact.it));
    adjust.answer.iter_mut().for_each(|answer| visit_answer(answer, visit));
}

fn visit_answer(answer: &mut Answer, visit: &mut Visit<'_>) {
    match answer {
        Answer::Value(cell) => visit_cell(&mut cell.it, visit),
        Answer::Across(fact, table) => {
            visit(&mut fact.it);
            visit_table(table, visit);
        }
        Answer::Table(table) => visit_table(table, visit),
    }
}

fn visit_table(table: &mut Table, visit: &mut Visit<'_>) {
    for header in &mut table.header {
        match &mut header.it {
            Header::Band | Header::Effective | Header::Item | Header::Ceiling | Header::Value => {}
            Header::Head(head) => visit_head(head, visit),
            Header::Adjust(adjust) => visit_adjust(adjust, visit),
            Header::Expect(figures) => visit_figures(figures, visit),
            Header::Cell(cell) => visit_cell(cell, visit),
        }
    }
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        visit_cell(&mut cell.it, visit);
    }
}

fn visit_figures(figures: &mut [Figure], visit: &mut Visit<'_>) {
    for figure in figures {
        visit_path(&mut figure.path, visit);
    }
}

fn visit_line(line: &mut Line, visit: &mut Visit<'_>) {
    let value = |literal: &mut Spanned<Literal>, visit: &mut Visit<'_>| visit_literal(&mut literal.it, visit);
    match line {
        Line::Given { fact, value: given } => {
            visit_path(fact, visit);
            value(given, visit);
        }
        Line::Before { path, by, value: figure } => {
            visit_path(path, visit);
            for (fact, key) in by {
                visit(&mut fact.it);
                value(key, visit);
            }
            value(figure, visit);
        }
        Line::Items(table) | Line::Cases(table) => visit_table(table, visit),
        Line::Assume { path, clause } => {
            visit_path(path, visit);
            visit_clause(clause, visit);
        }
        Line::Expect(expectations) => {
            for expectation in expectations {
                visit_figures(&mut expectation.figures, visit);
                match &mut expectation.value.it {
                    Expected::Amount(figure, _) => visit_literal(figure, visit),
                    Expected::Names(names) => visit_path(names, visit),
                }
            }
        }
    }
}
