//! Tables: headers, rows, and the lines that are neither.

use super::super::cursor::Node;
use super::super::expected::Place;
use super::super::faults;
use super::super::grammar::Rule;
use super::super::tree::{Adjust, Answer, Cell, Figure, FigureScope, Header, Literal, Pattern, Row, Table};
use super::{Builder, Tail};
use crate::source::Spanned;

impl<'t> Builder<'t> {
    /// A table in braces.
    pub(super) fn table(&mut self, node: &Node<'t>) -> Table {
        let (mut header, mut rows, mut seen, mut unread) = (Vec::new(), Vec::new(), false, false);
        for part in node.inside() {
            match part.rule() {
                Rule::header => {
                    header = part.inside().filter(|cell| cell.rule() == Rule::header_cell).filter_map(|cell| self.header(&cell)).collect();
                    seen = true;
                }
                Rule::junk_header => {
                    self.junk_row(&part, Rule::alone_header);
                    (seen, unread) = (true, true);
                }
                Rule::row => rows.push(self.row(&part)),
                Rule::told_row if tells(&part, &header) => rows.push(self.row(&part)),
                Rule::told_row | Rule::junk_row => {
                    self.junk_row(&part, Rule::alone_row);
                    seen = true;
                }
                Rule::missing => self.missing(node),
                _ => {}
            }
        }
        if !seen {
            self.faults.push(faults::no_header(node.span()));
        }
        // Under a header that cannot be read no row can be judged.
        if unread {
            rows.clear();
        }
        Table { header, rows, span: node.span() }
    }

    fn row(&mut self, node: &Node<'t>) -> Row {
        let (mut cells, mut citation) = (Vec::new(), None);
        for part in node.inside() {
            match part.rule() {
                Rule::cell => cells.push(self.cell(&part)),
                Rule::told => {
                    let words = part.inside().map(|word| self.reference(&word)).collect();
                    cells.push(Spanned::new(Cell::Told(words), part.span()));
                }
                Rule::citation => citation = Some(self.citation(&part)),
                _ => {}
            }
        }
        let mut span = node.span();
        if let Some(last) = node.last(Rule::bar) {
            span.end = last.span().end;
        }
        Row { cells, citation, span }
    }

    fn header(&mut self, node: &Node<'t>) -> Option<Spanned<Header>> {
        let mut inside = node.inside();
        let first = inside.next()?;
        let it = match first.rule() {
            Rule::k_band => Header::Band,
            Rule::k_effective => Header::Effective,
            Rule::k_item => Header::Item,
            Rule::k_ceiling => Header::Ceiling,
            Rule::k_value => Header::Value,
            Rule::head => Header::Head(self.head(&first)?),
            Rule::k_adjust => {
                let target = self.head(&inside.next()?)?;
                let with = inside.maybe(Rule::grows).and_then(|grows| self.grows(&grows));
                let op = inside.next().and_then(|op| Self::operation(op.rule()));
                Header::Adjust(Adjust { target, with, op, answer: None })
            }
            Rule::k_expect => Header::Expect(self.expected_figures(&inside.next()?)),
            Rule::path if first.text().contains(['.', '．']) => {
                let name = self.path(&first);
                Header::Cell(Cell::Pattern(Pattern::OneOf(vec![Spanned::new(Literal::Name(name.it, false), name.span)])))
            }
            Rule::path => Header::Cell(Cell::Pattern(Pattern::OneOf(vec![self.literal(&first)]))),
            _ => Header::Cell(self.cell(&first).it),
        };
        Some(Spanned::new(it, node.span()))
    }

    /// A line of a table that is no row.
    fn junk_row(&mut self, node: &Node<'t>, rule: Rule) {
        let line = node.find(Rule::junk_row_text).map_or_else(|| self.trimmed(node.range()), |text| self.trimmed(text.range()));
        let fault = self.alone(line.clone(), line, rule, Place::Layer).fault();
        self.faults.push(fault);
    }

    /// The answer of a clause among its remaining children: a value, a table, or a table across.
    pub(super) fn answer(&mut self, nodes: impl Iterator<Item = Node<'t>>, tail: &mut Tail) -> Option<Answer> {
        let mut out = None;
        for node in nodes {
            match node.rule() {
                Rule::across => out = self.across(&node, tail),
                Rule::table => out = Some(Answer::Table(self.table(&node))),
                Rule::cell => out = Some(Answer::Value(self.cell(&node))),
                Rule::k_unstated => out = Some(Answer::Value(Spanned::new(Cell::Unstated, node.span()))),
                _ => {
                    self.tail(&node, tail);
                }
            }
        }
        out
    }

    fn across(&mut self, node: &Node<'t>, tail: &mut Tail) -> Option<Answer> {
        let mut inside = node.inside();
        inside.next();
        let named = inside.next()?;
        let mut fact = self.path(&named);
        if named.rule() == Rule::k_band {
            "band".clone_into(&mut fact.it);
        }
        let mut table = None;
        for part in inside {
            if part.rule() == Rule::table {
                table = Some(self.table(&part));
            } else {
                self.tail(&part, tail);
            }
        }
        table.map(|table| Answer::Across(fact, table))
    }
}

/// Whether what a row tells of errors stands under `expect error`, and nowhere else.
fn tells(row: &Node<'_>, header: &[Spanned<Header>]) -> bool {
    let cells = row.inside().filter(|part| matches!(part.rule(), Rule::cell | Rule::told));
    cells.enumerate().all(|(at, cell)| cell.rule() == Rule::cell || header.get(at).is_some_and(|head| of_error(&head.it)))
}

/// `expect error`
fn of_error(header: &Header) -> bool {
    matches!(header, Header::Expect(figures) if matches!(figures.as_slice(), [Figure { scope: FigureScope::Error, .. }]))
}
