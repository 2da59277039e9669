//! What facts nobody stated were found to be: kept until something they may depend on is settled.

use super::run::Known;
use crate::claim::ClaimFault;
use std::collections::BTreeMap;

/// Facts found in one run.
#[derive(Debug, Default)]
pub struct Memory {
    known: Vec<Option<Known>>,
    kept: Vec<u16>,
    troubles: BTreeMap<u16, ClaimFault>,
}

impl Memory {
    /// Nothing is known yet of so many facts.
    pub fn new(facts: usize) -> Self {
        Self { known: vec![None; facts], ..Self::default() }
    }

    /// What a fact was found to be.
    pub fn get(&self, fact: u16) -> Option<Known> {
        self.known.get(fact as usize).copied().flatten()
    }

    /// Keeps what a fact was found to be.
    pub fn keep(&mut self, fact: u16, known: Known) {
        if let Some(slot) = self.known.get_mut(fact as usize) {
            *slot = Some(known);
            self.kept.push(fact);
        }
    }

    /// Why a defined fact has no single answer.
    pub fn trouble(&self, fact: u16) -> Option<&ClaimFault> {
        self.troubles.get(&fact)
    }

    /// Keeps why a defined fact has no single answer.
    pub fn suspect(&mut self, fact: u16, fault: ClaimFault) {
        self.troubles.insert(fact, fault);
    }

    /// Forgets all of it.
    pub fn forget(&mut self) {
        for fact in self.kept.drain(..) {
            if let Some(slot) = self.known.get_mut(fact as usize) {
                *slot = None;
            }
        }
        self.troubles.clear();
    }
}
