//! A row that falls where its neighbours rise, or rises where they fall: W308.

use super::findings::Findings;
use super::ladders::ladders;
use super::words;
use crate::model::policy::{FactId, Guard, Ladder, Policy, Row};
use crate::plan::{Answer, FactKind};
use crate::value::Set;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// So many rows must agree before one is odd.
const AGREE: usize = 2;

/// What two rows have in common that differ in the values of one fact: table, guard, band and all other conditions.
type Common = (u32, Guard, Option<(i64, i64)>, Guard);

/// A step from one row to the next: up or down, from which value to which.
type Step<'p> = (Ordering, (i64, i64), &'p Row, &'p Row);

/// Judges every table of the policy's own by the values of each fact it tells apart.
pub fn check(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for (what, ladder) in ladders(policy) {
        for fact in told_apart(policy, ladder) {
            let mut steps: BTreeMap<(u32, &Set, &Set), Vec<Step<'_>>> = BTreeMap::new();
            for ((table, ..), rows) in &alike(ladder, fact) {
                for ((low, from, one), (high, to, two)) in rows.iter().zip(rows.iter().skip(1)) {
                    steps.entry((*table, *low, *high)).or_default().push((to.cmp(from), (*from, *to), *one, *two));
                }
            }
            for ((way, _, one, two), (.., beside)) in steps.values().filter_map(|steps| odd(steps)) {
                if findings.own(two.clause) {
                    findings.warn(two.clause, words::standing(two.span, one.span, beside.span, *way == Ordering::Less, &what.words()));
                }
            }
        }
    }
}

/// The facts of named values by which rows differ.
fn told_apart(policy: &Policy, ladder: &Ladder) -> Vec<FactId> {
    let mut out: Vec<FactId> = ladder.rows.iter().flat_map(|row| &row.when).map(|(fact, _)| *fact).collect();
    out.sort_unstable();
    out.dedup();
    out.retain(|fact| policy.scope.fact(*fact).is_some_and(|fact| matches!(fact.kind, FactKind::Enum(_))));
    out
}

/// Rows with a figure that differ in nothing but one fact, in the order its values are declared in.
fn alike(ladder: &Ladder, fact: FactId) -> BTreeMap<Common, Vec<(&Set, i64, &Row)>> {
    let mut out: BTreeMap<Common, Vec<(&Set, i64, &Row)>> = BTreeMap::new();
    for row in ladder.rows.iter().filter(|row| !row.otherwise) {
        let (Answer::Is(value), Some((_, set))) = (row.answer, row.when.iter().find(|(id, _)| *id == fact)) else { continue };
        let others: Guard = row.when.iter().filter(|(id, _)| *id != fact).cloned().collect();
        out.entry((row.table, row.guard.clone(), row.band, others)).or_default().push((set, value, row));
    }
    for rows in out.values_mut() {
        rows.sort_by_key(|(set, ..)| set.first());
    }
    out
}

/// The only step that goes one way, where two or more go the other; with one of those. Where all come from one value, or to
/// one, that is a figure which knows no difference, and the others cross it.
fn odd<'s, 'p>(steps: &'s [Step<'p>]) -> Option<(&'s Step<'p>, &'s Step<'p>)> {
    let of = |way: Ordering| steps.iter().filter(move |(step, ..)| *step == way);
    let alone = |one: Ordering| of(one).next().filter(|_| of(one).count() == 1 && of(one.reverse()).count() >= AGREE);
    let found = alone(Ordering::Less).or_else(|| alone(Ordering::Greater))?;
    let (from, to) = found.1;
    let level = steps.iter().all(|step| step.1.0 == from) || steps.iter().all(|step| step.1.1 == to);
    of(found.0.reverse()).next().filter(|_| !level).map(|beside| (found, beside))
}
