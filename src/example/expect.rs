//! Expectations: what an example wants of a result, typed.

use super::case::{Expect, Measure, Wanted};
use super::figure;
use super::name::{self, is};
use super::value::{fen, visits};
use super::words;
use crate::claim::{FILING_FAILURES, FILINGS, ROUTES};
use crate::diagnostic::{Code, Fault, Words};
use crate::model::policy::Policy;
use crate::plan::Names;
use crate::source::{Span, Spanned, nearest};
use crate::syntax::tree::{Expected, Figure, FigureScope, Literal, Name};

/// Reads `pool.paid + aid.paid 20920 yuan`, `route direct`, `reason injured, off_network`, `error unstated rate`.
///
/// `reason none` expects no reason at all.
pub(super) fn read(policy: &Policy, figures: &[Figure], value: &Spanned<Expected>, span: Span) -> Result<Expect, Box<Fault>> {
    let scope = match figures {
        [one] => one.scope,
        _ => FigureScope::Result,
    };
    match scope {
        FigureScope::Result | FigureScope::Partition | FigureScope::Year => amount(policy, figures, value, span),
        FigureScope::Route => one(value, &pairs(&ROUTES)).map(|names| expect("route", "结算方式", Wanted::Route(names), span)),
        FigureScope::Filing => {
            let mut known = pairs(&FILINGS);
            known.extend(policy.filings.iter().map(|filing| filing.names.clone()));
            one(value, &known).map(|names| expect("filing", "备案", Wanted::Filing(names), span))
        }
        FigureScope::Benefit => {
            let known: Vec<Names> = policy.benefits.iter().map(|of| of.names.clone()).collect();
            one(value, &known).map(|names| expect("benefit", "待遇", Wanted::Benefit(names), span))
        }
        FigureScope::Reason => reasons(policy, value).map(|names| expect("reason", "原因", Wanted::Reasons(names), span)),
        FigureScope::Error => error(value).map(|wanted| expect("error", "错误", wanted, span)),
    }
}

fn expect(en: &str, zh: &str, wanted: Wanted, span: Span) -> Expect {
    Expect { shown: Words::new(en, zh), wanted, span }
}

/// A figure or a sum of figures.
fn amount(policy: &Policy, figures: &[Figure], value: &Spanned<Expected>, span: Span) -> Result<Expect, Box<Fault>> {
    let found = figures.iter().map(|one| figure::amount(policy, one, span)).collect::<Result<Vec<_>, _>>()?;
    let Some(measure) = found.first().map(|one| one.measure) else { return Err(words::unknown_figure(span, "", None)) };
    if found.iter().any(|one| one.measure != measure) {
        return Err(words::adds_unlike(span));
    }
    let Expected::Amount(literal, unit) = &value.it else { return Err(words::expects_another_kind(value.span, true)) };
    let join = |pick: fn(&Words) -> &str| found.iter().map(|one| pick(&one.shown)).collect::<Vec<_>>().join(" + ");
    let shown = Words::new(join(|words| &words.en), join(|words| &words.zh));
    let written = figures.iter().map(|one| name::dotted(&one.path)).collect::<Vec<_>>().join(" + ");
    let literal = Spanned::new(literal.clone(), value.span);
    let unit = unit.clone().map(|unit| Spanned::new(unit, value.span));
    let (amount, to) = match measure {
        Measure::Money => {
            let to = unit.map(|unit| fen(&written, &unit)).transpose()?;
            (fen(&written, &literal)?, to)
        }
        Measure::Visits if unit.is_some() => return Err(words::expects_another_kind(value.span, true)),
        Measure::Visits => (visits(&written, &literal)?, None),
    };
    if to.is_some_and(|unit| unit <= 0) {
        return Err(words::finer_than_a_fen(value.span));
    }
    let figures = found.into_iter().map(|one| one.figure).collect();
    Ok(Expect { shown, wanted: Wanted::Amount { figures, measure, amount, to }, span })
}

/// The names expected, if names are.
fn names(value: &Spanned<Expected>) -> Result<Vec<Name>, Box<Fault>> {
    match &value.it {
        Expected::Names(names) if !names.is_empty() => Ok(names.clone()),
        Expected::Amount(Literal::Name(name, _), None) => Ok(vec![Name::new(name.clone(), value.span)]),
        Expected::Names(_) | Expected::Amount(..) => Err(words::expects_another_kind(value.span, false)),
    }
}

/// One name out of the known ones.
fn one(value: &Spanned<Expected>, known: &[Names]) -> Result<Names, Box<Fault>> {
    match names(value)?.as_slice() {
        [name] => find(name, known),
        _ => Err(words::expects_another_kind(value.span, false)),
    }
}

fn find(name: &Name, known: &[Names]) -> Result<Names, Box<Fault>> {
    known.iter().find(|names| is(names, &name.it)).cloned().ok_or_else(|| {
        let near = nearest(&name.it, words::names_of(known.iter()));
        words::unknown_outcome(name.span, &name.it, near, known.iter())
    })
}

/// Reasons of the route and of the filing.
fn reasons(policy: &Policy, value: &Spanned<Expected>) -> Result<Vec<Names>, Box<Fault>> {
    let names = names(value)?;
    let mut known: Vec<Names> = policy.reasons.iter().map(|reason| reason.names.clone()).collect();
    known.extend(pairs(&FILING_FAILURES));
    match names.as_slice() {
        [one] if (one.it == "none" || one.it == "无") && !known.iter().any(|names| is(names, &one.it)) => Ok(Vec::new()),
        _ => names.iter().map(|name| find(name, &known)).collect(),
    }
}

/// A code, then the fact or the words of the clause.
fn error(value: &Spanned<Expected>) -> Result<Wanted, Box<Fault>> {
    let names = names(value)?;
    let mut words_ = names.iter().flat_map(|name| name.it.split_whitespace().map(|word| (word, name.span)));
    let Some((first, span)) = words_.next() else { return Err(words::expects_another_kind(value.span, false)) };
    let code = Code::find(first).ok_or_else(|| {
        let slugs = Code::ALL.iter().filter(|code| code.as_str().starts_with('C')).flat_map(|code| [code.slug(), code.slug_zh()]);
        words::unknown_code(span, first, nearest(first, slugs))
    })?;
    Ok(Wanted::Error { code, about: words_.map(|(word, _)| word.to_owned()).collect() })
}

fn pairs(all: &[(&str, &str)]) -> Vec<Names> {
    all.iter().map(|(latin, han)| Names { latin: (*latin).to_owned(), han: (*han).to_owned() }).collect()
}
