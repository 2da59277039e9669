//! `assume`: a value for a clause the document leaves unstated.
//!
//! A head is named as the plan names it: `benefit.layer`, a blank, and the name of its ladder
//! (`inpatient.pool rate`, `inpatient.pool adjust rate down`); `first pay` at the top of a policy has its ladder's name alone.

use super::name;
use super::words;
use crate::claim::Assumption;
use crate::diagnostic::Fault;
use crate::model::policy::{FactId, Layer, Policy};
use crate::source::{Span, nearest};
use crate::syntax::tree::{self, Adjust, AdjustOp, Answer, Cell, Clause, HeadWord, Literal, Name, Pattern, Period, What};
use crate::value::{Money, RATE_ONE, Rate};

/// Reads `assume inpatient.pool rate 60%`.
pub(super) fn assumption(policy: &Policy, path: &[Name], clause: &Clause) -> Result<Assumption, Box<Fault>> {
    if !clause.when.is_empty() || clause.citation.is_some() {
        return Err(words::assumes_one_value(clause.span));
    }
    if let What::Amount { head, answer } = &clause.what {
        let (literal, span) = constant(answer.as_ref(), clause.span)?;
        supply(head_name(policy, path, head)?, head.word, None, literal, span)
    } else if let What::Adjust(adjust) = &clause.what {
        let (literal, span) = constant(adjust.answer.as_ref(), clause.span)?;
        let (head, silent) = adjusting(policy, path, adjust)?;
        let assumed = supply(head, adjust.target.word, adjust.op, literal, span)?;
        Ok(Assumption { op: adjust.op.filter(|_| silent), ..assumed })
    } else {
        Err(words::assumes_one_value(clause.span))
    }
}

/// What an assumption supplies: one constant, or `None` for `unlimited`.
fn constant(answer: Option<&Answer>, clause: Span) -> Result<(Option<&Literal>, Span), Box<Fault>> {
    match answer {
        Some(Answer::Value(cell)) => match &cell.it {
            Cell::Unlimited => Ok((None, cell.span)),
            Cell::Pattern(Pattern::OneOf(all)) => match all.as_slice() {
                [one] => Ok((Some(&one.it), one.span)),
                _ => Err(words::assumes_one_value(cell.span)),
            },
            Cell::Pattern(Pattern::Range { .. })
            | Cell::Any
            | Cell::Otherwise
            | Cell::CannotArise
            | Cell::Unstated
            | Cell::Product(_)
            | Cell::Told(_) => Err(words::assumes_one_value(cell.span)),
        },
        Some(Answer::Across(..) | Answer::Table(_)) | None => Err(words::assumes_one_value(clause)),
    }
}

/// The name of a head.
fn head_name(policy: &Policy, path: &[Name], head: &tree::Head) -> Result<String, Box<Fault>> {
    let unknown = || words::unknown_head(head.span, word(head.word));
    if path.is_empty() {
        let ladder = if policy.first_pay.rows.is_empty() { &policy.item_first_pay } else { &policy.first_pay };
        return if head.word == HeadWord::FirstPay && !ladder.rows.is_empty() { Ok(ladder.name.clone()) } else { Err(unknown()) };
    }
    let (prefix, layer) = layer(policy, path)?;
    let ladder = match head.word {
        HeadWord::Rate | HeadWord::Share => layer.rate.as_ref().filter(|own| own.word == head.word).map(|own| &own.ladder),
        HeadWord::Deductible | HeadWord::Limit | HeadWord::LimitAbove | HeadWord::Cap => {
            head_at(policy, layer, head).and_then(|at| layer.heads.get(at)).map(|own| &own.ladder)
        }
        HeadWord::Paid | HeadWord::FirstPay => None,
    };
    ladder.map(|ladder| format!("{prefix} {}", ladder.name)).ok_or_else(unknown)
}

/// The name of an adjusting head, and whether it is one whose operation the policy leaves unstated too: a clause of the same
/// operation goes before that.
fn adjusting(policy: &Policy, path: &[Name], adjust: &Adjust) -> Result<(String, bool), Box<Fault>> {
    let (prefix, layer) = layer(policy, path)?;
    let target = head_at(policy, layer, &adjust.target);
    let only = adjust.target.period.is_none() && adjust.target.accumulator.is_none() && adjust.target.by.is_empty();
    let with = adjust.with.as_ref().map(|with| policy.scope.named(&with.fact.it));
    let unknown = || words::unknown_head(adjust.target.span, word(adjust.target.word));
    if adjust.op.is_none() {
        return Err(words::assumes_an_operation(adjust.target.span, word(adjust.target.word)));
    }
    let of = |op: Option<AdjustOp>| {
        layer.adjusts.iter().find(|own| {
            let same_target = own.word == adjust.target.word && (only || own.head.is_none() || own.head == target);
            same_target && own.op == op && own.with.map(|(fact, ..)| Some(fact)) == with
        })
    };
    let (found, silent) = match of(adjust.op) {
        Some(own) => (own, false),
        None => (of(None).ok_or_else(unknown)?, true),
    };
    Ok((format!("{prefix} {}", found.ladder.name), silent))
}

/// A layer with its dotted name.
fn layer<'a>(policy: &'a Policy, path: &[Name]) -> Result<(String, &'a Layer), Box<Fault>> {
    name::layer_at(policy, path).map(|(of, layer)| (format!("{}.{}", of.names.key(), layer.names.key()), layer)).ok_or_else(|| {
        let wrong = path.iter().find(|name| !name::blocks(policy).any(|known| known == name.it)).or(path.last());
        let (word, span) = wrong.map_or(("", Span::default()), |name| (name.it.as_str(), name.span));
        words::unknown_layer(span, word, nearest(word, name::blocks(policy)), &name::paths(policy))
    })
}

/// The layer's head of the same word, period, accumulator and key.
fn head_at(policy: &Policy, layer: &Layer, head: &tree::Head) -> Option<usize> {
    let period = head.period.as_ref().map_or(Period::Visit, |period| period.it);
    let mut by: Vec<FactId> = head.by.iter().map(|name| policy.scope.named(&name.it)).collect::<Option<_>>()?;
    by.sort_unstable();
    layer.heads.iter().position(|own| {
        let mut own_by = own.by.clone();
        own_by.sort_unstable();
        let accumulator = own.accumulator.and_then(|at| policy.accumulators.get(usize::from(at)));
        let same_accumulator = match (&head.accumulator, accumulator) {
            (None, None) => true,
            (Some(name), Some(names)) => name::is(names, &name.it),
            (Some(_), None) | (None, Some(_)) => false,
        };
        own.word == head.word && own.total == head.total && own.period == period && same_accumulator && own_by == by
    })
}

/// The value in the plan's units: fen, or rate units; [`i64::MAX`] for no limit.
fn supply(head: String, word: HeadWord, op: Option<AdjustOp>, literal: Option<&Literal>, span: Span) -> Result<Assumption, Box<Fault>> {
    let money = matches!(word, HeadWord::Deductible | HeadWord::Limit | HeadWord::LimitAbove | HeadWord::Cap | HeadWord::Paid);
    let Some(literal) = literal else {
        let bounded = matches!(word, HeadWord::Limit | HeadWord::LimitAbove | HeadWord::Cap) && op.is_none();
        let unlimited = Assumption { head, op: None, value: i64::MAX, shown: "unlimited".to_owned() };
        return if bounded { Ok(unlimited) } else { Err(words::wrong_assumption(span, money, op)) };
    };
    let found = match (op, literal) {
        (Some(AdjustOp::Times), Literal::Number(factor)) => {
            let units = factor.checked_mul(RATE_ONE.into()).filter(rust_decimal::Decimal::is_integer);
            units.and_then(|units| i64::try_from(units).ok()).map(|units| (units, factor.normalize().to_string()))
        }
        (Some(AdjustOp::Times), Literal::Fraction(above, below)) => {
            Rate::from_fraction(*above, *below).map(|rate| (rate.units(), rate.to_string()))
        }
        (None | Some(AdjustOp::To | AdjustOp::AtLeast | AdjustOp::AtMost), Literal::Fraction(above, below)) if !money => {
            Rate::from_fraction(*above, *below).map(|rate| (rate.units(), rate.to_string()))
        }
        (Some(AdjustOp::Times), Literal::Percent(percent)) => Rate::from_percent(*percent).map(|rate| (rate.units(), rate.to_string())),
        (Some(AdjustOp::Up | AdjustOp::Down), Literal::Points(points)) if !money => {
            Rate::from_percent(*points).map(|rate| (rate.units(), format!("{} points", points.normalize())))
        }
        (None | Some(AdjustOp::To | AdjustOp::AtLeast | AdjustOp::AtMost), Literal::Percent(percent)) if !money => {
            Rate::from_percent(*percent).map(|rate| (rate.units(), rate.to_string()))
        }
        (None | Some(AdjustOp::To | AdjustOp::AtLeast | AdjustOp::AtMost | AdjustOp::Up | AdjustOp::Down), Literal::Yuan(yuan))
            if money =>
        {
            Money::from_yuan(*yuan).map(|money| (money.fen(), money.to_string()))
        }
        _ => None,
    };
    let (value, shown) = found.ok_or_else(|| words::wrong_assumption(span, money, op))?;
    Ok(Assumption { head, op: None, value, shown })
}

/// How a head's word is written, in English and Chinese.
fn word(word: HeadWord) -> (&'static str, &'static str) {
    match word {
        HeadWord::Deductible => ("deductible", "起付线"),
        HeadWord::Limit => ("limit", "费用限额"),
        HeadWord::LimitAbove => ("limit above deductible", "费用限额 起付线以上"),
        HeadWord::Rate => ("rate", "比例"),
        HeadWord::Share => ("share", "自付比例"),
        HeadWord::Paid => ("paid", "支付"),
        HeadWord::Cap => ("cap", "封顶线"),
        HeadWord::FirstPay => ("first pay", "先行自付"),
    }
}
