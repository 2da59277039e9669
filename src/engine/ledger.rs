//! A ledger's claims settled by an engine.

use super::{Engine, SettleError};
use crate::claim::{Claim, Settlement};
use crate::ledger::Ledger;

impl Ledger {
    /// Settles a claim after all that came before it, with the account of every fen.
    ///
    /// A claim of a known `id` that means the same is answered as it was, and counts nothing. A claim that `reverses` another gives
    /// back exactly what that one moved. Both hold whatever the rules say by now; `would_differ` tells what earlier claims would come
    /// to by them. A claim without `person_id` stands alone. One without `id` goes by its number: the `index`-th, from 0, that this
    /// ledger was asked to settle since it was made or read.
    ///
    /// # Errors
    /// Why the claim was not settled; then nothing is kept of it.
    pub fn settle(&mut self, engine: &Engine, claim: &Claim) -> Result<Settlement, SettleError> {
        let index = self.asked;
        self.asked += 1;
        self.settle_nth(engine.plan(), claim, index).map_err(SettleError::from)
    }
}
