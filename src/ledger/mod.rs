//! A ledger: people's claims in the order they are settled, what each moved, and what a reversal or a late arrival would change.

mod content;
mod entry;
mod error;
mod person;
mod replay;
mod reversal;
mod rows;
mod store;
mod stored;
mod words;

use crate::claim::{Claim, ClaimFault, Role, Settlement};
use crate::plan::Plan;
use crate::settle;
use person::Person;
use std::collections::BTreeMap;

pub use error::LedgerError;
pub use person::CLAIMS;

/// What is known of people: their claims in the order they were settled, and what they have used up.
///
/// Claims with the same `person_id` are one person's: text, or a whole number that means the same text. A claim takes what the person
/// has used up; counters it brings must agree with that (C021). The first claim of a person nobody has heard of begins with the
/// counters it brings, else at zero, and says so under `defaulted`.
///
/// ```
/// use yibao::{Engine, claim::json, ledger::Ledger};
///
/// let rules = r#"
///   policy demo.clinic "示例门诊" {
///     region 999900; scheme resident; effective 2025-01-01 ..
///     applies on care_end; year of care_end; rounding half up to 0.01 yuan, first pay per item; last day not rolling
///     benefit clinic { layer pool { covers eligible; deductible per year 200 yuan; rate 50%; cap per year 3000 yuan } }
///   }"#;
/// let engine = Engine::load([("demo.yb".into(), rules.to_string())])?;
/// let mut ledger = Ledger::default();
///
/// let claims = json::read(r#"
///   {"id": "A", "person_id": "P", "insured_region": 999900, "scheme": "resident", "visited": "2025-03-01", "total": 1000}
///   {"id": "B", "person_id": "P", "insured_region": 999900, "scheme": "resident", "visited": "2025-04-01", "total": 1000}
///   {"id": "C", "person_id": "P", "reverses": "A"}"#);
/// let mut funds = Vec::new();
/// for (index, claim) in claims.claims.iter().flatten().enumerate() {
///     let settled = ledger.settle(&engine, claim)?;
///     funds.push(settled.fund.to_string());
///     if index == 2 {
///         // Without A, B would have borne the deductible: (1000 - 200) × 50%
///         assert_eq!(settled.would_differ[0].would_be.map(|fund| fund.to_string()).as_deref(), Some("400.00"));
///     }
/// }
/// assert_eq!(funds, ["400.00", "500.00", "-400.00"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    people: BTreeMap<String, Person>,
    /// How many claims it was asked to settle so far.
    pub(crate) asked: usize,
}

impl Ledger {
    /// As `settle`, for the `index`-th claim of an input (from 0).
    ///
    /// A claim of a known `id` and the same content is answered as it was, and counts nothing. A claim that `reverses` another gives
    /// back exactly what that one moved. Both hold whatever the rules say by now; `would_differ` of a repeated claim tells what it
    /// would come to by them. A claim without `person_id` stands alone.
    ///
    /// # Errors
    /// Why the claim was not settled; then nothing is kept of it.
    #[doc(hidden)]
    pub fn settle_nth(&mut self, plan: &Plan, claim: &Claim, index: usize) -> Result<Settlement, Vec<ClaimFault>> {
        let claim = settle::canonical(plan, claim);
        let claim = content::by_standard_names(plan, &claim);
        let claim = claim.as_ref();
        let mut settled = match (words::named(claim, Role::PersonId)?, claim.stated(Role::Reverses)) {
            (Some(person), _) => self.people.entry(person).or_default().settle(plan, claim, index)?,
            (None, None) => settle::settle(plan, claim, true)?,
            (None, Some(_)) => return Err(vec![words::nobody()]),
        };
        settled.index = if settled.id.is_none() { Some(index) } else { None };
        Ok(settled)
    }
}
