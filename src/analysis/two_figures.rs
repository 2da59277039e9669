//! One figure of one article that two benefits give differently: W410.

use super::findings::Findings;
use super::names;
use super::words;
use crate::model::policy::{Head, Layer, Merged, Row};
use crate::plan::Answer;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A figure as it was met first: its benefit, its value, its row.
type First<'p> = (usize, i64, &'p Row);

/// Compares figures of layers of one name, under one head and the same conditions. Only a citation that the clause or its row
/// has for itself and that names an article tells which figure is meant: the default of a block holds for many.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    let mut cited = BTreeSet::new();
    collect(&policy.merged, &mut cited);
    let mut met: BTreeMap<_, First<'_>> = BTreeMap::new();
    for (at, layer) in policy.benefits.iter().enumerate().flat_map(|(at, benefit)| benefit.layers.iter().map(move |layer| (at, layer))) {
        for (head, row, value) in figures(layer) {
            let Some(info) = findings.clause(row.clause) else { continue };
            let citation = if row.citation.is_empty() { info.citation.as_str() } else { row.citation.as_str() };
            let own = !row.citation.is_empty() || cited.contains(&info.span);
            if !own || citation.ends_with(['》', '）']) || citation.is_empty() {
                continue;
            }
            let what = names::head(policy, layer, head);
            let key = (citation.to_owned(), what.en.clone(), &row.guard, &row.when, row.band);
            let (benefit, other, first) = *met.entry(key).or_insert((at, value, row));
            if benefit != at && other != value && findings.own(row.clause) {
                findings.warn(row.clause, words::two_figures(row.span, first.span, &what, citation));
            }
        }
    }
}

/// The figures of a layer, each with its head.
fn figures(layer: &Layer) -> impl Iterator<Item = (&Head, &Row, i64)> {
    let heads = layer.heads.iter().chain(&layer.rate);
    heads.flat_map(|head| head.ladder.rows.iter().map(move |row| (head, row))).filter_map(|(head, row)| match row.answer {
        Answer::Is(value) => Some((head, row, value)),
        Answer::Unlimited | Answer::Unstated | Answer::CannotArise => None,
    })
}

/// The clauses that have a citation for themselves.
fn collect(clauses: &[Merged], out: &mut BTreeSet<Span>) {
    for merged in clauses {
        out.extend(merged.clause.citation.iter().map(|_| merged.clause.span));
        collect(&merged.inner, out);
    }
}
