//! Which of many rows may hold together: found by cutting all of them by one fact after another, not pair by pair.

use super::boxes::Case;
use crate::model::policy::FactId;
use crate::value::Set;
use std::collections::BTreeSet;

/// So few boxes are compared pair by pair.
const FEW: usize = 12;

/// A box of the n-th row.
type Member<'c> = (usize, &'c Case);

/// The pairs (later, earlier) of rows of which some boxes touch, in order.
pub fn meeting<'c>(rows: impl Iterator<Item = &'c [Case]>) -> BTreeSet<(usize, usize)> {
    let members: Vec<Member<'c>> = rows.enumerate().flat_map(|(at, cases)| cases.iter().map(move |case| (at, case))).collect();
    let mut out = BTreeSet::new();
    divide(&members, &mut BTreeSet::new(), &mut out);
    out
}

/// Divides boxes by the values of a fact, until few are left or no fact tells them apart.
fn divide(members: &[Member<'_>], cut: &mut BTreeSet<FactId>, out: &mut BTreeSet<(usize, usize)>) {
    let best = if members.len() <= FEW { None } else { best(members, cut) };
    let Some((fact, starts)) = best else { return compare(members, out) };
    let mut groups: Vec<Vec<Member<'_>>> = vec![Vec::new(); starts.len()];
    for member in members {
        for (from, to) in pieces(&starts, member.1.get(fact)) {
            for group in groups.iter_mut().take(to).skip(from) {
                group.push(*member);
            }
        }
    }
    cut.insert(fact);
    for group in &groups {
        divide(group, cut, out);
    }
    cut.remove(&fact);
}

fn compare(members: &[Member<'_>], out: &mut BTreeSet<(usize, usize)>) {
    for (at, (one, case)) in members.iter().enumerate() {
        for (two, other) in members.iter().take(at) {
            if one != two && case.touches(other) {
                out.insert((*one.max(two), *one.min(two)));
            }
        }
    }
}

/// The fact, not yet cut by, that leaves the smallest groups, with where its pieces begin; none where cutting gains nothing.
fn best(members: &[Member<'_>], cut: &BTreeSet<FactId>) -> Option<(FactId, Vec<i64>)> {
    let named: BTreeSet<FactId> = members.iter().flat_map(|(_, case)| case.iter()).map(|(fact, _)| fact).collect();
    let weigh = |fact: FactId| {
        let mut starts = vec![i64::MIN];
        for (from, to) in members.iter().filter_map(|(_, case)| case.get(fact)).flat_map(|set| set.intervals().iter().copied()) {
            starts.push(from);
            starts.extend(to.checked_add(1));
        }
        starts.sort_unstable();
        starts.dedup();
        let mut sizes = vec![0_usize; starts.len() + 1];
        // Sizes of groups as a running sum of what begins and ends.
        let mut ends = vec![0_usize; starts.len() + 1];
        for (from, to) in members.iter().flat_map(|(_, case)| pieces(&starts, case.get(fact))) {
            if let (Some(begin), Some(end)) = (sizes.get_mut(from), ends.get_mut(to)) {
                *begin += 1;
                *end += 1;
            }
        }
        let mut open = 0;
        let pairs: usize = sizes
            .iter()
            .zip(&ends)
            .map(|(begin, end)| {
                open = open + begin - end;
                open * open
            })
            .sum();
        (pairs, fact, starts)
    };
    let (pairs, fact, starts) = named.into_iter().filter(|fact| !cut.contains(fact)).map(weigh).min_by_key(|(pairs, ..)| *pairs)?;
    (pairs < members.len() * members.len() / 4 * 3).then_some((fact, starts))
}

/// The pieces `from..to` that a set covers; all for a fact that is free.
fn pieces<'s>(starts: &'s [i64], set: Option<&'s Set>) -> impl Iterator<Item = (usize, usize)> + 's {
    let at = |value: i64| starts.partition_point(|start| *start <= value);
    let whole = set.is_none().then_some((0, starts.len()));
    whole.into_iter().chain(set.into_iter().flat_map(Set::intervals).map(move |&(from, to)| (at(from).saturating_sub(1), at(to))))
}
