//! The outcome as JSON: what programs of one's own read. The keys are English and stay.

use super::example::{Example, Miss};
use super::finding::{Finding, Note, Place, Repair};
use super::{Gate, Verb};
use crate::diagnostic::Severity;
use serde_json::{Map, Value, json};

/// One object, indented, with a line break at its end: `faults`, of a test `examples`, and `summary`.
pub fn json(gate: &Gate) -> String {
    let mut out = Map::new();
    out.insert("faults".to_owned(), faults(&gate.findings));
    let mut summary = Map::new();
    summary.insert("files".to_owned(), gate.files.len().into());
    summary.insert("errors".to_owned(), gate.count(Severity::Error).into());
    summary.insert("warnings".to_owned(), gate.count(Severity::Warning).into());
    summary.insert("notes".to_owned(), gate.count(Severity::Note).into());
    match gate.verb {
        Verb::Check => {
            summary.insert("allowed".to_owned(), gate.allowed.into());
        }
        Verb::Test => {
            out.insert("examples".to_owned(), gate.examples.iter().map(example).collect());
            summary.insert("examples".to_owned(), gate.examples.len().into());
            summary.insert("failed".to_owned(), gate.failed().into());
        }
    }
    summary.insert("exit".to_owned(), gate.exit.into());
    out.insert("summary".to_owned(), summary.into());
    format!("{:#}\n", Value::Object(out))
}

/// The list of faults.
pub fn faults(findings: &[Finding]) -> Value {
    findings.iter().map(fault).collect()
}

/// One fault.
fn fault(finding: &Finding) -> Value {
    let mut out = Map::new();
    out.insert("code".to_owned(), finding.code.as_str().into());
    out.insert("name".to_owned(), finding.code.slug().into());
    out.insert("severity".to_owned(), finding.severity.as_str().into());
    out.extend(place(&finding.place));
    out.insert("message".to_owned(), finding.message.as_str().into());
    out.insert("help".to_owned(), finding.help.as_deref().into());
    out.insert("related".to_owned(), finding.related.iter().map(note).collect());
    out.insert("fixes".to_owned(), finding.fixes.iter().map(repair).collect());
    out.into()
}

/// A related place.
fn note(note: &Note) -> Value {
    let mut out = place(&note.place);
    out.insert("message".to_owned(), note.message.as_str().into());
    out.into()
}

/// A fix.
fn repair(repair: &Repair) -> Value {
    let mut out = place(&repair.place);
    out.insert("text".to_owned(), repair.text.as_str().into());
    out.insert("safe".to_owned(), repair.safe.into());
    out.into()
}

/// An example.
fn example(example: &Example) -> Value {
    let miss = |miss: &Miss| json!({ "figure": miss.figure, "expected": miss.expected, "got": miss.got });
    let mut out = Map::new();
    out.insert("policy".to_owned(), example.policy.as_str().into());
    out.insert("title".to_owned(), example.title.as_str().into());
    out.insert("passed".to_owned(), example.passed().into());
    out.extend(place(&example.place));
    out.insert("differences".to_owned(), example.misses.iter().map(miss).collect());
    out.insert("account".to_owned(), example.account.lines().collect());
    out.into()
}

/// The keys of a place.
fn place(place: &Place) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("file".to_owned(), place.file.as_str().into());
    out.insert("line".to_owned(), place.line.into());
    out.insert("column".to_owned(), place.column.into());
    out.insert("end_line".to_owned(), place.end_line.into());
    out.insert("end_column".to_owned(), place.end_column.into());
    out
}
