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

/// What refuses a file besides its errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strict {
    /// Nothing.
    #[default]
    Errors,
    /// Warnings.
    Warnings,
    /// Warnings and notes.
    Notes,
}

impl Strict {
    /// True if a finding of this severity keeps its file from passing.
    pub fn refuses(self, severity: Severity) -> bool {
        match severity {
            Severity::Error => true,
            Severity::Warning => self >= Self::Warnings,
            Severity::Note => self == Self::Notes,
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
    /// What refuses besides errors.
    pub strict: Strict,
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
        self.strict.refuses(finding.severity)
    }
}
