//! Why a text is no ledger.

use crate::diagnostic::{Lang, Words};
use std::fmt;

/// A text that is no ledger, or not one this version can read: the first line that is wrong, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LedgerError {
    /// What is wrong, in both languages.
    pub message: Words,
}

impl LedgerError {
    /// What is wrong, in one language.
    pub fn text(&self, lang: Lang) -> &str {
        self.message.of(lang)
    }
}

impl From<Words> for LedgerError {
    fn from(message: Words) -> Self {
        Self { message }
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message.en)
    }
}

impl std::error::Error for LedgerError {}
