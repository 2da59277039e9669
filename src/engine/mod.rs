//! The engine: rule texts compiled once, claims settled by them.

mod builder;
mod error;
mod json;
mod ledger;
mod policies;

use crate::claim::{Claim, Refusal, Role, Settlement};
use crate::diagnostic::Lang;
use crate::library::Library;
use crate::plan::{Plan, compile};
use crate::report;
use crate::settle;
use std::sync::Arc;

pub use builder::EngineBuilder;
pub use error::{LoadError, SettleError};
pub use policies::{PolicySummary, PolicyVersion};

/// Compiled rules: settles claims, from as many threads as there are. A clone shares the compiled rules and costs nothing.
#[derive(Clone, Debug)]
pub struct Engine {
    plan: Arc<Plan>,
}

/// Whether a settlement carries `steps`, the account of every fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Account {
    /// Amounts and reasons alone.
    None,
    /// Every figure with the clause it rests on.
    #[default]
    Steps,
}

impl Engine {
    /// An engine to be: add the rule texts, then [`EngineBuilder::build`] it.
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }

    /// Compiles rule texts, (name, text) each, beside the standard vocabulary and the national framework.
    ///
    /// # Errors
    /// All diagnostics, when one of them is an error.
    pub fn load(sources: impl IntoIterator<Item = (String, String)>) -> Result<Self, LoadError> {
        Self::builder().sources(sources).build()
    }

    /// The compiled tables.
    #[doc(hidden)]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Settles a claim that stands alone, with the account of every fen. For a person's claims in turn use a
    /// [`Ledger`](crate::ledger::Ledger).
    ///
    /// # Errors
    /// Why it was not settled: every missing fact, or the first other reason.
    pub fn settle(&self, claim: &Claim) -> Result<Settlement, SettleError> {
        self.settle_with(claim, Account::Steps)
    }

    /// Settles a claim that stands alone, with or without the account. The amounts are the same.
    ///
    /// # Errors
    /// As [`Engine::settle`].
    pub fn settle_with(&self, claim: &Claim, account: Account) -> Result<Settlement, SettleError> {
        settle::settle(&self.plan, claim, account == Account::Steps).map_err(SettleError::from)
    }

    /// A claim that was not settled as the record that goes out for it, under the `id` the claim states.
    pub fn refusal(&self, claim: &Claim, error: SettleError) -> Refusal {
        let id = self.plan.stated(claim, Role::Id).map(|id| id.text().map_or_else(String::new, std::borrow::Cow::into_owned));
        Refusal { id, index: None, errors: error.into_faults(), carried: claim.carried.clone() }
    }

    /// The statement of a settlement as plain text, 100 columns wide.
    pub fn statement(&self, settlement: &Settlement, lang: Lang) -> String {
        report::terminal::render(&report::statement(settlement, &self.plan, lang), report::terminal::Style::default())
    }

    /// The JSON Schema of the claims these rules can settle: every fact under both of its names.
    pub fn schema(&self) -> serde_json::Value {
        report::schema::claim_schema_of(&self.plan)
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
        Some(Engine { plan: Arc::new(Plan { policies, catalogs: self.catalogs.clone() }) })
    }
}
