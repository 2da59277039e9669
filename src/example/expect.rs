//! Expectations: what an example wants of a result, typed.

use super::case::{self, Expect, Measure, Wanted};
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
use std::sync::Arc;

/// What an expectation names, looked up in the policy: a column of a table names it once for all its rows.
pub(super) enum Target {
    /// A figure or a sum of figures.
    Amount {
        /// The figures.
        figures: Arc<[case::Figure]>,
        /// What they are counted in.
        measure: Measure,
        /// Their names, to show.
        shown: Arc<Words>,
        /// As written.
        written: String,
    },
    /// `route`, with the names it may have.
    Route(Vec<Names>),
    /// `filing`, with the names it may have.
    Filing(Vec<Names>),
    /// `benefit`, with the names it may have.
    Benefit(Vec<Names>),
    /// `reason`, with the names it may have.
    Reasons(Vec<Names>),
    /// `error`
    Error,
}

/// Looks up `pool.paid + aid.paid`, `route`, `reason`, `error`.
pub(super) fn target(policy: &Policy, figures: &[Figure], span: Span) -> Result<Target, Box<Fault>> {
    let scope = match figures {
        [one] => one.scope,
        _ => FigureScope::Result,
    };
    Ok(match scope {
        FigureScope::Result | FigureScope::Partition | FigureScope::Year => return amount(policy, figures, span),
        FigureScope::Route => Target::Route(pairs(&ROUTES)),
        FigureScope::Filing => {
            let mut known = pairs(&FILINGS);
            known.extend(policy.filings.iter().map(|filing| filing.names.clone()));
            Target::Filing(known)
        }
        FigureScope::Benefit => Target::Benefit(policy.benefits.iter().map(|of| of.names.clone()).collect()),
        FigureScope::Reason => {
            let mut known: Vec<Names> = policy.reasons.iter().map(|reason| reason.names.clone()).collect();
            known.extend(pairs(&FILING_FAILURES));
            Target::Reasons(known)
        }
        FigureScope::Error => Target::Error,
    })
}

/// A figure or a sum of figures.
fn amount(policy: &Policy, figures: &[Figure], span: Span) -> Result<Target, Box<Fault>> {
    let found = figures.iter().map(|one| figure::amount(policy, one, span)).collect::<Result<Vec<_>, _>>()?;
    let Some(measure) = found.first().map(|one| one.measure) else { return Err(words::unknown_figure(span, "", None)) };
    if found.iter().any(|one| one.measure != measure) {
        return Err(words::adds_unlike(span));
    }
    let join = |pick: fn(&Words) -> &str| found.iter().map(|one| pick(&one.shown)).collect::<Vec<_>>().join(" + ");
    let shown = Arc::new(Words::new(join(|words| &words.en), join(|words| &words.zh)));
    let written = figures.iter().map(|one| name::dotted(&one.path)).collect::<Vec<_>>().join(" + ");
    Ok(Target::Amount { figures: found.into_iter().map(|one| one.figure).collect(), measure, shown, written })
}

impl Target {
    /// Reads what is expected of it: `20920 yuan`, `direct`, `injured, off_network`, `unstated rate`.
    ///
    /// `reason none` expects no reason at all.
    pub(super) fn wants(&self, value: &Spanned<Expected>, span: Span) -> Result<Arc<Expect>, Box<Fault>> {
        let (shown, wanted) = match self {
            Self::Amount { figures, measure, shown, written } => {
                let (amount, to) = quantity(*measure, written, value)?;
                (Arc::clone(shown), Wanted::Amount { figures: Arc::clone(figures), measure: *measure, amount, to })
            }
            Self::Route(known) => (called("route", "结算方式"), Wanted::Route(one(value, known)?)),
            Self::Filing(known) => (called("filing", "备案"), Wanted::Filing(one(value, known)?)),
            Self::Benefit(known) => (called("benefit", "待遇"), Wanted::Benefit(one(value, known)?)),
            Self::Reasons(known) => (called("reason", "原因"), Wanted::Reasons(reasons(value, known)?)),
            Self::Error => (called("error", "错误"), error(value)?),
        };
        Ok(Arc::new(Expect { shown, wanted, span }))
    }
}

fn called(en: &str, zh: &str) -> Arc<Words> {
    Arc::new(Words::new(en, zh))
}

/// The amount expected, with the unit it is rounded to.
fn quantity(measure: Measure, written: &str, value: &Spanned<Expected>) -> Result<(i64, Option<i64>), Box<Fault>> {
    let Expected::Amount(literal, unit) = &value.it else { return Err(words::expects_another_kind(value.span, true)) };
    let literal = Spanned::new(literal.clone(), value.span);
    let unit = unit.clone().map(|unit| Spanned::new(unit, value.span));
    let (amount, to) = match measure {
        Measure::Money => {
            let to = unit.map(|unit| fen(written, &unit)).transpose()?;
            (fen(written, &literal)?, to)
        }
        Measure::Visits if unit.is_some() => return Err(words::expects_another_kind(value.span, true)),
        Measure::Visits => (visits(written, &literal)?, None),
    };
    if to.is_some_and(|unit| unit <= 0) {
        return Err(words::finer_than_a_fen(value.span));
    }
    Ok((amount, to))
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
fn reasons(value: &Spanned<Expected>, known: &[Names]) -> Result<Vec<Names>, Box<Fault>> {
    let names = names(value)?;
    match names.as_slice() {
        [one] if (one.it == "none" || one.it == "无") && !known.iter().any(|names| is(names, &one.it)) => Ok(Vec::new()),
        _ => names.iter().map(|name| find(name, known)).collect(),
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
