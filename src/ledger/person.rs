//! One person: claims in the order they were settled, and what they have used up.

use super::entry::{Act, Answer, Entry};
use super::{content, replay, reversal, rows, words};
use crate::claim::{Claim, ClaimFault, CounterRow, Role, Settlement};
use crate::plan::Plan;
use crate::settle;
use std::collections::BTreeMap;

/// Most claims of one person in a ledger: each that comes late has all of them looked at again.
pub const CLAIMS: usize = 2_000;

/// One person.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// What was used up before the first claim; `None` where nobody says.
    pub opening: Option<Vec<CounterRow>>,
    /// Claims and reversals in the order they were settled.
    pub history: Vec<Entry>,
    /// What is used up by now; `None` where nobody says.
    pub now: Option<Vec<CounterRow>>,
    ids: BTreeMap<String, usize>,
}

impl Person {
    /// A person of whom only this is known.
    pub fn opening(opening: Option<Vec<CounterRow>>) -> Self {
        Self { now: opening.clone(), opening, ..Self::default() }
    }

    /// Settles a claim of this person.
    pub fn settle(&mut self, plan: &Plan, claim: &Claim, index: usize) -> Result<Settlement, Vec<ClaimFault>> {
        if self.history.is_empty() {
            let named = |rows: Vec<CounterRow>| settle::canonical_rows(plan, &rows).into_owned();
            self.opening = self.opening.take().map(named);
            self.now.clone_from(&self.opening);
        }
        let id = content::name(claim, Role::Id);
        if let Some((id, at)) = id.as_ref().and_then(|id| self.ids.get_key_value(id)) {
            return match self.history.get(*at).and_then(|entry| content::difference(&entry.claim, claim)) {
                Some(fact) => Err(vec![words::same_id(id, &fact)]),
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
        let mut settled = settle::settle(plan, &with(claim, self.now.as_deref()), true)?;
        self.push(claim, id, index, Act::Settled(Answer::of(&settled)), settled.counters.after.clone());
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
        let before = self.now.clone().unwrap_or_default();
        let after = rows::less(before.clone(), &answer.moved).ok_or_else(|| fault(words::holds_less(&named)))?;
        let original = self.as_settled(plan, at, None)?;
        self.push(claim, id.clone(), index, Act::Reversal(at), after.clone());
        let last = self.history.len() - 1;
        let mut settled = reversal::negated(original, &named, id, (before, after));
        settled.carried.clone_from(&claim.carried);
        settled.would_differ = replay::without(plan, self, at, last);
        Ok(settled)
    }

    /// The same answer again, to a claim that says what the entry at `at` says.
    fn again(&self, plan: &Plan, claim: &Claim, at: usize) -> Result<Settlement, Vec<ClaimFault>> {
        let Some(entry) = self.history.get(at) else { return Err(Vec::new()) };
        let mut settled = match entry.act {
            Act::Settled(_) => Settlement { would_differ: replay::late(plan, self, at), ..self.as_settled(plan, at, Some(claim))? },
            Act::Reversal(of) => {
                let rows = (self.before(at).unwrap_or_default(), self.before(at + 1).unwrap_or_default());
                let named = self.id_of(of).unwrap_or_default().to_owned();
                let negated = reversal::negated(self.as_settled(plan, of, None)?, &named, entry.id.clone(), rows);
                Settlement { would_differ: replay::without(plan, self, of, at), ..negated }
            }
        };
        settled.duplicate = true;
        settled.reversed_by = entry.reversed_by.and_then(|by| self.id_of(by)).map(str::to_owned);
        settled.carried.clone_from(&claim.carried);
        Ok(settled)
    }

    /// The settlement of an entry as it was then; an error where the rules would settle it otherwise by now.
    fn as_settled(&self, plan: &Plan, at: usize, claim: Option<&Claim>) -> Result<Settlement, Vec<ClaimFault>> {
        let Some(entry) = self.history.get(at) else { return Err(Vec::new()) };
        let claim = with(claim.unwrap_or(&entry.claim), self.before(at).as_deref());
        let settled = settle::settle(plan, &claim, true).ok();
        let same = settled.filter(|settled| entry.answer() == Some(&Answer::of(settled)));
        same.ok_or_else(|| vec![words::otherwise(entry.id.as_deref().unwrap_or_default())])
    }

    /// What was used up when the entry at `at` came in.
    fn before(&self, at: usize) -> Option<Vec<CounterRow>> {
        self.history.iter().take(at).fold(self.opening.clone(), |rows, entry| self.after(rows, entry))
    }

    /// What is used up after an entry.
    fn after(&self, rows: Option<Vec<CounterRow>>, entry: &Entry) -> Option<Vec<CounterRow>> {
        match &entry.act {
            Act::Settled(answer) => rows::more(entry.claim.counters.clone().or(rows).unwrap_or_default(), &answer.moved),
            Act::Reversal(of) => rows::less(rows.unwrap_or_default(), &self.history.get(*of)?.answer()?.moved),
        }
    }

    /// Adds an entry read from a store; `false` where it cannot be: its number is known, what it gives back is not there, or sums
    /// cannot be kept.
    pub fn restore(&mut self, claim: &Claim, answer: Option<Answer>) -> bool {
        let id = content::name(claim, Role::Id);
        let known = id.as_ref().is_some_and(|id| self.ids.contains_key(id));
        let named = content::name(claim, Role::Reverses);
        let act = match (answer, named) {
            (Some(answer), None) => Some(Act::Settled(answer)),
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
        self.now = Some(now);
    }

    fn id_of(&self, at: usize) -> Option<&str> {
        self.history.get(at)?.id.as_deref()
    }
}

/// A claim with what was used up before it, unless it says so itself.
pub fn with(claim: &Claim, rows: Option<&[CounterRow]>) -> Claim {
    let mut out = claim.clone();
    if out.counters.is_none() {
        out.counters = rows.map(<[CounterRow]>::to_vec);
    }
    out
}
