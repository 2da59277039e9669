//! `--format`: the result of `check` or `test` as one document for a gate.

use super::files::relative;
use super::load::{Loaded, Which};
use super::terminal::Terminal;
use super::{Exit, Stop, words};
use clap::ValueEnum;
use yibao::diagnostic::Severity;
use yibao::report::gate::{self, Example, Gate, Strict, Verb};
use yibao::source::escape;

/// The form of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs of one's own.
    Json,
    /// For code hosts.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
    /// For whatever reads tests.
    Junit,
}

impl Format {
    /// The outcome in this form; as text a verb draws for itself.
    fn document(self, gate: &Gate, terminal: &Terminal) -> String {
        match self {
            Self::Text => String::new(),
            Self::Json => escape::json(&gate::json(gate)).into_owned(),
            Self::Sarif => escape::json(&gate::sarif(gate, terminal.lang)).into_owned(),
            Self::Github => gate::github(gate, terminal.lang),
            Self::Junit => gate::junit(gate, terminal.lang),
        }
    }
}

/// Writes the outcome of a check.
pub fn checked(format: Format, loaded: &Loaded, strict: Strict, exit: Exit, terminal: &Terminal) -> Result<(), Stop> {
    let findings = loaded.findings(Which::Asked, terminal.lang);
    write(
        format,
        &Gate {
            verb: Verb::Check,
            files: files(loaded),
            findings,
            allowed: loaded.count().allowed,
            examples: Vec::new(),
            strict,
            exit: exit.code(),
        },
        terminal,
    )
}

/// Writes the outcome of a test.
pub fn tested(format: Format, loaded: &Loaded, examples: Vec<Example>, exit: Exit, terminal: &Terminal) -> Result<(), Stop> {
    let gate = Gate {
        verb: Verb::Test,
        files: files(loaded),
        findings: Vec::new(),
        allowed: 0,
        examples,
        strict: Strict::Errors,
        exit: exit.code(),
    };
    write(format, &gate, terminal)
}

/// Writes why no example could be run, where errors forbid it; nothing where none does.
pub fn refused(format: Format, loaded: &Loaded, terminal: &Terminal) -> Result<(), Stop> {
    let findings = loaded.findings(Which::Errors, terminal.lang);
    if findings.is_empty() {
        return Ok(());
    }
    let gate = Gate { verb: Verb::Test, files: files(loaded), findings, allowed: 0, examples: Vec::new(), strict: Strict::Errors, exit: 3 };
    write(format, &gate, terminal)?;
    Err(Stop::Rules(words::rules_wrong(gate.count(Severity::Error))))
}

/// Writes one document.
fn write(format: Format, gate: &Gate, terminal: &Terminal) -> Result<(), Stop> {
    terminal.result(&format.document(gate, terminal))
}

/// The files asked for, as a gate takes them.
fn files(loaded: &Loaded) -> Vec<String> {
    loaded.files().iter().map(|name| relative(name)).collect()
}
