//! Cases that no row answers: E301.

use super::boxes::{Case, NOT_APPLICABLE, TooMany};
use super::findings::Findings;
use super::names;
use super::reach::{Reached, layers};
use super::rows::row_cases;
use super::universe::{Universe, left_over};
use super::witness::{Bill, shown};
use super::words;
use crate::diagnostic::Words;
use crate::model::policy::Head;
use crate::syntax::tree::HeadWord;
use crate::value::Set;

/// Every kind a layer names has an answer in every case that reaches it; every defined fact has a value
/// wherever what its rows ask applies.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    for reached in layers(universe) {
        for kind in [HeadWord::Deductible, HeadWord::Limit, HeadWord::LimitAbove, HeadWord::Cap] {
            let heads: Vec<&Head> = reached.layer.heads.iter().filter(|head| head.word == kind).collect();
            if heads.is_empty() {
                continue;
            }
            let answer = kind_gap(universe, &reached, kind, &heads, findings);
            findings.decide(reached.layer.clause, &names::kind(reached.layer, kind), answer);
        }
    }
    for fact in &universe.policy.scope.facts {
        // One without rows could not be read, or stands in a circle: that is its fault, not the cases it leaves out.
        let Some(ladder) = fact.define.as_ref().filter(|ladder| !ladder.rows.is_empty()) else { continue };
        let what = names::named(&fact.names);
        let answer: Result<(), TooMany> = row_cases(universe, ladder).and_then(|rows| {
            let rows: Vec<Case> = rows.iter().flatten().map(|row| unless_inapplicable(universe, row)).collect();
            if let Some((_, claim)) = first_gap(universe, &Case::free(), &rows, &Bill::default())? {
                findings.error(words::gap(fact.span, &what, &claim));
            }
            Ok(())
        });
        if answer.is_err() {
            findings.undecided(ladder.rows.first().map(|row| row.clause), fact.span, &what);
        }
    }
}

/// The cases of a row, and those it misses only because a fact it asks does not apply: there the defined fact does not either.
fn unless_inapplicable(universe: &Universe<'_>, row: &Case) -> Case {
    let facts = row.iter().filter(|(fact, _)| universe.optional(*fact));
    facts.fold(row.clone(), |out, (fact, set)| {
        let set = set.union(&Set::one(NOT_APPLICABLE));
        out.forget(fact).with(fact, &set).unwrap_or_else(|| row.clone())
    })
}

fn kind_gap(
    universe: &Universe<'_>,
    reached: &Reached<'_>,
    kind: HeadWord,
    heads: &[&Head],
    findings: &mut Findings<'_>,
) -> Result<(), TooMany> {
    let mut rows = Vec::new();
    for head in heads.iter().filter(|head| !head.total) {
        rows.extend(row_cases(universe, &head.ladder)?.concat());
    }
    if let Some((_, claim)) = first_gap(universe, &reached.case, &rows, &reached.bill(0))? {
        let what = match heads {
            [only] => names::head(universe.policy, reached.layer, only),
            _ => names::kind(reached.layer, kind),
        };
        let clause = heads.iter().flat_map(|head| &head.ladder.rows).next().map_or(reached.layer.clause, |row| row.clause);
        findings.error(words::gap(findings.head(clause), &what, &claim));
    }
    Ok(())
}

/// The first case of `reach` in none of `rows`, with its claim.
pub fn first_gap(universe: &Universe<'_>, reach: &Case, rows: &[Case], bill: &Bill) -> Result<Option<(Case, Words)>, TooMany> {
    for case in left_over(universe, reach, rows)? {
        if let Some(claim) = shown(universe, &case, bill)? {
            return Ok(Some((case, claim)));
        }
    }
    Ok(None)
}
