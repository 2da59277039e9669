//! Examples as text: facts that share a line in the source share it still.

use super::super::dictionary::Kind;
use super::super::grammar::Rule;
use super::super::tree::{Clause, Example, Expectation, Expected, Figure, FigureScope, Line, Literal, Name};
use super::super::words::row;
use super::table::{ERROR_KINDS, expected};
use super::value::Of;
use super::{Printer, flat};
use crate::diagnostic::Lang;
use crate::source::Spanned;

impl<'a> Printer<'a> {
    /// An example with its lines.
    pub(super) fn example(&mut self, head: &str, clause: &Clause, example: &'a Example) {
        self.line(&format!("{head} {{"), self.opening(clause.span.start, clause.span.end));
        self.inside(clause.span.end, |this| {
            for (at, stage) in example.stages.iter().enumerate() {
                if at > 0 {
                    this.then(stage.first().map_or(clause.span.end, |line| line.span.start));
                }
                this.stage(stage);
            }
        });
        self.line("}", clause.span.end);
    }

    /// `then`, with the comments above it.
    fn then(&mut self, next: u32) {
        let spellings = row(Rule::k_then).map(|word| word.en.iter().chain(word.zh));
        let between = self.between(self.done, next).unwrap_or_default();
        let mut at = self.done;
        for line in between.split_inclusive(['\n', ';', '；', '。']) {
            let blank = line.len() - line.trim_start().len();
            let word = line.trim_start();
            let place = at + u32::try_from(blank).unwrap_or(0);
            let comment = self.comments.iter().any(|comment| comment.span.start <= place && place < comment.span.end);
            if !comment && spellings.clone().into_iter().flatten().any(|text| word.starts_with(text)) {
                at = place;
                break;
            }
            at += u32::try_from(line.len()).unwrap_or(0);
        }
        let at = at.min(next);
        self.comments_before(at);
        self.gap(at);
        let spelt = self.between(at, next).map_or(0, |rest| super::super::expected::word_at(rest).len());
        self.line(self.word(Rule::k_then), at + u32::try_from(spelt).unwrap_or(0));
    }

    fn stage(&mut self, lines: &'a [Spanned<Line>]) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            self.comments_before(line.span.start);
            let mut end = line.span.end;
            match &line.it {
                Line::Given { fact, value } => {
                    self.gap(line.span.start);
                    let mut text = self.given(fact, &value.it);
                    while let Some(next) = lines.get(at)
                        && let Line::Given { fact, value } = &next.it
                        && self.between(end, next.span.start).is_some_and(|gap| gap.trim() == "," || gap.trim() == "，")
                        && !self.between(end, next.span.start).unwrap_or_default().contains('\n')
                    {
                        text = format!("{text}{}{}", self.comma(), self.given(fact, &value.it));
                        end = next.span.end;
                        at += 1;
                    }
                    self.line(&text, end);
                }
                Line::Before { path, by, value } => {
                    self.gap(line.span.start);
                    self.line(&self.prior(path, by, &value.it), end);
                }
                Line::Items(table) | Line::Cases(table) => {
                    self.comments_before(table.span.start);
                    self.gap(line.span.start);
                    let keyword = if matches!(line.it, Line::Items(_)) { Rule::k_items } else { Rule::k_table };
                    self.table(self.word(keyword), line.span, None, table);
                }
                Line::Assume { path, clause } => {
                    self.gap(line.span.start);
                    let path = if path.is_empty() { String::new() } else { format!("{} ", self.blocks(path)) };
                    let head = format!("{} {path}{}", self.word(Rule::k_assume), self.head(clause));
                    match Self::table_of(&clause.what) {
                        Some((across, table)) => self.table(&head, line.span, across, table),
                        None => self.line(&head, end),
                    }
                }
                Line::Expect(expectations) => {
                    self.comments_before(end);
                    self.gap(line.span.start);
                    let all: Vec<String> = expectations.iter().map(|expectation| self.expectation(expectation)).collect();
                    self.line(&format!("{} {}", self.word(Rule::k_expect), all.join(&self.list())), end);
                }
            }
        }
    }

    fn given(&self, fact: &[Name], value: &Literal) -> String {
        let name = match fact {
            [one] => self.plain(&one.it, &[(Kind::Fact, ""), (Kind::Part, "")]),
            path => self.path(path, &[(Kind::Figure, "")]),
        };
        let of = fact.first().filter(|_| fact.len() == 1).map_or(Of::Plain, |one| Of::Fact(&one.it));
        format!("{name} {}", self.literal(value, of))
    }

    fn prior(&self, path: &[Name], by: &[(Name, Spanned<Literal>)], value: &Literal) -> String {
        let mut out = format!("{} {}", self.word(Rule::k_before), self.path(path, &[(Kind::Figure, "")]));
        if !by.is_empty() {
            let key = |(name, value): &(Name, Spanned<Literal>)| {
                format!("{} {}", self.fact_name(name), self.literal(&value.it, Of::Fact(&name.it)))
            };
            out = format!("{out} {} {}", self.word(Rule::k_by), by.iter().map(key).collect::<Vec<_>>().join(self.comma()));
        }
        format!("{out} {}", self.literal(value, Of::Plain))
    }

    /// The blocks a clause stands in: `inpatient.pool`.
    fn blocks(&self, path: &[Name]) -> String {
        match path {
            [one] => self.plain(&one.it, &[(Kind::Benefit, ""), (Kind::Layer, "")]),
            path => self.path(path, &[(Kind::Layer, "")]),
        }
    }

    fn expectation(&self, expectation: &Expectation) -> String {
        let figures = flat(&self.figures(&expectation.figures));
        let scope = expectation.figures.first().map_or(FigureScope::Result, |figure| figure.scope);
        let value = match &expectation.value.it {
            Expected::Amount(value, about) => {
                let gap = if self.to == Lang::En { " " } else { "" };
                let about = about
                    .as_ref()
                    .map_or(String::new(), |unit| format!(" {}{gap}{}", self.word(Rule::k_about), self.literal(unit, Of::Plain)));
                format!("{}{about}", self.literal(value, Of::Plain))
            }
            Expected::Names(names) if scope == FigureScope::Error => self.error_words(names),
            Expected::Names(names) => {
                let show = |name: &Name| self.literal(&Literal::Name(name.it.clone(), false), expected(scope));
                names.iter().map(show).collect::<Vec<_>>().join(self.comma())
            }
        };
        format!("{figures} {value}")
    }

    /// `unstated rate`: a code, then what it is about.
    pub(super) fn error_words(&self, words: &[Name]) -> String {
        let turn = |(at, name): (usize, &Name)| self.any_word(&name.it, if at == 0 { &ERROR_KINDS[..1] } else { &ERROR_KINDS });
        words.iter().enumerate().map(turn).collect::<Vec<_>>().join(" ")
    }

    /// `pool.paid + critical.paid`
    pub(super) fn figures(&self, figures: &[Figure]) -> String {
        figures.iter().map(|figure| self.figure(figure)).collect::<Vec<_>>().join(" + ")
    }

    fn figure(&self, figure: &Figure) -> String {
        let path = || match figure.path.as_slice() {
            [one] => self.plain(&one.it, &[(Kind::Figure, ""), (Kind::Part, ""), (Kind::Fact, "")]),
            path => self.path(path, &[(Kind::Figure, "")]),
        };
        let path = || figure.band.map_or_else(path, |band| format!("{} {band}", path()));
        match figure.scope {
            FigureScope::Result => path(),
            FigureScope::Partition => format!("{} {}", self.word(Rule::k_partition), path()),
            FigureScope::Year => format!("{} {}", self.word(Rule::k_year), path()),
            FigureScope::Route => self.word(Rule::k_route).to_owned(),
            FigureScope::Filing => self.word(Rule::k_filing).to_owned(),
            FigureScope::Benefit => self.word(Rule::k_benefit).to_owned(),
            FigureScope::Reason => self.word(Rule::k_reason).to_owned(),
            FigureScope::Error => self.word(Rule::k_error).to_owned(),
        }
    }
}
