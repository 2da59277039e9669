//! Inheritance: the clauses of a line of versions laid over each other, from the root down.
//!
//! A clause's identity is its head and guard; a named thing's is its kind and name. Giving an identity again needs
//! `override`; a block reopened by kind and name alone keeps what it inherits; a framework's `unstated` is a demand
//! that any clause with that head fills.

use super::chain::Version;
use super::guard::Reader;
use super::policy::{FactId, Guard, Merged, Scope, Stage};
use super::scope::{is_declared, is_named, names};
use super::words;
use crate::claim::Role;
use crate::diagnostic::Fault;
use crate::plan::Names;
use crate::source::Span;
use crate::syntax::tree::{Adjust, Answer, Cell, Citation, Clause, Declared, Head, Header, Mode, Name, What};
use std::collections::BTreeSet;
use std::mem::discriminant;

/// Lays the clauses of a line of versions over each other.
///
/// `whole` says that every framework was found: where one is missing, an override of nothing is no news.
pub fn merge(line: &[Version<'_>], whole: bool, scope: &mut Scope, faults: &mut Vec<Fault>) -> Vec<Merged> {
    let mut out = Vec::new();
    let last = line.len().saturating_sub(1);
    let accumulators: Vec<Names> = line
        .iter()
        .flat_map(|version| &version.policy.clauses)
        .filter_map(|clause| if let What::Accumulator(name) = &clause.what { Some(names(name)) } else { None })
        .collect();
    let mut clashes = Vec::new();
    for (at, version) in line.iter().enumerate() {
        let own = at == last;
        let clauses = version.policy.clauses.iter().filter(|c| own || !stays_home(&c.what));
        let mut layer = Layering {
            scope,
            faults,
            origin: &version.policy.name.it,
            above: above(line, &version.policy.name.it),
            framework: version.policy.framework,
            whole,
            accumulators: &accumulators,
            clashes: &mut clashes,
        };
        layer.lay(&mut out, clauses, None);
    }
    if let Some(child) = line.last() {
        let open = clashes.into_iter().filter(|(one, _)| stands(&out, *one));
        faults.extend(open.map(|(one, two)| words::two_parents(&child.policy.name.it, child.policy.name.span, one, two)));
    }
    out
}

/// The frameworks a name stands under, through others or not.
fn above<'a>(line: &[Version<'a>], name: &'a str) -> BTreeSet<&'a str> {
    let mut out = BTreeSet::new();
    let mut open = vec![name];
    while let Some(name) = open.pop() {
        let parents = line.iter().filter(|version| version.policy.name.it == name).flat_map(|version| &version.policy.extends);
        open.extend(parents.map(|parent| parent.it.as_str()).filter(|parent| out.insert(*parent)));
    }
    out
}

/// Whether a clause is still among these: neither it nor a block around it was replaced.
fn stands(merged: &[Merged], head: Span) -> bool {
    merged.iter().any(|one| one.clause.head_span == head || stands(&one.inner, head))
}

/// What a child does not inherit: whose policy it is, since when, and what proves it.
fn stays_home(what: &What) -> bool {
    matches!(what, What::Region(_) | What::Effective(_) | What::Document(_) | What::Example(_) | What::Scheme(_))
}

/// Whether two clauses say the same and rest on the same, what their blocks hold included.
fn repeated(old: &Merged, new: &Merged) -> bool {
    let inner = old.inner.len() == new.inner.len() && old.inner.iter().zip(&new.inner).all(|(one, two)| repeated(one, two));
    inner && old.clause.what == new.clause.what && old.clause.when == new.clause.when && old.citation == new.citation
}

struct Layering<'a> {
    scope: &'a mut Scope,
    faults: &'a mut Vec<Fault>,
    origin: &'a str,
    /// The frameworks this one knows: what others gave it does not change, it stands beside it.
    above: BTreeSet<&'a str>,
    framework: bool,
    whole: bool,
    accumulators: &'a [Names],
    /// Clauses that two frameworks gave, neither of which knows the other: the one laid first, the other.
    clashes: &'a mut Vec<(Span, Span)>,
}

impl Layering<'_> {
    /// What is removed is inherited, wherever the removal is written: removals go first. `cited` is the citation of the
    /// block the clauses stand in: the default of what it holds.
    fn lay<'c>(&mut self, onto: &mut Vec<Merged>, clauses: impl Iterator<Item = &'c Clause> + Clone, cited: Option<&Citation>) {
        let removes = |clause: &&Clause| clause.mode == Mode::Remove;
        for clause in clauses.clone().filter(removes).chain(clauses.filter(|clause| !removes(clause))) {
            let alone = is_alone(&clause.what);
            let at = if alone { None } else { onto.iter().position(|old| self.same(&old.clause, clause)) };
            if let Some(old) = at.and_then(|at| onto.get(at)).filter(|old| self.beside(old, clause)) {
                if !demands(clause) {
                    self.clashes.push((old.clause.head_span, clause.head_span));
                }
                continue;
            }
            match (clause.mode, at) {
                (Mode::Plain, Some(at)) => self.again(onto, at, clause, cited),
                (Mode::Plain, None) => {
                    if !self.framework && !alone {
                        for answer in answers(clause) {
                            if let Some(at) = self.demand(onto, &answer) {
                                onto.remove(at);
                            }
                        }
                    }
                    let made = self.made(clause, cited);
                    onto.push(made);
                }
                (Mode::Override, Some(at)) => {
                    let mut made = self.made(clause, cited);
                    if let Some(old) = onto.get_mut(at) {
                        made.repeats = repeated(old, &made).then_some(old.clause.head_span);
                        *old = made;
                    }
                }
                (Mode::Remove, Some(at)) => {
                    onto.remove(at);
                }
                (Mode::Override | Mode::Remove, None) if !self.whole => {
                    if clause.mode == Mode::Override {
                        let made = self.made(clause, cited);
                        onto.push(made);
                    }
                }
                (Mode::Override | Mode::Remove, None) => {
                    let near =
                        onto.iter().find(|old| self.same_head(&old.clause.what, &clause.what)).map(|old| (old.clause.head_span, None));
                    let near = near.or_else(|| of_its_kind(onto, &clause.what));
                    self.faults.push(words::overrides_nothing(clause.mode == Mode::Remove, near, clause.head_span));
                }
            }
        }
    }

    /// Whether a clause gives again what a framework beside this one gave. A block that is only opened again holds what both
    /// put there; a demand is no gift.
    fn beside(&self, old: &Merged, clause: &Clause) -> bool {
        let opened = clause.mode == Mode::Plain && clause.what.clauses().is_some() && bare(clause);
        let known = old.origin == self.origin || self.above.contains(old.origin.as_str());
        !known && !opened && !demands(&old.clause)
    }

    fn made(&mut self, clause: &Clause, cited: Option<&Citation>) -> Merged {
        let cited = clause.citation.as_ref().or(cited);
        let mut inner = Vec::new();
        if let Some(clauses) = clause.what.clauses() {
            self.lay(&mut inner, clauses.iter(), cited);
        }
        let citation = cited.cloned();
        let clause = Clause {
            mode: clause.mode,
            what: clause.what.without_clauses(),
            when: clause.when.clone(),
            citation: clause.citation.clone(),
            span: clause.span,
            head_span: clause.head_span,
        };
        Merged { mode: clause.mode, clause, citation, origin: self.origin.to_owned(), inner, repeats: None }
    }

    /// An identity given again without `override`.
    fn again(&mut self, onto: &mut Vec<Merged>, at: usize, clause: &Clause, cited: Option<&Citation>) {
        let Some(old) = onto.get_mut(at) else { return };
        let own = old.origin == self.origin;
        if let Some(clauses) = clause.what.clauses().filter(|_| bare(clause) && (!own || matches!(clause.what, What::Route(_)))) {
            let mut inner = std::mem::take(&mut old.inner);
            self.lay(&mut inner, clauses.iter(), clause.citation.as_ref().or(cited));
            if let Some(old) = onto.get_mut(at) {
                old.inner = inner;
            }
            return;
        }
        if own {
            match (&clause.what, declared(&clause.what)) {
                // Two clauses of one head and guard are an overlap, judged with a witness later.
                (What::Amount { .. } | What::Table(_), _) => {
                    let made = self.made(clause, cited);
                    onto.push(made);
                }
                (What::Filing { .. }, Some(name)) => {
                    self.faults.push(words::filing_twice(&name.name.it, name.name.span, old.clause.head_span));
                }
                (_, Some(name)) => self.faults.push(words::twice(&name.name.it, name.name.span, old.clause.head_span)),
                (_, None) => {
                    self.faults.push(words::conflicting(("this is said twice", "此项规定重复"), clause.head_span, old.clause.head_span));
                }
            }
        } else if demands(&old.clause) && (!self.framework || !self.above.contains(old.origin.as_str())) {
            let made = self.made(clause, cited);
            if let Some(old) = onto.get_mut(at) {
                *old = made;
            }
        } else {
            self.faults.push(words::needs_override(clause.head_span, old.clause.head_span));
        }
    }

    /// One identity: kind and name, or head and guard.
    fn same(&mut self, old: &Clause, new: &Clause) -> bool {
        match (declared(&old.what), declared(&new.what)) {
            (Some(one), Some(two)) if matches!((&old.what, &new.what), (What::Filing { .. }, What::Filing { .. })) => {
                same_names(one, two) || self.same_filing(one, two)
            }
            (Some(one), Some(two)) => discriminant(&old.what) == discriminant(&new.what) && same_names(one, two),
            (None, None) => {
                if is_alone(&old.what) {
                    return false;
                }
                self.same_head(&old.what, &new.what) && self.same_guard(old, new)
            }
            _ => false,
        }
    }

    /// A filing has the names of the value or group it is named after, in either script.
    fn same_filing(&self, one: &Declared, two: &Declared) -> bool {
        let Some(filing) = self.scope.role(Role::Filing).and_then(|f| self.scope.fact(f)) else { return false };
        let at = |declared: &Declared| filing.kind.values().iter().position(|(names, _)| is_named(names, &declared.name.it));
        at(one).is_some() && at(one) == at(two)
    }

    fn same_guard(&mut self, old: &Clause, new: &Clause) -> bool {
        if old.when.is_empty() && new.when.is_empty() {
            return true;
        }
        let (old, new) = (self.quiet(&old.when), self.quiet(&new.when));
        old.is_some() && old == new
    }

    /// A guard as a set of cases; `None` where it is faulty, which is reported where the clause is typed.
    fn quiet(&mut self, when: &[crate::syntax::tree::Condition]) -> Option<Guard> {
        let mut faults = Vec::new();
        let guard = Reader { scope: self.scope, faults: &mut faults }.guard(when, Stage::Item);
        faults.is_empty().then_some(guard)
    }

    fn same_head(&self, old: &What, new: &What) -> bool {
        match (old, new) {
            (What::Amount { head: one, .. }, What::Amount { head: two, .. }) => self.same_amount(one, two),
            (What::Adjust(one), What::Adjust(two)) => {
                one.op == two.op
                    && self.same_amount(&one.target, &two.target)
                    && one.with.as_ref().map(|w| self.fact(&w.fact)) == two.with.as_ref().map(|w| self.fact(&w.fact))
            }
            (What::Table(one), What::Table(two)) => {
                let heads = |t: &crate::syntax::tree::Table| {
                    t.header
                        .iter()
                        .filter(|h| matches!(h.it, Header::Head(_) | Header::Adjust(_)))
                        .map(|h| h.it.clone())
                        .collect::<Vec<_>>()
                };
                heads(one) == heads(two)
            }
            (What::Needs(one), What::Needs(two)) => one == two,
            (What::Place { institution: one }, What::Place { institution: two }) => one == two,
            (What::Document(one), What::Document(two)) => one.name == two.name,
            _ => discriminant(old) == discriminant(new),
        }
    }

    fn same_amount(&self, one: &Head, two: &Head) -> bool {
        let keys = |head: &Head| {
            let mut by: Vec<_> = head.by.iter().map(|n| self.fact(n)).collect();
            by.sort_unstable();
            by
        };

        one.word == two.word
            && one.total == two.total
            && one.period.as_ref().map(|p| p.it) == two.period.as_ref().map(|p| p.it)
            && one.accumulator.as_ref().map(|n| self.accumulator(n)) == two.accumulator.as_ref().map(|n| self.accumulator(n))
            && keys(one) == keys(two)
    }

    /// An accumulator by whichever of its names was written.
    fn accumulator<'n>(&'n self, name: &'n Name) -> &'n str {
        self.accumulators.iter().find(|names| is_named(names, &name.it)).map_or(name.it.as_str(), Names::key)
    }

    fn fact(&self, name: &Name) -> Option<FactId> {
        self.scope.named(&name.it)
    }

    /// The demand a clause fills: the one with its head and guard, else with its head, else the only one of its kind (a
    /// deductible, a cap, …), of whatever period or key.
    fn demand(&mut self, onto: &[Merged], clause: &Clause) -> Option<usize> {
        let open: Vec<usize> = (0..onto.len())
            .filter(|at| {
                onto.get(*at).is_some_and(|old| old.origin != self.origin && demands(&old.clause) && self.fills(&old.clause, clause))
            })
            .collect();
        let of = |at: &&usize| onto.get(**at).map(|old| &old.clause);
        let same_guard =
            open.iter().find(|at| of(at).is_some_and(|old| self.same_guard(old, clause) && self.same_head(&old.what, &clause.what)));
        let same_head = || open.iter().find(|at| of(at).is_some_and(|old| self.same_head(&old.what, &clause.what)));
        let only = || if open.len() == 1 { open.first() } else { None };
        same_guard.or_else(same_head).or_else(only).copied()
    }

    /// Whether `new` is of the kind that `old` demands.
    fn fills(&self, old: &Clause, new: &Clause) -> bool {
        let kind = |head: &Head| (head.word, head.total);
        match (&old.what, &new.what) {
            (What::Amount { head: one, .. }, What::Amount { head: two, .. }) => kind(one) == kind(two),
            (What::Adjust(one), What::Adjust(two)) => self.same_amount(&one.target, &two.target) && (one.op.is_none() || one.op == two.op),
            // Whatever has a name is demanded by that name: it has met its demand as one identity already.
            _ => false,
        }
    }
}

/// Whether a clause has no identity: any number may stand beside each other, and none fills a demand.
fn is_alone(what: &What) -> bool {
    matches!(what, What::Ruling { .. } | What::Example(_))
}

/// The only figure of the same word, with its head.
fn of_its_kind(onto: &[Merged], what: &What) -> Option<(Span, Option<crate::diagnostic::Words>)> {
    let What::Amount { head, .. } = what else { return None };
    let mut found = onto.iter().filter_map(|old| match &old.clause.what {
        What::Amount { head: other, .. } if other.word == head.word => Some((old.clause.head_span, Some(super::head::words(other)))),
        _ => None,
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The clauses a clause stands for: a table with several answer columns is one for each.
fn answers(clause: &Clause) -> Vec<Clause> {
    let What::Table(table) = &clause.what else { return vec![clause.clone()] };
    let of = |header: &Header| match header {
        Header::Head(head) => Some(What::Amount { head: head.clone(), answer: None }),
        Header::Adjust(adjust) => Some(What::Adjust(adjust.clone())),
        Header::Band | Header::Effective | Header::Item | Header::Ceiling | Header::Value | Header::Expect(_) | Header::Cell(_) => None,
    };
    table.header.iter().filter_map(|header| of(&header.it)).map(|what| Clause { what, ..clause.clone() }).collect()
}

/// Whether a clause is a demand of a framework: its whole value is unstated.
pub fn demands(clause: &Clause) -> bool {
    let unstated = |answer: &Answer| matches!(answer, Answer::Value(cell) if cell.it == Cell::Unstated);
    match &clause.what {
        What::Amount { answer: Some(answer), .. } | What::Let { answer, .. } => unstated(answer),
        What::Adjust(Adjust { answer: Some(answer), .. }) => unstated(answer),
        _ => false,
    }
}

/// A block by kind and name alone: no guard, no `after`, no other name.
fn bare(clause: &Clause) -> bool {
    clause.when.is_empty()
        && match &clause.what {
            What::Filing { name, .. } | What::Benefit { name, .. } => name.other.is_none(),
            What::Layer { name, after, given, .. } => name.other.is_none() && after.is_none() && !given,
            _ => true,
        }
}

fn declared(what: &What) -> Option<&Declared> {
    match what {
        What::Filing { name, .. } | What::Benefit { name, .. } | What::Layer { name, .. } | What::Reason { name, .. } => Some(name),
        What::Let { name, .. } | What::Define { name, .. } | What::Part { name, .. } | What::Accumulator(name) => Some(name),
        What::Value { name, .. } | What::Group { name, .. } | What::FundDecl { name, .. } => Some(name),
        What::Fact(fact) => Some(&fact.name),
        _ => None,
    }
}

fn same_names(one: &Declared, two: &Declared) -> bool {
    is_declared(one, &two.name.it) || two.other.as_ref().is_some_and(|other| is_declared(one, &other.it))
}
