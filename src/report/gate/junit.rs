//! The outcome as JUnit XML: a suite a policy and a case an example, or, of a check, a case a file. Times are not told.

use super::example::Example;
use super::finding::Finding;
use super::xml::escaped;
use super::{Gate, Verb, words};
use crate::diagnostic::{Lang, Severity};
use std::fmt::Write as _;

/// A suite of cases.
struct Suite {
    name: String,
    cases: Vec<Case>,
}

/// One case.
struct Case {
    name: String,
    class: String,
    file: String,
    line: Option<usize>,
    ended: Ended,
    /// What is worth reading of one that passed.
    said: String,
}

/// How a case ended.
enum Ended {
    /// As wanted.
    Passed,
    /// An example came out otherwise, or a file has faults: kind, message, account.
    Failed(String, String, String),
    /// It could not be run: kind, message, account.
    Wrong(String, String, String),
}

/// The document, indented, with a line break at its end.
pub fn junit(gate: &Gate, lang: Lang) -> String {
    let suites = match gate.verb {
        Verb::Check => vec![Suite { name: "yibao check".to_owned(), cases: files(gate, lang) }],
        // Faults kept every example from being run.
        Verb::Test if !gate.findings.is_empty() => vec![Suite { name: "yibao test".to_owned(), cases: files(gate, lang) }],
        Verb::Test => policies(&gate.examples, lang),
    };
    let all: Vec<&Case> = suites.iter().flat_map(|suite| &suite.cases).collect();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites name=\"yibao {}\"{}>", gate.verb.as_str(), counts(&all));
    for suite in &suites {
        let own: Vec<&Case> = suite.cases.iter().collect();
        let _ = writeln!(out, "  <testsuite name=\"{}\"{}>", escaped(&suite.name, true), counts(&own));
        for case in &suite.cases {
            out += &case.element();
        }
        out += "  </testsuite>\n";
    }
    out + "</testsuites>\n"
}

/// The counts of a suite, or of all.
fn counts(cases: &[&Case]) -> String {
    let failed = cases.iter().filter(|case| matches!(case.ended, Ended::Failed(..))).count();
    let wrong = cases.iter().filter(|case| matches!(case.ended, Ended::Wrong(..))).count();
    format!(" tests=\"{}\" failures=\"{failed}\" errors=\"{wrong}\" skipped=\"0\"", cases.len())
}

/// A case for each file asked for, and for each other that has faults.
fn files(gate: &Gate, lang: Lang) -> Vec<Case> {
    let mut names: Vec<&str> = gate.files.iter().map(String::as_str).collect();
    for finding in &gate.findings {
        if !names.contains(&finding.place.file.as_str()) {
            names.push(&finding.place.file);
        }
    }
    names.iter().map(|name| file(gate, name, lang)).collect()
}

/// A case for one file: it fails by its errors, and by its warnings where these refuse too.
fn file(gate: &Gate, name: &str, lang: Lang) -> Case {
    let own: Vec<&Finding> = gate.findings.iter().filter(|finding| finding.place.file == name).collect();
    let count = |severity: Severity| own.iter().filter(|finding| finding.severity == severity).count();
    let told = own.iter().map(|finding| finding.line(lang)).collect::<Vec<_>>().join("\n");
    let first = own.iter().find(|finding| gate.refuses(finding)).map(|finding| finding.code.to_string());
    let message = words::counted(lang, Severity::ALL.map(count));
    let (ended, said) = match (first, gate.verb) {
        (None, _) => (Ended::Passed, told),
        (Some(code), Verb::Check) => (Ended::Failed(code, message, told), String::new()),
        (Some(code), Verb::Test) => (Ended::Wrong(code, message, told), String::new()),
    };
    Case { name: name.to_owned(), class: format!("yibao.{}", gate.verb.as_str()), file: name.to_owned(), line: None, ended, said }
}

/// A suite for each policy, in the order they are met.
fn policies(examples: &[Example], lang: Lang) -> Vec<Suite> {
    let mut suites: Vec<Suite> = Vec::new();
    for example in examples {
        let case = case(example, lang);
        match suites.iter_mut().find(|suite| suite.name == example.policy) {
            Some(suite) => suite.cases.push(case),
            None => suites.push(Suite { name: example.policy.clone(), cases: vec![case] }),
        }
    }
    suites
}

/// A case for an example.
fn case(example: &Example, lang: Lang) -> Case {
    let ended =
        if example.passed() { Ended::Passed } else { Ended::Failed("example".to_owned(), example.message(lang), example.account.clone()) };
    Case {
        name: example.title.clone(),
        class: example.policy.clone(),
        file: example.place.file.clone(),
        line: Some(example.place.line),
        ended,
        said: String::new(),
    }
}

impl Case {
    /// The element.
    fn element(&self) -> String {
        let line = self.line.map_or_else(String::new, |line| format!(" line=\"{line}\""));
        let [name, class, file] = [&self.name, &self.class, &self.file].map(|text| escaped(text, true));
        let open = format!("    <testcase name=\"{name}\" classname=\"{class}\" file=\"{file}\"{line}");
        let wrong = |tag: &str, kind: &str, message: &str, told: &str| {
            let (kind, message, told) = (escaped(kind, true), escaped(message, true), escaped(told.trim_end(), false));
            format!("{open}>\n      <{tag} type=\"{kind}\" message=\"{message}\">{told}\n</{tag}>\n    </testcase>\n")
        };
        match &self.ended {
            Ended::Failed(kind, message, told) => wrong("failure", kind, message, told),
            Ended::Wrong(kind, message, told) => wrong("error", kind, message, told),
            Ended::Passed if self.said.is_empty() => format!("{open}/>\n"),
            Ended::Passed => format!("{open}>\n      <system-out>{}\n</system-out>\n    </testcase>\n", escaped(&self.said, false)),
        }
    }
}
