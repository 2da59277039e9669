//! Clauses that declare and set: facts, values, funds, documents, the head of a policy.

use super::super::cursor::{Cursor, Node};
use super::super::faults;
use super::super::grammar::Rule;
use super::super::tree::{Declared, Document, Fact, FactKind, Grade, Text, What};
use super::{Builder, Tail};
use crate::source::Spanned;
use rust_decimal::prelude::ToPrimitive;

impl<'t> Builder<'t> {
    /// `fact care "就医类型" one of …`
    pub(super) fn fact(&mut self, mut inside: Cursor<'t>, tail: &mut Tail) -> Option<What> {
        let name = self.declared(&inside.next()?);
        let of_item = inside.has(Rule::k_of_item);
        let kind = self.fact_kind(&inside.next()?)?;
        let (mut default, mut field) = (None, None);
        for part in inside {
            match part.rule() {
                Rule::default => default = part.find(Rule::literal).map(|value| self.literal(&value)),
                Rule::field => field = self.text_of(Some(part)),
                _ => {
                    self.tail(&part, tail);
                }
            }
        }
        Some(What::Fact(Fact { name, of_item, kind, default, field }))
    }

    fn fact_kind(&mut self, node: &Node<'t>) -> Option<FactKind> {
        Some(match node.rule() {
            Rule::one_of => {
                let members: Vec<_> = node.inside().filter(|member| member.rule() == Rule::member).collect();
                FactKind::OneOf(members.iter().filter_map(|member| self.member(member)).collect())
            }
            Rule::ranged => {
                let mut inside = node.inside();
                let counted = inside.next()?.rule();
                let pattern = self.pattern(&inside.next()?);
                match counted {
                    Rule::k_count => FactKind::Count(pattern),
                    Rule::k_age => FactKind::Age(pattern),
                    _ => FactKind::Years(pattern),
                }
            }
            Rule::k_yes_or_no => FactKind::YesNo,
            Rule::k_kind_region => FactKind::Region,
            Rule::k_date => FactKind::Date,
            Rule::k_money => FactKind::Money,
            Rule::k_text => FactKind::Text,
            _ => return None,
        })
    }

    fn member(&mut self, node: &Node<'t>) -> Option<(Declared, Option<Text>)> {
        let mut inside = node.inside();
        let name = self.declared(&inside.next()?);
        Some((name, self.coded(&mut inside)))
    }

    /// `code "21"`
    fn coded(&self, inside: &mut Cursor<'t>) -> Option<Text> {
        if inside.has(Rule::k_code) { self.text_of(inside.maybe(Rule::text)) } else { None }
    }

    /// `value dialysis "透析" of disease code "…"`
    pub(super) fn value_of(&mut self, mut inside: Cursor<'t>) -> Option<What> {
        let name = self.declared(&inside.next()?);
        inside.has(Rule::k_of);
        let of = self.path(&inside.next()?);
        Some(What::Value { name, of, code: self.coded(&mut inside) })
    }

    /// `group long_term "…" of filed_as a, b`
    pub(super) fn group(&mut self, mut inside: Cursor<'t>) -> Option<What> {
        let name = self.declared(&inside.next()?);
        inside.has(Rule::k_of);
        let of = self.path(&inside.next()?);
        let members = inside.many(Rule::declared).iter().map(|member| self.declared(member)).collect();
        Some(What::Group { name, of, members })
    }

    /// `fund basic …`: the fund of a layer, or a declaration
    pub(super) fn fund(&mut self, mut inside: Cursor<'t>, in_layer: bool) -> Option<What> {
        let name = self.declared(&inside.next()?);
        let code = self.coded(&mut inside);
        let field = self.text_of(inside.maybe(Rule::field));
        if in_layer && name.other.is_none() && code.is_none() && field.is_none() {
            return Some(What::Fund(name.name));
        }
        Some(What::FundDecl { name, code, field })
    }

    /// `region 430100`
    pub(super) fn region(&mut self, mut inside: Cursor<'t>) -> Option<What> {
        let node = inside.next()?;
        let code = self.number(&node);
        let code = code.to_u32().filter(|whole| (100_000..1_000_000).contains(whole) && code.is_integer());
        if code.is_none() {
            self.faults.push(faults::not_a_region(node.span(), node.text()));
        }
        code.map(|code| What::Region(Spanned::new(code, node.span())))
    }

    /// `document 办法 "标题" number "文号" 2022-12-30 unconfirmed`
    pub(super) fn document(&mut self, mut inside: Cursor<'t>) -> Option<What> {
        let name = self.path(&inside.next()?);
        let title = self.text_of(inside.maybe(Rule::text))?;
        let number = if inside.has(Rule::k_number) { self.text_of(inside.maybe(Rule::text)) } else { None };
        let (mut date, mut grade) = (None, Grade::Unconfirmed);
        for part in inside {
            match part.rule() {
                Rule::date => date = Some(Spanned::new(Some(self.date(&part)), part.span())),
                Rule::k_unstated => date = Some(Spanned::new(None, part.span())),
                Rule::k_official => grade = Grade::Official,
                Rule::k_secondary => grade = Grade::Secondary,
                _ => grade = Grade::Unconfirmed,
            }
        }
        Some(What::Document(Document { name, title, number, date, grade }))
    }

    /// `rounding half up to 0.01 yuan, first pay per item`
    pub(super) fn rounding(&mut self, node: &Node<'t>) -> Option<What> {
        let unit = self.literal(&node.find(Rule::quantity)?);
        Some(What::Rounding { unit, per_claim: node.find(Rule::k_per_claim).is_some() })
    }
}
