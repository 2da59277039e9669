//! Cases that two rows answer: E302.

use super::boxes::{Case, TooMany};
use super::findings::Findings;
use super::meeting::meeting;
use super::names::About;
use super::reach::layers;
use super::rows::row_cases;
use super::universe::Universe;
use super::witness::{Bill, shown};
use super::words;
use crate::diagnostic::{Code, Words};
use crate::model::policy::{ClauseId, Head, Ladder};
use crate::source::Span;
use crate::syntax::tree::HeadWord;

/// Clashes told of one head: each has a claim of its own, and the first show what is wrong.
const MOST: usize = 50;

/// A row with its cases.
pub type Placed = (Span, Vec<Case>);

/// At most one deductible holds, whatever its period; of every other head, and of defines and first pays, at most one row.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    for reached in layers(universe) {
        let plain = |head: &&Head| head.word == HeadWord::Deductible && !head.total;
        let deductibles: Vec<&Head> = reached.layer.heads.iter().filter(plain).collect();
        let mut groups = vec![(About::Kind(reached.layer, HeadWord::Deductible), deductibles)];
        for head in reached.layer.heads.iter().filter(|head| !plain(head)) {
            groups.push((About::Head(universe.policy, reached.layer, head), vec![head]));
        }
        for (what, heads) in groups {
            let ladders: Vec<&Ladder> = heads.iter().map(|head| &head.ladder).collect();
            let periods = heads.iter().any(|head| heads.first().is_some_and(|first| first.period != head.period));
            let from = findings.len();
            report(universe, &reached.case, &ladders, &reached.bill(0), what, findings);
            if periods {
                findings.help_from(from, Code::E302, &words::two_periods());
            }
        }
    }
    for fact in &universe.policy.scope.facts {
        if let Some(ladder) = &fact.define {
            report(universe, &Case::free(), &[ladder], &Bill::default(), About::Defined(&fact.names), findings);
        }
    }
    for ladder in [&universe.policy.first_pay, &universe.policy.item_first_pay] {
        report(universe, &Case::free(), &[ladder], &Bill::default(), About::FirstPay, findings);
    }
    let parts = &universe.policy.parts;
    let placed: Vec<Placed> =
        parts.iter().map(|part| (findings.head(part.clause), universe.case(&part.guard).into_iter().collect())).collect();
    let answer = clashes(universe, &Case::free(), &placed, &Bill::default());
    faults(answer, About::Parts, None, universe.policy.span, findings);
}

fn report(universe: &Universe<'_>, reach: &Case, ladders: &[&Ladder], bill: &Bill, what: About<'_>, findings: &mut Findings<'_>) {
    let placed = placed(universe, ladders);
    let answer = placed.and_then(|placed| clashes(universe, reach, &placed, bill));
    let first = ladders.iter().flat_map(|ladder| &ladder.rows).next();
    faults(answer, what, first.map(|row| row.clause), first.map_or(universe.policy.span, |row| row.span), findings);
}

fn faults(answer: Result<Vec<Clash>, TooMany>, what: About<'_>, clause: Option<ClauseId>, span: Span, findings: &mut Findings<'_>) {
    match answer {
        Ok(found) => found.iter().for_each(|clash| findings.error(words::overlap(clash.later, clash.earlier, &what.words(), &clash.claim))),
        Err(TooMany) => findings.undecided(clause, span, &what.words()),
    }
}

fn placed(universe: &Universe<'_>, ladders: &[&Ladder]) -> Result<Vec<Placed>, TooMany> {
    let mut out = Vec::new();
    for ladder in ladders {
        out.extend(ladder.rows.iter().map(|row| row.span).zip(row_cases(universe, ladder)?));
    }
    Ok(out)
}

/// Two rows that one claim satisfies.
pub struct Clash {
    /// The row written first.
    pub earlier: Span,
    /// The row written later.
    pub later: Span,
    /// Their places among the rows.
    pub at: (usize, usize),
    /// The claim.
    pub claim: Words,
}

/// Rows that hold together in `reach`: for each row, the first earlier one it clashes with.
pub fn clashes(universe: &Universe<'_>, reach: &Case, rows: &[Placed], bill: &Bill) -> Result<Vec<Clash>, TooMany> {
    let mut out: Vec<Clash> = Vec::new();
    let own: Vec<Vec<Case>> = rows.iter().map(|(_, cases)| cases.iter().filter_map(|case| case.meet(reach)).collect()).collect();
    for (j, i) in meeting(own.iter().map(Vec::as_slice)) {
        if out.last().is_some_and(|clash| clash.at.1 == j) {
            continue;
        }
        if out.len() == MOST {
            break;
        }
        let (Some((later, _)), Some((earlier, others)), Some(own)) = (rows.get(j), rows.get(i), own.get(j)) else { continue };
        for both in own.iter().flat_map(|case| others.iter().filter_map(|other| case.meet(other))) {
            if let Some(claim) = shown(universe, &both, bill)? {
                out.push(Clash { earlier: *earlier, later: *later, at: (i, j), claim });
                break;
            }
        }
    }
    Ok(out)
}
