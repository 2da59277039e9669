//! Settlements kept for later: every field with its Chinese labels, so that a statement can be printed again.

use crate::claim::Settlement;
use crate::ledger::stored;

impl Settlement {
    /// The settlement as one line of JSON that [`Settlement::from_archive`] reads back as it was, labels and steps included. What
    /// programs exchange is its plain serialisation (`serde_json::to_string`), which leaves the labels out.
    pub fn to_archive(&self) -> String {
        stored::write(self)
    }

    /// Reads what [`Settlement::to_archive`] wrote.
    ///
    /// # Errors
    /// Where the text is no such line.
    pub fn from_archive(json: &str) -> Result<Self, serde_json::Error> {
        stored::read(json)
    }
}
