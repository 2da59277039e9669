//! Why rules cannot be loaded, and why a claim is not settled.

use crate::claim::ClaimFault;
use crate::diagnostic::{Fault, Lang, Severity};
use crate::report::gate::{self, Finding};
use crate::source::{Sources, Span};
use std::error::Error;
use std::fmt;
use std::ops::Deref;

/// Rule texts that cannot be settled by, with all that is wrong in them.
///
/// `Display` prints each error on a line, in English; [`LoadError::text`] in either language.
#[derive(Debug)]
#[non_exhaustive]
pub struct LoadError {
    /// The texts, to find a place in.
    pub sources: Sources,
    /// Errors and warnings, in order of place.
    pub faults: Vec<Fault>,
}

impl LoadError {
    /// Each error on a line: place, code, what is wrong and a way out.
    pub fn text(&self, lang: Lang) -> String {
        let errors = self.faults.iter().filter(|fault| fault.severity == Severity::Error);
        let line = |fault: &Fault| {
            let (file, line) = self.sources.place(fault.span);
            let help = fault.help.as_ref().map_or_else(String::new, |help| format!(" ({})", help.of(lang)));
            format!("{file}:{line}: {} {}{help}\n", fault.code, fault.message.of(lang))
        };
        errors.map(line).collect()
    }
}

impl LoadError {
    /// Errors and warnings as `yibao check --format json` lists them under `faults`: code, severity, place, message, help, related
    /// places and fixes.
    pub fn json(&self, lang: Lang) -> serde_json::Value {
        let file = |span: Span| self.sources.place(span).0.to_owned();
        let finding = |fault: &Fault| Finding::of(fault, &self.sources, lang, &file);
        gate::faults(&self.faults.iter().map(finding).collect::<Vec<_>>())
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl Error for LoadError {}

/// Why a claim was not settled: all facts it lacks, everything wrong with what it states, or the one thing that cannot be
/// answered. Derefs to the faults; never empty.
///
/// `Display` prints each on a line, in English; [`SettleError::text`] in either language.
#[derive(Clone, Debug, PartialEq)]
pub struct SettleError(Vec<ClaimFault>);

impl SettleError {
    /// The faults.
    pub fn into_faults(self) -> Vec<ClaimFault> {
        self.0
    }

    /// Each fault on a line: code, what is wrong and a way out.
    pub fn text(&self, lang: Lang) -> String {
        let line = |fault: &ClaimFault| match fault.help.of(lang) {
            "" => format!("{} {}\n", fault.code, fault.message.of(lang)),
            help => format!("{} {} ({help})\n", fault.code, fault.message.of(lang)),
        };
        self.0.iter().map(line).collect()
    }
}

impl From<Vec<ClaimFault>> for SettleError {
    fn from(faults: Vec<ClaimFault>) -> Self {
        Self(faults)
    }
}

impl From<SettleError> for Vec<ClaimFault> {
    fn from(error: SettleError) -> Self {
        error.0
    }
}

impl Deref for SettleError {
    type Target = [ClaimFault];

    fn deref(&self) -> &[ClaimFault] {
        &self.0
    }
}

impl fmt::Display for SettleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text(Lang::En).trim_end())
    }
}

impl Error for SettleError {}
