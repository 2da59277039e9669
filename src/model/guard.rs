//! Conditions, patterns and constants, typed by the fact they speak of: everything becomes a set of whole numbers.

use super::policy::{FactId, Guard, Scope, Stage};
use super::scope::{cut, is_named};
use super::words;
use crate::calendar::day_number;
use crate::claim::ROLES;
use crate::diagnostic::Fault;
use crate::place;
use crate::plan::FactKind;
use crate::source::{Span, Spanned};
use crate::syntax::times_in_digits;
use crate::syntax::tree::{Bound, Condition, Literal, Pattern, Test};
use crate::value::{Money, Set};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The largest count, age or number of years a policy may speak of.
pub const LARGEST_COUNT: i64 = 1_000_000;

/// Reads conditions against a scope; a text mentioned for the first time is entered into its fact.
pub struct Reader<'a> {
    /// The facts.
    pub scope: &'a mut Scope,
    /// Where faults go.
    pub faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    /// The conditions as a guard; `stage` is what is settled where it is read.
    pub fn guard(&mut self, conditions: &[Condition], stage: Stage) -> Guard {
        let mut guard = Guard::new();
        for condition in conditions {
            let Some(fact) = self.scope.find(&condition.fact, self.faults) else { continue };
            self.in_time(fact, stage, condition.span);
            if let Some(set) = self.test(fact, condition) {
                meet(&mut guard, fact, &set);
            }
        }
        guard
    }

    /// Reports a fact that is not settled yet at `stage`. Facts of items are read only where items are classified.
    pub fn in_time(&mut self, fact: FactId, stage: Stage, span: Span) {
        if let Some(known) = self.scope.fact(fact)
            && known.stage > stage
        {
            self.faults.push(words::too_early(&known.names, span));
        }
    }

    fn test(&mut self, fact: FactId, condition: &Condition) -> Option<Set> {
        let domain = self.scope.fact(fact)?.domain.clone();
        let yes_no = matches!(self.scope.fact(fact)?.kind, FactKind::YesNo);
        match &condition.test {
            Test::Yes | Test::No if !yes_no => {
                self.wrong_kind(fact, condition.span);
                None
            }
            Test::Yes => Some(Set::one(1)),
            Test::No => Some(Set::one(0)),
            Test::Is(pattern) => self.pattern(fact, pattern),
            Test::IsNot(pattern) => self.pattern(fact, pattern).map(|set| domain.minus(&set)),
        }
    }

    /// The values a pattern means; `None` after a fault.
    pub fn pattern(&mut self, fact: FactId, pattern: &Spanned<Pattern>) -> Option<Set> {
        match &pattern.it {
            Pattern::OneOf(literals) => {
                let mut union = Some(Set::EMPTY);
                for literal in literals {
                    let set = self.literal(fact, literal);
                    union = union.zip(set).map(|(a, b)| a.union(&b));
                }
                union
            }
            Pattern::Range { from, to } => self.range(fact, from.as_ref(), to.as_ref(), pattern.span),
        }
    }

    fn range(&mut self, fact: FactId, from: Option<&Bound>, to: Option<&Bound>, span: Span) -> Option<Set> {
        let known = self.scope.fact(fact)?;
        let domain = known.domain.clone();
        let ordered = match &known.kind {
            FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Date | FactKind::Money => true,
            FactKind::Enum(_) | FactKind::YesNo | FactKind::Region | FactKind::Text(_) => false,
        };
        if !ordered {
            self.wrong_kind(fact, span);
            return None;
        }
        let mut end = |bound: Option<&Bound>, other: Option<&Bound>, step: i64, open: i64| -> Option<i64> {
            let Some(bound) = bound else { return Some(open) };
            let literal = with_unit_of(&bound.at, other.map(|b| &b.at));
            let at = self.number(fact, &literal)?;
            Some(if bound.included { at } else { at.saturating_add(step) })
        };
        let low = end(from, to, 1, i64::MIN);
        let high = end(to, from, -1, i64::MAX);
        let set = Set::range(low?, high?);
        if set.is_empty() {
            self.faults
                .push(words::out_of_range(("the range holds nothing: its ends are the wrong way round", "范围为空：两端颠倒"), span));
            return None;
        }
        let inside = set.meet(&domain);
        if inside.is_empty() {
            self.faults.push(words::out_of_range(("no value of the fact lies in this range", "该事实没有落在此范围的取值"), span));
            return None;
        }
        Some(inside)
    }

    /// The values one constant means: one, a group's, or the codes a region covers.
    pub fn literal(&mut self, fact: FactId, literal: &Spanned<Literal>) -> Option<Set> {
        let known = self.scope.fact(fact)?;
        match (&known.kind, &literal.it) {
            (FactKind::Enum(_), Literal::Name(name, _)) => self.value(fact, name, literal.span),
            (FactKind::Text(_), Literal::Name(text, _)) => Some(Set::one(self.text(fact, text))),
            (FactKind::YesNo, Literal::Yes) => Some(Set::one(1)),
            (FactKind::YesNo, Literal::No) => Some(Set::one(0)),
            (FactKind::Region, Literal::Number(code)) => {
                match code.to_u32().filter(|c| code.is_integer() && (100_000..=999_999).contains(c)) {
                    Some(code) => {
                        let (from, to) = place::covers(code);
                        Some(Set::range(from, to))
                    }
                    None => {
                        self.faults.push(words::out_of_range(
                            ("a region code has six digits (GB/T 2260)", "行政区划代码为六位数字（GB/T 2260）"),
                            literal.span,
                        ));
                        None
                    }
                }
            }
            (FactKind::Count | FactKind::Age | FactKind::Years | FactKind::Date | FactKind::Money, _) => {
                let at = self.number(fact, literal)?;
                if self.scope.fact(fact)?.domain.contains(at) {
                    Some(Set::one(at))
                } else {
                    self.faults.push(words::out_of_range(("the fact never has this value", "该事实不会取此值"), literal.span));
                    None
                }
            }
            (FactKind::Enum(_) | FactKind::Text(_) | FactKind::YesNo | FactKind::Region, _) => {
                self.wrong_kind(fact, literal.span);
                None
            }
        }
    }

    fn value(&mut self, fact: FactId, name: &str, span: Span) -> Option<Set> {
        let known = self.scope.fact(fact)?;
        let FactKind::Enum(values) = &known.kind else { return None };
        if let Some(at) = values.iter().position(|(names, _)| is_named(names, name)) {
            return i64::try_from(at).ok().map(Set::one);
        }
        if let Some((.., members)) = self.scope.groups.iter().find(|(names, of, _)| *of == fact && is_named(names, name)) {
            return Some(Set::of(members.iter().map(|m| (*m, *m))));
        }
        let mut names: Vec<&str> = values.iter().flat_map(|(n, _)| [n.latin.as_str(), n.han.as_str()]).collect();
        names.extend(self.scope.groups.iter().filter(|(_, of, _)| *of == fact).flat_map(|(n, ..)| [n.latin.as_str(), n.han.as_str()]));
        names.retain(|n| !n.is_empty());
        let fault = match cut(name, &names) {
            Some(pieces) => words::glued(name, &pieces, span),
            None => {
                let groups = self.scope.groups.iter().filter(|(_, of, _)| *of == fact);
                let all = values.iter().map(|(names, _)| words::two(names)).chain(groups.map(|(names, ..)| words::two(names)));
                // What the engine derives and what a `define` answers have values of their own.
                let open = known.define.is_none() && !ROLES.iter().any(|(role, .., derived)| *derived && known.role == Some(*role));
                words::unknown_value(name, all, open.then_some(&known.names), span)
            }
        };
        self.faults.push(fault);
        None
    }

    fn text(&mut self, fact: FactId, text: &str) -> i64 {
        let Some(FactKind::Text(texts)) = self.scope.facts.get_mut(fact as usize).map(|f| &mut f.kind) else { return i64::MAX };
        let at = texts.iter().position(|t| t == text).unwrap_or_else(|| {
            texts.push(text.to_owned());
            texts.len() - 1
        });
        i64::try_from(at).unwrap_or(i64::MAX)
    }

    /// One number of an ordered fact, in its own unit.
    pub fn number(&mut self, fact: FactId, literal: &Spanned<Literal>) -> Option<i64> {
        let kind = &self.scope.fact(fact)?.kind;
        let whole = |n: &Decimal| n.is_integer().then(|| n.to_i64()).flatten();
        let found = match (kind, &literal.it) {
            (FactKind::Count, Literal::Number(n) | Literal::Times(n)) => Some(whole(n)),
            (FactKind::Age, Literal::Number(n) | Literal::YearsOld(n)) => Some(whole(n)),
            (FactKind::Years, Literal::Number(n) | Literal::Years(n)) => Some(whole(n)),
            (FactKind::Money, Literal::Yuan(n)) => Some(Money::from_yuan(*n).map(Money::fen)),
            (FactKind::Date, Literal::Date(day)) => Some(Some(day_number(*day))),
            _ => None,
        };
        match found {
            Some(Some(n)) => Some(n),
            Some(None) => {
                self.faults.push(words::out_of_range(("this number is too fine or too large here", "此处数值过细或过大"), literal.span));
                None
            }
            None => {
                if let (FactKind::Count, Some((en, zh))) = (kind, ordinal(&literal.it)) {
                    let right = if matches!(&literal.it, Literal::Name(name, _) if name.is_ascii()) { &en } else { &zh };
                    let names = &self.scope.fact(fact)?.names;
                    self.faults.push(words::ordinal(names, (&en, &zh), literal.span).fix(literal.span, right.clone(), true));
                } else {
                    self.wrong_kind(fact, literal.span);
                }
                None
            }
        }
    }

    /// Reports that a fact does not take what stands there.
    pub fn wrong_kind(&mut self, fact: FactId, span: Span) {
        let Some(known) = self.scope.fact(fact) else { return };
        let wanted = match &known.kind {
            FactKind::Enum(_) => ("one of its values", "其取值之一"),
            FactKind::YesNo => (
                "yes or no; in a guard it stands bare: `when injury`, `when not injury`",
                "是或否；作条件时单独书写：「当 外伤」「当 非 外伤」",
            ),
            FactKind::Count => ("a whole number, such as `3 or more`", "整数，如「3次以上」"),
            FactKind::Age => ("years of age, such as `70 years old or more`", "周岁数，如「70周岁以上」"),
            FactKind::Years => ("years, such as `5 years or more`", "年数，如「5年以上」"),
            FactKind::Region => ("a six-digit region code", "六位行政区划代码"),
            FactKind::Date => ("a date, such as `2025-01-01 ..`", "日期，如「2025年1月1日起」"),
            FactKind::Money => ("an amount, such as `600 yuan`", "金额，如「600元」"),
            FactKind::Text(_) => ("a name or a quoted text", "名称或带引号的文字"),
        };
        self.faults.push(words::wrong_kind(&known.names, wanted, span));
    }
}

/// The count an ordinal name means, as it is written in English and in Chinese: `第二次及以上`, `second`.
fn ordinal(literal: &Literal) -> Option<(String, String)> {
    const ENGLISH: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];
    let Literal::Name(name, _) = literal else { return None };
    if let Some((_, n)) = ENGLISH.iter().zip(1..).find(|(word, _)| *word == name) {
        return Some((n.to_string(), format!("{n}次")));
    }
    let zh = times_in_digits(name)?;
    let (count, after) = zh.split_once('次')?;
    let en = match after {
        "以上" => format!("{count} or more"),
        "以下" => format!("{count} or less"),
        _ => count.to_owned(),
    };
    Some((en, zh))
}

/// A bare number beside an end with a unit takes that unit.
pub fn with_unit_of(literal: &Spanned<Literal>, other: Option<&Spanned<Literal>>) -> Spanned<Literal> {
    let Literal::Number(n) = literal.it else { return literal.clone() };
    let it = match other.map(|o| &o.it) {
        Some(Literal::Yuan(_)) => Literal::Yuan(n),
        Some(Literal::Percent(_)) => Literal::Percent(n),
        Some(Literal::Years(_)) => Literal::Years(n),
        Some(Literal::YearsOld(_)) => Literal::YearsOld(n),
        Some(Literal::Times(_)) => Literal::Times(n),
        _ => Literal::Number(n),
    };
    Spanned::new(it, literal.span)
}

/// Narrows a guard by one fact's set.
pub fn meet(guard: &mut Guard, fact: FactId, set: &Set) {
    match guard.binary_search_by_key(&fact, |(f, _)| *f) {
        Ok(at) => {
            if let Some((_, old)) = guard.get_mut(at) {
                *old = old.meet(set);
            }
        }
        Err(at) => guard.insert(at, (fact, set.clone())),
    }
}

/// Both guards at once.
pub fn both(one: &Guard, two: &Guard) -> Guard {
    let mut out = one.clone();
    for (fact, set) in two {
        meet(&mut out, *fact, set);
    }
    out
}
