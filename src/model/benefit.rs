//! A benefit: its layers in chain order, what each covers, and the personal account.

use super::layer::{self, Draft};
use super::policy::{Account, Benefit, Layer, Merged, Part, Stage};
use super::scope::{is_named, names};
use super::typer::Typer;
use super::words::{self, Thing};
use crate::claim::{LayerFigure, Role};
use crate::plan::{Names, PartRef};
use crate::source::Spanned;
use crate::syntax::tree::{Literal, Name, Term, What};
use crate::value::{RATE_ONE, Rate};

/// The parts of every bill.
const BILL: [(Role, PartRef); 4] = [
    (Role::OutOfCatalog, PartRef::OutOfCatalog),
    (Role::OverCeiling, PartRef::OverCeiling),
    (Role::FirstSelfPay, PartRef::FirstSelfPay),
    (Role::Eligible, PartRef::Eligible),
];

/// Types a benefit.
pub fn benefit(typer: &mut Typer<'_>, merged: &Merged, parts: &[Part]) -> Option<Benefit> {
    let What::Benefit { name, .. } = &merged.clause.what else { return None };
    let named = names(name);
    let guard = typer.guard(&merged.clause, Stage::Route);
    let clause = typer.number(merged, named.key());
    let mark = typer.enter(named.key(), &merged.inner);
    let mut drafts = Vec::new();
    let mut account = None;
    for inner in &merged.inner {
        match &inner.clause.what {
            What::Layer { .. } => drafts.extend(layer::layer(typer, inner)),
            What::PersonalAccount(_) => {
                if let Some(old) = account.replace(inner) {
                    let (span, other) = (inner.clause.head_span, old.clause.head_span);
                    typer.faults.push(words::conflicting(
                        ("a benefit has one personal account clause", "一项待遇只写一个「个人账户」"),
                        span,
                        other,
                    ));
                }
            }
            What::Ruling { .. } => {}
            other => typer.faults.push(words::misplaced(layer::home(other), inner.clause.head_span)),
        }
    }
    if drafts.is_empty() {
        let title = (format!("benefit `{}`", named.key()), format!("待遇「{}」", named.label()));
        typer.faults.push(words::missing_clause((&title.0, &title.1), ("layer", "支付层"), merged.clause.head_span));
    }
    ambiguous(typer, &drafts, parts);
    let drafts = chain(typer, drafts);
    let mut layers: Vec<Layer> = Vec::new();
    let mut joined: Vec<bool> = Vec::new();
    for draft in drafts {
        let mut made = draft.layer;
        if let Some(covers) = draft.covers
            && let What::Covers(terms) = &covers.clause.what
        {
            let mark = typer.enter(made.names.key(), &[]);
            made.covers_clause = typer.number(covers, "covers");
            typer.leave(mark);
            made.covers = spell(typer, terms, &layers, &joined, parts);
        }
        // What a layer leaves counts as come from `eligible` once it covers such a part.
        let chained = made.covers.iter().any(|(part, _)| comes_from_eligible(*part, &joined));
        joined.push(chained);
        layers.push(made);
    }
    let account = account.and_then(|inner| personal(typer, inner, &layers, &joined, parts));
    typer.leave(mark);
    Some(Benefit { names: named, guard, clause, layers, account })
}

/// Layers in the order of their `after`.
fn chain<'m>(typer: &mut Typer<'_>, mut drafts: Vec<Draft<'m>>) -> Vec<Draft<'m>> {
    let mut out: Vec<Draft<'m>> = Vec::new();
    while !drafts.is_empty() {
        let follows = |draft: &Draft<'m>| match (draft.after, out.last()) {
            (None, None) => true,
            (Some(after), Some(last)) => is_named(&last.layer.names, &after.it),
            (None, Some(_)) | (Some(_), None) => false,
        };
        let next: Vec<usize> = drafts.iter().enumerate().filter(|(_, d)| follows(d)).map(|(at, _)| at).collect();
        if let [first, second, ..] = next.as_slice() {
            if let Some(two) = drafts.get(*second) {
                let span = two.merged.clause.head_span;
                if let Some(one) = drafts.get(*first) {
                    let fault = words::two_in_one_place(&two.layer.names, &one.layer.names, out.is_empty(), span);
                    let other = one.merged.clause.head_span;
                    typer.faults.push(fault.related(other, crate::diagnostic::Words::new("the other layer", "另一支付层")));
                }
            }
            drafts.remove(*second);
            continue;
        }
        if let Some(at) = next.first() {
            out.push(drafts.remove(*at));
            continue;
        }
        unplaced(typer, &drafts, &out);
        drafts.clear();
    }
    out
}

/// Layers that follow nothing in the chain: a circle is told once, and what only follows an unplaced layer not at all.
fn unplaced(typer: &mut Typer<'_>, drafts: &[Draft<'_>], placed: &[Draft<'_>]) {
    let at = |name: &Name| drafts.iter().position(|draft| is_named(&draft.layer.names, &name.it));
    let mut told: Vec<usize> = Vec::new();
    for (first, draft) in drafts.iter().enumerate() {
        let key = draft.layer.names.key();
        let Some(after) = draft.after else {
            let why = ("has no place in the chain", "不在链中");
            typer.faults.push(words::not_one_chain(key, why, draft.merged.clause.head_span));
            continue;
        };
        if placed.iter().any(|known| is_named(&known.layer.names, &after.it)) {
            let why = ("follows a layer another one follows already", "所承接的支付层已被另一层承接");
            typer.faults.push(words::not_one_chain(key, why, after.span));
            continue;
        }
        let mut circle = vec![first];
        let mut next = at(after);
        while let Some(n) = next.filter(|n| !circle.contains(n)) {
            circle.push(n);
            next = drafts.get(n).and_then(|draft| draft.after).and_then(at);
        }
        match (next, at(after)) {
            (Some(back), _) if back == first && !told.contains(&first) => {
                let names: Vec<&Names> = circle.iter().chain([&first]).filter_map(|n| drafts.get(*n)).map(|d| &d.layer.names).collect();
                typer.faults.push(words::layer_circle(&names, after.span));
                told.extend(circle);
            }
            (_, Some(_)) => {}
            (_, None) => {
                let all = placed.iter().chain(drafts).map(|draft| words::two(&draft.layer.names));
                typer.faults.push(words::unknown(Thing::Layer, &after.it, all, after.span));
            }
        }
    }
}

/// What a result calls its own sums, beside the parts of the bill.
const SUMS: [(&str, &str); 6] = [
    ("total", "总费用"),
    ("fund", "基金支付"),
    ("patient", "个人负担"),
    ("personal_account", "个人账户"),
    ("cash", "现金支付"),
    ("rest", "剩余"),
];

/// Whether a name is that of a part every bill has or of a sum of the result.
pub fn is_sum(own: &Names) -> bool {
    let bill = BILL.iter().map(|(role, _)| role.names());
    bill.chain(SUMS).any(|(latin, han)| own.latin == latin || own.han == han)
}

/// A layer called as a part of the bill or a sum of the result: `covers rest` could mean either.
fn ambiguous(typer: &mut Typer<'_>, drafts: &[Draft<'_>], parts: &[Part]) {
    for draft in drafts {
        let What::Layer { name, .. } = &draft.merged.clause.what else { continue };
        let own = &draft.layer.names;
        if is_sum(own) || parts.iter().any(|part| is_named(own, &part.names.latin) || is_named(own, &part.names.han)) {
            typer.faults.push(words::layer_name_taken(&name.name.it, name.name.span));
        }
    }
}

fn comes_from_eligible(part: PartRef, joined: &[bool]) -> bool {
    match part {
        PartRef::Eligible => true,
        PartRef::OutOfCatalog | PartRef::OverCeiling | PartRef::FirstSelfPay | PartRef::Declared(_) => false,
        PartRef::OverLimit(at) | PartRef::Deductible(at) | PartRef::Share(at) | PartRef::OverCap(at) => {
            joined.get(at as usize).copied().unwrap_or(false)
        }
    }
}

/// The parts of the n-th layer, in the order of a statement.
fn parts_of(at: usize) -> [PartRef; 4] {
    let at = u16::try_from(at).unwrap_or(u16::MAX);
    [PartRef::OverLimit(at), PartRef::Deductible(at), PartRef::Share(at), PartRef::OverCap(at)]
}

/// A rate as written.
fn rate(literal: &Literal) -> Option<Rate> {
    match literal {
        Literal::Percent(n) => Rate::from_percent(*n),
        Literal::Fraction(above, below) => Rate::from_fraction(*above, *below),
        _ => None,
    }
}

/// `covers` spelt out: `rest` is every part still there that came from `eligible`.
fn spell(typer: &mut Typer<'_>, terms: &[Term], layers: &[Layer], joined: &[bool], parts: &[Part]) -> Vec<(PartRef, i64)> {
    let mut out: Vec<(PartRef, i64)> = Vec::new();
    for term in terms {
        let scale = match &term.scale {
            None => RATE_ONE,
            Some(Spanned { it: literal @ (Literal::Percent(_) | Literal::Fraction(..)), span }) => {
                match rate(literal).map(Rate::units).filter(|u| (1..=RATE_ONE).contains(u)) {
                    Some(units) => units,
                    None => {
                        typer.faults.push(words::out_of_range(
                            ("a part is scaled by more than 0% and at most 100%", "费用项的比例须大于 0% 且不超过 100%"),
                            *span,
                        ));
                        continue;
                    }
                }
            }
            Some(other) => {
                typer.faults.push(words::wrong_unit(("a rate, such as `50%`", "比例，如「50%」"), other.span));
                continue;
            }
        };
        let names: Vec<&str> = term.path.iter().map(|n| n.it.as_str()).collect();
        if matches!(names.as_slice(), ["rest" | "剩余"]) {
            if scale != RATE_ONE {
                typer.faults.push(words::conflicting(("`rest` is taken whole", "「剩余」须整体纳入"), term.span, term.span));
            }
            out.push((PartRef::Eligible, RATE_ONE));
            for (at, chained) in joined.iter().enumerate() {
                if *chained {
                    out.extend(parts_of(at).map(|part| (part, RATE_ONE)));
                }
            }
            continue;
        }
        if let Some(part) = part(typer, term, layers, parts) {
            out.push((part, scale));
        }
    }
    for (at, (part, _)) in out.iter().enumerate() {
        if out.iter().skip(at + 1).any(|(other, _)| other == part) {
            let span = terms.first().map_or_else(Default::default, |t| t.span);
            typer.faults.push(words::conflicting(("a part is named twice", "同一费用项列了两次"), span, span));
            break;
        }
    }
    out
}

fn part(typer: &mut Typer<'_>, term: &Term, layers: &[Layer], parts: &[Part]) -> Option<PartRef> {
    let unknown = |typer: &mut Typer<'_>, name: &Name, known: Vec<(&str, &str)>, thing| {
        typer.faults.push(words::unknown(thing, &name.it, known, name.span));
        None
    };
    match term.path.as_slice() {
        [name] => {
            let spelt = |role: Role| role.names();
            if let Some((_, part)) = BILL.iter().find(|(role, _)| spelt(*role).0 == name.it || spelt(*role).1 == name.it) {
                return Some(*part);
            }
            if let Some(at) = parts.iter().position(|p| is_named(&p.names, &name.it)) {
                return u16::try_from(at).ok().map(PartRef::Declared);
            }
            let mut known: Vec<(&str, &str)> = BILL.iter().map(|(role, _)| role.names()).collect();
            known.push(("rest", "剩余"));
            known.extend(parts.iter().map(|part| words::two(&part.names)));
            unknown(typer, name, known, Thing::Part)
        }
        [name, figure] => {
            let Some(at) = layers.iter().position(|l| is_named(&l.names, &name.it)) else {
                let known = layers.iter().map(|layer| words::two(&layer.names)).collect();
                return unknown(typer, name, known, Thing::Layer);
            };
            match LayerFigure::place(&LayerFigure::LEFT, &figure.it) {
                Some(which) => parts_of(at).get(which).copied(),
                None => unknown(typer, figure, LayerFigure::LEFT.into_iter().map(LayerFigure::names).collect(), Thing::Figure),
            }
        }
        _ => {
            typer.faults.push(words::misplaced(
                ("a part (`eligible`) or a layer's part (`pool.over_cap`)", "费用项（「合规费用」）或支付层的部分"),
                term.span,
            ));
            None
        }
    }
}

fn personal(typer: &mut Typer<'_>, merged: &Merged, layers: &[Layer], joined: &[bool], parts: &[Part]) -> Option<Account> {
    let guard = typer.guard(&merged.clause, Stage::Route);
    let clause = typer.number(merged, "personal account");
    for inner in &merged.inner {
        match &inner.clause.what {
            What::Covers(terms) => {
                let covers = spell(typer, terms, layers, joined, parts);
                if let Some(term) = terms.iter().find(|t| t.scale.is_some()) {
                    typer.faults.push(words::conflicting(
                        ("a personal account pays parts whole", "个人账户整体支付各费用项"),
                        term.span,
                        term.span,
                    ));
                }
                return Some(Account { guard, covers: covers.into_iter().map(|(part, _)| part).collect(), clause });
            }
            What::Ruling { .. } => {}
            other => typer.faults.push(words::misplaced(layer::home(other), inner.clause.head_span)),
        }
    }
    typer.faults.push(words::missing_clause(("the personal account", "个人账户"), ("covers", "纳入"), merged.clause.head_span));
    None
}
