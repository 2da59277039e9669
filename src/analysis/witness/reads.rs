//! The facts that settling a claim reads.

use super::{Point, Read};
use crate::claim::Role;
use crate::model::policy::{FactId, Guard, Ladder};

/// Every fact read on the way of this claim, with those that say whether one applies or what one is.
pub(super) fn read(point: &Point<'_, '_>) -> Read {
    let policy = point.universe.policy;
    let mut read = Read::new();
    let mut guard = |guard: &Guard| read.extend(guard.iter().map(|(fact, _)| *fact));
    let ladder = |ladder: &Ladder, guard: &mut dyn FnMut(&Guard)| {
        for row in &ladder.rows {
            guard(&row.guard);
            guard(&row.when);
        }
    };
    policy.needed.iter().for_each(|line| guard(&line.guard));
    for filing in &policy.filings {
        guard(&filing.guard);
        filing.file_by.iter().for_each(|window| guard(&window.guard));
    }
    policy.reasons.iter().for_each(|reason| guard(&reason.guard));
    policy.benefits.iter().for_each(|benefit| guard(&benefit.guard));
    ladder(&policy.first_pay, &mut guard);
    let mut single: Vec<FactId> = Vec::new();
    for layer in point.benefit().iter().flat_map(|benefit| &benefit.layers) {
        guard(&layer.guard);
        if !point.holds(&layer.guard) {
            continue;
        }
        for head in layer.heads.iter().chain(&layer.rate) {
            ladder(&head.ladder, &mut guard);
            single.extend(&head.by);
        }
        for adjust in &layer.adjusts {
            ladder(&adjust.ladder, &mut guard);
            single.extend(adjust.with.map(|(fact, ..)| fact));
        }
    }
    read.extend(single);
    read.extend(policy.settings.applies_on);
    read.extend(policy.settings.year_of);
    let roles = [Role::Scheme, Role::InsuredRegion, Role::CareRegion, Role::Admitted, Role::Discharged, Role::Visited];
    read.extend(roles.iter().filter_map(|role| policy.scope.role(*role)));
    read.extend(point.solved.iter().filter(|(fact, set)| asked(point, *fact, set)).map(|(fact, _)| fact));
    close(point, &mut read);
    read
}

/// Whether a box says more of a fact than that it has some value.
fn asked(point: &Point<'_, '_>, fact: FactId, set: &crate::value::Set) -> bool {
    let plain = point.universe.policy.scope.fact(fact).is_some_and(|fact| fact.role.is_none());
    plain && !point.universe.values(fact).within(set)
}

/// Adds what `only when` and defined facts read.
fn close(point: &Point<'_, '_>, read: &mut Read) {
    let scope = &point.universe.policy.scope;
    let mut fresh: Vec<FactId> = read.iter().copied().collect();
    while let Some(id) = fresh.pop() {
        let Some(fact) = scope.fact(id) else { continue };
        let rows = fact.define.iter().flat_map(|ladder| &ladder.rows);
        let guards = rows.flat_map(|row| row.guard.iter().chain(&row.when)).chain(&fact.only_when);
        for (next, _) in guards {
            if read.insert(*next) {
                fresh.push(*next);
            }
        }
    }
}
