//! The outcome as workflow commands, which GitHub turns into annotations on the lines of a change.

use super::example::Example;
use super::finding::{Finding, Place};
use super::{Gate, words};
use crate::diagnostic::{Lang, Severity};
use crate::source::escape::{visible, visible_lines};
use std::fmt::Write as _;

/// How many annotations of one level the platform shows for one step.
pub const SHOWN: usize = 10;

/// One annotation.
struct Annotation<'a> {
    severity: Severity,
    place: &'a Place,
    title: String,
    message: String,
}

/// A line each: up to ten errors, ten warnings and ten notes as annotations; what is beyond folded in the log, and a notice that counts it.
pub fn github(gate: &Gate, lang: Lang) -> String {
    let faults = gate.findings.iter().map(|finding| of_fault(finding, lang));
    let failed = gate.examples.iter().filter(|example| !example.passed()).map(|example| of_example(example, lang));
    let all: Vec<Annotation<'_>> = faults.chain(failed).collect();
    let of = |severity: Severity| all.iter().filter(move |one| one.severity == severity);
    let mut out = String::new();
    for severity in Severity::ALL {
        out.extend(of(severity).take(SHOWN).map(Annotation::command));
    }
    let beyond = |severity: Severity| of(severity).count().saturating_sub(SHOWN);
    let left = Severity::ALL.map(beyond);
    if left.iter().any(|count| *count > 0) {
        let said = words::more(lang, left);
        let _ = writeln!(out, "::notice title=yibao {}::{}\n::group::{}", gate.verb.as_str(), data(&said), data(&said));
        for severity in Severity::ALL {
            out.extend(of(severity).skip(SHOWN).map(Annotation::log));
        }
        out += "::endgroup::\n";
    }
    out
}

/// A fault.
fn of_fault(finding: &Finding, lang: Lang) -> Annotation<'_> {
    let help = finding.help.as_ref().map_or_else(String::new, |help| format!("\n{}{help}", words::HELP.of(lang)));
    let name = match lang {
        Lang::En => finding.code.slug(),
        Lang::Zh => finding.code.slug_zh(),
    };
    Annotation {
        severity: finding.severity,
        place: &finding.place,
        title: format!("{} {name}", finding.code),
        message: format!("{}{help}", finding.message),
    }
}

/// A failed example.
fn of_example(example: &Example, lang: Lang) -> Annotation<'_> {
    let message = format!("{}\n\n{}", example.message(lang), example.account);
    Annotation { severity: Severity::Error, place: &example.place, title: example.headline(lang), message: message.trim_end().to_owned() }
}

impl Annotation<'_> {
    /// The command. Columns only where it ends on the line it begins on: the platform takes no others.
    fn command(&self) -> String {
        let Place { file, line, column, end_line, end_column } = self.place;
        let level = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let columns = if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
        let (file, title) = (property(&visible(file)), property(&visible(&self.title)));
        format!("::{level} file={file},line={line},endLine={end_line}{columns},title={title}::{}\n", data(&visible_lines(&self.message)))
    }

    /// A line of the log that no runner takes for a command.
    fn log(&self) -> String {
        let Place { file, line, column, .. } = self.place;
        let text = format!("- {} {file}:{line}:{column} {}", self.title, self.message.lines().next().unwrap_or_default());
        format!("{}\n", visible(&text).replace("##[", "## ["))
    }
}

/// Text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
