//! What a clause says: the dispatch over clause rules, and the clauses of filings, routes, benefits and layers.

use super::super::cursor::{Cursor, Node};
use super::super::diagnose::short;
use super::super::expected::Place;
use super::super::faults;
use super::super::grammar::Rule;
use super::super::tree::{Adjust, AdjustOp, Answer, Cell, Clause, Head, HeadWord, Mode, Period, Term, What, With};
use super::{Builder, Tail};
use crate::source::{Span, Spanned};
use std::sync::Arc;

impl<'t> Builder<'t> {
    /// What a clause says; none when it is at fault.
    pub(super) fn what(&mut self, node: &Node<'t>, place: Place, mode: Mode, head: Span, tail: &mut Tail) -> Option<What> {
        let mut inside = node.inside();
        let word = inside.next();
        Some(match node.rule() {
            Rule::fact => return self.fact(inside, tail),
            Rule::value_of => return self.value_of(inside),
            Rule::group => return self.group(inside),
            Rule::fund => return self.fund(inside, place == Place::Layer),
            Rule::region => return self.region(inside),
            Rule::document => return self.document(inside),
            Rule::rounding => return self.rounding(node),
            Rule::never => {
                tail.when.extend(self.conditions(node));
                What::NeverWhen
            }
            Rule::scheme => What::Scheme(self.reference(&inside.next()?)),
            Rule::effective => What::Effective(self.cell(&inside.next()?)),
            Rule::applies_on => What::AppliesOn(self.path(&inside.next()?)),
            Rule::year_of => What::YearOf {
                date: self.path(&inside.next()?),
                from: if inside.has(Rule::k_from) { inside.next().map(|day| self.year_day(&day)) } else { None },
            },
            Rule::last_day => What::LastDay { rolling: word?.rule() == Rule::k_rolling },
            Rule::catalog_of => What::CatalogOf(self.path(&inside.next()?)),
            Rule::first_pay_of => What::FirstPayOf(self.path(&inside.next()?)),
            Rule::filing_needed => {
                self.tails(inside, tail);
                What::FilingNeeded
            }
            Rule::filing => {
                let name = self.declared(&inside.next()?);
                What::Filing { name, clauses: self.body(inside, Place::Filing, mode, head, tail)? }
            }
            Rule::file_by => {
                let event = self.path(&inside.next()?);
                let within = inside.maybe(Rule::quantity).map(|length| self.literal(&length));
                What::FileBy { event, within, counting_first: inside.has(Rule::k_counting_first) }
            }
            Rule::late => What::Late(self.reference(&inside.next()?)),
            Rule::valid => {
                let from = if inside.has(Rule::k_from) { inside.next().map(|name| self.path(&name)) } else { None };
                What::Valid { from, length: inside.maybe(Rule::quantity).map(|length| self.literal(&length)) }
            }
            Rule::deemed => What::Deemed,
            Rule::place => What::Place { institution: word?.rule() == Rule::k_place_institution },
            Rule::needs => What::Needs(self.quoted(&inside.next()?)),
            Rule::route => What::Route(self.body(inside, Place::Route, mode, head, tail)?),
            Rule::reason => What::Reason { refuse: word?.rule() == Rule::k_refuse, name: self.declared(&inside.next()?) },
            Rule::accumulator => What::Accumulator(self.declared(&inside.next()?)),
            Rule::let_ => {
                let name = self.declared(&inside.next()?);
                let answer = self.answered(inside, mode, head, tail)?;
                // `remove let year_wage`: the tree has no constant without a value, so an unstated one stands there.
                let answer = answer.unwrap_or_else(|| Answer::Value(Spanned::new(Cell::Unstated, head)));
                What::Let { name, answer }
            }
            Rule::define => {
                let name = self.declared(&inside.next()?);
                match self.answer(inside, tail)? {
                    Answer::Table(table) => What::Define { name, table },
                    Answer::Value(_) | Answer::Across(..) => return None,
                }
            }
            Rule::part => {
                let name = self.declared(&inside.next()?);
                inside.has(Rule::k_of);
                What::Part { name, of: self.path(&inside.next()?) }
            }
            Rule::benefit => {
                let name = self.declared(&inside.next()?);
                What::Benefit { name, clauses: self.body(inside, Place::Benefit, mode, head, tail)? }
            }
            Rule::layer => {
                let name = self.declared(&inside.next()?);
                let after = if inside.has(Rule::k_after) { inside.next().map(|layer| self.reference(&layer)) } else { None };
                let given = inside.has(Rule::k_given);
                What::Layer { name, after, given, clauses: self.body(inside, Place::Layer, mode, head, tail)? }
            }
            Rule::account => What::PersonalAccount(self.body(inside, Place::Account, mode, head, tail)?),
            Rule::covers => What::Covers(inside.filter_map(|term| self.term(&term)).collect()),
            Rule::bands => {
                let from_zero = inside.next()?.rule() == Rule::k_from_zero;
                let over_year = inside.has(Rule::k_over_year);
                let counter = inside.maybe(Rule::counts_in).and_then(|part| part.find(Rule::r#ref)).map(|name| self.reference(&name));
                What::Bands { from_zero, over_year, counter }
            }
            Rule::higher => What::HigherOf,
            Rule::amount => {
                let of = self.head(&word?)?;
                What::Amount { head: of, answer: self.answered(inside, mode, head, tail)? }
            }
            Rule::adjust => What::Adjust(self.adjust(inside, mode, head, tail)?),
            Rule::table_of => match self.answer(inside, tail)? {
                Answer::Table(table) => What::Table(table),
                Answer::Value(_) | Answer::Across(..) => return None,
            },
            rule @ (Rule::allow | Rule::deny) => {
                let code = self.path(&inside.next()?);
                What::Ruling { deny: rule == Rule::deny, code, why: self.quoted(&inside.next()?) }
            }
            Rule::example => What::Example(Arc::new(self.example(inside)?)),
            _ => return None,
        })
    }

    fn tails(&mut self, nodes: Cursor<'t>, tail: &mut Tail) {
        for node in nodes {
            self.tail(&node, tail);
        }
    }

    /// The block of a clause; none, with a fault, where it should be there and is not.
    fn body(&mut self, nodes: Cursor<'t>, place: Place, mode: Mode, head: Span, tail: &mut Tail) -> Option<Vec<Clause>> {
        let mut out = None;
        for node in nodes {
            if node.rule() == Rule::block {
                if mode == Mode::Remove {
                    self.faults.push(faults::removed_value(node.span()));
                }
                out = Some(self.block(&node, place));
            } else {
                self.tail(&node, tail);
            }
        }
        if out.is_none() {
            if mode == Mode::Remove {
                return Some(Vec::new());
            }
            // A block without its opening brace leaves one closing brace too many.
            self.unopened += 1;
            let end = Span { start: head.end, ..head };
            self.faults.push(faults::no_block(head, short(self.written(head))).fix(end, " {", self.lax));
        }
        out
    }

    /// The answer of a clause that must have one, but for `remove`, which must not. The outer none is a fault.
    #[expect(clippy::option_option, reason = "no answer and a fault are two things")]
    fn answered(&mut self, nodes: Cursor<'t>, mode: Mode, head: Span, tail: &mut Tail) -> Option<Option<Answer>> {
        match (self.answer(nodes, tail), mode) {
            (None, Mode::Remove) => Some(None),
            (Some(answer), Mode::Plain | Mode::Override) => Some(Some(answer)),
            (None, Mode::Plain | Mode::Override) => {
                self.faults.push(faults::no_value(head, short(self.written(head))));
                None
            }
            (Some(answer), Mode::Remove) => {
                let span = match answer {
                    Answer::Value(cell) => cell.span,
                    Answer::Across(_, table) | Answer::Table(table) => table.span,
                };
                self.faults.push(faults::removed_value(span));
                None
            }
        }
    }

    /// `deductible per visit in NAME by disease total at most`
    pub(super) fn head(&mut self, node: &Node<'t>) -> Option<Head> {
        let mut inside = node.inside();
        let word = match inside.next()?.rule() {
            Rule::k_deductible => HeadWord::Deductible,
            Rule::k_limit if inside.has(Rule::k_above) => HeadWord::LimitAbove,
            Rule::k_limit => HeadWord::Limit,
            Rule::k_rate => HeadWord::Rate,
            Rule::k_share => HeadWord::Share,
            Rule::k_paid => HeadWord::Paid,
            Rule::k_cap => HeadWord::Cap,
            _ => HeadWord::FirstPay,
        };
        let mut head = Head { word, period: None, accumulator: None, by: Vec::new(), total: false, span: node.span() };
        for part in inside {
            match part.rule() {
                Rule::period => head.period = part.inside().next().map(|word| Spanned::new(period(word.rule()), part.span())),
                Rule::counts_in => head.accumulator = part.find(Rule::r#ref).map(|name| self.reference(&name)),
                Rule::kept_by => head.by = part.inside().filter(|name| name.rule() == Rule::name).map(|name| self.path(&name)).collect(),
                _ => head.total = true,
            }
        }
        Some(head)
    }

    fn adjust(&mut self, mut inside: Cursor<'t>, mode: Mode, head: Span, tail: &mut Tail) -> Option<Adjust> {
        let target = self.head(&inside.next()?)?;
        let with = inside.maybe(Rule::grows).and_then(|grows| self.grows(&grows));
        if inside.peek() == Some(Rule::k_unstated) {
            return Some(Adjust { target, with, op: None, answer: self.answer(inside, tail) });
        }
        let op = inside.next().and_then(|op| Self::operation(op.rule()));
        Some(Adjust { target, with, op, answer: self.answered(inside, mode, head, tail)? })
    }

    /// `with age over 60 each 1 years`
    pub(super) fn grows(&mut self, node: &Node<'t>) -> Option<With> {
        let mut inside = node.inside();
        inside.has(Rule::k_with);
        let fact = self.path(&inside.next()?);
        let over = if inside.has(Rule::k_over) { inside.next().map(|base| self.literal(&base)) } else { None };
        inside.has(Rule::k_each);
        Some(With { fact, over, each: self.literal(&inside.next()?) })
    }

    /// The operation of an adjustment.
    pub(super) fn operation(rule: Rule) -> Option<AdjustOp> {
        Some(match rule {
            Rule::k_to => AdjustOp::To,
            Rule::k_up => AdjustOp::Up,
            Rule::k_down => AdjustOp::Down,
            Rule::k_at_least => AdjustOp::AtLeast,
            Rule::k_at_most => AdjustOp::AtMost,
            Rule::times => AdjustOp::Times,
            _ => return None,
        })
    }

    fn term(&mut self, node: &Node<'t>) -> Option<Term> {
        let mut inside = node.inside();
        let name = inside.next()?;
        let path = if name.rule() == Rule::k_rest { vec![Spanned::new("rest".to_owned(), name.span())] } else { self.names(&name) };
        Some(Term { path, scale: node.find(Rule::quantity).map(|scale| self.literal(&scale)), span: node.span() })
    }

    fn written(&self, span: Span) -> &'t str {
        self.text.get(span.range()).unwrap_or_default()
    }
}

fn period(rule: Rule) -> Period {
    match rule {
        Rule::k_per_stay => Period::Stay,
        Rule::k_per_month => Period::Month,
        Rule::k_per_year => Period::Year,
        _ => Period::Visit,
    }
}
