//! Examples: claims, what came before, and what is expected.

use super::super::cursor::{Cursor, Node};
use super::super::expected::Place;
use super::super::faults;
use super::super::grammar::Rule;
use super::super::tree::{Clause, Example, Expectation, Expected, Figure, FigureScope, Line, Literal, Mode, Name};
use super::{Builder, Tail};
use crate::source::Spanned;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

impl<'t> Builder<'t> {
    /// `example "…" { … }`
    pub(super) fn example(&mut self, mut inside: Cursor<'t>) -> Option<Example> {
        let title = self.quoted(&inside.next()?);
        let mut stages = Vec::new();
        for node in inside {
            match node.rule() {
                Rule::lines => stages = self.lines(&node),
                _ => self.after(&node),
            }
        }
        Some(Example { title, stages })
    }

    /// The lines of an example, one list a claim.
    pub(super) fn lines(&mut self, node: &Node<'t>) -> Vec<Vec<Spanned<Line>>> {
        let mut stages = vec![Vec::new()];
        for line in node.inside() {
            let read = match line.rule() {
                Rule::stage => {
                    stages.push(Vec::new());
                    continue;
                }
                Rule::given => {
                    for fact in line.inside() {
                        let given = self.given(&fact).map(|(fact_path, value)| Line::Given { fact: fact_path, value });
                        if let (Some(given), Some(stage)) = (given, stages.last_mut()) {
                            stage.push(Spanned::new(given, fact.span()));
                        }
                    }
                    continue;
                }
                Rule::junk => {
                    self.junk(&line, Place::Example);
                    continue;
                }
                Rule::missing => {
                    self.missing(node);
                    continue;
                }
                Rule::before => self.before(&line),
                Rule::items => self.only_table(&line).map(Line::Items),
                Rule::cases => self.only_table(&line).map(Line::Cases),
                Rule::assume => self.assume(&line),
                Rule::expect => Some(Line::Expect(line.inside().filter_map(|expected| self.expectation(&expected)).collect())),
                _ => None,
            };
            if let (Some(read), Some(stage)) = (read, stages.last_mut()) {
                stage.push(Spanned::new(read, line.span()));
            }
        }
        stages
    }

    fn given(&mut self, node: &Node<'t>) -> Option<(Vec<Name>, Spanned<Literal>)> {
        let mut inside = node.inside();
        let path = self.names(&inside.maybe(Rule::path)?);
        Some((path, self.literal(&inside.next()?)))
    }

    fn before(&mut self, node: &Node<'t>) -> Option<Line> {
        let mut inside = node.inside();
        inside.next();
        let path = self.names(&inside.next()?);
        let mut by = Vec::new();
        if inside.has(Rule::k_by) {
            for key in inside.many(Rule::fact_is) {
                if let Some((mut names, value)) = self.given(&key)
                    && let Some(name) = names.pop()
                {
                    by.push((name, value));
                }
            }
        }
        Some(Line::Before { path, by, value: self.literal(&inside.next()?) })
    }

    fn only_table(&mut self, node: &Node<'t>) -> Option<super::super::tree::Table> {
        let mut out = None;
        for part in node.inside() {
            match part.rule() {
                Rule::table => out = Some(self.table(&part)),
                Rule::after => self.after(&part),
                _ => {}
            }
        }
        out
    }

    fn assume(&mut self, node: &Node<'t>) -> Option<Line> {
        let mut inside = node.inside();
        inside.next();
        let path = inside.maybe(Rule::path).map(|path| self.names(&path)).unwrap_or_default();
        let assumed = inside.next()?;
        let span = assumed.span();
        let mut tail = Tail::default();
        let what = self.what(&assumed.inside().next()?, Place::Layer, Mode::Plain, span, &mut tail)?;
        let clause = Clause { mode: Mode::Plain, what, when: tail.when, citation: tail.citation, span, head_span: span };
        Some(Line::Assume { path, clause: Box::new(clause) })
    }

    fn expectation(&mut self, node: &Node<'t>) -> Option<Expectation> {
        let mut inside = node.inside();
        let first = inside.next()?;
        let figures = self.expected_figures(&first);
        let named = |scope| {
            matches!(scope, FigureScope::Route | FigureScope::Filing | FigureScope::Benefit | FigureScope::Reason | FigureScope::Error)
        };
        let value = if figures.iter().any(|figure| named(figure.scope)) {
            let names: Vec<Name> = inside.map(|name| self.reference(&name)).collect();
            let span = names.first().map_or(first.span(), |name| name.span).to(names.last().map_or(first.span(), |name| name.span));
            Spanned::new(Expected::Names(names), span)
        } else {
            let value = self.literal(&inside.next()?);
            inside.has(Rule::k_about);
            let about = inside.next().map(|unit| self.literal(&unit));
            let span = about.as_ref().map_or(value.span, |about| value.span.to(about.span));
            Spanned::new(Expected::Amount(value.it, about.map(|about| about.it)), span)
        };
        Some(Expectation { figures, value, span: node.span() })
    }

    /// The figures of an expectation or of a header.
    pub(super) fn expected_figures(&mut self, node: &Node<'t>) -> Vec<Figure> {
        let scope = match node.rule() {
            Rule::k_route => FigureScope::Route,
            Rule::k_filing => FigureScope::Filing,
            Rule::k_benefit => FigureScope::Benefit,
            Rule::k_reason => FigureScope::Reason,
            Rule::k_error => FigureScope::Error,
            _ => return node.inside().filter_map(|figure| self.figure(&figure)).collect(),
        };
        vec![Figure { scope, path: Vec::new(), band: None }]
    }

    fn figure(&mut self, node: &Node<'t>) -> Option<Figure> {
        let mut inside = node.inside();
        let scope = if inside.has(Rule::k_partition) {
            FigureScope::Partition
        } else if inside.has(Rule::k_year) {
            FigureScope::Year
        } else {
            FigureScope::Result
        };
        let path = self.names(&inside.next()?);
        let band = inside.next().and_then(|number| {
            let band = Some(self.number(&number)).filter(Decimal::is_integer).and_then(|band| band.to_u32()).filter(|band| *band > 0);
            if band.is_none() {
                self.faults.push(faults::not_a_band(number.span(), number.text()));
            }
            band
        });
        Some(Figure { scope, path, band })
    }
}
