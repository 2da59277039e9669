//! Demands of frameworks that nothing fills: E407, at the block they should be written in, with the clause that is wanted.

use super::chain::Version;
use super::merge;
use super::policy::Merged;
use super::typer::Typer;
use super::words;
use crate::diagnostic::{Lang, Words};
use crate::source::{SourceId, Span, Spanned};
use crate::syntax::tree::{Clause, Declared, File, Item, Mode, What};
use crate::syntax::{Dictionary, quote};

/// A demand, and the blocks it stands in from the outermost.
struct Demand<'m> {
    clause: &'m Clause,
    inside: Vec<&'m Clause>,
}

/// Reports every demand of a framework that the policy leaves as it is.
pub fn check(typer: &mut Typer<'_>, merged: &[Merged], own: &Version<'_>, vocabulary: &[&Clause]) {
    let mut open = Vec::new();
    unfilled(merged, &own.policy.name.it, &mut Vec::new(), &mut open);
    if open.is_empty() {
        return;
    }
    // Only a policy with such a fault pays for a dictionary of its own line.
    let vocabulary = Item::Vocabulary(vocabulary.iter().map(|clause| (*clause).clone()).collect());
    let line = typer.line.iter().map(|version| Spanned::new(Item::Policy(version.policy.clone()), version.span));
    let items = std::iter::once(Spanned::new(vocabulary, Span::new(SourceId::default(), 0, 0))).chain(line).collect();
    let names = Dictionary::collect(&[&File { items, comments: Vec::new() }]);
    let policy = &own.policy.name.it;
    let said = |clause: &Clause| Words::new(quote(clause, policy, Lang::En, &names), quote(clause, policy, Lang::Zh, &names));
    for demand in open {
        let wanted = Clause { citation: None, mode: Mode::Plain, ..demand.clause.clone() };
        let inside: Vec<Words> = demand.inside.iter().map(|block| said(&bare(block))).collect();
        let span = narrowest(&own.policy.clauses, &demand.inside).unwrap_or(own.policy.name.span);
        typer.faults.push(words::demand_unfilled(span, demand.clause.head_span, &said(&wanted), &inside));
    }
}

fn unfilled<'m>(merged: &'m [Merged], own: &str, inside: &mut Vec<&'m Clause>, out: &mut Vec<Demand<'m>>) {
    for inner in merged {
        if inner.origin != own && merge::demands(&inner.clause) {
            out.push(Demand { clause: &inner.clause, inside: inside.clone() });
        }
        inside.push(&inner.clause);
        unfilled(&inner.inner, own, inside, out);
        inside.pop();
    }
}

/// The innermost of these blocks that the policy opens itself.
fn narrowest(clauses: &[Clause], inside: &[&Clause]) -> Option<Span> {
    let (outer, rest) = inside.split_first()?;
    let opened = clauses.iter().find(|clause| same_block(clause, outer))?;
    opened.what.clauses().and_then(|clauses| narrowest(clauses, rest)).or(Some(opened.head_span))
}

/// Whether two clauses are blocks of one kind and name; a name may be spelt in either script.
fn same_block(one: &Clause, other: &Clause) -> bool {
    match (&one.what, &other.what) {
        (What::Filing { name: a, .. }, What::Filing { name: b, .. })
        | (What::Benefit { name: a, .. }, What::Benefit { name: b, .. })
        | (What::Layer { name: a, .. }, What::Layer { name: b, .. }) => spellings(a).any(|a| spellings(b).any(|b| a == b)),
        (What::Route(_), What::Route(_)) | (What::PersonalAccount(_), What::PersonalAccount(_)) => true,
        _ => false,
    }
}

fn spellings(name: &Declared) -> impl Iterator<Item = &str> {
    std::iter::once(name.name.it.as_str()).chain(name.other.iter().map(|other| other.it.as_str()))
}

/// A block by kind and name alone, as it is opened again.
fn bare(clause: &Clause) -> Clause {
    let mut out = Clause { mode: Mode::Plain, when: Vec::new(), citation: None, ..clause.clone() };
    match &mut out.what {
        What::Filing { name, .. } | What::Benefit { name, .. } => name.other = None,
        What::Layer { name, after, given, .. } => {
            name.other = None;
            *after = None;
            *given = false;
        }
        _ => {}
    }
    out
}
