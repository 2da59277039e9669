//! One field of the settlement interface names one fact, and one code one value of it.

use super::scope::is_named;
use super::words;
use crate::diagnostic::Fault;
use crate::model::policy::{Fact, Scope};
use crate::plan::{Names, codes};
use crate::source::Span;
use crate::syntax::tree::{Declared, Fact as FactTree, FactKind as KindTree, Text};

/// Reports a field that a fact before this one travels in; facts of items have fields of their own.
pub fn field(scope: &Scope, fact: &FactTree, faults: &mut Vec<Fault>) {
    let Some(field) = &fact.field else { return };
    let first = scope.facts.iter().find(|old| old.of_item == fact.of_item && !old.field.is_empty() && old.field == field.it);
    if let Some(first) = first {
        faults.push(words::twice(&field.it, field.span, first.span));
    }
}

/// Reports a code that stands twice among the values a fact is declared with.
pub fn codes_of(fact: &FactTree, faults: &mut Vec<Fault>) {
    let KindTree::OneOf(values) = &fact.kind else { return };
    let mut seen: Vec<(&str, Span)> = Vec::new();
    for code in values.iter().filter_map(|(_, code): &(Declared, Option<Text>)| code.as_ref()) {
        for one in codes(&code.it) {
            match seen.iter().find(|(old, _)| *old == one) {
                Some((_, first)) => faults.push(words::twice(one, code.span, *first)),
                None => seen.push((one, code.span)),
            }
        }
    }
}

/// Reports a code of an added value that another value of the fact has.
pub fn code_of(fact: &Fact, value: &Names, code: &Text, faults: &mut Vec<Fault>) {
    let others = || fact.kind.values().iter().filter(|(names, _)| !is_named(names, &value.latin) && !is_named(names, &value.han));
    for one in codes(&code.it).filter(|one| others().any(|(_, written)| codes(written).any(|old| old == *one))) {
        faults.push(words::twice(one, code.span, fact.span));
    }
}
