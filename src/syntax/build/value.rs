//! Constants, patterns, cells, conditions, citations.

use super::super::cursor::Node;
use super::super::faults;
use super::super::grammar::Rule;
use super::super::numeral::{day_in_han, in_digits};
use super::super::tree::{Bound, Cell, Citation, Condition, Declared, Literal, Name, Pattern, Test, Text};
use super::Builder;
use crate::calendar::YearStart;
use crate::source::Spanned;
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

impl<'t> Builder<'t> {
    /// A reference: bare or quoted.
    pub(super) fn reference(&self, node: &Node<'t>) -> Name {
        match node.rule() {
            Rule::r#ref => node.inside().next().map_or_else(|| self.path(node), |inner| self.reference(&inner)),
            Rule::text => self.quoted(node),
            _ => self.path(node),
        }
    }

    /// A declared name with its counterpart.
    pub(super) fn declared(&self, node: &Node<'t>) -> Declared {
        let mut inside = node.inside();
        let name = inside.next().map_or_else(|| self.path(node), |name| self.reference(&name));
        Declared { name, other: inside.maybe(Rule::text).map(|text| self.quoted(&text)) }
    }

    /// A constant: `literal`, `quantity`, `factor`, or a leaf of them.
    pub(super) fn literal(&mut self, node: &Node<'t>) -> Spanned<Literal> {
        let it = match node.rule() {
            Rule::literal | Rule::factor => {
                return match node.inside().next() {
                    Some(inner) => self.literal(&inner),
                    None => Spanned::new(Literal::No, node.span()),
                };
            }
            Rule::date => Literal::Date(self.date(node)),
            Rule::quantity => self.quantity(node),
            Rule::number => Literal::Number(self.number(node)),
            Rule::k_yes => Literal::Yes,
            Rule::k_no => Literal::No,
            Rule::text => Literal::Name(self.quoted(node).it, true),
            _ => {
                let name = node.text();
                if let Some(digits) = in_digits(name) {
                    self.faults.push(faults::han_number(node.span(), name, &digits).fix(node.span(), digits, true));
                }
                Literal::Name(name.to_owned(), false)
            }
        };
        Spanned::new(it, node.span())
    }

    fn quantity(&mut self, node: &Node<'t>) -> Literal {
        let mut inside = node.inside();
        let first = inside.next();
        if let Some(fraction) = first.as_ref().filter(|first| first.rule() == Rule::fraction) {
            let digits = half_width(fraction.text());
            let part = |text: &str| text.parse().unwrap_or(0);
            return digits
                .split_once(['/', '／'])
                .map_or(Literal::Fraction(0, 0), |(above, below)| Literal::Fraction(part(above), part(below)));
        }
        let number = first.map_or(Decimal::ZERO, |number| self.number(&number));
        match inside.next().map(|unit| unit.rule()) {
            Some(Rule::u_wan_yuan) => Literal::Yuan(number.checked_mul(Decimal::from(10_000)).unwrap_or(number).normalize()),
            Some(Rule::u_wan) => Literal::Number(number.checked_mul(Decimal::from(10_000)).unwrap_or(number).normalize()),
            Some(Rule::u_yuan) => Literal::Yuan(number),
            Some(Rule::u_percent) => Literal::Percent(number),
            Some(Rule::u_points) => Literal::Points(number),
            Some(Rule::u_working_days) => Literal::WorkingDays(number),
            Some(Rule::u_days) => Literal::Days(number),
            Some(Rule::u_months) => Literal::Months(number),
            Some(Rule::u_years_old) => Literal::YearsOld(number),
            Some(Rule::u_years) => Literal::Years(number),
            Some(Rule::u_times) => Literal::Times(number),
            _ => Literal::Number(number),
        }
    }

    /// A number; 0 and a fault when it is none.
    pub(super) fn number(&mut self, node: &Node<'t>) -> Decimal {
        let digits = half_width(node.text());
        let whole = digits.trim_start_matches('-').split('.').next().unwrap_or_default();
        let fraction = digits.split('.').nth(1).unwrap_or_default();
        if whole.len() > 1 && whole.starts_with('0') {
            self.faults.push(faults::leading_zeros(node.span(), node.text()));
            return Decimal::ZERO;
        }
        match digits.parse::<Decimal>() {
            Ok(number) if whole.len() <= 15 && fraction.len() <= 8 => number.normalize(),
            _ => {
                self.faults.push(faults::number_too_large(node.span(), super::super::diagnose::short(node.text())));
                Decimal::ZERO
            }
        }
    }

    /// A date; the first of 1970 and a fault when there is no such day.
    pub(super) fn date(&mut self, node: &Node<'t>) -> NaiveDate {
        let digits = half_width(node.text());
        let mut pieces = digits.split(|c: char| !c.is_ascii_digit()).filter(|piece| !piece.is_empty());
        let mut next = || pieces.next().and_then(|piece| piece.parse::<u32>().ok()).unwrap_or(0);
        let (year, month, day) = (next(), next(), next());
        let date = i32::try_from(year).ok().filter(|year| *year >= 1900).and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
        date.unwrap_or_else(|| {
            let last = i32::try_from(year).ok().and_then(|year| last_day(year, month)).filter(|last| day > last.day());
            let last = last.map(|last| if node.text().contains('年') { day_in_han(last) } else { last.to_string() });
            self.faults.push(faults::no_such_day(node.span(), node.text(), last.as_deref()));
            NaiveDate::default()
        })
    }

    /// A day of every year; 1 January and a fault when not every year has it.
    pub(super) fn year_day(&mut self, node: &Node<'t>) -> Spanned<YearStart> {
        let digits = half_width(node.text());
        let mut pieces = digits.split(|c: char| !c.is_ascii_digit()).filter(|piece| !piece.is_empty());
        let mut next = || pieces.next().and_then(|piece| piece.parse::<u32>().ok()).unwrap_or(0);
        let day = YearStart::new(next(), next());
        if day.is_none() {
            self.faults.push(faults::no_such_year_day(node.span(), node.text()));
        }
        Spanned { it: day.unwrap_or_default(), span: node.span() }
    }

    /// A set of values.
    pub(super) fn pattern(&mut self, node: &Node<'t>) -> Spanned<Pattern> {
        let parts: Vec<Node<'t>> = node.inside().collect();
        let rule = |at: usize| parts.get(at).map(Node::rule);
        let mut ends = parts.iter().filter(|end| matches!(end.rule(), Rule::date | Rule::quantity));
        let mut end = |builder: &mut Self, included: bool| ends.next().map(|end| builder.bound(end, included));
        let (from, to) = match (rule(0), rule(1)) {
            (Some(Rule::k_over), _) => (end(self, false), self.upper(&parts)),
            (Some(Rule::k_under), _) => (None, end(self, false)),
            (Some(Rule::k_dots), _) => (None, end(self, true)),
            (_, Some(Rule::k_dots | Rule::k_onwards)) => (end(self, true), end(self, true)),
            (_, Some(Rule::k_or_more)) => (end(self, true), self.upper(&parts)),
            (_, Some(Rule::k_or_less)) => (None, end(self, true)),
            _ => {
                let values = parts.iter().filter(|part| part.rule() != Rule::k_or);
                return Spanned::new(Pattern::OneOf(values.map(|value| self.literal(value)).collect()), node.span());
            }
        };
        Spanned::new(Pattern::Range { from, to }, node.span())
    }

    /// The upper end among the parts of a pattern.
    fn upper(&mut self, parts: &[Node<'t>]) -> Option<Bound> {
        let upper = parts.iter().find(|part| part.rule() == Rule::upper)?;
        let included = upper.find(Rule::k_or_less).is_some();
        let end = upper.inside().find(|end| matches!(end.rule(), Rule::date | Rule::quantity))?;
        Some(self.bound(&end, included))
    }

    fn bound(&mut self, node: &Node<'t>, included: bool) -> Bound {
        let mut at = self.literal(node);
        // `3次以上` says what `3 or more` says: the measure word is the fact's, not the author's.
        if let Literal::Times(count) = at.it {
            at.it = Literal::Number(count);
        }
        Bound { at, included }
    }

    /// A cell, or the value of a clause.
    pub(super) fn cell(&mut self, node: &Node<'t>) -> Spanned<Cell> {
        let Some(inner) = node.inside().next() else { return Spanned::new(Cell::Any, node.span()) };
        let it = match inner.rule() {
            Rule::k_otherwise => Cell::Otherwise,
            Rule::k_unstated => Cell::Unstated,
            Rule::k_unlimited => Cell::Unlimited,
            Rule::dash => Cell::CannotArise,
            Rule::product => {
                let factors: Vec<_> = inner.inside().filter(|factor| factor.rule() == Rule::factor).collect();
                Cell::Product(factors.iter().map(|factor| self.literal(factor)).collect())
            }
            Rule::pattern => Cell::Pattern(self.pattern(&inner).it),
            Rule::name | Rule::quantity => Cell::Pattern(Pattern::OneOf(vec![self.literal(&inner)])),
            _ => Cell::Any,
        };
        Spanned::new(it, node.span())
    }

    /// The conditions of a guard.
    pub(super) fn conditions(&mut self, node: &Node<'t>) -> Vec<Condition> {
        let nodes: Vec<_> = node.inside().filter(|inner| inner.rule() == Rule::condition).collect();
        nodes.iter().filter_map(|condition| self.condition(condition)).collect()
    }

    fn condition(&mut self, node: &Node<'t>) -> Option<Condition> {
        let mut inside = node.inside();
        let negated = inside.has(Rule::k_not);
        let fact = self.path(&inside.next()?);
        let test = match (inside.next().map(|word| word.rule()), inside.next()) {
            (Some(Rule::k_is_not), Some(pattern)) => Test::IsNot(self.pattern(&pattern)),
            (Some(_), Some(pattern)) => Test::Is(self.pattern(&pattern)),
            _ if negated => Test::No,
            _ => Test::Yes,
        };
        Some(Condition { fact, test, span: node.span() })
    }

    /// `[办法 "第九条"]`
    pub(super) fn citation(&self, node: &Node<'t>) -> Citation {
        let mut places = Vec::new();
        for cite in node.inside() {
            let mut inside = cite.inside();
            if let Some(name) = inside.next() {
                places.push((self.path(&name), inside.next().map(|text| self.quoted(&text))));
            }
        }
        Citation { places, span: node.span() }
    }

    /// The text after a keyword, where both are there.
    pub(super) fn text_of(&self, node: Option<Node<'t>>) -> Option<Text> {
        node.and_then(|node| if node.rule() == Rule::text { Some(node) } else { node.find(Rule::text) }).map(|text| self.quoted(&text))
    }
}

/// The last day of a month.
fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    (28..=31).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}

/// Digits and points as ASCII, without separators of thousands.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        '．' => '.',
        '－' => '-',
        other => other,
    };
    text.chars().filter(|c| !matches!(c, ',' | '，')).map(narrow).collect()
}
