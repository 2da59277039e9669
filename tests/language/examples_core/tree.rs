//! Lines of examples by hand: what a parser would make of them.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use yibao::source::{Span, Spanned};
use yibao::syntax::tree::{
    Cell, Clause, Example, Expectation, Expected, Figure, FigureScope, Header, Line, Literal, Mode, Name, Pattern, Row, Table, What,
};

/// Something nowhere in particular.
pub fn at<T>(it: T) -> Spanned<T> {
    Spanned::new(it, Span::default())
}

/// `pool.paid`
pub fn path(dotted: &str) -> Vec<Name> {
    dotted.split('.').filter(|name| !name.is_empty()).map(|name| at(name.to_owned())).collect()
}

/// A name as a value.
pub fn name(name: &str) -> Literal {
    Literal::Name(name.to_owned(), false)
}

/// Yuan.
pub fn yuan(yuan: i64) -> Literal {
    Literal::Yuan(Decimal::from(yuan))
}

/// A day of 2025, as `(3, 11)`.
pub fn day(month: u32, day: u32) -> Literal {
    Literal::Date(NaiveDate::from_ymd_opt(2025, month, day).unwrap_or_default())
}

/// `fact value`
pub fn given(fact: &str, value: Literal) -> Spanned<Line> {
    at(Line::Given { fact: path(fact), value: at(value) })
}

/// `before path [by fact value] value`
pub fn before(of: &str, by: &[(&str, Literal)], value: Literal) -> Spanned<Line> {
    let by = by.iter().map(|(fact, value)| (at((*fact).to_owned()), at(value.clone()))).collect();
    at(Line::Before { path: path(of), by, value: at(value) })
}

/// `assume path clause`
pub fn assume(of: &str, what: What) -> Spanned<Line> {
    let clause = Clause { mode: Mode::Plain, what, when: Vec::new(), citation: None, span: Span::default(), head_span: Span::default() };
    at(Line::Assume { path: path(of), clause: Box::new(clause) })
}

/// One figure.
pub fn figure(scope: FigureScope, of: &str) -> Figure {
    Figure { scope, path: path(of), band: None }
}

/// `expect figures value`
pub fn expect(figures: Vec<Figure>, value: Expected) -> Spanned<Line> {
    at(Line::Expect(vec![Expectation { figures, value: at(value), span: Span::default() }]))
}

/// `expect a + b 100 yuan`
pub fn expect_yuan(figures: &[&str], amount: i64) -> Spanned<Line> {
    expect(figures.iter().map(|of| figure(FigureScope::Result, of)).collect(), Expected::Amount(yuan(amount), None))
}

/// `expect route direct`
pub fn expect_names(scope: FigureScope, names: &[&str]) -> Spanned<Line> {
    let names = names.iter().map(|name| at((*name).to_owned())).collect();
    expect(vec![figure(scope, "")], Expected::Names(names))
}

/// A cell that holds a constant.
pub fn cell(literal: Literal) -> Cell {
    Cell::Pattern(Pattern::OneOf(vec![at(literal)]))
}

/// A header that names a fact.
pub fn column(fact: &str) -> Header {
    Header::Cell(cell(name(fact)))
}

/// A table.
pub fn table(header: Vec<Header>, rows: Vec<Vec<Cell>>) -> Table {
    let row = |cells: Vec<Cell>| Row { cells: cells.into_iter().map(at).collect(), citation: None, span: Span::default() };
    Table { header: header.into_iter().map(at).collect(), rows: rows.into_iter().map(row).collect(), span: Span::default() }
}

/// An example of claims in turn.
pub fn example(stages: Vec<Vec<Spanned<Line>>>) -> Example {
    Example { title: at("one".to_owned()), stages }
}
