//! Whether a box holds a real case: the links that a case must satisfy, narrowed one by the other until a box is in all of them.

use super::boxes::{BOX_LIMIT, Case, TooMany};
use crate::model::policy::FactId;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How many boxes of real cases are remembered.
const REMEMBERED: usize = 64;

/// The links that a case must satisfy. A case is a real one exactly when it lies in a box of every link.
#[derive(Default)]
pub struct Search {
    links: Vec<Vec<Case>>,
    /// The links that name a fact: only these look anew when its values are narrowed.
    readers: BTreeMap<FactId, Vec<usize>>,
    /// What follows for every case at once; none where no case exists.
    start: Option<State>,
    /// Boxes found to hold nothing but real cases.
    known: RefCell<Vec<Case>>,
}

/// A box on its way into all links.
#[derive(Clone)]
struct State {
    case: Case,
    /// For each link, how many of its boxes the case touches; 0 as soon as the case lies in one of them.
    ways: Vec<usize>,
    /// Links to look at: some fact they name was narrowed.
    open: Vec<bool>,
}

impl Search {
    /// The cases of `base` that lie in a box of each of `links`.
    pub fn new(base: Case, links: Vec<Vec<Case>>) -> Self {
        let mut readers: BTreeMap<FactId, Vec<usize>> = BTreeMap::new();
        for (at, link) in links.iter().enumerate() {
            for (fact, _) in link.iter().flat_map(Case::iter) {
                let of = readers.entry(fact).or_default();
                if of.last() != Some(&at) {
                    of.push(at);
                }
            }
        }
        let start = State { case: base, ways: vec![usize::MAX; links.len()], open: vec![true; links.len()] };
        let mut search = Self { links, readers, start: None, known: RefCell::default() };
        search.start = search.settle(start);
        if let Some(start) = &search.start {
            for link in &mut search.links {
                link.retain(|choice| start.case.touches(choice));
            }
        }
        search
    }

    /// One box of real cases inside `wanted`, or nothing where none lies in it.
    pub fn solve(&self, wanted: &Case) -> Result<Option<Case>, TooMany> {
        let Some(state) = self.start.as_ref().and_then(|start| self.narrow(start, wanted)) else { return Ok(None) };
        self.search(state, &mut 0)
    }

    /// Whether some real case lies in `wanted`.
    pub fn has(&self, wanted: &Case) -> Result<bool, TooMany> {
        if self.known.borrow().iter().any(|known| known.touches(wanted)) {
            return Ok(true);
        }
        let Some(found) = self.solve(wanted)? else { return Ok(false) };
        let mut known = self.known.borrow_mut();
        known.truncate(REMEMBERED - 1);
        known.insert(0, self.widened(found));
        Ok(true)
    }

    /// A box of real cases with every fact that no link names as wide as it can be.
    fn widened(&self, found: Case) -> Case {
        let linked = found.only(|fact| self.readers.contains_key(&fact));
        self.start.as_ref().and_then(|start| start.case.meet(&linked)).unwrap_or(linked)
    }

    fn search(&self, state: State, steps: &mut usize) -> Result<Option<Case>, TooMany> {
        *steps += 1;
        if *steps > BOX_LIMIT {
            return Err(TooMany);
        }
        let Some(mut state) = self.settle(state) else { return Ok(None) };
        let Some((chosen, _)) = state.ways.iter().enumerate().filter(|(_, ways)| **ways > 0).min_by_key(|(_, ways)| **ways) else {
            return Ok(Some(state.case));
        };
        if let Some(ways) = state.ways.get_mut(chosen) {
            *ways = 0;
        }
        for choice in self.links.get(chosen).into_iter().flatten() {
            if let Some(way) = self.narrow(&state, choice)
                && let Some(found) = self.search(way, steps)?
            {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// A state with its case narrowed to `to`, and the links to look at for it.
    fn narrow(&self, from: &State, to: &Case) -> Option<State> {
        let case = from.case.meet(to)?;
        let mut next = State { case, ways: from.ways.clone(), open: from.open.clone() };
        self.reopen(&from.case, to, &mut next.open);
        Some(next)
    }

    /// Marks the links that name a fact which `to` narrows.
    fn reopen(&self, case: &Case, to: &Case, open: &mut [bool]) {
        for (fact, _) in to.iter().filter(|(fact, set)| !case.get(*fact).is_some_and(|own| own.within(set))) {
            for reader in self.readers.get(&fact).into_iter().flatten() {
                if let Some(slot) = open.get_mut(*reader) {
                    *slot = true;
                }
            }
        }
    }

    /// Narrows a case by every link that leaves it one way, until none does; nothing where a link leaves it none.
    fn settle(&self, mut state: State) -> Option<State> {
        while let Some(at) = state.open.iter().position(|open| *open) {
            *state.open.get_mut(at)? = false;
            let (Some(link), Some(ways)) = (self.links.get(at), state.ways.get_mut(at)) else { continue };
            if *ways == 0 {
                continue;
            }
            let mut touched = link.iter().filter(|choice| state.case.touches(choice));
            let first = touched.next()?;
            *ways = 1 + touched.count();
            if *ways == 1 {
                *ways = 0;
                self.reopen(&state.case, first, &mut state.open);
                state.case = state.case.meet(first)?;
            } else if link.iter().any(|choice| state.case.within(choice)) {
                *ways = 0;
            }
        }
        Some(state)
    }
}
