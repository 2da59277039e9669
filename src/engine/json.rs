//! Claims in JSON to results in JSON.

use super::{Account, Engine};
use crate::claim::Outcome;
use crate::claim::json;
use crate::diagnostic::Lang;

impl Engine {
    /// Settles claims in JSON (an object, an array, or one object a line), each for itself, and writes the results in the shape the
    /// claims came in: a settlement, or a refusal with `errors`, for each, in their order. `lang` is the language of the errors.
    ///
    /// Never fails: what cannot be read is a refusal too.
    pub fn settle_json(&self, claims: &[u8], account: Account, lang: Lang) -> String {
        let read = json::read_bytes(claims);
        let outcomes = read.claims.into_iter().enumerate().map(|(index, claim)| {
            let settled = claim.and_then(|claim| {
                let settled = self.settle_with(&claim, account);
                settled.map_err(|error| self.refusal(&claim, error))
            });
            Outcome::numbered(settled, index)
        });
        json::write_all(read.shape, &outcomes.collect::<Vec<_>>(), lang)
    }
}
