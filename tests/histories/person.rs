//! The reference of a person: claims in the order they are settled, each after what the earlier ones used up.

use crate::claims::{Claim, Counters, Event, without_zeros};
use crate::policy::Policy;
use crate::reference::{Refusal, Settled, settle};
use std::collections::BTreeSet;

/// What one event comes to.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What is settled, or what a reversal gives back.
    pub settled: Settled,
    pub reversal: bool,
    /// The same event was answered before: nothing is counted.
    pub duplicate: bool,
    /// What is used up once it was first settled.
    pub after: Counters,
    /// The claims that would come out differently, with what the funds would pay, or the code of why they would not be settled.
    pub would_differ: Vec<(String, Result<i128, &'static str>)>,
}

struct Entry {
    event: Event,
    answer: Settled,
    /// The claim a reversal gives back.
    gives_back: Option<usize>,
    reversed_by: Option<usize>,
    after: Counters,
}

/// Who keeps what a person has used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// A ledger: whoever it has not heard of begins at zero, and counters a later claim brings must be those it keeps.
    Ledger,
    /// Whoever sends the claims: counters a claim brings are what is used up.
    Sender,
}

pub struct Person<'a> {
    policy: &'a Policy,
    keeper: Keeper,
    opening: Counters,
    entries: Vec<Entry>,
    /// What is used up by now; `None` where nobody says.
    now: Option<Counters>,
}

impl<'a> Person<'a> {
    pub fn new(policy: &'a Policy, keeper: Keeper) -> Self {
        Self { policy, keeper, opening: Counters::new(), entries: Vec::new(), now: None }
    }

    /// What is used up by now.
    pub fn now(&self) -> Option<&Counters> {
        self.now.as_ref()
    }

    pub fn answer(&mut self, event: &Event) -> Result<Answer, Refusal> {
        if let Some(at) = self.entries.iter().position(|entry| entry.event.id() == event.id()) {
            let same = self.entries[at].event == *event;
            return if same { Ok(self.answer_of(at, true)) } else { Err(refusal("C027")) };
        }
        match event {
            Event::Claim(claim) => {
                let before = match (self.keeper, &claim.counters, &self.now) {
                    (Keeper::Ledger, Some(stated), Some(now)) if without_zeros(stated) != without_zeros(now) => {
                        return Err(Refusal { code: "C021", facts: BTreeSet::from(["counters"]) });
                    }
                    (Keeper::Ledger, _, Some(now)) => Some(now.clone()),
                    (Keeper::Ledger, stated, None) => Some(stated.clone().unwrap_or_default()),
                    (Keeper::Sender, stated, now) => stated.clone().or_else(|| now.clone()),
                };
                let answer = settle(self.policy, claim, before.as_ref())?;
                let before = before.unwrap_or_default();
                if self.entries.is_empty() {
                    self.opening.clone_from(&before);
                }
                let after = plus(before, &answer.moved);
                self.push(event, answer, None, after);
            }
            Event::Reversal { of, .. } => {
                let named = self.entries.iter().position(|entry| entry.event.id() == of).ok_or_else(|| refusal("C028"))?;
                let entry = &self.entries[named];
                let before = self.now.clone().unwrap_or_default();
                if entry.gives_back.is_some() || entry.reversed_by.is_some() {
                    return Err(refusal("C028"));
                }
                let after = minus(before, &entry.answer.moved).ok_or_else(|| refusal("C028"))?;
                let answer = entry.answer.clone();
                self.push(event, answer, Some(named), after);
                let last = self.entries.len() - 1;
                self.entries[named].reversed_by = Some(last);
            }
        }
        Ok(self.answer_of(self.entries.len() - 1, false))
    }

    fn push(&mut self, event: &Event, answer: Settled, gives_back: Option<usize>, after: Counters) {
        self.now = Some(after.clone());
        self.entries.push(Entry { event: event.clone(), answer, gives_back, reversed_by: None, after });
    }

    fn answer_of(&self, at: usize, duplicate: bool) -> Answer {
        let entry = &self.entries[at];
        let would_differ = match entry.gives_back {
            Some(of) => {
                let standing = self.standing(at);
                self.differing(&standing).into_iter().filter(|(place, _)| *place > of).collect()
            }
            None => self.late(at),
        };
        let named = would_differ.into_iter().map(|(place, fund)| (self.entries[place].event.id().to_owned(), fund)).collect();
        Answer {
            settled: entry.answer.clone(),
            reversal: entry.gives_back.is_some(),
            duplicate,
            after: entry.after.clone(),
            would_differ: named,
        }
    }

    /// The claims, but no reversals, that stood when the entry at `at` had been made.
    fn standing(&self, at: usize) -> Vec<usize> {
        let stands = |place: &usize| {
            let entry = &self.entries[*place];
            entry.gives_back.is_none() && entry.reversed_by.is_none_or(|by| by > at)
        };
        (0..=at).filter(stands).collect()
    }

    fn claim(&self, place: usize) -> Option<&Claim> {
        match &self.entries[place].event {
            Event::Claim(claim) => Some(claim),
            Event::Reversal { .. } => None,
        }
    }

    /// What would differ in the order of care, where the claim at `at` came after one whose care ended later.
    fn late(&self, at: usize) -> Vec<(usize, Result<i128, &'static str>)> {
        let end = |place: usize| self.claim(place).map(|claim| claim.care_end);
        let mut order = self.standing(at);
        if !order.iter().any(|place| end(*place) > end(at)) {
            return Vec::new();
        }
        order.sort_by_key(|place| (end(*place), *place));
        let mut out = self.differing(&order);
        out.sort_by_key(|(place, _)| *place);
        out
    }

    /// The claims that come out differently when these alone are settled, in this order.
    fn differing(&self, order: &[usize]) -> Vec<(usize, Result<i128, &'static str>)> {
        let mut used = self.opening.clone();
        let mut out = Vec::new();
        for place in order {
            let Some(claim) = self.claim(*place) else { continue };
            match settle(self.policy, claim, Some(&used)) {
                Ok(settled) => {
                    let was = &self.entries[*place].answer;
                    if settled.fund != was.fund || settled.moved != was.moved {
                        out.push((*place, Ok(settled.fund)));
                    }
                    used = plus(used, &settled.moved);
                }
                Err(refusal) => out.push((*place, Err(refusal.code))),
            }
        }
        out
    }
}

fn refusal(code: &'static str) -> Refusal {
    Refusal { code, facts: BTreeSet::new() }
}

fn plus(mut counters: Counters, moved: &Counters) -> Counters {
    for (key, sums) in moved {
        let entry = counters.entry(key.clone()).or_default();
        *entry = entry.plus(*sums);
    }
    counters
}

/// `None` where less is used up than is to be given back.
fn minus(mut counters: Counters, moved: &Counters) -> Option<Counters> {
    for (key, sums) in moved {
        let entry = counters.entry(key.clone()).or_default();
        *entry = entry.minus(*sums);
        if entry.is_negative() {
            return None;
        }
    }
    Some(counters)
}
