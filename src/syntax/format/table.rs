//! Tables, their columns aligned.

use super::super::dictionary::Kind;
use super::super::grammar::Rule;
use super::super::tree::{Cell, Figure, FigureScope, Header, Literal, Pattern, Table};
use super::value::Of;
use super::{Printer, flat, width};
use crate::source::Span;

impl<'a> Printer<'a> {
    /// A line that ends with a table.
    pub(super) fn table(&mut self, head: &str, span: Span, across: Option<&'a str>, table: &'a Table) {
        let open = table.span.start + 1;
        self.line(&format!("{head} {{"), open);
        let columns: Vec<Of<'a>> = table.header.iter().map(|cell| self.column(&cell.it, across)).collect();
        let header: Vec<String> = table.header.iter().map(|cell| flat(&self.header(&cell.it, across))).collect();
        let cells = |row: &super::super::tree::Row| -> Vec<String> {
            row.cells
                .iter()
                .enumerate()
                .map(|(at, cell)| self.cell(&cell.it, columns.get(at).copied().unwrap_or(Of::Amount), true))
                .collect()
        };
        let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
        let mut widths: Vec<usize> = Vec::new();
        for row in std::iter::once(&header).chain(&rows) {
            for (at, cell) in row.iter().enumerate() {
                match widths.get_mut(at) {
                    Some(known) => *known = (*known).max(width(cell)),
                    None => widths.push(width(cell)),
                }
            }
        }
        let end = table.span.end;
        self.inside(end, |this| {
            if let (Some(first), Some(last)) = (table.header.first(), table.header.last()) {
                this.comments_before(first.span.start);
                this.line(&row_text(&header, &widths), last.span.end);
            }
            for (row, texts) in table.rows.iter().zip(&rows) {
                this.comments_before(row.span.start);
                this.gap(row.span.start);
                let citation = this.citation(row.citation.as_ref());
                let row_end = row.citation.as_ref().map_or(row.span.end, |citation| citation.span.end);
                this.line(&format!("{}{citation}", row_text(texts, &widths)), row_end);
            }
        });
        self.line("}", end.max(span.end));
    }

    /// What the names of a column are.
    fn column(&self, header: &'a Header, across: Option<&str>) -> Of<'a> {
        match header {
            Header::Item | Header::Effective => Of::Plain,
            Header::Expect(figures) => match figures.as_slice() {
                [Figure { scope, .. }] => expected(*scope),
                _ => Of::Amount,
            },
            Header::Cell(Cell::Pattern(Pattern::OneOf(names))) => match names.as_slice() {
                [one] => match &one.it {
                    Literal::Name(name, _) if across.is_none_or(|fact| self.is_fact(name, fact)) => Of::Fact(name),
                    _ => Of::Amount,
                },
                _ => Of::Amount,
            },
            Header::Band | Header::Ceiling | Header::Value | Header::Head(_) | Header::Adjust(_) | Header::Cell(_) => Of::Amount,
        }
    }

    /// Whether a header under `across` is a fact of its own rather than a value of the fact the table goes across.
    fn is_fact(&self, name: &str, across: &str) -> bool {
        self.names.holds(self.policy, name).is_some() && !self.names.is_value(self.policy, across, name)
    }

    fn header(&self, header: &Header, across: Option<&str>) -> String {
        match header {
            Header::Band => self.word(Rule::k_band).to_owned(),
            Header::Effective => self.word(Rule::k_effective).to_owned(),
            Header::Item => self.word(Rule::k_item).to_owned(),
            Header::Ceiling => self.word(Rule::k_ceiling).to_owned(),
            Header::Value => self.word(Rule::k_value).to_owned(),
            Header::Head(head) => self.figure_head(head),
            Header::Adjust(adjust) => self.adjust(adjust),
            Header::Expect(figures) => format!("{} {}", self.word(Rule::k_expect), self.figures(figures)),
            Header::Cell(cell) => self.cell(cell, Of::Header(across.filter(|fact| *fact != "band")), true),
        }
    }
}

/// What the names expected of a figure are.
pub(super) fn expected(scope: FigureScope) -> Of<'static> {
    match scope {
        FigureScope::Route => Of::Fact("route"),
        FigureScope::Filing => Of::Fact("filing"),
        FigureScope::Benefit => Of::Benefit,
        FigureScope::Reason => Of::Reason,
        FigureScope::Error => Of::Code,
        FigureScope::Result | FigureScope::Partition | FigureScope::Year => Of::Amount,
    }
}

fn row_text(cells: &[String], widths: &[usize]) -> String {
    let mut out = String::from("|");
    for (cell, wide) in cells.iter().zip(widths) {
        out.push(' ');
        out.push_str(cell);
        out.push_str(&" ".repeat(wide.saturating_sub(width(cell))));
        out.push_str(" |");
    }
    out
}

/// The kinds a name after `error` may be: the code first, then what it is about.
pub(super) const ERROR_KINDS: [(Kind, &str); 3] = [(Kind::Code, ""), (Kind::Fact, ""), (Kind::Figure, "")];
