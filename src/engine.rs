//! The engine: rule texts compiled once, claims settled by them.

use crate::claim::{Claim, ClaimFault, Settlement};
use crate::diagnostic::{Fault, Severity};
use crate::library::Library;
use crate::plan::{Plan, compile};
use crate::settle;
use crate::source::Sources;
use std::fmt;

/// Compiled rules. Cheap to share between threads by reference or in an `Arc`.
#[derive(Clone, Debug)]
pub struct Engine {
    plan: Plan,
}

/// Rule texts that cannot be settled by, with all that is wrong in them.
#[derive(Debug)]
pub struct LoadError {
    /// The texts, for drawing.
    pub sources: Sources,
    /// The faults, errors and warnings, in order of place.
    pub faults: Vec<Fault>,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.faults.iter().filter(|fault| fault.severity == Severity::Error);
        for fault in errors {
            let (file, line) = self.sources.place(fault.span);
            writeln!(f, "{file}:{line}: {} {}", fault.code, fault.message.en)?;
        }
        Ok(())
    }
}

impl std::error::Error for LoadError {}

impl Engine {
    /// Compiles rule texts, (name, text) each, beside the standard vocabulary and the national framework.
    ///
    /// # Errors
    /// All faults, when one of them is an error.
    pub fn load(sources: impl IntoIterator<Item = (String, String)>) -> Result<Self, LoadError> {
        let library = Library::read(sources);
        library.engine().ok_or(LoadError { sources: library.sources, faults: library.faults })
    }

    /// The compiled tables.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Settles a claim, with the account of every fen.
    ///
    /// # Errors
    /// Why it was not settled: every missing fact, or the first other reason.
    pub fn settle(&self, claim: &Claim) -> Result<Settlement, Vec<ClaimFault>> {
        settle::settle(&self.plan, claim, true)
    }

    /// Settles a claim without the account.
    ///
    /// # Errors
    /// As [`Engine::settle`].
    pub fn settle_without_steps(&self, claim: &Claim) -> Result<Settlement, Vec<ClaimFault>> {
        settle::settle(&self.plan, claim, false)
    }
}

impl Library {
    /// The engine, unless a file is wrong or a policy has no plan.
    pub fn engine(&self) -> Option<Engine> {
        if self.has_errors() {
            return None;
        }
        let policies = self.policies.iter().filter(|policy| !policy.framework);
        let policies = policies.map(|policy| compile(policy, &self.sources)).collect::<Option<Vec<_>>>()?;
        Some(Engine { plan: Plan { policies, catalogs: self.catalogs.clone() } })
    }
}
