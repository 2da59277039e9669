//! What a gate reads: the outcome of `check` or `test` as one value, and a renderer a format, each a value in and a string out.

mod example;
mod finding;
mod github;
mod json;
mod junit;
mod sarif;
mod words;
mod xml;

pub use example::{Example, Miss};
pub use finding::{Finding, Note, Place, Repair};
pub use github::github;
pub use json::{faults, json};
pub use junit::junit;
pub use sarif::sarif;

use crate::diagnostic::Severity;

/// Which verb was run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Rule files were checked.
    Check,
    /// Their examples were run.
    Test,
}

impl Verb {
    /// As it is typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Test => "test",
        }
    }
}

/// The outcome of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// What was run.
    pub verb: Verb,
    /// The files asked for, as they are to be shown: relative to where the run began, with `/`.
    pub files: Vec<String>,
    /// Faults, in order of place. Of a test: those that kept the examples from being run.
    pub findings: Vec<Finding>,
    /// How many warnings the files allow, with a reason.
    pub allowed: usize,
    /// Examples that were run, in order of place; none of a check.
    pub examples: Vec<Example>,
    /// Warnings refuse too.
    pub strict: bool,
    /// The exit code of the run: 0, 1 or 3.
    pub exit: u8,
}

impl Gate {
    /// How many findings are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// How many examples failed.
    pub fn failed(&self) -> usize {
        self.examples.iter().filter(|example| !example.passed()).count()
    }

    /// Whether a finding keeps its file from passing.
    fn refuses(&self, finding: &Finding) -> bool {
        match finding.severity {
            Severity::Error => true,
            Severity::Warning => self.strict,
        }
    }
}
