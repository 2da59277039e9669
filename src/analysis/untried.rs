//! Benefits that no example of their policy can reach: W502.

use super::findings::Findings;
use super::names;
use super::words;
use crate::model::is_named;
use crate::model::policy::{Benefit, Fact, FactId, Policy};
use crate::plan::{Answer, FactKind};
use crate::syntax::tree::{Cell, Example, Header, Line, Literal, Pattern};
use crate::value::Set;
use std::collections::{BTreeMap, BTreeSet};

/// What a claim of an example states of facts with named values; `None` where a table says it row by row.
type Stated = BTreeMap<FactId, Option<Set>>;

/// Judges the benefits of a policy that has examples: what has none at all is under way, and its coverage says so. Only
/// what the examples state is looked at, not what comes of it. A benefit that states no rate has nothing to be tried.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    if policy.examples.is_empty() {
        return;
    }
    let asked = Asked::of(policy);
    let claims: Vec<Stated> = policy.examples.iter().flat_map(|(_, example)| asked.claims(example)).collect();
    for benefit in policy.benefits.iter().filter(|benefit| pays(benefit)) {
        if findings.own(benefit.clause) && !claims.iter().any(|claim| may_reach(policy, benefit, claim)) {
            findings.warn(benefit.clause, words::untried(findings.head(benefit.clause), &names::named(&benefit.names)));
        }
    }
}

fn pays(benefit: &Benefit) -> bool {
    let rates = benefit.layers.iter().filter_map(|layer| layer.rate.as_ref());
    rates.flat_map(|head| &head.ladder.rows).any(|row| matches!(row.answer, Answer::Is(_)))
}

/// The facts that the benefits of a policy ask: nothing else an example states is looked at.
struct Asked<'p>(Vec<(FactId, &'p Fact)>);

impl<'p> Asked<'p> {
    fn of(policy: &'p Policy) -> Self {
        let ids: BTreeSet<FactId> = policy.benefits.iter().flat_map(|benefit| &benefit.guard).map(|(fact, _)| *fact).collect();
        Self(ids.into_iter().filter_map(|id| Some((id, policy.scope.fact(id)?))).collect())
    }

    fn named(&self, name: &str) -> Option<(FactId, &'p Fact)> {
        self.0.iter().find(|(_, fact)| is_named(&fact.names, name)).copied()
    }

    /// What each claim of an example states, what it takes over from the one before among it.
    fn claims(&self, example: &Example) -> Vec<Stated> {
        let mut stated = Stated::new();
        let stages = example.stages.iter().map(|stage| {
            for line in stage {
                match &line.it {
                    Line::Given { fact, value } => {
                        if let [name] = fact.as_slice()
                            && let Some((id, fact)) = self.named(&name.it)
                        {
                            stated.insert(id, value_of(fact, &value.it));
                        }
                    }
                    Line::Cases(table) => {
                        stated.extend(table.header.iter().filter_map(|header| self.column(&header.it)).map(|fact| (fact, None)));
                    }
                    Line::Before { .. } | Line::Items(_) | Line::Assume { .. } | Line::Expect(_) => {}
                }
            }
            stated.clone()
        });
        stages.collect()
    }

    /// The fact of a column.
    fn column(&self, header: &Header) -> Option<FactId> {
        let Header::Cell(Cell::Pattern(Pattern::OneOf(names))) = header else { return None };
        let named = |name: &Literal| if let Literal::Name(name, _) = name { self.named(name) } else { None };
        names.iter().find_map(|name| named(&name.it)).map(|(id, _)| id)
    }
}

/// The value of a fact with named values, or of a yes or no; `None` where it may be any.
fn value_of(fact: &Fact, literal: &Literal) -> Option<Set> {
    match (&fact.kind, literal) {
        (FactKind::Enum(values), Literal::Name(name, _)) => {
            let at = values.iter().position(|(names, _)| names.latin == *name || names.han == *name)?;
            i64::try_from(at).ok().map(Set::one)
        }
        (FactKind::YesNo, Literal::Yes) => Some(Set::one(1)),
        (FactKind::YesNo, Literal::No) => Some(Set::one(0)),
        _ => None,
    }
}

/// Whether nothing that a claim states keeps it from a benefit. What it leaves out has its default, or may be anything.
fn may_reach(policy: &Policy, benefit: &Benefit, claim: &Stated) -> bool {
    benefit.guard.iter().all(|(fact, wanted)| {
        let given = match claim.get(fact) {
            Some(stated) => stated.clone(),
            None => policy.scope.fact(*fact).and_then(|fact| fact.default).map(Set::one),
        };
        given.is_none_or(|given| given.touches(wanted))
    })
}
