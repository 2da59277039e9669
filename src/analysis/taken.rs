//! A layer names no part that an earlier layer of the chain may have taken whole: E304.

use super::boxes::TooMany;
use super::findings::Findings;
use super::names;
use super::reach::{Reached, every};
use super::universe::Universe;
use super::witness::{of, shown};
use super::words;
use crate::claim::{LayerFigure, Role};
use crate::diagnostic::{Lang, Words};
use crate::model::policy::{Benefit, ClauseInfo, Layer, Merged, Policy};
use crate::plan::{Origin, PartRef};
use crate::source::Span;
use crate::syntax::tree::{Term, What};
use crate::value::RATE_ONE;

/// Judges every layer against those before it.
pub fn check(universe: &Universe<'_>, findings: &mut Findings<'_>) {
    let all = every(universe);
    for later in &all {
        let named = named(universe.policy, later);
        for earlier in all.iter().filter(|earlier| std::ptr::eq(earlier.benefit, later.benefit) && earlier.depth < later.depth) {
            let whole = earlier.layer.covers.iter().filter(|(_, scale)| *scale >= RATE_ONE).map(|(part, _)| *part);
            for part in whole.filter(|part| named.contains(part)) {
                let answer = report(universe, earlier, later, part, findings);
                findings.decide(later.layer.clause, &names::named(&later.layer.names), answer);
            }
        }
    }
}

fn report(
    universe: &Universe<'_>,
    earlier: &Reached<'_>,
    later: &Reached<'_>,
    part: PartRef,
    findings: &mut Findings<'_>,
) -> Result<(), TooMany> {
    let Some(both) = earlier.case.meet(&later.case) else { return Ok(()) };
    if let Some(claim) = shown(universe, &both, &later.bill(0))? {
        let (span, other) = (findings.head(later.layer.covers_clause), findings.head(earlier.layer.covers_clause));
        let (part, layer) = (spelt(universe.policy, later.benefit, part), names::named(&earlier.layer.names));
        findings.error(words::taken_before(span, other, &part, &layer, &claim));
    }
    Ok(())
}

/// The parts a layer names itself: not those that its `rest` stands for, which is only what is still there.
fn named(policy: &Policy, reached: &Reached<'_>) -> Vec<PartRef> {
    let all = reached.layer.covers.iter().map(|(part, _)| *part);
    let Some(terms) =
        policy.clauses.get(reached.layer.covers_clause as usize).and_then(|info: &ClauseInfo| terms(&policy.merged, info.span))
    else {
        return all.collect();
    };
    if !terms.iter().any(is_rest) {
        return all.collect();
    }
    let written: Vec<String> =
        terms.iter().map(|term| term.path.iter().map(|name| name.it.as_str()).collect::<Vec<_>>().join(".")).collect();
    all.filter(|part| {
        let names = spellings(policy, reached.benefit, *part);
        written.iter().any(|text| names.contains(text))
    })
    .collect()
}

fn is_rest(term: &Term) -> bool {
    matches!(term.path.as_slice(), [only] if only.it == "rest" || only.it == "剩余")
}

/// The terms of the `covers` clause at a place.
fn terms(clauses: &[Merged], at: Span) -> Option<&[Term]> {
    clauses.iter().find_map(|merged| {
        if let What::Covers(terms) = &merged.clause.what
            && merged.clause.span == at
        {
            return Some(terms.as_slice());
        }
        terms(&merged.inner, at)
    })
}

/// A part as a file may spell it: each mix of the two names of a layer and of a figure.
fn spellings(policy: &Policy, benefit: &Benefit, part: PartRef) -> Vec<String> {
    let role = |role: Role| vec![role.names().0.to_owned(), role.names().1.to_owned()];
    let figure = |at: u16, figure: LayerFigure| {
        let figure = figure.names();
        let names =
            benefit.layers.get(at as usize).map(|layer: &Layer| [layer.names.latin.clone(), layer.names.han.clone()]).unwrap_or_default();
        names.iter().flat_map(|name| [format!("{name}.{}", figure.0), format!("{name}.{}", figure.1)]).collect()
    };
    match part.origin() {
        Origin::Bill(of) => role(of),
        Origin::Declared(at) => {
            policy.parts.get(at as usize).map(|part| vec![part.names.latin.clone(), part.names.han.clone()]).unwrap_or_default()
        }
        Origin::Layer(at, which) => figure(at, which),
    }
}

/// A part as messages spell it.
fn spelt(policy: &Policy, benefit: &Benefit, part: PartRef) -> Words {
    let figure = |at: u16, figure: LayerFigure| {
        let (en, zh) = figure.names();
        let name = |lang| benefit.layers.get(at as usize).map(|layer| of(&layer.names, lang)).unwrap_or_default();
        Words::new(format!("{}.{en}", name(Lang::En)), format!("{}.{zh}", name(Lang::Zh)))
    };
    let role = |role: Role| Words::new(role.names().0, role.names().1);
    match part.origin() {
        Origin::Bill(of) => role(of),
        Origin::Declared(at) => policy.parts.get(at as usize).map_or(Words::new("", ""), |part| names::named(&part.names)),
        Origin::Layer(at, which) => figure(at, which),
    }
}
