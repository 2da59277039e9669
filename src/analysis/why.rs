//! Why no claim can reach a row or a clause: the first of the steps on the way to it at which no case is left.

use super::boxes::{Case, TooMany};
use super::findings::Findings;
use super::rows::row_cases;
use super::universe::Universe;
use crate::model::policy::{ClauseId, Guard, Ladder};
use crate::source::Span;

/// The most places a fault points at besides its own.
pub const MOST: usize = 3;

/// Why no claim can reach something, with the places that bring it about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its conditions exclude one another.
    Contradicts,
    /// The other rows of its table have every case.
    Covered(Vec<Span>),
    /// Such a claim never occurs, for it or, of an `otherwise` row, for what the other rows leave.
    Never {
        /// What is left by the other rows.
        left: bool,
        /// The clauses that say so.
        said: Vec<Span>,
    },
    /// The route refuses all of them.
    Refused(Vec<Span>),
    /// The blocks around it let none of them in.
    Outside(Span),
    /// Each value the filing answers has a kind of its own name, which goes first.
    OwnNames(Vec<Span>),
    /// Nobody looked far enough.
    Unknown,
}

/// A guard on the way, and the block that has it.
pub type Gate<'p> = (&'p Guard, ClauseId);

/// Why a clause with this guard behind these gates is dead. `paid` says whether the route decides before it.
pub fn clause(universe: &Universe<'_>, guard: &Guard, gates: &[Gate<'_>], paid: bool, findings: &Findings<'_>) -> Why {
    match universe.case(guard) {
        None => Why::Contradicts,
        Some(own) => first(universe, &[own], false, gates, paid, findings).unwrap_or(Why::Unknown),
    }
}

/// Why a row of a ladder is dead.
pub fn row(universe: &Universe<'_>, ladder: &Ladder, at: usize, gates: &[Gate<'_>], paid: bool, findings: &Findings<'_>) -> Why {
    let Some(row) = ladder.rows.get(at) else { return Why::Unknown };
    let Ok(mut all) = row_cases(universe, ladder) else { return Why::Unknown };
    let own = if at < all.len() { all.swap_remove(at) } else { return Why::Unknown };
    if own.is_empty() && !row.otherwise {
        return Why::Contradicts;
    }
    let why = first(universe, &own, row.otherwise, gates, paid, findings).unwrap_or(Why::Unknown);
    // Where no clause says that the rest never occurs, nothing is left but values that the facts do not have.
    if !matches!(&why, Why::Never { left: true, said } if said.is_empty()) {
        return why;
    }
    let others = ladder.rows.iter().filter(|other| other.table == row.table && !other.otherwise);
    Why::Covered(others.map(|other| other.span).take(MOST).collect())
}

/// The first step at which none of the cases is left.
fn first(
    universe: &Universe<'_>,
    own: &[Case],
    left: bool,
    gates: &[Gate<'_>],
    paid: bool,
    findings: &Findings<'_>,
) -> Result<Why, TooMany> {
    if !any(universe, own)? {
        let never = universe.policy.scope.never.iter().filter(|(guard, _)| touched(universe, guard, own));
        return Ok(Why::Never { left, said: never.map(|(_, id)| findings.head(*id)).take(MOST).collect() });
    }
    let mut open = own.to_vec();
    if paid {
        let Some(paid_for) = universe.paid_for() else { return Ok(Why::Unknown) };
        open = open.iter().filter_map(|case| case.meet(&paid_for)).collect();
        if !any(universe, &open)? {
            let refusals = universe.policy.reasons.iter().filter(|reason| reason.refuse && touched(universe, &reason.guard, own));
            return Ok(Why::Refused(refusals.map(|reason| findings.head(reason.clause)).take(MOST).collect()));
        }
    }
    for (guard, id) in gates {
        open = open.into_iter().filter_map(|case| universe.narrow(case, guard)).collect();
        if !any(universe, &open)? {
            return Ok(Why::Outside(findings.head(*id)));
        }
    }
    Ok(Why::Unknown)
}

/// Whether some claim lies in one of these cases.
fn any(universe: &Universe<'_>, cases: &[Case]) -> Result<bool, TooMany> {
    for case in cases {
        if universe.solve(case)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a guard rules some of these cases out.
fn touched(universe: &Universe<'_>, guard: &Guard, cases: &[Case]) -> bool {
    let ruled_out = universe.case(guard).and_then(|case| universe.possible(&case));
    ruled_out.is_some_and(|out| cases.iter().any(|case| case.touches(&out) && shares(case, &out)))
}

/// Whether both name a fact: a case free in all that a guard names is not what the guard is about.
fn shares(case: &Case, other: &Case) -> bool {
    other.iter().any(|(fact, _)| case.get(fact).is_some())
}
