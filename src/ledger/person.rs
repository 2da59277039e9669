//! One person: claims in the order they were settled, and what they have used up.

use super::entry::{Act, Answer, Entry};
use super::{content, replay, reversal, rows, words};
use crate::claim::{Claim, ClaimFault, CounterRow, Counters, Role, Settlement};
use crate::plan::Plan;
use crate::settle;
use std::collections::BTreeMap;

/// Most claims of one person in a ledger: each that comes late has all of them looked at again.
pub const CLAIMS: usize = 2_000;

/// One person.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// What was used up before the first claim; `None` of a person nobody has heard of, who begins at zero.
    pub opening: Option<Vec<CounterRow>>,
    /// Claims and reversals in the order they were settled.
    pub history: Vec<Entry>,
    /// What is used up by now.
    pub now: Vec<CounterRow>,
    ids: BTreeMap<String, usize>,
}

impl Person {
    /// A person of whom only this is known.
    pub fn opening(opening: Option<Vec<CounterRow>>) -> Self {
        Self { now: opening.clone().unwrap_or_default(), opening, ..Self::default() }
    }

    /// Settles a claim of this person.
    pub fn settle(&mut self, plan: &Plan, claim: &Claim, index: usize) -> Result<Settlement, Vec<ClaimFault>> {
        if self.history.is_empty() {
            let named = |rows: Vec<CounterRow>| settle::canonical_rows(plan, &rows).into_owned();
            self.opening = self.opening.take().map(named);
            self.now = self.opening.clone().unwrap_or_default();
        }
        let id = words::named(claim, Role::Id)?;
        if let Some((id, at)) = id.as_ref().and_then(|id| self.ids.get_key_value(id)) {
            let before = self.before(*at);
            return match self.history.get(*at).and_then(|entry| content::difference(plan, &entry.claim, claim, &before)) {
                Some(fact) => Err(vec![words::same_id(plan, id, &fact)]),
                None => self.again(plan, claim, *at),
            };
        }
        if self.history.len() >= CLAIMS {
            return Err(vec![words::too_many(CLAIMS)]);
        }
        let index = if id.is_none() { Some(index) } else { None };
        match claim.stated(Role::Reverses) {
            None => self.first_time(plan, claim, id, index),
            Some(_) => self.reverse(plan, claim, id, index),
        }
    }

    fn first_time(&mut self, plan: &Plan, claim: &Claim, id: Option<String>, index: Option<usize>) -> Result<Settlement, Vec<ClaimFault>> {
        let unheard_of = self.opening.is_none();
        let before = match &claim.counters {
            Some(stated) if unheard_of => stated.clone(),
            Some(stated) if !rows::same(stated, &self.now) => return Err(vec![words::other_counters()]),
            Some(_) | None => self.now.clone(),
        };
        let mut settled = settle::settle(plan, &with(claim, &before), true)?;
        if unheard_of && claim.counters.is_none() && settled.benefit.is_some() {
            settled.defaulted.push(words::begins_at_zero());
        }
        self.opening.get_or_insert(before);
        self.push(claim, id, index, Act::Settled(Box::new(Answer::of(&settled))), settled.counters.after.clone());
        settled.would_differ = replay::late(plan, self, self.history.len() - 1);
        Ok(settled)
    }

    fn reverse(&mut self, plan: &Plan, claim: &Claim, id: Option<String>, index: Option<usize>) -> Result<Settlement, Vec<ClaimFault>> {
        let named = reversal::names(claim)?;
        let fault = |fault: ClaimFault| vec![fault];
        let at = self.ids.get(&named).copied().ok_or_else(|| fault(words::unknown(&named)))?;
        let entry = self.history.get(at).ok_or_else(|| fault(words::unknown(&named)))?;
        let answer = entry.answer().ok_or_else(|| fault(words::is_reversal(&named)))?;
        if let Some(by) = entry.reversed_by {
            return Err(fault(words::reversed_before(&named, self.id_of(by))));
        }
        let before = self.now.clone();
        let after = rows::less(before.clone(), &answer.moved).ok_or_else(|| fault(words::holds_less(&named)))?;
        let mut settled = reversal::negated(answer.settlement.clone(), &named, id.clone(), (before, after.clone()));
        self.push(claim, id, index, Act::Reversal(at), after);
        settled.carried.clone_from(&claim.carried);
        settled.would_differ = replay::without(plan, self, at, self.history.len() - 1);
        Ok(settled)
    }

    /// The same answer again, to a claim that says what the entry at `at` says: as it was given, whatever the rules say by now.
    fn again(&self, plan: &Plan, claim: &Claim, at: usize) -> Result<Settlement, Vec<ClaimFault>> {
        let Some(entry) = self.history.get(at) else { return Err(Vec::new()) };
        let (before, after) = (self.before(at), self.before(at + 1));
        let mut settled = match &entry.act {
            Act::Settled(answer) => Settlement {
                counters: Counters { before, after },
                would_differ: replay::again(plan, self, at),
                ..answer.settlement.clone()
            },
            Act::Reversal(of) => {
                let answer = self.history.get(*of).and_then(Entry::answer).ok_or_else(Vec::new)?;
                let named = self.id_of(*of).unwrap_or_default();
                let negated = reversal::negated(answer.settlement.clone(), named, entry.id.clone(), (before, after));
                Settlement { would_differ: replay::without(plan, self, *of, at), ..negated }
            }
        };
        settled.duplicate = true;
        settled.reversed_by = entry.reversed_by.and_then(|by| self.id_of(by)).map(str::to_owned);
        settled.carried.clone_from(&claim.carried);
        Ok(settled)
    }

    /// What was used up when the entry at `at` came in.
    pub fn before(&self, at: usize) -> Vec<CounterRow> {
        let opening = self.opening.clone().unwrap_or_default();
        // Each sum was made when its entry was.
        self.history.iter().take(at).try_fold(opening, |rows, entry| self.after(rows, entry)).unwrap_or_default()
    }

    /// What is used up after an entry; `None` where the sums cannot be kept.
    fn after(&self, rows: Vec<CounterRow>, entry: &Entry) -> Option<Vec<CounterRow>> {
        match &entry.act {
            Act::Settled(answer) => rows::more(rows, &answer.moved),
            Act::Reversal(of) => rows::less(rows, &self.history.get(*of)?.answer()?.moved),
        }
    }

    /// Adds an entry read from a store; `false` where it cannot be: its number is known, what it gives back is not there, or sums
    /// cannot be kept.
    pub fn restore(&mut self, claim: &Claim, answer: Option<Answer>) -> bool {
        let (Ok(id), Ok(named)) = (claim.named(Role::Id), claim.named(Role::Reverses)) else { return false };
        let known = id.as_ref().is_some_and(|id| self.ids.contains_key(id));
        let act = match (answer, named) {
            (Some(answer), None) => Some(Act::Settled(Box::new(answer))),
            (None, Some(named)) => {
                let of = self.ids.get(&named).copied();
                of.filter(|of| self.history.get(*of).is_some_and(|entry| entry.stands_at(usize::MAX))).map(Act::Reversal)
            }
            (Some(_), Some(_)) | (None, None) => None,
        };
        let Some(act) = act.filter(|_| !known && self.history.len() < CLAIMS) else { return false };
        let entry = Entry { claim: claim.clone(), id: id.clone(), index: None, act, reversed_by: None };
        let Some(now) = self.after(self.now.clone(), &entry) else { return false };
        self.push(claim, id, None, entry.act, now);
        true
    }

    fn push(&mut self, claim: &Claim, id: Option<String>, index: Option<usize>, act: Act, now: Vec<CounterRow>) {
        let at = self.history.len();
        if let Act::Reversal(of) = act
            && let Some(entry) = self.history.get_mut(of)
        {
            entry.reversed_by = Some(at);
        }
        if let Some(id) = &id {
            self.ids.insert(id.clone(), at);
        }
        let claim = Claim { carried: Vec::new(), silent: Vec::new(), ..claim.clone() };
        self.history.push(Entry { claim, id, index, act, reversed_by: None });
        self.now = now;
    }

    fn id_of(&self, at: usize) -> Option<&str> {
        self.history.get(at)?.id.as_deref()
    }
}

/// A claim with what was used up before it.
pub fn with(claim: &Claim, rows: &[CounterRow]) -> Claim {
    Claim { counters: Some(rows.to_vec()), ..claim.clone() }
}
