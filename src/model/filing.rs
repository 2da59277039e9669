//! Filing and route: who must file, by when, for how long, where, and how a claim is settled.

use super::policy::{ClauseId, FactId, Filing, Guard, Guarded, Merged, Reason, Stage, Window};
use super::scope::{is_named, names};
use super::typer::Typer;
use super::words::{self, Thing};
use crate::claim::{FILINGS, Role};
use crate::plan::{FactKind, Within};
use crate::source::Spanned;
use crate::syntax::tree::{Literal, Name, What};
use rust_decimal::prelude::ToPrimitive;

/// `filing needed when …`
pub fn needed(typer: &mut Typer<'_>, merged: &Merged) -> Guarded {
    let guard = typer.guard(&merged.clause, Stage::Claim);
    Guarded { guard, clause: typer.number(merged, "filing needed") }
}

/// The lines of `route`.
pub fn route(typer: &mut Typer<'_>, merged: &Merged) -> Vec<Reason> {
    let mark = typer.enter("route", &merged.inner);
    let mut out = Vec::new();
    for inner in &merged.inner {
        match &inner.clause.what {
            What::Reason { refuse, name } => {
                let named = names(name);
                let guard = typer.guard(&inner.clause, Stage::Filing);
                let clause = typer.number(inner, named.key());
                out.push(Reason { names: named, refuse: *refuse, guard, clause });
            }
            What::Allow { .. } => {}
            other => typer.faults.push(words::misplaced(super::layer::home(other), inner.clause.head_span)),
        }
    }
    typer.leave(mark);
    out
}

/// One declared filing; `declared` are all of them, for `late`.
pub fn filing(typer: &mut Typer<'_>, merged: &Merged, declared: &[crate::plan::Names]) -> Option<Filing> {
    let What::Filing { name, .. } = &merged.clause.what else { return None };
    let named = declared.iter().find(|n| is_named(n, &name.name.it)).cloned().unwrap_or_else(|| names(name));
    let (answers, exact) = answers(typer, &named);
    let guard = typer.guard(&merged.clause, Stage::Claim);
    let clause = typer.number(merged, &format!("filing {}", named.key()));
    let mark = typer.enter(&format!("filing {}", named.key()), &merged.inner);
    let mut out = Filing {
        names: named,
        answers,
        exact,
        guard,
        clause,
        file_by: Vec::new(),
        late: 1,
        late_clause: clause,
        valid: None,
        deemed: false,
        place_region: None,
        place_institution: None,
        needs: Vec::new(),
    };
    for inner in &merged.inner {
        one(typer, &mut out, inner, declared);
    }
    typer.leave(mark);
    Some(out)
}

/// The values of `filed_as` a filing of that name answers, and whether it is a value itself.
fn answers(typer: &Typer<'_>, named: &crate::plan::Names) -> (Vec<i64>, bool) {
    let Some(fact) = typer.scope.role(Role::FiledAs) else { return (Vec::new(), false) };
    if let Some(known) = typer.scope.fact(fact)
        && let Some(at) = known.kind.values().iter().position(|(v, _)| is_named(v, &named.latin) || is_named(v, &named.han))
    {
        return (i64::try_from(at).into_iter().collect(), true);
    }
    let group = typer.scope.groups.iter().find(|(g, of, _)| *of == fact && (is_named(g, &named.latin) || is_named(g, &named.han)));
    (group.map_or(Vec::new(), |(.., members)| members.clone()), false)
}

fn one(typer: &mut Typer<'_>, out: &mut Filing, merged: &Merged, declared: &[crate::plan::Names]) {
    let guarded = |typer: &mut Typer<'_>, title: &str| -> (Guard, ClauseId) {
        let guard = typer.guard(&merged.clause, Stage::Claim);
        (guard, typer.number(merged, title))
    };
    match &merged.clause.what {
        What::FileBy { event, within, counting_first } => {
            let Some(event) = date_fact(typer, event) else { return };
            let within = match within {
                None => Within::SameDay,
                Some(length) => match length_of(typer, length) {
                    Some(within) => within,
                    None => return,
                },
            };
            let (guard, clause) = guarded(typer, "file by");
            out.file_by.push(Window { guard, event, within, counting_first: *counting_first, clause });
        }
        What::Late(name) => {
            let (_, clause) = guarded(typer, "late");
            if let Some(late) = late(typer, name, declared) {
                out.late = late;
                out.late_clause = clause;
            }
        }
        What::Valid { from, length } => {
            let from = match from {
                None => None,
                Some(name) => match date_fact(typer, name) {
                    Some(fact) => Some(fact),
                    None => return,
                },
            };
            let length = match length {
                None => None,
                Some(length) => match length_of(typer, length) {
                    Some(within) => Some(within),
                    None => return,
                },
            };
            let (_, clause) = guarded(typer, "valid");
            out.valid = Some((from, length, clause));
        }
        What::Deemed => {
            let _ = guarded(typer, "deemed");
            out.deemed = true;
        }
        What::Place { institution } => {
            let (_, clause) = guarded(typer, "place");
            if *institution {
                out.place_institution = Some(clause);
            } else {
                out.place_region = Some(clause);
            }
        }
        What::Needs(text) => {
            let (guard, clause) = guarded(typer, "needs");
            out.needs.push((guard, text.it.clone(), clause));
        }
        What::Allow { .. } => {}
        other => typer.faults.push(words::misplaced(super::layer::home(other), merged.clause.head_span)),
    }
}

fn late(typer: &mut Typer<'_>, name: &Name, declared: &[crate::plan::Names]) -> Option<i64> {
    let (_, unfiled) = (FILINGS[0], FILINGS[1]);
    if name.it == unfiled.0 || name.it == unfiled.1 {
        return Some(1);
    }
    if let Some(at) = declared.iter().position(|n| is_named(n, &name.it)) {
        return i64::try_from(at + FILINGS.len()).ok();
    }
    let known = std::iter::once(unfiled).chain(declared.iter().map(words::two));
    typer.faults.push(words::unknown(Thing::Filing, &name.it, known, name.span));
    None
}

/// A date fact that filing may read.
fn date_fact(typer: &mut Typer<'_>, name: &Name) -> Option<FactId> {
    let fact = typer.scope.find(name, typer.faults)?;
    typer.reader().in_time(fact, Stage::Claim, name.span);
    if matches!(typer.scope.fact(fact)?.kind, FactKind::Date) {
        return Some(fact);
    }
    let shown = typer.scope.fact(fact)?.names.clone();
    typer.faults.push(words::wrong_kind(
        &shown,
        ("its values; here a date is wanted, such as `admitted`", "其取值；此处须为日期，如「入院日期」"),
        name.span,
    ));
    None
}

/// Days, working days or months: whole, at most a hundred years.
fn length_of(typer: &mut Typer<'_>, literal: &Spanned<Literal>) -> Option<Within> {
    let (n, make): (_, fn(i64) -> Within) = match &literal.it {
        Literal::Days(n) => (n, Within::Days),
        Literal::WorkingDays(n) => (n, Within::WorkingDays),
        Literal::Months(n) => (n, Within::Months),
        Literal::Years(n) => (n, |years| Within::Months(years * 12)),
        _ => {
            typer.faults.push(words::wrong_unit(
                ("a length of time, such as `3 days`, `2 working days`, `6 months`", "时长，如「3天」「2个工作日」「6个月」"),
                literal.span,
            ));
            return None;
        }
    };
    match n.to_i64().filter(|whole| n.is_integer() && (0..=36_525).contains(whole)) {
        Some(whole) => Some(make(whole)),
        None => {
            typer
                .faults
                .push(words::out_of_range(("a length of time is a whole number up to 36525", "时长须为不超过 36525 的整数"), literal.span));
            None
        }
    }
}
