//! A policy with everything inherited in place, as canonical rule text, each clause followed by where it came from.

use super::order::rank;
use crate::diagnostic::Lang;
use crate::model::policy::{Merged, Policy};
use crate::source::{Source, SourceId, Sources, Span, Spanned};
use crate::syntax::tree::{Citation, Clause, File, Item, Mode, What};
use crate::syntax::{Dictionary, format, parse, tree};
use std::collections::BTreeMap;

/// The policy as one rule text in one vocabulary. It reads as a rule file does: the origins are comments.
pub fn show(policy: &Policy, sources: &Sources, names: &Dictionary, lang: Lang) -> String {
    // Examples are not part of the rules: nothing inherits them.
    let documents = inherited_documents(policy);
    let own = policy.merged.iter().filter(|merged| !matches!(merged.clause.what, What::Example(_)));
    let all = ordered(documents.iter().chain(own));

    let item = Item::Policy(tree::Policy {
        framework: policy.framework,
        name: Spanned::new(policy.name.clone(), policy.span),
        title: (!policy.title.is_empty()).then(|| Spanned::new(policy.title.clone(), policy.span)),
        extends: Vec::new(),
        clauses: all.iter().map(|merged| whole(merged, None)).collect(),
    });
    let file = File { items: vec![Spanned::new(item, policy.span)], comments: Vec::new() };
    let text = format(&file, "", lang, names);

    // Where the formatter put each clause is read from its own text.
    let source = Source::new("", text.as_str());
    let mut places = BTreeMap::from([(1, policy.span)]);
    for item in &parse(SourceId(0), &text).0.items {
        if let Item::Policy(shown) = &item.it {
            places_of(&shown.clauses, &all, &source, &mut places);
        }
    }
    let mut out = String::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.is_empty() {
            continue;
        }
        out.push_str(line);
        if let Some((file, line)) = places.get(&number).map(|span| sources.place(*span)).filter(|(_, line)| *line > 0) {
            out.push_str("  # ");
            out.push_str(file);
            out.push(':');
            out.push_str(&line.to_string());
        }
        out.push('\n');
    }
    out
}

/// Clauses in the order they are read in: what a child adds stands with its like, not behind all it inherits.
fn ordered<'a>(clauses: impl IntoIterator<Item = &'a Merged>) -> Vec<&'a Merged> {
    let mut all: Vec<&Merged> = clauses.into_iter().collect();
    all.sort_by_key(|merged| rank(&merged.clause.what));
    all
}

/// A clause with all its block holds after merging, and its citation where it is another than the block's.
fn whole(merged: &Merged, outer: Option<&Citation>) -> Clause {
    let mut clause = merged.clause.clone();
    clause.mode = Mode::Plain;
    clause.citation = merged.citation.clone().filter(|own| outer != Some(own));
    if let Some(block) = clause.what.clauses_mut() {
        *block = ordered(&merged.inner).into_iter().map(|held| whole(held, merged.citation.as_ref().or(outer))).collect();
    }
    clause
}

/// Pairs the clauses of the text with what they were made of: the line each begins on, and where it came from.
fn places_of(shown: &[Clause], merged: &[&Merged], source: &Source, places: &mut BTreeMap<u32, Span>) {
    for (clause, from) in shown.iter().zip(merged) {
        places.insert(source.line(clause.span.start), from.clause.head_span);
        if let Some(block) = clause.what.clauses() {
            places_of(block, &ordered(&from.inner), source, places);
        }
    }
}

/// Documents that the policy's citations name and its parents declare, as clauses of its own.
fn inherited_documents(policy: &Policy) -> Vec<Merged> {
    let declared =
        |name: &str| policy.merged.iter().any(|merged| matches!(&merged.clause.what, What::Document(own) if own.name.it == name));
    let mut out: Vec<Merged> = Vec::new();
    for document in policy.documents.iter().filter(|document| !declared(&document.name)) {
        let known = |merged: &Merged| matches!(&merged.clause.what, What::Document(known) if known.name.it == document.name);
        if out.iter().any(known) {
            continue;
        }
        let at = |text: &str| Spanned::new(text.to_owned(), document.span);
        let what = What::Document(tree::Document {
            name: at(&document.name),
            title: at(&document.title),
            number: (!document.number.is_empty()).then(|| at(&document.number)),
            date: Some(Spanned::new(document.date.parse().ok(), document.span)),
            grade: document.grade,
        });
        let span = document.span;
        let clause = Clause { mode: Mode::Plain, what, when: Vec::new(), citation: None, span, head_span: span };
        out.push(Merged { clause, origin: String::new(), citation: None, mode: Mode::Plain, inner: Vec::new(), repeats: None });
    }
    out
}
