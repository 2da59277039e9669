//! The order in which named things that stand on each other are read.

use crate::plan::Names;
use std::collections::{BTreeMap, BTreeSet};

/// Places of named things in an order in which each stands on earlier ones only: first those that read no other, then
/// those that read only these, and so on, each time as written. Last, those that stand on each other in a circle.
pub fn order(named: &[Names], reads: &[Vec<&str>]) -> (Vec<usize>, Vec<usize>) {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, names) in named.iter().enumerate() {
        for name in [names.latin.as_str(), names.han.as_str()].into_iter().filter(|name| !name.is_empty()) {
            places.entry(name).or_default().push(at);
        }
    }
    let mut missing = vec![0_usize; named.len()];
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); named.len()];
    for ((at, reads), missing) in reads.iter().enumerate().zip(&mut missing) {
        let read: BTreeSet<usize> = reads.iter().filter_map(|name| places.get(name)).flatten().copied().collect();
        *missing = read.len();
        for place in read {
            if let Some(readers) = readers.get_mut(place) {
                readers.push(at);
            }
        }
    }
    let mut ready: Vec<usize> = (0..named.len()).filter(|at| missing.get(*at) == Some(&0)).collect();
    let mut out = Vec::with_capacity(named.len());
    while !ready.is_empty() {
        let mut next = BTreeSet::new();
        for reader in ready.iter().filter_map(|at| readers.get(*at)).flatten() {
            if let Some(missing) = missing.get_mut(*reader) {
                *missing -= 1;
                if *missing == 0 {
                    next.insert(*reader);
                }
            }
        }
        out.append(&mut ready);
        ready = next.into_iter().collect();
    }
    let circle = (0..named.len()).filter(|at| missing.get(*at).is_some_and(|missing| *missing > 0)).collect();
    (out, circle)
}
