//! Makes a failing case small: takes away claims, clauses and facts one at a time, while the difference stays.

use crate::claims::{Claim, Event};
use crate::compare::{Difference, Route, compare};
use crate::policy::{Amount, Guard, Layer, Origin, Policy};
use yibao::Engine;

/// Removes what is not needed for a difference, until nothing more can go.
pub fn shrink(mut policy: Policy, mut history: Vec<Event>, route: Route) -> Option<(Policy, Vec<Event>, Difference)> {
    let mut found = difference(&policy, &history, route)?;
    loop {
        let mut smaller = false;
        history.truncate(found.event + 1);
        let mut place = 0;
        while let Some(candidate) = smaller_histories(&history).get(place) {
            match difference(&policy, candidate, route) {
                Some(still) => (history, found, smaller) = (candidate.clone(), still, true),
                None => place += 1,
            }
        }
        let mut place = 0;
        while let Some(candidate) = smaller_policies(&policy).get(place) {
            match difference(candidate, &history, route) {
                Some(still) => (policy, found, smaller) = (candidate.clone(), still, true),
                None => place += 1,
            }
        }
        if !smaller {
            return Some((policy, history, found));
        }
    }
}

fn difference(policy: &Policy, history: &[Event], route: Route) -> Option<Difference> {
    let engine = Engine::load([("history.yb".to_owned(), policy.rule_text())]).ok()?;
    let known = |event: &Event| match event {
        Event::Claim(claim) => {
            let mut claim = claim.clone();
            claim.counters.iter_mut().for_each(|counters| counters.retain(|key, _| policy.knows(key)));
            Event::Claim(claim)
        }
        Event::Reversal { .. } => event.clone(),
    };
    let history: Vec<Event> = history.iter().map(known).collect();
    compare(&engine, policy, &history, route)
}

/// The histories with one thing taken out.
fn smaller_histories(history: &[Event]) -> Vec<Vec<Event>> {
    let mut out = Vec::new();
    for (at, event) in history.iter().enumerate() {
        let mut shorter = history.to_vec();
        shorter.remove(at);
        out.push(shorter);
        let Event::Claim(claim) = event else { continue };
        let smaller = [
            Claim { episode: None, ..claim.clone() },
            Claim { counters: None, ..claim.clone() },
            Claim { total: claim.total - claim.out_of_catalog, out_of_catalog: 0, ..claim.clone() },
            Claim { total: claim.total - claim.first_self_pay, first_self_pay: 0, ..claim.clone() },
            Claim { total: claim.total / 10_000 * 10_000, out_of_catalog: 0, first_self_pay: 0, ..claim.clone() },
            Claim { settled: claim.care_end, ..claim.clone() },
            Claim { care_start: claim.care_end, ..claim.clone() },
        ];
        for smaller in smaller.into_iter().filter(|smaller| smaller != claim) {
            let mut changed = history.to_vec();
            changed[at] = Event::Claim(smaller);
            out.push(changed);
        }
    }
    out
}

/// The policies with one thing taken out.
fn smaller_policies(policy: &Policy) -> Vec<Policy> {
    let mut out = Vec::new();
    if (policy.year_begins, policy.unit) != ((1, 1), 1) {
        out.push(Policy { year_begins: (1, 1), unit: 1, ..policy.clone() });
    }
    for (at, version) in policy.versions.iter().enumerate() {
        if policy.versions.len() > 1 {
            let mut fewer = policy.clone();
            fewer.versions.remove(at);
            for left in &mut fewer.versions {
                (left.from, left.until) = (left.from.min(version.from), None);
            }
            out.push(fewer);
        }
        for (benefit_at, benefit) in version.benefits.iter().enumerate() {
            if version.benefits.len() > 1 {
                let mut fewer = policy.clone();
                fewer.versions[at].benefits.remove(benefit_at);
                out.push(fewer);
            }
            for layer_at in 0..benefit.layers.len() {
                let mut fewer = policy.clone();
                fewer.versions[at].benefits[benefit_at].layers.remove(layer_at);
                out.extend((benefit.layers.len() > 1).then_some(fewer));
                for way in 0..WAYS_OF_A_LAYER {
                    let mut simpler = policy.clone();
                    out.extend(simplify(&mut simpler.versions[at].benefits[benefit_at].layers[layer_at], way).then_some(simpler));
                }
            }
        }
    }
    out
}

const WAYS_OF_A_LAYER: usize = 60;

/// Takes one thing out of a layer; `false` where it is not there.
fn simplify(layer: &mut Layer, way: usize) -> bool {
    let (kind, index) = (way / 6, way % 6);
    match kind {
        0 => {
            let mut lists = [&mut layer.deductibles, &mut layer.totals, &mut layer.limits, &mut layer.limits_above, &mut layer.caps];
            lists.get_mut(index).is_some_and(|list| !std::mem::take(*list).is_empty())
        }
        1..=5 => {
            let lists = [&mut layer.deductibles, &mut layer.totals, &mut layer.limits, &mut layer.limits_above, &mut layer.caps];
            let Some(list) = lists.into_iter().nth(kind - 1) else { return false };
            if index < 3 {
                let several = index < list.len() && list.len() > 1;
                return several && list.drain(index..=index).count() > 0;
            }
            let Some(bound) = list.get_mut(index - 3) else { return false };
            let plain = (bound.head.by.is_empty(), bound.guard.0.is_empty(), matches!(bound.amount, Amount::Fen(_)));
            bound.head.by.clear();
            bound.guard = Guard::default();
            if let Amount::ByAdmission([first, ..]) = bound.amount {
                bound.amount = Amount::Fen(first);
            }
            plain != (true, true, true)
        }
        6 if index < layer.adjustments.len() => {
            layer.adjustments.remove(index);
            true
        }
        7 if index < layer.adjustments.len() => {
            let guarded = !layer.adjustments[index].guard.0.is_empty();
            layer.adjustments[index].guard = Guard::default();
            guarded
        }
        8 if index == 0 => {
            layer.rates.len() > 1 && {
                layer.rates.truncate(1);
                layer.rates[0].guard = Guard::default();
                true
            }
        }
        8 if index == 1 => {
            layer.has_bands() && {
                for rate in &mut layer.rates {
                    rate.bands.drain(..rate.bands.len() - 1);
                }
                true
            }
        }
        9 if index == 0 => !std::mem::take(&mut layer.guard.0).is_empty(),
        9 if index == 1 => std::mem::take(&mut layer.half_first_self_pay),
        9 if index == 2 => {
            let plain = Origin { from_zero: false, over_the_year: false, shared: None };
            std::mem::replace(&mut layer.origin, plain) != plain
        }
        9 if index == 3 => std::mem::take(&mut layer.states_share),
        _ => false,
    }
}
