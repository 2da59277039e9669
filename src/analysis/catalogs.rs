//! What a catalog says besides its rows, judged as a policy's is: its documents (W401, W402), its place (W405), its day in force
//! (W312), and each `allow` that silences nothing (W404).

use super::findings::Found;
use super::words;
use crate::diagnostic::{Code, Fault};
use crate::model::one_day;
use crate::source::Span;
use crate::syntax::tree::{Catalog, Grade, What};

/// Warnings about one catalog, in order of place. `known` says whether a region code exists.
pub fn judge(catalog: &Catalog, known: &dyn Fn(u32) -> bool) -> Found {
    let warnings = catalog.clauses.iter().filter_map(|clause| match &clause.what {
        What::Document(document) => match document.grade {
            Grade::Official => None,
            Grade::Secondary => Some(words::secondary(clause.head_span, &document.name.it)),
            Grade::Unconfirmed => Some(words::unconfirmed(clause.head_span, &document.name.it)),
        },
        What::Region(code) if !known(code.it) => Some(words::unknown_region(code.span, code.it)),
        What::Effective(cell) => one_day(cell),
        _ => None,
    });
    let mut out = Found::default();
    let mut used: Vec<Span> = Vec::new();
    for fault in warnings {
        let rulings: Vec<(bool, Span)> =
            rulings(catalog).filter(|(_, code, _)| *code == fault.code).map(|(deny, _, span)| (deny, span)).collect();
        used.extend(rulings.iter().map(|(_, span)| *span));
        // Of two in one block the `allow`, which has its reason, goes before.
        match rulings.iter().min() {
            None => out.faults.push(fault),
            Some((false, _)) => out.allowed.push(fault),
            Some((true, span)) => out.faults.push(fault.denied(*span)),
        }
    }
    let idle = rulings(catalog).filter(|(deny, _, span)| !deny && !used.contains(span));
    let idle: Vec<Fault> = idle.map(|(_, code, span)| words::idle_allow(span, code.as_str())).collect();
    out.faults.extend(idle);
    out
}

/// Each `allow` (`false`) and `deny` (`true`) of a catalog with its code and its place.
fn rulings(catalog: &Catalog) -> impl Iterator<Item = (bool, Code, Span)> {
    catalog.clauses.iter().filter_map(|clause| match &clause.what {
        What::Ruling { deny, code, .. } => Code::find(&code.it).map(|found| (*deny, found, clause.span)),
        _ => None,
    })
}
